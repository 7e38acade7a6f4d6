package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.mediastore.CfnContainer;

class OriginTimeoutsTest {

    private static final OriginTimeouts SIX_SECONDS = OriginTimeouts.forSegments(Duration.ofSeconds(6));

    /** Attempts, connection, response, keep-alive, completion; in milliseconds the segment, in seconds the rest. */
    @Nested
    class ByTheLengthOfSegments {

        @ParameterizedTest
        @CsvSource(
                useHeadersInDisplayName = true,
                textBlock =
                        """
                        segment, timeouts
                        1000,    2 1 1 2 2
                        1920,    2 1 1 3 2
                        2000,    2 1 1 3 2
                        3840,    2 2 2 5 4
                        4000,    2 2 2 5 4
                        5000,    2 3 3 6 6
                        6000,    2 3 3 7 6
                        10000,   2 5 5 11 10
                        20000,   2 10 10 21 20
                        30000,   2 10 15 31 30
                        """)
        void ofMediaPackageAndOfAContainer(long segment, String timeouts) {
            var chosen = OriginTimeouts.forSegments(Duration.ofMillis(segment));

            assertThat(settings(packager(LiveFixtures.v1().originTimeouts(chosen))))
                    .isEqualTo(timeouts);
            assertThat(settings(packager(LiveFixtures.v2().originTimeouts(chosen))))
                    .isEqualTo(timeouts);
            assertThat(settings(FileStores.MEDIA_STORE
                            .with((stack, delivery) -> delivery.originTimeouts(chosen))
                            .origin()))
                    .isEqualTo(timeouts);
        }

        /** A bucket has no keep-alive timeout, and one file of a film may be the whole of it. */
        @ParameterizedTest
        @CsvSource({"2000, 2 1 1 - 2, 2 1 1 - -", "6000, 2 3 3 - 6, 2 3 3 - -", "10000, 2 5 5 - 10, 2 5 5 - -"})
        void ofABucket(long segment, String live, String films) {
            var chosen = OriginTimeouts.forSegments(Duration.ofMillis(segment));

            assertThat(settings(FileStores.LIVE
                            .with((stack, delivery) -> delivery.originTimeouts(chosen))
                            .origin()))
                    .isEqualTo(live);
            assertThat(settings(FileStores.FILMS
                            .with((stack, delivery) -> delivery.originTimeouts(chosen))
                            .origin()))
                    .isEqualTo(films);
        }

        /** It asks the ad server before it answers. */
        @ParameterizedTest
        @CsvSource({
            "1000,  2 1 5 2 10",
            "6000,  2 3 5 7 10",
            "8000,  2 4 5 9 10",
            "9000,  2 5 6 10 12",
            "10000, 2 5 6 11 12",
            "30000, 2 10 16 31 32"
        })
        void ofMediaTailorOnBothOfItsHosts(long segment, String timeouts) {
            var template = Resources.of(stack -> ContentOrigin.MEDIA_PACKAGE_V2
                    .in(stack)
                    .originTimeouts(OriginTimeouts.forSegments(Duration.ofMillis(segment)))
                    .build());

            assertThat(hosts(template).get("manifests")).isEqualTo(timeouts);
            assertThat(hosts(template).get("segments")).isEqualTo(timeouts);
            assertThat(hosts(template).get("abc123")).as("of the content").isEqualTo("- - - - -");
        }

        private static Map<String, String> hosts(Resources template) {
            var hosts = new TreeMap<String, String>();
            template.config()
                    .path("Origins")
                    .forEach(origin -> hosts.put(
                            template.resolved(origin.path("DomainName"))
                                    .asText()
                                    .replaceFirst("\\..*", ""),
                            settings(origin)));
            return hosts;
        }

        /** A playlist is answered up to three parts later. */
        @ParameterizedTest
        @CsvSource({
            "2000, 333,  2 1 1 3 2",
            "2000, 1000, 2 1 3 3 6",
            "4000, 1000, 2 2 3 5 6",
            "6000, 1000, 2 3 3 7 6",
            "6000, 1200, 2 3 4 7 8",
            "6000, 2000, 2 3 6 7 12"
        })
        void ofLowLatency(long segment, long part, String timeouts) {
            var chosen = OriginTimeouts.forSegments(Duration.ofMillis(segment)).lowLatency(Duration.ofMillis(part));

            assertThat(settings(packager(LiveFixtures.v2().originTimeouts(chosen))))
                    .isEqualTo(timeouts);
        }
    }

    @Nested
    class WithoutThem {

        @ParameterizedTest
        @EnumSource
        void theTimesAreCloudFronts(FileStores store) {
            assertThat(settings(store.with((stack, delivery) -> {}).origin())).isEqualTo("- - - - -");
            assertThat(settings(packager(LiveFixtures.v2()))).isEqualTo("- - - - -");
        }
    }

