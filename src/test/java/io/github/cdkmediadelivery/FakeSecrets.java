package io.github.cdkmediadelivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what CloudFormation does with dynamic references to Secrets Manager, with values that it makes up: the same
 * value for the same reference, wherever it stands and in whichever template.
 */
final class FakeSecrets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:secretsmanager:[^{}]+}}");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> wanted;

    /** The first references get the values that are wanted, all others made up ones. */
    FakeSecrets(String... wanted) {
        this.wanted = List.of(wanted);
    }

    /** The references that stand in a text, in their order. */
    static List<String> references(String text) {
        return REFERENCE.matcher(text).results().map(match -> match.group()).toList();
    }

    /** The text as the service gets it. */
    String in(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group())));
    }

    /** The JSON that is in a text, as the service gets it. */
    JsonNode json(String text) {
        try {
            return JSON.readTree(in(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON after all secrets were put in: " + text, e);
        }
    }

    String value(String reference) {
        return values.computeIfAbsent(
                reference,
                unused -> values.size() < wanted.size()
                        ? wanted.get(values.size())
                        : "Secret" + values.size() + "aB3dE5gH7jK9");
    }

    /** All that were handed out, in their order. */
    List<String> values() {
        return new ArrayList<>(values.values());
    }
}
