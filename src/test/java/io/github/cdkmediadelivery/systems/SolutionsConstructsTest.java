package io.github.cdkmediadelivery.systems;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.simulator.Distribution;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What viewers behind AWS Solutions Constructs ask for. */
class SolutionsConstructsTest {

    private static String url(Distribution distribution, String path) {
        return "https://" + distribution.domainName() + path;
    }

    /** {@code aws-cloudfront-s3}. */
    @Nested
    class Films {

        private static final Rebuilt SYSTEM = Rebuilt.of(SolutionsConstructs::films);

        private final Edge edge = SYSTEM.edge();

        static Stream<Distribution> both() {
            return SYSTEM.assembly().distributions().stream();
        }

        @Test
        void haveNothingForTheReviewToMend() {
            assertThat(SYSTEM.findings()).isEmpty();
            assertThat(SYSTEM.warnings()).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("both")
        void areServedAndKept(Distribution distribution) {
            assertThat(edge.get(url(distribution, "/film.m3u8")).send())
                    .hasStatus(200)
                    .wasLetInByTheOrigin()
                    .isKeptFor(Duration.ofMinutes(1));
            assertThat(edge.get(url(distribution, "/film.mp4")).send())
                    .wasLetInByTheOrigin()
                    .isKeptFor(Duration.ofDays(365));
        }

        @ParameterizedTest
        @MethodSource("both")
        void comeWithSecurityHeaders(Distribution distribution) {
            assertThat(edge.get(url(distribution, "/film.m3u8")).send())
                    .hasHeader("x-content-type-options", "nosniff")
                    .hasHeader("x-frame-options", "SAMEORIGIN")
                    .hasHeader("strict-transport-security", "max-age=31536000");
        }

        /** Theirs runs a function for each answer, segments too. */
        @Test
        void needNoFunctionForTheirHeaders() {
            assertThat(SYSTEM.resources("AWS::CloudFront::Function")).isEmpty();
        }

        /** Theirs writes the key's policy by a function, where the second distribution overwrites the first one's. */
        @Test
        void shareAKeyThatAdmitsBoth() {
            var policy = SYSTEM.resources("AWS::KMS::Key").get(0).at("/KeyPolicy/Statement");
            var forCloudFront = StreamSupport.stream(policy.spliterator(), false)
                    .filter(statement -> statement.toString().contains("cloudfront.amazonaws.com"))
                    .map(JsonNode::toString)
                    .toList();

            assertThat(forCloudFront).hasSize(1).allSatisfy(statement -> assertThat(statement)
                    .contains("kms:Decrypt", "111122223333:distribution/*")
                    .doesNotContain("kms:*"));
            assertThat(SYSTEM.resources("AWS::Lambda::Function")).isEmpty();
            assertThat(SYSTEM.resources("Custom::UpdateKeyPolicy")).isEmpty();
        }

        /** Theirs may list the bucket, and so may its viewers. */
        @Test
        void areListedForNobody() {
            assertThat(SYSTEM.resources("AWS::S3::BucketPolicy").toString()).doesNotContain("s3:ListBucket");
        }

        @ParameterizedTest
        @MethodSource("both")
        void areReadByTheirDistributionAlone(Distribution distribution) {
            var host = edge.get(url(distribution, "/film.mp4"))
                    .send()
                    .originRequest()
                    .orElseThrow()
                    .origin()
                    .host();

            assertThat(edge.admitsDirectly("https://" + host + "/film.mp4", Map.of()))
                    .isEqualTo(Optional.of(false));
        }

        /** Theirs attaches it to whichever origin stands first in the list. */
        @ParameterizedTest
        @MethodSource("both")
        void areAskedForWithASignature(Distribution distribution) {
            assertThat(distribution.origins())
                    .allSatisfy(origin -> assertThat(origin.signing()).isNotEmpty());
        }

        @Test
        void keepOldVersionsForAWhile() {
            assertThat(SYSTEM.resources("AWS::S3::Bucket"))
                    .filteredOn(bucket -> bucket.has("VersioningConfiguration"))
                    .hasSize(2)
                    .allSatisfy(bucket -> assertThat(bucket.path("LifecycleConfiguration")
                                    .findValue("NoncurrentDays")
                                    .asInt())
                            .isEqualTo(90));
        }

        @Test
        void haveLogs() {
            assertThat(SYSTEM.resources("AWS::CloudFront::Distribution"))
                    .hasSize(2)
                    .allSatisfy(distribution -> assertThat(distribution
                                    .at("/DistributionConfig/Logging")
                                    .has("Bucket"))
                            .isTrue());
        }
    }

