package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.AccessTokenRequest;
import io.github.cdkmediadelivery.AccessTokenSigner;
import java.time.Instant;

/**
 * What the owner's server does when somebody has paid and watches on a player without cookies: it puts a token into the
 * path of the manifest's URL.
 *
 * <p>Key and key id belong into Secrets Manager; the same are in the key value store of the stack.
 */
public final class SignTokens {

    private final AccessTokenSigner signer = AccessTokenSigner.create();
    private final String keyId;
    private final String key;

    /**
     * A signer.
     *
     * @param keyId what the store has behind {@code key:}
     * @param key the key, in hexadecimal text
     */
    public SignTokens(String keyId, String key) {
        this.keyId = keyId;
        this.key = key;
    }

    /**
     * A channel or a film, until a moment.
     *
     * @param url of its manifest
     * @param user whom to revoke
     * @param session which session of the user to revoke
     * @param until when it stops to work
     * @return the URL that the player opens
     */
    public String url(String url, String user, String session, Instant until) {
        AccessTokenRequest request = AccessTokenRequest.builder()
                .resourceUrl(url)
                .keyId(keyId)
                .key(key)
                .userId(user)
                .sessionId(session)
                .expirationDate(until)
                .build();
        return signer.getSignedUrl(request);
    }

    /**
     * A session with ads: MediaTailor's manifests lie beside the one that begins it.
     *
     * @param url that begins a session, of {@code MediaTailorDistribution.getPlaybackUrl}
     * @param until when it stops to work
     * @return the URL that the player opens
     */
    public String urlWithAds(String url, Instant until) {
        return signer.getSignedUrl(AccessTokenRequest.builder()
                .resourceUrl(url)
                .folder("/v1/")
                .keyId(keyId)
                .key(key)
                .expirationDate(until)
                .build());
    }
}
