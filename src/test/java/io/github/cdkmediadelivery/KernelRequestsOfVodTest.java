package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.jsii.KernelRequests;

/**
 * What a vod distribution with its bucket costs against the same template written by hand with aws-cdk-lib, in requests
 * to the Node kernel.
 *
 * <p>The facade may cost one request more: itself, the construct around bucket and distribution.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KernelRequestsOfVodTest {

    private static final int ITSELF = 1;

    private final App app = new App();

    /** Modules and constants are read once per process, so a first round is not counted. */
    private final Cost warmUp = new Cost(new Facade(app, "WarmFacade"), new ByHand(app, "WarmHand"));

    private final Cost cost = new Cost(new Facade(app, "Facade"), new ByHand(app, "Hand"));

    @Test
    void bothWriteTheSameTemplate() {
        var templates = Synth.templates(tree -> new Cost(new Facade(tree, "Facade"), new ByHand(tree, "Hand")));

        assertThat(withoutIds(Objects.requireNonNull(templates.get("Facade"))))
                .hasSize(9)
                .containsExactlyInAnyOrderElementsOf(withoutIds(Objects.requireNonNull(templates.get("Hand"))));
    }

    @Test
    void aDistributionWithItsBucketCostsNoMoreThanWrittenByHand() {
        assertThat(warmUp.facade.first).isNotEmpty();
        print("first vod distribution of a stack", cost.facade.first, cost.byHand.first);

        assertThat(cost.facade.first)
                .as("surplus of the facade: %s", surplus(cost.facade.first, cost.byHand.first))
                .hasSizeLessThanOrEqualTo(cost.byHand.first.size() + ITSELF);
    }

    @Test
    void theSecondOfAStackDoesNotEither() {
        print("second vod distribution of a stack", cost.facade.second, cost.byHand.second);

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
                    return text.replaceAll("(Facade|Hand)(One|Two)Distribution[A-Za-z]*1[0-9A-F]{8}", "ORIGIN")
                            .replaceAll("MediaDeliveryCachePolicy[0-9A-F]{8}", "POLICY");
                })
                .toList();
    }

    private record Cost(Measured facade, Measured byHand) {

        Cost(Library facade, Library byHand) {
            this(measure(facade), measure(byHand));
        }

        private static Measured measure(Library library) {
            return new Measured(
                    KernelRequests.during(() -> library.deliver("One")),
                    KernelRequests.during(() -> library.deliver("Two")));
        }
    }

    private record Measured(List<String> first, List<String> second) {}

    private abstract static sealed class Library {

        final Stack stack;

        Library(App app, String id) {
            stack = new Stack(app, id);
        }

        abstract void deliver(String id);
    }

    private static final class Facade extends Library {

        Facade(App app, String id) {
            super(app, id);
        }

        @Override
        void deliver(String id) {
            S3OacVodDistribution.Builder.create(stack, id).build();
        }
    }

    /** As someone writes it who knows the CDK well: everything that can be shared is shared, nothing is asked twice. */
    private static final class ByHand extends Library {

        private static final Duration NONE = Duration.seconds(0);
        private static final Duration SECOND = Duration.seconds(1);
        private static final Duration TEN_SECONDS = Duration.seconds(10);
        private static final Duration MINUTE = Duration.minutes(1);
        private static final Duration WEEK = Duration.days(7);
        private static final Duration YEAR = Duration.days(365);
        private static final int FIRST_SERVER_ERROR = 500;
        private static final List<Integer> ERRORS = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);

        private @Nullable Shared shared;

        private record Shared(S3OriginAccessControl access, CachePolicy manifests, CachePolicy segments) {}

        ByHand(App app, String id) {
            super(app, id);
        }

        @Override
        void deliver(String id) {
            var common = shared == null ? share() : shared;
            shared = common;
            var bucket = Bucket.Builder.create(stack, id + "Bucket")
                    .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                    .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                    .enforceSsl(true)
                    .encryption(BucketEncryption.S3_MANAGED)
                    .lifecycleRules(List.of(LifecycleRule.builder()
                            .abortIncompleteMultipartUploadAfter(WEEK)
                            .build()))
                    .removalPolicy(RemovalPolicy.RETAIN)
                    .build();
            var origin = S3BucketOrigin.withOriginAccessControl(
                    bucket,
                    S3BucketOriginWithOACProps.builder()
                            .originAccessControl(common.access)
                            .build());
            Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
            behaviors.put("/*.m3u8", behavior(origin, common.manifests));
            behaviors.put("/*.mpd", behavior(origin, common.manifests));
            Distribution.Builder.create(stack, id + "Distribution")
                    .defaultBehavior(behavior(origin, common.segments))
                    .additionalBehaviors(behaviors)
                    .errorResponses(ERRORS.stream()
                            .map(code -> ErrorResponse.builder()
                                    .httpStatus(code)
                                    .ttl(code < FIRST_SERVER_ERROR ? TEN_SECONDS : SECOND)
                                    .build())
                            .toList())
                    .httpVersion(HttpVersion.HTTP2_AND_3)
                    .enableIpv6(true)
                    .enabled(true)
                    .build();
        }

        private static BehaviorOptions behavior(IOrigin origin, CachePolicy policy) {
            return BehaviorOptions.builder()
                    .origin(origin)
                    .cachePolicy(policy)
                    .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                    .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
                    .compress(true)
                    .build();
        }

        private Shared share() {
            var uuid =
                    Token.asString(Map.of("Fn::Select", List.of(2, Map.of("Fn::Split", List.of("/", Aws.STACK_ID)))));
            return new Shared(
                    S3OriginAccessControl.Builder.create(stack, "Access")
                            .originAccessControlName("s3-" + uuid)
                            .build(),
                    policy("Manifests", MINUTE, uuid),
                    policy("Segments", YEAR, uuid));
        }

        private CachePolicy policy(String id, Duration ttl, String uuid) {
            return CachePolicy.Builder.create(stack, id)
                    .cachePolicyName("MediaDeliveryCachePolicy00000000-" + uuid)
                    .comment("Keyed by path")
                    .minTtl(NONE)
                    .defaultTtl(ttl)
                    .maxTtl(YEAR)
                    .enableAcceptEncodingGzip(true)
                    .enableAcceptEncodingBrotli(true)
                    .build();
        }
    }
}
