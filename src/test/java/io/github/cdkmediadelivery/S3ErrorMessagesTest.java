package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.S3Topologies.encryptedBucket;
import static io.github.cdkmediadelivery.S3Topologies.films;
import static io.github.cdkmediadelivery.S3Topologies.importedKey;
import static io.github.cdkmediadelivery.S3Topologies.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.IFunction;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * What the S3 part refuses, word for word. The call that is wrong throws in plain Java, and leaves the stack as it was.
 */
class S3ErrorMessagesTest {

    private static final String MANIFEST_TTL =
            "manifestTtl: must be whole seconds from 0 to 31536000, got '%s'; use for example Duration.ofSeconds(0)";
    private static final String SEGMENT_TTL =
            "segmentTtl: must be whole seconds from 0 to 31536000, got '%s'; use for example Duration.ofSeconds(0)";
    private static final String DAYS =
            "%s: must be whole days, at least one, got '%s'; use for example Duration.ofDays(30)";
    private static final String FOLDER = "%s: must begin with '/' and not end with one, got '%s'; use for example '%s'";
    private static final String DEPLOYED =
            "deployedDistributionId: must be a distribution's id as text, got '%s'; use for"
                    + " example 'E2ABCDEFGHIJKL', as the console shows it";
    private static final String WEBSITE =
            "bucket: must not be set up as a website, whose endpoint cannot use origin access"
                    + " control, got '%s'; remove the website configuration; use defaultRootObject(…) and errorCaching(…)"
                    + " instead";
    private static final String IDENTITY_WITH_KMS =
            "originAccess: must be ORIGIN_ACCESS_CONTROL for a bucket encrypted with a KMS key, got"
                    + " 'ORIGIN_ACCESS_IDENTITY'; remove the originAccess option";
    private static final String ONCE =
            "pathPattern: must be used once, got '%s'; remove the additional behaviour with it";
    private static final String SMOOTH_WITH_FUNCTION =
            "microsoftSmoothStreaming: must not stand beside an edge function, which CloudFront refuses, got"
                    + " 'viewerRequestFunction'; remove one of the two";
    private static final String OUTLIVES = "keepOldVersions: must not outlive the content itself (expireAfter), got"
            + " 'PT744H'; keep old versions for at most as long as the content";

