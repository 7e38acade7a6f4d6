package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;

/**
 * A path token is worth something only as long as viewers do not see it: MediaTailor writes the prefixes of its CDN
 * configuration into every manifest, and where they are missing the URL of the content itself.
 */
class TokenNeverShownTest {

    private static final String SECRET = "AWS::SecretsManager::Secret";

    /** What a user does with everything that the distribution offers. */
    private static void define(Stack stack, ContentOrigin content) {
        var ads = content.in(stack)
                .comment("Ads")
                .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                .cors(CorsRules.origins(EdgeConfiguration.ORIGINS))
                .build();
        output(stack, "Hls", ads.getPlaybackUrl("index.m3u8"));
        output(stack, "Dash", ads.getPlaybackUrl("index.mpd"));
        output(stack, "Domain", ads.getDomainName());
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheUrlThatMediaTailorIsGivenRefersToTheToken(ContentOrigin content) {
        var template = Resources.of(stack -> define(stack, content));
        var secret = template.id(SECRET);

        assertThat(pointersTo(secret, template.template()))
                .containsExactly(
                        "/Resources/" + template.id(AdsFixtures.PLAYBACK) + "/Properties/VideoContentSourceUrl");
    }

    @ParameterizedTest
    @EnumSource
    void viewersAreSentToTheDistributionForSegmentsAndAds(ContentOrigin content) {
        var template = Resources.of(stack -> define(stack, content));
        var playback = template.resolved(template.only(AdsFixtures.PLAYBACK));
        var viewers = "https://"
                + template.resolved(template.template().at("/Outputs/Domain/Value"))
                        .asText();

        assertThat(playback.at("/CdnConfiguration/ContentSegmentUrlPrefix").asText())
                .isEqualTo(viewers + content.folder());
        assertThat(playback.at("/CdnConfiguration/AdSegmentUrlPrefix").asText()).isEqualTo(viewers);
        assertThat(playback.path("VideoContentSourceUrl").asText())
                .matches("\\Q" + viewers
                        + "/mt/{{resolve:secretsmanager:arn:\\E[^}]*\\Q:SecretString:token::}}" + content.folder()
                        + "\\E");
    }

    @ParameterizedTest
    @EnumSource
    void thePrefixesAreSetWithoutATokenToo(ContentOrigin content) {
        var template = Resources.of(stack -> content.in(stack).build());

        assertThat(template.resolved(template.only(AdsFixtures.PLAYBACK))
                        .path("CdnConfiguration")
                        .properties())
                .hasSize(2)
                .allSatisfy(prefix -> assertThat(prefix.getValue().asText()).startsWith("https://d"));
    }

    @Test
    void withADomainOfTheOwnersThePrefixesNameThatOne() {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                .customDomain(CustomDomain.of(
                        Certificate.fromCertificateArn(
                                stack, "Certificate", "arn:aws:acm:us-east-1:111122223333:certificate/abc"),
                        "live.example.com"))
                .build());
        var playback = template.only(AdsFixtures.PLAYBACK);

        assertThat(playback.at("/CdnConfiguration/ContentSegmentUrlPrefix").asText())
                .isEqualTo("https://live.example.com/test");
        assertThat(playback.at("/CdnConfiguration/AdSegmentUrlPrefix").asText()).isEqualTo("https://live.example.com");
        assertThat(template.resolved(playback).path("VideoContentSourceUrl").asText())
                .startsWith("https://live.example.com/mt/{{resolve:");
    }

    @ParameterizedTest
    @EnumSource
    void noFileOfTheAssemblyHoldsASecret(ContentOrigin content) throws IOException {
        var assembly = Synth.synthesize((App app) -> define(new Stack(app, "Test"), content));

        try (var files = Files.walk(assembly)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file))
                    .doesNotContain(EdgeConfiguration.TOKEN, EdgeConfiguration.PREVIOUS_TOKEN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void codeHoldsDigestsAndNoReference(ContentOrigin content) {
        var template = Resources.of(stack -> define(stack, content));

        assertThat(template.all(Resources.FUNCTION).values())
                .extracting(function -> function.path("FunctionCode").asText())
                .anySatisfy(code -> assertThat(code)
                        .contains(
                                PathToken.digest(EdgeConfiguration.TOKEN),
                                PathToken.digest(EdgeConfiguration.PREVIOUS_TOKEN)))
                .allSatisfy(code -> assertThat(code).isNotEmpty().doesNotContain("{{resolve"));
    }

    /** Where the template refers to a resource: the property of a resource, or the output. */
    private static List<String> pointersTo(String logicalId, JsonNode template) {
        List<String> found = new ArrayList<>();
        template.properties().forEach(section -> section.getValue().properties().forEach(entry -> {
            var properties = entry.getValue().path("Properties");
            (properties.isMissingNode() ? entry.getValue() : properties)
                    .properties()
                    .forEach(property -> {
                        if (refersTo(logicalId, property.getValue())) {
                            found.add("/" + section.getKey() + "/" + entry.getKey()
                                    + (properties.isMissingNode() ? "/" : "/Properties/") + property.getKey());
                        }
                    });
        }));
        return found;
    }

    private static boolean refersTo(String logicalId, JsonNode value) {
        var text = value.toString();
        return text.contains("\"" + logicalId + "\"") || text.contains("${" + logicalId) || text.contains("{{resolve");
    }

    private static void output(Stack stack, String name, String value) {
        CfnOutput.Builder.create(stack, name).value(value).build();
    }
}
