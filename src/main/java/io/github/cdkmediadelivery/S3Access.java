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
    ORIGIN_ACCESS_IDENTITY
}
