package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The one policy of a bucket, whole, in another stack than the bucket's: there it can name a distribution that needs
 * the bucket's host. All distributions that read the bucket admit themselves.
 */
public final class BucketPolicyApart {

    private final IBucket bucket;
    private final Placement at;
    private final List<Statement> statements = new ArrayList<>();
    private final String bucketArn;
    private @Nullable CfnBucketPolicy resource;

    BucketPolicyApart(IBucket bucket, Placement at) {
        this.bucket = bucket;
        this.at = at;
        String arn = bucket.getBucketArn();
        bucketArn = Weak.from(bucket, CfnBucket.class, CfnBucket::getAttrArn, arn, at);
        statements.add(Statement.refusePlainHttp(bucketArn));
    }

    /** As this policy refers to it. */
    String bucketArn() {
        return bucketArn;
    }

    void add(Statement statement) {
        statements.add(statement);
        if (resource == null) {
            resource = CfnBucketPolicy.Builder.create(
                            at.scope(),
                            "MediaDeliveryBucketPolicy"
                                    + SharedResources.digest(bucket.getNode().getPath()))
                    .bucket(Weak.from(bucket, CfnBucket.class, CfnBucket::getRef, bucket.getBucketName(), at))
                    .policyDocument(document())
                    .build();
        } else {
            resource.setPolicyDocument(document());
        }
    }

    private Object document() {
        return Statement.policy(statements.stream().map(Statement::json).toList());
    }
}
