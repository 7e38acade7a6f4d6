package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.AdsFixtures.HTTP_HOST;
import static io.github.cdkmediadelivery.AdsFixtures.NAME;
import static io.github.cdkmediadelivery.AdsFixtures.PLAYBACK;
import static io.github.cdkmediadelivery.AdsFixtures.bucket;
import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.MediaTailorDistribution.Builder.SessionAccess;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.Bucket;

/** A distribution for streams with ads: behaviours, policies, hosts, what MediaTailor is told, and who may fetch. */
class MediaTailorDistributionTest {

    private static final String MANIFESTS = "manifests.mediatailor.eu-west-1.amazonaws.com";
    private static final String ADS = "segments.mediatailor.eu-west-1.amazonaws.com";
    private static final String KEPT = CachePolicy.CACHING_OPTIMIZED.getCachePolicyId();
    private static final String GUIDED = "MediaDeliveryCachePolicyD252EE9A87CF0926";
    private static final String KEPT_AS_IT_IS =
            CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS.getCachePolicyId();
    private static final String NOT_KEPT = CachePolicy.CACHING_DISABLED.getCachePolicyId();
    private static final String WHOLE_REQUEST = OriginRequestPolicy.ALL_VIEWER.getOriginRequestPolicyId();
    private static final List<String> READ = List.of("GET", "HEAD", "OPTIONS");
    private static final List<String> ANYTHING = List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

    @Nested
    class TheBehaviours {

        @ParameterizedTest
        @EnumSource
        void areFirstTheServicesInTheOrderThatAwsDocumentsOfWhichTheViewersOwnAreNeverKept(ContentOrigin content) {
            var template = guarded(content);
            var distribution = new EdgeDistribution(template);

            assertThat(distribution.behaviors().subList(0, 7))
                    .extracting(
                            behavior -> behavior.path("PathPattern").asText(),
                            distribution::origin,
                            behavior -> policy(behavior),
                            behavior -> behavior.path("OriginRequestPolicyId").asText(),
                            behavior -> texts(behavior.path("AllowedMethods")),
                            behavior -> behavior.has("FunctionAssociations"))
                    .containsExactly(
                            tuple("/tm/*", ADS, KEPT_AS_IT_IS, "", READ, false),
                            tuple("/v1/i-media/*", MANIFESTS, GUIDED, "", READ, false),
                            tuple("/v1/webvtt/*", MANIFESTS, KEPT, "", READ, false),
                            tuple("/v1/tracking/*", MANIFESTS, NOT_KEPT, WHOLE_REQUEST, ANYTHING, false),
                            tuple("/v1/*", MANIFESTS, NOT_KEPT, WHOLE_REQUEST, ANYTHING, true),
                            tuple("/segment/*", MANIFESTS, NOT_KEPT, WHOLE_REQUEST, ANYTHING, false),
                            tuple(
                                    "/mt/*",
                                    contentHost(template, content),
                                    policy(template.behaviors().path(7)),
                                    "",
                                    READ,
                                    true));
        }

        @ParameterizedTest
        @CsvSource({
            "MEDIA_PACKAGE_V2, /out/v1/news/one/hls/, *.m3u8 *.mpd *Manifest *, 403",
            "MEDIA_PACKAGE_V1, /out/v1/def456/, *.m3u8 *, 403",
            "BUCKET, /, *.m3u8 *.mpd *Manifest *.key *init*.m?? *.jpg, 0",
            "WEB_SERVER, /, *.m3u8 *.mpd *Manifest *.key *init*.m?? *.jpg, 0"
        })
        void areThenTheContentsToWhichOnlyFilesHaveAllPaths(
                ContentOrigin content, String folder, String names, int status) {
            var template = Resources.of(stack -> content.in(stack).build());
            var distribution = new EdgeDistribution(template);
            var behaviors =
                    distribution.behaviors().subList(6, distribution.behaviors().size());

            assertThat(behaviors)
                    .extracting(behavior -> behavior.path("PathPattern").asText("default"))
                    .containsExactlyElementsOf(Stream.concat(
                                    Stream.of(names.split(" ", -1)).map(name -> folder + name), Stream.of("default"))
                            .toList());
            assertThat(behaviors).extracting(distribution::origin).containsOnly(contentHost(template, content));
            assertThat(distribution.ask(EdgeRequest.get("/other/film.ts")).status())
                    .isEqualTo(status);
        }

