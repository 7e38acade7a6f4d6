package io.github.cdkmediadelivery.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * AWS WAF's statements over a request. What is met and not modelled, such as managed rule groups, matches nothing and
 * is noted.
 */
final class WafRules {

    private final Map<String, List<String>> addresses;
    private final Set<String> notModelled;

    /** @param addresses of IP sets, by their ARNs */
    WafRules(Map<String, List<String>> addresses, Set<String> notModelled) {
        this.addresses = addresses;
        this.notModelled = notModelled;
    }

    /** The status of a refusal, and by which rule; nothing where the request is let through. */
    Optional<Refusal> refusal(WebAcl acl, EdgeRequest request) {
        for (WebAcl.Rule rule : acl.rules()) {
            if (!matches(rule.statement(), request)) {
                continue;
            }
            if (rule.action().equals("Allow")) {
                return Optional.empty();
            }
            if (rule.action().equals("Block")) {
                return Optional.of(new Refusal(rule.name(), rule.status()));
            }
        }
        return acl.allows() ? Optional.empty() : Optional.of(new Refusal("the default action", 403));
    }

    record Refusal(String rule, int status) {}

    private boolean matches(Map<String, Object> statement, EdgeRequest request) {
        if (statement.size() != 1) {
            return false;
        }
        String kind = statement.keySet().iterator().next();
        Map<String, Object> body = map(statement.get(kind));
        return switch (kind) {
            case "AndStatement" -> statements(body).stream().allMatch(each -> matches(each, request));
            case "OrStatement" -> statements(body).stream().anyMatch(each -> matches(each, request));
            case "NotStatement" -> !matches(map(body.get("Statement")), request);
            case "ByteMatchStatement" ->
                field(body, request)
                        .filter(value -> compare(
                                value,
                                String.valueOf(body.get("SearchString")),
                                String.valueOf(body.get("PositionalConstraint"))))
                        .isPresent();
            case "RegexMatchStatement" ->
                field(body, request)
                        .filter(value -> Pattern.compile(String.valueOf(body.get("RegexString")))
                                .matcher(value)
                                .find())
                        .isPresent();
            case "SizeConstraintStatement" ->
                field(body, request)
                        .filter(value -> size(
                                value.length(),
                                String.valueOf(body.get("ComparisonOperator")),
                                Integer.parseInt(String.valueOf(body.get("Size")))))
                        .isPresent();
            case "GeoMatchStatement" -> list(body.get("CountryCodes")).contains(request.country());
            case "IPSetReferenceStatement" ->
                addresses.getOrDefault(String.valueOf(body.get("Arn")), List.of()).stream()
                        .anyMatch(range -> Signatures.isIn(range, request.address()));
            default -> {
                notModelled.add("web ACL's " + kind);
                yield false;
            }
        };
    }

    private Optional<String> field(Map<String, Object> body, EdgeRequest request) {
        Map<String, Object> field = map(body.get("FieldToMatch"));
        String kind = field.isEmpty() ? "" : field.keySet().iterator().next();
        return switch (kind) {
            case "SingleHeader" ->
                Optional.ofNullable(request.headers()
                        .get(String.valueOf(map(field.get(kind))
                                        .getOrDefault(
                                                "Name", map(field.get(kind)).get("name")))
                                .toLowerCase(java.util.Locale.ROOT)));
            case "UriPath" -> Optional.of(request.path());
            case "QueryString" -> Optional.of(request.query());
            case "Method" -> Optional.of(request.method());
            default -> {
                notModelled.add("web ACL's field " + kind);
                yield Optional.empty();
            }
        };
    }

    private static boolean compare(String value, String searched, String constraint) {
        return switch (constraint) {
            case "EXACTLY" -> value.equals(searched);
            case "STARTS_WITH" -> value.startsWith(searched);
            case "ENDS_WITH" -> value.endsWith(searched);
            default -> value.contains(searched);
        };
    }

    private static boolean size(int length, String operator, int size) {
        return switch (operator) {
            case "GT" -> length > size;
            case "GE" -> length >= size;
            case "LT" -> length < size;
            case "LE" -> length <= size;
            case "NE" -> length != size;
            default -> length == size;
        };
    }

    @SuppressWarnings("unchecked") // JSON objects, read by Jackson
    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object json) {
        return json instanceof Map ? (Map<String, Object>) json : Map.of();
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object json) {
        return json instanceof List<?> list ? list : List.of();
    }

    private static List<Map<String, Object>> statements(Map<String, Object> body) {
        return list(body.get("Statements")).stream().map(WafRules::map).toList();
    }
}
