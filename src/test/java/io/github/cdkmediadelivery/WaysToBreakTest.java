package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.Breaks.behaviours;
import static io.github.cdkmediadelivery.Breaks.cachePolicy;
import static io.github.cdkmediadelivery.Breaks.config;
import static io.github.cdkmediadelivery.Breaks.cors;
import static io.github.cdkmediadelivery.Breaks.defaultBehaviour;
import static io.github.cdkmediadelivery.Breaks.drop;
import static io.github.cdkmediadelivery.Breaks.each;
import static io.github.cdkmediadelivery.Breaks.error;
import static io.github.cdkmediadelivery.Breaks.keyOfManifests;
import static io.github.cdkmediadelivery.Breaks.keyOfMedia;
import static io.github.cdkmediadelivery.Breaks.originGroup;
import static io.github.cdkmediadelivery.Breaks.origins;
import static io.github.cdkmediadelivery.Breaks.set;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each way to break what is kept and who may read it from a page breaks a promise that can be asked. */
class WaysToBreakTest {

    private static final int A_DAY = 86_400;
    private static final List<String> ALL_METHODS = List.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

    private static Stream<Way> whatIsKept() {
        return Stream.of(
                new Way(
                        "manifests are kept for a day at least",
                        "S3Live",
                        cachePolicy("Keyed by path", set("MinTTL", A_DAY)),
                        Promises::aManifestIsKeptAsLongAsItSays),
                new Way(
                        "manifests are kept for two seconds at most",
                        "LiveChannel",
                        cachePolicy("aws.manifestfilter", set("MaxTTL", 2)),
                        Promises::aManifestIsKeptAsLongAsItSays),
                new Way(
                        "manifests that say nothing are kept for a day",
                        "Vod",
                        cachePolicy("Keyed by path", set("DefaultTTL", A_DAY)),
                        Promises::aManifestThatSaysNothingIsAskedForAgainSoon),
                new Way(
                        "manifests are not kept",
                        "LiveChannel",
                        behaviours(".m3u8", set("CachePolicyId", Breaks.CACHING_DISABLED)),
                        Promises::aManifestThatSaysNothingIsAskedForAgainSoon),
                new Way(
                        "media that say nothing are not kept",
                        "Vod",
                        cachePolicy("one copy", set("DefaultTTL", 0)),
                        Promises::aSegmentThatSaysNothingIsKept),
                new Way(
                        "media are kept for a minute at most",
                        "S3Live",
                        cachePolicy("one copy", set("MaxTTL", 60)),
                        Promises::aSegmentIsKeptAsLongAsItSays),
                new Way(
                        "media of the packager are not kept",
                        "LiveChannel",
                        behaviours("/*", set("CachePolicyId", Breaks.CACHING_DISABLED)),
                        Promises::aSegmentIsKeptAsLongAsItSays),
                new Way(
                        "media are kept for each encoding",
                        "Vod",
                        keyOfMedia(set("EnableAcceptEncodingGzip", true)),
                        Promises::aSegmentIsOneObjectWhateverTheEncoding),
                new Way(
                        "media are kept for each query string",
                        "Vod",
                        keyOfMedia(set("QueryStringsConfig", Map.of("QueryStringBehavior", "all"))),
                        Promises::aSegmentIsOneObjectWhateverThePlayerReports),
                new Way(
                        "media are kept for each player",
                        "S3Live",
                        keyOfMedia(set(
                                "HeadersConfig",
                                Map.of("HeaderBehavior", "whitelist", "Headers", List.of("User-Agent")))),
                        Promises::aSegmentIsOneObjectWhateverThePlayer),
                new Way(
                        "media are kept for each page",
                        "S3Live",
                        keyOfMedia(set(
                                "HeadersConfig", Map.of("HeaderBehavior", "whitelist", "Headers", List.of("Origin")))),
                        Promises::aSegmentIsOneObjectWhateverThePage),
                new Way(
                        "media are kept for each viewer's cookies",
                        "FailoverVod",
                        keyOfMedia(set("CookiesConfig", Map.of("CookieBehavior", "all"))),
                        Promises::aSegmentIsOneObjectWhateverTheCookies),
                new Way(
                        "manifests are kept for each query string",
                        "LiveChannelV1",
                        keyOfManifests(set("QueryStringsConfig", Map.of("QueryStringBehavior", "all"))),
                        Promises::aManifestIsOneObjectWhateverThePlayerReports),
                new Way(
                        "manifests lack their query strings",
                        "LiveChannel",
                        keyOfManifests(set("QueryStringsConfig", Map.of("QueryStringBehavior", "none"))),
                        Promises::thePackagerIsAskedForThePartThatThePlayerWants),
                new Way(
                        "manifests of version 1 lack one query string",
                        "LiveChannelV1",
                        keyOfManifests(set(
                                "QueryStringsConfig",
                                Map.of("QueryStringBehavior", "whitelist", "QueryStrings", List.of("end", "m")))),
                        Promises::thePackagerIsAskedForThePartThatThePlayerWants),
                new Way(
                        "manifests are kept without compression",
                        "Vod",
                        keyOfManifests(set("EnableAcceptEncodingGzip", false)),
                        Promises::aManifestIsSentCompressed),
                new Way(
                        "manifests are not compressed",
                        "S3Live",
                        behaviours(".m3u8", set("Compress", false)),
                        Promises::aManifestIsSentCompressed),
                new Way(
                        "media come before manifests",
                        "Vod",
                        Breaks.first("/video/*"),
                        Promises::aManifestThatSaysNothingIsAskedForAgainSoon),
                new Way(
                        "media come before manifests",
                        "LiveChannelV1",
                        Breaks.first("f/*"),
                        Promises::thePackagerIsAskedForThePartThatThePlayerWants),
                new Way(
                        "no behaviour is for manifests",
                        "S3Live",
                        Breaks.withoutBehaviours(".m3u8"),
                        Promises::aManifestThatSaysNothingIsAskedForAgainSoon),
                new Way(
                        "what is missing is kept for five minutes",
                        "LiveChannel",
                        error(404, set("ErrorCachingMinTTL", 300)),
                        Promises::aFileThatIsLateIsFoundAfterASecond),
                new Way(
                        "no entry is for what is missing",
                        "S3Live",
                        Breaks.withoutError(404),
                        Promises::aFileThatIsLateIsFoundAfterASecond),
                new Way(
                        "what is missing is kept for an hour",
                        "Vod",
                        error(404, set("ErrorCachingMinTTL", 3_600)),
                        Promises::aFileThatIsLateIsFoundAfterTenSeconds),
                new Way(
                        "errors of the origin are kept for a minute",
                        "LiveChannelV1",
                        error(503, set("ErrorCachingMinTTL", 60)),
                        Promises::anErrorOfTheOriginPassesAfterASecond),
                new Way(
                        "no entry is for an origin that does not answer",
                        "AdInsertion",
                        Breaks.withoutError(504),
                        Promises::anErrorOfTheOriginPassesAfterASecond),
                new Way(
                        "no entry is for a request that is too long",
                        "Vod",
                        Breaks.withoutError(414),
                        Promises::whatOneRequestCausedIsShownToNobodyElse),
                new Way(
                        "a bad request is kept",
                        "LiveChannel",
                        error(400, set("ErrorCachingMinTTL", 10)),
                        Promises::whatOneRequestCausedIsShownToNobodyElse));
    }

