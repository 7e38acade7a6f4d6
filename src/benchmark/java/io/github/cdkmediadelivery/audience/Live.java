package io.github.cdkmediadelivery.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A live channel: three renditions, sound apart, subtitles for a third of the viewers.
 *
 * <p>A segment of {@code length} seconds has as many parts.
 */
final class Live implements Programme {

    private static final int RENDITIONS = 3;
    private static final int MINUTE = 60;
    private static final int BEFORE = 1_000;

    private final List<Viewer> viewers;
    private final String folder;
    private final int length;
    private final String ending;
    private final Set<Kind> more;
    private final Random random;

    /** {@code ending} of segments; {@code more} of what is beside manifests and segments. */
    Live(List<Viewer> viewers, String folder, int length, String ending, Set<Kind> more, Random random) {
        this.viewers = viewers;
        this.folder = folder;
        this.length = length;
        this.ending = ending;
        this.more = more;
        this.random = random;
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public List<Ask> at(int second) {
        List<Ask> asks = new ArrayList<>();
        for (Viewer viewer : viewers) {
            if (second == viewer.joins()) {
                join(viewer, asks);
            }
            if (second >= viewer.joins() && viewer.player() == Player.LOW_LATENCY) {
                part(viewer, second, asks);
            } else if (isDue(viewer, second)) {
                manifests(viewer, asks);
                segments(viewer, second, asks);
            }
        }
        return asks;
    }

    /** Whether a viewer asks for the next segment in this second. */
    boolean isDue(Viewer viewer, int second) {
        return second >= viewer.joins() && (second - viewer.joins()) % length == 0;
    }

    private void join(Viewer viewer, List<Ask> asks) {
        asks.add(ask(viewer, "index.m3u8", query(viewer)));
        if (more.contains(Kind.INIT)) {
            asks.add(ask(viewer, "index_" + video(viewer) + "_init.mp4", ""));
            asks.add(ask(viewer, "index_audio_init.mp4", ""));
        }
        if (more.contains(Kind.KEY)) {
            asks.add(ask(viewer, "content.key", ""));
        }
    }

    private void manifests(Viewer viewer, List<Ask> asks) {
        asks.add(ask(viewer, "index_" + video(viewer) + ".m3u8", query(viewer)));
        asks.add(ask(viewer, "index_audio.m3u8", query(viewer)));
    }

    void segments(Viewer viewer, int second, List<Ask> asks) {
        int number = BEFORE + (second - behind(viewer)) / length;
        asks.add(ask(viewer, "index_" + video(viewer) + "_" + number + ending, ""));
        asks.add(ask(viewer, "index_audio_" + number + ending, ""));
        if (more.contains(Kind.SUBTITLES) && viewer.choice(3) == 0) {
            asks.add(ask(viewer, "index_subtitles_" + number + ".vtt", ""));
        }
        if (more.contains(Kind.THUMBNAIL) && viewer.player() == Player.BROWSER) {
            asks.add(ask(viewer, "thumbnail_" + number + ".jpg", ""));
        }
    }

    private void part(Viewer viewer, int second, List<Ask> asks) {
        int number = BEFORE + second / length;
        int part = second % length;
        String wanted = "_HLS_msn=" + number + "&_HLS_part=" + part;
        String query = second == viewer.joins() ? wanted : wanted + "&_HLS_skip=YES";
        for (String rendition : List.of(video(viewer), "audio")) {
            asks.add(ask(viewer, "index_" + rendition + ".m3u8", query));
            asks.add(ask(viewer, "index_" + rendition + "_" + number + "_part" + part + ending, ""));
        }
    }

    private static String video(Viewer viewer) {
        return "video" + viewer.choice(RENDITIONS);
    }

    private static int behind(Viewer viewer) {
        return viewer.player() == Player.TIME_SHIFT ? MINUTE : 0;
    }

    private static String query(Viewer viewer) {
        return viewer.player() == Player.TIME_SHIFT ? "start=2026-01-01T00:00:00Z" : "";
    }

    private Ask ask(Viewer viewer, String file, String query) {
        return new Ask(viewer, folder + file, query, noise(viewer, random));
    }

    /** Another one in each request: buffer, speed, session. */
    static String noise(Viewer viewer, Random random) {
        return viewer.player() == Player.CMCD
                ? "CMCD=bl%3D" + random.nextInt(30_000) + "%2Csid%3D%22" + viewer.number() + "%22"
                : "";
    }
}
