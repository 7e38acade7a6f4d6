package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.group;
import static io.github.cdkmediadelivery.LiveFixtures.v2Resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.MediaPackageV2OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.amazon.jsii.KernelRequests;

/**
 * What a facade costs against the same template written by hand with aws-cdk-lib, in requests to the Node kernel.
 *
 * <p>The facade may cost one request more: itself, the construct around the distribution.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KernelRequestsOfFacadeTest {

    private static final int ITSELF = 1;

    private final App app = new App();

    /** Modules and constants are read once per process, so a first round is not counted. */
    private final Cost warmUp = new Cost(new Facade(app, "WarmFacade"), new ByHand(app, "WarmHand"));

    private final Cost cost = new Cost(new Facade(app, "Facade"), new ByHand(app, "Hand"));

    @Test
    void bothWriteTheSameTemplate() {
        var templates = Synth.templates(tree -> new Cost(new Facade(tree, "Facade"), new ByHand(tree, "Hand")));

        assertThat(withoutIds(Objects.requireNonNull(templates.get("Facade"))))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(withoutIds(Objects.requireNonNull(templates.get("Hand"))));
    }

    @Test
    void aDistributionCostsNoMoreThanWrittenByHand() {
        assertThat(warmUp.facade.first).isNotEmpty();
        print("first distribution of a stack", cost.facade.first, cost.byHand.first);

        assertThat(cost.facade.first)
                .as("surplus of the facade: %s", surplus(cost.facade.first, cost.byHand.first))
                .hasSizeLessThanOrEqualTo(cost.byHand.first.size() + ITSELF);
    }

    @Test
    void theSecondDistributionOfAStackDoesNotEither() {
        print("second distribution of a stack", cost.facade.second, cost.byHand.second);

        assertThat(cost.facade.second)
                .as("surplus of the facade: %s", surplus(cost.facade.second, cost.byHand.second))
                .hasSizeLessThanOrEqualTo(cost.byHand.second.size() + ITSELF);
    }

    private static void print(String what, List<String> facade, List<String> byHand) {
        System.out.printf("Requests to the kernel, %s: facade %d, by hand %d%n", what, facade.size(), byHand.size());
    }

    private static List<String> surplus(List<String> facade, List<String> byHand) {
        var surplus = new ArrayList<>(facade);
        byHand.forEach(surplus::remove);
        return surplus;
    }

    /** Resources as text, in which every logical id is replaced by the type of its resource. */
    private static List<String> withoutIds(JsonNode template) {
        var resources = template.path("Resources");
        return resources.properties().stream()
                .map(resource -> {
                    var text = resource.getValue().toString();
                    for (var named : resources.properties()) {
                        text = text.replace(
                                '"' + named.getKey() + '"',
                                '"' + named.getValue().path("Type").asText() + '"');
                    }
                    return text.replaceAll("(Facade|Hand)(One|Two)(Distribution)?Origin1[0-9A-F]{8}", "ORIGIN")
                            .replaceAll("MediaDeliveryCachePolicy[0-9A-F]{8}", "POLICY");
                })
                .toList();
    }

    private record Cost(Measured facade, Measured byHand) {

        Cost(Channel facade, Channel byHand) {
            this(measure(facade), measure(byHand));
        }

        private static Measured measure(Channel channel) {
            return new Measured(
                    KernelRequests.during(() -> channel.deliver("One")),
                    KernelRequests.during(() -> channel.deliver("Two")));
        }
    }

    private record Measured(List<String> first, List<String> second) {}

    /** A stack that has a channel group and two endpoints already: what everyone has to begin with. */
    private abstract static sealed class Channel {

        final Stack stack;
        final CfnChannelGroup group;
        final CfnOriginEndpoint hls;
        final CfnOriginEndpoint dash;

        Channel(App app, String id) {
            stack = new Stack(app, id);
            group = group(stack);
            hls = v2Resource(stack, "hls");
            dash = v2Resource(stack, "dash");
        }

        abstract void deliver(String id);
    }

    private static final class Facade extends Channel {

        private MediaPackageOrigin origin;

        Facade(App app, String id) {
            super(app, id);
        }

        @Override
        void deliver(String id) {
            if (origin == null) {
                origin = MediaPackageOrigin.v2(group)
                        .endpoint(MediaPackageV2Endpoint.of(hls))
                        .endpoint(MediaPackageV2Endpoint.of(dash))
                        .build();
            }
            MediaPackageOriginDistribution.Builder.create(stack, id)
                    .origin(origin)
                    .cors(CorsRules.anyOrigin())
                    .build();
        }
    }

    /** As someone writes it who knows the CDK well: everything that can be shared is shared, nothing is asked twice. */
    private static final class ByHand extends Channel {

        private static final Duration NONE = Duration.seconds(0);
        private static final Duration SECOND = Duration.seconds(1);
        private static final Duration YEAR = Duration.days(365);
        private static final List<Integer> ERRORS = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);
        private static final List<String> KEY = List.of(
                "aws.manifestfilter",
                "aws.manifestsettings",
                "start",
                "end",
                "time_delay",
                "_HLS_msn",
                "_HLS_part",
                "_HLS_skip");

        private final List<String> arns = new ArrayList<>();
        private Shared shared;

        private record Shared(
                String domain,
                CachePolicy cachePolicy,
                String accessControlId,
                FunctionAssociation refuse,
                List<Endpoint> endpoints) {}

        private record Endpoint(CfnOriginEndpoint resource, String group, String channel, String name, String arn) {

            Endpoint(CfnOriginEndpoint resource) {
                this(
                        resource,
                        resource.getChannelGroupName(),
                        resource.getChannelName(),
                        resource.getOriginEndpointName(),
                        resource.getAttrArn());
            }

            String pattern() {
                return "/out/v1/" + group + "/" + channel + "/" + name + "/*";
            }
        }

        ByHand(App app, String id) {
            super(app, id);
        }

        @Override
        void deliver(String id) {
            boolean first = shared == null;
            if (shared == null) {
                shared = share();
            }
            IOrigin origin = HttpOrigin.Builder.create(shared.domain)
                    .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                    .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
                    .originAccessControlId(shared.accessControlId)
                    .build();
            Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
            for (Endpoint endpoint : shared.endpoints) {
                behaviors.put(
                        endpoint.pattern(),
                        BehaviorOptions.builder()
                                .origin(origin)
                                .cachePolicy(shared.cachePolicy)
                                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD_OPTIONS)
                                .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT)
                                .compress(true)
                                .build());
            }
            Distribution distribution = Distribution.Builder.create(stack, id)
                    .defaultBehavior(BehaviorOptions.builder()
                            .origin(origin)
                            .cachePolicy(CachePolicy.CACHING_DISABLED)
                            .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                            .functionAssociations(List.of(shared.refuse))
                            .build())
                    .additionalBehaviors(behaviors)
                    .errorResponses(ERRORS.stream()
                            .map(code -> ErrorResponse.builder()
                                    .httpStatus(code)
                                    .ttl(SECOND)
                                    .build())
                            .toList())
                    .httpVersion(HttpVersion.HTTP2_AND_3)
                    .build();
            arns.add("arn:" + Aws.PARTITION + ":cloudfront::" + Aws.ACCOUNT_ID + ":distribution/"
                    + distribution.getDistributionId());
            shared.endpoints.forEach(first ? this::writePolicy : this::extendPolicy);
        }

        private Shared share() {
            String uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID));
            return new Shared(
                    group.getAttrEgressDomain(),
                    CachePolicy.Builder.create(stack, "CachePolicy")
                            .cachePolicyName("MediaDeliveryCachePolicy00000000-" + uuid)
                            .comment("Keyed by " + String.join(", ", KEY))
                            .minTtl(NONE)
                            .defaultTtl(SECOND)
                            .maxTtl(YEAR)
                            .queryStringBehavior(CacheQueryStringBehavior.allowList(KEY.toArray(String[]::new)))
                            .enableAcceptEncodingGzip(true)
                            .enableAcceptEncodingBrotli(true)
                            .build(),
                    MediaPackageV2OriginAccessControl.Builder.create(stack, "Access")
                            .originAccessControlName("mediapackagev2-" + uuid)
                            .build()
                            .getOriginAccessControlId(),
                    FunctionAssociation.builder()
                            .eventType(FunctionEventType.VIEWER_REQUEST)
                            .function(Function.Builder.create(stack, "Refuse")
                                    .functionName("refuse-" + uuid)
                                    .comment("Refuses paths that no behaviour names")
                                    .runtime(FunctionRuntime.JS_2_0)
                                    .code(FunctionCode.fromInline(REFUSE))
                                    .build())
                            .build(),
                    Stream.of(hls, dash).map(Endpoint::new).toList());
        }

        private final Map<String, CfnOriginEndpointPolicy> policies = new LinkedHashMap<>();

        private void writePolicy(Endpoint endpoint) {
            policies.put(
                    endpoint.name,
                    CfnOriginEndpointPolicy.Builder.create(endpoint.resource, "Policy")
                            .channelGroupName(endpoint.group)
                            .channelName(endpoint.channel)
                            .originEndpointName(endpoint.name)
                            .policy(policy(endpoint))
                            .build());
        }

        private void extendPolicy(Endpoint endpoint) {
            Objects.requireNonNull(policies.get(endpoint.name)).setPolicy(policy(endpoint));
        }

        private Map<String, Object> policy(Endpoint endpoint) {
            return Json.policy(List.of(Json.object(
                    "Sid",
                    "AllowCloudFront",
                    "Effect",
                    "Allow",
                    "Principal",
                    Map.of("Service", "cloudfront.amazonaws.com"),
                    "Action",
                    List.of("mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"),
                    "Resource",
                    endpoint.arn,
                    "Condition",
                    Map.of("StringEquals", Map.of("aws:SourceArn", arns.size() == 1 ? arns.get(0) : arns)))));
        }

        private static final String REFUSE =
                """
                // Answers every request without asking the origin: only the named paths of this distribution are public.
                function handler(event) {
                    return {
                        statusCode: 403,
                        statusDescription: 'Forbidden',
                        headers: { 'cache-control': { value: 'no-store' } }
                    };
                }
                """;
    }
}
