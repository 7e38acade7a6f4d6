package io.github.cdkmediadelivery;

import java.util.List;

/**
 * Selections of fields of real-time logs, each for a purpose, in the order in which lines have them.
 *
 * <p>Real-time logs cost by the line, and need a Kinesis data stream: they are for what {@link AccessLogs} do not have,
 * which is lines within seconds, a sample of the requests, request headers, and CMCD that players send in them.
 *
 * <pre>{@code
 * RealtimeLogConfig lines = RealtimeLogConfig.Builder.create(this, "Lines")
 *         .endPoints(List.of(Endpoint.fromKinesisStream(stream)))
 *         .samplingRate(5)
 *         .fields(RealtimeLogFields.CMCD.names())
 *         .build();
 * delivery.realtimeLogConfig(lines);
 * }</pre>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html#understand-real-time-log-config">Configuration
 *     of real-time logs</a>
 */
public enum RealtimeLogFields {
    /**
     * What players say of themselves (CMCD, CTA-5004), by header or query string, beside what the edge measured: no
     * paths, queries, cookies or other headers, so that no token is written down.
     */
    CMCD(
            "timestamp",
            "time-to-first-byte",
            "sc-status",
            "sc-bytes",
            "time-taken",
            "x-edge-location",
            "x-edge-result-type",
            "x-edge-detailed-result-type",
            "sc-content-type",
            "c-country",
            "asn",
            "cache-behavior-path-pattern",
            "cmcd-encoded-bitrate",
            "cmcd-buffer-length",
            "cmcd-buffer-starvation",
            "cmcd-content-id",
            "cmcd-object-duration",
            "cmcd-deadline",
            "cmcd-measured-throughput",
            "cmcd-object-type",
            "cmcd-playback-rate",
            "cmcd-requested-maximum-throughput",
            "cmcd-streaming-format",
            "cmcd-session-id",
            "cmcd-stream-type",
            "cmcd-startup",
            "cmcd-top-bitrate",
            "cmcd-version");

    @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
    private final List<String> names;

    RealtimeLogFields(String... names) {
        this.names = List.of(names);
    }

    /** {@return the names of the fields} */
    public List<String> names() {
        return names;
    }
}
