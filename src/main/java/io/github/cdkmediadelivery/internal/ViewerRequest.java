package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;

/**
 * A function sees each request for the content before the cache does, but for media that it would let pass in any case.
 *
 * @param services the one for services around the content, made when it is first needed
 * @param passing how the names of media end that the function lets pass, whoever asks
 * @param prefix a first folder that the function takes off the path
 */
public record ViewerRequest(
        IFunctionRef function, Supplier<? extends IFunctionRef> services, List<String> passing, Optional<String> prefix)
        implements Concern {

    public ViewerRequest(IFunctionRef function, Supplier<? extends IFunctionRef> services, List<String> passing) {
        this(function, services, passing, Optional.empty());
    }

    public ViewerRequest(IFunctionRef function, List<String> passing) {
        this(function, () -> function, passing);
    }

    public ViewerRequest behind(String folder) {
        return new ViewerRequest(function, services, passing, Optional.of(folder));
    }

    /** Before all paths it would be a path of its own, and open the content under names that nobody chose. */
    @Override
    public void check(Plan plan) {
        prefix.ifPresent(folder -> Check.that(
                plan.content().stream().noneMatch(route -> route.path().equals(PathPattern.EVERYTHING)),
                "pathPrefix: must stand before a path of the content, which answers every path here, with it or without",
                folder,
                "add contentPath(…), or use viewerRequestFunction(function)"));
    }

    /** The content as it is, then the same behind the prefix: a folder of the content may be called like the first. */
    @Override
    public List<Route> routes(List<Route> routes) {
        if (prefix.isEmpty()) {
            return routes;
        }
        List<Route> all = new ArrayList<>(routes);
        int last = 0;
        List<Route> behind = new ArrayList<>();
        for (Route route : routes) {
            boolean content = route instanceof Route.Content && route.purpose() != Purpose.SERVICE;
            if (content || (route instanceof Route.Refused && !route.path().coversEverything())) {
                last = routes.indexOf(route) + 1;
                PathPattern path = PathPattern.of(prefix.get() + route.path().text());
                behind.add(route instanceof Route.Content served ? served.at(path) : new Route.Refused(path));
            }
        }
        all.addAll(last, behind);
        return all;
    }

    /** A function is paid for by its runs, and there are many segments for each manifest. */
    @Override
    public List<Route> sparing(List<Route> all) {
        List<Route> spared = all;
        for (Route route : all) {
            if (route instanceof Route.Content folder && !passing.isEmpty() && holdsMedia(folder)) {
                List<Route> more = setApart(folder, spared);
                spared = more.size() <= Limits.BEHAVIORS ? more : spared;
            }
        }
        return spared;
    }

    private static boolean holdsMedia(Route.Content route) {
        return route.purpose() == Purpose.MEDIA
                && route.path().isFolder()
                && !route.is(Route.Trait.UNGUARDED)
                && !route.is(Route.Trait.GUARDED_AS_A_WHOLE);
    }

    /**
     * By what media are called: the folder keeps the function for everything else. So does what is called like a
     * manifest and goes on, as {@code index.m3u8;1.ts} and {@code index.m3u8/1.ts}, whose end an origin may overlook.
     */
    private List<Route> setApart(Route.Content folder, List<Route> all) {
        String names = folder.path().text();
        Stream<String> manifests = all.stream()
                .filter(route -> route.purpose() == Purpose.MANIFEST)
                .map(route -> route.path().text())
                .filter(path -> path.startsWith(names));
        Stream<String> ofAnyFormat = Route.MANIFESTS.stream().map(name -> names + name.substring(1));
        Stream<Route.Content> goingOn =
                Stream.concat(manifests, ofAnyFormat).distinct().map(path -> folder.at(PathPattern.of(path + "?*")));
        Stream<Route.Content> apart = passing.stream()
                .map(ending -> folder.at(PathPattern.of(names + "." + ending)).with(Set.of(Route.Trait.UNGUARDED)));
        Set<PathPattern> taken = Set.copyOf(all.stream().map(Route::path).toList());
        List<Route> more = new ArrayList<>(all);
        more.addAll(
                all.indexOf(folder),
                Stream.concat(goingOn, apart)
                        .filter(route -> !taken.contains(route.path()))
                        .toList());
        return more;
    }

    /** The second one only where it runs: asking for it makes it. */
    @Override
    public List<Part> parts(Plan plan) {
        Part content = new Part.EdgeFunction(function);
        return plan.content().stream()
                        .anyMatch(route -> route.purpose() == Purpose.SERVICE && !route.is(Route.Trait.UNGUARDED))
                ? List.of(content, new Part.EdgeFunction(services.get()))
                : List.of(content);
    }

    @Override
    public List<FunctionAssociation> functions(Route.Content route) {
        return route.is(Route.Trait.UNGUARDED)
                ? List.of()
                : List.of(FunctionAssociation.builder()
                        .eventType(FunctionEventType.VIEWER_REQUEST)
                        .function(route.purpose() == Purpose.SERVICE ? services.get() : function)
                        .build());
    }
}
