package io.github.cdkmediadelivery.simulator;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;

import io.github.cdkmediadelivery.examples.SignPlayback;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/** The code that documents show, compiled. */
final class SimulatorSnippets {

    private SimulatorSnippets() {}

    static void assemblies(App app) {
        CloudAssembly ofApp = CloudAssembly.of(app);
        CloudAssembly written = CloudAssembly.in(Path.of("cdk.out"));
        CloudAssembly plain = CloudAssembly.ofTemplate(Path.of("edge.yaml"));
        Assertions.assertThat(List.of(ofApp, written, plain)).isNotEmpty();
    }

    static void asking(App app) {
        Edge edge = Edge.of(CloudAssembly.of(app));
        EdgeAnswer answer = edge.get("/video/film/index.m3u8")
                .header("Origin", "https://evil.example")
                .send();
        assertThat(answer).hasStatus(403).askedNoOrigin();
        edge.get("https://video.example.com/live/index.m3u8")
                .from("203.0.113.7")
                .country("AT")
                .send();
    }

    static void assertions(Edge edge) {
        assertThat(edge.get("/video/film.m3u8").send()).hasStatus(403).wasDecidedBy(Stage.SIGNATURE);
    }

    static void map(App app) {
        DeliveryMap.write(app); // cdk.out/delivery.html, in the place of app.synth()
    }

    static void review(App app) {
        List<Finding> findings = Review.of(CloudAssembly.of(app));
        Assertions.assertThat(findings).isEmpty();
    }

    static void everyDistribution(App app) {
        ReviewPlugin.everyDistribution(app);
    }

    static void accepted(IConstruct distribution) {
        Validations.of(distribution)
                .acknowledge(Acknowledgment.builder()
                        .id("cdk-media-delivery::viewers-over-http")
                        .reason("old set-top boxes speak no TLS")
                        .build());
    }

    static void written() {
        CloudAssembly written = CloudAssembly.in(Path.of("../video/cdk.out"));

        Assertions.assertThat(Review.of(written))
                .filteredOn(finding -> finding.rule().severity() == Finding.Severity.ERROR)
                .isEmpty();
    }

    static void signed(Edge edge, PrivateKey key) {
        SignPlayback signer = new SignPlayback(edge.publicKeyIds().iterator().next(), key);
        String film = "https://" + edge.distributions().get(0).domainName() + "/film/index.m3u8";
        String url = signer.url(film, edge.now().plus(Duration.ofHours(4)));

        assertThat(edge.get(url).send()).hasStatus(200);
        edge.pass(Duration.ofHours(4));
        assertThat(edge.get(url).send()).hasStatus(403).wasDecidedBy(Stage.SIGNATURE);
    }

    static void twoOrigins(App app, String url) {
        Edge edge = Edge.of(CloudAssembly.of(app))
                .origin(request ->
                        request.origin().host().contains("eu-central-1") ? OriginAnswer.NOT_IN_TIME : OriginAnswer.OK);

        assertThat(edge.get(url).send()).hasStatus(200).wasLetInByTheOrigin();
    }

    static void theOriginFails(App app) {
        Edge edge = Edge.of(CloudAssembly.of(app)).origin(OriginAnswer.of(404));

        assertThat(edge.get("/channel/segment_2.m4s").send()).hasStatus(404).isKeptFor(Duration.ofSeconds(1));
        assertThat(edge.get("/channel/segment_2.m4s").send()).wasDecidedBy(Stage.CACHE);

        edge.origin(OriginAnswer.OK).pass(Duration.ofSeconds(2));
        assertThat(edge.get("/channel/segment_2.m4s").send()).hasStatus(200);
    }

    static void places(Edge edge) {
        assertThat(edge.get("/channel/segment_1.m4s").at("Frankfurt").send()).wasDecidedBy(Stage.ORIGIN);
        assertThat(edge.get("/channel/segment_1.m4s").at("Frankfurt").send()).wasDecidedBy(Stage.CACHE);
        assertThat(edge.get("/channel/segment_1.m4s").at("Madrid").send()).wasDecidedBy(Stage.ORIGIN);
    }

    static void mediaTailor(App app, String token) {
        Edge edge = Edge.of(CloudAssembly.of(app).withSecret(":token::", token));
        MediaTailorClient mediaTailor = MediaTailorClient.of(edge, "ad-insertion");

        assertThat(mediaTailor.fetch("index.m3u8")).hasStatus(200);
        assertThat(edge.get(mediaTailor.contentUrl("segment_1.m4s")).send()).hasStatus(200);
        assertThat(edge.get(mediaTailor.adUrl("ad/segment_1.ts")).send()).hasStatus(200);
    }

    static void revoked(Edge edge, String key, String url) {
        edge.store("KeysStore9584F759", Map.of("key:2026-11", key));
        assertThat(edge.get(url).send()).hasStatus(200);

        edge.store("KeysStore9584F759", Map.of("key:2026-11", key, "session:4f1c", "revoked"));
        assertThat(edge.get(url).send()).hasStatus(401).wasDecidedBy(Stage.FUNCTION);
    }
}
