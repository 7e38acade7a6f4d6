package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.Distribution;

/** While players move from the paths of version 1 to those of version 2, one distribution serves both. */
class MovingFromMediaPackageV1Test {

    @Test
    void bothAreBehavioursOfAPlainDistribution() {
        servesBoth(stack -> {
            var paths = new LinkedHashMap<>(LiveFixtures.v1().build().behaviors(stack));
            paths.putAll(LiveFixtures.v2().build().behaviors(stack));
            Distribution.Builder.create(stack, "Site")
                    .defaultBehavior(Refusals.page())
                    .additionalBehaviors(paths)
                    .build();
        });
    }

    @Test
    void bothAreAddedToADistribution() {
        servesBoth(stack -> {
            var site = Distribution.Builder.create(stack, "Site")
                    .defaultBehavior(Refusals.page())
                    .build();
            for (var origin : List.of(LiveFixtures.v1(), LiveFixtures.v2())) {
                MediaPackageOriginDistribution.Builder.create(
                                stack, origin.getClass().getSimpleName())
                        .origin(origin.build())
                        .addTo(site)
                        .build();
            }
        });
    }

    @Test
    void theNewOneIsAddedToTheDistributionOfTheOld() {
        servesBoth(stack -> {
            var delivery = MediaPackageOriginDistribution.Builder.create(stack, "Old")
                    .origin(LiveFixtures.v1().build())
                    .build();
            var next = LiveFixtures.v2().build();

            MediaPackageOriginDistribution.Builder.create(stack, "Next")
                    .origin(next)
                    .addTo(delivery.getDistribution())
                    .build();
        });
    }

    private static void servesBoth(Consumer<Stack> distribution) {
        var app = new App();
        distribution.accept(new Stack(app, "Test"));
        var assembly = CloudAssembly.of(app);
        var edge = Edge.of(assembly);

        assertThat(edge.get("/out/v1/def456/index.m3u8").send()).hasStatus(200);
        assertThat(edge.get("/out/v1/news/one/hls/index.m3u8").send()).hasStatus(200);
        assertThat(edge.get("/out/v1/def456/..%2fother/index.m3u8").send()).hasStatus(403);
        assertThat(assembly.distributions().get(0).behaviors())
                .extracting(behavior -> behavior.pattern())
                .doesNotHaveDuplicates();
    }
}
