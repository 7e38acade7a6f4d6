package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.services.cloudfront.BehaviorOptions;

/** CloudFront cuts Smooth Streaming from files itself. */
public record SmoothStreaming() implements Concern {

    @Override
    public void check(Plan plan) {
        Check.that(
                plan.concern(ViewerRequest.class).isEmpty(),
                "microsoftSmoothStreaming: must not stand beside an edge function, which CloudFront refuses",
                "viewerRequestFunction",
                "remove one of the two");
    }

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        behavior.smoothStreaming(true);
    }
}
