package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.FailoverPairs.first;
import static io.github.cdkmediadelivery.FailoverPairs.in;
import static io.github.cdkmediadelivery.FailoverPairs.packager;
import static io.github.cdkmediadelivery.FailoverPairs.second;
import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.OriginGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.s3.Bucket;

class FailoverTest {

    private static final String ELSEWHERE = V2_ARN_OF.replace("eu-west-1", "eu-central-1");
    private static final String OTHER_HOST = LiveFixtures.V2_HOST.replace("eu-west-1", "eu-central-1");

    /** The same stream in another region, known by its names. */
    private static MediaPackageOrigin.V2Builder imported() {
        return MediaPackageOrigin.v2(OTHER_HOST).endpoint(MediaPackageV2Endpoint.fromArn(ELSEWHERE + "hls"));
    }

    /** The same for a stack in Frankfurt, {@link FailoverPairs#first}. */
    private static MediaPackageOrigin fromFrankfurt() {
        return MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                .endpoint(MediaPackageV2Endpoint.fromArn(V2_ARN_OF + "hls"))
                .build();
    }

    private static Resources template(FailoverPairs pair) {
        return new Resources(Synth.templates(pair::define).get("First"));
    }

    private static List<Integer> codes(JsonNode group) {
        var codes = new ArrayList<Integer>();
        group.at("/FailoverCriteria/StatusCodes/Items").forEach(code -> codes.add(code.asInt()));
        return codes;
    }

    @Nested
    class TheGroup {

        @ParameterizedTest
        @EnumSource
        void isOneForAllBehavioursOfTheContent(FailoverPairs pair) {
            var groups = template(pair).config().path("OriginGroups");

            assertThat(groups.path("Quantity").asInt()).isEqualTo(1);
            assertThat(groups.path("Items")).hasSize(1);
            assertThat(groups.at("/Items/0/Members/Items")).hasSize(2);
        }

        @Test
        void failsOverForWhatMeansTroubleAtTheKindOfOrigin() {
            assertThat(codes(template(FailoverPairs.MEDIA_PACKAGE).config().at("/OriginGroups/Items/0")))
                    .containsExactly(404, 429, 500, 502, 503, 504);
            assertThat(codes(template(FailoverPairs.CONTAINERS).config().at("/OriginGroups/Items/0")))
                    .containsExactly(404, 429, 500, 502, 503, 504);
            assertThat(codes(template(FailoverPairs.FILMS).config().at("/OriginGroups/Items/0")))
                    .containsExactly(403, 404, 500, 502, 503, 504);
            assertThat(codes(template(FailoverPairs.LIVE_FILES).config().at("/OriginGroups/Items/0")))
                    .containsExactly(403, 404, 500, 502, 503, 504);
        }

        @Test
        void failsOverForWhatTheUserSays() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(LiveFixtures.v2()
                            .failover(imported().build(), Failover.onErrors().statusCodes(500, 503))
                            .build())
                    .build());

