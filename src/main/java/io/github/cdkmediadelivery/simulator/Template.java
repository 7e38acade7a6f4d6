package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The template of a stack, and where the stack is.
 *
 * @param file that it was read from, or empty
 */
record Template(String stack, String account, String region, String file, JsonNode content) {

    static final String SOME_ACCOUNT = "111122223333";
    static final String SOME_REGION = "eu-west-1";

    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        content.path("Resources").properties().forEach(entry -> {
            if (type.equals(entry.getValue().path("Type").asText())) {
                found.put(entry.getKey(), entry.getValue().path("Properties"));
            }
        });
        return found;
    }

    /** As the CDK notes it in the template, or empty where it does not. */
    String constructPath(String logicalId) {
        return content.path("Resources")
                .path(logicalId)
                .path("Metadata")
                .path("aws:cdk:path")
                .asText();
    }

    JsonNode pseudoParameter(String name) {
        return switch (name) {
            case "AWS::Partition" -> TextNode.valueOf(region.startsWith("cn-") ? "aws-cn" : "aws");
            case "AWS::AccountId" -> TextNode.valueOf(account);
            case "AWS::Region" -> TextNode.valueOf(region);
            case "AWS::URLSuffix" -> TextNode.valueOf(region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
            case "AWS::StackName" -> TextNode.valueOf(stack);
            case "AWS::StackId" ->
                TextNode.valueOf("arn:aws:cloudformation:" + region + ":" + account + ":stack/" + stack + "/"
                        + UUID.nameUUIDFromBytes(stack.getBytes(StandardCharsets.UTF_8)));
            case "AWS::NoValue" -> MissingNode.getInstance();
            default -> TextNode.valueOf("<" + name + ">");
        };
    }
}
