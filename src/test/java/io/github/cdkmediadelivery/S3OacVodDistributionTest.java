package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.CommonOptions.page;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.S3Topologies.IMPORTED_BUCKET;
import static io.github.cdkmediadelivery.S3Topologies.films;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;

/** What films have beside what every store of files has; {@link S3Topologies} has who owns the bucket. */
class S3OacVodDistributionTest {

    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
    private static final String IDENTITY = "AWS::CloudFront::CloudFrontOriginAccessIdentity";
    private static final CorsRules PAGES = CorsRules.origins(AllowedOrigins.of("https://www.example.com"));

    @Nested
    class TheCreatedBucket {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void keepsAllItsOptionsWhateverTheirOrder(boolean encryptedFirst) {
            var template = Resources.of(stack -> {
                var key = S3Topologies.key(stack);
                var bucket = encryptedFirst
                        ? ContentBucket.created()
                                .encryptedWith(key)
                                .versioned(Duration.ofDays(30))
                                .expireAfter(Duration.ofDays(90))
                                .removalPolicy(RemovalPolicy.DESTROY)
                        : ContentBucket.created()
                                .removalPolicy(RemovalPolicy.DESTROY)
                                .expireAfter(Duration.ofDays(90))
                                .versioned(Duration.ofDays(30))
                                .encryptedWith(key);
                films(stack).bucket(bucket).build();
            });

            assertThatJson(template.template().path("Resources").path(template.id(BUCKET)))
                    .whenIgnoringPaths("Properties.OwnershipControls", "Properties.PublicAccessBlockConfiguration")
                    .isEqualTo(
                            """
                            {
                              "Type": "AWS::S3::Bucket",
                              "DeletionPolicy": "Delete",
                              "UpdateReplacePolicy": "Delete",
                              "Properties": {
                                "VersioningConfiguration": {"Status": "Enabled"},
                                "LifecycleConfiguration": {"Rules": [
                                  {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}, "Status": "Enabled"},
                                  {"NoncurrentVersionExpiration": {"NoncurrentDays": 30}, "Status": "Enabled"},
                                  {"ExpirationInDays": 90, "ObjectSizeGreaterThan": "10240", "Status": "Enabled"}
                                ]},
                                "BucketEncryption": {"ServerSideEncryptionConfiguration": [{
                                  "BucketKeyEnabled": true,
                                  "ServerSideEncryptionByDefault": {
                                    "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": ["%s", "Arn"]}}
                                }]}
                              }
                            }
                            """
                                    .formatted(template.id("AWS::KMS::Key")));
        }
    }

    @Nested
    class TheUsersBucket {

        @Test
        void isTheOneThatIsReturned() {
            Synth.template(stack -> {
                var bucket = S3Topologies.bucket(stack);

                assertThat(films(stack).bucket(ContentBucket.of(bucket)).build().getBucket())
                        .isSameAs(bucket);
            });
        }

        @Test
        void isNotToldTwiceToTakeTlsOnly() {
            var template = Resources.of(stack -> {
                var bucket =
                        Bucket.Builder.create(stack, "Masters").enforceSsl(true).build();
                films(stack, "One").bucket(ContentBucket.of(bucket)).build();
                films(stack, "Two").bucket(ContentBucket.of(bucket)).build();
            });

            assertThat(actions(template)).containsExactly("Deny s3:*", "Allow s3:GetObject", "Allow s3:GetObject");
        }

        @Test
        void isNotToldTwiceWhichPagesMayReadIt() {
            var template = Resources.of(stack -> {
                var bucket = ContentBucket.of(S3Topologies.bucket(stack));
                films(stack, "One").bucket(bucket).cors(PAGES).build();
                films(stack, "Two").bucket(bucket).cors(PAGES).build();
                films(stack, "Three").bucket(bucket).cors(CorsRules.anyOrigin()).build();
            });

            assertThat(template.only(BUCKET).at("/CorsConfiguration/CorsRules")).hasSize(2);
        }

