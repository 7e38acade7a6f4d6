package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Cbor;
import io.github.cdkmediadelivery.internal.Cbor.Tag;
import io.github.cdkmediadelivery.internal.Check;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the URLs that players of {@link ViewerAccess#accessToken} open: what the owner's server does when somebody has
 * paid. It has the form of the AWS SDK's {@code CloudFrontUtilities}, and needs nothing but Java: a server can leave
 * out all that the library depends on.
 *
 * <pre>{@code
 * String url = AccessTokenSigner.create().getSignedUrl(request);
 * }</pre>
 *
 * <p>A token is a CBOR Web Token in a COSE_Mac0 with HMAC-SHA-256, in base64url. Any library of Common Access Tokens
 * (CTA-5007-B) makes and reads the same.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8392">RFC 8392, CBOR Web Token</a>
 */
public final class AccessTokenSigner extends Value<String> {

    /** What stands behind a token in a path. */
    static final String END = ".cat/";

    private static final int MOST_BYTES = 1_024;
    private static final int CWT = 61;
    private static final int COSE_MAC0 = 17;
    private static final int ALG = 1;
    private static final int HMAC_256_256 = 5;
    private static final int KID = 4;
    private static final String HMAC = "HmacSHA256";

    private AccessTokenSigner() {
        super(HMAC);
    }

    /** {@return a signer; it can be shared} */
    public static AccessTokenSigner create() {
        return new AccessTokenSigner();
    }

    /**
     * The URL with a token in its path. What its manifest names by relative URLs has the token too.
     *
     * @param request what is signed
     * @return {@code https://HOST/TOKEN.cat/PATH}
     * @throws IllegalArgumentException as {@link #getToken}
     */
    public String getSignedUrl(AccessTokenRequest request) {
        Check.present("request", request);
        URI resource = request.chosen().resource();
        String query = resource.getRawQuery() == null ? "" : "?" + resource.getRawQuery();
        return resource.getScheme() + "://" + resource.getRawAuthority() + "/" + getToken(request)
                + END.substring(0, END.length() - 1) + resource.getRawPath() + query;
    }

    /**
     * The token alone: for the header {@code CTA-Common-Access-Token} or the query parameter {@code CAT}, where
     * {@link AccessTokenKeys} take it there.
     *
     * @param request what is signed
     * @return the token, in base64url
     * @throws IllegalArgumentException {@code token: must have at most 1024 bytes …}
     */
    public String getToken(AccessTokenRequest request) {
        Check.present("request", request);
        byte[] header = Cbor.of(Map.of(ALG, HMAC_256_256));
        byte[] claims = Cbor.of(request.claims());
        byte[] kid = request.chosen().keyId().getBytes(StandardCharsets.UTF_8);
        byte[] mac = mac(request.chosen().key(), Cbor.of(List.of("MAC0", header, new byte[0], claims)));
        byte[] token = Cbor.of(new Tag(CWT, new Tag(COSE_MAC0, List.of(header, Map.of(KID, kid), claims, mac))));
        Check.that(
                token.length <= MOST_BYTES,
                "token: must have at most " + MOST_BYTES + " bytes",
                token.length,
                "name fewer networks, or a shorter folder");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static byte[] mac(String key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), HMAC));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
