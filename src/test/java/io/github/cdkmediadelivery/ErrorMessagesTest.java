package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V1_URL;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v1Endpoint;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;

/**
 * What the library refuses, word for word: {@code <option>: <rule>, got '<value>'; <fix>}. The call that is wrong
 * throws in plain Java, and leaves nothing in the stack.
 */
class ErrorMessagesTest {

    private static final String USE_A_V1_URL =
            "; use for example 'https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8'";
    private static final String USE_AN_ORIGIN =
            "; use for example 'https://www.example.com' or 'https://*.example.com'";

    private static final MediaPackageV2Endpoint SPORTS = MediaPackageV2Endpoint.fromArn(
            "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/sports/channel/one/originEndpoint/hls");

    @ParameterizedTest
    @MethodSource({"endpoints", "origins", "headers", "connections", "cacheKeys", "cors", "errorCaching", "deliveries"})
    void aBadValueIsRefusedBeforeAnythingIsDefined(String message, Consumer<Stack> call) {
        var template = Synth.template(stack -> assertThatIllegalArgumentException()
                .isThrownBy(() -> call.accept(stack))
                .withMessage(message));

        assertThat(template).isEmpty();
    }

    @Test
    void aChannelGroupThatOnlyTheDeploymentKnowsIsNotCompared() {
        var origin = MediaPackageOrigin.v2(group(Fn.importValue("Group")))
                .endpoint(SPORTS)
                .build();

        assertThat(origin.serves(SPORTS)).isTrue();
    }

    private static CfnChannelGroup group(String name) {
        return CfnChannelGroup.Builder.create(new Stack(), "Group")
                .channelGroupName(name)
                .build();
    }

    static Stream<Arguments> endpoints() {
        return Stream.of(
                refused(
                        "endpointUrl: must begin with https://, got 'http://" + V1_HOST + "/out/v1/def456/index.m3u8'"
                                + USE_A_V1_URL,
                        () -> MediaPackageEndpoint.fromUrl(V1_URL.replace("https", "http"))),
                refused(
                        "endpointUrl: must begin with https://, got '" + V1_HOST + "'" + USE_A_V1_URL,
                        () -> MediaPackageEndpoint.fromUrl(V1_HOST)),
                refused(
                        "endpointUrl: must be on a MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com), got"
                                + " 'https://www.example.com/out/v1/def456/index.m3u8'" + USE_A_V1_URL,
                        () -> MediaPackageEndpoint.fromUrl("https://www.example.com/out/v1/def456/index.m3u8")),
                refused(
                        "endpointUrl: must be on a MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com), got"
                                + " 'https://" + V2_HOST + "/out/v1/news/one/hls/index.m3u8'; use"
                                + " MediaPackageOrigin.v2(…) for it",
                        () -> MediaPackageEndpoint.fromUrl("https://" + V2_HOST + "/out/v1/news/one/hls/index.m3u8")),
                refused(
                        "endpointUrl: must have the path /out/v1/ID/MANIFEST, got 'https://" + V1_HOST + "/index.m3u8'"
                                + USE_A_V1_URL,
                        () -> MediaPackageEndpoint.fromUrl("https://" + V1_HOST + "/index.m3u8")),
                refused(
                        "endpointUrl: must be a URL, got 'https://a b'" + USE_A_V1_URL,
                        () -> MediaPackageEndpoint.fromUrl("https://a b")),
                refused(
                        "host: must be a bare MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com), got '"
                                + V1_URL
                                + "'; use for example 'abc123.mediapackage.eu-west-1.amazonaws.com', or"
                                + " MediaPackageEndpoint.fromUrl for a URL",
                        () -> MediaPackageEndpoint.onHost(V1_URL, "def456", "index.m3u8")),
                refused(
                        "endpointId: must be the part of the path after /out/v1/, got 'def456/index.m3u8'; use for example"
                                + " 'def456'",
                        () -> MediaPackageEndpoint.onHost(V1_HOST, "def456/index.m3u8", "index.m3u8")),
                refused(
                        "endpointArn: must be the ARN of a MediaPackage v2 origin endpoint, got"
                                + " 'arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news'; use for example"
                                + " 'arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one/originEndpoint/hls'",
                        () -> MediaPackageV2Endpoint.fromArn(
                                "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news")));
    }

