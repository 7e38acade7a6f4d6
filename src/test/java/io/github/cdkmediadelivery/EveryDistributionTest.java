package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cdkmediadelivery.simulator.ReviewPlugin;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** Who has every distribution of an app reviewed is told of each once, the library's among them. */
class EveryDistributionTest {

    private static List<String> overHttp(Consumer<App> build) {
        return Findings.of(build).open().stream()
                .filter(finding -> finding.rule().equals("viewers-over-http"))
                .map(Findings.Finding::constructPath)
                .toList();
    }

    private static void define(App app) {
        var stack = new Stack(app, "Delivery");
        var http = BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)
                .build();
        S3OacVodDistribution.Builder.create(stack, "Films")
                .contentPath("/video")
                .defaultBehavior(http)
                .build();
        Distribution.Builder.create(stack, "Site").defaultBehavior(http).build();
    }

    @Test
    void withoutThatTheLibrarysAloneAreReviewed() {
        assertThat(overHttp(EveryDistributionTest::define))
                .singleElement()
                .asString()
                .contains("Films");
    }

    @Test
    void ofAllOfThemEachFindingIsSaidOnce() {
        assertThat(overHttp(app -> {
                    ReviewPlugin.everyDistribution(app);
                    define(app);
                }))
                .hasSize(2)
                .anyMatch(path -> path.contains("Films"))
                .anyMatch(path -> path.contains("Site"));
    }

    @Test
    void whoAsksTwiceOrLateIsToldOnceAllTheSame() {
        assertThat(overHttp(app -> {
                    define(app);
                    ReviewPlugin.everyDistribution(app);
                    ReviewPlugin.everyDistribution(app);
                }))
                .hasSize(2);
    }

    @Test
    void noAppIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReviewPlugin.everyDistribution(null))
                .withMessageStartingWith("app: must be a value");
    }
}
