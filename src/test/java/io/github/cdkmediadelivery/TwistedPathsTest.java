package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/**
 * Paths that CloudFront takes for one thing and an origin may take for another, on behaviours that have no function to
 * look at them.
 */
class TwistedPathsTest {

    private static final int REFUSED = 403;

    @Nested
    class OfAnEndpoint {

        private static final EdgeDistribution V1 = new EdgeDistribution(Resources.of(
                stack -> LiveFixtures.begun(stack).origin(v1().build()).build()));
        private static final EdgeDistribution V2 = new EdgeDistribution(Resources.of(
                stack -> LiveFixtures.begun(stack).origin(v2().build()).build()));

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/..%2fother/index.m3u8",
                    "/..%2Fother/index.m3u8",
                    "/%2e%2e%2fother/index.m3u8",
                    "/.%2E%2Fother/index.m3u8",
                    "/..%5cother/index.m3u8",
                    "/..\\other/index.m3u8",
                    "/..;/other/index.m3u8",
                    "/a/..%2f..%2fother/index.m3u8",
                    "/a%2f..%2f..%2fother/index.m3u8",
                    "//..%2fother/index.m3u8",
                    "/..%00/other/index.m3u8",
                    "/..%20/other/index.m3u8"
                })
        void doNotLeadToAnotherOneOfTheSharedHost(String path) {
            assertThat(V1.ask(EdgeRequest.get("/out/v1/def456" + path)).status())
                    .isEqualTo(REFUSED);
            assertThat(V2.ask(EdgeRequest.get("/out/v1/news/one/hls" + path)).status())
                    .isEqualTo(REFUSED);
        }

        /** Here CloudFront sees where they lead. */
        @ParameterizedTest
        @ValueSource(strings = {"/../other/index.m3u8", "/%2e%2e/other/index.m3u8", "%2f..%2fother/index.m3u8"})
        void areNoPathsOfItWhereCloudFrontReadsThemLikeAnOrigin(String path) {
            assertThat(V1.ask(EdgeRequest.get("/out/v1/def456" + path)).status())
                    .isEqualTo(REFUSED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/index.m3u8", "/index_1_0.ts", "/a.b/c.d.mp4", "/index.m3u8?aws.manifestfilter=a..b"})
        void areNotTheHonestOnes(String path) {
            assertThat(V1.ask(EdgeRequest.get("/out/v1/def456" + path)).passes())
                    .isTrue();
            assertThat(V2.ask(EdgeRequest.get("/out/v1/news/one/hls" + path)).passes())
                    .isTrue();
        }

        /**
         * As ARCHITECTURE says: no pattern can tell what an origin decodes twice, or reads before the dots are gone.
         */
        @ParameterizedTest
        @ValueSource(strings = {"/out/v1/def456/%252e%252e%252fother/a", "/out/v1/other/%2e%2e/def456/a"})
        void areLeftWhereNoPatternCanTellThem(String path) {
            assertThat(V1.ask(EdgeRequest.get(path)).passes()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/out", "/out/v1", "/out/v1/news"})
        void areRefusedBehindAnOriginPathToo(String originPath) {
            var distribution = new EdgeDistribution(Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(v2().originPath(originPath).build())
                    .build()));
            var folder = "/out/v1/news/one/hls".substring(originPath.length());

            assertThat(distribution
                            .ask(EdgeRequest.get(folder + "/..%2fdash/index.m3u8"))
                            .status())
                    .isEqualTo(REFUSED);
            assertThat(distribution.ask(EdgeRequest.get(folder + "/index.m3u8")).passes())
                    .isTrue();
        }

        @Test
        void doNotLeadFromOneThatIsOpenToOneThatIsSigned() {
            var distribution = new EdgeDistribution(Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(v2().endpoint(v2Endpoint("free")).build())
                    .viewerAccess(ViewerAccess.signedUrls()
                            .keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys"))
                            .exceptFor("/out/v1/news/one/free/trailer/*"))
                    .build()));

            assertThat(distribution
                            .ask(EdgeRequest.get("/out/v1/news/one/free/trailer/..%2f..%2fhls/index.m3u8"))
                            .status())
                    .isEqualTo(REFUSED);
        }

        @Test
        void areAPagesOwnMatterBesideIt() {
            var distribution = new EdgeDistribution(Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(v2().build())
                    .defaultBehavior(BehaviorOptions.builder()
                            .origin(new HttpOrigin("www.example.com"))
                            .build())
                    .build()));

            assertThat(distribution.ask(EdgeRequest.get("/films/Wait...what")).origin())
                    .isEqualTo("www.example.com");
        }
    }

    @Nested
    class OfMediaTailor {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/segment/..%2fv1/master/hash/news/index.m3u8",
                    "/v1/tracking/..%2fmaster/hash/news/index.m3u8",
                    "/v1/tracking/%2e%2e%2fmaster/hash/news/index.m3u8",
                    "/v1/i-media/..%5cmaster/hash/news/index.m3u8"
                })
        void doNotLeadFromWhatIsOpenToASession(String path) {
            for (var content : ContentOrigin.values()) {
                var distribution = new EdgeDistribution(
                        Resources.of(stack -> content.in(stack).build()));

                assertThat(distribution.ask(EdgeRequest.get(path)).status()).isEqualTo(REFUSED);
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"MEDIA_PACKAGE_V1", "MEDIA_PACKAGE_V2"})
        void doNotLeadFromItsEndpointToAnother(ContentOrigin content) {
            var distribution =
                    new EdgeDistribution(Resources.of(stack -> content.in(stack).build()));

            assertThat(distribution
                            .ask(EdgeRequest.get(content.folder() + "/..%2fother/index.m3u8"))
                            .status())
                    .isEqualTo(REFUSED);
        }

        /** Stores take them for names, which two dots may be in; a guard looks at them more closely. */
        @Test
        void areNamesInAStoreOfFiles() {
            var open = new EdgeDistribution(
                    Resources.of(stack -> ContentOrigin.BUCKET.in(stack).build()));
            var guarded = new EdgeDistribution(Resources.of(stack -> ContentOrigin.BUCKET
                    .in(stack)
                    .guard(EdgeConfiguration.NATIVE.in(stack))
                    .build()));

            assertThat(open.ask(EdgeRequest.get("/films/Wait...what/index.m3u8"))
                            .passes())
                    .isTrue();
            assertThat(guarded.ask(EdgeRequest.get("/films/Wait...what/index.m3u8"))
                            .passes())
                    .isTrue();
            assertThat(guarded.ask(EdgeRequest.get("/films/..%2fmasters/index.m3u8"))
                            .status())
                    .isEqualTo(401);
        }
    }
}
