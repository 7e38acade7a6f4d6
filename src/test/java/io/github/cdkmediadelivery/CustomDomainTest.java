package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;

class CustomDomainTest {

    private static final String CERTIFICATE =
            "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";
    private static final String RECORD = "AWS::Route53::RecordSet";
    private static final String OWN_CERTIFICATE = "AWS::CertificateManager::Certificate";

    @ParameterizedTest
    @EnumSource
    void everyFacadeTakesNamesAndTheirCertificate(Facade facade) {
        var template = facade.with((stack, delivery) ->
                delivery.customDomain(CustomDomain.of(certificate(stack), "video.example.com", "*.video.example.com")));

        assertThatJson(template.config().path("Aliases")).isEqualTo("['video.example.com', '*.video.example.com']");
        assertThatJson(template.config().path("ViewerCertificate"))
                .isEqualTo(
                        """
                        {
                          "AcmCertificateArn": "%s",
                          "MinimumProtocolVersion": "TLSv1.2_2021",
                          "SslSupportMethod": "sni-only"
                        }
                        """
                                .formatted(CERTIFICATE));
        assertThat(template.all(RECORD)).isEmpty();
    }

    @Test
    void theApexAndTheWildcardGetRecordsOfEachKind() {
        var template = Facade.VOD.with((stack, delivery) -> delivery.customDomain(
                CustomDomain.of(certificate(stack), "example.com", "www.example.com", "*.cdn.example.com")
                        .zone(zone(stack))));

        assertThat(template.all(RECORD).values())
                .extracting(record ->
                        record.path("Type").asText() + " " + record.path("Name").asText())
                .containsExactlyInAnyOrderElementsOf(Stream.of("example.com.", "www.example.com.", "*.cdn.example.com.")
                        .flatMap(name -> Stream.of("A ", "AAAA ", "HTTPS ").map(kind -> kind + name))
                        .toList());
        assertThat(template.all(RECORD).values()).allSatisfy(record -> {
            assertThat(record.path("HostedZoneId").asText()).isEqualTo("Z0123456789");
            assertThatJson(record.at("/AliasTarget/DNSName"))
                    .isEqualTo("{'Fn::GetAtt': ['%s', 'DomainName']}".formatted(template.id(Resources.DISTRIBUTION)));
            assertThat(record.at("/AliasTarget/HostedZoneId").has("Fn::FindInMap"))
                    .isTrue();
        });
        // The zone in which all distributions are.
        assertThat(template.template().path("Mappings").toString()).contains("Z2FDTNDATAQYW2");
    }

    @Test
    void aZoneMayBeNamedWithItsFinalDot() {
        var template = Resources.of(stack -> S3OacVodDistribution.Builder.create(stack, "Films")
                .customDomain(CustomDomain.of(
                                Certificate.fromCertificateArn(
                                        stack,
                                        "Certificate",
                                        "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d"),
                                "video.example.com")
                        .zone(HostedZone.fromHostedZoneAttributes(
                                stack,
                                "Zone",
                                HostedZoneAttributes.builder()
                                        .hostedZoneId("Z1")
                                        .zoneName("example.com.")
                                        .build())))
                .build());

        assertThat(template.all("AWS::Route53::RecordSet").values())
                .hasSize(3)
                .allMatch(record -> record.path("Name").asText().equals("video.example.com."));
    }

    @Test
    void theRecordsOfANameStayWhenAnotherIsAdded() {
        var one = Facade.VOD.with((stack, delivery) -> delivery.customDomain(
                CustomDomain.of(certificate(stack), "b.example.com").zone(zone(stack))));
        var two = Facade.VOD.with((stack, delivery) ->
                delivery.customDomain(CustomDomain.of(certificate(stack), "a.example.com", "b.example.com")
                        .zone(zone(stack))));

        assertThat(two.all(RECORD)).hasSize(6).containsAllEntriesOf(one.all(RECORD));
    }

