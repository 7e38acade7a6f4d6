package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.Behavior;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.EdgeAnswer;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;

/** Who gets at the content behind CloudFront's back: asked of the policies in the templates. */
class WhoReadsTheOriginPromisesTest {

    private static final Map<String, String> NO_HEADERS = Map.of();

    private static String hostOf(EdgeAnswer answer) {
        return answer.originRequest().orElseThrow().origin().host();
    }

    private static void assertClosed(Edge edge, String path) {
        var answer = edge.get(path).send();

        assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
        assertThat(edge.admitsDirectly("https://" + hostOf(answer) + path, NO_HEADERS))
                .as("someone who goes past CloudFront")
                .contains(false);
    }

    @Nested
    class ABucketOfFilms {

        @ParameterizedTest
        @EnumSource
        void isReadByItsDistributionAlone(S3Access access) {
            assertClosed(
                    Asked.edge(stack -> S3OacVodDistribution.Builder.create(stack, "Films")
                            .originAccess(access)
                            .build()),
                    "/film/index.m3u8");
        }

        @Test
        void isReadWithAKeyOfTheOwners() {
            assertClosed(
                    Asked.edge(stack -> S3OacVodDistribution.Builder.create(stack, "Films")
                            .bucket(ContentBucket.created().encryptedWith(S3Topologies.key(stack)))
                            .build()),
                    "/film/index.m3u8");
        }

        @ParameterizedTest
        @EnumSource(names = {"ORIGIN_ACCESS_CONTROL", "ORIGIN_ACCESS_IDENTITY"})
        void isReadInAnotherStack(S3Access access) {
            assertClosed(
                    Asked.ofApp(app -> S3OacVodDistribution.Builder.create(S3Topologies.delivery(app), "Films")
                            .bucket(ContentBucket.of(S3Topologies.bucket(S3Topologies.storage(app))))
                            .originAccess(access)
                            .build()),
                    "/film/index.m3u8");
        }

        @Test
        void isReadInTheFolderOfTheContentAlone() {
            var edge = withAnother((stack, bucket) -> S3OacVodDistribution.Builder.create(stack, "Films")
                    .bucket(ContentBucket.of(bucket))
                    .originPath("/published")
                    .build());
            var films = edge.distributions().get(0);

            assertThat(edge.get("https://" + films.domainName() + "/film/index.m3u8")
                            .send())
                    .hasStatus(200)
                    .wasLetInByTheOrigin();
        }

        /** It signs as well, and is nevertheless another distribution. */
        @Test
        void isNotReadByAnotherDistributionOfTheAccount() {
            var edge = withAnother((stack, bucket) -> S3OacVodDistribution.Builder.create(stack, "Films")
                    .bucket(ContentBucket.of(bucket))
                    .build());
            var another = edge.distributions().get(1);

            assertThat(edge.get("https://" + another.domainName() + "/film/index.m3u8")
                            .send())
                    .hasStatus(403);
        }

        private static Edge withAnother(BiConsumer<Stack, Bucket> films) {
            return Asked.edge(stack -> {
                var bucket = new Bucket(stack, "Bucket");
                films.accept(stack, bucket);
                Distribution.Builder.create(stack, "Thief")
                        .defaultBehavior(BehaviorOptions.builder()
                                .origin(S3BucketOrigin.withOriginAccessControl(Bucket.fromBucketAttributes(
                                        stack,
                                        "Seen",
                                        BucketAttributes.builder()
                                                .bucketName(bucket.getBucketName())
                                                .bucketRegionalDomainName(bucket.getBucketRegionalDomainName())
                                                .build())))
                                .build())
                        .build();
            });
        }
    }

    @Nested
    class ABucketOfLiveStreams {

        @Test
        void isReadByItsDistributionAlone() {
            assertClosed(
                    Asked.edge(stack ->
                            S3LiveDistribution.Builder.create(stack, "Live").build()),
                    "/live/index.m3u8");
        }
    }

    @Nested
    class AContainer {

        @Test
        void isReadByItsDistributionAlone() {
            assertClosed(
                    Asked.edge(stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                            .build()),
                    "/live/index.m3u8");
        }

        @Test
        void isReadByWhoKnowsTheSecretHeaderAlone() {
            assertClosed(
                    Asked.edge(stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                            .originAccess(MediaStoreAccess.secretHeader(
                                    SecretHeader.Builder.create(stack, "Referer", "Referer")
                                            .accepts(HeaderSecret.generated("2026-11"))
                                            .build()))
                            .build()),
                    "/live/index.m3u8");
        }
    }

    @Nested
    class AnEndpointOfMediaPackageV2 {

        @Test
        void isReadByItsDistributionAlone() {
            assertClosed(Asked.of(Facade.LIVE_V2, (stack, delivery) -> {}), Facade.LIVE_V2.under("index.m3u8"));
        }

        @Test
        void isReadByWhoKnowsTheSecretWhereThatIsDemanded() {
            for (boolean both : new boolean[] {true, false}) {
                assertClosed(
                        Asked.edge(stack -> {
                            var secret = MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization")
                                    .build();
                            LiveFixtures.begun(stack)
                                    .origin(LiveFixtures.v2()
                                            .originAccess(
                                                    both
                                                            ? MediaPackageV2Access
                                                                    .originAccessControlAndCdnAuthorization(secret)
                                                            : MediaPackageV2Access.cdnAuthorization(secret))
                                            .build())
                                    .build();
                        }),
                        "/out/v1/news/one/hls/index.m3u8");
            }
        }

        @Test
        void isNotReadByADistributionThatServesAnotherOne() {
            var edge = Asked.edge(stack -> {
                LiveFixtures.delivery(stack, "One").build();
                LiveFixtures.begun(stack, "Two")
                        .origin(LiveFixtures.v2()
                                .endpoint(LiveFixtures.v2Endpoint("dash"))
                                .build())
                        .build();
            });
            var one = edge.distributions().get(0);

            assertThat(edge.get("https://" + one.domainName() + "/out/v1/news/one/dash/index.mpd")
                            .send())
                    .hasStatus(403)
                    .askedNoOrigin();
        }
    }

    @Nested
    class AnEndpointOfMediaPackageV1 {

        @Test
        void isReadByWhoKnowsTheSecretAlone() {
            var edge = Asked.edge(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Live")
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(
                                    MediaPackageCdnAuthorization.Builder.create(stack, "Authorization")
                                            .build()))
                            .endpoint(MediaPackageEndpoint.of(endpoint(stack)))
                            .build())
                    .build());
            var path = edge.distributions().get(0).behaviors().stream()
                    .map(Behavior::pattern)
                    .filter(pattern -> !pattern.contains(".."))
                    .findFirst()
                    .orElseThrow()
                    .replace("*", "index.m3u8");

            assertClosed(edge, path);
        }

        private static CfnOriginEndpoint endpoint(Stack stack) {
            return LiveFixtures.v1Resource(stack);
        }
    }

    /** The walk is worth something only if it sees what it is for. */
    @Test
    void aBucketWithoutAPolicyLetsNobodyIn() {
        var app = new App();
        var stack = new Stack(app, "Test");
        Distribution.Builder.create(stack, "Plain")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(S3BucketOrigin.withBucketDefaults(new Bucket(stack, "Bucket")))
                        .build())
                .build();
        var edge = Edge.of(CloudAssembly.of(app));

        assertThat(edge.get("/film.ts").send()).hasStatus(403);
    }
}
