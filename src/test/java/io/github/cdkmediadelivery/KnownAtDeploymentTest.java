package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/** What only the deployment knows works where it can, and is looked at as far as it can be. */
class KnownAtDeploymentTest {

    private static final String ARN =
            "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one/originEndpoint/hls";

    @Nested
    class AnEndpointThatAnotherStackExports {

        @Test
        void isServedUnderTheNamesInItsArn() {
            var template = Resources.of(KnownAtDeploymentTest::imported);

            var exports = Resources.json(
                    """
                    {"Outputs": {"Arn": {"Value": "%s", "Export": {"Name": "endpoint"}}}}
                    """
                            .formatted(ARN));

            assertThat(Resolved.of(Map.of("Test", template.template(), "Exports", exports))
                            .value("Test", template.behaviors().path(0).path("PathPattern"))
                            .asText())
                    .isEqualTo("/out/v1/news/one/hls/*.m3u8");
        }

        @Test
        void hasTheSameIdsAtEachSynthesisWhateverElseIsDefined() {
            var alone = Resources.of(KnownAtDeploymentTest::imported);
            var after = Resources.of(stack -> {
                new CfnParameter(stack, "Another").getValueAsString();
                imported(stack);
            });

            assertThat(after.template().path("Outputs").fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(
                            () -> alone.template().path("Outputs").fieldNames());
        }
    }

