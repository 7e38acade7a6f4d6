package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.v2Resource;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** A channel that exists under the same names in two regions, as disaster recovery has it. */
class SameNamesElsewhereTest {

    private static final String IRELAND = V2_ARN_OF + "hls";
    private static final String FRANKFURT = IRELAND.replace("eu-west-1", "eu-central-1");
    private static final String FRANKFURT_HOST = V2_HOST.replace("eu-west-1", "eu-central-1");
    private static final String ELSEWHERE =
            "policyWrittenHere: must be said of an endpoint in the region and account of the distribution's stack, got '%s';"
                    + " remove it, and the synthesis prints what the endpoint's owner must add; or give it a stack of"
                    + " that region and account";

    @Nested
    class ADistributionForEachRegionInOneStack {

        @Test
        void tellsTheOwnersOfBoth() {
            var outputs = outputs(Resources.of(stack -> {
                deliver(stack, "Ireland", V2_HOST, imported(IRELAND));
                deliver(stack, "Frankfurt", FRANKFURT_HOST, imported(FRANKFURT));
            }));

            assertThat(outputs)
                    .hasSize(2)
                    .anySatisfy(
                            statement -> assertThat(statement).contains(IRELAND).doesNotContain(FRANKFURT))
                    .anySatisfy(statement ->
                            assertThat(statement).contains(FRANKFURT).doesNotContain(IRELAND));
        }

        @Test
        void writesThePolicyOfOneAndTellsTheOwnerOfTheOther() {
            var template = Resources.of(stack -> {
                deliver(stack, "Ireland", V2_HOST, imported(IRELAND).policyWrittenHere());
                deliver(stack, "Frankfurt", FRANKFURT_HOST, imported(FRANKFURT));
            });

            var statement = template.only(ENDPOINT_POLICY).at("/Policy/Statement/0");
            assertThat(statement.path("Resource").asText()).isEqualTo(IRELAND);
            assertThat(statement.at("/Condition/StringEquals/aws:SourceArn").isArray())
                    .isFalse();
            assertThat(outputs(template)).singleElement().asString().contains(FRANKFURT);
        }

        /** The stack is of one region, whichever it is. */
        @Test
        void cannotWriteThePoliciesOfBoth() {
            Synth.template(stack -> {
                deliver(stack, "Ireland", V2_HOST, imported(IRELAND).policyWrittenHere());

                assertThatIllegalArgumentException()
                        .isThrownBy(() -> deliver(
                                stack,
                                "Frankfurt",
                                FRANKFURT_HOST,
                                imported(FRANKFURT).policyWrittenHere()))
                        .withMessage(ELSEWHERE, FRANKFURT);
            });
        }
    }

    @Nested
    class APolicyWrittenHere {

        @ParameterizedTest
        @CsvSource({
            "eu-west-1, eu-central-1, 111122223333, 111122223333",
            "eu-west-1, eu-west-1, 111122223333, 444455556666",
        })
        void isRefusedInAStackOfAnotherRegionOrAccount(String its, String stacks, String its2, String stacks2) {
            var app = new App();
            var stack = stack(app, stacks, stacks2);
            var arn = IRELAND.replace("eu-west-1", its).replace("111122223333", its2);

            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            deliver(stack, "Delivery", V2_HOST, imported(arn).policyWrittenHere()))
                    .withMessage(ELSEWHERE, arn);
            assertThat(stack.getNode().getChildren()).isEmpty();
        }

