package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
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
        void expireByTheAgeThatWasSaidLast() {
            var template = live(live -> live.expireAfter(Duration.ofDays(9)).expireAfter(Duration.ofDays(3)));

            assertThatJson(template.only(BUCKET).at("/LifecycleConfiguration/Rules"))
                    .isEqualTo("[{AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}, Status: 'Enabled'},"
                            + " {ExpirationInDays: 3, Status: 'Enabled'}]");
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
