package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;

/**
 * A function sees each request for the content before the cache does.
 *
 * @param services the one for services around the content, made when it is first needed
 */
public record ViewerRequest(IFunctionRef function, Supplier<? extends IFunctionRef> services) implements Concern {

    public ViewerRequest(IFunctionRef function) {
        this(function, () -> function);
    }

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        if (!route.is(Route.Trait.UNGUARDED)) {
            behavior.functionAssociations(List.of(FunctionAssociation.builder()
                    .eventType(FunctionEventType.VIEWER_REQUEST)
                    .function(route.purpose() == Purpose.SERVICE ? services.get() : function)
                    .build()));
        }
    }
}
