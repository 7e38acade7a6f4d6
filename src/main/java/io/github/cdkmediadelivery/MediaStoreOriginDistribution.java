package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves a live stream from an AWS Elemental MediaStore container.
 *
 * <p><b>AWS ended MediaStore on 13 November 2025</b>, and the synthesis says so once per stack
 * ({@code cdk-media-delivery:mediastore-ended}, acknowledged on the stack). This construct is for templates that are
 * kept and for endpoints that speak like MediaStore; {@link S3LiveDistribution} takes the same options and is the way
 * out.
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
public final class MediaStoreOriginDistribution extends Construct {

    private final Distribution distribution;
    private final String contentPath;
    private final @Nullable String ownName;

    private MediaStoreOriginDistribution(Builder options) {
        super(options.scope(), options.id());
        StackResources shared = options.shared();
        MediaContainer.Located container = options.container.in(this, options.wanted());
        IOrigin stream = shared.origin(container.host(), options.access.credentials(shared), options.connection());
        contentPath = options.contentPath();
        ownName = options.ownName();

        DistributionPlan plan = new DistributionPlan(this, options);
        options.ttls().nameBehaviors(plan, contentPath, stream);
        options.contributeTo(plan);
        options.cors().ifPresent(rules -> plan.forward(OriginRequestPolicy.CORS_S3_ORIGIN));
        distribution = plan.build();

        container.sequel().accept(this, distribution);
        StackResources.of(options.scope())
                .warn(
                        "mediastore-ended",
                        "AWS ended MediaStore on 13 November 2025: deploying a container is not to be expected to work. Use"
                                + " S3LiveDistribution, which takes the same options.");
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
     * @param name the object's path below the content path, for example {@code channel/index.m3u8}
     * @return the URL
     * @throws IllegalArgumentException {@code name: must not be empty or begin with '/' …}
     */
    public String getUrl(String name) {
        return "https://" + getDomainName() + contentPath + "/" + FileStoreBuilder.checkName(name);
    }

    /** Options of {@link MediaStoreOriginDistribution}. */
    public static final class Builder extends FileStoreBuilder<Builder> {

        private MediaStoreAccess access = MediaStoreAccess.originAccessControl();
        private MediaContainer container = MediaContainer.created();
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
         * Where the encoder writes; by default a container is created.
         *
         * @param container the choice
         * @return this
         */
        public Builder container(MediaContainer container) {
            this.container = container;
            return this;
        }

        /**
         * Deletes what was written longer ago. Only for a container that is created here.
         *
         * @param age whole days, or seconds below a day
         * @return this
         * @throws IllegalArgumentException {@code expireAfter: age must be …}, or, when it is built,
         *     {@code expireAfter: must be set on the container itself …} for a container of the user's
         */
        public Builder expireAfter(Duration age) {
            this.expireAfter = MediaContainer.checkAge("expireAfter", age);
            return this;
        }

        /**
         * How the container knows CloudFront; by default by its signature.
         *
         * @param access the choice
         * @return this
         */
        public Builder access(MediaStoreAccess access) {
            this.access = access;
            return this;
        }

        /**
         * Defines the distribution, and the container where it is to be created.
         *
         * @return the construct
         * @throws IllegalArgumentException what the options together make impossible
         */
        public MediaStoreOriginDistribution build() {
            checkPaths();
            container.check(cors(), expireAfter);
            return new MediaStoreOriginDistribution(this);
        }

        private MediaContainer.Wanted wanted() {
            return new MediaContainer.Wanted(
                    access, originPath() + contentPath(), distributions(), cors(), expireAfter);
        }

        private Map<String, Object> distributions() {
            String id = deployedDistributionId();
            return id != null ? DistributionArn.only(DistributionArn.of(id)) : DistributionArn.anyOf(Aws.ACCOUNT_ID);
        }

        private OriginBuilder.Connection connection() {
            return new OriginBuilder.Connection(Map.of(), originShieldRegion(), null, null, null, null, originPath());
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
