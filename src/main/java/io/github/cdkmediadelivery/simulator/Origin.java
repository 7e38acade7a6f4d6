package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * Where CloudFront asks for what it does not have.
 *
 * @param id in the distribution
 * @param host that it connects to
 * @param path that it puts before each path
 * @param headers that it adds, in the place of the viewer's; a secret is shown as the reference that stands in the
 *     template
 * @param protocol {@code https-only}, {@code http-only}, {@code match-viewer}, or {@code s3}
 * @param signing the type for which CloudFront signs ({@code s3}, {@code mediapackagev2}, {@code mediastore}), or empty
 * @param identity the origin access identity that it shows, or empty
 * @param shield region of Origin Shield, or empty
 * @param attempts how often it tries to connect
 * @param connectTimeout of one attempt
 * @param readTimeout how long it waits for an answer
 */
public record Origin(
        String id,
        String host,
        String path,
        Map<String, String> headers,
        String protocol,
        String signing,
        String identity,
        String shield,
        int attempts,
        Duration connectTimeout,
        Duration readTimeout) {

    /**
     * Copies the collections.
     *
     * @param id in the distribution
     * @param host that it connects to
     * @param path that it puts before each path
     * @param headers that it adds, in the place of the viewer's; a secret is shown as the reference that stands in the
     *     template
     * @param protocol {@code https-only}, {@code http-only}, {@code match-viewer}, or {@code s3}
     * @param signing the type for which CloudFront signs ({@code s3}, {@code mediapackagev2}, {@code mediastore}), or
     *     empty
     * @param identity the origin access identity that it shows, or empty
     * @param shield region of Origin Shield, or empty
     * @param attempts how often it tries to connect
     * @param connectTimeout of one attempt
     * @param readTimeout how long it waits for an answer
     */
    public Origin {
        headers = Map.copyOf(headers);
    }
}
