package io.github.cdkmediadelivery.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CfnKeyGroup;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.constructs.Construct;

class PlanTest {

    private static final Caching SHORT = new Caching.Text(CacheKey.PATH, Duration.ofSeconds(1));
    private static final Caching LONG = new Caching.Media(Duration.ofDays(7));

    private final Stack stack = new Stack(new App(), "Test");

    @Nested
    class IsAValue {

        @Test
        void moreConcernsMakeAnotherPlan() {
            var plan = plan();

            assertThat(plan.with(new SmoothStreaming()).concerns()).hasSize(1);
            assertThat(plan.with(Optional.empty())).isEqualTo(plan);
            assertThat(plan.concerns()).isEmpty();
        }

        @Test
        void whatItWishesInOneMatterCanBeAsked() {
            var plan = plan().with(new SmoothStreaming());

            assertThat(plan.concern(SmoothStreaming.class)).contains(new SmoothStreaming());
            assertThat(plan.concern(Cors.class)).isEmpty();
        }

        @Test
        void itsContentIsWhatIsNeitherAPageNorRefused() {
            var routes =
                    List.<Route>of(page("/player/*"), media("/video/*"), new Route.Refused(PathPattern.EVERYTHING));

            assertThat(plan(routes).content()).extracting(Route::path).containsExactly(PathPattern.of("/video/*"));
            assertThat(routes).extracting(Route::purpose).containsExactly(Purpose.PAGE, Purpose.MEDIA, Purpose.PAGE);
        }

        @Test
        void theOrderOfItsConcernsDoesNotMatter() {
            var expected = templateOfConcernsInOrder(0);

            for (int seed = 1; seed <= 10; seed++) {
                assertThat(templateOfConcernsInOrder(seed)).as("order %s", seed).isEqualTo(expected);
            }
        }

        private Map<String, Object> templateOfConcernsInOrder(int seed) {
            var app = new App();
            var facade = new Construct(new Stack(app, "Test"), "Facade");
            var concerns = new ArrayList<>(everyConcern(facade));
            Collections.shuffle(concerns, new Random(seed));
            new Plan(Placement.of(facade), ViewerProtocolPolicy.HTTPS_ONLY, plan().routes(), concerns)
                    .checked()
                    .define(facade, new HttpOrigin("content.example.com"));
            return Template.fromStack(Stack.of(facade)).toJSON();
        }

        private static List<Concern> everyConcern(Construct facade) {
            var function = Function.Builder.create(facade, "Function")
                    .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                    .build();
            var missing = new ErrorEntries.Entry(Duration.ofSeconds(1), null, null);
            return List.of(
                    new Settings(
                            "A comment", null, null, null, HttpVersion.HTTP2, false, true, List.of("DE"), List.of()),
                    new Signature(Signature.Shown.COOKIES, groups(facade), new OpenPaths(paths("/video/poster/*"))),
                    new Cors(List.of("https://www.example.com"), List.of(), true),
                    new Forwarded(OriginRequestPolicy.CORS_S3_ORIGIN),
                    new ViewerRequest(function, List.of("ts", "mp4")),
                    new ErrorEntries(new TreeMap<>(Map.of(404, missing))));
        }
    }

    @Nested
    class IsCheckedAsAWhole {

        @Test
        void thatEachPathIsNamedOnce() {
            assertThatIllegalArgumentException()
                    .isThrownBy(plan(List.of(page("video/*"), media("/video/*")))::checked)
                    .withMessage(
                            "pathPattern: must be used once, got '/video/*'; remove the additional behaviour with it");
        }

        @Test
        void thatCloudFrontTakesSoManyBehaviours() {
            assertThat(plan(many(75)).checked().allRoutes()).hasSize(75);
            assertThatIllegalArgumentException()
                    .isThrownBy(plan(many(76))::checked)
                    .withMessage(
                            "additionalBehavior: CloudFront takes at most 75 behaviours, the default one counted, got"
                                    + " '76'; spread the paths over several distributions");
        }

        @Test
        void byEveryConcern() {
            var refusing = new Concern() {
                @Override
                public void check(Plan plan) {
                    throw new IllegalArgumentException("never");
                }
            };

            assertThatIllegalArgumentException()
                    .isThrownBy(plan().with(refusing)::checked)
                    .withMessage("never");
        }

