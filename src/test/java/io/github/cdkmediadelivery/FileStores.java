package io.github.cdkmediadelivery;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Every facade whose origin is a store of files, ready but for the options that all of them share. */
enum FileStores {
    FILMS(store(S3OacVodDistribution.Builder::create, S3OacVodDistribution.Builder::build)),
    LIVE(store(S3LiveDistribution.Builder::create, S3LiveDistribution.Builder::build)),
    MEDIA_STORE(store(MediaStoreOriginDistribution.Builder::create, MediaStoreOriginDistribution.Builder::build));

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Definition definition;

    FileStores(Definition definition) {
        this.definition = definition;
    }

    private interface Definition {
        FileStoreDistribution in(Stack stack, String id, BiConsumer<Stack, FileStoreBuilder<?>> options);
    }

    FileStoreDistribution define(Stack stack, String id, BiConsumer<Stack, FileStoreBuilder<?>> options) {
        return definition.in(stack, id, options);
    }

    /** The template of a stack, whose outputs hold what the facade says of itself. */
    Resources with(BiConsumer<Stack, FileStoreBuilder<?>> options) {
        var templates = Synth.templates(app -> {
            var stack = Facade.stack(app, "us-east-1");
            var delivery = define(stack, "Delivery", options);
            Map.of(
                            "Url", delivery.getPlaybackUrl("one/index.m3u8"),
                            "Host", delivery.getDomainName(),
                            "Id", delivery.getDistribution().getDistributionId())
                    .forEach((id, value) ->
                            CfnOutput.Builder.create(stack, id).value(value).build());
        });
        return new Resources(templates.get("Test"));
    }

    /** What an output of the template has where the distribution is {@code E1DEPLOYED0NE} at d1.cloudfront.net. */
    static String output(Resources template, String id) {
        var distribution = template.id(Resources.DISTRIBUTION);
        return Resolved.of(template.template())
                .with(distribution, "E1DEPLOYED0NE")
                .with(distribution + ".DomainName", "d1.cloudfront.net")
                .value(template.template().at("/Outputs/" + id + "/Value"))
                .asText();
    }

    private static <B extends FileStoreBuilder<B>> Definition store(
            BiFunction<Construct, String, B> begin, Function<B, FileStoreDistribution> build) {
        return (stack, id, options) -> {
            B delivery = begin.apply(stack, id);
            options.accept(stack, delivery);
            return build.apply(delivery);
        };
    }
}
