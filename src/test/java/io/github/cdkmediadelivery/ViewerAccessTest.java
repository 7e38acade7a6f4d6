package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.CommonOptions.page;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.internal.PathPattern;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.IKeyGroup;
import software.amazon.awscdk.services.cloudfront.KeyGroup;

class ViewerAccessTest {

    private static final ViewerKey KEY = KeyPairs.viewerKey(KeyPairs.ecdsa());
    private static final CorsRules CREDENTIALED =
            CorsRules.origins(AllowedOrigins.of("https://www.example.com")).credentials();

    @Nested
    class TheContent {

        @ParameterizedTest
        @EnumSource
        void isWatchedByEveryoneUnlessTheOwnerSaysOtherwise(Facade facade) {
            var open = facade.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.open()));

            assertThat(open.config().findValues("TrustedKeyGroups")).isEmpty();
            assertThat(open.template())
                    .isEqualTo(facade.with((stack, delivery) -> {}).template());
        }

        @ParameterizedTest
        @EnumSource
        void isSignedOnEveryPathWithUrlsAsWithCookies(Facade facade) {
            var template = signed(facade, access -> access);
            var content = facade.contentBehaviors(template);
            var cookies =
                    facade.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedCookies(keys(stack))));

            assertThat(content).isNotEmpty().allSatisfy(behavior -> {
                assertThatJson(behavior.path("TrustedKeyGroups"))
                        .isEqualTo("[{'Ref': '%s'}]".formatted(template.id("AWS::CloudFront::KeyGroup")));
                assertThat(TrustedKeys.of(template.template(), behavior).values())
                        .containsExactly(KeyPairs.parsed(KEY.pem()));
            });
            assertThat(template.config().findValues("TrustedKeyGroups")).hasSize(content.size());
            assertThat(cookies.template()).isEqualTo(template.template());
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"VOD", "LIVE_FILES"})
        void leavesRefusedWhatNothingNames(Facade facade) {
            var template = signed(facade, access -> access);

            assertThat(template.defaultBehavior().path("FunctionAssociations")).hasSize(1);
            assertThat(template.defaultBehavior())
                    .isEqualTo(facade.with((stack, delivery) -> {}).defaultBehavior());
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"VOD", "LIVE_FILES"})
        void leavesThePlayersPageOpen(Facade facade) {
            var template =
                    facade.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedCookies(keys(stack)))
                            .defaultBehavior(page())
                            .additionalBehavior("/assets/*", page()));

            assertThat(template.defaultBehavior().has("TrustedKeyGroups")).isFalse();
            assertThat(path(template.behaviors().path(0))).isEqualTo("/assets/*");
            assertThat(template.behaviors().path(0).has("TrustedKeyGroups")).isFalse();
            assertThat(template.config().findValues("TrustedKeyGroups"))
                    .hasSize(facade.contentBehaviors(template).size() - 1);
        }
    }

    @Nested
    class AnOpenPath {

        @ParameterizedTest
        @EnumSource
        void comesFirstAndIsOtherwiseLikeTheRest(Facade facade) {
            var template =
                    facade.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedCookies(keys(stack))
                                    .exceptFor(facade.under("poster/*.jpg"), facade.under("trailer/*")))
                            .cors(CREDENTIALED));
            var content = facade.contentBehaviors(template).stream()
                    .filter(behavior -> path(behavior).startsWith(facade.under(""))
                            || path(behavior).isEmpty())
                    .toList();
            var signed = content.stream()
                    .filter(behavior -> behavior.has("TrustedKeyGroups"))
                    .toList();
            var poster = content.get(0);
            var trailer = content.subList(1, content.size() - signed.size());

            assertThat(path(poster)).isEqualTo(facade.under("poster/*.jpg"));
            assertLike(firstFor(facade.under("poster/1.jpg"), signed), poster);
            assertThat(trailer)
                    .extracting(ViewerAccessTest::path)
                    .hasSize(signed.size())
                    .endsWith(facade.under("trailer/*"));
            for (int kind = 0; kind < signed.size(); kind++) {
                assertLike(signed.get(kind), trailer.get(kind));
            }
        }

        private static JsonNode firstFor(String requested, List<JsonNode> behaviors) {
            return behaviors.stream()
                    .filter(behavior -> PathPattern.of(
                                    behavior.path("PathPattern").asText("*"))
                            .matches(requested))
                    .findFirst()
                    .orElseThrow();
        }

        private static void assertLike(JsonNode signed, JsonNode open) {
            assertThat(open.has("TrustedKeyGroups")).isFalse();
            assertThatJson(open)
                    .whenIgnoringPaths("PathPattern", "TrustedKeyGroups")
                    .isEqualTo(signed);
        }

        @ParameterizedTest
        @EnumSource
        void doesNotChangeTheSignedOnes(Facade facade) {
            var without = facade.contentBehaviors(signed(facade, access -> access));
            var with =
                    facade.contentBehaviors(signed(facade, access -> access.exceptFor(facade.under("poster/*.jpg"))));

            assertThat(with).hasSize(without.size() + 1).containsSubsequence(without);
        }

        @Test
        void comesAfterThoseOfTheUsers() {
            var template = Facade.VOD_UNDER_A_PATH.with(
                    (stack, delivery) -> delivery.additionalBehavior("/video/live/*", page())
                            .viewerAccess(ViewerAccess.signedUrls(keys(stack)).exceptFor("/video/*.jpg")));

            assertThat(template.behaviors())
                    .extracting(ViewerAccessTest::path)
                    .startsWith("/video/live/*", "/video/*.jpg", "/video/*.m3u8")
                    .endsWith("/video/*");
        }

        @Test
        void keepsManifestsAsLongAsASignedOne() {
            var behaviors = Facade.VOD_UNDER_A_PATH
                    .with((stack, delivery) -> delivery.viewerAccess(
                            ViewerAccess.signedUrls(keys(stack)).exceptFor("/video/trailer/*")))
                    .behaviors();

            assertThat(behaviors)
                    .extracting(ViewerAccessTest::path)
                    .containsExactly(
                            "/video/trailer/*.m3u8",
                            "/video/trailer/*.mpd",
                            "/video/trailer/*Manifest",
                            "/video/trailer/*.vtt",
                            "/video/trailer/*.key",
                            "/video/trailer/*",
                            "/video/*.m3u8",
                            "/video/*.mpd",
                            "/video/*Manifest",
                            "/video/*.vtt",
                            "/video/*.key",
                            "/video/*");
            assertThat(behaviors.path(0).path("CachePolicyId"))
                    .isEqualTo(behaviors.path(6).path("CachePolicyId"))
                    .isNotEqualTo(behaviors.path(5).path("CachePolicyId"));
        }

        @Test
        void isTakenForAnEndpointOfThisAppWhosePathIsNotKnown() {
            var template = Resources.of(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                            .endpoint(MediaPackageEndpoint.of(LiveFixtures.v1Resource(stack)))
                            .build())
                    .viewerAccess(
                            ViewerAccess.signedUrls(keys(stack)).exceptFor("/out/v1/def456/*.jpg", "/out/v1/ghi789/*"))
                    .build());
            var signed = template.behaviors().size() - 1;

            assertThat(template.behaviors())
                    .extracting(ViewerAccessTest::path)
                    .startsWith(
                            "/out/v1/def456/*.jpg",
                            "/out/v1/ghi789/*.m3u8",
                            "/out/v1/ghi789/*.mpd",
                            "/out/v1/ghi789/*Manifest",
                            "/out/v1/ghi789/*",
                            "");
            for (int media : new int[] {0, 4}) {
                assertLike(
                        template.behaviors().path(signed), template.behaviors().path(media));
            }
            assertLike(
                    template.behaviors().path(signed - 3), template.behaviors().path(1));
        }
    }

    @Nested
    class KeyGroups {

        @Test
        void thatExistAlreadyStandBesideTheNewOne() {
            var template = Facade.LIVE_V2.with((stack, delivery) ->
                    delivery.viewerAccess(ViewerAccess.signedUrls(keys(stack)).keyGroups(existing(stack, "Existing"))));

            assertThatJson(template.behaviors().path(0).path("TrustedKeyGroups"))
                    .isEqualTo("[{'Ref': '%s'}, 'existing']".formatted(template.id("AWS::CloudFront::KeyGroup")));
        }

        @Test
        void thatExistAlreadyAreEnough() {
            var template = Facade.VOD.with(CommonOptions.EACH.get("viewerAccess"));

            assertThat(template.all("AWS::CloudFront::KeyGroup")).isEmpty();
            assertThat(template.all("AWS::CloudFront::PublicKey")).isEmpty();
        }

        @Test
        void fitFourTimes() {
            var template = Facade.LIVE_V2.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedUrls(
                            keys(stack),
                            ViewerKeys.Builder.create(stack, "Others").key(KEY).build())
                    .keyGroups(existing(stack, "Third"), existing(stack, "Fourth"))));

            assertThat(template.behaviors().path(0).path("TrustedKeyGroups")).hasSize(4);
        }
    }

    @Nested
    class Credentials {

        @ParameterizedTest
        @EnumSource
        void areNeededForCookiesWhereThereAreRules(Facade facade) {
            for (CorsRules rules : List.of(
                    CorsRules.anyOrigin(),
                    CorsRules.anyOrigin().requestHeaders("X-Session-Id"),
                    CorsRules.origins(AllowedOrigins.of("https://www.example.com")))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> facade.with((stack, delivery) ->
                                delivery.cors(rules).viewerAccess(ViewerAccess.signedCookies(keys(stack)))))
                        .withMessageStartingWith("cors: must allow credentials where viewers show signed cookies");
            }
        }

        @ParameterizedTest
        @EnumSource
        void areNotNeededForUrls(Facade facade) {
            assertThatCode(() -> facade.with((stack, delivery) ->
                            delivery.cors(CorsRules.anyOrigin()).viewerAccess(ViewerAccess.signedUrls(keys(stack)))))
                    .doesNotThrowAnyException();
        }
    }

    private static Resources signed(Facade facade, UnaryOperator<ViewerAccess> options) {
        return facade.with(
                (stack, delivery) -> delivery.viewerAccess(options.apply(ViewerAccess.signedUrls(keys(stack)))));
    }

    private static ViewerKeys keys(Stack stack) {
        return ViewerKeys.Builder.create(stack, "Keys").key(KEY).build();
    }

    private static IKeyGroup existing(Stack stack, String id) {
        return KeyGroup.fromKeyGroupId(stack, id, "existing");
    }

    private static String path(JsonNode behavior) {
        return behavior.path("PathPattern").asText();
    }
}
