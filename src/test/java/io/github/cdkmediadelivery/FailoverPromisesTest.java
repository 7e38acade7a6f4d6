package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.EdgeAnswer;
import io.github.cdkmediadelivery.simulator.Origin;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.OriginGroup;
import io.github.cdkmediadelivery.simulator.OriginRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.Bucket;

/** What a player gets while one of two origins is in trouble, on every facade. */
class FailoverPromisesTest {

    private static final List<String> ASKED = List.of("index.m3u8", "index_1.m3u8", "segment_1.m4s", "init.mp4");

    private static final List<OriginAnswer> TROUBLE = List.of(
            OriginAnswer.of(500),
            OriginAnswer.of(502),
            OriginAnswer.of(503),
            OriginAnswer.of(504),
            OriginAnswer.of(404),
            OriginAnswer.NOT_CONNECTED,
            OriginAnswer.NOT_IN_TIME);

    private static Edge edge(FailoverPairs pair) {
        return Asked.ofApp(pair::define);
    }

    /** The origins of the content, the one that is asked first before the other. */
    private static List<Origin> origins(Edge edge) {
        var distribution = edge.distributions().get(0);
        return distribution.groups().get(0).members().stream()
                .flatMap(id -> distribution.origins().stream()
                        .filter(origin -> origin.id().equals(id)))
                .toList();
    }

    private static Edge failing(Edge edge, OriginAnswer trouble) {
        String first = origins(edge).get(0).host();
        return edge.origin(request -> request.origin().host().equals(first) ? trouble : OriginAnswer.OK);
    }

    private static String host(EdgeAnswer answer) {
        return answer.originRequest().map(OriginRequest::origin).orElseThrow().host();
    }

    @TestFactory
    Stream<DynamicTest> eachRequestIsAnsweredByTheSecondOrigin() {
        return Stream.of(FailoverPairs.values())
                .map(pair -> DynamicTest.dynamicTest(pair.name(), () -> {
                    for (OriginAnswer trouble : TROUBLE) {
                        var edge = failing(edge(pair), trouble);
                        var second = origins(edge).get(1);
                        for (String name : ASKED) {
                            var answer = edge.get(pair.path(name)).send();

                            assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
                            assertThat(host(answer)).as(answer.toString()).isEqualTo(second.host());
                            assertThat(answer.trace()).as("each grant").noneMatch(line -> line.contains("refused"));
                            assertThat(answer.trace())
                                    .as("each grant")
                                    .noneMatch(line -> line.contains("no template says"));
                        }
                    }
                }));
    }

    /** The first packager stands still at segment 5: what it has comes from it, the playlists and the rest do not. */
    @Test
    void aPackagerThatStandsStillServesWhatItHasAndTheSecondTheRest() {
        var pair = FailoverPairs.MEDIA_PACKAGE;
        var edge = edge(pair);
        var first = origins(edge).get(0).host();
        edge.origin(request -> request.origin().host().equals(first)
                        && (request.path().endsWith(".m3u8") || request.path().endsWith("_6.m4s"))
                ? OriginAnswer.of(404)
                : OriginAnswer.OK);

        var playlist = edge.get(pair.path("index_1.m3u8")).send();
        var old = edge.get(pair.path("segment_5.m4s")).send();
        var latest = edge.get(pair.path("segment_6.m4s")).send();

        assertThat(List.of(playlist.status(), old.status(), latest.status())).containsOnly(200);
        assertThat(List.of(host(playlist), host(latest))).doesNotContain(first);
        assertThat(host(old)).isEqualTo(first);
    }

