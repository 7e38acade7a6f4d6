package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.AdsFixtures.AD_SERVER;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2In;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.LogicalIdsTest.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * Walks what is deployed from one version of an app to the next, in every order of its stacks: CloudFormation refuses
 * nothing of it, whatever strength the app gives to references between stacks.
 */
class UpdatesTest {

    private static final String STREAM = "arn:aws:firehose:us-east-1:111122223333:deliverystream/";
    private static final List<String> STRENGTHS = List.of("strong", "both", "weak");

    /** An app before and after something was changed. */
    private record Change(String name, Consumer<App> before, Consumer<App> after) {}

    /** What is refused on the way there and on the way back. */
    private static List<String> refusals(String strength, Change change) {
        var before = templates(strength, change.before);
        var after = templates(strength, change.after);
        assertThat(after).as("the change changes something").isNotEqualTo(before);
        List<String> refusals = new ArrayList<>(Rollout.refusals(before, after));
        refusals.addAll(Rollout.refusals(after, before));
        return refusals;
    }

    private static Map<String, JsonNode> templates(String strength, Consumer<App> app) {
        return Synth.templates(Map.of("@aws-cdk/core:defaultCrossStackReferences", strength), app);
    }

    private static Stream<DynamicTest> walk(Change... changes) {
        return walk(Stream.of(changes));
    }

    private static Stream<DynamicTest> walk(Stream<Change> changes) {
        return changes.flatMap(change -> STRENGTHS.stream()
                .map(strength -> DynamicTest.dynamicTest(
                        change.name + ", " + strength,
                        () -> assertThat(refusals(strength, change)).isEmpty())));
    }

    private static Stack stack(Construct app, String id) {
        var known = app.getNode().tryFindChild(id);
        return known != null
                ? (Stack) known
                : new Stack(
                        app,
                        id,
                        StackProps.builder()
                                .env(Environment.builder().region("us-east-1").build())
                                .build());
    }

    private static DeliveryPolicies shared(Construct app) {
        return DeliveryPolicies.in(stack(app, "Shared"));
    }

    @Nested
    class AnOptionOfAChannelOnSharedPoliciesIsChanged {

        /** A facade and one option more. */
        private static <B extends DeliveryBuilder<B>> Change change(
                String name,
                java.util.function.Function<Stack, B> begin,
                Consumer<B> build,
                BiConsumer<Stack, B> option) {
            return new Change(
                    name,
                    app -> define(app, begin, (stack, unchanged) -> {}, build),
                    app -> define(app, begin, option, build));
        }

        private static <B extends DeliveryBuilder<B>> void define(
                App app, java.util.function.Function<Stack, B> begin, BiConsumer<Stack, B> option, Consumer<B> build) {
            var channel = stack(app, "Channel");
            B facade = begin.apply(channel);
            option.accept(channel, facade);
            LiveFixtures.unlessSaid(
                    () -> facade.cors(CorsRules.origins(AllowedOrigins.of("https://player.example.com"))),
                    () -> facade.policies(shared(app)));
            build.accept(facade);
        }

        private static <B extends DeliveryBuilder<B>> Stream<Change> each(
                String facade,
                java.util.function.Function<Stack, B> begin,
                Consumer<B> build,
                Stream<? extends Option<? super B>> options) {
            // What takes away what was there before is a change too.
            return options.map(
                    option -> change(facade + ": " + option.name(), begin, build, (stack, delivery) -> option.set()
                            .accept(stack, delivery)));
        }

        private static Stream<Option<? super S3LiveDistribution.Builder>> liveFiles() {
            return Stream.of(
                    new Option<S3LiveDistribution.Builder>(
                            "manifestTtl", (stack, live) -> live.manifestTtl(Duration.ofSeconds(2))),
                    new Option<S3LiveDistribution.Builder>(
                            "segmentTtl", (stack, live) -> live.segmentTtl(Duration.ofSeconds(2))),
                    new Option<S3LiveDistribution.Builder>(
                            "bucket", (stack, live) -> live.bucket(ContentBucket.of(S3Topologies.bucket(stack)))),
                    new Option<S3LiveDistribution.Builder>("contentPath", (stack, live) -> live.contentPath("/live")));
        }