    private static Stream<Way> pagesOfOtherDomains() {
        return Stream.of(
                new Way(
                        "media lack the CORS policy",
                        "LiveChannel",
                        behaviours("/*", drop("ResponseHeadersPolicyId")),
                        Promises::aPageOfAnotherDomainMayRead),
                new Way(
                        "manifests lack the CORS policy",
                        "LiveChannelV1",
                        behaviours(".m3u8", drop("ResponseHeadersPolicyId")),
                        Promises::aPageOfAnotherDomainMayRead),
                new Way(
                        "the CORS policy is for another page",
                        "Hardened",
                        cors(set("AccessControlAllowOrigins", Map.of("Items", List.of("https://other.example")))),
                        Promises::aPageOfAnotherDomainMayRead),
                new Way(
                        "the CORS policy is for each page",
                        "AdInsertion",
                        cors(set("AccessControlAllowOrigins", Map.of("Items", List.of("*")))),
                        Promises::aPageOfAStrangerMayNotRead),
                new Way(
                        "the origin's CORS headers go first",
                        "AdInsertion",
                        cors(set("OriginOverride", false)),
                        Promises::aPageReadsWhoeverAskedFirst),
                new Way(
                        "the CORS policy allows no cookies",
                        "PrivateVod",
                        cors(set("AccessControlAllowCredentials", false)),
                        Promises::aPageMaySendItsCookies),
                new Way(
                        "the CORS policy allows no range",
                        "FailoverLive",
                        cors(set("AccessControlAllowHeaders", Map.of("Items", List.of("Content-Type")))),
                        Promises::aPageMayAskForARange),
                new Way(
                        "the CORS policy allows no GET",
                        "LiveChannel",
                        cors(set("AccessControlAllowMethods", Map.of("Items", List.of("POST")))),
                        Promises::aPageMayAskForARange),
                new Way(
                        "browsers ask before each segment",
                        "S3Live",
                        cors(set("AccessControlMaxAgeSec", 0)),
                        Promises::aPageMayAskForARange),
                new Way(
                        "the question before the request is not allowed",
                        "Hardened",
                        defaultBehaviour(set("AllowedMethods", List.of("GET", "HEAD"))),
                        Promises::aPageMayAskForARange),
                new Way(
                        "the CORS policy hides the headers",
                        "S3Live",
                        cors(drop("AccessControlExposeHeaders")),
                        Promises::aPageMaySeeHowMuchThereIs));
    }

