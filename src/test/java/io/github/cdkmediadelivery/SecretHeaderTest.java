package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** A secret header, with an origin of aws-cdk-lib and with a container. */
class SecretHeaderTest {

    @Test
    void aPlainDistributionSendsItToItsOrigin() {
        var template = Resources.of(stack -> {
            SecretHeader header = SecretHeader.Builder.create(stack, "OriginVerify", "X-Origin-Verify")
                    .build();
            HttpOrigin origin = HttpOrigin.Builder.create("origin.example.com")
                    .customHeaders(header.asCustomHeaders())
                    .build();
            Distribution.Builder.create(stack, "Site")
                    .defaultBehavior(BehaviorOptions.builder().origin(origin).build())
                    .build();
        });

        assertThatJson(template.origin().path("OriginCustomHeaders"))
                .isEqualTo(
                        """
                        [{
                          "HeaderName": "X-Origin-Verify",
                          "HeaderValue": {"Fn::Join": ["", [
                            "{{resolve:secretsmanager:",
                            {"Ref": "%s"},
                            ":SecretString:value::}}"
                          ]]}
                        }]
                        """
                                .formatted(template.id(DeployedStore.SECRET)));
    }

    @Test
    void theValueIs64LettersAndDigitsWhichNeedNoEscapingInJsonHeadersOrPolicies() {
        var template = Resources.of(stack -> header(stack, "X-Origin-Verify").build());

        assertThat(template.id(DeployedStore.SECRET)).startsWith("HeaderSecret1");
        assertThatJson(template.only(DeployedStore.SECRET))
                .isEqualTo(
                        """
                        {
                          "Description": "Value of a header that CloudFront sends to an origin, generation 1",
                          "GenerateSecretString": {
                            "SecretStringTemplate": "{}",
                            "GenerateStringKey": "value",
                            "PasswordLength": 64,
                            "ExcludePunctuation": true
                          }
                        }
                        """);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 100, 256})
    void theLengthCanBeChosen(int length) {
        var template = Resources.of(stack -> header(stack, "X-Origin-Verify")
                .accepts(HeaderSecret.generated("2026-11").length(length))
                .build());

        assertThat(template.only(DeployedStore.SECRET)
                        .at("/GenerateSecretString/PasswordLength")
                        .asInt())
                .isEqualTo(length);
    }

    @Test
    void aSecretOfTheUsersIsReadFromItsFieldAndNoneIsMade() {
        var template = Resources.of(stack -> output(
                stack,
                header(stack, "X-Origin-Verify")
                        .accepts(HeaderSecret.of(Secret.fromSecretNameV2(stack, "Own", "media/live"), "key"))
                        .build()));

        assertThat(template.all(DeployedStore.SECRET)).isEmpty();
        assertThat(deployed(template, "Sent"))
                .isEqualTo("{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:media/live"
                        + ":SecretString:key::}}");
    }

    @Test
    void theFirstAcceptedValueIsSentUnlessAnotherIsNamed() {
        var old = HeaderSecret.generated("old");
        var next = HeaderSecret.generated("next");
        var template = Resources.of(stack -> {
            output(stack, header(stack, "A", "X-A").accepts(next, old).build(), "First");
            output(
                    stack,
                    header(stack, "B", "X-B").accepts(next, old).sends(old).build(),
                    "Named");
        });

        assertThat(deployed(template, "First")).contains("Secretnext");
        assertThat(deployed(template, "Named")).contains("Secretold");
    }

    @Test
    void theOriginIsToldAllAcceptedValuesInTheirOrder() {
        var template = Resources.of(stack -> {
            var header = header(stack, "X-Origin-Verify")
                    .accepts(HeaderSecret.generated("old"), HeaderSecret.generated("next"))
                    .build();
            assertThat(header.getHeaderName()).isEqualTo("X-Origin-Verify");
            CfnOutput.Builder.create(stack, "Accepted")
                    .value(String.join(" ", header.getAcceptedValues()))
                    .build();
        });

        assertThat(FakeSecrets.references(deployed(template, "Accepted")))
                .satisfiesExactly(first -> assertThat(first).contains("Secretold"), second -> assertThat(second)
                        .contains("Secretnext"));
    }

    @ParameterizedTest
    @CsvSource({"Referer, aws:Referer", "User-Agent, aws:UserAgent", "REFERER, aws:Referer", "user-agent, aws:UserAgent"
    })
    void theDistributionAndTheContainerHoldTheSameReference(String name, String key) {
        var store = DeployedStore.of(stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                .originAccess(MediaStoreAccess.secretHeader(header(stack, name).build()))
                .build());
        var sent = store.headersWithReferences().get(name);

        assertThat(FakeSecrets.references(sent)).containsExactly(sent);
        assertThat(FakeSecrets.references(store.policyWithReferences())).containsExactly(sent);
        assertThat(store.policy().at("/Statement/1/Condition/StringEquals/" + key.replace("/", "~1")))
                .isEqualTo(TextNode.valueOf(store.headers().get(name)));
    }

    @Test
    void oneHeaderMayServeSeveralOrigins() {
        var template = Resources.of(stack -> {
            var header = header(stack, "X-Origin-Verify").build();
            for (var site : List.of("One", "Two")) {
                Distribution.Builder.create(stack, site)
                        .defaultBehavior(BehaviorOptions.builder()
                                .origin(HttpOrigin.Builder.create(site + ".example.com")
                                        .customHeaders(header.asCustomHeaders())
                                        .build())
                                .build())
                        .build();
            }
        });

        assertThat(template.all(DeployedStore.SECRET)).hasSize(1);
        assertThat(template.all(Resources.DISTRIBUTION).values())
                .extracting(site -> site.at("/DistributionConfig/Origins/0/OriginCustomHeaders"))
                .hasSize(2)
                .containsOnly(template.all(Resources.DISTRIBUTION)
                        .values()
                        .iterator()
                        .next()
                        .at("/DistributionConfig/Origins/0/OriginCustomHeaders"));
    }

    /** Nothing of the whole assembly says more about the value than where it lies. */
    @Test
    void whatIsSaidAboutASecretNeverHoldsItsValue() {
        assertThat(HeaderSecret.generated("2026-11")).hasToString("generation 2026-11");
        Resources.of(stack -> assertThat(HeaderSecret.of(Secret.fromSecretNameV2(stack, "Own", "media/live"), "key"))
                .hasToString("field key of a secret"));
    }

    private static SecretHeader.Builder header(Stack stack, String name) {
        return header(stack, "Header", name);
    }

    private static SecretHeader.Builder header(Stack stack, String id, String name) {
        return SecretHeader.Builder.create(stack, id, name);
    }

    private static void output(Stack stack, SecretHeader header) {
        output(stack, header, "Sent");
    }

    private static void output(Stack stack, SecretHeader header, String id) {
        CfnOutput.Builder.create(stack, id)
                .value(header.asCustomHeaders().get(header.getHeaderName()))
                .build();
    }

    private static String deployed(Resources template, String output) {
        return template.resolved(template.template().at("/Outputs/" + output + "/Value"))
                .asText();
    }
}
