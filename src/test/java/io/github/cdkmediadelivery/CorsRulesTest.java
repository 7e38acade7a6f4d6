package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

class CorsRulesTest {

    /** CloudFront's managed policy CORS-With-Preflight. */
    private static final String WITH_PREFLIGHT = "5cc3b908-e619-4b99-88e5-2cf7f45965bd";

    private static final AllowedOrigins PLAYER = AllowedOrigins.of("https://www.example.com");

    @Test
    void withoutRulesTheOriginDecides() {
        var template = Resources.of(stack -> delivery(stack).build());

        var behavior = template.behaviors().path(0);
        assertThat(behavior.has("ResponseHeadersPolicyId")).isFalse();
        assertThatJson(behavior.path("AllowedMethods")).isEqualTo("['GET', 'HEAD']");
    }

    @Test
    void anyOriginCostsNoPolicyOfTheAccount() {
        var template = withRules(CorsRules.anyOrigin());

        assertThat(template.all(CORS_POLICY)).isEmpty();
        assertThat(template.behaviors().path(0).path("ResponseHeadersPolicyId").asText())
                .isEqualTo(WITH_PREFLIGHT);
    }

    @Test
    void aPreflightReachesTheEdge() {
        var template = withRules(CorsRules.anyOrigin());

        assertThatJson(template.behaviors().path(0).path("AllowedMethods")).isEqualTo("['GET', 'HEAD', 'OPTIONS']");
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
    void aPlayersOwnHeadersAreAllowedInThePreflight() {
        var cors = corsConfig(CorsRules.origins(PLAYER).requestHeaders("X-Session-Id", "X-Token"));

        assertThatJson(cors.path("AccessControlAllowHeaders")).isEqualTo("{Items: ['X-Session-Id', 'X-Token']}");
    }

    @Test
    void anyOriginWithAPlayersOwnHeadersNeedsAPolicySinceTheManagedOneNamesNone() {
        var cors = corsConfig(CorsRules.anyOrigin().requestHeaders("X-Session-Id"));

        assertThatJson(cors.path("AccessControlAllowOrigins")).isEqualTo("{Items: ['*']}");
        assertThatJson(cors.path("AccessControlAllowHeaders")).isEqualTo("{Items: ['X-Session-Id']}");
        assertThat(cors.path("AccessControlAllowCredentials").asBoolean()).isFalse();
    }

    @Test
    void cookiesAreAllowedForListedOrigins() {
        var cors = corsConfig(CorsRules.origins(PLAYER).credentials());

        assertThat(cors.path("AccessControlAllowCredentials").asBoolean()).isTrue();
    }

    @Test
    void eachStepKeepsTheOnesBefore() {
        var cors = corsConfig(CorsRules.origins(PLAYER).credentials().requestHeaders("X-Session-Id"));

        assertThat(cors.path("AccessControlAllowCredentials").asBoolean()).isTrue();
        assertThatJson(cors.path("AccessControlAllowOrigins")).isEqualTo("{Items: ['https://www.example.com']}");
    }

    @Test
    void equalRulesShareOnePolicy() {
        var template = Resources.of(stack -> {
            delivery(stack, "One").cors(CorsRules.origins(PLAYER)).build();
            delivery(stack, "Two")
                    .cors(CorsRules.origins(AllowedOrigins.of("https://www.example.com")))
                    .build();
        });

        assertThat(template.all(CORS_POLICY)).hasSize(1);
    }

    @Test
    void differentRulesDoNot() {
        var template = Resources.of(stack -> {
            delivery(stack, "One").cors(CorsRules.origins(PLAYER)).build();
            delivery(stack, "Two").cors(CorsRules.origins(PLAYER).credentials()).build();
        });

        assertThat(template.all(CORS_POLICY)).hasSize(2);
    }

    @Test
    void theUsersOwnBehavioursAreLeftAlone() {
        var template = Resources.of(stack -> delivery(stack)
                .additionalBehavior(
                        "/player/*",
                        BehaviorOptions.builder()
                                .origin(new HttpOrigin("www.example.com"))
                                .build())
                .cors(CorsRules.anyOrigin())
                .build());

        var player = template.behaviors().path(0);
        assertThat(player.path("PathPattern").asText()).isEqualTo("/player/*");
        assertThat(player.has("ResponseHeadersPolicyId")).isFalse();
        assertThat(player.has("AllowedMethods")).isFalse();
    }

    private static JsonNode corsConfig(CorsRules rules) {
        return withRules(rules).only(CORS_POLICY).at("/ResponseHeadersPolicyConfig/CorsConfig");
    }

    private static Resources withRules(CorsRules rules) {
        return Resources.of(stack -> delivery(stack).cors(rules).build());
    }
}
