package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediastore.CfnContainer;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** Each refusal of the MediaStore part, of secret headers and of live streams on S3, word for word. */
class MediaStoreErrorMessagesTest {

    private static final String URL = "https://abc123.data.mediastore.eu-west-1.amazonaws.com";

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a.b", "ä", "a*"})
    void aContainersName(String name) {
        refused(
                () -> MediaContainer.created(name),
                "containerName: must be 1 to 255 letters, digits, '_' and '-', got '" + name
                        + "'; use for example 'live_events'");
    }

    @Test
    void aContainersNameThatIsTooLong() {
        assertThatNoException().isThrownBy(() -> MediaContainer.created("a".repeat(255)));
        refused(
                () -> MediaContainer.created("a".repeat(256)),
                "containerName: must be 1 to 255 letters, digits, '_' and '-', got '" + "a".repeat(256)
                        + "'; use for example 'live_events'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL + "/",
                URL + "/live",
                URL + ":443",
                URL + "?a",
                "http://abc123.data.mediastore.eu-west-1.amazonaws.com",
                "abc123.data.mediastore.eu-west-1.amazonaws.com",
                "https://",
                ""
            })
    void anEndpoint(String url) {
        refused(
                () -> MediaContainer.fromEndpoint(url),
                "endpoint: must be https://HOST without a path, got '" + url
                        + "'; use for example 'https://abc123.data.mediastore.eu-west-1.amazonaws.com'");
    }

    @Test
    void aPolicyThatIsTooLong() {
        refused(
                live(live -> live.container(MediaContainer.created("news").statement(Map.of("Sid", "a".repeat(8_192))))
                        .build()),
                message -> message.matches(
                        "policy: must have at most 8192 characters, got '[0-9]{4}'; shorten" + " statement\\(…\\)"));
    }

    @Test
    void aPolicyThatIsNotAscii() {
        refused(
                live(live -> live.container(MediaContainer.created().statement(Map.of("Sid", "Öffentlich")))
                        .build()),
                "policy: must be ASCII, got 'other characters'; remove them from statement(…)");
    }

    @Test
    void aCorsRuleWithoutOrigins() {
        refused(
                () -> new ContainerCorsRule(List.of(), List.of("Range"), Duration.ZERO),
                "corsRule: must name origins and headers, since MediaStore wants both, got 'origins [], headers"
                        + " [Range]'; use for example List.of(\"*\") for the one that does not matter");
    }

    @Test
    void aCorsRuleWithoutHeaders() {
        refused(
                () -> new ContainerCorsRule(List.of("*"), List.of(), Duration.ZERO),
                "corsRule: must name origins and headers, since MediaStore wants both, got 'origins [*], headers"
                        + " []'; use for example List.of(\"*\") for the one that does not matter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.5S", "PT24H1S"})
    void theAgeOfAPreflight(Duration age) {
        refused(
                () -> new ContainerCorsRule(List.of("*"), List.of("*"), age),
                "maxAge: must be whole seconds from 0 to 86400, got '" + age
                        + "'; use for example Duration.ofSeconds(0)");
    }

    @Test
    void aHundredAndOneCorsRules() {
        var container = withRules(100);

        refused(
                () -> container.corsRule(new ContainerCorsRule(List.of("*"), List.of("*"), Duration.ZERO)),
                "corsRules: a container takes at most 100, got '101'; put the origins into fewer rules");
    }

