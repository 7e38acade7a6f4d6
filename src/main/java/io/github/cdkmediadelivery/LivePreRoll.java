package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.LivePreRollConfigurationProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.PreRollAdDecisionServerConfigurationProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.PreRollVastResponseProperty;

/**
 * Ads before a live stream begins, which the ad server is asked for at another URL than those of the breaks.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/ad-behavior-preroll.html">Pre-roll ads</a>
 */
public final class LivePreRoll extends Value<LivePreRoll.Ads> {

    /** Seconds; nobody waits longer for what he came for. */
    private static final long LONGEST = 3_600;

    /** Which, and how many of them. */
    record Ads(String adServerUrl, Duration longest, @Nullable AdSequence sequence) {}

    private LivePreRoll(Ads ads) {
        super(ads);
    }

    /**
     * Ads of this server, up to a time: MediaTailor leaves out what goes beyond it, whatever the server answers.
     *
     * @param adServerUrl of the ad decision server, at most 25,000 characters
     * @param longest whole seconds, at least one, up to an hour
     * @return the choice
     * @throws IllegalArgumentException {@code adServerUrl: must be a URL …}, or {@code livePreRoll: must be whole
     *     seconds …}
     */
    public static LivePreRoll of(String adServerUrl, Duration longest) {
        Check.present("adServerUrl", adServerUrl);
        Check.present("longest", longest);
        return new LivePreRoll(new Ads(
                MediaTailorPlayback.AD_SERVER.check(adServerUrl),
                Check.seconds("livePreRoll", longest, 1, LONGEST),
                null));
    }

    /**
     * Whether the response says their order.
     *
     * @param sequence {@link AdSequence#FOLLOWED} or {@link AdSequence#IGNORED}
     * @return a new choice
     * @throws IllegalArgumentException {@code sequence: must be FOLLOWED or IGNORED …}
     */
    public LivePreRoll sequence(AdSequence sequence) {
        Check.present("sequence", sequence);
        Check.that(
                sequence == AdSequence.FOLLOWED || sequence == AdSequence.IGNORED,
                "sequence: must be FOLLOWED or IGNORED for what comes before a live stream",
                sequence,
                "use AdSequence.FOLLOWED");
        return new LivePreRoll(new Ads(chosen().adServerUrl, chosen().longest, sequence));
    }

    String adServerUrl() {
        return chosen().adServerUrl;
    }

    LivePreRollConfigurationProperty property() {
        AdSequence sequence = chosen().sequence;
        return LivePreRollConfigurationProperty.builder()
                .adDecisionServerUrl(chosen().adServerUrl)
                .maxDurationSeconds(chosen().longest.toSeconds())
                .adDecisionServerConfiguration(
                        sequence == null
                                ? null
                                : PreRollAdDecisionServerConfigurationProperty.builder()
                                        .vastResponse(PreRollVastResponseProperty.builder()
                                                .adSequencingMode(sequence.mode())
                                                .build())
                                        .build())
                .build();
    }
}
