package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginBindConfig;
import software.amazon.awscdk.services.cloudfront.OriginBindOptions;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.constructs.Construct;

/**
 * AWS Elemental MediaPackage as the origin of a CloudFront distribution.
 *
 * <p>Use it through {@link MediaPackageOriginDistribution}, which also closes every path that is not an endpoint's, or
 * in a plain {@code Distribution} with {@link #behaviorOptions}:
 *
 * <pre>{@code
 * MediaPackageOrigin origin = MediaPackageOrigin.v2(channelGroup)
 *         .endpoint(MediaPackageV2Endpoint.of(hls))
 *         .build();
 * }</pre>
 *
 * <p>CloudFront speaks HTTPS with TLS 1.2 to it. Every query string that changes MediaPackage's answer is in the cache
 * key, and MediaPackage's own max-age decides how long an answer is kept. Smooth Streaming of CloudFront's own stays
 * off: MediaPackage packages that format itself.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/live-streaming.html">Video streaming
 *     with CloudFront and AWS Media Services</a>
 */
public final class MediaPackageOrigin implements IOrigin {

    private final MediaPackageService service;
    private final OriginBuilder.Connection connection;

    private MediaPackageOrigin(MediaPackageService service, OriginBuilder.Connection connection) {
        this.service = service;
        this.connection = connection;
    }

    /**
     * MediaPackage v1; the host is that of its endpoints.
     *
     * @param access what keeps viewers from going past CloudFront
     * @return the options
     */
    public static V1Builder v1(MediaPackageAccess access) {
        return new V1Builder(access);
    }

    /**
     * MediaPackage v2, from a channel group of the same app.
     *
     * @param group the channel group
     * @return the options
     */
    public static V2Builder v2(CfnChannelGroup group) {
        ChannelGroup known = ChannelGroup.of(group);
        return new V2Builder(known.egressDomain(), known.name());
    }

    /**
     * MediaPackage v2, from the egress domain of a channel group that exists already.
     *
     * @param egressDomain a bare host, {@code ID.egress.ID.mediapackagev2.REGION.amazonaws.com}
     * @return the options
     * @throws IllegalArgumentException {@code egressDomain: must be …} for a URL or a host of another service
     */
    public static V2Builder v2(String egressDomain) {
        return new V2Builder(MediaPackageV2.egressDomain(egressDomain), null);
    }

    /**
     * Called by the CDK for a distribution that this origin is given to.
     *
     * @param scope where the origin's resources go
     * @param options the distribution's id, and the origin's in it
     * @return the origin's part of the distribution
     */
    @Override
    public OriginBindConfig bind(Construct scope, OriginBindOptions options) {
        StackResources shared = StackResources.of(scope);
        admit(scope, shared, options::getDistributionId);
        return in(shared).bind(scope, options);
    }

    /**
     * A behaviour for this origin in a plain {@code Distribution}: viewers are redirected to HTTPS, GET and HEAD are
     * allowed, text is compressed, the cache key is MediaPackage's.
     *
     * @param scope any construct of the stack in which a cache policy may be made; one policy serves the whole stack
     * @return the behaviour
     */
    public BehaviorOptions behaviorOptions(Construct scope) {
        return BehaviorOptions.builder()
                .origin(this)
                .cachePolicy(cachePolicy(StackResources.of(scope)))
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
                .compress(true)
                .build();
    }

    /** The same origin as aws-cdk-lib's own class, for one stack: no call back into Java when it is rendered. */
    IOrigin in(StackResources shared) {
        return shared.origin(host(), service.credentials(shared), connection);
    }

    String host() {
        return service.host();
    }

    ICachePolicyRef cachePolicy(StackResources shared) {
        return service.cachePolicy(shared);
    }

    /** Refuses what {@link #admit} could not do; to be called before anything is defined. */
    void checkAccess(StackResources shared) {
        service.checkAccess(shared);
    }

    /** Lets the distribution read the endpoints. */
    void admit(Construct scope, StackResources shared, Supplier<String> distributionId) {
        service.admit(scope, shared, () -> DistributionArn.of(distributionId.get()));
    }

    /** What viewers ask for, endpoint by endpoint. */
    List<String> pathPatterns() {
        return service.paths().stream().map(path -> viewerPath(path) + "/*").toList();
    }

    boolean serves(Object endpoint) {
        return service.endpoints().contains(endpoint);
    }

    /** A path at the origin, as viewers see it: without the origin path, which CloudFront puts back. */
    String viewerPath(String path) {
        return path.substring(connection.originPath().length());
    }

    /**
     * Options of both versions.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>> extends OriginBuilder<B> {

        private CacheKey cacheKey;

        Builder(CacheKey cacheKey) {
            this.cacheKey = cacheKey;
        }

        abstract MediaPackageService service(CacheKey key);

        /**
         * Query strings of the user's own: forwarded to MediaPackage and part of the cache key. They cost hits: name
         * only those that change the response.
         *
         * @param names parameter names; with MediaPackage's own at most ten
         * @return this
         * @throws IllegalArgumentException {@code queryStrings: …} for more than ten or one named twice
         */
        public B queryStrings(String... names) {
            cacheKey = cacheKey.with(List.of(names));
            return self();
        }

