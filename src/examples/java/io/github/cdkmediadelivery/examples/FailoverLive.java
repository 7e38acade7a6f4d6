package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.Failover;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
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
 * For who has a live event that must not stop: packagers in two regions, of which CloudFront takes the one with the
 * better pictures, and where one fails, the other. It deploys as it stands.
 *
 * <p>Three stacks, deployed in this order: the second region's packager; the first region's with the distribution,
 * which has to know the second's host; and in the second region who may read its endpoint, which has to know the
 * distribution. Two encoders with the same settings and locked to the time of day write into both channels.
 */
public final class FailoverLive {

    private static final String GROUP = "failover-live";
    private static final String CHANNEL = "main";
    private static final String FIRST_REGION = "eu-central-1";
    private static final String SECOND_REGION = "eu-west-1";

    private FailoverLive() {}

    /**
     * Defines the three stacks.
     *
     * @param app the app
     */
    public static void define(App app) {
        Stack secondRegion = stack(app, "FailoverLiveSecond", SECOND_REGION);
        Stack firstRegion = stack(app, "FailoverLive", FIRST_REGION);
        Stack access = stack(app, "FailoverLiveAccess", SECOND_REGION);

        CfnChannelGroup secondGroup = group(secondRegion);
        MediaPackageOrigin second = MediaPackageOrigin.v2(secondGroup)
                .endpoint(MediaPackageV2Endpoint.of(hls(secondGroup)).policyIn(access))
                .build();
        CfnChannelGroup group = group(firstRegion);
        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(hls(group));
        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(firstRegion, "Delivery")
                .comment("Live event from two regions")
                .origin(MediaPackageOrigin.v2(group)
                        .endpoint(hls)
                        .failover(second, Failover.mediaQuality())
                        .build())
                .cors(CorsRules.anyOrigin())
                .build();

        AcceptedFindings.ofSample(delivery.getDistribution());
        CfnOutput.Builder.create(firstRegion, "HlsUrl")
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

    private static CfnChannelGroup group(Stack region) {
        return CfnChannelGroup.Builder.create(region, "Group")
                .channelGroupName(GROUP)
                .build();
    }

    /** The same names and settings in both regions: CloudFront asks both packagers for the same paths. */
    private static CfnOriginEndpoint hls(CfnChannelGroup group) {
        Stack region = group.getStack();
        CfnChannel channel = CfnChannel.Builder.create(region, "Channel")
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .inputType("CMAF")
                .inputSwitchConfiguration(CfnChannel.InputSwitchConfigurationProperty.builder()
                        .mqcsInputSwitching(true)
                        .build())
                .outputHeaderConfiguration(CfnChannel.OutputHeaderConfigurationProperty.builder()
                        .publishMqcs(true)
                        .build())
                .build();
        channel.addResourceDependency(group);
        CfnOriginEndpoint endpoint = CfnOriginEndpoint.Builder.create(region, "Hls")
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
