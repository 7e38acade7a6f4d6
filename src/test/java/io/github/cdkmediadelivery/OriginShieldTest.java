package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediastore.CfnContainer;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;

/** The extra cache goes where AWS names it for the origin's region, wherever that region is said. */
class OriginShieldTest {

    private static final String UNKNOWN =
            "originShield: must be for an origin in a region for which AWS names one, got 'a region that is known at"
                    + " deployment only'; name the one with the lowest latency to the origin with"
                    + " originShieldRegion(…)";

    @Nested
    class OfMediaPackage {

        @ParameterizedTest
        @CsvSource({
            "eu-west-1,    eu-west-1",
            "us-west-1,    us-west-2",
            "af-south-1,   eu-west-1",
            "ap-east-1,    ap-southeast-1",
            "ca-central-1, us-east-1",
            "eu-south-1,   eu-central-1",
            "eu-west-3,    eu-west-2",
            "eu-north-1,   eu-west-2",
            "me-south-1,   ap-south-1",
        })
        void isWhereItsHostSays(String region, String shield) {
            assertThat(v1(LiveFixtures.V1_HOST.replace("eu-west-1", region))).isEqualTo(shield);
            assertThat(v1("abc.mediapackage-vod." + region + ".amazonaws.com")).isEqualTo(shield);
            assertThat(regionOf(
                            stack -> packager(
                                    stack,
                                    MediaPackageOrigin.v2(LiveFixtures.V2_HOST.replace("eu-west-1", region))
                                            .endpoint(endpoint(region))),
                            ""))
                    .isEqualTo(shield);
        }

        private static MediaPackageV2Endpoint endpoint(String region) {
            return MediaPackageV2Endpoint.fromArn((LiveFixtures.V2_ARN_OF + "hls").replace("eu-west-1", region))
                    .policyWrittenHere();
        }

        private static String v1(String host) {
            return regionOf(
                    stack -> packager(
                            stack,
                            MediaPackageOrigin.v1(MediaPackageAccess.open())
                                    .endpoint(MediaPackageEndpoint.onHost(host, "def456", "index.m3u8"))),
                    "");
        }

        @Test
        void isWhereTheStackOfItsEndpointIs() {
            assertThat(regionOf(
                            stack -> packager(
                                    stack,
                                    MediaPackageOrigin.v1(MediaPackageAccess.open())
                                            .endpoint(MediaPackageEndpoint.of(LiveFixtures.v1Resource(stack)))),
                            "eu-north-1"))
                    .isEqualTo("eu-west-2");
            assertThat(regionOf(
                            stack -> packager(
                                    stack,
                                    MediaPackageOrigin.v2(LiveFixtures.group(stack))
                                            .endpoint(
                                                    MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(stack, "hls")))),
                            "eu-north-1"))
                    .isEqualTo("eu-west-2");
        }

        @Test
        void isWhereItsArnSaysWhereTheGroupIsOfTheApp() {
            assertThat(regionOf(
                            stack -> packager(
                                    stack,
                                    MediaPackageOrigin.v2(CfnChannelGroup.Builder.create(stack, "Group")
                                                    .channelGroupName("news")
                                                    .build())
                                            .endpoint(LiveFixtures.v2Endpoint("hls"))),
                            ""))
                    .isEqualTo("eu-west-1");
        }

        @Test
        void isRefusedWhereOnlyTheDeploymentKnows() {
            Synth.template(stack -> {
                var url = CfnParameter.Builder.create(stack, "Url").build().getValueAsString();
                var origin = MediaPackageOrigin.v1(MediaPackageAccess.open())
                        .endpoint(MediaPackageEndpoint.fromUrl(url))
                        .originShield();

                assertThatIllegalArgumentException().isThrownBy(origin::build).withMessage(UNKNOWN);
            });
        }
    }

    @Nested
    class OfAStore {

        @ParameterizedTest
        @EnumSource
        void isWhereTheStackIsThatMakesIt(FileStores store) {
            assertThat(regionOf(
                            stack -> store.define(stack, "Delivery", (unused, delivery) -> delivery.originShield()),
                            "eu-west-3"))
                    .isEqualTo("eu-west-2");
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedInAStackWithoutARegion(FileStores store) {
            Synth.template(stack -> {
                assertThatIllegalArgumentException()
                        .isThrownBy(
                                () -> store.define(stack, "Delivery", (unused, delivery) -> delivery.originShield()))
                        .withMessage(UNKNOWN);
                assertThat(stack.getNode().getChildren()).isEmpty();
            });
        }

        @Test
        void isWhereTheUsersBucketIs() {
            var templates = Synth.templates(app -> {
                var storage = new Stack(
                        app,
                        "Storage",
                        StackProps.builder()
                                .env(Environment.builder().region("us-west-1").build())
                                .build());
                S3Topologies.films(Facade.stack(app, "us-west-1"))
                        .bucket(ContentBucket.of(new Bucket(storage, "Masters")))
                        .originShield()
                        .build();
            });

            assertThat(shield(new Resources(templates.get("Test")))).isEqualTo("us-west-2");
        }

        /** Else it counts as one of the stack's region, as for the CDK. */
        @Test
        void isWhereAnImportedBucketIsSaidToBe() {
            assertThat(regionOf(
                            stack -> S3Topologies.films(stack)
                                    .bucket(ContentBucket.of(Bucket.fromBucketAttributes(
                                            stack,
                                            "Imported",
                                            BucketAttributes.builder()
                                                    .bucketName("films")
                                                    .region("ca-central-1")
                                                    .build())))
                                    .originShield()
                                    .build(),
                            "eu-west-1"))
                    .isEqualTo("us-east-1");
        }

        @Test
        void isWhereAContainerIs() {
            assertThat(regionOf(
                            stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                                    .container(MediaContainer.fromEndpoint(
                                            "https://abc123.data.mediastore.ap-east-1.amazonaws.com"))
                                    .originShield()
                                    .build(),
                            "eu-west-1"))
                    .isEqualTo("ap-southeast-1");
            assertThat(regionOf(
                            stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                                    .container(MediaContainer.of(CfnContainer.Builder.create(stack, "Container")
                                            .containerName("live")
                                            .build()))
                                    .originShield()
                                    .build(),
                            "eu-south-1"))
                    .isEqualTo("eu-central-1");
        }
    }

    @ParameterizedTest
    @CsvSource({"il-central-1", "us-gov-west-1", "cn-north-1"})
    void isRefusedWhereAwsNamesNone(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaPackageOrigin.v1(MediaPackageAccess.open())
                        .endpoint(MediaPackageEndpoint.onHost(
                                "abc123.mediapackage." + region + ".amazonaws.com", "def456", "index.m3u8"))
                        .originShield()
                        .build())
                .withMessage(UNKNOWN.replace("a region that is known at deployment only", region));
    }

    private static void packager(Stack stack, MediaPackageOrigin.Builder<?> origin) {
        LiveFixtures.begun(stack).origin(origin.originShield().build()).build();
    }

    private static String regionOf(Consumer<Stack> build, String region) {
        Map<String, JsonNode> templates = Synth.templates(app -> build.accept(Facade.stack(app, region)));
        return shield(new Resources(Objects.requireNonNull(templates.get("Test"))));
    }

    private static String shield(Resources template) {
        var shield = template.origin().path("OriginShield");
        assertThat(shield.path("Enabled").asBoolean()).isTrue();
        return shield.path("OriginShieldRegion").asText();
    }
}
