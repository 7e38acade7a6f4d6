package io.github.cdkmediadelivery;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.constructs.Construct;

/** MediaPackage v1 as CloudFront sees it. */
record MediaPackageV1(List<MediaPackageEndpoint> endpoints, MediaPackageAccess access, CacheKey cacheKey)
        implements MediaPackageService {

    /** Exactly the managed policy's. */
    static final CacheKey QUERY_STRINGS = new CacheKey(List.of("aws.manifestfilter", "start", "end", "m"));

    @Override
    public String host() {
        return endpoints.get(0).host();
    }

    @Override
    public List<String> paths() {
        return endpoints.stream().map(MediaPackageEndpoint::path).toList();
    }

    @Override
    public ICachePolicyRef cachePolicy(StackResources shared) {
        return cacheKey.equals(QUERY_STRINGS)
                ? CachePolicy.ELEMENTAL_MEDIA_PACKAGE
                : shared.cachePolicy(cacheKey, WITHOUT_MAX_AGE);
    }

    @Override
    public OriginCredentials credentials(StackResources shared) {
        return access.credentials();
    }

    /** An endpoint can be told one secret only, but it is the same whoever tells it. */
    @Override
    public void checkAccess(StackResources shared) {}

    /** The secret does not name the distribution, so only the endpoint has to be told. */
    @Override
    public void admit(Construct scope, StackResources shared, Supplier<String> distributionArn) {
        endpoints.forEach(access::admit);
    }
}
