package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import io.github.cdkmediadelivery.internal.AdService;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Cors;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.PathPattern;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.internal.Playback;
import io.github.cdkmediadelivery.internal.Regions;
import io.github.cdkmediadelivery.internal.Route;
import io.github.cdkmediadelivery.internal.Route.Trait;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.Shield;
import io.github.cdkmediadelivery.internal.Timeouts;
import io.github.cdkmediadelivery.internal.V2Endpoint;
import io.github.cdkmediadelivery.internal.Warnings;
import io.github.cdkmediadelivery.internal.Weak;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.interfaces.mediatailor.IPlaybackConfigurationRef;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
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
 * ads.getPlaybackUrl("index.m3u8");
 * }</pre>
 *
 * <p>Behaviours, first match wins: ad segments ({@code /tm/*}, cached), interactive media and captions
 * ({@code /v1/i-media/*}, {@code /v1/webvtt/*}, cached), what players report ({@code /v1/tracking/*},
 * {@code /segment/*}), manifests made for one viewer ({@code /v1/*}, never cached; the whole request goes to
 * MediaTailor, any method, since sessions begin with POST), then the content. From what is open to everyone, paths with
 * two dots ({@code /segment/..%2fv1/…}) are answered 403, as they are below MediaPackage's endpoints.
 *
 * <p><b>Failover.</b> Content can have a second origin ({@link MediaPackageOrigin.V2Builder#failover}), and MediaTailor
 * gets it too where it comes through this distribution. MediaTailor's own behaviours cannot: sessions begin with POST,
 * which CloudFront fails over for nobody, and a session is known to the one MediaTailor that began it. What helps where
 * the ad server fails is said of the playback ({@link MediaTailorPlayback#slate}).
 *
 * <p>MediaTailor fetches the content's manifests like any client. Either it does so past CloudFront, signed
 * ({@link MediaTailorPlayback#directlyFrom}), or through this distribution, known to {@link Builder#guard} by a path
 * token: {@code /mt/TOKEN/…} is a behaviour of its own, where nothing but a valid token passes.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-configuration.html">CDN behaviours for
 *     MediaTailor</a>
 */
public final class MediaTailorDistribution extends DeliveryDistribution {

    private final List<MediaTailorPlayback> playbacks;
    private final Map<String, CfnPlaybackConfiguration> created = new LinkedHashMap<>();
    private final List<Part> ads = new ArrayList<>();

    private MediaTailorDistribution(Builder options, Plan plan) {
        super(options);
        playbacks = options.playbacks();
        Placement here = options.at().within(this);
        Distribution distribution = deliver(plan, options.content(here.shared()));
        options.tell();
        options.warnOfToken(this);
        options.warnOfOneSource(this);
        if (options.named().stream().anyMatch(playback -> playback.home() != null)) {
            Weak.whereOthersReferTo(distribution);
        }
        options.named().forEach(playback -> {
            playback.admit(here, options.serviceRegion());
            ads.add(new Part.Ads(playback.name(), options.knownRegion(here)));
            playback.define(here, options.idOf(playback), url(""), options.prefix(), options.packager())
                    .ifPresent(defined -> created.put(playback.name(), defined));
        });
    }

    /**
     * The URL that a player opens to begin a session of the {@linkplain Builder#playback first} configuration.
     *
     * @param manifest of the content, below the playback's source path: {@code index.m3u8} for HLS, {@code index.mpd}
     *     for DASH
     * @return the URL, known at deployment
     * @throws IllegalArgumentException {@code playback: must be created here, or existing by the prefix of its URLs …},
     *     or {@code manifest: must be …} for another ending
     */
    public String getPlaybackUrl(String manifest) {
        return getPlaybackUrl(playbacks.get(0), manifest);
    }

    /**
     * The same of any configuration.
     *
     * @param playback one of the distribution's
     * @param manifest of the content, below the playback's source path
     * @return the URL
     * @throws IllegalArgumentException as above, or {@code playback: must be one of the distribution's …}
     */
    public String getPlaybackUrl(MediaTailorPlayback playback, String manifest) {
        Check.present("playback", playback);
        Check.present("manifest", manifest);
        Check.relative("manifest", manifest, "index.m3u8");
        boolean hls = manifest.endsWith(".m3u8");
        Check.that(
                hls || manifest.endsWith(".mpd"),
                "manifest: must end with .m3u8 (HLS) or .mpd (DASH)",
                manifest,
                "use for example 'index.m3u8'");
        return url("/v1/" + sessions(playback, hls) + manifest);
    }

    /** MediaTailor's prefix is on its own host; the path behind {@code /v1/} is the same here. */
    private String sessions(MediaTailorPlayback playback, boolean hls) {
        Optional<Playback> asked = checkOwn(playback).chosen();
        CfnPlaybackConfiguration defined =
                asked.map(Playback::name).map(created::get).orElse(null);
        if (defined != null) {
            String prefix = hls
                    ? defined.getAttrHlsConfigurationManifestEndpointPrefix()
                    : defined.getAttrDashConfigurationManifestEndpointPrefix();
            return Fn.select(1, Fn.split("/v1/", prefix));
        }
        return asked.flatMap(its -> its.known()
                        .map(known -> (hls ? "master/" : "dash/") + known.account() + "/" + its.name() + "/"))
                .orElseThrow(() -> Check.refusal(
                        "playback: must be created here, or existing by the prefix of its URLs, for them to be known",
                        "an existing one",
                        "use MediaTailorPlayback.created(…), or existing(prefix, sourcePath)"));
    }

    private MediaTailorPlayback checkOwn(MediaTailorPlayback playback) {
        Check.that(
                playbacks.contains(playback),
                "playback: must be one of the distribution's",
                playback,
                "add it with additionalPlayback(…)");
        return playback;
    }

    /**
     * {@return the first playback configuration, for what refers to it}
     *
     * @throws IllegalArgumentException {@code playback: must be created here …}
     */
    public IPlaybackConfigurationRef getPlaybackConfiguration() {
        return getPlaybackConfiguration(playbacks.get(0));
    }

    /**
     * {@return a playback configuration, for what refers to it}
     *
     * @param playback one of the distribution's
     * @throws IllegalArgumentException {@code playback: must be created here …}, or {@code playback: must be one of the
     *     distribution's …}
     */
    public IPlaybackConfigurationRef getPlaybackConfiguration(MediaTailorPlayback playback) {
        Check.present("playback", playback);
        CfnPlaybackConfiguration defined = checkOwn(playback)
                .chosen()
                .map(Playback::name)
                .map(created::get)
                .orElse(null);
        if (defined == null) {
            throw Check.refusal(
                    "playback: must be created here to be referred to",
                    "an existing one",
                    "use MediaTailorPlayback.created(…)");
        }
        return defined;
    }

    @Override
    List<Part> parts() {
        return Stream.concat(super.parts().stream(), ads.stream()).toList();
    }

    /** Options of {@link MediaTailorDistribution}. */
    public static final class Builder extends DeliveryBuilder<Builder> {

        private static final PathPattern TOKEN_PATHS = PathPattern.of(MediaTailorTrust.PATH_PREFIX + "*");

        /** Content that answers every path which is not MediaTailor's. */
        private static final FileStore FILES =
                new FileStore("", "", null, Timeouts.CLOUDFRONTS, null, FileStore.Ttls.LIVE);

        private @Nullable Packager packager;
        private Predicate<V2Endpoint> served = endpoint -> false;
        private @Nullable IOrigin files;
        private @Nullable MediaTailorPlayback playback;
        private final List<MediaTailorPlayback> additional = new ArrayList<>();
        private @Nullable MediaTailorSafeEdgeFunction guard;
        private String region = Aws.REGION;
        private SessionAccess sessions = SessionAccess.AS_CONTENT;
        private @Nullable Timeouts timeouts;
        private Shield shield = Shield.NONE;

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
         * Content from MediaPackage.
         *
         * @param origin the packager and its endpoints; other paths are refused at the edge
         * @return this
         */
        public Builder content(MediaPackageOrigin origin) {
            said.once("content", origin);
            this.packager = origin.packager();
            this.served = origin::serves;
            return this;
        }

        /**
         * Content from a packager of any make.
         *
         * @param origin the packager, its folders and manifests; other paths are refused at the edge
         * @return this
         */
        public Builder content(PackagerOrigin origin) {
            said.once("content", origin);
            this.packager = origin.packager();
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
            said.once("content", origin);
            this.files = origin;
            return this;
        }

        /**
         * What MediaTailor is told, and how it fetches the content.
         *
         * @param playback the choice; its name stays where it is, since another one is another configuration with other
         *     URLs
         * @return this
         */
        public Builder playback(MediaTailorPlayback playback) {
            said.once("playback", playback);
            this.playback = playback;
            return this;
        }

        /**
         * One more configuration for the same content: another channel of it, or other ads. It takes no behaviours,
         * since MediaTailor's regional host tells configurations by the path of a session
         * ({@code /v1/master/ACCOUNT/NAME/…}), so there may be any number. All are in one region: paths do not tell it.
         *
         * <p>One that was created as the first one stays the first one, or CloudFormation is to make a second one of
         * its name before it removes the first, which it refuses.
         *
         * @param playback the choice, with a name that no other has
         * @return this
         * @throws IllegalArgumentException when the distribution is built: {@code additionalPlayback: must have a name
         *     of its own …}, or {@code additionalPlayback: must be in one region with the others …}
         */
        public Builder additionalPlayback(MediaTailorPlayback playback) {
            Check.present("playback", playback);
            additional.add(playback);
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
            said.once("guard", guard);
            this.guard = guard;
            return this;
        }

        /**
         * MediaTailor's region; by default the stack's.
         *
         * @param region for example {@code eu-west-1}
         * @return this
         * @throws IllegalArgumentException {@code mediaTailorRegion: must be a region's name …}, or
         *     {@code mediaTailorRegion: must be a region of the partition aws …}, which a stack's own region is held to
         *     too
         */
        public Builder mediaTailorRegion(String region) {
            said.once("mediaTailorRegion", region);
            Regions.checkMediaTailor(Check.region("mediaTailorRegion", region));
            this.region = region;
            return this;
        }

        /**
         * How long CloudFront waits for MediaTailor, by the length of segments; by default 3 attempts of 10 seconds to
         * connect, and 30 seconds for an answer, or what is right for the segments where the content has a second
         * origin. What holds for the content is said of its origin.
         *
         * @param timeouts the choice
         * @return this
         */
        public Builder originTimeouts(OriginTimeouts timeouts) {
            said.once("originTimeouts", timeouts);
            this.timeouts = timeouts.mediaTailor();
            return this;
        }

        /**
         * An extra cache in front of MediaTailor for what is kept: ad segments, captions, playlists of guided sessions.
         * What is made for one viewer does not pass it, since it would be charged and keep nothing. It is in the region
         * that AWS names for MediaTailor's. Off by default, since it is charged; the content's is said of its origin.
         *
         * @return this
         * @throws IllegalArgumentException when the distribution is built: {@code originShield: must be for an origin
         *     in a region for which AWS names one …}, or whose region is known at deployment only
         * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html">Origin
         *     Shield</a>
         */
        public Builder originShield() {
            said.once("originShield", true);
            this.shield = Shield.NEAREST;
            return this;
        }

        /**
         * The same in a region of the user's choice, where {@link #originShield} cannot know the nearest.
         *
         * @param region for example {@code eu-west-1}
         * @return this
         * @throws IllegalArgumentException {@code originShieldRegion: must be a region's name …}, or
         *     {@code originShieldRegion: must be a region that has Origin Shield …}
         */
        public Builder originShieldRegion(String region) {
            said.once("originShield", region);
            this.shield = Shield.in(region);
            return this;
        }

        /**
         * Who may begin a session; by default who may watch the content. Tracking and ad segments are open in either
         * case.
         *
         * @param access the choice
         * @return this
         */
        public Builder sessions(SessionAccess access) {
            said.once("sessions", access);
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
         *     served, {@code mediaTailorRegion: …} for another than that of a configuration created here,
         *     {@code contentFolders: …} for a token that would open nothing, {@code additionalBehavior: …} for a path
         *     of MediaTailor's token, {@code sourcePath: …} or {@code content: …} for a folder that is not served, or
         *     that MediaTailor answers
         */
        public MediaTailorDistribution build() {
            Check.that(
                    packager != null || files != null,
                    "content: must be given",
                    "none",
                    "use for example content(MediaPackageOrigin.v2(…).build())");
            playbacks();
            Check.that(
                    sessions == SessionAccess.AS_CONTENT || isSigned(),
                    "sessions: must stand beside signed content, without which everyone may begin one",
                    sessions,
                    "remove it, or add viewerAccess(…)");
            checkNames();
            checkWayIn();
            checkRegion();
            named().forEach(known -> known.check(at()));
            checkSources();
            List<Route> routes = new ArrayList<>(serviceRoutes());
            routes.addAll(contentRoutes());
            Plan plan = plan(routes)
                    .with(
                            cors().isPresent()
                                    ? cors().map(Cors::acceptingJson)
                                    : packager().flatMap(Packager::pages))
                    .with(Optional.ofNullable(guard).map(MediaTailorSafeEdgeFunction::concern))
                    .with(packager().map(Packager::admitting))
                    .checked();
            return new MediaTailorDistribution(this, plan);
        }

        List<MediaTailorPlayback> playbacks() {
            MediaTailorPlayback first = Check.given(
                    "playback",
                    playback,
                    "use MediaTailorPlayback.created(…), or existing() if its owner set both prefixes");
            return Stream.concat(Stream.of(first), additional.stream()).toList();
        }

        /** Those whose names are known. */
        List<Playback> named() {
            return playbacks().stream().flatMap(each -> each.chosen().stream()).toList();
        }

        /** Of its construct: the first has no name in it, so that it may get company. */
        String idOf(Playback one) {
            return playbacks().get(0).chosen().filter(one::equals).isPresent() ? "Playback" : "Playback" + one.name();
        }

        private void checkNames() {
            Set<Object> names = new HashSet<>();
            playbacks()
                    .forEach(each -> Check.that(
                            names.add(each.toString()),
                            "additionalPlayback: must have a name of its own",
                            each,
                            "leave it out, or give it another name"));
        }

        /** What nobody serves would be answered 403, and what lies below MediaTailor's own paths by MediaTailor. */
        private void checkSources() {
            endpoints().forEach(folder -> checkLeaves("content", folder));
            for (Playback its : named()) {
                String source = its.viewerPath(packager());
                checkLeaves("sourcePath", source);
                Check.that(
                        packager == null
                                || Check.isToken(source)
                                || endpoints().stream()
                                        .anyMatch(folder -> Check.isToken(folder)
                                                || common(folder, source).isPresent()),
                        "sourcePath: must lie in a folder that the distribution serves, one of " + endpoints(),
                        source,
                        "name that folder, or give its endpoint to content(…)");
            }
        }

        private void checkLeaves(String option, String folder) {
            Check.that(
                    AdService.FOLDERS.stream().noneMatch(its -> (folder + "/").startsWith(its + "/")),
                    option + ": must not lie below /v1, /tm and /segment, which MediaTailor answers",
                    folder,
                    "use another folder, or hide it from viewers with originPath(…)");
        }

        private boolean isDirect() {
            return playbacks().stream().allMatch(MediaTailorPlayback::isDirect);
        }

        private boolean areCreated() {
            return playbacks().stream().allMatch(MediaTailorPlayback::isCreated);
        }

        /** MediaTailor gets the content's manifests: signed, by token, or as everybody does. */
        private void checkWayIn() {
            Check.that(
                    !isSigned() || isDirect() || wayIn().isPresent(),
                    "viewerAccess: must leave MediaTailor a way in, which can show no signature",
                    "signed content",
                    "use MediaTailorPlayback.directlyFrom(…), or MediaTailorTrust.pathToken(…) with a guard or with the keys"
                            + " of access tokens");
            if (files != null) {
                checkNoDefaultBehavior("give it a path of its own with additionalBehavior(…)");
            }
            checkGuard();
            wayIn().ifPresent(this::checkToken);
            named().stream()
                    .flatMap(known -> Stream.ofNullable(known.endpoint()))
                    .forEach(direct -> Check.that(
                            served.test(direct),
                            "directlyFrom: must be an endpoint that the distribution serves",
                            direct.shownArn(),
                            "give it to content(MediaPackageOrigin.v2(…).endpoint(…).build())"));
        }

        private void checkGuard() {
            if (guard == null) {
                return;
            }
            Check.that(
                    viewerRequest().isEmpty(),
                    "viewerRequestFunction: must not stand beside a guard, since CloudFront runs one function per request",
                    "another function",
                    "use guard(…) alone");
            Check.that(
                    guard.admitsMediaTailor()
                            || playbacks().stream().allMatch(each -> each.isDirect() || !each.isCreated()),
                    "guard: must let MediaTailor in, which names no origin",
                    "no trust",
                    "use MediaTailorTrust.pathToken(…), or MediaTailorPlayback.directlyFrom(…)");
        }

        /** CloudFront tries the user's behaviours first: what MediaTailor asks for would go to another origin. */
        private void checkToken(WayIn way) {
            Check.that(
                    playbacks().stream().noneMatch(each -> sources(each).isEmpty()),
                    "contentFolders: must be named where the playback configuration exists already, since a token opens"
                            + " nothing else",
                    "none",
                    "add the folder of its content source to the guard with contentFolders(…)");
            way.checkServing(opened(), at().stack());
            if (comesByToken()) {
                ownPaths()
                        .forEach(path -> Check.that(
                                !path.overlaps(TOKEN_PATHS),
                                "additionalBehavior: must leave " + TOKEN_PATHS
                                        + " to MediaTailor, which shows its path token there",
                                path,
                                "name paths that begin otherwise, for example '/player/*'"));
            }
        }

        /** Where else a path token can be read. */
        void warnOfToken(MediaTailorDistribution facade) {
            if (!comesByToken()) {
                return;
            }
            if (logsPaths()) {
                Warnings.add(
                        facade,
                        "path-token-in-logs",
                        "Access logs hold the paths of requests, and with them MediaTailor's path token: who reads the"
                                + " logs can use it. Leave 'cs-uri-stem' out of AccessLogs.toS3().fields(…), or let few"
                                + " read them and rotate the token.");
            }
            if (!areCreated()) {
                Warnings.add(
                        facade,
                        "path-token-of-existing-playback",
                        "The playback configuration is not made here. Its ContentSegmentUrlPrefix must be this"
                                + " distribution's, or MediaTailor writes its path token into every manifest. Use"
                                + " MediaTailorPlayback.created, or look at it.");
            }
        }

        /** What reads one origin itself knows no second. */
        void warnOfOneSource(MediaTailorDistribution facade) {
            if (playbacks().stream().anyMatch(MediaTailorPlayback::isDirect)
                    && packager().flatMap(Packager::fallback).isPresent()) {
                Warnings.add(
                        facade,
                        "media-tailor-reads-one-origin",
                        "MediaTailor reads manifests from the first origin itself, so that sessions do not fail over,"
                                + " though segments do. Leave out directlyFrom(…), and MediaTailor comes through the"
                                + " distribution, which has both; where there is a guard, use"
                                + " MediaTailorTrust.pathToken(…).");
            }
        }

        /** Where MediaTailor's content lies, as viewers see it. */
        private List<String> sources(MediaTailorPlayback asking) {
            List<String> named = wayIn().map(WayIn::folders).orElse(List.of());
            return asking.chosen()
                    .map(known -> List.of(known.viewerPath(packager())))
                    .orElseGet(() -> named.isEmpty() ? endpoints() : named);
        }

        /** What a path token opens: of the content what MediaTailor asks for, and of its host what is served. */
        private List<String> opened() {
            return playbacks().stream()
                    .filter(each -> !each.isDirect())
                    .flatMap(each -> opened(sources(each)).stream())
                    .distinct()
                    .toList();
        }

        private List<String> opened(List<String> asked) {
            List<String> narrowed = endpoints().stream()
                    .flatMap(folder -> asked.stream().flatMap(source -> common(folder, source).stream()))
                    .distinct()
                    .toList();
            if (packager == null) {
                return asked;
            }
            return narrowed.isEmpty() ? endpoints() : narrowed;
        }

        /** The narrower one of two folders, if it lies in the other. */
        private static Optional<String> common(String one, String other) {
            if ((one + "/").startsWith(other + "/")) {
                return Optional.of(one);
            }
            return other.startsWith(one + "/") ? Optional.of(other) : Optional.empty();
        }

        private List<String> endpoints() {
            return packager().stream()
                    .flatMap(content -> content.paths().stream().map(content::viewerPath))
                    .toList();
        }

        void tell() {
            wayIn().ifPresent(way -> way.serve(opened()));
        }

        /** Configurations are created in the stack's region, or in that of the stack that they name: all in one. */
        private void checkRegion() {
            String expected = its(at()).knownRegion();
            if (region.equals(Aws.REGION)) {
                Regions.checkMediaTailor(expected);
            }
            String chosen = region.equals(Aws.REGION) ? expected : region;
            named().stream()
                    .flatMap(each -> each.known().stream())
                    .forEach(known -> Check.that(
                            !KnownArn.differ(chosen, known.region()),
                            "mediaTailorRegion: must be that of the playback configuration, which is in "
                                    + known.region() + " as its prefix says",
                            chosen,
                            "use mediaTailorRegion(…) of that region, or make a distribution of its own for it"));
            named().stream().filter(each -> each.created().isPresent()).forEach(each -> {
                Placement its = each.place(at());
                Check.that(
                        region.equals(Aws.REGION) || region.equals(its.region()),
                        "mediaTailorRegion: must be the stack's where the playback configuration is created in it",
                        region,
                        "remove the option, or use MediaTailorPlayback.existing()");
                Check.that(
                        !KnownArn.differ(expected, its.knownRegion()),
                        "additionalPlayback: must be in one region with the others, '" + expected
                                + "', since the path of a session does not tell it",
                        its.knownRegion(),
                        "make a distribution of its own for it");
            });
        }

        /** Where the configurations are. */
        private Placement its(Placement here) {
            return named().stream()
                    .filter(each -> each.home() != null)
                    .findFirst()
                    .map(each -> each.place(here))
                    .orElse(here);
        }

        /** That of the template, where the configurations are in it too. */
        String serviceRegion() {
            return named().stream().anyMatch(each -> each.home() != null)
                    ? its(at()).region()
                    : region;
        }

        /** MediaTailor's; empty where nobody knows it. */
        String knownRegion(Placement here) {
            return region.equals(Aws.REGION) ? its(here).knownRegion() : region;
        }

        /** MediaTailor's, through the one function that sees requests for the content. */
        private Optional<WayIn> wayIn() {
            return guard != null ? guard.wayIn() : viewerWayIn();
        }

        /** A way in that nobody uses is none. */
        private boolean comesByToken() {
            return wayIn().isPresent() && !isDirect();
        }

        private Optional<Packager> packager() {
            return Optional.ofNullable(packager);
        }

        private List<Route> serviceRoutes() {
            boolean guarded = guard != null && !guard.opens(PathKind.TRACKING);
            Set<Trait> begun = EnumSet.noneOf(Trait.class);
            if (sessions == SessionAccess.OPEN) {
                begun.add(Trait.UNSIGNED);
            }
            if (guard != null && guard.opens(PathKind.PERSONALIZED)) {
                begun.add(Trait.UNGUARDED);
            }
            return new AdService(
                            serviceRegion(),
                            guarded ? Set.of(Trait.UNSIGNED) : Set.of(Trait.UNSIGNED, Trait.UNGUARDED),
                            begun,
                            timeouts(),
                            shield.region(() -> knownRegion(at())))
                    .routes();
        }

        /** Where content has a second origin, MediaTailor is not waited for longer than the player's buffer lasts. */
        private Timeouts timeouts() {
            return timeouts != null
                    ? timeouts
                    : packager()
                            .flatMap(Packager::fallback)
                            .map(second -> OriginTimeouts.of(second.pair()).mediaTailor())
                            .orElse(Timeouts.CLOUDFRONTS);
        }

        /** MediaTailor's way in, where the function lets nothing pass but a token that it knows; then the content. */
        private List<Route> contentRoutes() {
            List<Route> content = new ArrayList<>(
                    packager().<List<? extends Route>>map(Packager::routes).orElseGet(this::fileRoutes));
            if (comesByToken()) {
                Route.Content manifests = content.stream()
                        .filter(Route.Content.class::isInstance)
                        .map(Route.Content.class::cast)
                        .findFirst()
                        .orElseThrow();
                content.add(
                        0,
                        Route.manifests(TOKEN_PATHS, manifests.caching())
                                .with(Set.of(Trait.UNSIGNED, Trait.BY_PATH_TOKEN)));
            }
            return content;
        }

        /** A bucket takes a path for a key; how another origin reads it, only that knows. */
        private List<Route.Content> fileRoutes() {
            Set<Trait> read = files instanceof S3BucketOrigin ? Set.of() : Set.of(Trait.GUARDED_AS_A_WHOLE);
            return FILES.routes().stream().map(route -> route.with(read)).toList();
        }

        /** The origin of the content; one of the two is given. */
        private IOrigin content(SharedResources shared) {
            return files != null ? files : packager().orElseThrow().origin(shared);
        }

        /** What MediaTailor puts before the content's path when it comes through the distribution. */
        private String prefix() {
            return wayIn().map(WayIn::prefix).orElse("");
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