            assertThat(codes(template.config().at("/OriginGroups/Items/0"))).containsExactly(500, 503);
        }
    }

    /** Attempts, connection and response in seconds, of the first and of the second origin. */
    @Nested
    class HowLongIsWaited {

        private static Map<String, String> waited(MediaPackageOrigin.V2Builder builder) {
            var template = Resources.of(
                    stack -> LiveFixtures.begun(stack).origin(builder.build()).build());
            var waited = new TreeMap<String, String>();
            template.config()
                    .path("Origins")
                    .forEach(origin -> waited.put(
                            origin.path("DomainName").asText().replaceFirst(".*mediapackagev2\\.([^.]*)\\..*", "$1"),
                            origin.path("ConnectionAttempts").asText("-") + " "
                                    + origin.path("ConnectionTimeout").asText("-") + " "
                                    + origin.at("/CustomOriginConfig/OriginReadTimeout")
                                            .asText("-")));
            return waited;
        }

        @Test
        void isHalfASegmentOfSixSecondsWhereNothingIsKnown() {
            assertThat(waited(LiveFixtures.v2().failover(imported().build())))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("eu-west-1", "1 3 3", "eu-central-1", "2 3 3"));
        }

        @Test
        void isWhatTheFirstOriginSaysForBoth() {
            assertThat(waited(LiveFixtures.v2()
                            .originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(2)))
                            .failover(imported().build())))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("eu-west-1", "1 1 1", "eu-central-1", "2 1 1"));
        }

        @Test
        void isWhatEachSaysForItself() {
            assertThat(waited(LiveFixtures.v2()
                            .connectionAttempts(2)
                            .failover(imported()
                                    .readTimeout(Duration.ofSeconds(4))
                                    .connectionAttempts(3)
                                    .build())))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("eu-west-1", "2 3 3", "eu-central-1", "3 3 4"));
        }

        @Test
        void isByTheSegmentsOfTheEndpointWhereThatIsOfTheApp() {
            var template = Synth.templates(app -> {
                var stack = first(app);
                var endpoint = LiveFixtures.v2Resource(stack, "hls");
                endpoint.setSegment(CfnOriginEndpoint.SegmentProperty.builder()
                        .segmentDurationSeconds(4)
                        .build());
                endpoint.setLowLatencyHlsManifests(
                        List.of(CfnOriginEndpoint.LowLatencyHlsManifestConfigurationProperty.builder()
                                .manifestName("index")
                                .build()));
                LiveFixtures.begun(stack)
                        .origin(MediaPackageOrigin.v2(LiveFixtures.group(stack))
                                .endpoint(MediaPackageV2Endpoint.of(endpoint))
                                .failover(fromFrankfurt())
                                .build())
                        .build();
            });

            var origin = new Resources(template.get("First"))
                    .config()
                    .path("Origins")
                    .path(0);
            assertThat(origin.path("ConnectionTimeout").asInt()).isEqualTo(2);
            assertThat(origin.at("/CustomOriginConfig/OriginReadTimeout").asInt())
                    .as("three parts of a second")
                    .isEqualTo(3);
        }
    }

    @Nested
    class Endpoints {

        private static JsonNode conditions(JsonNode template) {
            return new Resources(template)
                    .only("AWS::MediaPackageV2::OriginEndpoint")
                    .at("/ForceEndpointErrorConfiguration/EndpointErrorConditions");
        }

        @Test
        void answerBadOutputWithAnError() {
            var templates = Synth.templates(FailoverPairs.MEDIA_PACKAGE::define);

            for (String stack : List.of("First", "Second")) {
                assertThat(conditions(templates.get(stack)))
                        .extracting(JsonNode::asText)
                        .containsExactly("STALE_MANIFEST", "INCOMPLETE_MANIFEST");
            }
        }

        @Test
        void keepWhatTheirOwnerSaysForWhat() {
            var templates = Synth.templates(app -> {
                var stack = first(app);
                var endpoint = LiveFixtures.v2Resource(stack, "hls");
                endpoint.setForceEndpointErrorConfiguration(
                        errors("SLATE_INPUT", "STALE_MANIFEST", "INCOMPLETE_MANIFEST"));
                live(stack, endpoint).build();
            });

            assertThat(conditions(templates.get("First"))).hasSize(3);
        }

        @Test
        void withoutASecondOneAreLeftAsTheyAre() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(MediaPackageOrigin.v2(LiveFixtures.group(stack))
                            .endpoint(MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls")))
                            .build())
                    .build());

            assertThat(template.only("AWS::MediaPackageV2::OriginEndpoint").has("ForceEndpointErrorConfiguration"))
                    .isFalse();
        }

        @Test
        void ofOthersAreNamedInAWarning() {
            var findings = Findings.of(app -> LiveFixtures.begun(new Stack(app, "Test"))
                    .origin(LiveFixtures.v2()
                            .failover(imported().build(), Failover.mediaQuality())
                            .build())
                    .build());

            assertThat(findings.open().toString())
                    .contains("Failover needs of endpoints that are not of this app what cannot be seen here")
                    .contains("PublishMQCS")
                    .contains(V2_ARN_OF + "hls, " + ELSEWHERE + "hls");
        }
    }

    @Nested
    class AWholeChannelGroup {

        @Test
        void hasASecondOneWithTheSamePaths() {
            var config = Resources.of(stack -> LiveFixtures.begun(stack)
                            .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                    .wholeChannelGroup()
                                    .failover(MediaPackageOrigin.v2(OTHER_HOST)
                                            .wholeChannelGroup()
                                            .build())
                                    .build())
                            .build())
                    .config();

            assertThat(config.at("/OriginGroups/Items")).hasSize(1);
            assertThat(config.path("CacheBehaviors").findValuesAsText("PathPattern"))
                    .contains("/out/v1/*.m3u8");
        }

        @Test
        void isSaidToNeedErrorsOfTheEndpointsToCome() {
            assertThat(Findings.said(app -> LiveFixtures.begun(new Stack(app, "Test"))
                            .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                    .wholeChannelGroup()
                                    .failover(MediaPackageOrigin.v2(OTHER_HOST)
                                            .wholeChannelGroup()
                                            .build())
                                    .build())
                            .build()))
                    .hasEntrySatisfying("cdk-media-delivery:failover-endpoints", said -> assertThat(said)
                            .endsWith("Look at endpoints to come."));
        }
    }

    private static CfnOriginEndpoint.ForceEndpointErrorConfigurationProperty errors(String... conditions) {
        return CfnOriginEndpoint.ForceEndpointErrorConfigurationProperty.builder()
                .endpointErrorConditions(List.of(conditions))
                .build();
    }

    private static MediaPackageOriginDistribution.Builder live(Stack stack, CfnOriginEndpoint endpoint) {
        return live(stack, endpoint, Failover.onErrors());
    }

    private static MediaPackageOriginDistribution.Builder live(Stack stack, CfnOriginEndpoint endpoint, Failover when) {
        return MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v2(LiveFixtures.group(stack))
                        .endpoint(MediaPackageV2Endpoint.of(endpoint))
                        .failover(fromFrankfurt(), when)
                        .build());
    }

    /**
     * The CDK asks an origin anew for each group that it is in, and each time names the distribution by another token.
     */
    @Nested
    class InAPlainDistribution {

        private static Map<String, JsonNode> plain() {
            return Synth.templates(app -> {
                var stack = new Stack(app, "Test");
                var first = LiveFixtures.v2().build();
                var group = OriginGroup.Builder.create()
                        .primaryOrigin(first)
                        .fallbackOrigin(imported().build())
                        .build();
                Distribution.Builder.create(stack, "Plain")
                        .defaultBehavior(BehaviorOptions.builder().origin(group).build())
                        .additionalBehaviors(first.behaviors(stack))
                        .build();
            });
        }

        @Test
        void anEndpointsPolicyNamesTheDistributionOnce() {
            var policy = new Resources(plain().get("Test")).only("AWS::MediaPackageV2::OriginEndpointPolicy");

            assertThat(policy.at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn"))
                    .as("one text, no list")
                    .hasSize(1);
            assertThat(policy.at("/Policy/Statement")).hasSize(1);
        }

        @Test
        void anOriginBringsItsSecondOne() {
            var template = Resources.of(stack -> {
                var pair = LiveFixtures.v2().failover(imported().build()).build();
                Distribution.Builder.create(stack, "Plain")
                        .defaultBehavior(BehaviorOptions.builder().origin(pair).build())
                        .additionalBehaviors(pair.behaviors(stack))
                        .build();
            });

            assertThat(template.config().at("/OriginGroups/Items")).hasSize(1);
            assertThat(template.config().path("Origins")).hasSize(2);
        }
    }

    @Nested
    class IsRefused extends Refusals {

        private static final String SAME =
                "failover: must be another endpoint than the first, got '%s'; name the one of another channel group, account"
                        + " or region";
        private static final String ERRORS =
                "failover: must be between endpoints whose forceEndpointErrorConfiguration has [STALE_MANIFEST,"
                        + " INCOMPLETE_MANIFEST], since an old manifest is answered with 200 otherwise, got '[SLATE_INPUT]';"
                        + " add them, or leave the property out, and it is set";

        @Override
        void rows() {
            says(SAME.formatted(V2_ARN_OF + "hls")).when(stack -> LiveFixtures.v2()
                    .failover(LiveFixtures.v2().build())
                    .build());
            says("failover: must have the paths of the first origin, since CloudFront asks both for the same one,"
                            + " [/out/v1/news/one/hls], got '[/out/v1/news/two/hls]'; give channel groups, channels and"
                            + " endpoints the same names, name the endpoints in the same order, and give both origins the"
                            + " same originPath")
                    .when(stack -> LiveFixtures.v2()
                            .failover(MediaPackageOrigin.v2(OTHER_HOST)
                                    .endpoint(
                                            MediaPackageV2Endpoint.fromArn(ELSEWHERE.replace("/one/", "/two/") + "hls"))
                                    .build())
                            .build());
            says("failover: must be of MediaPackage v2 too; version 1 gives each endpoint an id of its own, so that no path"
                            + " is the same at two of them, got '" + LiveFixtures.V1_HOST
                            + "'; use MediaPackageOrigin.v2(…)")
                    .when(stack -> LiveFixtures.v2()
                            .failover(LiveFixtures.v1().build(), Failover.mediaQuality())
                            .build());
            says("failover: must be another channel group than the first, got '" + LiveFixtures.V2_HOST
                            + "'; name the one of another account or region")
                    .when(stack -> MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                            .wholeChannelGroup()
                            .failover(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                    .wholeChannelGroup()
                                    .build())
                            .build());
            says("policyIn: must be said of an endpoint whose region is known, not of names alone, got"
                            + " '/out/v1/news/one/hls'; use MediaPackageV2Endpoint.fromArn(…)")
                    .when(stack -> MediaPackageV2Endpoint.fromNames("news", "one", "hls")
                            .policyIn(stack));
            says("failover: must be an origin without one of its own, since CloudFront asks two, got '" + OTHER_HOST
                            + "'; leave failover(…) out of the second origin")
                    .when(stack -> LiveFixtures.v2()
                            .failover(imported()
                                    .failover(MediaPackageOrigin.v2(OTHER_HOST.replace("eu-central-1", "us-east-1"))
                                            .endpoint(MediaPackageV2Endpoint.fromArn(
                                                    V2_ARN_OF.replace("eu-west-1", "us-east-1") + "hls"))
                                            .build())
                                    .build())
                            .build());
            says("statusCodes: must be of those that CloudFront fails over for, [400, 403, 404, 416, 429, 500, 502, 503, 504],"
                            + " got '501'; use for example 503")
                    .when(stack -> Failover.onErrors().statusCodes(500, 501));
            says("statusCodes: must name at least one, got '[]'; use for example 503")
                    .when(stack -> Failover.mediaQuality().statusCodes());
            says(ERRORS).after(stack -> {
                var endpoint = LiveFixtures.v2Resource(stack, "hls");
                endpoint.setForceEndpointErrorConfiguration(errors("SLATE_INPUT"));
                var group = LiveFixtures.group(stack);
                return () -> MediaPackageOrigin.v2(group)
                        .endpoint(MediaPackageV2Endpoint.of(endpoint))
                        .failover(imported().build())
                        .build();
            });
            mediaQuality();
            says("allowedMethods: must be GET, HEAD and OPTIONS where a behaviour has two origins, since CloudFront fails over"
                            + " for nothing else, got '/api/*'; use AllowedMethods.ALLOW_GET_HEAD_OPTIONS, or name one"
                            + " origin")
                    .after(stack -> {
                        var delivery = LiveFixtures.delivery(stack)
                                .additionalBehavior(
                                        "/api/*",
                                        BehaviorOptions.builder()
                                                .origin(OriginGroup.Builder.create()
                                                        .primaryOrigin(LiveFixtures.v2()
                                                                .build())
                                                        .fallbackOrigin(
                                                                imported().build())
                                                        .build())
                                                .allowedMethods(AllowedMethods.ALLOW_ALL)
                                                .build());
                        return delivery::build;
                    });
            stores();
        }

        private void mediaQuality() {
            says("failover: must not be by media quality for Microsoft Smooth Streaming, whose segments carry no score, got"
                            + " 'hls'; use Failover.onErrors(), or leave mssManifests out")
                    .after(stack -> {
                        var endpoint = LiveFixtures.v2Resource(stack, "hls");
                        endpoint.setMssManifests(List.of(CfnOriginEndpoint.MssManifestConfigurationProperty.builder()
                                .manifestName("index")
                                .build()));
                        return byQuality(stack, endpoint);
                    });
            says("failover: must be between channels with CMAF input to go by media quality, got 'HLS, which is the default';"
                            + " set inputType(\"CMAF\") on channel Test/Channel, or use Failover.onErrors()")
                    .after(stack -> {
                        channel(stack, channel -> {});
                        return byQuality(stack, LiveFixtures.v2Resource(stack, "hls"));
                    });
            says("failover: must be between channels that publish their media quality score to go by it, got 'none'; set"
                            + " outputHeaderConfiguration with publishMqcs(true) on channel Test/Channel, or use"
                            + " Failover.onErrors()")
                    .after(stack -> {
                        channel(stack, channel -> channel.inputType("CMAF"));
                        return byQuality(stack, LiveFixtures.v2Resource(stack, "hls"));
                    });
        }

        private static void channel(Stack stack, Consumer<CfnChannel.Builder> more) {
            var channel = CfnChannel.Builder.create(stack, "Channel")
                    .channelGroupName("news")
                    .channelName("one");
            more.accept(channel);
            channel.build();
        }

        private static ThrowingCallable byQuality(Stack stack, CfnOriginEndpoint endpoint) {
            var group = LiveFixtures.group(stack);
            return () -> MediaPackageOrigin.v2(group)
                    .endpoint(MediaPackageV2Endpoint.of(endpoint))
                    .failover(imported().build(), Failover.mediaQuality())
                    .build();
        }

        private void stores() {
            says("failover: must be another bucket than the first, got 'Test/Bucket'; name its replica")
                    .after(stack -> {
                        var bucket = new Bucket(stack, "Bucket");
                        var films = S3OacVodDistribution.Builder.create(stack, "Films")
                                .bucket(ContentBucket.of(bucket))
                                .failover(bucket);
                        return films::build;
                    });
            says("failover: must stand beside S3Access.ORIGIN_ACCESS_CONTROL, since an identity is not for another region, got"
                            + " 'ORIGIN_ACCESS_IDENTITY'; remove the originAccess option")
                    .after(stack -> {
                        var films = S3OacVodDistribution.Builder.create(stack, "Films")
                                .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                                .failover(new Bucket(stack, "Bucket"));
                        return films::build;
                    });
            says("failover: must be a container that exists, in which an encoder writes the same stream, got '"
                            + MediaContainer.created("second")
                            + "'; use MediaContainer.of(…) or fromEndpoint(…)")
                    .when(stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                            .failover(MediaContainer.created("second")));
            var url = "https://abc123.data.mediastore.eu-west-1.amazonaws.com";
            says("failover: must be another container than the first, got 'the container at " + url
                            + "'; name the second one")
                    .when(stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                            .container(MediaContainer.fromEndpoint(url))
                            .failover(MediaContainer.fromEndpoint(url))
                            .build());
            says("replicatedTo: must be a bucket with versions, without which S3 replicates nothing, got 'Test/Replica'; make"
                            + " it with ContentBucket.created().versioned(…).define(…)")
                    .after(stack -> {
                        var replica = new Bucket(stack, "Replica");
                        return () -> ContentBucket.created().replicatedTo(replica);
                    });
            says("replicatedTo: must be a bucket that is encrypted with a key of its own region if and only if this one is"
                            + " encrypted with a key, got 'Test/Replica'; use encryptedWith(…) on both or on none")
                    .after(stack -> {
                        var replica = ContentBucket.created()
                                .versioned(Duration.ofDays(1))
                                .define(stack, "Replica");
                        var films = S3OacVodDistribution.Builder.create(stack, "Films")
                                .bucket(ContentBucket.created()
                                        .encryptedWith(S3Topologies.key(stack))
                                        .replicatedTo(replica));
                        return films::build;
                    });
        }
    }

    @Nested
    class ReplicatedFilms {

        private static Map<String, JsonNode> templates(boolean encrypted) {
            return Synth.templates(app -> {
                var second = second(app);
                var first = first(app);
                var replica = ContentBucket.created().versioned(Duration.ofDays(1));
                var bucket = ContentBucket.created();
                var copied = (encrypted ? replica.encryptedWith(S3Topologies.key(second)) : replica)
                        .define(second, "Replica");
                S3OacVodDistribution.Builder.create(first, "Films")
                        .bucket((encrypted ? bucket.encryptedWith(S3Topologies.key(first)) : bucket)
                                .replicatedTo(copied))
                        .failover(copied)
                        .build();
            });
        }

        private static JsonNode rule(Map<String, JsonNode> templates) {
            return Resolved.of(templates)
                    .value("First", new Resources(templates.get("First")).only("AWS::S3::Bucket"))
                    .at("/ReplicationConfiguration/Rules/0");
        }

        @Test
        void areCopiedWithTheirDeletion() {
            var rule = rule(templates(false));

            assertThat(rule.at("/DeleteMarkerReplication/Status").asText()).isEqualTo("Enabled");
            assertThat(rule.at("/Destination/Bucket").asText()).startsWith("arn:aws:s3:::");
            assertThat(rule.at("/Status").asText()).isEqualTo("Enabled");
        }

        @Test
        void areEncryptedAnewByTheKeyOfTheSecondRegion() {
            var templates = templates(true);
            var rule = rule(templates);

            assertThat(rule.at("/SourceSelectionCriteria/SseKmsEncryptedObjects/Status")
                            .asText())
                    .isEqualTo("Enabled");
            assertThat(rule.at("/Destination/EncryptionConfiguration/ReplicaKmsKeyID")
                            .asText())
                    .contains("eu-west-1");
        }

        @Test
        void areInBucketsWithVersionsThatReferToEachOtherInOneDirectionAlone() {
            var templates = templates(true);

            templates.forEach((stack, template) -> assertThat(new Resources(template)
                            .only("AWS::S3::Bucket")
                            .at("/VersioningConfiguration/Status")
                            .asText())
                    .as(stack)
                    .isEqualTo("Enabled"));
            assertThat(templates.get("Second").toString())
                    .doesNotContain("Fn::GetStackOutput")
                    .doesNotContain("Fn::ImportValue");
        }
    }

    @Nested
    class MediaTailor {

        @Test
        void isSaidToReadOneOriginWhereItReadsItItself() {
            var findings = Findings.of(app -> {
                var stack = first(app);
                var hls = MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls"));
                MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(MediaPackageOrigin.v2(LiveFixtures.group(stack))
                                .endpoint(hls)
                                .failover(fromFrankfurt())
                                .build())
                        .playback(MediaTailorPlayback.created(
                                        "news", "https://ads.example.com/vast", "/out/v1/news/one/hls")
                                .directlyFrom(hls))
                        .build();
            });

            assertThat(findings.open().toString()).contains("MediaTailor reads manifests from the first origin itself");
        }

        @Test
        void isWaitedForAsLongAsThePlayersBufferLasts() {
            template(FailoverPairs.ADS).config().path("Origins").forEach(origin -> {
                if (origin.path("DomainName").asText().contains(".mediatailor.")) {
                    assertThat(origin.path("ConnectionAttempts").asInt()).isEqualTo(2);
                    assertThat(origin.at("/CustomOriginConfig/OriginReadTimeout")
                                    .asInt())
                            .isEqualTo(5);
                }
            });
        }
    }

    static Stack access(App app) {
        return new Stack(app, "Access", in("eu-west-1"));
    }

    @Nested
    class ThePolicyOfAnEndpointElsewhere {

        @Test
        void isInTheStackThatIsDeployedLast() {
            var templates = Synth.templates(app -> {
                var stack = first(app);
                LiveFixtures.begun(stack)
                        .origin(packager(stack, null)
                                .failover(packager(second(app), access(app)).build())
                                .build())
                        .build();
            });

            assertThat(new Resources(templates.get("Access")).only("AWS::MediaPackageV2::OriginEndpointPolicy"))
                    .isNotNull();
            assertThat(templates.get("Second").toString()).doesNotContain("OriginEndpointPolicy");
            assertThat(templates.get("First").findValues("Fn::ImportValue")).isEmpty();
        }
    }
}
