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
 * <p>Which headers MediaTailor sends is undocumented, and it has no addresses of its own, so the request must carry
 * something that only MediaTailor was told:
 *
 * <ul>
 *   <li>{@link #pathToken}: a secret path before the content's, on a behaviour of its own. The usual choice.
 *   <li>{@link #sessionToken}: a signed, expiring parameter that the player brings along; it authorizes both.
 *   <li>{@link #forgeableUserAgent}: what published answers do. Anyone can send it.
 * </ul>
 */
public final class MediaTailorTrust extends Value<MediaTailorTrust.Trusted> {

    /** The path below which the secret token is expected. */
    static final String PATH_PREFIX = "/mt/";

    private static final int MOST_TOKENS = 2;
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

    /** Of time shift and ads; of signed URLs; of S3; of players' reports. None has a dot or begins with '_' anyway. */
    private static final Pattern TAKEN = Pattern.compile(
            "m|start|end|time_delay|ads|aws|manifest"
                    + "|policy|signature|key-pair-id|expires|hash-algorithm"
                    + "|x-amz-.*|response-.*|awsaccesskeyid|versionid|partnumber|list-type|prefix|acl|tagging|torrent"
                    + "|attributes|uploads?|uploadid|retention|legal-hold|cors|website|delete|restore|select"
                    + "|cmcd",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern AGENT = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{3,127}");

    /** By what; the one of the three that was chosen. */
    record Trusted(List<PathToken> tokens, @Nullable String sessionParameter, @Nullable String userAgent) {}

    private MediaTailorTrust(List<PathToken> tokens, @Nullable String sessionParameter, @Nullable String userAgent) {
        super(new Trusted(tokens, sessionParameter, userAgent));
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
        return new MediaTailorTrust(List.of(tokens), null, null);
    }

    /**
     * A signed parameter, {@code EXPIRY.FOLDER.SIGNATURE}: seconds since 1970, the percent-encoded folder that it
     * opens, and the hexadecimal HMAC-SHA-256 of {@code EXPIRY.FOLDER}. The folder begins and ends with {@code /}; with
     * a host before it, as in {@code live.example.com%2Fout%2Fv1%2F}, the token is valid on that host alone.
     *
     * <p>Everything needs the parameter that is not plainly a media segment, from everyone: manifests, keys, pages,
     * unless they are {@linkplain MediaTailorSafeEdgeFunction.Builder#exempt exempt}, and manifests even then.
     * Segments, which players ask for without it, obey the other rules. Before MediaTailor it is needed where a session
     * begins ({@code /v1/master/}, {@code /v1/dash/}, {@code /v1/session/}, and the manifest that the last one names);
     * its folder is compared with the content's path, and MediaTailor hands it on when it fetches the content. What a
     * session then asks for is known by the session's id. A DASH player shows the parameter each time it renews its
     * manifest: let it hold for as long as one may watch.
     *
     * <p>The key lies in a key value store that the function gets, under {@code session-key}, and has 32 characters or
     * more, or it opens nothing: {@code openssl rand -hex 32}. To rotate it, put the old one under
     * {@code session-key-previous} and the new one under {@code session-key}, and remove the old one when its last
     * token has expired; what both have signed is valid meanwhile. Access logs hold query strings, tokens included.
     *
     * @param parameter its name in the query string, none that AWS or players give a meaning to
     * @return the choice
     * @throws IllegalArgumentException {@code sessionToken: must be …} or {@code sessionToken: must not be …} for
     *     another name
     */
    public static MediaTailorTrust sessionToken(String parameter) {
        Check.present("parameter", parameter);
        Check.that(
                PARAMETER.matcher(parameter).matches(),
                "sessionToken: must be a parameter's name of letters, digits, '_' and '-'",
                parameter,
                "use for example 'session'");
        Check.that(
                !TAKEN.matcher(parameter).matches(),
                "sessionToken: must not be a parameter that CloudFront, S3, MediaPackage, MediaTailor or players use",
                parameter,
                "use for example 'session'");
        return new MediaTailorTrust(List.of(), parameter, null);
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
        return new MediaTailorTrust(List.of(), null, part);
    }

    boolean isForgeable() {
        return chosen().userAgent != null;
    }

    boolean needsKeyValueStore() {
        return chosen().sessionParameter != null;
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
        if (chosen().sessionParameter != null) {
            options.put("session", chosen().sessionParameter);
            options.put("sessionKeys", List.of("session-key", "session-key-previous"));
        }
        if (chosen().userAgent != null) {
            options.put("forgeableUserAgent", chosen().userAgent);
        }
        return options;
    }
}
