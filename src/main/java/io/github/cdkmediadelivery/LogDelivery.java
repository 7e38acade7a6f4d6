package io.github.cdkmediadelivery;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
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

    static final String REGION = "us-east-1";

    private static final String SERVICE = "delivery.logs.amazonaws.com";

    private LogDelivery() {}

    /** The line, to which the caller may still add what its destination takes. */
    static CfnDelivery.Builder define(Construct scope, String distributionId, String destinationArn, String format) {
        StackResources shared = StackResources.of(scope);
        // Unique in the account by the construct's address: a stack can hold many distributions.
        String name = shared.name("logs-" + scope.getNode().getAddr().substring(34));
        CfnDeliverySource source = CfnDeliverySource.Builder.create(scope, "LogSource")
                .name(name)
                .logType("ACCESS_LOGS")
                .resourceArn(DistributionArn.of(distributionId))
                .build();
        CfnDeliveryDestination destination = CfnDeliveryDestination.Builder.create(scope, "LogDestination")
                .name(name)
                .destinationResourceArn(destinationArn)
                .outputFormat(format)
                .build();
        return CfnDelivery.Builder.create(scope, "LogDelivery")
                .deliverySourceName(source.getRef())
                .deliveryDestinationArn(destination.getAttrArn());
    }

    /** Lets CloudWatch Logs put the files of this account's deliveries, and no other's, into a bucket. */
    static Map<String, Object> mayPut(String bucketArn, String account) {
        return mayWrite(List.of("s3:PutObject"), bucketArn + "/AWSLogs/*", account, "delivery-source:*");
    }

    /**
     * The same for the streams of a log group, whose ARN ends in {@code :*}; AWS documents any source of the account.
     */
    static Map<String, Object> mayAppend(String logGroupArn) {
        return mayWrite(List.of("logs:CreateLogStream", "logs:PutLogEvents"), logGroupArn, Aws.ACCOUNT_ID, "*");
    }

    private static Map<String, Object> mayWrite(List<String> actions, String resource, String account, String sources) {
        return Json.object(
                "Effect", "Allow",
                "Principal", Map.of("Service", SERVICE),
                "Action", actions,
                "Resource", List.of(resource),
                "Condition",
                        Json.object(
                                "StringEquals", Map.of("aws:SourceAccount", account),
                                "ArnLike",
                                        Map.of(
                                                "aws:SourceArn",
                                                "arn:*:logs:" + REGION + ":" + account + ":" + sources)));
    }
}
