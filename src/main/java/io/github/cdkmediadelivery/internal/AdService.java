package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Route.Trait;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.cloudfront.CachePolicy;

/**
 * MediaTailor around the content: ads, manifests made for one viewer, and what players report.
 *
 * @param region MediaTailor's
 * @param open for everyone: ads and reports, whoever may watch
 * @param sessions who may begin one
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-configuration.html">CDN behaviours for
 *     MediaTailor</a>
 */
public record AdService(String region, Set<Trait> open, Set<Trait> sessions) {

    private static final Caching PASSED = new Caching.Managed(CachePolicy.CACHING_DISABLED);
    private static final Caching KEPT = new Caching.Managed(CachePolicy.CACHING_OPTIMIZED);

    /**
     * MediaTailor's own paths, in the order in which AWS names them. What is open to everyone must not lead to what is
     * made for one viewer, on the same host.
     */
    public List<Route> routes() {
        HttpsOrigin ads = host("segments");
        HttpsOrigin manifests = host("manifests");
        return List.of(
                Route.Refused.twisted("/v1/i-media"),
                Route.Refused.twisted("/v1/tracking"),
                Route.Refused.twisted("/segment"),
                Route.service(PathPattern.of("/tm/*"), ads, KEPT).with(open),
                Route.service(PathPattern.of("/v1/i-media/*"), manifests, KEPT).with(open),
                passedOn("/v1/tracking/*", manifests).with(open),
                passedOn("/v1/*", manifests).with(sessions),
                passedOn("/segment/*", manifests).with(open));
    }

    private static Route.Content passedOn(String path, HttpsOrigin origin) {
        return Route.service(PathPattern.of(path), origin, PASSED).with(Set.of(Trait.PASSED_ON));
    }

    private HttpsOrigin host(String name) {
        return new HttpsOrigin(
                name + ".mediatailor." + region + ".amazonaws.com",
                OriginCredentials.NONE,
                HttpsOrigin.Connection.DEFAULT);
    }
}
