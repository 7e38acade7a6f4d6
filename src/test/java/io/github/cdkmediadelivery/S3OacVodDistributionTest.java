package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;

class S3OacVodDistributionTest {

    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
    private static final String CORS_WITH_PREFLIGHT = "5cc3b908-e619-4b99-88e5-2cf7f45965bd";
    private static final String CORS_S3_ORIGIN = "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf";
    private static final BehaviorOptions WEBSITE =
            BehaviorOptions.builder().origin(new HttpOrigin("www.example.com")).build();

    @Nested
    class TheCreatedBucket {

        @Test
        void isPrivateOwnedByItsAccountEncryptedAndTidy() {
            var template = Resources.of(stack -> films(stack).build());

            assertThatJson(template.only(BUCKET))
                    .isEqualTo(
                            """
                            {
                              "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                                {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
                              "LifecycleConfiguration": {"Rules": [
                                {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}, "Status": "Enabled"}]},
                              "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                              "PublicAccessBlockConfiguration": {
                                "BlockPublicAcls": true, "BlockPublicPolicy": true,
                                "IgnorePublicAcls": true, "RestrictPublicBuckets": true}
                            }
                            """);
        }

        @Test
        void takesTlsOnly() {
            var template = Resources.of(stack -> films(stack).build());

            assertThatJson(template.resolved(template.only(BUCKET_POLICY)).at("/PolicyDocument/Statement/0"))
                    .isEqualTo(
                            """
                            {
                              "Effect": "Deny",
                              "Principal": {"AWS": "*"},
                              "Action": "s3:*",
                              "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"],
                              "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                            }
                            """
                                    .formatted(bucketName(template)));
        }

        @Test
        void outlivesItsStack() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(deletion(template)).containsExactly("Retain", "Retain");
        }

