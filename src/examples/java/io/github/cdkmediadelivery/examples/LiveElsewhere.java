package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.AllowedOrigins;
import io.github.cdkmediadelivery.AllowedOriginsWebAcl;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Access;
import io.github.cdkmediadelivery.MediaPackageV2CdnAuthorization;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

/**
 * For who has a web ACL or a certificate, which CloudFront knows in us-east-1 alone, and a channel in another region.
 *
 * <p>Three stacks, deployed in this order: the channel; in us-east-1 the distribution, which has to know the channel's
 * host; and in the channel's region who may read its endpoint, which has to know the distribution. The endpoint also
 * demands a secret header, of which a replica is in us-east-1. It deploys as it stands.
 */
public final class LiveElsewhere {

    private static final String GROUP = "live-elsewhere";
    private static final String CHANNEL = "main";

    private LiveElsewhere() {}

    /**
     * Defines the three stacks.
     *
     * @param app the app
     */
    public static void define(App app) {
        Stack channel = stack(app, "LiveElsewhereChannel", "eu-west-1");
        Stack edge = stack(app, "LiveElsewhere", "us-east-1");
        Stack access = stack(app, "LiveElsewhereAccess", "eu-west-1");

        CfnChannelGroup group = CfnChannelGroup.Builder.create(channel, "Group")
                .channelGroupName(GROUP)
                .build();
        MediaPackageV2CdnAuthorization secret = MediaPackageV2CdnAuthorization.Builder.create(
                        channel, "CdnAuthorization")
                .replicatedTo("us-east-1")
                .build();
        MediaPackageV2Endpoint hls =
                MediaPackageV2Endpoint.of(hls(channel, group)).policyIn(access);

        AllowedOrigins pages = AllowedOrigins.of("https://www.example.com");
        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(edge, "Delivery")
                .comment("Live channel of another region")
                .origin(MediaPackageOrigin.v2(group)
                        .endpoint(hls)
                        .originAccess(MediaPackageV2Access.originAccessControlAndCdnAuthorization(secret))
                        .build())
                .webAclArn(AllowedOriginsWebAcl.Builder.create(edge, "WebAcl", pages)
                        .build()
                        .getWebAclArn())
                .cors(CorsRules.origins(pages))
                .build();

        AcceptedFindings.accept(
                delivery.getDistribution(),
                AcceptedFindings.NO_LICENCE,
                AcceptedFindings.NO_LOG,
                AcceptedFindings.NO_DOMAIN);
        CfnOutput.Builder.create(edge, "HlsUrl")
                .value(delivery.getPlaybackUrl(hls, "index.m3u8"))
                .build();
    }

    private static Stack stack(App app, String id, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder().region(region).build())
                        .build());
    }

    private static CfnOriginEndpoint hls(Stack stack, CfnChannelGroup group) {
        CfnChannel channel = CfnChannel.Builder.create(stack, "Channel")
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .inputType("CMAF")
                .build();
        channel.addResourceDependency(group);
        CfnOriginEndpoint endpoint = CfnOriginEndpoint.Builder.create(stack, "Hls")
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .originEndpointName("hls")
                .containerType("CMAF")
                .hlsManifests(List.of(CfnOriginEndpoint.HlsManifestConfigurationProperty.builder()
                        .manifestName("index")
                        .build()))
                .build();
        endpoint.addResourceDependency(channel);
        return endpoint;
    }
}