    static Stream<Arguments> origins() {
        return Stream.of(
                refused(
                        egressDomain("https://" + V2_HOST)
                                + "use the channel group's egress domain, without scheme and path",
                        () -> MediaPackageOrigin.v2("https://" + V2_HOST)),
                refused(
                        egressDomain(V2_HOST + "/out/v1")
                                + "use the channel group's egress domain, without scheme and path",
                        () -> MediaPackageOrigin.v2(V2_HOST + "/out/v1")),
                refused(
                        egressDomain(V1_HOST) + "use MediaPackageOrigin.v1(…) for it",
                        () -> MediaPackageOrigin.v2(V1_HOST)),
                refused(
                        "endpoints: must name at least one endpoint, got '[]'; add it with endpoint(…)",
                        () -> MediaPackageOrigin.v2(V2_HOST).build()),
                refused(
                        "endpoints: must name at least one endpoint, got '[]'; add it with endpoint(…)",
                        () -> MediaPackageOrigin.v1(MediaPackageAccess.open()).build()),
                refused(
                        "endpoints: must not name an endpoint twice, got '/out/v1/news/one/hls'; remove the duplicate",
                        () -> v2().endpoint(v2Endpoint("hls"))),
                refused(
                        "endpoints: must not name an endpoint twice, got '" + V1_HOST + "/out/v1/def456'; remove the"
                                + " duplicate",
                        () -> v1().endpoint(v1Endpoint())),
                refused(
                        "endpoints: must share one host, got 'other.mediapackage.eu-west-1.amazonaws.com/out/v1/x'; make an"
                                + " origin of its own for it; the first one is on " + V1_HOST,
                        () -> v1().endpoint(MediaPackageEndpoint.onHost(
                                "other.mediapackage.eu-west-1.amazonaws.com", "x", "index.m3u8"))),
                refused(
                        "endpoints: must be of one channel group, got '/out/v1/sports/one/hls'; make an origin of its own"
                                + " for it; this one is of news",
                        () -> v2().endpoint(SPORTS)),
                refused(
                        "endpoints: must be of one channel group, got '/out/v1/sports/one/hls'; make an origin of its own"
                                + " for it; this one is of news",
                        () -> MediaPackageOrigin.v2(group("news")).endpoint(SPORTS)),
                refused(
                        "originPath: must be the beginning of every endpoint's path, got '/out/v2'; use for example"
                                + " '/out/v1'",
                        () -> v2().originPath("/out/v2").build()),
                refused(
                        "originPath: must be the beginning of every endpoint's path, got '/out/v1/news/one/hls'; use for"
                                + " example '/out/v1'",
                        () -> v2().originPath("/out/v1/news/one/hls").build()));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                refused(
                        "customHeader: name is one that CloudFront reserves, got 'X-Amz-Foo'; use for example"
                                + " 'X-Origin-Region'",
                        () -> v2().customHeader("X-Amz-Foo", "x")),
                refused(
                        "customHeader: name must be a header name of at most 256 characters, got 'X Y'; use for example"
                                + " 'X-Origin-Region'",
                        () -> v2().customHeader("X Y", "x")),
                refused(
                        "customHeader: name must be a header name of at most 256 characters, got '257 characters'; use for"
                                + " example 'X-Origin-Region'",
                        () -> v2().customHeader("n".repeat(257), "x")),
                refused(
                        "customHeader: value must have at most 1783 characters, got 'X-Long with 1784'; shorten it",
                        () -> v2().customHeader("X-Long", "v".repeat(1_784))),
                refused(
                        "customHeader: must name a header once, got 'x-twice'; remove the duplicate",
                        () -> v2().customHeader("X-Twice", "1").customHeader("x-twice", "2")),
                refused(
                        "customHeader: CloudFront adds at most 30 headers per origin, got '31'; remove some",
                        () -> manyHeaders(31, 1)),
                refused(
                        "customHeader: names and values must have at most 10240 characters together, got '10270'; shorten"
                                + " the values",
                        () -> manyHeaders(26, 390)),
                refused(
                        "customHeader: value is a secret and must not be a literal in a template, got 'Authorization'; use"
                                + " the origin's access option, which reads it from Secrets Manager",
                        () -> v2().customHeader("Authorization", "Basic c2VjcmV0")),
                refused(
                        "customHeader: value is a secret and must not be a literal in a template, got"
                                + " 'x-mediapackage-cdnidentifier'; use the origin's access option, which reads it from"
                                + " Secrets Manager",
                        () -> v1().customHeader(
                                        "x-mediapackage-cdnidentifier", "9ceebbe7-9607-4552-8764-876e47032660")));
    }

    static Stream<Arguments> connections() {
        return Stream.of(
                refused(
                        "originShieldRegion: must be a region's name, got 'Ireland'; use for example 'eu-west-1'",
                        () -> v2().originShieldRegion("Ireland")),
                refused("connectionAttempts: must be 1 to 3, got '0'; use for example 2", () -> v2().connectionAttempts(
                                0)),
                refused("connectionAttempts: must be 1 to 3, got '4'; use for example 2", () -> v2().connectionAttempts(
                                4)),
                refused(
                        "connectionTimeout: must be whole seconds from 1 to 10, got 'PT11S'; use for example"
                                + " Duration.ofSeconds(1)",
                        () -> v2().connectionTimeout(Duration.ofSeconds(11))),
                refused(
                        "readTimeout: must be whole seconds from 1 to 120, got 'PT1.5S'; use for example"
                                + " Duration.ofSeconds(1)",
                        () -> v2().readTimeout(Duration.ofMillis(1_500))),
                refused(
                        "keepaliveTimeout: must be whole seconds from 1 to 120, got 'PT0S'; use for example"
                                + " Duration.ofSeconds(1)",
                        () -> v2().keepaliveTimeout(Duration.ZERO)),
                refused(
                        "originPath: must begin with '/' and not end with one, got 'out/v1'; use for example '/out/v1'",
                        () -> v2().originPath("out/v1")),
                refused(
                        "originPath: must begin with '/' and not end with one, got '/out/v1/'; use for example '/out/v1'",
                        () -> v2().originPath("/out/v1/")));
    }

    static Stream<Arguments> cacheKeys() {
        return Stream.of(
                refused(
                        "queryStrings: CloudFront takes at most 10 in a cache key, got '11 [aws.manifestfilter,"
                                + " aws.manifestsettings, start, end, time_delay, _HLS_msn, _HLS_part, _HLS_skip, a, b, c]';"
                                + " remove the ones that do not change the response",
                        () -> v2().queryStrings("a", "b", "c")),
                refused(
                        "queryStrings: must name a parameter once, got 'start'; remove it: it is in the cache key already",
                        () -> v2().queryStrings("start")),
                refused(
                        "queryStrings: must be a parameter's name, got '*'; use for example 'profile'",
                        () -> v2().queryStrings("*")),
                refused(
                        "queryStrings: must be a parameter's name, got ''; use for example 'profile'",
                        () -> v2().queryStrings("")));
    }

    static Stream<Arguments> cors() {
        return Stream.of(
                refused(
                        "credentials: browsers refuse credentials together with any origin, got '*'; list the origins with"
                                + " CorsRules.origins(AllowedOrigins.of(\"https://www.example.com\"))",
                        () -> CorsRules.anyOrigin().credentials()),
                refused(
                        "requestHeaders: must be a header name, not a wildcard, got '*'; use for example 'X-Session-Id'",
                        () -> CorsRules.anyOrigin().requestHeaders("*")),
                refused(
                        "allowedOrigins: must name at least one origin, got '[]'; add the page's origin",
                        () -> AllowedOrigins.of()),
                refused(
                        "allowedOrigins: must be scheme://host[:port] in lower case, without a path, got"
                                + " 'www.example.com'" + USE_AN_ORIGIN,
                        () -> AllowedOrigins.of("www.example.com")),
                refused(
                        "allowedOrigins: must be scheme://host[:port] in lower case, without a path, got '*'"
                                + USE_AN_ORIGIN,
                        () -> AllowedOrigins.of("*")),
                refused(
                        "allowedOrigins: must not name an origin twice, got '[https://a.example, https://a.example]';"
                                + " remove the duplicate",
                        () -> AllowedOrigins.of("https://a.example", "https://a.example")));
    }

    static Stream<Arguments> errorCaching() {
        var codes = "[400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]";
        return Stream.of(
                refused(
                        "errorCaching: CloudFront accepts no entry for this status code, got '412'; use one of "
                                + codes,
                        () -> ErrorCaching.live().with(412, Duration.ofSeconds(1))),
                refused(
                        "errorCaching: must be whole seconds from 0 to 31536000, got 'PT-1S'; use for example"
                                + " Duration.ofSeconds(0)",
                        () -> ErrorCaching.live().with(404, Duration.ofSeconds(-1))),
                refused(
                        "errorCaching: must be whole seconds from 0 to 31536000, got 'PT0.5S'; use for example"
                                + " Duration.ofSeconds(0)",
                        () -> ErrorCaching.live().with(404, Duration.ofMillis(500))),
                refused(
                        "errorCaching: must be whole seconds from 0 to 31536000, got 'PT8784H'; use for example"
                                + " Duration.ofSeconds(0)",
                        () -> ErrorCaching.live().with(404, Duration.ofDays(366))));
    }

    static Stream<Arguments> deliveries() {
        return Stream.of(
                refusedIn(
                        "origin: must be given; make it with MediaPackageOrigin.v2(…) or v1(…)",
                        stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                                .build()),
                refusedIn(
                        "comment: must have at most 128 characters, got '129 characters'; shorten it",
                        stack -> delivery(stack).comment("c".repeat(129))),
                refusedIn(
                        "allowedCountries: must be ISO 3166-1 alpha-2 codes in upper case, got 'XX'; use for example 'DE'",
                        stack -> delivery(stack).allowedCountries("DE", "XX")),
                refusedIn(
                        "deniedCountries: must be ISO 3166-1 alpha-2 codes in upper case, got 'de'; use for example 'DE'",
                        stack -> delivery(stack).deniedCountries("de")),
                refusedIn(
                        "deniedCountries: must not stand beside its opposite, got '[FR]'; use either allowedCountries or"
                                + " deniedCountries",
                        stack -> delivery(stack).allowedCountries("DE").deniedCountries("FR")),
                refusedIn(
                        "allowedCountries: must not stand beside its opposite, got '[DE]'; use either allowedCountries or"
                                + " deniedCountries",
                        stack -> delivery(stack).deniedCountries("FR").allowedCountries("DE")),
                refusedIn(
                        webAcl("arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/live/0a1b2c3d"),
                        stack -> delivery(stack)
                                .webAclArn("arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/live/0a1b2c3d")),
                refusedIn(webAcl("473e64fd-f30b-4765-81a0-62ad96dd167a"), stack -> delivery(stack)
                        .webAclArn("473e64fd-f30b-4765-81a0-62ad96dd167a")),
                refusedIn(
                        "viewerProtocolPolicy: must keep content and cookies off plain HTTP, got 'ALLOW_ALL'; use"
                                + " REDIRECT_TO_HTTPS or HTTPS_ONLY",
                        stack -> delivery(stack).viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)),
                refusedIn(
                        "defaultRootObject: must not begin with '/', got '/index.html'; use for example 'index.html'",
                        stack -> delivery(stack).defaultRootObject("/index.html")),
                refusedIn("pathPattern: must be used once, got '/player/*'; remove the duplicate", stack -> delivery(
                                stack)
                        .additionalBehavior("/player/*", website())
                        .additionalBehavior("/player/*", website())),
                refusedIn(
                        "pathPattern: must be used once, got 'player/*'; remove the duplicate", stack -> delivery(stack)
                                .additionalBehavior("/player/*", website())
                                .additionalBehavior("player/*", website())),
                refusedIn(
                        "pathPattern: must be used once, got '/out/v1/news/one/hls/*'; remove the additional behaviour with"
                                + " it",
                        stack -> delivery(stack)
                                .additionalBehavior("/out/v1/news/one/hls/*", website())
                                .build()),
                refusedIn(
                        "pathPattern: must be used once, got '/out/v1/news/one/hls/*'; remove the additional behaviour with"
                                + " it",
                        stack -> delivery(stack)
                                .additionalBehavior("out/v1/news/one/hls/*", website())
                                .build()),
                refusedIn(
                        "pathPattern: must be letters, digits and _-.*$/~\"'@:+&? only, at most 255 characters, got"
                                + " '/a b'; use for example '/player/*'",
                        stack -> delivery(stack).additionalBehavior("/a b", website())),
                refusedIn(
                        "pathPattern: must leave paths to the other behaviours, got '*'; use defaultBehavior(…) for what"
                                + " nothing else names",
                        stack -> delivery(stack).additionalBehavior("*", website())),
                refusedIn(
                        "pathPattern: must leave paths to the other behaviours, got '/*'; use defaultBehavior(…) for what"
                                + " nothing else names",
                        stack -> delivery(stack).additionalBehavior("/*", website())),
                refusedIn(
                        "additionalBehavior: CloudFront takes at most 75 behaviours, the default one counted, got '76';"
                                + " spread the paths over several distributions",
                        ErrorMessagesTest::seventyFivePaths));
    }

    @Test
    void thePatternOfABehaviourHasAtMost255Characters() {
        var path = "/" + "p".repeat(255);

        Synth.template(stack -> assertThatIllegalArgumentException()
                .isThrownBy(() -> delivery(stack).additionalBehavior(path, website()))
                .withMessage(
                        "pathPattern: must be letters, digits and _-.*$/~\"'@:+&? only, at most 255 characters, got"
                                + " '%s'; use for example '/player/*'",
                        path));
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Basic c2VjcmV0",
        "X-MediaPackage-CDNIdentifier, 9ceebbe7-9607-4552-8764-876e47032660",
        "X-MediaPackageV2-CDNIdentifier, 9ceebbe7-9607-4552-8764-876e47032660"
    })
    void aSecretIsNotShownWhenItIsRefused(String name, String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> v2().customHeader(name, secret))
                .satisfies(refusal -> assertThat(refusal).message().doesNotContain(secret));
    }

    @Test
    void theTextOfALongHeaderIsNotShownEither() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> v2().customHeader("X-Token", "secret".repeat(300)))
                .satisfies(refusal -> assertThat(refusal).message().doesNotContain("secret"));
    }

    @Test
    void anEndpointOfAnotherOriginHasNoPlaybackUrl() {
        Synth.template(stack -> {
            var v1 = delivery(stack, "V1").origin(v1().build()).build();
            var v2 = delivery(stack, "V2").build();
            var otherV1 = MediaPackageEndpoint.onHost(V1_HOST, "other", "index.m3u8");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> v1.getPlaybackUrl(otherV1))
                    .withMessage("endpoint: must be one that this distribution serves, got '" + V1_HOST
                            + "/out/v1/other'; add it to the origin with endpoint(…)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> v2.getPlaybackUrl(v2Endpoint("dash"), "index.mpd"))
                    .withMessage(
                            "endpoint: must be one that this distribution serves, got '/out/v1/news/one/dash'; add it"
                                    + " to the origin with endpoint(…)");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/index.m3u8"})
    void aManifestIsANameBelowTheEndpoint(String manifest) {
        Synth.template(stack -> {
            var delivery = delivery(stack).build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> delivery.getPlaybackUrl(v2Endpoint("hls"), manifest))
                    .withMessage(
                            "manifest: must not be empty or begin with '/', got '%s'; use for example 'index.m3u8'",
                            manifest);
        });
    }

    @Test
    void anEndpointHasOneAccess() {
        var template = Resources.of(stack -> {
            var authorization =
                    MediaPackageV2CdnAuthorization.Builder.create(stack, "Auth").build();
            var other = delivery(stack, "Other")
                    .origin(v2().originAccess(MediaPackageV2Access.cdnAuthorization(authorization))
                            .build());
            delivery(stack).build();

            assertThatIllegalArgumentException()
                    .isThrownBy(other::build)
                    .withMessage(
                            "originAccess: must be the same for all distributions of an endpoint, since it has one policy,"
                                    + " got '/out/v1/news/one/hls'; give the distributions the same MediaPackageV2Access");
        });

        assertThat(template.all(Resources.DISTRIBUTION)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"prefixes": {}}                | must be AWS's ip-ranges.json with a list 'prefixes'
                    []                              | must be AWS's ip-ranges.json with a list 'prefixes'
                    {"prefixes": []}                | must hold ranges of CLOUDFRONT_ORIGIN_FACING
                    {"prefixes": [{"ip_prefix": "3.5.140.0/22", "service": "CLOUDFRONT"}]} | must hold ranges of CLOUDFRONT_ORIGIN_FACING
                    not json                        | must be AWS's ip-ranges.json
                    """)
    void aFileWithoutAddressesIsRefused(String content, String rule, @TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("ip-ranges.json"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudFrontAddressRanges.fromFile(file))
                .withMessage("ipRanges: %s, got '%s'; download AWS's ip-ranges.json anew", rule, file);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudFrontAddressRanges.fromFile(Path.of("no-such.json")))
                .withMessage("ipRanges: must be AWS's ip-ranges.json, got 'no-such.json'; download AWS's ip-ranges.json"
                        + " anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2600:9000::/28", "", "anywhere"})
    void aRangeThatIsNotIpv4IsRefused(String range, @TempDir Path directory) throws IOException {
        var file = Files.writeString(
                directory.resolve("ip-ranges.json"),
                "{\"prefixes\": [{\"ip_prefix\": \"%s\", \"service\": \"CLOUDFRONT_ORIGIN_FACING\"}]}"
                        .formatted(range));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudFrontAddressRanges.fromFile(file))
                .withMessage(
                        "ipRanges: must hold IPv4 ranges as ip_prefix, got '%s'; download AWS's ip-ranges.json anew",
                        range);
    }

    private static Arguments refused(String message, Runnable call) {
        return refusedIn(message, stack -> call.run());
    }

    private static Arguments refusedIn(String message, Consumer<Stack> call) {
        return arguments(message, call);
    }

    private static String egressDomain(String given) {
        return "egressDomain: must be a bare MediaPackage v2 host (ID.egress.ID.mediapackagev2.REGION.amazonaws.com), got '"
                + given + "'; ";
    }

    private static String webAcl(String given) {
        return "webAclArn: must be the ARN of a WAFv2 web ACL of CLOUDFRONT scope, got '" + given
                + "'; make it in us-east-1; its ARN reads"
                + " arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID";
    }

    private static void manyHeaders(int count, int length) {
        var origin = v2();
        for (int i = 100; i < 100 + count; i++) {
            origin.customHeader("X-" + i, "v".repeat(length));
        }
    }

    private static void seventyFivePaths(Stack stack) {
        var delivery = delivery(stack);
        for (int i = 1; i < 75; i++) {
            delivery.additionalBehavior("/page" + i, website());
        }
        delivery.build();
    }

    private static BehaviorOptions website() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .build();
    }
}
