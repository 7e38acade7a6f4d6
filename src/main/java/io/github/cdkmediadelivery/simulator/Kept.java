package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer in a cache, and how long one is kept.
 *
 * @param answer the origin's
 * @param said what it says of how long it holds
 * @param since when it came
 * @param until when it gets old
 * @param again when the origin is asked again; later than {@code until} where the origin fails
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html">Manage how long
 *     content stays in the cache</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html">How CloudFront
 *     caches 4xx and 5xx status codes</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-3xx-status-codes.html">How
 *     CloudFront caches 3xx status codes</a>
 */
record Kept(OriginAnswer answer, Freshness said, Instant since, Instant until, Instant again) {

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int LAST_SERVER_ERROR_KEPT = 504;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int PERMANENT_REDIRECT = 308;
    private static final Duration USUAL_FLOOR = Duration.ofSeconds(10);

    static Kept of(OriginAnswer answer, Freshness said, Instant now, Duration time) {
        return new Kept(answer, said, now, now.plus(time), now.plus(time));
    }

    static boolean isError(int status) {
        return status >= FIRST_ERROR;
    }

    boolean holds(Instant now) {
        return now.isBefore(again);
    }

    /** Whether it is shown although it is old, while a new one is fetched. */
    boolean bridges(Instant now, CachePolicy policy) {
        return said.whileRevalidate().isPresent() && now.isBefore(end(said.whileRevalidate(), policy));
    }

    /** Whether it is shown although it is old, since the origin fails. */
    boolean standsIn(Instant now, CachePolicy policy) {
        return !isError(answer.status()) && (said.ifError().isEmpty() || now.isBefore(end(said.ifError(), policy)));
    }

    /** "After the maximum TTL duration, the stale object won't be available from the edge cache." */
    private Instant end(Optional<Duration> window, CachePolicy policy) {
        Instant asSaid = until.plus(window.orElseThrow());
        Instant atMost = since.plus(policy.max());
        return asSaid.isBefore(atMost) ? asSaid : atMost;
    }

    /** The same, about which the origin is not asked before this time has passed. */
    Kept goingOn(Instant now, Duration time) {
        return new Kept(answer, said, since, until, now.plus(time));
    }

    /** Zero where the answer is not kept. */
    static Duration time(int status, Freshness said, CachePolicy policy, Distribution distribution) {
        if (isError(status)) {
            return errorTime(status, said, policy, distribution);
        }
        boolean needsControl = status == TEMPORARY_REDIRECT || status == PERMANENT_REDIRECT;
        boolean askedAnew = said.varies() && policy.min().isZero();
        if (policy.keepsNothing() || askedAnew || (needsControl && !said.controlled())) {
            return Duration.ZERO;
        }
        return said.forbids() ? policy.min() : clamp(said.said().orElse(policy.usual()), policy);
    }

    private static Duration clamp(Duration wished, CachePolicy policy) {
        Duration atLeast = wished.compareTo(policy.min()) < 0 ? policy.min() : wished;
        return atLeast.compareTo(policy.max()) > 0 ? policy.max() : atLeast;
    }

    /** The time of an entry is a floor. Some codes are kept in any case, some only if the origin says how long. */
    private static Duration errorTime(int status, Freshness said, CachePolicy policy, Distribution distribution) {
        boolean forbidden = status == NOT_IMPLEMENTED && said.forbids();
        if (forbidden
                || !(isAlwaysKept(status)
                        || (isKeptIfSaid(status) && said.directive().isPresent()))) {
            return Duration.ZERO;
        }
        Duration floor = floor(status, distribution);
        Duration wished = said.said()
                .map(time -> time.compareTo(policy.max()) > 0 ? policy.max() : time)
                .orElse(Duration.ZERO);
        return wished.compareTo(floor) > 0 ? wished : floor;
    }

    private static boolean isAlwaysKept(int status) {
        return status == 404 || status == 414 || (status >= FIRST_SERVER_ERROR && status <= LAST_SERVER_ERROR_KEPT);
    }

    private static boolean isKeptIfSaid(int status) {
        return status == 400 || status == 403 || status == METHOD_NOT_ALLOWED || status == 412 || status == 415;
    }

    /** How long an error is kept at the least. */
    static Duration floor(int status, Distribution distribution) {
        return distribution.errors().stream()
                .filter(entry -> entry.code() == status)
                .map(ErrorEntry::floor)
                .findFirst()
                .orElse(USUAL_FLOOR);
    }

    /** What CloudFront's pages leave open of that time. */
    static Optional<String> unknown(int status, Freshness said, CachePolicy policy) {
        if (status == METHOD_NOT_ALLOWED && said.directive().isEmpty()) {
            return Optional.of("whether CloudFront keeps a 405 in any case, of which AWS's pages differ");
        }
        if (!isAlwaysKept(status)) {
            return Optional.empty();
        }
        if (policy.keepsNothing()) {
            return Optional.of("whether CloudFront keeps an error where the cache policy keeps nothing");
        }
        return status < FIRST_SERVER_ERROR && said.forbids()
                ? Optional.of("whether CloudFront keeps a " + status + " whose origin forbids it")
                : Optional.empty();
    }

    /** With {@code Age}, as viewers get it from the cache. */
    Map<String, String> headers(Instant now) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.put(
                "age", String.valueOf(said.age() + Duration.between(since, now).toSeconds()));
        return headers;
    }
}
