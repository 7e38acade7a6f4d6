package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_DOMAIN;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LICENCE;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_WEB_ACL;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.AccessTokenKeys;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.ViewerAccess;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.CacheControl;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/**
 * For who sells a live channel to players that keep no cookies: a token in the path, which {@link SignTokens} makes. It
 * has a page that plays it, and logs that hold no token.
 *
 * <p>After it is deployed:
 *
 * <ol>
 *   <li>make the first key, with {@code ARN} from the output {@code TokenStoreArn}: see {@link AccessTokenKeys}, which
 *       also has the commands to rotate a key and to revoke a session or a user;
 *   <li>sign the output {@code HlsUrl} or {@code DashUrl} with that key;
 *   <li>open the signed URL in a player, or its path on the page: {@code PageUrl?play=/TOKEN.cat/out/v1/…/index.m3u8}.
 * </ol>
 */
public final class PrivateLive extends Stack {

    private static final String GROUP = "private-live";
    private static final String CHANNEL = "main";

    /**
     * Defines the stack, in us-east-1: the choice of log fields exists there alone.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public PrivateLive(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(Environment.builder().region("us-east-1").build())
                        .build());
        CfnChannelGroup group = CfnChannelGroup.Builder.create(this, "Group")
                .channelGroupName(GROUP)
                .build();
        CfnChannel channel = CfnChannel.Builder.create(this, "Channel")
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .inputType("CMAF")
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
        Bucket site = Bucket.Builder.create(this, "Site")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .build();

        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(hlsEndpoint);
        MediaPackageV2Endpoint dash = MediaPackageV2Endpoint.of(dashEndpoint);
        AccessTokenKeys keys = AccessTokenKeys.Builder.create(this, "Keys").build();
        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .comment("Live for those who paid")
                .origin(MediaPackageOrigin.v2(group)
                        .endpoint(hls)
                        .endpoint(dash)
                        .build())
                .viewerAccess(ViewerAccess.accessToken(keys))
                .accessLogs(AccessLogs.toS3()
                        .fields(
                                "date",
                                "time",
                                "x-edge-location",
                                "cs-method",
                                "sc-status",
                                "sc-bytes",
                                "x-edge-result-type"))
                .defaultBehavior(page(site))
                .defaultRootObject("index.html")
                .build();

        BucketDeployment page = BucketDeployment.Builder.create(this, "Page")
                .sources(List.of(Source.asset("target/player/site")))
                .destinationBucket(site)
                .cacheControl(List.of(CacheControl.maxAge(Duration.minutes(1))))
                .build();
        output("PageUrl", "https://" + delivery.getDomainName() + "/");
        output("HlsUrl", delivery.getPlaybackUrl(hls, "index.m3u8"));
        output("DashUrl", delivery.getPlaybackUrl(dash, "index.mpd"));
        output("TokenStoreArn", keys.getStore().getKeyValueStoreArn());

        accept(delivery.getDistribution(), NO_LICENCE, NO_WEB_ACL, NO_DOMAIN);
        accept(site, READ_BY_CLOUDFRONT);
        AcceptedFindings.ofUploads(page, site);
    }

    /** The player's page is for everyone: whoever has no token sees a player that plays nothing. */
    private BehaviorOptions page(Bucket site) {
        S3OriginAccessControl access = S3OriginAccessControl.Builder.create(this, "SiteAccess")
                .originAccessControlName("site-" + Fn.select(2, Fn.split("/", getStackId())))
                .build();
        return BehaviorOptions.builder()
                .origin(S3BucketOrigin.withOriginAccessControl(
                        site,
                        S3BucketOriginWithOACProps.builder()
                                .originAccessControl(access)
                                .build()))
                .build();
    }

    private CfnOriginEndpoint.Builder endpoint(String id, String name) {
        return CfnOriginEndpoint.Builder.create(this, id)
                .channelGroupName(GROUP)
                .channelName(CHANNEL)
                .originEndpointName(name)
                .containerType("CMAF");
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }
}
