package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an origin, or its key, says of a service: one statement, and the policy in which it stands. */
record Grant(JsonNode statement, JsonNode policy) {

    static final String CLOUDFRONT = "cloudfront.amazonaws.com";

    private static final List<String> POLICIES = List.of(
            "AWS::S3::BucketPolicy",
            "AWS::KMS::Key",
            "AWS::MediaStore::Container",
            "AWS::MediaPackageV2::OriginEndpointPolicy");

    /** All grants to a service in the templates of an app. */
    static List<Grant> to(String service, Map<String, JsonNode> templates) {
        var grants = new ArrayList<Grant>();
        templates.forEach((stack, template) -> POLICIES.forEach(
                type -> new Resources(template).all(type).values().forEach(resource -> {
                    var policy = policy(Resolved.of(templates)
                            .value(stack, resource.has("Properties") ? resource.path("Properties") : resource));
                    policy.path("Statement").forEach(statement -> {
                        if (statement.path("Principal").path("Service").asText().equals(service)) {
                            grants.add(new Grant(statement, policy));
                        }
                    });
                })));
        return grants;
    }

    private static JsonNode policy(JsonNode properties) {
        var document = properties.has("PolicyDocument")
                ? properties.path("PolicyDocument")
                : properties.has("KeyPolicy") ? properties.path("KeyPolicy") : properties.path("Policy");
        return document.isTextual() ? Resources.json(document.asText()) : document;
    }

    /** The ARN of the one distribution of a stack. */
    static String distribution(String stack, Map<String, JsonNode> templates) {
        var id = new Resources(templates.get(stack)).id("AWS::CloudFront::Distribution");
        return "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/"
                + Resolved.of(templates)
                        .value(stack, JsonNodeFactory.instance.objectNode().put("Ref", id))
                        .asText();
    }

    static List<String> each(JsonNode oneOrMore) {
        var texts = new ArrayList<String>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(one -> texts.add(one.asText()));
        } else {
            texts.add(oneOrMore.asText());
        }
        return texts;
    }

    List<String> actions() {
        return each(statement.path("Action"));
    }

    /** What the service asks for on behalf of a source, over TLS. */
    private List<Request> requests(String source) {
        var service = statement.path("Principal").path("Service").asText();
        var requests = new ArrayList<Request>();
        for (String action : actions()) {
            for (String resource : each(statement.path("Resource"))) {
                requests.add(shown(IamSimulator.request(action)
                        .on(resource.equals("*") ? S3Topologies.IMPORTED_KEY : resource.replace("*", "a.ts"))
                        .byService(service)
                        .with("aws:SecureTransport", "true")
                        .with("aws:SourceArn", source)));
            }
        }
        return requests;
    }

    /** With the secret, where one is asked for. */
    private Request shown(Request request) {
        return statement.toString().contains("RequestHasMatchingCdnAuthHeader")
                ? request.with("mediapackagev2:RequestHasMatchingCdnAuthHeader", "true")
                : request;
    }

    void decides(boolean allowed, String source) {
        requests(source).forEach(request -> new Guard(policy).decides(allowed, source + " by " + policy, request));
    }

    boolean names(String source) {
        return statement.findValuesAsText("aws:SourceArn").equals(List.of(source));
    }
}
