package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.OriginGroup;

/** An origin group under a live event: the first origin fails while hls.js plays, and the second goes on. */
@Tag("rehearsal")
class FailoverRehearsal {

    private static final String FIRST = "first.example.net";
    private static final String SECOND = "second.example.net";
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
        Stack stack = new Stack(app, "Event");
        CachePolicy seconds = CachePolicy.Builder.create(stack, "Seconds")
                .minTtl(Duration.seconds(0))
                .defaultTtl(Duration.seconds(1))
                .build();
        Distribution.Builder.create(stack, "Delivery")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(OriginGroup.Builder.create()
                                .primaryOrigin(origin(FIRST))
                                .fallbackOrigin(origin(SECOND))
                                .fallbackStatusCodes(List.of(404, 500, 502, 503, 504))
                                .build())
                        .cachePolicy(seconds)
                        .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS)
                        .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                        .build())
                .build();
    }

    /** By default it would be three times ten seconds for a connection, and thirty for an answer. */
    private static IOrigin origin(String host) {
        return HttpOrigin.Builder.create(host)
                .connectionAttempts(1)
                .connectionTimeout(Duration.seconds(1))
                .readTimeout(Duration.seconds(1))
                .build();
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
        rehearsal.viewer().get(rehearsal.url("/recovers/index.m3u8"));
        rehearsal.origins().recover();
        rehearsal.viewer().get(rehearsal.url("/recovers/index.mpd"));

        assertThat(asked("recovers")).containsExactly(SECOND + "/recovers/index.m3u8", FIRST + "/recovers/index.mpd");
    }

    private static void assertSecondGoesOn(String event, Origins.Failure failure) throws Exception {
        rehearsal.encoder().live(EVENT);
        try (var playback = rehearsal.play(Rehearsal.PAGE, rehearsal.url("/" + event + "/index.m3u8"), "")) {
            playback.until(4);
            assertThat(asked(event)).allMatch(asked -> asked.startsWith(FIRST));
            playback.watchForStalls();
            rehearsal.origins().fail(FIRST, failure);
            var seen = playback.until(10)
                    .screenshot(rehearsal.folder().resolve(event + ".png"))
                    .toTheEnd();

            rehearsal.note("the first origin is " + event + ": stall " + seen.stall() + " s");
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
