package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
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
import software.amazon.awscdk.PolicyViolation;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/**
 * Looks over the finished templates for behaviours that forward, or key their cache by, a header that CloudFront itself
 * sets on their origin: CloudFront refuses the one and makes the other meaningless.
 *
 * <p>A policy may be made anywhere, so this can be seen only when everything is there. The Node kernel calls once.
 */
final class HeaderConflicts implements IPolicyValidationPlugin {

    private static final HeaderConflicts WATCH = new HeaderConflicts();
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
        List<PolicyViolation> found = context.getTemplatePaths().stream()
                .map(SynthesizedTemplate::readWithNested)
                .flatMap(List::stream)
                .flatMap(HeaderConflicts::in)
                .toList();
        return PolicyValidationPluginReport.builder()
                .success(found.isEmpty())
                .violations(found)
                .build();
    }

    private static Stream<PolicyViolation> in(SynthesizedTemplate template) {
        List<PolicyViolation> found = new ArrayList<>();
        template.resources("AWS::CloudFront::Distribution")
                .forEach((logicalId, properties) -> conflicts(properties.path("DistributionConfig"), template)
                        .forEach((pattern, header) -> found.add(SynthesizedTemplate.violation(
                                RULE,
                                "error",
                                "behaviour '" + pattern + "': must not forward or key its cache by '" + header
                                        + "', which CloudFront sets on its origin",
                                "use policies without '" + header + "' for this behaviour",
                                List.of(template.violating(logicalId))))));
        return found.stream();
    }

    /** Pattern of the behaviour, and the header. */
    private static Map<String, String> conflicts(JsonNode config, SynthesizedTemplate template) {
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
                                .filter(header -> sees(behavior, header, template))
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

    private static boolean sees(JsonNode behavior, String header, SynthesizedTemplate template) {
        JsonNode forwarding = behavior.path("OriginRequestPolicyId");
        JsonNode key = template.referred(behavior.path("CachePolicyId"))
                .at("/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin");
        return FORWARD_ALL.contains(forwarding.asText())
                || lists(key, header)
                || lists(template.referred(forwarding).path("OriginRequestPolicyConfig"), header);
    }

    private static boolean lists(JsonNode policy, String header) {
        JsonNode headers = policy.path("HeadersConfig");
        return headers.path("HeaderBehavior").asText().startsWith("allViewer")
                || StreamSupport.stream(headers.path("Headers").spliterator(), false)
                        .anyMatch(name -> name.asText().equalsIgnoreCase(header));
    }
}
