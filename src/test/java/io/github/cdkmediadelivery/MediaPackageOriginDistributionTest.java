package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

class MediaPackageOriginDistributionTest {

    private static final BehaviorOptions WEBSITE =
            BehaviorOptions.builder().origin(new HttpOrigin("www.example.com")).build();

    @Test
    void onlyTheEndpointsThatWereNamedHaveABehaviour() {
        var template = Resources.of(stack -> delivery(stack)
                .origin(v2().endpoint(v2Endpoint("dash")).build())
                .build());

        assertThat(patterns(template)).containsExactly("/out/v1/news/one/hls/*", "/out/v1/news/one/dash/*");
        assertThat(template.config().path("Origins")).hasSize(1);
    }

    @Test
    void anEndpointsBehaviourIsReadyToServe() {
        var template =
                Resources.of(stack -> delivery(stack).origin(v1().build()).build());

        assertThatJson(template.behaviors().path(0))
                .whenIgnoringPaths("TargetOriginId")
                .isEqualTo(
                        """
                        {
                          "PathPattern": "/out/v1/def456/*",
                          "CachePolicyId": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
                          "ViewerProtocolPolicy": "redirect-to-https",
                          "AllowedMethods": ["GET", "HEAD"],
                          "Compress": true
                        }
                        """);
    }

    @Test
    void everyOtherPathIsRefusedAtTheEdge() {
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
    }

    @Test
    void theRefusalIsA403ThatAsksNobody() {
        var template = Resources.of(stack -> delivery(stack).build());

        var function = template.only(FUNCTION);
        assertThat(function.at("/FunctionConfig/Runtime").asText()).isEqualTo("cloudfront-js-2.0");
        assertThat(function.path("AutoPublish").asBoolean()).isTrue();
        assertThat(function.path("FunctionCode").asText())
                .contains("statusCode: 403", "'cache-control': { value: 'no-store' }")
                .doesNotContain("return event.request");
    }

    @Test
    void aDefaultBehaviourOfTheUsersTakesThePlaceOfTheRefusal() {
        var template =
                Resources.of(stack -> delivery(stack).defaultBehavior(WEBSITE).build());

        assertThat(template.all(FUNCTION)).isEmpty();
        assertThat(originOf(template, template.defaultBehavior())).isEqualTo("www.example.com");
        assertThat(template.defaultBehavior().has("FunctionAssociations")).isFalse();
        assertThat(patterns(template)).containsExactly("/out/v1/news/one/hls/*");
        assertThat(originOf(template, template.behaviors().path(0))).isEqualTo(V2_HOST);
    }

    @Test
    void additionalBehavioursComeFirstInTheOrderInWhichTheyWereNamed() {
        var template = Resources.of(stack -> delivery(stack)
                .additionalBehavior("/z/*", WEBSITE)
                .additionalBehavior("/a/*", WEBSITE)
                .additionalBehavior("/out/v1/news/one/hls/poster.jpg", WEBSITE)
                .build());

        assertThat(patterns(template))
                .containsExactly("/z/*", "/a/*", "/out/v1/news/one/hls/poster.jpg", "/out/v1/news/one/hls/*");
        assertThat(originOf(template, template.behaviors().path(0))).isEqualTo("www.example.com");
        assertThat(originOf(template, template.behaviors().path(3))).isEqualTo(V2_HOST);
    }

    @Test
    void theOriginPathIsHiddenFromViewers() {
        var template = Resources.of(stack -> {
            var hls = v2Endpoint("hls");
            var delivery =
                    delivery(stack).origin(v2().originPath("/out/v1").build()).build();
            output(stack, "Url", delivery.getPlaybackUrl(hls, "index.m3u8"));
        });

        assertThat(template.origin().path("OriginPath").asText()).isEqualTo("/out/v1");
        assertThat(patterns(template)).containsExactly("/news/one/hls/*");
        assertThat(deployedOutput(template, "Url")).isEqualTo("https://d1.cloudfront.net/news/one/hls/index.m3u8");
    }

    @Test
    void theOriginPathIsHiddenForV1Too() {
        var template = Resources.of(stack -> {
            var delivery =
                    delivery(stack).origin(v1().originPath("/out/v1").build()).build();
            output(stack, "Url", delivery.getPlaybackUrl(LiveFixtures.v1Endpoint()));
        });

        assertThat(patterns(template)).containsExactly("/def456/*");
        assertThat(deployedOutput(template, "Url")).isEqualTo("https://d1.cloudfront.net/def456/index.m3u8");
    }