    /** A bucket says 403 for what is missing; of a packager, 403 is a grant that lacks. */
    @ParameterizedTest
    @EnumSource
    void aRefusalIsAskedOfTheSecondWhereItMeansThatTheFileIsMissing(FailoverPairs pair) {
        var edge = failing(edge(pair), OriginAnswer.of(403));

        boolean bucket = origins(edge).get(0).protocol().equals("s3");
        assertThat(edge.get(pair.path("segment_1.m4s")).send()).hasStatus(bucket ? 200 : 403);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstOriginServesWhereItCanAndAgainWhenItHasRecovered(FailoverPairs pair) {
        var edge = edge(pair);
        var first = origins(edge).get(0).host();

        var before = edge.get(pair.path("segment_1.m4s")).send();
        failing(edge, OriginAnswer.NOT_IN_TIME);
        var during = edge.get(pair.path("segment_2.m4s")).send();
        edge.origin(OriginAnswer.OK);
        var after = edge.get(pair.path("segment_3.m4s")).send();

        assertThat(host(before)).isEqualTo(first);
        assertThat(host(during)).isNotEqualTo(first);
        assertThat(host(after)).isEqualTo(first);
        assertThat(List.of(before.status(), during.status(), after.status())).containsOnly(200);
    }

    @ParameterizedTest
    @EnumSource
    void whatBothLackIsAskedOfEachOnceAndKeptForAMoment(FailoverPairs pair) {
        var edge = edge(pair).origin(OriginAnswer.of(404));

        var first = edge.get(pair.path("segment_9.m4s")).send();
        var second = edge.get(pair.path("segment_9.m4s")).send();
        edge.origin(OriginAnswer.OK).pass(Duration.ofSeconds(11));

        assertThat(first).hasStatus(404);
        assertThat(first.originRequests().stream()
                        .filter(request -> request.method().equals("GET")))
                .hasSize(2);
        assertThat(second).hasStatus(404).askedNoOrigin();
        assertThat(edge.get(pair.path("segment_9.m4s")).send()).hasStatus(200);
    }

    @ParameterizedTest
    @EnumSource
    void noBehaviourWithTwoOriginsAllowsMoreThanIsFailedOver(FailoverPairs pair) {
        var distribution = edge(pair).distributions().get(0);

        assertThat(distribution.behaviors().stream()
                        .filter(behavior -> distribution.origins(behavior).size() > 1))
                .isNotEmpty()
                .allSatisfy(behavior ->
                        assertThat(List.of("GET", "HEAD", "OPTIONS")).containsAll(behavior.methods()));
    }

    /** The longest a request waits for the first origin, and a playlist and its segment one after the other. */
    @ParameterizedTest
    @EnumSource
    void theFirstOriginIsGivenUpWhileThePlayerStillHasSegments(FailoverPairs pair) {
        var first = origins(edge(pair)).get(0);
        var segment = Duration.ofSeconds(6);
        var dead = first.connectTimeout().multipliedBy(first.attempts());
        var silent = first.readTimeout().multipliedBy(first.attempts());

        assertThat(dead.multipliedBy(2)).isLessThanOrEqualTo(segment);
        assertThat(silent.multipliedBy(2)).isLessThanOrEqualTo(segment);
        assertThat(dead.plus(silent).multipliedBy(2)).isLessThanOrEqualTo(segment.multipliedBy(2));
    }

    @Nested
    class ByMediaQuality {

        private final Edge edge = edge(FailoverPairs.MEDIA_PACKAGE_BY_QUALITY);
        private final String first = origins(edge).get(0).host();

        private EdgeAnswer next(int number) {
            return edge.get(FailoverPairs.MEDIA_PACKAGE_BY_QUALITY.path("segment_" + number + ".m4s"))
                    .send();
        }

        private void scores(int ofTheFirst, int ofTheSecond) {
            edge.origin(request ->
                    OriginAnswer.OK.mediaQuality(request.origin().host().equals(first) ? ofTheFirst : ofTheSecond));
        }

        @Test
        void theOtherOriginIsAskedForItsScoreWhichItsPolicyAllows() {
            var answer = next(1);

            assertThat(answer.originRequests())
                    .extracting(OriginRequest::method)
                    .containsExactly("HEAD", "GET");
            assertThat(answer.trace()).noneMatch(line -> line.contains("refused"));
        }

        @Test
        void theBetterOneServesFromTheNextRequestOn() {
            scores(40, 90);

            assertThat(host(next(1))).isEqualTo(first);
            assertThat(host(next(2))).isNotEqualTo(first);
            scores(100, 90);
            assertThat(host(next(3))).isNotEqualTo(first);
            assertThat(host(next(4))).isEqualTo(first);
        }

        @Test
        void aloneIsItSaidOfTheGroup() {
            for (FailoverPairs pair : FailoverPairs.values()) {
                assertThat(edge(pair).distributions().get(0).groups())
                        .extracting(OriginGroup::mediaQuality)
                        .containsExactly(pair == FailoverPairs.MEDIA_PACKAGE_BY_QUALITY);
            }
        }
    }

    /** The walk is worth something only if it sees a grant that lacks. */
    @Test
    void aSecondOriginThatLetsNobodyInAnswersNothing() {
        var edge = Asked.ofApp(app -> {
            var first = FailoverPairs.first(app);
            var bucket = new Bucket(first, "Bucket");
            Distribution.Builder.create(first, "Plain")
                    .defaultBehavior(BehaviorOptions.builder()
                            .origin(software.amazon.awscdk.services.cloudfront.origins.OriginGroup.Builder.create()
                                    .primaryOrigin(S3BucketOrigin.withOriginAccessControl(bucket))
                                    .fallbackOrigin(S3BucketOrigin.withBucketDefaults(new Bucket(first, "Replica")))
                                    .build())
                            .build())
                    .build();
        });

        assertThat(failing(edge, OriginAnswer.of(503)).get("/film.ts").send()).hasStatus(403);
    }
}
