package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.Secret;

class MediaPackageV2CdnAuthorizationTest {

    private static final String READ =
            """
            "Action": ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"], "Resource": "%shls"
            """
                    .formatted(V2_ARN_OF);

    @Test
    void cloudFrontShowsTheSecretThroughADynamicReference() {
        var template = with(MediaPackageV2Access::cdnAuthorization);

        assertThatJson(template.origin().path("OriginCustomHeaders"))
                .isEqualTo(
                        """
                        [{
                          "HeaderName": "X-MediaPackageV2-CDNIdentifier",
                          "HeaderValue": {"Fn::Join": ["", [
                            "{{resolve:secretsmanager:",
                            {"Ref": "%s"},
                            ":SecretString:MediaPackageV2CDNIdentifier::}}"
                          ]]}
                        }]
                        """
                                .formatted(template.id("AWS::SecretsManager::Secret")));
        assertThat(template.all(ACCESS_CONTROL)).isEmpty();
    }

    @Test
    void theEndpointsPolicyDemandsTheHeader() {
        var template = with(MediaPackageV2Access::cdnAuthorization);

        var policy = template.only(ENDPOINT_POLICY);
        assertThatJson(policy.at("/Policy/Statement"))
                .isEqualTo("[{'Sid': 'AllowCloudFront', 'Effect': 'Allow', 'Principal': '*', " + READ
                        + ", 'Condition': {'Bool': {'mediapackagev2:RequestHasMatchingCdnAuthHeader': 'true'}}}]");
    }

    @Test
    void theEndpointKnowsSecretAndRole() {
        var template = with(MediaPackageV2Access::cdnAuthorization);

        assertThatJson(template.only(ENDPOINT_POLICY).path("CdnAuthConfiguration"))
                .isEqualTo(
                        """
                        {"CdnIdentifierSecretArns": [{"Ref": "%s"}], "SecretsRoleArn": {"Fn::GetAtt": ["%s", "Arn"]}}
                        """
                                .formatted(template.id("AWS::SecretsManager::Secret"), template.id("AWS::IAM::Role")));
    }

    @Test
    void mediaPackageV2AssumesTheRole() {
        var template = with(MediaPackageV2Access::cdnAuthorization);

        assertThatJson(template.only("AWS::IAM::Role"))
                .inPath("AssumeRolePolicyDocument.Statement[0].Principal")
                .isEqualTo("{Service: 'mediapackagev2.amazonaws.com'}");
        assertThatJson(template.only("AWS::SecretsManager::Secret"))
                .inPath("GenerateSecretString.GenerateStringKey")
                .isEqualTo("MediaPackageV2CDNIdentifier");
    }

    @Test
    void bothTogetherDemandTheDistributionAndTheHeader() {
        var template = with(MediaPackageV2Access::originAccessControlAndCdnAuthorization);

        var statements = template.resolved(template.only(ENDPOINT_POLICY).at("/Policy/Statement"));
        var distribution = Resolved.of(template.template())
                .with(template.id(DISTRIBUTION), "E123")
                .value(template.only(ENDPOINT_POLICY).at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn"));
        assertThatJson(statements)
                .whenIgnoringPaths("[0].Condition.StringEquals")
                .isEqualTo("[{'Sid': 'AllowCloudFront', 'Effect': 'Allow',"
                        + " 'Principal': {'Service': 'cloudfront.amazonaws.com'}, " + READ
                        + ", 'Condition': {'StringEquals': {},"
                        + " 'Bool': {'mediapackagev2:RequestHasMatchingCdnAuthHeader': 'true'}}}]");
        assertThat(distribution.asText()).isEqualTo("arn:aws:cloudfront::111122223333:distribution/E123");
        assertThat(template.origin().has("OriginAccessControlId")).isTrue();
        assertThat(template.origin().path("OriginCustomHeaders")).hasSize(1);
        assertThat(template.only(ENDPOINT_POLICY).has("CdnAuthConfiguration")).isTrue();
    }

    @Test
    void aSignatureAloneNeedsNoSecret() {
        var template = with(authorization -> MediaPackageV2Access.originAccessControl());

        assertThat(template.origin().has("OriginCustomHeaders")).isFalse();
        assertThat(template.only(ENDPOINT_POLICY).has("CdnAuthConfiguration")).isFalse();
    }

    @Test
    void aSecretOfTheUsersTakesThePlaceOfTheGeneratedOne() {
        var arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:packager-AbCdEf";
        var template = Resources.of(stack -> deliver(
                stack,
                MediaPackageV2Access.cdnAuthorization(MediaPackageV2CdnAuthorization.Builder.create(stack, "Auth")
                        .secret(Secret.fromSecretCompleteArn(stack, "Own", arn))
                        .build())));

        assertThat(template.all("AWS::SecretsManager::Secret")).isEmpty();
        assertThat(template.origin().at("/OriginCustomHeaders/0/HeaderValue").asText())
                .isEqualTo("{{resolve:secretsmanager:" + arn + ":SecretString:MediaPackageV2CDNIdentifier::}}");
        assertThatJson(template.only(ENDPOINT_POLICY))
                .inPath("CdnAuthConfiguration.CdnIdentifierSecretArns")
                .isEqualTo("['" + arn + "']");
    }

    @Test
    void secretAndRoleAreThereForOtherCdns() {
        var template = Resources.of(stack -> {
            var authorization =
                    MediaPackageV2CdnAuthorization.Builder.create(stack, "Auth").build();
            stack.exportValue(authorization.getSecret().getSecretArn());
            stack.exportValue(authorization.getRole().getRoleArn());
        });

        assertThat(template.template().path("Outputs")).hasSize(2);
    }

    private static Resources with(Function<MediaPackageV2CdnAuthorization, MediaPackageV2Access> access) {
        return Resources.of(stack -> deliver(
                stack,
                access.apply(MediaPackageV2CdnAuthorization.Builder.create(stack, "Auth")
                        .build())));
    }

    private static void deliver(Stack stack, MediaPackageV2Access access) {
        MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(v2().originAccess(access).build())
                .build();
    }
}
