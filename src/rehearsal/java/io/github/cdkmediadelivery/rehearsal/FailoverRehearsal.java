package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.OriginTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** A channel in two packagers under a live event: the first origin fails while hls.js plays, and the second goes on. */
@Tag("rehearsal")
class FailoverRehearsal {

    private static final String FIRST = "first.egress.abc123.mediapackagev2.eu-west-1.amazonaws.com";
    private static final String SECOND = "second.egress.abc123.mediapackagev2.eu-central-1.amazonaws.com";
    private static final List<String> EVENTS = List.of("dead", "silent", "dead-and-the-second-late", "recovers");
    private static final String PATH = "/out/v1/news/main/";
    private static final int EVENT = 16;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void open() throws Exception {
        rehearsal =
                Rehearsal.of("Failover", Rehearsal.assembly("Failover", Map.of(), FailoverRehearsal::event), Map.of());
        rehearsal.origins().at("", new Packager(rehearsal.encoder().folder()));
    }

    @AfterAll
    static void close() {
        rehearsal.close();
    }

    @AfterEach
    void nginxDidWhatTheModelDoes() {
        rehearsal.origins().recover();
        assertThat(rehearsal.origins().disagreements()).isEmpty();
    }

    private static void event(App app) {
        MediaPackageOriginDistribution.Builder.create(new Stack(app, "Event"), "Delivery")
                .origin(packager(FIRST).failover(packager(SECOND).build()).build())
                .cors(CorsRules.anyOrigin())
                .build();
    }

    /** Each test has an endpoint of its own, of which the edge has nothing yet. */
    private static MediaPackageOrigin.V2Builder packager(String host) {
        MediaPackageOrigin.V2Builder packager =
                MediaPackageOrigin.v2(host).originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(2)));
        String region = host.split("\\.", 6)[4];
        EVENTS.forEach(event -> packager.endpoint(MediaPackageV2Endpoint.fromArn("arn:aws:mediapackagev2:" + region
                + ":111122223333:channelGroup/news/channel/main/originEndpoint/" + event)));
        return packager;
    }

    @Test
    void anOriginThatDiesIsNotMissed() throws Exception {
        assertSecondGoesOn("dead", Origins.Failure.DEAD);
    }

    @Test
    void anOriginThatIsSilentCostsEachRequestItsTimeout() throws Exception {
        assertSecondGoesOn("silent", Origins.Failure.SILENT);
    }

    @Test
    void manifestsThatDifferByASegmentAreNoObstacle() throws Exception {
        rehearsal.origins().at(SECOND, new Packager(rehearsal.encoder().folder()).late());

        assertSecondGoesOn("dead-and-the-second-late", Origins.Failure.DEAD);
    }

    @Test
    void anOriginThatRecoversIsAskedAgain() throws Exception {
        rehearsal.encoder().film(4);
        rehearsal.origins().fail(FIRST, Origins.Failure.DEAD);
        rehearsal.viewer().get(rehearsal.url(PATH + "recovers/index.m3u8"));
        rehearsal.origins().recover();
        rehearsal.viewer().get(rehearsal.url(PATH + "recovers/index.mpd"));

        assertThat(asked("recovers"))
                .containsExactly(SECOND + PATH + "recovers/index.m3u8", FIRST + PATH + "recovers/index.mpd");
    }

    private static void assertSecondGoesOn(String event, Origins.Failure failure) throws Exception {
        rehearsal.encoder().live(EVENT);
        try (var playback = rehearsal.play(Rehearsal.PAGE, rehearsal.url(PATH + event + "/index.m3u8"), "")) {
            playback.until(4);
            assertThat(asked(event)).allMatch(asked -> asked.startsWith(FIRST));
            playback.watchForStalls();
            rehearsal.origins().fail(FIRST, failure);
            var seen = playback.until(10)
                    .screenshot(rehearsal.folder().resolve(event + ".png"))
                    .toTheEnd();

            rehearsal.note("one attempt of a second; the first origin is " + event + ": stall " + seen.stall() + " s");
            assertThat(seen.ended()).as(seen.toString()).isTrue();
            assertThat(seen.position()).isGreaterThan(EVENT - 1);
            assertThat(asked(event)).anyMatch(asked -> asked.startsWith(SECOND));
        }
    }

    /** Which origins gave what, of one event. */
    private static List<String> asked(String event) {
        return rehearsal.origins().asked().stream()
                .filter(asked -> asked.contains("/" + event + "/"))
                .toList();
    }
}
