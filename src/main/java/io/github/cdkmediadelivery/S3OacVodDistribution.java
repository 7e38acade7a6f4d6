package io.github.cdkmediadelivery;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves films from a private S3 bucket, which only CloudFront can read.
 *
 * <pre>{@code
 * S3OacVodDistribution films = S3OacVodDistribution.Builder.create(this, "Films")
 *         .cors(CorsRules.anyOrigin())
 *         .build();
 * films.getUrl("film/index.m3u8");
 * }</pre>
 *
 * <p>Defines a bucket, unless it is given one, and the narrowest grant that the bucket's place allows: the exact
 * distribution where both are in one stack; any distribution of the account where the bucket is in another stack of the
 * app, until {@link Builder#deployedDistributionId} names it; a warning with the statement to add where it is imported.
 *
 * <p><b>What is missing is 403.</b> S3 says 404 only to those who may list the bucket, and a distribution that may list
 * it can show the list to viewers, so it may not. Errors 403 and 404 are kept equally long, and
 * {@link Builder#missingPage} turns both into 404.
 *
 * <p><b>Manifests and segments.</b> Manifests ({@code .m3u8}, {@code .mpd}) are kept for a minute and everything else
 * for a year, unless the object's own Cache-Control says otherwise: replace a film under a new name. Two cache policies
 * serve all distributions of a stack.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/on-demand-video.html">On-demand
 *     video with CloudFront</a>
 */
public final class S3OacVodDistribution extends Construct {

    private final IBucket bucket;
    private final Distribution distribution;
    private final String contentPath;
    private final @Nullable String ownName;

    private S3OacVodDistribution(Builder options) {
        super(options.scope(), options.id());
        StackResources shared = options.shared();
        ContentBucket.Located located = options.bucket.in(this, options.cors());
        S3Origin source = options.source(located, shared);
        IOrigin films = source.in(shared);
        bucket = located.bucket();
        contentPath = options.contentPath();

        DistributionPlan plan = new DistributionPlan(this, options);
        options.ttls().nameBehaviors(plan, contentPath, films);
        options.contributeTo(plan);
        options.cors().ifPresent(rules -> plan.forward(OriginRequestPolicy.CORS_S3_ORIGIN));
        if (options.smoothStreaming) {
            plan.smoothStreaming();
        }
        distribution = plan.build();
        ownName = options.ownName();

        source.admit(this, distribution);
    }

    /**
     * The bucket that holds the films, for uploads and for what S3 offers beyond this construct.
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
     * Where viewers find a film.
     *
     * @param name the object's key below the content path, for example {@code film/index.m3u8}
     * @return the URL
     * @throws IllegalArgumentException {@code name: must not be empty or begin with '/' …}
     */
    public String getUrl(String name) {
        return "https://" + getDomainName() + contentPath + "/" + FileStoreBuilder.checkName(name);
    }

    /** Options of {@link S3OacVodDistribution}. */
    public static final class Builder extends FileStoreBuilder<Builder> {

        private ContentBucket bucket = ContentBucket.created();
        private S3Access access = S3Access.ORIGIN_ACCESS_CONTROL;
        private @Nullable String missingPage;
        private boolean smoothStreaming;

        private Builder(Construct scope, String id) {
            super(scope, id, ErrorCaching.vod(), FileTtls.STORED);
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
         * Where the films lie; by default a bucket is created.
         *
         * @param bucket the choice
         * @return this
         */
        public Builder bucket(ContentBucket bucket) {
            this.bucket = bucket;
            return this;
        }

        /**
         * How the bucket knows CloudFront; by default by its signature.
         *
         * @param access the choice
         * @return this
         */
        public Builder access(S3Access access) {
            this.access = access;
            return this;
        }

        /**
         * A page for what is missing: S3's 403 and 404 both become 404 with it.
         *
         * @param path of the page on this distribution, for example {@code /errors/missing.html}
         * @return this
         * @throws IllegalArgumentException {@code missingPage: must begin with '/' …}
         */
        public Builder missingPage(String path) {
            Check.that(
                    path.startsWith("/"),
                    "missingPage",
                    "must begin with '/'",
                    path,
                    "use for example '/errors/404.html'");
            this.missingPage = path;
            return this;
        }

        /**
         * CloudFront itself cuts Microsoft Smooth Streaming from the files in the bucket: clips, {@code .ism} and
         * {@code .ismc} beside each other. Not together with an edge function, which CloudFront refuses.
         *
         * @return this
         * @see <a
         *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/on-demand-streaming-smooth.html">Microsoft
         *     Smooth Streaming</a>
         */
        public Builder microsoftSmoothStreaming() {
            this.smoothStreaming = true;
            return this;
        }

        /**
         * Defines the distribution, and the bucket where none was given.
         *
         * @return the construct
         * @throws IllegalArgumentException what the options together make impossible
         */
        public S3OacVodDistribution build() {
            if (missingPage != null) {
                errorCaching(errorCaching().withPage(403, missingPage, 404).withPage(404, missingPage, 404));
            }
            check();
            return new S3OacVodDistribution(this);
        }

        private void check() {
            bucket.check(access);
            checkPaths();
            Check.that(
                    !smoothStreaming || viewerRequestFunction().isEmpty(),
                    "microsoftSmoothStreaming",
                    "must not stand beside an edge function, which CloudFront refuses",
                    "viewerRequestFunction",
                    "remove one of the two");
        }

        private S3Origin source(ContentBucket.Located located, StackResources shared) {
            return access == S3Access.ORIGIN_ACCESS_IDENTITY
                    ? new S3IdentityOrigin(located, originPath(), contentPath(), originShieldRegion(), shared)
                    : S3SignedOrigin.of(located, this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