        /**
         * Makes the origin.
         *
         * @return the origin
         * @throws IllegalArgumentException {@code endpoints: must name at least one …}, or {@code originPath: must be
         *     the beginning of every endpoint's path …}
         */
        public MediaPackageOrigin build() {
            MediaPackageService service = service(cacheKey);
            Check.that(
                    !service.endpoints().isEmpty(),
                    "endpoints",
                    "must name at least one endpoint",
                    service.endpoints(),
                    "add it with endpoint(…)");
            for (String path : service.paths()) {
                Check.that(
                        originPath().isEmpty() || path.startsWith(originPath() + "/"),
                        "originPath",
                        "must be the beginning of every endpoint's path",
                        originPath(),
                        "use for example '/out/v1'");
            }
            return new MediaPackageOrigin(service, connection());
        }

        <T> void addOnce(List<T> endpoints, T endpoint) {
            Check.that(
                    !endpoints.contains(endpoint),
                    "endpoints",
                    "must not name an endpoint twice",
                    endpoint,
                    "remove the duplicate");
            endpoints.add(endpoint);
        }
    }

    /** Options of a MediaPackage v1 origin. */
    public static final class V1Builder extends Builder<V1Builder> {

        private final MediaPackageAccess access;
        private final List<MediaPackageEndpoint> endpoints = new ArrayList<>();

        private V1Builder(MediaPackageAccess access) {
            super(MediaPackageV1.QUERY_STRINGS);
            this.access = access;
        }

        /**
         * An endpoint that the distribution serves.
         *
         * @param endpoint of the same account and region as the others, so that they share a host
         * @return this
         * @throws IllegalArgumentException {@code endpoints: …} for one named twice or on another host
         */
        public V1Builder endpoint(MediaPackageEndpoint endpoint) {
            addOnce(endpoints, endpoint);
            String host = endpoints.get(0).host();
            Check.that(
                    host.equals(endpoint.host()) || Check.isToken(host) || Check.isToken(endpoint.host()),
                    "endpoints",
                    "must share one host",
                    endpoint,
                    "make an origin of its own for it; the first one is on " + host);
            return this;
        }

        /**
         * Serves time-shifted viewing by delay as well: {@code time_delay} becomes part of the cache key. It costs one
         * of the account's cache policies per stack, since the managed one does not have it.
         *
         * @return this
         */
        public V1Builder timeDelay() {
            return queryStrings("time_delay");
        }

        /**
         * Serves low-latency HLS as well: {@code _HLS_msn} and {@code _HLS_part} become part of the cache key. It costs
         * one of the account's cache policies per stack, since the managed one does not have them.
         *
         * @return this
         */
        public V1Builder lowLatencyHls() {
            return queryStrings("_HLS_msn", "_HLS_part");
        }

        @Override
        V1Builder self() {
            return this;
        }

        @Override
        MediaPackageService service(CacheKey key) {
            return new MediaPackageV1(List.copyOf(endpoints), access, key);
        }
    }

    /** Options of a MediaPackage v2 origin. */
    public static final class V2Builder extends Builder<V2Builder> {

        private final String egressDomain;
        private final @Nullable String group;
        private final List<MediaPackageV2Endpoint> endpoints = new ArrayList<>();
        private @Nullable MediaPackageV2Access access;

        private V2Builder(String egressDomain, @Nullable String group) {
            super(MediaPackageV2.QUERY_STRINGS);
            this.egressDomain = egressDomain;
            this.group = group;
        }

        /**
         * An endpoint that the distribution serves.
         *
         * @param endpoint of the origin's channel group
         * @return this
         * @throws IllegalArgumentException {@code endpoints: must not name an endpoint twice …}, or {@code endpoints:
         *     must be of one channel group …}, whose host is another
         */
        public V2Builder endpoint(MediaPackageV2Endpoint endpoint) {
            addOnce(endpoints, endpoint);
            String its = endpoint.group();
            String expected = group != null ? group : endpoints.get(0).group();
            Check.that(
                    its.equals(expected) || Check.isToken(its) || Check.isToken(expected),
                    "endpoints",
                    "must be of one channel group",
                    endpoint,
                    "make an origin of its own for it; this one is of " + expected);
            return this;
        }

        /**
         * How the endpoints know the distribution; by default its signature.
         *
         * @param access the choice
         * @return this
         */
        public V2Builder access(MediaPackageV2Access access) {
            this.access = access;
            return this;
        }

        @Override
        V2Builder self() {
            return this;
        }

        @Override
        MediaPackageService service(CacheKey key) {
            return new MediaPackageV2(
                    egressDomain,
                    List.copyOf(endpoints),
                    access != null ? access : MediaPackageV2Access.originAccessControl(),
                    key);
        }
    }
}