        private static Stream<Option<? super MediaStoreOriginDistribution.Builder>> containers() {
            return Stream.of(
                    new Option<MediaStoreOriginDistribution.Builder>(
                            "manifestTtl", (stack, live) -> live.manifestTtl(Duration.ofSeconds(2))),
                    new Option<MediaStoreOriginDistribution.Builder>(
                            "segmentTtl", (stack, live) -> live.segmentTtl(Duration.ofSeconds(2))),
                    new Option<MediaStoreOriginDistribution.Builder>(
                            "expireAfter", (stack, live) -> live.expireAfter(Duration.ofDays(1))),
                    new Option<MediaStoreOriginDistribution.Builder>(
                            "contentPath", (stack, live) -> live.contentPath("/live")));
        }

        private static Stream<Option<? super MediaTailorDistribution.Builder>> ads() {
            return Stream.of(
                    new Option<MediaTailorDistribution.Builder>(
                            "content",
                            (stack, ads) -> ads.content(
                                    v2In(stack).queryStrings("profile").build())),
                    new Option<MediaTailorDistribution.Builder>(
                            "playback",
                            (stack, ads) -> ads.playback(
                                    MediaTailorPlayback.created("news", AD_SERVER, "/out/v1/news/one/hls"))),
                    new Option<MediaTailorDistribution.Builder>(
                            "defaultBehavior",
                            (stack, ads) -> ads.defaultBehavior(BehaviorOptions.builder()
                                    .origin(new HttpOrigin("www.example.com"))
                                    .build())));
        }

        private static Stream<Option<? super MediaPackageOriginDistribution.Builder>> origins() {
            return Stream.of(
                    new Option<MediaPackageOriginDistribution.Builder>(
                            "v2 queryStrings",
                            (stack, live) -> live.origin(
                                    v2In(stack).queryStrings("profile").build())),
                    new Option<MediaPackageOriginDistribution.Builder>(
                            "v1 instead of v2", (stack, live) -> live.origin(v1().build())),
                    new Option<MediaPackageOriginDistribution.Builder>(
                            "v1 timeDelay instead of v2",
                            (stack, live) -> live.origin(v1().timeDelay().build())),
                    new Option<MediaPackageOriginDistribution.Builder>(
                            "v1 lowLatencyHls instead of v2",
                            (stack, live) -> live.origin(v1().lowLatencyHls().build())),
                    new Option<MediaPackageOriginDistribution.Builder>(
                            "v2 without access control",
                            (stack, live) -> live.origin(v2In(stack)
                                    .originAccess(MediaPackageV2Access.cdnAuthorization(
                                            MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization")
                                                    .build()))
                                    .build())));
        }

        private static Stream<Option<DeliveryBuilder<?>>> common() {
            return LogicalIdsTest.common();
        }

        @TestFactory
        Stream<DynamicTest> films() {
            return walk(each(
                    "films",
                    stack -> S3OacVodDistribution.Builder.create(stack, "Delivery"),
                    S3OacVodDistribution.Builder::build,
                    // An id that the bucket's own stack knows better is for other stacks alone.
                    Stream.concat(
                            LogicalIdsTest.vod().filter(option -> !option.name().equals("deployedDistributionId")),
                            common())));
        }

        @TestFactory
        Stream<DynamicTest> live() {
            return walk(each(
                    "live",
                    LiveFixtures::begun,
                    live -> {
                        var stack =
                                stack((Construct) live.at().scope().getNode().getRoot(), "Channel");
                        LiveFixtures.unlessSaid(() -> live.origin(v2In(stack).build()));
                        live.build();
                    },
                    Stream.of(
                                    LogicalIdsTest.live()
                                            .filter(option -> !option.name().equals("origin")),
                                    common(),
                                    origins())
                            .flatMap(options -> options)));
        }

