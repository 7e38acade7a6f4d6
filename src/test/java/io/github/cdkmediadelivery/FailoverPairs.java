package io.github.cdkmediadelivery;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediastore.CfnContainer;
import software.amazon.awscdk.services.s3.Bucket;

/** Every facade with a second origin, in another region where its service can be there. */
enum FailoverPairs {
    MEDIA_PACKAGE("/out/v1/news/one/hls", app -> live(app, Failover.onErrors())),

    MEDIA_PACKAGE_BY_QUALITY("/out/v1/news/one/hls", app -> live(app, Failover.mediaQuality())),

    FILMS(
            "/film",
            app -> films(app).failover(new Bucket(second(app), "Replica")).build()),

    FILMS_IN_ONE_STACK("/film", app -> {
        var first = first(app);
        S3OacVodDistribution.Builder.create(first, "Delivery")
                .failover(new Bucket(first, "Replica"))
                .build();
    }),

    FILMS_UNDER_PATHS("/video/film", app -> films(app)
            .contentPath("/video")
            .originPath("/published")
            .failover(new Bucket(second(app), "Replica"))
            .build()),

    ENCRYPTED_FILMS("/film", app -> {
        var first = first(app);
        var second = second(app);
        S3OacVodDistribution.Builder.create(first, "Delivery")
                .bucket(ContentBucket.created().encryptedWith(new Key(first, "Key")))
                .failover(S3Topologies.encryptedBucket(second, new Key(second, "Key")))
                .build();
    }),

    LIVE_FILES("/live", app -> S3LiveDistribution.Builder.create(first(app), "Delivery")
            .failover(new Bucket(second(app), "Replica"))
            .build()),

    CONTAINERS("/live", app -> {
        var first = first(app);
        MediaStoreOriginDistribution.Builder.create(first, "Delivery")
                .failover(MediaContainer.of(CfnContainer.Builder.create(first, "Second")
                        .containerName("second")
                        .build()))
                .build();
    }),

    ADS("/out/v1/news/one/hls", app -> {
        var first = first(app);
        MediaTailorDistribution.Builder.create(first, "Delivery")
                .content(pair(app, first, Failover.onErrors()))
                .playback(MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/out/v1/news/one/hls"))
                .build();
    });

    private final String folder;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Consumer<App> definition;

    FailoverPairs(String folder, Consumer<App> definition) {
        this.folder = folder;
        this.definition = definition;
    }

    void define(App app) {
        definition.accept(app);
    }

    /** A path of the content. */
    String path(String name) {
        return folder + "/" + name;
    }

    static Stack first(App app) {
        return new Stack(app, "First", in("eu-central-1"));
    }

    static Stack second(App app) {
        return new Stack(app, "Second", in("eu-west-1"));
    }

    static StackProps in(String region) {
        return StackProps.builder()
                .env(Environment.builder()
                        .account("111122223333")
                        .region(region)
                        .build())
                .build();
    }

    private static S3OacVodDistribution.Builder films(App app) {
        return S3OacVodDistribution.Builder.create(first(app), "Delivery");
    }

    private static void live(App app, Failover when) {
        var first = first(app);
        MediaPackageOriginDistribution.Builder.create(first, "Delivery")
                .origin(pair(app, first, when))
                .build();
    }

    private static MediaPackageOrigin pair(App app, Stack first, Failover when) {
        return packager(first, null)
                .failover(
                        packager(second(app), new Stack(app, "Access", in("eu-west-1")))
                                .build(),
                        when)
                .build();
    }

    /** A channel group with one endpoint, whose policy is written beside it or in a stack of its own. */
    static MediaPackageOrigin.V2Builder packager(Stack stack, @Nullable Stack access) {
        var group = LiveFixtures.group(stack);
        CfnChannel.Builder.create(stack, "Channel")
                .channelGroupName("news")
                .channelName("one")
                .inputType("CMAF")
                .outputHeaderConfiguration(CfnChannel.OutputHeaderConfigurationProperty.builder()
                        .publishMqcs(true)
                        .build())
                .build();
        var endpoint = MediaPackageV2Endpoint.of(endpoint(stack));
        return MediaPackageOrigin.v2(group).endpoint(access == null ? endpoint : endpoint.policyIn(access));
    }

    private static CfnOriginEndpoint endpoint(Stack stack) {
        var endpoint = LiveFixtures.v2Resource(stack, "hls");
        endpoint.setHlsManifests(List.of(CfnOriginEndpoint.HlsManifestConfigurationProperty.builder()
                .manifestName("index")
                .build()));
        return endpoint;
    }
}
