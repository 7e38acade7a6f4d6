package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.examples.LiveChannel;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example {@link LiveChannel}: two players watch an event from its beginning to its end, near its edge. */
@Tag("rehearsal")
class LiveChannelRehearsal {

    private static final String CHANNEL = "/out/v1/live-channel/main";
    private static final int EVENT = 20;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void open() throws Exception {
        var assembly = Rehearsal.assembly("LiveChannel", Map.of(), app -> new LiveChannel(app, "LiveChannel"));
        rehearsal = Rehearsal.of("LiveChannel", assembly, Map.of());
        rehearsal.origins().at("", new Packager(rehearsal.encoder().folder()));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @Test
    void hlsAndDashPlayToTheLiveEdgeAndToTheEnd() throws Exception {
        rehearsal.encoder().live(EVENT);
        try (var hls = rehearsal.play(Rehearsal.PAGE, rehearsal.url(CHANNEL + "/hls/index.m3u8"), "");
                var dash = rehearsal.play(Rehearsal.PAGE, rehearsal.url(CHANNEL + "/dash/index.mpd"), "")) {
            hls.until(8).screenshot(rehearsal.folder().resolve("hls.png"));
            dash.until(8).screenshot(rehearsal.folder().resolve("dash.png"));
            assertAtTheEdgeToTheEnd("hls.js", hls.toTheEnd());
            assertAtTheEdgeToTheEnd("dash.js", dash.toTheEnd());
        }
        assertThat(rehearsal.origins().disagreements()).isEmpty();
    }

    private static void assertAtTheEdgeToTheEnd(String player, Playback.Seen seen) {
        rehearsal.note(player + ": " + seen.behind() + " s behind the live edge, stall " + seen.stall() + " s");
        assertThat(seen.ended()).as(seen.toString()).isTrue();
        assertThat(seen.position()).isGreaterThan(EVENT - 1);
        assertThat(seen.behind())
                .as("where players stay by default: three segments, and one in the making")
                .isBetween(0.1, 8.0);
    }
}
