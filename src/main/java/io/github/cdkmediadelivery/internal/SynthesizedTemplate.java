package io.github.cdkmediadelivery.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;

/** A template as the synthesis has written it, read in Java: what concerns several constructs is seen only here. */
record SynthesizedTemplate(String path, JsonNode content) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SynthesizedTemplate read(String path) {
        try {
            return new SynthesizedTemplate(path, JSON.readTree(Path.of(path).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The template of a stack, and those of the stacks nested in it, which the list of its assets names. */
    static List<SynthesizedTemplate> readWithNested(String path) {
        List<SynthesizedTemplate> templates = new ArrayList<>();
        templates.add(read(path));
        Path assets = Path.of(path.replaceFirst("\\.template\\.json$", ".assets.json"));
        if (Files.exists(assets)) {
            for (JsonNode asset : read(assets.toString()).content.path("files")) {
                String file = asset.at("/source/path").asText();
                if (file.endsWith(".nested.template.json")) {
                    templates.add(read(assets.resolveSibling(file).toString()));
                }
            }
        }
        return templates;
    }

    /** Resources of a type by their logical ids. */
    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        content.path("Resources").properties().forEach(entry -> {
            if (type.equals(entry.getValue().path("Type").asText())) {
                found.put(entry.getKey(), entry.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** The configuration of a policy that is referred to; missing where it is not of this template. */
    JsonNode referred(JsonNode reference) {
        return content.path("Resources").path(reference.path("Ref").asText()).path("Properties");
    }

    String fileName() {
        return Path.of(path).toFile().getName();
    }

    PolicyViolatingResource violating(String logicalId) {
        return PolicyViolatingResource.builder()
                .resourceLogicalId(logicalId)
                .templatePath(path)
                .locations(List.of())
                .build();
    }

    static PolicyViolation violation(
            String rule, String severity, String what, String fix, Collection<PolicyViolatingResource> where) {
        return PolicyViolation.builder()
                .ruleName(rule)
                .severity(severity)
                .description(what)
                .fix(fix)
                .violatingResources(List.copyOf(where))
                .build();
    }
}
