package io.github.cdkmediadelivery.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;

/**
 * Looks for a second policy of one thing: a bucket, or an endpoint of MediaPackage v2, has one policy, so that of two
 * resources the one that is deployed last takes the place of the other, and CloudFront is let in or not.
 */
public final class PolicyReview implements IPolicyValidationPlugin {

    private static final PolicyReview WATCH = new PolicyReview();

    /** The type of the policy, and what of it names the thing. */
    private static final Map<String, List<String>> OWNERS = Map.of(
            "AWS::S3::BucketPolicy", List.of("Bucket"),
            "AWS::MediaPackageV2::OriginEndpointPolicy",
                    List.of("ChannelGroupName", "ChannelName", "OriginEndpointName"));

    private PolicyReview() {}

    /** Has the templates of a stack's app looked at; once for a stack, since it takes requests. */
    public static void watch(SharedResources shared) {
        shared.once("policy-review", () -> Unnamed.validations(shared.stack()).addPlugins(WATCH));
    }

    @Override
    public String getName() {
        return "cdk-media-delivery-policies";
    }

    @Override
    public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
        List<PolicyViolation> found = context.getTemplatePaths().stream()
                .map(SynthesizedTemplate::readWithNested)
                .flatMap(List::stream)
                .flatMap(PolicyReview::in)
                .toList();
        return PolicyValidationPluginReport.builder()
                .success(found.isEmpty())
                .violations(found)
                .build();
    }

    private static Stream<PolicyViolation> in(SynthesizedTemplate template) {
        return OWNERS.entrySet().stream().flatMap(owner -> {
            Map<List<JsonNode>, List<PolicyViolatingResource>> policies = new LinkedHashMap<>();
            template.resources(owner.getKey()).forEach((logicalId, properties) -> policies.computeIfAbsent(
                            owner.getValue().stream().map(properties::path).toList(), unused -> new ArrayList<>())
                    .add(template.violating(logicalId)));
            return policies.values().stream()
                    .filter(same -> same.size() > 1)
                    .map(same -> SynthesizedTemplate.violation(
                            "second-policy",
                            "error",
                            owner.getKey() + ": must be one for each " + String.join(", ", owner.getValue()) + ", got "
                                    + same.size() + ", of which the last one to be deployed takes the others' place",
                            "add your statements to the one that the library writes (bucket.addToResourcePolicy), or keep"
                                    + " yours and import the bucket or endpoint (fromBucketName, fromArn), so that the"
                                    + " library prints what to add",
                            same));
        });
    }
}
