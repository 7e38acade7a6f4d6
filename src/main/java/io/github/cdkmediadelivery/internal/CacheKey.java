package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awscdk.services.cloudfront.CachePolicyProps;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;

/**
 * The query strings that change the answer: forwarded to the origin and part of the cache key, never the one without
 * the other.
 *
 * <p>Order matters to nobody, but is kept so that a template reads as the options were set.
 */
public record CacheKey(List<String> queryStrings) {

    private static final Duration LONGEST = Duration.ofSeconds(Limits.LONGEST_TTL);

    /** Nothing but the path decides the answer. */
    public static final CacheKey PATH = new CacheKey(List.of());

    public CacheKey {
        Check.that(
                queryStrings.size() <= Limits.QUERY_STRINGS,
                "queryStrings: CloudFront takes at most " + Limits.QUERY_STRINGS + " in a cache key",
                queryStrings.size() + " " + queryStrings,
                "remove the ones that do not change the response");
        queryStrings = List.copyOf(queryStrings);
    }

    public CacheKey with(List<String> more) {
        List<String> all = new ArrayList<>(queryStrings);
        for (String name : more) {
            Check.that(
                    !name.isEmpty() && !name.contains("*") && !name.contains("&") && !name.contains("="),
                    "queryStrings: must be a parameter's name",
                    name,
                    "use for example 'profile'");
            Check.that(
                    !all.contains(name),
                    "queryStrings: must name a parameter once",
                    name,
                    "remove it: it is in the cache key already");
            all.add(name);
        }
        return new CacheKey(all);
    }

    /** A text that is equal for equal keys alone, in whatever order they were named: ids are made of it. */
    String identity() {
        return new TreeSet<>(queryStrings).toString();
    }

    /**
     * A policy with this key in which the origin's max-age decides.
     *
     * @param withoutMaxAge how long an answer is kept that carries no max-age
     */
    CachePolicyProps.Builder policy(Duration withoutMaxAge) {
        return CachePolicyProps.builder()
                .queryStringBehavior(
                        queryStrings.isEmpty()
                                ? null
                                : CacheQueryStringBehavior.allowList(queryStrings.toArray(String[]::new)))
                .minTtl(Seconds.of(Duration.ZERO))
                .defaultTtl(Seconds.of(withoutMaxAge))
                .maxTtl(Seconds.of(LONGEST))
                .enableAcceptEncodingGzip(true)
                .enableAcceptEncodingBrotli(true)
                .comment(Limits.policyComment(
                        "Keyed by " + (this.equals(PATH) ? "path" : String.join(", ", queryStrings))));
    }
}
