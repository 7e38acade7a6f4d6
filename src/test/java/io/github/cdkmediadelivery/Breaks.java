package io.github.cdkmediadelivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Parts of a template, to be broken. */
final class Breaks {

    static final String CACHE_POLICY = "AWS::CloudFront::CachePolicy";
    static final String ENDPOINT_POLICY = "AWS::MediaPackageV2::OriginEndpointPolicy";
    static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
    static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Breaks() {}

    /** The properties of each resource of a type. */
    static Stream<ObjectNode> all(ObjectNode template, String type) {
        return template.path("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> (ObjectNode) resource.path("Properties"))
                .toList()
                .stream();
    }

    static void remove(ObjectNode template, String type) {
        var ids = template.path("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .toList();
        template.withObject("/Resources").remove(ids);
    }

    static ObjectNode config(ObjectNode template) {
        return all(template, "AWS::CloudFront::Distribution")
                .findFirst()
                .orElseThrow()
                .withObject("/DistributionConfig");
    }

    static Consumer<ObjectNode> config(Consumer<ObjectNode> breaks) {
        return template -> breaks.accept(config(template));
    }

    static Consumer<ObjectNode> defaultBehaviour(Consumer<ObjectNode> breaks) {
        return template -> breaks.accept(config(template).withObject("/DefaultCacheBehavior"));
    }

    /** The behaviours whose patterns end so. */
    static Consumer<ObjectNode> behaviours(String ending, Consumer<ObjectNode> breaks) {
        return template -> objects(config(template).path("CacheBehaviors"))
                .filter(behaviour -> behaviour.path("PathPattern").asText().endsWith(ending))
                .forEach(breaks);
    }

    static Consumer<ObjectNode> withoutBehaviours(String ending) {
        return template -> {
            var behaviours = config(template).withArray("CacheBehaviors");
            var kept = objects(behaviours)
                    .filter(each -> !each.path("PathPattern").asText().endsWith(ending))
                    .toList();
            behaviours.removeAll().addAll(kept);
        };
    }

    /** The last behaviour whose pattern ends so comes before all others. */
    static Consumer<ObjectNode> first(String ending) {
        return template -> {
            var behaviours = config(template).withArray("CacheBehaviors");
            var moved = new ArrayList<JsonNode>();
            for (int i = behaviours.size() - 1; i >= 0; i--) {
                if (behaviours.get(i).path("PathPattern").asText().endsWith(ending)) {
                    moved.add(behaviours.remove(i));
                }
            }
            moved.forEach(behaviour -> behaviours.insert(0, behaviour));
        };
    }

    static Consumer<ObjectNode> origins(Consumer<ObjectNode> breaks) {
        return template -> objects(config(template).path("Origins")).forEach(breaks);
    }

    static Consumer<ObjectNode> originGroup(Consumer<ObjectNode> breaks) {
        return template -> objects(config(template).at("/OriginGroups/Items")).forEach(breaks);
    }

    static Consumer<ObjectNode> error(int code, Consumer<ObjectNode> breaks) {
        return template -> objects(config(template).path("CustomErrorResponses"))
                .filter(entry -> entry.path("ErrorCode").asInt() == code)
                .forEach(breaks);
    }

    static Consumer<ObjectNode> withoutError(int code) {
        return template -> {
            var errors = config(template).withArray("CustomErrorResponses");
            var kept = objects(errors)
                    .filter(entry -> entry.path("ErrorCode").asInt() != code)
                    .toList();
            errors.removeAll().addAll(kept);
        };
    }

    /** The cache policies of the template whose comments contain this. */
    static Consumer<ObjectNode> cachePolicy(String comment, Consumer<ObjectNode> breaks) {
        return template -> all(template, CACHE_POLICY)
                .map(policy -> policy.withObject("/CachePolicyConfig"))
                .filter(policy -> policy.path("Comment").asText().contains(comment))
                .forEach(breaks);
    }

    /** What is keyed of the policy that is one object for all encodings. */
    static Consumer<ObjectNode> keyOfMedia(Consumer<ObjectNode> breaks) {
        return cachePolicy(
                "one copy", policy -> breaks.accept(policy.withObject("/ParametersInCacheKeyAndForwardedToOrigin")));
    }

    /** What is keyed of the other policies. */
    static Consumer<ObjectNode> keyOfManifests(Consumer<ObjectNode> breaks) {
        return cachePolicy("Keyed by", policy -> {
            if (!policy.path("Comment").asText().contains("one copy")) {
                breaks.accept(policy.withObject("/ParametersInCacheKeyAndForwardedToOrigin"));
            }
        });
    }

    static Consumer<ObjectNode> cors(Consumer<ObjectNode> breaks) {
        return each(
                "AWS::CloudFront::ResponseHeadersPolicy",
                policy -> breaks.accept(policy.withObject("/ResponseHeadersPolicyConfig/CorsConfig")));
    }

    static Consumer<ObjectNode> signing(Consumer<ObjectNode> breaks) {
        return each(
                "AWS::CloudFront::OriginAccessControl",
                control -> breaks.accept(control.withObject("/OriginAccessControlConfig")));
    }

    static Consumer<ObjectNode> each(String type, Consumer<ObjectNode> breaks) {
        return template -> all(template, type).forEach(breaks);
    }

    /** The statements of policies of a type that allow something. */
    static Consumer<ObjectNode> grants(String type, Consumer<ObjectNode> breaks) {
        return each(type, policy -> Stream.of("PolicyDocument", "Policy", "KeyPolicy")
                .flatMap(name -> objects(policy.path(name).path("Statement")))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .forEach(breaks));
    }

    /** The text of the functions whose names begin so. */
    static Consumer<ObjectNode> code(String id, String before, String after) {
        return template -> template.path("Resources").properties().stream()
                .filter(entry -> entry.getKey().startsWith(id))
                .map(entry -> (ObjectNode) entry.getValue().path("Properties"))
                .filter(properties -> properties.has("FunctionCode"))
                .forEach(properties -> properties.put(
                        "FunctionCode", properties.path("FunctionCode").asText().replace(before, after)));
    }

    static Consumer<ObjectNode> set(String name, Object value) {
        return node -> node.set(name, JSON.valueToTree(value));
    }

    static Consumer<ObjectNode> drop(String name) {
        return node -> node.remove(name);
    }

    static Consumer<ObjectNode> text(String before, String after) {
        return template -> {
            try {
                var broken = (ObjectNode) JSON.readTree(template.toString().replace(before, after));
                template.setAll(broken);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    static Stream<ObjectNode> objects(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(ObjectNode.class::cast).toList().stream();
    }

    static void reverse(ArrayNode array) {
        for (int i = 1; i < array.size(); i++) {
            array.insert(0, array.remove(i));
        }
    }
}
