package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cdkmediadelivery.simulator.EdgeAnswer;
import io.github.cdkmediadelivery.simulator.EdgeRequest;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.OriginRequest;
import io.github.cdkmediadelivery.simulator.Stage;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a delivery promises, each asked in a few requests. */
final class Promises {

    static final String PAGE = "https://www.example.com";
    static final String OTHER_PAGE = "https://evil.example";
    static final KeyPair FORGER = KeyPairs.rsa();

    private static final OriginAnswer SIX_SECONDS = OriginAnswer.OK.header("Cache-Control", "max-age=6");
    private static final OriginAnswer A_DAY = OriginAnswer.OK.header("Cache-Control", "max-age=86400");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private Promises() {}

    // What is kept.

    static void aManifestIsKeptAsLongAsItSays(Content content) {
        assertThat(content.answering(SIX_SECONDS).manifest().send()).isKeptFor(Duration.ofSeconds(6));
    }

    static void aManifestThatSaysNothingIsAskedForAgainSoon(Content content) {
        assertThat(content.manifest().send().keptFor()).isBetween(Duration.ofSeconds(1), A_MINUTE);
    }

    static void aSegmentThatSaysNothingIsKept(Content content) {
        assertThat(content.segment().send().keptFor()).isGreaterThanOrEqualTo(A_MINUTE);
    }

    static void aSegmentIsKeptAsLongAsItSays(Content content) {
        assertThat(content.answering(A_DAY).segment().send()).isKeptFor(Duration.ofDays(1));
    }

    static void aSegmentIsOneObjectWhateverTheEncoding(Content content) {
        isOneObject(content, content.segment(), asked -> asked.header("Accept-Encoding", "br, gzip"));
    }

    static void aSegmentIsOneObjectWhateverThePlayer(Content content) {
        isOneObject(content, content.segment(), asked -> asked.header("User-Agent", "tv"));
    }

    static void aSegmentIsOneObjectWhateverTheCookies(Content content) {
        isOneObject(content, content.segment(), asked -> asked.cookie("visit", "1"));
    }

    static void aSegmentIsOneObjectWhateverThePage(Content content) {
        isOneObject(content, content.segment(), asked -> asked.header("Origin", PAGE));
    }

    static void aSegmentIsOneObjectWhateverThePlayerReports(Content content) {
        isOneObject(content, content.segment(), asked -> content.get("segment_1.ts?CMCD=br%3D1"));
    }

    static void aManifestIsOneObjectWhateverThePlayerReports(Content content) {
        isOneObject(content, content.manifest(), asked -> content.get("index.m3u8?CMCD=br%3D1"));
    }

    private static void isOneObject(Content content, EdgeRequest first, UnaryOperator<EdgeRequest> second) {
        content.answering(A_DAY);
        first.send();

        assertThat(second.apply(first).send()).wasDecidedBy(Stage.CACHE);
    }

    static void thePackagerIsAskedForThePartThatThePlayerWants(Content content) {
        for (String start : List.of("1", "2")) {
            var answer = content.answering(SIX_SECONDS)
                    .get("index.m3u8?start=" + start)
                    .send();

            assertThat(answer).wasDecidedBy(Stage.ORIGIN);
            assertThat(asked(answer).query()).isEqualTo("start=" + start);
        }
    }

    static void aManifestIsSentCompressed(Content content) {
        var answer = content.manifest().header("Accept-Encoding", "gzip").send();

        assertThat(asked(answer).headers()).containsEntry("accept-encoding", "gzip");
        assertThat(answer.behavior().compress()).isTrue();
    }

    static void aFileThatIsLateIsFoundAfterASecond(Content content) {
        passesAfter(content, 404, Duration.ofSeconds(1));
    }

    static void aFileThatIsLateIsFoundAfterTenSeconds(Content content) {
        passesAfter(content, 404, Duration.ofSeconds(10));
    }

    static void anErrorOfTheOriginPassesAfterASecond(Content content) {
        for (int status : List.of(500, 502, 503, 504)) {
            passesAfter(content, status, Duration.ofSeconds(1));
        }
    }

    private static void passesAfter(Content content, int status, Duration time) {
        var file = "segment_" + status + ".ts";
        content.answering(OriginAnswer.of(status));
        assertThat(content.get(file).send()).hasStatus(status);

        content.answering(OriginAnswer.OK).edge().pass(time);

        assertThat(content.get(file).send()).hasStatus(200);
    }

