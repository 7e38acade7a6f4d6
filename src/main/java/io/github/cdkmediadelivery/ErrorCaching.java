package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.ErrorEntries;
import io.github.cdkmediadelivery.internal.ErrorEntries.Entry;
import io.github.cdkmediadelivery.internal.ErrorEntriesMixin;
import io.github.cdkmediadelivery.internal.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.constructs.IMixin;

/**
 * How long, at the least, CloudFront keeps an error of the origin before it asks again.
 *
 * <p>A live player asks for a segment a moment before it exists. The 404 that it gets must not outlive the moment:
 * CloudFront's own default keeps an error for 10 seconds, and CloudFormation's for an entry without a TTL is 300. Every
 * entry made here therefore has a TTL.
 *
 * <p><b>The TTL is a floor.</b> An error that itself carries {@code max-age}, {@code s-maxage} or {@code Expires} is
 * kept for that long if that is longer. 404, 414 and 500 to 504 are kept in any case; 400, 403 and 405 only where the
 * error carries such a time; 416 never.
 *
 * <p>What a viewer's own request causes (400, 405, 414, 416) is not kept by these profiles: some of the request's
 * headers reach the origin without being part of the cache key, and one bad request must not answer the next good one.
 *
 * <p>A behaviour with caching disabled does not cache errors either.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html">How CloudFront
 *     caches 4xx and 5xx status codes</a>
 */
public final class ErrorCaching extends Value<ErrorEntries> {

    /** The codes for which CloudFront accepts an entry. Not among them: 412 and 415. */
    private static final List<Integer> CODES = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    /** The origin's answer to a request that was bad in itself. */
    private static final Set<Integer> CAUSED_BY_THE_REQUEST = Set.of(400, 405, 414, 416);

    private static final int FIRST_SERVER_ERROR = 500;
    private static final int OK = 200;
    private static final Duration WITH_PAGE = Duration.ofSeconds(10);

    private static final ErrorCaching LIVE = everyCode(Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final ErrorCaching STORED = everyCode(Duration.ofSeconds(10), Duration.ofSeconds(1));

    private ErrorCaching(ErrorEntries entries) {
        super(entries);
    }

    /**
     * For live streams: at least one second on what is missing, forbidden or broken (403, 404, 500 to 504), nothing on
     * what a request caused itself (400, 405, 414, 416).
     *
     * @return the profile
     */
    public static ErrorCaching live() {
        return LIVE;
    }

    /**
     * For stored films: at least ten seconds on 403 and 404, since a missing film stays missing, and one second on
     * server errors, since those pass; nothing on what a request caused itself.
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

    /** {@return the entries alone, for the {@code errorResponses} of a {@code Distribution} of your own} */
    public List<ErrorResponse> getResponses() {
        return chosen().responses();
    }

    /**
     * The entries for distributions that are there already, for example those of somebody else's construct:
     *
     * <pre>{@code
     * Mixins.of(site).apply(ErrorCaching.live().getMixin());
     * }</pre>
     *
     * <p>A distribution with entries of its own is refused, since one of them may have a page: {@code errorCaching:
     * must be said once …}.
     *
     * @return the mixin; it supports {@code AWS::CloudFront::Distribution}
     * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/mixins.html">Mixins</a>
     */
    public IMixin getMixin() {
        return new ErrorEntriesMixin(chosen());
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
        Check.present("ttl", ttl);
        checkCode(code);
        Entry now = chosen().byCode().get(code);
        Duration checked = Check.seconds("errorCaching", ttl, 0, Limits.LONGEST_TTL);
        Entry entry = now == null ? new Entry(checked, null, null) : new Entry(checked, now.page(), now.answer());
        return new ErrorCaching(chosen().with(code, entry));
    }

    /**
     * The same profile with a page of the distribution's own in place of the error. The page is kept as long as the
     * error was; where the profile has no entry for it, ten seconds. CloudFront shows it for <em>every</em> answer with
     * that code: those of other origins of the distribution, and its own, such as 403 for a missing signature, a
     * country or a web ACL.
     *
     * @param code one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504
     * @param path of the page on this distribution, for example {@code /errors/missing.html}
     * @param answer the status that viewers get with it: 200 or one of the codes above
     * @return a new profile
     * @throws IllegalArgumentException {@code errorCaching: CloudFront accepts no entry …}, {@code errorCaching:
     *     CloudFront does not answer …} or {@code errorPage: must begin with '/' …}; when a distribution is built,
     *     {@code errorPage: must be a path that is served …}
     */
    public ErrorCaching withPage(int code, String path, int answer) {
        Check.present("path", path);
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

    private static ErrorCaching everyCode(Duration missing, Duration broken) {
        SortedMap<Integer, Entry> entries = new TreeMap<>();
        for (int code : CODES) {
            Duration kept = code < FIRST_SERVER_ERROR ? missing : broken;
            entries.put(code, new Entry(CAUSED_BY_THE_REQUEST.contains(code) ? Duration.ZERO : kept, null, null));
        }
        return new ErrorCaching(new ErrorEntries(entries));
    }
}
