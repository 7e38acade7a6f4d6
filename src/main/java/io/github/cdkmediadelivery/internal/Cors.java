package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachedMethods;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersCorsBehavior;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;

/**
 * Which pages of other origins may read the content, as the edge, a bucket and a container say it.
 *
 * @param origins listed ones, or {@code *} alone
 * @param requestHeaders that pages may send beside those that every page may
 * @param credentials whether browsers send cookies
 */
public record Cors(List<String> origins, List<String> requestHeaders, boolean credentials) implements Concern {

    public static final List<String> ANY_ORIGIN = List.of("*");

    /** How long browsers may keep the answer to a preflight. */
    public static final Duration PREFLIGHT_AGE = Duration.ofMinutes(10);

    /** The header that every player may send. */
    private static final String RANGE = "Range";

    /** What players read from the answer: to keep time, to seek, and what caches and servers say of themselves. */
    private static final List<String> PLAYER_HEADERS = List.of(
            "Age", "CMSD-Dynamic", "CMSD-Static", "Content-Length", "Content-Range", "Date", "ETag", "Server-Timing");

    private static final String CONTENT_TYPE = "Content-Type";
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

    public Cors {
        origins = List.copyOf(origins);
        requestHeaders = List.copyOf(requestHeaders);
    }

    /** The same rules where a page also sends JSON, whose content type is none of those that browsers send unasked. */
    public Cors acceptingJson() {
        return with(List.of(CONTENT_TYPE));
    }

    /** More headers; one that is named twice, in whatever case, is one. */
    public Cors with(List<String> more) {
        Map<String, String> byName = new LinkedHashMap<>();
        Stream.concat(requestHeaders.stream(), more.stream())
                .forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
        byName.remove(RANGE.toLowerCase(Locale.ROOT));
        return new Cors(origins, List.copyOf(byName.values()), credentials);
    }

    /**
     * Preflights are let through and kept, and every answer carries the policy's headers in the place of the origin's:
     * what is kept was said to one page, and is shown to all. CloudFront's own policies do not override the origin.
     */
    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        behavior.responseHeadersPolicy(shared.corsPolicy(identity(), rules()));
        if (!route.is(Route.Trait.PASSED_ON)) {
            behavior.allowedMethods(AllowedMethods.ALLOW_GET_HEAD_OPTIONS)
                    .cachedMethods(CachedMethods.CACHE_GET_HEAD_OPTIONS);
        }
    }

    /** The policy alone, for a behaviour that is not of the library. */
    public IResponseHeadersPolicyRef policy(Placement at) {
        return at.shared().corsPolicy(identity(), rules());
    }

    private ResponseHeadersCorsBehavior rules() {
        return ResponseHeadersCorsBehavior.builder()
                .accessControlAllowOrigins(origins)
                .accessControlAllowHeaders(allowedHeaders())
                .accessControlAllowMethods(METHODS)
                .accessControlAllowCredentials(credentials)
                .accessControlExposeHeaders(PLAYER_HEADERS)
                .accessControlMaxAge(Seconds.of(PREFLIGHT_AGE))
                .originOverride(true)
                .build();
    }

    /** The same rules as a bucket wants them: it must answer the preflight itself. */
    public CorsRule bucketRule() {
        return CorsRule.builder()
                .allowedOrigins(origins)
                .allowedMethods(List.of(HttpMethods.GET, HttpMethods.HEAD))
                .allowedHeaders(allowedHeaders())
                .exposedHeaders(PLAYER_HEADERS)
                .maxAge(PREFLIGHT_AGE.toSeconds())
                .build();
    }

    /** What the owner of an imported bucket must add. */
    public Map<String, Object> bucketRuleAsJson() {
        return Json.object(
                "AllowedOrigins", origins,
                "AllowedMethods", List.of("GET", "HEAD"),
                "AllowedHeaders", allowedHeaders(),
                "ExposeHeaders", PLAYER_HEADERS,
                "MaxAgeSeconds", PREFLIGHT_AGE.toSeconds());
    }

    public List<String> allowedHeaders() {
        return Stream.concat(Stream.of(RANGE), requestHeaders.stream()).toList();
    }

    /** A text that is equal for equal rules alone, in whatever order they were named: ids are made of it. */
    String identity() {
        return "origins=" + sorted(origins) + " headers=" + sorted(allowedHeaders()) + " credentials=" + credentials;
    }

    private static String sorted(List<String> names) {
        return "[" + String.join(", ", new TreeSet<>(names)) + "]";
    }

    /** The rules in one line. */
    @Override
    public String toString() {
        return identity();
    }
}
