package io.github.cdkmediadelivery.simulator;

import io.github.cdkmediadelivery.internal.PathPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A cache behaviour: what holds for the paths that match.
 *
 * @param pattern of the path; {@code *} for the default behaviour
 * @param target id of the origin, or of the group of origins
 * @param protocol {@code allow-all}, {@code redirect-to-https} or {@code https-only}
 * @param methods that viewers may use
 * @param kept methods whose answers may be kept
 * @param cache key and times
 * @param forward what the origin is sent beside the key
 * @param responseHeaders what the edge adds
 * @param keyGroups of whose keys a viewer must show a signature; none where content is open
 * @param viewerRequest a function that sees the request before the cache
 * @param viewerResponse a function that sees the answer
 * @param compress whether text may be compressed
 */
public record Behavior(
        String pattern,
        String target,
        String protocol,
        List<String> methods,
        List<String> kept,
        CachePolicy cache,
        ForwardPolicy forward,
        Optional<ResponseHeaders> responseHeaders,
        List<String> keyGroups,
        Optional<Code> viewerRequest,
        Optional<Code> viewerResponse,
        boolean compress) {

    private static final Pattern KNOWN_AT_DEPLOYMENT = Pattern.compile("[^A-Za-z0-9_\\-.*$/~\"'@:+&?]");

    /** A pattern is read once, however often it is asked. */
    private static final Map<String, PathPattern> READ = new ConcurrentHashMap<>();

    /** The pattern that a default behaviour has. */
    public static final String DEFAULT = "*";

    /**
     * Copies the collections.
     *
     * @param pattern of the path; {@code *} for the default behaviour
     * @param target id of the origin, or of the group of origins
     * @param protocol {@code allow-all}, {@code redirect-to-https} or {@code https-only}
     * @param methods that viewers may use
     * @param kept methods whose answers may be kept
     * @param cache key and times
     * @param forward what the origin is sent beside the key
     * @param responseHeaders what the edge adds
     * @param keyGroups of whose keys a viewer must show a signature; none where content is open
     * @param viewerRequest a function that sees the request before the cache
     * @param viewerResponse a function that sees the answer
     * @param compress whether text may be compressed
     */
    public Behavior {
        methods = List.copyOf(methods);
        kept = List.copyOf(kept);
        keyGroups = List.copyOf(keyGroups);
    }

    /**
     * {@return whether the path is one of this behaviour's}
     *
     * @param path normalised, without the query string
     */
    public boolean matches(String path) {
        return paths().matches(path);
    }

    /** What only a deployment knows stands for a name that nothing else has. */
    PathPattern paths() {
        return READ.computeIfAbsent(
                pattern,
                text -> PathPattern.of(KNOWN_AT_DEPLOYMENT.matcher(text).replaceAll("-")));
    }

    /** {@return whether a viewer must show a signature} */
    public boolean isSigned() {
        return !keyGroups.isEmpty();
    }
}
