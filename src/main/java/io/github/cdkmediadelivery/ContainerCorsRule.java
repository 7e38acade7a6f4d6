package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.mediastore.CfnContainer;

/**
 * One CORS rule of a MediaStore container, which wants both origins and headers in each.
 *
 * @param origins for example {@code https://www.example.com}, or {@code *}
 * @param headers that pages may send, for example {@code Range}, or {@code *}
 * @param maxAge how long browsers may keep the answer to a preflight, in whole seconds
 */
public record ContainerCorsRule(List<String> origins, List<String> headers, Duration maxAge) {

    private static final long DAY = 86_400;
    private static final List<String> METHODS = List.of("GET", "HEAD");

    /**
     * Checks the parts.
     *
     * @param origins at least one
     * @param headers at least one
     * @param maxAge whole seconds, up to a day
     * @throws IllegalArgumentException {@code corsRule: must name origins and headers …}, or {@code maxAge: must be
     *     whole seconds …}
     */
    public ContainerCorsRule {
        Check.present("origins", origins);
        Check.present("headers", headers);
        Check.present("maxAge", maxAge);
        Check.that(
                !origins.isEmpty() && !headers.isEmpty(),
                "corsRule: must name origins and headers, since MediaStore wants both",
                "origins " + origins + ", headers " + headers,
                "use for example List.of(\"*\") for the one that does not matter");
        Check.seconds("maxAge", maxAge, 0, DAY);
        origins = List.copyOf(origins);
        headers = List.copyOf(headers);
    }

    /** What the owner of another's container must add. */
    Map<String, Object> asJson() {
        return Json.object(
                "AllowedOrigins", origins,
                "AllowedHeaders", headers,
                "AllowedMethods", METHODS,
                "MaxAgeSeconds", maxAge.toSeconds());
    }

    CfnContainer.CorsRuleProperty render() {
        return CfnContainer.CorsRuleProperty.builder()
                .allowedOrigins(origins)
                .allowedHeaders(headers)
                .allowedMethods(METHODS)
                .maxAgeSeconds(maxAge.toSeconds())
                .build();
    }
}
