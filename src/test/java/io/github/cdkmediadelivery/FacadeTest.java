package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.MediaTailorDistribution.Builder.SessionAccess;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.s3.Bucket;

/** What users may expect of every facade, and of every choice that they hand to one. */
class FacadeTest {

    private static final ViewerKey KEY = KeyPairs.viewerKey(KeyPairs.ecdsa());

    @Nested
    class EveryFacade {

        @ParameterizedTest
        @EnumSource
        void leadsToItsDistribution(Facade facade) {
            var stack = new Stack(new App(), "Test");
            facade.define(stack, (unused, delivery) -> {});
            var construct = (DeliveryDistribution) stack.getNode().findChild("Delivery");

            assertThat(construct.getNode().getDefaultChild())
                    .isInstanceOf(Distribution.class)
                    .isSameAs(construct.getDistribution());
            assertThat(construct.getDomainName())
                    .isEqualTo(construct.getDistribution().getDistributionDomainName());
        }

        /** Options are data until the distribution is built. */
        @ParameterizedTest
        @EnumSource
        void makesTheSameOfItsOptionsInWhateverOrder(Facade facade) {
            var options = new ArrayList<BiConsumer<Stack, DeliveryBuilder<?>>>(List.of(
                    (stack, delivery) -> delivery.comment("A comment"),
                    (stack, delivery) -> delivery.cors(CorsRules.origins(AllowedOrigins.of("https://www.example.com"))),
                    (stack, delivery) ->
                            delivery.viewerAccess(ViewerAccess.signedUrls(ViewerKeys.Builder.create(stack, "Keys")
                                            .key(KEY)
                                            .build())
                                    .exceptFor(facade.under("poster/*"))),
                    (stack, delivery) ->
                            delivery.errorCaching(ErrorCaching.none().with(404, Duration.ofSeconds(2))),
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3()),
                    (stack, delivery) -> delivery.priceClass(PriceClass.PRICE_CLASS_100)));
            var expected = inOrder(facade, options);

            Collections.shuffle(options, new Random(12));
            assertThat(inOrder(facade, options)).isEqualTo(expected);
        }

