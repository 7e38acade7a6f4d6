package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * AWS WAF by its documentation, as far as the rules of this library go: what becomes of a request that has these
 * headers.
 *
 * <p>A statement about a part that the request does not have does not match. A statement that is not known here throws.
 *
 * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html">Rule statements</a>
 */
record WafRules(JsonNode acl) {

    /** Among the headers, where none has such a name. */
    private static final String PATH = ":path";

    /**
     * The action that ends the evaluation; a rule that counts does not.
     *
     * @param headers values by names in lower case
     */
    String decide(Map<String, String> headers) {
        return decide("/", headers);
    }

    String decide(String path, Map<String, String> headers) {
        var request = new HashMap<>(headers);
        request.put(PATH, path);
        return decideAll(request);
    }

    private String decideAll(Map<String, String> headers) {
        return sorted(acl.path("Rules"))
                .filter(rule -> matches(rule.path("Statement"), headers))
                .map(rule -> only(rule.path("Action")).getKey())
                .filter(action -> !action.equals("Count"))
                .findFirst()
                .orElseGet(() -> only(acl.path("DefaultAction")).getKey());
    }

    private static boolean matches(JsonNode statement, Map<String, String> headers) {
        var type = only(statement).getKey();
        var content = only(statement).getValue();
        return switch (type) {
            case "AndStatement" -> stream(content.path("Statements")).allMatch(part -> matches(part, headers));
            case "OrStatement" -> stream(content.path("Statements")).anyMatch(part -> matches(part, headers));
            case "NotStatement" -> !matches(content.path("Statement"), headers);
            case "ByteMatchStatement" ->
                header(content, headers).filter(bytes(content)).isPresent();
            case "RegexMatchStatement" ->
                header(content, headers)
                        .filter(Pattern.compile(content.path("RegexString").asText())
                                .asPredicate())
                        .isPresent();
            case "SizeConstraintStatement" ->
                header(content, headers).filter(size(content)).isPresent();
            default -> throw new IllegalArgumentException("unknown statement " + type);
        };
    }

    private static Predicate<String> bytes(JsonNode content) {
        var searched = content.path("SearchString").asText();
        return switch (content.path("PositionalConstraint").asText()) {
            case "EXACTLY" -> searched::equals;
            case "STARTS_WITH" -> value -> value.startsWith(searched);
            case "ENDS_WITH" -> value -> value.endsWith(searched);
            case "CONTAINS" -> value -> value.contains(searched);
            default -> throw new IllegalArgumentException("unknown constraint in " + content);
        };
    }

    private static Predicate<String> size(JsonNode content) {
        int size = content.path("Size").asInt();
        return switch (content.path("ComparisonOperator").asText()) {
            case "GT" -> value -> value.length() > size;
            case "GE" -> value -> value.length() >= size;
            default -> throw new IllegalArgumentException("unknown operator in " + content);
        };
    }

    /** The header that a statement is about, as it stands, or the path. */
    private static Optional<String> header(JsonNode content, Map<String, String> headers) {
        if (content.at("/FieldToMatch").has("UriPath")) {
            return Optional.of(transformed(content, headers.get(PATH)));
        }
        var name = content.at("/FieldToMatch/SingleHeader/Name").asText();
        if (name.isEmpty()
                || !content.at("/TextTransformations/0/Type").asText().equals("NONE")
                || content.path("TextTransformations").size() != 1) {
            throw new IllegalArgumentException("not about a header as it stands: " + content);
        }
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    private static String transformed(JsonNode content, String path) {
        var text = path;
        for (var transformation : sorted(content.path("TextTransformations")).toList()) {
            text = switch (transformation.path("Type").asText()) {
                case "LOWERCASE" -> text.toLowerCase(Locale.ROOT);
                case "URL_DECODE" -> URLDecoder.decode(text.replace("+", "%2b"), StandardCharsets.UTF_8);
                default -> throw new IllegalArgumentException("unknown transformation in " + content);
            };
        }
        return text;
    }

    private static Stream<JsonNode> sorted(JsonNode rules) {
        return stream(rules)
                .sorted(Comparator.comparingInt(rule -> rule.path("Priority").asInt()));
    }

    private static Map.Entry<String, JsonNode> only(JsonNode object) {
        if (object.size() != 1) {
            throw new IllegalArgumentException("not one choice: " + object);
        }
        return object.properties().iterator().next();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
