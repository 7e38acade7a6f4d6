package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.CommonOptions.page;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CachedMethods;
import software.amazon.awscdk.services.cloudfront.EdgeLambda;
import software.amazon.awscdk.services.cloudfront.Endpoint;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.RealtimeLogConfig;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.lambda.Version;

class DeliveryBuilderTest {

    /** The behaviours of one channel: of what it refuses, of three formats, and of media. */
    private static final int CONTENT = 5;

    @Test
    void aDistributionWithoutOptionsHasTheDefaultsOfTheDocumentation() {
        assertThatJson(config(delivery -> delivery))
                .whenIgnoringPaths("Origins", "CacheBehaviors", "DefaultCacheBehavior", "CustomErrorResponses")
                .isEqualTo("{'Enabled': true, 'HttpVersion': 'http2and3', 'IPV6Enabled': true}");
    }

    @Test
    void theWebAclsArnMayBeKnownOnlyAtDeployment() {
        var template = Resources.of(stack -> delivery(stack)
                .webAclArn(Fn.importValue("WebAcl"))
                .comment(Fn.importValue("Comment"))
                .build());

        assertThatJson(template.config()).inPath("WebACLId").isEqualTo("{'Fn::ImportValue': 'WebAcl'}");
        assertThatJson(template.config()).inPath("Comment").isEqualTo("{'Fn::ImportValue': 'Comment'}");
    }

    @Nested
    class ABehaviourOfTheUsers {

        @ParameterizedTest
        @CsvSource({"https-only, HTTPS_ONLY", "redirect-to-https, REDIRECT_TO_HTTPS"})
        void withoutAProtocolHasThatOfTheContent(String name, ViewerProtocolPolicy protocol) {
            var config = config(delivery -> delivery.additionalBehavior("/player/*", page())
                    .defaultBehavior(page())
                    .viewerProtocolPolicy(protocol));

            assertThat(config.findValuesAsText("ViewerProtocolPolicy"))
                    .hasSize(CONTENT + 2)
                    .containsOnly(name);
        }

        @Test
        void keepsTheProtocolThatItNames() {
            var health = website()
                    .viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)
                    .build();
            var config = config(delivery -> delivery.additionalBehavior("/health", health));

            assertThat(config.findValuesAsText("ViewerProtocolPolicy"))
                    .hasSize(CONTENT + 2)
                    .startsWith("allow-all")
                    .filteredOn("redirect-to-https"::equals)
                    .hasSize(CONTENT + 1);
        }

        @Test
        void keepsEverythingElse() {
            var behaviors = Resources.of(stack -> {
                        var keys = KeyGroup.fromKeyGroupId(stack, "Keys", "key-group");
                        var grpc = completeBehavior(stack).enableGrpc(true);
                        var lambda = website().edgeLambdas(edgeLambdas(stack)).trustedKeyGroups(List.of(keys));
                        delivery(stack)
                                .additionalBehavior("/1", grpc.build())
                                .additionalBehavior("/2", withDefaultProtocol(grpc))
                                .additionalBehavior("/3", lambda.build())
                                .additionalBehavior("/4", withDefaultProtocol(lambda))
                                .build();
                    })
                    .behaviors();

            assertThatJson(behaviors.path(0)).whenIgnoringPaths("PathPattern").isEqualTo(behaviors.path(1));
            assertThatJson(behaviors.path(2)).whenIgnoringPaths("PathPattern").isEqualTo(behaviors.path(3));
            assertThatJson(behaviors.path(0))
                    .isObject()
                    .containsKeys(
                            "AllowedMethods",
                            "CachedMethods",
                            "CachePolicyId",
                            "Compress",
                            "FunctionAssociations",
                            "GrpcConfig",
                            "OriginRequestPolicyId",
                            "RealtimeLogConfigArn",
                            "ResponseHeadersPolicyId",
                            "SmoothStreaming");
            assertThatJson(behaviors.path(2)).isObject().containsKeys("LambdaFunctionAssociations", "TrustedKeyGroups");
        }

        /** Fails when aws-cdk-lib gives behaviours one more option, which must then be copied and tested above. */
        @Test
        void hasNoOptionsButThoseThatAreCopied() {
            assertThat(Arrays.stream(AddBehaviorOptions.class.getMethods())
                            .map(Method::getName)
                            .filter(name -> name.startsWith("get")))
                    .containsExactlyInAnyOrder(
                            "getAllowedMethods",
                            "getCachedMethods",
                            "getCachePolicy",
                            "getCompress",
                            "getEdgeLambdas",
                            "getEnableGrpc",
                            "getFunctionAssociations",
                            "getOriginRequestPolicy",
                            "getRealtimeLogConfig",
                            "getResponseHeadersPolicy",
                            "getSmoothStreaming",
                            "getTrustedKeyGroups",
                            "getViewerProtocolPolicy");
        }
    }

    @Test
    void seventyFourPathsAndACommentOf128CharactersFit() {
        var config = config(delivery -> {
            for (int i = CONTENT; i < 74; i++) {
                delivery.additionalBehavior("/page" + i, page());
            }
            return delivery.comment("c".repeat(128));
        });

        assertThat(config.path("CacheBehaviors")).hasSize(74);
        assertThat(config.path("Comment").asText()).hasSize(128);
    }

    private static JsonNode config(UnaryOperator<MediaPackageOriginDistribution.Builder> options) {
        return Resources.of(stack -> options.apply(delivery(stack)).build()).config();
    }

    private static BehaviorOptions.Builder website() {
        return BehaviorOptions.builder().origin(new HttpOrigin("www.example.com"));
    }

    /** A behaviour with every option of aws-cdk-lib that can stand together, except for the protocol. */
    private static BehaviorOptions.Builder completeBehavior(Stack stack) {
        return website()
                .allowedMethods(AllowedMethods.ALLOW_ALL)
                .cachedMethods(CachedMethods.CACHE_GET_HEAD_OPTIONS)
                .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
                .compress(false)
                .functionAssociations(List.of(FunctionAssociation.builder()
                        .eventType(FunctionEventType.VIEWER_RESPONSE)
                        .function(function(stack))
                        .build()))
                .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                .realtimeLogConfig(RealtimeLogConfig.Builder.create(stack, "Log")
                        .endPoints(List.of(Endpoint.fromKinesisStream(Stream.fromStreamArn(
                                stack, "Stream", "arn:aws:kinesis:eu-west-1:111122223333:stream/log"))))
                        .fields(List.of("timestamp"))
                        .samplingRate(1)
                        .build())
                .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                .smoothStreaming(true);
    }

    private static List<EdgeLambda> edgeLambdas(Stack stack) {
        return List.of(EdgeLambda.builder()
                .eventType(LambdaEdgeEventType.ORIGIN_REQUEST)
                .functionVersion(Version.fromVersionArn(
                        stack, "Lambda", "arn:aws:lambda:us-east-1:111122223333:function:edge:1"))
                .build());
    }

    private static BehaviorOptions withDefaultProtocol(BehaviorOptions.Builder behavior) {
        return behavior.viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .build();
    }

    private static Function function(Stack stack) {
        return Function.Builder.create(stack, "Function")
                .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                .build();
    }
}
