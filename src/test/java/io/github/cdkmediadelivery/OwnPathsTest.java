package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of the user's before those of the content: what goes past it is said, unless it is a folder or a file. */
class OwnPathsTest {

    private static final String WARNING = "cdk-media-delivery:additional-behavior-over-content";

    @ParameterizedTest
    @CsvSource({
        "LIVE_V2, *.ts, /out/v1/news/one/hls/*",
        "LIVE_V2, /out/*.jpg, /out/v1/news/one/hls/*",
        "VOD, *.jpg, /*",
        "VOD_UNDER_A_PATH, /v*/poster.jpg, /video/*",
        "VOD_UNDER_A_PATH, /video/*.jpg, /video/*",
        "LIVE_V2, /out/v1/news/one/hls/*.ts, /out/v1/news/one/hls/*",
        "ADS, *.vtt, /tm/*"
    })
    void namesThatTheContentHasTooAreSaid(Facade facade, String path, String content) {
        assertThat(said(facade, path))
                .containsEntry(
                        WARNING,
                        "additionalBehavior '" + path + "' is asked before the content: what it matches of '" + content
                                + "' goes to its origin, not to the content's. Name a folder, for example '/player/*',"
                                + " or acknowledge this if it is meant.");
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE_V2, /out/v1/news/one/hls/poster.jpg",
        "LIVE_V2, /player/*",
        "VOD, /player/*",
        "VOD, /favicon.ico",
        "VOD_UNDER_A_PATH, /video/live/*",
        "ADS, /v1/health"
    })
    void aFolderOrAFileIsMeant(Facade facade, String path) {
        assertThat(said(facade, path)).isEmpty();
    }

    @Test
    void theNarrowerPathMayComeFirst() {
        var template = Facade.VOD.with((stack, films) -> films.additionalBehavior("/player/old/*", Refusals.page())
                .additionalBehavior("/player/*", Refusals.page()));

        assertThat(template.behaviors().findValuesAsText("PathPattern")).startsWith("/player/old/*", "/player/*");
    }

    private static Map<String, String> said(Facade facade, String path) {
        return Findings.said(app -> facade.define(
                Facade.stack(app, ""), (stack, delivery) -> delivery.additionalBehavior(path, Refusals.page())));
    }
}
