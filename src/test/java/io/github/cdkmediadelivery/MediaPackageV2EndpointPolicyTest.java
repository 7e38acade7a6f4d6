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
import io.github.cdkmediadelivery.IamSimulator.Decision;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.constructs.Construct;

/** The policies of MediaPackage v2 endpoints: whom they let in, and which of them the library writes. */
class MediaPackageV2EndpointPolicyTest {

    private static final String HLS = V2_ARN_OF + "hls";

    /** Says a third-party engine. */
    @Nested
    class ThePolicy {

        private static final String HEADER = "mediapackagev2:RequestHasMatchingCdnAuthHeader";
        private static final String CHANNEL =
                "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one";
        private static final Map<Access, JsonNode> POLICIES = new EnumMap<>(Access.class);

        static {
            Stream.of(Access.values()).forEach(access -> POLICIES.put(access, access.policy()));
        }

        @ParameterizedTest
        @CsvSource(
                useHeadersInDisplayName = true,
                delimiter = '|',
                textBlock =
                        """
                        policy    | caller                | header  | decision
                        SIGNATURE | THIS_DISTRIBUTION     |         | ALLOWED
                        SIGNATURE | ANOTHER_DISTRIBUTION  |         | DENIED
                        SIGNATURE | ANOTHER_ACCOUNT       |         | DENIED
                        SIGNATURE | ANOTHER_SERVICE       |         | DENIED
                        SIGNATURE | CLOUDFRONT_FOR_NOBODY |         | DENIED
                        SIGNATURE | ANYONE                |         | DENIED
                        SIGNATURE | ANYONE                | true    | DENIED
                        HEADER    | ANYONE                | true    | ALLOWED
                        HEADER    | THIS_DISTRIBUTION     | true    | ALLOWED
                        HEADER    | ANYONE                | false   | DENIED
                        HEADER    | ANYONE                |         | DENIED
                        HEADER    | THIS_DISTRIBUTION     |         | DENIED
                        HEADER    | ANOTHER_SERVICE       | false   | DENIED
                        BOTH      | THIS_DISTRIBUTION     | true    | ALLOWED
                        BOTH      | THIS_DISTRIBUTION     | false   | DENIED
                        BOTH      | THIS_DISTRIBUTION     |         | DENIED
                        BOTH      | ANOTHER_DISTRIBUTION  | true    | DENIED
                        BOTH      | ANOTHER_ACCOUNT       | true    | DENIED
                        BOTH      | ANOTHER_SERVICE       | true    | DENIED
                        BOTH      | ANYONE                | true    | DENIED
                        """)
        void letsThoseReadWhoShowWhatItDemands(Access policy, Caller caller, String header, Decision decision) {
            assertThat(Stream.of("GetObject", "GetHeadObject").map(action -> caller.asks(action, HLS)))
                    .extracting(asked -> header == null ? asked : asked.with(HEADER, header))
                    .extracting(asked -> asked.against(policyOf(policy)))
                    .containsOnly(decision);
        }

        @ParameterizedTest
        @EnumSource
        void letsNobodyChangeTheEndpointWriteIntoTheChannelOrReadAnotherEndpoint(Access policy) {
            assertThat(Stream.of(
                            Caller.THIS_DISTRIBUTION.asks("UpdateOriginEndpoint", HLS),
                            Caller.THIS_DISTRIBUTION.asks("DeleteOriginEndpoint", HLS),
                            Caller.THIS_DISTRIBUTION.asks("PutObject", CHANNEL),
                            Caller.THIS_DISTRIBUTION
                                    .asks("GetObject", V2_ARN_OF + "dash")
                                    .with(HEADER, "true")))
                    .extracting(asked -> asked.against(policyOf(policy)))
                    .containsOnly(Decision.DENIED);
        }

        private static JsonNode policyOf(Access access) {
            return POLICIES.get(access);
        }

        enum Access {
            SIGNATURE,
            HEADER,
            BOTH;

            private MediaPackageV2Access in(Stack stack) {
                if (this == SIGNATURE) {
                    return MediaPackageV2Access.originAccessControl();
                }
                var authorization = MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization")
                        .build();
                return this == HEADER
                        ? MediaPackageV2Access.cdnAuthorization(authorization)
                        : MediaPackageV2Access.originAccessControlAndCdnAuthorization(authorization);
            }

