package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;

/**
 * Pages of every domain may play, as MediaPackage v1 itself says to each of them: a page's domain is no part of the
 * cache key, so that what it says to one is not kept for the others.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html">Managed
 *     response headers policies: SimpleCORS</a>
 */
public record AnyPage() implements Concern {

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        if (route.purpose() != Purpose.SERVICE) {
            behavior.responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS);
        }
    }
}