    static void whatOneRequestCausedIsShownToNobodyElse(Content content) {
        for (int status : List.of(400, 405, 414)) {
            var file = "segment_" + status + ".ts";
            content.answering(OriginAnswer.of(status).header("Cache-Control", "max-age=0"))
                    .get(file)
                    .send();

            assertThat(content.answering(OriginAnswer.OK).get(file).send()).hasStatus(200);
        }
    }

    // Pages of other domains.

    static void aPageOfAnotherDomainMayRead(Content content) {
        for (var file : List.of(content.manifest(), content.segment())) {
            assertThat(file.header("Origin", PAGE).send().header(ALLOWED).orElse("nobody"))
                    .isIn("*", PAGE);
        }
    }

    static void aPageOfAStrangerMayNotRead(Content content) {
        assertThat(content.segment().header("Origin", OTHER_PAGE).send()).hasNoHeader(ALLOWED);
    }

    static void aPageReadsWhoeverAskedFirst(Content content) {
        content.answering(A_DAY.header(ALLOWED, OTHER_PAGE)).segment().send();

        assertThat(content.segment().header("Origin", PAGE).send()).hasHeader(ALLOWED, PAGE);
    }

    static void aPageMaySendItsCookies(Content content) {
        assertThat(ownersView(content, "index.m3u8").header("Origin", PAGE).send())
                .hasHeader("Access-Control-Allow-Credentials", "true");
    }

    static void aPageMayAskForARange(Content content) {
        var answer = content.edge()
                .request("OPTIONS", content.url("segment_1.ts"))
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "range")
                .send();

