package io.github.cdkmediadelivery.systems;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.Finding;
import io.github.cdkmediadelivery.simulator.Review;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * A system as it comes out of the CDK.
 *
 * @param assembly of all its stacks
 * @param warnings that the synthesis printed, by their ids
 */
record Rebuilt(CloudAssembly assembly, NavigableSet<String> warnings, List<JsonNode> templates) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Rebuilt {
        templates = List.copyOf(templates);
    }

    /** Under the feature flags that a new app has. */
    static Rebuilt of(Consumer<App> system) {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "synth")), "system");
            var flags = JSON.convertValue(
                    JSON.readTree(Path.of("cdk.json").toFile()).path("context"),
                    new TypeReference<Map<String, Object>>() {});
            var app = new App(AppProps.builder()
                    .analyticsReporting(false)
                    .context(flags)
                    .outdir(folder.toString())
                    .build());
            system.accept(app);
            app.synth();
            return new Rebuilt(CloudAssembly.in(folder), warningsIn(folder), templatesIn(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Edge edge() {
        return Edge.of(assembly);
    }

    /** The same where secrets have values. */
    Edge edge(UnaryOperator<CloudAssembly> secrets) {
        return Edge.of(secrets.apply(assembly));
    }

    /** What the review finds, notes of what it cannot see among it. */
    List<String> findings() {
        return Review.of(assembly).stream()
                .map(Finding::rule)
                .map(Finding.Rule::id)
                .distinct()
                .toList();
    }

    /** All resources of a type, in all stacks. */
    List<JsonNode> resources(String type) {
        return templates.stream()
                .flatMap(template -> Stream.of(template.path("Resources")))
                .flatMap(resources -> resources.properties().stream())
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.path("Properties"))
                .toList();
    }

    /** What the synthesis prints: of the review by its plugin, and of constructs. */
    private static NavigableSet<String> warningsIn(Path folder) throws IOException {
        NavigableSet<String> ids = new TreeSet<>();
        var report = folder.resolve("validation-report.json");
        if (Files.exists(report)) {
            JSON.readTree(report.toFile())
                    .findValues("violations")
                    .forEach(open -> ids.addAll(open.findValuesAsText("ruleName")));
        }
        return ids;
    }

    private static List<JsonNode> templatesIn(Path folder) throws IOException {
        List<JsonNode> templates = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".template.json"))
                    .sorted()
                    .toList()) {
                templates.add(JSON.readTree(file.toFile()));
            }
        }
        return templates;
    }
}
