package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2In;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

class DeliveryPoliciesTest {

    private static final String OAI = "AWS::CloudFront::CloudFrontOriginAccessIdentity";
    private static final Set<String> SHARABLE =
            Set.of(CACHE_POLICY, "AWS::CloudFront::OriginRequestPolicy", CORS_POLICY, ACCESS_CONTROL, OAI, FUNCTION);
    private static final CorsRules PAGES = CorsRules.origins(AllowedOrigins.of("https://www.example.com"));

    /** A facade, and what it leaves to the stack that is shared. */
    private record Facade(
            String name, java.util.function.Function<Stack, DeliveryBuilder<?>> options, Set<String> shared) {

        void define(Stack stack, Consumer<DeliveryBuilder<?>> more) {
            var builder = options.apply(stack);
            builder.cors(PAGES);
            more.accept(builder);
            build(builder);
        }

        private static void build(DeliveryBuilder<?> builder) {
            if (builder instanceof MediaPackageOriginDistribution.Builder live) {
                live.build();
            } else if (builder instanceof S3OacVodDistribution.Builder films) {
                films.build();
            } else if (builder instanceof S3LiveDistribution.Builder live) {
                live.build();
            } else if (builder instanceof MediaStoreOriginDistribution.Builder live) {
                live.build();
            } else if (builder instanceof MediaTailorDistribution.Builder ads) {
                ads.build();
            } else {
                throw new IllegalArgumentException(builder.getClass().getName());
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Facade> facades() {
        return Stream.of(
                new Facade(
                        "MediaPackage v1",
                        stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                                .origin(v1().timeDelay().build()),
                        Set.of(CACHE_POLICY, CORS_POLICY, FUNCTION)),
                new Facade(
                        "MediaPackage v2",
                        stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                                .origin(v2In(stack).build()),
                        Set.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL, FUNCTION)),
                new Facade(
                        "S3, stored",
                        stack -> S3OacVodDistribution.Builder.create(stack, "Delivery"),
                        Set.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL)),
                new Facade(
                        "S3, stored, in a folder",
                        stack -> S3OacVodDistribution.Builder.create(stack, "Delivery")
                                .contentPath("/films"),
                        Set.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL, FUNCTION)),
                new Facade(
                        "S3, stored, by identity",
                        stack -> S3OacVodDistribution.Builder.create(stack, "Delivery")
                                .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY),
                        Set.of(CACHE_POLICY, CORS_POLICY, OAI)),
                new Facade(
                        "S3, live",
                        stack -> S3LiveDistribution.Builder.create(stack, "Delivery"),
                        Set.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL)),
                new Facade(
                        "MediaStore",
                        stack -> MediaStoreOriginDistribution.Builder.create(stack, "Delivery"),
                        Set.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL)),
                new Facade(
                        "MediaTailor before MediaPackage",
                        stack -> MediaTailorDistribution.Builder.create(stack, "Delivery")
                                .content(v2In(stack).build())
                                .playback(MediaTailorPlayback.existing()),
                        Set.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL, FUNCTION)),
                new Facade(
                        "MediaTailor before files",
                        stack -> MediaTailorDistribution.Builder.create(stack, "Delivery")
                                .content(new HttpOrigin("files.example.com"))
                                .playback(MediaTailorPlayback.existing()),
                        Set.of(CACHE_POLICY, CORS_POLICY)));
    }

    @ParameterizedTest
    @MethodSource("facades")
    void whatAFacadeCanShareIsInTheStackThatIsSharedAndNowhereElse(Facade facade) {
        var templates = Synth.templates(app -> {
            var policies = DeliveryPolicies.in(new Stack(app, "Shared"));
            facade.define(new Stack(app, "One"), options -> options.policies(policies));
        });

        assertThat(types(templates.get("Shared"))).isEqualTo(facade.shared);
        assertThat(types(templates.get("One"))).contains(DISTRIBUTION).doesNotContainAnyElementsOf(SHARABLE);
    }

    @ParameterizedTest
    @MethodSource("facades")
    void withoutItTheFacadeHasTheSameInItsOwn(Facade facade) {
        var own = Synth.templates(app -> facade.define(new Stack(app, "One"), options -> {}))
                .get("One");

        assertThat(types(own)).containsAll(facade.shared);
    }

    @ParameterizedTest
    @MethodSource("facades")
    void theSharedStackNeedsNoOther(Facade facade) {
        var templates = Synth.templates(app -> {
            var policies = DeliveryPolicies.in(new Stack(app, "Shared"));
            facade.define(new Stack(app, "One"), options -> options.policies(policies));
            facade.define(new Stack(app, "Two"), options -> options.policies(policies));
        });

        assertThat(otherStacks(templates.get("Shared"))).isEmpty();
        assertThat(otherStacks(templates.get("One"))).containsExactly("Shared");
        assertThat(otherStacks(templates.get("Two"))).containsExactly("Shared");
    }

    @Test
    void twoStacksUseOneSetOfPolicies() {
        var templates = Synth.templates(app -> {
            var policies = DeliveryPolicies.in(new Stack(app, "Shared"));
            facades().forEach(facade -> {
                var name = facade.name.replaceAll("\\W", "");
                facade.define(new Stack(app, "One" + name), options -> options.policies(policies));
                facade.define(new Stack(app, "Two" + name), options -> options.policies(policies));
            });
        });
        var shared = new Resources(templates.get("Shared"));

        // Keys: time-shifted v1, v2, one minute, a year, one second, five minutes.
        assertThat(shared.all(CACHE_POLICY)).hasSize(6);
        // Readers, and those who begin MediaTailor sessions with JSON.
        assertThat(shared.all(CORS_POLICY)).hasSize(2);
        assertThat(shared.all(ACCESS_CONTROL)).hasSize(3);
        assertThat(shared.all(FUNCTION)).hasSize(1);
        assertThat(shared.all(OAI)).hasSize(1);
        assertThat(shared.template().path("Resources")).hasSize(13);
    }

    @Test
    void equalNeedsOfOneStackAreSharedWithoutBeingAskedTo() {
        var template = Resources.of(stack -> {
            S3OacVodDistribution.Builder.create(stack, "One").cors(PAGES).build();
            S3OacVodDistribution.Builder.create(stack, "Two").cors(PAGES).build();
        });

        assertThat(template.all(DISTRIBUTION)).hasSize(2);
        assertThat(template.all(CACHE_POLICY)).hasSize(2);
        assertThat(template.all(CORS_POLICY)).hasSize(1);
        assertThat(template.all(ACCESS_CONTROL)).hasSize(1);
    }

    @Test
    void theStackMayHoldDistributionsOfItsOwn() {
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
    void namesCarryTheIdOfTheStackThatIsShared() {
        var names = namesOf(sharedIn("eu-west-1"));

        assertThat(names).hasSize(12).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name.toString())
                .contains("{\"Fn::Select\":[2,{\"Fn::Split\":[\"/\",{\"Ref\":\"AWS::StackId\"}]}]}"));
    }

    /** CloudFront is one for all regions: the same app deployed to two of them makes everything twice. */
    @Test
    void theSameAppInAnotherRegionNeverMeetsItselfByName() {
        var ireland = deployedNames(sharedIn("eu-west-1"), "11111111-1111-1111-1111-111111111111");
        var virginia = deployedNames(sharedIn("us-east-1"), "22222222-2222-2222-2222-222222222222");

        assertThat(ireland).hasSize(12).doesNotContainAnyElementsOf(virginia);
        assertThat(ireland).allSatisfy(name -> assertThat(name).endsWith("-11111111-1111-1111-1111-111111111111"));
    }

    @Test
    void noIdOfTheSharedStackMovesWithTheRegionOrWithWhoAskedFirst() {
        var one = Synth.templates(app -> share(app, facades().toList()));
        var reversed = new ArrayList<>(facades().toList());
        java.util.Collections.reverse(reversed);
        var other = Synth.templates(app -> share(app, reversed));

        assertThat(one.get("Shared").path("Resources").properties())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        other.get("Shared").path("Resources").properties());
        assertThat(sharedIn("us-east-1").path("Resources").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(one.get("Shared").path("Resources").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static void share(App app, List<Facade> facades) {
        share(app, new Stack(app, "Shared"), facades);
    }

    private static void share(App app, Stack shared, List<Facade> facades) {
        var policies = DeliveryPolicies.in(shared);
        facades.forEach(facade -> facade.define(
                new Stack(
                        app,
                        facade.name.replaceAll("\\W", ""),
                        StackProps.builder()
                                .env(Environment.builder()
                                        .account(shared.getAccount())
                                        .region(shared.getRegion())
                                        .build())
                                .build()),
                options -> options.policies(policies)));
    }

    private static JsonNode sharedIn(String region) {
        return Synth.templates(app -> share(
                        app,
                        new Stack(
                                app,
                                "Shared",
                                StackProps.builder()
                                        .env(Environment.builder()
                                                .account(Resolved.ACCOUNT)
                                                .region(region)
                                                .build())
                                        .build()),
                        facades().toList()))
                .get("Shared");
    }

    /** The names of all that has one; an origin access identity has a comment only. */
    private static List<JsonNode> namesOf(JsonNode template) {
        return template.path("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> SHARABLE.contains(resource.path("Type").asText()))
                .flatMap(resource -> resource.path("Properties").findValues("Name").stream())
                .toList();
    }

    private static List<String> deployedNames(JsonNode template, String uuid) {
        var stackId = "arn:aws:cloudformation:region:" + Resolved.ACCOUNT + ":stack/Shared/" + uuid;
        var deployed = Resolved.of(template).with("AWS::StackId", stackId);
        return namesOf(template).stream()
                .map(name -> deployed.value(name).asText())
                .toList();
    }

    private static Set<String> types(JsonNode template) {
        return template.path("Resources").properties().stream()
                .map(resource -> resource.getValue().path("Type").asText())
                .collect(Collectors.toSet());
    }

    /** The stacks whose outputs a template reads. */
    private static Set<String> otherStacks(JsonNode template) {
        return Stream.concat(
                        template.findValues("Fn::GetStackOutput").stream()
                                .map(output -> output.path("StackName").asText()),
                        template.findValues("Fn::ImportValue").stream()
                                .map(export -> export.asText().replaceAll(":.*", "")))
                .collect(Collectors.toSet());
    }
}
