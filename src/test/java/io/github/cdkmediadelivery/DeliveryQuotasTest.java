package io.github.cdkmediadelivery;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

class DeliveryQuotasTest {

    private static final String DISTRIBUTION = "AWS::CloudFront::Distribution";
    private static final String CACHE_POLICY = "AWS::CloudFront::CachePolicy";

    private static final String KEY_GROUP = "AWS::CloudFront::KeyGroup";

    /** Of what follows, everything that grows is warned of from this part of its quota on. */
    private static int nearly(int limit) {
        return limit * 4 / 5;
    }

    @Nested
    class AQuotaOfTheAccount {

        @ParameterizedTest
        @CsvSource({
            "AWS::CloudFront::Distribution, 500",
            "AWS::CloudFront::OriginAccessControl, 100",
            "AWS::CloudFront::CloudFrontOriginAccessIdentity, 100",
            "AWS::CloudFront::CachePolicy, 20",
            "AWS::CloudFront::OriginRequestPolicy, 20",
            "AWS::CloudFront::ResponseHeadersPolicy, 20",
            "AWS::CloudFront::Function, 100",
            "AWS::CloudFront::KeyGroup, 10"
        })
        void isWarnedOfFromFourFifthsOnAndNotExceeded(String type, int limit) {
            assertThat(found(app -> make(app, type, nearly(limit) - 1))).isEmpty();
            assertFound("warning", type, nearly(limit), limit);
            assertFound("warning", type, limit, limit);
            assertFound("error", type, limit + 1, limit);
        }

        private static void assertFound(String severity, String type, int count, int limit) {
            assertThat(found(app -> make(app, type, count))).singleElement().satisfies(finding -> {
                assertThat(finding.severity).isEqualTo(severity);
                assertThat(finding.description)
                        .startsWith("%s in the account of the deployment: %d of %d".formatted(type, count, limit));
                assertThat(finding.fix)
                        .isEqualTo("share it over the stacks with DeliveryPolicies, or have the quota raised and say"
                                + " so with DeliveryQuotas.raised(…)");
                assertThat(finding.constructs).contains("Test0/Resource0");
            });
        }

