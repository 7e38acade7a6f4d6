package io.github.cdkmediadelivery;

/**
 * How the bucket knows that a request comes from CloudFront: by its signature (origin access control, the default), or
 * by an origin access identity, which AWS keeps for what exists already.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html">Restrict
 *     access to an Amazon S3 origin</a>
 */
public enum S3Access {
    /** CloudFront signs its requests; the bucket's policy names the distribution. */
    ORIGIN_ACCESS_CONTROL,

    /**
     * Legacy: a special user of CloudFront, which the bucket's policy names. It does not work with SSE-KMS or in
     * regions opened since 2023, and any distribution of the account may use it; the synthesis warns.
     */
    ORIGIN_ACCESS_IDENTITY,

    /**
     * From identity to signature, the first of two deployments between the two: CloudFront still shows its identity,
     * and the bucket admits its signature as well.
     *
     * <p>The move in one deployment would shut viewers out: the distribution and the bucket's policy change one after
     * the other, and a distribution for minutes, one place after the other. So deploy this first, then
     * {@link #CONTROL_AFTER_IDENTITY}, and {@link #ORIGIN_ACCESS_CONTROL} when the distribution's status is
     * {@code Deployed} again. The way back is the same in the other order.
     */
    IDENTITY_BEFORE_CONTROL,

    /**
     * From identity to signature, the second deployment: CloudFront signs, and the bucket still admits the identity.
     *
     * @see #IDENTITY_BEFORE_CONTROL
     */
    CONTROL_AFTER_IDENTITY;

    boolean showsIdentity() {
        return this == ORIGIN_ACCESS_IDENTITY || this == IDENTITY_BEFORE_CONTROL;
    }

    boolean admitsIdentity() {
        return this != ORIGIN_ACCESS_CONTROL;
    }

    boolean admitsSignature() {
        return this != ORIGIN_ACCESS_IDENTITY;
    }
}
