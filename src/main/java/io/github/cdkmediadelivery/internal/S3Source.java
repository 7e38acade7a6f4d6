package io.github.cdkmediadelivery.internal;

import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;

/** A bucket behind a distribution, with what lets the distribution read it. */
public sealed interface S3Source permits S3Signed, S3Identity, S3Moving, S3Pair {

    IOrigin origin(Placement facade);

    /** Lets the distribution read; called once it exists. */
    void admit(Distribution distribution, Placement facade);

    /** What the owner of an imported bucket must add. */
    static Warnings.Untold bucketPolicy(Statement shown, Supplier<Map<String, Object>> exact) {
        return new Warnings.Untold(
                "s3-bucket-policy",
                "The policy of an imported bucket was not written, so that it refuses CloudFront.",
                shown.json(),
                exact,
                "BucketPolicyStatement");
    }
}
