package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;

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
public final class ErrorCaching {

    /** The codes for which CloudFront accepts an entry. Not among them: 412 and 415. */
    private static final List<Integer> CODES = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

    private static final int FIRST_SERVER_ERROR = 500;
    private static final long YEAR = 31_536_000;

    private final SortedMap<Integer, Duration> ttls;

    private ErrorCaching(Map<Integer, Duration> ttls) {
        this.ttls = Collections.unmodifiableSortedMap(new TreeMap<>(ttls));
    }

    /**
     * For live streams: one second on all eleven codes that CloudFront accepts.
     *
     * @return the profile
     */
    public static ErrorCaching live() {
        return everyCode(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    /**
     * For stored films: ten seconds on client errors, since a missing film stays missing; one second on server errors,
     * since those pass.
     *
     * @return the profile
     */
    public static ErrorCaching vod() {
        return everyCode(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    /**
     * No entry at all: CloudFront's own ten seconds hold for every error.
     *
     * @return the profile, to which single codes can be added
     */
    public static ErrorCaching none() {
        return new ErrorCaching(Map.of());
    }

    /**
     * The same profile with one code changed.
     *
     * @param code one of 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504
     * @param ttl whole seconds, from none to a year
     * @return a new profile
     * @throws IllegalArgumentException {@code errorCaching: CloudFront accepts no entry …} for another code, or
     *     {@code errorCaching: must be whole seconds …} for a negative or fractional time
     */
    public ErrorCaching with(int code, Duration ttl) {
        Check.that(
                CODES.contains(code),
                "errorCaching",
                "CloudFront accepts no entry for this status code",
                code,
                "use one of " + CODES);
        Map<Integer, Duration> changed = new TreeMap<>(ttls);
        changed.put(code, Check.seconds("errorCaching", ttl, 0, YEAR));
        return new ErrorCaching(changed);
    }

    private static ErrorCaching everyCode(Duration clientErrors, Duration serverErrors) {
        ErrorCaching profile = none();
        for (int code : CODES) {
            profile = profile.with(code, code < FIRST_SERVER_ERROR ? clientErrors : serverErrors);
        }
        return profile;
    }

    void contributeTo(DistributionPlan plan) {
        ttls.forEach((code, ttl) -> plan.errorResponse(
                ErrorResponse.builder().httpStatus(code).ttl(Seconds.of(ttl)).build()));
    }
}
