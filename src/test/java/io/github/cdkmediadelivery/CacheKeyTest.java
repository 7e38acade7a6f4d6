package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.CachePolicy;

class CacheKeyTest {

    /** CloudFront's managed policy SimpleCORS. */
    private static final String SIMPLE_CORS = "60669652-455b-4ae9-85a4-c4c02393f86c";

    /** Without the page's Origin, which the managed policy Elemental-MediaPackage has as well. */
    @Test
    void v1HasAPolicyOfItsOwnSoThatPagesDoNotAskForTheSameManifestAgain() {
        var template = template(v1().build());

        assertThatJson(template.only(CACHE_POLICY)
                        .at("/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin/HeadersConfig"))
                .isEqualTo("{HeaderBehavior: 'none'}");
        assertThat(queryStrings(template.only(CACHE_POLICY)))
                .containsExactly("aws.manifestfilter", "start", "end", "m");
        assertThatJson(template.behaviors().path(0).path("CachePolicyId"))
                .isEqualTo("{Ref: '" + template.id(CACHE_POLICY) + "'}");
    }

    /** MediaPackage lets every page read what it answers, which is kept for the pages of all others too. */
    @Test
    void v1TellsEveryPageTheSame() {
        assertThat(template(v1().build()).behaviors())
                .hasSize(2)
                .extracting(behavior -> behavior.path("ResponseHeadersPolicyId").asText())
                .containsOnly(SIMPLE_CORS);
    }

    @Test
    void v2SaysItOfItself() {
        assertThat(template(v2().build()).template().findValues("ResponseHeadersPolicyId"))
                .isEmpty();
    }

    @Test
    void v2HasAPolicyOfItsOwnSinceTheManagedOneLacksItsParameters() {
        var template = template(v2().build());

        assertThatJson(template.only(CACHE_POLICY).path("CachePolicyConfig"))
                .whenIgnoringPaths("Name")
                .isEqualTo(
                        """
                        {
                          "Comment": "Keyed by aws.manifestfilter, aws.manifestsettings, aws.drmsettings, start, end, time_delay, _HLS_msn, _HLS_part, _HLS_skip",
                          "MinTTL": 0,
                          "DefaultTTL": 1,
                          "MaxTTL": 31536000,
                          "ParametersInCacheKeyAndForwardedToOrigin": {
                            "CookiesConfig": {"CookieBehavior": "none"},
                            "HeadersConfig": {"HeaderBehavior": "none"},
                            "QueryStringsConfig": {
                              "QueryStringBehavior": "whitelist",
                              "QueryStrings": [
                                "aws.manifestfilter", "aws.manifestsettings", "aws.drmsettings", "start", "end",
                                "time_delay", "_HLS_msn", "_HLS_part", "_HLS_skip"
                              ]
                            },
                            "EnableAcceptEncodingGzip": true,
                            "EnableAcceptEncodingBrotli": true
                          }
                        }
                        """);
        assertThatJson(template.behaviors().path(0).path("CachePolicyId"))
                .isEqualTo("{Ref: '" + template.id(CACHE_POLICY) + "'}");
    }

    /** Neither shorter nor longer than it says; an answer without it is kept for a second, or as media for a day. */
    @Test
    void mediaPackagesOwnMaxAgeIsHonoured() {
        for (var origin : List.of(v1().build(), v2().build())) {
            var template = template(origin);
            var behaviors = template.behaviors();

            assertThatJson(template.only(CACHE_POLICY).path("CachePolicyConfig"))
                    .isObject()
                    .containsEntry("MinTTL", 0)
                    .containsEntry("DefaultTTL", 1)
                    .containsEntry("MaxTTL", 31_536_000);
            assertThat(behaviors
                            .path(behaviors.size() - 1)
                            .path("CachePolicyId")
                            .asText())
                    .isEqualTo(CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS.getCachePolicyId());
        }
    }

    @Test
    void timeDelayJoinsTheKeyOfV1() {
        assertThat(keyed(v1().timeDelay().build()))
                .containsExactly("aws.manifestfilter", "start", "end", "m", "time_delay");
    }

    @Test
    void lowLatencyHlsJoinsTheKeyOfV1() {
        assertThat(keyed(v1().lowLatencyHls().build()))
                .containsExactly("aws.manifestfilter", "start", "end", "m", "_HLS_msn", "_HLS_part");
    }

    @Test
    void theUsersOwnParametersAreForwardedAndKeyed() {
        var template =
                template(v1().queryStrings("profile").queryStrings("lang").build());

        assertThat(queryStrings(template.only(CACHE_POLICY))).endsWith("profile", "lang");
        assertThat(template.behaviors().path(0).has("OriginRequestPolicyId")).isFalse();
    }

    @Test
    void theSameParametersInAnotherOrderAreOnePolicy() {
        var template = Resources.of(stack -> {
            delivery(stack, "One", v1().queryStrings("a", "b").build());
            delivery(stack, "Two", v1().queryStrings("b", "a").build());
        });

        assertThat(template.all(CACHE_POLICY)).hasSize(1);
    }

    @Test
    void aNamedPolicyIsUniqueInTheAccount() {
        var template = template(v2().build());
        var name = template.only(CACHE_POLICY).at("/CachePolicyConfig/Name");

        assertThat(Resolved.of(template.template())
                        .with(
                                "AWS::StackId",
                                "arn:aws:cloudformation:eu-west-1:111122223333:stack/Test/51af3dc0-da77-11e4-872e-1234567db123")
                        .value(name)
                        .asText())
                .matches("MediaDeliveryCachePolicy[0-9A-F]{8}-51af3dc0-da77-11e4-872e-1234567db123");
    }

    private static List<String> keyed(MediaPackageOrigin origin) {
        return queryStrings(template(origin).only(CACHE_POLICY));
    }

    private static List<String> queryStrings(JsonNode policy) {
        var names = policy.at(
                "/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin/QueryStringsConfig/QueryStrings");
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Resources template(MediaPackageOrigin origin) {
        return Resources.of(stack -> delivery(stack, "Delivery", origin));
    }

    private static void delivery(Stack stack, String id, MediaPackageOrigin origin) {
        MediaPackageOriginDistribution.Builder.create(stack, id).origin(origin).build();
    }
}
