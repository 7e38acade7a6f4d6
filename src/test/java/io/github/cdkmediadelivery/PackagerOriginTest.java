package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.PACKAGER_HOST;
import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/** A packager that is not AWS's: what viewers get of it, and what it sees of them. */
class PackagerOriginTest {

    private static PackagerOrigin.Builder packager() {
        return PackagerOrigin.at(PACKAGER_HOST, PackagerAccess.open());
    }

    private static Edge edge(UnaryOperator<PackagerOrigin.Builder> options) {
        return Asked.edge(stack -> PackagerDistribution.Builder.create(stack, "Delivery")
                .origin(options.apply(packager()).build())
                .build());
    }

    private static Edge ofTwoFolders() {
        return edge(origin -> origin.folder("/vod").folder("/live").queryStrings("start", "end"));
    }

    @Test
    void answersItsFoldersAndNothingElse() {
        var edge = ofTwoFolders();

        for (String path :
                List.of("/vod/film/index.m3u8", "/live/one/index.mpd", "/vod/film/1.m4s", "/vod/a.ism/Manifest")) {
            var answer = edge.get(path).send();

            assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN);
            assertThat(answer.originRequest().orElseThrow().origin().host()).isEqualTo(PACKAGER_HOST);
        }
        for (String path : List.of("/", "/admin", "/vodka/1.m4s", "/vod", "/vod/..%2fadmin", "/live/..%5cadmin")) {
            assertThat(edge.get(path).send()).hasStatus(403).askedNoOrigin();
        }
    }

    @Test
    void isAskedOnceForAManifestWithTheSameQueryStrings() {
        var edge = ofTwoFolders();
        var asked = edge.get("/vod/film/index.m3u8?start=1&utm=2").send();

        assertThat(asked.originRequest().orElseThrow().query()).isEqualTo("start=1");
        assertThat(edge.get("/vod/film/index.m3u8?utm=3&start=1").send()).wasDecidedBy(Stage.CACHE);
        assertThat(edge.get("/vod/film/index.m3u8?start=2").send()).wasDecidedBy(Stage.ORIGIN);
    }

    @Test
    void seesNoQueryStringWhereNoneChangesAManifest() {
        var asked = edge(PackagerOrigin.Builder::noQueryStrings)
                .get("/film/index.m3u8?start=1")
                .send();

        assertThat(asked.originRequest().orElseThrow().query()).isEmpty();
    }

    @Test
    void answersAllOfItsHostWhereNoFolderIsNamed() {
        var edge = edge(PackagerOrigin.Builder::noQueryStrings);

        assertThat(edge.get("/film/index.m3u8").send()).hasStatus(200);
        assertThat(edge.get("/film/part..2.m4s").send()).as("an honest name").hasStatus(200);
    }

    @Test
    void hasManifestsOfItsOwnNames() {
        var edge = edge(origin -> origin.manifests("*.m3u8", "*/playlist").queryStrings("t"));

        assertThat(edge.get("/film/playlist?t=1")
                        .send()
                        .originRequest()
                        .orElseThrow()
                        .query())
                .isEqualTo("t=1");
        assertThat(edge.get("/film/index.mpd?t=1")
                        .send()
                        .originRequest()
                        .orElseThrow()
                        .query())
                .as("what is not named is media")
                .isEmpty();
    }

    @Test
    void isKeptAsLongAsItSaysAndElseAsItsOwnerDoes() {
        var edge = edge(origin ->
                origin.noQueryStrings().manifestTtl(Duration.ofMinutes(5)).segmentTtl(Duration.ofHours(1)));

        assertThat(edge.get("/a.m3u8").send()).isKeptFor(Duration.ofMinutes(5));
        assertThat(edge.get("/a.m4s").send()).isKeptFor(Duration.ofHours(1));
        edge.origin(OriginAnswer.OK.header("Cache-Control", "max-age=2"));
        assertThat(edge.get("/b.m3u8").send()).isKeptFor(Duration.ofSeconds(2));
        assertThat(edge.get("/b.m4s").send()).isKeptFor(Duration.ofSeconds(2));
    }

    @Test
    void isKeptForASecondAndADayByDefault() {
        var edge = edge(PackagerOrigin.Builder::noQueryStrings);

        assertThat(edge.get("/a.m3u8").send()).isKeptFor(Duration.ofSeconds(1));
        assertThat(edge.get("/a.m4s").send()).isKeptFor(Duration.ofDays(1));
    }

    @Test
    void knowsCloudFrontByASecretThatNoTemplateHolds() {
        var app = new App();
        var stack = new Stack(app, "Test");
        var header =
                SecretHeader.Builder.create(stack, "Header", "X-Origin-Verify").build();
        PackagerDistribution.Builder.create(stack, "Delivery")
                .origin(PackagerOrigin.at(PACKAGER_HOST, PackagerAccess.secretHeader(header))
                        .noQueryStrings()
                        .build())
                .build();
        var edge = Edge.of(CloudAssembly.of(app).withSecret(":value::", "known"));

        var asked = edge.get("/film/1.m4s")
                .header("X-Origin-Verify", "forged")
                .send()
                .originRequest()
                .orElseThrow();

        assertThat(asked.headers()).containsEntry("x-origin-verify", "known");
    }

    @Test
    void mayLieInAFolderThatViewersDoNotSee() {
        var template = Resources.of(stack -> {
            var delivery = PackagerDistribution.Builder.create(stack, "Delivery")
                    .origin(packager()
                            .originPath("/out")
                            .folder("/out/vod")
                            .noQueryStrings()
                            .build())
                    .build();
            CfnOutput.Builder.create(stack, "Url")
                    .value(delivery.getPlaybackUrl("out/vod/film/index.m3u8"))
                    .build();
        });

        assertThat(template.behaviors().findValuesAsText("PathPattern")).contains("/vod/*.m3u8", "/vod/*");
        assertThat(template.template().path("Outputs").toString())
                .contains("\"/vod/film/index.m3u8\"")
                .doesNotContain("/out/");
    }

    /** It reads paths as it likes: no ending tells that something is a segment. */
    @Test
    void isGuardedAsAWhole() {
        var template = Resources.of(stack -> PackagerDistribution.Builder.create(stack, "Delivery")
                .origin(packager().folder("/vod").noQueryStrings().build())
                .viewerRequestFunction(MediaTailorSafeEdgeFunction.Builder.create(
                                stack, "Guard", AllowedOrigins.of("https://www.example.com"))
                        .exempt(
                                MediaTailorSafeEdgeFunction.PathKind.TRACKING,
                                MediaTailorSafeEdgeFunction.PathKind.SEGMENT)
                        .build()
                        .getFunction())
                .build());

        assertThat(template.behaviors().findValuesAsText("PathPattern"))
                .containsExactly("/vod/*.m3u8", "/vod/*.mpd", "/vod/*Manifest", "/vod/*");
        template.behaviors().forEach(behavior -> assertThat(behavior.path("FunctionAssociations"))
                .hasSize(1));
    }

    @Test
    void hasAdsAroundIt() {
        var edge = Asked.edge(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(LiveFixtures.packager().build())
                .playback(MediaTailorPlayback.created("news", AdsFixtures.AD_SERVER, "/vod/film"))
                .build());

        assertThat(MediaTailorClient.of(edge, "news").fetch("index.m3u8")).hasStatus(200);
        assertThat(edge.get("/vod/film/index.m3u8?start=1")
                        .send()
                        .originRequest()
                        .orElseThrow()
                        .query())
                .isEqualTo("start=1");
        assertThat(edge.get("/v1/master/0123/news/index.m3u8").send()).hasStatus(200);
        assertThat(edge.get("/other").send()).hasStatus(403);
    }

    /** A packaging group of MediaPackage VOD: all of its assets, in behaviours that do not grow. */
    @Nested
    class APackagingGroup {

        private static final String ASSET = "/out/v1/0a1b/2c3d/4e5f/";

        private static Edge edge() {
            return Asked.edge(stack -> LiveFixtures.begun(stack)
                    .origin(LiveFixtures.vodGroup().build())
                    .build());
        }

        @Test
        void isWhatTheGoldenTemplateSays() {
            Golden.assertMatches("PackagingGroup", Synth.template(stack -> {
                var authorization = MediaPackageCdnAuthorization.Builder.create(stack, "Authorization")
                        .build();
                MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                        .origin(MediaPackageOrigin.vod(
                                        LiveFixtures.packagingGroup(stack),
                                        MediaPackageAccess.cdnAuthorization(authorization))
                                .build())
                        .build();
            }));
        }

        @Test
        void servesAssetsThatNobodyNamed() {
            var edge = edge();
            for (String name : List.of("index.m3u8", "index.mpd", "seg/1.ts", "film.ism/Manifest")) {
                var answer = edge.get(ASSET + name).send();

                assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN);
                assertThat(answer.originRequest().orElseThrow().origin().host()).isEqualTo(LiveFixtures.VOD_HOST);
            }
            for (String path : List.of("/", "/out/v2/a", "/out/v1/..%2fother")) {
                assertThat(edge.get(path).send()).hasStatus(403).askedNoOrigin();
            }
        }

        @Test
        void keysManifestsByTheirFilter() {
            var edge = edge();
            edge.get(ASSET + "index.m3u8?aws.manifestfilter=video_height:1-720").send();

            assertThat(edge.get(ASSET + "index.m3u8?aws.manifestfilter=video_height:1-1080")
                            .send())
                    .wasDecidedBy(Stage.ORIGIN);
            assertThat(edge.get(ASSET + "index.m3u8?aws.manifestfilter=video_height:1-720&x=1")
                            .send())
                    .wasDecidedBy(Stage.CACHE);
        }

        @Test
        void hasAUrlForEachOfItsAssets() {
            var asset = MediaPackageEndpoint.fromUrl("https://" + LiveFixtures.VOD_HOST + ASSET + "index.m3u8");
            var template = Resources.of(stack -> {
                var delivery = LiveFixtures.begun(stack)
                        .origin(LiveFixtures.vodGroup().build())
                        .build();
                CfnOutput.Builder.create(stack, "Url")
                        .value(delivery.getPlaybackUrl(asset))
                        .build();
            });

            assertThat(template.template().path("Outputs").toString()).contains(ASSET + "index.m3u8");
        }

        @Test
        void takesSixBehavioursOnceForAll() {
            assertThat(edge().distributions().get(0).behaviors()).hasSize(6);
        }
    }

    @Nested
    class IsRefused extends Refusals {

        @Override
        void rows() {
            says("host: must be a bare host name in lower case, got '%s'; use for example 'packager.example.com', without"
                            + " scheme, port and path")
                    .of(
                            "https://packager.example.com",
                            "packager.example.com/vod",
                            "packager.example.com:8443",
                            "host",
                            "")
                    .when(host -> PackagerOrigin.at(host, PackagerAccess.open()));
            says("folder: must begin with '/', not end with one, and hold no '.' or '..' for a name, none of * ? + $ { } ;"
                            + " and what a URL cannot hold percent-encoded, got '%s'; use for example '/vod'")
                    .of("vod", "/vod/", "/../vod", "/*")
                    .when(path -> packager().folder(path));
            says("folder: must not be named twice, or lie in another one, got '%s'; name the outer one alone")
                    .of("/vod", "/vod/films", "/vod/films/new")
                    .when(path -> packager().folder("/vod").folder(path));
            says("folder: must not be named twice, or lie in another one, got '/vod'; name the outer one alone")
                    .when(stack -> packager().folder("/vod/films").folder("/vod"));
            says("folder: must be of letters, digits and _-.~'@:&, of which CloudFront's path patterns are, got '%s'; name"
                            + " the folder around it")
                    .of("/vod/film,1", "/vod/(one)", "/vod/a=b", "/vod/%20")
                    .when(path -> packager().folder(path));
            says("manifests: must be a star and what the names of manifests end with, of letters, digits and _-.~/$\"'@:+&,"
                            + " with ? for any other character, got '%s'; use for example '*.m3u8', or"
                            + " '*Manifest?format?m3u8-aapl?'")
                    .of("index.m3u8", "*", ".m3u8", "*.m*", "*Manifest(format=m3u8-aapl)", "*?", "*.")
                    .when(name -> packager().manifests(name));
            says("manifests: must name each once, and at least one, got '[]'; use for example manifests(\"*.m3u8\","
                            + " \"*.mpd\")")
                    .when(stack -> packager().manifests());
            says("manifests: must name each once, and at least one, got '[*.mpd, *.mpd]'; use for example"
                            + " manifests(\"*.m3u8\", \"*.mpd\")")
                    .when(stack -> packager().manifests("*.mpd", "*.mpd"));
            says("queryStrings: must be said, since viewers get each other's manifests where one is missing, got 'none';"
                            + " name those that change a manifest with queryStrings(…), or use noQueryStrings()")
                    .when(stack -> packager().build());
            says("queryStrings: must name at least one, got 'none'; use noQueryStrings() where no manifest changes with"
                            + " one")
                    .when(stack -> packager().queryStrings());
            says("originPath: must be the beginning of every folder, got '/out'; use for example '/vod'")
                    .when(stack -> packager()
                            .originPath("/out")
                            .folder("/vod")
                            .noQueryStrings()
                            .build());
            says("manifestTtl: must be whole seconds from 0 to 31536000, got '%s'; use for example Duration.ofSeconds(0)")
                    .of(Refusals.ages("PT-1S | PT0.5S | PT8761H"))
                    .when(ttl -> packager().manifestTtl(ttl));
            says("segmentTtl: must be whole seconds from 0 to 31536000, got '%s'; use for example Duration.ofSeconds(0)")
                    .of(Refusals.ages("PT-1S | PT0.5S | PT8761H"))
                    .when(ttl -> packager().segmentTtl(ttl));
            says("origin: must be given; make it with PackagerOrigin.at(…)")
                    .when(stack -> PackagerDistribution.Builder.create(stack, "Delivery")
                            .build());
            says("manifest: must lie in a folder that is served, one of [/vod], got 'live/index.m3u8'; name its path at"
                            + " the packager, or add the folder with folder(…)")
                    .after(stack -> {
                        var delivery = PackagerDistribution.Builder.create(stack, "Delivery")
                                .origin(LiveFixtures.packager().build())
                                .build();
                        return () -> delivery.getPlaybackUrl("live/index.m3u8");
                    });
            says("packagingGroup: must be a bare MediaPackage VOD host (ID.egress.mediapackage-vod.REGION.amazonaws.com),"
                            + " got '%s'; use the packaging group's domain name, without scheme and path")
                    .of("https://" + LiveFixtures.VOD_HOST, LiveFixtures.V1_HOST, "packager.example.com")
                    .when(host -> MediaPackageOrigin.vod(host, MediaPackageAccess.open()));
            says("originShield: must be for an origin in a region for which AWS names one, got 'a region that is known at"
                            + " deployment only'; name the one with the lowest latency to the origin with"
                            + " originShieldRegion(…)")
                    .when(stack -> packager().noQueryStrings().originShield().build());
        }
    }
}