        private List<Route> many(int number) {
            return IntStream.range(0, number)
                    .<Route>mapToObj(i -> media("/" + i + "/*"))
                    .toList();
        }
    }

    @Nested
    class ASignature {

        @ParameterizedTest
        @CsvSource({"/video/poster/*.jpg,  MEDIA", "/video/open/*.m3u8,   MANIFEST", "/video/trailer?/x,    MEDIA"})
        void opensAPathAsWhatItIsAPartOf(String open, Purpose purpose) {
            var all = plan().with(signature(paths(open))).checked().allRoutes();
            var opened = (Route.Content) all.get(1);

            assertThat(all).hasSize(5);
            assertThat(all.get(0)).isInstanceOf(Route.Page.class);
            assertThat(opened.path()).isEqualTo(PathPattern.of(open));
            assertThat(opened.purpose()).isEqualTo(purpose);
            assertThat(opened.caching()).isEqualTo(purpose == Purpose.MEDIA ? LONG : SHORT);
            assertThat(opened.is(Route.Trait.UNSIGNED)).isTrue();
        }

        @Test
        void opensPathsInTheOrderInWhichTheyWereNamed() {
            var open = paths("/video/a/*", "/video/b/*", "/video/c/*");

            assertThat(plan().with(signature(open)).allRoutes())
                    .extracting(Route::path)
                    .containsSubsequence(open);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/video/*", "/?*", "/video/*.m3u8", "/v????/*", "*.m3u8", "/*o/*"})
        void doesNotOpenWhatItSigns(String open) {
            assertThatIllegalArgumentException()
                    .isThrownBy(plan().with(signature(paths(open)))::checked)
                    .withMessage("viewerAccess: must not open a path that it signs, got '" + open
                            + "'; name a narrower path in exceptFor(…)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/films/*", "/player/*.jpg", "/vide/x"})
        void opensPathsOfTheContentOnly(String open) {
            assertThatIllegalArgumentException()
                    .isThrownBy(plan().with(signature(paths(open)))::checked)
                    .withMessage("viewerAccess: must open paths of the content only, got '" + open
                            + "'; name a path under one of [/video/*.m3u8, /video/*]");
        }

        @Test
        void takesTheWordOfAPathThatOnlyTheDeploymentKnows() {
            var known = plan(List.of(media("/out/v1/${Token[Endpoint.1]}/*"), media("/video/*")));

            assertThat(known.with(signature(paths("/open/*"))).checked().allRoutes())
                    .hasSize(3);
        }

        private Signature signature(List<PathPattern> open) {
            return new Signature(Signature.Shown.URL, groups(new Stack(new App(), "Keys")), new OpenPaths(open));
        }
    }

    /** A function is paid for by its runs. */
    @Nested
    class MediaThatAFunctionLetsPass {

        @Test
        void haveRoutesWithoutItBehindWhatIsCalledLikeAManifest() {
            var plan = plan().with(passing("ts", "m4s"));

            assertThat(plan.allRoutes())
                    .extracting(route -> route.path().text(), this::isGuarded, Route::purpose)
                    .containsExactly(
                            tuple("/player/*", false, Purpose.PAGE),
                            tuple("/video/*.m3u8", true, Purpose.MANIFEST),
                            tuple("/video/*.m3u8?*", true, Purpose.MEDIA),
                            tuple("/video/*.mpd?*", true, Purpose.MEDIA),
                            tuple("/video/*Manifest?*", true, Purpose.MEDIA),
                            tuple("/video/*.ts", false, Purpose.MEDIA),
                            tuple("/video/*.m4s", false, Purpose.MEDIA),
                            tuple("/video/*", true, Purpose.MEDIA),
                            tuple("/*", false, Purpose.PAGE));
        }

        @Test
        void areNotKnownOfAUsersFunction() {
            assertThat(paths(plan().with(passing()))).containsExactly("/player/*", "/video/*.m3u8", "/video/*", "/*");
        }

        @Test
        void areOpenedOnesToo() {
            var open = new Signature(
                    Signature.Shown.URL, groups(stack), new OpenPaths(List.of(PathPattern.of("/video/open/*"))));

            assertThat(paths(plan().with(open, passing("ts"))))
                    .isEqualTo(paths(plan().with(passing("ts"), open)))
                    .containsExactly(
                            "/player/*",
                            "/video/open/*.m3u8",
                            "/video/open/*.m3u8?*",
                            "/video/open/*.mpd?*",
                            "/video/open/*Manifest?*",
                            "/video/open/*.ts",
                            "/video/open/*",
                            "/video/*.m3u8",
                            "/video/*.m3u8?*",
                            "/video/*.mpd?*",
                            "/video/*Manifest?*",
                            "/video/*.ts",
                            "/video/*",
                            "/*");
        }

        @Test
        void stayGuardedWhereTheOriginMayReadPathsInItsOwnWay() {
            var routes = List.<Route>of(media("/*").with(Set.of(Route.Trait.GUARDED_AS_A_WHOLE)));

            assertThat(paths(plan(routes).with(passing("ts")))).containsExactly("/*");
        }

        @Test
        void leaveAPathToTheUserWhoHasIt() {
            var routes = List.of(page("/video/*.ts"), media("/video/*"), new Route.Refused(PathPattern.EVERYTHING));

            assertThat(paths(plan(routes).with(passing("ts", "m4s")).checked()))
                    .startsWith("/video/*.ts")
                    .endsWith("/video/*.m4s", "/video/*", "/*")
                    .doesNotHaveDuplicates();
        }

        /** They save runs, and are worth no refusal. */
        @Test
        void haveRoutesAsFarAsThereIsRoom() {
            var routes = new ArrayList<Route>(List.of(media("/one/*"), media("/two/*")));
            IntStream.range(0, 66).forEach(i -> routes.add(page("/page" + i)));

            var plan = plan(routes).with(passing("ts", "m4s", "mp4")).checked();
            assertThat(paths(plan))
                    .hasSize(74)
                    .contains("/one/*.ts", "/one/*.m4s")
                    .doesNotContain("/two/*.ts");
        }

        private static List<String> paths(Plan plan) {
            return plan.allRoutes().stream().map(route -> route.path().text()).toList();
        }

        private ViewerRequest passing(String... endings) {
            var known = stack.getNode().tryFindChild("Function");
            var function = known != null
                    ? (Function) known
                    : Function.Builder.create(stack, "Function")
                            .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                            .build();
            return new ViewerRequest(function, List.of(endings));
        }

        private boolean isGuarded(Route route) {
            return route instanceof Route.Content content && !content.is(Route.Trait.UNGUARDED);
        }
    }

    @Nested
    class SmoothStreamingBesideAFunction {

        @Test
        void isRefused() {
            var function = Function.Builder.create(stack, "Function")
                    .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(plan().with(new SmoothStreaming(), new ViewerRequest(function, List.of()))::checked)
                    .withMessageStartingWith("microsoftSmoothStreaming: must not stand beside an edge function");
        }
    }

    private Plan plan() {
        return plan(List.of(
                page("/player/*"),
                Route.manifests(PathPattern.of("/video/*.m3u8"), SHORT),
                media("/video/*"),
                new Route.Refused(PathPattern.EVERYTHING)));
    }

    private Plan plan(List<Route> routes) {
        return new Plan(Placement.of(stack), ViewerProtocolPolicy.REDIRECT_TO_HTTPS, routes, List.of());
    }

    private static Route page(String path) {
        return new Route.Page(
                PathPattern.of(path),
                BehaviorOptions.builder()
                        .origin(new HttpOrigin("page.example.com"))
                        .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
                        .build());
    }

    private static Route.Content media(String path) {
        return Route.media(PathPattern.of(path), LONG).with(Set.of());
    }

    private static List<PathPattern> paths(String... patterns) {
        return Stream.of(patterns).map(PathPattern::of).toList();
    }

    private static List<IKeyGroupRef> groups(Construct scope) {
        return List.of(CfnKeyGroup.Builder.create(scope, "Group")
                .keyGroupConfig(CfnKeyGroup.KeyGroupConfigProperty.builder()
                        .name("group")
                        .items(List.of("K1"))
                        .build())
                .build());
    }
}
