package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.EndpointAccess;
import io.github.cdkmediadelivery.internal.EndpointAccess.Signing;
import io.github.cdkmediadelivery.internal.EndpointPolicy;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.OriginCredentials;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.SharedResources;
import io.github.cdkmediadelivery.internal.V2Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a MediaPackage v2 endpoint knows that a request comes from the distribution: by CloudFront's signature (origin
 * access control, the default), by a secret header (CDN authorization), or by both.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediapackage.html">Restrict
 *     access to a MediaPackage v2 origin</a>
 */
public final class MediaPackageV2Access extends Value<EndpointAccess> {

    private MediaPackageV2Access(EndpointAccess access) {
        super(access);
    }

    /**
     * CloudFront signs its requests; the endpoint's policy lets in the exact distribution.
     *
     * @return the choice
     */
    public static MediaPackageV2Access originAccessControl() {
        return new MediaPackageV2Access(new EndpointAccess(Signing.ALWAYS, Optional.empty()));
    }

    /**
     * {@return the choice that the endpoint's policy lets in everyone who shows the secret header}
     *
     * @param authorization the secret and the role
     */
    public static MediaPackageV2Access cdnAuthorization(MediaPackageV2CdnAuthorization authorization) {
        Check.present("authorization", authorization);
        return with(Signing.NEVER, authorization);
    }

    /**
     * {@return the choice that the endpoint's policy demands both: the exact distribution, and the secret header}
     *
     * @param authorization the secret and the role
     */
    public static MediaPackageV2Access originAccessControlAndCdnAuthorization(
            MediaPackageV2CdnAuthorization authorization) {
        Check.present("authorization", authorization);
        return with(Signing.ALWAYS, authorization);
    }

    private static MediaPackageV2Access with(Signing signature, MediaPackageV2CdnAuthorization authorization) {
        return new MediaPackageV2Access(new EndpointAccess(signature, Optional.of(authorization.identifier())));
    }

    /**
     * The origin's part of it, for these endpoints.
     *
     * @param groupRegion that of their channel group; empty where it is not known
     */
    Packager.Admission admission(List<V2Endpoint> endpoints, String groupRegion) {
        return new ByPolicy(chosen(), endpoints, groupRegion);
    }

    /** Each endpoint has one policy, in which the distribution is named. */
    private record ByPolicy(EndpointAccess access, List<V2Endpoint> endpoints, String groupRegion)
            implements Packager.Admission {

        @Override
        public OriginCredentials credentials(SharedResources shared) {
            return access.credentials(shared);
        }

        @Override
        public void check(Placement at) {
            access.header().ifPresent(secret -> {
                secret.check(at);
                endpoints.forEach(endpoint -> secret.checkReadableBy(endpoint.region()));
            });
            endpoints.forEach(endpoint -> checkHere(endpoint, at));
            List<EndpointPolicy> policies =
                    endpoints.stream().map(at.own()::endpointPolicy).toList();
            Check.that(
                    policies.stream().distinct().count() == policies.size(),
                    "endpoints: must not name an endpoint twice",
                    endpoints.stream().map(V2Endpoint::shownArn).toList(),
                    "remove the duplicate");
            policies.forEach(policy -> policy.check(at, access));
        }

        /** Its ARN gets the region of the stack: elsewhere it would be another endpoint's. */
        private void checkHere(V2Endpoint endpoint, Placement at) {
            Check.that(
                    !endpoint.isHere() || !KnownArn.differ(groupRegion, at.knownRegion()),
                    "fromNames: must be said in a stack of the channel group's region",
                    groupRegion,
                    "use MediaPackageV2Endpoint.fromArn(…)");
        }

        @Override
        public void checkRelative(Placement at) {
            endpoints.forEach(endpoint -> endpoint.checkRelative(at));
        }

        @Override
        public boolean namesDistributionElsewhere() {
            return endpoints.stream().anyMatch(endpoint -> endpoint.policyStack() != null);
        }

        @Override
        public List<Part> parts() {
            return endpoints.stream().<Part>map(Part.Endpoint::new).toList();
        }

        @Override
        public void admit(Placement facade, Supplier<String> distributionArn) {
            String arn = distributionArn.get();
            endpoints.forEach(endpoint -> facade.own().endpointPolicy(endpoint).admit(facade, access, arn));
        }
    }
}
