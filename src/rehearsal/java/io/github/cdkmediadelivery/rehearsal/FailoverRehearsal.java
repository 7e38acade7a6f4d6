package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
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
    private static final String MANIFEST = "/live/index.m3u8";
    private static final int EVENT = 24;
    private Rehearsal rehearsal;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        String name = "Failover-" + test.getTestMethod().orElseThrow().getName();
        rehearsal = Rehearsal.of(name, Rehearsal.assembly(name, Map.of(), FailoverRehearsal::event), Map.of());
        rehearsal.origins().at("", new Packager(rehearsal.encoder().folder()));
    }

    @AfterEach
    void close() throws Exception {
        rehearsal.close();
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
        var seen = playWhile(() -> rehearsal.origins().fail(FIRST, Origins.Failure.DEAD));

        rehearsal.note("the first origin dies: stall " + seen.stall() + " s");
    }

    @Test
    void anOriginThatIsSilentCostsEachRequestItsTimeout() throws Exception {
        var seen = playWhile(() -> rehearsal.origins().fail(FIRST, Origins.Failure.SILENT));

        rehearsal.note("the first origin is silent, 1 s each time: stall " + seen.stall() + " s");
    }

    @Test
    void manifestsThatDifferByASegmentAreNoObstacle() throws Exception {
        rehearsal.origins().at(SECOND, new Packager(rehearsal.encoder().folder()).late());

        var seen = playWhile(() -> rehearsal.origins().fail(FIRST, Origins.Failure.DEAD));

        rehearsal.note("the second origin is a segment late: stall " + seen.stall() + " s");
    }

    @Test
    void anOriginThatRecoversIsAskedAgain() throws Exception {
        rehearsal.encoder().film(4);
        rehearsal.origins().fail(FIRST, Origins.Failure.DEAD);
        rehearsal.viewer().get(rehearsal.url(MANIFEST));
        rehearsal.origins().recover();
        rehearsal.viewer().get(rehearsal.url("/live/index.mpd"));

        assertThat(rehearsal.origins().asked()).containsExactly(SECOND + MANIFEST, FIRST + "/live/index.mpd");
        assertThat(rehearsal.origins().disagreements()).isEmpty();
    }

    private Playback.Seen playWhile(Runnable happens) throws Exception {
        rehearsal.encoder().live(EVENT);
        try (var playback = rehearsal.play(Rehearsal.PAGE, rehearsal.url(MANIFEST), "")) {
            playback.until(6);
            happens.run();
            int before = rehearsal.origins().asked().size();
            var seen = playback.until(14)
                    .screenshot(rehearsal.folder().resolve("after.png"))
                    .toTheEnd();

            assertThat(seen.ended()).as(seen.toString()).isTrue();
            assertThat(seen.position()).isGreaterThan(EVENT - 1);
            assertThat(rehearsal.origins().asked().subList(0, before - 1)).allMatch(asked -> asked.startsWith(FIRST));
            assertThat(rehearsal.origins().asked()).anyMatch(asked -> asked.startsWith(SECOND));
            assertThat(rehearsal.origins().disagreements()).isEmpty();
            return seen;
        }
    }
}
