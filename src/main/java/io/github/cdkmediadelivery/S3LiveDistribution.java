package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.LocatedBucket;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.internal.S3Signed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
public final class S3LiveDistribution extends FileStoreDistribution {

    private final IBucket bucket;

    private S3LiveDistribution(Builder options, Plan plan) {
        super(options);
        Placement here = options.at().within(this);
        LocatedBucket located = options.bucket().in(here, options.cors());
        S3Signed source = new S3Signed(located, options.store());
        bucket = located.bucket();

        source.admit(deliver(plan, source.origin(here)), here);
    }

    /** {@return the bucket that the encoder writes to} */
    public IBucket getBucket() {
        return bucket;
    }

    /** Options of {@link S3LiveDistribution}. */
    public static final class Builder extends FileStoreBuilder<Builder> {

        private ContentBucket bucket = ContentBucket.created();
        private @Nullable Duration expireAfter;

        private Builder(Construct scope, String id) {
            super(scope, id, ErrorCaching.live(), FileStore.Ttls.LIVE);
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
         * Where the encoder writes; by default a bucket is created.
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
         * Deletes segments that were written longer ago: files of more than 10 KiB. Init segments and playlists stay,
         * since encoders may write them once, when they start. S3 counts in days, where MediaStore also knew seconds: a
         * manifest names what can be watched, and what is left over costs storage until the day is over. Only for a
         * bucket that is created here.
         *
         * @param age whole days, at least one
         * @return this
         * @throws IllegalArgumentException {@code expireAfter: must be whole days …}, or, when it is built,
         *     {@code expireAfter: must be set on the bucket itself …} for a bucket of the user's
         */
        public Builder expireAfter(Duration age) {
            said.once("expireAfter", age);
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
            bucket().check(S3Access.ORIGIN_ACCESS_CONTROL, at());
            return new S3LiveDistribution(this, plan().checked());
        }

        private ContentBucket bucket() {
            return expireAfter == null ? bucket : bucket.expiring(expireAfter);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        String originRegion() {
            return bucket.region(at());
        }
    }
}
