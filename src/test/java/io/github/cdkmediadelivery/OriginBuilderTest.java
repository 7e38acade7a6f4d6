package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginBuilderTest {

    @Test
    void anOriginWithoutOptionsIsHttpsOnlyWithTls12() {
        assertThatJson(origin(v2()))
                .whenIgnoringPaths("Id", "OriginAccessControlId")
                .isEqualTo(
                        """
                        {
                          "DomainName": "%s",
                          "CustomOriginConfig": {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
                        }
                        """
                                .formatted(V2_HOST));
    }

    @Test
    void everyOptionIsInTheTemplate() {
        var origin = origin(v2().originShieldRegion("eu-central-1")
                .connectionAttempts(2)
                .connectionTimeout(Duration.ofSeconds(4))
                .readTimeout(Duration.ofSeconds(20))
                .keepaliveTimeout(Duration.ofMinutes(1))
                .originPath("/out/v1")
                .customHeader("X-Origin-Region", "eu"));

        assertThatJson(origin)
                .whenIgnoringPaths("Id", "OriginAccessControlId")
                .isEqualTo(
                        """
                        {
                          "DomainName": "%s",
                          "OriginPath": "/out/v1",
                          "ConnectionAttempts": 2,
                          "ConnectionTimeout": 4,
                          "OriginShield": {"Enabled": true, "OriginShieldRegion": "eu-central-1"},
                          "OriginCustomHeaders": [{"HeaderName": "X-Origin-Region", "HeaderValue": "eu"}],
                          "CustomOriginConfig": {
                            "OriginProtocolPolicy": "https-only",
                            "OriginSSLProtocols": ["TLSv1.2"],
                            "OriginReadTimeout": 20,
                            "OriginKeepaliveTimeout": 60
                          }
                        }
                        """
                                .formatted(V2_HOST));
    }

    @Test
    void theOptionsOfBothVersionsAreTheSame() {
        var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(LiveFixtures.v1()
                        .connectionAttempts(1)
                        .originShieldRegion("us-west-2")
                        .build())
                .build());

        assertThatJson(template.origin()).inPath("ConnectionAttempts").isEqualTo(1);
        assertThatJson(template.origin())
                .inPath("OriginShield.OriginShieldRegion")
                .isEqualTo("us-west-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLimitsOfTheAttemptsAreTaken(int attempts) {
        assertThatJson(origin(v2().connectionAttempts(attempts)))
                .inPath("ConnectionAttempts")
                .isEqualTo(attempts);
    }

    @Test
    void theLimitsOfTheTimeoutsAreTaken() {
        var origin = origin(v2().connectionTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(120))
                .keepaliveTimeout(Duration.ofSeconds(1)));

        assertThatJson(origin).inPath("ConnectionTimeout").isEqualTo(10);
        assertThatJson(origin).inPath("CustomOriginConfig.OriginReadTimeout").isEqualTo(120);
        assertThatJson(origin)
                .inPath("CustomOriginConfig.OriginKeepaliveTimeout")
                .isEqualTo(1);
    }

    private static JsonNode origin(MediaPackageOrigin.V2Builder options) {
        return Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                        .origin(options.build())
                        .build())
                .origin();
    }
}
