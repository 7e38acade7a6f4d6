package io.github.cdkmediadelivery.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer in a cache, and how long one is kept.
 *
 * @param answer the origin's
 * @param since when it came
 * @param until when it is asked for again
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html">Manage how long
 *     content stays in the cache</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html">How CloudFront
 *     caches 4xx and 5xx status codes</a>
 */
record Kept(OriginAnswer answer, Instant since, Instant until) {

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final Duration USUAL_FLOOR = Duration.ofSeconds(10);

    static boolean isError(int status) {
        return status >= FIRST_ERROR;
    }

    boolean holds(Instant now) {
        return now.isBefore(until);
    }

    /** Zero where the answer is not kept. */
    static Duration time(OriginAnswer answer, CachePolicy policy, Distribution distribution, Instant now) {
        if (policy.keepsNothing()) {
            return Duration.ZERO;
        }
        Optional<Duration> said = said(answer, now);
        if (isError(answer.status())) {
            return errorTime(answer.status(), said, policy, distribution);
        }
        if (forbids(answer)) {
            return policy.min();
        }
        Duration wished = said.orElse(policy.usual());
        return clamp(wished, policy);
    }

    private static Duration clamp(Duration wished, CachePolicy policy) {
        Duration atLeast = wished.compareTo(policy.min()) < 0 ? policy.min() : wished;
        return atLeast.compareTo(policy.max()) > 0 ? policy.max() : atLeast;
    }

    /** The time of an entry is a floor. Some codes are kept in any case, some only if the origin says how long. */
    private static Duration errorTime(
            int status, Optional<Duration> said, CachePolicy policy, Distribution distribution) {
        Duration floor = distribution.errors().stream()
                .filter(entry -> entry.code() == status)
                .map(ErrorEntry::floor)
                .findFirst()
                .orElse(USUAL_FLOOR);
        boolean always = status == 404 || status == 414 || (status >= FIRST_SERVER_ERROR && status <= 504);
        boolean ifSaid = status == 400 || status == 403 || status == 405 || status == 412 || status == 415;
        if (!always && !(ifSaid && said.isPresent())) {
            return Duration.ZERO;
        }
        Duration wished = said.map(time -> time.compareTo(policy.max()) > 0 ? policy.max() : time)
                .orElse(Duration.ZERO);
        return wished.compareTo(floor) > 0 ? wished : floor;
    }

    private static boolean forbids(OriginAnswer answer) {
        String control = control(answer);
        return control.contains("no-store") || control.contains("no-cache") || control.contains("private");
    }

    /** What the origin says of how long its answer holds. */
    private static Optional<Duration> said(OriginAnswer answer, Instant now) {
        String control = control(answer);
        for (String directive : new String[] {"s-maxage=", "max-age="}) {
            for (String part : control.split(",", -1)) {
                String text = part.trim();
                if (text.startsWith(directive)) {
                    return Optional.of(Duration.ofSeconds(Long.parseLong(text.substring(directive.length()))));
                }
            }
        }
        return Optional.ofNullable(answer.headers().get("expires")).map(date -> until(date, now));
    }

    /** A date that cannot be read has passed. */
    private static Duration until(String date, Instant now) {
        try {
            Duration left = Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static String control(OriginAnswer answer) {
        return answer.headers().getOrDefault("cache-control", "").toLowerCase(Locale.ROOT);
    }

    /** With {@code Age}, as viewers get it from the cache. */
    Map<String, String> headers(Instant now) {
        Map<String, String> headers = new java.util.TreeMap<>(answer.headers());
        headers.put("age", String.valueOf(Duration.between(since, now).toSeconds()));
        return headers;
    }
}
