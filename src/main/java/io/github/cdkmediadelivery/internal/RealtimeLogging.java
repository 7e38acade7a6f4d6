package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.interfaces.cloudfront.IRealtimeLogConfigRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;

/** Real-time logs of all paths of the content. */
public record RealtimeLogging(IRealtimeLogConfigRef lines) implements Concern {

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        behavior.realtimeLogConfig(lines);
    }
}
