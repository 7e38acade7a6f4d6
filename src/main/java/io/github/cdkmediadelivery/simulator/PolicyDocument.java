package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A resource's policy, asked as IAM asks it: a denial counts more than any permission, and what nothing permits is
 * denied.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
record PolicyDocument(JsonNode document) {

    /**
     * Who asks for what.
     *
     * @param type {@code Service}, {@code AWS} or {@code CanonicalUser}; empty for an anonymous request
     * @param ids of the principal: it may have several names
     */
    record Question(String type, List<String> ids, String action, String resource, Map<String, String> context) {}

    /** Whether a request is let in. What a condition asks that is not modelled is noted, and not fulfilled. */
    boolean allows(Question question, Set<String> notModelled) {
        boolean allowed = false;
        for (JsonNode statement : each(document.path("Statement"))) {
            if (!applies(statement, question, notModelled)) {
                continue;
            }
            if (statement.path("Effect").asText().equals("Deny")) {
                return false;
            }
            allowed = true;
        }
        return allowed;
    }

    private static boolean applies(JsonNode statement, Question question, Set<String> notModelled) {
        return isMeant(statement, question)
                && named(statement, "Action", question.action, true)
                && named(statement, "Resource", question.resource, false)
                && holds(statement.path("Condition"), question, notModelled);
    }

    private static boolean named(JsonNode statement, String element, String value, boolean ignoreCase) {
        String text = ignoreCase ? value.toLowerCase(Locale.ROOT) : value;
        JsonNode not = statement.path("Not" + element);
        List<JsonNode> patterns = each(not.isMissingNode() ? statement.path(element) : not);
        boolean found = patterns.stream()
                .map(JsonNode::asText)
                .anyMatch(pattern -> Wildcard.matches(ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern, text));
        return found == not.isMissingNode();
    }

    private static boolean isMeant(JsonNode statement, Question question) {
        JsonNode principal = statement.path("Principal");
        if (principal.asText().equals("*")) {
            return true;
        }
        return each(principal.path("AWS")).stream().anyMatch(id -> id.asText().equals("*"))
                || each(principal.path(question.type)).stream().anyMatch(id -> question.ids.contains(id.asText()));
    }

    private static boolean holds(JsonNode conditions, Question question, Set<String> notModelled) {
        for (Map.Entry<String, JsonNode> operator : conditions.properties()) {
            for (Map.Entry<String, JsonNode> condition : operator.getValue().properties()) {
                if (!holds(operator.getKey(), condition.getKey(), condition.getValue(), question, notModelled)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(
            String operator, String key, JsonNode wanted, Question question, Set<String> notModelled) {
        String value = question.context.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        List<String> values = each(wanted).stream().map(JsonNode::asText).toList();
        return switch (operator) {
            case "StringEquals" -> values.contains(value);
            case "ArnEquals", "ArnLike", "StringLike" -> likeAny(values, value);
            case "StringEqualsIgnoreCase" -> values.stream().anyMatch(value::equalsIgnoreCase);
            case "StringNotEquals", "ArnNotEquals" -> !values.contains(value);
            case "StringNotLike", "ArnNotLike" -> !likeAny(values, value);
            case "Bool" -> !value.isEmpty() && values.stream().anyMatch(value::equalsIgnoreCase);
            case "BoolIfExists" -> value.isEmpty() || values.stream().anyMatch(value::equalsIgnoreCase);
            default -> {
                notModelled.add("condition operator " + operator);
                yield false;
            }
        };
    }

    private static boolean likeAny(List<String> patterns, String value) {
        return !value.isEmpty() && patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, value));
    }

    private static List<JsonNode> each(JsonNode oneOrMore) {
        List<JsonNode> all = new ArrayList<>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(all::add);
        } else if (!oneOrMore.isMissingNode()) {
            all.add(oneOrMore);
        }
        return all;
    }
}
