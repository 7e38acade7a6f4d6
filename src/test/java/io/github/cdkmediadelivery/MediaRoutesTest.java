package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.KeyGroup;

/**
 * What makes a cache ask the origin more than once for the same media, on every facade and beside every option: a key
 * that has more than the path. CloudFront compresses no video, so that a key with Accept-Encoding keeps one segment up
 * to four times. And a function on media costs money for each segment of each viewer.
 */
class MediaRoutesTest {

    private static final List<String> MEDIA = List.of(
            "one/1.ts",
            "one/1.m4s",
            "one/init.mp4",
            "one/video_init_0.m4s",
            "one/film.mp4",
            "one/1.m4a",
            "one/1.m4v",
            "one/1.aac",
            "one/1.cmfv",
            "one/1.cmfa",
            "one/1.cmft",
            "one/film.ism/QualityLevels(300000)/Fragments(video=0)",
            "one/poster.jpg",
            "one/without-an-ending");

    private static final List<String> MANIFESTS =
            List.of("index.m3u8", "one/index.m3u8", "one/index.mpd", "one/film.ism/Manifest");

    /** Keyed by path alone; its documentation says no more. */
    private static final String MANAGED = CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS.getCachePolicyId();

    /** But for policies in another stack, which are the same, and for the user's own functions. */
    static Stream<Arguments> everyOption() {
        return Arrays.stream(Facade.values()).flatMap(facade -> CommonOptions.EACH.keySet().stream()
                .filter(option -> !Set.of("contentBehavior", "policies", "viewerRequestFunction")
                        .contains(option))
                .filter(option -> !(option.equals("defaultBehavior") && facade.answersEveryPath()))
                .map(option -> Arguments.of(facade, option)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("everyOption")
    void keepOneCopyAndRunNothing(Facade facade, String option) {
        var template = facade.with(CommonOptions.EACH.get(option));

        assertThatMediaIsKeptOnce(template, facade.under(""));
    }

    @ParameterizedTest
    @EnumSource
    void keepOneCopyOfWhatIsOpened(Facade facade) {
        var template = facade.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedUrls()
                .keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys"))
                .exceptFor(facade.under("trailer/*"), facade.under("poster/*.jpg"))));

        assertThatMediaIsKeptOnce(template, facade.under("trailer/"));
        assertKeptOnce(template, facade.under("poster/one.jpg"));
    }

    @ParameterizedTest
    @EnumSource
    void keepOneCopyOfContentAndAds(ContentOrigin content) {
        var template = Resources.of(stack -> content.in(stack).build());

        assertThatMediaIsKeptOnce(template, content.folder() + "/");
        assertKeptOnce(template, "/tm/one/ad.ts");
    }

    /** Captions of a break, which MediaTailor makes for everybody. */
    @Test
    void keepCaptionsOfAdsForEverybody() {
        var template =
                Resources.of(stack -> ContentOrigin.MEDIA_PACKAGE_V2.in(stack).build());
        var behavior = new EdgeDistribution(template).behavior("/v1/webvtt/one.vtt");

        assertThat(behavior.path("CachePolicyId").asText()).isEqualTo(CachePolicy.CACHING_OPTIMIZED.getCachePolicyId());
        assertThat(behavior.path("Compress").asBoolean()).isTrue();
        assertThat(behavior.has("OriginRequestPolicyId")).isFalse();
    }

    @Test
    void keepOneCopyInADistributionOfTheUsers() {
        for (var origin : List.of(LiveFixtures.v1(), LiveFixtures.v2())) {
            var template = Resources.of(stack -> Distribution.Builder.create(stack, "Plain")
                    .defaultBehavior(CommonOptions.page())
                    .additionalBehaviors(origin.build().behaviors(stack))
                    .build());
            var folder = template.behaviors().findValuesAsText("PathPattern").get(0);

            assertThatMediaIsKeptOnce(template, folder.substring(0, folder.indexOf('*')));
        }
    }

    @Test
    void keepOneCopyHoweverLong() {
        for (var store : FileStores.values()) {
            var template = store.with((stack, delivery) ->
                    delivery.contentPath("/video").manifestTtl(Duration.ZERO).segmentTtl(Duration.ofDays(7)));

            assertThatMediaIsKeptOnce(template, "/video/");
        }
    }

    /** What only manifests know stands in their key; and they are text, of which each encoding is another one. */
    @ParameterizedTest
    @EnumSource
    void areBesideThoseOfManifestsWhichAreCompressed(Facade facade) {
        var template = facade.with((stack, delivery) -> {});
        var formats = facade == Facade.LIVE_V1 ? List.of("index.m3u8", "low/index.m3u8") : MANIFESTS;

        for (var manifest : formats) {
            var behavior = new EdgeDistribution(template).behavior(facade.under(manifest));

            assertThat(behavior.path("Compress").asBoolean()).as(manifest).isTrue();
            assertThatJson(key(template, behavior))
                    .isObject()
                    .containsEntry("EnableAcceptEncodingBrotli", true)
                    .containsEntry("EnableAcceptEncodingGzip", true);
        }
    }

    private static void assertThatMediaIsKeptOnce(Resources template, String folder) {
        MEDIA.forEach(name -> assertKeptOnce(template, folder + name));
    }

    private static void assertKeptOnce(Resources template, String path) {
        var behavior = new EdgeDistribution(template).behavior(path);

        assertThat(behavior.path("Compress").asBoolean(true))
                .as("compressed: %s", path)
                .isFalse();
        assertThat(behavior.has("FunctionAssociations"))
                .as("function: %s", path)
                .isFalse();
        assertThat(behavior.has("LambdaFunctionAssociations"))
                .as("function: %s", path)
                .isFalse();
        if (!behavior.path("CachePolicyId").asText().equals(MANAGED)) {
            assertThatJson(key(template, behavior))
                    .as("key: %s", path)
                    .isEqualTo(
                            """
                            {
                              "CookiesConfig": {"CookieBehavior": "none"},
                              "HeadersConfig": {"HeaderBehavior": "none"},
                              "QueryStringsConfig": {"QueryStringBehavior": "none"},
                              "EnableAcceptEncodingGzip": false,
                              "EnableAcceptEncodingBrotli": false
                            }
                            """);
        }
    }

    private static JsonNode key(Resources template, JsonNode behavior) {
        return template.all(CACHE_POLICY)
                .get(behavior.at("/CachePolicyId/Ref").asText())
                .at("/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin");
    }
}
