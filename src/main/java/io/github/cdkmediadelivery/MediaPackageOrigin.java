package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.AnyPage;
import io.github.cdkmediadelivery.internal.CacheKey;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Regions;
import io.github.cdkmediadelivery.internal.Route;
import io.github.cdkmediadelivery.internal.StreamPair;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.Timeouts;
import io.github.cdkmediadelivery.internal.V2Endpoint;
import io.github.cdkmediadelivery.internal.Weak;
import io.github.cdkmediadelivery.simulator.ReviewPlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.mediapackagev2.IChannelGroupRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginBindConfig;
import software.amazon.awscdk.services.cloudfront.OriginBindOptions;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.mediapackage.CfnPackagingGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.constructs.Construct;

/**
 * AWS Elemental MediaPackage as the origin of a CloudFront distribution.
 *
 * <p>Use it through {@link MediaPackageOriginDistribution}, which also closes every path that is not an endpoint's, or
 * in a plain {@code Distribution} with {@link #behaviors}:
 *
 * <pre>{@code
 * MediaPackageOrigin origin = MediaPackageOrigin.v2(channelGroup)
 *         .endpoint(MediaPackageV2Endpoint.of(hls))
 *         .build();
 * }</pre>
 *
 * <p>CloudFront speaks HTTPS with TLS 1.2 to it. Manifests are told by {@code .m3u8}, {@code .mpd} and
 * {@code /Manifest}: every query string that changes them is in their cache key. All else is media, of which one copy
 * is kept for all viewers. MediaPackage's own max-age decides for how long: of version 2 half a segment for playlists,
 * a second for those of low latency HLS, and two weeks for segments and init segments, whose names never come again.
 * What has none is kept for a second where it is a manifest, and for a day where it is media. Smooth Streaming of
 * CloudFront's own stays off: MediaPackage packages that format itself.
 *
 * <p>CloudFront passes paths on as they came, and all endpoints of a version share a host: {@code ..%2fOTHER/} below
 * one endpoint's folder may be read as the folder of another. Such paths are answered 403 at the edge by a behaviour of
 * their own, {@code /out/v1/*..*}, before the endpoints'.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/live-streaming.html">Video streaming
 *     with CloudFront and AWS Media Services</a>
 */
public final class MediaPackageOrigin implements IOrigin {

    /**
     * What changes v1's manifests. The managed policy Elemental-MediaPackage has the page's Origin as well: a manifest
     * would be asked for again by each page that plays it.
     */
    private static final CacheKey V1_KEY = new CacheKey(List.of("aws.manifestfilter", "start", "end", "m"));

    /**
     * What changes v2's manifests: filters, settings, time shift, low-latency HLS. The managed policy
     * Elemental-MediaPackage is v1's and lacks several of these: two viewers would get each other's manifests.
     */
    private static final CacheKey V2_KEY = new CacheKey(List.of(
            "aws.manifestfilter",
            "aws.manifestsettings",
            "aws.drmsettings",
            "start",
            "end",
            "time_delay",
            "_HLS_msn",
            "_HLS_part",
            "_HLS_skip"));

    /** What changes manifests of MediaPackage VOD, which has no time to shift. */
    private static final CacheKey VOD_KEY = new CacheKey(List.of("aws.manifestfilter"));

    private static final Text VOD_DOMAIN = Text.of(
            "[a-z0-9-]+\\.egress\\.mediapackage-vod\\.[a-z0-9-]+\\.(amazonaws\\.com(\\.cn)?|api\\.aws)",
            "packagingGroup: must be a bare MediaPackage VOD host (ID.egress.mediapackage-vod.REGION.amazonaws.com)",
            "use the packaging group's domain name, without scheme and path");

    private static final Pattern EGRESS_DOMAIN =
            Pattern.compile("([a-z0-9-]+\\.)+?mediapackagev2\\.([a-z0-9-]+)\\.(amazonaws\\.com(\\.cn)?|api\\.aws)");

    /** A channel group is asked once for what all of its channels need. */
    private static final Map<CfnChannelGroup, V2Builder.Group> GROUPS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final List<?> endpoints;
    private final Packager packager;
    private final UnaryOperator<String> reachedFromElsewhere;