        @Test
        void haveNoWayInForMediaTailorAloneWithoutAToken() {
            var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                    .in(stack)
                    .guard(EdgeConfiguration.NATIVE.in(stack))
                    .build());

            assertThat(template.behaviors())
                    .extracting(behavior -> behavior.path("PathPattern").asText())
                    .doesNotContain("/mt/*");
        }

        @Test
        void comeAfterAUsersOwn() {
            var distribution = new EdgeDistribution(Resources.of(stack -> ContentOrigin.WEB_SERVER
                    .in(stack)
                    .additionalBehavior(
                            "/v1/health",
                            BehaviorOptions.builder()
                                    .origin(new HttpOrigin("health.example.com"))
                                    .build())
                    .build()));

            assertThat(distribution.origin(distribution.behavior("/v1/health"))).isEqualTo("health.example.com");
        }

        @ParameterizedTest
        @CsvSource(
                useHeadersInDisplayName = true,
                textBlock =
                        """
                        path,              guarded, signed, signed where sessions are open
                        /test/index.m3u8,  true,    true,   true
                        /test/1.ts,        true,    true,   true
                        /v1/master/x.m3u8, true,    true,   false
                        /v1/session/x,     true,    true,   false
                        /mt/x,             true,    false,  false
                        /v1/tracking/x,    false,   false,  false
                        /v1/i-media/x,     false,   false,  false
                        /v1/webvtt/x,      false,   false,  false
                        /segment/x,        false,   false,  false
                        /tm/x,             false,   false,  false
                        """)
        void demandWhatTheGuardAndTheSignatureDoOfContentAndSessions(
                String path, boolean guarded, boolean signed, boolean signedWhereOpen) {
            var behavior = behavior(SessionAccess.AS_CONTENT, path);

            assertThat(behavior.has("FunctionAssociations")).isEqualTo(guarded);
            assertThat(behavior.has("TrustedKeyGroups")).isEqualTo(signed);
            assertThat(behavior(SessionAccess.OPEN, path).has("FunctionAssociations"))
                    .isEqualTo(guarded);
            assertThat(behavior(SessionAccess.OPEN, path).has("TrustedKeyGroups"))
                    .isEqualTo(signedWhereOpen);
        }

        private static JsonNode behavior(SessionAccess sessions, String path) {
            return new EdgeDistribution(Resources.of(stack -> ContentOrigin.WEB_SERVER
                            .in(stack)
                            .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                            .viewerAccess(ViewerAccess.signedCookies()
                                    .keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys")))
                            .sessions(sessions)
                            .build()))
                    .behavior(path);
        }

        @Test
        void haveAnotherFunctionWhereAGuardWouldBe() {
            var distribution = new EdgeDistribution(Resources.of(stack -> ContentOrigin.WEB_SERVER
                    .in(stack)
                    .viewerRequestFunction(EdgeConfiguration.NATIVE.in(stack).getFunction())
                    .build()));

            assertThat(distribution.behavior("/test/1.ts").has("FunctionAssociations"))
                    .isTrue();
            assertThat(distribution.behavior("/tm/1.ts").has("FunctionAssociations"))
                    .isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void encryptEveryConnection(ContentOrigin content) {
            var template = Resources.of(stack -> content.in(stack).build());

            assertThat(template.config().path("Origins"))
                    .filteredOn(origin -> origin.has("CustomOriginConfig"))
                    .isNotEmpty()
                    .allSatisfy(origin -> assertThatJson(origin.path("CustomOriginConfig"))
                            .isObject()
                            .containsEntry("OriginProtocolPolicy", "https-only")
                            .containsEntry("OriginSSLProtocols", List.of("TLSv1.2")));
            assertThat(template.config().findValuesAsText("ViewerProtocolPolicy"))
                    .containsOnly("redirect-to-https");
        }

        @Test
        void ofMediaTailorAreAskedBeforeAnOpenedKindOfFile() {
            var template = Facade.ADS.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedUrls()
                    .keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys"))
                    .exceptFor("/out/v1/news/one/hls/*.ts")));

            assertThat(template.behaviors())
                    .extracting(behavior -> behavior.path("PathPattern").asText())
                    .startsWith(
                            "/tm/*",
                            "/v1/i-media/*",
                            "/v1/webvtt/*",
                            "/v1/tracking/*",
                            "/v1/*",
                            "/segment/*",
                            "/out/v1/news/one/hls/*.ts",
                            "/out/v1/news/one/hls/*.m3u8")
                    .endsWith("/out/v1/news/one/hls/*");
        }

