package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * A secret part of a path by which MediaTailor shows who it is: MediaTailor can send no header of the owner's, but it
 * asks for the URL that it is given.
 *
 * <p>The edge function knows its SHA-256 digest alone, from which a token of 128 random bits or more cannot be found.
 * Make one with {@code openssl rand -hex 32}, put it into Secrets Manager, and get its digest with {@code printf TOKEN
 * | sha256sum}.
 *
 * <p>Access logs, and the samples of a web ACL, hold the paths of requests: whoever may read them can use the token, so
 * rotate it when they change.
 */
public final class PathToken extends Value<PathToken.Place> {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** Six bits a character: 22 of them hold 128 bits. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22,128}");

    private static final String MAKE = "make one with 'openssl rand -hex 32'";

    /** Where the token lies, and what is known of it. */
    record Place(String digest, ISecret secret, String field) {}

    private PathToken(Place place) {
        super(place);
    }

    /**
     * {@return a token that lies in Secrets Manager}
     *
     * @param secret where it lies
     * @param field the JSON field that holds it
     * @param sha256 its digest, 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException {@code pathToken: must be given as a SHA-256 digest …}
     */
    public static PathToken of(ISecret secret, String field, String sha256) {
        Check.present("secret", secret);
        Check.present("field", field);
        Check.present("sha256", sha256);
        Check.that(
                DIGEST.matcher(sha256).matches(),
                "pathToken: must be given as a SHA-256 digest, 64 lower-case hexadecimal digits",
                sha256.length() + " characters",
                "get it with 'printf TOKEN | sha256sum'");
        return new PathToken(new Place(sha256, secret, field));
    }

    /**
     * {@return the digest of a token, for programs that make both}
     *
     * @param token 22 to 128 letters, digits, {@code _} and {@code -}
     * @throws IllegalArgumentException {@code pathToken: must have at least 128 bits …}; the token is not repeated
     */
    public static String digest(String token) {
        Check.present("token", token);
        Check.that(
                TOKEN.matcher(token).matches(),
                "pathToken: must have at least 128 bits: 22 to 128 letters, digits, '_' and '-'",
                token.length() + " characters",
                MAKE);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String digest() {
        return chosen().digest;
    }

    /** The token itself, as CloudFormation will read it. */
    String reference() {
        return chosen().secret.secretValueFromJson(chosen().field).unsafeUnwrap();
    }
}
