package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what the edge lets MediaTailor in when it fetches the content's manifests.
 *
 * <p>For a {@link MediaTailorSafeEdgeFunction}, and for {@link AccessTokenKeys} where viewers show tokens.
 *
 * <p>Which headers MediaTailor sends is undocumented, and it has no addresses of its own, so the request must carry
 * something that only MediaTailor was told:
 *
 * <ul>
 *   <li>{@link #pathToken}: a secret path before the content's, on a behaviour of its own. The usual choice.
 *   <li>{@link #forgeableUserAgent}: what published answers do. Anyone can send it.
 * </ul>
 */
public final class MediaTailorTrust extends Value<MediaTailorTrust.Trusted> {

    /** The path below which the secret token is expected. */
    static final String PATH_PREFIX = "/mt/";

    private static final int MOST_TOKENS = 2;
    private static final Pattern AGENT = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{3,127}");

    /** By what; the one of the two that was chosen. */
    record Trusted(List<PathToken> tokens, @Nullable String userAgent) {}

    private MediaTailorTrust(List<PathToken> tokens, @Nullable String userAgent) {
        super(new Trusted(tokens, userAgent));
    }

    /**
     * A secret path. Two tokens are accepted at once, so that one is rotated without an outage: accept the old and the
     * new, give MediaTailor the new, accept the new alone.
     *
     * <p>It opens the folders of the content and nothing else of the origin: a {@link MediaTailorDistribution} names
     * them, and elsewhere {@link MediaTailorSafeEdgeFunction.Builder#contentFolders} does.
     *
     * @param tokens the one that MediaTailor is given first; one or two
     * @return the choice
     * @throws IllegalArgumentException {@code pathToken: must be one or two …}
     */
    public static MediaTailorTrust pathToken(PathToken... tokens) {
        Check.present("tokens", tokens);
        Check.that(
                tokens.length >= 1 && tokens.length <= MOST_TOKENS,
                "pathToken: must be one or two, the current and the previous",
                tokens.length,
                "use MediaTailorTrust.pathToken(current, previous)");
        return new MediaTailorTrust(List.of(tokens), null);
    }

    /**
     * A part of the User-Agent header. <b>Anyone can send it</b>: this keeps honest clients apart and nobody else, and
     * the synthesis warns.
     *
     * @param part at least four printable characters
     * @return the choice
     * @throws IllegalArgumentException {@code forgeableUserAgent: must be …}
     */
    public static MediaTailorTrust forgeableUserAgent(String part) {
        Check.present("part", part);
        Check.that(
                AGENT.matcher(part).matches(),
                "forgeableUserAgent: must be 4 to 128 printable ASCII characters",
                part,
                "use for example 'AWSElementalMediaTailor'");
        return new MediaTailorTrust(List.of(), part);
    }

    boolean isForgeable() {
        return chosen().userAgent != null;
    }

    /** The token that MediaTailor is given. */
    Optional<PathToken> currentToken() {
        return chosen().tokens.stream().findFirst();
    }

    /** Its part of the function's options. */
    Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        if (!chosen().tokens.isEmpty()) {
            options.put("pathPrefix", PATH_PREFIX);
            options.put(
                    "digests", chosen().tokens.stream().map(PathToken::digest).toList());
        }
        if (chosen().userAgent != null) {
            options.put("forgeableUserAgent", chosen().userAgent);
        }
        return options;
    }
}
