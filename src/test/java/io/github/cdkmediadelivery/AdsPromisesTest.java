package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;

/** A stream with ads: MediaTailor's way to the content, and the player's way through what MediaTailor serves. */
class AdsPromisesTest {

    private static final String PAGE = "https://www.example.com";
    private static final String STRANGER = "https://evil.example";

    private static Edge edge(Consumer<Stack> build) {
        var app = new App();
        build.accept(new Stack(app, "Test"));
        return Edge.of(CloudAssembly.of(app).withSecret(":token::", EdgeConfiguration.TOKEN));
    }

    private static Edge guarded(ContentOrigin content) {
        return edge(stack -> content.in(stack)
                .guard(MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", AllowedOrigins.of(PAGE))
                        .trust(EdgeConfiguration.pathToken(stack))
                        .build())
                .build());
    }

    private static MediaTailorClient mediaTailor(Edge edge) {
        return MediaTailorClient.of(edge, AdsFixtures.NAME);
    }

    @Nested
    class MediaTailor {

        @ParameterizedTest
        @EnumSource
        void getsTheManifestsByItsTokenThoughItNamesNoPage(ContentOrigin content) {
            var edge = guarded(content);

            var answer = mediaTailor(edge).fetch("index.m3u8");

            assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN);
            assertThat(answer.originRequest().orElseThrow().path())
                    .as("the origin sees no token")
                    .isEqualTo(content.folder() + "/index.m3u8");
        }

        @ParameterizedTest
        @EnumSource
        void leadsPlayersToTheDistributionAndShowsThemNoToken(ContentOrigin content) {
            var edge = guarded(content);
            var client = mediaTailor(edge);

            assertThat(client.showsASecret()).isFalse();
            assertThat(edge.get(client.contentUrl("segment1.ts"))
                            .header("Origin", PAGE)
                            .send())
                    .hasStatus(200);
            assertThat(edge.get(client.adUrl("ad1.ts")).send()).hasStatus(200);
        }

        @Test
        void readsABucketItselfWhichNobodyElseReads() {
            var edge = edge(stack -> {
                var masters = new Bucket(stack, "Masters");
                ContentOrigin.WEB_SERVER
                        .withoutPlayback(stack)
                        .playback(MediaTailorPlayback.created(AdsFixtures.NAME, AdsFixtures.AD_SERVER, "/films")
                                .directlyFrom(masters))
                        .build();
            });
            var client = mediaTailor(edge);

            assertThat(client.isDirect()).isTrue();
            assertThat(client.fetchDirectly("index.m3u8")).contains(true);
        }
    }

    @Nested
    class AStranger {

        @ParameterizedTest
        @EnumSource
        void getsNoManifestOfTheContent(ContentOrigin content) {
            var edge = guarded(content);
            for (String path : List.of("/index.m3u8", "/index.m3u8;x", "/index.m3u8%20", "/index.mpd")) {
                assertThat(edge.get(content.folder() + path)
                                .header("Origin", STRANGER)
                                .send())
                        .hasStatus(401)
                        .wasDecidedBy(Stage.FUNCTION)
                        .askedNoOrigin();
            }
        }

        @ParameterizedTest
        @EnumSource
        void getsNothingWithATokenThatItMadeUp(ContentOrigin content) {
            var edge = guarded(content);
            for (String token : List.of("x", EdgeConfiguration.TOKEN.substring(1), "a".repeat(64), "")) {
                assertThat(edge.get("/mt/" + token + content.folder() + "/index.m3u8")
                                .send())
                        .hasStatus(401)
                        .askedNoOrigin();
            }
        }

        /** Whoever learned the token does not reach what it was not made for. */
        @Test
        void getsNoOtherFolderOfTheHostWithTheToken() {
            var edge = guarded(ContentOrigin.MEDIA_PACKAGE_V1);
            for (String path : List.of("/out/v1/another/index.m3u8", "/out/v1/def456/../another/index.m3u8", "/")) {
                assertThat(edge.get("/mt/" + EdgeConfiguration.TOKEN + path).send())
                        .hasStatus(401)
                        .askedNoOrigin();
            }
        }
    }

    @Nested
    class APlayer {

        @ParameterizedTest
        @EnumSource
        void getsAManifestOfItsOwnThatNobodyElseIsShown(ContentOrigin content) {
            var edge = guarded(content).origin(OriginAnswer.OK.header("Cache-Control", "max-age=60"));
            var path = "/v1/master/0123/news/index.m3u8?aws.sessionId=1";
            var first = edge.get(path)
                    .header("Origin", PAGE)
                    .header("User-Agent", "tv")
                    .send();

            assertThat(first).hasStatus(200).isKeptFor(Duration.ZERO);
            assertThat(first.originRequest().orElseThrow().headers()).containsEntry("user-agent", "tv");
            assertThat(first.originRequest().orElseThrow().query()).isEqualTo("aws.sessionId=1");
            assertThat(edge.get(path).header("Origin", PAGE).send()).wasDecidedBy(Stage.ORIGIN);
        }

        @ParameterizedTest
        @EnumSource
        void getsAdsFromTheCache(ContentOrigin content) {
            var edge = guarded(content);
            edge.get("/tm/0123/ad1.ts").send();

            assertThat(edge.get("/tm/0123/ad1.ts").from("198.51.100.7").send())
                    .hasStatus(200)
                    .wasDecidedBy(Stage.CACHE);
        }

        @ParameterizedTest
        @EnumSource
        void reportsWithoutBeingRefused(ContentOrigin content) {
            assertThat(guarded(content).get("/v1/tracking/0123/news/s1").send()).hasStatus(200);
        }

        @ParameterizedTest
        @EnumSource
        void beginsASessionByPost(ContentOrigin content) {
            var answer = guarded(content)
                    .request("POST", "/v1/session/0123/news/index.m3u8")
                    .header("Origin", PAGE)
                    .send();

            assertThat(answer).hasStatus(200);
            assertThat(answer.originRequest().orElseThrow().origin().host()).startsWith("manifests.mediatailor.");
        }

        /** Playlists of server-guided sessions are the same for all, as long as half a segment. */
        @Test
        void sharesThePlaylistsOfAGuidedSession() {
            var edge = guarded(ContentOrigin.MEDIA_PACKAGE_V2);
            var path = "/v1/i-media/0123/news/1.m3u8";
            edge.get(path).send();

            assertThat(edge.get(path + "?utm=2").from("198.51.100.7").send())
                    .wasDecidedBy(Stage.CACHE)
                    .isKeptFor(Duration.ofSeconds(1));
            assertThat(edge.get("/v1/interstitials/0123/news/1.json")
                            .header("Origin", PAGE)
                            .send())
                    .as("which ads, each viewer is told alone")
                    .isKeptFor(Duration.ZERO);
        }

        /** So MediaTailor hears of each, and asks for its ads before they are needed. */
        @Test
        void isHeardOfInAGuidedSessionWithPrefetch() {
            var edge = guarded(ContentOrigin.MEDIA_PACKAGE_V2);
            var path = "/v1/i-media/0123/news/1.m3u8?aws.sessionId=";
            edge.get(path + "1").send();

            var other = edge.get(path + "2").send();

            assertThat(other).wasDecidedBy(Stage.ORIGIN);
            assertThat(other.originRequest().orElseThrow().query()).isEqualTo("aws.sessionId=2");
        }
    }
}
