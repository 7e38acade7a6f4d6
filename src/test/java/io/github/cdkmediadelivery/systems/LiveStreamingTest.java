package io.github.cdkmediadelivery.systems;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What viewers of Live Streaming on AWS ask for. */
class LiveStreamingTest {

    private static final Rebuilt SYSTEM = Rebuilt.of(LiveStreaming::new);

    /** In the order in which the stack names them: HLS, DASH, CMAF, Smooth Streaming. */
    private static final List<String> FOLDERS = SYSTEM.assembly().distributions().get(0).behaviors().stream()
            .map(behavior -> behavior.pattern())
            .filter(pattern -> pattern.matches("/out/v1/[^/*]+/\\*"))
            .map(pattern -> pattern.substring(0, pattern.length() - 1))
            .toList();

    private final Edge edge = SYSTEM.edge();

    /** Not seen: who may read an endpoint of MediaPackage v1 stands in no policy, but in its authorization. */
    @Test
    void hasNothingForTheReviewToMend() {
        assertThat(SYSTEM.findings()).containsExactly("not-seen");
        assertThat(SYSTEM.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, index.m3u8, 1.ts", "1, index.mpd, 1.mp4", "2, index.m3u8, 1.mp4", "3, index.ism/Manifest, 1.ism"})
    void servesEveryFormat(int endpoint, String manifest, String segment) {
        var first = edge.get(FOLDERS.get(endpoint) + manifest).send();

        assertThat(first).hasStatus(200).wasDecidedBy(Stage.ORIGIN).isKeptFor(Duration.ofSeconds(1));
        assertThat(first.originRequest().orElseThrow().headers()).containsKey("x-mediapackage-cdnidentifier");
        assertThat(edge.get(FOLDERS.get(endpoint) + segment).send())
                .hasStatus(200)
                .isKeptFor(Duration.ofDays(1));
    }

    @Test
    void everyEndpointDemandsTheSecret() {
        assertThat(SYSTEM.resources("AWS::MediaPackage::OriginEndpoint"))
                .hasSize(4)
                .allSatisfy(
                        endpoint -> assertThat(endpoint.path("Authorization").has("CdnIdentifierSecret"))
                                .isTrue());
    }

    /** Theirs makes it in a function of its own and hands it on as text. */
    @Test
    void noTemplateHoldsTheSecret() {
        var headers = SYSTEM.resources("AWS::CloudFront::Distribution").get(0).findValue("OriginCustomHeaders");

        assertThat(headers.findPath("HeaderValue").toString()).contains("{{resolve:secretsmanager:");
        assertThat(SYSTEM.resources("AWS::CloudFormation::CustomResource")).isEmpty();
        assertThat(SYSTEM.resources("AWS::SecretsManager::Secret"))
                .allSatisfy(
                        secret -> assertThat(secret.has("GenerateSecretString")).isTrue());
    }

    /** Theirs has all cookies, all query strings and the page's domain in the key. */
    @Test
    void viewersShareEachObject() {
        var segment = FOLDERS.get(0) + "1.ts";
        var plain = edge.get(segment).send();

        for (var other : List.of(
                edge.get(segment).cookie("viewer", "one"),
                edge.get(segment).header("Origin", "https://other.example"),
                edge.get(segment + "?sid=one"))) {
            assertThat(other.send().cacheKey()).isEqualTo(plain.cacheKey());
        }
    }

    @Test
    void aManifestIsKeyedByWhatChangesIt() {
        var manifest = FOLDERS.get(0) + "index.m3u8";
        var key = edge.get(manifest).send().cacheKey();

        assertThat(edge.get(manifest + "?start=1700000000").send().cacheKey()).isNotEqualTo(key);
        assertThat(edge.get(manifest + "?aws.manifestfilter=video_height:1-720")
                        .send()
                        .cacheKey())
                .isNotEqualTo(key);
        assertThat(edge.get(manifest + "?sid=one")
                        .cookie("viewer", "one")
                        .send()
                        .cacheKey())
                .isEqualTo(key);
    }

    /** Theirs answers plain HTTP. */
    @Test
    void plainHttpIsRedirected() {
        var host = SYSTEM.assembly().distributions().get(0).domainName();

        assertThat(edge.get("http://" + host + FOLDERS.get(0) + "index.m3u8").send())
                .hasStatus(301)
                .wasDecidedBy(Stage.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 503})
    void pagesOnOtherDomainsReadWhateverComes(int status) {
        edge.origin(OriginAnswer.of(status));

        assertThat(edge.get(FOLDERS.get(1) + "1.mp4")
                        .header("Origin", "https://www.example.com")
                        .send())
                .hasStatus(status)
                .hasHeader("access-control-allow-origin", "*");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503, 504})
    void whatIsMissingIsAskedForAgainAfterASecond(int status) {
        edge.origin(OriginAnswer.of(status));

        assertThat(edge.get(FOLDERS.get(0) + "2.ts").send()).hasStatus(status).isKeptFor(Duration.ofSeconds(1));
    }

    /** Theirs keeps it for a second: one viewer's bad request answers the next one's good one. */
    @ParameterizedTest
    @ValueSource(ints = {400, 405, 414, 416})
    void whatAViewerDidWrongIsNotKept(int status) {
        edge.origin(OriginAnswer.of(status).header("Cache-Control", "max-age=0"));

        assertThat(edge.get(FOLDERS.get(0) + "3.ts").send()).hasStatus(status).isKeptFor(Duration.ZERO);
    }

    /** All endpoints of an account and region share a host and a secret. */
    @ParameterizedTest
    @ValueSource(strings = {"/out/v1/other/index.m3u8", "/out/v1/..%2fother/index.m3u8"})
    void noOtherEndpointOfTheAccountIsServed(String path) {
        var answer = edge.get(path).send();

        assertThat(answer.originRequests())
                .noneMatch(request -> request.origin().host().contains("mediapackage"));
    }

    @Test
    void theDemoPlayerIsOnTheSameDomain() {
        var page = edge.get("/").send();

        assertThat(page).hasStatus(200).wasLetInByTheOrigin();
        assertThat(page.originRequest().orElseThrow().path()).isEqualTo("/index.html");
        assertThat(page.originRequest().orElseThrow().headers()).doesNotContainKey("x-mediapackage-cdnidentifier");
    }

    /** As a page in the place of errors would. */
    @Test
    void aMissingSegmentStaysMissingBesideThePlayer() {
        edge.origin(OriginAnswer.of(404));

        assertThat(edge.get(FOLDERS.get(0) + "4.ts").send()).hasStatus(404);
    }

    @Test
    void logsBeginWithThePrefix() {
        var logging = SYSTEM.resources("AWS::CloudFront::Distribution").get(0).at("/DistributionConfig/Logging");

        assertThat(logging.path("Prefix").asText()).isEqualTo("cloudfront-logs/");
        assertThat(logging.has("Bucket")).isTrue();
    }

    /** By which MediaPackage's console finds the distribution. */
    @Test
    void theDistributionIsTaggedWithItsChannel() {
        assertThat(SYSTEM.resources("AWS::CloudFront::Distribution")
                        .get(0)
                        .path("Tags")
                        .toString())
                .contains("mediapackage:cloudfront_assoc", "\"Channel\",\"Arn\"");
    }
}
