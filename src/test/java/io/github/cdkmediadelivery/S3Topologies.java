package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

    USERS_BUCKET(app -> {
        var delivery = delivery(app);
        films(delivery).bucket(ContentBucket.of(bucket(delivery))).build();
    }),

    OTHER_STACK(app -> {
        var bucket = bucket(storage(app));
        films(delivery(app)).bucket(ContentBucket.of(bucket)).build();
    }),

    OTHER_STACK_DEPLOYED(app -> {
        var bucket = bucket(storage(app));
        films(delivery(app))
                .bucket(ContentBucket.of(bucket))
                .deployedDistributionId(S3Topologies.DEPLOYED_ID)
                .build();
    }),

    IMPORTED(app -> {
        var delivery = delivery(app);
        films(delivery).bucket(ContentBucket.of(importedBucket(delivery))).build();
    }),

    KMS_CREATED(app -> {
        var delivery = delivery(app);
        films(delivery)
                .bucket(ContentBucket.created().encryptedWith(key(delivery)))
                .build();
    }),

    KMS_CREATED_DEPLOYED(app -> {
        var delivery = delivery(app);
        films(delivery)
                .bucket(ContentBucket.created().encryptedWith(key(delivery)))
                .deployedDistributionId(S3Topologies.DEPLOYED_ID)
                .build();
    }),

    KMS_USERS_BUCKET(app -> {
        var delivery = delivery(app);
        films(delivery)
                .bucket(ContentBucket.of(encryptedBucket(delivery, key(delivery))))
                .build();
    }),

    KMS_KEY_IN_OTHER_STACK(app -> {
        var key = key(storage(app));
        films(delivery(app)).bucket(ContentBucket.created().encryptedWith(key)).build();
    }),

    KMS_KEY_IN_OTHER_STACK_DEPLOYED(app -> {
        var key = key(storage(app));
        films(delivery(app))
                .bucket(ContentBucket.created().encryptedWith(key))
                .deployedDistributionId(S3Topologies.DEPLOYED_ID)
                .build();
    }),

    KMS_BUCKET_AND_KEY_IN_OTHER_STACK(app -> {
        var storage = storage(app);
        var bucket = encryptedBucket(storage, key(storage));
        films(delivery(app)).bucket(ContentBucket.of(bucket)).build();
    }),

    KMS_KEY_IMPORTED(app -> {
        var delivery = delivery(app);
        films(delivery)
                .bucket(ContentBucket.created().encryptedWith(importedKey(delivery)))
                .build();
    }),

    KMS_BUCKET_AND_KEY_IMPORTED(app -> {
        var delivery = delivery(app);
        var bucket = Bucket.fromBucketAttributes(
                delivery,
                "Imported",
                BucketAttributes.builder()
                        .bucketName(S3Topologies.IMPORTED_BUCKET)
                        .encryptionKey(importedKey(delivery))
                        .build());
        films(delivery).bucket(ContentBucket.of(bucket)).build();
    }),

    TWO_ON_ONE_BUCKET(app -> {
        var delivery = delivery(app);
        var bucket = ContentBucket.of(bucket(delivery));
        films(delivery).bucket(bucket).build();
        films(delivery, "More").bucket(bucket).build();
    }),

    TWO_ON_ONE_BUCKET_IN_OTHER_STACK(app -> {
        var bucket = ContentBucket.of(bucket(storage(app)));
        films(delivery(app))
                .bucket(bucket)
                .deployedDistributionId(S3Topologies.DEPLOYED_ID)
                .build();
        films(new Stack(app, "MoreDelivery"), "More").bucket(bucket).build();
    }),

    TWO_ON_ONE_KEY(app -> {
        var delivery = delivery(app);
        var key = key(delivery);
        films(delivery)
                .bucket(ContentBucket.created().encryptedWith(key))
                .deployedDistributionId(S3Topologies.DEPLOYED_ID)
                .build();
        films(delivery, "More")
                .bucket(ContentBucket.created().encryptedWith(key))
                .deployedDistributionId(S3Topologies.OTHER_DEPLOYED_ID)
                .build();
    }),

    ORIGIN_PATH(app -> films(delivery(app)).originPath("/published").build()),

    CONTENT_PATH(app -> films(delivery(app)).contentPath("/video").build()),

    LIVE_USERS_BUCKET_IN_FOLDERS(app -> {
        var delivery = delivery(app);
        S3LiveDistribution.Builder.create(delivery, "Films")
                .bucket(ContentBucket.of(bucket(delivery)))
                .originPath("/published")
                .contentPath("/live")
                .build();
    }),

    IDENTITY(app ->
            films(delivery(app)).originAccess(S3Access.ORIGIN_ACCESS_IDENTITY).build()),

    IDENTITY_OTHER_STACK(app -> {
        var bucket = bucket(storage(app));
        films(delivery(app))
                .bucket(ContentBucket.of(bucket))
                .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                .build();
    }),

    IDENTITY_IMPORTED(app -> {
        var delivery = delivery(app);
        films(delivery)
                .bucket(ContentBucket.of(importedBucket(delivery)))
                .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                .build();
    });

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

    static Key key(Stack stack) {
        return new Key(stack, "Key");
    }

    static IKey importedKey(Stack stack) {
        return Key.fromKeyArn(stack, "ImportedKey", IMPORTED_KEY);
    }
}