        @Test
        void keepsTheRulesThatItHas() {
            var template = Resources.of(stack -> {
                var bucket = S3Topologies.bucket(stack);
                bucket.addCorsRule(CorsRule.builder()
                        .allowedMethods(List.of(HttpMethods.PUT))
                        .allowedOrigins(List.of("https://upload.example.com"))
                        .build());
                films(stack)
                        .bucket(ContentBucket.of(bucket))
                        .cors(PAGES.requestHeaders("X-Session-Id").credentials())
                        .build();
            });

            assertThatJson(template.only(BUCKET))
                    .node("CorsConfiguration.CorsRules")
                    .isEqualTo(
                            """
                            [
                              {"AllowedOrigins": ["https://upload.example.com"], "AllowedMethods": ["PUT"]},
                              {
                                "AllowedOrigins": ["https://www.example.com"],
                                "AllowedMethods": ["GET", "HEAD"],
                                "AllowedHeaders": ["Range", "X-Session-Id"],
                                "ExposedHeaders": ["Age", "CMSD-Dynamic", "CMSD-Static", "Content-Length", "Content-Range", "Date",
                                                   "ETag", "Server-Timing"],
                                "MaxAge": 600
                              }
                            ]
                            """);
        }

        @Test
        void mayBeWrittenInCloudFormationTerms() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.of(Bucket.fromCfnBucket(new CfnBucket(stack, "Raw"))))
                    .build());

            assertThat(actions(template)).containsExactlyInAnyOrder("Deny s3:*", "Allow s3:GetObject");
            assertThat(template.resolved(template.only(BUCKET_POLICY)).findValuesAsText("AWS:SourceArn"))
                    .containsExactly(distributionArn(template));
        }

        private static List<String> actions(Resources template) {
            var statements = template.only(BUCKET_POLICY).at("/PolicyDocument/Statement");
            return StreamSupport.stream(statements.spliterator(), false)
                    .map(statement -> statement.path("Effect").asText() + " "
                            + statement.path("Action").asText())
                    .toList();
        }
    }

    @Nested
    class TheLegacyAccess {

        @Test
        void isOneIdentityPerStackAndNoAccessControl() {
            var template = Resources.of(stack -> List.of("One", "Two").forEach(id -> films(stack, id)
                    .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                    .build()));

            assertThat(template.all(Resources.ACCESS_CONTROL)).isEmpty();
            assertThat(template.all(DISTRIBUTION).values()).hasSize(2).allSatisfy(distribution -> assertThat(
                            template.resolved(distribution)
                                    .at("/DistributionConfig/Origins/0/S3OriginConfig/OriginAccessIdentity")
                                    .asText())
                    .isEqualTo("origin-access-identity/cloudfront/" + template.id(IDENTITY)));
        }

        @Test
        void hasFolderAndShieldToo() {
            var origin = Resources.of(stack -> films(stack)
                            .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                            .originPath("/published")
                            .originShieldRegion("eu-west-1")
                            .build())
                    .origin();

            assertThat(origin.path("OriginPath").asText()).isEqualTo("/published");
            assertThat(origin.at("/OriginShield/OriginShieldRegion").asText()).isEqualTo("eu-west-1");
        }

        @Test
        void isTakenWhereS3HasTheKey() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.of(Bucket.Builder.create(stack, "Masters")
                            .encryption(BucketEncryption.S3_MANAGED)
                            .build()))
                    .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                    .build());

            assertThat(template.all(IDENTITY)).hasSize(1);
        }
    }

    @Nested
    class WhatIsMissing {

        @Test
        void isA404WithAPageWhereThereIsOne() {
            var errors = errors(Resources.of(
                    stack -> films(stack).missingPage("/errors/missing.html").build()));

            for (int code : new int[] {403, 404}) {
                assertThatJson(errors.get(code))
                        .isEqualTo(
                                """
                                {"ErrorCode": %d, "ErrorCachingMinTTL": 10,
                                 "ResponseCode": 404, "ResponsePagePath": "/errors/missing.html"}
                                """
                                        .formatted(code));
            }
            assertThat(errors).hasSize(11);
        }

        @Test
        void keepsTheTimeOfTheUsersProfile() {
            var errors = errors(Resources.of(stack -> films(stack)
                    .missingPage("/errors/missing.html")
                    .errorCaching(ErrorCaching.none().with(404, Duration.ofSeconds(3)))
                    .build()));

            assertThat(errors).containsOnlyKeys(403, 404);
            assertThat(errors.get(403).path("ErrorCachingMinTTL").asInt()).isEqualTo(10);
            assertThat(errors.get(404).path("ErrorCachingMinTTL").asInt()).isEqualTo(3);
        }

        private static Map<Integer, JsonNode> errors(Resources template) {
            Map<Integer, JsonNode> errors = new LinkedHashMap<>();
            template.config()
                    .path("CustomErrorResponses")
                    .forEach(error -> errors.put(error.path("ErrorCode").asInt(), error));
            return errors;
        }
    }

    @Test
    void smoothStreamingIsOnForAllContentAndOffForThePageBesideIt() {
        var template = Resources.of(stack -> films(stack)
                .contentPath("/video")
                .defaultBehavior(page())
                .microsoftSmoothStreaming()
                .build());
        var everyPath =
                Resources.of(stack -> films(stack).microsoftSmoothStreaming().build());

        assertThat(template.behaviors()).hasSizeGreaterThan(1).allMatch(behavior -> behavior.path("SmoothStreaming")
                .asBoolean());
        assertThat(template.defaultBehavior().has("SmoothStreaming")).isFalse();
        assertThat(everyPath.behaviors()).hasSizeGreaterThan(1).allMatch(behavior -> behavior.path("SmoothStreaming")
                .asBoolean());
        assertThat(everyPath.defaultBehavior().path("SmoothStreaming").asBoolean())
                .isTrue();
    }

    @Test
    void whatTheOwnerOfAnImportedBucketMustAddIsInTheOutputsWithRealValues() {
        var template = Resources.of(stack -> films(stack)
                .bucket(ContentBucket.of(S3Topologies.importedBucket(stack)))
                .originPath("/published")
                .contentPath("/video")
                .cors(CorsRules.anyOrigin())
                .build());

        assertThatJson(deployed(template, "BucketPolicyStatement"))
                .isEqualTo(
                        """
                        {
                          "Effect": "Allow",
                          "Principal": {"Service": "cloudfront.amazonaws.com"},
                          "Action": "s3:GetObject",
                          "Resource": "arn:aws:s3:::%s/published/video/*",
                          "Condition": {"StringEquals": {"aws:SourceArn": "%s"}}
                        }
                        """
                                .formatted(IMPORTED_BUCKET, distributionArn(template)));
        assertThatJson(deployed(template, "BucketCorsRule"))
                .isEqualTo(
                        """
                        {
                          "AllowedOrigins": ["*"],
                          "AllowedMethods": ["GET", "HEAD"],
                          "AllowedHeaders": ["Range"],
                          "ExposeHeaders": ["Age", "CMSD-Dynamic", "CMSD-Static", "Content-Length", "Content-Range", "Date",
                                            "ETag", "Server-Timing"],
                          "MaxAgeSeconds": 600
                        }
                        """);
    }

    private static String distributionArn(Resources template) {
        var id = template.resolved(JsonNodeFactory.instance.objectNode().put("Ref", template.id(DISTRIBUTION)));
        return "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/" + id.asText();
    }

    /** The value of the only output whose id contains this. */
    private static String deployed(Resources template, String id) {
        var outputs = template.template().path("Outputs").properties().stream()
                .filter(output -> output.getKey().contains(id))
                .map(output ->
                        template.resolved(output.getValue().path("Value")).asText())
                .toList();
        assertThat(outputs).hasSize(1);
        return outputs.get(0);
    }
}
