package io.github.cdkmediadelivery;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Endpoint;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.RealtimeLogConfig;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.kinesis.Stream;
import software.constructs.Construct;

/** A call of each option that all facades share, as it stands in a program. */
final class CommonOptions {

    static final String WEB_ACL =
            "arn:aws:wafv2:us-east-1:111122223333:global/webacl/films/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

    private static final String CERTIFICATE =
            "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

    static final Map<String, Call> EACH = new TreeMap<>(Map.ofEntries(
            call("accessLogs", (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3())),
            call("additionalBehavior", (stack, delivery) -> delivery.additionalBehavior("/page/*", page())),
            call("allowedCountries", (stack, delivery) -> delivery.allowedCountries("DE", "AT")),
            call(
                    "contentBehavior",
                    (stack, delivery) -> delivery.contentBehavior(
                            ContentKind.ALL,
                            AddBehaviorOptions.builder()
                                    .edgeLambdas(List.of(
                                            ContentBehaviorTest.lambda(stack, LambdaEdgeEventType.ORIGIN_REQUEST)))
                                    .build())),
            call("comment", (stack, delivery) -> delivery.comment("films")),
            call("cors", (stack, delivery) -> delivery.cors(CorsRules.anyOrigin())),
            call(
                    "customDomain",
                    (stack, delivery) -> delivery.customDomain(CustomDomain.of(
                            Certificate.fromCertificateArn(stack, "Certificate", CERTIFICATE), "video.example.com"))),
            call("defaultBehavior", (stack, delivery) -> delivery.defaultBehavior(page())),
            call("defaultRootObject", (stack, delivery) -> delivery.defaultRootObject("index.html")),
            call("deniedCountries", (stack, delivery) -> delivery.deniedCountries("KP")),
            call("enableIpv6", (stack, delivery) -> delivery.enableIpv6(false)),
            call("enabled", (stack, delivery) -> delivery.enabled(false)),
            call("errorCaching", (stack, delivery) -> delivery.additionalBehavior("/page/*", page())
                    .errorCaching(ErrorCaching.live().withPage(404, "/page/missing.html", 404))),
            call("httpVersion", (stack, delivery) -> delivery.httpVersion(HttpVersion.HTTP2)),
            call("policies", (stack, delivery) -> delivery.policies(DeliveryPolicies.in(beside(stack)))),
            call("publishAdditionalMetrics", (stack, delivery) -> delivery.publishAdditionalMetrics(true)),
            call(
                    "realtimeLogConfig",
                    (stack, delivery) -> delivery.realtimeLogConfig(RealtimeLogConfig.Builder.create(stack, "Lines")
                            .endPoints(List.of(Endpoint.fromKinesisStream(new Stream(stack, "Stream"))))
                            .samplingRate(5)
                            .fields(RealtimeLogFields.CMCD.names())
                            .build())),
            call("priceClass", (stack, delivery) -> delivery.priceClass(PriceClass.PRICE_CLASS_100)),
            call(
                    "viewerAccess",
                    (stack, delivery) -> delivery.viewerAccess(
                            ViewerAccess.signedUrls().keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "keys")))),
            call(
                    "viewerProtocolPolicy",
                    (stack, delivery) -> delivery.viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)),
            call(
                    "viewerRequestFunction",
                    (stack, delivery) -> delivery.viewerRequestFunction(Function.Builder.create(stack, "Function")
                            .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                            .build())),
            call("webAclArn", (stack, delivery) -> delivery.webAclArn(WEB_ACL))));

    private CommonOptions() {}

    interface Call extends BiConsumer<Stack, DeliveryBuilder<?>> {}

    /** Another origin, for example that of the player's page. */
    static BehaviorOptions page() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .build();
    }

    private static Map.Entry<String, Call> call(String option, Call call) {
        return Map.entry(option, call);
    }

    private static Stack beside(Stack stack) {
        return new Stack(
                (Construct) stack.getNode().getRoot(),
                "Policies",
                StackProps.builder()
                        .env(Environment.builder().region(stack.getRegion()).build())
                        .build());
    }
}
