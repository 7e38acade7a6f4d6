package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;
import software.amazon.awscdk.services.cloudfront.EdgeLambda;
import software.amazon.awscdk.services.cloudfront.Endpoint;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;
import software.amazon.awscdk.services.cloudfront.OriginRequestHeaderBehavior;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.RealtimeLogConfig;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.lambda.Version;

/** Settings of the user's own on the behaviours of the content. */
class ContentBehaviorTest {

    private static final String[] V2_KEY = {
        "aws.manifestfilter",
        "aws.manifestsettings",
        "aws.drmsettings",
        "start",
        "end",
        "time_delay",
        "_HLS_msn",
        "_HLS_part",
        "_HLS_skip"
    };

    static EdgeLambda lambda(Stack stack, LambdaEdgeEventType event) {
        return EdgeLambda.builder()
                .eventType(event)
                .functionVersion(Version.fromVersionArn(
                        stack, "Lambda" + event, "arn:aws:lambda:us-east-1:111122223333:function:edge:1"))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void ofAllContentAreOnEachOfItsBehaviours(Facade facade) {
        var template = facade.with((stack, delivery) -> delivery.contentBehavior(
                        ContentKind.ALL, headers(ResponseHeadersPolicy.SECURITY_HEADERS))
                .additionalBehavior("/page/*", Refusals.page()));

        assertThat(facade.contentBehaviors(template).stream()
                        .filter(behavior ->
                                !behavior.path("PathPattern").asText().startsWith("/page/")))
                .isNotEmpty()
                .allSatisfy(behavior -> assertThat(
                                behavior.path("ResponseHeadersPolicyId").asText())
                        .isEqualTo("67f7725c-6f97-4210-82d7-5512b31e9d03"));
        assertThat(template.behaviors().path(0).has("ResponseHeadersPolicyId")).isFalse();
    }

    @Test
    void ofMediaAreNotOnManifests() {
        var template = Facade.LIVE_V2.with((stack, delivery) ->
                delivery.contentBehavior(ContentKind.MEDIA, headers(ResponseHeadersPolicy.SECURITY_HEADERS)));

        assertThat(template.behaviors().findValuesAsText("ResponseHeadersPolicyId"))
                .hasSize(1);
    }

    @Test
    void aFunctionForAnswersStandsBesideOneForRequests() {
        var template = Facade.LIVE_V2.with((stack, delivery) ->
                delivery.viewerRequestFunction(function(stack, "In")).contentBehavior(ContentKind.ALL, answers(stack)));

        assertThat(template.behaviors().path(0).path("FunctionAssociations").findValuesAsText("EventType"))
                .containsExactlyInAnyOrder("viewer-request", "viewer-response");
    }

    @Test
    void aCachePolicyWhoseKeyHoldsWhatChangesAManifestTakesTheLibrarysPlace() {
        for (var key : List.of(
                CacheQueryStringBehavior.all(),
                CacheQueryStringBehavior.allowList(V2_KEY),
                CacheQueryStringBehavior.denyList("utm_source"))) {
            var template = Facade.LIVE_V2.with(
                    (stack, delivery) -> delivery.contentBehavior(ContentKind.MANIFESTS, cached(policy(stack, key))));

            assertThatJson(manifest(template).path("CachePolicyId"))
                    .isEqualTo("{'Ref': '${json-unit.regex}Own[0-9A-F]{8}'}");
        }
    }

    /** It sends no query string, so that another policy has to. */
    @Test
    void cachingMayBeDisabledWhereWhatChangesAManifestIsSent() {
        var off = AddBehaviorOptions.builder().cachePolicy(CachePolicy.CACHING_DISABLED);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facade.LIVE_V2.with(
                        (stack, delivery) -> delivery.contentBehavior(ContentKind.MANIFESTS, off.build())))
                .withMessageStartingWith(
                        "contentBehavior: cachePolicy must have the query strings in its key that change");
        assertThat(manifest(Facade.LIVE_V2.with((stack, delivery) -> delivery.contentBehavior(
                                ContentKind.MANIFESTS,
                                off.originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
                                        .build())))
                        .has("OriginRequestPolicyId"))
                .isTrue();
    }

