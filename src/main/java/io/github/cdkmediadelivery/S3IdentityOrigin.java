package io.github.cdkmediadelivery;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOAIProps;
import software.constructs.Construct;

/** A bucket that knows CloudFront by an origin access identity: legacy, and said so. The CDK's own origin grants. */
record S3IdentityOrigin(ContentBucket.Located located, String originPath, @Nullable String originShieldRegion)
        implements S3Origin {

    S3IdentityOrigin {
        Check.that(
                located.key() == null,
                "access",
                "must be ORIGIN_ACCESS_CONTROL for a bucket encrypted with a KMS key",
                S3Access.ORIGIN_ACCESS_IDENTITY,
                "remove the access option");
    }

    /** The identity lives with the bucket, whose policy names it: the other way round would close a cycle of stacks. */
    @Override
    public IOrigin in(StackResources shared) {
        StackResources home = located.place() == ContentBucket.Place.SAME_STACK
                ? shared
                : StackResources.of(located.bucket().getStack());
        return S3BucketOrigin.withOriginAccessIdentity(
                located.bucket(),
                S3BucketOriginWithOAIProps.builder()
                        .originAccessIdentity(home.s3OriginAccessIdentity())
                        .originPath(originPath.isEmpty() ? null : originPath)
                        .originShieldRegion(originShieldRegion)
                        .build());
    }

    @Override
    public void admit(Construct scope, Distribution distribution) {
        Warnings.add(
                scope,
                "origin-access-identity",
                "Origin access identity is legacy: every distribution of the account can use it, and it works neither with"
                        + " SSE-KMS nor in new regions. Use S3Access.ORIGIN_ACCESS_CONTROL.");
    }
}
