package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;

/** Options that are regions, and regions that lack a feature. */
class RegionsTest {

    @Nested
    class OriginShield {

        @ParameterizedTest
        @CsvSource({
            "us-west-1,    us-west-2",
            "af-south-1,   eu-west-1",
            "ap-east-1,    ap-southeast-1",
            "ca-central-1, us-east-1",
            "eu-south-1,   eu-central-1",
            "eu-west-3,    eu-west-2",
            "eu-north-1,   eu-west-2",
            "me-south-1,   ap-south-1",
        })
        void isRefusedWhereItIsNotWithTheRegionThatAwsNames(String region, String nearest) {
            var message =
                    "originShieldRegion: must be a region that has Origin Shield, got '%s'; use '%s', which AWS names"
                            + " for origins in it";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.v2().originShieldRegion(region))
                    .withMessage(message, region, nearest);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.v1().originShieldRegion(region))
                    .withMessage(message, region, nearest);
            Synth.template(stack -> {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> S3OacVodDistribution.Builder.create(stack, "Films")
                                .originShieldRegion(region))
                        .withMessage(message, region, nearest);
                assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                S3LiveDistribution.Builder.create(stack, "Live").originShieldRegion(region))
                        .withMessage(message, region, nearest);
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {"il-central-1", "ap-southeast-3", "us-gov-west-1", "cn-north-1"})
        void isRefusedWithTheListWhereAwsNamesNone(String region) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LiveFixtures.v2().originShieldRegion(region))
                    .withMessage(
                            "originShieldRegion: must be a region that has Origin Shield, got '%s'; use the one with the"
                                    + " lowest latency to the origin of ap-northeast-1, ap-northeast-2, ap-south-1,"
                                    + " ap-southeast-1, ap-southeast-2, eu-central-1, eu-west-1, eu-west-2,"
                                    + " me-central-1, sa-east-1, us-east-1, us-east-2, us-west-2",
                            region);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "us-east-1", "us-east-2", "us-west-2", "ap-south-1", "ap-northeast-1", "ap-northeast-2",
                    "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1", "eu-west-2", "sa-east-1"
                })
        void isTakenWhereItIs(String region) {
            assertThat(LiveFixtures.v2().originShieldRegion(region).build()).isNotNull();
        }

        @Test
        void isTakenWhereOnlyTheDeploymentKnowsTheRegion() {
            assertThat(LiveFixtures.v2().originShieldRegion(Aws.REGION).build()).isNotNull();
        }
    }

    @Nested
    class MediaTailor {

        private static final String REFUSED =
                "mediaTailorRegion: must be a region of the partition aws, where MediaTailor is, got '%s'; use for example"
                        + " 'eu-west-1'";

        @ParameterizedTest
        @ValueSource(strings = {"cn-north-1", "cn-northwest-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1"})
        void isRefusedInOtherPartitionsNamedOrOfTheStack(String region) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ads(new Stack(new App(), "Test")).mediaTailorRegion(region))
                    .withMessage(REFUSED, region);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ads(Facade.stack(new App(), region)).build())
                    .withMessage(REFUSED, region);
        }

        /** The stack in China, MediaTailor elsewhere: that is a choice. */
        @Test
        void isTakenElsewhereThanTheStack() {
            assertThat(ads(Facade.stack(new App(), "cn-north-1"))
                            .mediaTailorRegion("ap-southeast-1")
                            .build())
                    .isNotNull();
        }

        private static MediaTailorDistribution.Builder ads(Stack stack) {
            return MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(new HttpOrigin("origin.example.com"))
                    .playback(MediaTailorPlayback.existing());
        }
    }

    @Nested
    class AccessLogsTheLegacyWay {

        @Test
        void areRefusedInAnOptInRegionWhoseBucketsTheyCannotReach() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            films("af-south-1").accessLogs(AccessLogs.toS3()).build())
                    .withMessage(
                            "accessLogs: must not go to a bucket in an opt-in region, to which the legacy way cannot"
                                    + " write, got 'af-south-1'; give AccessLogs.toS3().bucket(…) one of another region, or the"
                                    + " stack the region us-east-1");
        }

        @Test
        void goToABucketOfAnotherRegion() {
            var films = films("af-south-1");
            var bucket = Bucket.fromBucketAttributes(
                    Stack.of(films.at().scope()),
                    "Logs",
                    BucketAttributes.builder()
                            .bucketName("logs")
                            .region("eu-west-1")
                            .build());

            assertThat(films.accessLogs(AccessLogs.toS3().bucket(bucket)).build())
                    .isNotNull();
        }
    }

    @Nested
    class China {

        private static final String UPLOAD = "; upload one to IAM, and use CustomDomain.ofServerCertificate(…)";

        @Test
        void knowsNoCertificateOfAcm() {
            var stack = new Stack(new App(), "Test");
            var arn = "arn:aws-cn:acm:cn-north-1:111122223333:certificate/0a1b2c3d";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CustomDomain.of(
                            Certificate.fromCertificateArn(stack, "Certificate", arn), "video.example.com.cn"))
                    .withMessage(
                            "certificate: must be an IAM server certificate in China, where CloudFront knows none of"
                                    + " ACM, got '" + arn + "'" + UPLOAD);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        var films = films("cn-north-1");
                        films.customDomain(CustomDomain.inZone(
                                        HostedZone.fromHostedZoneAttributes(
                                                Stack.of(films.at().scope()),
                                                "Zone",
                                                HostedZoneAttributes.builder()
                                                        .hostedZoneId("Z1")
                                                        .zoneName("example.com.cn.")
                                                        .build()),
                                        "video.example.com.cn"))
                                .build();
                    })
                    .withMessage("certificate: can not be made with the distribution in China, where CloudFront knows"
                            + " none of ACM, got 'cn-north-1'" + UPLOAD);
        }

        @Test
        void takesAServerCertificateOfIam() {
            var template = Resources.of(stack -> S3OacVodDistribution.Builder.create(stack, "Films")
                    .customDomain(CustomDomain.ofServerCertificate("ASCACKCEVSQ6C2EXAMPLE", "video.example.com.cn"))
                    .build());

            assertThatJson(template.config().path("ViewerCertificate"))
                    .isEqualTo("{IamCertificateId: 'ASCACKCEVSQ6C2EXAMPLE', MinimumProtocolVersion: 'TLSv1.2_2021',"
                            + " SslSupportMethod: 'sni-only'}");
            assertThatJson(template.config().path("Aliases")).isEqualTo("['video.example.com.cn']");
        }
    }

    private static S3OacVodDistribution.Builder films(String region) {
        return S3OacVodDistribution.Builder.create(
                new Stack(
                        new App(),
                        "Test",
                        StackProps.builder()
                                .env(Environment.builder()
                                        .account("111122223333")
                                        .region(region)
                                        .build())
                                .build()),
                "Films");
    }
}
