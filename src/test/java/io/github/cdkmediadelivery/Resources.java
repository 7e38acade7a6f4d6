package io.github.cdkmediadelivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.Stack;

/** Reads a template: resources by type, and what every test asks of a distribution. */
record Resources(JsonNode template) {

    static final String DISTRIBUTION = "AWS::CloudFront::Distribution";
    static final String CACHE_POLICY = "AWS::CloudFront::CachePolicy";
    static final String CORS_POLICY = "AWS::CloudFront::ResponseHeadersPolicy";
    static final String ACCESS_CONTROL = "AWS::CloudFront::OriginAccessControl";
    static final String ENDPOINT_POLICY = "AWS::MediaPackageV2::OriginEndpointPolicy";
    static final String FUNCTION = "AWS::CloudFront::Function";

    static Resources of(Consumer<Stack> build) {
        return new Resources(Synth.template(build));
    }

    /** What a policy or an output holds as text. */
    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The properties of the resources of a type, by logical id. */
    Map<String, JsonNode> all(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        template.path("Resources").properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** The properties of the only resource of a type. */
    JsonNode only(String type) {
        var found = all(type);
        if (found.size() != 1) {
            throw new AssertionError("not one " + type + " but " + found.keySet());
        }
        return found.values().iterator().next();
    }

    /** The logical id of the only resource of a type. */
    String id(String type) {
        only(type);
        return all(type).keySet().iterator().next();
    }

    JsonNode config() {
        return only(DISTRIBUTION).path("DistributionConfig");
    }

    JsonNode defaultBehavior() {
        return config().path("DefaultCacheBehavior");
    }

    /** The behaviours with a path, in the order in which CloudFront tries them. */
    /** All but those that refuse {@linkplain TwistedPathsTest twisted paths}, which stand before what they are of. */
    JsonNode behaviors() {
        var behaviors = JsonNodeFactory.instance.arrayNode();
        allBehaviors().forEach(behavior -> {
            if (!behavior.path("PathPattern").asText().endsWith("/*..*")) {
                behaviors.add(behavior);
            }
        });
        return behaviors;
    }

    JsonNode allBehaviors() {
        return config().path("CacheBehaviors");
    }

    JsonNode origin() {
        var origins = config().path("Origins");
        if (origins.size() != 1) {
            throw new AssertionError("not one origin but " + origins);
        }
        return origins.path(0);
    }

    /** A part of the template as it is after deployment. */
    JsonNode resolved(JsonNode part) {
        return Resolved.of(template).value(part);
    }
}
