package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1Endpoint;
import static io.github.cdkmediadelivery.LiveFixtures.v1Resource;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretAttributes;
import software.amazon.jsii.KernelRequests;

/** CDN authorization of both versions of MediaPackage: a secret in a header, and who knows it. */
class MediaPackageCdnAuthorizationTest {

    private static final String COMPLETE_ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:packager-AbCdEf";
    private static final String SECRET = "AWS::SecretsManager::Secret";
    private static final String ROLE = "AWS::IAM::Role";

    enum Version {
        V1("X-MediaPackage-CDNIdentifier", "MediaPackageCDNIdentifier", "mediapackage.amazonaws.com"),
        V2("X-MediaPackageV2-CDNIdentifier", "MediaPackageV2CDNIdentifier", "mediapackagev2.amazonaws.com");

        private final String header;
        private final String key;
        private final String service;

        Version(String header, String key, String service) {
            this.header = header;
            this.key = key;
            this.service = service;
        }

        /** A distribution that shows the secret, or a generated one, and its endpoint. */
        private Resources with(Function<Stack, @Nullable ISecret> secret) {
            return Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(this == V1 ? v1(stack, secret.apply(stack)) : v2of(stack, secret.apply(stack)))
                    .build());
        }

        private Resources withItsOwn() {
            return with(stack -> null);
        }

        /** What the endpoint knows of it. */
        private JsonNode authorization(Resources template) {
            return this == V1
                    ? template.only("AWS::MediaPackage::OriginEndpoint").path("Authorization")
                    : template.only(ENDPOINT_POLICY).path("CdnAuthConfiguration");
        }

