package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.ReplicationRule;

/**
 * A second bucket to which S3 copies what is written into the first. It is referred to weakly, in whichever stack and
 * region it is.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html">Requirements and
 *     considerations for replication</a>
 */
public record Replication(IBucket replica) {

    /** Versions are there for replication, not to be kept. */
    public static final Duration KEPT = Duration.ofDays(1);

    public static Replication to(IBucket replica) {
        if (replica.getNode().getDefaultChild() instanceof CfnBucket defined) {
            Check.that(
                    defined.getVersioningConfiguration() != null,
                    "replicatedTo: must be a bucket with versions, without which S3 replicates nothing",
                    replica.getNode().getPath(),
                    "make it with ContentBucket.created().versioned(…).define(…)");
        }
        return new Replication(replica);
    }

    /** S3 copies what is encrypted with a key only if it is told another key for the copy. */
    public void check(@Nullable IKey key) {
        Check.that(
                (key == null) == (replica.getEncryptionKey() == null),
                "replicatedTo: must be a bucket that is encrypted with a key of its own region if and only if this one is"
                        + " encrypted with a key",
                replica.getNode().getPath(),
                "use encryptedWith(…) on both or on none");
    }

    public ReplicationRule rule(Placement from) {
        ReplicationRule.Builder rule = ReplicationRule.builder()
                .destination(destination(from))
                // What is missing in one bucket is asked of the other, so that a film must be taken down in both.
                .deleteMarkerReplication(true)
                .priority(1);
        IKey key = replica.getEncryptionKey();
        if (key != null) {
            rule.sseKmsEncryptedObjects(true).kmsKey(keyOfTheCopy(key, from));
        }
        return rule.build();
    }

    private IBucket destination(Placement from) {
        String own = replica.getBucketArn();
        String arn = Weak.from(replica, CfnBucket.class, CfnBucket::getAttrArn, own, from);
        return Objects.equals(arn, own) ? replica : Bucket.fromBucketArn(from.scope(), "Replica", arn);
    }

    private static IKey keyOfTheCopy(IKey key, Placement from) {
        String own = key.getKeyArn();
        String arn = Weak.from(key, CfnKey.class, CfnKey::getAttrArn, own, from);
        return Objects.equals(arn, own) ? key : Key.fromKeyArn(from.scope(), "ReplicaKey", arn);
    }
}
