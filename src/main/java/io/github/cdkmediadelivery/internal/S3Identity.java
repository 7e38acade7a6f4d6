package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Principal;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginAccessIdentity;

/**
 * A bucket that knows CloudFront by an origin access identity: legacy, and said so.
 *
 * <p>Its origin binds itself: aws-cdk-lib's would let the identity read the whole bucket, whatever the path.
 */
public record S3Identity(LocatedBucket located, FileStore store, OriginAccessIdentity identity) implements S3Source {

    /** The identity lives with the bucket, whose policy names it: the other way round would close a cycle of stacks. */
    public static S3Identity of(LocatedBucket located, FileStore store, SharedResources shared) {
        SharedResources home = located.place() == LocatedBucket.Place.OTHER_STACK
                ? SharedResources.apart(located.bucket().getStack())
                : shared;
        return new S3Identity(located, store, home.s3OriginAccessIdentity());
    }

    @Override
    public IOrigin origin(Placement facade) {
        String host = located.host();
        String user = "origin-access-identity/cloudfront/" + identity.getOriginAccessIdentityId();
        return new S3Origin(host, store, null, user);
    }

    @Override
    public void admit(Distribution distribution, Placement facade) {
        Warnings.add(
                facade.scope(),
                "origin-access-identity",
                "Origin access identity is legacy: every distribution of the account can use it, and it works neither with"
                        + " SSE-KMS nor in new regions. Use S3Access.ORIGIN_ACCESS_CONTROL.");
        String objects = located.bucket().getBucketArn() + store.objects();
        String canonicalUser = identity.getCloudFrontOriginAccessIdentityS3CanonicalUserId();
        located.admit(
                facade,
                read(new Principal("CanonicalUser", canonicalUser), objects),
                S3Source.bucketPolicy(read(user("aws", "ID"), "arn:aws:s3:::BUCKET" + store.objects()), () -> read(
                                user(Aws.PARTITION, identity.getOriginAccessIdentityId()), objects)
                        .json()));
    }

    private static Principal user(String partition, String id) {
        return new Principal(
                "AWS", "arn:" + partition + ":iam::cloudfront:user/CloudFront Origin Access Identity " + id);
    }

    private static Statement read(Principal who, String objects) {
        return Statement.allow(who, "s3:GetObject").on(objects);
    }
}