    @Test
    void noPolicyOfCloudFrontsMaySendTheViewersHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facade.LIVE_V2.with((stack, delivery) -> delivery.contentBehavior(
                        ContentKind.MANIFESTS,
                        AddBehaviorOptions.builder()
                                .originRequestPolicy(OriginRequestPolicy.HOST_HEADER_ONLY)
                                .build())))
                .withMessageStartingWith("contentBehavior: originRequestPolicy must not send the viewer's Host");
    }

    @Test
    void anEventHasOneFunction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facade.LIVE_V2.with((stack, delivery) -> {
                    var lambda = lambda(stack, LambdaEdgeEventType.ORIGIN_REQUEST);
                    delivery.contentBehavior(
                            ContentKind.ALL,
                            AddBehaviorOptions.builder()
                                    .edgeLambdas(List.of(lambda, lambda))
                                    .build());
                }))
                .withMessageStartingWith("contentBehavior: edgeLambdas must have one function for each event");
    }

    @Test
    void aPolicyThatIsNotDefinedHereIsNotLookedAtWhichIsSaid() {
        assertThat(Findings.said(app -> Facade.LIVE_V2.define(
                        Facade.stack(app, ""),
                        (stack, delivery) -> delivery.contentBehavior(
                                ContentKind.MANIFESTS,
                                AddBehaviorOptions.builder()
                                        .cachePolicy(CachePolicy.fromCachePolicyId(stack, "Imported", "policy"))
                                        .build()))))
                .containsEntry(
                        "cdk-media-delivery:content-cache-policy-not-read",
                        "contentBehavior: the cache policy of MANIFESTS is not defined in this app, so that its key was"
                                + " not looked at. It must hold the query strings that change a manifest, or viewers"
                                + " get each other's.");
    }

    @Nested
    class WhatCannotStandTogether extends Refusals {

        @Override
        void rows() {
            says("contentBehavior: must not name viewerProtocolPolicy, got 'a value'; use viewerProtocolPolicy(…)")
                    .when(own(unused -> AddBehaviorOptions.builder()
                            .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                            .build()));
            says("contentBehavior: must not name compress, got 'a value'; text is compressed, and no media")
                    .when(own(unused ->
                            AddBehaviorOptions.builder().compress(true).build()));
            says("contentBehavior: must not name cachePolicy of what is made for one viewer, got 'a value'; name"
                            + " MANIFESTS or MEDIA")
                    .when(own(unused -> AddBehaviorOptions.builder()
                            .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
                            .build()));
            says("contentBehavior: must leave viewer requests to the option that knows what else they meet, got"
                            + " 'VIEWER_REQUEST'; use viewerRequestFunction(…)")
                    .after(stack -> {
                        var functions = functions(stack, FunctionEventType.VIEWER_REQUEST);
                        return () -> LiveFixtures.delivery(stack).contentBehavior(ContentKind.ALL, functions);
                    });
            says("contentBehavior: responseHeadersPolicy must be said once for a kind of content, got 'ALL and MEDIA';"
                            + " remove one of the two")
                    .by(Facade.VOD, films -> films.contentBehavior(
                                    ContentKind.ALL, headers(ResponseHeadersPolicy.SECURITY_HEADERS))
                            .contentBehavior(ContentKind.MEDIA, headers(ResponseHeadersPolicy.SECURITY_HEADERS)));
            says("contentBehavior: responseHeadersPolicy must not stand beside cors(…), since a behaviour has one such"
                            + " policy, got 'ALL'; put the CORS rules into your policy, and remove cors(…)")
                    .by(Facade.VOD, films -> films.cors(CorsRules.anyOrigin())
                            .contentBehavior(ContentKind.ALL, headers(ResponseHeadersPolicy.SECURITY_HEADERS)));
            says("contentBehavior: originRequestPolicy must not stand beside cors(…), for which a store needs one of its"
                            + " own, got 'MEDIA'; remove one of the two")
                    .by(Facade.LIVE_FILES, live -> live.cors(CorsRules.anyOrigin())
                            .contentBehavior(
                                    ContentKind.MEDIA,
                                    AddBehaviorOptions.builder()
                                            .originRequestPolicy(OriginRequestPolicy.CORS_S3_ORIGIN)
                                            .build()));
            says("contentBehavior: originRequestPolicy must not send the viewer's Host, by which the origin does not"
                            + " know itself, got 'Host'; leave it out, as"
                            + " OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER does")
                    .by(
                            Facade.VOD,
                            films -> films.contentBehavior(
                                    ContentKind.MEDIA,
                                    AddBehaviorOptions.builder()
                                            .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                                            .build()))
                    .after(stack -> {
                        var policy = OriginRequestPolicy.Builder.create(stack, "Own")
                                .headerBehavior(OriginRequestHeaderBehavior.allowList("host", "Accept"))
                                .build();
                        return LiveFixtures.delivery(stack)
                                .contentBehavior(
                                        ContentKind.MEDIA,
                                        AddBehaviorOptions.builder()
                                                .originRequestPolicy(policy)
                                                .build())::build;
                    });
            says("contentBehavior: cachePolicy must have the query strings in its key that change a manifest, got 'none"
                            + " of [aws.manifestsettings, aws.drmsettings, time_delay, _HLS_msn, _HLS_part,"
                            + " _HLS_skip]'; add them, or remove the policy: the library's has them")
                    .by(
                            Facade.LIVE_V2,
                            live -> live.contentBehavior(
                                    ContentKind.MANIFESTS,
                                    AddBehaviorOptions.builder()
                                            .cachePolicy(CachePolicy.ELEMENTAL_MEDIA_PACKAGE)
                                            .build()))
                    .after(stack -> {
                        var policy = policy(
                                stack, CacheQueryStringBehavior.allowList("aws.manifestfilter", "start", "end", "m"));
                        return LiveFixtures.delivery(stack).contentBehavior(ContentKind.MANIFESTS, cached(policy))
                                ::build;
                    });
            says("contentBehavior: edgeLambdas of viewer events must not stand beside a CloudFront function, which"
                            + " CloudFront refuses, got 'MEDIA'; use the events ORIGIN_REQUEST and ORIGIN_RESPONSE")
                    .after(stack -> {
                        var lambda = lambda(stack, LambdaEdgeEventType.VIEWER_RESPONSE);
                        var function = function(stack, "In");
                        return LiveFixtures.delivery(stack)
                                .viewerRequestFunction(function)
                                .contentBehavior(
                                        ContentKind.MEDIA,
                                        AddBehaviorOptions.builder()
                                                .edgeLambdas(List.of(lambda))
                                                .build())::build;
                    });
            says("contentBehavior: realtimeLogConfig must not stand beside realtimeLogConfig(…), since a behaviour has"
                            + " one, got 'MEDIA'; remove one of the two")
                    .after(stack -> {
                        var lines = RealtimeLogConfig.Builder.create(stack, "Lines")
                                .endPoints(List.of(Endpoint.fromKinesisStream(new Stream(stack, "Stream"))))
                                .samplingRate(5)
                                .fields(RealtimeLogFields.CMCD.names())
                                .build();
                        return LiveFixtures.delivery(stack)
                                .realtimeLogConfig(lines)
                                .contentBehavior(
                                        ContentKind.MEDIA,
                                        AddBehaviorOptions.builder()
                                                .realtimeLogConfig(lines)
                                                .build())::build;
                    });
            says("microsoftSmoothStreaming: must not stand beside an edge function, which CloudFront refuses, got"
                            + " 'contentBehavior'; remove one of the two")
                    .after(stack -> {
                        var answers = answers(stack);
                        return S3OacVodDistribution.Builder.create(stack, "Films")
                                .microsoftSmoothStreaming()
                                .contentBehavior(ContentKind.ALL, answers)::build;
                    });
        }

        private static Consumer<Stack> own(Function<Stack, AddBehaviorOptions> options) {
            return stack -> LiveFixtures.delivery(stack).contentBehavior(ContentKind.ALL, options.apply(stack));
        }
    }

    private static AddBehaviorOptions headers(
            software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef policy) {
        return AddBehaviorOptions.builder().responseHeadersPolicy(policy).build();
    }

    private static AddBehaviorOptions cached(CachePolicy policy) {
        return AddBehaviorOptions.builder().cachePolicy(policy).build();
    }

    private static CachePolicy policy(Stack stack, CacheQueryStringBehavior key) {
        return CachePolicy.Builder.create(stack, "Own").queryStringBehavior(key).build();
    }

    private static AddBehaviorOptions answers(Stack stack) {
        return functions(stack, FunctionEventType.VIEWER_RESPONSE);
    }

    private static AddBehaviorOptions functions(Stack stack, FunctionEventType event) {
        return AddBehaviorOptions.builder()
                .functionAssociations(List.of(FunctionAssociation.builder()
                        .eventType(event)
                        .function(function(stack, "Out"))
                        .build()))
                .build();
    }

    private static software.amazon.awscdk.services.cloudfront.Function function(Stack stack, String id) {
        return software.amazon.awscdk.services.cloudfront.Function.Builder.create(stack, id)
                .code(FunctionCode.fromInline("function handler(event) { return event.response; }"))
                .build();
    }

    private static JsonNode manifest(Resources template) {
        return template.behaviors().path(0);
    }
}
