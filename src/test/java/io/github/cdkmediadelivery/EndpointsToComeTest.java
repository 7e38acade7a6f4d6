package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import java.util.List;
import java.util.function.Consumer;
import net.javacrumbs.jsonunit.core.Option;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.mediapackagev2.ChannelGroupReference;
import software.amazon.awscdk.interfaces.mediapackagev2.IChannelGroupRef;
import software.amazon.awscdk.interfaces.mediapackagev2.IOriginEndpointRef;
import software.amazon.awscdk.interfaces.mediapackagev2.OriginEndpointReference;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.DistributionAttributes;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.constructs.Construct;

/** A distribution that is there before its endpoints, and endpoints of which somebody else has the policy. */
class EndpointsToComeTest {

    private static final String PATH = "/out/v1/news/one/";

    @Nested
    class AWholeChannelGroup {

        /** Of two events of one group, the one that admitted the distribution is served. */
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void servesTheEndpointsThatAdmitIt(boolean weak) {
            var app = new App();
            if (weak) {
                app.getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", "weak");
            }
            var delivery = delivered(app);
            var event = new Stack(app, "Event");
            MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(event, "hls")).admit(event, delivery.getDistribution());
            MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(event, "closed"))
                    .admit(
                            event,
                            "arn:aws:cloudfront::111122223333:distribution/EOTHER1234",
                            MediaPackageV2Access.originAccessControl());
            var edge = Edge.of(CloudAssembly.of(app));

