package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;

/** Each property of a playback configuration has an option, whose value is checked where it is said. */
class PlaybackPropertiesTest {

    private static final String TYPE = "AWS::MediaTailor::PlaybackConfiguration";

    /** What MediaTailor says and is not told, and what belongs to all constructs. */
    private static final Set<String> NOBODYS = Set.of(
            "DashConfiguration.ManifestEndpointPrefix",
            "HlsConfiguration",
            "HlsConfiguration.ManifestEndpointPrefix",
            "Tags");

    private static MediaTailorPlayback plain() {
        return MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/out/v1/news/one/hls");
    }

    private static MediaTailorPlayback everything() {
        return plain().slate("https://ads.example.com/slate.mp4")
                .personalizationThreshold(Duration.ofSeconds(8))
                .adServerTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .prefetchTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(9))
                .concurrentAdRequests(4)
                .adServerRequest(AdServerRequest.post("{\"id\": \"[session.id]\"}")
                        .gzip()
                        .header("X-Channel", "news")
                        .sequence(AdSequence.FOLLOWED_LIVE))
                .startBumper("https://ads.example.com/start.mp4")
                .endBumper("https://ads.example.com/end.mp4")
                .livePreRoll(LivePreRoll.of("https://ads.example.com/pre", Duration.ofSeconds(30))
                        .sequence(AdSequence.IGNORED))
                .availSuppression(
                        AvailSuppression.afterLiveEdge(Duration.ofSeconds(90)).partialAvails())
                .alias("player_params.brand", Map.of("one", "first", "two", "second"))
                .transcodeProfile("hd")
                .preconditionedAds()
                .guidedSessions()
                .singlePeriodDash()
                .adMarkerPassthrough()
                .logs(MediaTailorLogs.ofSessions(10)
                        .vended()
                        .withoutAdServerEvents("MAKING_ADS_REQUEST")
                        .withRawAdServerAnswers()
                        .withoutManifestEvents("GENERATED_MANIFEST"))
                .functions(Map.of("PRE_SESSION_INITIALIZATION", "function"));
    }

    private static JsonNode with(MediaTailorPlayback playback) {
        return Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(LiveFixtures.v2().build())
                        .playback(playback)
                        .build())
                .only(TYPE);
    }

    @Test
    void noneIsLeftWithoutAnOption() {
        var said = new TreeSet<String>();
        leaves("", with(everything()), said);
        var known = new TreeSet<String>();
        properties("", CfnPlaybackConfiguration.Builder.class, known);
        known.removeAll(NOBODYS);

        assertThat(said).containsAll(known);
    }

    /** Each name of the template, down to what holds none. */
    private static void leaves(String path, JsonNode node, Set<String> all) {
        node.fieldNames().forEachRemaining(name -> {
            var here = path + name;
            all.add(here);
            leaves(here + ".", node.path(name), all);
        });
    }

    /** The same of aws-cdk-lib: a property that CloudFormation gets comes with the next release. */
    private static void properties(String path, Class<?> builder, Set<String> all) {
        for (Method setter : builder.getDeclaredMethods()) {
            if (setter.getParameterCount() != 1 || setter.isSynthetic()) {
                continue;
            }
            var name = path
                    + Character.toUpperCase(setter.getName().charAt(0))
                    + setter.getName().substring(1);
            all.add(name);
            var type = setter.getParameterTypes()[0];
            Arrays.stream(type.getDeclaredClasses())
                    .filter(inner -> inner.getSimpleName().equals("Builder")
                            && type.getEnclosingClass() == CfnPlaybackConfiguration.class)
                    .forEach(inner -> properties(name + ".", inner, all));
        }
    }

    @Test
    void whatIsSaidStandsInTheTemplate() {
        assertThatJson(with(everything()))
                .whenIgnoringPaths("VideoContentSourceUrl", "CdnConfiguration")
                .isEqualTo(
                        """
                {
                  "Name": "news",
                  "AdDecisionServerUrl": "https://ads.example.com/vast",
                  "AdDecisionServerConfiguration": {
                    "HttpRequest": {
                      "HttpMethod": "POST", "Body": "{\\"id\\": \\"[session.id]\\"}", "CompressRequest": "GZIP",
                      "Headers": {"X-Channel": "news"}
                    },
                    "VastResponse": {"AdSequencingMode": "FOLLOW_AD_SEQUENCE_ONLY_LIVE"}
                  },
                  "AdConditioningConfiguration": {"StreamingMediaFileConditioning": "NONE"},
                  "AdsPersonalizationConcurrency":
                    {"MaxConcurrentAdsRequests": 4, "EnableVodVastParallelization": true},
                  "AdsPersonalizationTimeouts": {
                    "AdsRequestTimeoutMilliseconds": 1000,
                    "LiveMaximumAdsPersonalizationTimeMilliseconds": 2000,
                    "VodMaximumAdsPersonalizationTimeMilliseconds": 2000,
                    "PrefetchAdsRequestTimeoutMilliseconds": 3000,
                    "PrefetchMaximumAdsPersonalizationTimeMilliseconds": 9000
                  },
                  "AvailSuppression": {"Mode": "AFTER_LIVE_EDGE", "Value": "00:01:30", "FillPolicy": "PARTIAL_AVAIL"},
                  "Bumper": {
                    "StartUrl": "https://ads.example.com/start.mp4", "EndUrl": "https://ads.example.com/end.mp4"
                  },
                  "CdnConfiguration": {},
                  "ConfigurationAliases": {"player_params.brand": {"one": "first", "two": "second"}},
                  "DashConfiguration": {"MpdLocation": "DISABLED", "OriginManifestType": "SINGLE_PERIOD"},
                  "FunctionMapping": {"PRE_SESSION_INITIALIZATION": "function"},
                  "InsertionMode": "PLAYER_SELECT",
                  "LivePreRollConfiguration": {
                    "AdDecisionServerUrl": "https://ads.example.com/pre",
                    "MaxDurationSeconds": 30,
                    "AdDecisionServerConfiguration": {"VastResponse": {"AdSequencingMode": "IGNORE_AD_SEQUENCE"}}
                  },
                  "LogConfiguration": {
                    "PercentEnabled": 10,
                    "EnabledLoggingStrategies": ["VENDED_LOGS"],
                    "AdsInteractionLog": {
                      "ExcludeEventTypes": ["MAKING_ADS_REQUEST"], "PublishOptInEventTypes": ["RAW_ADS_RESPONSE"]
                    },
                    "ManifestServiceInteractionLog": {"ExcludeEventTypes": ["GENERATED_MANIFEST"]}
                  },
                  "ManifestProcessingRules": {"AdMarkerPassthrough": {"Enabled": true}},
                  "PersonalizationThresholdSeconds": 8,
                  "SlateAdUrl": "https://ads.example.com/slate.mp4",
                  "TranscodeProfileName": "hd",
                  "VideoContentSourceUrl": ""
                }
                """);
    }

    @Test
    void aBumperMayStandAtOneEndAlone() {
        assertThatJson(with(plain().endBumper("https://ads.example.com/end.mp4"))
                        .path("Bumper"))
                .isEqualTo("{\"EndUrl\": \"https://ads.example.com/end.mp4\"}");
    }

    @Test
    void suppressionIsToldInHoursMinutesAndSeconds() {
        assertThatJson(with(plain().availSuppression(AvailSuppression.behindLiveEdge(Duration.parse("PT26H3M4S"))))
                        .path("AvailSuppression"))
                .isEqualTo("{\"Mode\": \"BEHIND_LIVE_EDGE\", \"Value\": \"26:03:04\"}");
    }

    /** Whichever was said first; but nobody takes the distribution away. */
    @Test
    void whatIsSetPastTheOptionsCounts() {
        var configuration = with(plain().with(properties -> properties
                        .transcodeProfileName("mine")
                        .name("other")
                        .cdnConfiguration(CfnPlaybackConfiguration.CdnConfigurationProperty.builder()
                                .build()))
                .transcodeProfile("hd"));

        assertThat(configuration.path("TranscodeProfileName").asText()).isEqualTo("mine");
        assertThat(configuration.path("Name").asText()).isEqualTo("news");
        assertThat(configuration.path("CdnConfiguration").has("ContentSegmentUrlPrefix"))
                .isTrue();
    }

    @Test
    void anAliasMayStandInTheAdServersHost() {
        var playback = MediaTailorPlayback.created(
                        "news", "https://[player_params.ads]/vast?s=[session.id]", "/out/v1/news/one/hls")
                .alias("player_params.ads", Map.of("one", "ads.example.com"));

        assertThat(with(playback)
                        .at("/ConfigurationAliases/player_params.ads/one")
                        .asText())
                .isEqualTo("ads.example.com");
    }

    @Nested
    class IsRefused extends Refusals {

        private static final String CREATED_HERE =
                ": must be said of a configuration that is created here, got 'an existing one'; use"
                        + " MediaTailorPlayback.created(…)";

        @Override
        void rows() {
            says("bumper: must be a URL of a video or of audio, got '%s'; use for example"
                            + " 'https://ads.example.com/bumper.mp4'")
                    .of("start.mp4", "s3://bucket/start.mp4")
                    .when(plain()::startBumper);
            says("bumper: must be a URL of a video or of audio, got '%s'; use for example"
                            + " 'https://ads.example.com/bumper.mp4'")
                    .of("end.mp4")
                    .when(plain()::endBumper);
            says("adServerUrl: must be a URL, got '%s'; use for example"
                            + " 'https://ads.example.com/vast?session=[session.id]'")
                    .of("ads.example.com")
                    .when(url -> LivePreRoll.of(url, Duration.ofSeconds(30)));
            says("livePreRoll: must be whole seconds from 1 to 3600, got '%s'; use for example Duration.ofSeconds(1)")
                    .of(Refusals.ages("PT0S | PT1.5S | PT3601S"))
                    .when(longest -> LivePreRoll.of("https://ads.example.com/pre", longest));
            says("sequence: must be FOLLOWED or IGNORED for what comes before a live stream, got 'FOLLOWED_LIVE'; use"
                            + " AdSequence.FOLLOWED")
                    .when(stack -> LivePreRoll.of("https://ads.example.com/pre", Duration.ofSeconds(1))
                            .sequence(AdSequence.FOLLOWED_LIVE));
            says("availSuppression: must be whole seconds from 0 to 359999, got '%s'; use for example"
                            + " Duration.ofSeconds(0)")
                    .of(Refusals.ages("PT-1S | PT0.5S | PT100H"))
                    .when(AvailSuppression::behindLiveEdge);
            says("partialAvails: must be of suppression after the live edge; behind it, MediaTailor takes breaks as a"
                            + " whole, got 'BEHIND_LIVE_EDGE'; use AvailSuppression.afterLiveEdge(…)")
                    .when(stack ->
                            AvailSuppression.behindLiveEdge(Duration.ZERO).partialAvails());
            says("concurrentAdRequests: must be 1 to 100, got '0'; use for example 4")
                    .when(stack -> plain().concurrentAdRequests(0));
            says("prefetchTimeouts: must be at least a millisecond, at most 30 seconds, and for one answer not longer"
                            + " than for all, got 'PT2S and PT1S'; use for example Duration.ofSeconds(1),"
                            + " Duration.ofSeconds(2)")
                    .when(stack -> plain().prefetchTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)));
            says("transcodeProfile: must be the name of a profile, got '%s'; use the name that AWS Support gave it")
                    .of("", "h d")
                    .when(plain()::transcodeProfile);
            says("function: must be the name of an event, as MediaTailor calls it, got 'pre'; use for example"
                            + " 'PRE_SESSION_INITIALIZATION'")
                    .when(stack -> plain().functions(Map.of("pre", "function")));
            aliases();
            requests();
            logs();
            existing();
        }

        private void aliases() {
            says("alias: must be of a parameter of the player, which begins with 'player_params.', got '%s'; use for"
                            + " example 'player_params.ad_domain'")
                    .of("session.id", "player_params.", "ad_domain")
                    .when(parameter -> plain().alias(parameter, Map.of("one", "value")));
            says("alias: must name at least one value, got '{}'; use for example Map.of(\"main\","
                            + " \"ads.example.com\")")
                    .when(stack -> plain().alias("player_params.one", Map.of()));
            says("adServerUrl: must have variables in its host only where alias(…) says what they may stand for, got"
                            + " '%s'; add for example alias(\"player_params.ad_domain\", Map.of(\"main\","
                            + " \"ads.example.com\"))")
                    .of("https://[player_params.ads]/vast", "https://[session.id].example.com")
                    .when(url -> with(MediaTailorPlayback.created("news", url, "/out/v1/news/one/hls")));
            says("slate: must have variables in its host only where alias(…) says what they may stand for, got"
                            + " 'https://[player_params.ads]/slate.mp4'; add for example"
                            + " alias(\"player_params.ad_domain\", Map.of(\"main\", \"ads.example.com\"))")
                    .when(stack -> with(plain().slate("https://[player_params.ads]/slate.mp4")));
            says("startBumper: must have variables in its host only where alias(…) says what they may stand for, got"
                            + " 'https://[player_params.ads]/in.mp4'; add for example"
                            + " alias(\"player_params.ad_domain\", Map.of(\"main\", \"ads.example.com\"))")
                    .when(stack -> with(plain().startBumper("https://[player_params.ads]/in.mp4")));
            says("endBumper: must have variables in its host only where alias(…) says what they may stand for, got"
                            + " 'https://[player_params.ads]/out.mp4'; add for example"
                            + " alias(\"player_params.ad_domain\", Map.of(\"main\", \"ads.example.com\"))")
                    .when(stack -> with(plain().endBumper("https://[player_params.ads]/out.mp4")));
            says("livePreRoll: must have variables in its host only where alias(…) says what they may stand for, got"
                            + " 'https://[player_params.ads]/pre'; add for example alias(\"player_params.ad_domain\","
                            + " Map.of(\"main\", \"ads.example.com\"))")
                    .when(stack -> with(plain().livePreRoll(
                                    LivePreRoll.of("https://[player_params.ads]/pre", Duration.ofSeconds(9)))));
        }

        private void requests() {
            says("body: must have at most 100000 characters, got '100001 characters'; shorten it")
                    .when(stack -> AdServerRequest.post("x".repeat(100_001)));
            says("gzip: must be of a request with a body, since MediaTailor compresses nothing else, got 'GET'; use"
                            + " AdServerRequest.post(…)")
                    .when(stack -> AdServerRequest.get().gzip());
            says("header: name must be a header name, got '%s'; use for example 'X-Channel'")
                    .of("", "X Channel", "X:Channel")
                    .when(name -> AdServerRequest.get().header(name, "news"));
            says("header: value is a secret and must not be a literal in a template, got '%s'; use a reference to a"
                            + " secret of Secrets Manager")
                    .of("Authorization", "x-api-key", "Cookie")
                    .when(name -> AdServerRequest.get().header(name, "hunter2"));
            says("header: must name a header once, got 'x-channel'; remove the duplicate")
                    .when(stack ->
                            AdServerRequest.get().header("X-Channel", "one").header("x-channel", "two"));
            says("header: all headers together must have at most 10000 characters, got '10001'; shorten them")
                    .when(stack -> AdServerRequest.get().header("X", "x".repeat(10_000)));
        }

        private void logs() {
            says("percent: must be 0 to 100, got '101'; use for example 10")
                    .when(stack -> MediaTailorLogs.ofSessions(101));
            says("percent: must be 0 to 100, got '-1'; use for example 10")
                    .when(stack -> MediaTailorLogs.ofSessions(-1));
            says("events: must be event types as MediaTailor calls them, got '%s'; use for example 'BEACON_FIRED'")
                    .of("beacon", "BEACON FIRED", "")
                    .when(event -> MediaTailorLogs.ofSessions(1).withoutAdServerEvents(event));
            says("events: must be event types as MediaTailor calls them, got '%s'; use for example 'BEACON_FIRED'")
                    .of("manifest")
                    .when(event -> MediaTailorLogs.ofSessions(1).withoutManifestEvents(event));
        }

        private void existing() {
            says("existing: must be the name of a configuration, or the prefix of its playback URLs"
                            + " (https://HOST/v1/master/ACCOUNT/NAME/), got '%s'; use for example 'news', or what the"
                            + " console shows as its HLS playback prefix")
                    .of("", "a b", "https://host/v1/master/0123/", "http://host/v1/master/0123/news/")
                    .when(name -> MediaTailorPlayback.existing(name, "/out/v1/news/one/hls"));
            Stream.<Map.Entry<String, Consumer<MediaTailorPlayback>>>of(
                            Map.entry("startBumper", playback -> playback.startBumper("https://ads.example.com/a")),
                            Map.entry("endBumper", playback -> playback.endBumper("https://ads.example.com/a")),
                            Map.entry("concurrentAdRequests", playback -> playback.concurrentAdRequests(2)),
                            Map.entry("adServerRequest", playback -> playback.adServerRequest(AdServerRequest.get())),
                            Map.entry(
                                    "livePreRoll",
                                    playback -> playback.livePreRoll(
                                            LivePreRoll.of("https://ads.example.com/a", Duration.ofSeconds(1)))),
                            Map.entry(
                                    "availSuppression",
                                    playback ->
                                            playback.availSuppression(AvailSuppression.afterLiveEdge(Duration.ZERO))),
                            Map.entry("alias", playback -> playback.alias("player_params.a", Map.of("a", "b"))),
                            Map.entry("transcodeProfile", playback -> playback.transcodeProfile("hd")),
                            Map.entry("preconditionedAds", MediaTailorPlayback::preconditionedAds),
                            Map.entry("guidedSessions", MediaTailorPlayback::guidedSessions),
                            Map.entry("singlePeriodDash", MediaTailorPlayback::singlePeriodDash),
                            Map.entry("adMarkerPassthrough", MediaTailorPlayback::adMarkerPassthrough),
                            Map.entry("logs", playback -> playback.logs(MediaTailorLogs.ofSessions(1))),
                            Map.entry("functions", playback -> playback.functions(Map.of("EVENT", "function"))),
                            Map.entry("with", playback -> playback.with(properties -> {})))
                    .forEach(option -> says(option.getKey() + CREATED_HERE).when(stack -> option.getValue()
                            .accept(MediaTailorPlayback.existing("news", "/out/v1/news/one/hls"))));
        }
    }
}
