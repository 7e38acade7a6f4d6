package io.github.cdkmediadelivery.audience;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A programme, its audience and the distributions that are compared.
 *
 * @param title of it
 * @param origins what stands behind the distributions
 * @param segment length of a segment
 * @param players with which it is watched
 * @param pages on which it is watched
 * @param programme made of viewers and their chance
 * @param deliveries by the names of their columns
 */
record Scenario(
        String title,
        Origins origins,
        Duration segment,
        List<Player> players,
        List<String> pages,
        BiFunction<List<Viewer>, Random, Programme> programme,
        Map<String, Supplier<Delivery>> deliveries) {

    private static final long SEED = 20_261_128;

    /** Whether a larger audience asks for the same objects. */
    boolean isLive() {
        return origins != Origins.FILMS;
    }

    /** What an audience of this size costs one of the deliveries; the same each time. */
    Report watch(String column, int viewers, int regions, int seconds) {
        Random random = new Random(SEED);
        List<Viewer> crowd = Viewer.crowd(viewers, regions, players, pages, random);
        return new Audience(deliveries.get(column).get(), origins, segment)
                .watch(programme.apply(crowd, random), crowd, seconds);
    }
}
