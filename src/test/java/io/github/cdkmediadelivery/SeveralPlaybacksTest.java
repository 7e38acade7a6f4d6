package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.AdsFixtures.AD_SERVER;
import static io.github.cdkmediadelivery.AdsFixtures.PLAYBACK;
import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import io.github.cdkmediadelivery.simulator.Stage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.s3.Bucket;

/** Several playback configurations on one distribution: of the same app, of others, signed and by token. */
class SeveralPlaybacksTest {

    private static final String HLS = "/out/v1/news/one/hls";
    private static final String DASH = "/out/v1/news/one/dash";
    private static final String PREFIX = "https://0123.mediatailor.eu-west-1.amazonaws.com/v1/master/abcd/theirs/";

    private static MediaTailorPlayback created(String name) {
        return MediaTailorPlayback.created(name, AD_SERVER, HLS);
    }

    private static MediaTailorDistribution.Builder ads(Stack stack) {
        return MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(v2().endpoint(v2Endpoint("dash")).build());
    }

    private static List<String> paths(Resources template) {
        return template.behaviors().findValuesAsText("PathPattern");
    }

    @Test
    void takeNoBehavioursHoweverManyTheyAre() {
        var one = Resources.of(stack -> ads(stack).playback(created("first")).build());
        var many = Resources.of(stack -> {
            var builder = ads(stack).playback(created("first"));
            IntStream.range(0, 80).forEach(i -> builder.additionalPlayback(created("more" + i)));
            builder.build();
        });

        assertThat(paths(many)).isEqualTo(paths(one));
        assertThat(many.all(PLAYBACK)).hasSize(81);
        assertThat(many.config().path("Origins")).hasSameSizeAs(one.config().path("Origins"));
    }

    /** The construct of the first has no name in it: a second one changes nothing of it. */
    @Test
    void leaveTheFirstWhereItWas() {
        var one = Resources.of(stack -> ads(stack).playback(created("first")).build());
        var two = Resources.of(stack -> ads(stack)
                .playback(created("first"))
                .additionalPlayback(created("second"))
                .build());

        assertThat(two.all(PLAYBACK)).containsAllEntriesOf(one.all(PLAYBACK)).hasSize(2);
    }

    /** A new name is another configuration, made before the old one goes; a name that moves is one that is taken. */
    @Test
    void areReplacedByTheirNamesAlone() {
        assertThat(ServiceSpec.of(PLAYBACK).replacing()).containsExactly("Name");
        assertThat(refusals(
                        ads -> ads.playback(created("first")).additionalPlayback(created("second")),
                        ads -> ads.playback(created("renamed")).additionalPlayback(created("other"))))
                .isEmpty();
        assertThat(refusals(
                        ads -> ads.playback(created("first")).additionalPlayback(created("second")),
                        ads -> ads.playback(created("second")).additionalPlayback(created("first"))))
                .isNotEmpty();
    }

    private static List<String> refusals(
            UnaryOperator<MediaTailorDistribution.Builder> before,
            UnaryOperator<MediaTailorDistribution.Builder> after) {
        return Rollout.refusals(templates(before), templates(after));
    }

    private static Map<String, JsonNode> templates(UnaryOperator<MediaTailorDistribution.Builder> options) {
        return Synth.templates(app -> options.apply(ads(new Stack(app, "Test"))).build());
    }

    @Test
    void areReachedByPathsOfTheirOwn() {
        var first = created("first");
        var second = created("second");
        var theirs = MediaTailorPlayback.existing(PREFIX, HLS);
        var template = Resources.of(stack -> {
            var ads = ads(stack)
                    .playback(first)
                    .additionalPlayback(second)
                    .additionalPlayback(theirs)
                    .build();
            Stream.of(first, second, theirs).forEach(playback -> CfnOutput.Builder.create(stack, playback.toString())
                    .value(ads.getPlaybackUrl(playback, "index.m3u8"))
                    .build());
            CfnOutput.Builder.create(stack, "dash")
                    .value(ads.getPlaybackUrl(theirs, "index.mpd"))
                    .build();
            CfnOutput.Builder.create(stack, "plain")
                    .value(ads.getPlaybackUrl("index.m3u8"))
                    .build();
            assertThat(ads.getPlaybackConfiguration(second)).isNotEqualTo(ads.getPlaybackConfiguration());
        });
        var outputs = template.template().path("Outputs");

        assertThat(outputs.path("first").path("Value"))
                .isEqualTo(outputs.path("plain").path("Value"));
        assertThat(outputs.path("first").path("Value"))
                .isNotEqualTo(outputs.path("second").path("Value"));
        assertThat(outputs.path("theirs").toString()).contains("/v1/master/abcd/theirs/index.m3u8");
        assertThat(outputs.path("dash").toString()).contains("/v1/dash/abcd/theirs/index.mpd");
    }

