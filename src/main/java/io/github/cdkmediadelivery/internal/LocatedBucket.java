package io.github.cdkmediadelivery.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A bucket, and where it is, seen from the distribution: that decides how narrow a grant can be.
 *
 * @param apart its policy, where the user named the stack in which all of it is written
 */
public record LocatedBucket(IBucket bucket, @Nullable IKey key, Place place, @Nullable BucketPolicyApart apart) {

    /** How the bucket and the distribution are placed. */
    public enum Place {
        SAME_STACK,
        OTHER_STACK,
        IMPORTED
    }

    /** A bucket of the user's, which refuses plain HTTP from now on where that is the app's to say. */
    public static LocatedBucket of(IBucket bucket, Placement facade) {
        Place place = place(bucket, facade);
        if (place != Place.IMPORTED) {
            bucket.addToResourcePolicy(Unnamed.statement(
                    Statement.refusePlainHttp(bucket.getBucketArn()).json()));
        }
        return new LocatedBucket(bucket, bucket.getEncryptionKey(), place, null);
    }

    /** The same whose whole policy is in a stack that the user named. */
    public static LocatedBucket withPolicyIn(Stack stack, IBucket bucket, Placement facade) {
        Placement there = Placement.of(stack);
        return new LocatedBucket(
                bucket,
                bucket.getEncryptionKey(),
                place(bucket, facade),
                there.own().bucketPolicy(bucket, there));
    }

    /** A bucket made with {@code Bucket.fromCfnBucket} is not a {@code Bucket}, but is defined in the app. */
    private static Place place(IBucket bucket, Placement facade) {
        if (!(bucket instanceof Bucket) && bucket.getNode().getDefaultChild() == null) {
            return Place.IMPORTED;
        }
        return bucket.getStack().equals(facade.stack()) ? Place.SAME_STACK : Place.OTHER_STACK;
    }

    /** As its policy refers to it. */
    String arn() {
        return apart != null ? apart.bucketArn() : bucket.getBucketArn();
    }

    /** Whether naming the distribution would close a cycle: the distribution needs the bucket's host. */
    boolean closesCycle() {
        return place == Place.OTHER_STACK && apart == null;
    }

    /**
     * Where its files are read. Another stack is referred to weakly, so that it need not keep the bucket for this one.
     */
    String host() {
        String host = bucket.getBucketRegionalDomainName();
        return place == Place.OTHER_STACK ? Weak.reference(host) : host;
    }

    /** The bucket as an origin of the CDK's takes it, which asks it for nothing but its host. */
    IBucket asOrigin(Placement facade) {
        return place == Place.OTHER_STACK
                ? Bucket.fromBucketAttributes(
                        facade.scope(),
                        "Content",
                        BucketAttributes.builder()
                                .bucketName(bucket.getBucketName())
                                .bucketRegionalDomainName(host())
                                .build())
                : bucket;
    }

    /** Lets someone read, or tells the bucket's owner. */
    void admit(Placement facade, Statement statement, Warnings.Untold owner) {
        if (apart != null) {
            apart.add(statement);
        } else {
            statement.addTo(bucket::addToResourcePolicy, facade, owner);
        }
    }
}
