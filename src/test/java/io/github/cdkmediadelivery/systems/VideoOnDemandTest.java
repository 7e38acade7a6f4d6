package io.github.cdkmediadelivery.systems;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.MediaPackageAccess;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

/** What viewers of Video on Demand on AWS ask for. */
class VideoOnDemandTest {

    private static final String PACKAGED = "/out/v1/" + VideoOnDemand.ASSET + "/packaging/";
    private static final Rebuilt SYSTEM = Rebuilt.of(VideoOnDemand::new);

    private final Edge edge = SYSTEM.edge();

    /** Not seen: MediaPackage VOD has no policies. */
    @Test
    void hasNothingForTheReviewToMend() {
        assertThat(SYSTEM.findings()).containsExactly("not-seen");
        assertThat(SYSTEM.warnings()).isEmpty();
    }

    /** Theirs keeps nothing: the longest time of its policy is zero. */
    @ParameterizedTest
    @CsvSource({
        "hls/film.m3u8, PT1M",
        "hls/film_00001.ts, P365D",
        "dash/film.mpd, PT1M",
        "dash/film_1.mp4, P365D",
        "cmaf/film.m3u8, PT1M",
        "cmaf/film_1.cmfv, P365D",
        "mss/film.ism/Manifest, PT1M",
        "mp4/film.mp4, P365D",
        "thumbnails/film.0000001.jpg, P365D"
    })
    void servesAndKeepsWhatMediaConvertWrites(String file, Duration kept) {
        assertThat(edge.get("/0f1e2d3c/" + file).send())
                .hasStatus(200)
                .wasLetInByTheOrigin()
                .isKeptFor(kept);
    }

    @Test
    void theBucketKnowsThisDistributionAlone() {
        var bucket = edge.get("/film.mp4").send().originRequest().orElseThrow().origin();

        assertThat(bucket.signing()).isNotEmpty();
        assertThat(edge.admitsDirectly("https://" + bucket.host() + "/film.mp4", Map.of()))
                .isEqualTo(Optional.of(false));
        assertThat(statements()).contains("s3:GetObject", "\"Ref\":\"Delivery");
    }

    @Test
    void nobodyListsTheBucket() {
        assertThat(statements()).doesNotContain("s3:ListBucket").doesNotContain("s3:*Object");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 404})
    void pagesOnOtherDomainsReadWhateverComes(int status) {
        edge.origin(OriginAnswer.of(status));

        assertThat(edge.get("/film.m3u8")
                        .header("Origin", "https://www.example.com")
                        .send())
                .hasHeader("access-control-allow-origin", "*");
    }

    @Test
    void aPageThatAsksFirstIsAnswered() {
        assertThat(edge.request("OPTIONS", "/film.m3u8")
                        .header("Origin", "https://www.example.com")
                        .header("Access-Control-Request-Method", "GET")
                        .send())
                .hasHeader("access-control-allow-origin", "*");
    }

    /** Theirs has the page's domain in the key. */
    @Test
    void viewersShareEachObject() {
        var key = edge.get("/film_00001.ts").send().cacheKey();

        assertThat(edge.get("/film_00001.ts?sid=1")
                        .header("Origin", "https://www.example.com")
                        .cookie("viewer", "one")
                        .send()
                        .cacheKey())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hls/index.m3u8", "dash/index.mpd", "cmaf/index.m3u8", "mss/index.ism/Manifest"})
    void mediaPackageIsAskedForItsAssets(String manifest) {
        var answer = edge.get(PACKAGED + manifest).send();

        assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN).isKeptFor(Duration.ofSeconds(1));
        assertThat(answer.originRequest().orElseThrow().origin().host()).isEqualTo(VideoOnDemand.PACKAGER);
        assertThat(edge.get(PACKAGED + manifest + "?aws.manifestfilter=video_height:1-720")
                        .send()
                        .cacheKey())
                .isNotEqualTo(answer.cacheKey());
    }

    /** Theirs opens {@code out/*}: every asset of the group, as the host has no policy. */
    @Test
    void mediaPackageIsAskedForNothingElse() {
        var answer = edge.get("/out/v1/other/packaging/hls/index.m3u8").send();

        assertThat(answer.originRequest().orElseThrow().origin().host()).doesNotContain("mediapackage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a1b/packaging/hls/index.m3u8", "2c3d/packaging/dash/segment_1.mp4"})
    void theWholeGroupIsServedOnPurpose(String asset) {
        var whole = Rebuilt.of(app -> {
                    var stack = new Stack(app, "WholeGroup");
                    var films = S3OacVodDistribution.Builder.create(stack, "Delivery");
                    MediaPackageOrigin.vod(VideoOnDemand.PACKAGER, MediaPackageAccess.open())
                            .build()
                            .behaviors(stack)
                            .forEach(films::additionalBehavior);
                    films.build();
                })
                .edge();

        assertThat(whole.get("/out/v1/" + asset)
                        .send()
                        .originRequest()
                        .orElseThrow()
                        .origin()
                        .host())
                .isEqualTo(VideoOnDemand.PACKAGER);
    }

    @Test
    void theCheaperEdgesServe() {
        assertThat(configuration().path("PriceClass").asText()).isEqualTo("PriceClass_100");
    }

    @Test
    void bothLogsAreInOneBucketUnderTheirPrefixes() {
        assertThat(configuration().at("/Logging/Prefix").asText()).isEqualTo("cloudfront-logs/");
        assertThat(SYSTEM.resources("AWS::S3::Bucket").toString()).contains("destination-bucket-logs/");
    }

    /** Theirs changes the distribution behind CloudFormation's back, by a function, when MediaPackage is wanted. */
    @Test
    void theTemplateSaysAllThatIsDeployed() {
        assertThat(SYSTEM.resources("AWS::CloudFormation::CustomResource")).isEmpty();
        assertThat(SYSTEM.resources("AWS::Lambda::Function")).isEmpty();
    }

    private static JsonNode configuration() {
        return SYSTEM.resources("AWS::CloudFront::Distribution").get(0).path("DistributionConfig");
    }

    private static String statements() {
        return SYSTEM.resources("AWS::S3::BucketPolicy").toString();
    }
}
