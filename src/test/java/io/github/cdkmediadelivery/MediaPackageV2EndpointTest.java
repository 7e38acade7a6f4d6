package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.group;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static io.github.cdkmediadelivery.LiveFixtures.v2Resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

class MediaPackageV2EndpointTest {

    /** Manifests of each format that version 2 has, and media. */
    private static final List<String> PATHS = List.of(
            "/out/v1/news/one/hls/*.m3u8",
            "/out/v1/news/one/hls/*.mpd",
            "/out/v1/news/one/hls/*Manifest",
            "/out/v1/news/one/hls/*");

    @Test
    void anEndpointOfTheSameAppIsServedUnderItsNames() {
        var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v2(group(stack))
                        .endpoint(MediaPackageV2Endpoint.of(v2Resource(stack, "hls")))
                        .build())
                .build());

        assertThat(paths(template.behaviors())).containsExactlyElementsOf(PATHS);
        assertThat(Resolved.of(template.template())
                        .with("Group.EgressDomain", V2_HOST)
                        .value(template.origin().path("DomainName"))
                        .asText())
                .isEqualTo(V2_HOST);
    }

    @Test
    void anImportedEndpointIsServedUnderTheNamesInItsArn() {
        var template = Resources.of(stack -> LiveFixtures.delivery(stack).build());

        assertThat(paths(template.behaviors())).containsExactlyElementsOf(PATHS);
        assertThat(template.origin().path("DomainName").asText()).isEqualTo(V2_HOST);
    }

    @Test
    void namesMayBeKnownOnlyAtDeployment() {
        var template = Resources.of(stack -> {
            var group = group(stack);
            var endpoint = MediaPackageV2Endpoint.of(CfnOriginEndpoint.Builder.create(stack, "Hls")
                    .channelGroupName(group.getRef())
                    .channelName("one")
                    .originEndpointName("hls")
                    .containerType("CMAF")
                    .build());
            var delivery = MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                    .origin(MediaPackageOrigin.v2(group).endpoint(endpoint).build())
                    .build();
            CfnOutput.Builder.create(stack, "Url")
                    .value(delivery.getPlaybackUrl(endpoint, "index.m3u8"))
                    .build();
        });

        var resolved = Resolved.of(template.template())
                .with("Group", "news")
                .with(template.id(Resources.DISTRIBUTION) + ".DomainName", "d1.cloudfront.net");
        assertThat(paths(resolved.value(template.behaviors()))).containsExactlyElementsOf(PATHS);
        assertThat(resolved.value(template.template().at("/Outputs/Url/Value")).asText())
                .isEqualTo("https://d1.cloudfront.net/out/v1/news/one/hls/index.m3u8");
    }

    @Test
    void anEndpointIsItsArn() {
        var imported = MediaPackageV2Endpoint.fromArn(V2_ARN_OF + "hls");

        assertThat(imported)
                .isEqualTo(v2Endpoint("hls"))
                .hasSameHashCodeAs(v2Endpoint("hls"))
                .isNotEqualTo(v2Endpoint("dash"))
                .isNotEqualTo(MediaPackageV2Endpoint.fromArn((V2_ARN_OF + "hls").replace("channel/one", "channel/two")))
                .isNotEqualTo(MediaPackageV2Endpoint.fromArn((V2_ARN_OF + "hls").replace("Group/news", "Group/sports")))
                .isNotEqualTo(MediaPackageV2Endpoint.fromArn((V2_ARN_OF + "hls").replace("eu-west-1", "eu-central-1")))
                .isNotEqualTo(MediaPackageV2Endpoint.fromArn((V2_ARN_OF + "hls").replace("1111", "4444")))
                .hasToString("/out/v1/news/one/hls");
        Synth.template(stack -> {
            var resource = v2Resource(stack, "hls");
            assertThat(MediaPackageV2Endpoint.of(resource))
                    .isEqualTo(MediaPackageV2Endpoint.of(resource))
                    .isNotEqualTo(imported);
        });
    }

    private static List<String> paths(JsonNode behaviors) {
        return behaviors.findValuesAsText("PathPattern");
    }

    @Test
    void otherPartitionsHaveArnsToo() {
        var arn = (V2_ARN_OF + "hls").replace("arn:aws:", "arn:aws-cn:").replace("eu-west-1", "cn-north-1");

        assertThat(MediaPackageV2Endpoint.fromArn(arn)).hasToString("/out/v1/news/one/hls");
    }
}
