package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.MediaPackageAccess;
import io.github.cdkmediadelivery.MediaPackageCdnAuthorization;
import io.github.cdkmediadelivery.MediaPackageEndpoint;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * For who has a MediaPackage v1 endpoint already: it is put behind CloudFront, by {@code -c
 * mediaPackageEndpointUrl=https://…}; without it a sample that belongs to nobody.
 *
 * <p>The outputs name the secret and the role: given to the endpoint as its CDN authorization, they close the way past
 * CloudFront.
 */
public final class LiveChannelV1 extends Stack {

    /** Has the form of a real endpoint's URL and belongs to nobody. */
    private static final String SAMPLE_URL =
            "https://0123456789abcdef.mediapackage.eu-west-1.amazonaws.com/out/v1/0123456789abcdef0123456789abcdef/index.m3u8";

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public LiveChannelV1(Construct scope, String id) {
        super(scope, id);
        Object url = getNode().tryGetContext("mediaPackageEndpointUrl");
        MediaPackageEndpoint endpoint = MediaPackageEndpoint.fromUrl(url == null ? SAMPLE_URL : url.toString());
        MediaPackageCdnAuthorization authorization = MediaPackageCdnAuthorization.Builder.create(
                        this, "CdnAuthorization")
                .build();

        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .comment("Live channel from MediaPackage v1")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization))
                        .endpoint(endpoint)
                        .build())
                .build();

        AcceptedFindings.ofSample(delivery.getDistribution());
        CfnOutput.Builder.create(this, "PlaybackUrl")
                .value(delivery.getPlaybackUrl(endpoint))
                .build();
        CfnOutput.Builder.create(this, "CdnIdentifierSecret")
                .description("CDN authorization of the endpoint: the secret's ARN")
                .value(authorization.getSecret().getSecretArn())
                .build();
        CfnOutput.Builder.create(this, "CdnAuthorizationRole")
                .description("CDN authorization of the endpoint: the role's ARN")
                .value(authorization.getRole().getRoleArn())
                .build();
    }
}
