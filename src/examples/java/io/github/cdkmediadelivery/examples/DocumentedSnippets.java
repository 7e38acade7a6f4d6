package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.AccessTokenKeys;
import io.github.cdkmediadelivery.AccessTokenRequest;
import io.github.cdkmediadelivery.AccessTokenSigner;
import io.github.cdkmediadelivery.AllowedOrigins;
import io.github.cdkmediadelivery.AllowedOriginsWebAcl;
import io.github.cdkmediadelivery.CloudFrontAddressRanges;
import io.github.cdkmediadelivery.ContentBucket;
import io.github.cdkmediadelivery.ContentKind;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.DeliveryAlarms;
import io.github.cdkmediadelivery.DeliveryDashboard;
import io.github.cdkmediadelivery.DeliveryLogs;
import io.github.cdkmediadelivery.DeliveryPolicies;
import io.github.cdkmediadelivery.DeliveryQuotas;
import io.github.cdkmediadelivery.ErrorCaching;
import io.github.cdkmediadelivery.Failover;
import io.github.cdkmediadelivery.HeaderSecret;
import io.github.cdkmediadelivery.LogFields;
import io.github.cdkmediadelivery.LogQueries;
import io.github.cdkmediadelivery.MediaPackageAccess;
import io.github.cdkmediadelivery.MediaPackageCdnAuthorization;
import io.github.cdkmediadelivery.MediaPackageEndpoint;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2CdnAuthorization;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.MediaStoreOriginDistribution;
import io.github.cdkmediadelivery.MediaTailorDistribution;
import io.github.cdkmediadelivery.MediaTailorPlayback;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction;
import io.github.cdkmediadelivery.MediaTailorTrust;
import io.github.cdkmediadelivery.OriginAlarms;
import io.github.cdkmediadelivery.OriginTimeouts;
import io.github.cdkmediadelivery.PackagerAccess;
import io.github.cdkmediadelivery.PackagerDistribution;
import io.github.cdkmediadelivery.PackagerOrigin;
import io.github.cdkmediadelivery.PathToken;
import io.github.cdkmediadelivery.RealtimeLogFields;
import io.github.cdkmediadelivery.S3Access;
import io.github.cdkmediadelivery.S3AccessLogs;
import io.github.cdkmediadelivery.S3LiveDistribution;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import io.github.cdkmediadelivery.SecretHeader;
import io.github.cdkmediadelivery.ViewerAccess;
import io.github.cdkmediadelivery.ViewerKey;
import io.github.cdkmediadelivery.ViewerKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.Endpoint;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.RealtimeLogConfig;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.mediapackage.CfnPackagingGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * The Java of README.md, of the guides and of the Javadoc, where no example app has it: compiled, so that it cannot
 * grow stale.
 */
final class DocumentedSnippets extends Construct {

    DocumentedSnippets(Construct scope, String id) {
        super(scope, id);
    }

    void readme(CfnChannelGroup group, CfnOriginEndpoint hlsEndpoint) {
        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(hlsEndpoint);

        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .origin(MediaPackageOrigin.v2(group).endpoint(hls).build())
                .build();

        String url = delivery.getPlaybackUrl(hls, "index.m3u8");

        CfnOutput.Builder.create(this, "Url").value(url).build();
    }

    MediaPackageOrigin mediaPackageOrigin(CfnChannelGroup channelGroup, CfnOriginEndpoint hls) {
        MediaPackageOrigin origin = MediaPackageOrigin.v2(channelGroup)
                .endpoint(MediaPackageV2Endpoint.of(hls))
                .build();
        return origin;
    }

