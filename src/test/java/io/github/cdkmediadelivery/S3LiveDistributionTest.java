package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.LifecycleRule;

class S3LiveDistributionTest {

    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
    private static final String ROLE = "AWS::IAM::Role";
    private static final String POLICY = "AWS::IAM::Policy";
    private static final String DISTRIBUTION_ID = "E1DEPLOYED0NE";

    @Test
    void byDefaultItCreatesAPrivateEncryptedBucket() {
        var bucket = live(live -> {}).only(BUCKET);

        assertThatJson(bucket)
                .isEqualTo(
                        """
                        {
                          "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                            {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
                          ]},
                          "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                          "PublicAccessBlockConfiguration": {
                            "BlockPublicAcls": true,
                            "BlockPublicPolicy": true,
                            "IgnorePublicAcls": true,
                            "RestrictPublicBuckets": true
                          },
                          "LifecycleConfiguration": {"Rules": [
                            {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}, "Status": "Enabled"}
                          ]}
                        }
                        """);
    }

    @Test
    void manifestsAreKeptForASecondAndSegmentsForFiveMinutesUnlessTheEncoderSaysSo() {
        var template = live(live -> {});

        assertThat(ttls(template)).isEqualTo(Map.of("/*.m3u8", 1, "/*.mpd", 1, "*", 300));
        assertThat(template.all(Resources.CACHE_POLICY).values())
                .extracting(policy -> policy.at("/CachePolicyConfig/MinTTL").asInt(-1))
                .containsOnly(0);
        assertThat(template.all(Resources.CACHE_POLICY).values())
                .extracting(policy -> policy.at("/CachePolicyConfig/MaxTTL").asInt(-1))
                .containsOnly(31_536_000);
    }

    @Test
    void bothTimesCanBeChosen() {
        var template = live(live -> live.manifestTtl(Duration.ofSeconds(2)).segmentTtl(Duration.ofHours(1)));

        assertThat(ttls(template)).isEqualTo(Map.of("/*.m3u8", 2, "/*.mpd", 2, "*", 3600));
    }

    /** S3 answers 403 for what is missing, since CloudFront may not list the bucket. */
    @Test
    void aSegmentThatIsNotThereYetIsAskedForAgainAfterASecond() {
        var ttls = new LinkedHashMap<Integer, Integer>();
        live(live -> {})
                .config()
                .path("CustomErrorResponses")
                .forEach(response -> ttls.put(
                        response.path("ErrorCode").asInt(),
                        response.path("ErrorCachingMinTTL").asInt()));

        assertThat(ttls).hasSize(11).containsEntry(403, 1).containsEntry(404, 1).containsEntry(503, 1);
    }

    @Test
    void oldSegmentsExpire() {
        var template = live(live -> live.expireAfter(Duration.ofDays(1)));

        assertThatJson(template.only(BUCKET))
                .inPath("LifecycleConfiguration.Rules")
                .isEqualTo("[{AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}, Status: 'Enabled'},"
                        + " {ExpirationInDays: 1, Status: 'Enabled'}]");
    }

    @Test
    void theOrderOfTheOptionsDoesNotMatter() {
        var key = Duration.ofDays(2);
        var before = live(
                live -> live.expireAfter(key).bucket(ContentBucket.created().versioned(Duration.ofDays(1))));
        var after = live(live -> live.bucket(ContentBucket.created().versioned(Duration.ofDays(1)))
                .expireAfter(key));

        assertThatJson(before.template()).isEqualTo(after.template());
        assertThat(before.only(BUCKET).at("/LifecycleConfiguration/Rules")).hasSize(3);
    }

    @Test
    void theLastAgeCounts() {
        var template = live(live -> live.expireAfter(Duration.ofDays(9)).expireAfter(Duration.ofDays(3)));

        assertThatJson(template.only(BUCKET))
                .inPath("LifecycleConfiguration.Rules[1].ExpirationInDays")
                .isEqualTo(3);
    }

    @Test
    void theDistributionReadsByItsSignatureAndNobodyElseDoes() {
        var store = new Store(live(live -> {}));

        assertThat(store.answer(store.distributionReads())).isEqualTo(Decision.ALLOWED);
        assertThat(store.answer(store.distributionReads().with("aws:SecureTransport", "false")))
                .isEqualTo(Decision.DENIED);
        assertThat(store.answer(
                        store.distributionReads().with("aws:SourceArn", DeployedStore.distribution("E9OTHEROTHERO"))))
                .isEqualTo(Decision.DENIED);
        assertThat(store.answer(store.distributionReads().anonymously())).isEqualTo(Decision.DENIED);
    }

