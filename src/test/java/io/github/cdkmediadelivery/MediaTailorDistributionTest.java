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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.MediaTailorDistribution.Builder.SessionAccess;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    private static final String NOT_KEPT = CachePolicy.CACHING_DISABLED.getCachePolicyId();
    private static final String WHOLE_REQUEST = OriginRequestPolicy.ALL_VIEWER.getOriginRequestPolicyId();
    private static final List<String> READ = List.of("GET", "HEAD");
    private static final List<String> ANYTHING = List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

    @ParameterizedTest
    @EnumSource
    void theServiceComesFirstInTheOrderThatAwsDocuments(ContentOrigin content) {
        var template = Resources.of(stack ->
                content.in(stack).guard(EdgeConfiguration.PATH_TOKEN.in(stack)).build());
        var distribution = new EdgeDistribution(template);

        assertThat(distribution.behaviors().subList(0, 6))
                .extracting(
                        behavior -> behavior.path("PathPattern").asText(),
                        distribution::origin,
                        behavior -> policy(behavior),
                        behavior -> behavior.path("OriginRequestPolicyId").asText(),
                        behavior -> texts(behavior.path("AllowedMethods")),
                        behavior -> behavior.has("FunctionAssociations"))
                .containsExactly(
                        tuple("/tm/*", ADS, KEPT, "", READ, false),
                        tuple("/v1/i-media/*", MANIFESTS, KEPT, "", READ, false),
                        tuple("/v1/tracking/*", MANIFESTS, NOT_KEPT, WHOLE_REQUEST, ANYTHING, false),
                        tuple("/v1/*", MANIFESTS, NOT_KEPT, WHOLE_REQUEST, ANYTHING, true),
                        tuple("/segment/*", MANIFESTS, NOT_KEPT, WHOLE_REQUEST, ANYTHING, false),
                        tuple(
                                "/mt/*",
                                contentHost(template, content),
                                policy(template.behaviors().path(6)),
                                "",
                                READ,
                                true));
    }

    @ParameterizedTest
    @CsvSource({
        "MEDIA_PACKAGE_V2, /out/v1/news/one/hls/*",
        "MEDIA_PACKAGE_V1, /out/v1/def456/*",
        "BUCKET,           /*.m3u8 /*.mpd",
        "WEB_SERVER,       /*.m3u8 /*.mpd"
    })
    void thenComesTheContent(ContentOrigin content, String patterns) {
        var template = Resources.of(stack -> content.in(stack).build());
        var distribution = new EdgeDistribution(template);

        assertThat(distribution.behaviors().subList(5, distribution.behaviors().size() - 1))
                .extracting(behavior -> behavior.path("PathPattern").asText())
                .containsExactly(patterns.split(" ", -1));
        assertThat(distribution.behaviors().subList(5, distribution.behaviors().size()))
                .allSatisfy(behavior ->
                        assertThat(distribution.origin(behavior)).isEqualTo(contentHost(template, content)));
    }

    @ParameterizedTest
    @CsvSource({"MEDIA_PACKAGE_V2, 403", "MEDIA_PACKAGE_V1, 403", "BUCKET,           0", "WEB_SERVER,       0"})
    void pathsThatNothingNamesAreThoseOfFilesOnly(ContentOrigin content, int status) {
        var template = Resources.of(stack -> content.in(stack).build());

        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get("/other/film.ts"))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void withoutATokenThereIsNoWayInForMediaTailorAlone() {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .guard(EdgeConfiguration.NATIVE.in(stack))
                .build());

        assertThat(template.behaviors())
                .extracting(behavior -> behavior.path("PathPattern").asText())
                .doesNotContain("/mt/*");
    }

    @Test
    void pagesOnOtherDomainsMayPostJsonToBeginASession() {
        assertThat(headersAllowedBy(CorsRules.anyOrigin())).containsExactly("Range", "Content-Type");
        assertThat(headersAllowedBy(CorsRules.anyOrigin().requestHeaders("X-Session-Id")))
                .containsExactly("X-Session-Id", "Content-Type");
        assertThat(headersAllowedBy(CorsRules.anyOrigin().requestHeaders("content-type")))
                .containsExactly("content-type");
    }

    private static List<String> headersAllowedBy(CorsRules rules) {
        var template = Resources.of(
                stack -> ContentOrigin.WEB_SERVER.in(stack).cors(rules).build());
        return StreamSupport.stream(
                        template.only(Resources.CORS_POLICY)
                                .at("/ResponseHeadersPolicyConfig/CorsConfig/AccessControlAllowHeaders/Items")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMadeForOneViewerIsNeverKept(ContentOrigin content) {
        var template = Resources.of(
                stack -> content.in(stack).cors(CorsRules.anyOrigin()).build());
        var distribution = new EdgeDistribution(template);

        assertThat(Stream.of(
                                "/v1/master/hash/news/index.m3u8",
                                "/v1/manifest/hash/news/session/0.m3u8",
                                "/v1/dash/hash/news/index.mpd",
                                "/v1/session/hash/news/index.m3u8",
                                "/v1/tracking/hash/news/session",
                                "/segment/hash/news/session/0/1")
                        .map(distribution::behavior))
                .allSatisfy(behavior -> {
                    assertThat(policy(behavior)).isEqualTo(NOT_KEPT);
                    assertThat(behavior.path("OriginRequestPolicyId").asText()).isEqualTo(WHOLE_REQUEST);
                    assertThat(texts(behavior.path("AllowedMethods"))).isEqualTo(ANYTHING);
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyConnectionIsEncrypted(ContentOrigin content) {
        var template = Resources.of(stack -> content.in(stack).build());

        assertThat(template.config().path("Origins"))
                .filteredOn(origin -> origin.has("CustomOriginConfig"))
                .isNotEmpty()
                .allSatisfy(origin -> {
                    assertThat(origin.at("/CustomOriginConfig/OriginProtocolPolicy")
                                    .asText())
                            .isEqualTo("https-only");
                    assertThat(texts(origin.at("/CustomOriginConfig/OriginSSLProtocols")))
                            .containsExactly("TLSv1.2");
                });
        assertThat(new EdgeDistribution(template).behaviors())
                .extracting(behavior -> behavior.path("ViewerProtocolPolicy").asText())
                .containsOnly("redirect-to-https");
    }

    @Test
    void theHostsAreThoseOfTheRegionOfDeployment() {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER.in(stack).build());

        assertThat(template.config().path("Origins"))
                .extracting(origin -> origin.path("DomainName").toString())
                .contains(
                        "{\"Fn::Join\":[\"\",[\"segments.mediatailor.\",{\"Ref\":\"AWS::Region\"},\".amazonaws.com\"]]}",
                        "{\"Fn::Join\":[\"\",[\"manifests.mediatailor.\",{\"Ref\":\"AWS::Region\"},\".amazonaws.com\"]]}");
    }

    @Test
    void anExistingConfigurationMayBeInAnotherRegion() {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .withoutPlayback(stack)
                .playback(MediaTailorPlayback.existing())
                .mediaTailorRegion("ap-south-1")
                .build());

        assertThat(template.config().path("Origins"))
                .extracting(origin -> origin.path("DomainName").asText())
                .contains(
                        "segments.mediatailor.ap-south-1.amazonaws.com",
                        "manifests.mediatailor.ap-south-1.amazonaws.com");
        assertThat(template.all(PLAYBACK)).isEmpty();
    }

    @Test
    void aConfigurationCreatedInTheStacksRegionMayNameIt() {
        var templates = Synth.templates(app -> ContentOrigin.WEB_SERVER
                .in(inRegion(app, "us-west-2"))
                .mediaTailorRegion("us-west-2")
                .build());

        assertThat(new Resources(templates.get("Test")).all(PLAYBACK)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "AS_CONTENT, /v1/master/x.m3u8, true",
        "AS_CONTENT, /v1/session/x, true",
        "AS_CONTENT, /test/index.m3u8, true",
        "AS_CONTENT, /test/1.ts, true",
        "AS_CONTENT, /v1/tracking/x, false",
        "AS_CONTENT, /v1/i-media/x, false",
        "AS_CONTENT, /segment/x, false",
        "AS_CONTENT, /tm/x, false",
        "AS_CONTENT, /mt/x, false",
        "OPEN,       /v1/master/x.m3u8, false",
        "OPEN,       /v1/session/x, false",
        "OPEN,       /test/index.m3u8, true",
        "OPEN,       /test/1.ts, true",
        "OPEN,       /v1/tracking/x, false",
        "OPEN,       /segment/x, false",
        "OPEN,       /tm/x, false",
        "OPEN,       /mt/x, false"
    })
    void viewersShowCookiesWhereTheContentAndItsSessionsAre(SessionAccess sessions, String path, boolean signed) {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                .viewerAccess(cookies(stack))
                .sessions(sessions)
                .build());

        assertThat(new EdgeDistribution(template).behavior(path).path("TrustedKeyGroups"))
                .hasSize(signed ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "/test/index.m3u8,   true",
        "/test/1.ts,         true",
        "/v1/master/x.m3u8,  true",
        "/v1/session/x,      true",
        "/mt/x,              true",
        "/v1/tracking/x,     false",
        "/v1/i-media/x,      false",
        "/segment/x,         false",
        "/tm/x,              false"
    })
    void theGuardStandsBeforeContentAndSessions(String path, boolean guarded) {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                .sessions(SessionAccess.OPEN)
                .build());

        assertThat(new EdgeDistribution(template).behavior(path).path("FunctionAssociations"))
                .hasSize(guarded ? 1 : 0);
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
    void aPathTokenOpensWhatMediaTailorWasToldAndNothingElse(ContentOrigin content, String path, boolean opened) {
        var template = Resources.of(stack -> content.in(stack)
                .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))
                .build());

        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get("/mt/" + EdgeConfiguration.TOKEN + path))
                        .passes())
                .isEqualTo(opened);
    }

    @Test
    void aPathTokenOpensTheEndpointsOfTheFolderThatMediaTailorWasTold() {
        var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(v2().endpoint(v2Endpoint("dash")).endpoint(v2Endpoint("spare")).build())
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
    void theFolderOfAnEndpointThatOnlyTheDeploymentKnowsIsOpenedThen() {
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

    @ParameterizedTest
    @CsvSource({
        "/v1/master/hash/news/index.m3u8,          true,  true",
        "/v1/master/hash/news/index.m3u8,          false, false",
        "/v1/dash/hash/news/index.mpd,             true,  true",
        "/v1/dash/hash/news/index.mpd,             false, false",
        "/v1/manifest/hash/news/session/0.m3u8,    false, true",
        "/v1/tracking/hash/news/session,           false, true",
        "/segment/hash/news/session/0/1,           false, true",
        "/tm/hash/ad/1.ts,                         false, true",
        "/test/index.m3u8,                         true,  true",
        "/test/index.m3u8,                         false, false",
        "/test/1.ts,                               false, true"
    })
    void aSessionBeginsWithTheTokenThatOpensItsContent(String path, boolean shown, boolean passes) {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .guard(EdgeConfiguration.SESSION.in(stack))
                .build());
        var token = EdgeFunctionTest.session(EdgeRequest.NOW / 1_000 + 60, "%2Ftest%2F");

        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get(path + (shown ? "?session=" + token : "")))
                        .passes())
                .isEqualTo(passes);
        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get(path + "?session="
                                + EdgeFunctionTest.session(EdgeRequest.NOW / 1_000 + 60, "%2Fother%2F")))
                        .passes())
                .isEqualTo(passes && !shown);
    }

    @Test
    void aGuardThatStandsElsewhereTooTakesMediaTailorsPathsForContentThere() {
        var template = Resources.of(stack -> {
            var guard = EdgeConfiguration.SESSION.in(stack);
            ContentOrigin.WEB_SERVER.in(stack).guard(guard).build();
            S3LiveDistribution.Builder.create(new Stack(stack, "Other"), "Live")
                    .viewerRequestFunction(guard.getFunction())
                    .build();
        });
        var code = template.all(Resources.FUNCTION).entrySet().stream()
                .filter(function -> function.getKey().startsWith("SESSIONFunction"))
                .map(function -> function.getValue().path("FunctionCode").asText())
                .findFirst()
                .orElseThrow();

        assertThat(Stream.of("/v1/manifest/index.m3u8", "/segment/film.mp4", "/v1/tracking/index.m3u8")
                        .map(path -> EdgeRequest.get(path).header("Origin", "https://evil.net"))
                        .map(request -> EdgeRuntime.NODE
                                .answer(code, request.question())
                                .at("/result/statusCode")
                                .asInt()))
                .containsOnly(401);
    }

    @Test
    void anotherFunctionStandsWhereAGuardWould() {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .viewerRequestFunction(EdgeConfiguration.NATIVE.in(stack).getFunction())
                .build());
        var distribution = new EdgeDistribution(template);

        assertThat(distribution.behavior("/test/1.ts").path("FunctionAssociations"))
                .hasSize(1);
        assertThat(distribution.behavior("/tm/1.ts").path("FunctionAssociations"))
                .isEmpty();
    }

    @Test
    void aUsersOwnPathComesBeforeAll() {
        var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                .in(stack)
                .additionalBehavior(
                        "/v1/health",
                        BehaviorOptions.builder()
                                .origin(new HttpOrigin("health.example.com"))
                                .build())
                .build());
        var distribution = new EdgeDistribution(template);

        assertThat(distribution.origin(distribution.behavior("/v1/health"))).isEqualTo("health.example.com");
    }

    @ParameterizedTest
    @EnumSource
    void mediaTailorIsToldWhereContentAdsAndViewersAre(ContentOrigin content) {
        var template = Resources.of(stack -> content.in(stack).build());
        var viewers = "https://"
                + template.resolved(getAtt(template, Resources.DISTRIBUTION, "DomainName"))
                        .asText();

        assertThat(template.resolved(template.only(PLAYBACK)))
                .isEqualTo(json(Map.of(
                        "Name",
                        NAME,
                        "AdDecisionServerUrl",
                        AdsFixtures.AD_SERVER,
                        "VideoContentSourceUrl",
                        viewers + content.folder(),
                        "CdnConfiguration",
                        Map.of("AdSegmentUrlPrefix", viewers, "ContentSegmentUrlPrefix", viewers + content.folder()))));
    }

    @ParameterizedTest
    @EnumSource
    void theConfigurationNeedsTheDistributionAndNotTheOtherWayRound(ContentOrigin content) {
        var template = Resources.of(stack ->
                content.in(stack).guard(EdgeConfiguration.PATH_TOKEN.in(stack)).build());
        var distribution = template.id(Resources.DISTRIBUTION);
        var playback = template.id(PLAYBACK);

        assertThat(template.only(PLAYBACK).toString()).contains("\"" + distribution + "\"");
        template.template().path("Resources").properties().forEach(resource -> {
            if (!resource.getKey().equals(playback)) {
                assertThat(resource.getValue().toString())
                        .doesNotContain("\"" + playback + "\"", "\"" + playback + ".");
            }
        });
    }

    @Test
    void playersBeginAtTheDistributionByThePathOfTheConfiguration() {
        var template = Resources.of(stack -> {
            var ads = ContentOrigin.WEB_SERVER.in(stack).build();
            output(stack, "Hls", ads.getPlaybackUrl("index.m3u8"));
            output(stack, "Dash", ads.getPlaybackUrl("film/index.mpd"));
        });
        var viewers = "https://"
                + template.resolved(getAtt(template, Resources.DISTRIBUTION, "DomainName"))
                        .asText();

        assertThat(template.resolved(template.template().at("/Outputs/Hls/Value"))
                        .asText())
                .matches("\\Q" + viewers + "/v1/master/\\E[a-z0-9]+/news/index\\.m3u8");
        assertThat(template.resolved(template.template().at("/Outputs/Dash/Value"))
                        .asText())
                .matches("\\Q" + viewers + "/v1/dash/\\E[a-z0-9]+/news/film/index\\.mpd");
    }

    @Test
    void directlyFromAnEndpointMediaTailorNeedsNoToken() {
        var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(v2().build())
                .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(v2Endpoint("hls")))
                .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                .build());
        var playback = template.resolved(template.only(PLAYBACK));

        assertThat(playback.path("VideoContentSourceUrl").asText())
                .isEqualTo("https://" + V2_HOST + "/out/v1/news/one/hls");
        assertThat(playback.at("/CdnConfiguration/ContentSegmentUrlPrefix").asText())
                .matches("https://d[a-z0-9]+\\.cloudfront\\.net/out/v1/news/one/hls");
    }

    @Test
    void anOriginPathIsNoPartOfTheUrlsOfViewers() {
        var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(v2().originPath("/out/v1").build())
                .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(v2Endpoint("hls")))
                .build());
        var playback = template.resolved(template.only(PLAYBACK));
        var prefix = playback.at("/CdnConfiguration/ContentSegmentUrlPrefix").asText();

        assertThat(playback.path("VideoContentSourceUrl").asText())
                .isEqualTo("https://" + V2_HOST + "/out/v1/news/one/hls");
        assertThat(prefix).endsWith(".net/news/one/hls");
        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get(prefix.substring(prefix.indexOf("/news")) + "/1.ts"))
                        .pattern())
                .isEqualTo("/news/one/hls/*");
    }

    @Test
    void directlyFromABucketMediaTailorIsGivenItsHost() {
        var template = Resources.of(MediaTailorDistributionTest::directlyFromBucket);

        assertThat(template.resolved(template.only(PLAYBACK))
                        .path("VideoContentSourceUrl")
                        .asText())
                .matches("https://test-bucket[a-z0-9-]+\\.s3\\.eu-west-1\\.amazonaws\\.com/films");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mediatailor.amazonaws.com | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news  | GetObject     | ALLOWED
                    mediatailor.amazonaws.com | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/other | GetObject     | DENIED
                    mediatailor.amazonaws.com | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news2 | GetObject     | DENIED
                    mediatailor.amazonaws.com | arn:aws:mediatailor:eu-west-1:444455556666:playbackConfiguration/news  | GetObject     | DENIED
                    mediatailor.amazonaws.com | arn:aws:mediatailor:us-east-1:111122223333:playbackConfiguration/news  | GetObject     | DENIED
                    mediatailor.amazonaws.com | arn:aws:cloudfront::111122223333:distribution/E123                     | GetObject     | DENIED
                    mediatailor.amazonaws.com |                                                                        | GetObject     | DENIED
                    mediaconvert.amazonaws.com | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news | GetObject     | DENIED
                    cloudfront.amazonaws.com  | arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news  | GetObject     | DENIED
                    cloudfront.amazonaws.com  | arn:aws:cloudfront::111122223333:distribution/E123                     | GetObject     | ALLOWED
                    cloudfront.amazonaws.com  | arn:aws:cloudfront::111122223333:distribution/E124                     | GetObject     | DENIED
                                              |                                                                        | GetObject     | DENIED
                    """)
    void onlyThisConfigurationAndThisDistributionReadEndpointAndBucket(
            String service, String source, String action, Decision decision) {
        assertThat(asks(service, source, "mediapackagev2:" + action, V2_ARN_OF + "hls")
                        .against(endpointPolicy()))
                .isEqualTo(decision);
        assertThat(asks(service, source, "s3:" + action, "arn:aws:s3:::films-of-the-test/films/a/index.m3u8")
                        .against(bucketPolicy()))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject,    arn:aws:s3:::films-of-the-test/films/index.m3u8,  ALLOWED",
        "s3:GetObject,    arn:aws:s3:::films-of-the-test/other/index.m3u8,  DENIED",
        "s3:GetObject,    arn:aws:s3:::films-of-the-test/films2/index.m3u8, DENIED",
        "s3:PutObject,    arn:aws:s3:::films-of-the-test/films/index.m3u8,  DENIED",
        "s3:DeleteObject, arn:aws:s3:::films-of-the-test/films/index.m3u8,  DENIED",
        "s3:ListBucket,   arn:aws:s3:::films-of-the-test,                   DENIED"
    })
    void mediaTailorReadsTheFolderThatItIsToldAndNothingElse(String action, String resource, Decision decision) {
        assertThat(asks(
                                "mediatailor.amazonaws.com",
                                "arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news",
                                action,
                                resource)
                        .against(bucketPolicy()))
                .isEqualTo(decision);
    }

    @Test
    void theOwnerOfAnImportedBucketIsToldTheStatement() {
        var template = Resources.of(stack -> imported(stack).build());
        var output = template.template().path("Outputs").properties().stream()
                .filter(entry -> entry.getKey().contains("MediaTailorBucketPolicyStatement"))
                .map(entry -> template.resolved(entry.getValue().path("Value")).asText())
                .toList();

        assertThat(output)
                .containsExactly("{\"Sid\":\"AllowMediaTailor\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"mediatailor.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":"
                        + "\"arn:aws:s3:::masters/films/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":"
                        + "\"arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/news\"}}}");
        assertThat(warnings(stack -> imported(stack).build()))
                .containsExactly("The policy of an imported bucket was not written, so that it refuses MediaTailor. Its"
                        + " owner must add this (output 'AdsMediaTailorBucketPolicyStatement3527A510' has it with the real"
                        + " values): {\"Sid\":\"AllowMediaTailor\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"mediatailor.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":"
                        + "\"arn:aws:s3:::BUCKET/films/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":"
                        + "\"arn:aws:mediatailor:REGION:ACCOUNT:playbackConfiguration/news\"}}}");
    }

    @Test
    void theOwnerOfAnEndpointIsToldTheStatement() {
        Consumer<Stack> define = stack -> {
            var hls = MediaPackageV2Endpoint.fromArn(V2_ARN_OF + "hls");
            MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(MediaPackageOrigin.v2(V2_HOST).endpoint(hls).build())
                    .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(hls))
                    .build();
        };

        assertThat(Resources.of(define).template().path("Outputs").properties())
                .extracting(output -> Resources.of(define)
                        .resolved(output.getValue().path("Value"))
                        .asText())
                .hasSize(2)
                .anySatisfy(statement -> assertThat(statement)
                        .contains("AllowMediaTailor", "111122223333:playbackConfiguration/news", V2_ARN_OF + "hls"));
        assertThat(warnings(define))
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning)
                        .contains("does not let MediaTailor in", "REGION:ACCOUNT:playbackConfiguration/news"))
                .allSatisfy(warning -> assertThat(warning).doesNotContain("Token["));
    }

    private static Stack inRegion(App app, String region) {
        return new Stack(
                app,
                "Test",
                StackProps.builder()
                        .env(Environment.builder().region(region).build())
                        .build());
    }

    private static void directlyFromBucket(Stack stack) {
        MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(S3BucketOrigin.withOriginAccessControl(bucket(stack)))
                .playback(ContentOrigin.BUCKET.created().directlyFrom(bucket(stack)))
                .build();
    }

    private static MediaTailorDistribution.Builder imported(Stack stack) {
        return MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(new HttpOrigin(HTTP_HOST))
                .playback(ContentOrigin.BUCKET
                        .created()
                        .directlyFrom(Bucket.fromBucketName(stack, "Masters", "masters")));
    }

    private static JsonNode endpointPolicy() {
        return policyOf(
                Resources.ENDPOINT_POLICY, "/Policy", stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(v2().build())
                        .playback(ContentOrigin.MEDIA_PACKAGE_V2.created().directlyFrom(v2Endpoint("hls")))
                        .build());
    }

    private static JsonNode bucketPolicy() {
        return policyOf("AWS::S3::BucketPolicy", "/PolicyDocument", MediaTailorDistributionTest::directlyFromBucket);
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
        var by = service == null ? request.anonymously() : request.byService(service);
        return source == null ? by : by.with("aws:SourceArn", source);
    }

    private static List<String> warnings(Consumer<Stack> define) {
        return Findings.of((App app) -> define.accept(new Stack(app, "Test"))).open().stream()
                .filter(finding -> finding.plugin().equals("Construct Annotations"))
                .map(Finding::message)
                .toList();
    }

    private static ViewerAccess cookies(Stack stack) {
        return ViewerAccess.signedCookies()
                .keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "6c3e6a3b-6a4b-4b4b-8b4b-6a4b4b4b8b4b"));
    }

    private static String contentHost(Resources template, ContentOrigin content) {
        return switch (content) {
            case MEDIA_PACKAGE_V2 -> V2_HOST;
            case MEDIA_PACKAGE_V1 -> V1_HOST;
            case BUCKET ->
                template.resolved(getAtt(template, "AWS::S3::Bucket", "RegionalDomainName"))
                        .asText();
            case WEB_SERVER -> HTTP_HOST;
        };
    }

    /** The id of a managed policy, or the logical id of one of the stack. */
    private static String policy(JsonNode behavior) {
        var id = behavior.path("CachePolicyId");
        return id.isTextual() ? id.asText() : id.path("Ref").asText();
    }

    private static JsonNode getAtt(Resources template, String type, String attribute) {
        return json(Map.of("Fn::GetAtt", List.of(template.id(type), attribute)));
    }

    private static JsonNode json(Object value) {
        return new ObjectMapper().valueToTree(value);
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
