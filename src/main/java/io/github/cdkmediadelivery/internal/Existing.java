package io.github.cdkmediadelivery.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
import software.amazon.awscdk.services.cloudfront.Distribution;

/**
 * A distribution of the user's that the content is added to, behind the paths that it has already: these are read when
 * the content is added, with the rest of its settings.
 *
 * @param config the distribution's, as it is by then
 */
public record Existing(Distribution distribution, Map<?, ?> config) implements Concern {

    private static final String OPTION = "addTo: ";

    public static Existing of(Distribution distribution, Placement at) {
        Object child = distribution.getNode().getDefaultChild();
        Object config =
                child instanceof CfnDistribution resource ? at.stack().resolve(resource.getDistributionConfig()) : null;
        return new Existing(distribution, config instanceof Map<?, ?> map ? map : Map.of());
    }

    /** What leads out of MediaPackage's folders is refused once for all origins of the distribution. */
    @Override
    public List<Route> routes(List<Route> all) {
        List<PathPattern> decided = paths(behaviors().filter(behavior -> behavior.containsKey("functionAssociations")));
        return all.stream()
                .filter(route -> !(route instanceof Route.Refused && decided.contains(route.path())))
                .toList();
    }

    @Override
    public void check(Plan plan) {
        Check.that(
                distribution.getStack().equals(plan.at().stack()),
                OPTION + "must be a distribution of the same stack, since each would need the other",
                distribution.getNode().getPath(),
                "make the content in its stack");
        Check.that(
                plan.content().stream().noneMatch(route -> route.path().equals(PathPattern.EVERYTHING)),
                OPTION + "must be told a path of the content, since other paths are the distribution's own",
                PathPattern.EVERYTHING,
                "add contentPath(…)");
        List<PathPattern> taken = paths(behaviors());
        List<Route> added = plan.allRoutes().stream()
                .sorted(Comparator.comparing(Route.Refused.class::isInstance))
                .toList();
        for (Route route : added) {
            taken.stream().filter(path -> path.covers(route.path())).findFirst().ifPresent(path -> {
                throw Check.refusal(
                        OPTION + "must be a distribution whose paths leave '" + route.path()
                                + "' to the content, which CloudFront asks after them",
                        path,
                        added.stream().map(Route::path).anyMatch(path::equals)
                                ? "give one of the two another path"
                                : "add the content first, or name a narrower path");
            });
        }
        int all = taken.size() + added.size() + 1;
        Check.that(
                all <= Limits.BEHAVIORS,
                OPTION + "CloudFront takes at most " + Limits.BEHAVIORS + " behaviours, the default one counted",
                all,
                "spread the paths over several distributions");
    }

    private static List<PathPattern> paths(Stream<Map<?, ?>> behaviors) {
        return behaviors
                .map(behavior -> behavior.get("pathPattern"))
                // What only the deployment knows, such as the folder of an imported endpoint, overlaps nothing that is
                // known.
                .filter(String.class::isInstance)
                .map(path -> PathPattern.of((String) path))
                .toList();
    }

    private Stream<Map<?, ?>> behaviors() {
        return config.get("cacheBehaviors") instanceof List<?> all
                ? all.stream().filter(Map.class::isInstance).map(behavior -> (Map<?, ?>) behavior)
                : Stream.empty();
    }

    /** What goes past the content. */
    void tell(Plan plan, Placement facade) {
        // With two dots they are the library's own refusals, of the content that was added before.
        for (PathPattern path : paths(behaviors()).stream()
                .filter(path -> !path.text().contains(".."))
                .toList()) {
            Optional<PathPattern> content = plan.content().stream()
                    .map(Route.Content::path)
                    .filter(path::overlaps)
                    .findFirst();
            content.ifPresent(part -> Warnings.add(
                    facade.scope(),
                    "distribution-path-over-content",
                    "addTo: the distribution's path '" + path + "' is asked before the content: what it matches of '"
                            + part + "' goes to its origin, not to the content's."));
        }
    }
}
