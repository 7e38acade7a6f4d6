package io.github.cdkmediadelivery;

import java.util.Optional;

/**
 * What keeps viewers from going to a MediaPackage v1 endpoint past CloudFront. Origin access control does not exist for
 * v1, so the choice is a shared secret or nothing; it has no default.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/ug/cdn-auth.html">CDN authorization in MediaPackage
 *     v1</a>
 */
public final class MediaPackageAccess {

    private final Optional<MediaPackageCdnAuthorization> authorization;

    private MediaPackageAccess(Optional<MediaPackageCdnAuthorization> authorization) {
        this.authorization = authorization;
    }

    /**
     * The endpoint answers only requests that carry the secret.
     *
     * @param authorization the secret and the role
     * @return the choice
     */
    public static MediaPackageAccess cdnAuthorization(MediaPackageCdnAuthorization authorization) {
        return new MediaPackageAccess(Optional.of(authorization));
    }

    /**
     * The endpoint answers everyone who knows its URL; CloudFront adds nothing. An address list made with
     * {@link CloudFrontAddressRanges} narrows this to "some CloudFront distribution", not to yours.
     *
     * @return the choice
     */
    public static MediaPackageAccess open() {
        return new MediaPackageAccess(Optional.empty());
    }

    OriginCredentials credentials() {
        return authorization.map(MediaPackageCdnAuthorization::credentials).orElse(OriginCredentials.NONE);
    }

    void admit(MediaPackageEndpoint endpoint) {
        authorization.ifPresent(secret -> endpoint.resource().ifPresent(secret::authorize));
    }
}
