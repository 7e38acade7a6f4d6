package io.github.cdkmediadelivery.examples;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudfront.CloudFrontUtilities;
import software.amazon.awssdk.services.cloudfront.cookie.CookiesForCustomPolicy;

/**
 * What the owner's server does when somebody has paid: it signs with the private key, by the AWS SDK's own signer.
 *
 * <p>The key pair id is an output of the stack; the private key belongs into Secrets Manager.
 */
public final class SignPlayback {

    private final CloudFrontUtilities signer = CloudFrontUtilities.create();
    private final String keyPairId;
    private final PrivateKey key;

    /**
     * A signer.
     *
     * @param keyPairId the public key's id in CloudFront
     * @param key its private half
     */
    public SignPlayback(String keyPairId, PrivateKey key) {
        this.keyPairId = keyPairId;
        this.key = key;
    }

    /**
     * One file until a moment: a canned policy.
     *
     * @param url of the file
     * @param until when it stops to work
     * @return the URL with its signature
     */
    public String url(String url, Instant until) {
        return signer.getSignedUrlWithCannedPolicy(request -> request.resourceUrl(url)
                        .keyPairId(keyPairId)
                        .privateKey(key)
                        .expirationDate(until))
                .url();
    }

    /**
     * One file from a moment to another, for a range of addresses: a custom policy.
     *
     * @param url of the file
     * @param from when it begins to work
     * @param until when it stops to work
     * @param addresses for example {@code 203.0.113.0/24}
     * @return the URL with its policy and signature
     */
    public String url(String url, Instant from, Instant until, String addresses) {
        return signer.getSignedUrlWithCustomPolicy(request -> request.resourceUrl(url)
                        .keyPairId(keyPairId)
                        .privateKey(key)
                        .activeDate(from)
                        .expirationDate(until)
                        .ipRange(addresses))
                .url();
    }

    /**
     * A whole film: manifest, segments, subtitles. Cookies need the custom policy, since only it knows wildcards.
     *
     * @param tree for example {@code https://films.example.com/film/*}
     * @param until when they stop to work
     * @return the values of three {@code Set-Cookie} headers; the page's server adds Domain, Path, Secure and HttpOnly
     */
    public List<String> cookies(String tree, Instant until) {
        CookiesForCustomPolicy cookies = signer.getCookiesForCustomPolicy(request ->
                request.resourceUrl(tree).keyPairId(keyPairId).privateKey(key).expirationDate(until));
        return List.of(cookies.policyHeaderValue(), cookies.signatureHeaderValue(), cookies.keyPairIdHeaderValue());
    }
}