            /** The synthesized one, as if the distribution's id were E123. */
            private JsonNode policy() {
                var template = Resources.of(stack -> LiveFixtures.begun(stack)
                        .origin(v2().originAccess(in(stack)).build())
                        .build());
                return Resolved.of(template.template())
                        .with(template.id(DISTRIBUTION), "E123")
                        .value(template.only(ENDPOINT_POLICY).path("Policy"));
            }
        }

        enum Caller {
            THIS_DISTRIBUTION("cloudfront.amazonaws.com", "arn:aws:cloudfront::111122223333:distribution/E123"),
            ANOTHER_DISTRIBUTION("cloudfront.amazonaws.com", "arn:aws:cloudfront::111122223333:distribution/E124"),
            ANOTHER_ACCOUNT("cloudfront.amazonaws.com", "arn:aws:cloudfront::444455556666:distribution/E123"),
            ANOTHER_SERVICE("mediatailor.amazonaws.com", "arn:aws:cloudfront::111122223333:distribution/E123"),
            CLOUDFRONT_FOR_NOBODY("cloudfront.amazonaws.com", ""),
            ANYONE("", "");

            private final String service;
            private final String source;

            Caller(String service, String source) {
                this.service = service;
                this.source = source;
            }

            private IamSimulator.Request asks(String action, String resource) {
                var request = IamSimulator.request("mediapackagev2:" + action).on(resource);
                var by = service.isEmpty() ? request.anonymously() : request.byService(service);
                return source.isEmpty() ? by : by.with("aws:SourceArn", source);
            }
        }
    }

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
        void hasOneStatementForAllItsDistributions() {
            var template = Resources.of(stack -> {
                var endpoint = v2Resource(stack, "hls");
                deliver(stack, "One", endpoint);
                deliver(stack, "Two", endpoint);
                deliver(stack, "Three", endpoint);
            });

            assertThat(template.only(ENDPOINT_POLICY).at("/Policy/Statement")).hasSize(1);
            assertThat(template.resolved(sourceArns(template))).hasSize(3).doesNotHaveDuplicates();
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

        @Test
        void hasItsPolicyWithTheDistributionWhereAnExportWouldCloseACycle() {
            var templates = Synth.templates(app -> deliverIn(app, "eu-west-1"));

            assertThat(policies(templates)).containsOnlyKeys("Delivery");
            assertThat(Resolved.of(templates)
                            .value("Delivery", policies(templates).get("Delivery"))
                            .at("/Policy/Statement/0/Resource")
                            .asText())
                    .isEqualTo(HLS);
        }

        @Test
        void isNotTouchedInAnotherRegion() {
            assertThat(policies(Synth.templates(app -> deliverIn(app, "eu-central-1"))))
                    .isEmpty();
            assertThat(Findings.of(app -> deliverIn(app, "eu-central-1")).warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "\"Resource\":\"arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/news/channel/one/originEndpoint/hls\"",
                            "was not written: it is in another account or region than the distribution's stack.");
        }

        @Test
        void hasOnePolicyEvenIfEachStackHasADistribution() {
            var templates = Synth.templates(app -> {
                var packager = stack(app, "Packager", "eu-west-1");
                var endpoint = v2Resource(packager, "hls");
                deliver(packager, "Delivery", endpoint);
                deliver(stack(app, "Delivery", "eu-west-1"), "Delivery", endpoint);
            });

            assertThat(policies(templates)).hasSize(1);
        }

        private static void deliverIn(App app, String region) {
            deliver(stack(app, "Delivery", region), "Delivery", v2Resource(stack(app, "Packager", "eu-west-1"), "hls"));
        }

        private static Map<String, JsonNode> policies(Map<String, JsonNode> templates) {
            Map<String, JsonNode> policies = new HashMap<>();
            templates.forEach((stack, template) -> new Resources(template)
                    .all(ENDPOINT_POLICY)
                    .values()
                    .forEach(policy -> policies.put(stack, policy)));
            return policies;
        }

        private static Stack stack(App app, String id, String region) {
            return new Stack(
                    app,
                    id,
                    StackProps.builder()
                            .env(Environment.builder()
                                    .account(Resolved.ACCOUNT)
                                    .region(region)
                                    .build())
                            .crossRegionReferences(true)
                            .build());
        }
    }

