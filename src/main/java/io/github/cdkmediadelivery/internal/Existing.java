package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
import software.amazon.awscdk.services.cloudfront.Distribution;

/**
 * A distribution of the user's that the content is added to, behind the paths that it has already: these are read when
 * the content is added, with the rest of its settings.
 */
public record Existing(Distribution distribution) implements Concern {

    private static final String OPTION = "addTo: ";

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
        List<PathPattern> taken = taken(plan.at());
        for (Route.Content route : plan.content()) {
            taken.stream().filter(path -> path.covers(route.path())).findFirst().ifPresent(path -> {
                throw Check.refusal(
                        OPTION + "must be a distribution whose paths leave '" + route.path()
                                + "' to the content, which CloudFront asks after them",
                        path,
                        "add the content first, or name a narrower path");
            });
        }
        int all = taken.size() + plan.allRoutes().size() + 1;
        Check.that(
                all <= Limits.BEHAVIORS,
                OPTION + "CloudFront takes at most " + Limits.BEHAVIORS + " behaviours, the default one counted",
                all,
                "spread the paths over several distributions");
    }

    private List<PathPattern> taken(Placement at) {
        return behaviors(at).stream()
                .map(behavior -> behavior instanceof Map<?, ?> map ? map.get("pathPattern") : null)
                .filter(Objects::nonNull)
                .map(path -> PathPattern.of(String.valueOf(path)))
                .toList();
    }

    private List<?> behaviors(Placement at) {
        return config(at).get("cacheBehaviors") instanceof List<?> behaviors ? behaviors : List.of();
    }

    private Map<?, ?> config(Placement at) {
        Object child = distribution.getNode().getDefaultChild();
        Object config =
                child instanceof CfnDistribution resource ? at.stack().resolve(resource.getDistributionConfig()) : null;
        return config instanceof Map<?, ?> map ? map : Map.of();
    }

    /** What the content would have brought along, and what goes past it. */
    void tell(Plan plan, Placement facade) {
        if (!config(facade).containsKey("customErrorResponses")) {
            Warnings.add(
                    facade.scope(),
                    "distribution-without-error-caching",
                    "addTo: the distribution keeps errors for CloudFront's 10 seconds, which no live stream bears. Give it"
                            + " errorResponses(ErrorCaching.live().getResponses()), or vod() for films.");
        }
        for (PathPattern path : taken(facade)) {
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