        @Test
        void letPagesOnOtherDomainsPostJsonToBeginASession() {
            assertThat(headersAllowedBy(CorsRules.anyOrigin())).containsExactly("Range", "Content-Type");
            assertThat(headersAllowedBy(CorsRules.anyOrigin().requestHeaders("X-Session-Id")))
                    .containsExactly("Range", "X-Session-Id", "Content-Type");
            assertThat(headersAllowedBy(CorsRules.anyOrigin().requestHeaders("content-type")))
                    .containsExactly("Range", "content-type");
        }

        private static List<String> headersAllowedBy(CorsRules rules) {
            return texts(Resources.of(stack ->
                            ContentOrigin.WEB_SERVER.in(stack).cors(rules).build())
                    .only(Resources.CORS_POLICY)
                    .at("/ResponseHeadersPolicyConfig/CorsConfig/AccessControlAllowHeaders/Items"));
        }
    }

    @Nested
    class TheRegion {

        @Test
        void isThatOfTheStackWhichMayNameIt() {
            var templates = Synth.templates(app -> ContentOrigin.WEB_SERVER
                    .in(new Stack(
                            app,
                            "Test",
                            StackProps.builder()
                                    .env(Environment.builder()
                                            .region("us-west-2")
                                            .build())
                                    .build()))
                    .mediaTailorRegion("us-west-2")
                    .build());

            assertHosts(new Resources(templates.get("Test")), "us-west-2");
            assertThat(new Resources(templates.get("Test")).all(PLAYBACK)).hasSize(1);
        }

        @Test
        void mayBeAnotherWhereTheConfigurationExists() {
            var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                    .withoutPlayback(stack)
                    .playback(MediaTailorPlayback.existing())
                    .mediaTailorRegion("ap-south-1")
                    .build());

            assertHosts(template, "ap-south-1");
            assertThat(template.all(PLAYBACK)).isEmpty();
        }

        private static void assertHosts(Resources template, String region) {
            assertThat(template.config().path("Origins"))
                    .extracting(origin -> origin.path("DomainName").asText())
                    .contains(
                            "segments.mediatailor." + region + ".amazonaws.com",
                            "manifests.mediatailor." + region + ".amazonaws.com");
        }
    }

    @Nested
    class MediaTailor {

        @ParameterizedTest
        @EnumSource
        void isToldWhereContentAdsAndViewersAreAndTheTokenWhereThereIsOne(ContentOrigin content) {
            assertThat(told(content, Resources.of(stack -> content.in(stack).build())))
                    .isEqualTo(content.folder());
            assertThat(told(content, guarded(content)))
                    .matches("/mt/\\{\\{resolve:secretsmanager:arn:[^}]*:SecretString:token::}}" + content.folder());
        }

        /** Checks all but the path of the content, which comes back. */
        private static String told(ContentOrigin content, Resources template) {
            var playback = (ObjectNode) template.resolved(template.only(PLAYBACK));
            var viewers = viewers(template);
            var source = playback.remove("VideoContentSourceUrl").asText();

            assertThat(source).startsWith(viewers);
            assertThatJson(playback)
                    .isEqualTo(Map.of(
                            "Name",
                            NAME,
                            "AdDecisionServerUrl",
                            AdsFixtures.AD_SERVER,
                            "CdnConfiguration",
                            Map.of(
                                    "AdSegmentUrlPrefix",
                                    viewers,
                                    "ContentSegmentUrlPrefix",
                                    viewers + content.folder()),
                            "DashConfiguration",
                            Map.of("MpdLocation", "DISABLED")));
            return source.substring(viewers.length());
        }

        @Test
        void isToldTheDomainOfTheOwners() {
            var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                    .in(stack)
                    .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                    .customDomain(CustomDomain.of(
                            Certificate.fromCertificateArn(
                                    stack, "Certificate", "arn:aws:acm:us-east-1:111122223333:certificate/abc"),
                            "live.example.com"))
                    .build());
            var playback = template.resolved(template.only(PLAYBACK));

            assertThatJson(playback.path("CdnConfiguration"))
                    .isEqualTo(Map.of(
                            "AdSegmentUrlPrefix", "https://live.example.com",
                            "ContentSegmentUrlPrefix", "https://live.example.com/test"));
            assertThat(playback.path("VideoContentSourceUrl").asText())
                    .startsWith("https://live.example.com/mt/{{resolve:");
        }

        @ParameterizedTest
        @EnumSource
        void needsTheDistributionAndNotTheOtherWayRound(ContentOrigin content) {
            var template = guarded(content);
            var playback = template.id(PLAYBACK);
            var others = ((ObjectNode) template.template().path("Resources").deepCopy());

            assertThat(others.remove(playback).toString()).contains(template.id(Resources.DISTRIBUTION));
            assertThat(others.toString()).doesNotContain("\"" + playback + "\"", "\"" + playback + ".");
        }

        @Test
        void isWherePlayersBeginThroughTheDistribution() {
            var template = Resources.of(stack -> {
                var ads = ContentOrigin.WEB_SERVER.in(stack).build();
                output(stack, "Hls", ads.getPlaybackUrl("index.m3u8"));
                output(stack, "Dash", ads.getPlaybackUrl("film/index.mpd"));
            });

            assertThat(deployed(template, "Hls"))
                    .matches("\\Q" + viewers(template) + "/v1/master/\\E[a-z0-9]+/news/index\\.m3u8");
            assertThat(deployed(template, "Dash"))
                    .matches("\\Q" + viewers(template) + "/v1/dash/\\E[a-z0-9]+/news/film/index\\.mpd");
        }

        @ParameterizedTest
        @CsvSource({"/out/v1/news/one/hls, ''", "/news/one/hls, /out/v1"})
        void fetchesDirectlyFromAnEndpointWithoutATokenAndViewersSeeNoOriginPath(String prefix, String originPath) {
            var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content((originPath.isEmpty() ? v2() : v2().originPath(originPath)).build())
                    .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(v2Endpoint("hls")))
                    .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                    .build());
            var playback = template.resolved(template.only(PLAYBACK));

            assertThat(playback.path("VideoContentSourceUrl").asText())
                    .isEqualTo("https://" + V2_HOST + "/out/v1/news/one/hls");
            assertThat(playback.at("/CdnConfiguration/ContentSegmentUrlPrefix").asText())
                    .isEqualTo(viewers(template) + prefix);
            assertThat(new EdgeDistribution(template)
                            .behavior(prefix + "/1.ts")
                            .path("PathPattern")
                            .asText())
                    .isEqualTo(prefix + "/*");
        }

        @Test
        void fetchesDirectlyFromABucketByItsHost() {
            var template = Resources.of(MediaTailorDistributionTest::directlyFromBucket);

            assertThat(template.resolved(template.only(PLAYBACK))
                            .path("VideoContentSourceUrl")
                            .asText())
                    .matches("https://test-bucket[a-z0-9-]+\\.s3\\.eu-west-1\\.amazonaws\\.com/films");
        }
    }

    /**
     * It is worth something only as long as viewers do not see it: MediaTailor writes the prefixes of its CDN
     * configuration into every manifest, and where they are missing the URL of the content itself.
     */
    @Nested
    class TheToken {

        @ParameterizedTest
        @EnumSource
        void isReferredToByTheUrlThatMediaTailorIsGivenAndNothingElse(ContentOrigin content) {
            var template = guarded(content);
            var secret = template.id("AWS::SecretsManager::Secret");
            var others = template.template().deepCopy();
            var url = ((ObjectNode) new Resources(others).only(PLAYBACK)).remove("VideoContentSourceUrl");
            ((ObjectNode) others.path("Resources")).remove(secret);

            assertThat(url.toString()).contains(secret);
            assertThat(others.path("Outputs")).hasSize(3);
            assertThat(others.toString()).doesNotContain(secret, "{{resolve");
        }

        @ParameterizedTest
        @EnumSource
        void isKnownToTheCodeByItsDigestOnly(ContentOrigin content) {
            assertThat(guarded(content).all(Resources.FUNCTION).values())
                    .extracting(function -> function.path("FunctionCode").asText())
                    .anySatisfy(code -> assertThat(code)
                            .contains(
                                    PathToken.digest(EdgeConfiguration.TOKEN),
                                    PathToken.digest(EdgeConfiguration.PREVIOUS_TOKEN)))
                    .noneMatch(code -> code.contains("{{resolve"));
        }

        @ParameterizedTest
        @CsvSource({
            "MEDIA_PACKAGE_V1, /out/v1/def456/index.m3u8,           true",
            "MEDIA_PACKAGE_V1, /out/v1/bbb/index.m3u8,              false",
            "MEDIA_PACKAGE_V1, /out/v1/index.m3u8,                  false",
            "MEDIA_PACKAGE_V1, /out/v1/def456/..%2fbbb/index.m3u8,  false",
            "MEDIA_PACKAGE_V1, /v1/master/hash/news/index.m3u8,     false",
            "MEDIA_PACKAGE_V2, /out/v1/news/one/hls/index.m3u8,     true",
            "MEDIA_PACKAGE_V2, /out/v1/news/one/dash/index.mpd,     false",
            "BUCKET,           /films/a/index.m3u8,                 true",
            "BUCKET,           /masters/a/index.m3u8,               false",
            "WEB_SERVER,       /test/index.m3u8,                    true",
            "WEB_SERVER,       /tests/index.m3u8,                   false",
            "WEB_SERVER,       /admin,                              false"
        })
        void opensWhatMediaTailorWasToldAndNothingElse(ContentOrigin content, String path, boolean opened) {
            var template = Resources.of(stack -> content.in(stack)
                    .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))
                    .build());

            assertThat(new EdgeDistribution(template)
                            .ask(EdgeRequest.get("/mt/" + EdgeConfiguration.TOKEN + path))
                            .passes())
                    .isEqualTo(opened);
        }

        @Test
        void opensTheEndpointsOfTheFolderThatMediaTailorWasTold() {
            var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(v2().endpoint(v2Endpoint("dash"))
                            .endpoint(v2Endpoint("spare"))
                            .build())
                    .playback(MediaTailorPlayback.created(NAME, AdsFixtures.AD_SERVER, "/out/v1/news/one"))
                    .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))
                    .build());
            var distribution = new EdgeDistribution(template);

            assertThat(Stream.of("hls", "dash", "other")
                            .map(name -> distribution.ask(EdgeRequest.get(
                                    "/mt/" + EdgeConfiguration.TOKEN + "/out/v1/news/one/" + name + "/index.m3u8")))
                            .map(EdgeDistribution.Outcome::passes))
                    .containsExactly(true, true, false);
        }

        @Test
        void isWarnedOfWhereLogsHoldThePathThatMediaTailorAsksFor() {
            var logs = AccessLogs.toS3();

            assertThat(warningsOfToken(ads -> ads.accessLogs(logs)))
                    .containsExactly("Access logs hold the paths of requests, and with them MediaTailor's path token:"
                            + " who reads the logs can use it. Leave 'cs-uri-stem' out of AccessLogs.toS3().fields(…),"
                            + " or let few read them and rotate the token.");
            assertThat(warningsOfToken(ads -> ads.accessLogs(logs.fields("sc-status", "cs-uri-stem"))))
                    .hasSize(1);
            assertThat(warningsOfToken(ads -> ads.accessLogs(logs.fields("sc-status"))))
                    .isEmpty();
            assertThat(warningsOfToken(ads -> ads.accessLogs(
                            AccessLogs.toFirehose("arn:aws:firehose:us-east-1:111122223333:deliverystream/logs"))))
                    .hasSize(1);
            assertThat(warningsOfToken(ads -> ads)).isEmpty();
        }

        @Test
        void isWarnedOfWhereSomebodyElseSaysWhatMediaTailorWritesIntoManifests() {
            assertThat(warningsOfToken(ads -> ads.playback(MediaTailorPlayback.existing())))
                    .containsExactly("The playback configuration is not made here. Its ContentSegmentUrlPrefix must be"
                            + " this distribution's, or MediaTailor writes its path token into every manifest. Use"
                            + " MediaTailorPlayback.created, or look at it.");
        }

        @Test
        void hasNoWayInWhereMediaTailorComesByAnother() {
            var template = Resources.of(stack -> ContentOrigin.BUCKET
                    .withoutPlayback(stack)
                    .playback(ContentOrigin.BUCKET.created().directlyFrom(bucket(stack)))
                    .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                    .accessLogs(AccessLogs.toS3())
                    .additionalBehavior(
                            "/mt/*",
                            BehaviorOptions.builder()
                                    .origin(new HttpOrigin("mt.example.com"))
                                    .build())
                    .build());

            assertThat(new EdgeDistribution(template)
                            .ask(EdgeRequest.get("/mt/page"))
                            .origin())
                    .isEqualTo("mt.example.com");
        }

        @Test
        void opensAFolderThatOnlyTheDeploymentKnowsThen() {
            var folder = "/out/v1/" + Aws.STACK_NAME;
            var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(new HttpOrigin("origin.example.com"))
                    .playback(MediaTailorPlayback.created(NAME, AdsFixtures.AD_SERVER, folder))
                    .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))
                    .build());
            var distribution = new EdgeDistribution(template);

            assertThat(Stream.of("Test", "Test2")
                            .map(name -> distribution.ask(EdgeRequest.get(
                                    "/mt/" + EdgeConfiguration.TOKEN + "/out/v1/" + name + "/index.m3u8")))
                            .map(EdgeDistribution.Outcome::passes))
                    .containsExactly(true, false);
        }
    }

    /** The warnings of a distribution with a token in a stack of us-east-1, where logs have options. */
    private static List<String> warningsOfToken(UnaryOperator<MediaTailorDistribution.Builder> options) {
        return Findings.of((App app) -> {
                    var stack = Facade.stack(app, "us-east-1");
                    var ads = options.apply(ContentOrigin.WEB_SERVER
                            .withoutPlayback(stack)
                            .guard(EdgeConfiguration.PATH_TOKEN.in(stack)));
                    LiveFixtures.unlessSaid(() -> ads.playback(ContentOrigin.WEB_SERVER.created()));
                    ads.build();
                })
                .warnings();
    }

    @Nested
    class EndpointAndBucket {

        private static final String CONFIGURATION =
                "arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news";
        private static final JsonNode ENDPOINT = policyOf(
                Resources.ENDPOINT_POLICY, "/Policy", stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(v2().build())
                        .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(v2Endpoint("hls")))
                        .build());
        private static final JsonNode BUCKET =
                policyOf("AWS::S3::BucketPolicy", "/PolicyDocument", MediaTailorDistributionTest::directlyFromBucket);

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        mediatailor  | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news  | ALLOWED
                        mediatailor  | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/other | DENIED
                        mediatailor  | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news2 | DENIED
                        mediatailor  | arn:aws:mediatailor:eu-west-1:444455556666:playbackConfiguration/news  | DENIED
                        mediatailor  | arn:aws:mediatailor:us-east-1:111122223333:playbackConfiguration/news  | DENIED
                        mediatailor  | arn:aws:cloudfront::111122223333:distribution/E123                     | DENIED
                        mediatailor  |                                                                        | DENIED
                        mediaconvert | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news  | DENIED
                        cloudfront   | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news  | DENIED
                        cloudfront   | arn:aws:cloudfront::111122223333:distribution/E123                     | ALLOWED
                        cloudfront   | arn:aws:cloudfront::111122223333:distribution/E124                     | DENIED
                                     |                                                                        | DENIED
                        """)
        void areReadByThisConfigurationAndThisDistributionOnly(String service, String source, Decision decision) {
            assertThat(asks(service, source, "mediapackagev2:GetObject", V2_ARN_OF + "hls")
                            .against(ENDPOINT))
                    .isEqualTo(decision);
            assertThat(asks(service, source, "s3:GetObject", "arn:aws:s3:::films-of-the-test/films/a/index.m3u8")
                            .against(BUCKET))
                    .isEqualTo(decision);
        }

        @ParameterizedTest
        @CsvSource({
            "s3:GetObject,    /films/index.m3u8,  ALLOWED",
            "s3:GetObject,    /other/index.m3u8,  DENIED",
            "s3:GetObject,    /films2/index.m3u8, DENIED",
            "s3:PutObject,    /films/index.m3u8,  DENIED",
            "s3:DeleteObject, /films/index.m3u8,  DENIED",
            "s3:ListBucket,   '',                 DENIED"
        })
        void areReadInTheFolderThatMediaTailorIsToldAndNotChanged(String action, String path, Decision decision) {
            assertThat(asks("mediatailor", CONFIGURATION, action, "arn:aws:s3:::films-of-the-test" + path)
                            .against(BUCKET))
                    .isEqualTo(decision);
        }

        @Test
        void areReadByTheKeysOfAFolderThatStandsInUrlsEncoded() {
            var policy = policyOf(
                    "AWS::S3::BucketPolicy", "/PolicyDocument", stack -> MediaTailorDistribution.Builder.create(
                                    stack, "Ads")
                            .content(S3BucketOrigin.withOriginAccessControl(bucket(stack)))
                            .playback(MediaTailorPlayback.created(NAME, AdsFixtures.AD_SERVER, "/Best%20of")
                                    .directlyFrom(bucket(stack)))
                            .build());

            assertThat(asks("mediatailor", CONFIGURATION, "s3:GetObject", "arn:aws:s3:::films-of-the-test/Best of/a")
                            .against(policy))
                    .isEqualTo(Decision.ALLOWED);
        }

        @Test
        void haveAnOwnerWhoIsToldTheStatementForAnImportedBucket() {
            var statement = "{\"Sid\":\"AllowMediaTailor19FBA0E9\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                    + "\"mediatailor.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":"
                    + "\"arn:aws:s3:::%s/films/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":"
                    + "\"arn:aws:mediatailor:%s:playbackConfiguration/news\"}}}";
            Consumer<Stack> define = stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(new HttpOrigin(HTTP_HOST))
                    .playback(ContentOrigin.BUCKET
                            .created()
                            .directlyFrom(Bucket.fromBucketName(stack, "Masters", "masters")))
                    .build();

            assertThat(deployed(Resources.of(define), "AdsMediaTailorBucketPolicyStatement3527A510"))
                    .isEqualTo(statement.formatted("masters", "eu-west-1:111122223333"));
            assertThat(warnings(define))
                    .containsExactly("The policy of an imported bucket was not written, so that it refuses MediaTailor."
                            + " Its owner must add this (output 'AdsMediaTailorBucketPolicyStatement3527A510' has it"
                            + " with the real values): " + statement.formatted("BUCKET", "REGION:ACCOUNT"));
        }

        @Test
        void haveAnOwnerWhoIsToldTheStatementForAnImportedEndpoint() {
            var hls = MediaPackageV2Endpoint.fromArn(V2_ARN_OF + "hls");
            Consumer<Stack> define = stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(MediaPackageOrigin.v2(V2_HOST).endpoint(hls).build())
                    .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(hls))
                    .build();
            var template = Resources.of(define);

            assertThat(template.resolved(template.template().path("Outputs")))
                    .hasSize(2)
                    .anySatisfy(output -> assertThat(output.path("Value").asText())
                            .contains(
                                    "AllowMediaTailor", "111122223333:playbackConfiguration/news", V2_ARN_OF + "hls"));
            assertThat(warnings(define))
                    .hasSize(2)
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("does not let MediaTailor in", "REGION:ACCOUNT:playbackConfiguration/news"))
                    .noneMatch(warning -> warning.contains("Token["));
        }

        /** As if the distribution's id were E123, and the bucket's name films-of-the-test. */
        private static JsonNode policyOf(String type, String property, Consumer<Stack> define) {
            var template = Resources.of(define);
            var resolved = Resolved.of(template.template()).with(template.id(Resources.DISTRIBUTION), "E123");
            for (var bucket : template.all("AWS::S3::Bucket").keySet()) {
                resolved = resolved.with(bucket + ".Arn", "arn:aws:s3:::films-of-the-test");
            }
            return resolved.value(template.only(type).at(property));
        }

        private static IamSimulator.Request asks(String service, String source, String action, String resource) {
            var request = IamSimulator.request(action).on(resource);
            var by = service == null ? request.anonymously() : request.byService(service + ".amazonaws.com");
            return source == null ? by : by.with("aws:SourceArn", source);
        }

        private static List<String> warnings(Consumer<Stack> define) {
            return Findings.of(app -> define.accept(new Stack(app, "Test"))).warnings();
        }
    }

    /** With a token, for pages on other domains, and with all that a distribution offers as an output. */
    private static Resources guarded(ContentOrigin content) {
        return Resources.of(stack -> {
            var ads = content.in(stack)
                    .comment("Ads")
                    .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                    .cors(CorsRules.origins(EdgeConfiguration.ORIGINS))
                    .build();
            output(stack, "Hls", ads.getPlaybackUrl("index.m3u8"));
            output(stack, "Dash", ads.getPlaybackUrl("index.mpd"));
            output(stack, "Domain", ads.getDomainName());
        });
    }

    private static void directlyFromBucket(Stack stack) {
        MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(S3BucketOrigin.withOriginAccessControl(bucket(stack)))
                .playback(ContentOrigin.BUCKET.created().directlyFrom(bucket(stack)))
                .build();
    }

    private static String contentHost(Resources template, ContentOrigin content) {
        return switch (content) {
            case MEDIA_PACKAGE_V2 -> V2_HOST;
            case MEDIA_PACKAGE_V1 -> V1_HOST;
            case BUCKET -> attribute(template, "AWS::S3::Bucket", "RegionalDomainName");
            case WEB_SERVER -> HTTP_HOST;
        };
    }

    private static String viewers(Resources template) {
        return "https://" + attribute(template, Resources.DISTRIBUTION, "DomainName");
    }

    private static String attribute(Resources template, String type, String name) {
        return template.resolved(new ObjectMapper().valueToTree(Map.of("Fn::GetAtt", List.of(template.id(type), name))))
                .asText();
    }

    private static String deployed(Resources template, String output) {
        return template.resolved(template.template().at("/Outputs/" + output + "/Value"))
                .asText();
    }

    /** The id of a managed policy, or the logical id of one of the stack. */
    private static String policy(JsonNode behavior) {
        var id = behavior.path("CachePolicyId");
        return id.isTextual() ? id.asText() : id.path("Ref").asText();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void output(Stack stack, String name, String value) {
        CfnOutput.Builder.create(stack, name).value(value).build();
    }
}