    private MediaPackageOrigin(List<?> endpoints, Packager packager, UnaryOperator<String> reachedFromElsewhere) {
        this.endpoints = endpoints;
        this.packager = packager;
        this.reachedFromElsewhere = reachedFromElsewhere;
    }

    /**
     * MediaPackage v1; the host is that of its endpoints.
     *
     * @param access what keeps viewers from going past CloudFront
     * @return the options
     */
    public static V1Builder v1(MediaPackageAccess access) {
        Check.present("access", access);
        return new V1Builder(access);
    }

    /**
     * MediaPackage VOD, from a packaging group of the same app: all of its assets, also those to come, in six
     * behaviours however many there are. The group's host is its own, so that no other group's assets come along; but
     * each asset of it is open to who may watch one, since its path is a digest that tells nothing of the asset. Assets
     * that are for others need a packaging group of their own.
     *
     * <p>One asset alone is served by {@link #v1} with {@link MediaPackageEndpoint#fromUrl}.
     *
     * @param group the packaging group; CDN authorization, if it is chosen, is written into it
     * @param access what keeps viewers from going past CloudFront
     * @return the options
     * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/ug/pkg-group.html">Packaging groups</a>
     */
    public static VodBuilder vod(CfnPackagingGroup group, MediaPackageAccess access) {
        Check.present("group", group);
        Check.present("access", access);
        return new VodBuilder(group.getAttrDomainName(), group, access);
    }

    /**
     * The same of a packaging group that exists already. Its owner gives it the secret and the role of CDN
     * authorization.
     *
     * @param domainName the group's, a bare host: {@code ID.egress.mediapackage-vod.REGION.amazonaws.com}
     * @param access what keeps viewers from going past CloudFront
     * @return the options
     * @throws IllegalArgumentException {@code packagingGroup: must be a bare MediaPackage VOD host …}
     */
    public static VodBuilder vod(String domainName, MediaPackageAccess access) {
        Check.present("domainName", domainName);
        Check.present("access", access);
        return new VodBuilder(VOD_DOMAIN.check(domainName), null, access);
    }

    /**
     * MediaPackage v2, from a channel group of the same app.
     *
     * @param group the channel group
     * @return the options
     */
    public static V2Builder v2(CfnChannelGroup group) {
        Check.present("group", group);
        V2Builder.Group known = GROUPS.computeIfAbsent(
                group,
                unused ->
                        new V2Builder.Group(group.getAttrEgressDomain(), group.getChannelGroupName(), Weak::reference));
        return new V2Builder(known, group);
    }

    /**
     * The same from a construct that is not the resource itself, such as that of {@code aws-mediapackagev2-alpha}.
     *
     * @param group the channel group
     * @return the options
     * @throws IllegalArgumentException {@code channelGroup: must be defined in this app …} for an imported one
     */
    public static V2Builder v2(IChannelGroupRef group) {
        Check.present("group", group);
        if (group instanceof CfnChannelGroup resource) {
            return v2(resource);
        }
        if (group.getNode().getDefaultChild() instanceof CfnChannelGroup resource) {
            return v2(resource);
        }
        throw Check.refusal(
                "channelGroup: must be defined in this app, for its egress domain to be known",
                "an imported one",
                "use MediaPackageOrigin.v2(egressDomain)");
    }

    /**
     * MediaPackage v2, from the egress domain of a channel group that exists already.
     *
     * @param egressDomain a bare host, {@code ID.egress.ID.mediapackagev2.REGION.amazonaws.com}
     * @return the options
     * @throws IllegalArgumentException {@code egressDomain: must be …} for a URL or a host of another service
     */
    public static V2Builder v2(String egressDomain) {
        Check.present("egressDomain", egressDomain);
        if (!Check.isToken(egressDomain) && !EGRESS_DOMAIN.matcher(egressDomain).matches()) {
            throw Check.refusal(
                    "egressDomain: must be a bare MediaPackage v2 host (ID.egress.ID.mediapackagev2.REGION.amazonaws.com)",
                    egressDomain,
                    egressDomain.contains(".mediapackage.")
                            ? "use MediaPackageOrigin.v1(…) for it"
                            : "use the channel group's egress domain, without scheme and path");
        }
        return new V2Builder(new V2Builder.Group(egressDomain, null, UnaryOperator.identity()), null);
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
        Placement at = Placement.of(scope);
        at.shared().reviewedBy(ReviewPlugin.ofTheLibrarysDistributions());
        packager.admit(at, () -> packager.distributionArn(at, distributionId(scope, at, options)));
        return packager.origin(at.shared()).bind(scope, options);
    }

