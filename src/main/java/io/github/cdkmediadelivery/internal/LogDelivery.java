package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.logs.CfnDelivery;
import software.amazon.awscdk.services.logs.CfnDeliveryDestination;
import software.amazon.awscdk.services.logs.CfnDeliverySource;
import software.constructs.Construct;

/**
 * CloudFront's standard logging v2, which is a delivery of CloudWatch Logs: what is logged, where to, and the line
 * between the two.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html">Standard
 *     logging (v2)</a>
 */
final class LogDelivery {

    private static final Principal SERVICE = Principal.service("delivery.logs.amazonaws.com");

    private LogDelivery() {}

    static boolean isOffered(Placement at) {
        return OwnNames.HOME_REGION.equals(at.region());
    }

    static void check(Placement at, String what) {
        Check.that(
                isOffered(at),
                "accessLogs: " + what + " needs standard logging v2, which AWS offers in stacks of us-east-1 only",
                Check.shownRegion(at.region()),
                "use AccessLogs.toS3() without further options, or DeliveryLogs in a stack with that region");
    }

    /**
     * Where lines go. Another target or another format is another destination, which CloudFormation makes before the
     * old one goes: so both are in its name.
     *
     * @param said the ARN as the template has it
     * @param target what tells this target from others, at each synthesis
     */
    record Destination(String said, String target, String format) {

        static Destination of(IResource owner, String arn, String said, String format) {
            return new Destination(said, Check.isToken(arn) ? owner.getNode().getPath() : arn, format);
        }

        private String name(String line) {
            return SharedResources.name(line + "-" + SharedResources.digest(target + " " + format));
        }
    }

    /** The line, to which the caller may still add what its destination takes. */
    static CfnDelivery.Builder define(Construct scope, String distributionId, Destination to) {
        // Unique in the account by the construct's address: a stack can hold many distributions.
        String name = "logs-" + scope.getNode().getAddr().substring(34);
        CfnDeliverySource source = CfnDeliverySource.Builder.create(scope, "LogSource")
                .name(SharedResources.name(name))
                .logType("ACCESS_LOGS")
                .resourceArn(DistributionArn.of(distributionId))
                .build();
        CfnDeliveryDestination destination = CfnDeliveryDestination.Builder.create(scope, "LogDestination")
                .name(to.name(name))
                .destinationResourceArn(to.said)
                .outputFormat(to.format)
                .build();
        return CfnDelivery.Builder.create(scope, "LogDelivery")
                .deliverySourceName(source.getRef())
                .deliveryDestinationArn(destination.getAttrArn());
    }

    /** Lets CloudWatch Logs put the files of this account's deliveries, and no other's, into a bucket. */
    static Statement mayPut(String bucketArn, String account) {
        return Statement.allow(SERVICE, "s3:PutObject")
                .on(bucketArn + "/AWSLogs/*")
                .when(by(account), from(account, "delivery-source:*"));
    }

    /**
     * Lets the same service encrypt the files with the bucket's key. Of the legacy way AWS documents no condition.
     *
     * @param delivered by a delivery of this account's, not the legacy way
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html#AccessLogsKMSPermissions">Key
     *     policy for SSE-KMS buckets</a>
     */
    static Statement mayEncrypt(boolean delivered, String account) {
        Statement use = Statement.allow(SERVICE, "kms:GenerateDataKey*", "kms:Decrypt")
                .named("AllowLogDelivery")
                .on("*");
        return delivered ? use.when(by(account), from(account, "delivery-source:*")) : use;
    }

    /**
     * The same for the streams of a log group, whose ARN ends in {@code :*}; AWS documents any source of the account.
     */
    static Statement mayAppend(String logGroupArn) {
        return Statement.allow(SERVICE, "logs:CreateLogStream", "logs:PutLogEvents")
                .on(logGroupArn)
                .when(by(Aws.ACCOUNT_ID), from(Aws.ACCOUNT_ID, "*"));
    }

    private static Condition by(String account) {
        return new Condition("StringEquals", "aws:SourceAccount", account);
    }

    private static Condition from(String account, String sources) {
        return new Condition(
                "ArnLike", "aws:SourceArn", "arn:*:logs:" + OwnNames.HOME_REGION + ":" + account + ":" + sources);
    }

    /** The rule about access logs knows only the legacy property of the distribution itself. */
    static void acceptedOf(Distribution distribution) {
        Accepted.finding(
                distribution, "CFR3", "Access logging is on, as standard logging v2: a delivery of CloudWatch Logs.");
    }
}
