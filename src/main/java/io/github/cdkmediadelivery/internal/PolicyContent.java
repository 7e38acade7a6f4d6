package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IOriginRequestPolicyRef;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CfnCachePolicy;
import software.amazon.awscdk.services.cloudfront.CfnOriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;

/**
 * What a policy of the user's sends to the origin, as far as that can be read: one that the app defines, or one of
 * CloudFront's own.
 *
 * @param queryStrings the mode, and the names that it is about
 * @param host whether the origin gets the viewer's Host, by which neither S3 nor MediaPackage knows itself
 */
record PolicyContent(String mode, Set<String> queryStrings, boolean host) {

    private static final String ALL = "all";
    private static final String LISTED = "whitelist";
    private static final String ALL_BUT = "allExcept";

    /** Sends no query string either: a manifest would be the same for all viewers, whatever they ask for. */
    private static final String CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private static final PolicyContent PATH_ALONE = new PolicyContent(LISTED, Set.of(), false);
    private static final PolicyContent EVERYTHING = new PolicyContent(ALL, Set.of(), false);
    private static final PolicyContent WITH_HOST = new PolicyContent(ALL, Set.of(), true);

    /**
     * CloudFront's own policies, by their ids.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html">Managed
     *     cache policies</a>
     */
    private static final Map<String, PolicyContent> MANAGED = Map.ofEntries(
            Map.entry("658327ea-f89d-4fab-a63d-7e88639e58f6", PATH_ALONE),
            Map.entry("b2884449-e4de-46a7-ac36-70bc7f1ddd6d", PATH_ALONE),
            Map.entry(CACHING_DISABLED, PATH_ALONE),
            Map.entry(
                    "08627262-05a9-4f76-9ded-b50ca2e3a84f",
                    new PolicyContent(LISTED, Set.of("aws.manifestfilter", "start", "end", "m"), false)),
            Map.entry("2e54312d-136d-493c-8eb9-b001f22f67d2", WITH_HOST),
            Map.entry("83da9c7e-98b4-4e11-a168-04f0df8e2c65", WITH_HOST),
            Map.entry("4cc15a8a-d715-48a4-82b8-cc0b614638fe", WITH_HOST),
            Map.entry("216adef6-5c7f-47e4-b989-5492eafa07d3", WITH_HOST),
            Map.entry("33f36d7e-f396-46d9-90e0-52428a34d9dc", WITH_HOST),
            Map.entry("bf0718e1-ba1e-49d1-88b1-f726733018ae", WITH_HOST),
            Map.entry("b689b0a8-53d0-40ab-baf2-68738e2966ac", EVERYTHING));

    /** Nothing where it cannot be read. */
    static Optional<PolicyContent> of(ICachePolicyRef policy, Placement at) {
        Object resource =
                policy instanceof CachePolicy defined ? defined.getNode().getDefaultChild() : policy;
        return resource instanceof CfnCachePolicy own
                ? read(own.getCachePolicyConfig(), at, "parametersInCacheKeyAndForwardedToOrigin")
                : managed(policy.getCachePolicyRef().getCachePolicyId());
    }

    static Optional<PolicyContent> of(IOriginRequestPolicyRef policy, Placement at) {
        Object resource = policy instanceof OriginRequestPolicy defined
                ? defined.getNode().getDefaultChild()
                : policy;
        return resource instanceof CfnOriginRequestPolicy own
                ? read(own.getOriginRequestPolicyConfig(), at, null)
                : managed(policy.getOriginRequestPolicyRef().getOriginRequestPolicyId());
    }

    /** What is not kept cannot be mixed up: another policy may send what changes it. */
    static boolean keepsNothing(ICachePolicyRef policy) {
        return policy.getCachePolicyRef().getCachePolicyId().equals(CACHING_DISABLED);
    }

    private static Optional<PolicyContent> managed(String id) {
        return Optional.ofNullable(MANAGED.get(id));
    }

    /** The names in it that an answer needs and that are not in the key. */
    List<String> lacks(List<String> names) {
        return names.stream().filter(name -> !sends(name)).toList();
    }

    private boolean sends(String name) {
        return mode.equals(ALL) || (mode.equals(ALL_BUT) != queryStrings.contains(name));
    }

    private static Optional<PolicyContent> read(Object config, Placement at, @Nullable String part) {
        Map<?, ?> resolved = map(at.stack().resolve(config));
        Map<?, ?> parameters = part == null ? resolved : map(resolved.get(part));
        Map<?, ?> queries = map(parameters.get("queryStringsConfig"));
        Map<?, ?> headers = map(parameters.get("headersConfig"));
        String sent = String.valueOf(headers.get("headerBehavior"));
        boolean named = names(headers.get("headers")).contains("host");
        return Optional.of(new PolicyContent(
                String.valueOf(queries.get("queryStringBehavior")),
                Set.copyOf(list(queries.get("queryStrings"))),
                sent.startsWith("allViewer") || (sent.equals(ALL_BUT) != named)));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> list(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static List<String> names(@Nullable Object value) {
        return list(value).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
