package io.github.cdkmediadelivery.audience;

import io.github.cdkmediadelivery.simulator.EdgeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Somebody who watches.
 *
 * @param number of the viewer
 * @param player that is used
 * @param page whose origin the browser names; empty on the stream's own domain, for which it sends its cookies
 * @param node the edge location that answers
 * @param region the regional cache behind that location
 * @param joins second of the first request
 */
record Viewer(int number, Player player, String page, String node, String region, int joins) {

    /** The page that lies on the stream's own domain. */
    static final String SAME_DOMAIN = "";

    private static final int MEDIA_TAILOR = -1;
    private static final int ARRIVALS = 20;
    private static final int NODES_OF_A_REGION = 4;

    /** So many of them, by turns in all regions and with all players; pages and arrivals are drawn. */
    static List<Viewer> crowd(int size, int regions, List<Player> players, List<String> pages, Random random) {
        List<Viewer> crowd = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            String region = "region" + number % regions;
            crowd.add(new Viewer(
                    number,
                    players.get(number / regions % players.size()),
                    pages.get(random.nextInt(pages.size())),
                    region + "-node" + random.nextInt(NODES_OF_A_REGION),
                    region,
                    random.nextInt(ARRIVALS)));
        }
        return crowd;
    }

    /** MediaTailor, which asks for the content's manifests from one region. */
    static Viewer mediaTailor() {
        return new Viewer(MEDIA_TAILOR, Player.TELEVISION, SAME_DOMAIN, "region0-node0", "region0", 0);
    }

    boolean isMediaTailor() {
        return number == MEDIA_TAILOR;
    }

    /** The viewer's own number of choices, of which each keeps one. */
    int choice(int of) {
        return Math.floorMod(number * 7 + number / 11, of);
    }

    EdgeRequest as(EdgeRequest request) {
        EdgeRequest encoded = player.unpacks ? request.header("Accept-Encoding", "gzip, deflate, br, zstd") : request;
        if (!player.inPage) {
            return encoded.header("User-Agent", "Television/1.0");
        }
        EdgeRequest named = encoded.header("User-Agent", "Mozilla/5.0").header("Referer", page + "/watch");
        return page.equals(SAME_DOMAIN) ? named.cookie("visit", "v" + number) : named.header("Origin", page);
    }
}
