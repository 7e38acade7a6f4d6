package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.Breaks.behaviours;
import static io.github.cdkmediadelivery.Breaks.code;
import static io.github.cdkmediadelivery.Breaks.defaultBehaviour;
import static io.github.cdkmediadelivery.Breaks.drop;
import static io.github.cdkmediadelivery.Breaks.each;
import static io.github.cdkmediadelivery.Breaks.grants;
import static io.github.cdkmediadelivery.Breaks.origins;
import static io.github.cdkmediadelivery.Breaks.set;
import static io.github.cdkmediadelivery.Breaks.signing;
import static io.github.cdkmediadelivery.Breaks.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each way to let in whom a template keeps out, or keep out whom it lets in, breaks a promise that can be asked. */
class WaysToLetInTest {

    private static Stream<Way> theOrigin() {
        return Stream.of(
                new Way(
                        "the endpoint allows another action",
                        "LiveChannel",
                        grants(Breaks.ENDPOINT_POLICY, set("Action", "mediapackagev2:GetHeadObject")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the endpoint allows another service",
                        "LiveChannel",
                        grants(
                                Breaks.ENDPOINT_POLICY,
                                set("Principal", Map.of("Service", "mediatailor.amazonaws.com"))),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the endpoint allows a distribution of another account",
                        "AdInsertion",
                        text("{\"Ref\":\"AWS::AccountId\"}", "\"444455556666\""),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the endpoint's policy is of another endpoint",
                        "LiveChannel",
                        each(Breaks.ENDPOINT_POLICY, set("OriginEndpointName", "cmaf")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "one of two endpoints lacks its policy",
                        "LiveChannel",
                        template -> template.withObject("/Resources").remove("DashPolicy5AD7E0BA"),
                        Promises::eachEndpointIsServed),
                new Way(
                        "one of two endpoints lacks its behaviours",
                        "LiveChannel",
                        Breaks.withoutBehaviours("/dash/*"),
                        Promises::eachEndpointIsServed),
                new Way(
                        "the bucket allows another action",
                        "Vod",
                        grants(Breaks.BUCKET_POLICY, set("Action", "s3:GetObjectVersion")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the bucket denies what comes by HTTPS",
                        "S3Live",
                        text("\"aws:SecureTransport\":\"false\"", "\"aws:SecureTransport\":\"true\""),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "CloudFront never signs",
                        "S3Live",
                        signing(set("SigningBehavior", "never")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "CloudFront signs as for a bucket",
                        "LiveChannel",
                        signing(set("OriginAccessControlOriginType", "s3")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "CloudFront signs as for a packager",
                        "S3Live",
                        signing(set("OriginAccessControlOriginType", "mediapackagev2")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "CloudFront signs as for a Lambda function",
                        "LegacyMediaStore",
                        signing(set("OriginAccessControlOriginType", "lambda")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the origin is another host",
                        "LiveChannel",
                        origins(set("DomainName", "example.mediapackage.eu-west-1.amazonaws.com")),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the origin has a path",
                        "Vod",
                        origins(set("OriginPath", "/published")),
                        Promises::theOriginIsAskedForWhatTheViewerNamed),
                new Way(
                        "the container is for another distribution",
                        "LegacyMediaStore",
                        text(":distribution/*", ":distribution/EOTHER"),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the container is for everybody",
                        "LegacyMediaStore",
                        text(
                                        "\\\"Principal\\\":{\\\"Service\\\":\\\"cloudfront.amazonaws.com\\\"},",
                                        "\\\"Principal\\\":\\\"*\\\",")
                                .andThen(text(
                                        "\\\"ArnLike\\\":{\\\"aws:SourceArn\\\"",
                                        "\\\"StringNotLike\\\":{\\\"aws:UserAgent\\\"")),
                        Promises::nobodyElseReadsTheOrigin),
                new Way(
                        "the key allows nobody to decrypt",
                        "Hardened",
                        each("AWS::KMS::Key", key -> {
                            var statements = key.withObject("/KeyPolicy").withArray("Statement");
                            for (int i = statements.size() - 1; i >= 0; i--) {
                                if (statements.get(i).toString().contains("cloudfront.amazonaws.com")) {
                                    statements.remove(i);
                                }
                            }
                        }),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the key allows distributions to encrypt",
                        "Hardened",
                        each("AWS::KMS::Key", key -> Breaks.objects(key.at("/KeyPolicy/Statement"))
                                .filter(statement -> statement.toString().contains("cloudfront.amazonaws.com"))
                                .forEach(set("Action", "kms:Encrypt"))),
                        Promises::theOriginLetsTheDistributionIn),
                new Way(
                        "the secret header is dropped",
                        "LiveChannelV1",
                        origins(drop("OriginCustomHeaders")),
                        Promises::thePackagerIsShownTheSecret),
                new Way(
                        "the secret header has another name",
                        "LiveChannelV1",
                        text("X-MediaPackage-CDNIdentifier", "X-MediaPackageV2-CDNIdentifier"),
                        Promises::thePackagerIsShownTheSecret),
                new Way(
                        "the secret header is of another field",
                        "LiveChannelV1",
                        text(":MediaPackageCDNIdentifier::", ":value::"),
                        Promises::thePackagerIsShownTheSecret));
    }

    private static Stream<Way> pathsThatNobodyNamed() {
        return Stream.of(
                new Way(
                        "the default behaviour asks the origin",
                        "LiveChannel",
                        defaultBehaviour(drop("FunctionAssociations")),
                        Promises::aPathThatNobodyNamedIsRefused),
                new Way(
                        "the refusing function passes",
                        "LiveChannelV1",
                        code("MediaDeliveryRefuse", "return {", "return event.request || {"),
                        Promises::aPathThatNobodyNamedIsRefused),
                new Way(
                        "the refusing function is asked about answers",
                        "FailoverLive",
                        defaultBehaviour(behaviour -> Breaks.objects(behaviour.path("FunctionAssociations"))
                                .forEach(set("EventType", "viewer-response"))),
                        Promises::aPathThatNobodyNamedIsRefused),
                new Way(
                        "the folder is all of the host",
                        "LiveChannel",
                        text("/out/v1/live-channel/main/hls/*", "/*"),
                        Promises::aPathThatNobodyNamedIsRefused),
                new Way(
                        "paths with dots reach the origin",
                        "LiveChannel",
                        Breaks.withoutBehaviours("*..*"),
                        Promises::aPathThatLeadsOutOfTheFolderIsRefused));
    }

    private static Stream<Way> signedContent() {
        return Stream.of(
                new Way(
                        "manifests need no signature",
                        "PrivateVod",
                        behaviours(".m3u8", drop("TrustedKeyGroups")),
                        Promises::whoDidNotPayGetsNoManifest),
                new Way(
                        "manifests of DASH need no signature",
                        "PrivateVod",
                        behaviours(".mpd", drop("TrustedKeyGroups")),
                        Promises::whoDidNotPayGetsNoManifest),
                new Way(
                        "media need no signature",
                        "PrivateVod",
                        defaultBehaviour(drop("TrustedKeyGroups")),
                        Promises::whoDidNotPayGetsNoSegment),
                new Way(
                        "keys need no signature",
                        "PrivateVod",
                        behaviours(".key", drop("TrustedKeyGroups")),
                        Promises::whoDidNotPayGetsNoKey),
                new Way(
                        "what is open is more than posters",
                        "PrivateVod",
                        text("/*.jpg", "/*.??"),
                        Promises::whoDidNotPayGetsNoSegment),
                new Way(
                        "the public key is another",
                        "PrivateVod",
                        each("AWS::CloudFront::PublicKey", key -> key.withObject("/PublicKeyConfig")
                                .put("EncodedKey", KeyPairs.publicPem(Promises.FORGER))),
                        Promises::whoPaidPlays),
                new Way(
                        "the key group is empty",
                        "PrivateVod",
                        each("AWS::CloudFront::KeyGroup", group -> group.withObject("/KeyGroupConfig")
                                .putArray("Items")),
                        Promises::whoPaidPlays),
                new Way(
                        "the key group has a key of somebody else",
                        "PrivateVod",
                        template -> {
                            template.withObject("/Resources/Forged")
                                    .put("Type", "AWS::CloudFront::PublicKey")
                                    .withObject("/Properties/PublicKeyConfig")
                                    .put("EncodedKey", KeyPairs.publicPem(Promises.FORGER));
                            each("AWS::CloudFront::KeyGroup", group -> group.withObject("/KeyGroupConfig")
                                            .withArray("Items")
                                            .addObject()
                                            .put("Ref", "Forged"))
                                    .accept(template);
                        },
                        Promises::aForgerGetsNothing),
                new Way(
                        "posters need a signature",
                        "PrivateVod",
                        behaviours(".jpg", behaviour -> behaviour
                                .putArray("TrustedKeyGroups")
                                .addObject()
                                .put("Ref", "KeysGroup179B1B21")),
                        Promises::thePosterIsForEverybody));
    }

    private static Stream<Way> tokens() {
        return Stream.of(
                new Way(
                        "manifests are not looked at",
                        "PrivateLive",
                        behaviours(".m3u8", drop("FunctionAssociations")),
                        Promises::whoHasNoTokenGetsNoManifest),
                new Way(
                        "media are not looked at",
                        "PrivateLive",
                        behaviours("hls/*", drop("FunctionAssociations")),
                        Promises::whoHasNoTokenGetsNoSegment),
                new Way(
                        "what only its owner asks for is first",
                        "PrivateLive",
                        Breaks.first(".cat/*"),
                        Promises::whoHasATokenPlays),
                new Way(
                        "the function has no keys",
                        "PrivateLive",
                        each("AWS::CloudFront::Function", function -> function.withObject("/FunctionConfig")
                                .remove("KeyValueStoreAssociations")),
                        Promises::whoHasATokenPlays),
                new Way(
                        "the token is not taken off",
                        "PrivateLive",
                        code("KeysFunction", "request.uri = request.uri.slice(end + END.length - 1);", ""),
                        Promises::whoHasATokenPlays),
                new Way(
                        "a token's end is not looked at",
                        "PrivateLive",
                        code("KeysFunction", "|| claims[4] <= now", ""),
                        Promises::aTokenEnds),
                new Way(
                        "a token's beginning is not looked at",
                        "PrivateLive",
                        code("KeysFunction", "&& begin <= now", ""),
                        Promises::aTokenOpensNothingBeforeItBegins),
                new Way(
                        "a token's signature is not compared",
                        "PrivateLive",
                        code("KeysFunction", "return differs === 0;", "return true;"),
                        Promises::aTokenOfAnotherKeyOpensNothing),
                new Way(
                        "a token's algorithm is not looked at",
                        "PrivateLive",
                        code("KeysFunction", "header[1] !== 5 ||", ""),
                        Promises::aTokenOfAnotherAlgorithmOpensNothing),
                new Way(
                        "what a token demands is overlooked",
                        "PrivateLive",
                        code("KeysFunction", "KNOWN.indexOf(Number(name)) >= 0", "true"),
                        Promises::aTokenThatDemandsMoreThanIsKnownOpensNothing),
                new Way(
                        "a token's methods are not looked at",
                        "PrivateLive",
                        code("KeysFunction", "&& methods.indexOf(event.request.method) >= 0", ""),
                        Promises::aTokenForAnotherMethodOpensNothing),
                new Way(
                        "a token's URL is not looked at",
                        "PrivateLive",
                        code("KeysFunction", "catu => isOpened(catu, event.request)", "catu => true"),
                        Promises::aTokenForAnotherHostOpensNothing),
                new Way(
                        "what is revoked is not looked at",
                        "PrivateLive",
                        code("KeysFunction", "'session:' +", "'sessions:' +"),
                        Promises::aRevokedSessionEnds),
                new Way(
                        "twisted paths pass",
                        "PrivateLive",
                        code("KeysFunction", "TWISTED.test(request.uri)", "false"),
                        Promises::aTokenOpensNoTwistedPath));
    }

    private static Stream<Way> ads() {
        return Stream.of(
                new Way(
                        "manifests are not guarded",
                        "AdInsertion",
                        behaviours("hls/*.m3u8", drop("FunctionAssociations")),
                        Promises::aPageOfAStrangerGetsNoManifest),
                new Way(
                        "the guard welcomes another page",
                        "AdInsertion",
                        code("GuardFunction", "[\"https://www.example.com\"]", "[\"https://evil.example\"]"),
                        Promises::aPageOfAStrangerGetsNoManifest),
                new Way(
                        "the guard exempts manifests",
                        "AdInsertion",
                        code("GuardFunction", "\"exempt\":[\"segment\"]", "\"exempt\":[\"segment\",\"manifest\"]"),
                        Promises::aPageOfAStrangerGetsNoManifest),
                new Way(
                        "sessions are not guarded",
                        "AdInsertion",
                        behaviours("/v1/*", drop("FunctionAssociations")),
                        Promises::aPageOfAStrangerBeginsNoSession),
                new Way(
                        "the guard knows another token",
                        "AdInsertion",
                        code(
                                "GuardFunction",
                                PathToken.digest(EdgeConfiguration.TOKEN),
                                PathToken.digest("a".repeat(64))),
                        Promises::mediaTailorGetsTheManifests),
                new Way(
                        "the guard takes each token",
                        "AdInsertion",
                        code(
                                "GuardFunction",
                                "options.digests.indexOf(crypto.createHash('sha256').update(token).digest('hex')) < 0",
                                "false"),
                        Promises::aTokenThatSomebodyMadeUpOpensNothing),
                new Way(
                        "the guard opens more folders",
                        "AdInsertion",
                        code("GuardFunction", "\"/out/v1/ad-insertion/main/hls\"", "\"/out/v1\""),
                        Promises::theTokenOfMediaTailorOpensNoOtherFolder),
                new Way(
                        "the guard opens another folder",
                        "AdInsertion",
                        code("GuardFunction", "/main/hls", "/main/dash"),
                        Promises::mediaTailorGetsTheManifests),
                new Way(
                        "the guard lets twisted paths through",
                        "AdInsertion",
                        code("GuardFunction", "TWISTED.test(request.uri)", "false"),
                        Promises::theGuardLetsNoTwistedPathThrough),
                new Way(
                        "no behaviour is for MediaTailor",
                        "AdInsertion",
                        Breaks.withoutBehaviours("/mt/*"),
                        Promises::mediaTailorGetsTheManifests),
                new Way(
                        "MediaTailor asks without its token",
                        "AdInsertion",
                        each("AWS::MediaTailor::PlaybackConfiguration", WaysToLetInTest::withoutItsToken),
                        Promises::mediaTailorIsKnownByItsToken),
                new Way(
                        "players are shown MediaTailor's way",
                        "AdInsertion",
                        each("AWS::MediaTailor::PlaybackConfiguration", playback -> playback.withObject(
                                        "/CdnConfiguration")
                                .set("ContentSegmentUrlPrefix", playback.path("VideoContentSourceUrl"))),
                        Promises::playersAreLedToTheDistribution),
                new Way(
                        "ads come from MediaTailor's own host",
                        "AdInsertion",
                        each("AWS::MediaTailor::PlaybackConfiguration", playback -> playback.withObject(
                                        "/CdnConfiguration")
                                .put("AdSegmentUrlPrefix", "https://segments.mediatailor.eu-west-1.amazonaws.com")),
                        Promises::playersAreLedToTheDistribution),
                new Way(
                        "ads are not kept",
                        "AdInsertion",
                        behaviours("/tm/*", set("CachePolicyId", Breaks.CACHING_DISABLED)),
                        Promises::anAdIsAskedForOnce),
                new Way(
                        "sessions come before subtitles",
                        "AdInsertion",
                        Breaks.first("/v1/*"),
                        Promises::subtitlesOfMediaTailorAreAskedForOnce),
                new Way(
                        "sessions begin without their query strings",
                        "AdInsertion",
                        behaviours("/v1/*", drop("OriginRequestPolicyId")),
                        Promises::aPlayerBeginsASession),
                new Way(
                        "sessions cannot be posted",
                        "AdInsertion",
                        behaviours("/v1/*", set("AllowedMethods", List.of("GET", "HEAD", "OPTIONS"))),
                        Promises::aPlayerBeginsASession),
                new Way(
                        "reports are guarded",
                        "AdInsertion",
                        Breaks.withoutBehaviours("/v1/tracking/*"),
                        Promises::aPlayerReportsWhatItPlayed),
                new Way(
                        "segments of MediaTailor are asked of the packager",
                        "AdInsertion",
                        behaviours("/segment/*", set("TargetOriginId", "AdInsertionDeliveryOrigin119B21BA2")),
                        Promises::mediaTailorServesWhatIsItsOwn),
                new Way(
                        "ads are asked of the host of manifests",
                        "AdInsertion",
                        behaviours("/tm/*", set("TargetOriginId", "AdInsertionDeliveryOrigin322CDDDF6")),
                        Promises::mediaTailorServesWhatIsItsOwn));
    }

    private static void withoutItsToken(ObjectNode playback) {
        playback.set("VideoContentSourceUrl", playback.at("/CdnConfiguration/ContentSegmentUrlPrefix"));
    }

    @TestFactory
    Stream<DynamicTest> eachIsCaught() {
        return Stream.of(theOrigin(), pathsThatNobodyNamed(), signedContent(), tokens(), ads())
                .flatMap(ways -> ways)
                .map(Way::test);
    }
}
