package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.simulator.Finding.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The review says nothing of what was reviewed by people, and finds each way to break it. */
class ReviewTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDENS = Path.of("src/test/resources/golden");
    private static final List<String> WITH_BUCKETS = List.of("Vod", "S3Live", "PrivateVod", "OwnDomain");
    private static final List<String> ALL = List.of(
            "Vod",
            "S3Live",
            "PrivateVod",
            "OwnDomain",
            "LiveChannel",
            "LiveChannelV1",
            "AdInsertion",
            "LegacyMediaStore");

    static Stream<Path> goldens() throws IOException {
        try (var files = Files.walk(GOLDENS)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> text(file).contains("AWS::CloudFront::Distribution\""))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void nothingIsFoundInWhatWasReviewed(Path golden) {
        assertThat(Review.of(CloudAssembly.ofTemplates(Map.of("Test", text(golden)))))
                .filteredOn(finding -> finding.rule() != Rule.NOT_SEEN)
                .isEmpty();
    }

    /** A way to break a template, and what has to find it. */
    private record Mutation(String name, Rule found, List<String> goldens, Consumer<ObjectNode> breaks) {}

    private static Stream<Mutation> mutations() {
        return Stream.of(
                new Mutation(
                        "the bucket's policy without its condition",
                        Rule.OPEN_ORIGIN,
                        WITH_BUCKETS,
                        template -> statements(template, "AWS::S3::BucketPolicy")
                                .filter(ReviewTest::allows)
                                .forEach(statement -> {
                                    statement.remove("Condition");
                                    statement.put("Principal", "*");
                                })),
                new Mutation(
                        "the bucket's policy for another distribution",
                        Rule.NOT_LET_IN,
                        WITH_BUCKETS,
                        template -> statements(template, "AWS::S3::BucketPolicy")
                                .filter(ReviewTest::allows)
                                .forEach(statement -> statement
                                        .putObject("Condition")
                                        .putObject("StringEquals")
                                        .put("AWS:SourceArn", "arn:aws:cloudfront::111122223333:distribution/EOTHER"))),
                new Mutation(
                        "the bucket's policy forgotten",
                        Rule.NOT_LET_IN,
                        WITH_BUCKETS,
                        template -> remove(template, "AWS::S3::BucketPolicy")),
                new Mutation(
                        "the bucket's policy for another folder", Rule.NOT_LET_IN, WITH_BUCKETS, template -> statements(
                                        template, "AWS::S3::BucketPolicy")
                                .filter(ReviewTest::allows)
                                .forEach(statement -> statement.put("Resource", "arn:aws:s3:::other/*"))),
                new Mutation(
                        "no signature of CloudFront's", Rule.NOT_LET_IN, WITH_BUCKETS, template -> origins(template)
                                .forEach(origin -> origin.remove("OriginAccessControlId"))),
                new Mutation(
                        "the origin over HTTP",
                        Rule.SECRET_OVER_HTTP,
                        List.of("LiveChannel", "LegacyMediaStore"),
                        template -> origins(template).forEach(origin -> ((ObjectNode) origin.path("CustomOriginConfig"))
                                .put("OriginProtocolPolicy", "http-only"))),
                new Mutation(
                        "the origin as the viewer comes",
                        Rule.SECRET_OVER_HTTP,
                        List.of("LiveChannel", "LegacyMediaStore"),
                        template -> origins(template).forEach(origin -> ((ObjectNode) origin.path("CustomOriginConfig"))
                                .put("OriginProtocolPolicy", "match-viewer"))),
                new Mutation(
                        "an ending let past the guard", Rule.OPEN_BESIDE_GUARDED, List.of("AdInsertion"), template -> {
                            ObjectNode open = behaviors(template)
                                    .filter(behavior -> behavior.path("PathPattern")
                                            .asText()
                                            .endsWith("/*.ts"))
                                    .findFirst()
                                    .orElseThrow()
                                    .deepCopy();
                            behaviorList(template).insert(0, open.put("PathPattern", "*.m3u8"));
                        }),
                new Mutation(
                        "a second policy",
                        Rule.SECOND_POLICY,
                        List.of("Vod", "S3Live", "LiveChannel", "AdInsertion"),
                        template -> {
                            ObjectNode resources = (ObjectNode) template.path("Resources");
                            List<JsonNode> policies = new ArrayList<>();
                            resources.forEach(resource -> {
                                if (resource.path("Type").asText().matches(".*(BucketPolicy|OriginEndpointPolicy)")) {
                                    policies.add(resource);
                                }
                            });
                            policies.forEach(policy -> resources.set("Own" + resources.size(), policy.deepCopy()));
                        }),
                new Mutation("a secret as text", Rule.SECRET_AS_TEXT, ALL, template -> origins(template)
                        .forEach(origin -> origin.putArray("OriginCustomHeaders")
                                .addObject()
                                .put("HeaderName", "X-Origin-Secret")
                                .put("HeaderValue", "correcthorse"))),
                new Mutation("a secret that viewers send", Rule.SECRET_FORWARDED, ALL, template -> {
                    origins(template).forEach(origin -> origin.putArray("OriginCustomHeaders")
                            .addObject()
                            .put("HeaderName", "X-Token")
                            .put("HeaderValue", "{{resolve:secretsmanager:x}}"));
                    behaviors(template)
                            .forEach(behavior ->
                                    behavior.put("OriginRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3"));
                }),
                new Mutation("everything forwarded without a key", Rule.FORWARDED_NOT_KEYED, ALL, template -> behaviors(
                                template)
                        .forEach(behavior -> {
                            behavior.put("OriginRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3");
                            behavior.put("CachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6");
                        })),
                new Mutation("cookies to the origin", Rule.COOKIES_FORWARDED, ALL, template -> behaviors(template)
                        .forEach(behavior -> {
                            behavior.put("OriginRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3");
                            behavior.put("CachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6");
                        })),
                new Mutation(
                        "the CORS policy forgotten where Origin is forwarded",
                        Rule.CORS_OF_WHOEVER_ASKED_FIRST,
                        ALL,
                        template -> behaviors(template).forEach(behavior -> {
                            behavior.put("OriginRequestPolicyId", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf");
                            behavior.put("CachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6");
                            behavior.remove("ResponseHeadersPolicyId");
                        })),
                new Mutation(
                        "personal manifests kept", Rule.PERSONAL_KEPT, List.of("AdInsertion"), template -> behaviors(
                                        template)
                                .forEach(behavior ->
                                        behavior.put("CachePolicyId", "658327ea-f89d-4fab-a63d-7e88639e58f6"))),
                new Mutation("an error without a time", Rule.ERROR_WITHOUT_TIME, ALL, template -> errors(template)
                        .forEach(error -> error.remove("ErrorCachingMinTTL"))),
                new Mutation(
                        "an error page that nobody can read",
                        Rule.PAGE_NOT_SERVED,
                        List.of("LiveChannel", "LiveChannelV1"),
                        template -> errors(template)
                                .forEach(error -> error.put("ResponsePagePath", "/errors/missing.html")
                                        .put("ResponseCode", 404))),
                new Mutation(
                        "a behaviour that hides the others", Rule.UNREACHABLE, ALL, template -> behaviorList(template)
                                .insert(
                                        0,
                                        ((ObjectNode) config(template)
                                                        .path("DefaultCacheBehavior")
                                                        .deepCopy())
                                                .put("PathPattern", "/*"))),
                new Mutation(
                        "the signature forgotten on the first behaviour",
                        Rule.OPEN_BESIDE_SIGNED,
                        List.of("PrivateVod"),
                        template -> behaviorList(template)
                                .insert(
                                        0,
                                        ((ObjectNode) signed(template).deepCopy())
                                                .put("PathPattern", "*.m3u8")
                                                .without("TrustedKeyGroups"))),
                new Mutation(
                        "a function that is too large",
                        Rule.FUNCTION_TOO_LARGE,
                        List.of("AdInsertion", "LiveChannel"),
                        template -> each(template, "AWS::CloudFront::Function")
                                .forEach(function -> function.put("FunctionCode", "// Answers " + "x".repeat(10_300)))),
                new Mutation(
                        "a function in another JavaScript",
                        Rule.FUNCTION_OUTSIDE_ITS_LANGUAGE,
                        List.of("AdInsertion", "LiveChannel"),
                        template -> each(template, "AWS::CloudFront::Function")
                                .forEach(function -> function.put(
                                        "FunctionCode",
                                        function.path("FunctionCode").asText() + "class Helper {}"))),
                new Mutation(
                        "a function in the older runtime",
                        Rule.FUNCTION_OUTSIDE_ITS_LANGUAGE,
                        List.of("AdInsertion"),
                        template -> each(template, "AWS::CloudFront::Function")
                                .forEach(function -> ((ObjectNode) function.path("FunctionConfig"))
                                        .put("Runtime", "cloudfront-js-1.0"))),
                new Mutation(
                        "an endpoint's policy for another distribution",
                        Rule.NOT_LET_IN,
                        List.of("LiveChannel"),
                        template -> statements(template, "AWS::MediaPackageV2::OriginEndpointPolicy")
                                .forEach(statement -> statement
                                        .putObject("Condition")
                                        .putObject("StringEquals")
                                        .put("aws:SourceArn", "arn:aws:cloudfront::111122223333:distribution/EOTHER"))),
                new Mutation(
                        "an endpoint's policy for everybody",
                        Rule.OPEN_ORIGIN,
                        List.of("LiveChannel"),
                        template -> statements(template, "AWS::MediaPackageV2::OriginEndpointPolicy")
                                .forEach(statement -> {
                                    statement.remove("Condition");
                                    statement.put("Principal", "*");
                                })),
                new Mutation(
                        "an endpoint's policy that denies",
                        Rule.NOT_LET_IN,
                        List.of("LiveChannel"),
                        template -> statements(template, "AWS::MediaPackageV2::OriginEndpointPolicy")
                                .forEach(statement -> statement.put("Effect", "Deny"))));
    }

    @TestFactory
    Stream<DynamicTest> eachWayToBreakItIsFound() {
        return mutations().flatMap(mutation -> mutation.goldens.stream()
                .map(golden -> DynamicTest.dynamicTest(mutation.name + ", " + golden, () -> {
                    ObjectNode template = (ObjectNode) JSON.readTree(text(GOLDENS.resolve(golden + ".json")));
                    String before = template.toString();
                    mutation.breaks.accept(template);
                    assertThat(template.toString())
                            .as("the mutation changes something")
                            .isNotEqualTo(before);

                    assertThat(Review.of(CloudAssembly.ofTemplates(Map.of("Test", template.toString()))))
                            .extracting(Finding::rule)
                            .contains(mutation.found);
                })));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean allows(ObjectNode statement) {
        return statement.path("Effect").asText().equals("Allow");
    }

    private static Stream<ObjectNode> each(ObjectNode template, String type) {
        return template.path("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> (ObjectNode) resource.path("Properties"))
                .toList()
                .stream();
    }

    private static void remove(ObjectNode template, String type) {
        List<String> ids = template.path("Resources").properties().stream()
                .filter(entry -> entry.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .toList();
        ((ObjectNode) template.path("Resources")).remove(ids);
    }

    private static Stream<ObjectNode> statements(ObjectNode template, String type) {
        return each(template, type)
                .map(properties -> properties.has("PolicyDocument")
                        ? properties.path("PolicyDocument")
                        : properties.path("Policy"))
                .flatMap(policy -> objects(policy.path("Statement")));
    }

    private static ObjectNode config(ObjectNode template) {
        return (ObjectNode) each(template, "AWS::CloudFront::Distribution")
                .findFirst()
                .orElseThrow()
                .path("DistributionConfig");
    }

    private static ArrayNode behaviorList(ObjectNode template) {
        return config(template).withArray("CacheBehaviors");
    }

    private static Stream<ObjectNode> behaviors(ObjectNode template) {
        return Stream.concat(objects(config(template).path("CacheBehaviors")), Stream.of((ObjectNode)
                config(template).path("DefaultCacheBehavior")));
    }

    private static JsonNode signed(ObjectNode template) {
        return behaviors(template)
                .filter(behavior -> behavior.has("TrustedKeyGroups"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<ObjectNode> origins(ObjectNode template) {
        return objects(config(template).path("Origins"));
    }

    private static Stream<ObjectNode> errors(ObjectNode template) {
        return objects(config(template).path("CustomErrorResponses"));
    }

    private static Stream<ObjectNode> objects(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false).map(ObjectNode.class::cast);
    }
}
