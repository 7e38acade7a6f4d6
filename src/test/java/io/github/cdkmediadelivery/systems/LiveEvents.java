package io.github.cdkmediadelivery.systems;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.AccessTokenKeys;
import io.github.cdkmediadelivery.AllowedOrigins;
import io.github.cdkmediadelivery.ContentKind;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.MediaTailorDistribution;
import io.github.cdkmediadelivery.MediaTailorPlayback;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction;
import io.github.cdkmediadelivery.MediaTailorTrust;
import io.github.cdkmediadelivery.OriginTimeouts;
import io.github.cdkmediadelivery.PathToken;
import io.github.cdkmediadelivery.ViewerAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.HeadersFrameOption;
import software.amazon.awscdk.services.cloudfront.HeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersContentTypeOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersCorsBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersFrameOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersReferrerPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersStrictTransportSecurity;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/**
 * The Live Event Framework of AWS's media reference app: a stack for what a group of events shares (MediaPackage v2,
 * MediaTailor, CloudFront, a web ACL in us-east-1), and one for each event.
 *
 * @see <a href="https://github.com/aws-samples/aws-cdk-mediaservices-refarch/tree/main/LEF">Live Event Framework</a>
 */
final class LiveEvents {

    static final String GROUP = "live-events";
    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final String SIGNERS = "b7c1f2de-0000-4000-8000-0123456789ab";

    private static final String ACCOUNT = "111122223333";
    private static final Duration SEGMENT = Duration.ofSeconds(4);

    private LiveEvents() {}

    /** Who may watch, and how MediaTailor is known that fetches for them. */
    private interface Access {
        void say(Stack stack, MediaTailorTrust trust, MediaTailorDistribution.Builder delivery);
    }

    /** Viewers show tokens, as behind the framework's {@code tokenizationFunctionArn}. */
    static void withTokens(App app) {
        define(
                app,
                (stack, trust, delivery) ->
                        delivery.viewerAccess(ViewerAccess.accessToken(AccessTokenKeys.Builder.create(stack, "Keys")
                                        .trust(trust)
                                        .build())
                                .exceptMedia()));
    }

    /** Viewers show cookies that are signed by keys of a group which is there, as behind its {@code keyGroupIds}. */
    static void withKeyGroups(App app) {
        define(app, (stack, trust, delivery) -> delivery.viewerAccess(
                        ViewerAccess.signedCookies().keyGroups(KeyGroup.fromKeyGroupId(stack, "Signers", SIGNERS)))
                .guard(MediaTailorSafeEdgeFunction.Builder.create(
                                stack, "Guard", AllowedOrigins.of("https://www.example.com"))
                        .trust(trust)
                        .build()));
    }

    private static void define(App app, Access access) {
        EventGroup group = new EventGroup(app, new WebAcl(app).acl.getAttrArn(), access);
        new Event(app, "final", group.delivery);
    }

    /** What the framework calls its WAF stack: anonymous addresses are refused. */
    private static final class WebAcl extends Stack {

        private final CfnWebACL acl;

