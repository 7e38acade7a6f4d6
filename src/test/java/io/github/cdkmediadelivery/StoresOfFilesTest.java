package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.CommonOptions.page;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What viewers find on every facade whose origin is a store of files. */
class StoresOfFilesTest {

    private static final int A_YEAR = 31_536_000;

    /** What may be written anew under its name, and the rest. */
    private static final List<String> FILMS = List.of("/*.m3u8", "/*.mpd", "/*Manifest", "/*.vtt", "/*.key", "*");

    private static final List<String> LIVE =
            List.of("/*.m3u8", "/*.mpd", "/*Manifest", "/*.key", "/*init*.m??", "/*.jpg", "*");

    @Nested
    class TheContent {

        @ParameterizedTest
        @EnumSource
        void answersEveryPathAlikeManifestsFirst(FileStores store) {
            var template = store.with((stack, delivery) -> {});

            assertThat(timesToLive(template).keySet())
                    .containsExactlyElementsOf(store == FileStores.FILMS ? FILMS : LIVE);
            assertThat(template.config().path("Origins")).hasSize(1);
            assertThat(template.all(Resources.FUNCTION)).isEmpty();
            assertThat(behaviors(template))
                    .allSatisfy(
                            behavior -> assertThatJson(behavior)
                                    .whenIgnoringPaths("TargetOriginId", "PathPattern", "CachePolicyId", "Compress")
                                    .isEqualTo(
                                            """
                                            {
                                              "ViewerProtocolPolicy": "redirect-to-https",
                                              "AllowedMethods": ["GET", "HEAD"]
                                            }
                                            """));
        }

        @ParameterizedTest
        @EnumSource
        void belowAPathLeavesTheRestRefused(FileStores store) {
            var template = store.with((stack, delivery) -> delivery.contentPath("/video"));

            assertThat(timesToLive(template).keySet())
                    .startsWith("/video/*.m3u8", "/video/*.mpd", "/video/*Manifest")
                    .endsWith("/video/*", "*")
                    .allMatch(path -> path.startsWith("/video/*") || path.equals("*"));
            assertThatJson(template.defaultBehavior().path("FunctionAssociations"))
                    .isEqualTo("[{EventType: 'viewer-request', FunctionARN: {'Fn::GetAtt': ['%s', 'FunctionARN']}}]"
                            .formatted(template.id(Resources.FUNCTION)));
        }

        @ParameterizedTest
        @EnumSource
        void leavesTheRestToThePageOfTheOwner(FileStores store) {
            var template = store.with((stack, delivery) ->
                    delivery.contentPath("/video").defaultBehavior(page()).cors(CorsRules.anyOrigin()));
            var content = template.behaviors().findValuesAsText("TargetOriginId");

            assertThat(template.all(Resources.FUNCTION)).isEmpty();
            assertThat(content)
                    .hasSize((store == FileStores.FILMS ? FILMS : LIVE).size())
                    .doesNotContain(
                            template.defaultBehavior().path("TargetOriginId").asText());
            assertThat(template.defaultBehavior().has("AllowedMethods")).isFalse();
            assertThat(template.defaultBehavior().has("ResponseHeadersPolicyId"))
                    .isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void isFoundOnTheDistributionBelowItsPath(FileStores store) {
            var template = store.with((stack, delivery) -> delivery.originPath("/published"));
            var below = store.with((stack, delivery) -> delivery.contentPath("/video"));

            assertThat(FileStores.output(template, "Url")).isEqualTo("https://d1.cloudfront.net/one/index.m3u8");
            assertThat(FileStores.output(below, "Url")).isEqualTo("https://d1.cloudfront.net/video/one/index.m3u8");
            assertThat(FileStores.output(template, "Host")).isEqualTo("d1.cloudfront.net");
            assertThat(FileStores.output(template, "Id")).isEqualTo("E1DEPLOYED0NE");
        }

        @ParameterizedTest
        @EnumSource
        void isFoundOnTheDomainOfTheOwner(FileStores store) {
            var template = store.with((stack, delivery) -> {
                CommonOptions.EACH.get("customDomain").accept(stack, delivery);
                delivery.contentPath("/live");
            });

            assertThat(FileStores.output(template, "Url")).isEqualTo("https://video.example.com/live/one/index.m3u8");
        }
    }

    @Nested
    class TheTimes {

        /** Seconds for which a file is kept that does not say so itself. */
        @ParameterizedTest
        @CsvSource(
                useHeadersInDisplayName = true,
                textBlock =
                        """
                        path,                             films,    live
                        /one/index.m3u8,                  60,       1
                        /one/index.mpd,                   60,       1
                        /one/film.ism/Manifest,           60,       1
                        /one/key/1.key,                   60,       1
                        /one/de.vtt,                      60,       300
                        /one/init.mp4,                    31536000, 1
                        /one/video_init_0.m4s,            31536000, 1
                        /one/poster.jpg,                  31536000, 1
                        /one/1.ts,                        31536000, 300
                        /one/1.m4s,                       31536000, 300
                        /one/film.mp4,                    31536000, 300
                        /one/1.aac,                       31536000, 300
                        /one/film.ism/QualityLevels(1)/F, 31536000, 300
                        /one/sprite.png,                  31536000, 300
                        /one/index.M3U8,                  31536000, 300
                        """)
        void areShortForWhatMayBeWrittenAnewUnderItsName(String path, int films, int live) {
            for (var store : FileStores.values()) {
                var template = store.with((stack, delivery) -> {});
                var pattern = new EdgeDistribution(template)
                        .behavior(path)
                        .path("PathPattern")
                        .asText("*");

                assertThat(timesToLive(template).get(pattern))
                        .as("%s by %s of %s", path, pattern, store)
                        .isEqualTo(store == FileStores.FILMS ? films : live);
            }
        }