        assertThat(answer).hasStatus(200);
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).contains("Range");
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("GET");
        assertThat(answer.header("Access-Control-Max-Age").map(Integer::valueOf).orElse(0))
                .isGreaterThanOrEqualTo(600);
    }

    static void aPageMaySeeHowMuchThereIs(Content content) {
        assertThat(content.segment()
                        .header("Origin", PAGE)
                        .send()
                        .header("Access-Control-Expose-Headers")
                        .orElse(""))
                .contains("Content-Length", "Content-Range");
    }

    // Strangers.

    static void plainHttpLeadsToHttps(Content content) {
        for (String file : List.of("index.m3u8", "segment_1.ts")) {
            assertThat(content.edge()
                            .get(content.url(file).replace("https:", "http:"))
                            .send())
                    .hasStatus(301)
                    .hasHeader("Location", content.url(file));
        }
    }

    static void nobodyWrites(Content content) {
        for (String method : List.of("PUT", "POST", "DELETE")) {
            for (String file : List.of("index.m3u8", "segment_1.ts")) {
                assertThat(content.edge().request(method, content.url(file)).send())
                        .hasStatus(403)
                        .askedNoOrigin();
            }
        }
    }

    static void aPathThatNobodyNamedIsRefused(Content content) {
        for (String path : List.of("/", "/another/index.m3u8", "/out/v1/another/index.m3u8")) {
            assertThat(content.at(path).send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.FUNCTION)
                    .askedNoOrigin();
        }
    }

    /** As somebody on the way may read it, who decodes before the dots are resolved. */
    static void aPathThatLeadsOutOfTheFolderIsRefused(Content content) {
        assertThat(content.get("..%2f..%2fanother/index.m3u8").send())
                .hasStatus(403)
                .askedNoOrigin();
    }

    static void aPageOfAStrangerIsStoppedByTheWebAcl(Content content) {
        assertThat(content.manifest().header("Origin", OTHER_PAGE).send())
                .hasStatus(403)
                .wasDecidedBy(Stage.WEB_ACL)
                .askedNoOrigin();
    }

    static void theOriginLearnsNothingOfTheViewer(Content content) {
        var asked = asked(content.get("index.m3u8?debug=1")
                .header("Authorization", "Basic x")
                .header("Referer", OTHER_PAGE)
                .cookie("session", "stolen")
                .send());

        assertThat(asked.headers())
                .doesNotContainKeys("authorization", "referer", "cookie")
                .containsEntry("host", asked.origin().host());
        assertThat(asked.query()).isEmpty();
    }

    // The origin.

    static void theOriginLetsTheDistributionIn(Content content) {
        for (var file : List.of(content.manifest(), content.segment())) {
            assertThat(file.send()).hasStatus(200).wasLetInByTheOrigin();
        }
    }

    static void theOriginIsAskedForWhatTheViewerNamed(Content content) {
        assertThat(asked(content.segment().send()).path()).isEqualTo(content.folder() + "segment_1.ts");
    }

    static void nobodyElseReadsTheOrigin(Content content) {
        var origin = asked(content.segment().send()).origin();

        assertThat(content.edge()
                        .admitsDirectly("https://" + origin.host() + content.folder() + "segment_1.ts", Map.of()))
                .contains(false);
    }

    static void thePackagerIsShownTheSecret(Content content) {
        for (var file : List.of(content.manifest(), content.segment())) {
            assertThat(asked(file.send()).headers().getOrDefault("x-mediapackage-cdnidentifier", ""))
                    .contains(":SecretString:MediaPackageCDNIdentifier");
        }
    }

    static void eachEndpointIsServed(Content content) {
        for (String endpoint : List.of("hls/", "dash/")) {
            assertThat(content.at(content.folder().replace("hls/", endpoint) + "segment_1.m4s")
                            .send())
                    .hasStatus(200)
                    .wasLetInByTheOrigin();
        }
    }

    // The distribution.

    static void theDistributionAnswers(Content content) {
        assertThat(content.manifest().send()).hasStatus(200);
    }

    static void theOwnNameIsAnswered(Content content) {
        assertThatCode(() -> content.edge()
                        .get("https://films.example.com/index.m3u8")
                        .send())
                .doesNotThrowAnyException();
    }

    static void theRootIsThePage(Content content) {
        var asked = asked(content.at("/").send());

        assertThat(asked.path()).isEqualTo("/index.html");
        assertThat(asked.origin().host()).containsIgnoringCase("site");
    }

    static void filmsAreReadFromTheirOwnBucket(Content content) {
        for (var file : List.of(content.manifest(), content.segment())) {
            assertThat(asked(file.send()).origin().host()).containsIgnoringCase("filmsbucket");
        }
    }

    // Signed content.

    private static EdgeRequest ownersView(Content content, String file) {
        return content.signed(file, Content.OWNER, Asked.keyPairId(content.edge()));
    }

    static void whoPaidPlays(Content content) {
        for (String file : List.of("index.m3u8", "segment_1.ts", "film.key")) {
            assertThat(ownersView(content, file).send()).hasStatus(200).wasLetInByTheOrigin();
        }
    }

    static void whoDidNotPayGetsNoManifest(Content content) {
        isClosed(content, "index.m3u8");
        isClosed(content, "index.mpd");
    }

    static void whoDidNotPayGetsNoSegment(Content content) {
        isClosed(content, "segment_1.ts");
    }

    static void whoDidNotPayGetsNoKey(Content content) {
        isClosed(content, "film.key");
    }

    private static void isClosed(Content content, String file) {
        ownersView(content, file).send();

        assertThat(content.get(file).send())
                .hasStatus(403)
                .wasDecidedBy(Stage.SIGNATURE)
                .askedNoOrigin();
    }

    static void aForgerGetsNothing(Content content) {
        for (String key : content.edge().publicKeyIds()) {
            assertThat(content.signed("index.m3u8", FORGER, key).send()).hasStatus(403);
        }
    }

    static void thePosterIsForEverybody(Content content) {
        assertThat(content.get("poster.jpg").send()).hasStatus(200);
    }

    // Tokens.

    static void whoHasATokenPlays(Content content) {
        for (String file : List.of("index.m3u8", "segment_1.ts")) {
            var answer = content.edge().get(content.withToken(file, "one")).send();

            assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
            assertThat(asked(answer).path()).isEqualTo(content.folder() + file);
        }
    }

    static void whoHasNoTokenGetsNoManifest(Content content) {
        isRefused(content, content.url("index.m3u8").replace(content.folder(), "/2D3x.cat" + content.folder()));
    }

    static void whoHasNoTokenGetsNoSegment(Content content) {
        isRefused(content, content.url("segment_1.ts").replace(content.folder(), "/2D3x.cat" + content.folder()));
    }

    static void aTokenEnds(Content content) {
        var url = content.withToken("index.m3u8", "one");
        content.edge().pass(Duration.ofHours(2));

        isRefused(content, url);
    }

    static void aTokenOfAnotherKeyOpensNothing(Content content) {
        isRefused(
                content,
                content.withToken("index.m3u8", token(content, Map.of()).key(Tokens.KEY_ID, "ab".repeat(32))));
    }

    static void aTokenOfAnotherAlgorithmOpensNothing(Content content) {
        isRefused(
                content,
                content.withToken("index.m3u8", token(content, Map.of()).header(Map.of(1, 4))));
    }

    static void aTokenOpensNothingBeforeItBegins(Content content) {
        isRefused(content, content.withToken("index.m3u8", token(content, Map.of(5, content.inSeconds(A_MINUTE)))));
    }

    static void aTokenThatDemandsMoreThanIsKnownOpensNothing(Content content) {
        isRefused(content, content.withToken("index.m3u8", token(content, Map.of(999, 1))));
    }

    static void aTokenForAnotherMethodOpensNothing(Content content) {
        isRefused(content, content.withToken("index.m3u8", token(content, Map.of(313, List.of("HEAD")))));
    }

    static void aTokenForAnotherHostOpensNothing(Content content) {
        isRefused(
                content,
                content.withToken("index.m3u8", token(content, Map.of(312, Map.of(1, Map.of(0, "other.example"))))));
    }

    static void aRevokedSessionEnds(Content content) {
        content.edge().store("", Map.of("key:" + Tokens.KEY_ID, Tokens.KEY, "session:stolen", "revoked"));

        isRefused(content, content.withToken("index.m3u8", "stolen"));
        assertThat(content.edge().get(content.withToken("index.m3u8", "other")).send())
                .hasStatus(200);
    }

    static void aTokenOpensNoTwistedPath(Content content) {
        isRefused(content, content.withToken("index.m3u8", "one").replace("/index.m3u8", "/index.m3u8;x"));
    }

    private static Tokens token(Content content, Map<Integer, Object> more) {
        var claims = new TreeMap<Integer, Object>(more);
        claims.put(4, content.inSeconds(Duration.ofHours(1)));
        return Tokens.of(claims);
    }

    private static void isRefused(Content content, String url) {
        var answer = content.edge().get(url).send();

        assertThat(answer).wasDecidedBy(Stage.FUNCTION).askedNoOrigin();
        assertThat(answer.status()).isIn(401, 403);
    }

    // Ads.

    static void mediaTailorGetsTheManifests(Content content) {
        var answer = mediaTailor(content).fetch("index.m3u8");

        assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
        assertThat(asked(answer).path()).isEqualTo(content.folder() + "index.m3u8");
    }

    /** Whoever is let in without a page, and without a token, is no proof of it. */
    static void mediaTailorIsKnownByItsToken(Content content) {
        assertThat(mediaTailor(content).fetch("index.m3u8").behavior().pattern())
                .isEqualTo("/mt/*");
    }

    static void playersAreLedToTheDistribution(Content content) {
        var client = mediaTailor(content);

        assertThat(client.showsASecret()).isFalse();
        for (String url : List.of(client.contentUrl("segment_1.ts"), client.adUrl("ad1.ts"))) {
            assertThat(url).startsWith("https://" + content.host() + "/");
            assertThat(content.edge().get(url).send()).hasStatus(200);
        }
    }

    static void aPageOfAStrangerGetsNoManifest(Content content) {
        for (String file : List.of("index.m3u8", "index.mpd")) {
            assertThat(content.get(file).header("Origin", OTHER_PAGE).send())
                    .hasStatus(401)
                    .wasDecidedBy(Stage.FUNCTION);
        }
    }

    static void aPageOfAStrangerBeginsNoSession(Content content) {
        assertThat(content.at("/v1/master/0123/news/index.m3u8")
                        .header("Origin", OTHER_PAGE)
                        .send())
                .hasStatus(401)
                .askedNoOrigin();
    }

    static void theTokenOfMediaTailorOpensNoOtherFolder(Content content) {
        assertThat(content.at("/mt/" + EdgeConfiguration.TOKEN + "/out/v1/another/index.m3u8")
                        .send())
                .hasStatus(401)
                .askedNoOrigin();
    }

    static void aTokenThatSomebodyMadeUpOpensNothing(Content content) {
        assertThat(content.at("/mt/" + "a".repeat(64) + content.folder() + "index.m3u8")
                        .send())
                .hasStatus(401)
                .askedNoOrigin();
    }

    static void theGuardLetsNoTwistedPathThrough(Content content) {
        assertThat(content.get("index.m3u8%20").send()).hasStatus(401).askedNoOrigin();
    }

    static void anAdIsAskedForOnce(Content content) {
        content.at("/tm/0123/ad1.ts").send();

        assertThat(content.at("/tm/0123/ad1.ts").send()).wasDecidedBy(Stage.CACHE);
    }

    static void subtitlesOfMediaTailorAreAskedForOnce(Content content) {
        content.at("/v1/webvtt/0123/s1.vtt").send();

        assertThat(content.at("/v1/webvtt/0123/s1.vtt").send()).wasDecidedBy(Stage.CACHE);
    }

    static void aPlayerBeginsASession(Content content) {
        var answer = content.edge()
                .request("POST", "https://" + content.host() + "/v1/session/0123/news/index.m3u8?ads.id=7")
                .header("Origin", PAGE)
                .header("User-Agent", "tv")
                .send();

        assertThat(answer).hasStatus(200);
        assertThat(asked(answer).origin().host()).startsWith("manifests.mediatailor.");
        assertThat(asked(answer).query()).isEqualTo("ads.id=7");
        assertThat(asked(answer).headers()).containsEntry("user-agent", "tv");
    }

    static void aPlayerReportsWhatItPlayed(Content content) {
        var answer = content.at("/v1/tracking/0123/news/s1")
                .header("Origin", "https://another.example")
                .send();

        assertThat(answer).hasStatus(200).isKeptFor(Duration.ZERO);
    }

    static void mediaTailorServesWhatIsItsOwn(Content content) {
        assertThat(asked(content.at("/tm/0123/ad1.ts").send()).origin().host()).startsWith("segments.mediatailor.");
        assertThat(asked(content.at("/segment/0123/s1").send()).origin().host()).startsWith("manifests.mediatailor.");
    }

    // Two origins.

    static void theSecondOriginAnswersWhereTheFirstCannot(Content content) {
        var first = hostOfTheFirst(content);
        for (var trouble : List.of(
                OriginAnswer.of(500),
                OriginAnswer.of(502),
                OriginAnswer.of(503),
                OriginAnswer.of(504),
                OriginAnswer.of(404),
                OriginAnswer.NOT_CONNECTED)) {
            content.edge().origin(request -> request.origin().host().equals(first) ? trouble : OriginAnswer.OK);
            var answer = content.get("segment_" + trouble.status() + trouble.arrival() + ".ts")
                    .send();

            assertThat(answer).hasStatus(200).wasLetInByTheOrigin();
            assertThat(asked(answer).origin().host()).isNotEqualTo(first);
        }
    }

    static void whatTheFirstBucketDoesNotHaveIsReadFromTheSecond(Content content) {
        var first = hostOfTheFirst(content);
        content.edge()
                .origin(request -> request.origin().host().equals(first) ? OriginAnswer.of(403) : OriginAnswer.OK);

        assertThat(content.segment().send()).hasStatus(200);
    }

    static void theBucketOfTheOwnersRegionIsAskedFirst(Content content) {
        assertThat(asked(content.segment().send()).origin().host()).containsIgnoringCase("filmsbucket");
    }

    static void theOriginIsGivenUpBeforeThePlayerRunsDry(Content content) {
        var distribution = content.edge().distributions().get(0);
        var first = distribution.origins().get(0);

        assertThat(first.connectTimeout().multipliedBy(first.attempts())).isLessThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(first.readTimeout().multipliedBy(first.attempts())).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    static void bothOriginsAreAskedForTheirScores(Content content) {
        var answer = content.segment().send();

        assertThat(answer.originRequests()).extracting(OriginRequest::method).containsExactly("HEAD", "GET");
        assertThat(answer.trace()).noneMatch(line -> line.contains("refused"));
    }

    private static String hostOfTheFirst(Content content) {
        return content.edge().distributions().get(0).origins().get(0).host();
    }

    private static MediaTailorClient mediaTailor(Content content) {
        return MediaTailorClient.of(content.edge(), "ad-insertion");
    }

    /** The request that an origin was sent, where one was. */
    private static OriginRequest asked(EdgeAnswer answer) {
        assertThat(answer.originRequest()).as(answer.toString()).isPresent();
        return answer.originRequest().orElseThrow();
    }
}
