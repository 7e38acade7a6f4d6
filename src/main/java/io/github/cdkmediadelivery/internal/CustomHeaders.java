package io.github.cdkmediadelivery.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The headers that CloudFront adds to each request to an origin, held to CloudFront's rules.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Add
 *     custom headers to origin requests</a>
 */
public final class CustomHeaders {

    private static final String OPTION = "customHeader";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final Set<String> RESERVED = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "cookie",
            "host",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "max-forwards",
            "pragma",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "request-range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
            "x-real-ip");

    /** Headers whose value is a secret by definition. */
    private static final Set<String> SECRET =
            Set.of("authorization", "x-mediapackage-cdnidentifier", "x-mediapackagev2-cdnidentifier");

    private final Map<String, String> headers = new LinkedHashMap<>();

    public static void checkName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Check.that(
                NAME.matcher(name).matches() && name.length() <= Limits.CUSTOM_HEADER_NAME,
                OPTION + ": name must be a header name of at most " + Limits.CUSTOM_HEADER_NAME + " characters",
                name.length() > Limits.CUSTOM_HEADER_NAME ? name.length() + " characters" : name,
                "use for example 'X-Origin-Region'");
        Check.that(
                !RESERVED.contains(lower) && !lower.startsWith("x-amz-") && !lower.startsWith("x-edge-"),
                OPTION + ": name is one that CloudFront reserves",
                name,
                "use for example 'X-Origin-Region'");
    }

    public void add(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        checkName(name);
        Check.that(
                !SECRET.contains(lower) || Check.isToken(value),
                OPTION + ": value is a secret and must not be a literal in a template",
                name,
                "use the origin's access option, which reads it from Secrets Manager");
        Check.that(
                Check.isToken(value) || value.length() <= Limits.CUSTOM_HEADER_VALUE,
                OPTION + ": value must have at most " + Limits.CUSTOM_HEADER_VALUE + " characters",
                name + " with " + value.length(),
                "shorten it");
        Check.that(
                headers.keySet().stream().noneMatch(name::equalsIgnoreCase),
                OPTION + ": must name a header once",
                name,
                "remove the duplicate");
        headers.put(name, value);
        Check.that(
                headers.size() <= Limits.CUSTOM_HEADERS,
                OPTION + ": CloudFront adds at most " + Limits.CUSTOM_HEADERS + " headers per origin",
                headers.size(),
                "remove some");
        int together = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        Check.that(
                together <= Limits.CUSTOM_HEADERS_TOGETHER,
                OPTION + ": names and values must have at most " + Limits.CUSTOM_HEADERS_TOGETHER
                        + " characters together",
                together,
                "shorten the values");
    }

    public Map<String, String> asMap() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
