package io.github.cdkmediadelivery.audience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Films on demand: of the catalogue, the second is watched half as often as the first, the third a third as often, and
 * so on (Zipf). Viewers stay for one to five minutes.
 */
final class Films implements Programme {

    private static final int CATALOGUE = 200;
    private static final int SEGMENT = 6;
    private static final int MINUTE = 60;
    private static final int RENDITIONS = 3;

    private final List<Viewer> viewers;
    private final String folder;
    private final Random random;
    private final double[] reach = new double[CATALOGUE];
    private final Map<Integer, Watched> watched = new HashMap<>();

    Films(List<Viewer> viewers, String folder, Random random) {
        this.viewers = viewers;
        this.folder = folder;
        this.random = random;
        double sum = 0;
        for (int film = 0; film < CATALOGUE; film++) {
            sum += 1.0 / (film + 1);
            reach[film] = sum;
        }
    }

    /** A film that somebody watches for a while. */
    private record Watched(int film, int from, int until) {}

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public List<Ask> at(int second) {
        List<Ask> asks = new ArrayList<>();
        for (Viewer viewer : viewers) {
            if (second >= viewer.joins()) {
                watch(viewer, second, asks);
            }
        }
        return asks;
    }

    private void watch(Viewer viewer, int second, List<Ask> asks) {
        Watched now = watched.get(viewer.number());
        if (now == null || second == now.until) {
            now = new Watched(film(), second, second + MINUTE * (1 + random.nextInt(5)));
            watched.put(viewer.number(), now);
            open(viewer, now, asks);
        }
        int position = second - now.from;
        if (position % SEGMENT == 0) {
            asks.add(ask(viewer, now, "video" + viewer.choice(RENDITIONS) + "_" + position / SEGMENT + ".m4s"));
            asks.add(ask(viewer, now, "audio_" + position / SEGMENT + ".m4s"));
        }
        if (position % MINUTE == 0 && viewer.player() == Player.BROWSER) {
            asks.add(ask(viewer, now, "thumbnails_" + position / MINUTE + ".jpg"));
        }
    }

    private void open(Viewer viewer, Watched film, List<Ask> asks) {
        String video = "video" + viewer.choice(RENDITIONS);
        for (String file : List.of(
                "index.m3u8", video + ".m3u8", "audio.m3u8", video + "_init.mp4", "audio_init.mp4", "content.key")) {
            asks.add(ask(viewer, film, file));
        }
        if (viewer.choice(3) == 0) {
            asks.add(ask(viewer, film, "captions.vtt"));
        }
    }

    private int film() {
        double drawn = random.nextDouble() * reach[CATALOGUE - 1];
        int film = 0;
        while (reach[film] < drawn) {
            film++;
        }
        return film;
    }

    private Ask ask(Viewer viewer, Watched watched, String file) {
        return new Ask(viewer, folder + "film" + watched.film + "/" + file, "", Live.noise(viewer, random));
    }
}