        @ParameterizedTest
        @EnumSource
        void areShortForManifestsUnlessTheObjectSaysSo(FileStores store) {
            var template = store.with((stack, delivery) -> {});

            assertThat(timesToLive(template))
                    .containsEntry("/*.m3u8", store == FileStores.FILMS ? 60 : 1)
                    .containsEntry("*", store == FileStores.FILMS ? A_YEAR : 300);
            assertThat(template.all(CACHE_POLICY).values())
                    .allSatisfy(policy -> assertThatJson(policy.path("CachePolicyConfig"))
                            .isObject()
                            .containsEntry("MinTTL", 0)
                            .containsEntry("MaxTTL", A_YEAR));
        }

        @ParameterizedTest
        @EnumSource
        void areWhatTheOwnerSays(FileStores store) {
            var template = store.with((stack, delivery) ->
                    delivery.contentPath("/video").manifestTtl(Duration.ZERO).segmentTtl(Duration.ofHours(1)));

            assertThat(timesToLive(template)).allSatisfy((path, ttl) -> assertThat(ttl)
                    .as(path)
                    .isEqualTo(path.equals("/video/*") ? 3_600 : path.equals("*") ? -1 : 0));
        }

        /** One for text and one for media, where something of both is kept as long. */
        @Test
        void costOnePolicyForEachTimeInAStack() {
            var template = Resources.of(stack -> {
                FileStores.LIVE.define(stack, "One", (scope, delivery) -> {});
                FileStores.LIVE.define(stack, "Two", (scope, delivery) -> delivery.contentPath("/video"));
                FileStores.FILMS.define(stack, "Three", (scope, delivery) -> delivery.manifestTtl(Duration.ofSeconds(1))
                        .segmentTtl(Duration.ofMinutes(5)));
                FileStores.FILMS.define(stack, "Four", (scope, delivery) -> delivery.segmentTtl(Duration.ofMinutes(1)));
            });

            assertThat(template.all(Resources.DISTRIBUTION)).hasSize(4);
            assertThat(template.all(CACHE_POLICY).values())
                    .extracting(
                            policy -> policy.at("/CachePolicyConfig/DefaultTTL").asInt(),
                            policy ->
                                    policy.findValue("EnableAcceptEncodingGzip").asBoolean())
                    .containsExactlyInAnyOrder(
                            tuple(1, true), tuple(1, false), tuple(300, false), tuple(60, true), tuple(60, false));
        }

        /** S3 answers 403 for what is missing, since CloudFront may not list the bucket. */
        @ParameterizedTest
        @EnumSource
        void ofErrorsAreThoseOfItsKindAndTheSameForMissingAndRefused(FileStores store) {
            var times = new LinkedHashMap<Integer, Integer>();
            store.with((stack, delivery) -> {})
                    .config()
                    .path("CustomErrorResponses")
                    .forEach(error -> times.put(
                            error.path("ErrorCode").asInt(),
                            error.path("ErrorCachingMinTTL").asInt()));
            int missing = store == FileStores.FILMS ? 10 : 1;

            assertThat(times)
                    .hasSize(11)
                    .containsEntry(403, missing)
                    .containsEntry(404, missing)
                    .containsEntry(503, 1);
        }
    }

    @Nested
    class TheOrigin {

        @ParameterizedTest
        @EnumSource
        void hasFolderAndShield(FileStores store) {
            var origin = store.with((stack, delivery) ->
                            delivery.originPath("/published").originShieldRegion("eu-west-1"))
                    .origin();

            assertThat(origin.path("OriginPath").asText()).isEqualTo("/published");
            assertThatJson(origin.path("OriginShield")).isEqualTo("{Enabled: true, OriginShieldRegion: 'eu-west-1'}");
        }
    }

    @Nested
    class PagesOnOtherDomains {

        @ParameterizedTest
        @EnumSource
        void areAnsweredByTheEdgeAndByTheStoreWhichSeesThePreflightsHeaders(FileStores store) {
            var template = store.with((stack, delivery) -> delivery.cors(CorsRules.anyOrigin()));

            assertThat(behaviors(template))
                    .hasSize((store == FileStores.FILMS ? FILMS : LIVE).size())
                    .allSatisfy(
                            behavior -> assertThatJson(behavior)
                                    .whenIgnoringPaths(
                                            "TargetOriginId",
                                            "PathPattern",
                                            "CachePolicyId",
                                            "ViewerProtocolPolicy",
                                            "Compress")
                                    .isEqualTo(
                                            """
                            {
                              "AllowedMethods": ["GET", "HEAD", "OPTIONS"],
                              "CachedMethods": ["GET", "HEAD", "OPTIONS"],
                              "ResponseHeadersPolicyId": {"Ref": "${json-unit.regex}MediaDeliveryCors[0-9A-F]{16}"},
                              "OriginRequestPolicyId": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf"
                            }
                            """));
        }
    }

    private static List<JsonNode> behaviors(Resources template) {
        var all = new ArrayList<JsonNode>();
        template.behaviors().forEach(all::add);
        all.add(template.defaultBehavior());
        return all;
    }

    /** By the patterns in the order in which CloudFront tries them; -1 where it is not a policy of the stack. */
    private static Map<String, Integer> timesToLive(Resources template) {
        var policies = template.all(CACHE_POLICY);
        Map<String, Integer> times = new LinkedHashMap<>();
        for (var behavior : behaviors(template)) {
            var policy = policies.getOrDefault(behavior.at("/CachePolicyId/Ref").asText(), behavior);
            times.put(
                    behavior.path("PathPattern").asText("*"),
                    policy.at("/CachePolicyConfig/DefaultTTL").asInt(-1));
        }
        return times;
    }
}
