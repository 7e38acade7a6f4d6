package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.Behavior;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.Stage;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

/** What every distribution promises to the viewer, to the stranger and to its operator, asked of its template. */
class EveryFacadePromisesTest {

    private static final String PAGE = "https://player.example.com";
    private static final String OTHER_PAGE = "https://evil.example";

    private static Edge plain(Facade facade) {
        return Asked.of(facade, (stack, delivery) -> {});
    }

    private static String manifest(Facade facade) {
        return facade.under("index.m3u8");
    }

    private static String segment(Facade facade) {
        return facade.under("video/segment1.ts");
    }

    @Nested
    class AViewer {

        @ParameterizedTest
        @EnumSource
        void playsManifestsAndSegments(Facade facade) {
            var edge = plain(facade);
            for (String path : List.of(manifest(facade), segment(facade))) {
                var answer = edge.get(path).send();

                assertThat(answer).hasStatus(200).wasDecidedBy(Stage.ORIGIN);
                assertThat(answer.admitted().orElse(true)).as(answer.toString()).isTrue();
            }
        }

        @ParameterizedTest
        @EnumSource
        void isLedFromHttpToHttps(Facade facade) {
            var edge = plain(facade);
            var url = "http://" + edge.distributions().get(0).domainName() + manifest(facade);

            assertThat(edge.get(url).send())
                    .hasStatus(301)
                    .wasDecidedBy(Stage.PROTOCOL)
                    .hasHeader("Location", url.replace("http:", "https:"))
                    .askedNoOrigin();
        }

        @ParameterizedTest
        @EnumSource
        void sharesOneAnswerWithAllOthers(Facade facade) {
            var edge = plain(facade);
            edge.get(segment(facade))
                    .header("User-Agent", "one")
                    .cookie("a", "1")
                    .send();

            assertThat(edge.get(segment(facade) + "?CMCD=br%3D1")
                            .header("User-Agent", "other")
                            .cookie("a", "2")
                            .from("198.51.100.9")
                            .send())
                    .hasStatus(200)
                    .wasDecidedBy(Stage.CACHE)
                    .askedNoOrigin();
        }
    }

    @Nested
    class AStranger {

