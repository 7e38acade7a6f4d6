package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's request as CloudFront shows it to a function: names of headers in lower case, what comes twice as
 * {@code multiValue}, and nothing decoded.
 */
final class EdgeRequest {

    /** 2026-01-01T00:00:00Z. */
    static final long NOW = 1_767_225_600_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode request = JSON.createObjectNode();
    private String ip = "198.51.100.11";

    private EdgeRequest(String method, String target) {
        var query = target.indexOf('?');
        request.put("method", method).put("uri", query < 0 ? target : target.substring(0, query));
        request.putObject("querystring");
        request.putObject("headers");
        request.putObject("cookies");
        if (query >= 0) {
            for (var parameter : target.substring(query + 1).split("&", -1)) {
                var equals = parameter.indexOf('=');
                add(
                        "querystring",
                        equals < 0 ? parameter : parameter.substring(0, equals),
                        equals < 0 ? "" : parameter.substring(equals + 1));
            }
        }
    }

    /** Without any header but Host, which all requests have. */
    static EdgeRequest of(String method, String target) {
        return new EdgeRequest(method, target).header("Host", "d111111abcdef8.cloudfront.net");
    }

    static EdgeRequest get(String target) {
        return of("GET", target);
    }

    EdgeRequest header(String name, String value) {
        add("headers", name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    /** From another address than all others. */
    EdgeRequest from(String address) {
        ip = address;
        return this;
    }

    /** Takes them all away, Host too. */
    EdgeRequest withoutHeaders() {
        request.putObject("headers");
        return this;
    }

    /** What the function returns where it lets the request pass. */
    JsonNode json() {
        return request.deepCopy();
    }

    /** The same where the function gave it another path. */
    JsonNode jsonWithUri(String uri) {
        return request.deepCopy().put("uri", uri);
    }

    JsonNode event() {
        var event = JSON.createObjectNode().put("version", "1.0");
        event.putObject("context")
                .put("distributionDomainName", "d111111abcdef8.cloudfront.net")
                .put("distributionId", "E1ABCDEFGHIJKL")
                .put("eventType", "viewer-request")
                .put("requestId", "EXAMPLE4XYZ");
        event.putObject("viewer").put("ip", ip);
        event.set("request", request.deepCopy());
        return event;
    }

    /** Asked at {@link #NOW}, when the store holds the key of sessions. */
    EdgeRuntime.Question question() {
        return question(Map.of());
    }

    EdgeRuntime.Question question(@Nullable Map<String, String> store) {
        return new EdgeRuntime.Question(event(), NOW, store);
    }

    private void add(String where, String name, String value) {
        var entries = (ObjectNode) request.get(where);
        var entry = (ObjectNode) entries.get(name);
        if (entry == null) {
            entries.putObject(name).put("value", value);
            return;
        }
        if (!entry.has("multiValue")) {
            entry.putArray("multiValue")
                    .addObject()
                    .put("value", entry.get("value").asText());
        }
        entry.withArrayProperty("multiValue").addObject().put("value", value);
    }

    @Override
    public String toString() {
        return List.of(request.get("method"), request.get("uri"), request.get("headers"), request.get("querystring"))
                .toString();
    }
}
