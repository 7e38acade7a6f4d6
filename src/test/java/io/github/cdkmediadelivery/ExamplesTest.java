package io.github.cdkmediadelivery;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.examples.Examples;
import io.github.cdkmediadelivery.examples.Hardened;
import io.github.cdkmediadelivery.examples.OwnDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;

/** The example stacks: their whole templates, what reviewers find in them, and what only one of them promises. */
class ExamplesTest {

    private static final Map<String, JsonNode> TEMPLATES = Synth.templates(ExamplesTest::define);

    static Set<String> stacks() {
        return TEMPLATES.keySet();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void everyTemplateIsTheOneThatWasReviewed(String stack) {
        Golden.assertMatches(stack, TEMPLATES.get(stack));
    }

    @Test
    void nothingIsFoundAndNothingWarnedOfThatWasNotAcceptedForAReason() {
        var findings = Findings.of(ExamplesTest::define);

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .allSatisfy(finding -> assertThat(finding.acknowledgedBecause()).isNotBlank());
        // The quota is accepted of the app as a whole: each example is deployed by itself.
        assertThat(findings.acknowledged().stream()
                        .filter(finding -> !finding.rule().endsWith("quota"))
                        .sorted(comparing(Finding::rule))
                        .collect(groupingBy(
                                finding ->
                                        finding.constructPath().replaceFirst("CDKBucketDeployment\\w+", "Deployment"),
                                TreeMap::new,
                                mapping(finding -> finding.rule().replaceFirst("^AwsSolutions-", ""), joining(" "))))
                        .entrySet())
                .extracting(accepted -> accepted.getKey() + ": " + accepted.getValue())
                .containsExactly(
                        """
                        AdInsertion/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        AdsOfTwoChannels/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        FailoverLive/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        FailoverVod/Films/Bucket/ReplicationRole/DefaultPolicy/Resource: \
                        IAM5[Resource::<FilmsBucket99183E07.Arn>/*] \
                        IAM5[Resource::{"Fn::GetStackOutput":{"StackName":"FailoverVodReplica","Region":"eu-west-1",\
                        "OutputName":"PublishOutputFnGetAttReplicaDDFB2A87Arn7F5E4644"}}/*]
                        FailoverVod/Films/Bucket/Resource: S1
                        FailoverVod/Films/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        FailoverVodReplica/Replica/Resource: S1
                        Hardened/Content/ReplicationRole/DefaultPolicy/Resource: \
                        IAM5[Action::kms:GenerateDataKey*] IAM5[Action::kms:ReEncrypt*] \
                        IAM5[Resource::<Content88381566.Arn>/*] \
                        IAM5[Resource::{"Fn::GetStackOutput":{"StackName":"HardenedReplica","Region":"us-west-2",\
                        "OutputName":"PublishOutputFnGetAttBucket83908E77Arn0F129B3B"}}/*]
                        Hardened/Films/Default/Resource: CFR1
                        HardenedReplica/Bucket/Resource: S1
                        JustInTimePackager/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        JustInTimePackager/OriginVerify/Secret1/Resource: SMG4
                        LegacyMediaStore/Live/Container: MS3 W3696
                        LegacyMediaStore/Live/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        LegacyMediaStore/Referer/Secret1/Resource: SMG4
                        LegacyMediaStore/Secret/Container: MS3 W3696
                        LegacyMediaStore/Secret/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        LiveChannel/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        LiveChannelV1/CdnAuthorization/Secret/Resource: SMG4
                        LiveChannelV1/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        LiveElsewhere/Delivery/Default/Resource: CFR1 CFR3 CFR4
                        LiveElsewhereChannel/CdnAuthorization/Secret/Resource: SMG4
                        OwnDomain/Films/Bucket/Resource: S1
                        OwnDomain/Films/Default/Resource: CFR1 CFR2 CFR3
                        PrivateLive/Custom::Deployment/Resource: L1
                        PrivateLive/Custom::Deployment/ServiceRole/DefaultPolicy/Resource: \
                        IAM5[Action::s3:Abort*] IAM5[Action::s3:DeleteObject*] IAM5[Action::s3:GetBucket*] \
                        IAM5[Action::s3:GetObject*] IAM5[Action::s3:List*] IAM5[Resource::<SiteE53D7754.Arn>/*] \
                        IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-us-east-1/*]
                        PrivateLive/Custom::Deployment/ServiceRole/Resource: \
                        IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
                        PrivateLive/Delivery/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        PrivateLive/Delivery/LogBucket/Resource: S1
                        PrivateLive/Site/Resource: S1
                        PrivateVod/Films/Bucket/Resource: S1
                        PrivateVod/Films/Default/Resource: CFR1 CFR3 CFR4
                        PrivateVod/Films/LogBucket/Resource: S1
                        S3Live/Encoder/DefaultPolicy/Resource: IAM5[Action::s3:Abort*] \
                        IAM5[Resource::<LiveBucket0235ECB8.Arn>/channel/*]
                        S3Live/Live/Bucket/Resource: S1
                        S3Live/Live/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        Vod/Custom::Deployment/Resource: L1
                        Vod/Custom::Deployment/ServiceRole/DefaultPolicy/Resource: \
                        IAM5[Action::s3:Abort*] IAM5[Action::s3:DeleteObject*] IAM5[Action::s3:GetBucket*] \
                        IAM5[Action::s3:GetObject*] IAM5[Action::s3:List*] \
                        IAM5[Resource::<FilmsBucket99183E07.Arn>/*] IAM5[Resource::<SiteE53D7754.Arn>/*] \
                        IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]
                        Vod/Custom::Deployment/ServiceRole/Resource: \
                        IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
                        Vod/Films/Bucket/Resource: S1
                        Vod/Films/Default/Resource: CFR1 CFR2 CFR3 CFR4
                        Vod/Site/Resource: S1
                        """
                                .split("\n"));
        assertThat(findings.acknowledged())
                .filteredOn(finding -> finding.rule().equals("W3696"))
                .extracting(Finding::acknowledgedBecause)
                .as("MediaStore is kept, not deployed")
                .containsOnly("AWS ended MediaStore on 13 November 2025. The sample shows a template that is kept and"
                        + " what it becomes (S3Live); it is synthesized, not deployed.");
    }

    @Nested
    class TheLiveChannelOfVersion1 {

        @Test
        void takesItsEndpointFromTheContext() {
            var template = withUrl("https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.mpd");

            assertThat(template.origin().path("DomainName").asText())
                    .isEqualTo("abc123.mediapackage.eu-west-1.amazonaws.com");
            assertThat(template.behaviors().findValuesAsText("PathPattern"))
                    .containsExactly("/out/v1/def456/*.mpd", "/out/v1/def456/*");
        }

        @Test
        void refusesAMalformedUrlInOneLine() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> withUrl("abc123.mediapackage.eu-west-1.amazonaws.com"))
                    .withMessage("endpointUrl: must begin with https://, got"
                            + " 'abc123.mediapackage.eu-west-1.amazonaws.com'; use for example"
                            + " 'https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8'");
        }

