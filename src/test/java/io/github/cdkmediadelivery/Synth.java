package io.github.cdkmediadelivery;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

/**
 * Synthesizes a small app and returns the CloudFormation templates that came out of it.
 *
 * <p>Apps run under the feature flags of the repository's {@code cdk.json}, as they would under the CDK command line.
 * The build sets {@code CDK_VALIDATION=false}: validating the templates is the business of {@link Findings}.
 */
final class Synth {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> CONTEXT = context(Path.of("cdk.json"));

    private Synth() {}

    /** The template of one environment-agnostic stack named {@code Test}. */
    static JsonNode template(Consumer<Stack> build) {
        var templates = templates(app -> build.accept(new Stack(app, "Test")));
        return Objects.requireNonNull(templates.get("Test"));
    }

    /** The templates of all stacks of an app, those in stages included, by artifact id. */
    static Map<String, JsonNode> templates(Consumer<App> build) {
        Map<String, JsonNode> templates = new LinkedHashMap<>();
        collect(synthesize(build), templates);
        return templates;
    }

    /** The same under some more context than {@code cdk.json} gives it. */
    static Map<String, JsonNode> templates(Map<String, Object> moreContext, Consumer<App> build) {
        Map<String, JsonNode> templates = new LinkedHashMap<>();
        collect(synthesize(moreContext, build), templates);
        return templates;
    }

    /** The directory of the cloud assembly of an app. */
    static Path synthesize(Consumer<App> build) {
        return synthesize(Map.of(), build);
    }

    /** The directory of the cloud assembly of an app that has some more context than {@code cdk.json} gives it. */
    static Path synthesize(Map<String, Object> moreContext, Consumer<App> build) {
        Map<String, Object> context = new HashMap<>(CONTEXT);
        context.putAll(moreContext);
        var directory = freshDirectory();
        var app = new App(AppProps.builder()
                .analyticsReporting(false) // no AWS::CDK::Metadata resource
                .context(context)
                .outdir(directory.toString())
                .build());
        build.accept(app);
        app.synth();
        return directory;
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Path assembly, Map<String, JsonNode> templates) {
        read(assembly.resolve("manifest.json")).path("artifacts").properties().forEach(entry -> {
            var artifact = entry.getValue();
            var stack = artifact.at("/properties/templateFile");
            var stage = artifact.at("/properties/directoryName");
            if (artifact.path("type").asText().equals("aws:cloudformation:stack")) {
                templates.put(entry.getKey(), quiet(read(assembly.resolve(stack.asText()))));
            } else if (artifact.path("type").asText().equals("cdk:cloud-assembly")) {
                collect(assembly.resolve(stage.asText()), templates);
            }
        });
    }

    /** Removes what every CDK stack has: the check of the bootstrap version. */
    private static JsonNode quiet(JsonNode template) {
        removeFrom((ObjectNode) template, "Parameters", "BootstrapVersion");
        removeFrom((ObjectNode) template, "Rules", "CheckBootstrapVersion");
        return template;
    }

    private static void removeFrom(ObjectNode template, String section, String name) {
        if (template.get(section) instanceof ObjectNode entries && entries.remove(name) != null && entries.isEmpty()) {
            template.remove(section);
        }
    }

    private static Path freshDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "synth")), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> context(Path cdkJson) {
        return Files.exists(cdkJson)
                ? JSON.convertValue(read(cdkJson).path("context"), new TypeReference<Map<String, Object>>() {})
                : Map.of();
    }
}
