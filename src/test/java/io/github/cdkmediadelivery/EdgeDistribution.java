package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A synthesized distribution as viewers meet it: the first behaviour whose path pattern matches, and its viewer request
 * function if it has one. It does not check signatures, and has no cache.
 */
record EdgeDistribution(Resources resources) {

    /**
     * What becomes of a request.
     *
     * @param pattern of the behaviour; {@code *} for the default one
     * @param origin the host that is asked where the request is not refused
     * @param result the request as the origin's part of CloudFront gets it, or the refusal
     */
    record Outcome(String pattern, String origin, JsonNode result) {

        int status() {
            return result.path("statusCode").asInt();
        }

        boolean passes() {
            return !result.has("statusCode");
        }

        String path() {
            return result.path("uri").asText();
        }
    }

    /** The behaviour is chosen by the plain path; function and origin see the other. */
    Outcome ask(EdgeRequest request) {
        var behavior = behavior(all(), plain(request.json().path("uri").asText()));
        return new Outcome(behavior.path("PathPattern").asText("*"), origin(behavior), run(behavior, request));
    }

    /** The behaviours in the order in which CloudFront tries them, the default one last. */
    List<JsonNode> behaviors() {
        return withDefault(resources.behaviors());
    }

    private List<JsonNode> all() {
        return withDefault(resources.allBehaviors());
    }

    private List<JsonNode> withDefault(JsonNode behaviors) {
        return Stream.concat(
                        StreamSupport.stream(behaviors.spliterator(), false), Stream.of(resources.defaultBehavior()))
                .toList();
    }

    JsonNode behavior(String path) {
        return behavior(all(), path);
    }

    private static JsonNode behavior(List<JsonNode> behaviors, String path) {
        return behaviors.stream()
                .filter(behavior -> matches(behavior.path("PathPattern").asText("*"), path))
                .findFirst()
                .orElseThrow();
    }

    /** The host of a behaviour's origin. */
    String origin(JsonNode behavior) {
        var config = resources.resolved(resources.config());
        return StreamSupport.stream(config.path("Origins").spliterator(), false)
                .filter(origin ->
                        origin.path("Id").equals(resources.resolved(behavior).path("TargetOriginId")))
                .map(origin -> origin.path("DomainName").asText())
                .findFirst()
                .orElseThrow();
    }

    private JsonNode run(JsonNode behavior, EdgeRequest request) {
        var functions = behavior.path("FunctionAssociations");
        if (functions.isEmpty()) {
            return request.json();
        }
        var id = functions.at("/0/FunctionARN/Fn::GetAtt/0").asText();
        // What only the deployment knows of it, such as the folder of a v1 endpoint, stands there as it will be then.
        var code = resources
                .resolved(resources.all(Resources.FUNCTION).get(id).path("FunctionCode"))
                .asText();
        var answer = EdgeRuntime.NODE.answer(code, request.question());
        if (!answer.has("result")) {
            throw new AssertionError(answer);
        }
        return answer.path("result");
    }

    /**
     * RFC 3986: letters, digits and {@code -._~} are not encoded, and dots and empty folders are taken off; {@code %2f}
     * stays what it is.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern">Path
     *     pattern</a>
     */
    private static String plain(String path) {
        var decoded = Pattern.compile("%([0-9A-Fa-f]{2})").matcher(path).replaceAll(encoded -> {
            var character = String.valueOf((char) Integer.parseInt(encoded.group(1), 16));
            return Matcher.quoteReplacement(character.matches("[A-Za-z0-9._~-]") ? character : encoded.group());
        });
        var folders = new ArrayDeque<String>();
        for (var folder : decoded.split("/", -1)) {
            if (folder.equals("..")) {
                folders.pollLast();
            } else if (!folder.isEmpty() && !folder.equals(".")) {
                folders.add(folder);
            }
        }
        return "/" + String.join("/", folders) + (decoded.length() > 1 && decoded.endsWith("/") ? "/" : "");
    }

    /** CloudFront's patterns: {@code *} for any characters, {@code ?} for one, with or without the first slash. */
    private static boolean matches(String pattern, String path) {
        var withSlash = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
        var expression = Pattern.quote(withSlash).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches("(?s)" + expression, path);
    }
}
