package io.github.cdkmediadelivery;

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
final class CustomHeaders {

    private static final String OPTION = "customHeader";
    private static final int MOST = 30;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 1_783;
    private static final int LONGEST_TOGETHER = 10_240;
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

    static void checkName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Check.that(
                NAME.matcher(name).matches() && name.length() <= LONGEST_NAME,
                OPTION,
                "name must be a header name of at most " + LONGEST_NAME + " characters",
                name.length() > LONGEST_NAME ? name.length() + " characters" : name,
                "use for example 'X-Origin-Region'");
        Check.that(
                !RESERVED.contains(lower) && !lower.startsWith("x-amz-") && !lower.startsWith("x-edge-"),
                OPTION,
                "name is one that CloudFront reserves",
                name,
                "use for example 'X-Origin-Region'");
    }

    void add(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        checkName(name);
        Check.that(
                !SECRET.contains(lower) || Check.isToken(value),
                OPTION,
                "value is a secret and must not be a literal in a template",
                name,
                "use the origin's access option, which reads it from Secrets Manager");
        Check.that(
                Check.isToken(value) || value.length() <= LONGEST_VALUE,
                OPTION,
                "value must have at most " + LONGEST_VALUE + " characters",
                name + " with " + value.length(),
                "shorten it");
        Check.that(
                headers.keySet().stream().noneMatch(name::equalsIgnoreCase),
                OPTION,
                "must name a header once",
                name,
                "remove the duplicate");
        headers.put(name, value);
        Check.that(
                headers.size() <= MOST,
                OPTION,
                "CloudFront adds at most " + MOST + " headers per origin",
                headers.size(),
                "remove some");
        int together = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        Check.that(
                together <= LONGEST_TOGETHER,
                OPTION,
                "names and values must have at most " + LONGEST_TOGETHER + " characters together",
                together,
                "shorten the values");
    }

    Map<String, String> asMap() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
