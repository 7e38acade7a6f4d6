package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IOriginRequestPolicyRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CacheHeaderBehavior;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestHeaderBehavior;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.OriginGroup;

/** A behaviour that forwards, or keys its cache by, the secret header of its origin is refused at synthesis. */
class SecretHeaderReviewTest {

    private static final Map<String, Object> AS_THE_CLI = Map.of("@aws-cdk/core:failSynthOnValidationErrors", false);
    private static final Map<String, Object> AS_A_TEST = Map.of("@aws-cdk/core:appMode", "inmemory");

    /** What a behaviour does with viewers' headers. */
    private record Behavior(String what, Function<Stack, BehaviorOptions.Builder> options) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Arguments> conflicting() {
        return Stream.of(
                of("X-Secret", "key with it", keyedBy("X-Secret")),
                of("X-Secret", "key with it, in lower case", keyedBy("x-secret")),
                of("x-secret", "key with it, header in lower case", keyedBy("X-Secret")),
                of("X-Secret", "key with it among others", keyedBy("Accept", "X-Secret", "Origin")),
                of("Origin", "Elemental-MediaPackage", keyed(CachePolicy.ELEMENTAL_MEDIA_PACKAGE)),
                of("Origin", "UseOriginCacheControlHeaders", keyed(CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS)),
                of(
                        "Origin",
                        "UseOriginCacheControlHeaders-QueryStrings",
                        keyed(CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS)),
                of("Authorization", "Amplify", keyed(CachePolicy.AMPLIFY)),
                of("X-Secret", "request with it", asked(OriginRequestHeaderBehavior.allowList("X-Secret"))),
                of("X-Secret", "request with it, upper case", asked(OriginRequestHeaderBehavior.allowList("X-SECRET"))),
                of("X-Secret", "request with all", asked(OriginRequestHeaderBehavior.all())),
                of(
                        "X-Secret",
                        "request with all and CloudFront's",
                        asked(OriginRequestHeaderBehavior.all("CloudFront-Viewer-Country"))),
                of("X-Secret", "request without another", asked(OriginRequestHeaderBehavior.denyList("Accept"))),
                of("X-Secret", "AllViewer", forwarding(OriginRequestPolicy.ALL_VIEWER)),
                of(
                        "X-Secret",
                        "AllViewerAndCloudFrontHeaders",
                        forwarding(OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022)),
                of(
                        "X-Secret",
                        "AllViewerExceptHostHeader",
                        forwarding(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)),
                of("Referer", "UserAgentReferer", forwarding(OriginRequestPolicy.USER_AGENT_REFERER_HEADERS)),
                of("User-Agent", "UserAgentReferer", forwarding(OriginRequestPolicy.USER_AGENT_REFERER_HEADERS)),
                of("user-agent", "MediaTailor", forwarding(OriginRequestPolicy.ELEMENTAL_MEDIA_TAILOR)),
                of("Origin", "CORS-CustomOrigin", forwarding(OriginRequestPolicy.CORS_CUSTOM_ORIGIN)),
                of("Origin", "CORS-S3Origin", forwarding(OriginRequestPolicy.CORS_S3_ORIGIN)));
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                of("X-Secret", "nothing", keyed(CachePolicy.CACHING_OPTIMIZED)),
                of("X-Secret", "another header in the key", keyedBy("X-Secret-Too")),
                of("X-Secret", "another header in the request", asked(OriginRequestHeaderBehavior.allowList("Accept"))),
                of("X-Secret", "no header in the request", asked(OriginRequestHeaderBehavior.none())),
                of("X-Secret", "all but this", asked(OriginRequestHeaderBehavior.denyList("Accept", "x-secret"))),
                of("Referer", "CORS-S3Origin", forwarding(OriginRequestPolicy.CORS_S3_ORIGIN)),
                of("X-Secret", "UserAgentReferer", forwarding(OriginRequestPolicy.USER_AGENT_REFERER_HEADERS)),
                of("Referer", "MediaTailor", forwarding(OriginRequestPolicy.ELEMENTAL_MEDIA_TAILOR)),
                of("Referer", "Elemental-MediaPackage", keyed(CachePolicy.ELEMENTAL_MEDIA_PACKAGE)));
    }

    @Nested
    class ABehaviour {

        private static final String REVIEW = "io.github.cdkmediadelivery.SecretHeaderReviewTest#";

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource(REVIEW + "conflicting")
        void thatSeesTheHeaderIsRefused(String header, Behavior behavior) {
            assertThat(violations(app -> site(new Stack(app, "Test"), header, behavior)))
                    .containsExactly(refusal("*", header));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @MethodSource(REVIEW + "harmless")
        void thatDoesNotSeeTheHeaderPasses(String header, Behavior behavior) {
            assertThat(violations(app -> site(new Stack(app, "Test"), header, behavior)))
                    .isEmpty();
        }

        @Test
        void isNamedByItsPattern() {
            assertThat(violations((stack, headers) -> {
                        var origin = origin(headers);
                        twoBehaviors(stack, origin, origin);
                    }))
                    .containsExactly(refusal("/api/*", "X-Secret"));
        }

        @Test
        void ofAnotherOriginMayForwardIt() {
            assertThat(violations((stack, headers) ->
                            twoBehaviors(stack, origin(headers), new HttpOrigin("api.example.com"))))
                    .isEmpty();
        }

        @Test
        void mayForwardAHeaderThatIsNotSecret() {
            assertThat(violations((stack, headers) -> site(stack, origin(Map.of("X-Region", "eu")))))
                    .isEmpty();
        }

        @Test
        void ofAnOriginInAGroupIsSeen() {
            assertThat(violations((stack, headers) -> site(
                            stack,
                            OriginGroup.Builder.create()
                                    .primaryOrigin(new HttpOrigin("first.example.com"))
                                    .fallbackOrigin(origin(headers))
                                    .build())))
                    .containsExactly(refusal("*", "X-Secret"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"*", "X-Secret", "x-secret"})
        void isSeenThatForwardsInTheOlderForm(String forwarded) {
            assertThat(violations((stack, headers) -> {
                        var site = Distribution.Builder.create(stack, "Site")
                                .defaultBehavior(BehaviorOptions.builder()
                                        .origin(origin(headers))
                                        .build())
                                .build();
                        var resource = (CfnDistribution) site.getNode().getDefaultChild();
                        resource.addPropertyDeletionOverride("DistributionConfig.DefaultCacheBehavior.CachePolicyId");
                        resource.addPropertyOverride(
                                "DistributionConfig.DefaultCacheBehavior.ForwardedValues",
                                Map.of("QueryString", false, "Headers", List.of(forwarded)));
                    }))
                    .containsExactly(refusal("*", "X-Secret"));
        }

        @Test
        void inAStageIsSeenToo() {
            assertThat(violations(app -> conflict(new Stack(new Stage(app, "Prod"), "Test"))))
                    .hasSize(1);
        }

        @Test
        void isRefusedOnceHoweverManyHeadersThereAre() {
            assertThat(violations(app -> {
                        var stack = new Stack(app, "Test");
                        SecretHeader.Builder.create(stack, "Another", "X-Another")
                                .build();
                        conflict(stack);
                    }))
                    .hasSize(1);
        }

        @Test
        void ofTheFacadesNeverConflicts() {
            assertThat(violations(app -> {
                        var stack = new Stack(app, "Test");
                        for (var name : List.of("Referer", "User-Agent")) {
                            MediaStoreOriginDistribution.Builder.create(stack, name)
                                    .cors(CorsRules.anyOrigin())
                                    .originAccess(MediaStoreAccess.secretHeader(
                                            SecretHeader.Builder.create(stack, "Header" + name, name)
                                                    .build()))
                                    .build();
                        }
                    }))
                    .isEmpty();
        }

        private static void twoBehaviors(Stack stack, IOrigin origin, IOrigin api) {
            Distribution.Builder.create(stack, "Site")
                    .defaultBehavior(BehaviorOptions.builder().origin(origin).build())
                    .additionalBehaviors(Map.of(
                            "/api/*",
                            BehaviorOptions.builder()
                                    .origin(api)
                                    .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                                    .build()))
                    .build();
        }

        private static String refusal(String pattern, String header) {
            return "behaviour '%s': must not forward or key its cache by '%s', which CloudFront sets on its origin"
                    .formatted(pattern, header);
        }
    }

    @Nested
    class AnOrigin {

        @ParameterizedTest
        @EnumSource(names = {"HTTP_ONLY", "MATCH_VIEWER"})
        void thatIsReachedByPlainHttpIsRefused(OriginProtocolPolicy protocol) {
            assertThat(violations((stack, headers) -> siteReachedBy(protocol, headers, stack)))
                    .containsExactly(
                            "origin 'origin.example.com': must be reached by HTTPS alone, since it is sent 'X-Secret'");
        }

        @Test
        void thatIsReachedByHttpsPasses() {
            assertThat(violations((stack, headers) -> siteReachedBy(OriginProtocolPolicy.HTTPS_ONLY, headers, stack)))
                    .isEmpty();
        }

        @Test
        void withoutASecretMayBeReachedByPlainHttp() {
            assertThat(violations((stack, headers) ->
                            siteReachedBy(OriginProtocolPolicy.HTTP_ONLY, Map.of("X-Region", "eu"), stack)))
                    .isEmpty();
        }

        private static void siteReachedBy(OriginProtocolPolicy protocol, Map<String, String> headers, Stack stack) {
            Distribution.Builder.create(stack, "Site")
                    .defaultBehavior(BehaviorOptions.builder()
                            .origin(HttpOrigin.Builder.create("origin.example.com")
                                    .protocolPolicy(protocol)
                                    .customHeaders(headers)
                                    .build())
                            .build())
                    .build();
        }
    }

    @Nested
    class TheSynthesis {

        /** Java apps learn of it by an exception, which names the report; the report itself is on the error stream. */
        @Test
        void failsAndTheReportSaysWhereAndHow() {
            assertThatThrownBy(() -> Synth.synthesize(app -> conflict(new Stack(app, "Test"))))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("ValidationFailed: Validation failed.")
                    .hasMessageMatching("(?s).*A copy of this report can be found in: \\S+/validation-report\\.json.*");
        }

        @Test
        void saysEverythingWhereTheExceptionHoldsTheReport() {
            assertThatThrownBy(() -> Synth.synthesize(AS_A_TEST, app -> conflict(new Stack(app, "Test"))))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining(
                            """
                            ERROR behaviour '*': must not forward or key its cache by 'X-Secret', which CloudFront sets on its origin (cdk-media-delivery)
                               Test/Site/Resource (""")
                    .hasMessageContaining("Suggested fix: use policies without 'X-Secret' for this behaviour");
        }

        /** The command line lets the synthesis end and reads the report itself. */
        @Test
        void leavesAnErrorInTheReportForTheCommandLine() {
            var report = report(Synth.synthesize(AS_THE_CLI, app -> conflict(new Stack(app, "Test"))));
            var violation = report.path("violations").path(0);

            assertThat(report.path("conclusion").asText()).isEqualTo("failure");
            assertThat(violation.path("ruleName").asText()).isEqualTo("secret-forwarded");
            assertThat(violation.path("severity").asText()).isEqualTo("error");
            assertThat(violation.at("/violatingConstructs/0/constructPath").asText())
                    .isEqualTo("Test/Site/Resource");
        }
    }

    private static void conflict(Stack stack) {
        site(stack, "X-Secret", new Behavior("", forwarding(OriginRequestPolicy.ALL_VIEWER)));
    }

    private static void site(Stack stack, IOrigin origin) {
        Distribution.Builder.create(stack, "Site")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(origin)
                        .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                        .build())
                .build();
    }

    private static void site(Stack stack, String header, Behavior behavior) {
        var secret = SecretHeader.Builder.create(stack, "Header", header).build();
        Distribution.Builder.create(stack, "Site")
                .defaultBehavior(behavior.options()
                        .apply(stack)
                        .origin(origin(secret.asCustomHeaders()))
                        .build())
                .build();
    }

    private static IOrigin origin(Map<String, String> headers) {
        return HttpOrigin.Builder.create("origin.example.com")
                .customHeaders(headers)
                .build();
    }

    private static Arguments of(String header, String what, Function<Stack, BehaviorOptions.Builder> options) {
        return arguments(header, new Behavior(what, options));
    }

    private static Function<Stack, BehaviorOptions.Builder> keyedBy(String... headers) {
        return stack -> BehaviorOptions.builder()
                .cachePolicy(CachePolicy.Builder.create(stack, "Key")
                        .headerBehavior(CacheHeaderBehavior.allowList(headers))
                        .build());
    }

    private static Function<Stack, BehaviorOptions.Builder> keyed(ICachePolicyRef policy) {
        return stack -> BehaviorOptions.builder().cachePolicy(policy);
    }

    private static Function<Stack, BehaviorOptions.Builder> asked(OriginRequestHeaderBehavior headers) {
        return stack -> BehaviorOptions.builder()
                .originRequestPolicy(OriginRequestPolicy.Builder.create(stack, "Request")
                        .headerBehavior(headers)
                        .build());
    }

    private static Function<Stack, BehaviorOptions.Builder> forwarding(IOriginRequestPolicyRef policy) {
        return stack -> BehaviorOptions.builder().originRequestPolicy(policy);
    }

    /** In a stack that has the secret header {@code X-Secret}. */
    private static List<String> violations(BiConsumer<Stack, Map<String, String>> build) {
        return violations(app -> {
            var stack = new Stack(app, "Test");
            build.accept(
                    stack,
                    SecretHeader.Builder.create(stack, "Header", "X-Secret")
                            .build()
                            .asCustomHeaders());
        });
    }

    /** A further stack that has a conflict shows that the look over the templates happened. */
    private static List<String> violations(Consumer<App> build) {
        var report = report(Synth.synthesize(AS_THE_CLI, app -> {
            build.accept(app);
            site(new Stack(app, "Control"), "X-Control", new Behavior("", keyedBy("X-Control")));
        }));
        List<String> found = new ArrayList<>();
        List<String> places = new ArrayList<>();
        report.path("violations").forEach(violation -> {
            if (violation.path("ruleName").asText().startsWith("secret-")) {
                violation.path("violatingConstructs").forEach(construct -> {
                    places.add(construct.path("constructPath").asText());
                    found.add(violation.path("description").asText());
                });
            }
        });
        assertThat(found.remove(places.indexOf("Control/Site/Resource"))).contains("X-Control");
        return found;
    }

    /** What the library's own look at the templates found. */
    private static JsonNode report(Path assembly) {
        var file = assembly.resolve("validation-report.json");
        for (var report : Synth.read(file).path("pluginReports")) {
            if (report.path("pluginName").asText().equals("cdk-media-delivery")) {
                return report;
            }
        }
        throw new AssertionError("no finding in " + file);
    }
}
