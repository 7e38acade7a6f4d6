package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.jsii.KernelRequests;
import software.constructs.Construct;

class StackResourcesTest {

    private static final CorsRules CORS = CorsRules.origins(AllowedOrigins.of("https://www.example.com"));

    /** Distributions that want something of each kind. */
    private static final Consumer<Stack> ONE =
            stack -> delivery(stack, "One").cors(CORS).build();

    private static final Consumer<Stack> TWO =
            stack -> delivery(stack, "Two").cors(CORS).build();

    @Test
    void equalNeedsOfOneStackAreOneResource() {
        var template = Resources.of(ONE.andThen(TWO));

        assertThat(template.all(DISTRIBUTION)).hasSize(2);
        assertThat(template.all(CACHE_POLICY)).hasSize(1);
        assertThat(template.all(CORS_POLICY)).hasSize(1);
        assertThat(template.all(ACCESS_CONTROL)).hasSize(1);
        assertThat(template.all(FUNCTION)).hasSize(1);
    }

    @Test
    void channelsOfOneGroupAreReachedThroughOneOrigin() {
        var stack = new Stack(new App(), "Test");
        ONE.accept(stack);

        assertThat(KernelRequests.during(() -> TWO.accept(stack)))
                .anyMatch(request -> request.endsWith("Distribution"))
                .noneMatch(request -> request.endsWith("HttpOrigin"));
    }

    @Test
    void anOriginThatIsReachedAnotherWayIsAnother() {
        var template = Resources.of(stack -> {
            delivery(stack, "One").build();
            delivery(stack, "Two")
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
    void differentQueryStringsAreTwoPolicies() {
        var template = Resources.of(stack -> {
            delivery(stack, "One").build();
            delivery(stack, "Two").origin(v2().queryStrings("profile").build()).build();
            delivery(stack, "Three")
                    .origin(v1().queryStrings("profile").build())
                    .build();
        });

        assertThat(template.all(CACHE_POLICY)).hasSize(3);
    }

    @Test
    void noIdMovesWhenAnotherDistributionIsAddedBefore() {
        var alone = Resources.of(ONE).template().path("Resources");
        var second = Resources.of(TWO.andThen(ONE)).template().path("Resources");

        assertThat(alone.properties()).allSatisfy(resource -> {
            if (!resource.getValue().path("Type").asText().endsWith("::OriginEndpointPolicy")) {
                assertThat(second.path(resource.getKey())).isEqualTo(resource.getValue());
            } else {
                assertThat(second.has(resource.getKey())).isTrue();
            }
        });
    }

    @Test
    void noIdMovesWhenAnotherDistributionWantsSomethingElse() {
        var alone = Resources.of(ONE).all(CACHE_POLICY);
        var second = Resources.of(stack -> {
                    delivery(stack, "Zero")
                            .origin(v2().queryStrings("profile").build())
                            .build();
                    ONE.accept(stack);
                })
                .all(CACHE_POLICY);

        assertThat(second).hasSize(2).containsAllEntriesOf(alone);
    }

    @Test
    void whatIsSharedStandsUnderTheStackWhereverTheDistributionIs() {
        var atTop = Resources.of(ONE);
        var deep = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(
                        new Construct(new Construct(stack, "A"), "B"), "Delivery")
                .origin(v2().build())
                .cors(CORS)
                .build());

        for (var type : List.of(CACHE_POLICY, CORS_POLICY, ACCESS_CONTROL, FUNCTION)) {
            assertThat(deep.all(type)).isEqualTo(atTop.all(type));
        }
    }

    @Test
    void stacksShareNothing() {
        var templates = Synth.templates(app -> {
            ONE.accept(new Stack(app, "A"));
            ONE.accept(new Stack(app, "B"));
        });

        assertThat(templates.values()).hasSize(2).allSatisfy(template -> assertThat(
                        new Resources(template).all(CACHE_POLICY))
                .hasSize(1));
    }

    @Test
    void namesAreUniqueOverStagesAndNestedStacksSinceTheyEndInTheStacksOwnId() {
        var templates = Synth.templates(app -> {
            ONE.accept(new Stack(Stage.Builder.create(app, "Test").build(), "Live"));
            var production = new Stack(Stage.Builder.create(app, "Prod").build(), "Live");
            ONE.accept(production);
            ONE.accept(new NestedStack(production, "Nested"));
        });

        assertThat(templates.values()).allSatisfy(template -> {
            var names = new ArrayList<JsonNode>();
            names.addAll(new Resources(template).only(CACHE_POLICY).findValues("Name"));
            names.addAll(new Resources(template).only(CORS_POLICY).findValues("Name"));
            names.addAll(new Resources(template).only(ACCESS_CONTROL).findValues("Name"));
            names.addAll(new Resources(template).only(FUNCTION).findValues("Name"));
            assertThat(names).hasSize(4).allSatisfy(name -> assertThat(name.toString())
                    .contains("{\"Fn::Select\":[2,{\"Fn::Split\":[\"/\",{\"Ref\":\"AWS::StackId\"}]}]}"));
        });
    }

    @Test
    void aNestedStackHasItsOwn() {
        var template = Resources.of(stack -> {
            ONE.accept(stack);
            ONE.accept(new NestedStack(stack, "Nested"));
        });

        assertThat(template.all(CACHE_POLICY)).hasSize(1);
        assertThat(template.all(DISTRIBUTION)).hasSize(1);
    }

    @Test
    void namesKeepToTheirLimits() {
        var template = Resources.of(ONE);

        assertThat(length(template, template.only(CACHE_POLICY).at("/CachePolicyConfig/Name")))
                .isLessThanOrEqualTo(128);
        assertThat(length(template, template.only(CORS_POLICY).at("/ResponseHeadersPolicyConfig/Name")))
                .isLessThanOrEqualTo(128);
        assertThat(length(template, template.only(ACCESS_CONTROL).at("/OriginAccessControlConfig/Name")))
                .isLessThanOrEqualTo(64);
        assertThat(length(template, template.only(FUNCTION).path("Name"))).isLessThanOrEqualTo(64);
    }

    private static int length(Resources template, JsonNode name) {
        return template.resolved(name).asText().length();
    }
}
