package io.github.cdkmediadelivery.simulator;

import java.util.Map;

/**
 * What CloudFront sent to an origin.
 *
 * @param origin that was asked
 * @param method of the request
 * @param path with the origin path, without the query string
 * @param query without the question mark, or empty
 * @param headers by their names in lower case
 * @param credential what CloudFront shows: {@code signature}, {@code identity ID}, or empty
 */
public record OriginRequest(
        Origin origin, String method, String path, String query, Map<String, String> headers, String credential) {

    /**
     * Copies the collections.
     *
     * @param origin that was asked
     * @param method of the request
     * @param path with the origin path, without the query string
     * @param query without the question mark, or empty
     * @param headers by their names in lower case
     * @param credential what CloudFront shows: {@code signature}, {@code identity ID}, or empty
     */
    public OriginRequest {
        headers = Map.copyOf(headers);
    }
}
