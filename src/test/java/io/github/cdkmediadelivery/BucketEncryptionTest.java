package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.S3Topologies.importedKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;

/** Buckets whose encryption needs a grant of its own, beside the bucket's policy. */
class BucketEncryptionTest {

    private static final String CONFIGURATION = "arn:aws:mediatailor:eu-west-1:111122223333:playbackConfiguration/";
    private static final String KEY = "AWS::KMS::Key";

    /** Who reads or writes the user's bucket, by which option. */
    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    enum Use {
        FILMS("bucket", "CloudFront", (stack, bucket) -> S3OacVodDistribution.Builder.create(stack, "Delivery")
                .bucket(ContentBucket.of(bucket))
                .build()),
        FILMS_BY_IDENTITY(
                "bucket", "CloudFront", (stack, bucket) -> S3OacVodDistribution.Builder.create(stack, "Delivery")
                        .bucket(ContentBucket.of(bucket))
                        .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                        .build()),
        LIVE("bucket", "CloudFront", (stack, bucket) -> S3LiveDistribution.Builder.create(stack, "Delivery")
                .bucket(ContentBucket.of(bucket))
                .build()),
        ADS("directlyFrom", "MediaTailor", BucketEncryptionTest::ads),
        LOGS("accessLogs", "log delivery", BucketEncryptionTest::logs);

        private final String option;
        private final String service;
        private final BiConsumer<Stack, IBucket> build;

        Use(String option, String service, BiConsumer<Stack, IBucket> build) {
            this.option = option;
            this.service = service;
            this.build = build;
        }
    }

    @Nested
    class TheAwsManagedKey {

        static Stream<Arguments> everywhere() {
            return Stream.of(Use.values())
                    .flatMap(use -> Stream.of(BucketEncryption.KMS_MANAGED, BucketEncryption.DSSE_MANAGED)
                            .map(encryption -> Arguments.of(use, encryption)));
        }

        @ParameterizedTest
        @MethodSource("everywhere")
        void isRefusedWhereverAServiceReadsOrWrites(Use use, BucketEncryption encryption) {
            Synth.template(stack -> {
                var bucket = bucket(stack, encryption, null);

                assertThatIllegalArgumentException()
                        .isThrownBy(() -> use.build.accept(stack, bucket))
                        .withMessage(
                                "%s: must not be encrypted with the AWS managed key aws/s3, which lets %s do nothing, got"
                                        + " 'Test/Masters'; use BucketEncryption.S3_MANAGED, or BucketEncryption.KMS"
                                        + " with a key of yours, and encrypt anew what is in it",
                                use.option, use.service);
                assertThat(stack.getNode().getChildren()).hasSize(1);
            });
        }

        @Test
        void isRefusedByItsAliasToo() {
            Synth.template(stack -> assertThatIllegalArgumentException()
                    .isThrownBy(() -> S3LiveDistribution.Builder.create(stack, "Live")
                            .bucket(ContentBucket.created()
                                    .encryptedWith(Alias.fromAliasName(stack, "Alias", "alias/aws/s3")))
                            .build())
                    .withMessageStartingWith("bucket: must not be encrypted with the AWS managed key aws/s3"));
        }

        @ParameterizedTest
        @EnumSource(
                value = BucketEncryption.class,
                names = {"S3_MANAGED", "UNENCRYPTED"})
        void isNotTakenForS3sOwn(BucketEncryption encryption) {
            for (var use : Use.values()) {
                Synth.template(stack -> use.build.accept(stack, bucket(stack, encryption, null)));
            }
        }
    }

    @Nested
    class AKeyOfTheUsersBeforeMediaTailor {

        @ParameterizedTest
        @CsvSource({
            "mediatailor.amazonaws.com,  news,  kms:Decrypt,         ALLOWED",
            "mediatailor.amazonaws.com,  other, kms:Decrypt,         DENIED",
            "mediaconvert.amazonaws.com, news,  kms:Decrypt,         DENIED",
            "mediatailor.amazonaws.com,  news,  kms:Encrypt,         DENIED",
            "mediatailor.amazonaws.com,  news,  kms:GenerateDataKey, DENIED",
        })
        void decryptsForThisConfigurationAlone(String service, String name, String action, Decision decision) {
            var template = Resources.of(stack -> ads(stack, encrypted(stack, new Key(stack, "Key"))));

            assertThat(IamSimulator.request(action)
                            .on("arn:aws:kms:eu-west-1:111122223333:key/1")
                            .byService(service)
                            .with("aws:SourceArn", CONFIGURATION + name)
                            .against(keyPolicy(template)))
                    .isEqualTo(decision);
        }

        @Test
        void toldToItsOwnerWhereItIsImported() {
            var template = Resources.of(stack -> ads(stack, encrypted(stack, importedKey(stack))));

            assertThat(output(template, "MediaTailorKeyPolicyStatement"))
                    .isEqualTo("{\"Sid\":\"AllowMediaTailor19FBA0E9\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                            + "\"mediatailor.amazonaws.com\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\","
                            + "\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":\"" + CONFIGURATION + "news\"}}}");
        }

