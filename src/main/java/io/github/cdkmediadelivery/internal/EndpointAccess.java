package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.util.List;
import java.util.Optional;

/**
 * How a MediaPackage v2 endpoint knows a distribution: by CloudFront's signature, by a secret header, or by both.
 *
 * @param signature whether CloudFront signs
 * @param header the secret header that is demanded
 */
public record EndpointAccess(Signing signature, Optional<CdnIdentifier> header) {

    /** Whether CloudFront signs its requests. */
    public enum Signing {
        ALWAYS,
        NEVER
    }

    public OriginCredentials credentials(SharedResources shared) {
        OriginCredentials shown = header.map(CdnIdentifier::credentials).orElse(OriginCredentials.NONE);
        return signature == Signing.ALWAYS ? shown.signedBy(shared.mediaPackageV2OriginAccessControlId()) : shown;
    }

    /** The one statement about CloudFront in an endpoint's policy. */
    Statement statement(String endpointArn, List<String> distributionArns) {
        Statement read = Statement.allow(
                        signature == Signing.ALWAYS ? Principal.CLOUDFRONT : Principal.ANYONE,
                        "mediapackagev2:GetObject",
                        "mediapackagev2:GetHeadObject")
                .named("AllowCloudFront")
                .on(endpointArn);
        if (signature == Signing.ALWAYS) {
            read = read.when(new Condition("StringEquals", "aws:SourceArn", distributionArns));
        }
        return header.isPresent()
                ? read.when(new Condition("Bool", "mediapackagev2:RequestHasMatchingCdnAuthHeader", "true"))
                : read;
    }
}
