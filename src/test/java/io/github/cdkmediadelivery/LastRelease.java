package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a template of the last release deployed that the next one must find again: the resources by logical id, each
 * with its type and the properties whose change makes another resource.
 */
record LastRelease(JsonNode resources) {

    /**
     * What CloudFormation makes anew beside the old one, and nobody outside of the stack notices: it holds nothing, and
     * its name or its id is another one each time.
     */
    private static final Set<String> REMADE_UNNOTICED = Set.of(
            "AWS::CloudFront::CachePolicy",
            "AWS::CloudFront::Function",
            "AWS::CloudFront::OriginAccessControl",
            "AWS::CloudFront::ResponseHeadersPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::Lambda::Function",
            "AWS::Lambda::LayerVersion");

    /** What is kept of a template when it is released. */
    static LastRelease of(JsonNode template) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        template.path("Resources").properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asText();
            if (!REMADE_UNNOTICED.contains(type)) {
                kept.putObject(resource.getKey())
                        .put("Type", type)
                        .set("Properties", replacing(type, resource.getValue().path("Properties")));
            }
        });
        return new LastRelease(kept);
    }

    private static ObjectNode replacing(String type, JsonNode properties) {
        ObjectNode replacing = JsonNodeFactory.instance.objectNode();
        replacing(type).filter(properties::has).forEach(name -> replacing.set(name, properties.get(name)));
        return replacing;
    }

    /** What a stack loses that is updated to another template. */
    Stream<String> lostIn(JsonNode template) {
        return resources.properties().stream().flatMap(kept -> {
            String type = kept.getValue().path("Type").asText();
            JsonNode now = template.path("Resources").path(kept.getKey());
            if (now.isMissingNode()) {
                return Stream.of(type + " " + kept.getKey() + " is gone");
            }
            if (!now.path("Type").asText().equals(type)) {
                return Stream.of(type + " " + kept.getKey() + " is now "
                        + now.path("Type").asText());
            }
            return replaced(type, kept.getKey(), kept.getValue().path("Properties"), now.path("Properties"));
        });
    }

    private static Stream<String> replaced(String type, String id, JsonNode before, JsonNode now) {
        return replacing(type)
                .filter(property -> !before.path(property).equals(now.path(property)))
                .map(property -> type + " " + id + " is replaced, since " + property + " was " + shown(before, property)
                        + " and is " + shown(now, property));
    }

    /** A custom resource is replaced when its own code says so, which no schema tells. */
    private static Stream<String> replacing(String type) {
        return type.startsWith("Custom::")
                ? Stream.empty()
                : ServiceSpec.of(type).replacing().stream().sorted();
    }

    private static String shown(JsonNode properties, String property) {
        return properties.has(property) ? properties.get(property).toString() : "not set";
    }
}
