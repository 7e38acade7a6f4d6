package io.github.cdkmediadelivery.systems;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AccessTokenRequest;
import io.github.cdkmediadelivery.AccessTokenSigner;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What viewers of the Live Event Framework ask for. */
class LiveEventsTest {

    private static final Rebuilt SYSTEM = Rebuilt.of(LiveEvents::withTokens);
    private static final String KEY = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";
    private static final String EVENT = "/out/v1/" + LiveEvents.GROUP + "/final/";

    private final Edge edge = SYSTEM.edge(assembly -> assembly.withSecret(":token::", LiveEvents.TOKEN))
            .store("", Map.of("key:one", KEY));

    private String signed(String path) {
        return AccessTokenSigner.create()
                .getSignedUrl(AccessTokenRequest.builder()
                        .resourceUrl("https://" + edge.distributions().get(0).domainName() + path)
                        .keyId("one")
                        .key(KEY)
                        .expirationDate(edge.now().plus(Duration.ofHours(1)))
                        .build());
    }

    /**
     * Not seen: a pattern of the whole group names no endpoint whose policy could be read. Open beside guarded: who
     * knows a segment's URL gets it, as {@code exceptMedia()} says. In the logs: the legacy ones hold every path, so
     * few may read the bucket.
     */
    @Test
    void hasWhatTheReviewSaysOnPurpose() {
        assertThat(SYSTEM.findings()).containsExactlyInAnyOrder("not-seen", "open-beside-guarded");
        assertThat(SYSTEM.warnings())
                .containsExactly(
                        "Annotation::cdk-media-delivery:access-tokens-in-logs",
                        "Annotation::cdk-media-delivery:path-token-in-logs");
    }

    @ParameterizedTest
    @CsvSource({"hls-cmaf, index.m3u8", "dash-cmaf, index.mpd"})
    void anEventOfAnotherStackIsServed(String endpoint, String manifest) {
        assertThat(edge.get(signed(EVENT + endpoint + "/" + manifest)).send())
                .hasStatus(200)
                .wasLetInByTheOrigin();
        assertThat(edge.get(EVENT + endpoint + "/segment_1.mp4").send())
                .hasStatus(200)
                .wasLetInByTheOrigin();
    }

    @Test
    void theGroupDoesNotKnowItsEvents() {
        var group = SYSTEM.templates().stream()
                .filter(template -> template.path("Resources").has("Group"))
                .findFirst()
                .orElseThrow();

        assertThat(group.toString()).doesNotContain("final", "hls-cmaf");
    }

    @Test
    void anEndpointThatAdmittedNobodyIsNotServed() {
        assertThat(SYSTEM.resources("AWS::MediaPackageV2::OriginEndpointPolicy"))
                .hasSize(2)
                .allSatisfy(policy ->
                        assertThat(policy.toString()).contains("aws:SourceArn").doesNotContain("distribution/*"));
    }

    /** Theirs has no function on {@code /v1/session/*}. */
    @ParameterizedTest
    @CsvSource({
        "POST, /v1/session/0123/live-events/final/hls-cmaf/index.m3u8",
        "GET, /v1/master/0123/live-events/final/hls-cmaf/index.m3u8",
        "GET, /v1/dash/0123/live-events/final/dash-cmaf/index.mpd"
    })
    void whoHasNoTokenBeginsNoSession(String method, String path) {
        var host = "https://" + edge.distributions().get(0).domainName();

        assertThat(edge.request(method, host + path).send())
                .hasStatus(401)
                .wasDecidedBy(Stage.FUNCTION)
                .askedNoOrigin();
        assertThat(edge.request(method, signed(path)).send()).hasStatus(200);
    }

