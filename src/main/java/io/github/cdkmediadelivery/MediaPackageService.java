package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.constructs.Construct;

/** Where the two versions of MediaPackage differ: host, paths, cache key, and who is let in how. */
sealed interface MediaPackageService permits MediaPackageV1, MediaPackageV2 {

    /** MediaPackage always says how long an answer holds; one that does not is none of its own. */
    Duration WITHOUT_MAX_AGE = Duration.ofSeconds(1);

    String host();

    List<?> endpoints();

    /** One folder per endpoint, in the order in which they were named. */
    List<String> paths();

    ICachePolicyRef cachePolicy(StackResources shared);

    OriginCredentials credentials(StackResources shared);

    /** Refuses an access that cannot be given beside what the stack's other distributions have. */
    void checkAccess(StackResources shared);

    /** The ARN is asked of the kernel only where a policy names it. */
    void admit(Construct scope, StackResources shared, Supplier<String> distributionArn);
}
