package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;

/**
 * S3's own log of the requests to a bucket, and the bucket that it is written into.
 *
 * @param target of the user's; without it one is made
 * @param prefix with which the names of the files begin
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html">Enabling
 *     server access logging</a>
 */
public record ServerLogs(@Nullable IBucket target, String prefix) {

    /** Into a bucket that is made beside the one whose log it is. */
    public static final ServerLogs BESIDE = new ServerLogs(null, "");

    private static final String OPTION = "serverAccessLogs";

    private static final Duration AGE = Duration.ofDays(90);

    /** Refuses a bucket into which S3 does not write. */
    public void check(Placement at) {
        if (target == null) {
            return;
        }
        Check.that(
                target.getEncryptionKey() == null,
                OPTION + ": must be a bucket that S3 encrypts itself, since it writes logs into none with a KMS key",
                target.getNode().getPath(),
                "use BucketEncryption.S3_MANAGED for the logs");
        String region = Home.knownRegionOf(target);
        Check.that(
                !KnownArn.differ(region, at.knownRegion()),
                OPTION + ": must be a bucket of the region of the one whose log it is",
                region,
                "give one of " + at.knownRegion());
    }

    /** Has S3 write the log of a bucket. */
    public void of(Bucket logged, String id, Placement facade) {
        IBucket written = target != null ? target : make(id + "Logs", facade);
        if (logged.getNode().getDefaultChild() instanceof CfnBucket resource) {
            resource.setLoggingConfiguration(CfnBucket.LoggingConfigurationProperty.builder()
                    .destinationBucketName(
                            Weak.from(written, CfnBucket.class, CfnBucket::getRef, written.getBucketName(), facade))
                    .logFilePrefix(prefix.isEmpty() ? null : prefix)
                    .build());
        }
        Statement statement = mayWrite(written.getBucketArn(), facade.account());
        // The bucket's ARN in the policy of one of another stack would close a cycle of stacks.
        if (target == null) {
            statement = statement.when(new Condition("ArnLike", "aws:SourceArn", logged.getBucketArn()));
        }
        Statement exact = statement;
        exact.addTo(
                written::addToResourcePolicy,
                facade,
                new Warnings.Untold(
                        "server-log-bucket-policy",
                        "The policy of an imported log bucket was not written, so that it may refuse S3's logs.",
                        mayWrite("arn:aws:s3:::BUCKET", "ACCOUNT").json(),
                        exact::json,
                        "ServerLogBucketPolicyStatement"));
    }

    private Statement mayWrite(String bucketArn, String account) {
        return Statement.allow(Principal.service("logging.s3.amazonaws.com"), "s3:PutObject")
                .on(bucketArn + "/" + prefix + "*")
                .when(new Condition("StringEquals", "aws:SourceAccount", account));
    }

    private static Bucket make(String id, Placement facade) {
        return Bucket.Builder.create(facade.scope(), id)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(List.of(
                        LifecycleRule.builder().expiration(Seconds.of(AGE)).build()))
                .build();
    }
}
