package io.github.cdkmediadelivery;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.constructs.Construct;

/** MediaPackage v2 as CloudFront sees it. */
record MediaPackageV2(
        String host, List<MediaPackageV2Endpoint> endpoints, MediaPackageV2Access access, CacheKey cacheKey)
        implements MediaPackageService {

    /**
     * What changes v2's answers: filters, settings, time shift, low-latency HLS. The managed policy
     * Elemental-MediaPackage is v1's and lacks several of these: two viewers would get each other's manifests.
     */
    static final CacheKey QUERY_STRINGS = new CacheKey(List.of(
            "aws.manifestfilter",
            "aws.manifestsettings",
            "start",
            "end",
            "time_delay",
            "_HLS_msn",
            "_HLS_part",
            "_HLS_skip"));

    private static final Pattern HOST =
            Pattern.compile("([a-z0-9-]+\\.)+?mediapackagev2\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

    static String egressDomain(String domain) {
        if (!Check.isToken(domain) && !HOST.matcher(domain).matches()) {
            throw Check.refusal(
                    "egressDomain",
                    "must be a bare MediaPackage v2 host (ID.egress.ID.mediapackagev2.REGION.amazonaws.com)",
                    domain,
                    domain.contains(".mediapackage.")
                            ? "use MediaPackageOrigin.v1(…) for it"
                            : "use the channel group's egress domain, without scheme and path");
        }
        return domain;
    }

    @Override
    public List<String> paths() {
        return endpoints.stream().map(MediaPackageV2Endpoint::path).toList();
    }

    @Override
    public ICachePolicyRef cachePolicy(StackResources shared) {
        return shared.cachePolicy(cacheKey, WITHOUT_MAX_AGE);
    }

    @Override
    public OriginCredentials credentials(StackResources shared) {
        return access.credentials(shared);
    }

    @Override
    public void checkAccess(StackResources shared) {
        endpoints.forEach(endpoint -> shared.endpointPolicy(endpoint).check(access));
    }

    @Override
    public void admit(Construct scope, StackResources shared, Supplier<String> distributionArn) {
        String arn = distributionArn.get();
        endpoints.forEach(endpoint -> shared.endpointPolicy(endpoint).admit(scope, access, arn));
    }
}
