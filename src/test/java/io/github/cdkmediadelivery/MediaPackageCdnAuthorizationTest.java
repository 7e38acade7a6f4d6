package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.v1Endpoint;
import static io.github.cdkmediadelivery.LiveFixtures.v1Resource;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretAttributes;
import software.amazon.jsii.KernelRequests;

/** CDN authorization of MediaPackage v1, and the secrets that can stand behind it in both versions. */
class MediaPackageCdnAuthorizationTest {

    private static final String COMPLETE_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:packager-AbCdEf";

    @Test
    void cloudFrontShowsTheSecretThroughADynamicReference() {
        var template = Resources.of(stack -> deliver(stack, v1Endpoint()));

        var secret = template.id("AWS::SecretsManager::Secret");
        assertThatJson(template.origin().path("OriginCustomHeaders"))
                .isEqualTo(
                        """
                        [{
                          "HeaderName": "X-MediaPackage-CDNIdentifier",
                          "HeaderValue": {"Fn::Join": ["", [
                            "{{resolve:secretsmanager:",
                            {"Ref": "%s"},
                            ":SecretString:MediaPackageCDNIdentifier::}}"
                          ]]}
                        }]
                        """
                                .formatted(secret));
    }

    @Test
    void anotherChannelBehindTheSameSecretCostsItsConstructAndItsDistribution() {
        var stack = new Stack(new App(), "Test");
        var secret =
                MediaPackageAccess.cdnAuthorization(MediaPackageCdnAuthorization.Builder.create(stack, "Authorization")
                        .build());
        channel(stack, "One", secret);

        assertThat(KernelRequests.during(() -> channel(stack, "Two", secret)))
                .containsExactly("create constructs.Construct", "create aws-cdk-lib.aws_cloudfront.Distribution");
    }

    private static void channel(Stack stack, String id, MediaPackageAccess access) {
        MediaPackageOriginDistribution.Builder.create(stack, id)
                .origin(MediaPackageOrigin.v1(access)
                        .endpoint(MediaPackageEndpoint.onHost(V1_HOST, id, "index.m3u8"))
                        .build())
                .build();
    }

    @Test
    void aSecretIsGeneratedThatFitsTheHeader() {
        var template = Resources.of(stack -> deliver(stack, v1Endpoint()));

        assertThatJson(template.only("AWS::SecretsManager::Secret").path("GenerateSecretString"))
                .isEqualTo(
                        """
                        {
                          "SecretStringTemplate": "{}",
                          "GenerateStringKey": "MediaPackageCDNIdentifier",
                          "PasswordLength": 64,
                          "ExcludePunctuation": true
                        }
                        """);
    }

    @Test
    void mediaPackageMayReadThatSecretAndNothingElse() {
        var template = Resources.of(stack -> deliver(stack, v1Endpoint()));

        var role = template.only("AWS::IAM::Role");
        assertThatJson(role.path("AssumeRolePolicyDocument").path("Statement"))
                .isEqualTo(
                        """
                        [{
                          "Effect": "Allow",
                          "Action": "sts:AssumeRole",
                          "Principal": {"Service": "mediapackage.amazonaws.com"}
                        }]
                        """);
        assertThatJson(permissions(template))
                .isEqualTo(
                        """
                        [{
                          "Effect": "Allow",
                          "Action": [
                            "secretsmanager:DescribeSecret",
                            "secretsmanager:GetSecretValue",
                            "secretsmanager:ListSecretVersionIds",
                            "secretsmanager:ListSecrets"
                          ],
                          "Resource": {"Ref": "%s"}
                        }]
                        """
                                .formatted(template.id("AWS::SecretsManager::Secret")));
    }

    @Test
    void anEndpointOfTheSameAppIsToldByItself() {
        var template = Resources.of(stack -> deliver(stack, MediaPackageEndpoint.of(v1Resource(stack))));

        assertAuthorized(template);
    }

    @Test
    void anotherEndpointCanBeToldByHand() {
        var template = Resources.of(stack -> authorization(stack).authorize(v1Resource(stack)));

        assertAuthorized(template);
    }

    @Test
    void theOwnerOfAnotherEndpointIsGivenSecretAndRole() {
        var template = Resources.of(stack -> {
            var authorization = authorization(stack);
            stack.exportValue(authorization.getSecret().getSecretArn());
            stack.exportValue(authorization.getRole().getRoleArn());
        });

        assertThat(template.template().path("Outputs")).hasSize(2);
    }

