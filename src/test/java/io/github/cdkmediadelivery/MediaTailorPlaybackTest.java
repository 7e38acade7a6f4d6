package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What MediaTailor is told for the case that the ad server fails. */
class MediaTailorPlaybackTest {

    private static MediaTailorPlayback playback() {
        return MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/out/v1/news/one/hls");
    }

    private static JsonNode with(UnaryOperator<MediaTailorPlayback> options) {
        return Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(LiveFixtures.v2().build())
                        .playback(options.apply(playback()))
                        .build())
                .only("AWS::MediaTailor::PlaybackConfiguration");
    }

    @Test
    void aBreakIsFilledWithTheSlate() {
        assertThat(with(playback -> playback.slate("https://ads.example.com/slate.mp4"))
                        .path("SlateAdUrl")
                        .asText())
                .isEqualTo("https://ads.example.com/slate.mp4");
    }

    @Test
    void aBreakThatWouldBeEmptyIsLeftToTheContent() {
        assertThat(with(playback -> playback.personalizationThreshold(Duration.ofSeconds(8)))
                        .path("PersonalizationThresholdSeconds")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void theAdServerIsNotWaitedForForLong() {
        var timeouts = with(playback -> playback.adServerTimeouts(Duration.ofMillis(800), Duration.ofSeconds(2)))
                .path("AdsPersonalizationTimeouts");

        assertThat(timeouts.path("AdsRequestTimeoutMilliseconds").asInt()).isEqualTo(800);
        assertThat(timeouts.path("LiveMaximumAdsPersonalizationTimeMilliseconds")
                        .asInt())
                .isEqualTo(2_000);
        assertThat(timeouts.path("VodMaximumAdsPersonalizationTimeMilliseconds").asInt())
                .isEqualTo(2_000);
    }

    @Test
    void allOfThemHoldBesideEachOther() {
        var configuration = with(playback -> playback.slate("https://ads.example.com/slate.mp4")
                .personalizationThreshold(Duration.ofSeconds(8))
                .with(properties -> properties.transcodeProfileName("hd")));

        assertThat(configuration.has("SlateAdUrl")).isTrue();
        assertThat(configuration.has("PersonalizationThresholdSeconds")).isTrue();
        assertThat(configuration.path("TranscodeProfileName").asText()).isEqualTo("hd");
        assertThat(configuration.at("/DashConfiguration/MpdLocation").asText()).isEqualTo("DISABLED");
    }

    @Nested
    class IsRefused extends Refusals {

        private static final String CREATED_HERE =
                ": must be said of a configuration that is created here, got 'an existing one'; use"
                        + " MediaTailorPlayback.created(…)";

        @Override
        void rows() {
            says("slate: must be a URL of a video, got '%s'; use for example 'https://ads.example.com/slate.mp4'")
                    .of("slate.mp4", "", "ftp://ads.example.com/slate.mp4")
                    .when(playback()::slate);
            says("personalizationThreshold: must be whole seconds from 1 to 3600, got '%s'; use for example"
                            + " Duration.ofSeconds(1)")
                    .of(Refusals.ages("PT0S | PT1.5S | PT-1S | PT3601S"))
                    .when(playback()::personalizationThreshold);
            timeouts("PT0S", "PT1S");
            timeouts("PT2S", "PT1S");
            timeouts("PT1S", "PT31S");
            says("slate" + CREATED_HERE)
                    .when(stack -> MediaTailorPlayback.existing().slate("https://ads.example.com/slate.mp4"));
            says("personalizationThreshold" + CREATED_HERE)
                    .when(stack -> MediaTailorPlayback.existing().personalizationThreshold(Duration.ofSeconds(8)));
            says("adServerTimeouts" + CREATED_HERE).when(stack -> MediaTailorPlayback.existing()
                    .adServerTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        }

        private void timeouts(String each, String together) {
            says("adServerTimeouts: must be at least a millisecond, at most 30 seconds, and for one answer not longer than"
                            + " for all, got '" + each + " and " + together
                            + "'; use for example Duration.ofSeconds(1), Duration.ofSeconds(2)")
                    .when(stack -> playback().adServerTimeouts(Duration.parse(each), Duration.parse(together)));
        }
    }
}
