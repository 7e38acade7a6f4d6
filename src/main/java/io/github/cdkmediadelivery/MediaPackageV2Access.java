package io.github.cdkmediadelivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;

/**
 * How a MediaPackage v2 endpoint knows that a request comes from the distribution: by CloudFront's signature (origin
 * access control, the default), by a secret header (CDN authorization), or by both.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediapackage.html">Restrict
 *     access to a MediaPackage v2 origin</a>
 */
public final class MediaPackageV2Access {

    /** One choice between signature and header, and whether the other is demanded too. */
    private enum Signature {
        DEMANDED,
        NONE
    }

    private final Signature signature;
    private final Optional<MediaPackageV2CdnAuthorization> authorization;

    private MediaPackageV2Access(Signature signature, Optional<MediaPackageV2CdnAuthorization> authorization) {
        this.signature = signature;
        this.authorization = authorization;
    }

    /**
     * CloudFront signs its requests; the endpoint's policy lets in the exact distribution.
     *
     * @return the choice
     */
    public static MediaPackageV2Access originAccessControl() {
        return new MediaPackageV2Access(Signature.DEMANDED, Optional.empty());
    }

    /**
     * The endpoint's policy lets in everyone who shows the secret header.
     *
     * @param authorization the secret and the role
     * @return the choice
     */
    public static MediaPackageV2Access cdnAuthorization(MediaPackageV2CdnAuthorization authorization) {
        return new MediaPackageV2Access(Signature.NONE, Optional.of(authorization));
    }

    /**
     * The endpoint's policy demands both: the exact distribution, and the secret header.
     *
     * @param authorization the secret and the role
     * @return the choice
     */
    public static MediaPackageV2Access originAccessControlAndCdnAuthorization(
            MediaPackageV2CdnAuthorization authorization) {
        return new MediaPackageV2Access(Signature.DEMANDED, Optional.of(authorization));
    }

    OriginCredentials credentials(StackResources shared) {
        OriginCredentials header =
                authorization.map(MediaPackageV2CdnAuthorization::credentials).orElse(OriginCredentials.NONE);
        return signed() ? header.signedBy(shared.mediaPackageV2OriginAccessControlId()) : header;
    }

    /** The one statement of an endpoint's policy. */
    Map<String, Object> statement(String endpointArn, List<String> distributionArns) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        if (signed()) {
            conditions.put(
                    "StringEquals",
                    Map.of("aws:SourceArn", distributionArns.size() == 1 ? distributionArns.get(0) : distributionArns));
        }
        if (authorization.isPresent()) {
            conditions.put("Bool", Map.of("mediapackagev2:RequestHasMatchingCdnAuthHeader", "true"));
        }
        return Json.object(
                "Sid",
                "AllowCloudFront",
                "Effect",
                "Allow",
                "Principal",
                signed() ? Map.of("Service", "cloudfront.amazonaws.com") : "*",
                "Action",
                List.of("mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"),
                "Resource",
                endpointArn,
                "Condition",
                conditions);
    }

    Optional<CfnOriginEndpointPolicy.CdnAuthConfigurationProperty> configuration() {
        return authorization.map(MediaPackageV2CdnAuthorization::configuration);
    }

    private boolean signed() {
        return signature == Signature.DEMANDED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaPackageV2Access that
                && signature == that.signature
                && authorization.equals(that.authorization);
    }

    @Override
    public int hashCode() {
        return signature.hashCode() + authorization.hashCode();
    }
}
