package io.github.cdkmediadelivery.internal;

import java.util.List;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;

/** A function sees each request for the content before the cache does. */
public record ViewerRequest(IFunctionRef function) implements Concern {

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        if (!route.is(Route.Trait.UNGUARDED)) {
            behavior.functionAssociations(List.of(FunctionAssociation.builder()
                    .eventType(FunctionEventType.VIEWER_REQUEST)
                    .function(function)
                    .build()));
        }
    }
}
