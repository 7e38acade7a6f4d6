package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Resource;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.constructs.Construct;

class MediaPackageV2EndpointPolicyTest {

    private static final MediaPackageV2Endpoint IMPORTED = MediaPackageV2Endpoint.fromArn(V2_ARN_OF + "hls");

    @Nested
    class AnEndpointOfTheSameStack {

        @Test
        void hasItsPolicyBesideIt() {
            var template = Resources.of(stack -> deliver(stack, "Delivery", v2Resource(stack, "hls")));

            assertThat(template.id(ENDPOINT_POLICY)).startsWith("hlsPolicy");
            assertThatJson(template.only(ENDPOINT_POLICY))
                    .inPath("Policy.Statement[0].Resource")
                    .isEqualTo("{'Fn::GetAtt': ['hls', 'Arn']}");
        }

        @Test
        void hasOnePolicyForAllItsDistributions() {
            var template = Resources.of(stack -> {
                var endpoint = v2Resource(stack, "hls");
                deliver(stack, "One", endpoint);
                deliver(stack, "Two", endpoint);
                deliver(stack, "Three", endpoint);
            });

            var ids = List.copyOf(template.all(DISTRIBUTION).keySet());
            var deployed = Resolved.of(template.template())
                    .with(ids.get(0), "E1")
                    .with(ids.get(1), "E2")
                    .with(ids.get(2), "E3");
            assertThatJson(deployed.value(template.only(ENDPOINT_POLICY)))
                    .inPath("Policy.Statement[0].Condition.StringEquals.aws:SourceArn")
                    .isEqualTo("['arn:aws:cloudfront::111122223333:distribution/E1',"
                            + " 'arn:aws:cloudfront::111122223333:distribution/E2',"
                            + " 'arn:aws:cloudfront::111122223333:distribution/E3']");
            assertThat(template.only(ENDPOINT_POLICY).at("/Policy/Statement")).hasSize(1);
        }

        @Test
        void sharesNothingWithAnotherEndpoint() {
            var template = Resources.of(stack -> {
                deliver(stack, "One", v2Resource(stack, "hls"));
                deliver(stack, "Two", v2Resource(stack, "dash"));
            });

            assertThat(template.all(ENDPOINT_POLICY)).hasSize(2);
        }
    }

    @Nested
    class AnEndpointOfAnotherStack {

        private final Environment ireland = environment("eu-west-1");
        private final Environment frankfurt = environment("eu-central-1");

        @Test
        void hasItsPolicyWithTheDistributionWhereAnExportWouldCloseACycle() {
            var templates = deliverAcross(ireland, ireland);

            assertThat(new Resources(template(templates, "Packager")).all(ENDPOINT_POLICY))
                    .isEmpty();
            var delivery = new Resources(template(templates, "Delivery"));
            assertThat(Resolved.of(templates)
                            .value("Delivery", delivery.only(ENDPOINT_POLICY))
                            .at("/Policy/Statement/0/Resource")
                            .asText())
                    .isEqualTo(V2_ARN_OF + "hls");
        }

        @Test
        void isNotTouchedInAnotherRegion() {
            var warnings = new ArrayList<String>();
            var templates = deliverAcross(ireland, frankfurt, warnings);

            assertThat(templates.values())
                    .allSatisfy(template -> assertThat(new Resources(template).all(ENDPOINT_POLICY))
                            .isEmpty());
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains(
                            "\"Resource\":\"arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/news/channel/one/originEndpoint/hls\"",
                            "was not written: it is in another account or region than the distribution's stack.",
                            "[ack: Annotation::cdk-media-delivery:mediapackagev2-endpoint-policy]");
        }

        @Test
        void hasOnePolicyEvenIfEachStackHasADistribution() {
            var templates = Synth.templates(app -> {
                var packager = stack(app, "Packager", ireland);
                var endpoint = v2Resource(packager, "hls");
                deliver(packager, "Delivery", endpoint);
                deliver(stack(app, "Delivery", ireland), "Delivery", endpoint);
            });

            assertThat(templates.values())
                    .flatExtracting(template ->
                            new Resources(template).all(ENDPOINT_POLICY).values())
                    .hasSize(1);
        }

        private Map<String, JsonNode> deliverAcross(Environment packager, Environment delivery) {
            return deliverAcross(packager, delivery, new ArrayList<>());
        }

        private Map<String, JsonNode> deliverAcross(Environment packager, Environment delivery, List<String> warnings) {
            Consumer<App> build = app -> deliver(
                    stack(app, "Delivery", delivery), "Delivery", v2Resource(stack(app, "Packager", packager), "hls"));
            warnings.addAll(warningsOf(build));
            return Synth.templates(build);
        }

        private static Environment environment(String region) {
            return Environment.builder()
                    .account(Resolved.ACCOUNT)
                    .region(region)
                    .build();
        }

        private static Stack stack(App app, String id, Environment environment) {
            return new Stack(
                    app,
                    id,
                    StackProps.builder()
                            .env(environment)
                            .crossRegionReferences(true)
                            .build());
        }

        private static JsonNode template(Map<String, JsonNode> templates, String stack) {
            return Objects.requireNonNull(templates.get(stack));
        }
    }

    @Nested
    class AnImportedEndpoint {

        private static final String STATEMENT = "{\"Sid\":\"AllowCloudFront\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
                + "\"Action\":[\"mediapackagev2:GetObject\",\"mediapackagev2:GetHeadObject\"],"
                + "\"Resource\":\"" + V2_ARN_OF + "hls\","
                + "\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":\"%s\"}}}";

