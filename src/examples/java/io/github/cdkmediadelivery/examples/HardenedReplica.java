package io.github.cdkmediadelivery.examples;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.ReferenceStrength;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The films of {@link Hardened} once more, in another region, for when the first one fails. */
final class HardenedReplica extends Stack {

    private static final Duration KEPT = Duration.days(90);

    private final Key key;
    private final Bucket bucket;

    HardenedReplica(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(Environment.builder().region("us-west-2").build())
                        .build());
        key = Key.Builder.create(this, "Key")
                .enableKeyRotation(true)
                .description("Replicated films")
                .build();
        // S3 replicates from a bucket with Object Lock into another one with it alone.
        bucket = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .versioned(true)
                .objectLockEnabled(true)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .noncurrentVersionExpiration(KEPT)
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build()))
                .build();
        // The other stack reads outputs when it is deployed, and holds nothing of this one back.
        key.applyCrossStackReferenceStrength(ReferenceStrength.WEAK);
        bucket.applyCrossStackReferenceStrength(ReferenceStrength.WEAK);
    }

    Bucket getBucket() {
        return bucket;
    }

    /** Of the resource: what the construct says of itself wants a name that is known before it is made. */
    String getBucketArn() {
        return ((CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild())).getAttrArn();
    }

    String getKeyArn() {
        return ((CfnKey) Objects.requireNonNull(key.getNode().getDefaultChild())).getAttrArn();
    }
}
