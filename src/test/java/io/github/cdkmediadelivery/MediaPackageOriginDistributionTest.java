package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v1Endpoint;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** A channel of MediaPackage behind CloudFront, by the facade and as an origin of a distribution of the user's. */
class MediaPackageOriginDistributionTest {

    private static final BehaviorOptions WEBSITE =
            BehaviorOptions.builder().origin(new HttpOrigin("www.example.com")).build();

    @Nested
    class ThePathsThatAreServed {

        @Test
        void areThoseOfTheEndpointsThatWereNamed() {
            var behaviors = behaviors(stack -> LiveFixtures.begun(stack)
                    .origin(v2().endpoint(v2Endpoint("dash")).build())
                    .build());

            assertThat(behaviors.subList(0, 8))
                    .containsExactly(
                            tuple("/out/v1/news/one/hls/*.m3u8", V2_HOST),
                            tuple("/out/v1/news/one/hls/*.mpd", V2_HOST),
                            tuple("/out/v1/news/one/hls/*Manifest", V2_HOST),
                            tuple("/out/v1/news/one/hls/*", V2_HOST),
                            tuple("/out/v1/news/one/dash/*.m3u8", V2_HOST),
                            tuple("/out/v1/news/one/dash/*.mpd", V2_HOST),
                            tuple("/out/v1/news/one/dash/*Manifest", V2_HOST),
                            tuple("/out/v1/news/one/dash/*", V2_HOST));
            assertThat(behaviors).hasSize(9);
        }