        @Test
        void namesTheConstructsButNotAllOfFiveHundred() {
            assertThat(found(app -> make(app, CACHE_POLICY, 17)))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.constructs)
                            .containsExactlyElementsOf(IntStream.range(0, 17)
                                    .mapToObj(index -> "Test0/Resource" + index)
                                    .toList()));
            assertThat(found(app -> make(app, DISTRIBUTION, 450)))
                    .singleElement()
                    .satisfies(warning -> {
                        assertThat(warning.description).endsWith("450 of 500; the first 20 are named");
                        assertThat(warning.constructs).hasSize(20);
                    });
        }

        @Test
        void isCountedForEachAccountAndOverItsRegions() {
            assertThat(found(app -> {
                        make(stack(app, "Ireland", "111122223333", "eu-west-1"), CACHE_POLICY, 10);
                        make(stack(app, "Virginia", "111122223333", "us-east-1"), CACHE_POLICY, 11);
                        make(stack(app, "Other", "444455556666", "eu-west-1"), CACHE_POLICY, 15);
                    }))
                    .singleElement()
                    .satisfies(error -> {
                        assertThat(error.severity).isEqualTo("error");
                        assertThat(error.description).startsWith(CACHE_POLICY + " in 111122223333: 21 of 20");
                        assertThat(error.constructs)
                                .hasSizeBetween(20, 21)
                                .contains("Ireland/Resource0", "Virginia/Resource0")
                                .noneMatch(construct -> construct.startsWith("Other"));
                    });
        }

        @Test
        void isCountedOverStagesAndNestedStacks() {
            assertThat(found(app -> {
                        make(new Stack(Stage.Builder.create(app, "One").build(), "Test"), CACHE_POLICY, 6);
                        var stack = new Stack(Stage.Builder.create(app, "Two").build(), "Test");
                        make(stack, CACHE_POLICY, 5);
                        make(new NestedStack(new NestedStack(stack, "Outer"), "Inner"), CACHE_POLICY, 5);
                    }))
                    .singleElement()
                    .satisfies(warning -> {
                        assertThat(warning.description).contains("16 of 20");
                        assertThat(warning.constructs)
                                .contains("One/Test/Resource0", "Two/Test/Resource0", "Two/Test/Outer/Inner/Resource0");
                    });
        }

        @Test
        void failsTheSynthesisWhereItIsExceeded() {
            assertThatThrownBy(() -> Synth.synthesize(app -> {
                        DeliveryQuotas.defaults().guard(app);
                        make(app, CACHE_POLICY, 21);
                    }))
                    .hasMessageContaining("Validation failed");
        }
    }

    @Nested
    class ARaisedQuota {

        @Test
        void isTheLimitAndLeavesTheOthersAndTheDefaultsAlone() {
            var defaults = DeliveryQuotas.defaults();
            var raised = defaults.raised(CACHE_POLICY, 40).raised(DISTRIBUTION, 1000);

            assertThat(found(raised, app -> make(app, CACHE_POLICY, 31))).isEmpty();
            assertThat(found(raised, app -> make(app, CACHE_POLICY, 41)))
                    .singleElement()
                    .satisfies(error -> assertThat(error.description).contains("41 of 40"));
            assertThat(found(raised, app -> make(app, KEY_GROUP, 11))).hasSize(1);
            assertThat(found(defaults, app -> make(app, CACHE_POLICY, 21))).hasSize(1);
        }

        @Test
        void isOneThatIsCounted() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeliveryQuotas.defaults().raised("AWS::S3::Bucket", 200))
                    .withMessage("raised: must be a resource type that is counted, got 'AWS::S3::Bucket'; use one of"
                            + " [AWS::CloudFront::CachePolicy, AWS::CloudFront::CloudFrontOriginAccessIdentity,"
                            + " AWS::CloudFront::Distribution, AWS::CloudFront::Function, AWS::CloudFront::KeyGroup,"
                            + " AWS::CloudFront::OriginAccessControl, AWS::CloudFront::OriginRequestPolicy,"
                            + " AWS::CloudFront::ResponseHeadersPolicy]");
        }

        @Test
        void isAboveTheDefault() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeliveryQuotas.defaults().raised(CACHE_POLICY, 20))
                    .withMessage("raised: must be more than the default of 20, got '20'; remove it");
        }
    }

    /** A quota of one template, policy or distribution: what uses it up in the stack {@code Test}. */
    private record Quota(String what, int limit, String wayOut, String construct, ObjIntConsumer<Stack> use) {

        List<Found> used(int count) {
            return found(app -> use.accept(new Stack(app, "Test"), count));
        }

        Found finding(String severity, int count) {
            return new Found(severity, "%s: %d of %d".formatted(what, count, limit), wayOut, List.of(construct));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static Quota ofTemplate(String what, int limit, ObjIntConsumer<Stack> use) {
        return new Quota(what + " of Test.template.json", limit, "move constructs into another stack", "Test", use);
    }

    private static Quota ofDistribution(String what, int limit, String property, IntFunction<Object> value) {
        return new Quota(
                what,
                limit,
                "spread it over several distributions",
                "Test/Resource",
                (stack, count) -> resource(
                        stack,
                        "Resource",
                        DISTRIBUTION,
                        Map.of("DistributionConfig", Map.of(property, value.apply(count)))));
    }

    private static Quota ofBehavior(String what, String property, Function<Map<String, ?>, Object> behaviors) {
        return new Quota(
                what,
                4,
                "put the keys into fewer groups",
                "Test/Resource",
                ofDistribution(
                                what,
                                4,
                                property,
                                count -> behaviors.apply(
                                        Map.of("PathPattern", "/films/*", "TrustedKeyGroups", nCopies(count, "x"))))
                        .use);
    }

    private static Quota ofPolicy(String what, String type, String list, String config, String... path) {
        return new Quota(
                what + " of the policy",
                10,
                "remove those that do not change the response",
                "Test/Resource",
                (stack, count) -> {
                    Object properties = Map.of(list + "Config", Map.of(list, nCopies(count, "x")));
                    for (var part : path) {
                        properties = Map.of(part, properties);
                    }
                    resource(stack, "Resource", type, Map.of(config, properties));
                });
    }

    private static Stream<Quota> ofPolicies(String type, String config, String... path) {
        return Stream.of(
                ofPolicy("query strings", type, "QueryStrings", config, path),
                ofPolicy("headers", type, "Headers", config, path));
    }

    @Nested
    class AQuotaOfATemplateADistributionOrAPolicy {

        /**
         * The CDK's own parameter counts too, the version of the bootstrap stack, and so does the default behaviour.
         */
        static Stream<Quota> growing() {
            return Stream.of(
                    ofTemplate("resources", 500, (stack, count) -> make(stack, "AWS::SNS::Topic", count)),
                    ofTemplate("outputs", 200, (stack, count) -> IntStream.range(0, count)
                            .forEach(index -> CfnOutput.Builder.create(stack, "Output" + index)
                                    .value("text")
                                    .build())),
                    ofTemplate("parameters", 200, (stack, count) -> IntStream.range(1, count)
                            .forEach(index -> new CfnParameter(stack, "Parameter" + index))),
                    ofTemplate(
                            "dynamic references",
                            60,
                            (stack, count) -> resource(
                                    stack,
                                    "Topic",
                                    "AWS::SNS::Topic",
                                    Map.of("DisplayName", "{{resolve:secretsmanager:name}}".repeat(count)))),
                    ofDistribution(
                            "behaviours",
                            75,
                            "CacheBehaviors",
                            count -> nCopies(count - 1, Map.of("PathPattern", "/x"))),
                    ofDistribution("origins", 100, "Origins", count -> nCopies(count, Map.of("Id", "x"))),
                    ofDistribution("alternate names", 100, "Aliases", count -> nCopies(count, "www.example.com")));
        }

        /** Whoever uses one of these up has decided to. */
        static Stream<Quota> decided() {
            return Stream.of(
                            Stream.of(
                                    ofBehavior("key groups of behaviour '/films/*'", "CacheBehaviors", List::of),
                                    ofBehavior(
                                            "key groups of the default behaviour", "DefaultCacheBehavior", one -> one)),
                            ofPolicies(CACHE_POLICY, "CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"),
                            ofPolicies("AWS::CloudFront::OriginRequestPolicy", "OriginRequestPolicyConfig"))
                    .flatMap(quotas -> quotas);
        }

        @ParameterizedTest
        @MethodSource("growing")
        void isWarnedOfFromFourFifthsOnWhereItGrows(Quota quota) {
            var nearly = nearly(quota.limit);

            assertThat(quota.used(nearly - 1)).isEmpty();
            assertThat(quota.used(nearly)).containsExactly(quota.finding("warning", nearly));
        }

        @ParameterizedTest
        @MethodSource("decided")
        void mayBeUsedUpInSilenceWhereSomeoneHasDecidedTo(Quota quota) {
            assertThat(quota.used(quota.limit)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource({"growing", "decided"})
        void isNotExceeded(Quota quota) {
            assertThat(quota.used(quota.limit + 1)).containsExactly(quota.finding("error", quota.limit + 1));
        }
    }

    /** What the report says of one quota. */
    private record Found(String severity, String description, String fix, List<String> constructs) {

        static Found of(JsonNode violation) {
            return new Found(
                    violation.path("severity").asText(),
                    violation.path("description").asText(),
                    violation.path("suggestedFix").asText(),
                    elements(violation.path("violatingConstructs"))
                            .map(construct -> construct.path("constructPath").asText())
                            .toList());
        }
    }

    private static List<Found> found(Consumer<App> build) {
        return found(DeliveryQuotas.defaults(), build);
    }

    private static List<Found> found(DeliveryQuotas quotas, Consumer<App> build) {
        Map<String, Object> context = new HashMap<>();
        context.put("@aws-cdk/core:failSynthOnValidationErrors", false); // the report says it all
        context.put("@aws-cdk/core:stackResourceLimit", 0); // the guard is to find it
        var assembly = Synth.synthesize(context, app -> {
            quotas.guard(app);
            build.accept(app);
        });
        var report = assembly.resolve("validation-report.json");
        assertThat(report).exists();
        return elements(Synth.read(report).path("pluginReports"))
                .peek(plugin -> assertThat(plugin.path("metadata").path("error").asText())
                        .isEmpty())
                .filter(plugin -> plugin.path("pluginName").asText().equals("cdk-media-delivery-quotas"))
                .flatMap(plugin -> elements(plugin.path("violations")))
                .map(Found::of)
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Resources of one type, at most three hundred in a stack, so that no other quota is in sight. */
    private static void make(App app, String type, int count) {
        for (int first = 0; first < count; first += 300) {
            make(new Stack(app, "Test" + first / 300), type, Math.min(300, count - first));
        }
    }

    private static void make(Construct scope, String type, int count) {
        IntStream.range(0, count).forEach(index -> resource(scope, "Resource" + index, type, Map.of()));
    }

    private static void resource(Construct scope, String id, String type, Map<String, Object> properties) {
        CfnResource.Builder.create(scope, id).type(type).properties(properties).build();
    }

    private static Stack stack(App app, String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }
}
