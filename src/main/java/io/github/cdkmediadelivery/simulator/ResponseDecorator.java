package io.github.cdkmediadelivery.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a response headers policy makes of an answer's headers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html">Response
 *     headers policies</a>
 */
final class ResponseDecorator {

    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    private ResponseDecorator() {}

    static void decorate(
            ResponseHeaders policy, EdgeRequest request, Map<String, String> headers, List<String> unknowns) {
        policy.removed().forEach(name -> headers.remove(name.toLowerCase(Locale.ROOT)));
        policy.headers().forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (policy.overriding().contains(name)) {
                headers.put(key, value);
            } else {
                headers.putIfAbsent(key, value);
            }
        });
        policy.cors().ifPresent(cors -> cors(cors, request, headers, unknowns));
    }

    private static void cors(
            ResponseHeaders.Cors cors, EdgeRequest request, Map<String, String> headers, List<String> unknowns) {
        String origin = request.headers().getOrDefault("origin", "");
        if (origin.isEmpty() || !cors.allows(origin)) {
            if (cors.override() && headers.containsKey(ALLOW_ORIGIN)) {
                unknowns.add(
                        "whether an overriding CORS policy leaves the origin's header where it does not allow the page");
            }
            return;
        }
        if (!cors.override() && headers.containsKey(ALLOW_ORIGIN)) {
            return;
        }
        boolean any = cors.origins().contains("*") && !cors.credentials();
        headers.put(ALLOW_ORIGIN, any ? "*" : origin);
        if (cors.credentials()) {
            headers.put("access-control-allow-credentials", "true");
        }
        put(headers, "access-control-expose-headers", cors.exposed());
        if (request.method().equals("OPTIONS")) {
            put(headers, "access-control-allow-methods", cors.methods());
            put(headers, "access-control-allow-headers", cors.requestHeaders());
            if (!cors.maxAge().isZero()) {
                headers.put(
                        "access-control-max-age", String.valueOf(cors.maxAge().toSeconds()));
            }
        }
    }

    private static void put(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}
