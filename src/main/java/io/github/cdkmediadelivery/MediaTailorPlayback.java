package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Playback;
import io.github.cdkmediadelivery.internal.PlaybackProperties;
import io.github.cdkmediadelivery.internal.PlaybackSettings;
import io.github.cdkmediadelivery.internal.Regions;
import io.github.cdkmediadelivery.internal.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AdConditioningConfigurationProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AdMarkerPassthroughProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AdsPersonalizationConcurrencyProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.ManifestProcessingRulesProperty;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * What MediaTailor is told: where the content is, who chooses the ads, and that both come to viewers through the
 * distribution.
 *
 * <p>DASH manifests are told to keep players at the distribution ({@code MpdLocation} {@code DISABLED}); {@link #with}
 * can say {@code EMT_DEFAULT}, which leads them to MediaTailor's own host.
 *
 * <p>Content segments always get the distribution as their prefix. Without it MediaTailor writes the URL of the
 * content's origin into every manifest, with a secret path token in it if there is one.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/integrating-cdn.html">Using a CDN with
 *     MediaTailor</a>
 */
public final class MediaTailorPlayback extends Value<Optional<Playback>> {

    private static final Text NAME = Text.of(
            "[A-Za-z0-9_-]{1,64}",
            "playbackName: must be 1 to 64 letters, digits, '_' and '-'",
            "use for example 'news-with-ads'");

    /** With the variables that MediaTailor replaces. */
    static final Text AD_SERVER = Text.of(
            "https?://\\S{1,24990}",
            "adServerUrl: must be a URL",
            "use for example 'https://ads.example.com/vast?session=[session.id]'");

    private static final Text SLATE = Text.of(
            "https?://\\S+", "slate: must be a URL of a video", "use for example 'https://ads.example.com/slate.mp4'");

    private static final Text BUMPER = Text.of(
            "https?://\\S+",
            "bumper: must be a URL of a video or of audio",
            "use for example 'https://ads.example.com/bumper.mp4'");
    private static final Text EXISTING = Text.of(
            "[A-Za-z0-9_-]{1,64}|https://[^/]+/v1/(master|dash|session)/[A-Za-z0-9_-]+/[A-Za-z0-9_-]{1,64}/?",
            "existing: must be the name of a configuration, or the prefix of its playback URLs"
                    + " (https://HOST/v1/master/ACCOUNT/NAME/)",
            "use for example 'news', or what the console shows as its HLS playback prefix");
    private static final Text PROFILE = Text.of(
            "[\\x21-\\x7e]{1,256}",
            "transcodeProfile: must be the name of a profile",
            "use the name that AWS Support gave it");
    private static final Text PARAMETER = Text.of(
            "player_params\\.[A-Za-z0-9_.-]+",
            "alias: must be of a parameter of the player, which begins with 'player_params.'",
            "use for example 'player_params.ad_domain'");
    private static final Text EVENT = Text.of(
            "[A-Z][A-Z0-9_]*",
            "function: must be the name of an event, as MediaTailor calls it",
            "use for example 'PRE_SESSION_INITIALIZATION'");

    /** Seconds; nobody breaks for longer. */
    private static final long LONGEST_BREAK = 3_600;

    private static final int MOST_AT_ONCE = 100;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private MediaTailorPlayback(Optional<Playback> created) {
        super(created);
    }

    /**
     * A playback configuration that is created with the distribution. MediaTailor fetches the content through it.
     *
     * @param name of the configuration: 1 to 64 letters, digits, {@code _} and {@code -}
     * @param adServerUrl of the ad decision server
     * @param sourcePath the folder of the content on the distribution, for example {@code /out/v1/group/channel/hls}
     * @return the choice
     * @throws IllegalArgumentException {@code playbackName: …}, {@code adServerUrl: …} or {@code sourcePath: …}; when
     *     the distribution is built, {@code sourcePath: must lie in a folder that the distribution serves …} or
     *     {@code sourcePath: must not lie below /v1, /tm and /segment …}
     */
    public static MediaTailorPlayback created(String name, String adServerUrl, String sourcePath) {
        Check.present("name", name);
        Check.present("adServerUrl", adServerUrl);
        Check.present("sourcePath", sourcePath);
        String folder = Check.folder("sourcePath", sourcePath, "/out/v1/news/one/hls");
        return new MediaTailorPlayback(Optional.of(
                Playback.toCreate(NAME.literal(name), folder, PlaybackSettings.of(AD_SERVER.check(adServerUrl)))));
    }

    /**
     * A configuration that exists already and is not touched. Its owner must have set both prefixes of its CDN
     * configuration, {@code AdSegmentUrlPrefix} and {@code ContentSegmentUrlPrefix}, to the distribution.
     *
     * @return the choice
     */
    public static MediaTailorPlayback existing() {
        return new MediaTailorPlayback(Optional.empty());
    }

    /**
     * The same, of which the name is known: so the content's owner can be told to let it in ({@link #directlyFrom}), a
     * path token opens its folder alone, and alarms watch it.
     *
     * @param nameOrPrefix the configuration's name, or the prefix of its playback URLs, as the console shows it:
     *     {@code https://HOST/v1/master/ACCOUNT/NAME/}. With a prefix
     *     {@link MediaTailorDistribution#getPlaybackUrl(String)} is known
     * @param sourcePath the folder of the content on the distribution, for example {@code /out/v1/group/channel/hls};
     *     in a bucket that it reads itself, the folder there
     * @return the choice
     * @throws IllegalArgumentException {@code existing: must be the name …}, or {@code sourcePath: …}; when the
     *     distribution is built, {@code mediaTailorRegion: must be that of the playback configuration …} where the
     *     prefix says another one
     */
    public static MediaTailorPlayback existing(String nameOrPrefix, String sourcePath) {
        Check.present("nameOrPrefix", nameOrPrefix);
        Check.present("sourcePath", sourcePath);
        List<String> parts = List.of(EXISTING.literal(nameOrPrefix).split("/"));
        String folder = Check.folder("sourcePath", sourcePath, "/out/v1/news/one/hls");
        Optional<Playback.Known> known = parts.size() == 1
                ? Optional.empty()
                : Optional.of(new Playback.Known(Regions.ofHost(parts.get(2)), parts.get(parts.size() - 2)));
        return new MediaTailorPlayback(Optional.of(Playback.existing(parts.get(parts.size() - 1), folder, known)));
    }

    /**
     * The same, but MediaTailor fetches the content from the endpoint itself, signed with SigV4: edge functions are not
     * in its way, and no token is needed. The endpoint's policy lets in this configuration. Of one that exists, the
     * owner has said the endpoint's URL as its content source.
     *
     * @param endpoint of MediaPackage v2, one that the distribution serves
     * @return a new choice
     * @throws IllegalArgumentException {@code directlyFrom: must be said of a configuration whose name is known …}, or
     *     {@code directlyFrom: must be the endpoint whose folder is the source path …}
     */
    public MediaTailorPlayback directlyFrom(MediaPackageV2Endpoint endpoint) {
        Check.present("endpoint", endpoint);
        Playback now = named();
        Check.that(
                now.sourcePath().equals(endpoint.path())
                        || Check.isToken(endpoint.path())
                        || Check.isToken(now.sourcePath()),
                "directlyFrom: must be the endpoint whose folder is the source path, '" + now.sourcePath() + "'",
                endpoint,
                "use created(…) with its folder");
        return new MediaTailorPlayback(Optional.of(now.reading(endpoint.chosen())));
    }

    /**
     * The same, but MediaTailor fetches the content from the bucket itself, signed with SigV4. The bucket's policy lets
     * in this configuration, and so does the policy of the key that encrypts it.
     *
     * @param bucket that the distribution serves; when it is built, {@code directlyFrom: must not be encrypted with the
     *     AWS managed key aws/s3 …}
     * @return a new choice
     * @throws IllegalArgumentException {@code directlyFrom: must be said of a configuration whose name is known …}
     */
    public MediaTailorPlayback directlyFrom(IBucket bucket) {
        Check.present("bucket", bucket);
        return new MediaTailorPlayback(Optional.of(named().reading(bucket)));
    }

    /**
     * The same, in a stack of another region than the distribution's: where the content is, so that MediaTailor's way
     * to it is short. The distribution sends sessions to MediaTailor of that region. The configuration has the
     * distribution's name in it, so that stack is deployed after the distribution's, and what refers to the
     * configuration, such as an output with {@link MediaTailorDistribution#getPlaybackUrl}, is in it too.
     *
     * <pre>{@code
     * MediaTailorPlayback.created("news", adServerUrl, "/out/v1/news/one/hls")
     *         .directlyFrom(hls)
     *         .configurationIn(access)
     * }</pre>
     *
     * @param stack the one that {@link MediaPackageV2Endpoint#policyIn} names, for example
     * @return a new choice
     * @throws IllegalArgumentException {@code configurationIn: must be said of a configuration that is created here …};
     *     when the distribution is built, {@code configurationIn: must be another stack …}, or
     *     {@code mediaTailorRegion: must be that of the playback configuration …} for another region
     */
    public MediaTailorPlayback configurationIn(Stack stack) {
        Check.present("stack", stack);
        settings("configurationIn");
        return new MediaTailorPlayback(chosen().map(playback -> playback.in(stack)));
    }

    /**
     * What is shown where the ad server fails, or has too few ads: MediaTailor cuts the slate to what is left of the
     * break. Without one, the content goes on below the break.
     *
     * <pre>{@code
     * playback.slate("https://ads.example.com/slate.mp4")
     *         .personalizationThreshold(Duration.ofSeconds(8))
     *         .adServerTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2))
     * }</pre>
     *
     * @param url of a video with sound, in the highest quality of the content, which MediaTailor transcodes
     * @return a new choice
     * @throws IllegalArgumentException {@code slate: must be a URL …}, or {@code slate: must be said of a configuration
     *     that is created here …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/slate-management.html">Insert slate</a>
     */
    public MediaTailorPlayback slate(String url) {
        Check.present("url", url);
        SLATE.check(url);
        return told("slate", settings -> settings.withUrl("slate", url)
                .with(properties -> properties.configuration().slateAdUrl(url)));
    }

    /**
     * How much of a break may be without ads: where more would be, MediaTailor leaves the whole break to the content.
     * So a half-empty answer of the ad server does not fill a break with slate. By default there is no such limit.
     *
     * @param empty whole seconds, at least one
     * @return a new choice
     * @throws IllegalArgumentException {@code personalizationThreshold: must be whole seconds …}, or
     *     {@code personalizationThreshold: must be said of a configuration that is created here …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/ad-behavior.html">Ad stitching behavior</a>
     */
    public MediaTailorPlayback personalizationThreshold(Duration empty) {
        Check.present("empty", empty);
        long seconds = Check.seconds("personalizationThreshold", empty, 1, LONGEST_BREAK)
                .toSeconds();
        return said(
                "personalizationThreshold",
                properties -> properties.configuration().personalizationThresholdSeconds(seconds));
    }

    /**
     * How long MediaTailor waits for the ad server, by default 3 seconds for an answer and 10 for all that a manifest
     * needs. CloudFront waits for MediaTailor: with {@link OriginTimeouts#forSegments} for 5 seconds where segments
     * last 8 or less, and a player that gets 504 in the place of a playlist stops. So let {@code together} be shorter
     * than that: a slow ad server costs the ads, not the stream.
     *
     * @param each answer of the ad server, 1 millisecond to 30 seconds
     * @param together for one manifest, live or on demand, at least {@code each}
     * @return a new choice
     * @throws IllegalArgumentException {@code adServerTimeouts: must be …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-mediatailor-playbackconfiguration-adspersonalizationtimeouts.html">AdsPersonalizationTimeouts</a>
     */
    public MediaTailorPlayback adServerTimeouts(Duration each, Duration together) {
        checkTimeouts("adServerTimeouts", each, together);
        return said("adServerTimeouts", properties -> properties
                .timeouts()
                .adsRequestTimeoutMilliseconds(each.toMillis())
                .liveMaximumAdsPersonalizationTimeMilliseconds(together.toMillis())
                .vodMaximumAdsPersonalizationTimeMilliseconds(together.toMillis()));
    }

    /**
     * The same where ads are fetched before their break, by a prefetch schedule: nobody waits for those, so they may
     * take longer. By default an answer may take what {@link #adServerTimeouts} says.
     *
     * @param each answer of the ad server, 1 millisecond to 30 seconds
     * @param together for one prefetch, at least {@code each}
     * @return a new choice
     * @throws IllegalArgumentException {@code prefetchTimeouts: must be …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/prefetching-ads.html">Prefetching ads</a>
     */
    public MediaTailorPlayback prefetchTimeouts(Duration each, Duration together) {
        checkTimeouts("prefetchTimeouts", each, together);
        return said("prefetchTimeouts", properties -> properties
                .timeouts()
                .prefetchAdsRequestTimeoutMilliseconds(each.toMillis())
                .prefetchMaximumAdsPersonalizationTimeMilliseconds(together.toMillis()));
    }

    private static void checkTimeouts(String option, Duration each, Duration together) {
        Check.present("each", each);
        Check.present("together", together);
        Check.that(
                each.toMillis() >= 1 && each.compareTo(together) <= 0 && together.compareTo(LONGEST_WAIT) <= 0,
                option + ": must be at least a millisecond, at most 30 seconds, and for one answer not longer than"
                        + " for all",
                each + " and " + together,
                "use for example Duration.ofSeconds(1), Duration.ofSeconds(2)");
    }

    /**
     * How many requests MediaTailor has under way to the ad server for one manifest, by default one after the other. It
     * also asks for the parts of a film's VAST answer at once.
     *
     * @param most at least one, at most 100
     * @return a new choice
     * @throws IllegalArgumentException {@code concurrentAdRequests: must be 1 to 100 …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-mediatailor-playbackconfiguration-adspersonalizationconcurrency.html">AdsPersonalizationConcurrency</a>
     */
    public MediaTailorPlayback concurrentAdRequests(int most) {
        Check.that(
                most >= 1 && most <= MOST_AT_ONCE,
                "concurrentAdRequests: must be 1 to " + MOST_AT_ONCE,
                most,
                "use for example 4");
        return said("concurrentAdRequests", properties -> properties
                .configuration()
                .adsPersonalizationConcurrency(AdsPersonalizationConcurrencyProperty.builder()
                        .maxConcurrentAdsRequests(most)
                        .enableVodVastParallelization(most > 1)
                        .build()));
    }

    /**
     * How the ad server is asked; by default with GET.
     *
     * @param request the choice
     * @return a new choice
     * @throws IllegalArgumentException {@code adServerRequest: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback adServerRequest(AdServerRequest request) {
        Check.present("request", request);
        return said(
                "adServerRequest",
                properties -> properties.configuration().adDecisionServerConfiguration(request.property()));
    }

    /**
     * A short clip that begins each break, beside ads and only where there are some.
     *
     * @param url of video or audio, which MediaTailor transcodes
     * @return a new choice
     * @throws IllegalArgumentException {@code bumper: must be a URL …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/bumpers.html">Bumpers</a>
     */
    public MediaTailorPlayback startBumper(String url) {
        Check.present("url", url);
        BUMPER.check(url);
        return told("startBumper", settings -> settings.withUrl("startBumper", url)
                .with(properties -> properties.bumper().startUrl(url)));
    }

    /**
     * A short clip that ends each break.
     *
     * @param url of video or audio, which MediaTailor transcodes
     * @return a new choice
     * @throws IllegalArgumentException {@code bumper: must be a URL …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/bumpers.html">Bumpers</a>
     */
    public MediaTailorPlayback endBumper(String url) {
        Check.present("url", url);
        BUMPER.check(url);
        return told("endBumper", settings -> settings.withUrl("endBumper", url)
                .with(properties -> properties.bumper().endUrl(url)));
    }

    /**
     * Ads before a live stream.
     *
     * @param ads the choice
     * @return a new choice
     * @throws IllegalArgumentException {@code livePreRoll: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback livePreRoll(LivePreRoll ads) {
        Check.present("ads", ads);
        return told("livePreRoll", settings -> settings.withUrl("livePreRoll", ads.adServerUrl())
                .with(properties -> properties.configuration().livePreRollConfiguration(ads.property())));
    }

    /**
     * Which breaks of a live stream get no ads; by default all get some.
     *
     * @param rule the choice
     * @return a new choice
     * @throws IllegalArgumentException {@code availSuppression: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback availSuppression(AvailSuppression rule) {
        Check.present("rule", rule);
        return said("availSuppression", properties -> properties.configuration().availSuppression(rule.property()));
    }

    /**
     * What a parameter of the player may stand for in the ad server's URL and in others: so one configuration serves
     * several brands or regions. A variable in the host of a URL needs one, or MediaTailor answers 400; a value that is
     * not listed is refused in the same way.
     *
     * <pre>{@code
     * MediaTailorPlayback.created("news", "https://[player_params.ad_domain]/vast", "/out/v1/news/one/hls")
     *         .alias("player_params.ad_domain", Map.of("one", "ads.example.com", "two", "ads.example.org"))
     * }</pre>
     *
     * @param parameter begins with {@code player_params.}
     * @param values by the alias that players send; at least one
     * @return a new choice
     * @throws IllegalArgumentException {@code alias: must be of a parameter of the player …}, or {@code alias: must
     *     name at least one value …}
     * @see <a
     *     href="https://docs.aws.amazon.com/mediatailor/latest/ug/creating-configuration-aliases.html">Configuration
     *     aliases</a>
     */
    public MediaTailorPlayback alias(String parameter, Map<String, String> values) {
        Check.present("parameter", parameter);
        Check.present("values", values);
        PARAMETER.literal(parameter);
        values.forEach((alias, value) -> {
            Check.present("alias", alias);
            Check.present("value", value);
        });
        Check.that(
                !values.isEmpty(),
                "alias: must name at least one value",
                values,
                "use for example Map.of(\"main\", \"ads.example.com\")");
        return told("alias", settings -> settings.withAlias(parameter, values));
    }

    /**
     * The profile by which ads are transcoded, where AWS Support made one; by default MediaTailor takes what the
     * content shows.
     *
     * @param name of the profile
     * @return a new choice
     * @throws IllegalArgumentException {@code transcodeProfile: must be the name of a profile …}
     */
    public MediaTailorPlayback transcodeProfile(String name) {
        Check.present("name", name);
        PROFILE.check(name);
        return said("transcodeProfile", properties -> properties.configuration().transcodeProfileName(name));
    }

    /**
     * Ads whose media files are for streaming are taken as they are: they were transcoded for this content before. By
     * default MediaTailor transcodes them.
     *
     * @return a new choice
     * @throws IllegalArgumentException {@code preconditionedAds: must be said of a configuration that is created here
     *     …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/precondition-ads.html">Preconditioned ads</a>
     */
    public MediaTailorPlayback preconditionedAds() {
        return said("preconditionedAds", properties -> properties
                .configuration()
                .adConditioningConfiguration(AdConditioningConfigurationProperty.builder()
                        .streamingMediaFileConditioning("NONE")
                        .build()));
    }

    /**
     * Players may ask for server-guided sessions (HLS interstitials), whose playlists are the same for all and are kept
     * ({@code /v1/i-media/*}); by default MediaTailor stitches ads into each session's own. With
     * {@code aws.guidedPrefetchMode=MANIFEST} each session is kept by itself, so that MediaTailor hears of it.
     *
     * @return a new choice
     * @throws IllegalArgumentException {@code guidedSessions: must be said of a configuration that is created here …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/server-guided.html">Server-guided ad
     *     insertion</a>
     */
    public MediaTailorPlayback guidedSessions() {
        return said("guidedSessions", properties -> properties.configuration().insertionMode("PLAYER_SELECT"));
    }

    /**
     * The content's DASH manifests have one period; by default they have several.
     *
     * @return a new choice
     * @throws IllegalArgumentException {@code singlePeriodDash: must be said of a configuration that is created here …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-mediatailor-playbackconfiguration-dashconfiguration.html">DashConfiguration</a>
     */
    public MediaTailorPlayback singlePeriodDash() {
        return said("singlePeriodDash", properties -> properties.dash().originManifestType("SINGLE_PERIOD"));
    }

    /**
     * Ad markers of the content ({@code EXT-X-CUE-OUT} and its like) stay in HLS manifests; by default MediaTailor
     * takes them out.
     *
     * @return a new choice
     * @throws IllegalArgumentException {@code adMarkerPassthrough: must be said of a configuration that is created here
     *     …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/ad-marker-passthrough.html">Ad markers</a>
     */
    public MediaTailorPlayback adMarkerPassthrough() {
        return said("adMarkerPassthrough", properties -> properties
                .configuration()
                .manifestProcessingRules(ManifestProcessingRulesProperty.builder()
                        .adMarkerPassthrough(AdMarkerPassthroughProperty.builder()
                                .enabled(true)
                                .build())
                        .build()));
    }

    /**
     * What is logged of sessions.
     *
     * @param logs the choice
     * @return a new choice
     * @throws IllegalArgumentException {@code logs: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback logs(MediaTailorLogs logs) {
        Check.present("logs", logs);
        return said("logs", properties -> properties.configuration().logConfiguration(logs.property()));
    }

    /**
     * Functions of the account that MediaTailor runs when something happens to a session.
     *
     * @param byEvent the function's identifier, by the name of the event, for example
     *     {@code PRE_SESSION_INITIALIZATION}
     * @return a new choice
     * @throws IllegalArgumentException {@code function: must be the name of an event …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-mediatailor-playbackconfiguration.html">FunctionMapping</a>
     */
    public MediaTailorPlayback functions(Map<String, String> byEvent) {
        Check.present("byEvent", byEvent);
        byEvent.forEach((event, function) -> {
            Check.present("event", event);
            EVENT.literal(event);
            Check.present("function", function);
        });
        Map<String, String> all = new TreeMap<>(byEvent);
        return said("functions", properties -> properties.configuration().functionMapping(all));
    }

    /**
     * The same, with properties of the configuration that the library has no option for, such as another
     * {@code MpdLocation}. They count, whichever is said first; but name, ad server, source and CDN prefixes are the
     * library's, whatever is said of them here. Tags are those of the construct ({@code Tags.of(distribution)}).
     *
     * <pre>{@code
     * playback.with(properties -> properties.transcodeProfileName("hd"))
     * }</pre>
     *
     * @param properties is handed the configuration's options
     * @return a new choice
     * @throws IllegalArgumentException {@code with: must be said of a configuration that is created here …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-mediatailor-playbackconfiguration.html">AWS::MediaTailor::PlaybackConfiguration</a>
     */
    public MediaTailorPlayback with(Consumer<CfnPlaybackConfiguration.Builder> properties) {
        Check.present("properties", properties);
        return told("with", settings -> settings.withMore(properties));
    }

    private MediaTailorPlayback said(String option, Consumer<PlaybackProperties> properties) {
        return told(option, settings -> settings.with(properties));
    }

    private MediaTailorPlayback told(String option, UnaryOperator<PlaybackSettings> more) {
        PlaybackSettings all = more.apply(settings(option));
        return new MediaTailorPlayback(chosen().map(playback -> playback.told(all)));
    }

    private PlaybackSettings settings(String option) {
        return chosen().flatMap(Playback::created)
                .orElseThrow(() -> Check.refusal(
                        option + ": must be said of a configuration that is created here",
                        "an existing one",
                        "use MediaTailorPlayback.created(…)"));
    }

    private Playback named() {
        return chosen().orElseThrow(() -> Check.refusal(
                "directlyFrom: must be said of a configuration whose name is known",
                "an existing one",
                "use MediaTailorPlayback.created(…), or existing(name, sourcePath)"));
    }

    boolean isDirect() {
        return chosen().filter(Playback::isDirect).isPresent();
    }

    boolean isCreated() {
        return chosen().flatMap(Playback::created).isPresent();
    }

    /** The configuration's name. */
    @Override
    public String toString() {
        return chosen().map(Playback::name).orElse("an existing configuration");
    }
}
