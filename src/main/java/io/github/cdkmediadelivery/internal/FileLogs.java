package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Access logs as files in S3: delivered where AWS offers logging v2, else written the legacy way, which has no options.
 *
 * @param bucket the user's; else one is made
 * @param expireAfter only for one that is made
 */
public record FileLogs(
        @Nullable IBucket bucket,
        @Nullable String format,
        List<String> fields,
        @Nullable String partitions,
        @Nullable Duration expireAfter)
        implements Concern {

    public static final String PARTITIONS = "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}";

    private static final Duration USUAL_AGE = Duration.ofDays(90);

    @Override
    public void check(Plan plan) {
        Check.that(
                bucket == null || expireAfter == null,
                "accessLogs: expireAfter must be set on the bucket itself where it is the user's",
                String.valueOf(expireAfter),
                "add a lifecycle rule to the bucket");
        if (bucket != null) {
            ManagedKey.refuse("accessLogs", bucket, "log delivery", plan.at());
        }
        if (LogDelivery.isOffered(plan.at())) {
            return;
        }
        if (format != null || !fields.isEmpty() || partitions != null) {
            LogDelivery.check(plan.at(), "a choice of format, fields or folders");
        }
        String region = bucket == null ? plan.at().knownRegion() : Home.knownRegionOf(bucket);
        Check.that(
                !Regions.isOptIn(region),
                "accessLogs: must not go to a bucket in an opt-in region, to which the legacy way cannot write",
                region,
                "give AccessLogs.toS3().bucket(…) one of another region, or the stack the region us-east-1");
        if (bucket instanceof Bucket own) {
            checkAcls(own, plan.at());
        }
    }

    /** The legacy way writes with an ACL, which a bucket refuses by default since 2023. */
    private static void checkAcls(Bucket own, Placement at) {
        CfnBucket resource = (CfnBucket) own.getNode().getDefaultChild();
        // A lazy value until it is resolved.
        String ownership = resource == null ? "" : String.valueOf(at.stack().resolve(resource.getOwnershipControls()));
        Check.that(
                ownership.contains("BucketOwnerPreferred") || ownership.contains("ObjectWriter"),
                "accessLogs: the legacy way needs a bucket with ACLs",
                "a bucket that has them disabled",
                "set objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED) on it");
    }

    @Override
    public void describe(Distribution.Builder distribution, Placement facade) {
        if (!LogDelivery.isOffered(facade)) {
            distribution
                    .enableLogging(true)
                    .logBucket(legacy(bucketIn(facade.scope(), ObjectOwnership.BUCKET_OWNER_PREFERRED), facade));
        }
    }

    @Override
    public void complete(Distribution distribution, Placement facade) {
        IKey key = bucket == null ? null : bucket.getEncryptionKey();
        if (key != null) {
            letEncrypt(key, facade);
        }
        if (LogDelivery.isOffered(facade)) {
            IBucket target = bucketIn(facade.scope(), ObjectOwnership.BUCKET_OWNER_ENFORCED);
            letWrite(target, facade);
            LogDelivery.define(
                            facade.scope(),
                            distribution.getDistributionId(),
                            LogDelivery.Destination.of(
                                    target,
                                    target.getBucketArn(),
                                    Weak.from(
                                            target,
                                            CfnBucket.class,
                                            CfnBucket::getAttrArn,
                                            target.getBucketArn(),
                                            facade),
                                    format == null ? "w3c" : format))
                    .s3SuffixPath(partitions == null ? PARTITIONS : partitions)
                    .recordFields(fields.isEmpty() ? null : fields)
                    .build()
                    // AWS tries whether it may write when the delivery is made.
                    .getNode()
                    .addDependency(target);
        }
    }

    /** The CDK asks it for nothing but its host. */
    private static IBucket legacy(IBucket target, Placement facade) {
        String host = target.getBucketRegionalDomainName();
        String read = Weak.from(target, CfnBucket.class, CfnBucket::getAttrRegionalDomainName, host, facade);
        return read.equals(host)
                ? target
                : Bucket.fromBucketAttributes(
                        facade.scope(),
                        "Logged",
                        BucketAttributes.builder()
                                .bucketName(target.getBucketName())
                                .bucketRegionalDomainName(read)
                                .build());
    }

    private static void letWrite(IBucket target, Placement facade) {
        // The statement may stand in the template of another account's stack.
        Statement statement = LogDelivery.mayPut(target.getBucketArn(), facade.account());
        statement.addTo(
                target::addToResourcePolicy,
                facade,
                new Warnings.Untold(
                        "log-bucket-policy",
                        "The policy of an imported log bucket was not written, so that it may refuse the logs.",
                        LogDelivery.mayPut("arn:aws:s3:::BUCKET", "ACCOUNT").json(),
                        statement::json,
                        "LogBucketPolicyStatement"));
    }

    /** Whoever writes into a bucket with SSE-KMS needs the key too, whichever way the logs take. */
    private static void letEncrypt(IKey key, Placement facade) {
        boolean delivered = LogDelivery.isOffered(facade);
        Statement statement = LogDelivery.mayEncrypt(delivered, facade.account());
        statement.addTo(
                added -> key.addToResourcePolicy(added, true),
                facade,
                new Warnings.Untold(
                        "log-key-policy",
                        "The policy of an imported key was not written, so that it may refuse the logs.",
                        LogDelivery.mayEncrypt(delivered, "ACCOUNT").json(),
                        statement::json,
                        "LogKeyPolicyStatement"));
    }

    private IBucket bucketIn(Construct scope, ObjectOwnership ownership) {
        if (bucket != null) {
            return bucket;
        }
        return Bucket.Builder.create(scope, "LogBucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ownership)
                .enforceSsl(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Seconds.of(expireAfter == null ? USUAL_AGE : expireAfter))
                        .build()))
                .build();
    }
}
