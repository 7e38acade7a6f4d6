package io.github.cdkmediadelivery.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.examples.Examples;
import io.github.cdkmediadelivery.examples.OwnDomain;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Distribution;
import io.github.cdkmediadelivery.simulator.Edge;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;

/**
 * A small audience before each example: the origin is asked once for each version of an object, encoding of text and
 * regional cache; nothing runs where nothing is decided; everyone gets what was asked for. And the audience is worth
 * something: it finds what is missing in other templates.
 */
class AudienceTest {

    private static final int VIEWERS = 30;
    private static final int REGIONS = 2;
    private static final int SECONDS = 66;

    /** Of rounding: manifests of a second that begins in another. */
    private static final double AND_A_PERCENT = 1.01;

    /** What is the same for everybody, in one form. */
    private static final Set<Kind> MEDIA = EnumSet.of(Kind.INIT, Kind.MEDIA, Kind.SUBTITLES, Kind.AD, Kind.THUMBNAIL);

    private static final String WITH_TOKENS = "MediaPackage v2 with access tokens, 6 s";
    private static final String WITH_ADS = "MediaPackage v2 with ads, 6 s";

    static Stream<Named<Scenario>> examples() {
        return Scenarios.all().stream().map(scenario -> Named.of(scenario.title(), scenario));
    }

    static Stream<Arguments> peers() {
        return Scenarios.all().stream().flatMap(scenario -> scenario.deliveries().keySet().stream()
                .filter(column -> !column.equals(Scenarios.OURS))
                .map(column -> Arguments.of(Named.of(scenario.title(), scenario), column)));
    }

    private static Report watch(Scenario scenario, String column) {
        return scenario.watch(column, VIEWERS, REGIONS, SECONDS);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleAsksItsOriginAsRarelyAsPossible(Scenario scenario) {
        var report = watch(scenario, Scenarios.OURS);

        assertThat(report.kinds()).allSatisfy((kind, tally) -> {
            assertThat((double) tally.origin).as("requests").isLessThanOrEqualTo(tally.limit * AND_A_PERCENT);
            assertThat(tally.wrong).as("wrong answers").isZero();
            assertThat(tally.refused).as("refused").isZero();
            if (MEDIA.contains(kind)) {
                assertThat(tally.keys).as("keys").isEqualTo(tally.objects);
            }
            assertThat(tally.functionRuns)
                    .as("runs of functions")
                    .isEqualTo(decides(scenario.title(), kind) ? tally.requests : 0);
        });
    }

    /** Each request needs a token; a guard of ads decides about manifests. */
    private static boolean decides(String title, Kind kind) {
        return title.equals(WITH_TOKENS)
                || (title.equals(WITH_ADS) && (kind == Kind.MANIFEST || kind == Kind.PERSONAL));
    }

    /** Fewer are possible for text alone: not packed, or not what was asked for. */
    @ParameterizedTest
    @MethodSource("peers")
    void aPeerAsksAsOftenOrMore(Scenario scenario, String column) {
        var report = watch(scenario, column);

        assertThat(report.kinds()).allSatisfy((kind, tally) -> {
            assertThat(tally.refused).as("refused").isZero();
            if (MEDIA.contains(kind)) {
                assertThat(tally.origin).isGreaterThanOrEqualTo(tally.limit);
            }
        });
    }

    @Test
    void theAudienceFindsWhatIsKeyedInVain() {
        var report = watch(scenario("MediaPackage v1, 6 s"), Scenarios.LIVE_STREAMING);

        assertThat(report.kinds().get(Kind.MEDIA).timesTheLimit()).isGreaterThan(2);
        assertThat(report.kinds().get(Kind.MEDIA).keysPerObject()).isGreaterThan(2);
        assertThat(report.kinds().get(Kind.MANIFEST).timesTheLimit()).isGreaterThan(1.4);
    }

    @Test
    void theAudienceFindsWhatIsMissingInTheKey() {
        var scenario = scenario("MediaPackage v2, low latency, 2 s");

        assertThat(watch(scenario, Scenarios.BY_HAND).kinds().get(Kind.MANIFEST).wrong)
                .isPositive();
        assertThat(watch(scenario, Scenarios.TERRAFORM).kinds().get(Kind.MANIFEST).wrong)
                .isPositive();
    }

    @Test
    void theAudienceFindsWhatRunsInVain() {
        var total = watch(scenario("films in S3, 6 s"), Scenarios.CONSTRUCTS).total();

        assertThat(total.functionRuns).isEqualTo(total.requests);
    }

    /** Each region asks the shield about as often as it would ask the origin, and the shield asks once for all. */
    @Test
    void originShieldAsksForAllRegions() {
        var shielded = watch(scenario("MediaPackage v2 with Origin Shield, 6 s"), Scenarios.OURS)
                .total();
        var plain = watch(scenario("MediaPackage v2, 6 s"), Scenarios.OURS).total();

        assertThat(shielded.origin).isLessThan(plain.origin);
        assertThat(shielded.shield).isCloseTo(plain.origin, Percentage.withPercentage(5));
        assertThat(plain.shield).isZero();
    }

    @Test
    void theSameAudienceCostsTheSame() {
        var scenario = scenario("films in S3, 6 s");

        assertThat(watch(scenario, Scenarios.OURS).pricePerMillionViewerMinutes(Prices.LIST))
                .isEqualTo(watch(scenario, Scenarios.OURS).pricePerMillionViewerMinutes(Prices.LIST));
    }

    @Test
    void everyExampleIsWatched() {
        var app = new App();
        Examples.define(app);
        OwnDomain.define(app, "111122223333", "eu-west-1", "Z0123456789", "example.com");

        assertThat(Scenarios.all().stream()
                        .map(scenario ->
                                scenario.deliveries().get(Scenarios.OURS).get().distribution())
                        .map(AudienceTest::name))
                .containsAll(Edge.of(CloudAssembly.of(app)).distributions().stream()
                        .map(AudienceTest::name)
                        .collect(Collectors.toSet()));
    }

    private static String name(Distribution distribution) {
        return distribution.stack() + " " + distribution.id();
    }

    private static Scenario scenario(String title) {
        List<Scenario> named = Scenarios.all().stream()
                .filter(scenario -> scenario.title().equals(title))
                .toList();
        assertThat(named).as(title).hasSize(1);
        return named.get(0);
    }
}
