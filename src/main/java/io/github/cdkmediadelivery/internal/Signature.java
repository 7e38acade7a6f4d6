package io.github.cdkmediadelivery.internal;

import java.util.List;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;

/** Content is for those who show a signature, but for some of its paths, which are tried first. */
public record Signature(Shown by, List<IKeyGroupRef> groups, OpenPaths open) implements Access {

    private static final String OPTION = "viewerAccess";

    /** Where viewers show it. */
    public enum Shown {
        URL,
        COOKIES
    }

    public Signature {
        Check.that(
                groups.size() <= Limits.KEY_GROUPS,
                OPTION + ": a behaviour takes at most " + Limits.KEY_GROUPS + " key groups",
                groups.size(),
                "put the keys into fewer groups");
        groups = List.copyOf(groups);
    }

    @Override
    public Signature exceptFor(OpenPaths paths) {
        return new Signature(by, groups, paths);
    }

    @Override
    public void check(Plan plan) {
        Check.that(
                !groups.isEmpty(),
                OPTION + ": must name the keys that sign",
                "none",
                "use ViewerAccess.signedCookies(keys)");
        plan.concern(Cors.class)
                .filter(cors -> by == Shown.COOKIES)
                .ifPresent(cors -> Check.that(
                        cors.credentials(),
                        "cors: must allow credentials where viewers show signed cookies, or browsers send none",
                        cors,
                        "use CorsRules.origins(…).credentials()"));
        open.check(plan);
    }

    @Override
    public List<Route> routes(List<Route> routes) {
        return open.routes(routes);
    }

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        if (!route.is(Route.Trait.UNSIGNED)) {
            behavior.trustedKeyGroups(groups);
        }
    }
}
