package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.interfaces.cloudfront.IOriginRequestPolicyRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;

/** What the content's origin is sent beside the cache key, for one that answers preflights by its headers. */
public record Forwarded(IOriginRequestPolicyRef policy) implements Concern {

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        if (!route.is(Route.Trait.PASSED_ON)) {
            behavior.originRequestPolicy(policy);
        }
    }
}
