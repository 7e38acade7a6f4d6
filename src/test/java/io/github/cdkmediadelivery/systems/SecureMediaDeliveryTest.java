package io.github.cdkmediadelivery.systems;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.AccessTokenRequest;
import io.github.cdkmediadelivery.AccessTokenSigner;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.Finding;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Review;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What viewers and the owner of Secure Media Delivery at the Edge ask for. */
class SecureMediaDeliveryTest {

    /** With the library's tokens. */
    @Nested
    class AccessTokens {

        private static final Rebuilt SYSTEM = Rebuilt.of(SecureMediaDelivery::withAccessTokens);
        private static final String KEY = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";
        private static final String NEXT_KEY = "849b57219dae48de646d07dbb533566e976686457c1491be3a76dcea6c427188";
        private static final String MANIFEST = "/video/film/index.m3u8";

        private final Edge edge = SYSTEM.edge();

        AccessTokens() {
            store(Map.of("key:one", KEY));
        }

        private void store(Map<String, String> content) {
            edge.store("", content);
        }

        private AccessTokenRequest.Builder request(String path) {
            return request(path, "one", KEY);
        }

        private AccessTokenRequest.Builder request(String path, String keyId, String key) {
            return AccessTokenRequest.builder()
                    .resourceUrl("https://" + edge.distributions().get(0).domainName() + path)
                    .keyId(keyId)
                    .key(key)
                    .expirationDate(edge.now().plus(Duration.ofHours(1)));
        }

        private static String signed(AccessTokenRequest.Builder request) {
            return AccessTokenSigner.create().getSignedUrl(request.build());
        }

        /** Not seen: who may call the gateway. */
        @Test
        void haveNothingForTheReviewToMend() {
            assertThat(SYSTEM.findings()).containsExactly("not-seen");
            assertThat(SYSTEM.warnings()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"index.m3u8", "hls/1080p.m3u8", "hls/1080p_00001.ts", "index.mpd", "dash/1_1.m4s"})
        void goAlongWithRelativeUrls(String relative) {
            var manifest = signed(request(MANIFEST));

            var answer =
                    edge.get(manifest.replaceFirst("index\\.m3u8$", relative)).send();

            assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
            assertThat(answer.originRequest().orElseThrow().path()).isEqualTo("/video/film/" + relative);
        }

        @Test
        void openOneFolder() {
            var url = signed(request(MANIFEST));

            assertThat(edge.get(url.replace("/film/", "/other/")).send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.FUNCTION)
                    .askedNoOrigin();
        }

        @Test
        void endWithTheirTime() {
            var url = signed(request(MANIFEST));
            edge.pass(Duration.ofHours(2));

            assertThat(edge.get(url).send()).hasStatus(401).wasDecidedBy(Stage.FUNCTION);
        }

        @Test
        void beginWithTheirTime() {
            var url = signed(request(MANIFEST).activeDate(edge.now().plus(Duration.ofMinutes(10))));

            assertThat(edge.get(url).send().status()).isIn(401, 403);
            edge.pass(Duration.ofMinutes(11));
            assertThat(edge.get(url).send()).hasStatus(200);
        }

        @Test
        void areForOneAddress() {
            var url = signed(request(MANIFEST).ipRange("203.0.113.7/32"));

            assertThat(edge.get(url).from("203.0.113.7").send()).hasStatus(200);
            assertThat(edge.get(url).from("203.0.113.8").send()).wasDecidedBy(Stage.FUNCTION);
        }

        @Test
        void areOfOneSigner() {
            var forged = signed(request(MANIFEST, "one", NEXT_KEY));

            assertThat(edge.get(forged).send()).hasStatus(401).askedNoOrigin();
        }

        /** Theirs waits for a rule group that a workflow compiles every few minutes. */
        @Test
        void areRevokedWithTheNextRequest() {
            var stolen = signed(request(MANIFEST).sessionId("stolen"));
            assertThat(edge.get(stolen).send()).hasStatus(200);

            store(Map.of("key:one", KEY, "session:stolen", "revoked"));

            assertThat(edge.get(stolen).send()).askedNoOrigin().wasDecidedBy(Stage.FUNCTION);
            assertThat(edge.get(signed(request(MANIFEST).sessionId("other"))).send())
                    .hasStatus(200);
        }

        /** Theirs changes the function's text, with both keys in it: whoever has the key before the last is cut off. */
        @Test
        void outliveARotationOfKeys() {
            var before = signed(request(MANIFEST));
            Map<String, String> keys = new HashMap<>(Map.of("key:one", KEY));
            for (var id : new String[] {"two", "three", "four"}) {
                keys.put("key:" + id, NEXT_KEY);
                store(keys);

                assertThat(edge.get(signed(request(MANIFEST, id, NEXT_KEY))).send())
                        .hasStatus(200);
                assertThat(edge.get(before).send()).hasStatus(200);
            }
        }

