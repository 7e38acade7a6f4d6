package io.github.cdkmediadelivery.systems;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaPackageAccess;
import io.github.cdkmediadelivery.MediaPackageCdnAuthorization;
import io.github.cdkmediadelivery.MediaPackageEndpoint;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.mediapackage.CfnChannel;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint.CmafPackageProperty;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint.DashPackageProperty;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint.HlsManifestProperty;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint.HlsPackageProperty;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint.MssPackageProperty;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * Live Streaming on AWS: a MediaPackage v1 channel with an endpoint for each format, known to them by a secret header,
 * access logs under a prefix, and a bucket with a demo player.
 *
 * @see <a href="https://github.com/aws-solutions/live-streaming-on-aws">Live Streaming on AWS</a>
 */
final class LiveStreaming extends Stack {

    private static final String CHANNEL = "livestream";

    LiveStreaming(Construct scope) {
        super(
                scope,
                "LiveStreaming",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region("eu-west-1")
                                .build())
                        .build());
        CfnChannel channel =
                CfnChannel.Builder.create(this, "Channel").id(CHANNEL).build();
        MediaPackageCdnAuthorization authorization = MediaPackageCdnAuthorization.Builder.create(
                        this, "CdnAuthorization")
                .build();
        Bucket player = Bucket.Builder.create(this, "Player")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .build();

        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization))
                        .endpoint(MediaPackageEndpoint.of(endpoint("Hls", channel)
                                .hlsPackage(HlsPackageProperty.builder().build())
                                .build()))
                        .endpoint(MediaPackageEndpoint.of(endpoint("Dash", channel)
                                .dashPackage(DashPackageProperty.builder().build())
                                .build()))
                        .endpoint(MediaPackageEndpoint.of(endpoint("Cmaf", channel)
                                .cmafPackage(CmafPackageProperty.builder()
                                        .hlsManifests(List.of(HlsManifestProperty.builder()
                                                .id("cmaf")
                                                .build()))
                                        .build())
                                .build()))
                        .endpoint(MediaPackageEndpoint.of(endpoint("Mss", channel)
                                .mssPackage(MssPackageProperty.builder().build())
                                .build()))
                        .build())
                .cors(CorsRules.anyOrigin())
                .accessLogs(AccessLogs.toS3().legacy().logFilePrefix("cloudfront-logs/"))
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(S3BucketOrigin.withOriginAccessControl(player))
                        .build())
                .defaultRootObject("index.html")
                .build();
        Tags.of(delivery).add("mediapackage:cloudfront_assoc", channel.getAttrArn());
    }

    private CfnOriginEndpoint.Builder endpoint(String format, CfnChannel channel) {
        return CfnOriginEndpoint.Builder.create(this, format)
                .channelId(channel.getRef())
                .id(CHANNEL + "-" + format.toLowerCase(Locale.ROOT))
                .manifestName("index");
    }
}