        @TestFactory
        Stream<DynamicTest> liveFromABucket() {
            return walk(each(
                    "live files",
                    stack -> S3LiveDistribution.Builder.create(stack, "Delivery"),
                    S3LiveDistribution.Builder::build,
                    Stream.concat(liveFiles(), common())));
        }

        @TestFactory
        Stream<DynamicTest> liveFromAContainer() {
            return walk(each(
                    "container",
                    stack -> MediaStoreOriginDistribution.Builder.create(stack, "Delivery"),
                    MediaStoreOriginDistribution.Builder::build,
                    Stream.concat(containers(), common())));
        }

        @TestFactory
        Stream<DynamicTest> withAds() {
            return walk(each(
                    "ads",
                    stack -> MediaTailorDistribution.Builder.create(stack, "Delivery"),
                    ads -> {
                        var stack = stack((Construct) ads.at().scope().getNode().getRoot(), "Channel");
                        LiveFixtures.unlessSaid(
                                () -> ads.content(v2In(stack).build()),
                                () -> ads.playback(MediaTailorPlayback.existing()));
                        ads.build();
                    },
                    Stream.concat(
                            ads(),
                            // MediaTailor, which is not told of here, could show no signature.
                            common().filter(option -> !option.name().equals("viewerAccess")))));
        }
    }

    @Nested
    class TheSharedStackIsGivenUp {

        private static Consumer<App> channel(java.util.function.Function<App, DeliveryPolicies> policies) {
            return app -> S3Topologies.films(stack(app, "Channel"))
                    .policies(policies.apply(app))
                    .build();
        }

        @TestFactory
        Stream<DynamicTest> forItsOwnOrForAnother() {
            return walk(
                    new Change("its own", channel(UpdatesTest::shared), channel(app -> {
                        shared(app);
                        return DeliveryPolicies.in(stack(app, "Channel"));
                    })),
                    new Change("another", channel(UpdatesTest::shared), channel(app -> {
                        shared(app);
                        return DeliveryPolicies.in(stack(app, "Other"));
                    })));
        }

        /** What is nested is referred to as an output of the nested stack, which is a resource of its own. */
        @TestFactory
        Stream<DynamicTest> whichIsNested() {
            return walk(new Change(
                    "nested",
                    channel(app -> DeliveryPolicies.in(new NestedStack(stack(app, "Shared"), "Policies"))),
                    channel(app -> {
                        new NestedStack(stack(app, "Shared"), "Policies");
                        return DeliveryPolicies.in(stack(app, "Channel"));
                    })));
        }

        @TestFactory
        Stream<DynamicTest> togetherWithTheChannel() {
            return walk(new Change("channel", channel(UpdatesTest::shared), UpdatesTest::shared));
        }
    }

    @Nested
    class SomethingOfAnotherStackIsExchanged {

        private static Stack storage(App app) {
            return stack(app, "Storage");
        }

        private static Consumer<App> films(BiConsumer<Stack, S3OacVodDistribution.Builder> option) {
            return app -> {
                var films = S3Topologies.films(stack(app, "Channel"));
                option.accept(storage(app), films);
                films.build();
            };
        }

        private static Consumer<App> bucket(String id, S3Access access) {
            return films(
                    (storage, films) -> films.originAccess(access).bucket(ContentBucket.of(new Bucket(storage, id))));
        }

