package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AllowedOriginsWebAcl.Action;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsWebAclTest {

    private static final String ACL = "AWS::WAFv2::WebACL";
    private static final String ADDRESSES = "AWS::WAFv2::IPSet";
    private static final AllowedOrigins ONE = AllowedOrigins.of("https://www.example.com");

    private static final Map<String, WafRules> RULES = new HashMap<>();

    /** A name, a name with a port, plain HTTP, and subdomains. */
    private static final AllowedOrigins SEVERAL = AllowedOrigins.of(
            "https://a.example.com",
            "https://player.example.org:8443",
            "http://localhost:3000",
            "https://*.example.net");

    @Test
    void rulesStandInTheOrderInWhichTheyDecideAndHaveMetricsOfTheirOwn() {
        var acl = acl(ONE, options -> options.managedRuleGroup("AWSManagedRulesAmazonIpReputationList")
                        .managedRuleGroup("AWSManagedRulesKnownBadInputsRuleSet")
                        .rateLimit(5000)
                        .trustedAddresses("203.0.113.0/24"))
                .only(ACL);

        assertThat(acl.path("Rules"))
                .extracting(rule ->
                        rule.path("Priority").asInt() + " " + rule.path("Name").asText())
                .containsExactly(
                        "0 TrustedAddresses",
                        "1 ForeignOrigins",
                        "2 RateLimit",
                        "3 AWSManagedRulesAmazonIpReputationList",
                        "4 AWSManagedRulesKnownBadInputsRuleSet");
        assertThat(acl.path("Rules")).allSatisfy(rule -> assertThatJson(rule.path("VisibilityConfig"))
                .isEqualTo("{'CloudWatchMetricsEnabled': true, 'SampledRequestsEnabled': true, 'MetricName': '%s'}"
                        .formatted(rule.path("Name").asText())));
    }

    @Test
    void trustedAddressesPassBeforeAnyOtherRule() {
        var template = acl(ONE, options -> options.trustedAddresses("203.0.113.0/24", "198.51.100.7/32"));

        assertThatJson(template.only(ADDRESSES))
                .isEqualTo(
                        """
                        {"Scope": "CLOUDFRONT", "IPAddressVersion": "IPV4",
                         "Addresses": ["203.0.113.0/24", "198.51.100.7/32"]}
                        """);
        assertThatJson(template.only(ACL).at("/Rules/0/Statement"))
                .isEqualTo("{'IPSetReferenceStatement': {'Arn': {'Fn::GetAtt': ['%s', 'Arn']}}}"
                        .formatted(template.id(ADDRESSES)));
        assertThatJson(template.only(ACL).at("/Rules/0/Action")).isEqualTo("{'Allow': {}}");
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 5000, 2_000_000_000L})
    void addressesThatAskForManifestsTooOftenAreBlocked(long limit) {
        var rule = acl(ONE, options -> options.rateLimit(limit)).only(ACL).at("/Rules/1");

        assertThatJson(rule.path("Statement"))
                .isEqualTo(
                        """
                        {"RateBasedStatement": {
                          "Limit": %d,
                          "AggregateKeyType": "IP",
                          "ScopeDownStatement": {"RegexMatchStatement": {
                            "FieldToMatch": {"UriPath": {}},
                            "RegexString": "${json-unit.any-string}",
                            "TextTransformations": [
                              {"Priority": 0, "Type": "URL_DECODE"}, {"Priority": 1, "Type": "LOWERCASE"}]
                          }}
                        }}
                        """
                                .formatted(limit));
        assertThatJson(rule.path("Action")).isEqualTo("{'Block': {}}");
    }

    /** A carrier's address asks for segments a thousand times as often as one viewer does for manifests. */
    @ParameterizedTest
    @CsvSource({
        "/a/index.m3u8,                          true",
        "/a/INDEX.M3U8,                          true",
        "/a/index.mpd,                           true",
        "/out/v1/def456/index.ism/Manifest,      true",
        "/v1/master/hash/news/index.m3u8,        true",
        "/v1/manifest/hash/news/session/0.m3u8,  true",
        "/a/index.m3u8/,                         true",
        "/a/index.m3u8_1.ts,                     false",
        "/a/1.ts,                                false",
        "/a/init.mp4,                            false",
        "/a/1.m4s,                               false",
        "/a/film.ism/QualityLevels(1)/Fragments(video=0), false",
        "/tm/hash/ad/1.ts,                       false",
        "/player.html,                           false",
        "/poster.jpg,                            false"
    })
    void whatIsCountedIsWhatTheEdgeFunctionTakesForAManifest(String path, boolean counted) {
        var rule = acl(ONE, options -> options.rateLimit(5000)).only(ACL).at("/Rules/1");
        var expression = rule.at("/Statement/RateBasedStatement/ScopeDownStatement/RegexMatchStatement/RegexString");
        var request = EdgeRequest.get(path).header("Origin", "https://evil.net");

        assertThat(Pattern.compile(expression.asText())
                        .matcher(path.toLowerCase(Locale.ROOT))
                        .find())
                .isEqualTo(counted);
        assertThat(EdgeRuntime.NODE
                        .answer(EdgeConfiguration.SEGMENTS_EXEMPT.code(), request.question())
                        .path("result")
                        .has("statusCode"))
                .isEqualTo(counted);
    }

    /** Plain ones; a path that anybody may read as a manifest's is looked at, whatever it ends with. */
    @ParameterizedTest
    @CsvSource({
        "/out/v1/news/one/hls/1.ts,              true",
        "/films/a_b-c=1/seg~1.M4S,               true",
        "/init.mp4,                              true",
        "/de.vtt,                                true",
        "/index.m3u8,                            false",
        "/index.mpd,                             false",
        "/film.ism/Manifest,                     false",
        "/index.m3u8/1.ts,                       false",
        "/INDEX.M3U8/1.ts,                       false",
        "/film.ism/manifest/1.ts,                false",
        "/index.m3u8;1.ts,                       false",
        "/index.m3u8%3b1.ts,                     false",
        "/index.m3u8%001.ts,                     false",
        "/index%2em3u8%2f1.ts,                   false",
        "/index%252em3u8/1.ts,                   false",
        "/1.ts/,                                 false",
        "/1.ts.m3u8,                             false",
        "/poster.jpg,                            false",
        "/,                                      false"
    })
    void pagesOfStrangersMayHaveSegmentsByChoice(String path, boolean segment) {
        var stranger = Map.of("origin", "https://evil.net");
        var byChoice = new WafRules(
                acl(ONE, AllowedOriginsWebAcl.Builder::exemptSegments).only(ACL));
        var byDefault = new WafRules(acl(ONE, options -> options).only(ACL));

        assertThat(byChoice.decide(path, stranger)).isEqualTo(segment ? "Allow" : "Block");
        assertThat(byDefault.decide(path, stranger)).isEqualTo("Block");
        assertThat(byChoice.decide(path, Map.of("origin", "https://www.example.com")))
                .isEqualTo("Allow");
    }

    @Test
    void ruleGroupsOfAwsDecideForThemselves() {
        var rule = acl(ONE, options -> options.managedRuleGroup("AWSManagedRulesAmazonIpReputationList"))
                .only(ACL)
                .at("/Rules/1");

        assertThatJson(rule)
                .whenIgnoringPaths("VisibilityConfig")
                .isEqualTo(
                        """
                        {
                          "Name": "AWSManagedRulesAmazonIpReputationList",
                          "Priority": 1,
                          "Statement": {"ManagedRuleGroupStatement": {
                            "VendorName": "AWS",
                            "Name": "AWSManagedRulesAmazonIpReputationList"
                          }},
                          "OverrideAction": {"None": {}}
                        }
                        """);
    }

    @Test
    void aTrialCountsInsteadOfBlockingWhatRuleGroupsOfAwsWouldRefuseToo() {
        var trial = acl(ONE, options -> options.action(Action.COUNT)
                        .rateLimit(5000)
                        .managedRuleGroup("AWSManagedRulesAmazonIpReputationList"))
                .only(ACL);

        assertThatJson(trial.at("/Rules/0/Action")).isEqualTo("{'Count': {}}");
        assertThatJson(trial.at("/Rules/1/Action")).isEqualTo("{'Count': {}}");
        assertThatJson(trial.at("/Rules/2/OverrideAction")).isEqualTo("{'Count': {}}");
        assertThat(new WafRules(acl(ONE, options -> options.action(Action.COUNT))
                                .only(ACL))
                        .decide(Map.of("origin", "https://evil.net")))
                .isEqualTo("Allow");
    }

    @Test
    void itsMetricIsNamedByEveryIdAndItsArnIsForADistribution() {
        var template = Facade.VOD.in(
                "us-east-1",
                (stack, delivery) ->
                        delivery.webAclArn(AllowedOriginsWebAcl.Builder.create(stack, "Our pages' ACL", ONE)
                                .build()
                                .getWebAclArn()));

        assertThat(template.only(ACL).at("/VisibilityConfig/MetricName").asText())
                .isEqualTo("Our-pages--ACL");
        assertThatJson(template.config().path("WebACLId"))
                .isEqualTo("{'Fn::GetAtt': ['%s', 'Arn']}".formatted(template.id(ACL)));
    }

    /** One list serves the web ACL, CORS and the edge function, and all three say the same of each origin. */
    @Nested
    class OfEachOrigin {

        private static final WafRules LENIENT =
                new WafRules(acl(SEVERAL, options -> options).only(ACL));
        private static final WafRules STRICT = rules(SEVERAL, MissingOrigin.REFUSED);
        private static final JsonNode CORS = Facade.LIVE_V2
                .with((stack, delivery) -> delivery.cors(CorsRules.origins(SEVERAL)))
                .only(Resources.CORS_POLICY)
                .at("/ResponseHeadersPolicyConfig/CorsConfig/AccessControlAllowOrigins/Items");

        private static final String LISTED =
                """
                [https://a.example.com] [https://player.example.org:8443] [http://localhost:3000]
                [https://www.example.net] [https://a.b.c.example.net] [https://xn--bcher-kva.example.net]
                """;

        private static final String STRANGERS =
                """
                [https://a.example.com.evil.net] [https://a.example.com.] [https://a.example.community]
                [https://evil.net] [https://aXexample.com] [https://a-example.com] [https://b.a.example.com]
                [https://example.com] [https://a.example.com:443] [https://a.example.com:8443]
                [https://player.example.org] [https://player.example.org:84430] [http://player.example.org:8443]
                [http://a.example.com] [http://www.example.net] [http://localhost] [http://localhost:30001]
                [https://localhost:3000] [HTTPS://A.EXAMPLE.COM] [https://A.example.com]
                [https://WWW.example.net] [https://example.net] [https://.example.net] [https://evilexample.net]
                [https://www.example.net:8443] [https://www.example.net.evil.org] [https://www.exampleXnet]
                [https://*.example.net] [https://a.example.com/] [https://a.example.com/player]
                [https://a.example.com?] [https://a.example.com#] [ https://a.example.com]
                [https://a.example.com ] [https://a.example.com https://evil.net]
                [https://evil.net https://a.example.com] [https://evil.net https://www.example.net]
                [xhttps://www.example.net] [https://a.example.com,https://evil.net]
                [https://a.example.com@evil.net] [https://a.example.com:x@evil.net] [https://user@a.example.com]
                [https://evil.net/https://a.example.com] [https://evil.net/.example.net]
                [https://evil.net?.example.net] [https://evil.net#.example.net] [https://evil.net\\.example.net]
                [https://evil.net:80@www.example.net] [https://evil.net%2f.example.net] [//a.example.com]
                [a.example.com] [file://] [chrome-extension://abcdefghijklmnop] [https://] [null] [*]
                """;

        static Stream<Arguments> origins() {
            return Stream.concat(
                    inBrackets(LISTED).map(origin -> Arguments.of(origin, true)),
                    inBrackets(STRANGERS).map(origin -> Arguments.of(origin, false)));
        }

        private static Stream<String> inBrackets(String text) {
            return Pattern.compile("\\[(.*?)]").matcher(text).results().map(origin -> origin.group(1));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("origins")
        void allThreeSayTheSame(String origin, boolean listed) {
            var decision = listed ? "Allow" : "Block";

            assertThat(SEVERAL.matches(origin)).as("the list itself").isEqualTo(listed);
            assertThat(corsAllows(origin)).as("CORS").isEqualTo(listed);
            assertThat(LENIENT.decide(Map.of("origin", origin)))
                    .as("missing ones allowed")
                    .isEqualTo(decision);
            assertThat(STRICT.decide(Map.of("origin", origin)))
                    .as("missing ones refused")
                    .isEqualTo(decision);
        }

        @Test
        void aMissingOriginPassesUnlessItIsRefusedByChoice() {
            assertThat(LENIENT.decide(Map.of())).isEqualTo("Allow");
            assertThat(STRICT.decide(Map.of())).isEqualTo("Block");
        }

        /** Whether WAF takes a missing header for an empty one is then all the same. */
        @Test
        void anEmptyOriginIsLikeAMissingOne() {
            assertThat(LENIENT.decide(Map.of("origin", ""))).isEqualTo("Allow");
            assertThat(STRICT.decide(Map.of("origin", ""))).isEqualTo("Block");
        }

        /** CloudFront compares exactly, but for a wildcard, which stands for what a host can begin with. */
        private static boolean corsAllows(String origin) {
            return StreamSupport.stream(CORS.spliterator(), false)
                    .map(item -> Pattern.quote(item.asText()).replace("*", "\\E[a-z0-9-]+(\\.[a-z0-9-]+)*\\Q"))
                    .anyMatch(pattern -> origin.matches(pattern));
        }
    }

    /** What the missing origin means is the same in the web ACL and in the edge function. */
    @Nested
    class OfEachRequest {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                useHeadersInDisplayName = true,
                textBlock =
                        """
                        Choice        | Origin                                | Referer                                       | Sec-Fetch-Site | Passes
                        BY_REFERER    | https://allowed.example.com           |                                               |                | true
                        BY_REFERER    | https://live.example.org              |                                               | cross-site     | true
                        BY_REFERER    | https://allowed.example.com           | https://evil.net/                             |                | true
                        BY_REFERER    | https://evil.net                      |                                               |                | false
                        BY_REFERER    | https://evil.net                      | https://allowed.example.com/                  | same-origin    | false
                        BY_REFERER    | null                                  | https://allowed.example.com/                  |                | false
                        BY_REFERER    |                                       |                                               |                | false
                        BY_REFERER    |                                       |                                               | same-origin    | false
                        BY_REFERER    |                                       | https://allowed.example.com                   |                | true
                        BY_REFERER    |                                       | https://allowed.example.com/                  | cross-site     | true
                        BY_REFERER    |                                       | https://allowed.example.com/films/page?x=1    |                | true
                        BY_REFERER    |                                       | https://live.example.org/page                 |                | true
                        BY_REFERER    |                                       | https://a.b.example.org                       |                | true
                        BY_REFERER    |                                       | https://example.org/                          |                | false
                        BY_REFERER    |                                       | https://evilexample.org/                      |                | false
                        BY_REFERER    |                                       | https://live.example.org.evil.net/            |                | false
                        BY_REFERER    |                                       | https://live.example.org:8443/                |                | false
                        BY_REFERER    |                                       | https://evil.net/live.example.org/            |                | false
                        BY_REFERER    |                                       | https://allowed.example.com.evil.net/         |                | false
                        BY_REFERER    |                                       | https://allowedXexample.com/                  |                | false
                        BY_REFERER    |                                       | https://allowed.example.com@evil.net/         |                | false
                        BY_REFERER    |                                       | https://allowed.example.com:8443/             |                | false
                        BY_REFERER    |                                       | http://allowed.example.com/                   |                | false
                        BY_REFERER    |                                       | https://evil.net/https://allowed.example.com/ |                | false
                        BY_REFERER    |                                       | about:client                                  |                | false
                        BY_FETCH_SITE | https://allowed.example.com           |                                               |                | true
                        BY_FETCH_SITE | https://live.example.org              |                                               | cross-site     | true
                        BY_FETCH_SITE | https://evil.net                      |                                               | same-origin    | false
                        BY_FETCH_SITE | https://evil.net                      | https://allowed.example.com/                  | cross-site     | false
                        BY_FETCH_SITE |                                       |                                               |                | false
                        BY_FETCH_SITE |                                       | https://allowed.example.com/                  |                | false
                        BY_FETCH_SITE |                                       |                                               | same-origin    | true
                        BY_FETCH_SITE |                                       | https://evil.net/                             | same-origin    | true
                        BY_FETCH_SITE |                                       |                                               | same-site      | false
                        BY_FETCH_SITE |                                       |                                               | cross-site     | false
                        BY_FETCH_SITE |                                       |                                               | none           | false
                        BY_FETCH_SITE |                                       |                                               | Same-Origin    | false
                        """)
        void theWebAclSaysTheSameAsTheEdgeFunction(
                MissingOrigin choice, String origin, String referer, String fetchSite, boolean passes) {
            var headers = new HashMap<String, String>();
            headers.put("origin", origin);
            headers.put("referer", referer);
            headers.put("sec-fetch-site", fetchSite);
            headers.values().removeIf(Objects::isNull);
            var request = EdgeRequest.get("/a/index.m3u8");
            headers.forEach(request::header);
            var function =
                    choice == MissingOrigin.BY_REFERER ? EdgeConfiguration.REFERER : EdgeConfiguration.FETCH_SITE;

            assertThat(rules(EdgeConfiguration.ORIGINS, choice).decide(headers))
                    .as("the web ACL")
                    .isEqualTo(passes ? "Allow" : "Block");
            assertThat(EdgeRuntime.NODE
                            .answer(function.code(), request.question())
                            .path("result")
                            .equals(request.json()))
                    .as("the edge function")
                    .isEqualTo(passes);
        }
    }

    private static WafRules rules(AllowedOrigins origins, MissingOrigin choice) {
        return RULES.computeIfAbsent(
                choice + " " + origins.list(),
                key -> new WafRules(
                        acl(origins, options -> options.missingOrigin(choice)).only(ACL)));
    }

    private static Resources acl(AllowedOrigins origins, UnaryOperator<AllowedOriginsWebAcl.Builder> options) {
        return new Resources(Synth.templates(app -> options.apply(
                                AllowedOriginsWebAcl.Builder.create(Facade.stack(app, "us-east-1"), "WebAcl", origins))
                        .build())
                .get("Test"));
    }
}
