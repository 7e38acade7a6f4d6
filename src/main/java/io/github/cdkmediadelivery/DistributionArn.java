package io.github.cdkmediadelivery;

import software.amazon.awscdk.Aws;

/** The ARN of a distribution of this account, put together without asking the Node kernel. */
final class DistributionArn {

    private DistributionArn() {}

    static String of(String distributionId) {
        return "arn:" + Aws.PARTITION + ":cloudfront::" + Aws.ACCOUNT_ID + ":distribution/" + distributionId;
    }
}
