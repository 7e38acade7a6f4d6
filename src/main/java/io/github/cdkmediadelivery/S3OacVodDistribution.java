package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.LocatedBucket;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.internal.S3Identity;
import io.github.cdkmediadelivery.internal.S3Moving;
import io.github.cdkmediadelivery.internal.S3Signed;
import io.github.cdkmediadelivery.internal.S3Source;
import io.github.cdkmediadelivery.internal.SmoothStreaming;
import io.github.cdkmediadelivery.internal.Timeouts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves films from a private S3 bucket, which only CloudFront can read.
 *
 * <pre>{@code
 * S3OacVodDistribution films = S3OacVodDistribution.Builder.create(this, "Films")
 *         .cors(CorsRules.anyOrigin())
 *         .build();
 * films.getPlaybackUrl("film/index.m3u8");
 * }</pre>
 *
 * <p>Defines a bucket, unless it is given one, and the narrowest grant that the bucket's place allows: the exact
 * distribution where both are in one stack; any distribution of the account where the bucket is in another stack of the
 * app, until {@link Builder#deployedDistributionId} names it; a warning with the statement to add where it is imported.
 *
 * <p><b>What is missing is 403.</b> S3 says 404 only to those who may list the bucket, and a distribution that may list
 * it can show the list to viewers, so it may not. CloudFront keeps a 403 only if it names a time, which S3's does not.
 * {@link Builder#missingPage} turns 403 and 404 into 404.
 *
 * <p><b>Manifests and segments.</b> Manifests ({@code .m3u8}, {@code .mpd}) are kept for a minute and everything else
 * for a year, unless the object's own Cache-Control says otherwise: replace a film under a new name. Two cache policies
 * serve all distributions of a stack.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/on-demand-video.html">On-demand
 *     video with CloudFront</a>
 */
public final class S3OacVodDistribution extends FileStoreDistribution {

    private final IBucket bucket;

    private S3OacVodDistribution(Builder options, Plan plan) {
        super(options);
        Placement here = options.at().within(this);
        LocatedBucket located = options.bucket.in(here, options.cors());
        S3Source source = options.source(located, here);
        bucket = located.bucket();

        source.admit(deliver(plan, source.origin(here)), here);
    }

    /** {@return the bucket that holds the films, for uploads and for what S3 offers beyond this construct} */
    public IBucket getBucket() {
        return bucket;
    }

    /** Options of {@link S3OacVodDistribution}. */
    public static final class Builder extends FileStoreBuilder<Builder> {

        private ContentBucket bucket = ContentBucket.created();
        private @Nullable Replica replica;
        private S3Access originAccess = S3Access.ORIGIN_ACCESS_CONTROL;
        private @Nullable String missingPage;
        private Optional<SmoothStreaming> smoothStreaming = Optional.empty();

        private Builder(Construct scope, String id) {
            super(scope, id, ErrorCaching.vod(), FileStore.Ttls.STORED);
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * Where the films lie; by default a bucket is created.
         *
         * @param bucket the choice
         * @return this
         */
        public Builder bucket(ContentBucket bucket) {
            said.once("bucket", bucket);
            this.bucket = bucket;
            return this;
        }

        /**
         * How the bucket knows CloudFront; by default by its signature.
         *
         * @param access the choice
         * @return this
         */
        public Builder originAccess(S3Access access) {
            said.once("originAccess", access);
            this.originAccess = access;
            return this;
        }

        /**
         * A page for what is missing: S3's 403 and 404 both become 404 with it, and so does every other 403 and 404 of
         * the distribution: those of other origins, and CloudFront's own for a missing signature, a country or a web
         * ACL.
         *
         * @param path of the page on this distribution, for example {@code /errors/missing.html}
         * @return this
         * @throws IllegalArgumentException {@code missingPage: must begin with '/' …}; when it is built,
         *     {@code errorPage: must be a path that is served …}
         */
        public Builder missingPage(String path) {
            said.once("missingPage", path);
            Check.that(
                    path.startsWith("/"),
                    "missingPage: must begin with '/'",
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
            said.once("microsoftSmoothStreaming", true);
            this.smoothStreaming = Optional.of(new SmoothStreaming());
            return this;
        }

        /**
         * A second bucket with the same objects, which is asked where the first one fails: a replica in another region.
         * {@link Failover} says when, what that cannot do, and how long a player waits.
         *
         * <p>The distribution is let in at both. The replica may be of another stack and region of the app, which then
         * is deployed first, or imported by name and region; its grant is as narrow as its place allows, as that of the
         * first. {@link ContentBucket.Created#replicatedTo} has S3 copy the films.
         *
         * @param replica not the bucket itself
         * @return this
         * @throws IllegalArgumentException when it is built, {@code failover: must be another bucket …}
         */
        public Builder failover(IBucket replica) {
            return failover(replica, Failover.onErrors());
        }

        /**
         * The same with a choice of when.
         *
         * @param replica not the bucket itself
         * @param when the choice
         * @return this
         * @throws IllegalArgumentException when it is built, {@code failover: must be another bucket …}
         */
        public Builder failover(IBucket replica, Failover.OnErrors when) {
            said.once("failover", replica);
            Check.present("when", when);
            this.replica = new Replica(replica, when);
            return this;
        }

        /**
         * Defines the distribution, and the bucket where none was given.
         *
         * @return the construct
         * @throws IllegalArgumentException what the options together make impossible
         */
        public S3OacVodDistribution build() {
            bucket.check(originAccess, at());
            if (replica != null) {
                replica.check(bucket, originAccess, at());
            }
            checkNarrows(originAccess.admitsSignature(), originAccess.name());
            Plan plan = plan().with(smoothStreaming).checked();
            return new S3OacVodDistribution(this, plan);
        }

        @Override
        ErrorCaching errorCaching() {
            ErrorCaching chosen = super.errorCaching();
            return missingPage == null
                    ? chosen
                    : chosen.withPage(403, missingPage, 404).withPage(404, missingPage, 404);
        }

        private S3Source source(LocatedBucket located, Placement here) {
            S3Source first = accessed(located, here);
            return replica == null ? first : replica.behind(first, here, cors(), secondStore(replica::region));
        }

        private S3Source accessed(LocatedBucket located, Placement here) {
            S3Signed signed = new S3Signed(located, store());
            if (!originAccess.admitsIdentity()) {
                return signed;
            }
            S3Identity identity = S3Identity.of(located, store(), here.shared());
            if (!originAccess.admitsSignature()) {
                return identity;
            }
            return new S3Moving(originAccess.showsIdentity() ? identity : signed, signed, identity);
        }

        @Override
        boolean hasSecond() {
            return replica != null;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Timeouts timeouts(OriginTimeouts chosen) {
            return chosen.stored();
        }

        @Override
        String originRegion() {
            return bucket.region(at());
        }
    }
}
