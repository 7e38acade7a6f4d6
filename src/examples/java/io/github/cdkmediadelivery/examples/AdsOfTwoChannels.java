package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.AdSequence;
import io.github.cdkmediadelivery.AdServerRequest;
import io.github.cdkmediadelivery.AvailSuppression;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.LivePreRoll;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.MediaTailorDistribution;
import io.github.cdkmediadelivery.MediaTailorLogs;
import io.github.cdkmediadelivery.MediaTailorPlayback;
import io.github.cdkmediadelivery.OriginTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.constructs.Construct;

/**
 * For a broadcaster with several channels on one domain, each with ads of its own: two playback configurations of
 * MediaTailor on one distribution, which tells them by the path of a session. News has bumpers, ads before it begins,
 * breaks that late viewers skip, and an ad server for each brand; sports lets players ask for server-guided ads.
 *
 * <p>MediaTailor reads both channels itself, signed, so that the edge needs no way in for it.
 *
 * <p>Context: {@code -c adServer=HOST}; without it a sample that belongs to nobody.
 */
public final class AdsOfTwoChannels extends Stack {

    private static final String GROUP = "two-channels";
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public AdsOfTwoChannels(Construct scope, String id) {
        super(scope, id);
        CfnChannelGroup group = CfnChannelGroup.Builder.create(this, "Group")
                .channelGroupName(GROUP)
                .build();
        MediaPackageV2Endpoint news = MediaPackageV2Endpoint.of(endpoint(group, "news"));
        MediaPackageV2Endpoint sports = MediaPackageV2Endpoint.of(endpoint(group, "sports"));
        String ads = "https://" + adServer();

        MediaTailorPlayback withNews = MediaTailorPlayback.created(
                        "news",
                        "https://[player_params.ads]/vast?session=[session.id]",
                        "/out/v1/two-channels/news/any")
                .directlyFrom(news)
                .alias("player_params.ads", Map.of("first", adServer(), "second", "second." + adServer()))
                .adServerRequest(AdServerRequest.post("{\"device\": \"[session.user_agent]\"}")
                        .sequence(AdSequence.FOLLOWED))
                .adServerTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .startBumper(ads + "/bumper-in.mp4")
                .endBumper(ads + "/bumper-out.mp4")
                .livePreRoll(LivePreRoll.of(ads + "/pre-roll", Duration.ofSeconds(30)))
                .availSuppression(
                        AvailSuppression.afterLiveEdge(Duration.ofMinutes(1)).partialAvails())
                .singlePeriodDash()
                .logs(MediaTailorLogs.ofSessions(10).withoutManifestEvents("GENERATED_MANIFEST"));
        MediaTailorPlayback withSports = MediaTailorPlayback.created(
                        "sports", ads + "/sports?session=[session.id]", "/out/v1/two-channels/sports/any")
                .directlyFrom(sports)
                .slate(ads + "/slate.mp4")
                .guidedSessions();

        MediaTailorDistribution delivery = MediaTailorDistribution.Builder.create(this, "Delivery")
                .comment("Two channels with ads of their own")
                .content(MediaPackageOrigin.v2(group)
                        .endpoint(news)
                        .endpoint(sports)
                        .originTimeouts(OriginTimeouts.forSegments(SEGMENT))
                        .build())
                .playback(withNews)
                .additionalPlayback(withSports)
                .originTimeouts(OriginTimeouts.forSegments(SEGMENT))
                .cors(CorsRules.anyOrigin())
                .build();

        AcceptedFindings.ofSample(delivery.getDistribution());
        output("NewsHls", delivery.getPlaybackUrl(withNews, "index.m3u8"));
        output("NewsDash", delivery.getPlaybackUrl(withNews, "index.mpd"));
        output("SportsHls", delivery.getPlaybackUrl(withSports, "index.m3u8"));
    }

    private void output(String id, String url) {
        CfnOutput.Builder.create(this, id).value(url).build();
    }

    private CfnOriginEndpoint endpoint(CfnChannelGroup group, String name) {
        CfnChannel channel = CfnChannel.Builder.create(this, name + "Channel")
                .channelGroupName(GROUP)
                .channelName(name)
                .inputType("CMAF")
                .build();
        channel.addResourceDependency(group);
        CfnOriginEndpoint endpoint = CfnOriginEndpoint.Builder.create(this, name + "Any")
                .channelGroupName(GROUP)
                .channelName(name)
                .originEndpointName("any")
                .containerType("CMAF")
                .hlsManifests(List.of(CfnOriginEndpoint.HlsManifestConfigurationProperty.builder()
                        .manifestName("index")
                        .build()))
                .dashManifests(List.of(CfnOriginEndpoint.DashManifestConfigurationProperty.builder()
                        .manifestName("index")
                        .periodTriggers(List.of("NONE"))
                        .build()))
                .build();
        endpoint.addResourceDependency(channel);
        return endpoint;
    }

    private String adServer() {
        Object value = getNode().tryGetContext("adServer");
        return value == null ? "ads.example.com" : value.toString();
    }
}
