package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

/** A guard that lets segments pass in any case is not on them, and nothing else gets past it for that. */
class GuardedMediaTest {

    private static final List<String> SEGMENTS = List.of(
            "1.ts", "1.m4s", "1.mp4", "1.m4a", "1.m4v", "1.aac", "1.mp3", "1.ac3", "1.ec3", "1.vtt", "1.cmfv", "1.cmfa",
            "1.cmft");

    /** As CloudFront compares them: without dot segments and needless percent-encoding. */
    private static final List<String> ALL_ELSE = List.of(
            "index.m3u8",
            "index.m3u8;1.ts",
            "index.m3u8/1.ts",
            "index.m3u8/a/b/1.mp4",
            "index.m3u8%001.ts",
            "index.m3u8%231.ts",
            "index.m3u8%3F1.ts",
            "index.m3u8%3B1.ts",
            "index.m3u8%2F1.ts",
            "index.m3u8%20.ts",
            "index.m3u8.ts",
            "1.ts/",
            "1.ts/index.m3u8",
            "1.TS",
            "1.ts%00",
            "1.ts;",
            "1ts",
            "page.html",
            "without-an-ending",
            "");

    /** As far as an endpoint has manifests of these formats. */
    private static final List<String> OTHER_FORMATS =
            List.of("index.mpd", "index.mpd;1.mp4", "index.mpd/1.mp4", "film.ism/Manifest", "film.ism/Manifest/1.ts");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEB_SERVER")
    void isNotOnSegments(ContentOrigin content) {
        var distribution = guarded(content, exempting(PathKind.TRACKING, PathKind.SEGMENT));

        assertThat(SEGMENTS).allSatisfy(name -> assertThat(isOn(distribution, content.folder() + "/one/" + name))
                .as(name)
                .isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void isOnAllElse(ContentOrigin content) {
        var distribution = guarded(content, exempting(PathKind.TRACKING, PathKind.SEGMENT));

        assertThat(ALL_ELSE).allSatisfy(name -> assertThat(isOn(distribution, content.folder() + "/one/" + name))
                .as(name)
                .isTrue());
        if (content != ContentOrigin.MEDIA_PACKAGE_V1) {
            assertThat(OTHER_FORMATS)
                    .allSatisfy(name -> assertThat(isOn(distribution, content.folder() + "/one/" + name))
                            .as(name)
                            .isTrue());
        }
        assertThat(isOn(distribution, "/v1/master/hash/news/index.m3u8")).isTrue();
    }

    /** Which of a web server's paths are one to it, only it knows. */
    @Test
    void isOnAllOfAWebServer() {
        var distribution = guarded(ContentOrigin.WEB_SERVER, exempting(PathKind.TRACKING, PathKind.SEGMENT));

        assertThat(SEGMENTS).allSatisfy(name -> assertThat(isOn(distribution, "/test/" + name))
                .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void isOnSegmentsThatItLooksAt(ContentOrigin content) {
        var distribution = guarded(content, exempting(PathKind.TRACKING, PathKind.OTHER));

        assertThat(SEGMENTS).allSatisfy(name -> assertThat(isOn(distribution, content.folder() + "/" + name))
                .isTrue());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PACKAGER") // which reads paths as a web server does
    void isTheSameWhereItIsTheViewerRequestFunctionOfAFacade(Facade facade) {
        var distribution = new EdgeDistribution(facade.with((stack, delivery) -> delivery.viewerRequestFunction(
                exempting(PathKind.SEGMENT).in(stack).getFunction())));

        assertThat(SEGMENTS)
                .filteredOn(name -> !name.endsWith(".vtt")) // of films it is text
                .allSatisfy(name -> assertThat(isOn(distribution, facade.under("one/" + name)))
                        .as(name)
                        .isFalse());
        assertThat(ALL_ELSE).allSatisfy(name -> assertThat(isOn(distribution, facade.under("one/" + name)))
                .as(name)
                .isTrue());
    }

    /** What the function says of each path that is shown to it decides the same: it would have let them pass. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEB_SERVER")
    void wouldHaveLetPassWhatItIsNotOn(ContentOrigin content) {
        var code = EdgeConfiguration.SEGMENTS_EXEMPT.code();
        var distribution = guarded(content, exempting(PathKind.TRACKING, PathKind.SEGMENT));

        for (var name : IntStream.range(0, SEGMENTS.size() + ALL_ELSE.size() + OTHER_FORMATS.size())
                .mapToObj(GuardedMediaTest::name)
                .toList()) {
            var path = content.folder() + "/one/" + name;
            if (!isOn(distribution, path)) {
                var stranger = EdgeRequest.get(path).header("Origin", "https://evil.net");
                assertThat(EdgeRuntime.NODE
                                .answer(code, stranger.question())
                                .path("result")
                                .has("statusCode"))
                        .as(path)
                        .isFalse();
            }
        }
    }

    private static String name(int number) {
        if (number < SEGMENTS.size()) {
            return SEGMENTS.get(number);
        }
        int rest = number - SEGMENTS.size();
        return rest < ALL_ELSE.size() ? ALL_ELSE.get(rest) : OTHER_FORMATS.get(rest - ALL_ELSE.size());
    }

    /** Where there is no room for so many behaviours, the function stays on the endpoints that are named last. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8, 15})
    void isOnSegmentsWhereThereIsNoRoom(int endpoints) {
        var template = Resources.of(stack -> {
            var origin = LiveFixtures.v2();
            IntStream.range(1, endpoints).forEach(i -> origin.endpoint(LiveFixtures.v2Endpoint("more" + i)));
            MediaTailorDistribution.Builder.create(stack, "Ads")
                    .content(origin.build())
                    .playback(MediaTailorPlayback.created("news", AdsFixtures.AD_SERVER, "/out/v1/news/one/hls"))
                    .guard(exempting(PathKind.TRACKING, PathKind.SEGMENT).in(stack))
                    .build();
        });
        var distribution = new EdgeDistribution(template);

        assertThat(distribution.behaviors().size()).isLessThanOrEqualTo(75);
        assertThat(isOn(distribution, "/out/v1/news/one/hls/1.ts")).isEqualTo(endpoints > 12);
        assertThat(isOn(distribution, "/out/v1/news/one/more14/1.ts")).isTrue();
        assertThat(isOn(distribution, "/out/v1/news/one/hls/index.m3u8")).isTrue();
    }

    @Test
    void isNotOnAdsAndTheirCaptions() {
        var distribution = new EdgeDistribution(Resources.of(stack -> ContentOrigin.MEDIA_PACKAGE_V2
                .in(stack)
                .guard(exempting(PathKind.TRACKING, PathKind.SEGMENT).in(stack))
                .build()));

        assertThat(isOn(distribution, "/tm/one/ad.ts")).isFalse();
        assertThat(isOn(distribution, "/v1/webvtt/one.vtt")).isFalse();
    }

    private static boolean isOn(EdgeDistribution distribution, String path) {
        return distribution.behavior(path).has("FunctionAssociations");
    }

    private static EdgeDistribution guarded(ContentOrigin content, Exempting guard) {
        return new EdgeDistribution(
                Resources.of(stack -> content.in(stack).guard(guard.in(stack)).build()));
    }

    private interface Exempting {
        MediaTailorSafeEdgeFunction in(Stack stack);
    }

    private static Exempting exempting(PathKind... kinds) {
        return stack -> MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", EdgeConfiguration.ORIGINS)
                .exempt(kinds)
                .build();
    }
}
