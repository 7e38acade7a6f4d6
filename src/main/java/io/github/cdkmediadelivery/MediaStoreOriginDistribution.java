package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.DistributionArn;
import io.github.cdkmediadelivery.internal.FailoverCriteria;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.HttpsOrigin;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Plan;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves a live stream from an AWS Elemental MediaStore container.
 *
 * <p><b>AWS ended MediaStore on 13 November 2025</b>, and the synthesis says so once per stack that has the shared
 * resources ({@code cdk-media-delivery:mediastore-ended}, acknowledged on that stack). This construct is for templates
 * that are kept and for endpoints that speak like MediaStore; {@link S3LiveDistribution} takes the same options and is
 * the way out.
 *
 * <pre>{@code
 * MediaStoreOriginDistribution live = MediaStoreOriginDistribution.Builder.create(this, "Live")
 *         .expireAfter(Duration.ofDays(1))
 *         .build();
 * }</pre>
 *
 * <p>The container lets in CloudFront over TLS alone. Its policy is part of it and the distribution needs its endpoint,
 * so naming the exact distribution would be a cycle: any distribution of the account is let in until
 * {@link FileStoreBuilder#deployedDistributionId} names it. Errors are kept for one second ({@link ErrorCaching#live}).
 *
 * @see <a href="https://docs.aws.amazon.com/mediastore/latest/ug/cdns-allowing-cloudfront-access.html">Allowing
 *     CloudFront to access a container</a>
 */
public final class MediaStoreOriginDistribution extends FileStoreDistribution {

    private static final String ENDED =
            "AWS ended MediaStore on 13 November 2025: deploying a container is not to be expected to work. Use"
                    + " S3LiveDistribution, which takes the same options.";

    private MediaStoreOriginDistribution(Builder options, Plan plan) {
        super(options);
        Placement here = options.at().within(this);
        here.shared().warn("mediastore-ended", ENDED);
        Source stream = options.source(here);

        stream.complete().accept(deliver(plan, stream.origin()));
    }

    /** A container as it is asked, and what is left to do when the distribution is there. */
    private record Source(IOrigin origin, Consumer<Distribution> complete) {

        Source before(Source second, FailoverCriteria when) {
            return new Source(
                    when.group(origin, second.origin, FailoverCriteria.OF_SERVERS), complete.andThen(second.complete));
        }
    }

    /** Options of {@link MediaStoreOriginDistribution}. */
    public static final class Builder extends FileStoreBuilder<Builder> {

        private MediaStoreAccess originAccess = MediaStoreAccess.originAccessControl();
        private MediaContainer container = MediaContainer.created();
        private @Nullable MediaContainer second;
        private Failover.OnErrors failover = Failover.onErrors();
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
         * Where the encoder writes; by default a container is created.
         *
         * @param container the choice
         * @return this
         */
        public Builder container(MediaContainer container) {
            said.once("container", container);
            this.container = container;
            return this;
        }

        /**
         * Deletes segments that were written longer ago: {@code *.ts}, {@code *.aac} and {@code *.vtt}. MediaStore
         * tells objects by their path and age alone, and fragmented MP4 has init segments under the same endings, which
         * encoders write once: name its segments with {@link MediaContainer.Created#expireAfter}. Only for a container
         * that is created here.
         *
         * @param age whole days, or seconds below a day
         * @return this
         * @throws IllegalArgumentException {@code expireAfter: age must be …}, or, when it is built,
         *     {@code expireAfter: must be set on the container itself …} for a container of the user's
         */
        public Builder expireAfter(Duration age) {
            said.once("expireAfter", age);
            this.expireAfter = MediaContainer.checkAge("expireAfter", age);
            return this;
        }

        /**
         * How the container knows CloudFront; by default by its signature.
         *
         * @param access the choice
         * @return this
         */
        public Builder originAccess(MediaStoreAccess access) {
            said.once("originAccess", access);
            this.originAccess = access;
            return this;
        }

        /**
         * A second container with the same stream, which is asked where the first one fails: the encoder writes to
         * both. {@link Failover} says when, what that cannot do, and how long a player waits. It is let in at both in
         * the same way.
         *
         * @param second one that exists: {@link MediaContainer#of} or {@link MediaContainer#fromEndpoint}
         * @return this
         * @throws IllegalArgumentException {@code failover: must be a container that exists …}, or when it is built,
         *     {@code failover: must be another container …}
         */
        public Builder failover(MediaContainer second) {
            return failover(second, Failover.onErrors());
        }

        /**
         * The same with a choice of when.
         *
         * @param second one that exists: {@link MediaContainer#of} or {@link MediaContainer#fromEndpoint}
         * @param when the choice
         * @return this
         * @throws IllegalArgumentException as above
         */
        public Builder failover(MediaContainer second, Failover.OnErrors when) {
            said.once("failover", second);
            Check.present("when", when);
            Check.that(
                    second instanceof MediaContainer.Existing,
                    "failover: must be a container that exists, in which an encoder writes the same stream",
                    second,
                    "use MediaContainer.of(…) or fromEndpoint(…)");
            this.second = second;
            this.failover = when;
            return this;
        }

        /**
         * Defines the distribution, and the container where it is to be created.
         *
         * @return the construct
         * @throws IllegalArgumentException what the options together make impossible
         */
        public MediaStoreOriginDistribution build() {
            container.check(wanted(expireAfter));
            Check.that(
                    !container.equals(second),
                    "failover: must be another container than the first",
                    container,
                    "name the second one");
            checkNarrows(originAccess.equals(MediaStoreAccess.originAccessControl()), "a secret header");
            return new MediaStoreOriginDistribution(this, plan().checked());
        }

        private Source source(Placement here) {
            Source first = source(container, wanted(expireAfter), store(), here);
            return second == null ? first : first.before(source(second, here), failover.chosen());
        }

        /** What the owner of the second one is told stands apart from what the first one's is. */
        private Source source(MediaContainer other, Placement here) {
            Placement beside = here.within(new Construct(here.scope(), "Failover"));
            return source(other, wanted(null), secondStore(() -> other.region(at())), beside);
        }

        private Source source(MediaContainer from, MediaContainer.Wanted wanted, FileStore store, Placement there) {
            MediaContainer.Located located = from.in(there, wanted);
            HttpsOrigin stream = new HttpsOrigin(
                    located.host(),
                    originAccess.credentials(there.shared()),
                    new HttpsOrigin.Connection(
                            Map.of(), store.originShieldRegion(), store.timeouts(), store.originPath()));
            return new Source(there.shared().origin(stream), distribution -> located.complete()
                    .accept(distribution, there));
        }

        private MediaContainer.Wanted wanted(@Nullable Duration expiry) {
            return new MediaContainer.Wanted(
                    originAccess,
                    store().objects(),
                    DistributionArn.onlyOrAnyOf(Aws.ACCOUNT_ID, store().deployedDistributionId()),
                    cors(),
                    expiry);
        }

        @Override
        boolean hasSecond() {
            return second != null;
        }

        @Override
        String originRegion() {
            return container.region(at());
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