        private static Resources withUrl(String url) {
            return example("LiveChannelV1", Map.of("mediaPackageEndpointUrl", url));
        }
    }

    @Nested
    class Films {

        private static final Path SITE = Path.of("target", "player", "site");
        private static final Path SAMPLE = Path.of("target", "player", "sample");

        @Test
        void shareADomainWithTheirPageAndNeedNoCors() {
            var template = new Resources(TEMPLATES.get("Vod"));

            assertThat(template.config().path("Origins")).hasSize(2);
            assertThat(template.behaviors())
                    .extracting(behavior -> behavior.path("PathPattern").asText())
                    .startsWith("/video/*.m3u8")
                    .endsWith("/video/*")
                    .allMatch(path -> path.startsWith("/video/"));
            assertThat(template.behaviors())
                    .extracting(behavior -> behavior.path("TargetOriginId"))
                    .doesNotContain(template.defaultBehavior().path("TargetOriginId"));
            assertThat(template.template().toString()).doesNotContain("CorsConfiguration", "ResponseHeadersPolicyId");
        }

        @Test
        void haveAPageBesideWhichIsEverythingThatItLoads() throws IOException {
            assertThat(named("(?:src|href)=\"([^\"]+)\"", SITE.resolve("index.html")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(SITE.resolve(file)).isNotEmptyFile());
        }

        @Test
        void haveASampleBesideWhoseManifestIsEverythingThatItNames() throws IOException {
            assertThat(named("URI=\"([^\"]+)\"|(?m:^([^#\\s].*)$)", SAMPLE.resolve("index.m3u8")))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(file -> assertThat(SAMPLE.resolve(file)).isNotEmptyFile());
        }

        private static Stream<String> named(String pattern, Path file) throws IOException {
            return Pattern.compile(pattern)
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(match.start(1) < 0 ? 2 : 1));
        }
    }

    @Nested
    class PrivateFilms {

        @Test
        void takeADomainFromTheContext() {
            var certificate = "arn:aws:acm:us-east-1:111122223333:certificate/1";
            var template = example(
                    "PrivateVod",
                    Map.of(
                            "domainName", "films.example.com",
                            "certificateArn", certificate,
                            "zoneName", "example.com",
                            "hostedZoneId", "Z0123456789"));

            assertThatJson(template.config().path("Aliases")).isEqualTo("['films.example.com']");
            assertThat(template.config()
                            .at("/ViewerCertificate/AcmCertificateArn")
                            .asText())
                    .isEqualTo(certificate);
            assertThat(template.all("AWS::Route53::RecordSet")).hasSize(3);
            assertThat(template.template().at("/Outputs/Url/Value").asText()).isEqualTo("https://films.example.com/*");
        }
    }

    @Nested
    class Ads {

        private static final String CONTENT = "/out/v1/ad-insertion/main/hls";
        private static final EdgeRequest BY_TOKEN =
                EdgeRequest.get("/mt/" + EdgeConfiguration.TOKEN + CONTENT + "/index.m3u8");

        /** What each sends with a request: only browsers name where they come from. */
        @ParameterizedTest
        @CsvSource({
            "a listed page,     Mozilla/5.0,                     https://www.example.com, true",
            "another page,      Mozilla/5.0,                     https://evil.net,        false",
            "AVPlayer,          AppleCoreMedia/1.0.0.22A3354,    ,                        true",
            "ExoPlayer,         AndroidXMedia3/1.4.1,            ,                        true",
            "Roku,              Roku/DVP-14.0 (14.0.0.3107-88),  ,                        true"
        })
        void playInListedPagesAndInNativePlayers(String who, String agent, String origin, boolean plays) {
            var distribution = new EdgeDistribution(new Resources(TEMPLATES.get("AdInsertion")));

            var media = List.of(CONTENT + "/1.ts", "/tm/hash/ad/1.ts");
            var manifests = List.of(
                    "/v1/master/hash/ad-insertion/index.m3u8",
                    "/v1/manifest/hash/ad-insertion/session/0.m3u8",
                    CONTENT + "/index.m3u8");
            for (var path : Stream.of(manifests, media).flatMap(List::stream).toList()) {
                var request = EdgeRequest.get(path).header("User-Agent", agent);
                var outcome = distribution.ask(origin == null ? request : request.header("Origin", origin));

                assertThat(outcome.passes()).as("%s, %s", who, path).isEqualTo(plays || media.contains(path));
            }
            assertThat(media)
                    .as("without a function")
                    .noneMatch(path -> distribution.behavior(path).has("FunctionAssociations"));
        }

        @Test
        void letNobodyInByATokenWhereTheSampleIsAsItIs() {
            var distribution = new EdgeDistribution(new Resources(TEMPLATES.get("AdInsertion")));

            assertThat(distribution.ask(BY_TOKEN).status()).isEqualTo(401);
        }

        @Test
        void takeAdServerAndTokenFromTheContext() {
            var secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-AbCdEf";
            var digest = PathToken.digest(EdgeConfiguration.TOKEN);
            var server = "https://ads.example.net/vmap";
            var template = example(
                    "AdInsertion",
                    Map.of("adServerUrl", server, "pathTokenSecretArn", secret, "pathTokenDigest", digest));
            var playback = template.resolved(template.only(AdsFixtures.PLAYBACK));

            assertThat(playback.path("AdDecisionServerUrl").asText()).isEqualTo(server);
            assertThat(playback.path("VideoContentSourceUrl").asText())
                    .contains("/mt/{{resolve:secretsmanager:" + secret + ":SecretString:token::}}" + CONTENT);
            assertThat(new EdgeDistribution(template).ask(BY_TOKEN).path()).isEqualTo(CONTENT + "/index.m3u8");
        }
    }

    private static void define(App app) {
        Examples.define(app);
        Hardened.define(app, "Z0123456789", "example.com");
        OwnDomain.define(app, "111122223333", "eu-west-1", "Z0123456789", "example.com");
    }

    private static Resources example(String stack, Map<String, Object> context) {
        return new Resources(
                Synth.read(Synth.synthesize(context, Examples::define).resolve(stack + ".template.json")));
    }
}