        @TestFactory
        Stream<DynamicTest> theContentsBucket() {
            return walk(
                    new Change(
                            "another bucket",
                            bucket("One", S3Access.ORIGIN_ACCESS_CONTROL),
                            bucket("Two", S3Access.ORIGIN_ACCESS_CONTROL)),
                    new Change(
                            "another bucket, by identity",
                            bucket("One", S3Access.ORIGIN_ACCESS_IDENTITY),
                            bucket("Two", S3Access.ORIGIN_ACCESS_IDENTITY)),
                    new Change(
                            "another access",
                            bucket("One", S3Access.ORIGIN_ACCESS_IDENTITY),
                            bucket("One", S3Access.ORIGIN_ACCESS_CONTROL)),
                    new Change(
                            "a bucket of its own",
                            bucket("One", S3Access.ORIGIN_ACCESS_CONTROL),
                            films((storage, films) -> {})));
        }

        @TestFactory
        Stream<DynamicTest> theKey() {
            return walk(new Change("key", key("One"), key("Two")));
        }

        private static Consumer<App> key(String id) {
            return films(
                    (storage, films) -> films.bucket(ContentBucket.created().encryptedWith(new Key(storage, id))));
        }

        @TestFactory
        Stream<DynamicTest> whereLogsGo() {
            return walk(
                    new Change(
                            "log bucket",
                            logs(s -> AccessLogs.toS3().bucket(new Bucket(s, "One"))),
                            logs(s -> AccessLogs.toS3().bucket(new Bucket(s, "Two")))),
                    new Change(
                            "format",
                            logs(s -> AccessLogs.toS3().format(S3AccessLogs.Format.JSON)),
                            logs(s -> AccessLogs.toS3().format(S3AccessLogs.Format.PARQUET))),
                    new Change(
                            "delivery stream",
                            logs(s -> AccessLogs.toFirehose(STREAM + "one")),
                            logs(s -> AccessLogs.toFirehose(STREAM + "two"))),
                    new Change(
                            "log group",
                            logs(s -> AccessLogs.toLogGroup(new LogGroup(s, "One"))),
                            logs(s -> AccessLogs.toLogGroup(new LogGroup(s, "Two")))));
        }

        private static Consumer<App> logs(java.util.function.Function<Stack, AccessLogs> logs) {
            return films((storage, films) -> films.accessLogs(logs.apply(storage)));
        }

        @TestFactory
        Stream<DynamicTest> theCertificate() {
            return walk(new Change("certificate", certificate("One"), certificate("Two")));
        }

        private static Consumer<App> certificate(String id) {
            return films((storage, films) -> films.customDomain(CustomDomain.of(
                    Certificate.Builder.create(storage, id)
                            .domainName("films.example.com")
                            .build(),
                    "films.example.com")));
        }

        @TestFactory
        Stream<DynamicTest> theGuard() {
            return walk(new Change("guard", guard("One"), guard("Two")));
        }

        private static Consumer<App> guard(String id) {
            return films((storage, films) -> films.viewerRequestFunction(MediaTailorSafeEdgeFunction.Builder.create(
                            storage, id, AllowedOrigins.of("https://player.example.com"))
                    .build()
                    .getFunction()));
        }

        @TestFactory
        Stream<DynamicTest> theWebAcl() {
            return walk(new Change("web ACL", webAcl("One"), webAcl("Two")));
        }

        private static Consumer<App> webAcl(String id) {
            return films((storage, films) -> films.webAclArn(
                    AllowedOriginsWebAcl.Builder.create(storage, id, AllowedOrigins.of("https://player.example.com"))
                            .build()
                            .getWebAclArn()));
        }

        @TestFactory
        Stream<DynamicTest> theKeysOfViewers() {
            var one = KeyPairs.viewerKey(KeyPairs.rsa());
            var two = KeyPairs.viewerKey(KeyPairs.rsa());
            return walk(
                    new Change("the group", keys("One", one), keys("Two", one)),
                    new Change("the key", keys("One", one), keys("One", two)));
        }

