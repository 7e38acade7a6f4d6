package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.examples.Vod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example {@link Vod}: its own page plays a film to the end, and nobody else reads it. */
@Tag("rehearsal")
class VodRehearsal {

    private static final String FILM = "/video/sample/index.m3u8";
    private static Rehearsal rehearsal;

    @BeforeAll
    static void open() throws Exception {
        var assembly = Rehearsal.assembly("Vod", Map.of(), app -> new Vod(app, "Vod"));
        rehearsal = Rehearsal.of("Vod", assembly, Map.of());
        rehearsal.encoder().film(8);
        var films = Map.of(
                "/video/sample/",
                Path.of("target/player/sample"),
                "/video/film/",
                rehearsal.encoder().folder());
        rehearsal.origins().at("vod-films", asked -> Origins.file(under(films, asked.path())));
        var pages = Map.of("/rehearsal/", rehearsal.folder().resolve("site"), "/", Path.of("target/player/site"));
        rehearsal.origins().at("vod-site", asked -> Origins.file(under(pages, asked.path())));
    }

    /** What is uploaded to a bucket, by the folders in it. */
    private static Path under(Map<String, Path> folders, String path) {
        return folders.entrySet().stream()
                .filter(folder -> path.startsWith(folder.getKey()))
                .max(Comparator.comparing(folder -> folder.getKey().length()))
                .map(folder ->
                        folder.getValue().resolve(path.substring(folder.getKey().length())))
                .orElse(Path.of("missing"));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @AfterEach
    void nginxDidWhatTheModelDoes() {
        assertThat(rehearsal.origins().disagreements()).isEmpty();
    }

    @Test
    void itsPagePlaysTheFilmToTheEnd() throws Exception {
        try (var page = rehearsal.open(rehearsal.url("/"))) {
            page.comesTo("document.getElementById('state')?.textContent === 'playing'", Duration.ofSeconds(60));
            page.screenshot(rehearsal.folder().resolve("playing.png"));

            assertThat(page.comesTo("document.getElementById('video').ended", Duration.ofSeconds(60)))
                    .as(page.value("document.getElementById('state').textContent") + " "
                            + rehearsal.origins().asked())
                    .isTrue();
        }
    }

    @Test
    void aFilmPlaysToTheEndAsHlsAndAsDash() throws Exception {
        String page = rehearsal.url("/rehearsal");
        try (var hls = rehearsal.play(page, rehearsal.url("/video/film/index.m3u8"), "");
                var dash = rehearsal.play(page, rehearsal.url("/video/film/index.mpd"), "")) {
            hls.until(1).screenshot(rehearsal.folder().resolve("hls.png"));
            dash.until(1).screenshot(rehearsal.folder().resolve("dash.png"));
            for (var seen : List.of(hls.toTheEnd(), dash.toTheEnd())) {
                assertThat(seen.ended()).as(seen.toString()).isTrue();
                assertThat(seen.position()).isGreaterThan(7.5);
            }
        }
    }

    @Test
    void itsPageSaysThatAFilmIsMissing() throws Exception {
        try (var page = rehearsal.open(rehearsal.url("/?film=missing/index.m3u8"))) {
            page.comesTo("!!document.getElementById('state')?.textContent", Duration.ofSeconds(60));

            assertThat(page.value("document.getElementById('state').textContent")
                            .asText())
                    .isEqualTo("failed: manifestLoadError");
        }
    }

    @Test
    void aPageOfAnotherDomainCannotReadTheFilm() throws Exception {
        var seen = rehearsal.watch(Rehearsal.OTHER_PAGE, rehearsal.url(FILM), "", "foreign");

        assertThat(seen.failed()).as(seen.toString()).isTrue();
    }

    @Test
    void theBucketRefusesWhoeverComesToItDirectly() {
        var bucket = rehearsal
                .distribution()
                .origins(rehearsal.distribution().behavior(FILM))
                .get(0)
                .host();

        assertThat(rehearsal.viewer().get(rehearsal.url(FILM)).status()).isEqualTo(200);
        assertThat(rehearsal.viewer().get("https://" + bucket + FILM).status()).isEqualTo(403);
    }

    @Test
    void plainHttpIsLedToHttpsAndASecondViewerIsAnsweredFromTheCache() {
        var plain = rehearsal.viewer().get(rehearsal.url(FILM).replace("https:", "http:"));
        rehearsal.viewer().get(rehearsal.url("/video/sample/init.mp4"));

        assertThat(plain.status()).isEqualTo(301);
        assertThat(plain.headers()).containsEntry("Location", rehearsal.url(FILM));
        assertThat(rehearsal
                        .viewer()
                        .get(rehearsal.url("/video/sample/init.mp4?x=1"))
                        .decidedBy())
                .isEqualTo("CACHE");
    }
}
