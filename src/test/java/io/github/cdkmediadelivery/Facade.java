package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2EndpointIn;
import static io.github.cdkmediadelivery.LiveFixtures.v2In;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/** Every facade, ready but for the options that all of them share. */
enum Facade {
    VOD(S3OacVodDistribution.Builder.class, "/", facade(Facade::vod, S3OacVodDistribution.Builder::build)),
    VOD_UNDER_A_PATH(
            S3OacVodDistribution.Builder.class,
            "/video/",
            facade(stack -> vod(stack).contentPath("/video"), S3OacVodDistribution.Builder::build)),
    LIVE_FILES(S3LiveDistribution.Builder.class, "/", facade(Facade::files, S3LiveDistribution.Builder::build)),
    MEDIA_STORE(
            MediaStoreOriginDistribution.Builder.class,
            "/live/",
            facade(stack -> container(stack).contentPath("/live"), MediaStoreOriginDistribution.Builder::build)),
    LIVE_V2(
            MediaPackageOriginDistribution.Builder.class,
            "/out/v1/news/one/hls/",
            facade(stack -> live(stack).origin(v2In(stack).build()), MediaPackageOriginDistribution.Builder::build)),
    LIVE_V1(
            MediaPackageOriginDistribution.Builder.class,
            "/out/v1/def456/",
            facade(stack -> live(stack).origin(v1().build()), MediaPackageOriginDistribution.Builder::build)),
    PACKAGER(
            PackagerDistribution.Builder.class,
            "/vod/",
            facade(
                    stack -> PackagerDistribution.Builder.create(stack, "Delivery")
                            .origin(LiveFixtures.packager().build()),
                    PackagerDistribution.Builder::build)),
    ADS(
            MediaTailorDistribution.Builder.class,
            "/out/v1/news/one/hls/",
            facade(
                    stack -> MediaTailorDistribution.Builder.create(stack, "Delivery")
                            .content(v2In(stack).build())
                            .playback(MediaTailorPlayback.created(
                                            "news", "https://ads.example.com/vast", "/out/v1/news/one/hls")
                                    .directlyFrom(v2EndpointIn(stack, "hls"))),
                    MediaTailorDistribution.Builder::build));

    /** What MediaTailor serves to everyone. */
    private static final Set<String> OPEN_SERVICE =
            Set.of("/tm/*", "/v1/i-media/*", "/v1/webvtt/*", "/v1/tracking/*", "/segment/*");

    private static final String NO_REGION = "";

    private final Class<?> builder;
    private final String folder;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Definition definition;

    Facade(Class<?> builder, String folder, Definition definition) {
        this.builder = builder;
        this.folder = folder;
        this.definition = definition;
    }

    /** Defines the facade {@code Delivery} in a stack, with more options. */
    private interface Definition extends BiConsumer<Stack, BiConsumer<Stack, DeliveryBuilder<?>>> {}

    Class<?> builder() {
        return builder;
    }

    void define(Stack stack, BiConsumer<Stack, DeliveryBuilder<?>> options) {
        definition.accept(stack, options);
    }

    /** The template of a stack without a region. */
    Resources with(BiConsumer<Stack, DeliveryBuilder<?>> options) {
        return in(NO_REGION, options);
    }

    /** The template of a stack of a region, or of none where it is empty. */
    Resources in(String region, BiConsumer<Stack, DeliveryBuilder<?>> options) {
        var templates = Synth.templates(app -> define(stack(app, region), options));
        return new Resources(Objects.requireNonNull(templates.get("Test")));
    }

    static Stack stack(Construct app, String region) {
        return region.equals(NO_REGION)
                ? new Stack(app, "Test")
                : new Stack(
                        app,
                        "Test",
                        StackProps.builder()
                                .env(Environment.builder().region(region).build())
                                .build());
    }

    /** Whether paths that nothing names are the content's too. */
    boolean answersEveryPath() {
        return folder.equals("/");
    }

    /** A path of the content that is not all of it. */
    String under(String pattern) {
        return folder + pattern;
    }

    /** The behaviours that may be signed, in the order in which CloudFront tries them, the default one last. */
    List<JsonNode> contentBehaviors(Resources template) {
        List<JsonNode> content = new ArrayList<>();
        template.behaviors().forEach(behavior -> {
            if (!OPEN_SERVICE.contains(behavior.path("PathPattern").asText())) {
                content.add(behavior);
            }
        });
        if (answersEveryPath()) {
            content.add(template.defaultBehavior());
        }
        return content;
    }

    private static <B extends DeliveryBuilder<B>> Definition facade(Function<Stack, B> begin, Consumer<B> build) {
        return (stack, options) -> {
            B delivery = begin.apply(stack);
            options.accept(stack, delivery);
            build.accept(delivery);
        };
    }

    private static S3OacVodDistribution.Builder vod(Stack stack) {
        return S3OacVodDistribution.Builder.create(stack, "Delivery");
    }

    private static S3LiveDistribution.Builder files(Stack stack) {
        return S3LiveDistribution.Builder.create(stack, "Delivery");
    }

    /** Without the warning that AWS ended the service, which is not what these tests are about. */
    private static MediaStoreOriginDistribution.Builder container(Stack stack) {
        Validations.of(stack)
                .acknowledge(Acknowledgment.builder()
                        .id("Annotation::cdk-media-delivery:mediastore-ended")
                        .reason("The facade is tested like the others.")
                        .build());
        return MediaStoreOriginDistribution.Builder.create(stack, "Delivery");
    }

    private static MediaPackageOriginDistribution.Builder live(Stack stack) {
        return MediaPackageOriginDistribution.Builder.create(stack, "Delivery");
    }
}
