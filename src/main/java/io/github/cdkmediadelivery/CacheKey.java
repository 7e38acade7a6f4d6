package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;

/**
 * The query strings that change the answer: forwarded to the origin and part of the cache key, never the one without
 * the other.
 *
 * <p>Order matters to nobody, but is kept so that a template reads as the options were set.
 */
record CacheKey(List<String> queryStrings) {

    /** CloudFront's quota of query strings per policy. */
    private static final int MOST = 10;

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Nothing but the path decides the answer. */
    static final CacheKey PATH = new CacheKey(List.of());

    CacheKey {
        Check.that(
                queryStrings.size() <= MOST,
                "queryStrings",
                "CloudFront takes at most " + MOST + " in a cache key",
                queryStrings.size() + " " + queryStrings,
                "remove the ones that do not change the response");
        queryStrings = List.copyOf(queryStrings);
    }

    CacheKey with(List<String> more) {
        List<String> all = new ArrayList<>(queryStrings);
        for (String name : more) {
            Check.that(
                    !name.isEmpty() && !name.contains("*") && !name.contains("&") && !name.contains("="),
                    "queryStrings",
                    "must be a parameter's name",
                    name,
                    "use for example 'profile'");
            Check.that(
                    !all.contains(name),
                    "queryStrings",
                    "must name a parameter once",
                    name,
                    "remove it: it is in the cache key already");
            all.add(name);
        }
        return new CacheKey(all);
    }

    /**
     * A policy with this key in which the origin's max-age decides.
     *
     * @param ttl how long an answer is kept that carries no max-age
     */
    CachePolicy.Builder describe(CachePolicy.Builder policy, Duration ttl) {
        if (!queryStrings.isEmpty()) {
            policy.queryStringBehavior(CacheQueryStringBehavior.allowList(queryStrings.toArray(String[]::new)));
        }
        return policy.minTtl(Seconds.of(Duration.ZERO))
                .defaultTtl(Seconds.of(ttl))
                .maxTtl(Seconds.of(LONGEST))
                .enableAcceptEncodingGzip(true)
                .enableAcceptEncodingBrotli(true)
                .comment("Keyed by " + (queryStrings.isEmpty() ? "path" : String.join(", ", queryStrings)));
    }
}
