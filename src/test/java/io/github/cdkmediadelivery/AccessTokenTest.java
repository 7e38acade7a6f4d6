package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.CommonOptions.page;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.internal.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.s3.Bucket;

class AccessTokenTest {

    private static final String TOKEN = "/2D3RhEOhAQWh.cat";

    private static AccessTokenKeys.Builder anywhere(AccessTokenKeys.Builder keys) {
        return keys.header().query();
    }

    /** The choice that each facade takes. */
    private static ViewerAccess access(Facade facade, Stack stack, UnaryOperator<AccessTokenKeys.Builder> options) {
        var access = ViewerAccess.accessToken(Tokens.keys(stack, options));
        return facade == Facade.ADS ? access.exceptMedia() : access;
    }

    private static Resources with(Facade facade, UnaryOperator<AccessTokenKeys.Builder> options) {
        return facade.with((stack, delivery) -> delivery.viewerAccess(access(facade, stack, options)));
    }

    /** The behaviour that CloudFront chooses for a path. */
    private static JsonNode chosen(Resources template, String path) {
        for (var behavior : template.behaviors()) {
            if (PathPattern.of(behavior.path("PathPattern").asText()).matches(path)) {
                return behavior;
            }
        }
        return template.defaultBehavior();
    }

    private static String functionOf(JsonNode behavior) {
        return behavior.at("/FunctionAssociations/0/FunctionARN/Fn::GetAtt/0").asText("none");
    }

    private static boolean asksForAToken(Resources template, String path) {
        return functionOf(chosen(template, path)).startsWith("TokensFunction");
    }

    private static List<String> patterns(Resources template) {
        var patterns = new ArrayList<String>();
        template.behaviors()
                .forEach(behavior -> patterns.add((functionOf(behavior).startsWith("TokensFunction") ? "token " : "")
                        + behavior.path("PathPattern").asText()));
        return patterns;
    }

    @Nested
    class TheContent {

        @ParameterizedTest
        @EnumSource
        void isWatchedWithATokenInThePath(Facade facade) {
            var template = with(facade, keys -> keys);
            var open = facade.with((stack, delivery) -> {});

            for (var name : List.of("index.m3u8", "index.mpd", "segment_1.m4s", "deep/init.mp4")) {
                var plain = chosen(open, facade.under(name));
                var behavior = chosen(template, TOKEN + facade.under(name));
                if (facade == Facade.ADS && !name.startsWith("index")) {
                    // Its media are open.
                    behavior = chosen(template, facade.under(name));
                    assertThat(functionOf(behavior)).isEqualTo("none");
                } else {
                    assertThat(functionOf(behavior)).as(name).startsWith("TokensFunction");
                }
                assertThat(without(behavior)).as(name).isEqualTo(without(plain));
            }
        }