    MediaPackageOrigin originTimeouts(CfnChannelGroup group, MediaPackageV2Endpoint hls) {
        MediaPackageOrigin origin = MediaPackageOrigin.v2(group)
                .endpoint(hls)
                .originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(6)))
                .originShield()
                .build();
        return origin;
    }

    MediaPackageOrigin failover(CfnChannelGroup group, MediaPackageV2Endpoint hls, MediaPackageOrigin second) {
        MediaPackageOrigin origin = MediaPackageOrigin.v2(group)
                .endpoint(hls)
                .failover(second, Failover.mediaQuality())
                .build();
        return origin;
    }

    void mediaPackageOriginDistribution(CfnChannelGroup channelGroup, MediaPackageV2Endpoint hls) {
        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .origin(MediaPackageOrigin.v2(channelGroup).endpoint(hls).build())
                .cors(CorsRules.anyOrigin())
                .build();
        delivery.getPlaybackUrl(hls, "index.m3u8");
    }

    void deliveryAlarms(MediaPackageOriginDistribution delivery, ITopic pager) {
        DeliveryAlarms alarms = DeliveryAlarms.Builder.create(this, "Alarms")
                .distribution(delivery)
                .cacheHitRate(95)
                .notify(pager)
                .build();
        dashboard(alarms, originAlarms(delivery, pager));
    }

    OriginAlarms originAlarms(MediaPackageOriginDistribution delivery, ITopic pager) {
        return OriginAlarms.Builder.create(this, "OriginAlarms")
                .distribution(delivery)
                .notify(pager)
                .build();
    }

    void dashboard(DeliveryAlarms alarms, OriginAlarms originAlarms) {
        DeliveryDashboard.Builder.create(this, "Dashboard")
                .title("News channel")
                .alarms(alarms)
                .alarms(originAlarms)
                .build();
    }

    void watch(App app, String account) {
        new Stack(
                app,
                "Watch",
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region("us-east-1")
                                .build())
                        .crossRegionReferences(true)
                        .build());
    }

    void deliveryLogs(Stack inUsEast1, MediaPackageOriginDistribution delivery) {
        DeliveryLogs.Builder.create(inUsEast1, "Logs")
                .distribution(delivery.getDistribution())
                .accessLogs(AccessLogs.toS3().format(S3AccessLogs.Format.PARQUET))
                .build();
    }

    void logQueries(Stack inUsEast1, ILogGroup group, IBucket bucket) {
        LogQueries.Builder.create(inUsEast1, "Queries")
                .logGroup(group)
                .parquet(bucket, LogFields.CMCD)
                .build();
    }

    void realtimeLogs(IStream stream, S3LiveDistribution.Builder delivery) {
        RealtimeLogConfig lines = RealtimeLogConfig.Builder.create(this, "Lines")
                .endPoints(List.of(Endpoint.fromKinesisStream(stream)))
                .samplingRate(5)
                .fields(RealtimeLogFields.CMCD.names())
                .build();
        delivery.realtimeLogConfig(lines);
    }

    MediaPackageOriginDistribution eventsToCome(CfnChannelGroup group) {
        MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .origin(MediaPackageOrigin.v2(group).wholeChannelGroup().build())
                .build();
        return delivery;
    }

    void anEvent(Construct event, CfnOriginEndpoint hls, IDistribution delivery) {
        MediaPackageV2Endpoint.of(hls).admit(event, delivery);
    }

    MediaPackageV2Endpoint inAnotherRegion(CfnOriginEndpoint endpoint, Stack access) {
        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(endpoint).policyIn(access);
        return hls;
    }

    ContentBucket inAnotherRegion(IBucket masters, Stack access) {
        return ContentBucket.of(masters).policyIn(access);
    }

    MediaTailorPlayback inAnotherRegion(MediaPackageV2Endpoint hls, String adServerUrl, Stack access) {
        return MediaTailorPlayback.created("news", adServerUrl, "/out/v1/news/one/hls")
                .directlyFrom(hls)
                .configurationIn(access);
    }

    void secretsInAnotherRegion(Stack channel) {
        MediaPackageCdnAuthorization.Builder.create(channel, "Authorization")
                .replicatedTo("us-east-1")
                .build();
        MediaPackageV2CdnAuthorization.Builder.create(channel, "AuthorizationOfV2")
                .replicatedTo("us-east-1")
                .build();
    }

    void endpointPolicy(CfnChannelGroup group, CfnOriginEndpoint endpoint) {
        MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(endpoint).policyWrittenElsewhere();
        MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .origin(MediaPackageOrigin.v2(group).endpoint(hls).build())
                .build();
        CfnOriginEndpointPolicy.Builder.create(this, "Policy")
                .channelGroupName(endpoint.getChannelGroupName())
                .channelName(endpoint.getChannelName())
                .originEndpointName(endpoint.getOriginEndpointName())
                .policy(PolicyDocument.Builder.create()
                        .statements(hls.getStatements(this))
                        .build())
                .build();
    }

    void contentBehavior(S3OacVodDistribution.Builder delivery) {
        delivery.contentBehavior(
                ContentKind.ALL,
                AddBehaviorOptions.builder()
                        .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                        .build());
    }

    void addTo(BehaviorOptions site) {
        Distribution distribution = Distribution.Builder.create(this, "Site")
                .defaultBehavior(site)
                .errorResponses(ErrorCaching.vod().getResponses())
                .build();
        S3OacVodDistribution.Builder.create(this, "Films")
                .contentPath("/video")
                .addTo(distribution)
                .build();
    }

    void s3OacVodDistribution() {
        S3OacVodDistribution films = S3OacVodDistribution.Builder.create(this, "Films")
                .cors(CorsRules.anyOrigin())
                .build();
        films.getPlaybackUrl("film/index.m3u8");
    }

    ViewerKeys viewerKeys(Path file) {
        ViewerKeys keys = ViewerKeys.Builder.create(this, "Keys")
                .key(ViewerKey.fromFile(file))
                .build();
        return keys;
    }

    AllowedOriginsWebAcl allowedOriginsWebAcl(AllowedOrigins origins) {
        AllowedOriginsWebAcl acl =
                AllowedOriginsWebAcl.Builder.create(this, "WebAcl", origins).build();
        return acl;
    }

    void mediaStoreOriginDistribution() {
        MediaStoreOriginDistribution live = MediaStoreOriginDistribution.Builder.create(this, "Live")
                .expireAfter(Duration.ofDays(1))
                .build();
        live.getDistribution();
    }

    HttpOrigin secretHeader() {
        SecretHeader header = SecretHeader.Builder.create(this, "OriginVerify", "X-Origin-Verify")
                .build();
        HttpOrigin origin = HttpOrigin.Builder.create("origin.example.com")
                .customHeaders(header.asCustomHeaders())
                .build();
        return origin;
    }

    void s3LiveDistribution(IGrantable encoder) {
        S3LiveDistribution live = S3LiveDistribution.Builder.create(this, "Live")
                .expireAfter(Duration.ofDays(1))
                .build();
        live.getBucket().grantPut(encoder);
    }

    MediaTailorSafeEdgeFunction mediaTailorSafeEdgeFunction(AllowedOrigins pages, PathToken token) {
        MediaTailorSafeEdgeFunction guard = MediaTailorSafeEdgeFunction.Builder.create(this, "Guard", pages)
                .trust(MediaTailorTrust.pathToken(token))
                .build();
        return guard;
    }

    void mediaTailorDistribution(CfnChannelGroup group, MediaPackageV2Endpoint hls, String adServerUrl) {
        MediaTailorDistribution ads = MediaTailorDistribution.Builder.create(this, "Ads")
                .content(MediaPackageOrigin.v2(group).endpoint(hls).build())
                .playback(MediaTailorPlayback.created("news", adServerUrl, "/out/v1/news/one/hls")
                        .directlyFrom(hls))
                .build();
        ads.getPlaybackUrl("index.m3u8");
    }

    MediaTailorPlayback mediaTailorPlayback(MediaTailorPlayback playback) {
        return playback.with(properties -> properties.transcodeProfileName("hd"));
    }

    MediaTailorPlayback alias() {
        return MediaTailorPlayback.created("news", "https://[player_params.ad_domain]/vast", "/out/v1/news/one/hls")
                .alias("player_params.ad_domain", Map.of("one", "ads.example.com", "two", "ads.example.org"));
    }

    String severalChannels(
            CfnChannelGroup group,
            MediaPackageV2Endpoint news,
            MediaPackageV2Endpoint sports,
            MediaTailorPlayback withNews,
            MediaTailorPlayback withSports) {
        MediaTailorDistribution delivery = MediaTailorDistribution.Builder.create(this, "Delivery")
                .content(MediaPackageOrigin.v2(group)
                        .endpoint(news)
                        .endpoint(sports)
                        .build())
                .playback(withNews)
                .additionalPlayback(withSports)
                .build();

        String sportsUrl = delivery.getPlaybackUrl(withSports, "index.m3u8");
        return sportsUrl;
    }

    MediaPackageOrigin packagingGroup(CfnPackagingGroup group, MediaPackageCdnAuthorization authorization) {
        MediaPackageOrigin origin = MediaPackageOrigin.vod(group, MediaPackageAccess.cdnAuthorization(authorization))
                .build();
        return origin;
    }

    PackagerOrigin packagerOrigin(SecretHeader header) {
        PackagerOrigin origin = PackagerOrigin.at("packager.example.com", PackagerAccess.secretHeader(header))
                .folder("/vod")
                .manifests("*.m3u8", "*.mpd")
                .queryStrings("start", "end")
                .build();
        return origin;
    }

    void packagerDistribution(PackagerOrigin origin) {
        PackagerDistribution delivery = PackagerDistribution.Builder.create(this, "Delivery")
                .origin(origin)
                .build();
        delivery.getPlaybackUrl("vod/film/index.m3u8");
    }

    MediaTailorPlayback whenTheAdServerFails(MediaTailorPlayback playback) {
        return playback.slate("https://ads.example.com/slate.mp4")
                .personalizationThreshold(Duration.ofSeconds(8))
                .adServerTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    void deliveryQuotas(App app) {
        DeliveryQuotas.defaults().raised("AWS::CloudFront::CachePolicy", 40).guard(app);
    }

    void deliveryPolicies(App app, Construct channelStack, MediaPackageOrigin origin) {
        DeliveryPolicies shared = DeliveryPolicies.in(new Stack(app, "DeliveryPolicies"));
        MediaPackageOriginDistribution.Builder.create(channelStack, "Delivery")
                .policies(shared)
                .origin(origin)
                .build();
    }

    AccessTokenRequest accessTokenRequest(String secret) {
        return AccessTokenRequest.builder()
                .resourceUrl("https://d111111abcdef8.cloudfront.net/out/v1/news/one/hls/index.m3u8")
                .keyId("2026-11")
                .key(secret)
                .expirationDate(Instant.now().plus(Duration.ofHours(4)))
                .build();
    }

    String accessTokenSigner(AccessTokenRequest request) {
        String url = AccessTokenSigner.create().getSignedUrl(request);
        return url;
    }

    MediaTailorDistribution adsForThoseWhoPaid(
            MediaPackageOrigin origin, MediaTailorPlayback playback, PathToken token) {
        AccessTokenKeys keys = AccessTokenKeys.Builder.create(this, "Keys")
                .trust(MediaTailorTrust.pathToken(token))
                .build();
        MediaTailorDistribution ads = MediaTailorDistribution.Builder.create(this, "Ads")
                .content(origin)
                .playback(playback)
                .viewerAccess(ViewerAccess.accessToken(keys).exceptMedia())
                .build();
        return ads;
    }

    S3OacVodDistribution fromIdentityToSignature(IBucket bucket) {
        S3OacVodDistribution films = S3OacVodDistribution.Builder.create(this, "Films")
                .bucket(ContentBucket.of(bucket))
                .originAccess(S3Access.IDENTITY_BEFORE_CONTROL)
                .build();
        return films;
    }

    SecretHeader rotation() {
        HeaderSecret old = HeaderSecret.generated("2026-05");
        HeaderSecret next = HeaderSecret.generated("2026-11");
        SecretHeader header = SecretHeader.Builder.create(this, "OriginVerify", "X-Origin-Verify")
                .accepts(old, next)
                .sends(old)
                .build();
        return header;
    }

    Distribution plainDistribution(BehaviorOptions page, MediaPackageOrigin origin) {
        Distribution distribution = Distribution.Builder.create(this, "Site")
                .defaultBehavior(page)
                .additionalBehaviors(origin.behaviors(this))
                .build();
        return distribution;
    }

    void cdnAuthorization(software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint endpoint) {
        MediaPackageCdnAuthorization authorization = MediaPackageCdnAuthorization.Builder.create(
                        this, "CdnAuthorization")
                .build();
        MediaPackageOriginDistribution.Builder.create(this, "Delivery")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization))
                        .endpoint(MediaPackageEndpoint.of(endpoint))
                        .build())
                .build();
    }

    void piecesWithoutAFacade(Distribution distribution, MediaPackageOrigin origin, IOrigin other) {
        distribution.addBehavior(
                "/live/*.m3u8",
                other,
                AddBehaviorOptions.builder()
                        .cachePolicy(origin.getManifestCachePolicy(this))
                        .responseHeadersPolicy(CorsRules.anyOrigin().getPolicy(this))
                        .allowedMethods(AllowedMethods.ALLOW_GET_HEAD_OPTIONS)
                        .build());
    }

    void addressRanges(software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint endpoint) {
        endpoint.setWhitelist(
                CloudFrontAddressRanges.fromFile(Path.of("ip-ranges.json")).ipv4());
    }
}