    /**
     * {@return the behaviours of this origin in a plain {@code Distribution}, for its {@code additionalBehaviors}: for
     * each endpoint its manifests, keyed by what changes them and compressed, and its media, kept once for everybody;
     * before them what is refused. Viewers are redirected to HTTPS, GET and HEAD are allowed}
     *
     * @param scope any construct of the stack in which a cache policy and a function may be made; one of each serves
     *     the whole stack
     */
    public Map<String, BehaviorOptions> behaviors(Construct scope) {
        Check.present("scope", scope);
        Route.Surroundings around = new Route.Surroundings(
                this,
                ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                Placement.of(scope).shared());
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        for (Route route : packager.routes()) {
            BehaviorOptions.Builder behavior = route.behavior(around);
            if (route instanceof Route.Content content) {
                packager.pages().ifPresent(pages -> pages.describe(content, behavior, around.shared()));
            }
            behaviors.put(route.path().text(), behavior.build());
        }
        return behaviors;
    }

    /**
     * {@return the cache policy of the manifests alone, for a behaviour of your own: its key has every query string
     * that changes one}
     *
     * @param scope any construct of the stack in which it is made, once for the whole stack
     */
    public ICachePolicyRef getManifestCachePolicy(Construct scope) {
        Check.present("scope", scope);
        return packager.manifests().in(Placement.of(scope).shared());
    }

    /**
     * Its resource is not there yet when its origins are bound, so that a policy elsewhere refers to it as the app
     * does.
     */
    private static String distributionId(Construct origin, Placement at, OriginBindOptions options) {
        String path = origin.getNode().getPath();
        return at.own().distributionId(path.substring(0, path.lastIndexOf('/')), options.getDistributionId());
    }

    Packager packager() {
        return packager;
    }

    /** Version 1 shows what its manifests are open to; version 2 does not need to. */
    private MediaPackageOrigin ofVersion2() {
        Check.that(
                packager.pages().isEmpty(),
                "failover: must be of MediaPackage v2 too; version 1 gives each endpoint an id of its own, so that no"
                        + " path is the same at two of them",
                packager.host(),
                "use MediaPackageOrigin.v2(…)");
        return this;
    }

    /** The endpoints of version 2. */
    List<V2Endpoint> v2Endpoints() {
        return endpoints.stream()
                .filter(MediaPackageV2Endpoint.class::isInstance)
                .map(endpoint -> ((MediaPackageV2Endpoint) endpoint).chosen())
                .toList();
    }

    /** By name, or with its packaging group, whose host is no other's. */
    boolean serves(MediaPackageEndpoint endpoint) {
        return endpoints.contains(endpoint)
                || (packager.paths().contains(Packager.ALL) && packager.host().equals(endpoint.host()));
    }

    /** By name, or with its channel group. */
    boolean serves(V2Endpoint endpoint) {
        Stream<?> named =
                endpoints.stream().map(served -> served instanceof MediaPackageV2Endpoint v2 ? v2.chosen() : served);
        return named.anyMatch(endpoint::equals)
                || packager.paths().contains(Packager.ALL)
                || packager.paths().contains(Packager.ALL + "/" + endpoint.group());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaPackageOrigin that && packager.equals(that.packager);
    }

    @Override
    public int hashCode() {
        return packager.hashCode();
    }

