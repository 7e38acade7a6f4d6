package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.constructs.Construct;

/**
 * What a distribution will be, before it is one: a value that can be looked at.
 *
 * <p>{@link #checked} refuses what cannot be, before the first construct exists; {@link #define} sends the distribution
 * to the Node kernel as one request.
 *
 * @param routes in the order in which CloudFront tries them; the last one answers everything
 */
public record Plan(Placement at, ViewerProtocolPolicy protocol, List<Route> routes, List<Concern> concerns) {

    /** A facade's child of this name is its {@code node.defaultChild}, and adds nothing to logical ids. */
    private static final String DISTRIBUTION = "Default";

    public Plan {
        routes = List.copyOf(routes);
        concerns = List.copyOf(concerns);
    }

    public Plan with(Concern... more) {
        return new Plan(
                at,
                protocol,
                routes,
                Stream.concat(concerns.stream(), Stream.of(more)).toList());
    }

    public Plan with(Optional<? extends Concern> wish) {
        return wish.map(concern -> with(concern)).orElse(this);
    }

    /** What the plan wishes in one matter, if anything. */
    public <T extends Concern> Optional<T> concern(Class<T> kind) {
        return concerns.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** All wishes of a kind of which there can be several. */
    <T extends Concern> List<T> concerns(Class<T> kind) {
        return concerns.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The paths that are the facade's own. */
    public List<Route.Content> content() {
        return routes.stream()
                .filter(Route.Content.class::isInstance)
                .map(Route.Content.class::cast)
                .toList();
    }

    /** All paths, with those that the concerns add. */
    public List<Route> allRoutes() {
        List<Route> all = routes;
        for (Concern concern : concerns) {
            all = concern.routes(all);
        }
        for (Concern concern : concerns) {
            all = concern.sparing(all);
        }
        return all;
    }

    /** What of it has metrics of its own, each once. */
    public List<Part> parts() {
        return concerns.stream()
                .flatMap(concern -> concern.parts(this).stream())
                .distinct()
                .toList();
    }

    /** Refuses what cannot be: the one place for all that only the whole plan shows. */
    public Plan checked() {
        concerns.forEach(concern -> concern.check(this));
        Set<PathPattern> taken = new HashSet<>();
        for (Route route : allRoutes()) {
            Check.that(
                    taken.add(route.path()),
                    "pathPattern: must be used once",
                    route.path(),
                    "remove the additional behaviour with it");
        }
        Check.that(
                taken.size() <= Limits.BEHAVIORS,
                "additionalBehavior: CloudFront takes at most " + Limits.BEHAVIORS
                        + " behaviours, the default one counted",
                taken.size(),
                "spread the paths over several distributions");
        return this;
    }

    /**
     * Defines the distribution as a child of the facade, or adds the paths to the one that is there.
     *
     * @param content the origin of the facade's own paths
     */
    public Distribution define(Construct facade, IOrigin content) {
        Optional<Existing> existing = concern(Existing.class);
        return existing.isPresent() ? extend(existing.get(), facade, content) : defineNew(facade, content);
    }

    /** Each path is a request: the distribution is made already. */
    private Distribution extend(Existing existing, Construct facade, IOrigin content) {
        Placement inside = at.within(facade);
        existing.tell(this, inside);
        Distribution distribution = existing.distribution();
        Route.Surroundings around = new Route.Surroundings(content, protocol, at.shared());
        for (Route route : allRoutes()) {
            BehaviorOptions behavior = behavior(route, around);
            distribution.addBehavior(route.path().text(), behavior.getOrigin(), behavior);
        }
        concerns.forEach(concern -> concern.complete(distribution, inside));
        return distribution;
    }

    private Distribution defineNew(Construct facade, IOrigin content) {
        Placement inside = at.within(facade);
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        Route.Surroundings around = new Route.Surroundings(content, protocol, at.shared());
        List<Route> all = new ArrayList<>(allRoutes());
        Route everythingElse = all.remove(all.size() - 1);
        all.forEach(route -> behaviors.put(route.path().text(), behavior(route, around)));
        Distribution.Builder described = Distribution.Builder.create(facade, DISTRIBUTION)
                .defaultBehavior(behavior(everythingElse, around))
                .additionalBehaviors(behaviors);
        concerns.forEach(concern -> concern.describe(described, inside));
        Distribution distribution = described.build();
        concerns.forEach(concern -> concern.complete(distribution, inside));
        return distribution;
    }

    private BehaviorOptions behavior(Route route, Route.Surroundings around) {
        BehaviorOptions.Builder behavior = route.behavior(around);
        if (route instanceof Route.Content content) {
            concerns.forEach(concern -> concern.describe(content, behavior, around.shared()));
            concerns.forEach(concern -> concern.overrule(content, behavior));
            List<FunctionAssociation> functions = concerns.stream()
                    .flatMap(concern -> concern.functions(content).stream())
                    .toList();
            behavior.functionAssociations(functions.isEmpty() ? null : functions);
        }
        return behavior.build();
    }
}
