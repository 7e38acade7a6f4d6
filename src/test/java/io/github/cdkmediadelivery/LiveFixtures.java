package io.github.cdkmediadelivery;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackage.CfnPackagingGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.constructs.Construct;

/** Live channels of both versions of MediaPackage, such as users have. */
final class LiveFixtures {

    private static final String REGION = "eu-west-1";

    static final String V1_HOST = "abc123.mediapackage.eu-west-1.amazonaws.com";
    static final String V1_URL = "https://" + V1_HOST + "/out/v1/def456/index.m3u8";

    static final String V2_HOST = "abc123.egress.def456.mediapackagev2.eu-west-1.amazonaws.com";
    static final String V2_ARN_OF =
            "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one/originEndpoint/";

    private LiveFixtures() {}

    static MediaPackageEndpoint v1Endpoint() {
        return MediaPackageEndpoint.fromUrl(V1_URL);
    }

    /** An endpoint of MediaPackage v1 that the app itself defines. */
    static software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint v1Resource(Construct scope) {
        return software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint.Builder.create(scope, "Endpoint")
                .id("hls")
                .channelId("one")
                .build();
    }

    static MediaPackageOrigin.V1Builder v1() {
        return MediaPackageOrigin.v1(MediaPackageAccess.open()).endpoint(v1Endpoint());
    }

    static CfnChannelGroup group(Construct scope) {
        return CfnChannelGroup.Builder.create(scope, "Group")
                .channelGroupName("news")
                .build();
    }

    /** The endpoint {@code NAME} of channel {@code one} in channel group {@code news}; the app itself defines it. */
    static CfnOriginEndpoint v2Resource(Construct scope, String name) {
        return CfnOriginEndpoint.Builder.create(scope, name)
                .channelGroupName("news")
                .channelName("one")
                .originEndpointName(name)
                .containerType("CMAF")
                .build();
    }

    /** The same endpoint where it exists already, without a policy yet. */
    static MediaPackageV2Endpoint v2Endpoint(String name) {
        return MediaPackageV2Endpoint.fromArn(V2_ARN_OF + name).policyWrittenHere();
    }

    /** An origin with one endpoint that needs no other construct. */
    static MediaPackageOrigin.V2Builder v2() {
        return MediaPackageOrigin.v2(V2_HOST).endpoint(v2Endpoint("hls"));
    }

    /** The same in the stack's region, if it has one: a stack writes no policy of an endpoint elsewhere. */
    static MediaPackageOrigin.V2Builder v2In(Stack stack) {
        return MediaPackageOrigin.v2(V2_HOST.replace(REGION, region(stack))).endpoint(v2EndpointIn(stack, "hls"));
    }

    static MediaPackageV2Endpoint v2EndpointIn(Stack stack, String name) {
        return MediaPackageV2Endpoint.fromArn(V2_ARN_OF.replace(REGION, region(stack)) + name)
                .policyWrittenHere();
    }

    private static String region(Stack stack) {
        return stack.getRegion().startsWith("${") ? REGION : stack.getRegion();
    }

    static final String VOD_HOST = "0a1b2c.egress.mediapackage-vod.eu-west-1.amazonaws.com";

    /** A packaging group of MediaPackage VOD that exists already. */
    static MediaPackageOrigin.VodBuilder vodGroup() {
        return MediaPackageOrigin.vod(VOD_HOST, MediaPackageAccess.open());
    }

    static CfnPackagingGroup packagingGroup(Construct scope) {
        return CfnPackagingGroup.Builder.create(scope, "PackagingGroup")
                .id("films")
                .build();
    }

    static final String PACKAGER_HOST = "packager.example.com";

    /** A packager of somebody else's. */
    static PackagerOrigin.Builder packager() {
        return PackagerOrigin.at(PACKAGER_HOST, PackagerAccess.open())
                .folder("/vod")
                .queryStrings("start", "end");
    }

    /** The facade with nothing but its origin. */
    static MediaPackageOriginDistribution.Builder delivery(Stack stack) {
        return delivery(stack, "Delivery");
    }

    static MediaPackageOriginDistribution.Builder delivery(Stack stack, String id) {
        return begun(stack, id).origin(v2In(stack).build());
    }

    /** The facade before its origin is said. */
    static MediaPackageOriginDistribution.Builder begun(Stack stack) {
        return begun(stack, "Delivery");
    }

    /** What a test has for the case that it said nothing else. */
    static void unlessSaid(Runnable... calls) {
        for (var call : calls) {
            try {
                call.run();
            } catch (IllegalArgumentException refusal) {
                if (!String.valueOf(refusal.getMessage()).contains(": must be said once")) {
                    throw refusal;
                }
            }
        }
    }

    static MediaPackageOriginDistribution.Builder begun(Stack stack, String id) {
        return MediaPackageOriginDistribution.Builder.create(stack, id);
    }
}
