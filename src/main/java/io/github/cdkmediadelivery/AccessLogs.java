package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.DeliveredLogs;
import io.github.cdkmediadelivery.internal.Home;
import io.github.cdkmediadelivery.internal.OwnNames;
import io.github.cdkmediadelivery.internal.StreamedLogs;
import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * What is written down of each request, and where.
 *
 * <p>In a stack of us-east-1 this is CloudFront's standard logging v2: a delivery to S3, to a log group or to Firehose.
 * AWS offers it in that region alone. In any other stack, and in one without a region, logs go to S3 the legacy way
 * (W3C text, all fields, no partitions), and what the legacy way does not have is refused: {@link DeliveryLogs}, in a
 * stack of us-east-1, has it for a distribution that is defined elsewhere.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html">Access logs</a>
 */
public abstract sealed class AccessLogs extends Value<DeliveredLogs> permits S3AccessLogs, StreamedAccessLogs {

    private static final Text FIREHOSE = Text.of(
            "arn:[a-z0-9-]+:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/.+",
            "deliveryStreamArn: must be the ARN of a delivery stream",
            "use for example 'arn:aws:firehose:us-east-1:111122223333:deliverystream/logs'");

    AccessLogs(DeliveredLogs logs) {
        super(logs);
    }

    /** Whether a line says what was asked for. */
    boolean holdPaths() {
        return true;
    }

    /** Whether it says with which parameters. */
    boolean holdQueries() {
        return true;
    }

    /**
     * Files in S3.
     *
     * @return the choice, with options
     */
    public static S3AccessLogs toS3() {
        return S3AccessLogs.DEFAULT;
    }

    /**
     * A log group, an object in JSON per request. Only in a stack of us-east-1. How long lines are kept, and which key
     * encrypts them, is said of the group ({@code retention}, {@code encryptionKey}).
     *
     * @param group the log group, of the same region
     * @return the choice, with options
     */
    public static StreamedAccessLogs toLogGroup(ILogGroup group) {
        Check.present("group", group);
        return new StreamedAccessLogs(new StreamedLogs(group.getLogGroupArn(), group, List.of()));
    }

    /**
     * A delivery stream, an object in JSON per request. Only in a stack of us-east-1.
     *
     * @param deliveryStreamArn the stream, of the same region
     * @return the choice, with options
     * @throws IllegalArgumentException {@code deliveryStreamArn: must be …} for another ARN
     */
    public static StreamedAccessLogs toFirehose(String deliveryStreamArn) {
        Check.present("deliveryStreamArn", deliveryStreamArn);
        FIREHOSE.check(deliveryStreamArn);
        Home.checkIn(
                OwnNames.HOME_REGION,
                deliveryStreamArn,
                CfnDeliveryStream.class,
                "deliveryStreamArn: must be of a stream in us-east-1, where CloudFront has its logs delivered",
                "make it in a stack with that region");
        return new StreamedAccessLogs(new StreamedLogs(deliveryStreamArn, null, List.of()));
    }
}
