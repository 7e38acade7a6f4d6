package io.github.cdkmediadelivery;

import java.util.Map;
import software.amazon.awscdk.Aws;

/**
 * The ARN of a distribution, and what a policy that trusts CloudFront must ask of it.
 *
 * <p>Put together from strings, without asking the Node kernel.
 */
final class DistributionArn {

    private static final String ANY = "*";

    private DistributionArn() {}

    /** A distribution of the account in whose template this stands. */
    static String of(String distributionId) {
        return of(Aws.ACCOUNT_ID, distributionId);
    }

    /** Conditions that only this distribution fulfils. */
    static Map<String, Object> only(String distributionArn) {
        return Json.object("StringEquals", Map.of("aws:SourceArn", distributionArn));
    }

    /**
     * Conditions that every distribution of the account fulfils: where naming the one would close a cycle. The account
     * is part of the ARN; {@code aws:SourceAccount} beside it would say nothing more.
     */
    static Map<String, Object> anyOf(String account) {
        return Json.object("ArnLike", Map.of("aws:SourceArn", of(account, ANY)));
    }

    /** A distribution of that account, for a template of another one. */
    static String of(String account, String distributionId) {
        return "arn:" + Aws.PARTITION + ":cloudfront::" + account + ":distribution/" + distributionId;
    }
}
