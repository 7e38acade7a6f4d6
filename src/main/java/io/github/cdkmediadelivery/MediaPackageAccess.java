package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.OriginCredentials;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.SharedResources;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediapackage.CfnPackagingGroup;

/**
 * What keeps viewers from going to a MediaPackage v1 endpoint past CloudFront. Origin access control does not exist for
 * v1, so the choice is a shared secret or nothing; it has no default.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/ug/cdn-auth.html">CDN authorization in MediaPackage
 *     v1</a>
 */
public final class MediaPackageAccess extends Value<Optional<MediaPackageCdnAuthorization>> {

    private MediaPackageAccess(Optional<MediaPackageCdnAuthorization> authorization) {
        super(authorization);
    }

    /**
     * {@return the choice that the endpoint answers only requests that carry the secret}
     *
     * @param authorization the secret and the role
     */
    public static MediaPackageAccess cdnAuthorization(MediaPackageCdnAuthorization authorization) {
        Check.present("authorization", authorization);
        return new MediaPackageAccess(Optional.of(authorization));
    }

    /**
     * The endpoint answers everyone who knows its URL; CloudFront adds nothing. An address list made with
     * {@link CloudFrontAddressRanges} narrows this to "some CloudFront distribution", not to yours.
     *
     * @return the choice
     */
    public static MediaPackageAccess open() {
        return new MediaPackageAccess(Optional.empty());
    }

    /** The origin's part of it, for these endpoints. */
    Packager.Admission admission(List<MediaPackageEndpoint> endpoints) {
        return new Shared(chosen(), endpoints, Optional.empty());
    }

    /** The same for all assets of a packaging group, which is told where it is of the same app. */
    Packager.Admission admission(@Nullable CfnPackagingGroup group) {
        return new Shared(chosen(), List.of(), Optional.ofNullable(group));
    }

    /** A secret that does not name the distribution: only the endpoints have to be told, or their group. */
    private record Shared(
            Optional<MediaPackageCdnAuthorization> authorization,
            List<MediaPackageEndpoint> endpoints,
            Optional<CfnPackagingGroup> group)
            implements Packager.Admission {

        @Override
        public OriginCredentials credentials(SharedResources shared) {
            return authorization
                    .map(secret -> secret.identifier().credentials())
                    .orElse(OriginCredentials.NONE);
        }

        /** An endpoint can be told one secret only, but it is the same whoever tells it. */
        @Override
        public void check(Placement at) {
            Check.that(
                    endpoints.stream()
                                    .map(endpoint -> endpoint.identity(at))
                                    .distinct()
                                    .count()
                            == endpoints.size(),
                    "endpoints: must not name an endpoint twice",
                    endpoints,
                    "remove the duplicate");
            authorization.ifPresent(secret -> {
                secret.identifier().check(at);
                endpoints.forEach(endpoint -> secret.identifier().checkReadableBy(endpoint.region()));
                group.ifPresent(resource -> secret.identifier()
                        .checkReadableBy(Placement.of(resource).knownRegion()));
            });
        }

        @Override
        public List<Part> parts() {
            return endpoints.stream().<Part>map(MediaPackageEndpoint::part).toList();
        }

        @Override
        public void admit(Placement facade, Supplier<String> distributionArn) {
            authorization.ifPresent(secret -> {
                endpoints.forEach(endpoint -> endpoint.resource().ifPresent(secret::authorize));
                group.ifPresent(secret::authorize);
            });
        }
    }
}
