package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the edge adds to an answer, and takes from it: a response headers policy.
 *
 * @param name as the template or AWS calls it
 * @param cors what pages of other domains are told
 * @param headers security and custom headers
 * @param overriding those of them that take the place of the origin's
 * @param removed headers of the origin that viewers do not see
 */
public record ResponseHeaders(
        String name, Optional<Cors> cors, Map<String, String> headers, List<String> overriding, List<String> removed) {

    /**
     * Copies the collections.
     *
     * @param name as the template or AWS calls it
     * @param cors what pages of other domains are told
     * @param headers security and custom headers
     * @param overriding those of them that take the place of the origin's
     * @param removed headers of the origin that viewers do not see
     */
    public ResponseHeaders {
        headers = Map.copyOf(headers);
        overriding = List.copyOf(overriding);
        removed = List.copyOf(removed);
    }

    /**
     * What pages of other domains are told.
     *
     * @param origins with a star as the leftmost label at most
     * @param methods that a page may use
     * @param requestHeaders that a page may send
     * @param exposed headers that a page may read
     * @param credentials whether the browser may send cookies
     * @param maxAge of the answer to a preflight
     * @param override whether the origin's own headers count for nothing
     */
    public record Cors(
            List<String> origins,
            List<String> methods,
            List<String> requestHeaders,
            List<String> exposed,
            boolean credentials,
            Duration maxAge,
            boolean override) {

        /**
         * Copies the collections.
         *
         * @param origins with a star as the leftmost label at most
         * @param methods that a page may use
         * @param requestHeaders that a page may send
         * @param exposed headers that a page may read
         * @param credentials whether the browser may send cookies
         * @param maxAge of the answer to a preflight
         * @param override whether the origin's own headers count for nothing
         */
        public Cors {
            origins = List.copyOf(origins);
            methods = List.copyOf(methods);
            requestHeaders = List.copyOf(requestHeaders);
            exposed = List.copyOf(exposed);
        }

        /**
         * {@return whether a page of this origin is told that it may read}
         *
         * @param origin the request's {@code Origin}
         */
        public boolean allows(String origin) {
            return origins.stream().anyMatch(listed -> matches(listed, origin));
        }

        private static boolean matches(String listed, String origin) {
            int star = listed.indexOf('*');
            if (star < 0) {
                return listed.equals(origin);
            }
            String before = listed.substring(0, star);
            String after = listed.substring(star + 1);
            return origin.length() >= before.length() + after.length()
                    && origin.startsWith(before)
                    && origin.endsWith(after);
        }
    }
}
