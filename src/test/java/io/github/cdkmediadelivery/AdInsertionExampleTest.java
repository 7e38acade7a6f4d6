package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.examples.AdInsertion;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/**
 * The example stack {@link AdInsertion}: its whole template, what reviewers find in it, and what its context changes.
 */
class AdInsertionExampleTest {

    @Test
    void theTemplateIsTheOneThatWasReviewed() {
        Golden.assertMatches(
                "AdInsertion",
                Objects.requireNonNull(
                        Synth.templates(AdInsertionExampleTest::define).get("AdInsertion")));
    }

    @Test
    void nothingIsFoundInItThatWasNotAcknowledged() {
        var findings = Findings.of(AdInsertionExampleTest::define);

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::constructPath)
                .containsExactlyInAnyOrder(
                        tuple("AwsSolutions-CFR1", "AdInsertion/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "AdInsertion/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "AdInsertion/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "AdInsertion/Delivery/Default/Resource"));
    }

    @Test
    void theSampleLetsNobodyInByAToken() {
        var distribution = new EdgeDistribution(new Resources(template(Map.of())));

        assertThat(distribution
                        .ask(EdgeRequest.get(
                                "/mt/" + EdgeConfiguration.TOKEN + "/out/v1/ad-insertion/main/hls/index.m3u8"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void adServerAndTokenComeFromTheContext() {
        var template = new Resources(template(Map.of(
                "adServerUrl",
                "https://ads.example.net/vmap",
                "pathTokenSecretArn",
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-AbCdEf",
                "pathTokenDigest",
                PathToken.digest(EdgeConfiguration.TOKEN))));
        var playback = template.resolved(template.only(AdsFixtures.PLAYBACK));

        assertThat(playback.path("AdDecisionServerUrl").asText()).isEqualTo("https://ads.example.net/vmap");
        assertThat(playback.path("VideoContentSourceUrl").asText())
                .contains(
                        "/mt/{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-AbCdEf"
                                + ":SecretString:token::}}/out/v1/ad-insertion/main/hls");
        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get(
                                "/mt/" + EdgeConfiguration.TOKEN + "/out/v1/ad-insertion/main/hls/index.m3u8"))
                        .path())
                .isEqualTo("/out/v1/ad-insertion/main/hls/index.m3u8");
    }

    private static void define(App app) {
        new AdInsertion(app, "AdInsertion");
    }

    private static JsonNode template(Map<String, Object> context) {
        return Synth.read(
                Synth.synthesize(context, AdInsertionExampleTest::define).resolve("AdInsertion.template.json"));
    }
}
