package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.EdgeAnswer;
import io.github.cdkmediadelivery.simulator.EdgeRequest;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often an audience makes CloudFront ask the origin, beside the fewest requests that are possible: one for each
 * version of an object, encoding of text and place.
 */
class OriginRequestsTest {

    private static final long SEED = 20_261_128;
    private static final int VIEWERS = 60;
    private static final int PLACES = 3;
    private static final int SECONDS = 90;

    /** What was asked of the origin, and what had to be. */
    private record Count(int segments, int fewestSegments, int manifests, int fewestManifests) {}

    /**
     * Three kinds of viewers of a live stream: browsers of five pages with Brotli, televisions without encodings, and
     * players that send CMCD in the query.
     */
    private static Count watch(Edge edge, String folder, Duration segment, OriginAnswer manifest, OriginAnswer media) {
        var random = new Random(SEED);
        int[] asked = new int[2];
        edge.origin(request -> {
            boolean text = request.path().endsWith(".m3u8");
            asked[text ? 1 : 0]++;
            return text ? manifest : media;
        });
        Set<String> segments = new HashSet<>();
        Map<String, Instant> manifests = new HashMap<>();
        int fewestManifests = 0;
        int length = (int) segment.toSeconds();
        for (int second = 0; second < SECONDS; second++) {
            for (int viewer = 0; viewer < VIEWERS; viewer++) {
                if ((second + viewer) % length != 0) {
                    continue;
                }
                String place = "place" + viewer % PLACES;
                String query = viewer % 3 == 2 ? "?CMCD=sid%3D" + random.nextInt(1_000_000) : "";
                EdgeAnswer answer = as(
                                viewer, edge.get(folder + "index.m3u8" + query).at(place))
                        .send();
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                String text = place + encodings(viewer);
                if (!edge.now().isBefore(manifests.getOrDefault(text, Instant.MIN))) {
                    fewestManifests++;
                    manifests.put(text, edge.now().plus(answer.keptFor()));
                }
                for (String rendition : List.of("video", "audio")) {
                    String path = folder + rendition + "/" + second / length + ".ts";
                    as(viewer, edge.get(path + query).at(place)).send();
                    segments.add(place + path);
                }
            }
            edge.pass(Duration.ofSeconds(1));
        }
        return new Count(asked[0], segments.size(), asked[1], fewestManifests);
    }

    private static String encodings(int viewer) {
        return viewer % 3 == 1 ? "" : "gzip, deflate, br";
    }

    private static EdgeRequest as(int viewer, EdgeRequest request) {
        EdgeRequest encoded =
                encodings(viewer).isEmpty() ? request : request.header("Accept-Encoding", encodings(viewer));
        return viewer % 3 == 1 ? encoded : encoded.header("Origin", "https://page" + viewer % 5 + ".example.com");
    }

    private static OriginAnswer packager(Duration segment) {
        return OriginAnswer.OK.header("Cache-Control", "max-age=" + Math.max(1, segment.toSeconds() / 2));
    }

    private static final OriginAnswer TWO_WEEKS = OriginAnswer.OK.header("Cache-Control", "max-age=1209600");

    @ParameterizedTest
    @CsvSource({"LIVE_V2, 2", "LIVE_V2, 4", "LIVE_V2, 6", "LIVE_V1, 6", "ADS, 6"})
    void ofAPackagerAreTheFewestThatArePossible(Facade facade, int seconds) {
        var segment = Duration.ofSeconds(seconds);

        assertFewest(watch(
                Asked.of(facade, (stack, delivery) -> delivery.cors(CorsRules.anyOrigin())),
                facade.under(""),
                segment,
                packager(segment),
                TWO_WEEKS));
    }

    @ParameterizedTest
    @CsvSource({"VOD", "VOD_UNDER_A_PATH", "LIVE_FILES", "MEDIA_STORE"})
    void ofAStoreThatSaysNothingAreTheFewestThatArePossible(Facade facade) {
        assertFewest(watch(
                Asked.of(facade, (stack, delivery) -> delivery.cors(CorsRules.anyOrigin())),
                facade.under(""),
                Duration.ofSeconds(6),
                OriginAnswer.OK,
                OriginAnswer.OK));
    }

    private static void assertFewest(Count count) {
        assertThat(count.segments).isEqualTo(count.fewestSegments);
        assertThat(count.manifests).isLessThanOrEqualTo(count.fewestManifests + count.fewestManifests / 100);
    }

    /** The audience is worth something only if it sees what it is for. */
    @Test
    void ofADistributionThatKeysEverythingAreManyMore() {
        var edge =
                Edge.of(CloudAssembly.ofTemplate(Path.of("src/test/resources/templates/everything-in-the-key.yaml")));
        var count = watch(
                edge,
                "https://live.example.com/out/v1/a/",
                Duration.ofSeconds(6),
                packager(Duration.ofSeconds(6)),
                TWO_WEEKS);

        assertThat(count.segments).isGreaterThan(5 * count.fewestSegments);
        assertThat(count.manifests).isGreaterThan(2 * count.fewestManifests);
    }
}
