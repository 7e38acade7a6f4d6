package io.github.cdkmediadelivery.audience;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Distribution;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.EdgeRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * A distribution that is asked, and how its viewers are let in.
 *
 * @param edge of its template
 * @param distribution of the edge's
 * @param ticket what a viewer's request of a path and query is
 */
record Delivery(Edge edge, Distribution distribution, BiFunction<Viewer, String, EdgeRequest> ticket) {

    private static final Path TEMPLATES = Path.of("src", "benchmark", "templates");

    /** For everyone: the first distribution of the app. */
    static Delivery of(Consumer<App> define) {
        return of(Map.of(), define);
    }

    /** The same with context. */
    static Delivery of(Map<String, Object> context, Consumer<App> define) {
        App app = new App(
                AppProps.builder().context(context).analyticsReporting(false).build());
        define.accept(app);
        return open(Edge.of(CloudAssembly.of(app)));
    }

    /** A template written by hand, with its parameters. */
    static Delivery ofTemplate(String name, Map<String, String> parameters) {
        CloudAssembly assembly = CloudAssembly.ofTemplate(TEMPLATES.resolve(name + ".yaml"));
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            assembly = assembly.with(parameter.getKey(), parameter.getValue());
        }
        return open(Edge.of(assembly));
    }

    private static Delivery open(Edge edge) {
        return new Delivery(edge, edge.distributions().get(0), (viewer, path) -> edge.get(path)).anotherOf(0);
    }

    /** Another distribution of the same app. */
    Delivery anotherOf(int number) {
        Distribution one = edge.distributions().get(number);
        return new Delivery(edge, one, (viewer, path) -> edge.get("https://" + one.domainName() + path));
    }

    /** The same, whose viewers have to show something. */
    Delivery with(Function<Delivery, BiFunction<Viewer, String, EdgeRequest>> tickets) {
        return new Delivery(edge, distribution, tickets.apply(this));
    }

    String url(String path) {
        return "https://" + distribution.domainName() + path;
    }

    /** Whether one more cache stands before the origins. */
    boolean isShielded() {
        return distribution.origins().stream()
                .anyMatch(origin -> !origin.shield().isEmpty());
    }
}
