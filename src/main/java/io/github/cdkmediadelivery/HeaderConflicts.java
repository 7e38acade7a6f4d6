package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/**
 * Looks over the finished templates for behaviours that forward, or key their cache by, a header that CloudFront itself
 * sets on their origin: CloudFront refuses the one and makes the other meaningless.
 *
 * <p>A policy may be made anywhere, so this can be seen only when everything is there. It reads files in Java; the Node
 * kernel calls once.
 */
final class HeaderConflicts implements IPolicyValidationPlugin {

    private static final HeaderConflicts WATCH = new HeaderConflicts();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULE = "secret-header-forwarded";

    /** AllViewer and AllViewerAndCloudFrontHeaders-2022-06 forward every header. */
    private static final Set<String> FORWARD_ALL =
            Set.of("216adef6-5c7f-47e4-b989-5492eafa07d3", "33f36d7e-f396-46d9-90e0-52428a34d9dc");

    private HeaderConflicts() {}

    static void watch(Construct scope) {
        Validations.of(scope).addPlugins(WATCH);
    }

    @Override
    public String getName() {
        return "cdk-media-delivery";
    }

    @Override
    public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
        List<PolicyViolation> found = new ArrayList<>();
        context.getTemplatePaths().forEach(path -> found.addAll(in(path)));
        return PolicyValidationPluginReport.builder()
                .success(found.isEmpty())
                .violations(found)
                .build();
    }

    private static List<PolicyViolation> in(String templatePath) {
        JsonNode resources = read(templatePath).path("Resources");
        List<PolicyViolation> found = new ArrayList<>();
        resources.properties().forEach(entry -> {
            if ("AWS::CloudFront::Distribution"
                    .equals(entry.getValue().path("Type").asText())) {
                conflicts(entry.getValue(), resources)
                        .forEach((pattern, header) -> found.add(PolicyViolation.builder()
                                .ruleName(RULE)
                                .severity("error")
                                .description("behaviour '" + pattern + "': must not forward or key its cache by '"
                                        + header + "', which CloudFront sets on its origin")
                                .fix("use policies without '" + header + "' for this behaviour")
                                .violatingResources(List.of(PolicyViolatingResource.builder()
                                        .resourceLogicalId(entry.getKey())
                                        .templatePath(templatePath)
                                        .locations(List.of("Properties/DistributionConfig"))
                                        .build()))
                                .build()));
            }
        });
        return found;
    }

    /** Pattern of the behaviour, and the header. */
    private static Map<String, String> conflicts(JsonNode distribution, JsonNode resources) {
        JsonNode config = distribution.path("Properties").path("DistributionConfig");
        Map<String, Set<String>> secretsByOrigin = new HashMap<>();
        config.path("Origins")
                .forEach(origin -> secretsByOrigin.put(origin.path("Id").asText(), secretHeaders(origin)));
        Map<String, String> found = new HashMap<>();
        Stream.concat(
                        Stream.of(config.path("DefaultCacheBehavior")),
                        StreamSupport.stream(config.path("CacheBehaviors").spliterator(), false))
                .forEach(behavior ->
                        secretsByOrigin
                                .getOrDefault(behavior.path("TargetOriginId").asText(), Set.of())
                                .stream()
                                .filter(header -> sees(behavior, header, resources))
                                .forEach(header ->
                                        found.put(behavior.path("PathPattern").asText("*"), header)));
        return found;
    }

    private static Set<String> secretHeaders(JsonNode origin) {
        Set<String> names = new TreeSet<>();
        origin.path("OriginCustomHeaders").forEach(header -> {
            if (header.path("HeaderValue").toString().contains("{{resolve:secretsmanager:")) {
                names.add(header.path("HeaderName").asText());
            }
        });
        return names;
    }

    private static boolean sees(JsonNode behavior, String header, JsonNode resources) {
        JsonNode forwarding = behavior.path("OriginRequestPolicyId");
        return FORWARD_ALL.contains(forwarding.asText())
                || lists(
                        config(behavior.path("CachePolicyId"), resources, "CachePolicyConfig")
                                .path("ParametersInCacheKeyAndForwardedToOrigin"),
                        header)
                || lists(config(forwarding, resources, "OriginRequestPolicyConfig"), header);
    }

    private static JsonNode config(JsonNode policyId, JsonNode resources, String property) {
        return resources.path(policyId.path("Ref").asText()).path("Properties").path(property);
    }

    private static boolean lists(JsonNode policy, String header) {
        JsonNode headers = policy.path("HeadersConfig");
        boolean all = headers.path("HeaderBehavior").asText().startsWith("allViewer");
        return all
                || StreamSupport.stream(headers.path("Headers").spliterator(), false)
                        .anyMatch(name -> name.asText().equalsIgnoreCase(header));
    }

    private static JsonNode read(String path) {
        try {
            return JSON.readTree(Path.of(path).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
