package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;

/**
 * A version of MediaPackage as CloudFront sees it: one host, a folder for each endpoint, and who is let in how.
 *
 * @param folders of the endpoints at the origin, in the order in which they were named
 */
public record Packager(
        String host, List<String> folders, Caching caching, Admission admission, HttpsOrigin.Connection connection) {

    /** All endpoints of a host lie in it. */
    private static final String ALL = "/out/v1";

    /** What CloudFront shows to the endpoints, and what they must know for it. */
    public interface Admission {

        OriginCredentials credentials(SharedResources shared);

        /** Refuses an access that cannot be given beside what the stack's other distributions have. */
        void check(Placement at);

        /** The ARN is asked of the kernel only where a policy names it. */
        void admit(Placement facade, Supplier<String> distributionArn);
    }

    /** The same origin as aws-cdk-lib's own class: no call back into Java when it is rendered. */
    public IOrigin origin(SharedResources shared) {
        return shared.origin(new HttpsOrigin(host, admission.credentials(shared), connection));
    }

    /**
     * What viewers ask for, endpoint by endpoint. Manifests and media lie in one folder. Endpoints share the host, and
     * one that is served must not lead to another: MediaPackage itself puts two dots into no path.
     */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.Refused.twisted(ALL.startsWith(connection.originPath()) ? viewerPath(ALL) : ""));
        folders.forEach(folder -> routes.add(Route.manifests(PathPattern.of(viewerPath(folder) + "/*"), caching)));
        return routes;
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
        }

        @Override
        public void complete(Distribution distribution, Placement facade) {
            admission.admit(facade, () -> DistributionArn.of(distribution.getDistributionId()));
        }
    }
}