        @Test
        void areOfOneOriginForHlsDashCmafAndSmoothOfWhichCloudFrontsOwnIsNeverOn() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                            .endpoint(endpoint("hls", "index.m3u8"))
                            .endpoint(endpoint("dash", "index.mpd"))
                            .endpoint(endpoint("cmaf", "cmaf.m3u8"))
                            .endpoint(endpoint("smooth", "index.ism/Manifest"))
                            .build())
                    .build());

            assertThat(template.behaviors())
                    .extracting(behavior -> behavior.path("PathPattern").asText())
                    .containsExactly(
                            "/out/v1/hls/*.m3u8",
                            "/out/v1/hls/*",
                            "/out/v1/dash/*.mpd",
                            "/out/v1/dash/*",
                            "/out/v1/cmaf/*.m3u8",
                            "/out/v1/cmaf/*",
                            "/out/v1/smooth/*Manifest",
                            "/out/v1/smooth/*");
            assertThat(template.config().path("Origins")).hasSize(1);
            assertThat(template.template().findValues("SmoothStreaming")).isEmpty();
        }

        @Test
        void areNoOthersWhichAreRefusedAtTheEdge() {
            var template = Resources.of(stack -> delivery(stack).build());

            assertThatJson(template.defaultBehavior())
                    .whenIgnoringPaths("TargetOriginId")
                    .isEqualTo(
                            """
                            {
                              "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                              "ViewerProtocolPolicy": "redirect-to-https",
                              "Compress": true,
                              "FunctionAssociations": [
                                {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["%s", "FunctionARN"]}}
                              ]
                            }
                            """
                                    .formatted(template.id(FUNCTION)));
            assertThatJson(new EdgeDistribution(template)
                            .ask(EdgeRequest.get("/out/v1/news/one/dash/index.mpd"))
                            .result())
                    .isObject()
                    .containsEntry("statusCode", 403)
                    .node("headers.cache-control.value")
                    .isEqualTo("no-store");
        }

        @Test
        void areAllOfThemWhereTheUserHasADefaultBehaviour() {
            var template = Resources.of(
                    stack -> delivery(stack).defaultBehavior(WEBSITE).build());

            assertThat(template.defaultBehavior().has("FunctionAssociations")).isFalse();
            assertThat(behaviors(template))
                    .hasSize(5)
                    .contains(tuple("/out/v1/news/one/hls/*", V2_HOST))
                    .endsWith(tuple("*", "www.example.com"));
        }

        @Test
        void areTheUsersOwnFirstInTheOrderInWhichTheyWereNamed() {
            assertThat(behaviors(stack -> delivery(stack)
                            .additionalBehavior("/z/*", WEBSITE)
                            .additionalBehavior("/a/*", WEBSITE)
                            .additionalBehavior("/out/v1/news/one/hls/poster.jpg", WEBSITE)
                            .build()))
                    .startsWith(
                            tuple("/z/*", "www.example.com"),
                            tuple("/a/*", "www.example.com"),
                            tuple("/out/v1/news/one/hls/poster.jpg", "www.example.com"),
                            tuple("/out/v1/news/one/hls/*.m3u8", V2_HOST));
        }
    }

    @Nested
    class ThePlayer {

        @Test
        void isSentToTheDistribution() {
            assertThat(deployed(delivery -> delivery.getPlaybackUrl(v2Endpoint("hls"), "low/index.m3u8"), v2()))
                    .isEqualTo("https://d1.cloudfront.net/out/v1/news/one/hls/low/index.m3u8");
            assertThat(deployed(delivery -> delivery.getPlaybackUrl(v1Endpoint()), v1()))
                    .isEqualTo("https://d1.cloudfront.net/out/v1/def456/index.m3u8");
            assertThat(deployed(MediaPackageOriginDistribution::getDomainName, v2()))
                    .isEqualTo("d1.cloudfront.net");
        }

        @Test
        void isNotShownTheOriginPath() {
            var v2 = v2().originPath("/out/v1");
            var v1 = v1().originPath("/out/v1");

            assertThat(deployed(delivery -> delivery.getPlaybackUrl(v2Endpoint("hls"), "index.m3u8"), v2))
                    .isEqualTo("https://d1.cloudfront.net/news/one/hls/index.m3u8");
            assertThat(deployed(delivery -> delivery.getPlaybackUrl(v1Endpoint()), v1))
                    .isEqualTo("https://d1.cloudfront.net/def456/index.m3u8");
            assertThat(behaviors(facade(v2)))
                    .startsWith(tuple("/news/one/hls/*.m3u8", V2_HOST))
                    .contains(tuple("/news/one/hls/*", V2_HOST));
            assertThat(behaviors(facade(v1))).startsWith(tuple("/def456/*.m3u8", V1_HOST), tuple("/def456/*", V1_HOST));
            assertThat(Resources.of(facade(v2)).origin().path("OriginPath").asText())
                    .isEqualTo("/out/v1");
        }

        private static String deployed(
                Function<MediaPackageOriginDistribution, String> value, MediaPackageOrigin.Builder<?> origin) {
            var template = Resources.of(stack -> CfnOutput.Builder.create(stack, "Value")
                    .value(value.apply(
                            LiveFixtures.begun(stack).origin(origin.build()).build()))
                    .build());
            return Resolved.of(template.template())
                    .with(template.id(DISTRIBUTION) + ".DomainName", "d1.cloudfront.net")
                    .value(template.template().at("/Outputs/Value/Value"))
                    .asText();
        }
    }

    @Nested
    class ADistributionOfTheUsers {

        @ParameterizedTest
        @EnumSource
        void servesAChannelAsTheFacadeDoes(Version version) {
            var facade = deployed(
                    stack -> LiveFixtures.begun(stack).origin(version.origin()).build());
            var plain = deployed(stack -> plain(stack, "Plain", version.origin()));

            assertThatJson(plain.behaviors())
                    .whenIgnoringPaths("[*].TargetOriginId")
                    .isEqualTo(facade.behaviors());
            assertThatJson(channel(plain)).whenIgnoringPaths("Id").isEqualTo(facade.origin());
            assertThat(plain.all(ENDPOINT_POLICY)).isEqualTo(facade.all(ENDPOINT_POLICY));
            assertThat(plain.all(ACCESS_CONTROL)).isEqualTo(facade.all(ACCESS_CONTROL));
        }

        @ParameterizedTest
        @EnumSource
        void isReadyToServe(Version version) {
            var template = deployed(stack -> plain(stack, "Plain", version.origin()));

            assertThat(template.behaviors()).hasSizeGreaterThan(1).allSatisfy(behavior -> assertThatJson(behavior)
                    .whenIgnoringPaths(
                            "TargetOriginId", "PathPattern", "CachePolicyId", "Compress", "ResponseHeadersPolicyId")
                    .isEqualTo("{ViewerProtocolPolicy: 'redirect-to-https', AllowedMethods: ['GET', 'HEAD']}"));
            assertThatJson(channel(template).path("CustomOriginConfig"))
                    .isEqualTo("{'OriginProtocolPolicy': 'https-only', 'OriginSSLProtocols': ['TLSv1.2']}");
        }

        @Test
        void signsWhatItAsksOfVersion2() {
            var template = Resources.of(stack -> plain(stack, "Plain", v2().build()));

            assertThatJson(channel(template).path("OriginAccessControlId"))
                    .isEqualTo("{'Fn::GetAtt': ['" + template.id(ACCESS_CONTROL) + "', 'Id']}");
            assertThatJson(template.only(ACCESS_CONTROL))
                    .inPath("OriginAccessControlConfig")
                    .isObject()
                    .containsAllEntriesOf(Map.of(
                            "OriginAccessControlOriginType", "mediapackagev2",
                            "SigningBehavior", "always",
                            "SigningProtocol", "sigv4"));
        }

        @Test
        void sharesWhatCanBeSharedWithOthersAndWithTheFacade() {
            var template = Resources.of(stack -> {
                var origin = v2().build();
                plain(stack, "One", origin);
                plain(stack, "Two", origin);
                LiveFixtures.begun(stack).origin(origin).build();
            });

            assertThat(template.all(ACCESS_CONTROL)).hasSize(1);
            assertThat(template.all(CACHE_POLICY)).hasSize(1);
            assertThat(template.resolved(sourceArns(template))).hasSize(3).doesNotHaveDuplicates();
        }

        @Test
        void hasOneOriginForAllItsBehavioursAndIsLetInOnce() {
            var template = Resources.of(stack -> {
                var origin = v2().build();
                Distribution.Builder.create(stack, "Plain")
                        .defaultBehavior(WEBSITE)
                        .additionalBehaviors(origin.behaviors(stack))
                        .build();
            });

            assertThat(template.config().path("Origins")).hasSize(2);
            assertThat(template.resolved(sourceArns(template)).isTextual())
                    .as("one ARN, not a list: %s", sourceArns(template))
                    .isTrue();
        }

        @Test
        void mayHaveTheOriginBesideOthers() {
            assertThat(behaviors(stack -> Distribution.Builder.create(stack, "Plain")
                            .defaultBehavior(WEBSITE)
                            .additionalBehaviors(v2().build().behaviors(stack))
                            .build()))
                    .containsExactly(
                            tuple("/out/v1/news/one/hls/*.m3u8", V2_HOST),
                            tuple("/out/v1/news/one/hls/*.mpd", V2_HOST),
                            tuple("/out/v1/news/one/hls/*Manifest", V2_HOST),
                            tuple("/out/v1/news/one/hls/*", V2_HOST),
                            tuple("*", "www.example.com"));
        }

        @Test
        void isWhatTheFacadeGivesOutForFurtherUse() {
            var template = Resources.of(stack -> CfnOutput.Builder.create(stack, "Id")
                    .value(delivery(stack).build().getDistribution().getDistributionId())
                    .build());

            assertThatJson(template.template().at("/Outputs/Id/Value"))
                    .isEqualTo("{Ref: '" + template.id(DISTRIBUTION) + "'}");
        }

        private static void plain(Stack stack, String id, MediaPackageOrigin origin) {
            Distribution.Builder.create(stack, id)
                    .defaultBehavior(WEBSITE)
                    .additionalBehaviors(origin.behaviors(stack))
                    .build();
        }

        /** The origin that is not the page's. */
        private static JsonNode channel(Resources template) {
            return StreamSupport.stream(template.config().path("Origins").spliterator(), false)
                    .filter(origin -> !origin.path("DomainName").asText().equals("www.example.com"))
                    .findFirst()
                    .orElseThrow();
        }

        /** The template as if the distribution's id were E123. */
        private static Resources deployed(Consumer<Stack> build) {
            var template = Resources.of(build);
            return new Resources(Resolved.of(template.template())
                    .with(template.id(DISTRIBUTION), "E123")
                    .value(template.template()));
        }

        private static JsonNode sourceArns(Resources template) {
            return template.only(ENDPOINT_POLICY).at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn");
        }
    }

    enum Version {
        V1,
        V2;

        private MediaPackageOrigin origin() {
            return this == V1 ? v1().build() : v2().build();
        }
    }

    private static Consumer<Stack> facade(MediaPackageOrigin.Builder<?> origin) {
        return stack -> LiveFixtures.begun(stack).origin(origin.build()).build();
    }

    private static MediaPackageEndpoint endpoint(String id, String manifest) {
        return MediaPackageEndpoint.onHost(V1_HOST, id, manifest);
    }

    private static List<Tuple> behaviors(Consumer<Stack> build) {
        return behaviors(Resources.of(build));
    }

    /** The path patterns in the order in which CloudFront tries them, and the hosts that they lead to. */
    private static List<Tuple> behaviors(Resources template) {
        var distribution = new EdgeDistribution(template);
        return distribution.behaviors().stream()
                .map(behavior -> tuple(behavior.path("PathPattern").asText("*"), distribution.origin(behavior)))
                .toList();
    }
}