    @Nested
    class OneOfThem {

        @Test
        void isAnotherWhereItIsSaidLater() {
            assertThat(settings(packager(LiveFixtures.v2()
                            .originTimeouts(SIX_SECONDS)
                            .connectionAttempts(3)
                            .connectionTimeout(Duration.ofSeconds(1))
                            .readTimeout(Duration.ofSeconds(4))
                            .keepaliveTimeout(Duration.ofSeconds(60))
                            .responseCompletionTimeout(Duration.ofSeconds(20)))))
                    .isEqualTo("3 1 4 60 20");
        }

        @Test
        void countsWhereverItWasSaid() {
            assertThat(settings(packager(LiveFixtures.v2()
                            .connectionAttempts(3)
                            .readTimeout(Duration.ofSeconds(4))
                            .originTimeouts(SIX_SECONDS))))
                    .isEqualTo("3 3 4 7 6");
        }

        @Test
        void mayBeAsLongAsCloudFrontsOwnResponseTimeout() {
            assertThat(settings(packager(LiveFixtures.v2().responseCompletionTimeout(Duration.ofSeconds(30)))))
                    .isEqualTo("- - - - 30");
        }
    }

    /** The library's own origin stands in for the CDK's, which has no read timeout. */
    @Nested
    class ABucketWithThem {

        @Test
        void isAskedLikeOneWithout() {
            for (var store : List.of(FileStores.FILMS, FileStores.LIVE)) {
                var with = store.with((stack, delivery) -> delivery.originPath("/published")
                        .originShieldRegion("eu-west-1")
                        .originTimeouts(SIX_SECONDS));
                var without = store.with(
                        (stack, delivery) -> delivery.originPath("/published").originShieldRegion("eu-west-1"));

                assertThatJson(with.origin())
                        .whenIgnoringPaths(
                                "ConnectionAttempts",
                                "ConnectionTimeout",
                                "ResponseCompletionTimeout",
                                "S3OriginConfig.OriginReadTimeout")
                        .isEqualTo(without.origin());
                assertThat(with.config().path("Origins")).hasSize(1);
                assertThat(with.template().path("Resources").properties())
                        .extracting(Map.Entry::getKey)
                        .containsExactlyElementsOf(keys(without.template().path("Resources")));
            }
        }

        private static List<String> keys(JsonNode object) {
            var keys = new ArrayList<String>();
            object.fieldNames().forEachRemaining(keys::add);
            return keys;
        }

        @Test
        void knowsALegacyIdentityToo() {
            var template = Resources.of(stack -> S3Topologies.films(stack)
                    .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                    .originTimeouts(SIX_SECONDS)
                    .build());

            assertThat(settings(template.origin())).isEqualTo("2 3 3 - -");
            assertThat(template.origin()
                            .at("/S3OriginConfig/OriginAccessIdentity")
                            .toString())
                    .contains("origin-access-identity/cloudfront/");
        }
    }

    @Test
    void aContainerOfTheUsersHasThemToo() {
        var template = Resources.of(stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                .container(MediaContainer.of(CfnContainer.Builder.create(stack, "Container")
                        .containerName("live")
                        .build()))
                .originTimeouts(SIX_SECONDS)
                .build());

        assertThat(settings(template.origin())).isEqualTo("2 3 3 7 6");
    }

    @Test
    void aChoiceIsItsTimes() {
        assertThat(SIX_SECONDS)
                .isEqualTo(OriginTimeouts.forSegments(Duration.ofSeconds(6)))
                .isNotEqualTo(OriginTimeouts.forSegments(Duration.ofSeconds(2)))
                .isNotEqualTo(SIX_SECONDS.lowLatency(Duration.ofSeconds(1)))
                .hasToString("segments of PT6S");
        assertThat(SIX_SECONDS.lowLatency(Duration.ofSeconds(1))).hasToString("segments of PT6S, parts of PT1S");
    }

    private static JsonNode packager(MediaPackageOrigin.Builder<?> origin) {
        return Resources.of(stack ->
                        LiveFixtures.begun(stack).origin(origin.build()).build())
                .origin();
    }

    /** Attempts, connection, response, keep-alive, completion; a dash where CloudFront decides. */
    private static String settings(JsonNode origin) {
        var kind = origin.path(origin.has("S3OriginConfig") ? "S3OriginConfig" : "CustomOriginConfig");
        return String.join(
                " ",
                origin.path("ConnectionAttempts").asText("-"),
                origin.path("ConnectionTimeout").asText("-"),
                kind.path("OriginReadTimeout").asText("-"),
                kind.path("OriginKeepaliveTimeout").asText("-"),
                origin.path("ResponseCompletionTimeout").asText("-"));
    }
}