    /** By key groups instead; what a session's viewer reports, and ads, are open in both. */
    @Test
    void whoShowsNoSignedCookieGetsNothing() {
        var signed = Rebuilt.of(LiveEvents::withKeyGroups);
        var closed = signed.edge(assembly -> assembly.withSecret(":token::", LiveEvents.TOKEN));

        for (var path : List.of(
                "/v1/session/0123/live-events/final/hls-cmaf/index.m3u8",
                "/v1/master/0123/live-events/final/hls-cmaf/index.m3u8",
                EVENT + "hls-cmaf/index.m3u8",
                EVENT + "hls-cmaf/segment_1.mp4")) {
            assertThat(closed.get(path).send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.SIGNATURE)
                    .askedNoOrigin();
        }
        assertThat(MediaTailorClient.of(closed, LiveEvents.GROUP).fetch("final/hls-cmaf/index.m3u8"))
                .hasStatus(200)
                .wasLetInByTheOrigin();
        assertThat(signed.findings()).containsExactly("not-seen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hls-cmaf/index.m3u8", "dash-cmaf/index.mpd"})
    void whoHasNoTokenGetsNoManifest(String manifest) {
        var answer = edge.get(EVENT + manifest).send();

        assertThat(answer).wasDecidedBy(Stage.FUNCTION).askedNoOrigin();
        assertThat(answer.status()).isIn(401, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"final/hls-cmaf/index.m3u8", "final/dash-cmaf/index.mpd"})
    void mediaTailorComesThroughTheDistribution(String manifest) {
        var client = MediaTailorClient.of(edge, LiveEvents.GROUP);

        assertThat(client.fetch(manifest)).hasStatus(200).wasLetInByTheOrigin();
        assertThat(client.showsASecret()).isFalse();
        assertThat(edge.get(client.contentUrl("segment_1.mp4")).send()).hasStatus(200);
        assertThat(edge.get(client.adUrl("ad_1.mp4")).send()).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start=1700000000", "end=1700000000", "time_delay=30", "aws.manifestfilter=x", "_HLS_msn=7"})
    void aManifestIsKeyedByWhatChangesIt(String query) {
        var manifest = signed(EVENT + "hls-cmaf/index.m3u8");

        assertThat(edge.get(manifest + "?" + query).send().cacheKey())
                .isNotEqualTo(edge.get(manifest).send().cacheKey());
        assertThat(edge.get(manifest + "?sid=one").send().cacheKey())
                .isEqualTo(edge.get(manifest).send().cacheKey());
    }

    @Test
    void whatIsMadeForOneViewerIsNeverKept() {
        edge.origin(OriginAnswer.OK.header("Cache-Control", "max-age=60"));

        assertThat(edge.get(signed("/v1/master/0123/live-events/final/hls-cmaf/index.m3u8"))
                        .send())
                .isKeptFor(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tm/0123/ad_1.mp4", "/v1/i-media/0123/1.mp4", "/v1/webvtt/0123/1.vtt"})
    void whatMediaTailorMakesForAllIsKept(String path) {
        edge.origin(OriginAnswer.OK.header("Cache-Control", "max-age=60"));

        assertThat(edge.get(path).send()).hasStatus(200).isKeptFor(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503, 504})
    void whatIsMissingIsAskedForAgainAfterASecond(int status) {
        edge.origin(OriginAnswer.of(status));

        assertThat(edge.get(EVENT + "hls-cmaf/segment_2.mp4").send())
                .hasStatus(status)
                .isKeptFor(Duration.ofSeconds(1));
    }

    @Test
    void everyErrorEntryHasATime() {
        assertThat(configuration().path("CustomErrorResponses"))
                .hasSize(11)
                .allSatisfy(entry -> assertThat(entry.has("ErrorCachingMinTTL")).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void contentComesWithCorsAndSecurityHeaders(int status) {
        edge.origin(OriginAnswer.of(status));

        assertThat(edge.get(EVENT + "hls-cmaf/segment_3.mp4")
                        .header("Origin", "https://www.example.com")
                        .send())
                .hasHeader("access-control-allow-origin", "*")
                .hasHeader("x-frame-options", "SAMEORIGIN")
                .hasHeader("referrer-policy", "strict-origin-when-cross-origin");
    }

    @Test
    void aPageMayBeginASession() {
        assertThat(edge.request("POST", signed("/v1/session/0123/live-events/final/hls-cmaf/index.m3u8"))
                        .header("Origin", "https://www.example.com")
                        .send())
                .hasStatus(200)
                .hasHeader("access-control-allow-origin", "*");
    }

    /** Theirs asks an origin: the ads' host, and in later releases an empty bucket. */
    @Test
    void whatNobodyNamedIsRefused() {
        assertThat(edge.get("/favicon.ico").send())
                .hasStatus(403)
                .wasDecidedBy(Stage.FUNCTION)
                .askedNoOrigin();
    }

    /** Theirs attaches the access control to the origin that is third in the list. */
    @Test
    void theGroupsOriginIsSignedAndNoOther() {
        assertThat(edge.distributions().get(0).origins())
                .allSatisfy(origin -> assertThat(origin.signing().isEmpty())
                        .as(origin.host())
                        .isEqualTo(origin.host().contains("mediatailor")));
    }

    @Test
    void theWebAclIsOfAnotherRegionAndNeedsNoFunction() {
        assertThat(configuration().path("WebACLId").toString()).contains("WebAcl", "us-east-1");
        assertThat(SYSTEM.resources("AWS::Lambda::Function")).isEmpty();
        assertThat(SYSTEM.assembly().notModelled()).noneMatch(part -> part.contains("web ACL"));
    }

    /** Theirs are half a segment, too: 2 seconds of 4; MediaTailor is waited for a little longer. */
    @Test
    void originsAreWaitedForByTheLengthOfSegments() {
        var origins = StreamSupport.stream(configuration().path("Origins").spliterator(), false)
                .filter(origin -> origin.path("DomainName").toString().contains("Group"))
                .toList();

        assertThat(origins).hasSize(1).allSatisfy(origin -> {
            assertThat(origin.path("ConnectionAttempts").asInt()).isEqualTo(2);
            assertThat(origin.path("ConnectionTimeout").asInt()).isEqualTo(2);
            assertThat(origin.at("/CustomOriginConfig/OriginReadTimeout").asInt())
                    .isEqualTo(2);
            assertThat(origin.at("/CustomOriginConfig/OriginKeepaliveTimeout").asInt())
                    .isEqualTo(5);
            assertThat(origin.at("/OriginShield/OriginShieldRegion").asText()).isEqualTo("eu-west-1");
        });
    }

    /**
     * Of the packager's manifests and of guided sessions; and no policy for requests; {@code DeliveryPolicies} shares
     * it over stacks.
     */
    @Test
    void takesTwoCachePoliciesOfTheAccountsTwenty() {
        assertThat(SYSTEM.resources("AWS::CloudFront::CachePolicy")).hasSize(2);
        assertThat(SYSTEM.resources("AWS::CloudFront::OriginRequestPolicy")).isEmpty();
    }

    @Test
    void thePlaybackHasASlateAndFewLogs() {
        var playback =
                SYSTEM.resources("AWS::MediaTailor::PlaybackConfiguration").get(0);

        assertThat(playback.path("SlateAdUrl").asText()).isEqualTo("https://ads.example.com/slate.mp4");
        assertThat(playback.at("/LogConfiguration/PercentEnabled").asInt()).isEqualTo(10);
        assertThat(playback.path("InsertionMode").asText()).isEqualTo("STITCHED_ONLY");
        assertThat(playback.at("/CdnConfiguration/AdSegmentUrlPrefix").toString())
                .contains("Delivery");
    }

    @Test
    void logsBeginWithThePrefix() {
        assertThat(configuration().at("/Logging/Prefix").asText()).isEqualTo("live-events/distribution-access-logs/");
    }

    private static JsonNode configuration() {
        return SYSTEM.resources("AWS::CloudFront::Distribution").get(0).path("DistributionConfig");
    }
}