    @Test
    void theEncodersGrantWorksBesideTheBucketsPolicy() {
        var store = new Store(Resources.of(stack -> {
            var live = builder(stack).build();
            var encoder = Role.Builder.create(stack, "Encoder")
                    .assumedBy(new ServicePrincipal("medialive.amazonaws.com"))
                    .build();
            live.getBucket().grantPut(encoder);
        }));
        var puts = store.encoder("s3:PutObject");

        assertThat(store.answer(puts)).isEqualTo(Decision.ALLOWED);
        assertThat(store.answer(puts.with("aws:SecureTransport", "false"))).isEqualTo(Decision.DENIED);
        assertThat(store.answer(store.encoder("s3:GetObject"))).isEqualTo(Decision.DENIED);
        assertThat(store.answer(store.encoder("s3:DeleteObject"))).isEqualTo(Decision.DENIED);
        assertThat(store.answer(store.distributionReads())).isEqualTo(Decision.ALLOWED);
        assertThat(store.answer(store.asks("s3:PutObject"))).isEqualTo(Decision.DENIED);
    }

    @Test
    void aBucketOfTheUsersIsUsedAsItIs() {
        var template = Resources.of(stack -> {
            var bucket = Bucket.Builder.create(stack, "Own")
                    .lifecycleRules(List.of(LifecycleRule.builder()
                            .expiration(software.amazon.awscdk.Duration.days(3))
                            .build()))
                    .build();
            var live = builder(stack).bucket(ContentBucket.of(bucket)).build();
            assertThat(live.getBucket()).isSameAs(bucket);
        });

        assertThat(template.id(BUCKET)).startsWith("Own");
        assertThatJson(template.only(BUCKET).path("LifecycleConfiguration"))
                .isEqualTo("{Rules: [{ExpirationInDays: 3, Status: 'Enabled'}]}");
        var store = new Store(template);
        assertThat(store.answer(store.distributionReads())).isEqualTo(Decision.ALLOWED);
        assertThat(store.answer(store.distributionReads().with("aws:SecureTransport", "false")))
                .isEqualTo(Decision.DENIED);
    }

    @Test
    void aBucketMayBeEncryptedWithAKeyOfTheUsers() {
        var template = Resources.of(stack -> builder(stack)
                .bucket(ContentBucket.created().encryptedWith(new Key(stack, "Key")))
                .expireAfter(Duration.ofDays(1))
                .build());

        assertThat(template.only(BUCKET)
                        .at("/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault"
                                + "/SSEAlgorithm")
                        .asText())
                .isEqualTo("aws:kms");
        assertThat(template.only("AWS::KMS::Key").path("KeyPolicy").toString()).contains("cloudfront.amazonaws.com");
        assertThat(template.only(BUCKET).at("/LifecycleConfiguration/Rules")).hasSize(2);
    }

    @Test
    void theGrantEndsWhereTheFoldersDo() {
        var template = live(live -> live.originPath("/published").contentPath("/live"));
        var store = new Store(template);

        assertThat(template.origin().path("OriginPath").asText()).isEqualTo("/published");
        assertThat(store.answer(store.distributionReads().on(store.arn() + "/published/live/a.m3u8")))
                .isEqualTo(Decision.ALLOWED);
        assertThat(store.answer(store.distributionReads().on(store.arn() + "/published/a.m3u8")))
                .isEqualTo(Decision.DENIED);
        assertThat(store.answer(store.distributionReads().on(store.arn() + "/live/a.m3u8")))
                .isEqualTo(Decision.DENIED);
    }

    @Test
    void pagesOnOtherDomainsAreAnsweredByTheEdgeAndByTheBucket() {
        var template = live(live -> live.cors(CorsRules.anyOrigin()));

        assertThatJson(template.only(BUCKET).path("CorsConfiguration"))
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
        assertThat(all(template)).hasSize(3).allSatisfy(behavior -> {
            assertThatJson(behavior.path("AllowedMethods")).isEqualTo("['GET', 'HEAD', 'OPTIONS']");
            assertThat(behavior.path("OriginRequestPolicyId").asText())
                    .isEqualTo("88a5eaf4-2fd4-4709-b370-b4c650ea3fcf");
        });
    }

    @Test
    void onlyGetAndHeadAreTakenOtherwise() {
        assertThat(all(live(live -> {}))).allSatisfy(behavior -> {
            assertThatJson(behavior.path("AllowedMethods")).isEqualTo("['GET', 'HEAD']");
            assertThat(behavior.path("ViewerProtocolPolicy").asText()).isEqualTo("redirect-to-https");
        });
    }

