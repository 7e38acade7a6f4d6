package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

/** Moving is changing the class name: every option is there in both, and viewers see no difference. */
class MovingFromMediaStoreTest {

    /** What is no option: where the files lie, how the origin knows CloudFront, and the end of the call. */
    private static final Set<String> OF_ITS_OWN = Set.of("originAccess", "container", "bucket", "build", "create");

    /** Beside those of {@link CommonOptions}. */
    private static final Map<String, Call> OF_STORES = Map.of(
            "contentPath", (stack, live) -> live.contentPath("/live"),
            "deployedDistributionId", (stack, live) -> live.deployedDistributionId("E1DEPLOYED0NE"),
            "expireAfter", (stack, live) -> expireAfter(live, Duration.ofDays(1)),
            "manifestTtl", (stack, live) -> live.manifestTtl(Duration.ofSeconds(2)),
            "originPath", (stack, live) -> live.originPath("/published"),
            "originShield", (stack, live) -> live.originShield(),
            "originShieldRegion", (stack, live) -> live.originShieldRegion("eu-west-1"),
            "originTimeouts", (stack, live) -> live.originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(6))),
            "segmentTtl", (stack, live) -> live.segmentTtl(Duration.ofHours(1)));

    /** A second container there, a replica here; content that is added to a distribution makes none. */
    private static final Set<String> OF_ANOTHER_KIND = Set.of("failover", "addTo");

    private interface Call extends BiConsumer<Stack, FileStoreBuilder<?>> {}

    static Stream<Arguments> calls() {
        return Stream.of(
                        Stream.of(arguments("no option", (Call) (stack, live) -> {}), arguments("many options", (Call)
                                (stack, live) -> live.contentPath("/live")
                                        .comment("Live stream")
                                        .manifestTtl(Duration.ofSeconds(3))
                                        .cors(CorsRules.origins(AllowedOrigins.of("https://a.example.com")))
                                        .additionalBehavior("/player/*", CommonOptions.page()))),
                        OF_STORES.entrySet().stream().map(call -> arguments(call.getKey(), call.getValue())),
                        CommonOptions.EACH.entrySet().stream()
                                .map(call -> arguments(call.getKey(), besideAPage(call.getKey(), call.getValue()))))
                .flatMap(calls -> calls);
    }

    private static Call besideAPage(String option, CommonOptions.Call call) {
        return (stack, live) -> call.accept(stack, option.equals("defaultBehavior") ? live.contentPath("/live") : live);
    }

    @Test
    void bothHaveTheSameOptionsAndEachIsTriedHere() {
        assertThat(options(MediaStoreOriginDistribution.Builder.class))
                .isEqualTo(options(S3LiveDistribution.Builder.class))
                .isEqualTo(Stream.of(OF_STORES.keySet(), CommonOptions.EACH.keySet(), OF_ANOTHER_KIND)
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void viewersSeeNoDifference(String option, Call call) {
        var before = FileStores.MEDIA_STORE.with(call);
        var after = FileStores.LIVE.with(call);

        assertThatJson(seenByViewers(after)).isEqualTo(seenByViewers(before));
        assertThat(FileStores.output(after, "Url")).isEqualTo(FileStores.output(before, "Url"));
        assertThat(after.all(Resources.CACHE_POLICY)).isEqualTo(before.all(Resources.CACHE_POLICY));
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
                return origin.path("DomainName").asText().equals("www.example.com") ? "page" : "content";
            }
        }
        throw new AssertionError("no origin " + id);
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
        return Arrays.stream(builder.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                .map(Method::getName)
                .filter(name -> !OF_ITS_OWN.contains(name))
                .collect(Collectors.toSet());
    }
}
