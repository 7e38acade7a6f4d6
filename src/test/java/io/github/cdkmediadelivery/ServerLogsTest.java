package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;

/** S3's own log of a bucket that the library creates: where it goes, and that S3 may write it. */
class ServerLogsTest {

    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String ELSEWHERE = "444455556666";

    /** The buckets of films and of logs, and the policy of the latter; {@code Logs} is its stack or the same one. */
    private record Logged(Map<String, JsonNode> templates, String logs) {

        static Logged of(String logs, Function<App, ContentBucket> bucket) {
            return new Logged(
                    Synth.templates(app -> {
                        var chosen = bucket.apply(app);
                        S3OacVodDistribution.Builder.create(new Stack(app, "Delivery"), "Films")
                                .bucket(chosen)
                                .build();
                    }),
                    logs);
        }

        private JsonNode resolved(String stack, JsonNode value) {
            return Resolved.of(templates).value(stack, value);
        }

        JsonNode configuration() {
            return new Resources(templates.get("Delivery"))
                    .all(BUCKET).values().stream()
                            .filter(bucket -> bucket.has("LoggingConfiguration"))
                            .map(bucket -> resolved("Delivery", bucket.path("LoggingConfiguration")))
                            .findFirst()
                            .orElseThrow();
        }

        String target() {
            return configuration().path("DestinationBucketName").asText();
        }

        String logged() {
            return new Resources(templates.get("Delivery"))
                    .all(BUCKET).entrySet().stream()
                            .filter(bucket -> bucket.getValue().has("LoggingConfiguration"))
                            .map(bucket -> resolved(
                                            "Delivery",
                                            JsonNodeFactory.instance
                                                    .objectNode()
                                                    .set(
                                                            "Fn::GetAtt",
                                                            JsonNodeFactory.instance
                                                                    .arrayNode()
                                                                    .add(bucket.getKey())
                                                                    .add("Arn")))
                                    .asText())
                            .findFirst()
                            .orElseThrow();
        }

        JsonNode policy() {
            return new Resources(templates.get(logs))
                    .all("AWS::S3::BucketPolicy").values().stream()
                            .map(policy -> resolved(logs, policy))
                            .filter(policy -> policy.path("Bucket").asText().equals(target()))
                            .map(policy -> policy.path("PolicyDocument"))
                            .findFirst()
                            .orElseThrow();
        }

        void mayBeWritten(boolean allowed, String name, String account, String source) {
            new Guard(policy())
                    .decides(
                            allowed,
                            name + " for " + source + " of " + account,
                            IamSimulator.request("s3:PutObject")
                                    .on("arn:aws:s3:::" + target() + "/" + name)
                                    .byService("logging.s3.amazonaws.com")
                                    .with("aws:SecureTransport", "true")
                                    .with("aws:SourceAccount", account)
                                    .with("aws:SourceArn", source));
        }
    }

    @Test
    void goIntoABucketBesideItThatNothingElseMayWrite() {
        var logs = Logged.of("Delivery", app -> ContentBucket.created().serverAccessLogs());

        logs.mayBeWritten(true, "2026-11-26-a", Resolved.ACCOUNT, logs.logged());
        logs.mayBeWritten(false, "2026-11-26-a", ELSEWHERE, logs.logged());
        logs.mayBeWritten(false, "2026-11-26-a", Resolved.ACCOUNT, "arn:aws:s3:::another");
        assertThat(logs.configuration().has("LogFilePrefix")).isFalse();
    }

    @Test
    void stayForNinetyDays() {
        var logs = Logged.of("Delivery", app -> ContentBucket.created().serverAccessLogs());
        var lifecycles = new Resources(logs.templates().get("Delivery"))
                .all(BUCKET).values().stream()
                        .filter(bucket -> !bucket.has("LoggingConfiguration"))
                        .flatMap(bucket -> StreamSupport.stream(
                                bucket.at("/LifecycleConfiguration/Rules").spliterator(), false))
                        .map(rule -> rule.path("ExpirationInDays").asInt());

        assertThat(lifecycles).containsExactly(90);
    }

    @Test
    void goIntoABucketOfAnotherStackWithoutACycle() {
        var logs = Logged.of("Logs", app -> ContentBucket.created()
                .serverAccessLogs(new Bucket(new Stack(app, "Logs"), "Target"), "films/"));

        logs.mayBeWritten(true, "films/2026-11-26-a", Resolved.ACCOUNT, logs.logged());
        logs.mayBeWritten(false, "others/2026-11-26-a", Resolved.ACCOUNT, logs.logged());
        logs.mayBeWritten(false, "films/2026-11-26-a", ELSEWHERE, logs.logged());
        assertThat(logs.configuration().path("LogFilePrefix").asText()).isEqualTo("films/");
    }

    @Test
    void ofAnImportedBucketAreTheOwnersToAllow() {
        assertThat(Findings.said(app -> {
                    var stack = new Stack(app, "Delivery");
                    S3OacVodDistribution.Builder.create(stack, "Films")
                            .bucket(ContentBucket.created()
                                    .serverAccessLogs(Bucket.fromBucketName(stack, "Target", "owned-elsewhere"), ""))
                            .build();
                }))
                .hasEntrySatisfying("cdk-media-delivery:server-log-bucket-policy", text -> assertThat(text)
                        .contains("\"logging.s3.amazonaws.com\"", "arn:aws:s3:::BUCKET/*"));
    }

    @Test
    void goIntoNoBucketWithAKey() {
        var stack = new Stack(new App(), "Test");
        var target = Bucket.Builder.create(stack, "Target")
                .encryption(BucketEncryption.KMS)
                .encryptionKey(new Key(stack, "Key"))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentBucket.created()
                        .serverAccessLogs(target, "films/")
                        .define(stack, "Masters"))
                .withMessage(
                        "serverAccessLogs: must be a bucket that S3 encrypts itself, since it writes logs into none"
                                + " with a KMS key, got 'Test/Target'; use BucketEncryption.S3_MANAGED for the logs");
    }

    @Test
    void goIntoNoBucketOfAnotherRegion() {
        var app = new App();
        var target = new Bucket(OtherRegions.stack(app, "Logs", OtherRegions.ACCOUNT, "eu-west-1"), "Target");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentBucket.created()
                        .serverAccessLogs(target, "films/")
                        .define(OtherRegions.edge(app), "Masters"))
                .withMessage("serverAccessLogs: must be a bucket of the region of the one whose log it is, got"
                        + " 'eu-west-1'; give one of us-east-1");
    }

    /** Uploads that were never finished, and calls to KMS, cost what nobody sees. */
    @Test
    void standBesideWhatACreatedBucketHasAnyway() {
        var template = Resources.of(stack ->
                ContentBucket.created().encryptedWith(new Key(stack, "Key")).define(stack, "Masters"));
        var bucket = template.only(BUCKET);

        assertThat(bucket.at("/BucketEncryption/ServerSideEncryptionConfiguration/0/BucketKeyEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(bucket.at("/LifecycleConfiguration/Rules").findValues("AbortIncompleteMultipartUpload"))
                .extracting(JsonNode::toString)
                .isEqualTo(List.of("{\"DaysAfterInitiation\":7}"));
    }
}
