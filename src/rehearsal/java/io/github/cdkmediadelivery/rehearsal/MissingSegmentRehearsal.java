package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.ErrorCaching;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** A segment that is missing for a second: what live streams have their error times for. */
@Tag("rehearsal")
class MissingSegmentRehearsal {

    private static final String CHANNEL = "/out/v1/news/main/hls";
    private static final String SEGMENT = "segment0_4.m4s";
    private static final int EVENT = 16;

    /** Between one request of a player for a segment and its next: see player.html. */
    private static final double RETRY = 0.5;

    /** nginx keeps answers for whole seconds. */
    private static final double GRAIN = 1;

    @Test
    void aSecondOfErrorTimeIsOverSoonerThanCloudFrontsTen() throws Exception {
        try (var live = open("MissingSegment", ErrorCaching.live());
                var usual = open("MissingSegmentTenSeconds", ErrorCaching.none());
                var livePlayback = begin(live);
                var usualPlayback = begin(usual)) {
            var atLive = toTheEnd(live, livePlayback);
            var asUsual = toTheEnd(usual, usualPlayback);

            assertThat(atLive.stall()).isLessThan(1 + RETRY + GRAIN);
            assertThat(asUsual.stall()).isGreaterThan(atLive.stall());
            assertThat(asUsual.away()).isGreaterThan(10 - GRAIN);
        }
    }

    private static Rehearsal open(String name, ErrorCaching errors) throws Exception {
        var rehearsal = Rehearsal.of(name, Rehearsal.assembly(name, Map.of(), app -> channel(app, errors)), Map.of());
        var packager = new Packager(rehearsal.encoder().folder());
        packager.misses(SEGMENT, Duration.ofSeconds(1));
        rehearsal.origins().at("", packager);
        return rehearsal;
    }

    private static Playback begin(Rehearsal rehearsal) throws Exception {
        rehearsal.encoder().live(EVENT);
        return rehearsal.play(Rehearsal.PAGE, rehearsal.url(CHANNEL + "/index.m3u8"), "");
    }

    private static Playback.Seen toTheEnd(Rehearsal rehearsal, Playback playback) throws Exception {
        var seen = playback.until(5)
                .screenshot(rehearsal.folder().resolve("playing.png"))
                .toTheEnd();
        rehearsal.note("a segment missing for 1 s at the origin: " + seen.away() + " s for the player, stall "
                + seen.stall() + " s");
        assertThat(seen.ended()).as(seen.toString()).isTrue();
        assertThat(rehearsal.origins().disagreements()).isEmpty();
        return seen;
    }

    private static void channel(App app, ErrorCaching errors) {
        Stack stack = new Stack(app, "News");
        MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v2("abc123.egress.def456.mediapackagev2.eu-west-1.amazonaws.com")
                        .endpoint(
                                MediaPackageV2Endpoint.fromArn(
                                        "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/main/originEndpoint/hls"))
                        .build())
                .cors(CorsRules.anyOrigin())
                .errorCaching(errors)
                .build();
    }
}