    @ParameterizedTest
    @EnumSource
    void inUsEast1TheCertificateIsMadeAndProvedInTheSameCall(Facade facade) {
        var template = facade.in(
                "us-east-1",
                (stack, delivery) -> delivery.customDomain(
                        CustomDomain.inZone(zone(stack), "example.com", "www.example.com", "*.example.com")));

        assertThatJson(template.only(OWN_CERTIFICATE))
                .whenIgnoringPaths("Tags")
                .isEqualTo(
                        """
                        {
                          "DomainName": "example.com",
                          "SubjectAlternativeNames": ["www.example.com", "*.example.com"],
                          "DomainValidationOptions": [
                            {"DomainName": "example.com", "HostedZoneId": "Z0123456789"},
                            {"DomainName": "www.example.com", "HostedZoneId": "Z0123456789"}
                          ],
                          "ValidationMethod": "DNS"
                        }
                        """);
        assertThatJson(template.config().at("/ViewerCertificate/AcmCertificateArn"))
                .isEqualTo("{'Ref': '%s'}".formatted(template.id(OWN_CERTIFICATE)));
        assertThatJson(template.config().path("Aliases"))
                .isEqualTo("['example.com', 'www.example.com', '*.example.com']");
        assertThat(template.all(RECORD)).hasSize(9);
    }

    @Test
    void nameAndCertificateMayBeKnownOnlyAtDeployment() {
        var template = Facade.VOD.with((stack, delivery) -> delivery.customDomain(CustomDomain.of(
                        Certificate.fromCertificateArn(stack, "Imported", parameter(stack, "Arn")),
                        parameter(stack, "Name"))
                .zone(zone(stack))));

        assertThatJson(template.config().at("/ViewerCertificate/AcmCertificateArn"))
                .isEqualTo("{'Ref': 'Arn'}");
        assertThatJson(template.config().path("Aliases")).isEqualTo("[{'Ref': 'Name'}]");
        assertThat(template.all(RECORD).values()).hasSize(3).allSatisfy(record -> assertThat(
                        Resolved.of(template.template())
                                .with("Name", "video.example.com")
                                .value(record.path("Name"))
                                .asText())
                .isEqualTo("video.example.com."));
    }

    @Test
    void urlsOfFilmsCarryTheFirstNameThatIsNoWildcard() {
        assertThat(filmUrl("video.example.com", "www.example.com").asText())
                .isEqualTo("https://video.example.com/one/index.m3u8");
        assertThat(filmUrl("*.example.com").toString()).contains("DomainName").doesNotContain("example.com");
    }

    @Test
    void urlsOfLiveChannelsCarryTheFirstName() {
        var template = Resources.of(stack -> {
            var delivery = LiveFixtures.delivery(stack)
                    .customDomain(CustomDomain.of(certificate(stack), "live.example.com"))
                    .build();
            CfnOutput.Builder.create(stack, "Url")
                    .value(delivery.getPlaybackUrl(LiveFixtures.v2Endpoint("hls"), "index.m3u8"))
                    .build();
        });

        assertThat(template.template().at("/Outputs/Url/Value").asText())
                .isEqualTo("https://live.example.com/out/v1/news/one/hls/index.m3u8");
    }

    private static JsonNode filmUrl(String... names) {
        return FileStores.FILMS
                .with((stack, delivery) -> delivery.customDomain(CustomDomain.of(certificate(stack), names)))
                .template()
                .at("/Outputs/Url/Value");
    }

    private static String parameter(Stack stack, String id) {
        return CfnParameter.Builder.create(stack, id).build().getValueAsString();
    }

    private static ICertificate certificate(Stack stack) {
        return Certificate.fromCertificateArn(stack, "Imported", CERTIFICATE);
    }

    private static IHostedZone zone(Stack stack) {
        return HostedZone.fromHostedZoneAttributes(
                stack,
                "Zone",
                HostedZoneAttributes.builder()
                        .hostedZoneId("Z0123456789")
                        .zoneName("example.com")
                        .build());
    }
}