            assertThat(edge.get(PATH + "hls/index.m3u8").send()).hasStatus(200).wasLetInByTheOrigin();
            assertThat(edge.get(PATH + "hls/segment.ts").send()).hasStatus(200).wasLetInByTheOrigin();
            assertThat(edge.get(PATH + "closed/index.m3u8").send()).hasStatus(403);
            assertThat(edge.get("/out/v1/sports/one/hls/index.m3u8").send())
                    .hasStatus(403)
                    .askedNoOrigin();
        }

        @Test
        void isFourBehavioursUnderTheNameThatIsKnown() {
            assertThat(paths(origin -> {}))
                    .containsExactly("/out/v1/*.m3u8", "/out/v1/*.mpd", "/out/v1/*Manifest", "/out/v1/*");
            assertThat(Resources.of(stack -> LiveFixtures.begun(stack)
                                    .origin(MediaPackageOrigin.v2(LiveFixtures.group(stack))
                                            .wholeChannelGroup()
                                            .build())
                                    .build())
                            .behaviors()
                            .findValuesAsText("PathPattern"))
                    .containsExactly(
                            "/out/v1/news/*.m3u8", "/out/v1/news/*.mpd", "/out/v1/news/*Manifest", "/out/v1/news/*");
        }

        @Test
        void mayLieBehindAnOriginPath() {
            assertThat(paths(origin -> origin.originPath("/out/v1")))
                    .containsExactly("/*.m3u8", "/*.mpd", "/*Manifest");
        }

        @Test
        void isWhatTheGoldenTemplateSays() {
            var templates = Synth.templates(app -> {
                var delivery = delivered(app);
                var event = new Stack(app, "Event");
                MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(event, "hls"))
                        .admit(event, delivery.getDistribution());
            });

            Golden.assertMatches("EventsToCome", java.util.Objects.requireNonNull(templates.get("Delivery")));
            Golden.assertMatches("EventOfAChannelGroup", java.util.Objects.requireNonNull(templates.get("Event")));
        }

        @Test
        void tellsTheUrlOfAnyOfItsEndpoints() {
            var stack = new Stack(new App(), "Test");
            var delivery = delivered(stack);

            assertThat(delivery.getPlaybackUrl(MediaPackageV2Endpoint.fromNames("news", "one", "hls"), "index.m3u8"))
                    .endsWith(PATH + "hls/index.m3u8");
        }

        private static List<String> paths(Consumer<MediaPackageOrigin.V2Builder> options) {
            return Resources.of(stack -> {
                        var origin = MediaPackageOrigin.v2(LiveFixtures.V2_HOST).wholeChannelGroup();
                        options.accept(origin);
                        LiveFixtures.begun(stack).origin(origin.build()).build();
                    })
                    .behaviors()
                    .findValuesAsText("PathPattern");
        }
    }

    @Nested
    class AnEndpoint {

        @Test
        void admitsADistributionOfAnotherAccountByItsArn() {
            var policy = policyOf(stack -> MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls"))
                    .admit(
                            stack,
                            "arn:aws:cloudfront::444455556666:distribution/E2ABCDEFGHIJKL",
                            MediaPackageV2Access.originAccessControl()));

            assertThatJson(policy)
                    .inPath("$.Statement[0].Condition")
                    .isEqualTo("{'StringEquals': {'aws:SourceArn':"
                            + " 'arn:aws:cloudfront::444455556666:distribution/E2ABCDEFGHIJKL'}}");
        }

        @Test
        void admitsAnImportedDistribution() {
            var policy = policyOf(stack -> MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls"))
                    .admit(
                            stack,
                            Distribution.fromDistributionAttributes(
                                    stack,
                                    "Delivery",
                                    DistributionAttributes.builder()
                                            .distributionId("E2ABCDEFGHIJKL")
                                            .domainName("d111111abcdef8.cloudfront.net")
                                            .build())));

            assertThat(policy.toString()).contains(":distribution/E2ABCDEFGHIJKL");
        }

        @Test
        void admitsSeveralInItsOnePolicy() {
            var policy = policyOf(stack -> {
                var endpoint = MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls"));
                for (var id : List.of("E2ABCDEFGHIJKL", "E3ABCDEFGHIJKL")) {
                    endpoint.admit(
                            stack,
                            "arn:aws:cloudfront::444455556666:distribution/" + id,
                            MediaPackageV2Access.originAccessControl());
                }
            });

            assertThat(policy.toString()).contains("E2ABCDEFGHIJKL", "E3ABCDEFGHIJKL");
        }
    }

    @Nested
    class APolicyOfTheUsers {

        @Test
        void saysWhatTheLibraryWouldHaveWritten() {
            var theirs = policyOf(stack -> {
                var endpoint = LiveFixtures.v2Resource(stack, "hls");
                var hls = MediaPackageV2Endpoint.of(endpoint).policyWrittenElsewhere();
                serve(stack, hls);
                write(stack, hls);
            });
            var ours =
                    policyOf(stack -> serve(stack, MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls"))));

            // The CDK sorts the actions of a statement.
            assertThatJson(theirs).when(Option.IGNORING_ARRAY_ORDER).isEqualTo(ours);
        }

        @Test
        void letsMediaTailorInToo() {
            var policy = policyOf(stack -> {
                var hls = MediaPackageV2Endpoint.fromNames("news", "one", "hls").policyWrittenElsewhere();
                MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                .endpoint(hls)
                                .build())
                        .playback(MediaTailorPlayback.created(
                                        "news", "https://ads.example.com/vast", "/out/v1/news/one/hls")
                                .directlyFrom(hls))
                        .build();
                write(stack, hls);
            });

            assertThat(policy.path("Statement")).hasSize(2);
        }

        @Test
        void isNotWarnedOf() {
            assertThat(Findings.said(app -> {
                        var stack = new Stack(app, "Test");
                        serve(stack, LiveFixtures.v2Endpoint("hls").policyWrittenElsewhere());
                    }))
                    .isEmpty();
        }

        @Test
        void isSomebodyElsesWhereOnlyNamesAreKnown() {
            var warnings = Findings.said(
                    app -> serve(new Stack(app, "Test"), MediaPackageV2Endpoint.fromNames("news", "one", "hls")));

            assertThat(warnings).containsOnlyKeys("cdk-media-delivery:mediapackagev2-endpoint-policy");
            assertThat(warnings.values().iterator().next())
                    .contains("arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/news/channel/one/originEndpoint/hls");
        }

        private static void write(Stack stack, MediaPackageV2Endpoint endpoint) {
            CfnOriginEndpointPolicy.Builder.create(stack, "Own")
                    .channelGroupName("news")
                    .channelName("one")
                    .originEndpointName("hls")
                    .policy(PolicyDocument.Builder.create()
                            .statements(endpoint.getStatements(stack))
                            .build())
                    .build();
        }
    }

    /** As those of the alpha modules are. */
    @Nested
    class AConstructAroundTheResource {

        @Test
        void isTheResource() {
            var stack = new Stack(new App(), "Test");
            var group = new Group(stack, "Wrapped");
            LiveFixtures.group(group);
            var endpoint = new Endpoint(stack, "Hls");
            var resource = LiveFixtures.v2Resource(endpoint, "Resource");

            assertThat(MediaPackageV2Endpoint.of((IOriginEndpointRef) endpoint))
                    .isEqualTo(MediaPackageV2Endpoint.of(resource));
            assertThat(MediaPackageV2Endpoint.of((IOriginEndpointRef) resource))
                    .isEqualTo(MediaPackageV2Endpoint.of(resource));
        }

        @Test
        void isItsArnWhereItWasImported() {
            var stack = new Stack(new App(), "Test");

            assertThat(MediaPackageV2Endpoint.of((IOriginEndpointRef) new Endpoint(stack, "Imported")))
                    .isEqualTo(MediaPackageV2Endpoint.fromArn(LiveFixtures.V2_ARN_OF + "hls"));
        }

        static final class Group extends Construct implements IChannelGroupRef {
            Group(Construct scope, String id) {
                super(scope, id);
            }

            @Override
            public ChannelGroupReference getChannelGroupRef() {
                return ChannelGroupReference.builder()
                        .channelGroupArn("arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news")
                        .build();
            }

            @Override
            public software.amazon.awscdk.interfaces.ResourceEnvironment getEnv() {
                return software.amazon.awscdk.interfaces.ResourceEnvironment.builder()
                        .account("111122223333")
                        .region("eu-west-1")
                        .build();
            }
        }

        static final class Endpoint extends Construct implements IOriginEndpointRef {
            Endpoint(Construct scope, String id) {
                super(scope, id);
            }

            @Override
            public OriginEndpointReference getOriginEndpointRef() {
                return OriginEndpointReference.builder()
                        .originEndpointArn(LiveFixtures.V2_ARN_OF + "hls")
                        .build();
            }

            @Override
            public software.amazon.awscdk.interfaces.ResourceEnvironment getEnv() {
                return software.amazon.awscdk.interfaces.ResourceEnvironment.builder()
                        .account("111122223333")
                        .region("eu-west-1")
                        .build();
            }
        }
    }

    /** What is said in words. */
    @Nested
    class WhatCannotBe extends Refusals {

        @Override
        void rows() {
            says("endpoints: must name at least one endpoint, got '[]'; add it with endpoint(…), or serve those to come"
                            + " with wholeChannelGroup()")
                    .when(stack -> MediaPackageOrigin.v2(LiveFixtures.V2_HOST).build());
            says("admit: must be said of an endpoint whose policy is written here, got '/out/v1/news/one/hls'; use"
                            + " MediaPackageV2Endpoint.of(…), or add policyWrittenHere() where it has none yet")
                    .when(stack -> MediaPackageV2Endpoint.fromArn(LiveFixtures.V2_ARN_OF + "hls")
                            .admit(
                                    stack,
                                    "arn:aws:cloudfront::444455556666:distribution/E2ABCDEFGHIJKL",
                                    MediaPackageV2Access.originAccessControl()));
            says("distributionArn: must be the ARN of a distribution, got 'E2ABCDEFGHIJKL'; use for example"
                            + " 'arn:aws:cloudfront::111122223333:distribution/E2ABCDEFGHIJKL'")
                    .when(stack -> LiveFixtures.v2Endpoint("hls")
                            .admit(stack, "E2ABCDEFGHIJKL", MediaPackageV2Access.originAccessControl()));
            says("getStatements: must be asked after the distribution was built, of a construct of its stack, got"
                            + " '/out/v1/news/one/hls'; build it first")
                    .when(stack -> LiveFixtures.v2Endpoint("hls").getStatements(stack));
            says("channelGroup: must be a name of letters, digits, '_' and '-', got 'a/b'; use for example 'news', or"
                            + " fromArn(…) for an ARN")
                    .when(stack -> MediaPackageV2Endpoint.fromNames("a/b", "one", "hls"));
            says("channelGroup: must be defined in this app, for its egress domain to be known, got 'an imported one';"
                            + " use MediaPackageOrigin.v2(egressDomain)")
                    .after(stack -> {
                        var imported = new AConstructAroundTheResource.Group(stack, "Imported");
                        return () -> MediaPackageOrigin.v2((IChannelGroupRef) imported);
                    });
            says("fromNames: must be said in a stack of the channel group's region, got 'eu-west-1'; use"
                            + " MediaPackageV2Endpoint.fromArn(…)")
                    .after(stack -> {
                        var there = Facade.stack(stack, "us-east-1");
                        return () -> serve(there, MediaPackageV2Endpoint.fromNames("news", "one", "hls"));
                    });
            says("defaultBehavior: must not stand beside content that answers every path, got 'a behaviour'; give it a"
                            + " path of its own with additionalBehavior(…)")
                    .when(stack -> LiveFixtures.begun(stack)
                            .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                    .wholeChannelGroup()
                                    .originPath("/out/v1")
                                    .build())
                            .defaultBehavior(page())
                            .build());
        }
    }

    private static MediaPackageOriginDistribution delivered(Construct scope) {
        var stack = scope instanceof Stack itself ? itself : new Stack(scope, "Delivery");
        return LiveFixtures.begun(stack)
                .origin(MediaPackageOrigin.v2(LiveFixtures.group(stack))
                        .wholeChannelGroup()
                        .build())
                .build();
    }

    private static void serve(Stack stack, MediaPackageV2Endpoint endpoint) {
        LiveFixtures.begun(stack)
                .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                        .endpoint(endpoint)
                        .build())
                .build();
    }

    private static com.fasterxml.jackson.databind.JsonNode policyOf(Consumer<Stack> build) {
        return Resources.of(build).only(Resources.ENDPOINT_POLICY).path("Policy");
    }
}