    /** The host and the endpoints. */
    @Override
    public String toString() {
        return packager.host() + " with " + endpoints;
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

        abstract List<?> endpoints();

        /** Whether endpoints need not be named. */
        boolean servesAll() {
            return false;
        }

        abstract String addOne();

        abstract Packager packager(CacheKey key);

        /** How another stack refers to the host. */
        UnaryOperator<String> reachedFromElsewhere() {
            return UnaryOperator.identity();
        }

        /**
         * Query strings of the user's own: forwarded to MediaPackage and part of the cache key of manifests. They cost
         * hits: name only those that change the response.
         *
         * @param names parameter names; with MediaPackage's own at most ten
         * @return this
         * @throws IllegalArgumentException {@code queryStrings: …} for more than ten or one named twice
         */
        public B queryStrings(String... names) {
            Check.present("queryStrings", names);
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
            Check.that(
                    servesAll() || !endpoints().isEmpty(),
                    "endpoints: must name at least one endpoint",
                    endpoints(),
                    addOne());
            Packager packager = packager(cacheKey);
            for (Packager.Folder folder : packager.folders()) {
                Check.that(
                        originPath().isEmpty()
                                || folder.path().startsWith(originPath() + "/")
                                || (folder.path().equals(Packager.ALL)
                                        && originPath().equals(Packager.ALL)),
                        "originPath: must be the beginning of every endpoint's path",
                        originPath(),
                        "use for example '/out/v1'");
            }
            return new MediaPackageOrigin(List.copyOf(endpoints()), packager, reachedFromElsewhere());
        }

        <T> void addOnce(List<T> endpoints, T endpoint) {
            Check.that(
                    !endpoints.contains(endpoint),
                    "endpoints: must not name an endpoint twice",
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
            super(V1_KEY);
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
            Check.present("endpoint", endpoint);
            addOnce(endpoints, endpoint);
            String host = endpoints.get(0).host();
            Check.that(
                    host.equals(endpoint.host()) || Check.isToken(host) || Check.isToken(endpoint.host()),
                    "endpoints: must share one host",
                    endpoint,
                    "make an origin of its own for it; the first one is on " + host);
            return this;
        }

        /**
         * Serves time-shifted viewing by delay as well: {@code time_delay} becomes part of the manifests' cache key.
         *
         * @return this
         */
        public V1Builder timeDelay() {
            said.once("timeDelay", true);
            return queryStrings("time_delay");
        }

        /**
         * Serves low-latency HLS as well: {@code _HLS_msn} and {@code _HLS_part} become part of the manifests' cache
         * key.
         *
         * @return this
         */
        public V1Builder lowLatencyHls() {
            said.once("lowLatencyHls", true);
            return queryStrings("_HLS_msn", "_HLS_part");
        }

        /** All endpoints of an account and region are on one host, behind one secret: none may come along unnamed. */
        @Override
        String addOne() {
            return "add it with endpoint(…)";
        }

        @Override
        V1Builder self() {
            return this;
        }

        @Override
        String originRegion() {
            return endpoints.get(0).region();
        }

        @Override
        List<MediaPackageEndpoint> endpoints() {
            return endpoints;
        }

        @Override
        Packager packager(CacheKey key) {
            return Packager.ofMediaPackage(
                    endpoints.get(0).host(),
                    endpoints.stream().map(MediaPackageEndpoint::folder).toList(),
                    key,
                    Optional.of(new AnyPage()),
                    access.admission(List.copyOf(endpoints)),
                    connection());
        }
    }

    /**
     * Options of an origin of MediaPackage VOD. Manifests are keyed by {@code aws.manifestfilter}; others that change
     * them are named with {@link #queryStrings}.
     */
    public static final class VodBuilder extends Builder<VodBuilder> {

        private final String host;
        private final @Nullable CfnPackagingGroup resource;
        private final MediaPackageAccess access;

        private VodBuilder(String host, @Nullable CfnPackagingGroup resource, MediaPackageAccess access) {
            super(VOD_KEY);
            this.host = host;
            this.resource = resource;
            this.access = access;
        }

        @Override
        VodBuilder self() {
            return this;
        }

        @Override
        boolean servesAll() {
            return true;
        }

        @Override
        List<?> endpoints() {
            return List.of();
        }

        @Override
        String addOne() {
            return "leave it out";
        }

        @Override
        String originRegion() {
            return resource != null ? Placement.of(resource).knownRegion() : Regions.ofHost(host);
        }

        @Override
        Packager packager(CacheKey key) {
            return Packager.ofMediaPackage(
                    host,
                    List.of(Packager.Folder.ofAnyFormat(Packager.ALL)),
                    key,
                    Optional.of(new AnyPage()),
                    access.admission(resource),
                    connection());
        }
    }

    /** Options of a MediaPackage v2 origin. */
    public static final class V2Builder extends Builder<V2Builder> {

        private final Group group;
        private final @Nullable CfnChannelGroup resource;
        private final List<MediaPackageV2Endpoint> endpoints = new ArrayList<>();
        private boolean whole;
        private MediaPackageV2Access originAccess = MediaPackageV2Access.originAccessControl();
        private @Nullable MediaPackageOrigin second;
        private Failover failover = Failover.onErrors();

        /** A channel group, whose name is not known where only its host was given. */
        private record Group(String egressDomain, @Nullable String name, UnaryOperator<String> reachedFromElsewhere) {

            /** The folder of all of its channels: all that is on its host, which it shares with no other. */
            Packager.Folder folder() {
                return Packager.Folder.ofAnyFormat(name == null ? Packager.ALL : Packager.ALL + "/" + name);
            }
        }

        private V2Builder(Group group, @Nullable CfnChannelGroup resource) {
            super(V2_KEY);
            this.group = group;
            this.resource = resource;
        }

        /**
         * An endpoint that the distribution serves.
         *
         * @param endpoint of the origin's channel group
         * @return this
         * @throws IllegalArgumentException {@code endpoints: must not name an endpoint twice …}, or {@code endpoints:
         *     must be of one channel group …}, or {@code endpoints: must be in …}, whose host is another
         */
        public V2Builder endpoint(MediaPackageV2Endpoint endpoint) {
            Check.present("endpoint", endpoint);
            addOnce(endpoints, endpoint);
            String its = endpoint.group();
            String expected = group.name != null ? group.name : endpoints.get(0).group();
            Check.that(
                    its.equals(expected) || Check.isToken(its) || Check.isToken(expected),
                    "endpoints: must be of one channel group",
                    endpoint,
                    "make an origin of its own for it; this one is of " + expected);
            checkPlace(endpoint.chosen());
            return this;
        }

        /**
         * Serves the whole channel group, also channels and endpoints that come later or in other stacks. It takes four
         * behaviours however many endpoints there are.
         *
         * <p>What that opens: each endpoint of the group whose policy lets this distribution in, on paths that nobody
         * named here. The policies alone decide, so an endpoint that is not for viewers must not
         * {@linkplain MediaPackageV2Endpoint#admit admit} it. Endpoints that are named as well have their policies
         * written as ever.
         *
         * @return this
         */
        public V2Builder wholeChannelGroup() {
            said.once("wholeChannelGroup", true);
            whole = true;
            return this;
        }

        @Override
        boolean servesAll() {
            return whole;
        }

        /** A channel group is in one region and account, and its host says in which region. */
        private void checkPlace(V2Endpoint endpoint) {
            Matcher host = EGRESS_DOMAIN.matcher(group.egressDomain);
            Check.that(
                    !host.matches()
                            || !KnownArn.differ(host.group(2), endpoint.place().region()),
                    "endpoints: must be in the region of the egress domain",
                    endpoint.arn(),
                    "make an origin of its own for it; this one is " + group.egressDomain);
            for (MediaPackageV2Endpoint other : endpoints) {
                String place = other.chosen().place().home();
                Check.that(
                        !KnownArn.differ(place, endpoint.place().home()),
                        "endpoints: must be in one region and account",
                        endpoint.arn(),
                        "make an origin of its own for it; this one is of " + place);
            }
        }

        /**
         * How the endpoints know the distribution; by default its signature.
         *
         * @param access the choice
         * @return this
         */
        public V2Builder originAccess(MediaPackageV2Access access) {
            said.once("originAccess", access);
            this.originAccess = access;
            return this;
        }

        /**
         * A second origin that is asked where this one fails: the same stream from another channel group, account or
         * region. {@link Failover} says when, what that cannot do, and how long a player waits.
         *
         * <p>Both need the same paths: the same names of channel group, channel and endpoints, endpoints in the same
         * order, and endpoints that are set up alike, behind encoders whose segments are aligned. The distribution is
         * let in at both, by the access that each origin says.
         *
         * <p>Endpoints of the same app answer bad output with an error from then on ({@code STALE_MANIFEST} and
         * {@code INCOMPLETE_MANIFEST} of {@code ForceEndpointErrorConfiguration}), unless they say themselves for what.
         * The owners of others are named in a warning.
         *
         * @param second of MediaPackage v2, without a failover of its own
         * @return this
         * @throws IllegalArgumentException when the origin is built: {@code failover: must be …} for version 1, for the
         *     same endpoint, for other paths, for endpoints that are not alike, or that answer an old manifest with 200
         * @see <a
         *     href="https://docs.aws.amazon.com/mediapackage/latest/userguide/cross-region-failover.html">Cross-region
         *     failover in MediaPackage</a>
         */
        public V2Builder failover(MediaPackageOrigin second) {
            return failover(second, Failover.onErrors());
        }

        /**
         * The same with a choice of when.
         *
         * @param second of MediaPackage v2, without a failover of its own
         * @param when {@link Failover#onErrors} or {@link Failover#mediaQuality}
         * @return this
         * @throws IllegalArgumentException when the origin is built: as above, and for media quality, {@code failover:
         *     must be between channels with CMAF input …}, {@code failover: must be between channels that publish …} or
         *     {@code failover: must not be by media quality for Microsoft Smooth Streaming …}
         */
        public V2Builder failover(MediaPackageOrigin second, Failover when) {
            said.once("failover", second);
            Check.present("when", when);
            this.second = second;
            this.failover = when;
            return this;
        }

        private Optional<StreamPair> pair() {
            return Optional.ofNullable(second)
                    .map(MediaPackageOrigin::ofVersion2)
                    .map(other -> new StreamPair(
                            endpoints.stream()
                                    .map(MediaPackageV2Endpoint::chosen)
                                    .toList(),
                            other.v2Endpoints()));
        }

        /** A second origin is the second attempt, and comes in time for the player's buffer. */
        @Override
        Timeouts unsaid(Optional<OriginTimeouts> chosen) {
            return pair().map(pair -> chosen.orElseGet(() -> OriginTimeouts.of(pair))
                            .live()
                            .attemptedOnce())
                    .orElseGet(() -> super.unsaid(chosen));
        }

        private Packager withFallback(Packager alone) {
            return pair().map(pair -> alone.before(fallback(pair))).orElse(alone);
        }

        private Packager.Fallback fallback(StreamPair pair) {
            MediaPackageOrigin other = Objects.requireNonNull(second, "a pair has a second origin");
            OriginTimeouts waited = originTimeouts().orElseGet(() -> OriginTimeouts.of(pair));
            String host = other.reachedFromElsewhere.apply(other.packager.host());
            return new Packager.Fallback(other.packager.asSecond(host, waited.live()), failover.chosen(), pair);
        }

        @Override
        UnaryOperator<String> reachedFromElsewhere() {
            return isElsewhere() ? UnaryOperator.identity() : group.reachedFromElsewhere;
        }

        /** In another region than the distribution, to which CDK's default reference takes functions in both stacks. */
        private boolean isElsewhere() {
            return endpoints.stream().anyMatch(endpoint -> endpoint.chosen().policyStack() != null);
        }

        private String host() {
            return isElsewhere() ? group.reachedFromElsewhere.apply(group.egressDomain) : group.egressDomain;
        }

        @Override
        String addOne() {
            return "add it with endpoint(…), or serve those to come with wholeChannelGroup()";
        }

        @Override
        V2Builder self() {
            return this;
        }

        @Override
        String originRegion() {
            String region = groupRegion();
            return region.isEmpty() && !endpoints.isEmpty()
                    ? endpoints.get(0).chosen().region()
                    : region;
        }

        /** That of its host, or of the stack that has it; empty where neither is known. */
        private String groupRegion() {
            return resource != null ? Placement.of(resource).knownRegion() : Regions.ofHost(group.egressDomain);
        }

        @Override
        List<MediaPackageV2Endpoint> endpoints() {
            return endpoints;
        }

        private List<Packager.Folder> folders() {
            return endpoints.stream()
                    .map(endpoint -> Packager.Folder.ofAnyFormat(endpoint.path()))
                    .toList();
        }

        @Override
        Packager packager(CacheKey key) {
            return withFallback(Packager.ofMediaPackage(
                    host(),
                    whole ? List.of(group.folder()) : folders(),
                    key,
                    Optional.empty(),
                    originAccess.admission(
                            endpoints.stream()
                                    .map(MediaPackageV2Endpoint::chosen)
                                    .toList(),
                            endpoints.stream().anyMatch(endpoint -> endpoint.chosen()
                                            .isHere())
                                    ? groupRegion()
                                    : ""),
                    connection()));
        }
    }
}