        @Test
        void isRefusedInAPlainDistributionToo() {
            Synth.template(scope -> {
                var stack = stack(scope, "eu-central-1", Resolved.ACCOUNT);
                var origin = MediaPackageOrigin.v2(V2_HOST)
                        .endpoint(imported(IRELAND).policyWrittenHere())
                        .build();

                assertThat(catching(() -> software.amazon.awscdk.services.cloudfront.Distribution.Builder.create(
                                        stack, "Plain")
                                .defaultBehavior(CommonOptions.page())
                                .additionalBehaviors(origin.behaviors(stack))
                                .build()))
                        .contains(ELSEWHERE.formatted(IRELAND));
            });
        }
    }

    @Nested
    class OneOriginForBoth {

        @Test
        void isRefusedByTheHostsRegion() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MediaPackageOrigin.v2(V2_HOST).endpoint(imported(FRANKFURT)))
                    .withMessage(
                            "endpoints: must be in the region of the egress domain, got '%s'; make an origin of its own"
                                    + " for it; this one is %s",
                            FRANKFURT, V2_HOST);
        }

        @Test
        void isRefusedByTheAccountsOfTheEndpoints() {
            var foreign = (V2_ARN_OF + "dash").replace(Resolved.ACCOUNT, "444455556666");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MediaPackageOrigin.v2(V2_HOST)
                            .endpoint(imported(IRELAND))
                            .endpoint(imported(foreign)))
                    .withMessage(
                            "endpoints: must be in one region and account, got '%s'; make an origin of its own for it;"
                                    + " this one is of arn:aws:mediapackagev2:eu-west-1:111122223333",
                            foreign);
        }
    }

    @Test
    void theUrlOfTheOtherRegionsEndpointIsNotThisDistributions() {
        Synth.template(stack -> {
            var delivery = deliver(stack, "Ireland", V2_HOST, imported(IRELAND));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> delivery.getPlaybackUrl(imported(FRANKFURT), "index.m3u8"))
                    .withMessageStartingWith("endpoint: must be one that this distribution serves, got ");
        });
    }

    @Test
    void mediaTailorReadsNoEndpointOfTheOtherRegion() {
        Synth.template(stack -> assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(MediaPackageOrigin.v2(V2_HOST)
                                .endpoint(imported(IRELAND))
                                .build())
                        .playback(MediaTailorPlayback.created("news", AdsFixtures.AD_SERVER, "/out/v1/news/one/hls")
                                .directlyFrom(imported(FRANKFURT)))
                        .build())
                .withMessageStartingWith(
                        "directlyFrom: must be an endpoint that the distribution serves, got '" + FRANKFURT + "'"));
    }

    @Test
    void theAppsOwnEndpointsInTwoRegionsAreTwo() {
        var templates = Synth.templates(app -> {
            for (var region : List.of("eu-west-1", "eu-central-1")) {
                var packager = stack(app, "Packager-" + region, region, Resolved.ACCOUNT);
                deliver(packager, "Delivery", V2_HOST, MediaPackageV2Endpoint.of(v2Resource(packager, "hls")));
            }
        });

        assertThat(templates.values()).hasSize(2).allSatisfy(template -> assertThat(
                        new Resources(template).all(ENDPOINT_POLICY))
                .hasSize(1));
    }

    /** An id that was made of a token's text would change with the tokens that the app makes before it. */
    @Test
    void idsAreMadeOfTheArn() {
        var ireland = Resources.of(
                stack -> deliver(stack, "Delivery", V2_HOST, imported(IRELAND).policyWrittenHere()));
        var frankfurt = Resources.of(stack ->
                deliver(stack, "Delivery", FRANKFURT_HOST, imported(FRANKFURT).policyWrittenHere()));

        assertThat(ireland.id(ENDPOINT_POLICY)).isNotEqualTo(frankfurt.id(ENDPOINT_POLICY));
    }

    private static MediaPackageV2Endpoint imported(String arn) {
        return MediaPackageV2Endpoint.fromArn(arn);
    }

    private static MediaPackageOriginDistribution deliver(
            Stack stack, String id, String host, MediaPackageV2Endpoint endpoint) {
        return MediaPackageOriginDistribution.Builder.create(stack, id)
                .origin(MediaPackageOrigin.v2(host).endpoint(endpoint).build())
                .build();
    }

    private static List<String> outputs(Resources template) {
        return template.template().path("Outputs").properties().stream()
                .map(Map.Entry::getValue)
                .map(output -> template.resolved(output.path("Value")).asText())
                .toList();
    }

    private static Stack stack(software.constructs.Construct app, String region, String account) {
        return stack(app, "Located", region, account);
    }

    private static Stack stack(software.constructs.Construct app, String id, String region, String account) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .region(region)
                                .account(account)
                                .build())
                        .build());
    }

    /** What is thrown in a call back from Node comes in an exception of the runtime's. */
    private static String catching(Runnable call) {
        try {
            call.run();
            return "nothing";
        } catch (RuntimeException e) {
            return Objects.toString(e.getMessage());
        }
    }
}
