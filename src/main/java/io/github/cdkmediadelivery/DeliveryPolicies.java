package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import software.amazon.awscdk.Stack;

/**
 * A stack whose policies, origin access controls and functions the distributions of other stacks use.
 *
 * <p>Within one stack, distributions with equal needs share by themselves. An account has 20 custom policies of each
 * kind, though, so an app with dozens of stacks gives them one place more:
 *
 * <pre>{@code
 * DeliveryPolicies shared = DeliveryPolicies.in(new Stack(app, "DeliveryPolicies"));
 * MediaPackageOriginDistribution.Builder.create(channelStack, "Delivery")
 *         .policies(shared)
 *         .origin(origin)
 *         .build();
 * }</pre>
 *
 * <p>The shared stack refers to no other, and what is in it is made of content, not of who asked first: adding or
 * removing a channel's stack changes no other's template.
 */
public final class DeliveryPolicies extends Value<Stack> {

    private DeliveryPolicies(Stack stack) {
        super(stack);
    }

    /**
     * Shared in this stack.
     *
     * @param stack of the same account as the distributions; one that holds nothing else can live longest
     * @return the choice
     */
    public static DeliveryPolicies in(Stack stack) {
        Check.present("stack", stack);
        return new DeliveryPolicies(stack);
    }
}
