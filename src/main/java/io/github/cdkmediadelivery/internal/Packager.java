package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Route.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.constructs.Construct;

/**
 * A packager as CloudFront sees it: one host, folders with manifests and media, for MediaPackage one of each endpoint,
 * and who is let in how.
 *
 * @param folders at the origin, in the order in which they were named
 * @param closed folders in which no honest name holds two dots
 * @param manifests by what they are told apart, and how long they are kept
 * @param media how long it is kept that does not say so
 * @param read how it reads paths, as far as that matters to a guard
 * @param pages what is said to pages of other domains unless the user says it
 * @param fallback the packager that is asked where this one fails
 */
public record Packager(
        String host,
        List<Folder> folders,
        List<String> closed,
        Caching manifests,
        Caching media,
        Set<Trait> read,
        Optional<AnyPage> pages,
        Admission admission,
        HttpsOrigin.Connection connection,
        Optional<Fallback> fallback) {

    /** MediaPackage always says how long a manifest holds; an answer that does not is none of its own. */
    public static final Duration WITHOUT_MAX_AGE = Duration.ofSeconds(1);

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

    /** A second packager with the same paths, and when it is asked. */
    public record Fallback(Packager packager, FailoverCriteria when, StreamPair pair) {}

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

        /** Whether another stack than the distribution's names it. */
        default boolean namesDistributionElsewhere() {
            return false;
        }
        /** The endpoints, as far as their metrics can be named. */
        List<Part> parts();

        /** The ARN is asked of the kernel only where a policy names it. */
        void admit(Placement facade, Supplier<String> distributionArn);
    }

    /** MediaPackage: all that it has lies in one folder of its host, and itself puts two dots into no path. */
    public static Packager ofMediaPackage(
            String host,
            List<Folder> folders,
            CacheKey key,
            Optional<AnyPage> pages,
            Admission admission,
            HttpsOrigin.Connection connection) {
        return new Packager(
                host,
                folders,
                List.of(ALL),
                new Caching.Text(key, WITHOUT_MAX_AGE),
                new Caching.Media(Caching.DAY),
                Set.of(),
                pages,
                admission,
                connection,
                Optional.empty());
    }

    /** The same origin as aws-cdk-lib's own class: no call back into Java when it is rendered. */
    public IOrigin origin(SharedResources shared) {
        IOrigin first = shared.origin(new HttpsOrigin(host, admission.credentials(shared), connection));
        return fallback.map(
                        second -> second.when.group(first, second.packager.origin(shared), FailoverCriteria.OF_SERVERS))
                .orElse(first);
    }

    /** The same with a second, which is refused where a path is not the same stream at both. */
    public Packager before(Fallback second) {
        second.pair.check(this, second.packager);
        if (second.when.isByMediaQuality()) {
            second.pair.checkMediaQuality();
        }
        return new Packager(
                host, folders, closed, manifests, media, read, pages, admission, connection, Optional.of(second));
    }

    /** The same as a second origin: on a host that may be another stack's, and waited for as long as the first. */
    public Packager asSecond(String reachedAs, Timeouts unlessSaid) {
        return new Packager(
                reachedAs,
                folders,
                closed,
                manifests,
                media,
                read,
                pages,
                admission,
                connection.waiting(unlessSaid),
                fallback);
    }

    /**
     * What viewers ask for, folder by folder. Query strings change a manifest; a segment is the same for whoever asks,
     * and MediaPackage says that it holds for two weeks. Endpoints share the host, and one that is served must not lead
     * to another.
     *
     * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/cdns.html">MediaPackage and CDNs</a>
     */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        closed.forEach(folder -> routes.add(
                Route.Refused.twisted(folder.startsWith(connection.originPath()) ? viewerPath(folder) : "")));
        folders.forEach(folder -> addTo(routes, folder));
        return routes;
    }

    private void addTo(List<Route> routes, Folder folder) {
        String path = viewerPath(folder.path) + "/";
        folder.manifests.forEach(name -> routes.add(
                Route.manifests(PathPattern.of(path + name), manifests).with(read)));
        routes.add(Route.media(PathPattern.of(path + "*"), media).with(read));
    }

    /** Of the folders, at the origin. */
    public List<String> paths() {
        return folders.stream().map(Folder::path).toList();
    }

    /** A path at the origin, as viewers see it: without the origin path, which CloudFront puts back. */
    public String viewerPath(String path) {
        return path.substring(connection.originPath().length());
    }

    /** A plan is refused where the endpoints cannot admit its distribution; else they do. */
    public Concern admitting() {
        return new Admitted(this);
    }

    /** Lets a distribution in, at the second packager too: what the first one is not asked, that one is. */
    public void admit(Placement at, Supplier<String> distributionArn) {
        admission.admit(at, distributionArn);
        fallback.ifPresent(second -> {
            Placement beside = at.within(new Construct(at.scope(), "Failover"));
            second.packager.admit(beside, distributionArn);
            second.pair.prepare(beside, second.when);
        });
    }

    /** The endpoints, as far as their metrics can be named; those that serve where these fail as standbys. */
    private List<Part> parts() {
        return Stream.concat(
                        admission.parts().stream(), fallback.stream().flatMap(second -> second.packager.parts().stream()
                                .map(Packager::standby)))
                .toList();
    }

    private static Part standby(Part part) {
        return part instanceof Part.Endpoint serving ? new Part.Standby(serving.endpoint()) : part;
    }

    /** As the policies name it: one of another account is not of the account in whose template that stands. */
    public String distributionArn(Placement at, String id) {
        return isNamedElsewhere() ? DistributionArn.of(at.account(), id) : DistributionArn.of(id);
    }

    /** Whether a policy is in another stack than the distribution. */
    public boolean isNamedElsewhere() {
        return admission.namesDistributionElsewhere()
                || fallback.filter(second -> second.packager.isNamedElsewhere()).isPresent();
    }

    private void check(Plan plan) {
        admission.check(plan.at());
        plan.concern(AccessToken.class)
                .filter(token -> token.media() == AccessToken.Media.CLOSED)
                .ifPresent(token -> admission.checkRelative(plan.at()));
        fallback.ifPresent(second -> second.packager.check(plan));
    }

    private record Admitted(Packager packager) implements Concern {

        @Override
        public void check(Plan plan) {
            packager.check(plan);
        }

        @Override
        public List<Part> parts(Plan plan) {
            return packager.parts();
        }

        @Override
        public void complete(Distribution distribution, Placement facade) {
            if (packager.isNamedElsewhere()) {
                Weak.whereOthersReferTo(distribution);
            }
            packager.admit(facade, () -> packager.distributionArn(facade, distribution.getDistributionId()));
        }
    }
}
