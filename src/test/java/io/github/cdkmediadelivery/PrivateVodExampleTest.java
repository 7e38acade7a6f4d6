package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.examples.OwnDomain;
import io.github.cdkmediadelivery.examples.PrivateVod;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/** The examples of private films: what they deploy, and what others say about it. */
class PrivateVodExampleTest {

    private static final String CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/1";

    @Test
    void theFilmsAreAsReviewed() {
        Golden.assertMatches("PrivateVod", template("PrivateVod", Synth.templates(PrivateVodExampleTest::films)));
    }

    @Test
    void theFilmsOnADomainAreAsReviewed() {
        var templates = Synth.templates(PrivateVodExampleTest::ownDomain);

        Golden.assertMatches("OwnDomain", template("OwnDomain", templates));
        Golden.assertMatches("OwnDomainCertificate", template("OwnDomainCertificate", templates));
    }

    @Test
    void nothingIsFoundInTheFilmsThatWasNotAcknowledged() {
        var findings = Findings.of(PrivateVodExampleTest::films);

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::constructPath)
                .containsExactlyInAnyOrder(
                        tuple("AwsSolutions-S1", "PrivateVod/Films/Bucket/Resource"),
                        tuple("AwsSolutions-S1", "PrivateVod/Films/LogBucket/Resource"),
                        tuple("AwsSolutions-CFR1", "PrivateVod/Films/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "PrivateVod/Films/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "PrivateVod/Films/Default/Resource"));
    }

    @Test
    void nothingIsFoundInTheFilmsOnADomainThatWasNotAcknowledged() {
        var findings = Findings.of(PrivateVodExampleTest::ownDomain);

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::constructPath)
                .containsExactlyInAnyOrder(
                        tuple("AwsSolutions-S1", "OwnDomain/Films/Bucket/Resource"),
                        tuple("AwsSolutions-CFR1", "OwnDomain/Films/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "OwnDomain/Films/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "OwnDomain/Films/Default/Resource"));
    }

    @Test
    void theFilmsTakeADomainFromTheContext() {
        var assembly = Synth.synthesize(
                Map.of(
                        "domainName", "films.example.com",
                        "certificateArn", CERTIFICATE,
                        "zoneName", "example.com",
                        "hostedZoneId", "Z0123456789"),
                PrivateVodExampleTest::films);
        var template = new Resources(Synth.read(assembly.resolve("PrivateVod.template.json")));

        assertThatJson(template.config().path("Aliases")).isEqualTo("['films.example.com']");
        assertThat(template.config().at("/ViewerCertificate/AcmCertificateArn").asText())
                .isEqualTo(CERTIFICATE);
        assertThat(template.all("AWS::Route53::RecordSet")).hasSize(3);
        assertThat(template.template().at("/Outputs/Url/Value").asText()).isEqualTo("https://films.example.com/*");
    }

    private static void films(App app) {
        new PrivateVod(app, "PrivateVod");
    }

    private static void ownDomain(App app) {
        OwnDomain.define(app, "111122223333", "eu-west-1", "Z0123456789", "example.com");
    }

    private static JsonNode template(String stack, Map<String, JsonNode> templates) {
        return Objects.requireNonNull(templates.get(stack), () -> stack + " is not among " + templates.keySet());
    }
}
