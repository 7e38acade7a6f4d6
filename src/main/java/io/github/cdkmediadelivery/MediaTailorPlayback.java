package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Playback;
import io.github.cdkmediadelivery.internal.Text;
import java.util.Optional;
import java.util.function.Consumer;
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
                NAME.literal(name), AD_SERVER.check(adServerUrl), folder, null, null, Playback.NOTHING_MORE)));
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
        return new MediaTailorPlayback(Optional.of(
                new Playback(now.name(), now.adServerUrl(), endpoint.path(), endpoint.chosen(), null, now.more())));
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
        return new MediaTailorPlayback(
                Optional.of(new Playback(now.name(), now.adServerUrl(), now.sourcePath(), null, bucket, now.more())));
    }

    /**
     * The same, with properties of the configuration that the library has no option for, such as a slate. Name, ad
     * server, source and CDN prefixes are the library's, whatever is said of them here.
     *
     * <pre>{@code
     * playback.with(properties -> properties.slateAdUrl("https://ads.example.com/slate.mp4"))
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
        Playback now = created("with");
        return new MediaTailorPlayback(Optional.of(new Playback(
                now.name(),
                now.adServerUrl(),
                now.sourcePath(),
                now.endpoint(),
                now.bucket(),
                now.more().andThen(properties))));
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