        @ParameterizedTest
        @EnumSource
        void cannotWrite(Facade facade) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                assertThat(plain(facade).request(method, segment(facade)).send())
                        .hasStatus(403)
                        .wasDecidedBy(Stage.PROTOCOL)
                        .askedNoOrigin();
            }
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"VOD", "LIVE_FILES"})
        void reachesNoPathThatNobodyNamed(Facade facade) {
            for (String path : List.of("/", "/secret", "/out/v1/another/index.m3u8", "/video2/film.ts")) {
                assertThat(plain(facade).get(path).send())
                        .hasStatus(403)
                        .wasDecidedBy(Stage.FUNCTION)
                        .askedNoOrigin();
            }
        }

        @ParameterizedTest
        @EnumSource
        void fromACountryWithoutALicenceIsRefused(Facade facade) {
            var edge = Asked.of(facade, (stack, delivery) -> delivery.allowedCountries("DE", "AT"));

            assertThat(edge.get(manifest(facade)).country("AT").send()).hasStatus(200);
            assertThat(edge.get(manifest(facade)).country("US").send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.COUNTRY)
                    .askedNoOrigin();
        }

        /** None of its headers and cookies, but what the policies name. */
        @ParameterizedTest
        @EnumSource
        void tellsTheOriginNothing(Facade facade) {
            var asked = plain(facade)
                    .get(segment(facade) + "?debug=1")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("Authorization", "Basic x")
                    .header("Referer", OTHER_PAGE)
                    .cookie("session", "stolen")
                    .send()
                    .originRequest()
                    .orElseThrow();

            assertThat(asked.headers())
                    .doesNotContainKeys("x-forwarded-host", "authorization", "cookie", "referer")
                    .containsEntry("host", asked.origin().host());
            assertThat(asked.query()).isEmpty();
        }
    }

    @Nested
    class APageOfAnotherDomain {

        /** The first request decides what is kept: whoever sends it, the page gets its answer. */
        @ParameterizedTest
        @EnumSource
        void readsWhatTheRulesAllowWhoeverAskedFirst(Facade facade) {
            for (int status : List.of(200, 206, 403, 404)) {
                for (String first : List.of("", PAGE, OTHER_PAGE)) {
                    for (String then : List.of(PAGE, OTHER_PAGE)) {
                        var edge = withCors(facade).origin(request -> OriginAnswer.of(status)
                                .header("Cache-Control", "max-age=60")
                                .header(
                                        "Access-Control-Allow-Origin",
                                        request.headers().getOrDefault("origin", "*")));
                        var before = edge.get(manifest(facade));
                        (first.isEmpty() ? before : before.header("Origin", first)).send();

                        var answer = edge.get(manifest(facade))
                                .header("Origin", then)
                                .send();

                        if (then.equals(PAGE)) {
                            assertThat(answer).hasStatus(status).hasHeader("Access-Control-Allow-Origin", PAGE);
                        } else {
                            // What the origin itself says to a page that the policy does not allow is not documented.
                            assertThat(answer.unknowns().isEmpty()
                                            && answer.header("Access-Control-Allow-Origin")
                                                    .isPresent())
                                    .as(answer.toString())
                                    .isFalse();
                        }
                    }
                }
            }
        }

        @ParameterizedTest
        @EnumSource
        void mayAskFirstWhetherItMaySendItsHeaders(Facade facade) {
            var answer = withCors(facade)
                    .request("OPTIONS", manifest(facade))
                    .header("Origin", PAGE)
                    .header("Access-Control-Request-Method", "GET")
                    .header("Access-Control-Request-Headers", "range")
                    .send();

            assertThat(answer)
                    .hasHeader("Access-Control-Allow-Origin", PAGE)
                    .hasHeader("Access-Control-Max-Age", "600");
            assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).contains("Range");
        }

        @ParameterizedTest
        @EnumSource
        void asksForASegmentOnceHoweverManyPagesPlayIt(Facade facade) {
            var edge = withCors(facade);
            for (String page : List.of(PAGE, OTHER_PAGE, "https://third.example")) {
                edge.get(segment(facade)).header("Origin", page).send();
            }

            assertThat(edge.get(segment(facade)).send()).wasDecidedBy(Stage.CACHE);
        }

        private static Edge withCors(Facade facade) {
            return Asked.of(facade, (stack, delivery) -> delivery.cors(CorsRules.origins(AllowedOrigins.of(PAGE))));
        }
    }

    @Nested
    class AnError {

        @ParameterizedTest
        @EnumSource
        void thatPassesIsAskedForAgain(Facade facade) {
            for (int status : List.of(404, 500, 503)) {
                var edge = plain(facade).origin(OriginAnswer.of(status));
                assertThat(edge.get(segment(facade)).send()).hasStatus(status);

                edge.origin(OriginAnswer.OK).pass(Duration.ofSeconds(11));

                assertThat(edge.get(segment(facade)).send()).hasStatus(200);
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"LIVE_FILES", "MEDIA_STORE", "LIVE_V1", "LIVE_V2"})
        void ofALiveStreamIsAskedForAgainInASecond(Facade facade) {
            var edge = plain(facade).origin(OriginAnswer.of(404));
            assertThat(edge.get(segment(facade)).send()).hasStatus(404).isKeptFor(Duration.ofSeconds(1));

            edge.origin(OriginAnswer.OK).pass(Duration.ofSeconds(1));

            assertThat(edge.get(segment(facade)).send()).hasStatus(200);
        }

        /** One bad request must not answer the next good one. */
        @ParameterizedTest
        @EnumSource
        void thatARequestCausedIsKeptForNobody(Facade facade) {
            for (int status : List.of(400, 405, 416)) {
                var edge = plain(facade).origin(OriginAnswer.of(status));
                edge.get(segment(facade)).header("Range", "bytes=9999999-").send();

                assertThat(edge.origin(OriginAnswer.OK).get(segment(facade)).send())
                        .hasStatus(200);
            }
        }

        @ParameterizedTest
        @EnumSource
        void ofTheOriginShowsTheOldCopyWhereThereIsOne(Facade facade) {
            var edge = plain(facade).origin(OriginAnswer.OK.header("Cache-Control", "max-age=2"));
            edge.get(manifest(facade)).send();

            edge.origin(OriginAnswer.of(503)).pass(Duration.ofSeconds(5));

            assertThat(edge.get(manifest(facade)).send()).hasStatus(200);
        }
    }

    @Nested
    class SignedContent {

        private final KeyPair pair = KeyPairs.rsa();

        private Edge signed(Facade facade, String... open) {
            return Asked.of(facade, (stack, delivery) -> delivery.viewerAccess(access(stack, open)));
        }

        private ViewerAccess access(Stack stack, String... open) {
            var access = ViewerAccess.signedCookies(ViewerKeys.Builder.create(stack, "Keys")
                    .key(KeyPairs.viewerKey(pair))
                    .build());
            return open.length == 0 ? access : access.exceptFor(open);
        }

        @ParameterizedTest
        @EnumSource
        void isForWhoShowsASignature(Facade facade) {
            var edge = signed(facade);
            var url = "https://" + edge.distributions().get(0).domainName() + facade.under("*");
            var cookies =
                    Asked.cookies(pair, Asked.keyPairId(edge), url, edge.now().plus(Duration.ofHours(1)));

            for (String path : List.of(manifest(facade), segment(facade))) {
                assertThat(edge.get(path).cookies(cookies).send()).hasStatus(200);
            }
            edge.pass(Duration.ofHours(2));
            assertThat(edge.get(manifest(facade)).cookies(cookies).send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.SIGNATURE);
        }

        @ParameterizedTest
        @EnumSource
        void isForNobodyElseThoughItIsKept(Facade facade) {
            var edge = signed(facade);
            var url = "https://" + edge.distributions().get(0).domainName() + facade.under("*");
            var until = edge.now().plus(Duration.ofHours(1));
            edge.get(segment(facade))
                    .cookies(Asked.cookies(pair, Asked.keyPairId(edge), url, until))
                    .send();

            for (var cookies : List.of(
                    java.util.Map.<String, String>of(),
                    Asked.cookies(KeyPairs.rsa(), Asked.keyPairId(edge), url, until),
                    Asked.cookies(pair, "KOTHER", url, until),
                    Asked.cookies(pair, Asked.keyPairId(edge), url.replace("*", "other/*"), until))) {
                assertThat(edge.get(segment(facade)).cookies(cookies).send())
                        .hasStatus(403)
                        .wasDecidedBy(Stage.SIGNATURE)
                        .askedNoOrigin();
            }
        }

        @ParameterizedTest
        @EnumSource
        void opensWhatWasNamedAndNothingElse(Facade facade) {
            var edge = signed(facade, facade.under("trailer/*"));

            for (String path : List.of("trailer/index.m3u8", "trailer/segment1.ts", "trailer/poster.jpg")) {
                assertThat(edge.get(facade.under(path)).send()).hasStatus(200);
            }
            for (String path : List.of("index.m3u8", "film.ts", "trailer", "trailers/index.m3u8", "Trailer/a.ts")) {
                assertThat(edge.get(facade.under(path)).send()).hasStatus(403).wasDecidedBy(Stage.SIGNATURE);
            }
        }

        /** A folder that is opened is kept as the rest is. */
        @ParameterizedTest
        @EnumSource
        void keepsWhatItOpensAsLongAsTheRest(Facade facade) {
            var edge = signed(facade, facade.under("trailer/*"));
            var all = edge.distributions().get(0);
            for (String file : List.of("index.m3u8", "index.mpd", "segment1.ts", "init.mp4")) {
                Behavior open = all.behavior(facade.under("trailer/" + file));
                Behavior closed = all.behavior(facade.under(file));

                assertThat(open.isSigned()).isFalse();
                assertThat(closed.isSigned()).isTrue();
                assertThat(open.cache()).isEqualTo(closed.cache());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"%2e%2e/", "../", "x/../", "./", "/", "%2f"})
        void isNotReachedByATwistedPathFromWhatIsOpen(String twist) {
            for (Facade facade : Facade.values()) {
                var edge = signed(facade, facade.under("trailer/*"));
                var answer =
                        edge.get(facade.under("trailer/") + twist + "film.ts").send();

                assertThat(answer.status() == 403
                                || answer.originRequest()
                                        .filter(asked -> asked.path().contains("/trailer/"))
                                        .isPresent())
                        .as(answer.toString())
                        .isTrue();
            }
        }
    }
}
