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
     * The policy for a live packager: the origin's max-age decides. The default, for an answer that carries none, is
     * one second, since what such an answer is cannot be known.
     */
    CachePolicy.Builder describe(CachePolicy.Builder policy) {
        return policy.minTtl(Seconds.of(Duration.ZERO))
                .defaultTtl(Seconds.of(Duration.ofSeconds(1)))
                .maxTtl(Seconds.of(Duration.ofDays(365)))
                .queryStringBehavior(CacheQueryStringBehavior.allowList(queryStrings.toArray(String[]::new)))
                .enableAcceptEncodingGzip(true)
                .enableAcceptEncodingBrotli(true)
                .comment("Keyed by " + String.join(", ", queryStrings));
    }
}