        /** The signer, which is told the id of the key pair, is in a stack of its own. */
        private static Consumer<App> keys(String id, ViewerKey key) {
            return films((storage, films) -> {
                var keys = ViewerKeys.Builder.create(storage, id).key(key).build();
                films.viewerAccess(ViewerAccess.signedUrls(keys));
                CfnOutput.Builder.create(stack((Construct) storage.getNode().getRoot(), "Signer"), "KeyPairId")
                        .value(keys.getKeyPairId(0))
                        .build();
            });
        }

        @TestFactory
        Stream<DynamicTest> theSecretOfAnOrigin() {
            return walk(new Change("secret", secret("2026-05"), secret("2026-11")));
        }

        private static Consumer<App> secret(String generation) {
            return app -> {
                var header = SecretHeader.Builder.create(storage(app), "Header", "X-Origin-Verify")
                        .accepts(HeaderSecret.generated(generation))
                        .build();
                CfnOutput.Builder.create(stack(app, "Channel"), "Sent")
                        .value(header.getSecrets().get(0).getSecretArn())
                        .build();
            };
        }

        @TestFactory
        Stream<DynamicTest> theBucketThatMediaTailorReads() {
            return walk(new Change("bucket", direct("One"), direct("Two")));
        }

        private static Consumer<App> direct(String id) {
            return app -> MediaTailorDistribution.Builder.create(stack(app, "Channel"), "Ads")
                    .content(new HttpOrigin("files.example.com"))
                    .playback(MediaTailorPlayback.created("news", AD_SERVER, "/films")
                            .directlyFrom(new Bucket(storage(app), id)))
                    .build();
        }
    }

    /** What CloudFront names is named once in the account, whatever the region of the stack. */
    @Nested
    class ASecondRegion {

        @ParameterizedTest
        @MethodSource("io.github.cdkmediadelivery.UpdatesTest#goldens")
        void takesNoNameOfTheFirst(Path golden) throws IOException {
            assertThat(new ObjectMapper().readTree(golden.toFile()).path("Resources"))
                    .filteredOn(resource -> resource.path("Type").asText().startsWith("AWS::CloudFront::"))
                    .allSatisfy(resource -> assertThat(
                                    ServiceSpec.of(resource.path("Type").asText())
                                            .nameOf(resource.path("Properties")))
                            // A reference leads to what its own stack makes.
                            .matches(name ->
                                    name.isEmpty() || name.contains("AWS::StackId") || name.startsWith("{\"Ref\":")));
        }
    }

    static Stream<Path> goldens() throws IOException {
        try (var files = Files.walk(Path.of("src/test/resources/golden"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList().stream();
        }
    }

    /** The walk is worth something only if it sees what it is for. */
    @Nested
    class TheWalkItself {

        @Test
        void seesAnExportThatIsStillImported() {
            var change = new Change("export", app -> reads(app, "One"), app -> reads(app, "Two"));

            assertThat(refusals("strong", change)).anyMatch(refusal -> refusal.contains("is in use by Reader"));
            assertThat(refusals("weak", change)).isEmpty();
        }

        private static void reads(App app, String bucket) {
            CfnOutput.Builder.create(stack(app, "Reader"), "Bucket")
                    .value(new Bucket(stack(app, "Storage"), bucket).getBucketRegionalDomainName())
                    .build();
        }

        @Test
        void seesANameThatIsTaken() {
            var change = new Change("name", app -> named(app, "One"), app -> named(app, "Two"));

            assertThat(refusals("weak", change))
                    .anyMatch(refusal -> refusal.contains("is made while another is named"));
        }

        private static void named(App app, String id) {
            Bucket.Builder.create(stack(app, "Storage"), id).bucketName("films").build();
        }

        @Test
        void seesAStoreThatIsReplaced() {
            var change = new Change("store", app -> stored(app, "one"), app -> stored(app, "two"));

            assertThat(refusals("weak", change)).anyMatch(refusal -> refusal.contains("with all that it holds"));
        }

        private static void stored(App app, String name) {
            Bucket.Builder.create(stack(app, "Storage"), "Films")
                    .bucketName(name)
                    .build();
        }
    }
}
