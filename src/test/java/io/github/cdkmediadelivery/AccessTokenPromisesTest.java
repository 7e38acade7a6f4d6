package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/**
 * What a token in the path promises, asked of the templates: to its viewer, to the stranger, and to cache and origin.
 */
class AccessTokenPromisesTest {

    private static final String KEY = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";
    private static final int MANY = 1_000;

    private static Edge edge(Facade facade, Map<String, String> more) {
        Map<String, String> store = new HashMap<>(more);
        store.put("key:2026", KEY);
        return Asked.of(
                        facade,
                        (stack, delivery) -> delivery.viewerAccess(ViewerAccess.accessToken(
                                AccessTokenKeys.Builder.create(stack, "Keys").build())))
                .store("", store);
    }

    private static String signed(Edge edge, String path, String session) {
        return AccessTokenSigner.create()
                .getSignedUrl(AccessTokenRequest.builder()
                        .resourceUrl("https://" + edge.distributions().get(0).domainName() + path)
                        .keyId("2026")
                        .key(KEY)
                        .expirationDate(edge.now().plus(Duration.ofHours(1)))
                        .sessionId(session)
                        .build());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADS")
    void itsViewerPlaysManifestAndSegmentByRelativeUrls(Facade facade) {
        var edge = edge(facade, Map.of());
        var manifest = signed(edge, facade.under("index.m3u8"), "one");
        var segment = manifest.replaceFirst("index\\.m3u8$", "video/segment1.ts");

        assertThat(edge.get(manifest).send()).hasStatus(200);
        assertThat(edge.get(segment).send()).hasStatus(200);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADS")
    void aStrangerGetsNothingThoughItIsKept(Facade facade) {
        var edge = edge(facade, Map.of());
        var url = signed(edge, facade.under("index.m3u8"), "one");
        edge.get(url).send();

        // Without a token it is a path that nobody named, or one whose token is missing.
        var stranger = edge.get("https://" + edge.distributions().get(0).domainName() + facade.under("index.m3u8"))
                .send();
        assertThat(stranger).wasDecidedBy(Stage.FUNCTION).askedNoOrigin();
        assertThat(stranger.status()).isIn(401, 403);
        edge.pass(Duration.ofHours(2));
        assertThat(edge.get(url).send()).hasStatus(401).wasDecidedBy(Stage.FUNCTION);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADS")
    void aRevokedSessionIsRefusedWithItsNextRequest(Facade facade) {
        var edge = edge(facade, Map.of("session:stolen", "revoked"));

        var refused =
                edge.get(signed(edge, facade.under("index.m3u8"), "stolen")).send();

        assertThat(refused).wasDecidedBy(Stage.FUNCTION).askedNoOrigin();
        assertThat(refused.status()).isIn(401, 403);
        assertThat(edge.get(signed(edge, facade.under("index.m3u8"), "other")).send())
                .hasStatus(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIVE_V2", "VOD"})
    void cacheAndOriginSeeOneObjectWhateverTheTokens(Facade facade) {
        var edge = edge(facade, Map.of()).origin(OriginAnswer.OK.header("Cache-Control", "max-age=600"));
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            var answer = edge.get(signed(edge, facade.under("video/segment1.ts"), "session" + i))
                    .send();
            keys.add(answer.cacheKey());
            answer.originRequest().ifPresent(asked -> assertThat(asked.path() + asked.query() + asked.headers())
                    .doesNotContain(".cat"));
            assertThat(answer.headers().toString()).doesNotContain(".cat");
        }

        assertThat(keys).hasSize(1);
    }

    /** Where MediaTailor adds ads to content that it fetches through the same function, by a token of its own. */
    @Nested
    class BesideMediaTailor {

        private static Edge edge(ContentOrigin content) {
            var app = new App();
            var stack = new Stack(app, "Test");
            var keys = AccessTokenKeys.Builder.create(stack, "Keys")
                    .trust(EdgeConfiguration.pathToken(stack))
                    .build();
            content.in(stack)
                    .viewerAccess(ViewerAccess.accessToken(keys).exceptMedia())
                    .build();
            return Edge.of(CloudAssembly.of(app).withSecret(":token::", EdgeConfiguration.TOKEN))
                    .store("", Map.of("key:2026", KEY));
        }

        @ParameterizedTest
        @EnumSource
        void mediaTailorGetsTheContentsManifests(ContentOrigin content) {
            var answer = MediaTailorClient.of(edge(content), AdsFixtures.NAME).fetch("index.m3u8");

            assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN);
            assertThat(answer.originRequest().orElseThrow().path()).isEqualTo(content.folder() + "/index.m3u8");
        }

        @ParameterizedTest
        @EnumSource
        void itsTokenOpensNothingElse(ContentOrigin content) {
            var edge = edge(content);
            var host = "https://" + edge.distributions().get(0).domainName();

            for (var path : List.of(
                    "/mt/" + EdgeConfiguration.TOKEN + "/elsewhere/index.m3u8",
                    "/mt/" + EdgeConfiguration.TOKEN + content.folder() + "/../../elsewhere/index.m3u8",
                    "/mt/" + EdgeConfiguration.TOKEN.replace('5', '6') + content.folder() + "/index.m3u8",
                    "/mt/" + content.folder() + "/index.m3u8")) {
                assertThat(edge.get(host + path).send()).as(path).askedNoOrigin();
            }
        }

        @ParameterizedTest
        @EnumSource
        void aViewerBeginsWithATokenAndPlaysContentAndAds(ContentOrigin content) {
            var edge = edge(content);
            var client = MediaTailorClient.of(edge, AdsFixtures.NAME);

            assertThat(edge.get(signed(edge, "/v1/master/0123/news/index.m3u8", "one"))
                            .send())
                    .hasStatus(200);
            assertThat(edge.get(signed(edge, content.folder() + "/index.m3u8", "one"))
                            .send())
                    .hasStatus(200);
            assertThat(edge.get(client.contentUrl("segment1.ts")).send()).hasStatus(200);
            assertThat(edge.get(client.adUrl("ad1.ts")).send()).hasStatus(200);
        }

        @ParameterizedTest
        @EnumSource
        void aStrangerBeginsNoSessionAndGetsNoManifest(ContentOrigin content) {
            var edge = edge(content);
            var host = "https://" + edge.distributions().get(0).domainName();

            for (var path : List.of(
                    "/v1/master/0123/news/index.m3u8",
                    "/v1/dash/0123/news/index.mpd",
                    content.folder() + "/index.m3u8")) {
                assertThat(edge.get(host + path).send()).as(path).askedNoOrigin();
            }
        }

        @Test
        void keysThatLetMediaTailorInAreForMediaTailorAlone() {
            var stack = new Stack();
            var keys = AccessTokenKeys.Builder.create(stack, "Keys")
                    .trust(EdgeConfiguration.pathToken(stack))
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.delivery(stack)
                            .viewerAccess(ViewerAccess.accessToken(keys))
                            .build())
                    .withMessage("viewerAccess: must not let MediaTailor in where it does not stand around the content,"
                            + " got 'keys with trust(…)'; use keys of their own, or MediaTailorDistribution");
            assertThatIllegalArgumentException()
                    .isThrownBy(keys::getFunction)
                    .withMessageStartingWith("trust: must be of keys that a MediaTailorDistribution uses first");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AccessTokenKeys.Builder.create(stack, "Other")
                            .trust(MediaTailorTrust.forgeableUserAgent("AWSElementalMediaTailor")))
                    .withMessageStartingWith("trust: must be a path token where viewers show tokens");
        }
    }
}
