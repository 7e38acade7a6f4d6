package io.github.cdkmediadelivery.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The AWS managed key {@code aws/s3}: its policy lets in principals of the account alone, and nobody can edit it. So no
 * service reads or writes what it encrypts, whatever the bucket's policy says.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk">AWS managed
 *     keys</a>
 */
public final class ManagedKey {

    private static final String ALIAS = "alias/aws/s3";
    private static final String FIX =
            "use BucketEncryption.S3_MANAGED, or BucketEncryption.KMS with a key of yours, and encrypt anew what is in it";

    private ManagedKey() {}

    /**
     * Refuses a bucket that is known to be encrypted with it. What is imported by its name alone is not known.
     *
     * @param service that has to read or write
     */
    public static void refuse(String option, IBucket bucket, String service, Placement at) {
        IKey key = bucket.getEncryptionKey();
        if (key != null) {
            refuse(option, key, service);
        } else if (bucket.getNode().getDefaultChild() instanceof CfnBucket resource) {
            Object encryption = resource.getBucketEncryption();
            if (encryption != null && isManaged(String.valueOf(at.stack().resolve(encryption)))) {
                throw refusal(option, service, bucket.getNode().getPath());
            }
        }
    }

    public static void refuse(String option, @Nullable IKey key, String service) {
        if (key != null && key.getKeyArn().endsWith(ALIAS)) {
            throw refusal(option, service, ALIAS);
        }
    }

    /** SSE-KMS, single or double, without a key that is named, or with this one. */
    private static boolean isManaged(String encryption) {
        return encryption.contains("aws:kms")
                && (encryption.contains(ALIAS)
                        || !encryption.toLowerCase(Locale.ROOT).contains("kmsmasterkeyid"));
    }

    private static IllegalArgumentException refusal(String option, String service, String got) {
        return Check.refusal(
                option + ": must not be encrypted with the AWS managed key aws/s3, which lets " + service
                        + " do nothing",
                got,
                FIX);
    }
}
