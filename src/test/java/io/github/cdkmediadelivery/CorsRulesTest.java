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
    void anyOriginIsSaidByTheEdgeWhateverTheOriginSaidToThePageThatAskedFirst() {
        assertThatJson(corsConfig(CorsRules.anyOrigin()))
                .isObject()
                .containsEntry("AccessControlAllowOrigins", json("{Items: ['*']}"))
                .containsEntry("OriginOverride", true);
    }

    @Test
    void preflightsReachTheEdgeAndAreKeptThere() {
        assertThatJson(withRules(CorsRules.anyOrigin()).behaviors().path(0))
                .isObject()
                .containsEntry("AllowedMethods", json("['GET', 'HEAD', 'OPTIONS']"))
                .containsEntry("CachedMethods", json("['GET', 'HEAD', 'OPTIONS']"));
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
                          "AccessControlExposeHeaders": {"Items": [
                            "Age", "CMSD-Dynamic", "CMSD-Static", "Content-Length", "Content-Range", "Date", "ETag",
                            "Server-Timing"
                          ]},
                          "AccessControlMaxAgeSec": 600,
                          "OriginOverride": true
                        }
                        """);
        assertThatJson(template.behaviors().path(0).path("ResponseHeadersPolicyId"))
                .isEqualTo("{Ref: '" + template.id(CORS_POLICY) + "'}");
    }

    @Test
    void cookiesAndAPlayersOwnHeadersBesideRangeAreAllowedForListedOrigins() {
        assertThatJson(corsConfig(CorsRules.origins(PLAYER).credentials().requestHeaders("X-Session-Id", "X-Token")))
                .isObject()
                .containsEntry("AccessControlAllowOrigins", json("{Items: ['https://www.example.com']}"))
                .containsEntry("AccessControlAllowHeaders", json("{Items: ['Range', 'X-Session-Id', 'X-Token']}"))
                .containsEntry("AccessControlAllowCredentials", true);
    }

    @Test
    void anyOriginMaySendAPlayersOwnHeadersBesideRange() {
        assertThatJson(corsConfig(CorsRules.anyOrigin().requestHeaders("X-Session-Id")))
                .isObject()
                .containsEntry("AccessControlAllowOrigins", json("{Items: ['*']}"))
                .containsEntry("AccessControlAllowHeaders", json("{Items: ['Range', 'X-Session-Id']}"))
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
    void equalRulesInAnotherOrderShareOnePolicy() {
        var template = Resources.of(stack -> {
            delivery(stack, "One")
                    .cors(twoOrigins("https://a.example.com", "https://b.example.com")
                            .requestHeaders("X-Token", "X-Session-Id"))
                    .build();
            delivery(stack, "Two")
                    .cors(twoOrigins("https://b.example.com", "https://a.example.com")
                            .requestHeaders("X-Session-Id", "X-Token"))
                    .build();
        });

        assertThat(template.all(CORS_POLICY)).hasSize(1);
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

    private static CorsRules twoOrigins(String one, String other) {
        return CorsRules.origins(AllowedOrigins.of(one, other));
    }

    private static JsonNode corsConfig(CorsRules rules) {
        return withRules(rules).only(CORS_POLICY).at("/ResponseHeadersPolicyConfig/CorsConfig");
    }

    private static Resources withRules(CorsRules rules) {
        return Resources.of(stack -> delivery(stack).cors(rules).build());
    }
}