        @Test
        void haveTheirKeysInAStore() {
            assertThat(SYSTEM.resources("AWS::CloudFront::KeyValueStore")).hasSize(1);
            assertThat(SYSTEM.resources("AWS::CloudFront::Function").toString())
                    .contains("KeyValueStoreARN")
                    .doesNotContain(KEY);
            assertThat(SYSTEM.resources("AWS::StepFunctions::StateMachine")).isEmpty();
        }

        /** Theirs writes each event with its token into the function's log. */
        @Test
        void areLoggedNowhere() {
            assertThat(SYSTEM.resources("AWS::CloudFront::Function").toString()).doesNotContain("console.");
            assertThat(SYSTEM.resources("AWS::Logs::Delivery").get(0).path("RecordFields"))
                    .isNotEmpty()
                    .noneMatch(field -> field.asText().startsWith("cs-uri"));
        }

        @Test
        void reachNeitherCacheNorOrigin() {
            var one = edge.get(signed(request("/video/film/1.ts").sessionId("one")))
                    .send();
            var two = edge.get(signed(request("/video/film/1.ts").sessionId("two")))
                    .send();

            assertThat(two).wasDecidedBy(Stage.CACHE);
            assertThat(two.cacheKey()).isEqualTo(one.cacheKey());
            assertThat(one.originRequest().orElseThrow().toString()).doesNotContain(".cat");
        }

        @Test
        void areReadableRefusalsForPages() {
            var url = signed(request(MANIFEST));
            edge.pass(Duration.ofHours(2));

            assertThat(edge.get(url).header("Origin", "https://www.example.com").send())
                    .hasStatus(401)
                    .hasHeader("access-control-allow-origin", "https://www.example.com");
        }

        @Test
        void areWantedOfContentAlone() {
            assertThat(edge.get(MANIFEST).send().originRequest().orElseThrow().path())
                    .as("the site's bucket, which has no films")
                    .isEqualTo(MANIFEST);
            assertThat(edge.get("/").send()).hasStatus(200).hasHeader("x-content-type-options", "nosniff");
        }

        /** Theirs has a list of prefixes in each token. */
        @Test
        void leaveOpenWhatIsNamed() {
            var poster = edge.get("/video/film/poster.jpg").send();
            var film = edge.get(signed(request("/video/film/1.ts"))).send();

            assertThat(poster).hasStatus(200).wasLetInByTheOrigin();
            assertThat(poster.originRequest().orElseThrow().origin().host())
                    .isEqualTo(film.originRequest().orElseThrow().origin().host());
        }

        @Test
        void areNotTakenForTheBucketsFoldersByTheReview() {
            var closed = SYSTEM.templates().get(0).deepCopy();
            ((ObjectNode) closed.path("Resources"))
                    .properties()
                    .removeIf(resource ->
                            resource.getValue().path("Type").asText().equals("AWS::S3::BucketPolicy"));

            assertThat(Review.of(CloudAssembly.ofTemplates(Map.of("AccessTokens", closed.toString()))))
                    .anyMatch(finding -> finding.rule() == Finding.Rule.NOT_LET_IN
                            && finding.what().contains("/2D3*.cat/video/"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/tokengenerate", "/sessionrevoke", "/updatetoken"})
        void comeFromAnApiThatIsNeverKept(String path) {
            edge.origin(OriginAnswer.OK.header("Cache-Control", "max-age=60"));
            for (var method : new String[] {"GET", "POST"}) {
                var answer = edge.request(
                                method, "https://" + edge.distributions().get(0).domainName() + path)
                        .header("Origin", "https://www.example.com")
                        .send();

                assertThat(answer)
                        .hasStatus(200)
                        .isKeptFor(Duration.ZERO)
                        .hasHeader("access-control-allow-origin", "*");
                assertThat(answer.originRequest().orElseThrow().origin().host()).contains("execute-api");
            }
        }
    }

    /** With the tokens that a team has already. */
    @Nested
    class OwnTokens {

        private static final Rebuilt SYSTEM = Rebuilt.of(SecureMediaDelivery::withTokensOfItsOwn);

        private final Edge edge = SYSTEM.edge();

        @Test
        void haveNothingForTheReviewToMend() {
            assertThat(SYSTEM.findings()).isEmpty();
            assertThat(SYSTEM.warnings()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"index.m3u8", "1.ts"})
        void areTakenOffByTheirFunction(String file) {
            var answer = edge.get("/ssn.their.own.token/video/film/" + file).send();

            assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
            assertThat(answer.originRequest().orElseThrow().path()).isEqualTo("/video/film/" + file);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/another/video/film/1.ts", "/video/film/1.ts", "/ssn.their.own.token/elsewhere/1.ts"})
        void areWantedOnEveryPathOfTheContent(String path) {
            var answer = edge.get(path).send();

            assertThat(answer).wasDecidedBy(Stage.FUNCTION).askedNoOrigin();
            assertThat(answer.status()).isIn(401, 403);
        }
    }
}