    @Test
    void theOriginCanHaveAShield() {
        assertThatJson(live(live -> live.originShieldRegion("eu-west-1"))
                        .origin()
                        .path("OriginShield"))
                .isEqualTo("{Enabled: true, OriginShieldRegion: 'eu-west-1'}");
    }

    @Test
    void viewersFindAStreamBelowTheContentPath() {
        var template = Resources.of(stack -> {
            var live = builder(stack).contentPath("/live").build();
            CfnOutput.Builder.create(stack, "Url")
                    .value(live.getPlaybackUrl("one/index.m3u8"))
                    .build();
            CfnOutput.Builder.create(stack, "Id")
                    .value(live.getDistribution().getDistributionId())
                    .build();
        });
        var deployed = Resolved.of(template.template())
                .with(template.id(Resources.DISTRIBUTION), DISTRIBUTION_ID)
                .with(template.id(Resources.DISTRIBUTION) + ".DomainName", "d1.cloudfront.net");

        assertThat(deployed.value(template.template().at("/Outputs/Url/Value")).asText())
                .isEqualTo("https://d1.cloudfront.net/live/one/index.m3u8");
        assertThat(deployed.value(template.template().at("/Outputs/Id/Value")).asText())
                .isEqualTo(DISTRIBUTION_ID);
    }

    @Test
    void whatLiesOutsideTheContentPathIsRefusedAtTheEdge() {
        var template = live(live -> live.contentPath("/live"));

        assertThat(ttls(template)).containsOnlyKeys("/live/*.m3u8", "/live/*.mpd", "/live/*", "*");
        assertThatJson(template.defaultBehavior().path("FunctionAssociations"))
                .inPath("[0].FunctionARN")
                .isEqualTo("{'Fn::GetAtt': ['" + template.id(Resources.FUNCTION) + "', 'FunctionARN']}");
    }

    private static S3LiveDistribution.Builder builder(Stack stack) {
        return S3LiveDistribution.Builder.create(stack, "Live");
    }

    private static Resources live(Consumer<S3LiveDistribution.Builder> options) {
        return Resources.of(stack -> {
            var live = builder(stack);
            options.accept(live);
            live.build();
        });
    }

    private static List<JsonNode> all(Resources template) {
        var all = new ArrayList<JsonNode>();
        template.behaviors().forEach(all::add);
        all.add(template.defaultBehavior());
        return all;
    }

    /** Default TTLs by pattern. */
    private static Map<String, Integer> ttls(Resources template) {
        var policies = template.all(Resources.CACHE_POLICY);
        Map<String, Integer> ttls = new LinkedHashMap<>();
        all(template)
                .forEach(behavior -> ttls.put(
                        behavior.path("PathPattern").asText("*"),
                        policies.containsKey(behavior.at("/CachePolicyId/Ref").asText())
                                ? policies.get(behavior.at("/CachePolicyId/Ref").asText())
                                        .at("/CachePolicyConfig/DefaultTTL")
                                        .asInt()
                                : -1));
        return ttls;
    }

    /** The bucket as it is after deployment. */
    private record Store(Resources template, Resolved resolved) {

        Store(Resources template) {
            this(template, Resolved.of(template.template()).with(template.id(Resources.DISTRIBUTION), DISTRIBUTION_ID));
        }

        Decision answer(Request request) {
            return request.against(resolved.value(template.only(BUCKET_POLICY).path("PolicyDocument")));
        }

        String arn() {
            var host = resolved.value(template.origin().path("DomainName")).asText();
            return "arn:aws:s3:::" + host.substring(0, host.indexOf(".s3."));
        }

        Request distributionReads() {
            return asks("s3:GetObject");
        }

        Request asks(String action) {
            return IamSimulator.request(action)
                    .on(arn() + "/channel/index.m3u8")
                    .byService("cloudfront.amazonaws.com")
                    .with("aws:SourceArn", DeployedStore.distribution(DISTRIBUTION_ID))
                    .with("aws:SecureTransport", "true");
        }

        Request encoder(String action) {
            return IamSimulator.request(action)
                    .on(arn() + "/channel/index.m3u8")
                    .byPrincipal("arn:aws:iam::" + Resolved.ACCOUNT + ":role/" + template.id(ROLE))
                    .withIdentityPolicy(resolved.value(template.only(POLICY).path("PolicyDocument")))
                    .with("aws:SecureTransport", "true");
        }
    }
}