    @Test
    void thePlayerIsSentToTheDistribution() {
        var template = Resources.of(stack -> {
            var delivery = delivery(stack).build();
            output(stack, "Url", delivery.getPlaybackUrl(v2Endpoint("hls"), "index.m3u8"));
            output(stack, "Low", delivery.getPlaybackUrl(v2Endpoint("hls"), "low/index.m3u8"));
            output(stack, "Host", delivery.getDomainName());
        });

        assertThat(deployedOutput(template, "Url"))
                .isEqualTo("https://d1.cloudfront.net/out/v1/news/one/hls/index.m3u8");
        assertThat(deployedOutput(template, "Low"))
                .isEqualTo("https://d1.cloudfront.net/out/v1/news/one/hls/low/index.m3u8");
        assertThat(deployedOutput(template, "Host")).isEqualTo("d1.cloudfront.net");
    }

    @Test
    void hlsDashCmafAndSmoothAreServedByOneDistribution() {
        var template = Resources.of(stack -> {
            var smooth = endpoint("smooth", "index.ism/Manifest");
            var delivery = delivery(stack)
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                            .endpoint(endpoint("hls", "index.m3u8"))
                            .endpoint(endpoint("dash", "index.mpd"))
                            .endpoint(endpoint("cmaf", "cmaf.m3u8"))
                            .endpoint(smooth)
                            .build())
                    .build();
            output(stack, "Url", delivery.getPlaybackUrl(smooth));
        });

        assertThat(patterns(template))
                .containsExactly("/out/v1/hls/*", "/out/v1/dash/*", "/out/v1/cmaf/*", "/out/v1/smooth/*");
        assertThat(template.config().path("Origins")).hasSize(1);
        assertThat(deployedOutput(template, "Url"))
                .isEqualTo("https://d1.cloudfront.net/out/v1/smooth/index.ism/Manifest");
    }

    @Test
    void smoothStreamingOfCloudFrontsOwnIsNeverOn() {
        var template = Resources.of(stack -> delivery(stack)
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                        .endpoint(endpoint("smooth", "index.ism/Manifest"))
                        .build())
                .build());

        assertThat(template.template().findValues("SmoothStreaming")).isEmpty();
    }

    @Test
    void theDistributionItselfCanBeUsedFurther() {
        var template = Resources.of(stack -> {
            var distribution = delivery(stack).build().getDistribution();
            distribution
                    .metricRequests(MetricOptions.builder().build())
                    .createAlarm(
                            stack,
                            "Alarm",
                            CreateAlarmOptions.builder()
                                    .threshold(1)
                                    .evaluationPeriods(1)
                                    .build());
        });

        assertThatJson(template.only("AWS::CloudWatch::Alarm"))
                .inPath("Dimensions[0].Value")
                .isEqualTo("{Ref: '" + template.id(DISTRIBUTION) + "'}");
    }

    private static MediaPackageEndpoint endpoint(String id, String manifest) {
        return MediaPackageEndpoint.onHost(V1_HOST, id, manifest);
    }

    private static void output(Stack stack, String id, String value) {
        CfnOutput.Builder.create(stack, id).value(value).build();
    }

    private static String deployedOutput(Resources template, String id) {
        return Resolved.of(template.template())
                .with(template.id(DISTRIBUTION) + ".DomainName", "d1.cloudfront.net")
                .value(template.template().at("/Outputs/" + id + "/Value"))
                .asText();
    }

    private static List<String> patterns(Resources template) {
        return StreamSupport.stream(template.behaviors().spliterator(), false)
                .map(behavior -> behavior.path("PathPattern").asText())
                .toList();
    }

    /** The host that a behaviour takes its content from. */
    private static String originOf(Resources template, JsonNode behavior) {
        return StreamSupport.stream(template.config().path("Origins").spliterator(), false)
                .filter(origin -> origin.path("Id").equals(behavior.path("TargetOriginId")))
                .map(origin -> origin.path("DomainName").asText())
                .findFirst()
                .orElseThrow();
    }
}
