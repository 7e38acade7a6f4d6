package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Access logs as files in S3, see {@link AccessLogs#toS3}.
 *
 * <p>Unless it is given a bucket, one is made: private, TLS only, encrypted by S3, kept when the stack is deleted, its
 * files deleted after 90 days, since they hold viewers' addresses. Logging v2 writes into a bucket without ACLs; the
 * legacy way needs them and gets a bucket that has them.
 */
public final class S3AccessLogs extends AccessLogs {

    static final S3AccessLogs DEFAULT = new S3AccessLogs(null, null, List.of(), null, Duration.ofDays(90));

    private static final String PARTITIONS = "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}";
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9()_-]+");
    private static final Pattern PATH =
            Pattern.compile("([A-Za-z0-9_=-]|\\{(DistributionId|distributionid|accountid|yyyy|MM|dd|HH)}|/)+");

    private final @Nullable IBucket bucket;
    private final @Nullable Format format;
    private final List<String> fields;
    private final @Nullable String partitions;
    private final Duration keptFor;

    /** The form of a line. */
    public enum Format {
        /** The extended log format of the W3C, as the legacy logs have it: the default. */
        W3C,
        /** An object per request. */
        JSON,
        /** Columns, for queries over months. */
        PARQUET
    }

    private S3AccessLogs(
            @Nullable IBucket bucket,
            @Nullable Format format,
            List<String> fields,
            @Nullable String partitions,
            Duration keptFor) {
        this.bucket = bucket;
        this.format = format;
        this.fields = fields;
        this.partitions = partitions;
        this.keptFor = keptFor;
    }

    /**
     * Into a bucket of the user's.
     *
     * @param bucket for logging v2 any; for the legacy way one with ACLs
     * @return a new choice
     */
    public S3AccessLogs bucket(IBucket bucket) {
        return new S3AccessLogs(bucket, format, fields, partitions, keptFor);
    }

    /**
     * The form of the lines. Only in a stack of us-east-1.
     *
     * @param format the choice
     * @return a new choice
     */
    public S3AccessLogs format(Format format) {
        return new S3AccessLogs(bucket, format, fields, partitions, keptFor);
    }

    /**
     * Only these fields; by default CloudFront's own selection. Only in a stack of us-east-1.
     *
     * @param names for example {@code timestamp(ms)}, {@code cs-uri-stem}, {@code sc-status}
     * @return a new choice
     * @throws IllegalArgumentException {@code fields: must be the name of a log field …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">Log
     *     fields</a>
     */
    public S3AccessLogs fields(String... names) {
        for (String name : names) {
            Check.that(
                    FIELD.matcher(name).matches(),
                    "fields",
                    "must be the name of a log field",
                    name,
                    "use for example 'cs-uri-stem'");
        }
        return new S3AccessLogs(bucket, format, List.of(names), partitions, keptFor);
    }

    /**
     * The folders of the files; by default distribution, year, month, day, hour. Only in a stack of us-east-1.
     *
     * @param path of text and <code>{DistributionId}</code>, <code>{yyyy}</code>, <code>{MM}</code>, <code>{dd}</code>,
     *     <code>{HH}</code>, <code>{accountid}</code>
     * @return a new choice
     * @throws IllegalArgumentException {@code partitionedBy: must be …}
     */
    public S3AccessLogs partitionedBy(String path) {
        Check.that(
                PATH.matcher(path).matches() && !path.startsWith("/") && !path.endsWith("/"),
                "partitionedBy",
                "must be folders of text and CloudFront's variables",
                path,
                "use for example '" + PARTITIONS + "'");
        return new S3AccessLogs(bucket, format, fields, path, keptFor);
    }

    /**
     * How long files are kept in the bucket made here; by default 90 days.
     *
     * @param age whole days, at least one
     * @return a new choice
     * @throws IllegalArgumentException {@code keptFor: must be whole days …}
     */
    public S3AccessLogs keptFor(Duration age) {
        return new S3AccessLogs(bucket, format, fields, partitions, Check.days("keptFor", age));
    }

    @Override
    void contributeTo(DistributionPlan plan) {
        if (LogDelivery.REGION.equals(plan.region())) {
            plan.afterwards(this::deliver);
            return;
        }
        boolean plain = format == null && fields.isEmpty() && partitions == null;
        if (!plain) {
            checkRegion(plan.region(), "a choice of format, fields or folders");
        }
        if (bucket != null) {
            checkAcls(plan.shared().stack(), bucket);
        }
        plan.describe((scope, distribution) -> distribution
                .enableLogging(true)
                .logBucket(bucket != null ? bucket : created(scope, ObjectOwnership.BUCKET_OWNER_PREFERRED)));
    }

    private void deliver(Construct scope, Distribution distribution) {
        IBucket target = bucket != null ? bucket : created(scope, ObjectOwnership.BUCKET_OWNER_ENFORCED);
        letWrite(scope, target);
        Format chosen = format == null ? Format.W3C : format;
        LogDelivery.define(
                        scope,
                        distribution.getDistributionId(),
                        target.getBucketArn(),
                        chosen.name().toLowerCase(Locale.ROOT))
                .s3SuffixPath(partitions == null ? PARTITIONS : partitions)
                .recordFields(fields.isEmpty() ? null : fields)
                .build()
                // AWS tries whether it may write when the delivery is made.
                .getNode()
                .addDependency(target);
    }

    private static void letWrite(Construct scope, IBucket target) {
        Map<String, Object> statement = LogDelivery.mayPut(target.getBucketArn(), Aws.ACCOUNT_ID);
        boolean written = Boolean.TRUE.equals(
                target.addToResourcePolicy(PolicyStatement.fromJson(statement)).getStatementAdded());
        if (!written) {
            Warnings.tellOwner(
                    scope,
                    "log-bucket-policy",
                    "The policy of an imported log bucket was not written, so that it may refuse the logs.",
                    LogDelivery.mayPut("arn:aws:s3:::BUCKET", "ACCOUNT"),
                    statement,
                    "LogBucketPolicyStatement");
        }
    }

    private Bucket created(Construct scope, ObjectOwnership ownership) {
        return Bucket.Builder.create(scope, "LogBucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ownership)
                .enforceSsl(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(List.of(
                        LifecycleRule.builder().expiration(Seconds.of(keptFor)).build()))
                .build();
    }

    /** The legacy way writes with an ACL, which a bucket refuses by default since 2023. */
    private static void checkAcls(Stack stack, IBucket bucket) {
        if (bucket instanceof Bucket own) {
            CfnBucket resource = (CfnBucket) own.getNode().getDefaultChild();
            // A lazy value until it is resolved.
            String ownership = resource == null ? "" : String.valueOf(stack.resolve(resource.getOwnershipControls()));
            Check.that(
                    ownership.contains("BucketOwnerPreferred") || ownership.contains("ObjectWriter"),
                    "accessLogs",
                    "the legacy way needs a bucket with ACLs",
                    "a bucket that has them disabled",
                    "set objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED) on it");
        }
    }
}
