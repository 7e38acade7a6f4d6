package io.github.cdkmediadelivery.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.constructs.Construct;

/**
 * Looks over the finished templates for what makes a secret header worthless: behaviours that forward it, or key their
 * cache by it, of which CloudFront refuses the one and makes the other meaningless; and origins that are reached by
 * plain HTTP, where anyone on the way reads it.
 *
 * <p>A policy or an origin may be made anywhere, so this can be seen only when everything is there. The Node kernel
 * calls once.
 */
public final class SecretHeaderReview implements IPolicyValidationPlugin {

    private static final SecretHeaderReview WATCH = new SecretHeaderReview();

    private static final String EVERY = "*";
    private static final String ORIGIN = "Origin";

    /** The headers that CloudFront's managed policies forward or key by; those that are not here name none. */
    private static final Map<String, Set<String>> MANAGED = Map.ofEntries(
            // Origin request policies: AllViewer, AllViewerAndCloudFrontHeaders-2022-06, AllViewerExceptHostHeader
            Map.entry("216adef6-5c7f-47e4-b989-5492eafa07d3", Set.of(EVERY)),
            Map.entry("33f36d7e-f396-46d9-90e0-52428a34d9dc", Set.of(EVERY)),
            Map.entry("b689b0a8-53d0-40ab-baf2-68738e2966ac", Set.of(EVERY)),
            // UserAgentRefererHeaders, Elemental-MediaTailor-PersonalizedManifests
            Map.entry("acba4595-bd28-49b8-b9fe-13317c0390fa", Set.of("User-Agent", "Referer")),
            Map.entry("775133bc-15f2-49f9-abea-afb2e0bf67d2", Set.of(ORIGIN, "User-Agent", "X-Forwarded-For")),
            // CORS-CustomOrigin, CORS-S3Origin
            Map.entry("59781a5b-3903-41f3-afcb-af62929ccde1", Set.of(ORIGIN)),
            Map.entry("88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", Set.of(ORIGIN)),
            // Cache policies: Elemental-MediaPackage, UseOriginCacheControlHeaders and -QueryStrings, Amplify
            Map.entry("08627262-05a9-4f76-9ded-b50ca2e3a84f", Set.of(ORIGIN)),
            Map.entry("83da9c7e-98b4-4e11-a168-04f0df8e2c65", Set.of(ORIGIN)),
            Map.entry("4cc15a8a-d715-48a4-82b8-cc0b614638fe", Set.of(ORIGIN)),
            Map.entry("2e54312d-136d-493c-8eb9-b001f22f67d2", Set.of("Authorization")));

    private SecretHeaderReview() {}

    public static void watch(Construct scope) {
        Unnamed.validations(scope).addPlugins(WATCH);
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
                .flatMap(SecretHeaderReview::in)
                .toList();
        return PolicyValidationPluginReport.builder()
                .success(found.isEmpty())
                .violations(found)
                .build();
    }

    private static Stream<PolicyViolation> in(SynthesizedTemplate template) {
        List<PolicyViolation> found = new ArrayList<>();
        template.resources("AWS::CloudFront::Distribution").forEach((logicalId, properties) -> {
            JsonNode config = properties.path("DistributionConfig");
            List<PolicyViolatingResource> where = List.of(template.violating(logicalId));
            conflicts(config, template)
                    .forEach((pattern, header) -> found.add(SynthesizedTemplate.violation(
                            "secret-header-forwarded",
                            "error",
                            "behaviour '" + pattern + "': must not forward or key its cache by '" + header
                                    + "', which CloudFront sets on its origin",
                            "use policies without '" + header + "' for this behaviour",
                            where)));
            shownOnTheWire(config)
                    .forEach((origin, header) -> found.add(SynthesizedTemplate.violation(
                            "secret-header-over-http",
                            "error",
                            "origin '" + origin + "': must be reached by HTTPS alone, since it is sent '" + header
                                    + "'",
                            "use OriginProtocolPolicy.HTTPS_ONLY",
                            where)));
        });
        return found.stream();
    }

    /** Origin, and the header that can be read on the way to it. */
    private static Map<String, String> shownOnTheWire(JsonNode config) {
        Map<String, String> found = new TreeMap<>();
        config.path("Origins").forEach(origin -> {
            JsonNode protocol = origin.at("/CustomOriginConfig/OriginProtocolPolicy");
            if (protocol.isTextual() && !protocol.asText().equals("https-only")) {
                secretHeaders(origin)
                        .forEach(header -> found.put(origin.path("DomainName").asText("of the stack"), header));
            }
        });
        return found;
    }

    /** Pattern of the behaviour, and the header. */
    private static Map<String, String> conflicts(JsonNode config, SynthesizedTemplate template) {
        Map<String, Set<String>> secretsByOrigin = new HashMap<>();
        config.path("Origins")
                .forEach(origin -> secretsByOrigin.put(origin.path("Id").asText(), secretHeaders(origin)));
        config.at("/OriginGroups/Items").forEach(group -> {
            Set<String> ofMembers = new TreeSet<>();
            group.at("/Members/Items")
                    .forEach(member -> ofMembers.addAll(
                            secretsByOrigin.getOrDefault(member.path("OriginId").asText(), Set.of())));
            secretsByOrigin.put(group.path("Id").asText(), ofMembers);
        });
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
        JsonNode keyedBy = behavior.path("CachePolicyId");
        JsonNode forwarding = behavior.path("OriginRequestPolicyId");
        return names(MANAGED.getOrDefault(keyedBy.asText(), Set.of()).stream(), header)
                || names(MANAGED.getOrDefault(forwarding.asText(), Set.of()).stream(), header)
                || names(texts(behavior.at("/ForwardedValues/Headers")), header)
                || lists(
                        template.referred(keyedBy).at("/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin"),
                        header)
                || lists(template.referred(forwarding).path("OriginRequestPolicyConfig"), header);
    }

    private static boolean lists(JsonNode policy, String header) {
        JsonNode headers = policy.path("HeadersConfig");
        boolean named = names(texts(headers.path("Headers")), header);
        return switch (headers.path("HeaderBehavior").asText()) {
            case "allViewer", "allViewerAndWhitelistCloudFront" -> true;
            case "allExcept" -> !named;
            default -> named;
        };
    }

    private static boolean names(Stream<String> headers, String header) {
        return headers.anyMatch(name -> name.equals(EVERY) || name.equalsIgnoreCase(header));
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }
}
