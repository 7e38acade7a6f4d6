package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Playback;
import io.github.cdkmediadelivery.internal.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
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
    private static final Text AD_SERVER = Text.of(
            "https?://\\S+",
            "adServerUrl: must be a URL",
            "use for example 'https://ads.example.com/vast?session=[session.id]'");

    private static final Text SLATE = Text.of(
            "https?://\\S+", "slate: must be a URL of a video", "use for example 'https://ads.example.com/slate.mp4'");

    /** Seconds; nobody breaks for longer. */
    private static final long LONGEST_BREAK = 3_600;

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
     * @throws IllegalArgumentException {@code playbackName: …}, {@code adServerUrl: …} or {@code sourcePath: …}
     */
    public static MediaTailorPlayback created(String name, String adServerUrl, String sourcePath) {
        Check.present("name", name);
        Check.present("adServerUrl", adServerUrl);
        Check.present("sourcePath", sourcePath);
        String folder = Check.folder("sourcePath", sourcePath, "/out/v1/news/one/hls");
        return new MediaTailorPlayback(Optional.of(new Playback(
                NAME.literal(name), AD_SERVER.check(adServerUrl), folder, null, null, null, Playback.NOTHING_MORE)));
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
     * The same, but MediaTailor fetches the content from the endpoint itself, signed with SigV4: edge functions are not
     * in its way, and no token is needed. The endpoint's policy lets in this configuration.
     *
     * @param endpoint of MediaPackage v2, one that the distribution serves
     * @return a new choice
     * @throws IllegalArgumentException {@code directlyFrom: must be said of a configuration that is created here …}, or
     *     {@code directlyFrom: must be the endpoint whose folder is the source path …}
     */
    public MediaTailorPlayback directlyFrom(MediaPackageV2Endpoint endpoint) {
        Check.present("endpoint", endpoint);
        Playback now = created("directlyFrom");
        Check.that(
                now.sourcePath().equals(endpoint.path())
                        || Check.isToken(endpoint.path())
                        || Check.isToken(now.sourcePath()),
                "directlyFrom: must be the endpoint whose folder is the source path, '" + now.sourcePath() + "'",
                endpoint,
                "use created(…) with its folder");
        return new MediaTailorPlayback(Optional.of(now.directlyFrom(endpoint.chosen())));
    }

    /**
     * The same, but MediaTailor fetches the content from the bucket itself, signed with SigV4. The bucket's policy lets
     * in this configuration, and so does the policy of the key that encrypts it.
     *
     * @param bucket that the distribution serves; when it is built, {@code directlyFrom: must not be encrypted with the
     *     AWS managed key aws/s3 …}
     * @return a new choice
     * @throws IllegalArgumentException {@code directlyFrom: must be said of a configuration that is created here …}
     */
    public MediaTailorPlayback directlyFrom(IBucket bucket) {
        Check.present("bucket", bucket);
        Playback now = created("directlyFrom");
        return new MediaTailorPlayback(Optional.of(now.directlyFrom(bucket)));
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
        return new MediaTailorPlayback(Optional.of(created("configurationIn").in(stack)));
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
        return said("slate", properties -> properties.slateAdUrl(url));
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
        return said("personalizationThreshold", properties -> properties.personalizationThresholdSeconds(seconds));
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
        Check.present("each", each);
        Check.present("together", together);
        Check.that(
                each.toMillis() >= 1 && each.compareTo(together) <= 0 && together.compareTo(LONGEST_WAIT) <= 0,
                "adServerTimeouts: must be at least a millisecond, at most 30 seconds, and for one answer not longer than"
                        + " for all",
                each + " and " + together,
                "use for example Duration.ofSeconds(1), Duration.ofSeconds(2)");
        return said(
                "adServerTimeouts",
                properties -> properties.adsPersonalizationTimeouts(
                        CfnPlaybackConfiguration.AdsPersonalizationTimeoutsProperty.builder()
                                .adsRequestTimeoutMilliseconds(each.toMillis())
                                .liveMaximumAdsPersonalizationTimeMilliseconds(together.toMillis())
                                .vodMaximumAdsPersonalizationTimeMilliseconds(together.toMillis())
                                .build()));
    }

    /**
     * The same, with properties of the configuration that the library has no option for, such as a bumper. Name, ad
     * server, source and CDN prefixes are the library's, whatever is said of them here.
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
        return said("with", properties);
    }

    private MediaTailorPlayback said(String option, Consumer<CfnPlaybackConfiguration.Builder> properties) {
        return new MediaTailorPlayback(Optional.of(created(option).with(properties)));
    }

    private Playback created(String option) {
        return chosen().orElseThrow(() -> Check.refusal(
                option + ": must be said of a configuration that is created here",
                "an existing one",
                "use MediaTailorPlayback.created(…)"));
    }

    boolean isDirect() {
        return chosen().filter(Playback::isDirect).isPresent();
    }

    /** The configuration's name. */
    @Override
    public String toString() {
        return chosen().map(Playback::name).orElse("an existing configuration");
    }
}
