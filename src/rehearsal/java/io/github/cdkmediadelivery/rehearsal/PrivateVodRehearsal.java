package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.KeyPairs;
import io.github.cdkmediadelivery.examples.PrivateVod;
import io.github.cdkmediadelivery.examples.SignPlayback;
import io.github.cdkmediadelivery.simulator.Edge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example {@link PrivateVod}: the cookies of the AWS SDK's signer play a film, and nothing else does. */
@Tag("rehearsal")
class PrivateVodRehearsal {

    private static final String FILM = "/film/index.m3u8";
    private static final String WITH_COOKIES = "&credentials=1";
    private static Rehearsal rehearsal;
    private static SignPlayback signer;

    @BeforeAll
    static void open() throws Exception {
        KeyPair pair = KeyPairs.rsa();
        String pem = KeyPairs.publicPem(pair);
        Path file = Files.createDirectories(Path.of("target", "rehearsal")).resolve("viewer-key.pem");
        Files.writeString(file, pem);
        var assembly = Rehearsal.assembly(
                "PrivateVod",
                Map.of(
                        "publicKey", file.toString(),
                        "domainName", "films.example.com",
                        "certificateArn", "arn:aws:acm:us-east-1:111122223333:certificate/0123",
                        "zoneName", "example.com",
                        "hostedZoneId", "Z0123456789"),
                app -> new PrivateVod(app, "PrivateVod"));
        String id = Edge.of(assembly).publicKeyIds().iterator().next();
        rehearsal = Rehearsal.of("PrivateVod", assembly, Map.of(id, pem));
        signer = new SignPlayback(id, pair.getPrivate());
        rehearsal.encoder().film(8);
        rehearsal
                .origins()
                .at(
                        "",
                        asked -> Origins.file(rehearsal
                                .encoder()
                                .folder()
                                .resolve(Path.of(asked.path()).getFileName())));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @AfterEach
    void nginxDidWhatTheModelDoes() {
        assertThat(rehearsal.origins().disagreements()).isEmpty();
    }

    private static List<String> cookies(Duration time) {
        return signer.cookies(rehearsal.url("/film/*"), Instant.now().plus(time));
    }

    private static Playback.Seen watch(String page, String screenshot) throws Exception {
        return rehearsal.watch(page, rehearsal.url(FILM), WITH_COOKIES, screenshot);
    }

    @Test
    void whoPaidPlaysToTheEnd() throws Exception {
        rehearsal.cookies(cookies(Duration.ofHours(1)));
        try (var hls = rehearsal.play(Rehearsal.PAGE, rehearsal.url(FILM), WITH_COOKIES);
                var dash = rehearsal.play(Rehearsal.PAGE, rehearsal.url("/film/index.mpd"), WITH_COOKIES)) {
            hls.until(1).screenshot(rehearsal.folder().resolve("hls.png"));
            dash.until(1).screenshot(rehearsal.folder().resolve("dash.png"));
            for (var seen : List.of(hls.toTheEnd(), dash.toTheEnd())) {
                assertThat(seen.ended()).as(seen.toString()).isTrue();
                assertThat(seen.position()).isGreaterThan(7.5);
            }
        }
    }

    @Test
    void whoDidNotPayPlaysNothing() throws Exception {
        rehearsal.cookies(List.of());

        var seen = watch(Rehearsal.PAGE, "without-cookies");

        assertThat(seen.failed()).as(seen.toString()).isTrue();
        assertIsRefused(List.of());
    }

    @Test
    void whatHasExpiredPlaysNothing() throws Exception {
        rehearsal.cookies(cookies(Duration.ofSeconds(-1)));

        var seen = watch(Rehearsal.PAGE, "expired");

        assertThat(seen.failed()).as(seen.toString()).isTrue();
        assertIsRefused(cookies(Duration.ofSeconds(-1)));
    }

    @Test
    void cookiesForAnotherFilmPlayNothing() {
        assertIsRefused(signer.cookies(rehearsal.url("/other/*"), Instant.now().plusSeconds(60)));
    }

    private static void assertIsRefused(List<String> cookies) {
        var got = rehearsal.viewer().get(rehearsal.url(FILM), Map.of("Cookie", String.join("; ", cookies)));

        assertThat(got.status()).isEqualTo(403);
        assertThat(got.decidedBy()).isEqualTo("SIGNATURE");
    }

    @Test
    void aPageOfSomebodyElsePlaysNothingThoughItsVisitorPaid() throws Exception {
        rehearsal.cookies(cookies(Duration.ofHours(1)));

        var seen = watch(Rehearsal.OTHER_PAGE, "foreign");

        assertThat(seen.failed()).as(seen.toString()).isTrue();
        assertThat(rehearsal
                        .viewer()
                        .get(
                                rehearsal.url(FILM),
                                Map.of(
                                        "Cookie",
                                        String.join("; ", cookies(Duration.ofHours(1))),
                                        "Origin",
                                        Rehearsal.OTHER_PAGE))
                        .decidedBy())
                .isEqualTo("WEB_ACL");
    }

    @Test
    void theBucketRefusesWhoeverComesToItDirectly() {
        var bucket = rehearsal
                .distribution()
                .origins(rehearsal.distribution().behavior(FILM))
                .get(0)
                .host();

        assertThat(rehearsal.viewer().get("https://" + bucket + FILM).status()).isEqualTo(403);
    }
}
