package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CloudFront's own policies by their ids, as AWS documents them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html">Managed
 *     cache policies</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html">Managed
 *     origin request policies</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html">Managed
 *     response headers policies</a>
 */
final class ManagedPolicies {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Selection NO = Selection.NONE;
    private static final Selection ALL = Selection.ALL;
    private static final Selection HOST_ORIGIN_METHOD =
            Selection.of("Host", "Origin", "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override");

    private static final Duration AMPLIFY_LEAST = Duration.ofSeconds(2);
    private static final Duration AMPLIFY_MOST = Duration.ofMinutes(10);

    static final Map<String, CachePolicy> CACHE = Map.of(
            "2e54312d-136d-493c-8eb9-b001f22f67d2",
                    new CachePolicy(
                            "Amplify",
                            Selection.of("Authorization", "CloudFront-Viewer-Country", "Host"),
                            ALL,
                            ALL,
                            true,
                            true,
                            AMPLIFY_LEAST,
                            AMPLIFY_LEAST,
                            AMPLIFY_MOST),
            "658327ea-f89d-4fab-a63d-7e88639e58f6",
                    new CachePolicy("CachingOptimized", NO, NO, NO, true, true, SECOND, DAY, YEAR),
            "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
                    new CachePolicy(
                            "CachingOptimizedForUncompressedObjects", NO, NO, NO, false, false, SECOND, DAY, YEAR),
            "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                    new CachePolicy(
                            "CachingDisabled", NO, NO, NO, false, false, Duration.ZERO, Duration.ZERO, Duration.ZERO),
            "08627262-05a9-4f76-9ded-b50ca2e3a84f",
                    new CachePolicy(
                            "Elemental-MediaPackage",
                            Selection.of("Origin"),
                            NO,
                            Selection.of("aws.manifestfilter", "start", "end", "m"),
                            true,
                            false,
                            Duration.ZERO,
                            DAY,
                            YEAR),
            "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
                    new CachePolicy(
                            "UseOriginCacheControlHeaders",
                            HOST_ORIGIN_METHOD,
                            ALL,
                            NO,
                            true,
                            true,
                            Duration.ZERO,
                            Duration.ZERO,
                            YEAR),
            "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
                    new CachePolicy(
                            "UseOriginCacheControlHeaders-QueryStrings",
                            HOST_ORIGIN_METHOD,
                            ALL,
                            ALL,
                            true,
                            true,
                            Duration.ZERO,
                            Duration.ZERO,
                            YEAR));

    static final Map<String, ForwardPolicy> FORWARD = Map.of(
            "216adef6-5c7f-47e4-b989-5492eafa07d3", new ForwardPolicy("AllViewer", ALL, ALL, ALL),
            "33f36d7e-f396-46d9-90e0-52428a34d9dc",
                    new ForwardPolicy("AllViewerAndCloudFrontHeaders-2022-06", ALL, ALL, ALL),
            "b689b0a8-53d0-40ab-baf2-68738e2966ac",
                    new ForwardPolicy(
                            "AllViewerExceptHostHeader",
                            new Selection(Selection.Mode.ALL_BUT, List.of("Host")),
                            ALL,
                            ALL),
            "59781a5b-3903-41f3-afcb-af62929ccde1",
                    new ForwardPolicy("CORS-CustomOrigin", Selection.of("Origin"), NO, NO),
            "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
                    new ForwardPolicy(
                            "CORS-S3Origin",
                            Selection.of("Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"),
                            NO,
                            NO),
            "775133bc-15f2-49f9-abea-afb2e0bf67d2",
                    new ForwardPolicy(
                            "Elemental-MediaTailor-PersonalizedManifests",
                            Selection.of(
                                    "Origin",
                                    "Access-Control-Request-Headers",
                                    "Access-Control-Request-Method",
                                    "User-Agent",
                                    "X-Forwarded-For"),
                            NO,
                            ALL),
            "bf0718e1-ba1e-49d1-88b1-f726733018ae", new ForwardPolicy("HostHeaderOnly", Selection.of("Host"), NO, NO),
            "acba4595-bd28-49b8-b9fe-13317c0390fa",
                    new ForwardPolicy("UserAgentRefererHeaders", Selection.of("User-Agent", "Referer"), NO, NO));

    private static final List<String> ANY = List.of("*");
    private static final List<String> EVERY = List.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");
    private static final Map<String, String> SECURITY = Map.of(
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Strict-Transport-Security", "max-age=31536000",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "SAMEORIGIN",
            "X-XSS-Protection", "1; mode=block");
    private static final List<String> OVERRIDING = List.of("X-Content-Type-Options");

    static final Map<String, ResponseHeaders> RESPONSE = Map.of(
            "60669652-455b-4ae9-85a4-c4c02393f86c",
                    new ResponseHeaders("SimpleCORS", simple(), Map.of(), List.of(), List.of()),
            "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
                    new ResponseHeaders("CORS-With-Preflight", preflight(), Map.of(), List.of(), List.of()),
            "67f7725c-6f97-4210-82d7-5512b31e9d03",
                    new ResponseHeaders("SecurityHeadersPolicy", Optional.empty(), SECURITY, OVERRIDING, List.of()),
            "e61eb60c-9c35-4d20-a928-2b84e02af89c",
                    new ResponseHeaders("CORS-and-SecurityHeadersPolicy", simple(), SECURITY, OVERRIDING, List.of()),
            "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
                    new ResponseHeaders(
                            "CORS-with-preflight-and-SecurityHeadersPolicy",
                            preflight(),
                            SECURITY,
                            OVERRIDING,
                            List.of()));

    /**
     * What S3 takes for headers of its answer, and CloudFront keeps from a bucket where a policy of its own forwards
     * all query strings.
     */
    private static final List<String> ANSWERS_OF_S3 =
            List.of("response-content-type", "response-content-disposition", "response-content-encoding");

    private ManagedPolicies() {}

    /** Whether a parameter that a policy forwards comes to an origin. */
    static boolean forwards(ForwardPolicy policy, Origin origin, String parameter) {
        boolean kept =
                ANSWERS_OF_S3.contains(parameter) && origin.protocol().equals("s3") && FORWARD.containsValue(policy);
        return policy.queryStrings().has(parameter) && !kept;
    }

    private static Optional<ResponseHeaders.Cors> simple() {
        return Optional.of(new ResponseHeaders.Cors(ANY, List.of(), List.of(), List.of(), false, Duration.ZERO, false));
    }

    private static Optional<ResponseHeaders.Cors> preflight() {
        return Optional.of(new ResponseHeaders.Cors(ANY, EVERY, List.of(), ANY, false, Duration.ZERO, false));
    }
}
