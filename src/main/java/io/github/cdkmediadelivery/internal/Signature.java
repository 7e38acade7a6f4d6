package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;

/** Content is for those who show a signature, but for some of its paths, which are tried first. */
public record Signature(Shown by, List<IKeyGroupRef> groups, List<PathPattern> open) implements Concern {

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
        open = List.copyOf(open);
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
        List<PathPattern> signed = plan.content().stream().map(Route::path).toList();
        for (PathPattern path : open) {
            Check.that(
                    signed.stream().noneMatch(path::covers),
                    OPTION + ": must not open a path that it signs",
                    path,
                    "name a narrower path in exceptFor(…)");
            Check.that(
                    partOf(path, plan.routes()).isPresent(),
                    OPTION + ": must open paths of the content only",
                    path,
                    "name a path under one of " + signed);
        }
    }

    /** An open path is answered as the path of the content that it is a part of, before any of them. */
    @Override
    public List<Route> routes(List<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        int first = (int) routes.stream()
                .takeWhile(route -> !(route instanceof Route.Content))
                .count();
        for (PathPattern path : open) {
            partOf(path, routes)
                    .ifPresent(whole ->
                            all.add(first + open.indexOf(path), whole.at(path).with(Set.of(Route.Trait.UNSIGNED))));
        }
        return all;
    }

    private static Optional<Route.Content> partOf(PathPattern path, List<Route> routes) {
        List<Route.Content> content = routes.stream()
                .filter(Route.Content.class::isInstance)
                .map(Route.Content.class::cast)
                .toList();
        return content.stream()
                .filter(route -> route.path().covers(path))
                .findFirst()
                // Where only the deployment knows the path, nothing can be compared.
                .or(() -> content.stream()
                        .filter(route -> !route.path().isKnown())
                        .findFirst());
    }

    @Override
    public void describe(Route.Content route, BehaviorOptions.Builder behavior, SharedResources shared) {
        if (!route.is(Route.Trait.UNSIGNED)) {
            behavior.trustedKeyGroups(groups);
        }
    }
}
