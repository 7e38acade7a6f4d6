package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * Every way in which distribution, bucket and key can be spread over stacks, and who of them is imported.
 *
 * <p>The distribution is always {@code Films} of stack {@code Delivery}; what is in another stack is in
 * {@code Storage}.
 */
enum S3Topologies {
    CREATED(app -> films(delivery(app)).build()),

    USERS_BUCKET(app -> beside(app, films -> films, of(S3Topologies::bucket))),

    OTHER_STACK(app -> elsewhere(app, films -> films, of(S3Topologies::bucket))),

    OTHER_STACK_DEPLOYED(app -> elsewhere(app, S3Topologies::deployed, of(S3Topologies::bucket))),

    IMPORTED(app -> beside(app, films -> films, of(S3Topologies::importedBucket))),

    KMS_CREATED(app -> beside(app, films -> films, with(S3Topologies::key))),

    KMS_CREATED_DEPLOYED(app -> beside(app, S3Topologies::deployed, with(S3Topologies::key))),

    KMS_USERS_BUCKET(app -> beside(app, films -> films, of(stack -> encryptedBucket(stack, key(stack))))),

    KMS_KEY_IN_OTHER_STACK(app -> elsewhere(app, films -> films, with(S3Topologies::key))),

    KMS_KEY_IN_OTHER_STACK_DEPLOYED(app -> elsewhere(app, S3Topologies::deployed, with(S3Topologies::key))),

    KMS_BUCKET_AND_KEY_IN_OTHER_STACK(
            app -> elsewhere(app, films -> films, of(stack -> encryptedBucket(stack, key(stack))))),

    KMS_KEY_IMPORTED(app -> beside(app, films -> films, with(S3Topologies::importedKey))),

    KMS_BUCKET_AND_KEY_IMPORTED(app -> beside(app, films -> films, of(S3Topologies::importedEncryptedBucket))),

    TWO_ON_ONE_BUCKET(app -> {
        var delivery = delivery(app);
        var bucket = ContentBucket.of(bucket(delivery));
        films(delivery).bucket(bucket).build();
        films(delivery, "More").bucket(bucket).build();
    }),

    TWO_ON_ONE_BUCKET_IN_OTHER_STACK(app -> {
        var bucket = ContentBucket.of(bucket(storage(app)));
        deployed(films(delivery(app))).bucket(bucket).build();
        films(new Stack(app, "MoreDelivery"), "More").bucket(bucket).build();
    }),

    TWO_ON_ONE_KEY(app -> {
        var delivery = delivery(app);
        var bucket = ContentBucket.created().encryptedWith(key(delivery));
        deployed(films(delivery)).bucket(bucket).build();
        films(delivery, "More")
                .bucket(bucket)
                .deployedDistributionId(S3Topologies.OTHER_DEPLOYED_ID)
                .build();
    }),

    ORIGIN_PATH(app -> films(delivery(app)).originPath("/published").build()),

    TIMEOUTS(app -> films(delivery(app))
            .originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(6)))
            .build()),

    CONTENT_PATH(app -> films(delivery(app)).contentPath("/video").build()),

    LIVE_USERS_BUCKET_IN_FOLDERS(app -> {
        var delivery = delivery(app);
        S3LiveDistribution.Builder.create(delivery, "Films")
                .bucket(ContentBucket.of(bucket(delivery)))
                .originPath("/published")
                .contentPath("/live")
                .build();
    }),

    IDENTITY(app -> legacy(films(delivery(app))).build()),

    IDENTITY_OTHER_STACK(app -> elsewhere(app, S3Topologies::legacy, of(S3Topologies::bucket))),

    IDENTITY_IMPORTED(app -> beside(app, S3Topologies::legacy, of(S3Topologies::importedBucket)));

    static final String DEPLOYED_ID = "E2ABCDEFGHIJKL";
    static final String OTHER_DEPLOYED_ID = "E3MNOPQRSTUVWX";
    static final String IMPORTED_BUCKET = "owned-elsewhere";
    static final String IMPORTED_KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

    private static final Map<S3Topologies, Map<String, JsonNode>> TEMPLATES = new ConcurrentHashMap<>();

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Consumer<App> build;

    S3Topologies(Consumer<App> build) {
        this.build = build;
    }

    Consumer<App> app() {
        return build;
    }

    /** The templates, synthesized once per run. */
    Map<String, JsonNode> templates() {
        return TEMPLATES.computeIfAbsent(this, topology -> Synth.templates(topology.build));
    }

    static Stack delivery(App app) {
        return new Stack(app, "Delivery");
    }

    static Stack storage(App app) {
        return new Stack(app, "Storage");
    }

    /** The bucket, or its key, is in another stack. */
    private static void elsewhere(App app, Options options, Function<Stack, ContentBucket> bucket) {
        var found = bucket.apply(storage(app));
        options.apply(films(delivery(app))).bucket(found).build();
    }

    /** The bucket, or its key, is in the distribution's stack. */
    private static void beside(App app, Options options, Function<Stack, ContentBucket> bucket) {
        var delivery = delivery(app);
        options.apply(films(delivery)).bucket(bucket.apply(delivery)).build();
    }

    private static Function<Stack, ContentBucket> of(Function<Stack, IBucket> bucket) {
        return stack -> ContentBucket.of(bucket.apply(stack));
    }

    private static Function<Stack, ContentBucket> with(Function<Stack, IKey> key) {
        return stack -> ContentBucket.created().encryptedWith(key.apply(stack));
    }

    private interface Options extends UnaryOperator<S3OacVodDistribution.Builder> {}

    private static S3OacVodDistribution.Builder deployed(S3OacVodDistribution.Builder films) {
        return films.deployedDistributionId(DEPLOYED_ID);
    }

    private static S3OacVodDistribution.Builder legacy(S3OacVodDistribution.Builder films) {
        return films.originAccess(S3Access.ORIGIN_ACCESS_IDENTITY);
    }

    static S3OacVodDistribution.Builder films(Stack stack) {
        return films(stack, "Films");
    }

    static S3OacVodDistribution.Builder films(Stack stack, String id) {
        return S3OacVodDistribution.Builder.create(stack, id);
    }

    static Bucket bucket(Stack stack) {
        return new Bucket(stack, "Masters");
    }

    static Bucket encryptedBucket(Stack stack, IKey key) {
        return Bucket.Builder.create(stack, "Masters")
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .build();
    }

    static IBucket importedBucket(Stack stack) {
        return Bucket.fromBucketName(stack, "Imported", IMPORTED_BUCKET);
    }

    static IBucket importedEncryptedBucket(Stack stack) {
        return Bucket.fromBucketAttributes(
                stack,
                "Imported",
                BucketAttributes.builder()
                        .bucketName(IMPORTED_BUCKET)
                        .encryptionKey(importedKey(stack))
                        .build());
    }

    static Key key(Stack stack) {
        return new Key(stack, "Key");
    }

    static IKey importedKey(Stack stack) {
        return Key.fromKeyArn(stack, "ImportedKey", IMPORTED_KEY);
    }
}