        private static Object inOrder(Facade facade, List<BiConsumer<Stack, DeliveryBuilder<?>>> options) {
            return facade.with((stack, delivery) -> options.forEach(option -> option.accept(stack, delivery)))
                    .template();
        }
    }

    @Nested
    class AGuardOfMediaTailor {

        /** What players report and ads are open, unless the guard was told to look at them. */
        @ParameterizedTest
        @CsvSource({"/tm/ad.ts", "/v1/i-media/x.js", "/v1/tracking/x", "/segment/x"})
        void looksAtTheServicesPathsOnlyWhereItDoesNotExemptThem(String path) {
            assertThat(functions(path, guard -> guard)).isEmpty();
            assertThat(functions(path, guard -> guard.exempt(PathKind.SEGMENT))).hasSize(1);
        }

        private static Iterable<?> functions(String path, UnaryOperator<MediaTailorSafeEdgeFunction.Builder> options) {
            var template = Resources.of(stack -> ContentOrigin.WEB_SERVER
                    .in(stack)
                    .guard(options.apply(MediaTailorSafeEdgeFunction.Builder.create(
                                    stack, "Guard", EdgeConfiguration.ORIGINS))
                            .build())
                    .build());
            return new EdgeDistribution(template).behavior(path).path("FunctionAssociations");
        }
    }

    @Nested
    class AnOptionThatCouldNotBeHonoured {

        @Test
        void anIdOfADistributionForAnIdentity() {
            refused(
                    stack -> S3OacVodDistribution.Builder.create(stack, "Films")
                            .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                            .deployedDistributionId("E2ABCDEFGHIJKL")
                            .build(),
                    "deployedDistributionId: must stand beside origin access control, the access that knows distributions,"
                            + " got 'ORIGIN_ACCESS_IDENTITY'; remove one of the two options");
        }

        @Test
        void anIdOfADistributionForASecretHeader() {
            refused(
                    stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                            .originAccess(MediaStoreAccess.secretHeader(
                                    SecretHeader.Builder.create(stack, "Header", "Referer")
                                            .build()))
                            .deployedDistributionId("E2ABCDEFGHIJKL")
                            .build(),
                    "deployedDistributionId: must stand beside origin access control, the access that knows distributions,"
                            + " got 'a secret header'; remove one of the two options");
        }

        @Test
        void sessionsForEveryoneWhereEverythingIs() {
            refused(
                    stack -> ContentOrigin.WEB_SERVER
                            .in(stack)
                            .sessions(SessionAccess.OPEN)
                            .build(),
                    "sessions: must stand beside signed content, without which everyone may begin one, got 'OPEN';"
                            + " remove it, or add viewerAccess(…)");
        }

        @Test
        void aSourcePathBesideAnotherEndpoint() {
            refused(
                    stack -> MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/films")
                            .directlyFrom(LiveFixtures.v2Endpoint("hls")),
                    "directlyFrom: must be the endpoint whose folder is the source path, '/films', got"
                            + " '/out/v1/news/one/hls'; use created(…) with its folder");
        }

        @Test
        void anAgeForALogBucketOfTheUsers() {
            refused(
                    stack -> S3LiveDistribution.Builder.create(stack, "Live")
                            .accessLogs(AccessLogs.toS3()
                                    .bucket(new Bucket(stack, "Logs"))
                                    .expireAfter(Duration.ofDays(7)))
                            .build(),
                    "accessLogs: expireAfter must be set on the bucket itself where it is the user's, got 'PT168H'; add a"
                            + " lifecycle rule to the bucket");
        }

        @Test
        void openPathsWhereEveryPathIs() {
            refused(
                    stack -> ViewerAccess.open().exceptFor("/poster/*"),
                    "viewerAccess: must ask for a signature where it names exceptions, got 'open()'; use"
                            + " ViewerAccess.signedUrls(…) or signedCookies(…)");
        }

        private static void refused(Consumer<Stack> definition, String message) {
            var stack = new Stack(new App(), "Test");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> definition.accept(stack))
                    .withMessage(message);
        }
    }

    @Nested
    class EveryChoice {

        static Stream<Arguments> choices() {
            var stack = new Stack(new App(), "Test");
            var bucket = new Bucket(stack, "Films");
            var origins = AllowedOrigins.of("https://www.example.com");
            return Stream.<Supplier<List<Object>>>of(
                            () -> List.of(AllowedOrigins.of("https://a.com"), AllowedOrigins.of("https://b.com")),
                            () -> List.of(CorsRules.anyOrigin(), CorsRules.origins(origins)),
                            () -> List.of(ErrorCaching.live(), ErrorCaching.vod()),
                            () -> List.of(AccessLogs.toS3(), AccessLogs.toS3().fields("date")),
                            () -> List.of(ViewerAccess.open(), ViewerAccess.signedUrls()),
                            () -> List.of(
                                    ContentBucket.created(),
                                    ContentBucket.created().expireAfter(Duration.ofDays(1))),
                            () -> List.of(ContentBucket.of(bucket), ContentBucket.created()),
                            () -> List.of(
                                    MediaContainer.created("live"),
                                    MediaContainer.created("live").containerMetrics()),
                            () -> List.of(
                                    MediaContainer.fromEndpoint("https://a.example.com"),
                                    MediaContainer.fromEndpoint("https://b.example.com")),
                            () -> List.of(MediaStoreAccess.originAccessControl(), MediaPackageAccess.open()),
                            () -> List.of(MediaPackageV2Access.originAccessControl(), MediaPackageAccess.open()),
                            () -> List.of(LiveFixtures.v2Endpoint("hls"), LiveFixtures.v2Endpoint("dash")),
                            () -> List.of(
                                    LiveFixtures.v2().build(), LiveFixtures.v1().build()),
                            () -> List.of(ContentOrigin.BUCKET.created(), ContentOrigin.WEB_SERVER.created()),
                            () -> List.of(
                                    MediaTailorTrust.forgeableUserAgent("aaaa"),
                                    MediaTailorTrust.forgeableUserAgent("bbbb")),
                            () -> List.of(HeaderSecret.generated("1"), HeaderSecret.generated("2")),
                            () -> List.of(
                                    DeliveryQuotas.defaults(),
                                    DeliveryQuotas.defaults().raised("AWS::CloudFront::Function", 200)),
                            () -> List.of(DeliveryPolicies.in(stack), MediaTailorPlayback.existing()))
                    .map(Arguments::of);
        }

        @ParameterizedTest
        @MethodSource("choices")
        void isEqualToOneThatWasMadeAlike(Supplier<List<Object>> two) {
            var one = two.get().get(0);
            var same = two.get().get(0);

            assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
            assertThat(Set.of(one)).contains(same);
            assertThat(one).isNotEqualTo(two.get().get(1)).isNotEqualTo(null).isNotEqualTo("text");
            assertThat(one.toString()).doesNotContain("@");
        }

        @Test
        void doesNotChangeWhereAnotherIsMadeOfIt() {
            var container = MediaContainer.created("live");

            var more = container
                    .containerMetrics()
                    .accessLogging()
                    .metricGroup("segments", "*.ts")
                    .expireAfter("*.ts", Duration.ofDays(1));

            assertThat(container).isEqualTo(MediaContainer.created("live")).isNotEqualTo(more);
        }
    }
}
