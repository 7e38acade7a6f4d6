package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.NodeProcess;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each property that a distribution may have, by the schemas that aws-cdk-lib is generated from: it changes the model,
 * or no answer differs by it, or it is listed as not modelled.
 */
class CoverageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NodeProcess SCHEMAS = new NodeProcess("src/test/node/service-spec.mjs");
    private static final String CONFIG = "DistributionConfig.";

    /** With something that each modelled property can change. */
    private static final String TEMPLATE =
            """
            {"Resources": {
              "Function": {"Type": "AWS::CloudFront::Function", "Properties": {"Name": "f", "FunctionCode": "code"}},
              "Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                "Enabled": true,
                "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Locations": []}},
                "CustomErrorResponses": [{"ErrorCode": 404, "ErrorCachingMinTTL": 1}],
                "OriginGroups": {"Quantity": 1, "Items": [{"Id": "g", "FailoverCriteria": {"StatusCodes": {"Items": [500]}},
                  "Members": {"Items": [{"OriginId": "o"}, {"OriginId": "p"}]}}]},
                "Origins": [{"Id": "o", "DomainName": "origin.example.com",
                             "OriginShield": {"Enabled": true, "OriginShieldRegion": "eu-west-1"},
                             "OriginCustomHeaders": [{"HeaderName": "a", "HeaderValue": "b"}]}],
                "CacheBehaviors": [{"PathPattern": "*.ts", BEHAVIOR}],
                "DefaultCacheBehavior": {BEHAVIOR}}}}}}
            """
                    .replace(
                            "BEHAVIOR",
                            """
                            "TargetOriginId": "o", "ViewerProtocolPolicy": "redirect-to-https",
                            "FunctionAssociations": [{"EventType": "viewer-request",
                              "FunctionARN": {"Fn::GetAtt": ["Function", "FunctionARN"]}}],
                            "ForwardedValues": {"QueryString": %1$s, "Cookies": {"Forward": "%2$s"}}
                            """);

    @TestFactory
    Stream<DynamicTest> eachPropertyOfADistribution() {
        return paths().map(path -> DynamicTest.dynamicTest(path, () -> {
            ObjectNode template = (ObjectNode) JSON.readTree(
                    path.endsWith("WhitelistedNames")
                            ? TEMPLATE.formatted("false", "whitelist")
                            : path.endsWith("QueryStringCacheKeys")
                                    ? TEMPLATE.formatted("true", "none")
                                    : TEMPLATE.formatted("false", "none"));
            CloudAssembly before = assembly(template);
            var distributions = before.distributions();
            assertThat(before.notModelled()).isEmpty();

            set((ObjectNode) template.at("/Resources/Site/Properties/DistributionConfig"), path, value(path));
            CloudAssembly after = assembly(template);
            boolean changes = !after.distributions().equals(distributions);

            String known = path.replace("DefaultCacheBehavior", "Behavior").replace("CacheBehaviors[]", "Behavior");
            if (Coverage.MODELLED.contains(known)) {
                assertThat(changes).as("the model is changed by it").isTrue();
            } else if (Coverage.WITHOUT_BEARING.stream().noneMatch(without -> within(known, without))) {
                assertThat(after.notModelled()).anyMatch(listed -> within(known, listed.replaceFirst(" of Site", "")));
            }
        }));
    }

    @Test
    void noPropertyIsKnownThatADistributionDoesNotHave() {
        assertThat(Stream.concat(Coverage.MODELLED.stream(), Coverage.WITHOUT_BEARING.stream()))
                .allSatisfy(known -> assertThat(paths())
                        .anyMatch(path -> within(
                                path.replace("DefaultCacheBehavior", "Behavior")
                                        .replace("CacheBehaviors[]", "Behavior"),
                                known)));
    }

    @Test
    void eachTypeOfCloudFrontsIsKnownOrListed() {
        JsonNode types = SCHEMAS.ask(JSON.createObjectNode().put("service", "AWS::CloudFront::"))
                .path("types");

        assertThat(types).hasSizeGreaterThan(15).allSatisfy(type -> {
            ObjectNode template = (ObjectNode) JSON.readTree(TEMPLATE.formatted("false", "none"));
            ((ObjectNode) template.path("Resources")).putObject("Other").put("Type", type.asText());
            CloudAssembly assembly = assembly(template);
            assembly.distributions();

            assertThat(Coverage.TYPES.contains(type.asText())
                            || assembly.notModelled().contains(type.asText()))
                    .as(type.asText())
                    .isTrue();
        });
    }

    private static boolean within(String path, String whole) {
        return path.equals(whole) || path.startsWith(whole + ".") || path.startsWith(whole + "[]");
    }

    private static Stream<String> paths() {
        JsonNode paths = SCHEMAS.ask(JSON.createObjectNode().put("type", "AWS::CloudFront::Distribution"))
                .path("paths");
        return StreamSupport.stream(paths.spliterator(), false)
                .map(JsonNode::asText)
                .filter(path -> path.startsWith(CONFIG))
                .map(path -> path.substring(CONFIG.length()));
    }

    private static CloudAssembly assembly(JsonNode template) {
        return CloudAssembly.ofTemplates(Map.of("Test", template.toString()));
    }

    /** Sets a property, in the first element of each list on the way. */
    private static void set(ObjectNode config, String path, JsonNode value) {
        ObjectNode at = config;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i + 1 < names.length; i++) {
            String name = names[i].replace("[]", "");
            if (names[i].endsWith("[]")) {
                ArrayNode array = at.withArray(name);
                if (array.isEmpty()) {
                    array.addObject();
                }
                at = (ObjectNode) array.get(0);
            } else {
                at = at.withObjectProperty(name);
            }
        }
        at.set(names[names.length - 1], value);
    }

    /** Another value than the template has and than CloudFront takes by default. */
    private static JsonNode value(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        String text =
                switch (name) {
                    case "Enabled" -> path.contains("GrpcConfig") ? "true" : "false";
                    case "QueryString", "Compress", "SmoothStreaming", "Staging", "IncludeBody", "Required" -> "true";
                    case "AllowedMethods", "CachedMethods" -> "[\"GET\", \"HEAD\", \"OPTIONS\"]";
                    case "Aliases",
                            "CNAMEs",
                            "Headers",
                            "Locations",
                            "WhitelistedNames",
                            "QueryStringCacheKeys",
                            "TrustedKeyGroups",
                            "TrustedSigners" -> "[\"x\"]";
                    case "CachePolicyId" -> "\"658327ea-f89d-4fab-a63d-7e88639e58f6\"";
                    case "OriginRequestPolicyId" -> "\"216adef6-5c7f-47e4-b989-5492eafa07d3\"";
                    case "ResponseHeadersPolicyId" -> "\"60669652-455b-4ae9-85a4-c4c02393f86c\"";
                    case "SelectionCriteria" -> "\"media-quality-based\"";
                    case "Forward" -> "\"all\"";
                    case "EventType" -> path.contains("Lambda") ? "\"origin-request\"" : "\"viewer-response\"";
                    case "Items" -> "[503]";
                    case "ErrorCode", "ResponseCode" -> "410";
                    case "Quantity" -> "7";
                    default ->
                        name.endsWith("TTL") || name.endsWith("Timeout") || name.endsWith("Attempts")
                                ? "2"
                                : "\"another\"";
                };
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
