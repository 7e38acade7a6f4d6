package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.NodeProcess;
import io.github.cdkmediadelivery.simulator.PolicyDocument.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the simulator decides of policies, beside an engine that nobody here wrote: the npm package iam-simulate. */
class PolicyDocumentOracleTest {

    private static final long SEED = 20_261_126;
    private static final int CASES = 600;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NodeProcess ENGINE = new NodeProcess("src/test/node/iam-simulate.mjs");

    private static final String BUCKET = "arn:aws:s3:::films";
    private static final String ONE = "arn:aws:cloudfront::111122223333:distribution/E1ONE";
    private static final String IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1";

    private final Random random = new Random(SEED);

    @Test
    void agreesOnGeneratedPoliciesAndRequests() {
        List<String> disagreements = new ArrayList<>();
        int allowed = 0;
        for (int i = 0; i < CASES; i++) {
            ObjectNode policy = policy();
            Map<String, String> context = context();
            String principal = any("cloudfront.amazonaws.com", "mediatailor.amazonaws.com", IDENTITY, "");
            String action = any("s3:GetObject", "s3:PutObject");
            String resource = any(BUCKET + "/film.ts", BUCKET + "/published/film.ts", BUCKET + "/published2/film.ts");
            boolean ours = new PolicyDocument(policy)
                    .allows(
                            new Question(type(principal), List.of(principal), action, resource, context),
                            new TreeSet<>());
            boolean theirs = ask(policy, principal, action, resource, context);
            allowed += theirs ? 1 : 0;
            if (ours != theirs) {
                disagreements.add("case " + i + ": " + (theirs ? "allowed" : "denied") + " by the engine, " + principal
                        + " " + action + " " + resource + " " + context + " by " + policy);
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(allowed).as("both answers occur").isBetween(CASES / 20, CASES - CASES / 20);
    }

    private static String type(String principal) {
        return principal.isEmpty() ? "" : principal.startsWith("arn:") ? "AWS" : "Service";
    }

    private static boolean ask(
            JsonNode policy, String principal, String action, String resource, Map<String, String> context) {
        ObjectNode question = JSON.createObjectNode()
                .put("action", action)
                .put("account", "111122223333")
                .put("resource", resource);
        if (principal.isEmpty()) {
            question.putNull("principal");
        } else {
            question.put("principal", principal);
        }
        if (principal.startsWith("arn:")) {
            // An identity of CloudFront's may ask for anything: what it gets is the resource's to say.
            question.putArray("identityPolicies")
                    .addObject()
                    .put("Version", "2012-10-17")
                    .putArray("Statement")
                    .addObject()
                    .put("Effect", "Allow")
                    .put("Action", "s3:*")
                    .put("Resource", "*");
        }
        question.set("context", JSON.valueToTree(context));
        question.set("resourcePolicy", policy);
        JsonNode answer = ENGINE.ask(question);
        assertThat(answer.has("error")).as(answer + " to " + question).isFalse();
        return answer.path("decision").asText().equals("Allowed");
    }

    private ObjectNode policy() {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        var statements = policy.putArray("Statement");
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode statement = statements.addObject();
            statement.put("Effect", random.nextInt(4) == 0 ? "Deny" : "Allow");
            switch (random.nextInt(4)) {
                case 0 -> statement.put("Principal", "*");
                case 1 -> statement.putObject("Principal").put("AWS", any("*", IDENTITY));
                default ->
                    statement
                            .putObject("Principal")
                            .put("Service", any("cloudfront.amazonaws.com", "mediatailor.amazonaws.com"));
            }
            statement.put("Action", any("s3:GetObject", "s3:*", "s3:Get*", "s3:PutObject"));
            statement.put("Resource", any(BUCKET + "/*", BUCKET + "/published/*", "*", BUCKET + "/published?/*"));
            if (random.nextBoolean()) {
                ObjectNode condition = statement.putObject("Condition");
                switch (random.nextInt(4)) {
                    case 0 -> condition.putObject("StringEquals").put("aws:SourceArn", ONE);
                    case 1 ->
                        condition
                                .putObject("StringLike")
                                .put("aws:SourceArn", "arn:aws:cloudfront::111122223333:distribution/*");
                    case 2 -> condition.putObject("Bool").put("aws:SecureTransport", any("true", "false"));
                    default -> {
                        condition.putObject("StringEquals").put("aws:SourceArn", ONE);
                        condition.putObject("Bool").put("aws:SecureTransport", "true");
                    }
                }
            }
        }
        return policy;
    }

    private Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("aws:SecureTransport", any("true", "false"));
        context.put(
                "aws:SourceArn", any(ONE, ONE.replace("E1ONE", "E2TWO"), ONE.replace("111122223333", "444455556666")));
        return context;
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
