package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;

/**
 * A version of MediaPackage as CloudFront sees it: one host, a folder for each endpoint, and who is let in how.
 *
 * @param folders of the endpoints at the origin, in the order in which they were named
 * @param key what changes a manifest
 * @param pages what is said to pages of other domains unless the user says it
 */
public record Packager(
        String host,
        List<Folder> folders,
        CacheKey key,
        Optional<AnyPage> pages,
        Admission admission,
        HttpsOrigin.Connection connection) {

    /** MediaPackage always says how long a manifest holds; an answer that does not is none of its own. */
    private static final Duration WITHOUT_MAX_AGE = Duration.ofSeconds(1);

    /**
     * What lies under one endpoint.
     *
     * @param manifests their names; all else is media
     */
    public record Folder(String path, List<String> manifests) {

        /** An endpoint that may have manifests of HLS, DASH and Smooth Streaming. */
        public static Folder ofAnyFormat(String path) {
            return new Folder(path, Route.MANIFESTS);
        }

        /** An endpoint of one format, told by its manifest; of any, where that does not tell it. */
        public static Folder of(String path, String manifest) {
            return Route.MANIFESTS.stream()
                    .filter(format -> PathPattern.of(format).matches("/" + manifest))
                    .findFirst()
                    .map(format -> new Folder(path, List.of(format)))
                    .orElseGet(() -> ofAnyFormat(path));
        }
    }

    /** All endpoints of a host lie in it. */
    public static final String ALL = "/out/v1";

    /** What CloudFront shows to the endpoints, and what they must know for it. */
    public interface Admission {

        OriginCredentials credentials(SharedResources shared);

        /** Refuses an access that cannot be given beside what the stack's other distributions have. */
        void check(Placement at);

        /**
         * Refuses manifests whose URLs begin with a slash, as far as the endpoints are known: a path loses its token.
         */
        default void checkRelative(Placement at) {}

        /** The ARN is asked of the kernel only where a policy names it. */
        void admit(Placement facade, Supplier<String> distributionArn);
    }

    /** The same origin as aws-cdk-lib's own class: no call back into Java when it is rendered. */
    public IOrigin origin(SharedResources shared) {
        return shared.origin(new HttpsOrigin(host, admission.credentials(shared), connection));
    }

    /**
     * What viewers ask for, endpoint by endpoint. Query strings change a manifest; a segment is the same for whoever
     * asks, and MediaPackage says that it holds for two weeks. Endpoints share the host, and one that is served must
     * not lead to another: MediaPackage itself puts two dots into no path.
     *
     * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/cdns.html">MediaPackage and CDNs</a>
     */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.Refused.twisted(ALL.startsWith(connection.originPath()) ? viewerPath(ALL) : ""));
        folders.forEach(folder -> addTo(routes, folder));
        return routes;
    }

    private void addTo(List<Route> routes, Folder folder) {
        String path = viewerPath(folder.path) + "/";
        folder.manifests.forEach(name -> routes.add(Route.manifests(PathPattern.of(path + name), manifests())));
        routes.add(Route.media(PathPattern.of(path + "*"), new Caching.Media(Caching.DAY)));
    }

    /** By what manifests are told apart, and how long they are kept. */
    public Caching manifests() {
        return new Caching.Text(key, WITHOUT_MAX_AGE);
    }

    /** Of the endpoints, at the origin. */
    public List<String> paths() {
        return folders.stream().map(Folder::path).toList();
    }

    /** A path at the origin, as viewers see it: without the origin path, which CloudFront puts back. */
    public String viewerPath(String path) {
        return path.substring(connection.originPath().length());
    }

    /** A plan is refused where the endpoints cannot admit its distribution; else they do. */
    public Concern admitting() {
        return new Admitted(admission);
    }

    private record Admitted(Admission admission) implements Concern {

        @Override
        public void check(Plan plan) {
            admission.check(plan.at());
            plan.concern(AccessToken.class)
                    .filter(token -> token.media() == AccessToken.Media.CLOSED)
                    .ifPresent(token -> admission.checkRelative(plan.at()));
        }

        @Override
        public void complete(Distribution distribution, Placement facade) {
            admission.admit(facade, () -> DistributionArn.of(distribution.getDistributionId()));
        }
    }
}
