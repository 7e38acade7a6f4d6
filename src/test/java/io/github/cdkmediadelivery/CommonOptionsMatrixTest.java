package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every facade honours every common option: one row for each option, one column for each facade. */
class CommonOptionsMatrixTest {

    private static final Map<String, BiConsumer<Facade, Resources>> EXPECTATIONS = Map.ofEntries(
            Map.entry("accessLogs", (facade, template) -> assertThat(
                            template.config().at("/Logging").has("Bucket"))
                    .isTrue()),
            Map.entry("additionalBehavior", property("/CacheBehaviors/0/PathPattern", "/page/*")),
            Map.entry(
                    "allowedCountries",
                    property(
                            "/Restrictions/GeoRestriction",
                            "{'RestrictionType': 'whitelist', 'Locations': ['DE', 'AT']}")),
            Map.entry("contentBehavior", eachContent("/LambdaFunctionAssociations/0/EventType", "origin-request")),
            Map.entry("comment", property("/Comment", "films")),
            Map.entry(
                    "cors",
                    eachContent(
                            "/ResponseHeadersPolicyId", "{'Ref': '${json-unit.regex}MediaDeliveryCors[0-9A-F]{16}'}")),
            Map.entry("customDomain", property("/Aliases", "['video.example.com']")),
            Map.entry("defaultBehavior", (facade, template) -> {
                var target = template.defaultBehavior().path("TargetOriginId");
                assertThat(template.config().path("Origins"))
                        .filteredOn(origin -> origin.path("Id").equals(target))
                        .extracting(origin -> origin.path("DomainName").asText())
                        .containsExactly("www.example.com");
            }),
            Map.entry("defaultRootObject", property("/DefaultRootObject", "index.html")),
            Map.entry(
                    "deniedCountries",
                    property("/Restrictions/GeoRestriction", "{'RestrictionType': 'blacklist', 'Locations': ['KP']}")),
            Map.entry("enableIpv6", property("/IPV6Enabled", "false")),
            Map.entry("enabled", property("/Enabled", "false")),
            Map.entry(
                    "errorCaching",
                    (facade, template) -> assertThat(template.config().path("CustomErrorResponses"))
                            .hasSize(11)
                            .anySatisfy(
                                    error -> assertThatJson(error)
                                            .isEqualTo(
                                                    """
                                            {"ErrorCode": 404, "ResponseCode": 404,
                                             "ResponsePagePath": "/page/missing.html", "ErrorCachingMinTTL": 1}
                                            """))),
            Map.entry("httpVersion", property("/HttpVersion", "http2")),
            Map.entry("policies", (facade, template) -> assertThat(
                            List.of(Resources.CACHE_POLICY, Resources.ACCESS_CONTROL, Resources.FUNCTION))
                    .allSatisfy(type -> assertThat(template.all(type)).isEmpty())),
            Map.entry("priceClass", property("/PriceClass", "PriceClass_100")),
            Map.entry("publishAdditionalMetrics", (facade, template) -> assertThatJson(
                            template.only("AWS::CloudFront::MonitoringSubscription"))
                    .inPath(
                            "MonitoringSubscription.RealtimeMetricsSubscriptionConfig.RealtimeMetricsSubscriptionStatus")
                    .isEqualTo("Enabled")),
            Map.entry("realtimeLogConfig", (facade, template) -> assertThat(facade.contentBehaviors(template))
                    .isNotEmpty()
                    .allSatisfy((JsonNode behavior) -> assertThat(behavior.path("RealtimeLogConfigArn"))
                            .isEqualTo(Resources.json(
                                    "{\"Ref\": \"" + template.id("AWS::CloudFront::RealtimeLogConfig") + "\"}")))),
            Map.entry("viewerAccess", eachContent("/TrustedKeyGroups", "['keys']")),
            Map.entry("viewerProtocolPolicy", (facade, template) -> assertThat(
                            template.config().findValuesAsText("ViewerProtocolPolicy"))
                    .containsOnly("https-only")),
            Map.entry("viewerRequestFunction", eachContent("/FunctionAssociations/0/EventType", "viewer-request")),
            Map.entry("webAclArn", property("/WebACLId", CommonOptions.WEB_ACL)));

    @Test
    void everyFacadeIsAColumn() {
        assertThat(Arrays.stream(Facade.values()).map(Facade::builder).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        finals(DeliveryBuilder.class).toList());
    }

    private static Stream<Class<?>> finals(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CommonOptionsMatrixTest::finals)
                : Stream.of(type);
    }

    @Test
    void everyCommonOptionIsARow() {
        assertThat(Arrays.stream(DeliveryBuilder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                        .map(Method::getName)
                        // It stands beside what is said of the content alone: ExistingDistributionTest.
                        .filter(name -> !name.equals("addTo"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(CommonOptions.EACH.keySet());
    }

    static Stream<Arguments> matrix() {
        return CommonOptions.EACH.keySet().stream().flatMap(option -> Arrays.stream(Facade.values())
                .filter(facade -> !(option.equals("defaultBehavior") && facade.answersEveryPath()))
                .map(facade -> Arguments.of(facade, option)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("matrix")
    void isHonoured(Facade facade, String option) {
        EXPECTATIONS.get(option).accept(facade, facade.with(CommonOptions.EACH.get(option)));
    }

    @ParameterizedTest
    @EnumSource
    void contentThatAnswersEveryPathLeavesNoRoomForAnotherDefault(Facade facade) {
        if (facade.answersEveryPath()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> facade.with((stack, delivery) -> delivery.defaultBehavior(CommonOptions.page())))
                    .withMessage("defaultBehavior: must not stand beside content that answers every path, got"
                            + " 'a behaviour'; give the content a path of its own with contentPath(…)");
        }
    }

    private static BiConsumer<Facade, Resources> property(String pointer, String expected) {
        return (facade, template) ->
                assertThatJson(template.config().at(pointer)).isEqualTo(expected);
    }

    /** For what concerns each behaviour of the content. */
    private static BiConsumer<Facade, Resources> eachContent(String pointer, String expected) {
        return (facade, template) -> assertThat(facade.contentBehaviors(template))
                .isNotEmpty()
                .allSatisfy((JsonNode behavior) ->
                        assertThatJson(behavior.at(pointer)).isEqualTo(expected));
    }
}