    /** {@code aws-cloudfront-mediastore}, which is gone; AWS ended MediaStore itself, and so a warning says. */
    @Nested
    class Stores {

        private static final Rebuilt SYSTEM = Rebuilt.of(SolutionsConstructs::stores);

        private final Edge edge = SYSTEM.edge();

        static Stream<Distribution> both() {
            return SYSTEM.assembly().distributions().stream();
        }

        @Test
        void haveNothingForTheReviewToMend() {
            assertThat(SYSTEM.findings()).isEmpty();
            assertThat(SYSTEM.warnings()).containsExactly("Annotation::cdk-media-delivery:mediastore-ended");
        }

        @ParameterizedTest
        @MethodSource("both")
        void areServed(Distribution distribution) {
            assertThat(edge.get(url(distribution, "/live/index.m3u8")).send())
                    .hasStatus(200)
                    .wasLetInByTheOrigin()
                    .isKeptFor(Duration.ofSeconds(1));
            assertThat(edge.get(url(distribution, "/live/segment1.ts")).send())
                    .wasLetInByTheOrigin()
                    .isKeptFor(Duration.ofMinutes(5));
        }

        /** Theirs lets everyone in as soon as a property of the container is said. */
        @ParameterizedTest
        @MethodSource("both")
        void letNobodyElseIn(Distribution distribution) {
            var host = edge.get(url(distribution, "/live/index.m3u8"))
                    .send()
                    .originRequest()
                    .orElseThrow()
                    .origin()
                    .host();

            for (var agent : List.of("Mozilla/5.0", "E127EXAMPLE51Z")) {
                assertThat(edge.admitsDirectly("https://" + host + "/live/index.m3u8", Map.of("user-agent", agent)))
                        .isEqualTo(Optional.of(false));
            }
        }

        /** Theirs is an id, which is in every distribution's configuration. */
        @Test
        void knowASecretThatNoTemplateHolds() {
            var header = SYSTEM.resources("AWS::CloudFront::Distribution")
                    .get(1)
                    .findValue("OriginCustomHeaders")
                    .get(0);

            assertThat(header.path("HeaderName").asText()).isEqualTo("User-Agent");
            assertThat(header.path("HeaderValue").toString()).contains("{{resolve:secretsmanager:");
        }

        /** Theirs are named after the stack. */
        @Test
        void haveNamesOfTheirOwn() {
            Set<String> names = new HashSet<>();
            SYSTEM.resources("AWS::MediaStore::Container")
                    .forEach(container ->
                            names.add(container.path("ContainerName").toString()));

            assertThat(names).hasSize(2);
        }

        /** Theirs sends query strings on without a key for them. */
        @ParameterizedTest
        @MethodSource("both")
        void areNotSentWhatIsNotInTheKey(Distribution distribution) {
            var first =
                    edge.get(url(distribution, "/live/index.m3u8?viewer=one")).send();
            var second =
                    edge.get(url(distribution, "/live/index.m3u8?viewer=two")).send();

            assertThat(second.cacheKey()).isEqualTo(first.cacheKey());
            assertThat(first.originRequest().orElseThrow().query()).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("both")
        void answerPagesOnOtherDomains(Distribution distribution) {
            edge.origin(OriginAnswer.of(404));

            assertThat(edge.get(url(distribution, "/live/index.m3u8"))
                            .header("Origin", "https://www.example.com")
                            .send())
                    .hasStatus(404)
                    .hasHeader("access-control-allow-origin", "*");
        }

        @Test
        void haveLogsMetricsCorsAndALifecycle() {
            assertThat(SYSTEM.resources("AWS::MediaStore::Container"))
                    .hasSize(2)
                    .allSatisfy(container -> {
                        assertThat(container.path("AccessLoggingEnabled").asBoolean())
                                .isTrue();
                        assertThat(container
                                        .at("/MetricPolicy/ContainerLevelMetrics")
                                        .asText())
                                .isEqualTo("ENABLED");
                        assertThat(container.path("CorsPolicy")).isNotEmpty();
                        assertThat(container.path("LifecyclePolicy").asText()).contains("days_since_create");
                    });
        }
    }
}
