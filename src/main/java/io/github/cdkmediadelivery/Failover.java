package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.FailoverCriteria;
import io.github.cdkmediadelivery.internal.FailoverCriteria.Selection;
import java.util.Arrays;

/**
 * When CloudFront asks the second of two origins. The second itself is handed over beside it, to the option
 * {@code failover} of a facade or of {@link MediaPackageOrigin}.
 *
 * <pre>{@code
 * MediaPackageOrigin origin = MediaPackageOrigin.v2(group)
 *         .endpoint(hls)
 *         .failover(second, Failover.mediaQuality())
 *         .build();
 * }</pre>
 *
 * <p><b>When.</b> In any case where the first origin cannot be connected to, or does not answer in time. And where it
 * answers with one of these, unless {@code statusCodes} says otherwise:
 *
 * <table>
 * <caption>Statuses that mean the other origin may do better</caption>
 * <tr><th>origin</th><th>statuses</th><th>why</th></tr>
 * <tr><td>MediaPackage, MediaStore</td><td>404, 429, 500, 502, 503, 504</td><td>A packager that was told to answer with
 *     an error instead of a stale manifest says 404, and so does one that lacks a segment which the other's manifest
 *     names. A segment that neither has yet is asked of both once and its 404 kept for a second: that moves no player to
 *     the second origin, since every request begins with the first. 429 is too many requests.</td></tr>
 * <tr><td>bucket</td><td>403, 404, 500, 502, 503, 504</td><td>A bucket says 403 for what it does not have. Too many
 *     requests are 503.</td></tr>
 * </table>
 *
 * <p>403 of a packager is none of them: it says that a grant or a secret is wrong, which a second origin would hide.
 *
 * <p><b>What failover cannot do.</b> It is for GET, HEAD and OPTIONS: CloudFront takes no behaviour with POST on two
 * origins. It does not stick: each request that the cache cannot answer tries the first origin first and waits for it
 * again, so that recovery needs nobody, and a dead origin costs each new segment its time. Both origins must therefore
 * have the same paths with the same bytes. An answer that has begun is not taken back.
 *
 * <p><b>How long a player waits.</b> With segments of s seconds ({@link OriginTimeouts#forSegments}; 6 where nothing
 * else is known), the first origin gets one attempt to connect of s / 2, and s / 2 to answer, where CloudFront's own
 * would be 3 &times; 10 and 30 seconds. The second origin is the other attempt. A player that starts three segments
 * before the end, as HLS asks, has between two and three of them when it needs the next:
 *
 * <table>
 * <caption>Seconds until the second origin is asked, for segments of s seconds</caption>
 * <tr><th>the first origin</th><th>s</th><th>2</th><th>6</th><th>10</th><th>CloudFront's own</th></tr>
 * <tr><td>cannot be connected to</td><td>s / 2</td><td>1</td><td>3</td><td>5</td><td>30</td></tr>
 * <tr><td>connects and is silent</td><td>s / 2</td><td>1</td><td>3</td><td>5</td><td>90</td></tr>
 * <tr><td>connects at the last moment and is silent</td><td>s</td><td>2</td><td>6</td><td>10</td><td>120</td></tr>
 * <tr><td>a playlist, then its segment</td><td>s</td><td>2</td><td>6</td><td>10</td><td>60</td></tr>
 * <tr><td>what the player still has</td><td>2 s</td><td>4</td><td>12</td><td>20</td><td></td></tr>
 * </table>
 *
 * <p>Since a segment waits no longer than half of its own length, and playlists are asked for beside it, the stream
 * keeps up for as long as the first origin is dead. With times of your own, keep attempts &times; connection timeout
 * and the response timeout at half a segment.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html">Optimize
 *     high availability with CloudFront origin failover</a>
 */
public abstract sealed class Failover extends Value<FailoverCriteria>
        permits Failover.OnErrors, Failover.ByMediaQuality {

    private Failover(FailoverCriteria criteria) {
        super(criteria);
    }

    /**
     * Where the first origin is silent or in trouble.
     *
     * @return the choice
     */
    public static OnErrors onErrors() {
        return new OnErrors(FailoverCriteria.of(Selection.ALWAYS_THE_FIRST));
    }

    /**
     * The same, and which of both is asked first goes by the media quality score that MediaPackage v2 sends with each
     * answer: black and frozen pictures are answered with 200. CloudFront sends HEAD to the other origin beside each
     * request, which is charged as a request there.
     *
     * <p>Both channels must have CMAF input and publish the score, and Microsoft Smooth Streaming has none. Where
     * channel and endpoint are of the same app, what lacks is refused.
     *
     * @return the choice, which MediaPackage v2 alone takes
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/media-quality-score.html">Media
     *     quality-aware resiliency</a>
     */
    public static ByMediaQuality mediaQuality() {
        return new ByMediaQuality(FailoverCriteria.of(Selection.BY_MEDIA_QUALITY));
    }

    /** For every origin that can have a second. */
    public static final class OnErrors extends Failover {

        private OnErrors(FailoverCriteria criteria) {
            super(criteria);
        }

        /**
         * The statuses for which the second origin is asked, in the place of those of the table.
         *
         * @param codes of 400, 403, 404, 416, 429, 500, 502, 503 and 504
         * @return a new choice
         * @throws IllegalArgumentException {@code statusCodes: must be of those that CloudFront fails over for …}
         */
        public OnErrors statusCodes(Integer... codes) {
            Check.present("codes", codes);
            return new OnErrors(chosen().on(Arrays.asList(codes)));
        }
    }

    /** For MediaPackage v2. */
    public static final class ByMediaQuality extends Failover {

        private ByMediaQuality(FailoverCriteria criteria) {
            super(criteria);
        }

        /**
         * The statuses for which the other origin is asked, in the place of those of the table.
         *
         * @param codes of 400, 403, 404, 416, 429, 500, 502, 503 and 504
         * @return a new choice
         * @throws IllegalArgumentException {@code statusCodes: must be of those that CloudFront fails over for …}
         */
        public ByMediaQuality statusCodes(Integer... codes) {
            Check.present("codes", codes);
            return new ByMediaQuality(chosen().on(Arrays.asList(codes)));
        }
    }
}
