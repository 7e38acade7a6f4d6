package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V1_URL;
import static io.github.cdkmediadelivery.LiveFixtures.v1Resource;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;

class MediaPackageEndpointTest {

    private static final String DOMAIN = "d111111abcdef8.cloudfront.net";

    @ParameterizedTest
    @CsvSource({
        "https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8, abc123.mediapackage.eu-west-1.amazonaws.com",
        "https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8?m=1, abc123.mediapackage.eu-west-1.amazonaws.com",
        "https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456, abc123.mediapackage.eu-west-1.amazonaws.com",
        "https://abc123.mediapackage-vod.us-east-1.amazonaws.com/out/v1/def456/a/b/index.mpd, abc123.mediapackage-vod.us-east-1.amazonaws.com",
        "https://abc123.mediapackage.cn-north-1.amazonaws.com.cn/out/v1/def456/index.m3u8, abc123.mediapackage.cn-north-1.amazonaws.com.cn"
    })
    void aUrlIsReducedToItsHostAndItsFolder(String url, String host) {
        var deployed = deployed(stack -> MediaPackageEndpoint.fromUrl(url));

        assertThat(deployed.host()).isEqualTo(host);
        assertThat(deployed.pathPattern()).isEqualTo("/out/v1/def456/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123abcd.egress.mediapackage-vod.us-east-1.amazonaws.com",
                "0123abcd.mediapackage.eu-west-1.amazonaws.com",
                "0123abcd.mediapackage.eu-west-1.api.aws",
            })
    void hostsOfLiveAndVodAreTaken(String host) {
        assertThat(MediaPackageEndpoint.fromUrl("https://" + host + "/out/v1/def456/index.m3u8"))
                .hasToString(host + "/out/v1/def456");
    }

    @Test
    void thePlayerAsksCloudFrontForTheSamePath() {
        var deployed = deployed(stack -> MediaPackageEndpoint.fromUrl(V1_URL));

        assertThat(deployed.playbackUrl()).isEqualTo("https://" + DOMAIN + "/out/v1/def456/index.m3u8");
    }

    @Test
    void anEndpointOfTheSameAppIsCutByCloudFormation() {
        var deployed = deployed(stack -> MediaPackageEndpoint.of(v1Resource(stack)));

        assertThat(deployed)
                .isEqualTo(
                        new Deployed(V1_HOST, "/out/v1/def456/*", "https://" + DOMAIN + "/out/v1/def456/index.m3u8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {V1_URL, "https://" + V1_HOST + "/out/v1/def456/folder/index.ism/Manifest"})
    void aUrlThatIsAParameterIsCutByCloudFormationToo(String url) {
        var deployed = deployed(
                stack -> MediaPackageEndpoint.fromUrl(
                        CfnParameter.Builder.create(stack, "Url").build().getValueAsString()),
                url);

        assertThat(deployed).isEqualTo(new Deployed(V1_HOST, "/out/v1/def456/*", url.replace(V1_HOST, DOMAIN)));
    }

    @Test
    void anEndpointCanBeGivenByItsParts() {
        var deployed = deployed(stack -> MediaPackageEndpoint.onHost(V1_HOST, "def456", "index.mpd"));

        assertThat(deployed)
                .isEqualTo(new Deployed(V1_HOST, "/out/v1/def456/*", "https://" + DOMAIN + "/out/v1/def456/index.mpd"));
    }

    @Test
    void thePartsMayBeKnownOnlyAtDeployment() {
        var deployed = deployed(
                stack -> MediaPackageEndpoint.onHost(
                        CfnParameter.Builder.create(stack, "Url").build().getValueAsString(), "def456", "index.mpd"),
                V1_HOST);

        assertThat(deployed.host()).isEqualTo(V1_HOST);
    }

    @Test
    void anEndpointIsItsHostAndId() {
        var endpoint = MediaPackageEndpoint.fromUrl(V1_URL);

        assertThat(endpoint)
                .isEqualTo(MediaPackageEndpoint.onHost(V1_HOST, "def456", "index.mpd"))
                .hasSameHashCodeAs(MediaPackageEndpoint.onHost(V1_HOST, "def456", "index.mpd"))
                .isNotEqualTo(MediaPackageEndpoint.onHost(V1_HOST, "def457", "index.m3u8"))
                .isNotEqualTo(MediaPackageEndpoint.onHost("x" + V1_HOST, "def456", "index.m3u8"))
                .hasToString(V1_HOST + "/out/v1/def456");
    }

    @Test
    void anEndpointOfTheSameAppIsEqualToItself() {
        Synth.template(stack -> {
            var resource = v1Resource(stack);

            assertThat(MediaPackageEndpoint.of(resource))
                    .isEqualTo(MediaPackageEndpoint.of(resource))
                    .hasSameHashCodeAs(MediaPackageEndpoint.of(resource));
        });
    }

    /** What a distribution in front of the endpoint looks like once it runs. */
    private record Deployed(String host, String pathPattern, String playbackUrl) {}

    private static Deployed deployed(Function<Stack, MediaPackageEndpoint> endpoint) {
        return deployed(endpoint, V1_URL);
    }

    /** @param url what the parameter and the endpoint's attribute turn out to be */
    private static Deployed deployed(Function<Stack, MediaPackageEndpoint> make, String url) {
        var template = Resources.of(stack -> {
            var endpoint = make.apply(stack);
            var delivery = MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                            .endpoint(endpoint)
                            .build())
                    .build();
            CfnOutput.Builder.create(stack, "PlaybackUrl")
                    .value(delivery.getPlaybackUrl(endpoint))
                    .build();
        });
        var resolved = Resolved.of(template.template())
                .with("Endpoint.Url", url)
                .with("Url", url)
                .with(template.id(Resources.DISTRIBUTION) + ".DomainName", DOMAIN);
        return new Deployed(
                resolved.value(template.origin().path("DomainName")).asText(),
                resolved.value(template.behaviors().path(0).path("PathPattern")).asText(),
                resolved.value(template.template().at("/Outputs/PlaybackUrl/Value"))
                        .asText());
    }
}
