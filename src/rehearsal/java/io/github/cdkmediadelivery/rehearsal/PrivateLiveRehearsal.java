package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.examples.PrivateLive;
import io.github.cdkmediadelivery.examples.SignTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example {@link PrivateLive}: a token in the path plays on players without cookies, until it is revoked. */
@Tag("rehearsal")
class PrivateLiveRehearsal {

    private static final String MANIFEST = "/out/v1/private-live/main/hls/index.m3u8";
    private static final String KEY = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";
    private static final int EVENT = 12;
    private static final int FRAMES_PER_SECOND = 24;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void open() throws Exception {
        var assembly = Rehearsal.assembly("PrivateLive", Map.of(), app -> new PrivateLive(app, "PrivateLive"));
        rehearsal = Rehearsal.of("PrivateLive", assembly, Map.of());
        var site = rehearsal.folder().resolve("site");
        rehearsal.origins().at("privatelive-site", asked -> Origins.file(site.resolve("." + asked.path())));
        rehearsal.origins().at("", new Packager(rehearsal.encoder().folder()));
        rehearsal.store(Map.of("key:2026", KEY));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @AfterEach
    void nginxDidWhatTheModelDoesAndNoOriginSawAToken() {
        assertThat(rehearsal.origins().disagreements()).isEmpty();
        assertThat(rehearsal.origins().asked()).isNotEmpty().noneMatch(asked -> asked.contains(".cat"));
    }

    private static String signed(String session) {
        return new SignTokens("2026", KEY)
                .url(rehearsal.url(MANIFEST), "jane", session, Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void aNativePlayerAndHlsJsPlayToTheEndByTheTokenInThePath() throws Exception {
        rehearsal.encoder().live(EVENT);
        try (var proxy = rehearsal.proxy()) {
            var playing = new NativePlayer(proxy).play(signed("tv"));
            var seen = rehearsal.watch(rehearsal.url(""), signed("browser"), "", "playing");
            var saw = playing.get(EVENT * 4, TimeUnit.SECONDS);

            rehearsal.note("token in the path: hls.js saw " + seen.position() + " s, ffmpeg " + saw.frames()
                    + " frames of " + EVENT * FRAMES_PER_SECOND);
            assertThat(seen.ended()).as(seen.toString()).isTrue();
            assertThat(saw.frames()).as(saw.said()).isEqualTo(EVENT * FRAMES_PER_SECOND);
        }
    }

    @Test
    void aRevokedSessionIsRefusedItsNextManifestAndNobodyElseIs() throws Exception {
        rehearsal.encoder().live(EVENT * 2);
        try (var proxy = rehearsal.proxy();
                var stolen = rehearsal.play(rehearsal.url(""), signed("stolen"), "")) {
            stolen.until(3);

            rehearsal.store(Map.of("key:2026", KEY, "session:stolen", "revoked"));
            long revoked = System.nanoTime();

            assertThat(rehearsal.viewer().get(signed("stolen")).status()).isEqualTo(401);
            assertThat(rehearsal.viewer().get(signed("other")).status()).isEqualTo(200);
            assertThat(stolen.isRefused("levelLoadError 401"))
                    .as(stolen.seen().toString())
                    .isTrue();
            rehearsal.note("revoked: hls.js is refused after " + (System.nanoTime() - revoked) / 1e9 + " s");
            assertThat(new NativePlayer(proxy)
                            .play(signed("stolen"))
                            .get(EVENT, TimeUnit.SECONDS)
                            .said())
                    .contains("401");
        } finally {
            rehearsal.store(Map.of("key:2026", KEY));
        }
    }

    @Test
    void nobodyPlaysWithoutATokenOrPastTheEdge() throws Exception {
        rehearsal.encoder().film(4);
        var host = rehearsal
                .distribution()
                .origins(rehearsal.distribution().behavior(MANIFEST))
                .get(0)
                .host();

        var seen = rehearsal.watch(rehearsal.url(""), rehearsal.url(MANIFEST), "", "without-token");

        assertThat(seen.failed()).as(seen.toString()).isTrue();
        assertThat(rehearsal.viewer().get("https://" + host + MANIFEST).status())
                .isEqualTo(403);
        assertThat(rehearsal.viewer().get(signed("one")).status()).isEqualTo(200);
    }
}