        private static MediaPackageOrigin v1(Stack stack, @Nullable ISecret secret) {
            var authorization = MediaPackageCdnAuthorization.Builder.create(stack, "Authorization");
            if (secret != null) {
                authorization.secret(secret);
            }
            return MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization.build()))
                    .endpoint(MediaPackageEndpoint.of(v1Resource(stack)))
                    .build();
        }

        private static MediaPackageOrigin v2of(Stack stack, @Nullable ISecret secret) {
            var authorization = MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization");
            if (secret != null) {
                authorization.secret(secret);
            }
            return v2().originAccess(MediaPackageV2Access.cdnAuthorization(authorization.build()))
                    .build();
        }
    }

    @Nested
    class TheSecret {

        @ParameterizedTest
        @EnumSource
        void isGeneratedToFitTheHeader(Version version) {
            assertThatJson(version.withItsOwn().only(SECRET).path("GenerateSecretString"))
                    .isEqualTo(
                            """
                            {
                              "SecretStringTemplate": "{}",
                              "GenerateStringKey": "%s",
                              "PasswordLength": 64,
                              "ExcludePunctuation": true
                            }
                            """
                                    .formatted(version.key));
        }

        @ParameterizedTest
        @EnumSource
        void isShownByCloudFrontThroughADynamicReference(Version version) {
            var template = version.withItsOwn();

            assertThatJson(template.origin().path("OriginCustomHeaders"))
                    .isEqualTo(
                            """
                            [{
                              "HeaderName": "%s",
                              "HeaderValue": {"Fn::Join": ["", [
                                "{{resolve:secretsmanager:", {"Ref": "%s"}, ":SecretString:%s::}}"
                              ]]}
                            }]
                            """
                                    .formatted(version.header, template.id(SECRET), version.key));
        }

        @ParameterizedTest
        @EnumSource
        void isKnownToTheEndpointWithTheRoleThatReadsIt(Version version) {
            var template = version.withItsOwn();

            assertThatJson(version.authorization(template))
                    .isEqualTo((version == Version.V1
                                    ? "{'CdnIdentifierSecret': {'Ref': '%s'}"
                                    : "{'CdnIdentifierSecretArns': [{'Ref': '%s'}]")
                            .concat(", 'SecretsRoleArn': {'Fn::GetAtt': ['%s', 'Arn']}}")
                            .formatted(template.id(SECRET), template.id(ROLE)));
        }

        @ParameterizedTest
        @EnumSource
        void isAllThatMediaPackageMayRead(Version version) {
            var template = version.withItsOwn();

            assertThatJson(template.only(ROLE).at("/AssumeRolePolicyDocument/Statement"))
                    .isEqualTo("[{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Service': '"
                            + version.service + "'}}]");
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
                                    .formatted(template.id(SECRET)));
        }

        @Test
        void isOneForAllDistributionsOfWhichTheNextCostsItselfAlone() {
            var stack = new Stack(new App(), "Test");
            var access = MediaPackageAccess.cdnAuthorization(
                    MediaPackageCdnAuthorization.Builder.create(stack, "Authorization")
                            .build());
            channel(stack, "One", access);

            assertThat(KernelRequests.during(() -> channel(stack, "Two", access)))
                    .containsExactly("create constructs.Construct", "create aws-cdk-lib.aws_cloudfront.Distribution");
        }

        @Test
        void isShownBesideTheHeadersOfTheUsers() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
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
        void isShownBesideASignatureWhereBothAreDemandedAndElseAlone() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(v2().originAccess(MediaPackageV2Access.originAccessControlAndCdnAuthorization(
                                    MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization")
                                            .build()))
                            .build())
                    .build());

            assertThat(Version.V2.withItsOwn().all(ACCESS_CONTROL)).isEmpty();
            assertThat(template.origin().has("OriginAccessControlId")).isTrue();
            assertThat(template.origin().path("OriginCustomHeaders")).hasSize(1);
            assertThat(Version.V2.authorization(template)).hasSize(2);
        }

        @Test
        void canBeToldToAnotherEndpointByHandOrWithTheRoleToItsOwner() {
            var template = Resources.of(stack -> {
                var authorization = authorization(stack);
                authorization.authorize(v1Resource(stack));
                stack.exportValue(authorization.getSecret().getSecretArn());
                stack.exportValue(authorization.getRole().getRoleArn());
                var v2 = MediaPackageV2CdnAuthorization.Builder.create(stack, "V2")
                        .build();
                stack.exportValue(v2.getSecret().getSecretArn());
                stack.exportValue(v2.getRole().getRoleArn());
            });

            assertThat(Version.V1.authorization(template)).hasSize(2);
            assertThat(template.template().path("Outputs")).hasSize(4);
        }

        private static void channel(Stack stack, String id, MediaPackageAccess access) {
            MediaPackageOriginDistribution.Builder.create(stack, id)
                    .origin(MediaPackageOrigin.v1(access)
                            .endpoint(MediaPackageEndpoint.onHost(V1_HOST, id, "index.m3u8"))
                            .build())
                    .build();
        }
    }

    @Nested
    class ASecretOfTheUsers {

        @ParameterizedTest
        @EnumSource
        void takesThePlaceOfTheGeneratedOne(Version version) {
            var template = version.with(stack -> Secret.fromSecretCompleteArn(stack, "Own", COMPLETE_ARN));

            assertThat(template.all(SECRET)).isEmpty();
            assertThat(template.origin()
                            .at("/OriginCustomHeaders/0/HeaderValue")
                            .asText())
                    .isEqualTo("{{resolve:secretsmanager:" + COMPLETE_ARN + ":SecretString:" + version.key + "::}}");
            assertThat(version.authorization(template))
                    .anySatisfy(value -> assertThat(value.toString()).contains(COMPLETE_ARN));
            assertThat(permissions(template).at("/0/Resource").asText()).isEqualTo(COMPLETE_ARN);
        }

        @Test
        void isReadByNameWithItsSixUnknownCharacters() {
            var template = Version.V1.with(stack -> Secret.fromSecretNameV2(stack, "Own", "packager"));

            assertThat(template.resolved(permissions(template).at("/0/Resource"))
                            .asText())
                    .isEqualTo("arn:aws:secretsmanager:eu-west-1:111122223333:secret:packager-??????");
        }

        @Test
        void canBeDecryptedUnderAKeyOfTheUsers() {
            var template = Version.V1.with(stack -> Secret.Builder.create(stack, "Own")
                    .encryptionKey(new Key(stack, "Key"))
                    .build());

            assertThatJson(mayDecrypt(template)).inPath("[0].Action").isEqualTo("kms:Decrypt");
        }

        @Test
        void canBeDecryptedUnderAnImportedKeyToo() {
            var key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            var template = Version.V1.with(stack -> Secret.fromSecretAttributes(
                    stack,
                    "Own",
                    SecretAttributes.builder()
                            .secretCompleteArn(COMPLETE_ARN)
                            .encryptionKey(Key.fromKeyArn(stack, "Key", key))
                            .build()));

            assertThatJson(mayDecrypt(template))
                    .isEqualTo("[{Effect: 'Allow', Action: 'kms:Decrypt', Resource: '" + key + "'}]");
        }

        private static JsonNode mayDecrypt(Resources template) {
            return template.only("AWS::IAM::Policy").at("/PolicyDocument/Statement");
        }
    }

    @Nested
    class WithoutASecret {

        @Test
        void anOpenEndpointIsShownNothing() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                            .endpoint(MediaPackageEndpoint.of(v1Resource(stack)))
                            .build())
                    .build());

            assertThat(template.origin().has("OriginCustomHeaders")).isFalse();
            assertThat(Version.V1.authorization(template).isMissingNode()).isTrue();
        }

        @Test
        void aSignatureOfVersion2IsEnough() {
            var template = Resources.of(stack -> delivery(stack).build());

            assertThat(template.origin().has("OriginCustomHeaders")).isFalse();
            assertThat(Version.V2.authorization(template).isMissingNode()).isTrue();
        }
    }

    private static MediaPackageCdnAuthorization authorization(Stack stack) {
        return MediaPackageCdnAuthorization.Builder.create(stack, "Authorization")
                .build();
    }

    /** What the role may do from its first moment on. */
    private static JsonNode permissions(Resources template) {
        return template.only(ROLE).at("/Policies/0/PolicyDocument/Statement");
    }
}
