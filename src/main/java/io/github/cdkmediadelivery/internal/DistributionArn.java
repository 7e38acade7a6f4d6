package io.github.cdkmediadelivery.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;

/**
 * The ARN of a distribution, and what a policy that trusts CloudFront must ask of it.
 *
 * <p>Put together from strings, without asking the Node kernel.
 */
public final class DistributionArn {

    /** Stands in a warning where only the deployment knows the value. */
    public static final String SHOWN = "arn:aws:cloudfront::ACCOUNT:distribution/ID";

    private DistributionArn() {}

    /** A distribution of the account in whose template this stands. */
    public static String of(String distributionId) {
        return of(Aws.ACCOUNT_ID, distributionId);
    }

    /** A distribution of that account, for a template of another one. */
    public static String of(String account, String distributionId) {
        return "arn:" + Aws.PARTITION + ":cloudfront::" + account + ":distribution/" + distributionId;
    }

    /** The one distribution, or where its id is not known yet, every distribution of the account. */
    public static Statement.Condition onlyOrAnyOf(String account, @Nullable String distributionId) {
        return distributionId == null ? anyOf(account) : Statement.Condition.onlyFrom(of(account, distributionId));
    }

    /**
     * Every distribution of the account fulfils it: where naming the one would close a cycle. The account is part of
     * the ARN; {@code aws:SourceAccount} beside it would say nothing more.
     */
    private static Statement.Condition anyOf(String account) {
        return new Statement.Condition("ArnLike", "aws:SourceArn", of(account, "*"));
    }
}
