package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.simulator.Finding.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Second policies of one thing: a bucket, or an endpoint of MediaPackage v2, has one policy, so that of two resources
 * the one that is deployed last takes the place of the other, and CloudFront is let in or not.
 */
final class SecondPolicies {

    /** The type of the policy, and what of it names the thing. */
    private static final Map<String, List<String>> OWNERS = Map.of(
            "AWS::S3::BucketPolicy", List.of("Bucket"),
            "AWS::MediaPackageV2::OriginEndpointPolicy",
                    List.of("ChannelGroupName", "ChannelName", "OriginEndpointName"));

    private SecondPolicies() {}

    private record Policy(Template in, String logicalId) {}

    static List<Finding> in(CloudAssembly assembly) {
        return OWNERS.entrySet().stream()
                .flatMap(owner -> in(assembly, owner.getKey(), owner.getValue()))
                .toList();
    }

    private static Stream<Finding> in(CloudAssembly assembly, String type, List<String> names) {
        Map<List<JsonNode>, List<Policy>> policies = new LinkedHashMap<>();
        for (Template template : assembly.templates().values()) {
            template.resources(type).forEach((logicalId, properties) -> {
                List<JsonNode> thing = new ArrayList<>();
                thing.add(template.pseudoParameter("AWS::AccountId"));
                thing.add(template.pseudoParameter("AWS::Region"));
                names.forEach(name -> thing.add(assembly.value(template, properties.path(name))));
                policies.computeIfAbsent(thing, unused -> new ArrayList<>()).add(new Policy(template, logicalId));
            });
        }
        return policies.values().stream().filter(same -> same.size() > 1).flatMap(same -> same.stream()
                .map(policy -> finding(type, names, same.size(), policy)));
    }

    private static Finding finding(String type, List<String> names, int count, Policy policy) {
        return new Finding(
                Rule.SECOND_POLICY,
                policy.logicalId,
                policy.in.stack(),
                policy.in.constructPath(policy.logicalId),
                type + ": must be one for each " + String.join(", ", names) + ", got " + count
                        + ", of which the last one to be deployed takes the others' place",
                type.endsWith("BucketPolicy")
                        ? "add your statements to the one that the library writes (bucket.addToResourcePolicy), or keep"
                                + " yours and import the bucket (fromBucketName), so that the library prints what to add"
                        : "keep one: leave yours out, or say policyWrittenElsewhere() of the endpoint, whose"
                                + " getStatements(…) are what to add to yours");
    }
}
