package io.github.cdkmediadelivery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginShieldProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.S3OriginConfigProperty;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginAccessIdentity;
import software.amazon.awscdk.services.cloudfront.OriginBindConfig;
import software.constructs.Construct;

/**
 * A bucket that knows CloudFront by an origin access identity: legacy, and said so.
 *
 * <p>Binds itself: aws-cdk-lib's own origin would let the identity read the whole bucket, whatever the path.
 */
record S3IdentityOrigin(
        ContentBucket.Located located,
        String originPath,
        String contentPath,
        @Nullable String originShieldRegion,
        OriginAccessIdentity identity)
        implements S3Origin {

    /** The identity lives with the bucket, whose policy names it: the other way round would close a cycle of stacks. */
    S3IdentityOrigin(
            ContentBucket.Located located,
            String originPath,
            String contentPath,
            @Nullable String originShieldRegion,
            StackResources shared) {
        this(
                located,
                originPath,
                contentPath,
                originShieldRegion,
                (located.place() == ContentBucket.Place.OTHER_STACK
                                ? StackResources.of(located.bucket().getStack())
                                : shared)
                        .s3OriginAccessIdentity());
    }

    @Override
    public IOrigin in(StackResources shared) {
        String host = located.bucket().getBucketRegionalDomainName();
        String user = "origin-access-identity/cloudfront/" + identity.getOriginAccessIdentityId();
        return (scope, options) -> OriginBindConfig.builder()
                .originProperty(OriginProperty.builder()
                        .id(options.getOriginId())
                        .domainName(host)
                        .originPath(originPath.isEmpty() ? null : originPath)
                        .originShield(
                                originShieldRegion == null
                                        ? null
                                        : OriginShieldProperty.builder()
                                                .enabled(true)
                                                .originShieldRegion(originShieldRegion)
                                                .build())
                        .s3OriginConfig(S3OriginConfigProperty.builder()
                                .originAccessIdentity(user)
                                .build())
                        .build())
                .build();
    }

    @Override
    public void admit(Construct scope, Distribution distribution) {
        Warnings.add(
                scope,
                "origin-access-identity",
                "Origin access identity is legacy: every distribution of the account can use it, and it works neither with"
                        + " SSE-KMS nor in new regions. Use S3Access.ORIGIN_ACCESS_CONTROL.");
        String folder = originPath + contentPath + "/*";
        String objects = located.bucket().getBucketArn() + folder;
        located.admit(
                scope,
                read("CanonicalUser", identity.getCloudFrontOriginAccessIdentityS3CanonicalUserId(), objects),
                read("AWS", user("aws", "ID"), "arn:aws:s3:::BUCKET" + folder),
                () -> read("AWS", user(Aws.PARTITION, identity.getOriginAccessIdentityId()), objects));
    }

    private static String user(String partition, String id) {
        return "arn:" + partition + ":iam::cloudfront:user/CloudFront Origin Access Identity " + id;
    }

    private static Map<String, Object> read(String principalType, String principal, String objects) {
        return Json.object(
                "Effect", "Allow",
                "Principal", Map.of(principalType, principal),
                "Action", List.of("s3:GetObject"),
                "Resource", List.of(objects));
    }
}
