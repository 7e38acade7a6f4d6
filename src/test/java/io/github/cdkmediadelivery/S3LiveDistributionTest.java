package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.LifecycleRule;

/** What live streams in S3 have beside what every store of files has. */
class S3LiveDistributionTest {

    private static final String BUCKET = "AWS::S3::Bucket";

    @Nested
    class OldSegments {

        @Test
        void expireByAge() {
            var template = live(live -> live.expireAfter(Duration.ofDays(3)));

            assertThatJson(template.only(BUCKET).at("/LifecycleConfiguration/Rules"))
                    .isEqualTo("[{AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}, Status: 'Enabled'},"
                            + " {ExpirationInDays: 3, ObjectSizeGreaterThan: '10240', Status: 'Enabled'}]");
        }

        @Test
        void expireInTheBucketThatIsChosenBeforeOrAfterTheAge() {
            var versioned = ContentBucket.created().versioned(Duration.ofDays(1));
            var before = live(live -> live.expireAfter(Duration.ofDays(2)).bucket(versioned));
            var after = live(live -> live.bucket(versioned).expireAfter(Duration.ofDays(2)));

            assertThatJson(before.template()).isEqualTo(after.template());
            assertThat(before.only(BUCKET).at("/LifecycleConfiguration/Rules")).hasSize(3);
        }

        @Test
        void expireInABucketWithAKeyOfTheUsers() {
            var template = Resources.of(stack -> S3LiveDistribution.Builder.create(stack, "Live")
                    .bucket(ContentBucket.created().encryptedWith(new Key(stack, "Key")))
                    .expireAfter(Duration.ofDays(1))
                    .build());

            assertThat(template.only(BUCKET).findValuesAsText("SSEAlgorithm")).containsExactly("aws:kms");
            assertThat(template.only("AWS::KMS::Key").path("KeyPolicy").toString())
                    .contains("cloudfront.amazonaws.com");
            assertThat(template.only(BUCKET).at("/LifecycleConfiguration/Rules"))
                    .hasSize(2);
        }
    }

    /** What ffmpeg 5.1 wrote for HLS in TS and in fragmented MP4 and for DASH: a size and a path in each line. */
    @Nested
    class AnEncoderThatRunsForLongerThanTheAge {

        private static final Pattern INIT_OR_MULTIVARIANT = Pattern.compile(".*init.*|index\\.m3u8|fmp4/index\\.m3u8");

        @Test
        void leavesANewViewerAllThatItWroteOnce() throws IOException {
            assertThat(files(file -> INIT_OR_MULTIVARIANT.matcher(file.path).matches()))
                    .hasSizeGreaterThan(6)
                    .noneMatch(file -> file.size > LARGEST_KEPT);
        }

        @Test
        void leavesNextToNothingToPayFor() throws IOException {
            var segments = files(file -> file.path.matches(".*[0-9]\\.(ts|m4s)") && !file.path.contains("init"));

            assertThat(segments).hasSizeGreaterThan(100);
            assertThat(bytes(segments, size -> size <= LARGEST_KEPT)).isLessThan(bytes(segments, size -> true) / 1_000);
        }

        private static long bytes(List<Written> files, IntPredicate which) {
            return files.stream()
                    .mapToInt(Written::size)
                    .filter(which)
                    .asLongStream()
                    .sum();
        }

        private static final int LARGEST_KEPT = live(live -> live.expireAfter(Duration.ofDays(1)))
                .only(BUCKET)
                .at("/LifecycleConfiguration/Rules/1/ObjectSizeGreaterThan")
                .asInt();

        private static List<Written> files(Predicate<Written> which) throws IOException {
            return Files.readAllLines(Path.of("src/test/resources/encoder/ffmpeg.txt")).stream()
                    .map(line -> line.split(" ", 2))
                    .map(line -> new Written(Integer.parseInt(line[0]), line[1]))
                    .filter(which)
                    .toList();
        }
    }

    private record Written(int size, String path) {}

    @Test
    void aBucketOfTheUsersIsUsedAsItIs() {
        var template = Resources.of(stack -> {
            var bucket = Bucket.Builder.create(stack, "Own")
                    .lifecycleRules(List.of(LifecycleRule.builder()
                            .expiration(software.amazon.awscdk.Duration.days(3))
                            .build()))
                    .build();
            assertThat(S3LiveDistribution.Builder.create(stack, "Live")
                            .bucket(ContentBucket.of(bucket))
                            .build()
                            .getBucket())
                    .isSameAs(bucket);
        });

        assertThatJson(template.only(BUCKET))
                .isEqualTo("{LifecycleConfiguration: {Rules: [{ExpirationInDays: 3, Status: 'Enabled'}]}}");
    }

    private static Resources live(Consumer<S3LiveDistribution.Builder> options) {
        return Resources.of(stack -> {
            var live = S3LiveDistribution.Builder.create(stack, "Live");
            options.accept(live);
            live.build();
        });
    }
}
