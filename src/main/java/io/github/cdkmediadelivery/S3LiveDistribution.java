package io.github.cdkmediadelivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves a live stream which an encoder writes into a private S3 bucket: what AWS
 * recommends in the place of MediaStore for simple streams.
 *
 * <pre>{@code
 * S3LiveDistribution live = S3LiveDistribution.Builder.create(this, "Live")
 *         .expireAfter(Duration.ofDays(1))
 *         .build();
 * live.getBucket().grantPut(encoder);
 * }</pre>
 *
 * <p>It takes the options of {@link MediaStoreOriginDistribution}, so that moving is changing the class name and the
 * encoder's target; viewers' URLs stay. Errors, the 403 that S3 gives for what is missing included, are kept for one
 * second ({@link ErrorCaching#live}); manifests for one second and segments for five minutes, unless the encoder sets
 * Cache-Control.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/live-streaming.html">Video streaming
 *     with CloudFront</a>
 */
public final class S3LiveDistribution extends Construct {

    private final IBucket bucket;
    private final Distribution distribution;
    private final String contentPath;
    private final @Nullable String ownName;

    private S3LiveDistribution(Builder options) {
        super(options.scope(), options.id());
        ContentBucket.Located located = options.bucket().in(this, options.cors());
        S3Origin source = S3SignedOrigin.of(located, options);
        IOrigin stream = source.in(options.shared());
        bucket = located.bucket();
        contentPath = options.contentPath();
        ownName = options.ownName();

        DistributionPlan plan = new DistributionPlan(this, options);
        options.ttls().nameBehaviors(plan, contentPath, stream);
        options.contributeTo(plan);
        options.cors().ifPresent(rules -> plan.forward(OriginRequestPolicy.CORS_S3_ORIGIN));
        distribution = plan.build();

        source.admit(this, distribution);
    }

    /**
     * The bucket that the encoder writes to.
     *
     * @return the created one or the user's
     */
    public IBucket getBucket() {
        return bucket;
    }

    /**
     * The distribution, for what CloudFront offers beyond this construct, such as metrics.
     *
     * @return the distribution
     */
    public Distribution getDistribution() {
        return distribution;
    }

    /**
     * The name under which viewers reach the distribution.
     *
     * @return a bare host
     */
    public String getDomainName() {
        return ownName != null ? ownName : distribution.getDistributionDomainName();
    }

    /**
     * Where viewers find a stream.
     *
     * @param name the object's key below the content path, for example {@code channel/index.m3u8}
     * @return the URL
     * @throws IllegalArgumentException {@code name: must not be empty or begin with '/' …}
     */
    public String getUrl(String name) {
        return "https://" + getDomainName() + contentPath + "/" + FileStoreBuilder.checkName(name);
    }

    /** Options of {@link S3LiveDistribution}. */
    public static final class Builder extends FileStoreBuilder<Builder> {

        private ContentBucket bucket = ContentBucket.created();
        private @Nullable Duration expireAfter;

        private Builder(Construct scope, String id) {
            super(scope, id, ErrorCaching.live(), FileTtls.LIVE);
        }

        /**
         * Begins the options.
         *
         * @param scope where the construct goes
         * @param id its name there
         * @return the options
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * Where the encoder writes; by default a bucket is created.
         *
         * @param bucket the choice
         * @return this
         */
        public Builder bucket(ContentBucket bucket) {
            this.bucket = bucket;
            return this;
        }

        /**
         * Deletes what was written longer ago. S3 counts in days, where MediaStore also knew seconds: a manifest names
         * what can be watched, and what is left over costs storage until the day is over. Only for a bucket that is
         * created here.
         *
         * @param age whole days, at least one
         * @return this
         * @throws IllegalArgumentException {@code expireAfter: must be whole days …}, or, when it is built,
         *     {@code expireAfter: must be set on the bucket itself …} for a bucket of the user's
         */
        public Builder expireAfter(Duration age) {
            this.expireAfter = Check.days("expireAfter", age);
            return this;
        }

        /**
         * Defines the distribution, and the bucket where none was given.
         *
         * @return the construct
         * @throws IllegalArgumentException what the options together make impossible
         */
        public S3LiveDistribution build() {
            bucket().check(S3Access.ORIGIN_ACCESS_CONTROL);
            checkPaths();
            return new S3LiveDistribution(this);
        }

        private ContentBucket bucket() {
            return expireAfter == null ? bucket : bucket.expiring(expireAfter);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
