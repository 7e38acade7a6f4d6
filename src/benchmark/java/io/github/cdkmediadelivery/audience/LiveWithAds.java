package io.github.cdkmediadelivery.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A live channel with ads of MediaTailor's: each viewer has manifests of one's own, and in each break other ads out of
 * few. Every two minutes is a break of half a minute.
 *
 * <p>MediaTailor fetches the content's manifest for each that it makes. AWS says that it shares what it fetched between
 * viewers, and not for how long: this is the most that it can ask for.
 */
final class LiveWithAds implements Programme {

    private static final int LENGTH = 6;
    private static final int EVERY = 120;
    private static final int BREAK = 30;
    private static final int FIRST = 30;
    private static final int ADS = 12;

    private final List<Viewer> viewers;
    private final Viewer mediaTailor = Viewer.mediaTailor();
    private final Live content;
    private final Random random;

    LiveWithAds(List<Viewer> viewers, String folder, Random random) {
        this.viewers = viewers;
        this.content = new Live(viewers, folder, LENGTH, ".mp4", Set.of(), random);
        this.random = random;
    }

    @Override
    public String folder() {
        return content.folder();
    }

    @Override
    public List<Ask> at(int second) {
        List<Ask> asks = new ArrayList<>();
        for (Viewer viewer : viewers) {
            if (second == viewer.joins()) {
                personal(viewer, "/v1/master/a1b2/ad-insertion/index.m3u8", "index.m3u8", asks);
                asks.add(ask(viewer, folder() + "index_video_init.mp4"));
            }
            if (content.isDue(viewer, second)) {
                String session = "/v1/manifest/a1b2/ad-insertion/session" + viewer.number() + "/";
                personal(viewer, session + "0.m3u8", "index_video.m3u8", asks);
                personal(viewer, session + "1.m3u8", "index_audio.m3u8", asks);
                if (second % EVERY >= FIRST && second % EVERY < FIRST + BREAK) {
                    ad(viewer, second, asks);
                } else {
                    content.segments(viewer, second, asks);
                }
            }
        }
        return asks;
    }

    private void personal(Viewer viewer, String path, String of, List<Ask> asks) {
        asks.add(ask(viewer, path));
        asks.add(new Ask(mediaTailor, folder() + of, "", ""));
    }

    private void ad(Viewer viewer, int second, List<Ask> asks) {
        int number = (second % EVERY - FIRST) / LENGTH;
        int ad = (viewer.choice(ADS) + second / EVERY) % ADS;
        asks.add(ask(viewer, "/tm/a1b2/ad" + ad + "/video_" + number + ".ts"));
        asks.add(ask(viewer, "/tm/a1b2/ad" + ad + "/audio_" + number + ".ts"));
        if (viewer.choice(3) == 0) {
            asks.add(ask(viewer, "/v1/webvtt/a1b2/break" + second / EVERY + "_" + number + ".vtt"));
        }
    }

    private Ask ask(Viewer viewer, String path) {
        return new Ask(viewer, path, "", Live.noise(viewer, random));
    }
}
