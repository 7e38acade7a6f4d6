package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2EndpointIn;
import static io.github.cdkmediadelivery.LiveFixtures.v2In;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;

/**
 * A logical id that moves is a resource that is deleted and made anew: none moves because of an option that has nothing
 * to do with it.
 */
class LogicalIdsTest {

    private static final String LOGICAL_IDS = "io.github.cdkmediadelivery.LogicalIdsTest#";
    private static final OriginTimeouts TIMEOUTS = OriginTimeouts.forSegments(Duration.ofSeconds(6));
    private static final Set<String> NOTHING = Set.of();

    /** A policy is shared by its content: another content is another policy, which others may use too. */
    private static final Set<String> POLICY = Set.of(CACHE_POLICY);

    /** Nothing is refused any more where the user answers every path. */

    /** The other kind of access, with nothing of the first. */
    private static final Set<String> ACCESS = Set.of(ACCESS_CONTROL);

    /** What is shared by several stacks is in one of them alone. */
    private static final Set<String> SHARED = Set.of(CACHE_POLICY, ACCESS_CONTROL);

    private static final Set<String> SHARED_WITH_REFUSAL = Set.of(CACHE_POLICY, ACCESS_CONTROL, FUNCTION);

    /** The user's bucket stands in for the created one. */
    private static final Set<String> BUCKET = Set.of("AWS::S3::Bucket", "AWS::S3::BucketPolicy");

    /**
     * @param name the method of the builder
     * @param replaced the types of resources that it is all about
     */
    record Option<B>(String name, BiConsumer<Stack, B> set, Set<String> replaced) {