    @ParameterizedTest
    @MethodSource("values")
    void aBadValueIsRefusedByTheCallThatMakesIt(String message, Consumer<S3OacVodDistribution.Builder> call) {
        var template = Synth.template(stack -> assertThatIllegalArgumentException()
                .isThrownBy(() -> call.accept(films(stack)))
                .withMessage(message));

        assertThat(template).isEmpty();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                value(folder("originPath", "/published/", "/published"), films -> films.originPath("/published/")),
                value(folder("originPath", "published", "/published"), films -> films.originPath("published")),
                value(folder("originPath", "/", "/published"), films -> films.originPath("/")),
                value(folder("originPath", "", "/published"), films -> films.originPath("")),
                value(folder("contentPath", "/video/", "/video"), films -> films.contentPath("/video/")),
                value(folder("contentPath", "video", "/video"), films -> films.contentPath("video")),
                value(folder("contentPath", "/a b", "/video"), films -> films.contentPath("/a b")),
                value(folder("contentPath", "/video?x", "/video"), films -> films.contentPath("/video?x")),
                value(folder("contentPath", "/a//b", "/video"), films -> films.contentPath("/a//b")),
                value(
                        "originShieldRegion: must be a region's name, got 'Ireland'; use for example 'eu-west-1'",
                        films -> films.originShieldRegion("Ireland")),
                value(DEPLOYED.formatted("e2abcdefghijkl"), films -> films.deployedDistributionId("e2abcdefghijkl")),
                value(DEPLOYED.formatted("*"), films -> films.deployedDistributionId("*")),
                value(DEPLOYED.formatted(""), films -> films.deployedDistributionId("")),
                value(
                        DEPLOYED.formatted("d111111abcdef8.cloudfront.net"),
                        films -> films.deployedDistributionId("d111111abcdef8.cloudfront.net")),
                value(MANIFEST_TTL.formatted("PT-1S"), films -> films.manifestTtl(Duration.ofSeconds(-1))),
                value(MANIFEST_TTL.formatted("PT0.5S"), films -> films.manifestTtl(Duration.ofMillis(500))),
                value(SEGMENT_TTL.formatted("PT-24H"), films -> films.segmentTtl(Duration.ofDays(-1))),
                value(SEGMENT_TTL.formatted("PT8784H"), films -> films.segmentTtl(Duration.ofDays(366))),
                value(
                        "missingPage: must begin with '/', got 'missing.html'; use for example '/errors/404.html'",
                        films -> films.missingPage("missing.html")),
                value(
                        "missingPage: must begin with '/', got ''; use for example '/errors/404.html'",
                        films -> films.missingPage("")),
                bucket(days("keepOldVersions", "PT36H"), bucket -> bucket.versioned(Duration.ofHours(36))),
                bucket(days("keepOldVersions", "PT0S"), bucket -> bucket.versioned(Duration.ZERO)),
                bucket(days("keepOldVersions", "PT-24H"), bucket -> bucket.versioned(Duration.ofDays(-1))),
                bucket(days("expireAfter", "PT12H"), bucket -> bucket.expireAfter(Duration.ofHours(12))),
                bucket(days("expireAfter", "PT0S"), bucket -> bucket.expireAfter(Duration.ZERO)),
                bucket(OUTLIVES, bucket -> bucket.versioned(Duration.ofDays(31)).expireAfter(Duration.ofDays(30))),
                bucket(OUTLIVES, bucket -> bucket.expireAfter(Duration.ofDays(30))
                        .versioned(Duration.ofDays(31))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void aBadCombinationIsRefusedBeforeAnythingIsDefined(
            String message, BiConsumer<Stack, S3OacVodDistribution.Builder> options) {
        var before = Synth.template(stack -> options.accept(stack, films(stack)));
        var after = Synth.template(stack -> {
            var films = films(stack);
            options.accept(stack, films);
            assertThatIllegalArgumentException().isThrownBy(films::build).withMessage(message);
            assertThat(stack.getNode().tryFindChild("Films")).isNull();
        });

        assertThat(after).isEqualTo(before);
    }

    static Stream<Arguments> combinations() {
        return Stream.of(
                combination(
                        WEBSITE.formatted("Test/Site"),
                        (stack, films) -> films.bucket(ContentBucket.of(website(stack)))),
                combination(
                        WEBSITE.formatted("Test/Imported"),
                        (stack, films) -> films.bucket(ContentBucket.of(importedWebsite(stack)))),
                combination(IDENTITY_WITH_KMS, (stack, films) -> films.bucket(
                                ContentBucket.created().encryptedWith(key(stack)))
                        .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)),
                combination(IDENTITY_WITH_KMS, (stack, films) -> films.originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                        .bucket(ContentBucket.created().encryptedWith(importedKey(stack)))),
                combination(IDENTITY_WITH_KMS, (stack, films) -> films.bucket(
                                ContentBucket.of(encryptedBucket(stack, key(stack))))
                        .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)),
                combination(IDENTITY_WITH_KMS, (stack, films) -> films.bucket(
                                ContentBucket.of(importedEncryptedBucket(stack)))
                        .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)),
                combination(SMOOTH_WITH_FUNCTION, (stack, films) -> films.microsoftSmoothStreaming()
                        .viewerRequestFunction(function(stack))),
                combination(SMOOTH_WITH_FUNCTION, (stack, films) -> films.viewerRequestFunction(function(stack))
                        .microsoftSmoothStreaming()),
                combination(
                        "defaultBehavior: must not stand beside content that answers every path, got 'a behaviour';"
                                + " give the content a path of its own with contentPath(…)",
                        (stack, films) -> films.defaultBehavior(page())),
                combination(ONCE.formatted("/*.m3u8"), (stack, films) -> films.additionalBehavior("/*.m3u8", page())),
                combination(ONCE.formatted("/*.mpd"), (stack, films) -> films.additionalBehavior("/*.mpd", page())),
                combination(ONCE.formatted("/video/*"), (stack, films) -> films.contentPath("/video")
                        .additionalBehavior("/video/*", page())),
                combination(ONCE.formatted("/video/*.mpd"), (stack, films) -> films.additionalBehavior(
                                "video/*.mpd", page())
                        .contentPath("/video")),
                combination(
                        "additionalBehavior: CloudFront takes at most 75 behaviours, the default one counted, got '76';"
                                + " spread the paths over several distributions",
                        (stack, films) -> Stream.iterate(1, number -> number + 1)
                                .limit(73)
                                .forEach(number -> films.additionalBehavior("/" + number, page()))));
    }

    @Test
    void asManyBehavioursAsCloudFrontTakesAreFine() {
        var template = Resources.of(stack -> {
            var films = films(stack);
            Stream.iterate(1, number -> number + 1)
                    .limit(72)
                    .forEach(number -> films.additionalBehavior("/" + number, page()));
            films.build();
        });

        assertThat(template.behaviors()).hasSize(74);
    }

    @Test
    void oldVersionsMayBeKeptAsLongAsTheContent() {
        var month = Duration.ofDays(30);

        var template = Resources.of(stack -> films(stack)
                .bucket(ContentBucket.created().versioned(month).expireAfter(month))
                .build());

        assertThat(template.only("AWS::S3::Bucket").findValuesAsText("NoncurrentDays"))
                .containsExactly("30");
        assertThat(template.only("AWS::S3::Bucket").findValuesAsText("ExpirationInDays"))
                .containsExactly("30");
    }

    @Test
    void aUrlIsAskedForByTheNameOfAnObject() {
        Synth.template(stack -> {
            var films = films(stack).build();
            for (var name : new String[] {"", "/film/index.m3u8"}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> films.getPlaybackUrl(name))
                        .withMessage(
                                "manifest: must not be empty or begin with '/', got '%s'; use for example"
                                        + " 'film/index.m3u8'",
                                name);
            }
        });
    }

    @Test
    void whatIsOnlyKnownAtDeploymentIsNotChecked() {
        var template = Resources.of(stack -> films(stack)
                .originPath("/" + Aws.STACK_NAME + "/")
                .originShieldRegion(Aws.REGION)
                .build());

        assertThat(template.resolved(template.origin()).path("OriginPath").asText())
                .isEqualTo("/Test/");
    }

    private static Arguments value(String message, Consumer<S3OacVodDistribution.Builder> call) {
        return arguments(message, call);
    }

    private static Arguments bucket(String message, Function<ContentBucket.Created, ContentBucket> call) {
        return value(message, films -> films.bucket(call.apply(ContentBucket.created())));
    }

    private static Arguments combination(String message, BiConsumer<Stack, S3OacVodDistribution.Builder> options) {
        return arguments(message, options);
    }

    private static String folder(String option, String got, String example) {
        return FOLDER.formatted(option, got, example);
    }

    private static String days(String option, String got) {
        return DAYS.formatted(option, got);
    }

    private static BehaviorOptions page() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .build();
    }

    private static IFunction function(Stack stack) {
        return software.amazon.awscdk.services.cloudfront.Function.Builder.create(stack, "Function")
                .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                .build();
    }

    private static Bucket website(Stack stack) {
        return Bucket.Builder.create(stack, "Site")
                .websiteIndexDocument("index.html")
                .build();
    }

    private static IBucket importedWebsite(Stack stack) {
        return Bucket.fromBucketAttributes(
                stack,
                "Imported",
                BucketAttributes.builder().bucketName("site").isWebsite(true).build());
    }

    private static IBucket importedEncryptedBucket(Stack stack) {
        return Bucket.fromBucketAttributes(
                stack,
                "Imported",
                BucketAttributes.builder()
                        .bucketName("masters")
                        .encryptionKey(importedKey(stack))
                        .build());
    }
}
