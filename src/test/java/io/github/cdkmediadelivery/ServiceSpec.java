package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What CloudFormation does with resources of a type, by the schemas of AWS that aws-cdk-lib is generated from.
 *
 * @param identifier the properties that name a resource, where the service does not make up its id
 * @param replacing the properties whose change makes another resource
 * @param stateful whether a replaced one takes its content along
 */
record ServiceSpec(Set<String> identifier, Set<String> replacing, boolean stateful) {

    private static final NodeProcess SCHEMAS = new NodeProcess("src/test/node/service-spec.mjs");
    private static final Map<String, ServiceSpec> KNOWN = new ConcurrentHashMap<>();

    /** Those that hold something, which the schemas say of databases and buckets alone. */
    private static final Set<String> STORES = Set.of("AWS::CloudFront::KeyValueStore", "AWS::MediaStore::Container");

    static ServiceSpec of(String type) {
        return KNOWN.computeIfAbsent(type, ServiceSpec::ask);
    }

    private static ServiceSpec ask(String type) {
        var answer = SCHEMAS.ask(JsonNodeFactory.instance.objectNode().put("type", type));
        if (answer.has("error")) {
            throw new IllegalArgumentException(answer.path("error").asText());
        }
        return new ServiceSpec(
                texts(answer.path("identifier")),
                texts(answer.path("replacing")),
                answer.path("stateful").asBoolean() || STORES.contains(type));
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The name of a resource, that no other of its type may have; nothing where the service makes one up. */
    String nameOf(JsonNode properties) {
        if (!identifier.isEmpty() && identifier.stream().allMatch(properties::has)) {
            return identifier.stream()
                    .sorted()
                    .map(part -> properties.path(part).toString())
                    .collect(Collectors.joining(" "));
        }
        // CloudFront makes up the id, and yet wants the name of a configuration to be the only one.
        return StreamSupport.stream(properties.spliterator(), false)
                .filter(part -> part.has("Name"))
                .map(part -> part.path("Name").toString())
                .findFirst()
                .orElse(properties.path("Name").toString());
    }

    boolean replaces(JsonNode before, JsonNode after) {
        return replacing.stream().anyMatch(property -> !before.path(property).equals(after.path(property)));
    }
}