        Option(String name, BiConsumer<Stack, B> set) {
            this(name, set, NOTHING);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Option<S3OacVodDistribution.Builder>> vod() {
        return Stream.of(
                new Option<>(
                        "bucket", (stack, films) -> films.bucket(ContentBucket.of(S3Topologies.bucket(stack))), BUCKET),
                new Option<>(
                        "bucket",
                        (stack, films) -> films.bucket(ContentBucket.created()
                                .versioned(Duration.ofDays(30))
                                .expireAfter(Duration.ofDays(30))
                                .encryptedWith(S3Topologies.key(stack)))),
                new Option<>(
                        "originAccess", (stack, films) -> films.originAccess(S3Access.ORIGIN_ACCESS_IDENTITY), ACCESS),
                new Option<>("originPath", (stack, films) -> films.originPath("/published")),
                new Option<>("contentPath", (stack, films) -> films.contentPath("/video")),
                new Option<>("originShield", (stack, films) -> films.originShield()),
                new Option<>("originShieldRegion", (stack, films) -> films.originShieldRegion("eu-west-1")),
                new Option<>("originTimeouts", (stack, films) -> films.originTimeouts(TIMEOUTS)),
                new Option<>(
                        "deployedDistributionId",
                        (stack, films) -> films.deployedDistributionId(S3Topologies.DEPLOYED_ID)),
                new Option<>("manifestTtl", (stack, films) -> films.manifestTtl(Duration.ofSeconds(5)), POLICY),
                new Option<>("segmentTtl", (stack, films) -> films.segmentTtl(Duration.ofDays(5)), POLICY),
                new Option<>(
                        "failover",
                        (stack, films) -> films.failover(Bucket.fromBucketName(stack, "Replica", "films-replica"))),
                new Option<>("missingPage", (stack, films) -> films.missingPage("/missing.html")),
                new Option<>("microsoftSmoothStreaming", (stack, films) -> films.microsoftSmoothStreaming()),
                new Option<>("policies", CommonOptions.EACH.get("policies")::accept, SHARED),
                // Beside content that answers every path there is no other default.
                new Option<>("defaultBehavior", (stack, films) -> films.contentPath("/video")
                        .defaultBehavior(CommonOptions.page())));
    }

    static Stream<Option<MediaPackageOriginDistribution.Builder>> live() {
        return Stream.of(
                new Option<>("origin", (stack, live) -> live.origin(v2In(stack).build())),
                new Option<>("policies", CommonOptions.EACH.get("policies")::accept, SHARED_WITH_REFUSAL),
                new Option<>("defaultBehavior", CommonOptions.EACH.get("defaultBehavior")::accept));
    }

    /** What every facade has; its own stack is where the policies are by default, and others differ by facade. */
    static Stream<Option<DeliveryBuilder<?>>> common() {
        return Stream.concat(
                CommonOptions.EACH.entrySet().stream()
                        .filter(call -> !Set.of("policies", "defaultBehavior").contains(call.getKey()))
                        .map(call -> new Option<DeliveryBuilder<?>>(call.getKey(), call.getValue())),
                Stream.of(
                        new Option<>("policies", (stack, facade) -> facade.policies(DeliveryPolicies.in(stack))),
                        new Option<>(
                                "cors",
                                (stack, facade) ->
                                        facade.cors(CorsRules.origins(AllowedOrigins.of("https://www.example.com"))
                                                .credentials())),
                        new Option<>(
                                "viewerAccess",
                                (stack, facade) -> facade.viewerAccess(
                                        ViewerAccess.signedUrls(ViewerKeys.Builder.create(stack, "Keys")
                                                .key(ViewerKey.fromFile(Path.of("src/examples/keys/sample-public.pem")))
                                                .build())))));
    }

    static Stream<Option<MediaPackageOrigin.V2Builder>> originV2() {
        return Stream.of(
                new Option<>("endpoint", (stack, origin) -> origin.endpoint(v2EndpointIn(stack, "dash"))),
                new Option<>(
                        "failover",
                        (stack, origin) -> origin.failover(
                                MediaPackageOrigin.v2("zyx987.egress.wvu654.mediapackagev2.eu-central-1.amazonaws.com")
                                        .endpoint(MediaPackageV2Endpoint.fromArn(
                                                LiveFixtures.V2_ARN_OF.replace("eu-west-1", "eu-central-1") + "hls"))
                                        .build())),
                new Option<>(
                        "originAccess",
                        (stack, origin) -> origin.originAccess(MediaPackageV2Access.cdnAuthorization(
                                MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization")
                                        .build())),
                        ACCESS),
                new Option<>("wholeChannelGroup", (stack, origin) -> origin.wholeChannelGroup()),
                new Option<>("queryStrings", (stack, origin) -> origin.queryStrings("profile"), POLICY));
    }

    static Stream<Option<MediaPackageOrigin.V1Builder>> originV1() {
        return Stream.of(
                new Option<>(
                        "endpoint",
                        (stack, origin) -> origin.endpoint(
                                MediaPackageEndpoint.onHost(LiveFixtures.V1_HOST, "dash", "index.mpd"))),
                new Option<>("queryStrings", (stack, origin) -> origin.queryStrings("profile"), POLICY),
                new Option<>("timeDelay", (stack, origin) -> origin.timeDelay(), POLICY),
                new Option<>("lowLatencyHls", (stack, origin) -> origin.lowLatencyHls(), POLICY));
    }

    /** What every HTTPS origin has. */
    static Stream<Option<OriginBuilder<?>>> origins() {
        return Stream.of(
                new Option<>("originShield", (stack, origin) -> origin.originShield()),
                new Option<>("originShieldRegion", (stack, origin) -> origin.originShieldRegion("eu-west-1")),
                new Option<>("originTimeouts", (stack, origin) -> origin.originTimeouts(TIMEOUTS)),
                new Option<>(
                        "responseCompletionTimeout",
                        (stack, origin) -> origin.responseCompletionTimeout(Duration.ofMinutes(1))),
                new Option<>("connectionAttempts", (stack, origin) -> origin.connectionAttempts(2)),
                new Option<>("connectionTimeout", (stack, origin) -> origin.connectionTimeout(Duration.ofSeconds(2))),
                new Option<>("readTimeout", (stack, origin) -> origin.readTimeout(Duration.ofSeconds(2))),
                new Option<>("keepaliveTimeout", (stack, origin) -> origin.keepaliveTimeout(Duration.ofSeconds(2))),
                new Option<>("originPath", (stack, origin) -> origin.originPath("/out/v1")),
                new Option<>("customHeader", (stack, origin) -> origin.customHeader("X-Origin-Region", "eu")));
    }

    @Nested
    class NoIdMovesWithAnotherOption {

        @ParameterizedTest
        @MethodSource({LOGICAL_IDS + "vod", LOGICAL_IDS + "common"})
        void ofFilms(Option<? super S3OacVodDistribution.Builder> option) {
            assertOnlyItsOwnIdsMove(option, S3Topologies::films, (stack, films) -> films.build());
        }

        @ParameterizedTest
        @MethodSource({LOGICAL_IDS + "live", LOGICAL_IDS + "common"})
        void ofALiveDistribution(Option<? super MediaPackageOriginDistribution.Builder> option) {
            assertOnlyItsOwnIdsMove(option, LiveFixtures::begun, (stack, live) -> {
                LiveFixtures.unlessSaid(() -> live.origin(v2In(stack).build()));
                live.build();
            });
        }

        @ParameterizedTest
        @MethodSource({LOGICAL_IDS + "originV2", LOGICAL_IDS + "origins"})
        void ofItsOrigin(Option<? super MediaPackageOrigin.V2Builder> option) {
            assertOnlyItsOwnIdsMove(option, stack -> v2In(stack), (stack, origin) -> LiveFixtures.begun(stack)
                    .origin(origin.build())
                    .build());
        }

        @ParameterizedTest
        @MethodSource({LOGICAL_IDS + "originV1", LOGICAL_IDS + "origins"})
        void ofItsOriginOfVersionOne(Option<? super MediaPackageOrigin.V1Builder> option) {
            assertOnlyItsOwnIdsMove(option, stack -> v1(), (stack, origin) -> LiveFixtures.begun(stack)
                    .origin(origin.build())
                    .build());
        }
    }

    @Test
    void noOptionIsLeftOut() {
        assertThat(names(vod(), common())).isEqualTo(options(S3OacVodDistribution.Builder.class));
        assertThat(names(live(), common())).isEqualTo(options(MediaPackageOriginDistribution.Builder.class));
        assertThat(names(originV2(), origins())).isEqualTo(options(MediaPackageOrigin.V2Builder.class));
        assertThat(names(originV1(), origins())).isEqualTo(options(MediaPackageOrigin.V1Builder.class));
    }

    private static <B> void assertOnlyItsOwnIdsMove(
            Option<? super B> option, Function<Stack, B> begin, BiConsumer<Stack, B> build) {
        var before = ids(stack -> build.accept(stack, begin.apply(stack)));
        var after = ids(stack -> {
            var options = begin.apply(stack);
            option.set().accept(stack, options);
            build.accept(stack, options);
        });

        assertThat(before).isNotEmpty();
        var moved = new TreeMap<>(before);
        moved.entrySet().removeAll(after.entrySet());
        assertThat(Set.copyOf(moved.values())).as("%s", moved).isEqualTo(option.replaced());
    }

    /** The types of the resources of a stack, by their logical ids. Access logs need the region to be known. */
    private static Map<String, String> ids(Consumer<Stack> build) {
        var templates = Synth.templates(app -> build.accept(Facade.stack(app, "us-east-1")));
        return templates.get("Test").path("Resources").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        resource -> resource.getValue().path("Type").asText()));
    }

    private static Set<String> names(Stream<? extends Option<?>> own, Stream<? extends Option<?>> common) {
        return Stream.concat(own, common).map(Option::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The public methods of a builder that return a builder. */
    private static Set<String> options(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType().isAssignableFrom(builder))
                .map(Method::getName)
                // It makes no distribution, of which these would be the ids.
                .filter(name -> !name.equals("addTo"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