    @Test
    void aHundredCorsRulesAndThatOfTheFacade() {
        refused(
                live(live -> live.container(withRules(100))
                        .cors(CorsRules.anyOrigin())
                        .build()),
                "corsRules: a container takes at most 100, got '101'; put the origins into fewer rules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/live/*.ts"})
    void aLifecycleWhosePathNeverMatches(String path) {
        refused(
                () -> MediaContainer.created().expireAfter(path, Duration.ofDays(1)),
                "expireAfter: path must not be empty or begin with '/', or it never matches, got '" + path
                        + "'; use for example 'live/*.ts'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P-1D", "PT0.5S", "PT1.5S", "PT36H", "PT24H1S"})
    void aLifecycleWhoseAgeCannotBeSaid(Duration age) {
        refused(
                () -> MediaContainer.created().expireAfter("*", age),
                "expireAfter: age must be whole days, or whole seconds below a day, got '" + age
                        + "'; use for example Duration.ofDays(1)");
        refused(
                live(live -> live.expireAfter(age)),
                "expireAfter: age must be whole days, or whole seconds below a day, got '" + age
                        + "'; use for example Duration.ofDays(1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "P-1D", "PT12H", "PT36H", "PT30S"})
    void anAgeThatS3CannotCount(Duration age) {
        refused(
                s3(live -> live.expireAfter(age)),
                "expireAfter: must be whole days, at least one, got '" + age
                        + "'; use for example Duration.ofDays(30)");
    }

    @Test
    void theAgeOfWhatLiesInAContainerOfTheUsers() {
        var message = "expireAfter: must be set on the container itself where it is the user's, got 'PT24H'; add a"
                + " lifecycle policy to the container";
        var endpoint = MediaContainer.fromEndpoint(URL);

        refused(
                live(live ->
                        live.container(endpoint).expireAfter(Duration.ofDays(1)).build()),
                message);
        refused(
                live(live ->
                        live.expireAfter(Duration.ofDays(1)).container(endpoint).build()),
                message);
        refused(
                () -> {
                    var stack = new Stack(new App(), "Test");
                    var own = CfnContainer.Builder.create(stack, "Own")
                            .containerName("own")
                            .build();
                    MediaStoreOriginDistribution.Builder.create(stack, "Live")
                            .container(MediaContainer.of(own))
                            .expireAfter(Duration.ofDays(1))
                            .build();
                },
                message);
    }

    @Test
    void theAgeOfWhatLiesInABucketOfTheUsers() {
        var message = "expireAfter: must be set on the bucket itself where it is the user's, got 'PT24H'; add a"
                + " lifecycle rule to the bucket";

        refused(
                () -> {
                    var stack = new Stack(new App(), "Test");
                    S3LiveDistribution.Builder.create(stack, "Live")
                            .bucket(ContentBucket.of(new Bucket(stack, "Own")))
                            .expireAfter(Duration.ofDays(1))
                            .build();
                },
                message);
        refused(
                () -> {
                    var stack = new Stack(new App(), "Test");
                    S3LiveDistribution.Builder.create(stack, "Live")
                            .expireAfter(Duration.ofDays(1))
                            .bucket(ContentBucket.of(new Bucket(stack, "Own")))
                            .build();
                },
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a b", "a/b", "ä"})
    void theNameOfAMetricGroup(String group) {
        refused(
                () -> MediaContainer.created().metricGroup(group, "*"),
                "metricGroup: must be 1 to 30 letters, digits and '_', once, got '" + group
                        + "'; use for example 'live_segments'");
    }

    @Test
    void theNameOfAMetricGroupThatIsTooLong() {
        assertThatNoException().isThrownBy(() -> MediaContainer.created().metricGroup("a".repeat(30), "*"));
        refused(
                () -> MediaContainer.created().metricGroup("a".repeat(31), "*"),
                "metricGroup: must be 1 to 30 letters, digits and '_', once, got '" + "a".repeat(31)
                        + "'; use for example 'live_segments'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 8, 15, 257, 1_783})
    void aSecretThatCanBeGuessedOrIsTooLong(int length) {
        refused(
                () -> HeaderSecret.generated("1").length(length),
                "length: must be 16 to 256 characters, or it can be guessed, got '" + length + "'; use for example 64");
    }

    @Test
    void theLengthOfASecretOfTheUsers() {
        refused(
                () -> HeaderSecret.of(users(), "key").length(64),
                "length: must belong to a generated value, got '64'; remove it for a secret of yours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:b", "{a}", "a}}"})
    void theFieldOfASecret(String field) {
        refused(
                () -> HeaderSecret.of(users(), field),
                "field: must be the name of a JSON field, without ':' or braces, which end a dynamic reference, got '"
                        + field + "'; use for example 'value'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026_11", "2026/11", "a b", "ä", "123456789012345678901234567890123"})
    void aGeneration(String generation) {
        refused(
                () -> HeaderSecret.generated(generation),
                "generation: must be 1 to 32 letters, digits and hyphens, got '" + generation
                        + "'; use for example '2026-11'");
    }

    static Stream<String> reserved() {
        return Stream.of(
                "Cache-Control",
                "Connection",
                "Content-Length",
                "Cookie",
                "Host",
                "If-Match",
                "If-Modified-Since",
                "If-None-Match",
                "If-Range",
                "If-Unmodified-Since",
                "Max-Forwards",
                "Pragma",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Range",
                "Request-Range",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Via",
                "X-Amz-Verify",
                "x-amz-cf-id",
                "X-Edge-Verify",
                "X-Real-Ip",
                "HOST");
    }

    @ParameterizedTest
    @MethodSource("reserved")
    void aHeaderThatCloudFrontReserves(String name) {
        refused(
                () -> SecretHeader.Builder.create(new Stack(new App(), "Test"), "Header", name),
                "customHeader: name is one that CloudFront reserves, got '" + name
                        + "'; use for example 'X-Origin-Region'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Origin", "X-Origin:", "X-Örigin", "X\nOrigin"})
    void aHeaderWhoseNameIsNone(String name) {
        refused(
                () -> SecretHeader.Builder.create(new Stack(new App(), "Test"), "Header", name),
                "customHeader: name must be a header name of at most 256 characters, got '" + name
                        + "'; use for example 'X-Origin-Region'");
    }

    @Test
    void aHeaderWhoseNameIsTooLong() {
        refused(
                () -> SecretHeader.Builder.create(new Stack(new App(), "Test"), "Header", "X".repeat(257)),
                "customHeader: name must be a header name of at most 256 characters, got '257 characters'; use for"
                        + " example 'X-Origin-Region'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Origin-Verify", "Authorization", "Referrer"})
    void aHeaderThatAContainersPolicyCannotAskFor(String name) {
        var header = header().accepts(HeaderSecret.generated("1"));
        refused(
                () -> MediaStoreAccess.secretHeader(
                        SecretHeader.Builder.create(new Stack(new App(), "Test"), "Header", name)
                                .build()),
                "secretHeader: must be named Referer or User-Agent, the headers that a container's policy can ask for,"
                        + " got '" + name + "'; use SecretHeader.Builder.create(this, id, \"Referer\")");
        assertThatNoException().isThrownBy(() -> MediaStoreAccess.secretHeader(header.build()));
    }

    @Test
    void sendingWhatTheOriginDoesNotAccept() {
        refused(
                () -> header().accepts(HeaderSecret.generated("old"))
                        .sends(HeaderSecret.generated("next"))
                        .build(),
                "sends: must be one of the accepted values, or the origin refuses every request, got 'generation next';"
                        + " name it in accepts(…) too, and deploy that first");
    }

    @Test
    void sendingAFieldThatTheOriginDoesNotAccept() {
        var secret = users();
        refused(
                () -> header().accepts(HeaderSecret.of(secret, "old"))
                        .sends(HeaderSecret.of(secret, "next"))
                        .build(),
                "sends: must be one of the accepted values, or the origin refuses every request, got 'field next of a"
                        + " secret'; name it in accepts(…) too, and deploy that first");
    }

    @Test
    void acceptingNothing() {
        refused(
                () -> header().accepts(),
                "accepts: must name each value once, and at least one, got '[]'; use for example"
                        + " accepts(HeaderSecret.generated(\"2026-11\"))");
    }

    @Test
    void acceptingAValueTwice() {
        refused(
                () -> header().accepts(
                                HeaderSecret.generated("1"),
                                HeaderSecret.generated("1").length(128)),
                "accepts: must name each value once, and at least one, got '[generation 1, generation 1]'; use for"
                        + " example accepts(HeaderSecret.generated(\"2026-11\"))");
        var secret = users();
        refused(
                () -> header().accepts(HeaderSecret.of(secret, "a"), HeaderSecret.of(secret, "a")),
                "accepts: must name each value once, and at least one, got '[field a of a secret, field a of a"
                        + " secret]'; use for example accepts(HeaderSecret.generated(\"2026-11\"))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/index.m3u8"})
    void theNameOfAStream(String name) {
        var message =
                "manifest: must not be empty or begin with '/', got '" + name + "'; use for example 'film/index.m3u8'";

        refused(live(live -> live.build().getPlaybackUrl(name)), message);
        refused(s3(live -> live.build().getPlaybackUrl(name)), message);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    private static void refused(ThrowingCallable call, Predicate<String> message) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .matches(refusal -> message.test(String.valueOf(refusal.getMessage())), "has the message");
    }

    private static ThrowingCallable live(Consumer<MediaStoreOriginDistribution.Builder> options) {
        return () -> options.accept(MediaStoreOriginDistribution.Builder.create(new Stack(new App(), "Test"), "Live"));
    }

    private static ThrowingCallable s3(Consumer<S3LiveDistribution.Builder> options) {
        return () -> options.accept(S3LiveDistribution.Builder.create(new Stack(new App(), "Test"), "Live"));
    }

    private static SecretHeader.Builder header() {
        return SecretHeader.Builder.create(new Stack(new App(), "Test"), "Header", "Referer");
    }

    private static ISecret users() {
        return Secret.fromSecretNameV2(new Stack(new App(), "Secrets"), "Own", "media/live");
    }

    private static MediaContainer.Created withRules(int number) {
        var container = MediaContainer.created();
        for (int i = 0; i < number; i++) {
            container = container.corsRule(
                    new ContainerCorsRule(List.of("https://" + i + ".com"), List.of("*"), Duration.ZERO));
        }
        return container;
    }
}
