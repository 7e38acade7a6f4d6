package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.PathToken;
import io.github.cdkmediadelivery.examples.AdInsertion;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The example {@link AdInsertion}: sessions of MediaTailor's stand-in play on the pages of the list, and on no other.
 */
@Tag("rehearsal")
class AdInsertionRehearsal {

    private static final String CONTENT = "/out/v1/ad-insertion/main/hls";
    private static final String SESSION = "/v1/master/0123/ad-insertion/index.m3u8";
    private static final String TOKEN = "c29c5b1f8d7e4a6093b2f1e0d4c3b2a1";
    private static final int EVENT = 16;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void open() throws Exception {
        var assembly = Rehearsal.assembly(
                        "AdInsertion",
                        Map.of("pathTokenDigest", PathToken.digest(TOKEN)),
                        app -> new AdInsertion(app, "AdInsertion"))
                .withSecret(":token::", TOKEN);
        rehearsal = Rehearsal.of("AdInsertion", assembly, Map.of());
        try (var ad = new Encoder(rehearsal.folder().resolve(MediaTailor.AD), "smptehdbars")) {
            ad.film(4);
            rehearsal.origins().at("segments.mediatailor", new Packager(ad.folder()));
        }
        rehearsal
                .origins()
                .at(
                        "manifests.mediatailor",
                        new MediaTailor(
                                rehearsal.viewer(),
                                rehearsal.url("/mt/" + TOKEN + CONTENT),
                                rehearsal.url(CONTENT),
                                rehearsal.url("")));
        rehearsal.origins().at("", new Packager(rehearsal.encoder().folder()));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @AfterEach
    void nginxDidWhatTheModelDoesAndNoOriginSawTheToken() {
        assertThat(rehearsal.origins().disagreements()).isEmpty();
        assertThat(rehearsal.origins().asked()).noneMatch(asked -> asked.contains(TOKEN));
    }

    @Test
    void aPageOfTheListPlaysContentAndAdToTheEnd() throws Exception {
        rehearsal.encoder().live(EVENT);
        try (var playback = rehearsal.play(Rehearsal.PAGE, rehearsal.url(SESSION), "")) {
            playback.until(5).screenshot(rehearsal.folder().resolve("ad.png"));
            var seen = playback.toTheEnd();

            rehearsal.note("session with an ad: " + seen.position() + " s seen, stall " + seen.stall() + " s");
            assertThat(seen.ended()).as(seen.toString()).isTrue();
            assertThat(seen.position()).isGreaterThan(EVENT - 1);
            assertThat(rehearsal.origins().asked())
                    .anyMatch(asked -> asked.matches("manifests\\.mediatailor\\..*/segment/.*/segment0_1.m4s"))
                    .anyMatch(asked -> asked.matches("segments\\.mediatailor\\..*/tm/spot/segment0_1.m4s"))
                    .anyMatch(asked -> asked.endsWith(CONTENT + "/segment0_5.m4s"))
                    .noneMatch(asked -> asked.endsWith(CONTENT + "/segment0_3.m4s"));
        }
    }

    @Test
    void aPageOfSomebodyElseIsRefusedSessionAndContent() throws Exception {
        rehearsal.encoder().film(EVENT);
        for (String manifest : new String[] {SESSION, CONTENT + "/index.m3u8"}) {
            var seen = rehearsal.watch(Rehearsal.OTHER_PAGE, rehearsal.url(manifest), "", "foreign");

            assertThat(seen.failed()).as(seen.toString()).isTrue();
            var refused = rehearsal.viewer().get(rehearsal.url(manifest), Map.of("Origin", Rehearsal.OTHER_PAGE));
            assertThat(refused.decidedBy()).as(refused.toString()).isEqualTo("FUNCTION");
        }
    }

    @Test
    void whatPlayersSeeHoldsNoTokenAndAnotherTokenOpensNothing() throws Exception {
        rehearsal.encoder().film(EVENT);
        var page = Map.of("Origin", Rehearsal.PAGE);
        var media =
                rehearsal.viewer().get(rehearsal.url("/v1/manifest/0123/ad-insertion/session-1/media_0.m3u8"), page);

        assertThat(media.text()).contains("/segment/", rehearsal.url(CONTENT)).doesNotContain(TOKEN);
        assertThat(rehearsal
                        .viewer()
                        .get(rehearsal.url("/mt/" + "0".repeat(32) + CONTENT + "/index.m3u8"))
                        .decidedBy())
                .isEqualTo("FUNCTION");
    }
}
