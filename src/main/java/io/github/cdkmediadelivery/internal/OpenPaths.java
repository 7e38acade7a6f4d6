package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Paths of the content for which nobody has to show anything, whatever is asked of the rest. */
public record OpenPaths(List<PathPattern> paths) {

    public static final OpenPaths NONE = new OpenPaths(List.of());

    private static final String OPTION = "viewerAccess";

    public OpenPaths {
        paths = List.copyOf(paths);
    }

    void check(Plan plan) {
        List<Route.Content> content = signable(plan.routes());
        for (PathPattern path : paths) {
            Check.that(
                    content.stream().noneMatch(route -> path.covers(route.path())),
                    OPTION + ": must not open a path that it signs",
                    path,
                    "name a narrower path in exceptFor(…)");
            Check.that(
                    content.stream().anyMatch(route -> holds(route, path))
                            && plan.content().stream().noneMatch(route -> isService(route) && holds(route, path)),
                    OPTION + ": must open paths of the content only",
                    path,
                    "name a path under one of "
                            + content.stream().map(Route::path).toList());
            Check.that(
                    content.stream().allMatch(route -> opened(path, route).isPresent() || !cuts(path, route)),
                    OPTION + ": must open a folder, or files of one kind, or how long they are kept is not known",
                    path,
                    "name a folder ('/open/*') or an ending ('/open/*.jpg') in exceptFor(…)");
        }
    }

    /**
     * What is opened is answered as the content that it is a part of: an opened folder has manifests and media like the
     * whole. It is tried before the content, and after what is not content at all.
     */
    List<Route> routes(List<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        List<Route.Content> content = signable(routes);
        List<Route.Content> before =
                paths.stream().flatMap(path -> opened(path, content)).distinct().toList();
        all.addAll(content.isEmpty() ? 0 : routes.indexOf(content.get(0)), before);
        return all;
    }

    private static Stream<Route.Content> opened(PathPattern path, List<Route.Content> content) {
        List<Route.Content> parts = new ArrayList<>();
        for (Route.Content route : content) {
            opened(path, route).ifPresent(parts::add);
            if (holds(route, path)) {
                break;
            }
        }
        return parts.stream();
    }

    /** The part of a route that a path opens; nothing where they have nothing in common, or no pattern says what. */
    private static Optional<Route.Content> opened(PathPattern path, Route.Content route) {
        Optional<PathPattern> part = holds(route, path)
                ? Optional.of(path)
                : path.within(route.path().orItsNames()).filter(unused -> cuts(path, route));
        return part.map(common -> route.at(common).with(Set.of(Route.Trait.UNSIGNED)));
    }

    /** Whether a path opens some of a route, and something beside it. */
    private static boolean cuts(PathPattern path, Route.Content route) {
        return path.overlaps(route.path().orItsNames()) && !holds(route, path);
    }

    /** Where only the deployment knows the folder, the path is taken to be in it. */
    private static boolean holds(Route.Content route, PathPattern path) {
        return route.path().orItsNames().covers(path);
    }

    private static List<Route.Content> signable(List<Route> routes) {
        return routes.stream()
                .filter(Route.Content.class::isInstance)
                .map(Route.Content.class::cast)
                .filter(route -> !isService(route) && !route.is(Route.Trait.UNSIGNED))
                .toList();
    }

    private static boolean isService(Route route) {
        return route.purpose() == Purpose.SERVICE;
    }
}