    private static Stream<Way> theDistribution() {
        return Stream.of(
                new Way(
                        "manifests are answered over HTTP",
                        "LiveChannel",
                        behaviours(".m3u8", set("ViewerProtocolPolicy", "allow-all")),
                        Promises::plainHttpLeadsToHttps),
                new Way(
                        "HTTP is refused",
                        "Vod",
                        behaviours("/*", set("ViewerProtocolPolicy", "https-only")),
                        Promises::plainHttpLeadsToHttps),
                new Way(
                        "viewers may write",
                        "Vod",
                        behaviours("/*", set("AllowedMethods", ALL_METHODS)),
                        Promises::nobodyWrites),
                new Way(
                        "viewers' headers and cookies go to the origin",
                        "LiveChannel",
                        behaviours(".m3u8", set("OriginRequestPolicyId", "216adef6-5c7f-47e4-b989-5492eafa07d3")),
                        Promises::theOriginLearnsNothingOfTheViewer),
                new Way("it is disabled", "Vod", config(set("Enabled", false)), Promises::theDistributionAnswers),
                new Way(
                        "its own name is dropped",
                        "OwnDomain",
                        config(drop("Aliases")),
                        Promises::theOwnNameIsAnswered),
                new Way(
                        "its own name is another",
                        "OwnDomain",
                        config(set("Aliases", List.of("www.films.example.com"))),
                        Promises::theOwnNameIsAnswered),
                new Way(
                        "no page answers the root",
                        "Vod",
                        config(drop("DefaultRootObject")),
                        Promises::theRootIsThePage),
                new Way(
                        "the site is read from the films' bucket",
                        "Vod",
                        defaultBehaviour(set("TargetOriginId", "VodFilmsOrigin234AA6EC0")),
                        Promises::theRootIsThePage),
                new Way(
                        "films are read from the site's bucket",
                        "Vod",
                        behaviours("/*", set("TargetOriginId", "VodFilmsOrigin18232B6C3")),
                        Promises::filmsAreReadFromTheirOwnBucket),
                new Way(
                        "the web ACL is dropped",
                        "PrivateVod",
                        config(drop("WebACLId")),
                        Promises::aPageOfAStrangerIsStoppedByTheWebAcl),
                new Way(
                        "the web ACL counts and does not block",
                        "Hardened",
                        each("AWS::WAFv2::WebACL", acl -> Breaks.objects(acl.path("Rules"))
                                .forEach(rule ->
                                        rule.replace("Action", rule.objectNode().set("Count", rule.objectNode())))),
                        Promises::aPageOfAStrangerIsStoppedByTheWebAcl),
                new Way(
                        "the web ACL lacks its rules",
                        "PrivateVod",
                        each("AWS::WAFv2::WebACL", set("Rules", List.of())),
                        Promises::aPageOfAStrangerIsStoppedByTheWebAcl));
    }

