package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The security headers of a response headers policy, as the header lines that viewers get. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    static void read(JsonNode config, Map<String, String> headers, List<String> overriding) {
        config.properties().forEach(entry -> {
            JsonNode setting = entry.getValue();
            String name = name(entry.getKey());
            headers.put(name, value(entry.getKey(), setting));
            if (setting.path("Override").asBoolean()) {
                overriding.add(name);
            }
        });
    }

    private static String name(String setting) {
        return switch (setting) {
            case "ContentSecurityPolicy" -> "Content-Security-Policy";
            case "ContentTypeOptions" -> "X-Content-Type-Options";
            case "FrameOptions" -> "X-Frame-Options";
            case "ReferrerPolicy" -> "Referrer-Policy";
            case "StrictTransportSecurity" -> "Strict-Transport-Security";
            default -> "X-XSS-Protection";
        };
    }

    private static String value(String setting, JsonNode config) {
        return switch (setting) {
            case "ContentSecurityPolicy" -> config.path("ContentSecurityPolicy").asText();
            case "ContentTypeOptions" -> "nosniff";
            case "FrameOptions" -> config.path("FrameOption").asText();
            case "ReferrerPolicy" -> config.path("ReferrerPolicy").asText();
            case "StrictTransportSecurity" ->
                "max-age=" + config.path("AccessControlMaxAgeSec").asText()
                        + (config.path("IncludeSubdomains").asBoolean() ? "; includeSubDomains" : "")
                        + (config.path("Preload").asBoolean() ? "; preload" : "");
            default ->
                (config.path("Protection").asBoolean() ? "1" : "0")
                        + (config.path("ModeBlock").asBoolean() ? "; mode=block" : "")
                        + (config.has("ReportUri")
                                ? "; report=" + config.path("ReportUri").asText()
                                : "");
        };
    }
}