    @Test
    void whatTheCdkLooksUpNeedsADefaultOfTheSameForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LiveFixtures.begun(new Stack(new App(), "Test")).webAclArn("dummy-value-for-/acl"))
                .withMessage(
                        "webAclArn: must be the ARN of a WAFv2 web ACL of CLOUDFRONT scope, got 'what the CDK has not"
                                + " looked up yet'; give valueFromLookup(…) a default value that keeps the rule, or use"
                                + " valueForStringParameter(…)");
    }

    /** Each call of {@code importValue} makes another token of one value. */
    @Nested
    class TheSameValueAskedForTwice {

        @Test
        void isOneEndpointWithOnePolicy() {
            var template = Resources.of(stack -> {
                for (var id : List.of("One", "Two")) {
                    LiveFixtures.begun(stack, id)
                            .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                    .endpoint(MediaPackageV2Endpoint.fromArn(Fn.importValue("endpoint"))
                                            .policyWrittenHere())
                                    .build())
                            .build();
                }
            });

            assertThat(template.only(Resources.ENDPOINT_POLICY)
                            .at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn"))
                    .hasSize(2);
        }

        @Test
        void isRefusedWhereOneOriginNamesBoth() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.begun(new Stack(new App(), "Test"))
                            .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                    .endpoint(MediaPackageV2Endpoint.fromArn(Fn.importValue("endpoint")))
                                    .endpoint(MediaPackageV2Endpoint.fromArn(Fn.importValue("endpoint")))
                                    .build())
                            .build())
                    .withMessageStartingWith("endpoints: must not name an endpoint twice, got '[");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.begun(new Stack(new App(), "Test"))
                            .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                                    .endpoint(MediaPackageEndpoint.fromUrl(Fn.importValue("url")))
                                    .endpoint(MediaPackageEndpoint.fromUrl(Fn.importValue("url")))
                                    .build())
                            .build())
                    .withMessageStartingWith("endpoints: must not name an endpoint twice, got '[");
        }
    }

    private static void imported(Stack stack) {
        MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                        .endpoint(MediaPackageV2Endpoint.fromArn(Fn.importValue("endpoint")))
                        .build())
                .build();
    }

    @Nested
    class ThePageOfAnotherDistribution {

        @Test
        void isAllowedByCorsAndByTheGuard() {
            var template = Resources.of(stack -> {
                var page = AllowedOrigins.of("https://" + new CfnParameter(stack, "Page").getValueAsString());
                MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", page).build();
                LiveFixtures.delivery(stack).cors(CorsRules.origins(page)).build();
            });
            var resolved = Resolved.of(template.template()).with("Page", "player.example.com");

            assertThat(resolved.value(template.only(Resources.CORS_POLICY)).toString())
                    .contains("{\"Items\":[\"https://player.example.com\"]}");
            assertThat(template.all(Resources.FUNCTION).values())
                    .extracting(function ->
                            resolved.value(function.path("FunctionCode")).asText())
                    .anyMatch(code -> code.contains("\"https://player.example.com\""));
        }

        @Test
        void hasOnePolicyWhoseIdDoesNotCountTokens() {
            assertThat(policyId(stack -> {}))
                    .isEqualTo(policyId(stack -> new CfnParameter(stack, "Another").getValueAsString()));
        }

        private static String policyId(Consumer<Stack> before) {
            return Resources.of(stack -> {
                        before.accept(stack);
                        var page = AllowedOrigins.of("https://" + new CfnParameter(stack, "Page").getValueAsString());
                        LiveFixtures.delivery(stack)
                                .cors(CorsRules.origins(page))
                                .build();
                    })
                    .id(Resources.CORS_POLICY);
        }

        @Test
        void cannotBeComparedWithAReferer() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        var stack = stack(new App(), "us-east-1");
                        AllowedOriginsWebAcl.Builder.create(
                                        stack,
                                        "Acl",
                                        AllowedOrigins.of(
                                                "https://" + new CfnParameter(stack, "Page").getValueAsString()))
                                .missingOrigin(MissingOrigin.BY_REFERER)
                                .build();
                    })
                    .withMessage(
                            "allowedOrigins: must be known at synthesis where a Referer is compared with them, got 'a"
                                    + " value known at deployment'; write it out, or make another choice for missing origins");
        }
    }

    @Nested
    class AReferenceToAResourceOfTheApp {

        @Test
        void isFollowedToTheRegionOfACertificate() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CustomDomain.of(
                            Certificate.Builder.create(stack(new App(), "eu-west-1"), "Certificate")
                                    .domainName("video.example.com")
                                    .build(),
                            "video.example.com"))
                    .withMessage(
                            "certificate: must be in us-east-1, where CloudFront looks for it, got 'eu-west-1'; make it"
                                    + " in a stack with the region us-east-1");
        }

        @Test
        void isFollowedToTheRegionOfAWebAcl() {
            var stack = stack(new App(), "eu-west-1");
            var acl = CfnWebACL.Builder.create(stack, "Acl")
                    .scope("CLOUDFRONT")
                    .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                            .allow(CfnWebACL.AllowActionProperty.builder().build())
                            .build())
                    .visibilityConfig(CfnWebACL.VisibilityConfigProperty.builder()
                            .cloudWatchMetricsEnabled(true)
                            .metricName("acl")
                            .sampledRequestsEnabled(true)
                            .build())
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.delivery(stack).webAclArn(acl.getAttrArn()))
                    .withMessageStartingWith(
                            "webAclArn: must be the ARN of a WAFv2 web ACL of CLOUDFRONT scope, got" + " 'eu-west-1'");
        }

        @Test
        void isTakenAsItIsWhereTheRegionIsRightOrNotKnown() {
            var stack = new Stack(new App(), "Test");
            var certificate = Certificate.Builder.create(stack, "Certificate")
                    .domainName("video.example.com")
                    .build();

            assertThat(CustomDomain.of(certificate, "video.example.com")).isNotNull();
            assertThat(CustomDomain.of(
                            Certificate.fromCertificateArn(
                                    stack, "Given", new CfnParameter(stack, "Arn").getValueAsString()),
                            "video.example.com"))
                    .isNotNull();
        }
    }

    @Nested
    class ASecretOfAnotherRegion {

        private static final String SAID =
                "must have its secret in the region of the stack, where CloudFormation reads it,"
                        + " got 'eu-west-1'; replicate it with replicatedTo(\"us-east-1\")";

        @Test
        void isNotReadByADistributionOfUsEast1() {
            var app = new App();
            var authorization = MediaPackageCdnAuthorization.Builder.create(stack(app, "eu-west-1"), "Authorization")
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MediaPackageOriginDistribution.Builder.create(stack(app, "us-east-1"), "Delivery")
                            .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(authorization))
                                    .endpoint(MediaPackageEndpoint.onHost(LiveFixtures.V1_HOST, "def456", "index.m3u8"))
                                    .build())
                            .build())
                    .withMessage("cdnAuthorization: " + SAID);
        }

        @Test
        void isNotSentInAHeaderOfUsEast1() {
            var stack = stack(new App(), "us-east-1");
            var secret = Secret.fromSecretCompleteArn(
                    stack, "Secret", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:origin-AbCdEf");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SecretHeader.Builder.create(stack, "Header", "X-Origin-Verify")
                            .accepts(HeaderSecret.of(secret, "token"))
                            .build())
                    .withMessage("secretHeader: " + SAID);
        }
    }

    @Nested
    class TwoConfigurationsOfMediaTailor {

        @Test
        void readOneBucketByStatementsOfTheirOwn() {
            var template = Resources.of(stack -> {
                var masters = new Bucket(stack, "Masters");
                for (String name : List.of("news", "sport")) {
                    MediaTailorDistribution.Builder.create(stack, name)
                            .content(new HttpOrigin("files.example.com"))
                            .playback(MediaTailorPlayback.created(name, AdsFixtures.AD_SERVER, "/films")
                                    .directlyFrom(masters))
                            .build();
                }
            });

            assertThat(template.only("AWS::S3::BucketPolicy").findValuesAsText("Sid"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    private static Stack stack(App app, String region) {
        return new Stack(
                app,
                "In-" + region,
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region(region)
                                .build())
                        .build());
    }
}
