package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.services.cloudfront.ICachePolicy;
import software.amazon.awscdk.services.cloudfront.IOriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.IResponseHeadersPolicy;

/** CloudFront's own policies: the ids of the CDK's constants, the contents of AWS's pages. */
class ManagedPoliciesTest {

    private static <T> Set<String> ids(Class<?> constants, Class<T> type, java.util.function.Function<T, String> id) {
        return Arrays.stream(constants.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType()))
                .map(field -> id.apply(type.cast(value(field))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allOfTheCdkAreKnown() {
        assertThat(ManagedPolicies.CACHE.keySet())
                .isEqualTo(ids(
                        software.amazon.awscdk.services.cloudfront.CachePolicy.class,
                        ICachePolicy.class,
                        ICachePolicy::getCachePolicyId));
        assertThat(ManagedPolicies.FORWARD.keySet())
                .isEqualTo(ids(
                        software.amazon.awscdk.services.cloudfront.OriginRequestPolicy.class,
                        IOriginRequestPolicy.class,
                        IOriginRequestPolicy::getOriginRequestPolicyId));
        assertThat(ManagedPolicies.RESPONSE.keySet())
                .isEqualTo(ids(
                        software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy.class,
                        IResponseHeadersPolicy.class,
                        IResponseHeadersPolicy::getResponseHeadersPolicyId));
    }

    /**
     * <a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html">Use
     * managed cache policies</a>: id, name, minimum, default and maximum TTL, headers, cookies, query strings, and
     * which compressed objects are kept apart.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2e54312d-136d-493c-8eb9-b001f22f67d2 | Amplify | 2 | 2 | 600 | Authorization CloudFront-Viewer-Country Host | all | all | gzip brotli",
                "4135ea2d-6df8-44a3-9df3-4b5a84be39ad | CachingDisabled | 0 | 0 | 0 | none | none | none | none",
                "658327ea-f89d-4fab-a63d-7e88639e58f6 | CachingOptimized | 1 | 86400 | 31536000 | none | none | none | gzip brotli",
                "b2884449-e4de-46a7-ac36-70bc7f1ddd6d | CachingOptimizedForUncompressedObjects | 1 | 86400 | 31536000 | none | none | none | none",
                "08627262-05a9-4f76-9ded-b50ca2e3a84f | Elemental-MediaPackage | 0 | 86400 | 31536000 | Origin | none | aws.manifestfilter start end m | gzip",
                "83da9c7e-98b4-4e11-a168-04f0df8e2c65 | UseOriginCacheControlHeaders | 0 | 0 | 31536000 | Host Origin X-HTTP-Method-Override X-HTTP-Method X-Method-Override | all | none | gzip brotli",
                "4cc15a8a-d715-48a4-82b8-cc0b614638fe | UseOriginCacheControlHeaders-QueryStrings | 0 | 0 | 31536000 | Host Origin X-HTTP-Method-Override X-HTTP-Method X-Method-Override | all | all | gzip brotli",
            })
    void aCachePolicy(
            String id,
            String name,
            long min,
            long usual,
            long max,
            String headers,
            String cookies,
            String queryStrings,
            String compressed) {
        CachePolicy policy = ManagedPolicies.CACHE.get(id);

        assertThat(policy.name()).isEqualTo(name);
        assertThat(List.of(policy.min(), policy.usual(), policy.max()))
                .containsExactly(Duration.ofSeconds(min), Duration.ofSeconds(usual), Duration.ofSeconds(max));
        assertThat(selected(policy.headers())).isEqualTo(names(headers));
        assertThat(selected(policy.cookies())).isEqualTo(names(cookies));
        assertThat(selected(policy.queryStrings())).isEqualTo(names(queryStrings));
        assertThat(policy.gzip()).isEqualTo(compressed.contains("gzip"));
        assertThat(policy.brotli()).isEqualTo(compressed.contains("brotli"));
    }

    /**
     * <a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html">Use
     * managed origin request policies</a>: id, name, headers, cookies, query strings.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "216adef6-5c7f-47e4-b989-5492eafa07d3 | AllViewer | all | all | all",
                "33f36d7e-f396-46d9-90e0-52428a34d9dc | AllViewerAndCloudFrontHeaders-2022-06 | all | all | all",
                "b689b0a8-53d0-40ab-baf2-68738e2966ac | AllViewerExceptHostHeader | all-but Host | all | all",
                "59781a5b-3903-41f3-afcb-af62929ccde1 | CORS-CustomOrigin | Origin | none | none",
                "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf | CORS-S3Origin | Origin Access-Control-Request-Headers Access-Control-Request-Method | none | none",
                "775133bc-15f2-49f9-abea-afb2e0bf67d2 | Elemental-MediaTailor-PersonalizedManifests | Origin Access-Control-Request-Headers Access-Control-Request-Method User-Agent X-Forwarded-For | none | all",
                "bf0718e1-ba1e-49d1-88b1-f726733018ae | HostHeaderOnly | Host | none | none",
                "acba4595-bd28-49b8-b9fe-13317c0390fa | UserAgentRefererHeaders | User-Agent Referer | none | none",
            })
    void anOriginRequestPolicy(String id, String name, String headers, String cookies, String queryStrings) {
        ForwardPolicy policy = ManagedPolicies.FORWARD.get(id);

        assertThat(policy.name()).isEqualTo(name);
        assertThat(selected(policy.headers())).isEqualTo(names(headers));
        assertThat(selected(policy.cookies())).isEqualTo(names(cookies));
        assertThat(selected(policy.queryStrings())).isEqualTo(names(queryStrings));
    }

    /**
     * <a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html">Use
     * managed response headers policies</a>: id, name, which of the two sets of headers.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60669652-455b-4ae9-85a4-c4c02393f86c | SimpleCORS | simple | false",
                "5cc3b908-e619-4b99-88e5-2cf7f45965bd | CORS-With-Preflight | preflight | false",
                "67f7725c-6f97-4210-82d7-5512b31e9d03 | SecurityHeadersPolicy | none | true",
                "e61eb60c-9c35-4d20-a928-2b84e02af89c | CORS-and-SecurityHeadersPolicy | simple | true",
                "eaab4381-ed33-4a86-88ca-d9558dc6cd63 | CORS-with-preflight-and-SecurityHeadersPolicy | preflight | true",
            })
    void aResponseHeadersPolicy(String id, String name, String cors, boolean security) {
        ResponseHeaders policy = ManagedPolicies.RESPONSE.get(id);

        assertThat(policy.name()).isEqualTo(name);
        assertThat(policy.cors().map(ResponseHeaders.Cors::origins))
                .isEqualTo(cors.equals("none") ? Optional.empty() : Optional.of(List.of("*")));
        assertThat(policy.cors().map(ResponseHeaders.Cors::override).orElse(false))
                .isFalse();
        assertThat(policy.cors().map(given -> Set.copyOf(given.methods())).orElse(Set.of()))
                .isEqualTo(
                        cors.equals("preflight")
                                ? Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
                                : Set.of());
        assertThat(policy.cors().map(ResponseHeaders.Cors::exposed).orElse(List.of()))
                .isEqualTo(cors.equals("preflight") ? List.of("*") : List.of());
        assertThat(policy.headers())
                .isEqualTo(
                        security
                                ? Map.of(
                                        "Referrer-Policy", "strict-origin-when-cross-origin",
                                        "Strict-Transport-Security", "max-age=31536000",
                                        "X-Content-Type-Options", "nosniff",
                                        "X-Frame-Options", "SAMEORIGIN",
                                        "X-XSS-Protection", "1; mode=block")
                                : Map.of());
        assertThat(policy.overriding()).isEqualTo(security ? List.of("X-Content-Type-Options") : List.of());
    }

    private static Set<String> selected(Selection selection) {
        return switch (selection.mode()) {
            case NONE -> Set.of();
            case ALL -> Set.of("all");
            case LISTED -> Set.copyOf(selection.names());
            case ALL_BUT -> names("all-but " + String.join(" ", selection.names()));
        };
    }

    private static Set<String> names(String listed) {
        return listed.equals("none") ? Set.of() : Set.of(listed.split(" ", -1));
    }
}
