package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.constructs.Construct;

/** Moving is changing the class name: every option is there in both, and viewers see no difference. */
class MovingFromMediaStoreTest {

    private static final String US_EAST_1 = "us-east-1";
    private static final String CERTIFICATE =
            "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
    private static final String WEB_ACL =
            "arn:aws:wafv2:us-east-1:111122223333:global/webacl/media/" + "12345678-1234-1234-1234-123456789012";

    /** What is no option: where the files lie, how the origin knows CloudFront, and the end of the call. */
    private static final Set<String> OF_ITS_OWN = Set.of("originAccess", "container", "bucket", "build", "create");

    /** A call of each option, as it stands in a program. */
    private static final Map<String, Call> CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("accessLogs", (stack, live) -> live.accessLogs(AccessLogs.toS3())),
            Map.entry("additionalBehavior", (stack, live) -> live.contentPath("/live")
                    .additionalBehavior("/player/*", page())),
            Map.entry("allowedCountries", (stack, live) -> live.allowedCountries("DE", "FR")),
            Map.entry("comment", (stack, live) -> live.comment("Live stream")),
            Map.entry("contentPath", (stack, live) -> live.contentPath("/live")),
            Map.entry(
                    "cors", (stack, live) -> live.cors(CorsRules.origins(AllowedOrigins.of("https://a.example.com")))),
            Map.entry(
                    "customDomain",
                    (stack, live) -> live.customDomain(CustomDomain.of(
                            Certificate.fromCertificateArn(stack, "Certificate", CERTIFICATE), "live.example.com"))),
            Map.entry("defaultBehavior", (stack, live) -> live.contentPath("/live")
                    .defaultBehavior(page())),
            Map.entry("defaultRootObject", (stack, live) -> live.defaultRootObject("index.html")),
            Map.entry("deniedCountries", (stack, live) -> live.deniedCountries("DE")),
            Map.entry("deployedDistributionId", (stack, live) -> live.deployedDistributionId("E1DEPLOYED0NE")),
            Map.entry("enableIpv6", (stack, live) -> live.enableIpv6(false)),
            Map.entry("enabled", (stack, live) -> live.enabled(false)),
            Map.entry(
                    "errorCaching",
                    (stack, live) -> live.errorCaching(ErrorCaching.none().with(404, Duration.ofSeconds(1)))),
            Map.entry("expireAfter", (stack, live) -> expireAfter(live, Duration.ofDays(1))),
            Map.entry("httpVersion", (stack, live) -> live.httpVersion(HttpVersion.HTTP2)),
            Map.entry("manifestTtl", (stack, live) -> live.manifestTtl(Duration.ofSeconds(2))),
            Map.entry("originPath", (stack, live) -> live.originPath("/published")),
            Map.entry("originShieldRegion", (stack, live) -> live.originShieldRegion("eu-west-1")),
            Map.entry(
                    "policies",
                    (stack, live) -> live.policies(DeliveryPolicies.in(
                            inUsEast1((Construct) stack.getNode().getRoot(), "Shared")))),
            Map.entry("priceClass", (stack, live) -> live.priceClass(PriceClass.PRICE_CLASS_100)),
            Map.entry("segmentTtl", (stack, live) -> live.segmentTtl(Duration.ofHours(1))),
            Map.entry(
                    "viewerAccess",
                    (stack, live) ->
                            live.viewerAccess(ViewerAccess.signedCookies(ViewerKeys.Builder.create(stack, "Keys")
                                            .key(ViewerKey.fromFile(Path.of("src/examples/keys/sample-public.pem")))
                                            .build())
                                    .exceptFor("/*.jpg"))),
            Map.entry(
                    "viewerProtocolPolicy",
                    (stack, live) -> live.viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)),
            Map.entry(
                    "viewerRequestFunction",
                    (stack, live) -> live.viewerRequestFunction(Function.Builder.create(stack, "Function")
                            .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                            .build())),
            Map.entry("webAclArn", (stack, live) -> live.webAclArn(WEB_ACL))));

    private interface Call extends BiConsumer<Stack, FileStoreBuilder<?>> {}

    static Stream<Arguments> calls() {
        return Stream.concat(
                CALLS.entrySet().stream().map(call -> arguments(call.getKey(), call.getValue())),
                Stream.of(
                        arguments("no option", (Call) (stack, live) -> {}),
                        arguments("cors for any origin", (Call) (stack, live) -> live.cors(CorsRules.anyOrigin())),
                        arguments("many options", (Call) (stack, live) -> live.contentPath("/live")
                                .comment("Live stream")
                                .manifestTtl(Duration.ofSeconds(3))
                                .cors(CorsRules.anyOrigin())
                                .additionalBehavior("/player/*", page()))));
    }

    @Test
    void bothHaveTheSameOptionsAndEachIsTriedHere() {
        assertThat(options(MediaStoreOriginDistribution.Builder.class))
                .isEqualTo(options(S3LiveDistribution.Builder.class))
                .isEqualTo(CALLS.keySet());
    }

    @Test
    void bothAnswerTheSameQuestions() {
        var more = new TreeSet<>(questions(S3LiveDistribution.class));
        more.removeAll(questions(MediaStoreOriginDistribution.class));

        assertThat(questions(S3LiveDistribution.class)).containsAll(questions(MediaStoreOriginDistribution.class));
        assertThat(more).containsExactly("getBucket() : IBucket");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void viewersSeeNoDifference(String option, Call call) {
        var before = mediaStore(call);
        var after = s3(call);

        assertThatJson(seenByViewers(after)).isEqualTo(seenByViewers(before));
        assertThat(url(after)).isEqualTo(url(before));
        assertThat(cachePolicies(after)).isEqualTo(cachePolicies(before));
    }

    @Test
    void theUrlIsTheOneOfTheOwnersDomain() {
        Call call = (stack, live) -> {
            CALLS.get("customDomain").accept(stack, live);
            live.contentPath("/live");
        };

        assertThat(url(mediaStore(call))).isEqualTo("https://live.example.com/live/one/index.m3u8");
        assertThat(url(s3(call))).isEqualTo("https://live.example.com/live/one/index.m3u8");
    }

    private static Resources mediaStore(Call call) {
        return template(stack -> {
            var live = MediaStoreOriginDistribution.Builder.create(stack, "Live");
            call.accept(stack, live);
            return live.build().getPlaybackUrl("one/index.m3u8");
        });
    }

    private static Resources s3(Call call) {
        return template(stack -> {
            var live = S3LiveDistribution.Builder.create(stack, "Live");
            call.accept(stack, live);
            return live.build().getPlaybackUrl("one/index.m3u8");
        });
    }

    private static Resources template(java.util.function.Function<Stack, String> url) {
        var templates = Synth.templates(app -> {
            var stack = inUsEast1(app, "Test");
            CfnOutput.Builder.create(stack, "Url").value(url.apply(stack)).build();
        });
        return new Resources(templates.get("Test"));
    }

    private static Stack inUsEast1(Construct app, String id) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder().region(US_EAST_1).build())
                        .build());
    }

    /** The distribution without its origins, and without the names that the two give to them. */
    private static JsonNode seenByViewers(Resources template) {
        var config = (ObjectNode) template.config().deepCopy();
        config.remove("Origins");
        config.remove("Logging");
        config.findParents("TargetOriginId").forEach(behavior -> ((ObjectNode) behavior)
                .put("TargetOriginId", target(template, behavior.path("TargetOriginId"))));
        return config;
    }

    private static String target(Resources template, JsonNode id) {
        for (var origin : template.config().path("Origins")) {
            if (origin.path("Id").equals(id)) {
                return origin.path("DomainName").asText().equals("page.example.com") ? "page" : "content";
            }
        }
        throw new AssertionError("no origin " + id);
    }

    private static String url(Resources template) {
        return Resolved.of(template.template())
                .with(template.id(Resources.DISTRIBUTION) + ".DomainName", "d1.cloudfront.net")
                .value(template.template().at("/Outputs/Url/Value"))
                .asText();
    }

    private static Map<String, JsonNode> cachePolicies(Resources template) {
        return template.all(Resources.CACHE_POLICY);
    }

    private static BehaviorOptions page() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("page.example.com"))
                .build();
    }

    /** The one common option that is not in a common class: its meaning differs where MediaStore knows seconds. */
    private static void expireAfter(FileStoreBuilder<?> live, Duration age) {
        if (live instanceof S3LiveDistribution.Builder s3) {
            s3.expireAfter(age);
        } else if (live instanceof MediaStoreOriginDistribution.Builder mediaStore) {
            mediaStore.expireAfter(age);
        } else {
            throw new AssertionError(live);
        }
    }

    private static Set<String> options(Class<?> builder) {
        var names = new TreeSet<String>();
        publicMethods(builder)
                .filter(method -> !method.isBridge() && !OF_ITS_OWN.contains(method.getName()))
                .forEach(method -> names.add(method.getName()));
        return names;
    }

    private static Set<String> questions(Class<?> facade) {
        var questions = new TreeSet<String>();
        publicMethods(facade)
                .filter(method -> method.getDeclaringClass() == facade && !Modifier.isStatic(method.getModifiers()))
                .forEach(method -> questions.add(method.getName() + "("
                        + String.join(
                                ", ",
                                Arrays.stream(method.getParameterTypes())
                                        .map(Class::getSimpleName)
                                        .toList())
                        + ") : " + method.getReturnType().getSimpleName()));
        return questions;
    }

    private static Stream<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> method.getDeclaringClass() != Object.class);
    }
}
