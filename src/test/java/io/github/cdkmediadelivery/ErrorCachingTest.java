package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ErrorCachingTest {

    @Test
    void aLiveDistributionKeepsWhatIsMissingOrBrokenForOneSecond() {
        assertThat(ttls(Resources.of(stack -> delivery(stack).build())))
                .isEqualTo(Map.ofEntries(
                        Map.entry(400, 0),
                        Map.entry(403, 1),
                        Map.entry(404, 1),
                        Map.entry(405, 0),
                        Map.entry(414, 0),
                        Map.entry(416, 0),
                        Map.entry(500, 1),
                        Map.entry(501, 1),
                        Map.entry(502, 1),
                        Map.entry(503, 1),
                        Map.entry(504, 1)));
    }

    @Test
    void aSingleCodeCanBeChanged() {
        var ttls = ttls(ErrorCaching.live().with(404, Duration.ofSeconds(5)));

        assertThat(ttls).hasSize(11).containsEntry(404, 5).containsEntry(403, 1).containsEntry(503, 1);
    }

    @Test
    void aFilmThatIsMissingStaysMissingForTenSeconds() {
        assertThat(ttls(ErrorCaching.vod()))
                .isEqualTo(Map.ofEntries(
                        Map.entry(400, 0),
                        Map.entry(403, 10),
                        Map.entry(404, 10),
                        Map.entry(405, 0),
                        Map.entry(414, 0),
                        Map.entry(416, 0),
                        Map.entry(500, 1),
                        Map.entry(501, 1),
                        Map.entry(502, 1),
                        Map.entry(503, 1),
                        Map.entry(504, 1)));
    }

    @Test
    void noneLeavesEverythingToCloudFront() {
        var template = Resources.of(
                stack -> delivery(stack).errorCaching(ErrorCaching.none()).build());

        assertThat(template.config().has("CustomErrorResponses")).isFalse();
    }

    @Test
    void theSeedsOneSecondOn404CanStandAlone() {
        assertThat(ttls(ErrorCaching.none().with(404, Duration.ofSeconds(1)))).isEqualTo(Map.of(404, 1));
    }

    @Test
    void aTtlOfZeroIsWrittenSinceCloudFormationWouldMakeIt300() {
        assertThat(ttls(ErrorCaching.none().with(404, Duration.ZERO))).isEqualTo(Map.of(404, 0));
    }

    @Test
    void anEntryOnlyChangesTheTime() {
        var template = Resources.of(stack -> delivery(stack).build());

        assertThat(template.config().path("CustomErrorResponses")).allSatisfy(entry -> assertThat(entry.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("ErrorCode", "ErrorCachingMinTTL"));
    }

    @Test
    void aChangedProfileLeavesTheOneItCameFromAlone() {
        var live = ErrorCaching.live();
        live.with(404, Duration.ofSeconds(5));

        assertThat(ttls(live)).containsEntry(404, 1);
    }

    private static Map<Integer, Integer> ttls(ErrorCaching profile) {
        return ttls(Resources.of(stack -> delivery(stack).errorCaching(profile).build()));
    }

    private static Map<Integer, Integer> ttls(Resources template) {
        Map<Integer, Integer> ttls = new TreeMap<>();
        template.config()
                .path("CustomErrorResponses")
                .forEach(entry -> ttls.put(
                        entry.path("ErrorCode").asInt(),
                        entry.required("ErrorCachingMinTTL").asInt()));
        return ttls;
    }
}