    private static Stream<Way> twoOrigins() {
        return Stream.of(
                new Way(
                        "an origin that is busy is not failed over",
                        "FailoverVod",
                        originGroup(group -> set("Items", List.of(403, 404, 500, 502, 504))
                                .accept(group.withObject("/FailoverCriteria/StatusCodes"))),
                        Promises::theSecondOriginAnswersWhereTheFirstCannot),
                new Way(
                        "what the first packager lacks is not asked of the second",
                        "FailoverLive",
                        originGroup(group -> set("Items", List.of(429, 500, 502, 503, 504))
                                .accept(group.withObject("/FailoverCriteria/StatusCodes"))),
                        Promises::theSecondOriginAnswersWhereTheFirstCannot),
                new Way(
                        "what the first bucket lacks is not asked of the second",
                        "FailoverVod",
                        originGroup(group -> set("Items", List.of(404, 500, 502, 503, 504))
                                .accept(group.withObject("/FailoverCriteria/StatusCodes"))),
                        Promises::whatTheFirstBucketDoesNotHaveIsReadFromTheSecond),
                new Way(
                        "media are read from the first origin alone",
                        "FailoverVod",
                        defaultBehaviour(set("TargetOriginId", "FailoverVodFilmsOrigin18400258B")),
                        Promises::theSecondOriginAnswersWhereTheFirstCannot),
                new Way(
                        "the origins are swapped",
                        "FailoverVod",
                        originGroup(group ->
                                Breaks.reverse(group.withObject("/Members").withArray("Items"))),
                        Promises::theBucketOfTheOwnersRegionIsAskedFirst),
                new Way(
                        "the replica lets nobody in",
                        "FailoverVodReplica",
                        template -> Breaks.remove(template, Breaks.BUCKET_POLICY),
                        Promises::theSecondOriginAnswersWhereTheFirstCannot),
                new Way(
                        "the second origin is not signed for",
                        "FailoverVod",
                        origins(origin -> {
                            if (origin.path("Id").asText().contains("Origin2")) {
                                origin.remove("OriginAccessControlId");
                            }
                        }),
                        Promises::theSecondOriginAnswersWhereTheFirstCannot),
                new Way(
                        "a dead origin is tried three times",
                        "FailoverLive",
                        origins(set("ConnectionAttempts", 3)),
                        Promises::theOriginIsGivenUpBeforeThePlayerRunsDry),
                new Way(
                        "a dead origin is waited for",
                        "FailoverVod",
                        origins(drop("ConnectionTimeout")),
                        Promises::theOriginIsGivenUpBeforeThePlayerRunsDry),
                new Way(
                        "a silent origin is waited for",
                        "FailoverVod",
                        origins(origin -> set("OriginReadTimeout", 30).accept(origin.withObject("/S3OriginConfig"))),
                        Promises::theOriginIsGivenUpBeforeThePlayerRunsDry),
                new Way(
                        "the origins are not chosen by their scores",
                        "FailoverLive",
                        originGroup(drop("SelectionCriteria")),
                        Promises::bothOriginsAreAskedForTheirScores),
                new Way(
                        "an endpoint does not let its score be asked for",
                        "FailoverLive",
                        Breaks.grants(Breaks.ENDPOINT_POLICY, set("Action", "mediapackagev2:GetObject")),
                        Promises::bothOriginsAreAskedForTheirScores));
    }

    @TestFactory
    Stream<DynamicTest> eachIsCaught() {
        return Stream.of(whatIsKept(), pagesOfOtherDomains(), theDistribution(), twoOrigins())
                .flatMap(ways -> ways)
                .map(Way::test);
    }
}
