package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.ErrorEntries;
import io.github.cdkmediadelivery.internal.ErrorEntries.Entry;
import io.github.cdkmediadelivery.internal.Limits;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long CloudFront keeps an error of the origin before it asks again.
 *
 * <p>A live player asks for a segment a moment before it exists. The 404 that it gets must not outlive the moment:
 * CloudFront's own default keeps an error for 10 seconds, and CloudFormation's for an entry without a TTL is 300. Every
 * entry made here therefore has a TTL.
 *
 * <p>A behaviour with caching disabled does not cache errors either.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html">How CloudFront
 *     caches 4xx and 5xx status codes</a>
 */
public final class ErrorCaching extends Value<ErrorEntries> {

    /** The codes for which CloudFront accepts an entry. Not among them: 412 and 415. */
    private static final List<Integer> CODES = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    private static final int FIRST_SERVER_ERROR = 500;
    private static final int OK = 200;
    private static final Duration WITH_PAGE = Duration.ofSeconds(10);

    private static final ErrorCaching LIVE = everyCode(Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final ErrorCaching STORED = everyCode(Duration.ofSeconds(10), Duration.ofSeconds(1));

    private ErrorCaching(ErrorEntries entries) {
        super(entries);
    }

    /**
     * For live streams: one second on all eleven codes that CloudFront accepts.
     *
     * @return the profile
     */
    public static ErrorCaching live() {
        return LIVE;
    }

    /**
     * For stored films: ten seconds on client errors, since a missing film stays missing; one second on server errors,
     * since those pass.
     *
     * @return the profile
     */
    public static ErrorCaching vod() {
        return STORED;
    }

    /**
     * No entry at all: CloudFront's own ten seconds hold for every error.
     *
     * @return the profile, to which single codes can be added
     */
    public static ErrorCaching none() {
        return new ErrorCaching(new ErrorEntries(new TreeMap<>()));
    }

    /**
     * {@return the same profile with one code changed}
     *
     * @param code one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504
     * @param ttl whole seconds, from none to a year
     * @throws IllegalArgumentException {@code errorCaching: CloudFront accepts no entry …} for another code, or
     *     {@code errorCaching: must be whole seconds …} for a negative or fractional time
     */
    public ErrorCaching with(int code, Duration ttl) {
        checkCode(code);
        Entry now = chosen().byCode().get(code);
        Duration checked = Check.seconds("errorCaching", ttl, 0, Limits.LONGEST_TTL);
        Entry entry = now == null ? new Entry(checked, null, null) : new Entry(checked, now.page(), now.answer());
        return new ErrorCaching(chosen().with(code, entry));
    }

    /**
     * The same profile with a page of the distribution's own in place of the origin's error. The page is kept as long
     * as the error was; where the profile has no entry for it, ten seconds.
     *
     * @param code one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504
     * @param path of the page on this distribution, for example {@code /errors/missing.html}
     * @param answer the status that viewers get with it: 200 or one of the codes above
     * @return a new profile
     * @throws IllegalArgumentException {@code errorCaching: CloudFront accepts no entry …}, {@code errorCaching:
     *     CloudFront does not answer …} or {@code errorPage: must begin with '/' …}
     */
    public ErrorCaching withPage(int code, String path, int answer) {
        checkCode(code);
        Check.that(
                answer == OK || CODES.contains(answer),
                "errorCaching: CloudFront does not answer with this status code",
                answer,
                "use 200 or one of " + CODES);
        Check.that(path.startsWith("/"), "errorPage: must begin with '/'", path, "use for example '/errors/404.html'");
        Entry now = chosen().byCode().get(code);
        return new ErrorCaching(chosen().with(code, new Entry(now == null ? WITH_PAGE : now.ttl(), path, answer)));
    }

    private static void checkCode(int code) {
        Check.that(
                CODES.contains(code),
                "errorCaching: CloudFront accepts no entry for this status code",
                code,
                "use one of " + CODES);
    }

    private static ErrorCaching everyCode(Duration clientErrors, Duration serverErrors) {
        SortedMap<Integer, Entry> entries = new TreeMap<>();
        for (int code : CODES) {
            entries.put(code, new Entry(code < FIRST_SERVER_ERROR ? clientErrors : serverErrors, null, null));
        }
        return new ErrorCaching(new ErrorEntries(entries));
    }
}