        WebAcl(App app) {
            super(app, "WebAcl", in("us-east-1"));
            acl = CfnWebACL.Builder.create(this, "Acl")
                    .scope("CLOUDFRONT")
                    .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                            .allow(CfnWebACL.AllowActionProperty.builder().build())
                            .build())
                    .visibilityConfig(visibility("live-events"))
                    .rules(List.of(CfnWebACL.RuleProperty.builder()
                            .name("anonymous")
                            .priority(0)
                            .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                                    .none(Map.of())
                                    .build())
                            .statement(CfnWebACL.StatementProperty.builder()
                                    .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                            .vendorName("AWS")
                                            .name("AWSManagedRulesAnonymousIpList")
                                            .build())
                                    .build())
                            .visibilityConfig(visibility("anonymous"))
                            .build()))
                    .build();
        }

        private static CfnWebACL.VisibilityConfigProperty visibility(String name) {
            return CfnWebACL.VisibilityConfigProperty.builder()
                    .cloudWatchMetricsEnabled(true)
                    .sampledRequestsEnabled(true)
                    .metricName(name)
                    .build();
        }
    }

    /** Shared by all events of the group, and there before the first of them. */
    private static final class EventGroup extends Stack {

        private final MediaTailorDistribution delivery;

        EventGroup(App app, String webAclArn, Access access) {
            super(app, "EventGroup", in("eu-west-1"));
            CfnChannelGroup group = CfnChannelGroup.Builder.create(this, "Group")
                    .channelGroupName(GROUP)
                    .build();
            PathToken token = PathToken.of(
                    Secret.fromSecretCompleteArn(
                            this,
                            "PathToken",
                            "arn:aws:secretsmanager:eu-west-1:" + ACCOUNT + ":secret:path-token-AbCdEf"),
                    "token",
                    PathToken.digest(TOKEN));
            MediaTailorDistribution.Builder begun = MediaTailorDistribution.Builder.create(this, "Delivery")
                    .content(MediaPackageOrigin.v2(group)
                            .wholeChannelGroup()
                            .originTimeouts(OriginTimeouts.forSegments(SEGMENT))
                            .originShield()
                            .build())
                    .playback(MediaTailorPlayback.created(
                                    GROUP, "https://ads.example.com/vast?session=[session.id]", "/out/v1/" + GROUP)
                            .slate("https://ads.example.com/slate.mp4")
                            .with(more -> more.insertionMode("STITCHED_ONLY")
                                    .logConfiguration(CfnPlaybackConfiguration.LogConfigurationProperty.builder()
                                            .percentEnabled(10)
                                            .build())))
                    .originTimeouts(OriginTimeouts.forSegments(SEGMENT))
                    .contentBehavior(
                            ContentKind.ALL,
                            AddBehaviorOptions.builder()
                                    .responseHeadersPolicy(headers(this))
                                    .build())
                    .webAclArn(webAclArn)
                    .accessLogs(AccessLogs.toS3().legacy().logFilePrefix(GROUP + "/distribution-access-logs/"));
            access.say(this, MediaTailorTrust.pathToken(token), begun);
            delivery = begun.build();
        }

        /** One policy for all: what MediaTailor's sessions need beside GET is named in it. */
        private static ResponseHeadersPolicy headers(Construct scope) {
            return ResponseHeadersPolicy.Builder.create(scope, "Headers")
                    .corsBehavior(ResponseHeadersCorsBehavior.builder()
                            .accessControlAllowCredentials(false)
                            .accessControlAllowHeaders(List.of("*"))
                            .accessControlAllowMethods(List.of("GET", "HEAD", "OPTIONS", "POST"))
                            .accessControlAllowOrigins(List.of("*"))
                            .accessControlMaxAge(software.amazon.awscdk.Duration.minutes(10))
                            .originOverride(true)
                            .build())
                    .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                            .strictTransportSecurity(ResponseHeadersStrictTransportSecurity.builder()
                                    .accessControlMaxAge(software.amazon.awscdk.Duration.days(365))
                                    .includeSubdomains(true)
                                    .preload(true)
                                    .override(true)
                                    .build())
                            .contentTypeOptions(ResponseHeadersContentTypeOptions.builder()
                                    .override(true)
                                    .build())
                            .frameOptions(ResponseHeadersFrameOptions.builder()
                                    .frameOption(HeadersFrameOption.SAMEORIGIN)
                                    .override(true)
                                    .build())
                            .referrerPolicy(ResponseHeadersReferrerPolicy.builder()
                                    .referrerPolicy(HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)
                                    .override(true)
                                    .build())
                            .build())
                    .build();
        }
    }

    /** One event: its endpoints let the group's distribution in, each by its own policy. */
    private static final class Event extends Stack {

        Event(App app, String name, MediaTailorDistribution delivery) {
            super(app, "Event", in("eu-west-1"));
            CfnChannel channel = CfnChannel.Builder.create(this, "Channel")
                    .channelGroupName(GROUP)
                    .channelName(name)
                    .inputType("CMAF")
                    .build();
            for (String format : List.of("hls-cmaf", "dash-cmaf")) {
                CfnOriginEndpoint endpoint = CfnOriginEndpoint.Builder.create(this, format)
                        .channelGroupName(GROUP)
                        .channelName(name)
                        .originEndpointName(format)
                        .containerType("CMAF")
                        .build();
                endpoint.addResourceDependency(channel);
                MediaPackageV2Endpoint.of(endpoint).admit(this, delivery.getDistribution());
            }
        }
    }

    private static StackProps in(String region) {
        return StackProps.builder()
                .crossRegionReferences(true)
                .env(Environment.builder().account(ACCOUNT).region(region).build())
                .build();
    }
}
