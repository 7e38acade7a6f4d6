package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves a stream with ads which AWS Elemental MediaTailor inserts: the content, the
 * manifests that MediaTailor makes for each viewer, and the ads, on one domain.
 *
 * <pre>{@code
 * MediaTailorDistribution ads = MediaTailorDistribution.Builder.create(this, "Ads")
 *         .content(MediaPackageOrigin.v2(group).endpoint(hls).build())
 *         .playback(MediaTailorPlayback.created("news", adServerUrl, "/out/v1/news/one/hls").directlyFrom(hls))
 *         .build();
 * ads.getHlsPlaybackUrl("index.m3u8");
 * }</pre>
 *
 * <p>Behaviours, first match wins: ad segments ({@code /tm/*}, cached), interactive media ({@code /v1/i-media/*},
 * cached), what players report ({@code /v1/tracking/*}, {@code /segment/*}), manifests made for one viewer
 * ({@code /v1/*}, never cached; the whole request goes to MediaTailor, any method, since sessions begin with POST),
 * then the content.
 *
 * <p>MediaTailor fetches the content's manifests like any client. Either it does so past CloudFront, signed
 * ({@link MediaTailorPlayback#directlyFrom}), or through this distribution, known to {@link Builder#guard} by a path
 * token: {@code /mt/TOKEN/…} is a behaviour of its own, where nothing but a valid token passes.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-configuration.html">CDN behaviours for
 *     MediaTailor</a>
 */
public final class MediaTailorDistribution extends Construct {

    private final Distribution distribution;
    private final @Nullable String ownName;
    private final Optional<CfnPlaybackConfiguration> playback;

    private MediaTailorDistribution(Builder options, MediaTailorPlayback playback) {
        super(options.scope(), options.id());
        DistributionPlan plan = new DistributionPlan(this, options);
        options.nameServiceBehaviors(plan);
        options.nameContentBehaviors(plan);
        options.contributeTo(plan);
        options.guardContent(plan);
        distribution = plan.build();
        ownName = options.ownName();

        options.admit(this, distribution);
        this.playback = playback.define(this, options.pathToken(playback), options.packager());
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
     * Where an HLS player begins a session.
     *
     * @param manifest of the content, below the playback's source path, for example {@code index.m3u8}
     * @return the URL, known at deployment
     * @throws IllegalArgumentException {@code playback: must be created here …}, or {@code name: must not be empty …}
     */
    public String getHlsPlaybackUrl(String manifest) {
        return playbackUrl(created().getAttrHlsConfigurationManifestEndpointPrefix(), manifest);
    }

    /**
     * Where a DASH player begins a session.
     *
     * @param manifest of the content, below the playback's source path, for example {@code index.mpd}
     * @return the URL, known at deployment
     * @throws IllegalArgumentException {@code playback: must be created here …}, or {@code name: must not be empty …}
     */
    public String getDashPlaybackUrl(String manifest) {
        return playbackUrl(created().getAttrDashConfigurationManifestEndpointPrefix(), manifest);
    }

    private CfnPlaybackConfiguration created() {
        return playback.orElseThrow(() -> Check.refusal(
                "playback",
                "must be created here for its URL to be known",
                "an existing one",
                "use MediaTailorPlayback.created(…)"));
    }

    /** MediaTailor's prefix is on its own host; the path behind it is the same here. */
    private String playbackUrl(String prefix, String manifest) {
        return "https://" + getDomainName() + "/v1/" + Fn.select(1, Fn.split("/v1/", prefix))
                + FileStoreBuilder.checkName(manifest);
    }

    /** Options of {@link MediaTailorDistribution}. */
    public static final class Builder extends DeliveryBuilder<Builder> {

        private static final String ADS = "/tm/*";
        private static final String INTERACTIVE = "/v1/i-media/*";
        private static final String TRACKING = "/v1/tracking/*";
        private static final String SESSIONS = "/v1/*";
        private static final String SEGMENTS = "/segment/*";
        private static final List<String> SERVICE_PATHS = List.of(ADS, INTERACTIVE, TRACKING, SESSIONS, SEGMENTS);
        private static final String TOKEN_PATHS = MediaTailorTrust.PATH_PREFIX + "*";

        private @Nullable MediaPackageOrigin packager;
        private @Nullable IOrigin files;
        private @Nullable MediaTailorPlayback playback;
        private @Nullable MediaTailorSafeEdgeFunction guard;
        private String region = Aws.REGION;
        private SessionAccess sessions = SessionAccess.AS_CONTENT;

        /** Who may begin a session and get the manifests made for it. */
        public enum SessionAccess {
            /** Who may watch the content: the default. */
            AS_CONTENT,
            /** Everyone, where a player cannot show cookies to {@code /v1/}. The content stays signed. */
            OPEN
        }

        private Builder(Construct scope, String id) {
            super(scope, id, ErrorCaching.live());
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
         * Content from MediaPackage.
         *
         * @param origin the packager and its endpoints; other paths are refused at the edge
         * @return this
         */
        public Builder content(MediaPackageOrigin origin) {
            this.packager = origin;
            this.files = null;
            return this;
        }

        /**
         * Content from any other origin: it answers every path that is not MediaTailor's, its manifests are kept for a
         * second and the rest for five minutes, unless it says otherwise.
         *
         * @param origin for example {@code S3BucketOrigin.withOriginAccessControl(bucket)}
         * @return this
         */
        public Builder content(IOrigin origin) {
            this.files = origin;
            this.packager = null;
            return this;
        }

        /**
         * What MediaTailor is told, and how it fetches the content.
         *
         * @param playback the choice
         * @return this
         */
        public Builder playback(MediaTailorPlayback playback) {
            this.playback = playback;
            return this;
        }

        /**
         * The function that keeps unauthorized browsers away from content and sessions, and by which MediaTailor is
         * known. It is the viewer request function: there cannot be another.
         *
         * @param guard the function
         * @return this
         */
        public Builder guard(MediaTailorSafeEdgeFunction guard) {
            this.guard = guard;
            return this;
        }

        /**
         * MediaTailor's region; by default the stack's.
         *
         * @param region for example {@code eu-west-1}
         * @return this
         * @throws IllegalArgumentException {@code mediaTailorRegion: must be a region's name …}
         */
        public Builder mediaTailorRegion(String region) {
            this.region = OriginBuilder.region("mediaTailorRegion", region);
            return this;
        }

        /**
         * Pages on other domains may read content and ads, and begin sessions: a page posts the session's parameters as
         * JSON, so the header Content-Type is allowed beside those of the rules. Together with it even
         * {@link CorsRules#anyOrigin} takes a policy of the library's, one per stack.
         *
         * @param rules for example {@code CorsRules.origins(…)}
         * @return this
         * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/ad-reporting-client-side.html">Client-side
         *     tracking</a>
         */
        @Override
        public Builder cors(CorsRules rules) {
            return super.cors(rules.acceptingJson());
        }

        /**
         * Who may begin a session; by default who may watch the content. Tracking and ad segments are open in either
         * case.
         *
         * @param access the choice
         * @return this
         */
        public Builder sessions(SessionAccess access) {
            this.sessions = access;
            return this;
        }

        /**
         * Defines the distribution, and the playback configuration where it is to be created.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code content: must be given …}, {@code playback: must be given …},
         *     {@code viewerAccess: …} or {@code guard: …} where MediaTailor could not fetch the content,
         *     {@code viewerRequestFunction: …} beside a guard, {@code directlyFrom: …} for an endpoint that is not
         *     served, {@code mediaTailorRegion: …} for another than that of a configuration created here
         */
        public MediaTailorDistribution build() {
            Check.that(
                    packager != null || files != null,
                    "content",
                    "must be given",
                    "none",
                    "use for example content(MediaPackageOrigin.v2(…).build())");
            MediaTailorPlayback chosen = Check.given(
                    "playback",
                    playback,
                    "use MediaTailorPlayback.created(…), or existing() if its owner set both prefixes");
            Check.that(
                    !viewerAccess().isSigned() || chosen.isDirect() || knowsPathToken(),
                    "viewerAccess",
                    "must leave MediaTailor a way in, which can show no signature",
                    "signed content",
                    "use MediaTailorPlayback.directlyFrom(…), or a guard with MediaTailorTrust.pathToken(…)");
            DistributionPlan.checkPaths(this, paths());
            if (files != null) {
                checkNoDefaultBehavior("give it a path of its own with additionalBehavior(…)");
            }
            checkGuard(chosen);
            chosen.checkServedBy(packager);
            checkRegion(chosen);
            if (packager != null) {
                packager.checkAccess(StackResources.of(scope()));
            }
            return new MediaTailorDistribution(this, chosen);
        }

        private void checkGuard(MediaTailorPlayback chosen) {
            if (guard == null) {
                return;
            }
            Check.that(
                    viewerRequestFunction().isEmpty(),
                    "viewerRequestFunction",
                    "must not stand beside a guard, since CloudFront runs one function per request",
                    "another function",
                    "use guard(…) alone");
            Check.that(
                    !chosen.isCreated() || chosen.isDirect() || guard.admitsMediaTailor(),
                    "guard",
                    "must let MediaTailor in, which names no origin",
                    "no trust",
                    "use MediaTailorTrust.pathToken(…), or MediaTailorPlayback.directlyFrom(…)");
        }

        /** A configuration is created in the stack's region. */
        private void checkRegion(MediaTailorPlayback chosen) {
            if (chosen.isCreated() && !region.equals(Aws.REGION)) {
                Check.that(
                        region.equals(StackResources.of(scope()).stack().getRegion()),
                        "mediaTailorRegion",
                        "must be the stack's where the playback configuration is created in it",
                        region,
                        "remove the option, or use MediaTailorPlayback.existing()");
            }
        }

        private boolean knowsPathToken() {
            return guard != null && guard.knowsPathToken();
        }

        /** All paths, as the plan will name them. */
        private List<String> paths() {
            List<String> paths = new ArrayList<>(SERVICE_PATHS);
            if (knowsPathToken()) {
                paths.add(TOKEN_PATHS);
            }
            paths.addAll(packager != null ? packager.pathPatterns() : FileTtls.paths(""));
            return paths;
        }

        /** MediaTailor's own paths, in the order in which AWS names them. */
        private void nameServiceBehaviors(DistributionPlan plan) {
            IOrigin ads = mediaTailor("segments", plan.shared());
            IOrigin manifests = mediaTailor("manifests", plan.shared());
            plan.content(ADS, open(ads, CachePolicy.CACHING_OPTIMIZED))
                    .content(INTERACTIVE, open(manifests, CachePolicy.CACHING_OPTIMIZED))
                    .content(
                            TRACKING,
                            open(manifests, CachePolicy.CACHING_DISABLED).passedOn(OriginRequestPolicy.ALL_VIEWER))
                    .content(SESSIONS, session(manifests))
                    .content(
                            SEGMENTS,
                            open(manifests, CachePolicy.CACHING_DISABLED).passedOn(OriginRequestPolicy.ALL_VIEWER));
        }

        private IOrigin mediaTailor(String host, StackResources shared) {
            return shared.origin(
                    host + ".mediatailor." + region + ".amazonaws.com",
                    OriginCredentials.NONE,
                    OriginBuilder.Connection.DEFAULT);
        }

        private static Content open(IOrigin origin, ICachePolicyRef policy) {
            return Content.of(origin, policy).withoutSignature().withoutFunction();
        }

        private Content session(IOrigin manifests) {
            Content session =
                    Content.of(manifests, CachePolicy.CACHING_DISABLED).passedOn(OriginRequestPolicy.ALL_VIEWER);
            return sessions == SessionAccess.OPEN ? session.withoutSignature() : session;
        }

        private void nameContentBehaviors(DistributionPlan plan) {
            if (packager != null) {
                IOrigin origin = packager.in(plan.shared());
                ICachePolicyRef policy = packager.cachePolicy(plan.shared());
                nameTokenBehavior(plan, origin, policy);
                packager.pathPatterns().forEach(path -> plan.content(path, origin, policy));
                plan.refuseOtherPaths(origin);
            } else if (files != null) {
                nameTokenBehavior(plan, files, plan.shared().cachePolicy(CacheKey.PATH, FileTtls.LIVE.manifests()));
                FileTtls.LIVE.nameBehaviors(plan, "", files);
            }
        }

        /** MediaTailor's way in: the function lets nothing pass here but a token that it knows. */
        private void nameTokenBehavior(DistributionPlan plan, IOrigin origin, ICachePolicyRef policy) {
            if (knowsPathToken()) {
                plan.content(TOKEN_PATHS, Content.of(origin, policy).withoutSignature());
            }
        }

        private void admit(Construct scope, Distribution distribution) {
            if (packager != null) {
                packager.admit(scope, StackResources.of(scope()), distribution::getDistributionId);
            }
        }

        private void guardContent(DistributionPlan plan) {
            if (guard != null) {
                plan.viewerRequest(guard.getFunction());
            }
        }

        private Optional<String> pathToken(MediaTailorPlayback chosen) {
            return guard == null || chosen.isDirect() ? Optional.empty() : guard.pathToken();
        }

        private @Nullable MediaPackageOrigin packager() {
            return packager;
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
