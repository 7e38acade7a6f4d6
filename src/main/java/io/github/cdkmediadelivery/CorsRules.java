package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersCorsBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;

/**
 * Which pages of other origins may read the content, answered at the edge.
 *
 * <p>A page on the same domain as the content needs no rules at all: that is the simpler set-up, see
 * {@link DeliveryBuilder#defaultBehavior}. With rules, the behaviours of the content also take OPTIONS, so that a
 * browser's preflight gets its answer.
 *
 * <ul>
 *   <li>{@link #anyOrigin()} uses CloudFront's managed policy CORS-With-Preflight, which costs nothing of the account's
 *       quota. That policy names no request headers: as soon as {@link #requestHeaders} are wanted, a policy of the
 *       library's takes its place.
 *   <li>{@link #origins} uses one policy per stack for equal rules, however many distributions use it. It overrides
 *       what the origin says, so that the list is the truth.
 * </ul>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">Response
 *     headers policies</a>
 */
public final class CorsRules {

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`|~-]+");
    private static final Duration PREFLIGHT_AGE = Duration.ofMinutes(10);

    /** What players read from the answer to keep time and to seek. */
    private static final List<String> PLAYER_HEADERS = List.of("Content-Length", "Content-Range", "Date", "ETag");

    private static final String CONTENT_TYPE = "Content-Type";
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

    private final Optional<AllowedOrigins> origins;
    private final List<String> requestHeaders;
    private final boolean credentials;

    private CorsRules(Optional<AllowedOrigins> origins, List<String> requestHeaders, boolean credentials) {
        this.origins = origins;
        this.requestHeaders = requestHeaders;
        this.credentials = credentials;
    }

    /**
     * Pages of every origin may read the content, without credentials.
     *
     * @return the rules
     */
    public static CorsRules anyOrigin() {
        return new CorsRules(Optional.empty(), List.of(), false);
    }

    /**
     * Pages of these origins may read the content.
     *
     * @param origins the list that the web ACL and the edge function share
     * @return the rules
     */
    public static CorsRules origins(AllowedOrigins origins) {
        return new CorsRules(Optional.of(origins), List.of(), false);
    }

    /**
     * The same rules, with request headers of the player's own allowed.
     *
     * @param names header names, for example {@code X-Session-Id}; no wildcard
     * @return new rules
     * @throws IllegalArgumentException {@code requestHeaders: must be a header name …}
     */
    public CorsRules requestHeaders(String... names) {
        for (String name : names) {
            Check.that(
                    HEADER_NAME.matcher(name).matches(),
                    "requestHeaders",
                    "must be a header name, not a wildcard",
                    name,
                    "use for example 'X-Session-Id'");
        }
        return new CorsRules(origins, List.of(names), credentials);
    }

    /**
     * The same rules, with cookies allowed, as signed cookies on another domain need.
     *
     * @return new rules
     * @throws IllegalArgumentException {@code credentials: browsers refuse …} together with {@link #anyOrigin()}
     */
    public CorsRules credentials() {
        Check.that(
                origins.isPresent(),
                "credentials",
                "browsers refuse credentials together with any origin",
                "*",
                "list the origins with CorsRules.origins(AllowedOrigins.of(\"https://www.example.com\"))");
        return new CorsRules(origins, requestHeaders, true);
    }

    boolean allowCredentials() {
        return credentials;
    }

    /** The same rules where a page also sends JSON, whose content type is none of those that browsers send unasked. */
    CorsRules acceptingJson() {
        boolean named = allowedHeaders().stream().anyMatch(CONTENT_TYPE::equalsIgnoreCase);
        return named
                ? this
                : new CorsRules(
                        origins,
                        Stream.concat(allowedHeaders().stream(), Stream.of(CONTENT_TYPE))
                                .toList(),
                        credentials);
    }

    void contributeTo(DistributionPlan plan) {
        boolean managed = origins.isEmpty() && requestHeaders.isEmpty();
        plan.allowOtherOrigins(
                managed
                        ? ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT
                        : plan.shared().corsPolicy(this));
    }

    ResponseHeadersCorsBehavior behavior() {
        return ResponseHeadersCorsBehavior.builder()
                .accessControlAllowOrigins(originList())
                .accessControlAllowHeaders(allowedHeaders())
                .accessControlAllowMethods(METHODS)
                .accessControlAllowCredentials(credentials)
                .accessControlExposeHeaders(PLAYER_HEADERS)
                .accessControlMaxAge(Seconds.of(PREFLIGHT_AGE))
                .originOverride(true)
                .build();
    }

    /** The same rules as a bucket wants them: it must answer the preflight itself. */
    CorsRule bucketRule() {
        return CorsRule.builder()
                .allowedOrigins(originList())
                .allowedMethods(List.of(HttpMethods.GET, HttpMethods.HEAD))
                .allowedHeaders(allowedHeaders())
                .exposedHeaders(PLAYER_HEADERS)
                .maxAge(PREFLIGHT_AGE.toSeconds())
                .build();
    }

    /** The same rules as a MediaStore container wants them. */
    ContainerCorsRule containerRule() {
        return new ContainerCorsRule(originList(), allowedHeaders(), PREFLIGHT_AGE);
    }

    /** What the owner of an imported bucket must add. */
    Map<String, Object> bucketRuleAsJson() {
        return Json.object(
                "AllowedOrigins", originList(),
                "AllowedMethods", List.of("GET", "HEAD"),
                "AllowedHeaders", allowedHeaders(),
                "ExposeHeaders", PLAYER_HEADERS,
                "MaxAgeSeconds", PREFLIGHT_AGE.toSeconds());
    }

    private List<String> originList() {
        return origins.map(AllowedOrigins::list).orElse(List.of("*"));
    }

    /** CloudFront wants at least one name; Range is the header that every player may send. */
    private List<String> allowedHeaders() {
        return requestHeaders.isEmpty() ? List.of("Range") : requestHeaders;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorsRules that
                && origins.equals(that.origins)
                && requestHeaders.equals(that.requestHeaders)
                && credentials == that.credentials;
    }

    @Override
    public int hashCode() {
        return Objects.hash(origins, requestHeaders, credentials);
    }

    /** The rules in one line, from which the name of their policy is derived. */
    @Override
    public String toString() {
        return "origins=" + origins.map(AllowedOrigins::toString).orElse("*") + " headers=" + requestHeaders
                + " credentials=" + credentials;
    }
}
