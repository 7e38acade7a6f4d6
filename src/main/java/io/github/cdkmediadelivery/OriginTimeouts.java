package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.StreamPair;
import io.github.cdkmediadelivery.internal.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long CloudFront waits for an origin, made of how long segments last. Of CloudFront's own, 3 attempts of 10
 * seconds and 30 seconds for an answer, a live player sees no error before it has stopped; with these it gets one in
 * time to ask again.
 *
 * <pre>{@code
 * MediaPackageOrigin origin = MediaPackageOrigin.v2(group)
 *         .endpoint(hls)
 *         .originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(6)))
 *         .originShield()
 *         .build();
 * }</pre>
 *
 * <table>
 * <caption>Seconds, for segments of s seconds; halves are rounded up</caption>
 * <tr><th></th><th>s</th><th>2</th><th>4</th><th>6</th><th>10</th></tr>
 * <tr><td>attempts to connect</td><td>2</td><td>2</td><td>2</td><td>2</td><td>2</td></tr>
 * <tr><td>connection, each attempt</td><td>s / 2, at most 10</td><td>1</td><td>2</td><td>3</td><td>5</td></tr>
 * <tr><td>response</td><td>s / 2</td><td>1</td><td>2</td><td>3</td><td>5</td></tr>
 * <tr><td>response of low latency</td><td>at least 3 parts</td><td colspan="4">with parts of 1 s at least 3</td></tr>
 * <tr><td>response of MediaTailor</td><td>s / 2 + 1, at least 5</td><td>5</td><td>5</td><td>5</td><td>6</td></tr>
 * <tr><td>keep-alive</td><td>s + 1</td><td>3</td><td>5</td><td>7</td><td>11</td></tr>
 * <tr><td>completion</td><td>2 &times; response</td><td>2</td><td>4</td><td>6</td><td>10</td></tr>
 * </table>
 *
 * <p>Why: two attempts to connect fit into one segment. A connection is kept until the next segment is there. A low
 * latency playlist is answered when the part that was asked for exists, up to three parts later. MediaTailor asks the
 * ad server before it answers. An answer that takes two response timeouts comes too late for a live player; films have
 * no completion timeout, since one of their files may be the whole film.
 *
 * <p>The response timeout is also how long CloudFront waits between two packets. A bucket has no keep-alive timeout.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html">Origin
 *     settings</a>
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/cdn-recommendations.html">CDN configuration
 *     recommendations of MediaPackage</a>
 */
public final class OriginTimeouts extends Value<OriginTimeouts.Rhythm> {

    private static final Duration SHORTEST_SEGMENT = Duration.ofSeconds(1);
    private static final Duration LONGEST_SEGMENT = Duration.ofSeconds(30);
    private static final Duration PART = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 2;
    private static final int PARTS_TO_WAIT_FOR = 3;
    private static final long LEAST_OF_MEDIA_TAILOR = 5;
    private static final double MILLIS = 1_000;

    /** How often there is something new. */
    record Rhythm(Duration segment, @Nullable Duration part) {

        @Override
        public String toString() {
            return "segments of " + segment + (part == null ? "" : ", parts of " + part);
        }
    }

    private OriginTimeouts(Rhythm rhythm) {
        super(rhythm);
    }

    /**
     * For a stream with segments of this length.
     *
     * @param segment 1 to 30 seconds, fractions allowed
     * @return the choice
     * @throws IllegalArgumentException {@code segment: must be 1 to 30 seconds …}
     */
    public static OriginTimeouts forSegments(Duration segment) {
        Check.present("segment", segment);
        Check.that(
                segment.compareTo(SHORTEST_SEGMENT) >= 0 && segment.compareTo(LONGEST_SEGMENT) <= 0,
                "segment: must be 1 to 30 seconds",
                segment,
                "use for example Duration.ofSeconds(6)");
        return new OriginTimeouts(new Rhythm(segment, null));
    }

    /**
     * The same for low latency HLS, whose playlists are answered when the next part is there.
     *
     * @param part the length of a part, shorter than a segment
     * @return a new choice
     * @throws IllegalArgumentException {@code part: must be shorter than a segment …}
     */
    public OriginTimeouts lowLatency(Duration part) {
        Check.present("part", part);
        Check.that(
                part.compareTo(Duration.ZERO) > 0 && part.compareTo(chosen().segment) < 0,
                "part: must be shorter than a segment of " + chosen().segment + ", and longer than nothing",
                part,
                "use for example Duration.ofSeconds(1)");
        return new OriginTimeouts(new Rhythm(chosen().segment, part));
    }

    /** Where nothing is known of the segments. */
    static OriginTimeouts usual() {
        return forSegments(Duration.ofSeconds(6));
    }

    /** As far as two endpoints say how their stream is cut; a part of MediaPackage's is a second. */
    static OriginTimeouts of(StreamPair pair) {
        Duration segment = pair.segment();
        return new OriginTimeouts(new Rhythm(segment, pair.isLowLatency() ? PART : null));
    }

    /** Of a packager, and of a store that an encoder writes to. */
    Timeouts live() {
        Duration read = read();
        return waiting(read, read.multipliedBy(2));
    }

    /** Of a store of films, of which one file may be all of it. */
    Timeouts stored() {
        return waiting(read(), null);
    }

    Timeouts mediaTailor() {
        Duration read = Duration.ofSeconds(Math.max(LEAST_OF_MEDIA_TAILOR, half() + 1));
        return waiting(read, read.multipliedBy(2));
    }

    private Timeouts waiting(Duration read, @Nullable Duration completion) {
        return new Timeouts(
                ATTEMPTS,
                Duration.ofSeconds(Math.min(Limits.CONNECTION_TIMEOUT, half())),
                read,
                Duration.ofSeconds(wholeSeconds(chosen().segment) + 1),
                completion);
    }

    private Duration read() {
        Duration part = chosen().part;
        long parts = part == null ? 0 : wholeSeconds(part.multipliedBy(PARTS_TO_WAIT_FOR));
        return Duration.ofSeconds(Math.max(half(), parts));
    }

    private long half() {
        return wholeSeconds(chosen().segment.dividedBy(2));
    }

    private static long wholeSeconds(Duration time) {
        return (long) Math.ceil(time.toMillis() / MILLIS);
    }
}
