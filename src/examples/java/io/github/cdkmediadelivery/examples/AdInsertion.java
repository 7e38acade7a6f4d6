package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.AllowedOrigins;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.MediaTailorDistribution;
import io.github.cdkmediadelivery.MediaTailorPlayback;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import io.github.cdkmediadelivery.MediaTailorTrust;
import io.github.cdkmediadelivery.PathToken;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * For who puts ads into a live channel that other sites must not show: MediaPackage v2, CloudFront, MediaTailor,
 * CloudFront, player. The edge knows MediaTailor by a secret path.
 *
 * <p>Browsers: a page on the list plays, any other is refused by the {@code Origin} that its browser sends. Native
 * players (AVPlayer, ExoPlayer, Roku) send none, and play; so does whoever is no browser. Where only some of them may
 * watch, let them show something: {@code viewerAccess}.
 *
 * <p>Context: {@code -c adServerUrl=URL -c pathTokenSecretArn=ARN -c pathTokenDigest=SHA256}; without it samples that
 * belong to nobody. The secret's JSON field {@code token} holds the token, made with {@code openssl rand -hex 32}.
 */
public final class AdInsertion extends Stack {

    private static final String GROUP = "ad-insertion";
    private static final String CHANNEL = "main";
    private static final String SAMPLE_SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:media-tailor-path-token-AbCdEf";

    /** Nothing has this digest: the sample lets nobody in. */
    private static final String SAMPLE_DIGEST = "0000000000000000000000000000000000000000000000000000000000000000";

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public AdInsertion(Construct scope, String id) {
        super(scope, id);
        CfnChannelGroup group = CfnChannelGroup.Builder.create(this, "Group")
                .channelGroupName(GROUP)
                .build();
        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(endpoint(group));
        AllowedOrigins pages = AllowedOrigins.of("https://www.example.com");
        PathToken token = PathToken.of(
                Secret.fromSecretCompleteArn(this, "PathToken", context("pathTokenSecretArn", SAMPLE_SECRET)),
                "token",
                context("pathTokenDigest", SAMPLE_DIGEST));

        MediaTailorSafeEdgeFunction guard = MediaTailorSafeEdgeFunction.Builder.create(this, "Guard", pages)
                .trust(MediaTailorTrust.pathToken(token))
                // A page that is refused the manifest knows of no segment, and by CORS its script may read none. So the
                // function runs, and is paid for, on manifests alone.
                .exempt(PathKind.TRACKING, PathKind.SEGMENT)
                .build();
        MediaTailorDistribution delivery = MediaTailorDistribution.Builder.create(this, "Delivery")
                .comment("Live channel with ads")
                .content(MediaPackageOrigin.v2(group).endpoint(hls).build())
                .playback(MediaTailorPlayback.created(
                        "ad-insertion",
                        context("adServerUrl", "https://ads.example.com/vast?session=[session.id]"),
                        "/out/v1/" + GROUP + "/" + CHANNEL + "/hls"))
                .guard(guard)
                .cors(CorsRules.origins(pages))
                .build();

        AcceptedFindings.ofSample(delivery.getDistribution());
        CfnOutput.Builder.create(this, "PlaybackUrl")
                .value(delivery.getPlaybackUrl("index.m3u8"))
                .build();
    }

    private CfnOriginEndpoint endpoint(CfnChannelGroup group) {
        CfnChannel channel = CfnChannel.Builder.create(this, "Channel")
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .inputType("CMAF")
                .build();
        channel.addResourceDependency(group);
        CfnOriginEndpoint endpoint = CfnOriginEndpoint.Builder.create(this, "Hls")
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

    private String context(String key, String otherwise) {
        Object value = getNode().tryGetContext(key);
        return value == null ? otherwise : value.toString();
    }
}