        private static JsonNode without(JsonNode behavior) {
            var rest = (com.fasterxml.jackson.databind.node.ObjectNode) behavior.deepCopy();
            return rest.without(List.of("PathPattern", "FunctionAssociations"));
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedWithoutOne(Facade facade) {
            var template = with(facade, keys -> keys);

            for (var name : List.of("index.m3u8", "index.mpd")) {
                var behavior = chosen(template, facade.under(name));
                assertThat(functionOf(behavior))
                        .startsWith(
                                facade.answersEveryPath() || facade == Facade.ADS
                                        ? "TokensFunction"
                                        : "MediaDeliveryRefuse");
            }
        }

        /** A folder of the same name that lies elsewhere at the origin is none of the content. */
        @ParameterizedTest
        @EnumSource
        void isTheFolderAndNoOther(Facade facade) {
            var template = with(facade, keys -> keys);
            var behavior = chosen(template, TOKEN + "/private" + facade.under("index.m3u8"));

            assertThat(functionOf(behavior))
                    .startsWith(facade.answersEveryPath() ? "TokensFunction" : "MediaDeliveryRefuse");
        }

        @ParameterizedTest
        @EnumSource
        void isWatchedWithATokenElsewhereWhereTheOwnerSaysSo(Facade facade) {
            var template = with(facade, AccessTokenTest::anywhere);

            assertThat(asksForAToken(template, facade.under("index.m3u8"))).isTrue();
            assertThat(asksForAToken(template, TOKEN + facade.under("index.m3u8")))
                    .isTrue();
            assertThat(functionOf(chosen(template, facade.under("1.ts"))))
                    .startsWith(facade == Facade.ADS ? "none" : "TokensFunction");
        }

        @Test
        void takesNoMoreBehavioursThanBefore() {
            assertThat(patterns(with(Facade.LIVE_V2, keys -> keys)))
                    .containsExactly(
                            "token /2D3*.cat/out/v1/news/one/hls/*.m3u8",
                            "token /2D3*.cat/out/v1/news/one/hls/*.mpd",
                            "token /2D3*.cat/out/v1/news/one/hls/*Manifest",
                            "token /2D3*.cat/out/v1/news/one/hls/*");
            assertThat(patterns(with(Facade.VOD, keys -> keys)))
                    .containsExactly(
                            "token /*.m3u8", "token /*.mpd", "token /*Manifest", "token /*.vtt", "token /*.key");
        }

        @Test
        void ofMediaTailorIsWatchedByWhoBeganASession() {
            assertThat(patterns(with(Facade.ADS, keys -> keys)))
                    .containsExactly(
                            "/tm/*",
                            "/v1/i-media/*",
                            "/v1/webvtt/*",
                            "/v1/tracking/*",
                            "token /2D3*.cat/v1/*",
                            "token /v1/*",
                            "/segment/*",
                            "token /2D3*.cat/out/v1/news/one/hls/*.m3u8",
                            "token /out/v1/news/one/hls/*.m3u8",
                            "token /2D3*.cat/out/v1/news/one/hls/*.mpd",
                            "token /out/v1/news/one/hls/*.mpd",
                            "token /2D3*.cat/out/v1/news/one/hls/*Manifest",
                            "token /out/v1/news/one/hls/*Manifest",
                            "token /2D3*.cat/out/v1/news/one/hls/*.m3u8?*",
                            "token /out/v1/news/one/hls/*.m3u8?*",
                            "token /2D3*.cat/out/v1/news/one/hls/*.mpd?*",
                            "token /out/v1/news/one/hls/*.mpd?*",
                            "token /2D3*.cat/out/v1/news/one/hls/*Manifest?*",
                            "token /out/v1/news/one/hls/*Manifest?*",
                            "/out/v1/news/one/hls/*");
        }

        /** Media are open, but for what an origin may take for a manifest. */
        @ParameterizedTest
        @ValueSource(strings = {"index.m3u8", "index.m3u8;1.ts", "index.m3u8/1.ts", "index.mpd/", "a.ism/Manifest.ts"})
        void ofMediaTailorKeepsItsManifests(String name) {
            assertThat(asksForAToken(with(Facade.ADS, keys -> keys), "/out/v1/news/one/hls/" + name))
                    .isTrue();
            var files = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(new HttpOrigin("origin.example.com"))
                    .playback(MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/live")
                            .directlyFrom(Bucket.fromBucketName(stack, "Files", "files")))
                    .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack)).exceptMedia())
                    .build());
            assertThat(asksForAToken(files, "/live/" + name)).isTrue();
            assertThat(asksForAToken(files, TOKEN + "/live/" + name)).isTrue();
            assertThat(asksForAToken(files, "/live/key.key")).isTrue();
            for (var open : List.of("/live/1.ts", "/live/init.mp4", "/live/1.jpg")) {
                assertThat(functionOf(chosen(files, open))).as(open).isEqualTo("none");
                assertThat(asksForAToken(files, TOKEN + open)).as(open).isTrue();
            }
        }

        @Test
        void ofASessionThatEveryoneMayBeginNeedsNone() {
            var template = Facade.ADS.with((stack, delivery) -> ((MediaTailorDistribution.Builder) delivery)
                    .sessions(MediaTailorDistribution.Builder.SessionAccess.OPEN)
                    .viewerAccess(access(Facade.ADS, stack, keys -> keys)));

            assertThat(functionOf(chosen(template, "/v1/master/a/b/index.m3u8")))
                    .isEqualTo("none");
        }

        @Test
        void underAKeyThatOnlyTheDeploymentKnowsIsBehindATokenToo() {
            var template = Resources.of(stack -> LiveFixtures.begun(stack)
                    .origin(MediaPackageOrigin.v2(V2_HOST)
                            .endpoint(MediaPackageV2Endpoint.of(endpoint(stack, "RELATIVE")))
                            .build())
                    .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack)))
                    .build());

            assertThat(template.behaviors().toString()).contains("/2D3*.cat/out/v1/");
            assertThat(template.behaviors())
                    .allSatisfy(behavior -> assertThat(functionOf(behavior)).startsWith("TokensFunction"));
        }
    }

    @Nested
    class AnOpenPath {

        @ParameterizedTest
        @EnumSource(names = {"VOD", "VOD_UNDER_A_PATH", "LIVE_V2", "MEDIA_STORE"})
        void isWatchedWithATokenAndWithout(Facade facade) {
            var template = facade.with((stack, delivery) -> delivery.viewerAccess(
                    ViewerAccess.accessToken(Tokens.keys(stack)).exceptFor(facade.under("poster/*.jpg"))));

            var open = chosen(template, facade.under("poster/1.jpg"));
            assertThat(functionOf(open)).isEqualTo("none");
            assertThat(asksForAToken(template, TOKEN + facade.under("poster/1.jpg")))
                    .isTrue();
            assertThat(asksForAToken(template, TOKEN + facade.under("poster/1.ts")))
                    .isTrue();
        }
    }

    @Nested
    class APage {

        @ParameterizedTest
        @EnumSource(names = {"LIVE_V2", "MEDIA_STORE", "ADS"})
        void keepsItsPathsAndSeesNoToken(Facade facade) {
            var template = facade.with((stack, delivery) -> delivery.viewerAccess(access(facade, stack, keys -> keys))
                    .additionalBehavior("/player/*", page())
                    .defaultBehavior(page()));

            assertThat(functionOf(chosen(template, "/player/a.cat/b"))).isEqualTo("none");
            assertThat(functionOf(chosen(template, "/index.html"))).isEqualTo("none");
            assertThat(functionOf(chosen(template, "/2D.cat/index.html"))).isEqualTo("none");
            assertThat(functionOf(chosen(template, TOKEN + "/index.html"))).startsWith("MediaDeliveryRefuse");
            assertThat(functionOf(chosen(template, TOKEN + "/private" + facade.under("index.m3u8"))))
                    .startsWith("MediaDeliveryRefuse");
        }
    }

    @Nested
    class TheKeys {

        @Test
        void lieInAStoreThatTheTemplateMakesEmpty() {
            var template = Resources.of(Tokens::keys);

            assertThat(template.only("AWS::CloudFront::KeyValueStore").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("Name", "Comment");
            assertThat(template.only(Resources.FUNCTION).at("/FunctionConfig/KeyValueStoreAssociations"))
                    .hasSize(1);
            assertThat(template.only(Resources.FUNCTION)
                            .at("/FunctionConfig/Runtime")
                            .asText())
                    .isEqualTo("cloudfront-js-2.0");
            assertThat(template.template().has("Outputs")).isFalse();
        }

        @Test
        void areSharedByDistributions() {
            var template = Resources.of(stack -> {
                var access = ViewerAccess.accessToken(Tokens.keys(stack));
                LiveFixtures.delivery(stack, "One").viewerAccess(access).build();
                S3Topologies.films(stack).viewerAccess(access).build();
            });

            assertThat(template.all(Resources.FUNCTION).keySet().stream().filter(id -> id.startsWith("Tokens")))
                    .hasSize(1);
        }
    }

    @Nested
    class TheLogs {

        private static final String WARNING = "cdk-media-delivery:access-tokens-in-logs";

        @Test
        void holdTokensUnlessTheirFieldsAreChosen() {
            assertThat(said("us-east-1", AccessLogs.toS3())).contains("AccessLogs.toS3().fields(…)");
            assertThat(said("us-east-1", AccessLogs.toS3().fields("cs-uri-stem")))
                    .isNotEmpty();
            assertThat(said("us-east-1", AccessLogs.toS3().fields("sc-status", "cs-uri-query")))
                    .isEmpty();
            assertThat(said(
                            "us-east-1",
                            AccessLogs.toS3().fields("sc-status", "cs-uri-query"),
                            AccessTokenTest::anywhere))
                    .isNotEmpty();
            assertThat(said("us-east-1", AccessLogs.toS3().fields("sc-status"), AccessTokenTest::anywhere))
                    .isEmpty();
        }

        @Test
        void holdThemInAnyOtherRegion() {
            assertThat(said("eu-west-1", AccessLogs.toS3())).contains("Outside us-east-1 no field can be left out");
        }

        @Test
        void holdThemLineByLine() {
            var said = Findings.said(app -> {
                var stack = Facade.stack(app, "us-east-1");
                S3Topologies.films(stack)
                        .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack)))
                        .accessLogs(AccessLogs.toLogGroup(new LogGroup(stack, "Requests")))
                        .build();
            });

            assertThat(said).containsKey(WARNING);
        }

        @Test
        void areNobodysBusinessWhereThereAreNone() {
            assertThat(Findings.said(app -> S3Topologies.films(new Stack(app, "Test"))
                            .viewerAccess(ViewerAccess.open())
                            .accessLogs(AccessLogs.toS3())
                            .build()))
                    .doesNotContainKey(WARNING);
            assertThat(Findings.said(app -> {
                        var stack = new Stack(app, "Test");
                        S3Topologies.films(stack)
                                .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack)))
                                .build();
                    }))
                    .doesNotContainKey(WARNING);
        }

        private static String said(String region, AccessLogs logs) {
            return said(region, logs, keys -> keys);
        }

        private static String said(String region, AccessLogs logs, UnaryOperator<AccessTokenKeys.Builder> options) {
            return Findings.said(app -> {
                        var stack = Facade.stack(app, region);
                        S3Topologies.films(stack)
                                .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack, options)))
                                .accessLogs(logs)
                                .build();
                    })
                    .getOrDefault(WARNING, "");
        }
    }

    @Nested
    class IsRefused extends Refusals {

        @Override
        void rows() {
            says("viewerAccess: must not be an access token beside another viewer request function, since CloudFront"
                            + " runs one function per request, got 'both'; use one of them")
                    .after(stack -> {
                        var function = Function.Builder.create(stack, "Mine")
                                .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                                .build();
                        var keys = Tokens.keys(stack);
                        return LiveFixtures.delivery(stack)
                                .viewerRequestFunction(function)
                                .viewerAccess(ViewerAccess.accessToken(keys))::build;
                    })
                    .after(stack -> {
                        var keys = Tokens.keys(stack);
                        var guard = MediaTailorSafeEdgeFunction.Builder.create(
                                        stack, "Guard", AllowedOrigins.of("https://www.example.com"))
                                .trust(EdgeConfiguration.pathToken(stack))
                                .build();
                        return () -> Facade.ADS.define(stack, (unused, delivery) -> ((MediaTailorDistribution.Builder)
                                        delivery)
                                .guard(guard)
                                .viewerAccess(ViewerAccess.accessToken(keys).exceptMedia()));
                    });
            says("viewerAccess: must leave media open in front of MediaTailor, which names segments by absolute URLs that"
                            + " no token precedes, got 'an access token for all of it'; add exceptMedia(), or use"
                            + " ViewerAccess.signedCookies(…)")
                    .after(stack -> {
                        var keys = Tokens.keys(stack);
                        return () -> Facade.ADS.define(
                                stack, (unused, delivery) -> delivery.viewerAccess(ViewerAccess.accessToken(keys)));
                    });
            says("viewerAccess: must not leave media open, whose relative URLs have the token of the manifest before"
                            + " them: the function runs all the same, got 'exceptMedia()'; remove it")
                    .after(stack -> {
                        var keys = Tokens.keys(stack);
                        return LiveFixtures.delivery(stack)
                                .viewerAccess(ViewerAccess.accessToken(keys).exceptMedia())::build;
                    });
            says("viewerAccess: must be an access token where media are open, got 'open()'; use"
                            + " ViewerAccess.accessToken(…)")
                    .when(stack -> ViewerAccess.open().exceptMedia());
            says("viewerAccess: must be an access token where media are open, got 'a signature'; use"
                            + " ViewerAccess.accessToken(…)")
                    .when(stack -> ViewerAccess.signedUrls().exceptMedia());
            says("viewerAccess: must ask for a signature where it names key groups, got 'an access token'; use"
                            + " ViewerAccess.signedUrls(…) or signedCookies(…)")
                    .after(stack -> {
                        var keys = Tokens.keys(stack);
                        return () -> ViewerAccess.accessToken(keys).keyGroups();
                    });
            says("cors: must allow the header CTA-Common-Access-Token where viewers show tokens in it, or browsers send"
                            + " none, got 'origins=[*] headers=[Range] credentials=false'; add"
                            + " requestHeaders(\"CTA-Common-Access-Token\")")
                    .after(stack -> {
                        var keys = Tokens.keys(stack, AccessTokenTest::anywhere);
                        return LiveFixtures.delivery(stack)
                                .cors(CorsRules.anyOrigin())
                                .viewerAccess(ViewerAccess.accessToken(keys))::build;
                    });
            says("errorPage: must be open where viewers show tokens, since CloudFront has none when it asks for the page,"
                            + " got '/video/missing.html'; name it in exceptFor(…)")
                    .after(stack -> {
                        var keys = Tokens.keys(stack, AccessTokenTest::anywhere);
                        return S3OacVodDistribution.Builder.create(stack, "Films")
                                .contentPath("/video")
                                .missingPage("/video/missing.html")
                                .viewerAccess(ViewerAccess.accessToken(keys))::build;
                    });
            says("additionalBehavior: must leave paths behind a token to the content, got '%s'; name a folder, for"
                            + " example '/player/*.html'")
                    .of("/*.html", "*.html")
                    .after((stack, path) -> {
                        var keys = Tokens.keys(stack);
                        return LiveFixtures.delivery(stack)
                                .additionalBehavior(path, page())
                                .viewerAccess(ViewerAccess.accessToken(keys))::build;
                    });
            says("viewerAccess: must open paths of the content only, got '/elsewhere/*'; name a path under one of"
                            + " [/out/v1/news/one/hls/*.m3u8, /out/v1/news/one/hls/*.mpd,"
                            + " /out/v1/news/one/hls/*Manifest, /out/v1/news/one/hls/*]")
                    .after(stack -> {
                        var keys = Tokens.keys(stack);
                        return LiveFixtures.delivery(stack)
                                .viewerAccess(ViewerAccess.accessToken(keys).exceptFor("/elsewhere/*"))::build;
                    });
        }

        @Test
        void butTheHeaderMayBeSentWhereItIsAllowed() {
            assertThatNoException()
                    .isThrownBy(() -> Facade.LIVE_V2.with((stack, delivery) -> delivery.cors(
                                    CorsRules.anyOrigin().requestHeaders("cta-common-access-token"))
                            .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack, AccessTokenTest::anywhere)))));
        }

        /** URLs that begin with a slash drop the token. */
        @ParameterizedTest
        @ValueSource(strings = {"hls", "dash"})
        void whereAManifestIsKnownToNameItsFilesFromTheRoot(String format) {
            Synth.template(stack -> {
                var endpoint = MediaPackageV2Endpoint.of(endpoint(stack, "ROOT", format));
                var origin = MediaPackageOrigin.v2(V2_HOST).endpoint(endpoint).build();
                var delivery = LiveFixtures.begun(stack)
                        .origin(origin)
                        .viewerAccess(ViewerAccess.accessToken(Tokens.keys(stack)));

                assertThatIllegalArgumentException()
                        .isThrownBy(delivery::build)
                        .withMessage("viewerAccess: must not be an access token where a manifest has UriPathType ROOT,"
                                + " whose URLs drop it, got '/out/v1/news/one/hls'; leave uriPathType out, or use"
                                + " ViewerAccess.signedCookies(…)");
                assertThatNoException()
                        .isThrownBy(() ->
                                LiveFixtures.begun(stack, "Open").origin(origin).build());
            });
        }
    }

    private static CfnOriginEndpoint endpoint(Stack stack, String type) {
        return endpoint(stack, type, "hls");
    }

    private static CfnOriginEndpoint endpoint(Stack stack, String type, String format) {
        var endpoint = CfnOriginEndpoint.Builder.create(stack, "Endpoint")
                .channelGroupName("news")
                .channelName("one")
                .originEndpointName("hls")
                .containerType("CMAF");
        return (format.equals("hls")
                        ? endpoint.hlsManifests(List.of(CfnOriginEndpoint.HlsManifestConfigurationProperty.builder()
                                .manifestName("index")
                                .uriPathType(type)
                                .build()))
                        : endpoint.dashManifests(List.of(CfnOriginEndpoint.DashManifestConfigurationProperty.builder()
                                .manifestName("index")
                                .uriPathType(type)
                                .build())))
                .build();
    }
}
