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
 * Access logs as files in S3: delivered where AWS offers logging v2, else written the legacy way, which has few
 * options.
 *
 * @param bucket the user's; else one is made
 * @param prefix of files that are written the legacy way
 * @param expireAfter only for one that is made
 */
public record FileLogs(
        @Nullable IBucket bucket,
        Way way,
        @Nullable String format,
        List<String> fields,
        @Nullable String partitions,
        @Nullable String prefix,
        @Nullable Duration expireAfter)
        implements DeliveredLogs {

    /** As it is made before an option is said. */
    public static final FileLogs DEFAULT = new FileLogs(null, Way.NEWEST, null, List.of(), null, null, null);

    /** Who writes the files. */
    public enum Way {
        /** CloudWatch Logs where it is offered, else CloudFront itself. */
        NEWEST,
        /** CloudFront itself, as a property of the distribution. */
        LEGACY
    }

    public FileLogs in(IBucket own) {
        return new FileLogs(own, way, format, fields, partitions, prefix, expireAfter);
    }

    public FileLogs by(Way chosen) {
        return new FileLogs(bucket, chosen, format, fields, partitions, prefix, expireAfter);
    }

    public FileLogs as(String lines) {
        return new FileLogs(bucket, way, lines, fields, partitions, prefix, expireAfter);
    }

    public FileLogs of(List<String> names) {
        return new FileLogs(bucket, way, format, names, partitions, prefix, expireAfter);
    }

    public FileLogs partitionedBy(String folders) {
        return new FileLogs(bucket, way, format, fields, folders, prefix, expireAfter);
    }

    public FileLogs beginningWith(String name) {
        return new FileLogs(bucket, way, format, fields, partitions, name, expireAfter);
    }

    public FileLogs until(Duration age) {
        return new FileLogs(bucket, way, format, fields, partitions, prefix, age);
    }

    public static final String PARTITIONS = "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}";

    private static final Duration USUAL_AGE = Duration.ofDays(90);

    @Override
    public void check(Placement at) {
        Check.that(
                bucket == null || expireAfter == null,
                "accessLogs: expireAfter must be set on the bucket itself where it is the user's",
                String.valueOf(expireAfter),
                "add a lifecycle rule to the bucket");
        if (bucket != null) {
            ManagedKey.refuse("accessLogs", bucket, "log delivery", at);
        }
        if (isDelivered(at)) {
            Check.that(
                    prefix == null,
                    "logFilePrefix: must stand beside legacy(), since deliveries begin with AWSLogs/ACCOUNT/CloudFront/",
                    String.valueOf(prefix),
                    "use partitionedBy(…) for folders below that");
            return;
        }
        boolean chosen = format != null || !fields.isEmpty() || partitions != null;
        Check.that(
                !chosen || way == Way.NEWEST,
                "accessLogs: legacy() must stand without a choice of format, fields or folders",
                way,
                "remove legacy(), or the choice");
        if (chosen) {
            LogDelivery.check(at, "a choice of format, fields or folders");
        }
        String region = bucket == null ? at.knownRegion() : Home.knownRegionOf(bucket);
        Check.that(
                !Regions.isOptIn(region),
                "accessLogs: must not go to a bucket in an opt-in region, to which the legacy way cannot write",
                region,
                "give AccessLogs.toS3().bucket(…) one of another region, or the stack the region us-east-1");
        if (bucket instanceof Bucket own) {
            checkAcls(own, at);
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
    public void checkDelivery(Placement at) {
        Check.that(
                way == Way.NEWEST,
                "accessLogs: legacy() must be an option of the distribution itself",
                way,
                "give it to the facade's accessLogs(…)");
        DeliveredLogs.super.checkDelivery(at);
    }

    private boolean isDelivered(Placement at) {
        return way == Way.NEWEST && LogDelivery.isOffered(at);
    }

    @Override
    public void describe(Distribution.Builder distribution, Placement facade) {
        if (!isDelivered(facade)) {
            distribution
                    .enableLogging(true)
                    .logFilePrefix(prefix)
                    .logBucket(legacy(bucketIn(facade.scope(), ObjectOwnership.BUCKET_OWNER_PREFERRED), facade));
        }
    }

    @Override
    public void complete(Distribution distribution, Placement facade) {
        if (isDelivered(facade)) {
            deliver(distribution.getDistributionId(), facade);
            LogDelivery.acceptedOf(distribution);
        } else {
            letEncrypt(facade);
        }
    }

    @Override
    public void deliver(String distributionId, Placement facade) {
        letEncrypt(facade);
        IBucket target = bucketIn(facade.scope(), ObjectOwnership.BUCKET_OWNER_ENFORCED);
        letWrite(target, facade);
        LogDelivery.define(
                        facade.scope(),
                        distributionId,
                        LogDelivery.Destination.of(
                                target,
                                target.getBucketArn(),
                                Weak.from(
                                        target, CfnBucket.class, CfnBucket::getAttrArn, target.getBucketArn(), facade),
                                format == null ? "w3c" : format))
                .s3SuffixPath(partitions == null ? PARTITIONS : partitions)
                .recordFields(fields.isEmpty() ? null : fields)
                .build()
                // AWS tries whether it may write when the delivery is made.
                .getNode()
                .addDependency(target);
    }

    /** Whoever writes into a bucket with SSE-KMS needs the key too, whichever way the logs take. */
    private void letEncrypt(Placement facade) {
        IKey key = bucket == null ? null : bucket.getEncryptionKey();
        if (key == null) {
            return;
        }
        boolean delivered = isDelivered(facade);
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

    private IBucket bucketIn(Construct scope, ObjectOwnership ownership) {
        if (bucket != null) {
            return bucket;
        }
        Bucket made = Bucket.Builder.create(scope, "LogBucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ownership)
                .enforceSsl(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Seconds.of(expireAfter == null ? USUAL_AGE : expireAfter))
                        .build()))
                .build();
        Accepted.finding(
                made, "S1", "It holds access logs, and one service alone writes them: a log of that would only grow.");
        return made;
    }
}
