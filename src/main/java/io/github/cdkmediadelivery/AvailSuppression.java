package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AvailSuppressionProperty;

/**
 * Which breaks of a live stream MediaTailor leaves without ads, since a viewer who joins late or seeks back should not
 * wait for the ad server. Without one all breaks are filled that are in the manifest.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/ad-behavior.html">Ad suppression</a>
 */
public final class AvailSuppression extends Value<AvailSuppression.Rule> {

    private static final Duration LONGEST = Duration.ofHours(100).minusSeconds(1);

    /** As MediaTailor calls it. */
    record Rule(String mode, Duration offset, @Nullable String fillPolicy) {

        /** HH:MM:SS, also of more than a day. */
        String time() {
            return String.format(
                    Locale.ROOT, "%02d:%02d:%02d", offset.toHours(), offset.toMinutesPart(), offset.toSecondsPart());
        }
    }

    private AvailSuppression(Rule rule) {
        super(rule);
    }

    /**
     * Breaks that lie further back than this get no ads; with zero, all that have begun when a session does.
     *
     * @param offset behind the live edge, whole seconds, under 100 hours
     * @return the choice
     * @throws IllegalArgumentException {@code availSuppression: must be whole seconds …}
     */
    public static AvailSuppression behindLiveEdge(Duration offset) {
        return new AvailSuppression(new Rule("BEHIND_LIVE_EDGE", checked(offset), null));
    }

    /**
     * Breaks within the live edge and this time after it get no ads, so that a session begins with the content.
     *
     * @param offset after the live edge, whole seconds, under 100 hours
     * @return the choice
     * @throws IllegalArgumentException {@code availSuppression: must be whole seconds …}
     */
    public static AvailSuppression afterLiveEdge(Duration offset) {
        return new AvailSuppression(new Rule("AFTER_LIVE_EDGE", checked(offset), null));
    }

    /**
     * The same, but a session that begins within a break gets ads for what is left of it.
     *
     * @return a new choice
     * @throws IllegalArgumentException {@code partialAvails: must be of suppression after the live edge …}
     */
    public AvailSuppression partialAvails() {
        Check.that(
                chosen().mode.equals("AFTER_LIVE_EDGE"),
                "partialAvails: must be of suppression after the live edge; behind it, MediaTailor takes breaks as a"
                        + " whole",
                chosen().mode,
                "use AvailSuppression.afterLiveEdge(…)");
        return new AvailSuppression(new Rule(chosen().mode, chosen().offset, "PARTIAL_AVAIL"));
    }

    private static Duration checked(Duration offset) {
        Check.present("offset", offset);
        return Check.seconds("availSuppression", offset, 0, LONGEST.toSeconds());
    }

    AvailSuppressionProperty property() {
        return AvailSuppressionProperty.builder()
                .mode(chosen().mode)
                .value(chosen().time())
                .fillPolicy(chosen().fillPolicy)
                .build();
    }
}
