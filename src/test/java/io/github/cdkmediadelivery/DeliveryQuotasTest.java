package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static final String HERE = "the account of the deployment";
    private static final String SHARE = "share it over the stacks with DeliveryPolicies, or have the quota raised and"
            + " say so with DeliveryQuotas.raised(…)";
    private static final String SPLIT = "move constructs into another stack";
    private static final String SPREAD = "spread it over several distributions";
    private static final String REMOVE = "remove those that do not change the response";

    private static final String DISTRIBUTION = "AWS::CloudFront::Distribution";
    private static final String CACHE_POLICY = "AWS::CloudFront::CachePolicy";

    /** A quota of the account, and how many of a type nearly use it up. */
    private record OfAccount(String type, int limit, int nearly) {

        @Override
        public String toString() {
            return type;
        }
    }

    static Stream<OfAccount> quotasOfTheAccount() {
        return Stream.of(
                new OfAccount(DISTRIBUTION, 500, 400),
                new OfAccount("AWS::CloudFront::OriginAccessControl", 100, 80),
                new OfAccount("AWS::CloudFront::CloudFrontOriginAccessIdentity", 100, 80),
                new OfAccount(CACHE_POLICY, 20, 16),
                new OfAccount("AWS::CloudFront::OriginRequestPolicy", 20, 16),
                new OfAccount("AWS::CloudFront::ResponseHeadersPolicy", 20, 16),
                new OfAccount("AWS::CloudFront::Function", 100, 80),
                new OfAccount("AWS::CloudFront::KeyGroup", 10, 8));
    }

    /** A quota of one template, policy or distribution: what uses it up in the stack {@code Test}. */
    private record OfOne(
            String what, int limit, int nearly, String wayOut, String construct, BiConsumer<Stack, Integer> use) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<OfOne> quotasThatGrow() {
        return Stream.of(
                new OfOne("resources of Test.template.json", 500, 400, SPLIT, "Test", (stack, count) -> IntStream.range(
                                0, count)
                        .forEach(index -> resource(stack, "Topic" + index, "AWS::SNS::Topic", Map.of()))),
                new OfOne("outputs of Test.template.json", 200, 160, SPLIT, "Test", (stack, count) -> IntStream.range(
                                0, count)
                        .forEach(index -> CfnOutput.Builder.create(stack, "Output" + index)
                                .value("text")
                                .build())),
                // The CDK's own counts too: the version of the bootstrap stack.
                new OfOne(
                        "parameters of Test.template.json", 200, 160, SPLIT, "Test", (stack, count) -> IntStream.range(
                                        1, count)
                                .forEach(index -> new CfnParameter(stack, "Parameter" + index))),
                new OfOne(
                        "dynamic references of Test.template.json",
                        60,
                        48,
                        SPLIT,
                        "Test",
                        (stack, count) -> resource(
                                stack,
                                "Topic",
                                "AWS::SNS::Topic",
                                Map.of("DisplayName", "{{resolve:secretsmanager:name}}".repeat(count)))),
                // The default behaviour is counted.
                new OfOne(
                        "behaviours",
                        75,
                        60,
                        SPREAD,
                        "Test/Resource",
                        (stack, count) -> distribution(
                                stack, "CacheBehaviors", Collections.nCopies(count - 1, Map.of("PathPattern", "/x")))),
                new OfOne(
                        "origins",
                        100,
                        80,
                        SPREAD,
                        "Test/Resource",
                        (stack, count) ->
                                distribution(stack, "Origins", Collections.nCopies(count, Map.of("Id", "x")))),
                new OfOne(
                        "alternate names",
                        100,
                        80,
                        SPREAD,
                        "Test/Resource",
                        (stack, count) ->
                                distribution(stack, "Aliases", Collections.nCopies(count, "www.example.com"))));
    }

    /** Whoever uses one of these up has decided to. */
    static Stream<OfOne> quotasThatDoNotGrow() {
        return Stream.of(
                new OfOne(
                        "key groups of behaviour '/films/*'",
                        4,
                        4,
                        "put the keys into fewer groups",
                        "Test/Resource",
                        (stack, count) -> distribution(
                                stack,
                                "CacheBehaviors",
                                List.of(Map.of(
                                        "PathPattern",
                                        "/films/*",
                                        "TrustedKeyGroups",
                                        Collections.nCopies(count, "x"))))),
                new OfOne(
                        "key groups of the default behaviour",
                        4,
                        4,
                        "put the keys into fewer groups",
                        "Test/Resource",
                        (stack, count) -> distribution(
                                stack,
                                "DefaultCacheBehavior",
                                Map.of("TrustedKeyGroups", Collections.nCopies(count, "x")))),
                new OfOne(
                        "query strings of the policy",
                        10,
                        10,
                        REMOVE,
                        "Test/Resource",
                        (stack, count) -> cachePolicy(
                                stack, "QueryStringsConfig", "QueryStrings", Collections.nCopies(count, "x"))),
                new OfOne(
                        "headers of the policy",
                        10,
                        10,
                        REMOVE,
                        "Test/Resource",
                        (stack, count) ->
                                cachePolicy(stack, "HeadersConfig", "Headers", Collections.nCopies(count, "x"))),
                new OfOne(
                        "query strings of the policy",
                        10,
                        10,
                        REMOVE,
                        "Test/Resource",
                        (stack, count) -> originRequestPolicy(
                                stack, "QueryStringsConfig", "QueryStrings", Collections.nCopies(count, "x"))),
                new OfOne(
                        "headers of the policy",
                        10,
                        10,
                        REMOVE,
                        "Test/Resource",
                        (stack, count) -> originRequestPolicy(
                                stack, "HeadersConfig", "Headers", Collections.nCopies(count, "x"))));
    }

    @ParameterizedTest
    @MethodSource("quotasOfTheAccount")
    void aQuotaOfTheAccountThatIsNearlyUsedUpIsAWarning(OfAccount quota) {
        assertThat(found(app -> make(app, quota.type, quota.nearly - 1))).isEmpty();

        assertThat(found(app -> make(app, quota.type, quota.nearly)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.severity).isEqualTo("warning");
                    assertThat(warning.description)
                            .startsWith("%s in %s: %d of %d".formatted(quota.type, HERE, quota.nearly, quota.limit));
                    assertThat(warning.fix).isEqualTo(SHARE);
                    assertThat(warning.constructs).contains("Test0/Resource0");
                });
    }

    @ParameterizedTest
    @MethodSource("quotasOfTheAccount")
    void aQuotaOfTheAccountMayBeUsedUpButNotExceeded(OfAccount quota) {
        assertThat(found(app -> make(app, quota.type, quota.limit)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity).isEqualTo("warning"));

        assertThat(found(app -> make(app, quota.type, quota.limit + 1)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.severity).isEqualTo("error");
                    assertThat(error.description)
                            .startsWith("%s in %s: %d of %d".formatted(quota.type, HERE, quota.limit + 1, quota.limit));
                    assertThat(error.fix).isEqualTo(SHARE);
                });
    }

    @ParameterizedTest
    @MethodSource("quotasThatGrow")
    void aTemplateOrDistributionThatIsNearlyFullIsAWarning(OfOne quota) {
        assertThat(found(app -> quota.use.accept(new Stack(app, "Test"), quota.nearly - 1)))
                .isEmpty();

        assertThat(found(app -> quota.use.accept(new Stack(app, "Test"), quota.nearly)))
                .containsExactly(new Found(
                        "warning",
                        "%s: %d of %d".formatted(quota.what, quota.nearly, quota.limit),
                        quota.wayOut,
                        List.of(quota.construct)));
    }

    @ParameterizedTest
    @MethodSource({"quotasThatGrow", "quotasThatDoNotGrow"})
    void aTemplateOrDistributionThatIsTooFullIsAnError(OfOne quota) {
        assertThat(found(app -> quota.use.accept(new Stack(app, "Test"), quota.limit + 1)))
                .containsExactly(new Found(
                        "error",
                        "%s: %d of %d".formatted(quota.what, quota.limit + 1, quota.limit),
                        quota.wayOut,
                        List.of(quota.construct)));
    }

    @ParameterizedTest
    @MethodSource("quotasThatDoNotGrow")
    void whatDoesNotGrowMayBeUsedUp(OfOne quota) {
        assertThat(found(app -> quota.use.accept(new Stack(app, "Test"), quota.limit)))
                .isEmpty();
    }

    @Test
    void synthesisFailsAboveAQuota() {
        assertThatThrownBy(() -> Synth.synthesize(app -> {
                    DeliveryQuotas.defaults().guard(app);
                    make(app, CACHE_POLICY, 21);
                }))
                .hasMessageContaining("Validation failed");
    }

    @Test
    void theConstructsAreNamedButNotAllOfFiveHundred() {
        assertThat(found(app -> make(app, CACHE_POLICY, 17))).singleElement().satisfies(warning -> assertThat(
                        warning.constructs)
                .containsExactlyElementsOf(IntStream.range(0, 17)
                        .mapToObj(index -> "Test0/Resource" + index)
                        .toList()));
        assertThat(found(app -> make(app, DISTRIBUTION, 450))).singleElement().satisfies(warning -> {
            assertThat(warning.description).endsWith("450 of 500; the first 20 are named");
            assertThat(warning.constructs).hasSize(20);
        });
    }

    @Test
    void aQuotaThatWasRaisedIsTheLimit() {
        var raised = DeliveryQuotas.defaults().raised(CACHE_POLICY, 40);

        assertThat(found(raised, app -> make(app, CACHE_POLICY, 31))).isEmpty();
        assertThat(found(raised, app -> make(app, CACHE_POLICY, 41)))
                .singleElement()
                .satisfies(error -> assertThat(error.description).contains("41 of 40"));
    }

    @Test
    void raisingOneLeavesTheOthersAndTheDefaultsAlone() {
        var defaults = DeliveryQuotas.defaults();
        var raised = defaults.raised(CACHE_POLICY, 40).raised(DISTRIBUTION, 1000);

        assertThat(found(raised, app -> make(app, "AWS::CloudFront::KeyGroup", 11)))
                .hasSize(1);
        assertThat(found(raised, app -> make(app, CACHE_POLICY, 21))).isEmpty();
        assertThat(found(defaults, app -> make(app, CACHE_POLICY, 21))).hasSize(1);
    }

    @Test
    void onlyACountedTypeCanBeRaised() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryQuotas.defaults().raised("AWS::S3::Bucket", 200))
                .withMessage("raised: must be a resource type that is counted, got 'AWS::S3::Bucket'; use one of"
                        + " [AWS::CloudFront::CachePolicy, AWS::CloudFront::CloudFrontOriginAccessIdentity,"
                        + " AWS::CloudFront::Distribution, AWS::CloudFront::Function, AWS::CloudFront::KeyGroup,"
                        + " AWS::CloudFront::OriginAccessControl, AWS::CloudFront::OriginRequestPolicy,"
                        + " AWS::CloudFront::ResponseHeadersPolicy]");
    }

    @Test
    void aQuotaIsRaisedAboveTheDefault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryQuotas.defaults().raised(CACHE_POLICY, 20))
                .withMessage("raised: must be more than the default of 20, got '20'; remove it");
    }

    @Test
    void accountsAreCountedOneByOneAndRegionsTogether() {
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
    void stagesAreCountedTogether() {
        assertThat(found(app -> {
                    make(new Stack(Stage.Builder.create(app, "One").build(), "Test"), CACHE_POLICY, 8);
                    make(new Stack(Stage.Builder.create(app, "Two").build(), "Test"), CACHE_POLICY, 8);
                }))
                .singleElement()
                .satisfies(warning -> assertThat(warning.description).contains("16 of 20"));
    }

    @Test
    void nestedStacksAreCounted() {
        assertThat(found(app -> {
                    var stack = new Stack(app, "Test");
                    make(stack, CACHE_POLICY, 8);
                    make(new NestedStack(new NestedStack(stack, "Outer"), "Inner"), CACHE_POLICY, 8);
                }))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.description).contains("16 of 20");
                    assertThat(warning.constructs).contains("Test/Resource0", "Test/Outer/Inner/Resource0");
                });
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
        assertThat(report).satisfies(file -> assertThat(Files.exists(file)).isTrue());
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

    private static void distribution(Stack stack, String property, Object value) {
        resource(stack, "Resource", DISTRIBUTION, Map.of("DistributionConfig", Map.of(property, value)));
    }

    private static void cachePolicy(Stack stack, String part, String list, List<String> names) {
        resource(
                stack,
                "Resource",
                CACHE_POLICY,
                Map.of(
                        "CachePolicyConfig",
                        Map.of("ParametersInCacheKeyAndForwardedToOrigin", Map.of(part, Map.of(list, names)))));
    }

    private static void originRequestPolicy(Stack stack, String part, String list, List<String> names) {
        resource(
                stack,
                "Resource",
                "AWS::CloudFront::OriginRequestPolicy",
                Map.of("OriginRequestPolicyConfig", Map.of(part, Map.of(list, names))));
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
