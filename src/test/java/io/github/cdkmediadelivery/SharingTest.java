package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.jsii.KernelRequests;
import software.constructs.Construct;

/** What distributions have in common is one resource: in a stack by itself, over stacks where it is asked for. */
class SharingTest {

    /** Of the policies that several stacks write for one endpoint the last would stay. */
    private static final Map<String, Object> LOOKED_AT_ALONE =
            Map.of("@aws-cdk/core:failSynthOnValidationErrors", false);

    private static final String OAI = "AWS::CloudFront::CloudFrontOriginAccessIdentity";
    private static final Set<String> SHARABLE =
            Set.of(CACHE_POLICY, "AWS::CloudFront::OriginRequestPolicy", CORS_POLICY, ACCESS_CONTROL, OAI, FUNCTION);
    private static final CorsRules PAGES = CorsRules.origins(AllowedOrigins.of("https://www.example.com"));

    /** A facade that wants something of each kind, and what of it can be shared beside the two that all share. */
    private record Sharer<B extends DeliveryBuilder<B>>(
            String name, Function<Construct, B> options, Consumer<B> build, List<String> more) {

        void define(Construct scope) {
            build.accept(options.apply(scope).cors(PAGES));
        }

        void define(Construct scope, DeliveryPolicies policies) {
            build.accept(options.apply(scope).cors(PAGES).policies(policies));
        }

        List<String> shared() {
            return Stream.concat(Stream.of(CACHE_POLICY, CORS_POLICY), more.stream())
                    .toList();
        }

        String id() {
            return name.replaceAll("\\W", "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sharer<?>> sharers() {
        return Stream.of(
                live("MediaPackage v1", stack -> v1().timeDelay(), FUNCTION),
                live("MediaPackage v2", LiveFixtures::v2In, ACCESS_CONTROL, FUNCTION),
                films("S3, stored", films -> films, ACCESS_CONTROL),
                films("S3, stored, in a folder", films -> films.contentPath("/films"), ACCESS_CONTROL, FUNCTION),
                films("S3, stored, by identity", films -> films.originAccess(S3Access.ORIGIN_ACCESS_IDENTITY), OAI),
                new Sharer<>(
                        "S3, live",
                        scope -> S3LiveDistribution.Builder.create(scope, "Delivery"),
                        S3LiveDistribution.Builder::build,
                        List.of(ACCESS_CONTROL)),
                new Sharer<>(
                        "MediaStore",
                        scope -> MediaStoreOriginDistribution.Builder.create(scope, "Delivery"),
                        MediaStoreOriginDistribution.Builder::build,
                        List.of(ACCESS_CONTROL)),
                ads(
                        "MediaTailor before v2",
                        (scope, ads) ->
                                ads.content(LiveFixtures.v2In(Stack.of(scope)).build()),
                        ACCESS_CONTROL,
                        FUNCTION),
                ads(
                        "MediaTailor before files",
                        (scope, ads) -> ads.content(new HttpOrigin("files.example.com")),
                        FUNCTION));
    }

    private static Sharer<?> live(String name, Function<Stack, MediaPackageOrigin.Builder<?>> origin, String... more) {
        return new Sharer<>(
                name,
                scope -> MediaPackageOriginDistribution.Builder.create(scope, "Delivery")
                        .origin(origin.apply(Stack.of(scope)).build()),
                MediaPackageOriginDistribution.Builder::build,
                List.of(more));
    }

    private static Sharer<?> films(String name, UnaryOperator<S3OacVodDistribution.Builder> options, String... more) {
        return new Sharer<>(
                name,
                scope -> options.apply(S3OacVodDistribution.Builder.create(scope, "Delivery")),
                S3OacVodDistribution.Builder::build,
                List.of(more));
    }

    private static Sharer<?> ads(
            String name,
            BiFunction<Construct, MediaTailorDistribution.Builder, MediaTailorDistribution.Builder> content,
            String... more) {
        return new Sharer<>(
                name,
                scope -> content.apply(scope, MediaTailorDistribution.Builder.create(scope, "Delivery"))
                        .playback(MediaTailorPlayback.existing()),
                MediaTailorDistribution.Builder::build,
                List.of(more));
    }

    @Nested
    class InOneStack {

        @ParameterizedTest
        @MethodSource("io.github.cdkmediadelivery.SharingTest#sharers")
        void equalNeedsAreOneResourceWhoseIdDependsOnNoDistribution(Sharer<?> sharer) {
            var alone = Resources.of(sharer::define);
            var second = Resources.of(stack -> {
                sharer.define(new Construct(new Construct(stack, "Another"), "Deep"));
                sharer.define(stack);
            });

            assertThat(types(alone.template())).containsAll(sharer.shared());
            assertThat(second.all(DISTRIBUTION)).hasSize(2).containsAllEntriesOf(alone.all(DISTRIBUTION));
            for (var type : SHARABLE) {
                assertThat(second.all(type)).isEqualTo(alone.all(type));
            }
            assertThat(second.all(ENDPOINT_POLICY).keySet())
                    .isEqualTo(alone.all(ENDPOINT_POLICY).keySet());
        }

        @Test
        void differentQueryStringsAreDifferentPoliciesThatLeaveTheIdsOfOthersAlone() {
            var alone = Resources.of(stack -> delivery(stack, "One").build()).all(CACHE_POLICY);
            var others = Resources.of(stack -> {
                        LiveFixtures.begun(stack, "Zero")
                                .origin(v2().queryStrings("profile").build())
                                .build();
                        delivery(stack, "One").build();
                        LiveFixtures.begun(stack, "Two")
                                .origin(v1().queryStrings("profile").build())
                                .build();
                    })
                    .all(CACHE_POLICY);

            assertThat(others).hasSize(3).containsAllEntriesOf(alone);
        }

        @Test
        void channelsOfOneGroupAreReachedThroughOneOrigin() {
            var stack = new Stack(new App(), "Test");
            delivery(stack, "One").build();

            assertThat(KernelRequests.during(() -> delivery(stack, "Two").build()))
                    .anyMatch(request -> request.endsWith("Distribution"))
                    .noneMatch(request -> request.endsWith("HttpOrigin"));
        }

        @Test
        void anOriginThatIsReachedAnotherWayIsAnother() {
            var template = Resources.of(stack -> {
                delivery(stack, "One").build();
                LiveFixtures.begun(stack, "Two")
                        .origin(v2().readTimeout(Duration.ofSeconds(7)).build())
                        .build();
            });

            assertThat(template.all(DISTRIBUTION).values())
                    .extracting(distribution -> distribution
                            .at("/DistributionConfig/Origins/0/CustomOriginConfig/OriginReadTimeout")
                            .asInt())
                    .containsExactly(0, 7);
        }

        @Test
        void stagesStacksAndNestedStacksHaveTheirOwn() {
            var templates = templates(Synth.synthesize(app -> {
                delivery(new Stack(Stage.Builder.create(app, "Test").build(), "Live"))
                        .build();
                var production = new Stack(Stage.Builder.create(app, "Prod").build(), "Live");
                delivery(production).build();
                delivery(new NestedStack(production, "Nested")).build();
            }));

            assertThat(templates.values()).hasSize(3).allSatisfy(template -> {
                assertThat(types(template)).contains(CACHE_POLICY, ACCESS_CONTROL, FUNCTION, DISTRIBUTION);
                assertThat(namesOf(template)).hasSize(3);
            });
        }
    }

    @Nested
    class OverStacks {

        @ParameterizedTest
        @MethodSource("io.github.cdkmediadelivery.SharingTest#sharers")
        void whatCanBeSharedIsInTheStackThatWasNamedWhichNeedsNoOther(Sharer<?> sharer) {
            var templates = Synth.templates(LOOKED_AT_ALONE, app -> {
                var policies = DeliveryPolicies.in(new Stack(app, "Shared"));
                sharer.define(new Stack(app, "One"), policies);
                sharer.define(new Stack(app, "Two"), policies);
            });

            assertThat(types(templates.get("Shared"))).containsExactlyInAnyOrderElementsOf(sharer.shared());
            assertThat(otherStacks(templates.get("Shared"))).isEmpty();
            for (var stack : List.of("One", "Two")) {
                assertThat(types(templates.get(stack))).contains(DISTRIBUTION).doesNotContainAnyElementsOf(SHARABLE);
                assertThat(otherStacks(templates.get(stack))).containsExactly("Shared");
            }
        }

        /**
         * Keys: time-shifted v1, v2, one minute, a year, one second, five minutes, guided sessions of MediaTailor.
         * CORS: readers, and those who begin MediaTailor sessions with JSON.
         */
        @Test
        void allFacadesTogetherNeedAFew() {
            var shared = new Resources(sharedIn("eu-west-1"));

            assertThat(shared.all(CACHE_POLICY)).hasSize(8);
            assertThat(shared.all(CORS_POLICY)).hasSize(2);
            assertThat(shared.all(ACCESS_CONTROL)).hasSize(3);
            assertThat(shared.all(FUNCTION)).hasSize(1);
            assertThat(shared.all(OAI)).hasSize(1);
            assertThat(shared.template().path("Resources")).hasSize(15);
        }

        @Test
        void theStackThatWasNamedMayHoldDistributionsOfItsOwn() {
            var templates = Synth.templates(app -> {
                var home = new Stack(app, "Home");
                S3OacVodDistribution.Builder.create(home, "Own").build();
                S3OacVodDistribution.Builder.create(new Stack(app, "Guest"), "Films")
                        .policies(DeliveryPolicies.in(home))
                        .build();
            });

            assertThat(new Resources(templates.get("Home")).all(CACHE_POLICY)).hasSize(2);
            assertThat(types(templates.get("Guest"))).doesNotContainAnyElementsOf(SHARABLE);
        }

        @Test
        void noIdMovesWithTheRegionOrWithWhoAskedFirst() {
            var sharers = new ArrayList<>(sharers().toList());
            var ids = ids(sharedIn("eu-west-1", sharers));
            Collections.reverse(sharers);

            assertThat(ids).isEqualTo(ids(sharedIn("eu-west-1", sharers))).isEqualTo(ids(sharedIn("us-east-1")));
        }

        private static Map<String, JsonNode> ids(JsonNode template) {
            return template.path("Resources").properties().stream()
                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    @Nested
    class Names {

        private final JsonNode shared = sharedIn("eu-west-1");

        /** CloudFront is one for all regions: the same app deployed to two of them makes everything twice. */
        @Test
        void neverMeetThoseOfTheSameAppInAnotherRegion() {
            var ireland = deployed(shared, "11111111-1111-1111-1111-111111111111");
            var virginia = deployed(sharedIn("us-east-1"), "22222222-2222-2222-2222-222222222222");

            assertThat(ireland).hasSize(14).doesNotHaveDuplicates().doesNotContainAnyElementsOf(virginia);
            assertThat(ireland).allMatch(name -> name.endsWith("-11111111-1111-1111-1111-111111111111"));
        }

        @Test
        void endInTheIdOfTheStackThatHasThem() {
            var own = Resources.of(
                    stack -> sharers().forEach(sharer -> sharer.define(new Construct(stack, sharer.id()))));

            assertThat(namesOf(own.template())).hasSize(14);
            assertThat(namesOf(own.template())).allMatch(name -> name.toString()
                    .contains("{\"Fn::Select\":[2,{\"Fn::Split\":[\"/\",{\"Ref\":\"AWS::StackId\"}]}]}"));
        }

        @Test
        void keepToTheirLimits() {
            var template = new Resources(shared);

            for (var type : SHARABLE) {
                var longest = type.endsWith("Policy") ? 128 : 64;
                assertThat(template.all(type).values())
                        .flatExtracting(resource -> resource.findValues("Name"))
                        .allSatisfy(name ->
                                assertThat(template.resolved(name).asText()).hasSizeLessThanOrEqualTo(longest));
            }
        }

        private static List<String> deployed(JsonNode template, String uuid) {
            var stackId = "arn:aws:cloudformation:region:" + Resolved.ACCOUNT + ":stack/Shared/" + uuid;
            var deployed = Resolved.of(template).with("AWS::StackId", stackId);
            return namesOf(template).stream()
                    .map(name -> deployed.value(name).asText())
                    .toList();
        }
    }

    /** As many distributions as an account may have, in ten stacks that share the policies of an eleventh. */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class FiveHundredChannels {

        private static final int STACKS = 10;
        private static final int CHANNELS_OF_A_STACK = 50;

        private final Path assembly = synthesize(stack -> true, 0);
        private final Map<String, JsonNode> templates = templates(assembly);

        @Test
        void needAFewPoliciesOfTheAccountAllInTheStackThatIsShared() {
            var shared = new Resources(templates.get("Policies"));

            assertThat(templates.values())
                    .flatExtracting(template ->
                            new Resources(template).all(DISTRIBUTION).values())
                    .hasSize(500);
            assertThat(shared.all(CACHE_POLICY)).hasSize(4);
            assertThat(shared.all(CORS_POLICY)).hasSize(1);
            assertThat(shared.all(ACCESS_CONTROL)).hasSize(2);
            assertThat(shared.all(FUNCTION)).hasSize(1);
            assertThat(shared.template().path("Resources")).hasSize(8);
            templates.forEach((stack, template) -> {
                if (!stack.equals("Policies")) {
                    assertThat(types(template))
                            .doesNotContainAnyElementsOf(SHARABLE)
                            .doesNotContain("AWS::CloudFront::KeyGroup");
                }
            });
        }

        @Test
        void haveTemplatesThatComeNowhereNearTheirLimits() {
            assertThat(templates.values()).hasSize(STACKS + 1).allSatisfy(template -> {
                assertThat(template.path("Resources").size()).isLessThanOrEqualTo(250);
                assertThat(template.path("Outputs").size()).isLessThanOrEqualTo(10);
            });
            assertThat(files(assembly).values())
                    .allSatisfy(file -> assertThat(file.toFile().length()).isLessThan(1_000_000 / 2));
        }

        /** Five hundred of five hundred distributions are worth a word; there is nothing else to say. */
        @Test
        void giveTheGuardNothingToSayButThatTheAccountIsFull() {
            var report = Synth.read(assembly.resolve("validation-report.json")).path("pluginReports");

            assertThat(report).hasSize(1);
            assertThat(report.at("/0/pluginName").asText()).isEqualTo("cdk-media-delivery-quotas");
            assertThat(report.at("/0/conclusion").asText()).isEqualTo("success");
            assertThat(report.at("/0/violations")).singleElement().satisfies(warning -> {
                assertThat(warning.path("severity").asText()).isEqualTo("warning");
                assertThat(warning.path("description").asText())
                        .startsWith("AWS::CloudFront::Distribution in the account of the deployment: 500 of 500");
            });
        }

        @Test
        void areTheSameByteByByteWithoutOneOfTheStacks() {
            var whole = files(assembly);

            assertThat(files(synthesize(stack -> stack != 3, 0)))
                    .hasSize(STACKS)
                    .doesNotContainKey("Channels3")
                    .allSatisfy((stack, file) -> assertThat(file).hasSameBinaryContentAs(whole.get(stack)));
        }

        @Test
        void doNotChangeWhereOneMoreComes() {
            var more = templates(synthesize(stack -> true, 1));

            assertThat(more.keySet()).isEqualTo(templates.keySet());
            templates.forEach((name, before) -> {
                var after = more.get(name).path("Resources");
                assertThat(after.properties())
                        .containsAll(before.path("Resources").properties());
                assertThat(after).hasSize(before.path("Resources").size() + (name.equals("Channels7") ? 3 : 0));
            });
        }

        private static Path synthesize(IntPredicate present, int more) {
            return Synth.synthesize(Map.of("@aws-cdk/core:failSynthOnValidationErrors", false), app -> {
                DeliveryQuotas.defaults().guard(app);
                var policies = DeliveryPolicies.in(new Stack(app, "Policies"));
                IntStream.range(0, STACKS)
                        .filter(present)
                        .forEach(number ->
                                define(new Stack(app, "Channels" + number), policies, number, number == 7 ? more : 0));
            });
        }

        /** What is new comes first, where it would push the others if anything were counted. */
        private static void define(Stack stack, DeliveryPolicies policies, int number, int more) {
            IntStream.range(0, more).forEach(channel -> film(stack, policies, "New" + channel));
            for (int channel = 0; channel < CHANNELS_OF_A_STACK; channel++) {
                var live = LiveFixtures.begun(stack, "Live" + channel).policies(policies);
                switch (channel % 4) {
                    case 0 -> live.origin(version1(number, channel)).build();
                    case 1 -> film(stack, policies, "Film" + channel);
                    case 2 -> live.origin(version2(number, channel)).cors(PAGES).build();
                    default -> live.origin(version2(number, channel)).build();
                }
            }
        }

        private static MediaPackageOrigin version1(int stack, int channel) {
            return MediaPackageOrigin.v1(MediaPackageAccess.open())
                    .endpoint(MediaPackageEndpoint.onHost(V1_HOST, stack + "-" + channel, "index.m3u8"))
                    .build();
        }

        private static MediaPackageOrigin version2(int stack, int channel) {
            return MediaPackageOrigin.v2(V2_HOST)
                    .endpoint(MediaPackageV2Endpoint.fromArn(
                                    "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/stack" + stack
                                            + "/channel/channel" + channel + "/originEndpoint/hls")
                            .policyWrittenHere())
                    .build();
        }

        private static void film(Stack stack, DeliveryPolicies policies, String id) {
            S3OacVodDistribution.Builder.create(stack, id).policies(policies).build();
        }
    }

    /** The template of a stack in which all facades have what they can share. */
    private static JsonNode sharedIn(String region) {
        return sharedIn(region, sharers().toList());
    }

    private static JsonNode sharedIn(String region, List<Sharer<?>> sharers) {
        var environment = StackProps.builder()
                .env(Environment.builder()
                        .account(Resolved.ACCOUNT)
                        .region(region)
                        .build())
                .build();
        return Synth.templates(LOOKED_AT_ALONE, app -> {
                    var policies = DeliveryPolicies.in(new Stack(app, "Shared", environment));
                    sharers.forEach(sharer -> sharer.define(new Stack(app, sharer.id(), environment), policies));
                })
                .get("Shared");
    }

    private static Set<String> types(JsonNode template) {
        return template.path("Resources").properties().stream()
                .map(resource -> resource.getValue().path("Type").asText())
                .collect(toSet());
    }

    /** The names of all that has one; an origin access identity has a comment only. */
    private static List<JsonNode> namesOf(JsonNode template) {
        return template.path("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> SHARABLE.contains(resource.path("Type").asText()))
                .flatMap(resource -> resource.path("Properties").findValues("Name").stream())
                .toList();
    }

    /** The stacks whose outputs a template reads. */
    private static Set<String> otherStacks(JsonNode template) {
        return Stream.concat(
                        template.findValues("Fn::GetStackOutput").stream()
                                .map(output -> output.path("StackName").asText()),
                        template.findValues("Fn::ImportValue").stream()
                                .map(export -> export.asText().replaceAll(":.*", "")))
                .collect(toSet());
    }

    private static Map<String, JsonNode> templates(Path assembly) {
        return files(assembly).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, file -> Synth.read(file.getValue())));
    }

    /** The templates of all stacks, nested ones included, by the name of the stack. */
    private static Map<String, Path> files(Path assembly) {
        try (var files = Files.walk(assembly)) {
            return files.filter(file -> file.toString().endsWith("template.json"))
                    .collect(toMap(file -> file.getFileName().toString().replaceFirst("\\..*", ""), file -> file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
