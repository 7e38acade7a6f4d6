package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.constructs.Construct;

/**
 * For who begins with live: a MediaPackage v2 channel with an HLS and a DASH endpoint, behind CloudFront. It deploys as
 * it stands, and then waits for an encoder.
 */
public final class LiveChannel extends Stack {

    private static final String GROUP = "live-channel";
    private static final String CHANNEL = "main";

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public LiveChannel(Construct scope, String id) {
        super(scope, id);
        CfnChannelGroup group = CfnChannelGroup.Builder.create(this, "Group")
                .channelGroupName(GROUP)
                .build();
        CfnChannel channel = CfnChannel.Builder.create(this, "Channel")
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .inputType("CMAF")
                .outputHeaderConfiguration(CfnChannel.OutputHeaderConfigurationProperty.builder()
                        .publishMqcs(true)
                        .build())
                .build();
        channel.addResourceDependency(group);
        CfnOriginEndpoint hlsEndpoint = endpoint("Hls", "hls")
                .hlsManifests(List.of(CfnOriginEndpoint.HlsManifestConfigurationProperty.builder()
                        .manifestName("index")
                        .build()))
                .build();
        hlsEndpoint.addResourceDependency(channel);
        CfnOriginEndpoint dashEndpoint = endpoint("Dash", "dash")
                .dashManifests(List.of(CfnOriginEndpoint.DashManifestConfigurationProperty.builder()
                        .manifestName("index")
                        .build()))
                .build();
        dashEndpoint.addResourceDependency(channel);

        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(hlsEndpoint);
        MediaPackageV2Endpoint dash = MediaPackageV2Endpoint.of(dashEndpoint);
        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .comment("Live channel")
                .origin(MediaPackageOrigin.v2(group)
                        .endpoint(hls)
                        .endpoint(dash)
                        .build())
                .cors(CorsRules.anyOrigin())
                .build();

        AcceptedFindings.ofSample(delivery.getDistribution());
        output("HlsUrl", delivery.getPlaybackUrl(hls, "index.m3u8"));
        output("DashUrl", delivery.getPlaybackUrl(dash, "index.mpd"));
    }

    /**
     * Fragmented MP4 segments in both formats, so that CloudFront and players see one kind of file. A manifest that is
     * old or has a gap is an error, which players and a second origin can act on; by default it is answered with 200.
     */
    private CfnOriginEndpoint.Builder endpoint(String id, String name) {
        return CfnOriginEndpoint.Builder.create(this, id)
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .originEndpointName(name)
                .containerType("CMAF")
                .forceEndpointErrorConfiguration(CfnOriginEndpoint.ForceEndpointErrorConfigurationProperty.builder()
                        .endpointErrorConditions(List.of("STALE_MANIFEST", "INCOMPLETE_MANIFEST"))
                        .build());
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }
}
