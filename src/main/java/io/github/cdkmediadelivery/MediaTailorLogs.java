package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AdsInteractionLogProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.LogConfigurationProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.ManifestServiceInteractionLogProperty;

/**
 * What MediaTailor logs of its sessions, and how it hands the logs over. Without it, MediaTailor's own default holds.
 *
 * <p>To CloudWatch Logs MediaTailor writes itself, where the account has its role {@code MediaTailorLogger}; that makes
 * the log groups {@code MediaTailor/…}. {@link #vended Vended} logs go where a delivery of the account leads them:
 * CloudWatch Logs, S3 or Firehose.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/monitoring-cloudwatch-logs.html">Logs of
 *     MediaTailor</a>
 */
public final class MediaTailorLogs extends Value<MediaTailorLogs.Chosen> {

    private static final int ALL = 100;
    private static final String RAW_ANSWERS = "RAW_ADS_RESPONSE";
    private static final Text EVENT = Text.of(
            "[A-Z0-9]+(_[A-Z0-9]+)*",
            "events: must be event types as MediaTailor calls them",
            "use for example 'BEACON_FIRED'");

    /** Events are left out, but for those of which one is asked for. */
    record Chosen(
            int percent,
            String strategy,
            List<String> withoutAdEvents,
            List<String> withAdEvents,
            List<String> withoutManifestEvents) {}

    private MediaTailorLogs(Chosen chosen) {
        super(chosen);
    }

    /**
     * {@return the choice that MediaTailor writes logs of so many sessions, taken at random, to CloudWatch Logs}
     *
     * @param percent of the sessions, 0 to 100
     * @throws IllegalArgumentException {@code percent: must be 0 to 100 …}
     */
    public static MediaTailorLogs ofSessions(int percent) {
        Check.that(percent >= 0 && percent <= ALL, "percent: must be 0 to " + ALL, percent, "use for example 10");
        return new MediaTailorLogs(new Chosen(percent, "LEGACY_CLOUDWATCH", List.of(), List.of(), List.of()));
    }

    /**
     * {@return the choice that logs go where a delivery of CloudWatch Logs leads them
     * ({@code AWS::Logs::DeliverySource} with the configuration's ARN); without one they go nowhere}
     */
    public MediaTailorLogs vended() {
        Chosen now = chosen();
        return new MediaTailorLogs(new Chosen(
                now.percent, "VENDED_LOGS", now.withoutAdEvents, now.withAdEvents, now.withoutManifestEvents));
    }

    /**
     * The same, without some events of the ad server.
     *
     * @param events for example {@code MAKING_ADS_REQUEST}
     * @return a new choice
     * @throws IllegalArgumentException {@code events: must be event types …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/ads-log-format.html">Event types</a>
     */
    public MediaTailorLogs withoutAdServerEvents(String... events) {
        Chosen now = chosen();
        return new MediaTailorLogs(
                new Chosen(now.percent, now.strategy, checked(events), now.withAdEvents, now.withoutManifestEvents));
    }

    /** {@return the same, with each answer of the ad server as it came ({@code RAW_ADS_RESPONSE}), which is long} */
    public MediaTailorLogs withRawAdServerAnswers() {
        Chosen now = chosen();
        return new MediaTailorLogs(new Chosen(
                now.percent, now.strategy, now.withoutAdEvents, List.of(RAW_ANSWERS), now.withoutManifestEvents));
    }

    /**
     * The same, without some events of manifests.
     *
     * @param events for example {@code GENERATED_MANIFEST}
     * @return a new choice
     * @throws IllegalArgumentException {@code events: must be event types …}
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/log-types.html">Event types</a>
     */
    public MediaTailorLogs withoutManifestEvents(String... events) {
        Chosen now = chosen();
        return new MediaTailorLogs(
                new Chosen(now.percent, now.strategy, now.withoutAdEvents, now.withAdEvents, checked(events)));
    }

    private static List<String> checked(String... events) {
        Check.present("events", events);
        return Stream.of(events).map(EVENT::literal).toList();
    }

    LogConfigurationProperty property() {
        Chosen now = chosen();
        boolean ads = !now.withoutAdEvents.isEmpty() || !now.withAdEvents.isEmpty();
        return LogConfigurationProperty.builder()
                .percentEnabled(now.percent)
                .enabledLoggingStrategies(List.of(now.strategy))
                .adsInteractionLog(
                        ads
                                ? AdsInteractionLogProperty.builder()
                                        .excludeEventTypes(now.withoutAdEvents)
                                        .publishOptInEventTypes(now.withAdEvents)
                                        .build()
                                : null)
                .manifestServiceInteractionLog(
                        now.withoutManifestEvents.isEmpty()
                                ? null
                                : ManifestServiceInteractionLogProperty.builder()
                                        .excludeEventTypes(now.withoutManifestEvents)
                                        .build())
                .build();
    }
}
