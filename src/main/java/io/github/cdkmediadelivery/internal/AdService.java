package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Route.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MediaTailor around the content: ads, manifests made for one viewer, and what players report.
 *
 * @param region MediaTailor's
 * @param open for everyone: ads and reports, whoever may watch
 * @param sessions who may begin one
 * @param timeouts of both of its hosts
 * @param shield the region of an extra cache before what is kept, if there is one
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-configuration.html">CDN behaviours for
 *     MediaTailor</a>
 */
public record AdService(
        String region, Set<Trait> open, Set<Trait> sessions, Timeouts timeouts, @Nullable String shield) {

    /** Under which all of its paths lie. */
    public static final List<String> FOLDERS = List.of("/v1", "/tm", "/segment");

    private static final Caching SEGMENTS = new Caching.Media(Caching.DAY);
    private static final Caching TEXT = new Caching.Text(CacheKey.PATH, Caching.DAY);

    /**
     * Playlists of guided sessions are the same for all, and new every few seconds. One that is to tell MediaTailor of
     * breaks to come has its session in the query string, and is then one of its own.
     *
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-optimize-caching.html">Caching of
     *     server-guided ad insertion</a>
     */
    private static final Caching GUIDED =
            new Caching.Text(new CacheKey(List.of("aws.sessionId")), Duration.ofSeconds(1));

    private static final Caching PERSONAL = new Caching.None();

    /**
     * MediaTailor's own paths, in the order in which AWS names them. The host of manifests serves all configurations of
     * the region, told by the path, so that several of them take no more behaviours. Captions of ads,
     * {@code /v1/webvtt/*}, are the same for all viewers of a break. What is open to everyone must not lead to what is
     * made for one viewer, on the same host.
     *
     * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cf-comprehensive-configuration.html">CloudFront
     *     before MediaTailor</a>
     */
    public List<Route> routes() {
        HttpsOrigin ads = host("segments", shield);
        HttpsOrigin kept = host("manifests", shield);
        // An extra cache is charged by request, and keeps nothing of what is made for one viewer.
        HttpsOrigin manifests = host("manifests", null);
        return List.of(
                Route.Refused.twisted("/v1/i-media"),
                Route.Refused.twisted("/v1/webvtt"),
                Route.Refused.twisted("/v1/tracking"),
                Route.Refused.twisted("/segment"),
                Route.service(PathPattern.of("/tm/*"), ads, SEGMENTS).with(open),
                Route.service(PathPattern.of("/v1/i-media/*"), kept, GUIDED).with(open),
                Route.service(PathPattern.of("/v1/webvtt/*"), kept, TEXT).with(open),
                passedOn("/v1/tracking/*", manifests).with(open),
                passedOn("/v1/*", manifests).with(sessions),
                passedOn("/segment/*", manifests).with(open));
    }

    private static Route.Content passedOn(String path, HttpsOrigin origin) {
        return Route.service(PathPattern.of(path), origin, PERSONAL).with(Set.of(Trait.PASSED_ON));
    }

    private HttpsOrigin host(String name, @Nullable String shieldRegion) {
        return new HttpsOrigin(
                name + ".mediatailor." + region + ".amazonaws.com",
                OriginCredentials.NONE,
                new HttpsOrigin.Connection(Map.of(), shieldRegion, timeouts, ""));
    }
}
