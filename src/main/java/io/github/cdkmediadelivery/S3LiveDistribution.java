package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.LocatedBucket;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.internal.S3Signed;
import io.github.cdkmediadelivery.internal.S3Source;
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
 * encoder's target; viewers' URLs stay. Errors are kept for one second ({@link ErrorCaching#live}), and the 403 that S3
 * gives for what is missing not at all, since it names no time; manifests for one second and segments for five minutes,
 * unless the encoder sets Cache-Control.
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
        S3Source source = options.source(located, here);
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
        private @Nullable Replica replica;
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
         * A second bucket with the same objects, which is asked where the first one fails: a replica in another region.
         * {@link Failover} says when, what that cannot do, and how long a player waits.
         *
         * <p>The distribution is let in at both. The replica may be of another stack and region of the app, which then
         * is deployed first, or imported by name and region; its grant is as narrow as its place allows, as that of the
         * first. S3 copies an object in seconds, and may take minutes: let the encoder write to both buckets.
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
        public S3LiveDistribution build() {
            bucket().check(S3Access.ORIGIN_ACCESS_CONTROL, at());
            if (replica != null) {
                replica.check(bucket(), S3Access.ORIGIN_ACCESS_CONTROL, at());
            }
            return new S3LiveDistribution(this, plan().checked());
        }

        private S3Source source(LocatedBucket located, Placement here) {
            S3Signed first = new S3Signed(located, store());
            return replica == null ? first : replica.behind(first, here, cors(), secondStore(replica::region));
        }

        private ContentBucket bucket() {
            return expireAfter == null ? bucket : bucket.expiring(expireAfter);
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
        String originRegion() {
            return bucket.region(at());
        }
    }
}
