package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CorsRulesTest {

    private static final AllowedOrigins PLAYER = AllowedOrigins.of("https://www.example.com");

    @Test
    void anyOriginCostsNoPolicyOfTheAccountAndLetsPreflightsReachTheEdge() {
        var template = withRules(CorsRules.anyOrigin());

        assertThat(template.all(CORS_POLICY)).isEmpty();
        assertThatJson(template.behaviors().path(0))
                .isObject()
                .containsEntry("ResponseHeadersPolicyId", "5cc3b908-e619-4b99-88e5-2cf7f45965bd")
                .node("AllowedMethods")
                .isEqualTo("['GET', 'HEAD', 'OPTIONS']");
    }

    @Test
    void listedOriginsTakeThePlaceOfWhatTheOriginSays() {
        var template =
                withRules(CorsRules.origins(AllowedOrigins.of("https://www.example.com", "https://*.example.org")));

        assertThatJson(template.only(CORS_POLICY).at("/ResponseHeadersPolicyConfig/CorsConfig"))
                .isEqualTo(
                        """
                        {
                          "AccessControlAllowOrigins": {"Items": ["https://www.example.com", "https://*.example.org"]},
                          "AccessControlAllowMethods": {"Items": ["GET", "HEAD", "OPTIONS"]},
                          "AccessControlAllowHeaders": {"Items": ["Range"]},
                          "AccessControlAllowCredentials": false,
                          "AccessControlExposeHeaders": {"Items": ["Content-Length", "Content-Range", "Date", "ETag"]},
                          "AccessControlMaxAgeSec": 600,
                          "OriginOverride": true
                        }
                        """);
        assertThatJson(template.behaviors().path(0).path("ResponseHeadersPolicyId"))
                .isEqualTo("{Ref: '" + template.id(CORS_POLICY) + "'}");
    }

    @Test
    void cookiesAndAPlayersOwnHeadersAreAllowedForListedOrigins() {
        assertThatJson(corsConfig(CorsRules.origins(PLAYER).credentials().requestHeaders("X-Session-Id", "X-Token")))
                .isObject()
                .containsEntry("AccessControlAllowOrigins", json("{Items: ['https://www.example.com']}"))
                .containsEntry("AccessControlAllowHeaders", json("{Items: ['X-Session-Id', 'X-Token']}"))
                .containsEntry("AccessControlAllowCredentials", true);
    }

    @Test
    void anyOriginWithAPlayersOwnHeadersNeedsAPolicySinceTheManagedOneNamesNone() {
        assertThatJson(corsConfig(CorsRules.anyOrigin().requestHeaders("X-Session-Id")))
                .isObject()
                .containsEntry("AccessControlAllowOrigins", json("{Items: ['*']}"))
                .containsEntry("AccessControlAllowHeaders", json("{Items: ['X-Session-Id']}"))
                .containsEntry("AccessControlAllowCredentials", false);
    }

    @Test
    void equalRulesShareOnePolicyAndDifferentOnesDoNot() {
        var equal = CorsRules.origins(AllowedOrigins.of("https://www.example.com"));
        var template = Resources.of(stack -> {
            delivery(stack, "One").cors(CorsRules.origins(PLAYER)).build();
            delivery(stack, "Two").cors(equal).build();
            delivery(stack, "Three").cors(equal.credentials()).build();
        });

        assertThat(template.all(CORS_POLICY)).hasSize(2);
    }

    @Test
    void theUsersOwnBehavioursAreLeftAlone() {
        var template = Resources.of(stack -> delivery(stack)
                .additionalBehavior("/player/*", CommonOptions.page())
                .cors(CorsRules.anyOrigin())
                .build());

        assertThatJson(template.behaviors().path(0))
                .isObject()
                .containsEntry("PathPattern", "/player/*")
                .doesNotContainKeys("ResponseHeadersPolicyId", "AllowedMethods");
    }

    private static JsonNode corsConfig(CorsRules rules) {
        return withRules(rules).only(CORS_POLICY).at("/ResponseHeadersPolicyConfig/CorsConfig");
    }

    private static Resources withRules(CorsRules rules) {
        return Resources.of(stack -> delivery(stack).cors(rules).build());
    }
}