    @Nested
    class AnImportedEndpoint {

        private static final String STATEMENT = "{\"Sid\":\"AllowCloudFront\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
                + "\"Action\":[\"mediapackagev2:GetObject\",\"mediapackagev2:GetHeadObject\"],"
                + "\"Resource\":\"" + HLS + "\","
                + "\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":\"%s\"}}}";

        @Test
        void isNotTouchedAndItsOwnerIsToldTheStatementByAWarningAndExactlyByAnOutput() {
            var template = Resources.of(stack -> deliverImported(stack, "hls"));
            var outputs = template.template().path("Outputs");

            assertThat(template.all(ENDPOINT_POLICY)).isEmpty();
            assertThat(template.origin().has("OriginAccessControlId")).isTrue();
            assertThat(outputs).hasSize(1);
            assertThat(Resolved.of(template.template())
                            .with(template.id(DISTRIBUTION), "E123")
                            .value(outputs.elements().next().path("Value"))
                            .asText())
                    .isEqualTo(STATEMENT.formatted("arn:aws:cloudfront::111122223333:distribution/E123"));
            assertThat(warnings(stack -> deliverImported(stack, "hls")))
                    .singleElement()
                    .asString()
                    .startsWith("The policy of MediaPackage v2 endpoint " + HLS
                            + " was not written: its policy is someone else's.")
                    .contains("output '" + outputs.fieldNames().next() + "'")
                    .endsWith(STATEMENT.formatted("arn:aws:cloudfront::ACCOUNT:distribution/ID"));
        }

        @Test
        void isNotMentionedWhereItsDistributionOrTheStackAcknowledges() {
            assertThat(warnings(stack -> acknowledge(deliverImported(stack, "hls"))))
                    .isEmpty();
            assertThat(warnings(stack -> {
                        deliverImported(stack, "hls");
                        acknowledge(stack);
                    }))
                    .isEmpty();
        }

        @Test
        void isNamedBesideOthers() {
            assertThat(warnings(stack -> deliverImported(stack, "hls", "dash")))
                    .hasSize(2)
                    .anySatisfy(warning -> assertThat(warning).contains("originEndpoint/hls was"))
                    .anySatisfy(warning -> assertThat(warning).contains("originEndpoint/dash was"));
        }

        @Test
        void getsOnePolicyForAllItsDistributionsWhereTheUserSaysThatItHasNone() {
            Consumer<Stack> build = stack -> {
                delivery(stack, "One").build();
                delivery(stack, "Two").build();
            };
            var template = Resources.of(build);

            assertThat(warnings(build)).isEmpty();
            assertThat(template.resolved(sourceArns(template))).hasSize(2).doesNotHaveDuplicates();
            assertThatJson(template.only(ENDPOINT_POLICY))
                    .isObject()
                    .containsEntry("ChannelGroupName", "news")
                    .containsEntry("ChannelName", "one")
                    .containsEntry("OriginEndpointName", "hls");
        }

        private static MediaPackageOriginDistribution deliverImported(Stack stack, String... names) {
            var origin = MediaPackageOrigin.v2(V2_HOST);
            Stream.of(names).forEach(name -> origin.endpoint(MediaPackageV2Endpoint.fromArn(V2_ARN_OF + name)));
            return LiveFixtures.begun(stack).origin(origin.build()).build();
        }

        private static List<String> warnings(Consumer<Stack> build) {
            return Findings.of(app -> build.accept(new Stack(app, "Test"))).warnings();
        }

        private static void acknowledge(Construct scope) {
            Validations.of(scope)
                    .acknowledge(Acknowledgment.builder()
                            .id("Annotation::cdk-media-delivery:mediapackagev2-endpoint-policy")
                            .reason("the packaging team added the statement")
                            .build());
        }
    }

    private static void deliver(Stack stack, String id, CfnOriginEndpoint endpoint) {
        LiveFixtures.begun(stack, id)
                .origin(MediaPackageOrigin.v2(V2_HOST)
                        .endpoint(MediaPackageV2Endpoint.of(endpoint))
                        .build())
                .build();
    }

    private static JsonNode sourceArns(Resources template) {
        return template.only(ENDPOINT_POLICY).at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn");
    }
}
