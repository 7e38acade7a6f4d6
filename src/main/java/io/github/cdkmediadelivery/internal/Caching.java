package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;

/** By what answers are told apart, and how long they are kept. */
public sealed interface Caching {

    ICachePolicyRef in(SharedResources shared);

    /** One of CloudFront's own policies, which costs nothing of the account's quota. */
    record Managed(ICachePolicyRef policy) implements Caching {

        @Override
        public ICachePolicyRef in(SharedResources shared) {
            return policy;
        }
    }

    /**
     * The origin's max-age decides.
     *
     * @param withoutMaxAge how long an answer is kept that carries none
     */
    record Keyed(CacheKey key, Duration withoutMaxAge) implements Caching {

        @Override
        public ICachePolicyRef in(SharedResources shared) {
            return shared.cachePolicy(key.identity() + " " + withoutMaxAge, () -> key.policy(withoutMaxAge));
        }
    }
}