        @Test
        void isNotTouchedAndTheWarningSaysWhatToAdd() {
            var warnings = warningsOf(app -> deliverImported(new Stack(app, "Test")));

            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("The policy of MediaPackage v2 endpoint " + V2_ARN_OF
                            + "hls was not written: its policy" + " is someone else's.")
                    .contains(STATEMENT.formatted("arn:aws:cloudfront::ACCOUNT:distribution/ID"))
                    .endsWith("[ack: Annotation::cdk-media-delivery:mediapackagev2-endpoint-policy]");
        }

        @Test
        void hasNoPolicyInTheTemplate() {
            var template = Resources.of(MediaPackageV2EndpointPolicyTest::deliverImported);

            assertThat(template.all(ENDPOINT_POLICY)).isEmpty();
            assertThat(template.origin().has("OriginAccessControlId")).isTrue();
        }

        @Test
        void theExactStatementIsAnOutput() {
            var template = Resources.of(MediaPackageV2EndpointPolicyTest::deliverImported);

            var outputs = template.template().path("Outputs");
            assertThat(outputs).hasSize(1);
            assertThat(Resolved.of(template.template())
                            .with(template.id(DISTRIBUTION), "E123")
                            .value(outputs.elements().next().path("Value"))
                            .asText())
                    .isEqualTo(STATEMENT.formatted("arn:aws:cloudfront::111122223333:distribution/E123"));
        }

        @Test
        void theWarningNamesTheOutputAsTheTemplateDoes() {
            var output = Resources.of(MediaPackageV2EndpointPolicyTest::deliverImported)
                    .template()
                    .path("Outputs")
                    .fieldNames()
                    .next();

            assertThat(warningsOf(app -> deliverImported(new Stack(app, "Test"))))
                    .singleElement()
                    .asString()
                    .contains("output '" + output + "'");
        }

        @Test
        void theWarningCanBeAcknowledged() {
            var warnings = warningsOf(app -> {
                var stack = new Stack(app, "Test");
                acknowledge(deliverImported(stack));
            });

            assertThat(warnings).isEmpty();
        }

        @Test
        void theStackCanAcknowledgeForAllItsDistributions() {
            var warnings = warningsOf(app -> {
                var stack = new Stack(app, "Test");
                deliverImported(stack);
                acknowledge(stack);
            });

            assertThat(warnings).isEmpty();
        }

        @Test
        void everyEndpointIsNamed() {
            var warnings = warningsOf(app -> delivery(new Stack(app, "Test"))
                    .origin(MediaPackageOrigin.v2(V2_HOST)
                            .endpoint(IMPORTED)
                            .endpoint(MediaPackageV2Endpoint.fromArn(V2_ARN_OF + "dash"))
                            .build())
                    .build());

            assertThat(warnings)
                    .hasSize(2)
                    .anySatisfy(warning -> assertThat(warning).contains("originEndpoint/hls was"))
                    .anySatisfy(warning -> assertThat(warning).contains("originEndpoint/dash was"));
        }

        @Test
        void getsAPolicyWhereTheUserSaysThatItHasNone() {
            Consumer<Stack> build =
                    stack -> delivery(stack).origin(v2().build()).build();

            assertThat(warningsOf(app -> build.accept(new Stack(app, "Test")))).isEmpty();
            var policy = Resources.of(build).only(ENDPOINT_POLICY);
            assertThat(policy.path("OriginEndpointName").asText()).isEqualTo("hls");
            assertThat(policy.at("/Policy/Statement/0/Resource").asText()).isEqualTo(V2_ARN_OF + "hls");
        }

        @Test
        void hasOnePolicyForTwoDistributionsToo() {
            var template = Resources.of(stack -> {
                delivery(stack, "One").build();
                delivery(stack, "Two").build();
            });

            assertThat(template.only(ENDPOINT_POLICY).at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn"))
                    .hasSize(2);
        }

        private static void acknowledge(Construct scope) {
            Validations.of(scope)
                    .acknowledge(Acknowledgment.builder()
                            .id("Annotation::cdk-media-delivery:mediapackagev2-endpoint-policy")
                            .reason("the packaging team added the statement")
                            .build());
        }
    }

    private static MediaPackageOriginDistribution deliverImported(Stack stack) {
        return delivery(stack)
                .origin(MediaPackageOrigin.v2(V2_HOST).endpoint(IMPORTED).build())
                .build();
    }

    private static void deliver(Stack stack, String id, CfnOriginEndpoint endpoint) {
        delivery(stack, id)
                .origin(MediaPackageOrigin.v2(V2_HOST)
                        .endpoint(MediaPackageV2Endpoint.of(endpoint))
                        .build())
                .build();
    }

    /** The warnings in the cloud assembly, as the CDK's command line shows them. */
    private static List<String> warningsOf(Consumer<App> build) {
        try (var files = Files.list(Synth.synthesize(build))) {
            return files.filter(file -> file.toString().endsWith(".metadata.json"))
                    .flatMap(MediaPackageV2EndpointPolicyTest::warningsIn)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> warningsIn(Path metadata) {
        return Synth.read(metadata).properties().stream()
                .flatMap(construct -> StreamSupport.stream(construct.getValue().spliterator(), false))
                .filter(entry -> entry.path("type").asText().equals("aws:cdk:warning"))
                .map(entry -> entry.path("data").asText());
    }
}
