package io.github.cdkmediadelivery;

import java.util.function.BiConsumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;

/**
 * The distribution in us-east-1, in stack {@code Edge}; what it serves in eu-west-1, in {@code Content}; who may read
 * that in {@code Access}, beside it.
 */
enum OtherRegions {
    LIVE("/out/v1/news/one/hls/", 1, (app, content) -> live(app, content, MediaPackageV2Access.originAccessControl())),

    LIVE_WITH_A_SECRET("/out/v1/news/one/hls/", 1, (app, content) -> {
        var secret = MediaPackageV2CdnAuthorization.Builder.create(content, "Secret")
                .replicatedTo("us-east-1")
                .build();
        live(app, content, MediaPackageV2Access.originAccessControlAndCdnAuthorization(secret));
    }),

    LIVE_IN_A_PLAIN_DISTRIBUTION("/out/v1/news/one/hls/", 1, (app, content) -> {
        var edge = edge(app);
        var origin = MediaPackageOrigin.v2(LiveFixtures.group(content))
                .endpoint(MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(content, "hls"))
                        .policyIn(access(app, content)))
                .build();
        Distribution.Builder.create(edge, "Delivery")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(new HttpOrigin("www.example.com"))
                        .build())
                .additionalBehaviors(origin.behaviors(edge))
                .build();
    }),

    LIVE_OF_VERSION_1("/out/v1/", 0, (app, content) -> {
        var secret = MediaPackageCdnAuthorization.Builder.create(content, "Secret")
                .replicatedTo("us-east-1")
                .build();
        LiveFixtures.begun(edge(app))
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(secret))
                        .endpoint(MediaPackageEndpoint.of(LiveFixtures.v1Resource(content)))
                        .build())
                .build();
    }),

    FILMS("/", 1, (app, content) -> films(app, ContentBucket.of(new Bucket(content, "Masters")))),

    IMPORTED_FILMS(
            "/",
            1,
            (app, content) -> films(
                    app,
                    ContentBucket.of(Bucket.fromBucketAttributes(
                            content,
                            "Masters",
                            BucketAttributes.builder()
                                    .bucketName("masters")
                                    .region("eu-west-1")
                                    .build())))),

    ENCRYPTED_FILMS(
            "/",
            2,
            (app, content) ->
                    films(app, ContentBucket.of(S3Topologies.encryptedBucket(content, new Key(content, "Key"))))),

    LIVE_FILES("/", 1, (app, content) -> S3LiveDistribution.Builder.create(edge(app), "Delivery")
            .bucket(ContentBucket.of(new Bucket(content, "Live")).policyIn(access(app, content)))
            .build()),

    ADS("/out/v1/news/one/hls/", 1, (app, content) -> {
        var access = access(app, content);
        var hls = MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(content, "hls"))
                .policyIn(access);
        var ads = MediaTailorDistribution.Builder.create(edge(app), "Delivery")
                .content(MediaPackageOrigin.v2(LiveFixtures.group(content))
                        .endpoint(hls)
                        .build())
                .playback(MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/out/v1/news/one/hls")
                        .directlyFrom(hls)
                        .configurationIn(access))
                .build();
        CfnOutput.Builder.create(access, "Url")
                .value(ads.getPlaybackUrl("index.m3u8"))
                .build();
    });

    static final String ACCOUNT = "111122223333";
    static final String OTHER_ACCOUNT = "444455556666";

    private final String folder;
    private final int grants;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiConsumer<App, Stack> definition;

    OtherRegions(String folder, int grants, BiConsumer<App, Stack> definition) {
        this.folder = folder;
        this.grants = grants;
        this.definition = definition;
    }

    void define(App app) {
        define(app, ACCOUNT);
    }

    /** The same with the content in another account than the distribution. */
    void define(App app, String account) {
        definition.accept(app, stack(app, "Content", account, "eu-west-1"));
    }

    /** To CloudFront: of the bucket or endpoint, and of the key. */
    int grants() {
        return grants;
    }

    String path(String file) {
        return folder + file;
    }

    /** Where the library has no reference of its own to make weak. */
    boolean refersAsTheAppDoes() {
        return this == LIVE_OF_VERSION_1 || this == LIVE_IN_A_PLAIN_DISTRIBUTION;
    }

    boolean hasSecret() {
        return this == LIVE_WITH_A_SECRET || this == LIVE_OF_VERSION_1;
    }

    static Stack edge(App app) {
        return stack(app, "Edge", ACCOUNT, "us-east-1");
    }

    static Stack access(App app, Stack content) {
        return stack(app, "Access", content.getAccount(), "eu-west-1");
    }

    static Stack stack(App app, String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }

    private static void live(App app, Stack content, MediaPackageV2Access access) {
        LiveFixtures.begun(edge(app))
                .origin(MediaPackageOrigin.v2(LiveFixtures.group(content))
                        .endpoint(MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(content, "hls"))
                                .policyIn(access(app, content)))
                        .originAccess(access)
                        .build())
                .build();
    }

    private static void films(App app, ContentBucket bucket) {
        S3OacVodDistribution.Builder.create(edge(app), "Delivery")
                .bucket(bucket.policyIn(access(app, (Stack) app.getNode().findChild("Content"))))
                .build();
    }
}