        @Test
        void isDeletedWithItsStackWhereThatIsChosen() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.created().removalPolicy(RemovalPolicy.DESTROY))
                    .build());

            assertThat(deletion(template)).containsExactly("Delete", "Delete");
        }

        @Test
        void keepsOldVersionsForAWhile() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.created().versioned(Duration.ofDays(30)))
                    .build());

            assertThatJson(template.only(BUCKET))
                    .node("VersioningConfiguration")
                    .isEqualTo("{Status: 'Enabled'}");
            assertThatJson(template.only(BUCKET))
                    .node("LifecycleConfiguration.Rules")
                    .isArray()
                    .hasSize(2)
                    .contains("{NoncurrentVersionExpiration: {NoncurrentDays: 30}, Status: 'Enabled'}");
        }

        @Test
        void deletesContentByItsAge() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.created().expireAfter(Duration.ofDays(90)))
                    .build());

            assertThat(template.only(BUCKET).has("VersioningConfiguration")).isFalse();
            assertThatJson(template.only(BUCKET))
                    .node("LifecycleConfiguration.Rules")
                    .isArray()
                    .hasSize(2)
                    .contains("{ExpirationInDays: 90, Status: 'Enabled'}");
        }

        @Test
        void keepsAllItsOptionsWhateverTheirOrder() {
            var template = Resources.of(stack -> {
                var key = S3Topologies.key(stack);
                films(stack, "One")
                        .bucket(ContentBucket.created()
                                .removalPolicy(RemovalPolicy.DESTROY)
                                .expireAfter(Duration.ofDays(90))
                                .versioned(Duration.ofDays(30))
                                .encryptedWith(key))
                        .build();
                films(stack, "Two")
                        .bucket(ContentBucket.created()
                                .encryptedWith(key)
                                .versioned(Duration.ofDays(30))
                                .expireAfter(Duration.ofDays(90))
                                .removalPolicy(RemovalPolicy.DESTROY))
                        .build();
            });

            assertThat(Set.copyOf(template.all(BUCKET).values())).hasSize(1);
            assertThat(template.all(BUCKET).values().iterator().next().fieldNames())
                    .toIterable()
                    .contains("VersioningConfiguration", "LifecycleConfiguration", "BucketEncryption");
            assertThat(deletion(template)).containsOnly("Delete");
        }

        @Test
        void isEncryptedWithTheUsersKeyAtFewCallsToKms() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.created().encryptedWith(S3Topologies.key(stack)))
                    .build());

            assertThatJson(template.only(BUCKET))
                    .inPath("BucketEncryption.ServerSideEncryptionConfiguration[0]")
                    .isEqualTo(
                            """
                            {
                              "BucketKeyEnabled": true,
                              "ServerSideEncryptionByDefault": {
                                "SSEAlgorithm": "aws:kms",
                                "KMSMasterKeyID": {"Fn::GetAtt": ["%s", "Arn"]}
                              }
                            }
                            """
                                    .formatted(template.id("AWS::KMS::Key")));
        }

        @Test
        void isThereForUploads() {
            var template = Resources.of(stack ->
                    output(stack, "Name", films(stack).build().getBucket().getBucketName()));

            assertThat(template.resolved(template.template().at("/Outputs/Name/Value"))
                            .asText())
                    .isEqualTo(bucketName(template));
        }

        private Stream<String> deletion(Resources template) {
            return template.all(BUCKET).keySet().stream()
                    .map(id -> template.template().path("Resources").path(id))
                    .flatMap(bucket -> Stream.of("DeletionPolicy", "UpdateReplacePolicy")
                            .map(policy -> bucket.path(policy).asText()));
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
        void staysTheOnlyOneAndAsItWas() {
            var before = Resources.of(S3Topologies::bucket);
            var after = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.of(S3Topologies.bucket(stack)))
                    .build());

            assertThat(after.all(BUCKET)).isEqualTo(before.all(BUCKET));
        }

        @Test
        void takesTlsOnlyFromNowOn() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.of(S3Topologies.bucket(stack)))
                    .build());

            assertThat(actions(template)).containsExactly("Deny s3:*", "Allow s3:GetObject");
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
            var pages = AllowedOrigins.of("https://www.example.com");
            var template = Resources.of(stack -> {
                var bucket = ContentBucket.of(S3Topologies.bucket(stack));
                films(stack, "One")
                        .bucket(bucket)
                        .cors(CorsRules.origins(pages))
                        .build();
                films(stack, "Two")
                        .bucket(bucket)
                        .cors(CorsRules.origins(pages))
                        .build();
                films(stack, "Three").bucket(bucket).cors(CorsRules.anyOrigin()).build();
            });

            assertThat(template.only(BUCKET).at("/CorsConfiguration/CorsRules")).hasSize(2);
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

        @Test
        void encryptedByS3MayStillHaveTheLegacyAccess() {
            var template = Resources.of(stack -> films(stack)
                    .bucket(ContentBucket.of(Bucket.Builder.create(stack, "Masters")
                            .encryption(BucketEncryption.S3_MANAGED)
                            .build()))
                    .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                    .build());

            assertThat(template.all("AWS::CloudFront::CloudFrontOriginAccessIdentity"))
                    .hasSize(1);
        }

        private List<String> actions(Resources template) {
            return StreamSupport.stream(
                            template.only(BUCKET_POLICY)
                                    .at("/PolicyDocument/Statement")
                                    .spliterator(),
                            false)
                    .map(statement -> statement.path("Effect").asText() + " "
                            + statement.path("Action").asText())
                    .toList();
        }
    }

    @Nested
    class TheOrigin {

        @Test
        void isSignedByTheAccessControlThatTheStackShares() {
            var template = Resources.of(stack -> {
                films(stack, "One").build();
                films(stack, "Two").contentPath("/video").build();
            });

            var id = template.id(ACCESS_CONTROL);
            assertThat(template.all(DISTRIBUTION).values()).hasSize(2).allSatisfy(distribution -> assertThatJson(
                            distribution)
                    .inPath("DistributionConfig.Origins[0].OriginAccessControlId")
                    .isEqualTo("{'Fn::GetAtt': ['" + id + "', 'Id']}"));
            assertThatJson(template.only(ACCESS_CONTROL))
                    .inPath("OriginAccessControlConfig")
                    .isObject()
                    .containsAllEntriesOf(Map.of(
                            "OriginAccessControlOriginType", "s3",
                            "SigningBehavior", "always",
                            "SigningProtocol", "sigv4"));
        }

        @ParameterizedTest
        @CsvSource({"ORIGIN_ACCESS_CONTROL, ", "ORIGIN_ACCESS_CONTROL, /video", "ORIGIN_ACCESS_IDENTITY, /video"})
        void hasFolderAndShieldWhateverTheAccess(S3Access access, String contentPath) {
            var template = Resources.of(stack -> {
                var films = films(stack)
                        .originAccess(access)
                        .originPath("/published")
                        .originShieldRegion("eu-west-1");
                (contentPath == null ? films : films.contentPath(contentPath)).build();
            });

            assertThat(template.origin().path("OriginPath").asText()).isEqualTo("/published");
            assertThatJson(template.origin())
                    .node("OriginShield")
                    .isEqualTo("{Enabled: true, OriginShieldRegion: 'eu-west-1'}");
        }

        @Test
        void hasAShieldInTheCommonestCaseToo() {
            var template = Resources.of(
                    stack -> films(stack).originShieldRegion("eu-west-1").build());

            assertThatJson(template.origin())
                    .node("OriginShield")
                    .isEqualTo("{Enabled: true, OriginShieldRegion: 'eu-west-1'}");
        }

        @Test
        void hasNeitherUnlessAsked() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(template.origin().has("OriginShield")).isFalse();
            assertThat(template.origin().has("OriginPath")).isFalse();
        }

        @Test
        void knowsCloudFrontByOneIdentityPerStackWhereThatIsChosen() {
            var template = Resources.of(stack -> {
                films(stack, "One")
                        .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                        .build();
                films(stack, "Two")
                        .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                        .build();
            });

            var identity = "origin-access-identity/cloudfront/"
                    + template.id("AWS::CloudFront::CloudFrontOriginAccessIdentity");
            assertThat(template.all(ACCESS_CONTROL)).isEmpty();
            assertThat(template.all(DISTRIBUTION).values()).hasSize(2).allSatisfy(distribution -> assertThat(
                            template.resolved(distribution)
                                    .at("/DistributionConfig/Origins/0/S3OriginConfig/OriginAccessIdentity")
                                    .asText())
                    .isEqualTo(identity));
        }
    }

    @Nested
    class TheBehaviours {

        @Test
        void ofManifestsComeBeforeTheRest() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(patterns(template)).containsExactly("/*.m3u8", "/*.mpd");
            assertThat(template.config().path("Origins")).hasSize(1);
            assertThat(template.all(FUNCTION)).isEmpty();
        }

        @Test
        void areAllTheSameButForTheTimeToLive() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(contentBehaviors(template))
                    .hasSize(3)
                    .allSatisfy(
                            behavior -> assertThatJson(behavior)
                                    .whenIgnoringPaths("TargetOriginId", "PathPattern", "CachePolicyId")
                                    .isEqualTo(
                                            """
                            {
                              "ViewerProtocolPolicy": "redirect-to-https",
                              "AllowedMethods": ["GET", "HEAD"],
                              "Compress": true
                            }
                            """));
        }

        @Test
        void leaveTheRestOfTheDomainFreeBelowAContentPath() {
            var template =
                    Resources.of(stack -> films(stack).contentPath("/video").build());

            assertThat(patterns(template)).containsExactly("/video/*.m3u8", "/video/*.mpd", "/video/*");
            assertThatJson(template.defaultBehavior())
                    .inPath("FunctionAssociations")
                    .isEqualTo("[{EventType: 'viewer-request', FunctionARN: {'Fn::GetAtt': ['" + template.id(FUNCTION)
                            + "', 'FunctionARN']}}]");
        }

        @Test
        void standBesideAPageOfTheUsersOnTheSameDomain() {
            var template = Resources.of(stack -> films(stack)
                    .contentPath("/video")
                    .defaultBehavior(WEBSITE)
                    .defaultRootObject("index.html")
                    .build());

            assertThat(template.all(FUNCTION)).isEmpty();
            assertThat(originOf(template, template.defaultBehavior())).isEqualTo("www.example.com");
            assertThat(template.config().path("DefaultRootObject").asText()).isEqualTo("index.html");
            assertThat(StreamSupport.stream(template.behaviors().spliterator(), false)
                            .map(behavior -> originOf(template, behavior)))
                    .containsOnly(bucketName(template) + ".s3." + Resolved.REGION + ".amazonaws.com");
        }

        @Test
        void ofTheUsersComeFirst() {
            var template = Resources.of(
                    stack -> films(stack).additionalBehavior("/live/*", WEBSITE).build());

            assertThat(patterns(template)).containsExactly("/live/*", "/*.m3u8", "/*.mpd");
        }

        @Test
        void takeTheOptionsOfEveryFacade() {
            var template = Resources.of(stack -> films(stack)
                    .comment("Films")
                    .enabled(false)
                    .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                    .build());

            assertThat(template.config().path("Comment").asText()).isEqualTo("Films");
            assertThat(template.config().path("Enabled").asBoolean(true)).isFalse();
            assertThat(contentBehaviors(template))
                    .extracting(
                            behavior -> behavior.path("ViewerProtocolPolicy").asText())
                    .containsOnly("https-only");
        }
    }

    @Nested
    class TheTimesToLive {

        @Test
        void areAMinuteForManifestsAndAYearForWhatNeverChanges() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(timesToLive(template)).isEqualTo(Map.of("/*.m3u8", 60, "/*.mpd", 60, "*", 31_536_000));
            assertThat(template.all(CACHE_POLICY).values()).allSatisfy(policy -> {
                assertThat(policy.at("/CachePolicyConfig/MinTTL").asInt(-1)).isZero();
                assertThat(policy.at("/CachePolicyConfig/MaxTTL").asInt()).isEqualTo(31_536_000);
            });
        }

        @Test
        void areWhatTheUserSays() {
            var template = Resources.of(stack -> films(stack)
                    .contentPath("/video")
                    .manifestTtl(Duration.ZERO)
                    .segmentTtl(Duration.ofHours(1))
                    .build());

            assertThat(timesToLive(template))
                    .containsEntry("/video/*.m3u8", 0)
                    .containsEntry("/video/*.mpd", 0)
                    .containsEntry("/video/*", 3_600);
        }

        @Test
        void costTwoPoliciesForAllDistributionsOfAStack() {
            var template = Resources.of(stack -> {
                films(stack, "One").build();
                films(stack, "Two").contentPath("/video").build();
                films(stack, "Three")
                        .manifestTtl(Duration.ofMinutes(1))
                        .segmentTtl(Duration.ofDays(365))
                        .build();
            });

            assertThat(template.all(DISTRIBUTION)).hasSize(3);
            assertThat(template.all(CACHE_POLICY)).hasSize(2);
        }

        @Test
        void costOnePolicyWhereTheyAreEqual() {
            var template = Resources.of(
                    stack -> films(stack).manifestTtl(Duration.ofDays(365)).build());

            assertThat(template.all(CACHE_POLICY)).hasSize(1);
        }

        private Map<String, Integer> timesToLive(Resources template) {
            Map<String, Integer> times = new LinkedHashMap<>();
            contentBehaviors(template)
                    .forEach(behavior -> times.put(
                            behavior.path("PathPattern").asText("*"),
                            Objects.requireNonNullElse(
                                            template.all(CACHE_POLICY)
                                                    .get(behavior.at("/CachePolicyId/Ref")
                                                            .asText()),
                                            behavior)
                                    .at("/CachePolicyConfig/DefaultTTL")
                                    .asInt(-1)));
            return times;
        }
    }

    @Nested
    class WhatIsMissing {

        @Test
        void isKeptEquallyLongAs403AndAs404() {
            var errors = errors(Resources.of(stack -> films(stack).build()));

            assertThatJson(errors.get(403)).isEqualTo("{ErrorCode: 403, ErrorCachingMinTTL: 10}");
            assertThatJson(errors.get(404)).isEqualTo("{ErrorCode: 404, ErrorCachingMinTTL: 10}");
            assertThat(errors).hasSize(11);
        }

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
            var profile = ErrorCaching.none().with(404, Duration.ofSeconds(3));

            var errors = errors(Resources.of(stack -> films(stack)
                    .missingPage("/errors/missing.html")
                    .errorCaching(profile)
                    .build()));

            assertThat(errors).containsOnlyKeys(403, 404);
            assertThat(errors.get(403).path("ErrorCachingMinTTL").asInt()).isEqualTo(10);
            assertThat(errors.get(404).path("ErrorCachingMinTTL").asInt()).isEqualTo(3);
        }

        @Test
        void isNeverFoundByListing() {
            for (var topology : S3Topologies.values()) {
                assertThat(topology.templates().toString()).doesNotContain("s3:List");
            }
        }

        private Map<Integer, JsonNode> errors(Resources template) {
            Map<Integer, JsonNode> errors = new LinkedHashMap<>();
            template.config()
                    .path("CustomErrorResponses")
                    .forEach(error -> errors.put(error.path("ErrorCode").asInt(), error));
            return errors;
        }
    }

    @Nested
    class CorsRulesReach {

        private final CorsRules listed = CorsRules.origins(AllowedOrigins.of("https://www.example.com"))
                .requestHeaders("X-Session-Id")
                .credentials();

        @Test
        void theCreatedBucketAndTheEdge() {
            var template = Resources.of(
                    stack -> films(stack).cors(CorsRules.anyOrigin()).build());

            assertThatJson(template.only(BUCKET))
                    .node("CorsConfiguration")
                    .isEqualTo(
                            """
                            {"CorsRules": [{
                              "AllowedOrigins": ["*"],
                              "AllowedMethods": ["GET", "HEAD"],
                              "AllowedHeaders": ["Range"],
                              "ExposedHeaders": ["Content-Length", "Content-Range", "Date", "ETag"],
                              "MaxAge": 600
                            }]}
                            """);
            assertThat(contentBehaviors(template)).hasSize(3).allSatisfy(behavior -> {
                assertThat(behavior.path("ResponseHeadersPolicyId").asText()).isEqualTo(CORS_WITH_PREFLIGHT);
                assertThat(behavior.path("OriginRequestPolicyId").asText()).isEqualTo(CORS_S3_ORIGIN);
                assertThatJson(behavior.path("AllowedMethods")).isEqualTo("['GET', 'HEAD', 'OPTIONS']");
            });
        }

        @Test
        void theUsersBucketBesideItsOwnRules() {
            var template = Resources.of(stack -> {
                var bucket = S3Topologies.bucket(stack);
                bucket.addCorsRule(CorsRule.builder()
                        .allowedMethods(List.of(HttpMethods.PUT))
                        .allowedOrigins(List.of("https://upload.example.com"))
                        .build());
                films(stack).bucket(ContentBucket.of(bucket)).cors(listed).build();
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
                                "AllowedHeaders": ["X-Session-Id"],
                                "ExposedHeaders": ["Content-Length", "Content-Range", "Date", "ETag"],
                                "MaxAge": 600
                              }
                            ]
                            """);
        }

        @Test
        void theEdgeWithTheSameOriginsHeadersAndCredentials() {
            var template = Resources.of(stack -> films(stack).cors(listed).build());

            assertThatJson(template.only(CORS_POLICY))
                    .node("ResponseHeadersPolicyConfig.CorsConfig")
                    .isEqualTo(
                            """
                            {
                              "AccessControlAllowOrigins": {"Items": ["https://www.example.com"]},
                              "AccessControlAllowMethods": {"Items": ["GET", "HEAD", "OPTIONS"]},
                              "AccessControlAllowHeaders": {"Items": ["X-Session-Id"]},
                              "AccessControlExposeHeaders":
                                {"Items": ["Content-Length", "Content-Range", "Date", "ETag"]},
                              "AccessControlAllowCredentials": true,
                              "AccessControlMaxAgeSec": 600,
                              "OriginOverride": true
                            }
                            """);
            assertThat(contentBehaviors(template)).allSatisfy(behavior -> assertThat(
                            behavior.at("/ResponseHeadersPolicyId/Ref").asText())
                    .isEqualTo(template.id(CORS_POLICY)));
        }

        @Test
        void neitherUnlessAsked() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(template.only(BUCKET).has("CorsConfiguration")).isFalse();
            assertThat(template.template().toString())
                    .doesNotContain("OPTIONS", "ResponseHeadersPolicyId", "OriginRequestPolicyId");
        }

        @Test
        void onlyTheContentNotThePageBesideIt() {
            var template = Resources.of(stack -> films(stack)
                    .contentPath("/video")
                    .defaultBehavior(WEBSITE)
                    .cors(CorsRules.anyOrigin())
                    .build());

            assertThat(template.behaviors()).allSatisfy(behavior -> assertThat(
                            behavior.path("AllowedMethods").toString())
                    .contains("OPTIONS"));
            assertThat(template.defaultBehavior().has("AllowedMethods")).isFalse();
            assertThat(template.defaultBehavior().has("ResponseHeadersPolicyId"))
                    .isFalse();
        }
    }

    @Nested
    class SmoothStreaming {

        @Test
        void isOnForAllContent() {
            var template = Resources.of(
                    stack -> films(stack).microsoftSmoothStreaming().build());

            assertThat(contentBehaviors(template)).hasSize(3).allSatisfy(behavior -> assertThat(
                            behavior.path("SmoothStreaming").asBoolean())
                    .isTrue());
        }

        @Test
        void isOffForThePageBesideIt() {
            var template = Resources.of(stack -> films(stack)
                    .contentPath("/video")
                    .defaultBehavior(WEBSITE)
                    .microsoftSmoothStreaming()
                    .build());

            assertThat(template.behaviors()).hasSize(3).allSatisfy(behavior -> assertThat(
                            behavior.path("SmoothStreaming").asBoolean())
                    .isTrue());
            assertThat(template.defaultBehavior().has("SmoothStreaming")).isFalse();
        }

        @Test
        void isOffUnlessAsked() {
            var template = Resources.of(stack -> films(stack).build());

            assertThat(template.template().findValues("SmoothStreaming")).isEmpty();
        }
    }

    @Test
    void aFunctionOfTheUsersSeesEachRequestForContent() {
        var template = Resources.of(stack -> films(stack)
                .viewerRequestFunction(Function.Builder.create(stack, "Function")
                        .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                        .build())
                .build());

        assertThat(contentBehaviors(template)).hasSize(3).allSatisfy(behavior -> assertThatJson(behavior)
                .inPath("FunctionAssociations")
                .isEqualTo("[{EventType: 'viewer-request', FunctionARN: {'Fn::GetAtt': ['" + template.id(FUNCTION)
                        + "', 'FunctionARN']}}]"));
    }

    @Test
    void viewersFindAFilmOnTheDistribution() {
        var template = Resources.of(stack -> {
            output(stack, "Root", films(stack, "Films").build().getPlaybackUrl("film/index.m3u8"));
            output(stack, "Host", films(stack, "Hosts").build().getDomainName());
            output(
                    stack,
                    "Folder",
                    films(stack, "Folders")
                            .originPath("/published")
                            .contentPath("/video")
                            .build()
                            .getPlaybackUrl("film/index.m3u8"));
        });

        assertThat(deployed(template, "Root")).matches("https://d[a-z0-9]+\\.cloudfront\\.net/film/index\\.m3u8");
        assertThat(deployed(template, "Host")).matches("d[a-z0-9]+\\.cloudfront\\.net");
        assertThat(deployed(template, "Folder"))
                .matches("https://d[a-z0-9]+\\.cloudfront\\.net/video/film/index\\.m3u8");
    }

    @Test
    void theDistributionItselfCanBeUsedFurther() {
        var template = Resources.of(stack -> films(stack)
                .build()
                .getDistribution()
                .metricRequests(MetricOptions.builder().build())
                .createAlarm(
                        stack,
                        "Alarm",
                        CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .build()));

        assertThatJson(template.only("AWS::CloudWatch::Alarm"))
                .inPath("Dimensions[0].Value")
                .isEqualTo("{Ref: '" + template.id(DISTRIBUTION) + "'}");
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
                          "ExposeHeaders": ["Content-Length", "Content-Range", "Date", "ETag"],
                          "MaxAgeSeconds": 600
                        }
                        """);
    }

    private static Stream<JsonNode> contentBehaviors(Resources template) {
        return Stream.concat(
                StreamSupport.stream(template.behaviors().spliterator(), false), Stream.of(template.defaultBehavior()));
    }

    private static List<String> patterns(Resources template) {
        return StreamSupport.stream(template.behaviors().spliterator(), false)
                .map(behavior -> behavior.path("PathPattern").asText())
                .toList();
    }

    /** The host that a behaviour takes its content from. */
    private static String originOf(Resources template, JsonNode behavior) {
        return StreamSupport.stream(template.config().path("Origins").spliterator(), false)
                .filter(origin -> origin.path("Id").equals(behavior.path("TargetOriginId")))
                .map(origin -> template.resolved(origin).path("DomainName").asText())
                .findFirst()
                .orElseThrow();
    }

    private static String bucketName(Resources template) {
        return template.resolved(template.only(BUCKET_POLICY)).path("Bucket").asText();
    }

    private static String distributionArn(Resources template) {
        var id = template.resolved(JsonNodeFactory.instance.objectNode().put("Ref", template.id(DISTRIBUTION)));
        return "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/" + id.asText();
    }

    private static void output(Stack stack, String id, String value) {
        CfnOutput.Builder.create(stack, id).value(value).build();
    }

    /** The value of the only output whose id contains this. */
    private static String deployed(Resources template, String id) {
        return template.template().path("Outputs").properties().stream()
                .filter(output -> output.getKey().contains(id))
                .map(output ->
                        template.resolved(output.getValue().path("Value")).asText())
                .reduce((one, two) -> {
                    throw new AssertionError("not one output " + id);
                })
                .orElseThrow();
    }
}
