package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.SecretValue;

class CustomHeadersTest {

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "Referer", "Origin", "X-Amzn", "X-Origin-Region"})
    void aHeaderThatCloudFrontAllowsIsSent(String name) {
        assertThatJson(headers(origin -> origin.customHeader(name, "value")))
                .isEqualTo("[{HeaderName: '" + name + "', HeaderValue: 'value'}]");
    }

    @Test
    void withoutHeadersThereIsNoList() {
        assertThat(headers(origin -> origin).isMissingNode()).isTrue();
    }

    @Test
    void thirtyHeadersOfThreeHundredCharactersFit() {
        var headers = headers(origin -> {
            for (int i = 10; i < 40; i++) {
                origin.customHeader("X-" + i, "v".repeat(300));
            }
            return origin;
        });

        assertThat(headers).hasSize(30);
    }

    @Test
    void theLongestNameAndTheLongestValueFit() {
        var name = "X-" + "n".repeat(254);
        var value = "v".repeat(1_783);

        assertThatJson(headers(origin -> origin.customHeader(name, value)))
                .isEqualTo("[{HeaderName: '" + name + "', HeaderValue: '" + value + "'}]");
    }

    @Test
    void exactly10240CharactersTogetherFit() {
        var headers = headers(origin -> {
            for (int i = 0; i < 8; i++) {
                origin.customHeader("X-" + i, "v".repeat(1_277));
            }
            return origin;
        });

        assertThat(headers).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-MediaPackage-CDNIdentifier", "X-MediaPackageV2-CDNIdentifier"})
    void aSecretComesFromSecretsManager(String name) {
        var secret = SecretValue.secretsManager("packager");

        assertThatJson(headers(origin -> origin.customHeader(name, secret.unsafeUnwrap())))
                .isEqualTo("[{HeaderName: '" + name
                        + "', HeaderValue: '{{resolve:secretsmanager:packager:SecretString:::}}'}]");
    }

    @Test
    void laterHeadersDoNotReachAnOriginThatIsBuiltAlready() {
        var template = Resources.of(stack -> {
            var builder = v2().customHeader("X-First", "1");
            var origin = builder.build();
            builder.customHeader("X-Second", "2");
            MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                    .origin(origin)
                    .build();
        });

        assertThat(template.origin().path("OriginCustomHeaders")).hasSize(1);
    }

    private static JsonNode headers(UnaryOperator<MediaPackageOrigin.V2Builder> more) {
        var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(more.apply(v2()).build())
                .build());
        return template.origin().path("OriginCustomHeaders");
    }
}
