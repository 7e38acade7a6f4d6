package io.github.cdkmediadelivery.internal;

import java.util.List;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;

/**
 * One wish about a distribution, as a value: signed access, CORS, an own domain.
 *
 * <p>Each says properties that no other says, so their order in a plan does not matter.
 */
public interface Concern {

    /** Refuses what this wish makes impossible in the plan. Nothing is defined yet. */
    default void check(Plan plan) {}

    /** The routes, with those that this wish needs. */
    default List<Route> routes(List<Route> routes) {
        return routes;
    }

    /**
     * The same once all are known, with routes on which this wish need not be, as far as there is room for them. They
     * only save what it costs.
     */
    default List<Route> sparing(List<Route> all) {
        return all;
    }

    /** This wish's part of a path of the content. */
    default void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {}

    /** The functions that see the requests or answers of a path of the content: those of several wishes run beside. */
    default List<FunctionAssociation> functions(Route.Content route) {
        return List.of();
    }

    /** What the user says in the place of all that was said of a path of the content. */
    default void overrule(Route.Content route, BehaviorOptions.Builder behavior) {}

    /** This wish's part of the distribution; what it needs beside it is defined within the facade. */
    default void describe(Distribution.Builder distribution, Placement facade) {}

    /** What this wish brings with it that has metrics of its own. */
    default List<Part> parts(Plan plan) {
        return List.of();
    }

    /** What is left to do when the distribution is there. */
    default void complete(Distribution distribution, Placement facade) {}
}