        /** A policy in another region's template would read the references as its own region. */
        @Test
        void namesTheRegionOfTheConfigurationNotOfTheKey() {
            var templates = Synth.templates(app -> {
                var storage = stack(app, "Storage", "us-west-2");
                var key = new Key(storage, "Key");
                ads(stack(app, "Delivery", "eu-west-1"), encrypted(storage, key));
            });
            var storage = new Resources(Objects.requireNonNull(templates.get("Storage")));

            assertThat(List.of(
                            keyPolicy(storage).toString(),
                            storage.only("AWS::S3::BucketPolicy").toString()))
                    .allSatisfy(policy -> assertThat(policy).contains(":mediatailor:eu-west-1:111122223333:"));
        }
    }

    @Nested
    class AKeyOfTheUsersUnderLogs {

        @ParameterizedTest
        @CsvSource({
            "us-east-1, delivery.logs.amazonaws.com, 111122223333, kms:GenerateDataKey, ALLOWED",
            "us-east-1, delivery.logs.amazonaws.com, 111122223333, kms:Decrypt,         ALLOWED",
            "us-east-1, delivery.logs.amazonaws.com, 444455556666, kms:GenerateDataKey, DENIED",
            "us-east-1, logs.amazonaws.com,          111122223333, kms:GenerateDataKey, DENIED",
            // AWS documents no condition for the legacy way.
            "eu-west-1, delivery.logs.amazonaws.com, 111122223333, kms:GenerateDataKey, ALLOWED",
            "eu-west-1, cloudfront.amazonaws.com,    111122223333, kms:GenerateDataKey, DENIED",
        })
        void encryptsForLogDelivery(String region, String service, String account, String action, Decision decision) {
            var template = located(region, stack -> logs(stack, encrypted(stack, new Key(stack, "Key"))));

            assertThat(IamSimulator.request(action)
                            .on("arn:aws:kms:" + region + ":111122223333:key/1")
                            .byService(service)
                            .with("aws:SourceAccount", account)
                            .with("aws:SourceArn", "arn:aws:logs:us-east-1:" + account + ":delivery-source:logs")
                            .against(keyPolicy(template)))
                    .isEqualTo(decision);
        }

        @ParameterizedTest
        @CsvSource({"us-east-1, true", "eu-west-1, false"})
        void toldToItsOwnerWhereItIsImported(String region, boolean conditions) {
            var template = located(region, stack -> logs(stack, encrypted(stack, importedKey(stack))));

            assertThat(output(template, "LogKeyPolicyStatement"))
                    .startsWith("{\"Sid\":\"AllowLogDelivery\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                            + "\"delivery.logs.amazonaws.com\"},\"Action\":[\"kms:GenerateDataKey*\",\"kms:Decrypt\"],"
                            + "\"Resource\":\"*\"")
                    .satisfies(statement ->
                            assertThat(statement.contains("\"Condition\"")).isEqualTo(conditions));
        }

        @Test
        void doesNotConcernTheBucketMadeHere() {
            var template = located("us-east-1", stack -> S3LiveDistribution.Builder.create(stack, "Live")
                    .bucket(ContentBucket.created().encryptedWith(new Key(stack, "Key")))
                    .accessLogs(AccessLogs.toS3())
                    .build());

            assertThat(keyPolicy(template).toString()).doesNotContain("delivery.logs");
        }
    }

    private static void ads(Stack stack, IBucket bucket) {
        MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(new HttpOrigin("origin.example.com"))
                .playback(MediaTailorPlayback.created("news", AdsFixtures.AD_SERVER, "/films")
                        .directlyFrom(bucket))
                .build();
    }

    private static void logs(Stack stack, IBucket bucket) {
        S3LiveDistribution.Builder.create(stack, "Live")
                .accessLogs(AccessLogs.toS3().bucket(bucket))
                .build();
    }

    private static Bucket encrypted(Stack stack, IKey key) {
        return bucket(stack, BucketEncryption.KMS, key);
    }

    private static Bucket bucket(Stack stack, BucketEncryption encryption, @Nullable IKey key) {
        return Bucket.Builder.create(stack, "Masters")
                .bucketName("masters-of-the-test")
                .encryption(encryption)
                .encryptionKey(key)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
                .build();
    }

    private static JsonNode keyPolicy(Resources template) {
        return template.resolved(template.only(KEY).path("KeyPolicy"));
    }

    private static String output(Resources template, String id) {
        return template.template().path("Outputs").properties().stream()
                .filter(output -> output.getKey().contains(id))
                .map(Map.Entry::getValue)
                .map(output -> template.resolved(output.path("Value")).asText())
                .findFirst()
                .orElse("none");
    }

    private static Resources located(String region, Consumer<Stack> build) {
        var templates = Synth.templates(app -> build.accept(stack(app, "Test", region)));
        return new Resources(Objects.requireNonNull(templates.get("Test")));
    }

    private static Stack stack(App app, String id, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .region(region)
                                .account(Resolved.ACCOUNT)
                                .build())
                        .build());
    }
}
