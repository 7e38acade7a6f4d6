package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** Every facade honours every common option: one row for each option, one column for each facade. */
class CommonOptionsMatrixTest {

    private static final String WEB_ACL =
            "arn:aws:wafv2:us-east-1:111122223333:global/webacl/films/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";
    private static final String CERTIFICATE =
            "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

    private static final List<Row> ROWS = List.of(
            new Row(
                    "accessLogs",
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3()),
                    (facade, template) -> assertThat(
                                    template.config().at("/Logging/Bucket").isMissingNode())
                            .isFalse()),
            new Row(
                    "additionalBehavior",
                    (stack, delivery) -> delivery.additionalBehavior("/page/*", page()),
                    (facade, template) -> assertThat(
                                    template.behaviors().at("/0/PathPattern").asText())
                            .isEqualTo("/page/*")),
            new Row(
                    "allowedCountries",
                    (stack, delivery) -> delivery.allowedCountries("DE", "AT"),
                    property(
                            "/Restrictions/GeoRestriction",
                            "{'RestrictionType': 'whitelist', 'Locations': ['DE', 'AT']}")),
            new Row("comment", (stack, delivery) -> delivery.comment("films"), property("/Comment", "films")),
            new Row(
                    "cors",
                    (stack, delivery) -> delivery.cors(CorsRules.anyOrigin()),
                    (facade, template) -> eachContent(
                                    "/ResponseHeadersPolicyId",
                                    facade == Facade.ADS
                                            ? "{'Ref': '${json-unit.regex}MediaDeliveryCors[0-9A-F]{16}'}"
                                            : "5cc3b908-e619-4b99-88e5-2cf7f45965bd")
                            .accept(facade, template)),
            new Row(
                    "customDomain",
                    (stack, delivery) -> delivery.customDomain(CustomDomain.of(
                            Certificate.fromCertificateArn(stack, "Certificate", CERTIFICATE), "video.example.com")),
                    property("/Aliases", "['video.example.com']")),
            new Row("defaultBehavior", (stack, delivery) -> delivery.defaultBehavior(page()), (facade, template) -> {
                var origins = template.config().path("Origins");
                var target = template.defaultBehavior().path("TargetOriginId");
                assertThat(origins)
                        .filteredOn(origin -> origin.path("Id").equals(target))
                        .extracting(origin -> origin.path("DomainName").asText())
                        .containsExactly("www.example.com");
            }),
            new Row(
                    "defaultRootObject",
                    (stack, delivery) -> delivery.defaultRootObject("index.html"),
                    property("/DefaultRootObject", "index.html")),
            new Row(
                    "deniedCountries",
                    (stack, delivery) -> delivery.deniedCountries("KP"),
                    property("/Restrictions/GeoRestriction", "{'RestrictionType': 'blacklist', 'Locations': ['KP']}")),
            new Row("enableIpv6", (stack, delivery) -> delivery.enableIpv6(false), property("/IPV6Enabled", "false")),
            new Row("enabled", (stack, delivery) -> delivery.enabled(false), property("/Enabled", "false")),
            new Row(
                    "errorCaching",
                    (stack, delivery) ->
                            delivery.errorCaching(ErrorCaching.live().withPage(404, "/missing.html", 404)),
                    (facade, template) -> assertThat(template.config().path("CustomErrorResponses"))
                            .hasSize(11)
                            .anySatisfy(
                                    error -> assertThatJson(error)
                                            .isEqualTo(
                                                    """
                                            {"ErrorCode": 404, "ResponseCode": 404,
                                             "ResponsePagePath": "/missing.html", "ErrorCachingMinTTL": 1}
                                            """))),
            new Row(
                    "httpVersion",
                    (stack, delivery) -> delivery.httpVersion(HttpVersion.HTTP2),
                    property("/HttpVersion", "http2")),
            new Row(
                    "policies",
                    (stack, delivery) -> delivery.policies(
                            DeliveryPolicies.in(new Stack((App) stack.getNode().getRoot(), "Policies"))),
                    (facade, template) -> assertThat(
                                    List.of(Resources.CACHE_POLICY, Resources.ACCESS_CONTROL, Resources.FUNCTION))
                            .allSatisfy(type -> assertThat(template.all(type)).isEmpty())),
            new Row(
                    "priceClass",
                    (stack, delivery) -> delivery.priceClass(PriceClass.PRICE_CLASS_100),
                    property("/PriceClass", "PriceClass_100")),
            new Row(
                    "viewerAccess",
                    (stack, delivery) -> delivery.viewerAccess(
                            ViewerAccess.signedUrls().keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys"))),
                    eachContent("/TrustedKeyGroups", "['keys']")),
            new Row(
                    "viewerProtocolPolicy",
                    (stack, delivery) -> delivery.viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY),
                    (facade, template) -> assertThat(template.config().findValuesAsText("ViewerProtocolPolicy"))
                            .containsOnly("https-only")),
            new Row(
                    "viewerRequestFunction",
                    (stack, delivery) -> delivery.viewerRequestFunction(Function.Builder.create(stack, "Function")
                            .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                            .build()),
                    eachContent("/FunctionAssociations/0/EventType", "viewer-request")),
            new Row("webAclArn", (stack, delivery) -> delivery.webAclArn(WEB_ACL), property("/WebACLId", WEB_ACL)));

    /** An option, its use, and what the template of every facade then shows. */
    private record Row(
            String option, BiConsumer<Stack, DeliveryBuilder<?>> use, BiConsumer<Facade, Resources> expectation) {}

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
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        ROWS.stream().map(Row::option).toList());
    }

    static Stream<Arguments> matrix() {
        return ROWS.stream().flatMap(row -> Arrays.stream(Facade.values())
                .filter(facade -> !(row.option.equals("defaultBehavior") && facade.answersEveryPath()))
                .map(facade -> Arguments.of(facade, row.option, row)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("matrix")
    void isHonoured(Facade facade, String option, Row row) {
        row.expectation.accept(facade, facade.with(row.use));
    }

    @ParameterizedTest
    @EnumSource
    void contentThatAnswersEveryPathLeavesNoRoomForAnotherDefault(Facade facade) {
        if (facade.answersEveryPath()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> facade.with((stack, delivery) -> delivery.defaultBehavior(page())))
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

    private static BehaviorOptions page() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .build();
    }
}