    @Test
    void anOpenEndpointIsShownNothing() {
        var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                        .endpoint(MediaPackageEndpoint.of(v1Resource(stack)))
                        .build())
                .build());

        assertThat(template.origin().has("OriginCustomHeaders")).isFalse();
        assertThat(template.only("AWS::MediaPackage::OriginEndpoint").has("Authorization"))
                .isFalse();
    }

    @Test
    void theUsersHeadersAreSentBesideTheSecret() {
        var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization(stack)))
                        .endpoint(v1Endpoint())
                        .customHeader("X-Origin-Region", "eu")
                        .build())
                .build());

        assertThat(template.origin().path("OriginCustomHeaders"))
                .extracting(header -> header.path("HeaderName").asText())
                .containsExactly("X-Origin-Region", "X-MediaPackage-CDNIdentifier");
    }

    @Test
    void twoDistributionsCanShareOneSecret() {
        var template = Resources.of(stack -> {
            var origin = MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization(stack)))
                    .endpoint(v1Endpoint())
                    .build();
            LiveFixtures.delivery(stack, "One").origin(origin).build();
            LiveFixtures.delivery(stack, "Two").origin(origin).build();
        });

        assertThat(template.all("AWS::SecretsManager::Secret")).hasSize(1);
        assertThat(template.all("AWS::IAM::Role")).hasSize(1);
    }

    @Test
    void aSecretByNameIsReadWithItsSixUnknownCharacters() {
        var template = Resources.of(stack -> authorization(stack, Secret.fromSecretNameV2(stack, "Own", "packager")));

        assertThat(template.all("AWS::SecretsManager::Secret")).isEmpty();
        assertThat(template.resolved(permissions(template).path(0).path("Resource"))
                        .asText())
                .isEqualTo("arn:aws:secretsmanager:eu-west-1:111122223333:secret:packager-??????");
    }

    @Test
    void aSecretByCompleteArnIsReadByIt() {
        var template =
                Resources.of(stack -> authorization(stack, Secret.fromSecretCompleteArn(stack, "Own", COMPLETE_ARN)));

        assertThat(permissions(template).path(0).path("Resource").asText()).isEqualTo(COMPLETE_ARN);
    }

    @Test
    void aSecretOfTheUsersIsShownByCloudFront() {
        var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(
                                authorization(stack, Secret.fromSecretCompleteArn(stack, "Own", COMPLETE_ARN))))
                        .endpoint(v1Endpoint())
                        .build())
                .build());

        assertThat(template.origin().at("/OriginCustomHeaders/0/HeaderValue").asText())
                .isEqualTo("{{resolve:secretsmanager:" + COMPLETE_ARN + ":SecretString:MediaPackageCDNIdentifier::}}");
    }

    @Test
    void aSecretUnderAKeyOfTheUsersCanBeDecryptedByMediaPackage() {
        var template = Resources.of(stack -> authorization(
                stack,
                Secret.Builder.create(stack, "Own")
                        .encryptionKey(new Key(stack, "Key"))
                        .build()));

        assertThatJson(mayDecrypt(template)).inPath("[0].Action").isEqualTo("kms:Decrypt");
    }

    @Test
    void anImportedSecretUnderAnImportedKeyCanBeDecryptedToo() {
        var keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        var template = Resources.of(stack -> authorization(
                stack,
                Secret.fromSecretAttributes(
                        stack,
                        "Own",
                        SecretAttributes.builder()
                                .secretCompleteArn(COMPLETE_ARN)
                                .encryptionKey(Key.fromKeyArn(stack, "Key", keyArn))
                                .build())));

        assertThatJson(mayDecrypt(template))
                .isEqualTo("[{Effect: 'Allow', Action: 'kms:Decrypt', Resource: '" + keyArn + "'}]");
    }

    /** The endpoint knows the secret and the role that reads it. */
    private static void assertAuthorized(Resources template) {
        assertThatJson(template.only("AWS::MediaPackage::OriginEndpoint").path("Authorization"))
                .isEqualTo(
                        """
                        {"CdnIdentifierSecret": {"Ref": "%s"}, "SecretsRoleArn": {"Fn::GetAtt": ["%s", "Arn"]}}
                        """
                                .formatted(template.id("AWS::SecretsManager::Secret"), template.id("AWS::IAM::Role")));
    }

    /** What the role may do from its first moment on. */
    private static JsonNode permissions(Resources template) {
        return template.only("AWS::IAM::Role").at("/Policies/0/PolicyDocument/Statement");
    }

    private static JsonNode mayDecrypt(Resources template) {
        return template.only("AWS::IAM::Policy").at("/PolicyDocument/Statement");
    }

    private static void deliver(Stack stack, MediaPackageEndpoint endpoint) {
        MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization(stack)))
                        .endpoint(endpoint)
                        .build())
                .build();
    }

    private static MediaPackageCdnAuthorization authorization(Stack stack) {
        return MediaPackageCdnAuthorization.Builder.create(stack, "CdnAuthorization")
                .build();
    }

    private static MediaPackageCdnAuthorization authorization(Stack stack, ISecret secret) {
        return MediaPackageCdnAuthorization.Builder.create(stack, "CdnAuthorization")
                .secret(secret)
                .build();
    }
}