    @Test
    void areAllAnsweredByMediaTailorAndTellItsPathApart() {
        var edge = Asked.edge(stack -> ads(stack)
                .playback(created("first"))
                .additionalPlayback(created("second"))
                .build());

        for (String name : List.of("first", "second")) {
            var answer = edge.get("/v1/master/abcd/" + name + "/index.m3u8").send();

            assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN);
            assertThat(answer.originRequest().orElseThrow().origin().host()).startsWith("manifests.mediatailor.");
            assertThat(answer.originRequest().orElseThrow().path()).contains("/" + name + "/");
        }
    }

    /** One reads its endpoint itself, the other comes with a token, which opens its own folder alone. */
    @Test
    void comeEachByItsOwnWay() {
        var edge = withToken(stack -> ads(stack)
                .playback(created("signed").directlyFrom(v2Endpoint("hls")))
                .additionalPlayback(MediaTailorPlayback.created("byToken", AD_SERVER, DASH))
                .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))
                .build());

        assertThat(MediaTailorClient.of(edge, "signed").isDirect()).isTrue();
        assertThat(MediaTailorClient.of(edge, "byToken").isDirect()).isFalse();
        assertThat(opens(edge, DASH)).isTrue();
        assertThat(opens(edge, HLS)).isFalse();
    }

    private static Edge withToken(Consumer<Stack> build) {
        var app = new App();
        build.accept(new Stack(app, "Test"));
        return Edge.of(CloudAssembly.of(app).withSecret(":token::", EdgeConfiguration.TOKEN));
    }

    private static boolean opens(Edge edge, String folder) {
        return edge.get("/mt/" + EdgeConfiguration.TOKEN + folder + "/index.m3u8")
                        .send()
                        .status()
                == 200;
    }

    @Test
    void areWatchedByTheirNames() {
        var template = Resources.of(stack -> {
            var delivery = ads(stack)
                    .playback(created("first"))
                    .additionalPlayback(MediaTailorPlayback.existing("theirs", HLS))
                    .build();
            OriginAlarms.Builder.create(stack, "Alarms").distribution(delivery).build();
        });

        assertThat(template.all("AWS::CloudWatch::Alarm").toString()).contains("first", "theirs");
    }

    /** All of them in a stack of the content's region, each with a construct of its own. */
    @Test
    void mayBeInAnotherRegionTogether() {
        var templates = Synth.templates(app -> {
            var home = IsRefused.elsewhere(app);
            ads(OriginShield.in(app, "eu-west-1"))
                    .playback(created("first").configurationIn(home))
                    .additionalPlayback(created("second").configurationIn(home))
                    .build();
        });

        assertThat(new Resources(Objects.requireNonNull(templates.get("Elsewhere"))).all(PLAYBACK))
                .hasSize(2);
        assertThat(Objects.requireNonNull(templates.get("Test")).toString())
                .contains("manifests.mediatailor.us-west-2.amazonaws.com")
                .doesNotContain("manifests.mediatailor.eu-west-1");
    }

    @Nested
    class AnExistingOne {

        private static final String CONFIGURATION = "arn:aws:mediatailor:%s:111122223333:playbackConfiguration/%s";

        private static JsonNode endpointPolicy(String mediaTailorRegion, MediaTailorPlayback playback) {
            var template = Resources.of(stack -> {
                var ads = MediaTailorDistribution.Builder.create(stack, "Ads")
                        .content(v2().build())
                        .playback(playback);
                (mediaTailorRegion.isEmpty() ? ads : ads.mediaTailorRegion(mediaTailorRegion)).build();
            });
            return template.resolved(
                    template.only("AWS::MediaPackageV2::OriginEndpointPolicy").path("Policy"));
        }

        private static Decision asks(JsonNode policy, String region, String name) {
            return IamSimulator.request("mediapackagev2:GetObject")
                    .on(V2_ARN_OF + "hls")
                    .byService("mediatailor.amazonaws.com")
                    .with("aws:SourceArn", CONFIGURATION.formatted(region, name))
                    .against(policy);
        }

        @Test
        void isLetIntoTheEndpointThatItReads() {
            for (String nameOrPrefix : List.of("theirs", PREFIX)) {
                var policy = endpointPolicy(
                        "", MediaTailorPlayback.existing(nameOrPrefix, HLS).directlyFrom(v2Endpoint("hls")));

                assertThat(asks(policy, "eu-west-1", "theirs")).isEqualTo(Decision.ALLOWED);
                assertThat(asks(policy, "eu-west-1", "others")).isEqualTo(Decision.DENIED);
            }
        }

        @Test
        void isLetInFromTheRegionThatItIsIn() {
            var policy = endpointPolicy(
                    "us-east-1", MediaTailorPlayback.existing("theirs", HLS).directlyFrom(v2Endpoint("hls")));

            assertThat(asks(policy, "us-east-1", "theirs")).isEqualTo(Decision.ALLOWED);
            assertThat(asks(policy, "eu-west-1", "theirs")).isEqualTo(Decision.DENIED);
        }

        @Test
        void isLetIntoTheFolderOfABucketAndIsNotTouched() {
            var template = Resources.of(stack -> {
                var masters = new Bucket(stack, "Masters");
                AdsFixtures.ContentOrigin.WEB_SERVER
                        .withoutPlayback(stack)
                        .playback(
                                MediaTailorPlayback.existing("theirs", "/films").directlyFrom(masters))
                        .build();
            });

            assertThat(template.resolved(template.only("AWS::S3::BucketPolicy")).toString())
                    .contains("playbackConfiguration/theirs", "/films/*");
            assertThat(template.all(PLAYBACK)).isEmpty();
        }

        /** By a token, the folder is known without the guard being told. */
        @Test
        void isOpenedItsFolder() {
            var edge = Asked.edge(stack -> ads(stack)
                    .playback(MediaTailorPlayback.existing("theirs", HLS))
                    .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))
                    .build());

            assertThat(opens(edge, HLS)).isTrue();
            assertThat(opens(edge, DASH)).isFalse();
        }
    }

    @Nested
    class OriginShield {

        private static List<String> shielded(UnaryOperator<MediaTailorDistribution.Builder> options) {
            var templates = Synth.templates(
                    app -> options.apply(ads(in(app, "eu-west-1")).playback(created("first")))
                            .build());
            var template = new Resources(Objects.requireNonNull(templates.get("Test")));
            return StreamSupport.stream(template.config().path("Origins").spliterator(), false)
                    .map(origin -> template.resolved(origin.path("DomainName"))
                                    .asText()
                                    .replaceFirst("\\..*", "") + " "
                            + origin.at("/OriginShield/OriginShieldRegion").asText("none"))
                    .sorted()
                    .toList();
        }

        private static Stack in(App app, String region) {
            return new Stack(
                    app,
                    "Test",
                    StackProps.builder()
                            .env(Environment.builder().region(region).build())
                            .build());
        }

        /** What is made for one viewer passes none, which would cost and keep nothing. */
        @Test
        void isBeforeWhatIsKept() {
            assertThat(shielded(ads -> ads)).containsExactly("abc123 none", "manifests none", "segments none");
            assertThat(shielded(MediaTailorDistribution.Builder::originShield))
                    .containsExactly("abc123 none", "manifests eu-west-1", "manifests none", "segments eu-west-1");
            assertThat(shielded(ads -> ads.originShieldRegion("eu-central-1")))
                    .containsExactly(
                            "abc123 none", "manifests eu-central-1", "manifests none", "segments eu-central-1");
        }

        @Test
        void isNearestToMediaTailor() {
            assertThat(shielded(ads -> ads.originShield().mediaTailorRegion("eu-west-1")))
                    .contains("segments eu-west-1");
        }
    }

    @Nested
    class IsRefused extends Refusals {

        @Override
        void rows() {
            says("additionalPlayback: must have a name of its own, got 'first'; leave it out, or give it another name")
                    .when(twice(created("first"), created("first")))
                    .when(twice(created("first"), MediaTailorPlayback.existing("first", HLS)));
            says("additionalPlayback: must have a name of its own, got 'an existing configuration'; leave it out, or give"
                            + " it another name")
                    .when(twice(MediaTailorPlayback.existing(), MediaTailorPlayback.existing()));
            says("playback: must be one of the distribution's, got 'other'; add it with additionalPlayback(…)")
                    .after(stack -> {
                        var ads = ads(stack).playback(created("first")).build();
                        return () -> ads.getPlaybackUrl(created("other"), "index.m3u8");
                    });
            says("playback: must be created here to be referred to, got 'an existing one'; use"
                            + " MediaTailorPlayback.created(…)")
                    .after(stack -> {
                        var ads = ads(stack)
                                .playback(MediaTailorPlayback.existing("theirs", HLS))
                                .build();
                        return ads::getPlaybackConfiguration;
                    });
            says("sourcePath: must lie in a folder that the distribution serves, one of [" + HLS + ", " + DASH
                            + "], got '/out/v1/news/two/hls'; name that folder, or give its endpoint to content(…)")
                    .when(stack -> ads(stack)
                            .playback(MediaTailorPlayback.created("first", AD_SERVER, "/out/v1/news/two/hls"))
                            .build());
            says("content: must not lie below /v1, /tm and /segment, which MediaTailor answers, got '/tm/vod'; use another"
                            + " folder, or hide it from viewers with originPath(…)")
                    .when(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                            .content(PackagerOrigin.at("packager.example.com", PackagerAccess.open())
                                    .folder("/tm/vod")
                                    .noQueryStrings()
                                    .build())
                            .playback(MediaTailorPlayback.created("first", AD_SERVER, "/tm/vod"))
                            .build());
            says("mediaTailorRegion: must be that of the playback configuration, which is in eu-west-1 as its prefix says, got"
                            + " 'us-west-2'; use mediaTailorRegion(…) of that region, or make a distribution of its own for"
                            + " it")
                    .when(stack -> ads(stack)
                            .playback(MediaTailorPlayback.existing(PREFIX, HLS))
                            .mediaTailorRegion("us-west-2")
                            .build());
            says("configurationIn: must be a stack with a region if and only if the distribution's has one, whose name it is"
                            + " told, got 'us-west-2'; give both stacks a region")
                    .when(stack -> ads(stack)
                            .playback(created("first").configurationIn(elsewhere((App)
                                    stack.getNode().getRoot())))
                            .build());
            says("playbackName: must be that of one configuration in its stack, got 'first'; give this one another name")
                    .when(stack -> {
                        var app = new App();
                        var there = elsewhere(app);
                        for (String id : List.of("One", "Two")) {
                            MediaTailorDistribution.Builder.create(regional(app, id, "eu-west-1"), "Ads")
                                    .content(v2().build())
                                    .playback(created("first").configurationIn(there))
                                    .build();
                        }
                    });
            says("directlyFrom: must be an endpoint that the distribution serves, got '" + V2_ARN_OF
                            + "spare'; give it to content(MediaPackageOrigin.v2(…).endpoint(…).build())")
                    .when(twice(
                            created("first"),
                            MediaTailorPlayback.existing("theirs", "/out/v1/news/one/spare")
                                    .directlyFrom(v2Endpoint("spare"))));
            says("additionalPlayback: must be in one region with the others, 'us-west-2', since the path of a session does"
                            + " not tell it, got 'eu-west-1'; make a distribution of its own for it")
                    .when(stack -> {
                        var app = new App();
                        ads(OriginShield.in(app, "eu-west-1"))
                                .playback(created("first").configurationIn(elsewhere(app)))
                                .additionalPlayback(created("second"))
                                .build();
                    });
            says("viewerAccess: must leave MediaTailor a way in, which can show no signature, got 'signed content'; use"
                            + " MediaTailorPlayback.directlyFrom(…), or MediaTailorTrust.pathToken(…) with a guard or with"
                            + " the keys of access tokens")
                    .after(stack -> ads(stack)
                            .viewerAccess(
                                    ViewerAccess.signedUrls().keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys")))
                            .playback(created("first").directlyFrom(v2Endpoint("hls")))
                            .additionalPlayback(created("second"))::build);
            says("originShield: must be for an origin in a region for which AWS names one, got 'a region that is known at"
                            + " deployment only'; name the one with the lowest latency to the origin with"
                            + " originShieldRegion(…)")
                    .when(stack ->
                            ads(stack).playback(created("first")).originShield().build());
        }

        private static Stack elsewhere(App app) {
            return regional(app, "Elsewhere", "us-west-2");
        }

        private static Stack regional(App app, String id, String region) {
            return new Stack(
                    app,
                    id,
                    StackProps.builder()
                            .env(Environment.builder().region(region).build())
                            .build());
        }

        private static Consumer<Stack> twice(MediaTailorPlayback one, MediaTailorPlayback other) {
            return stack -> ads(stack).playback(one).additionalPlayback(other).build();
        }
    }
}
