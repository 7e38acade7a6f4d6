package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V1_URL;
import static io.github.cdkmediadelivery.LiveFixtures.v1Resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
        assertThat(deployed.folder()).isEqualTo("/out/v1/def456/");
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
                .isEqualTo(new Deployed(V1_HOST, "/out/v1/def456/", "https://" + DOMAIN + "/out/v1/def456/index.m3u8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {V1_URL, "https://" + V1_HOST + "/out/v1/def456/folder/index.ism/Manifest"})
    void aUrlThatIsAParameterIsCutByCloudFormationToo(String url) {
        var deployed = deployed(
                stack -> MediaPackageEndpoint.fromUrl(
                        CfnParameter.Builder.create(stack, "Url").build().getValueAsString()),
                url);

        assertThat(deployed).isEqualTo(new Deployed(V1_HOST, "/out/v1/def456/", url.replace(V1_HOST, DOMAIN)));
    }

    @Test
    void anEndpointCanBeGivenByItsParts() {
        var deployed = deployed(stack -> MediaPackageEndpoint.onHost(V1_HOST, "def456", "index.mpd"));

        assertThat(deployed)
                .isEqualTo(new Deployed(V1_HOST, "/out/v1/def456/", "https://" + DOMAIN + "/out/v1/def456/index.mpd"));
    }

    @Test
    void thePartsMayBeKnownOnlyAtDeployment() {
        var deployed = deployed(
                stack -> MediaPackageEndpoint.onHost(
                        CfnParameter.Builder.create(stack, "Url").build().getValueAsString(), "def456", "index.mpd"),
                V1_HOST);

        assertThat(deployed.host()).isEqualTo(V1_HOST);
    }

    /** Manifests of one format are told by the one that was named; of any, where it is known at deployment only. */
    @ParameterizedTest
    @CsvSource({
        "index.m3u8, *.m3u8",
        "low/index.m3u8, *.m3u8",
        "index.mpd, *.mpd",
        "index.ism/Manifest, *Manifest",
        "index.isml, *.m3u8 *.mpd *Manifest",
        "'', *.m3u8 *.mpd *Manifest"
    })
    void itsManifestsAreToldByTheOneThatIsNamed(String manifest, String names) {
        assertThat(MediaPackageEndpoint.onHost(V1_HOST, "def456", manifest)
                        .folder()
                        .manifests())
                .containsExactly(names.split(" ", -1));
    }

    @Test
    void itsManifestsAreOfAnyFormatWhereTheUrlIsKnownAtDeployment() {
        Synth.template(stack -> assertThat(
                        MediaPackageEndpoint.of(v1Resource(stack)).folder().manifests())
                .containsExactly("*.m3u8", "*.mpd", "*Manifest"));
    }

    /** Packaging configurations of an asset share its folder: the one that is named does not tell of the others. */
    @Test
    void manifestsOfAnAssetAreOfAnyFormat() {
        var asset = MediaPackageEndpoint.fromUrl(
                "https://0123abcd.egress.mediapackage-vod.us-east-1.amazonaws.com/out/v1/asset/hls/index.m3u8");

        assertThat(asset.folder().manifests()).containsExactly("*.m3u8", "*.mpd", "*Manifest");
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
    private record Deployed(String host, String folder, String playbackUrl) {}

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
                folder(resolved.value(template.behaviors())),
                resolved.value(template.template().at("/Outputs/PlaybackUrl/Value"))
                        .asText());
    }

    /** The last of the behaviours answers all of it; the others a part. */
    private static String folder(JsonNode behaviors) {
        var patterns = behaviors.findValuesAsText("PathPattern");
        var last = patterns.get(patterns.size() - 1);
        assertThat(last).endsWith("/*");
        var folder = last.substring(0, last.length() - 1);
        assertThat(patterns).allMatch(pattern -> pattern.startsWith(folder + "*"));
        return folder;
    }
}
