package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Asks a third-party IAM engine whether a request gets past a resource policy.
 *
 * <pre>{@code
 * var decision = IamSimulator.request("s3:GetObject")
 *         .on("arn:aws:s3:::bucket/video.m3u8")
 *         .byService("cloudfront.amazonaws.com")
 *         .with("aws:SourceArn", distributionArn)
 *         .against(bucketPolicy);
 * }</pre>
 *
 * <p>A question that makes no sense (an action, a condition operator or a context key that does not exist, a policy
 * that does not parse, a resource of the wrong type) throws: it never counts as denied. The engine adds to the context
 * what AWS adds for every signed request: {@code aws:PrincipalArn}, {@code aws:PrincipalAccount},
 * {@code aws:PrincipalIsAWSService}, {@code aws:PrincipalServiceName}.
 */
final class IamSimulator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NodeProcess ENGINE = new NodeProcess("src/test/node/iam-simulate.mjs");

    private IamSimulator() {}

    /** The engine's answer. */
    enum Decision {
        ALLOWED,
        DENIED
    }

    static Request request(String action) {
        return new Request(JSON.createObjectNode().put("action", action).put("account", Resolved.ACCOUNT));
    }

    /** An immutable request; each method returns one that says more. */
    record Request(ObjectNode json) {

        Request on(String resourceArn) {
            return and(request -> request.put("resource", resourceArn));
        }

        /** The account that owns the resource, where it is not that of {@link Resolved}. */
        Request inAccount(String account) {
            return and(request -> request.put("account", account));
        }

        Request byService(String service) {
            return by(service, service.endsWith(".amazonaws.com"), "a service principal");
        }

        Request byPrincipal(String arn) {
            return by(arn, arn.startsWith("arn:"), "the ARN of a principal");
        }

        Request anonymously() {
            return and(request -> request.putNull("principal"));
        }

        Request with(String contextKey, String value) {
            return and(request -> request.withObjectProperty("context").put(contextKey, value));
        }

        Request withIdentityPolicy(JsonNode policy) {
            return and(request -> request.withArrayProperty("identityPolicies").add(policy));
        }

        Decision against(JsonNode resourcePolicy) {
            if (!json.has("resource") || !json.has("principal") || !resourcePolicy.isObject()) {
                throw new IllegalStateException("The question needs a resource, a principal and a policy: " + json
                        + " against " + resourcePolicy);
            }
            var question = json.deepCopy().set("resourcePolicy", resourcePolicy);
            var answer = ENGINE.ask(question);
            return switch (answer.path("decision").asText()) {
                case "Allowed" -> Decision.ALLOWED;
                case "ExplicitlyDenied", "ImplicitlyDenied" -> Decision.DENIED;
                default ->
                    throw new IllegalArgumentException(answer.path("error").asText() + " in " + question);
            };
        }

        private Request by(String principal, boolean valid, String kind) {
            if (!valid) {
                throw new IllegalArgumentException("not " + kind + ": " + principal);
            }
            return and(request -> request.put("principal", principal));
        }

        private Request and(Consumer<ObjectNode> change) {
            var copy = json.deepCopy();
            change.accept(copy);
            return new Request(copy);
        }
    }
}
