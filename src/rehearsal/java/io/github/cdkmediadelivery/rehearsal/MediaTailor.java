package io.github.cdkmediadelivery.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What stands for MediaTailor: sessions whose manifests have an ad in the place of the content's third and fourth
 * segment. It reads the content's manifests through the edge, as a stranger with the secret path.
 *
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-configuration.html">MediaTailor behind a CDN</a>
 */
final class MediaTailor implements Origins.Service {

    /** Name of the ad's folder below {@code /tm/}. */
    static final String AD = "spot";

    private static final int FIRST = 3;
    private static final int LAST = 4;

    private final Viewer viewer;
    private final String source;
    private final String content;
    private final String ads;

    /**
     * A configuration.
     *
     * @param viewer that asks for the content
     * @param source its {@code VideoContentSourceUrl}
     * @param content its {@code ContentSegmentUrlPrefix}
     * @param ads its {@code AdSegmentUrlPrefix}
     */
    MediaTailor(Viewer viewer, String source, String content, String ads) {
        this.viewer = viewer;
        this.source = source;
        this.content = content;
        this.ads = ads;
    }

    @Override
    public Origins.Content answer(Origins.Asked asked) {
        String[] path = asked.path().split("/", -1);
        String file = path[path.length - 1];
        if (asked.path().startsWith("/v1/master/")) {
            String session = "../../../manifest/" + path[3] + "/" + path[4] + "/session-1/";
            return manifest(file, master -> master.replaceAll("media_\\d+\\.m3u8", session + "$0"));
        }
        if (asked.path().startsWith("/v1/manifest/")) {
            String session = String.join("/", path[3], path[4], path[5]);
            return manifest(file, media -> personal(media, session));
        }
        if (asked.path().startsWith("/segment/")) {
            return Origins.Content.of(302).header("Location", ads + "/tm/" + AD + "/" + file);
        }
        return Origins.Content.of(404);
    }

    private Origins.Content manifest(String file, Function<String, String> rewritten) {
        Viewer.Got got = viewer.get(source + "/" + file, Map.of("User-Agent", "MediaTailor's stand-in"));
        if (got.status() != 200) {
            return Origins.Content.of(502);
        }
        return new Origins.Content(
                200,
                "application/vnd.apple.mpegurl",
                Map.of("Cache-Control", "no-store"),
                rewritten.apply(got.text()).getBytes(StandardCharsets.UTF_8));
    }

    private String personal(String media, String session) {
        String init = media.replaceAll("(?s).*#EXT-X-MAP:URI=\"([^\"]*)\".*", "$1");
        return media.lines().map(line -> personal(line, init, session)).collect(Collectors.joining("\n", "", "\n"));
    }

    /** An ad has a beginning and an end; what is before it and behind it is the content's. */
    private String personal(String line, String init, String session) {
        if (line.startsWith("#EXT-X-MAP")) {
            return map(content, init);
        }
        if (!line.startsWith("segment")) {
            return line;
        }
        int number = Integer.parseInt(line.replaceAll(".*_(\\d+)\\..*", "$1"));
        if (number < FIRST || number > LAST) {
            return (number == LAST + 1 ? discontinuity(content, init) : "") + content + "/" + line;
        }
        String spot = line.replaceFirst("_\\d+", "_" + (number - FIRST + 1));
        return (number == FIRST ? discontinuity(ads + "/tm/" + AD, init) : "") + ads + "/segment/" + session + "/"
                + spot;
    }

    private static String discontinuity(String prefix, String init) {
        return "#EXT-X-DISCONTINUITY\n" + map(prefix, init) + "\n";
    }

    private static String map(String prefix, String init) {
        return "#EXT-X-MAP:URI=\"" + prefix + "/" + init + "\"";
    }
}
