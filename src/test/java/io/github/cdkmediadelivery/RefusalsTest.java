package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.HeaderSecret.generated;
import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V1_URL;
import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v1Endpoint;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static io.github.cdkmediadelivery.MediaPackageEndpoint.onHost;
import static io.github.cdkmediadelivery.S3Topologies.bucket;
import static io.github.cdkmediadelivery.S3Topologies.encryptedBucket;
import static io.github.cdkmediadelivery.S3Topologies.films;
import static io.github.cdkmediadelivery.S3Topologies.importedKey;
import static io.github.cdkmediadelivery.S3Topologies.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;
import software.amazon.awscdk.services.mediastore.CfnContainer;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/**
 * What the library refuses, word for word: {@code <option>: <rule>, got '<value>'; <fix>}. The call that is wrong
 * throws in plain Java, and leaves the stack as it was. What concerns viewers is in {@link ViewerRefusalsTest}.
 */
class RefusalsTest {

    static final String FOLDER =
            ": must begin with '/', not end with one, and hold no '.' or '..' for a name, none of * ? + $ { } ; and what a URL"
                    + " cannot hold percent-encoded, got '%s'; use for example ";
    static final String[] NO_FOLDERS =
            Refusals.values("/a/ | a | / |  | /a b | /a?b | /a#b | /a//b | /a/../b | /.. | /a/. |"
                    + " /a* | /* | /$a | /${aws:username} | /{a} | /a}b | /a;b | /a+b | /a\\b | /é | /a%2fb | /%2e%2e | /a%2A |"
                    + " /%24%7Ba%7D | /a%");
    private static final String REGION = ": must be a region's name, got '%s'; use for example 'eu-west-1'";
    private static final String SECONDS_OF_A_YEAR =
            ": must be whole seconds from 0 to 31536000, got '%s'; use for example Duration.ofSeconds(0)";
    private static final String DAYS =
            ": must be whole days, at least one, got '%s'; use for example Duration.ofDays(30)";
    private static final Duration DAY = Duration.ofDays(1);
    private static final String PATTERN_OF_THE_CONTENT =
            "pathPattern: must be used once, got '%s'; remove the additional behaviour with it";

    @Nested
    class AnEndpoint extends Refusals {

        private static final String USE_A_V1_URL =
                "; use for example 'https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8'";
        private static final String V1_HOSTS =
                "must be on a MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com), got '%s'";
        private static final String OWN =
                "endpoint: must be one that this distribution serves, got '%s'; add it to the origin with endpoint(…)";
        private static final String DOWNLOAD = ", got 'target/ip-ranges.json'; download AWS's ip-ranges.json anew";

        @Override
        void rows() {
            url("must begin with https://, got '%s'" + USE_A_V1_URL, V1_URL.replace("https", "http"), V1_HOST);
            url(V1_HOSTS + USE_A_V1_URL, "https://www.example.com/out/v1/def456/index.m3u8");
            url(
                    V1_HOSTS + "; use MediaPackageOrigin.v2(…) for it",
                    "https://" + V2_HOST + "/out/v1/news/one/hls/index.m3u8");
            url(
                    "must have the path /out/v1/ID/MANIFEST, got '%s'" + USE_A_V1_URL,
                    "https://" + V1_HOST + "/index.m3u8");
            url("must be a URL, got '%s'" + USE_A_V1_URL, "https://a b");
            says("host: must be a bare MediaPackage v1 host (ID.mediapackage.REGION.amazonaws.com), got '%s'; use for"
                            + " example 'abc123.mediapackage.eu-west-1.amazonaws.com', or MediaPackageEndpoint.fromUrl"
                            + " for a URL")
                    .of(V1_URL)
                    .when(host -> onHost(host, "def456", "index.m3u8"));
            says("endpointId: must be the part of the path after /out/v1/, got 'def456/index.m3u8'; use for example"
                            + " 'def456'")
                    .when(stack -> onHost(V1_HOST, "def456/index.m3u8", "index.m3u8"));
            says("endpointArn: must be the ARN of a MediaPackage v2 origin endpoint, got '%s'; use for example '"
                            + V2_ARN_OF + "hls'")
                    .of("arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news")
                    .when(MediaPackageV2Endpoint::fromArn);
            says(OWN.formatted(V1_HOST + "/out/v1/other")).after(stack -> {
                var delivery = LiveFixtures.begun(stack).origin(v1().build()).build();
                return () -> delivery.getPlaybackUrl(onHost(V1_HOST, "other", "index.m3u8"));
            });
            says(OWN.formatted("/out/v1/news/one/dash"))
                    .after(stack -> url(delivery(stack).build(), "dash", "index.mpd"));
            says("manifest: must not be empty or begin with '/', got '%s'; use for example 'index.m3u8'")
                    .of("", "/index.m3u8")
                    .after((stack, name) -> url(delivery(stack).build(), "hls", name));
            says("originAccess: must be the same for all distributions of an endpoint, since it has one policy, got"
                            + " '/out/v1/news/one/hls'; give the distributions the same MediaPackageV2Access")
                    .after(stack -> {
                        var authorization = MediaPackageV2CdnAuthorization.Builder.create(stack, "Authorization");
                        var access = MediaPackageV2Access.cdnAuthorization(authorization.build());
                        delivery(stack).build();
                        return LiveFixtures.begun(stack, "Other")
                                .origin(v2().originAccess(access).build())::build;
                    });
            says("ipRanges: must be AWS's ip-ranges.json with a list 'prefixes'" + DOWNLOAD)
                    .when(stack -> addresses("{\"prefixes\": {}}"))
                    .when(stack -> addresses("[]"));
            says("ipRanges: must hold ranges of CLOUDFRONT_ORIGIN_FACING" + DOWNLOAD)
                    .when(stack -> addresses("{\"prefixes\": []}"))
                    .when(stack -> range("3.5.140.0/22", "CLOUDFRONT"));
            says("ipRanges: must be AWS's ip-ranges.json" + DOWNLOAD).when(stack -> addresses("not json"));
            says("ipRanges: must be AWS's ip-ranges.json, got 'no-such.json'; download AWS's ip-ranges.json anew")
                    .when(stack -> CloudFrontAddressRanges.fromFile(Path.of("no-such.json")));
            says("ipRanges: must hold IPv4 ranges as ip_prefix, got '%s'; download AWS's ip-ranges.json anew")
                    .of("2600:9000::/28", "", "anywhere")
                    .when(range -> range(range, "CLOUDFRONT_ORIGIN_FACING"));
        }

        private void url(String rule, String... urls) {
            says("endpointUrl: " + rule).of(urls).when(MediaPackageEndpoint::fromUrl);
        }

        private static ThrowingCallable url(MediaPackageOriginDistribution delivery, String endpoint, String name) {
            return () -> delivery.getPlaybackUrl(v2Endpoint(endpoint), name);
        }

        private static void range(String range, String service) {
            addresses("{\"prefixes\": [{\"ip_prefix\": \"%s\", \"service\": \"%s\"}]}".formatted(range, service));
        }

        private static void addresses(String content) {
            try {
                CloudFrontAddressRanges.fromFile(Files.writeString(Path.of("target", "ip-ranges.json"), content));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class AnOrigin extends Refusals {

        private static final MediaPackageV2Endpoint SPORTS = MediaPackageV2Endpoint.fromArn(
                "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/sports/channel/one/originEndpoint/hls");
        private static final String BARE_HOST = "egressDomain: must be a bare MediaPackage v2 host"
                + " (ID.egress.ID.mediapackagev2.REGION.amazonaws.com), got '%s'; ";

        @Override
        void rows() {
            says(BARE_HOST + "use the channel group's egress domain, without scheme and path")
                    .of("https://" + V2_HOST, V2_HOST + "/out/v1")
                    .when(MediaPackageOrigin::v2);
            says(BARE_HOST + "use MediaPackageOrigin.v1(…) for it").of(V1_HOST).when(MediaPackageOrigin::v2);
            says("endpoints: must name at least one endpoint, got '[]'; add it with endpoint(…), or serve"
                            + " those to come with wholeChannelGroup()")
                    .when(stack -> MediaPackageOrigin.v2(V2_HOST).build());
            says("endpoints: must name at least one endpoint, got '[]'; add it with endpoint(…)")
                    .when(stack ->
                            MediaPackageOrigin.v1(MediaPackageAccess.open()).build());
            var twice = "endpoints: must not name an endpoint twice, got '%s'; remove the duplicate";
            says(twice.formatted("/out/v1/news/one/hls")).when(stack -> v2().endpoint(v2Endpoint("hls")));
            says(twice.formatted(V1_HOST + "/out/v1/def456")).when(stack -> v1().endpoint(v1Endpoint()));
            says("endpoints: must share one host, got 'other.mediapackage.eu-west-1.amazonaws.com/out/v1/x'; make an"
                            + " origin of its own for it; the first one is on " + V1_HOST)
                    .when(stack -> v1().endpoint(onHost("other.mediapackage.eu-west-1.amazonaws.com", "x", "i.mpd")));
            says("endpoints: must be of one channel group, got '/out/v1/sports/one/hls'; make an origin of its own for"
                            + " it; this one is of news")
                    .when(stack -> v2().endpoint(SPORTS))
                    .when(stack -> MediaPackageOrigin.v2(group("news")).endpoint(SPORTS));
            says("originPath: must be the beginning of every endpoint's path, got '%s'; use for example '/out/v1'")
                    .of("/out/v2", "/out/v1/news/one/hls")
                    .when(path -> v2().originPath(path).build());
            says("originPath" + FOLDER + "'/out/v1'").of(NO_FOLDERS).when(path -> v2().originPath(path));
            says("originShieldRegion" + REGION)
                    .of("Ireland")
                    .when((stack, region) -> v2().originShieldRegion(region))
                    .when((stack, region) -> films(stack).originShieldRegion(region));
            says("connectionAttempts: must be 1 to 3, got '%s'; use for example 2")
                    .of(0, 4)
                    .when(attempts -> v2().connectionAttempts(attempts));
            var second = "; use for example Duration.ofSeconds(1)";
            says("connectionTimeout: must be whole seconds from 1 to 10, got 'PT11S'" + second)
                    .when(stack -> v2().connectionTimeout(Duration.ofSeconds(11)));
            says("readTimeout: must be whole seconds from 1 to 120, got 'PT1.5S'" + second)
                    .when(stack -> v2().readTimeout(Duration.ofMillis(1_500)));
            says("keepaliveTimeout: must be whole seconds from 1 to 120, got 'PT0S'" + second)
                    .when(stack -> v2().keepaliveTimeout(Duration.ZERO));
            says("responseCompletionTimeout: must be whole seconds from 1 to 86400, got 'PT0S'" + second)
                    .when(stack -> v2().responseCompletionTimeout(Duration.ZERO));
            says("responseCompletionTimeout: must be at least the read timeout, got 'PT29S beside PT30S'; raise it, or"
                            + " lower readTimeout(…)")
                    .when(stack -> v2().responseCompletionTimeout(Duration.ofSeconds(29))
                            .build());
            says("responseCompletionTimeout: must be at least the read timeout, got 'PT6S beside PT7S'; raise it, or"
                            + " lower readTimeout(…)")
                    .when(stack -> v2().originTimeouts(OriginTimeouts.forSegments(Duration.ofSeconds(6)))
                            .readTimeout(Duration.ofSeconds(7))
                            .build());
            says("segment: must be 1 to 30 seconds, got '%s'; use for example Duration.ofSeconds(6)")
                    .of(Duration.ofMillis(999), Duration.ofMillis(30_001), Duration.ofSeconds(-6))
                    .when(OriginTimeouts::forSegments);
            says("part: must be shorter than a segment of PT2S, and longer than nothing, got '%s'; use for example"
                            + " Duration.ofSeconds(1)")
                    .of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofSeconds(2))
                    .when(part ->
                            OriginTimeouts.forSegments(Duration.ofSeconds(2)).lowLatency(part));
            says("queryStrings: CloudFront takes at most 10 in a cache key, got '12 [aws.manifestfilter,"
                            + " aws.manifestsettings, aws.drmsettings, start, end, time_delay, _HLS_msn, _HLS_part,"
                            + " _HLS_skip, a, b, c]'; remove the ones that do not change the response")
                    .when(stack -> v2().queryStrings("a", "b", "c"));
            says("queryStrings: must name a parameter once, got 'start'; remove it: it is in the cache key already")
                    .when(stack -> v2().queryStrings("start"));
            says("queryStrings: must be a parameter's name, got '%s'; use for example 'profile'")
                    .of("*", "")
                    .when(name -> v2().queryStrings(name));
        }

        @Test
        void ofAChannelGroupThatOnlyTheDeploymentKnowsIsNotCompared() {
            var origin = MediaPackageOrigin.v2(group(Fn.importValue("Group")))
                    .endpoint(SPORTS)
                    .build();

            assertThat(origin.serves(SPORTS.chosen())).isTrue();
        }

        private static CfnChannelGroup group(String name) {
            return CfnChannelGroup.Builder.create(new Stack(), "Group")
                    .channelGroupName(name)
                    .build();
        }
    }

    @Nested
    class AHeader extends Refusals {

        private static final ISecret USERS = Secret.fromSecretNameV2(new Stack(), "Own", "media/live");
        private static final String ONE_OF_THE_ACCEPTED =
                "sends: must be one of the accepted values, or the origin refuses every request, got '%s'; name it in"
                        + " accepts(…) too, and deploy that first";
        private static final String ACCEPTED_ONCE =
                "accepts: must name each value once, and at least one, got '%s'; use for example"
                        + " accepts(HeaderSecret.generated(\"2026-11\"))";
        private static final String INSTEAD = "; use for example 'X-Origin-Region'";
        private static final String NAME = "customHeader: name must be a header name of at most 256 characters, got ";

        @Override
        void rows() {
            name(
                    "customHeader: name is one that CloudFront reserves, got '%s'" + INSTEAD,
                    values("Cache-Control | Connection | Content-Length | Cookie | Host | If-Match | If-Modified-Since"
                            + " | If-None-Match | If-Range | If-Unmodified-Since | Max-Forwards | Pragma |"
                            + " Proxy-Authenticate | Proxy-Authorization | Proxy-Connection | Range | Request-Range |"
                            + " TE | Trailer | Transfer-Encoding | Upgrade | Via | X-Real-Ip | X-Amz-Foo | X-Amz-Verify"
                            + " | x-amz-cf-id | X-Edge-Foo | X-Edge-Verify | hOST | HOST | x-aMZ-foo"));
            name(NAME + "'%s'" + INSTEAD, "", "X Y", "X Origin", "X-Origin:", "X-Örigin", "X\nOrigin");
            name(NAME + "'%2$d characters'" + INSTEAD, "X".repeat(257));
            says("customHeader: value must have at most 1783 characters, got 'X-Long with 1784'; shorten it")
                    .when(stack -> v2().customHeader("X-Long", "v".repeat(1_784)));
            says("customHeader: must name a header once, got 'x-twice'; remove the duplicate")
                    .when(stack -> v2().customHeader("X-Twice", "1").customHeader("x-twice", "2"));
            says("customHeader: CloudFront adds at most 30 headers per origin, got '31'; remove some")
                    .when(stack -> addHeaders(31, 1));
            says("customHeader: names and values must have at most 10240 characters together, got '10270'; shorten the"
                            + " values")
                    .when(stack -> addHeaders(26, 390));
            says("customHeader: value is a secret and must not be a literal in a template, got '%s'; use the origin's"
                            + " access option, which reads it from Secrets Manager")
                    .of("Authorization", "x-mediapackage-cdnidentifier")
                    .when(name -> v1().customHeader(name, "9ceebbe7-9607-4552-8764-876e47032660"));
            says("length: must be 16 to 256 characters, or it can be guessed, got '%s'; use for example 64")
                    .of(-1, 0, 8, 15, 257, 1_783)
                    .when(length -> generated("1").length(length));
            says("length: must belong to a generated value, got '64'; remove it for a secret of yours")
                    .when(stack -> users("key").length(64));
            says("field: must be the name of a JSON field, without ':' or braces, which end a dynamic reference, got"
                            + " '%s'; use for example 'value'")
                    .of("", ":", "a:b", "{a}", "a}}")
                    .when(AHeader::users);
            says("generation: must be 1 to 32 letters, digits and hyphens, got '%s'; use for example '2026-11'")
                    .of("", "2026_11", "2026/11", "a b", "ä", "123456789012345678901234567890123")
                    .when(HeaderSecret::generated);
            says("secretHeader: must be named Referer or User-Agent, the headers that a container's policy can ask for,"
                            + " got '%s'; use SecretHeader.Builder.create(this, id, \"Referer\")")
                    .of("X-Origin-Verify", "Authorization", "Referrer")
                    .when(name -> MediaStoreAccess.secretHeader(SecretHeader.Builder.create(new Stack(), "Header", name)
                            .build()));
            says(ONE_OF_THE_ACCEPTED.formatted("generation next")).when(stack -> header(stack)
                    .accepts(generated("old"))
                    .sends(generated("next"))
                    .build());
            says(ONE_OF_THE_ACCEPTED.formatted("field next of a secret")).when(stack -> header(stack)
                    .accepts(users("old"))
                    .sends(users("next"))
                    .build());
            says(ACCEPTED_ONCE.formatted("[]")).when(stack -> header(stack).accepts());
            says(ACCEPTED_ONCE.formatted("[generation 1, generation 1]")).when(stack -> header(stack)
                    .accepts(generated("1"), generated("1").length(128)));
            says(ACCEPTED_ONCE.formatted("[field a of a secret, field a of a secret]"))
                    .when(stack -> header(stack).accepts(users("a"), users("a")));
        }

        private static HeaderSecret users(String field) {
            return HeaderSecret.of(USERS, field);
        }

        private static SecretHeader.Builder header(Stack stack) {
            return SecretHeader.Builder.create(stack, "Header", "Referer");
        }

        private void name(String message, String... names) {
            says(message)
                    .of(names)
                    .when((stack, name) -> v2().customHeader(name, "x"))
                    .when((stack, name) -> SecretHeader.Builder.create(stack, "Header", name));
        }

        private static void addHeaders(int count, int length) {
            var origin = v2();
            IntStream.range(100, 100 + count).forEach(i -> origin.customHeader("X-" + i, "v".repeat(length)));
        }
    }

    @Nested
    class ADelivery extends Refusals {

        private static final String OPPOSITE =
                ": must not stand beside its opposite, got '%s'; use either allowedCountries or deniedCountries";

        @Override
        void rows() {
            says("origin: must be given; make it with MediaPackageOrigin.v2(…) or v1(…)")
                    .when(stack -> MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                            .build());
            says("comment: must have at most 128 characters, got '129 characters'; shorten it")
                    .when(stack -> delivery(stack).comment("c".repeat(129)));
            says("allowedCountries: must be ISO 3166-1 alpha-2 codes in upper case, got 'XX'; use for example 'DE'")
                    .when(stack -> delivery(stack).allowedCountries("DE", "XX"));
            says("deniedCountries: must be ISO 3166-1 alpha-2 codes in upper case, got 'de'; use for example 'DE'")
                    .when(stack -> delivery(stack).deniedCountries("de"));
            says("deniedCountries" + OPPOSITE.formatted("[FR]"))
                    .when(stack -> delivery(stack).allowedCountries("DE").deniedCountries("FR"));
            says("allowedCountries" + OPPOSITE.formatted("[DE]"))
                    .when(stack -> delivery(stack).deniedCountries("FR").allowedCountries("DE"));
            says("%s: must name at least one country, got '[]'; leave the call out where there is none")
                    .of("allowedCountries")
                    .when((stack, unused) -> delivery(stack).allowedCountries());
            says("viewerProtocolPolicy: must keep content and cookies off plain HTTP, got 'ALLOW_ALL'; use"
                            + " REDIRECT_TO_HTTPS or HTTPS_ONLY")
                    .when(stack -> delivery(stack).viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL));
            says("defaultRootObject: must not begin with '/', got '/index.html'; use for example 'index.html'")
                    .when(stack -> delivery(stack).defaultRootObject("/index.html"));
            says("pathPattern: must be used once, got '%s'; remove the duplicate")
                    .of("/player/*", "player/*")
                    .when((stack, pattern) -> delivery(stack)
                            .additionalBehavior("/player/*", page())
                            .additionalBehavior(pattern, page()));
            says(PATTERN_OF_THE_CONTENT.formatted("/out/v1/news/one/hls/*"))
                    .by(Facade.LIVE_V2, live -> live.additionalBehavior("/out/v1/news/one/hls/*", page()))
                    .by(Facade.LIVE_V2, live -> live.additionalBehavior("out/v1/news/one/hls/*", page()));
            says("additionalBehavior: must leave the content its paths, of which '/out/v1/news/one/hls/*.m3u8' would"
                            + " never be asked, got '%s'; name a narrower path, for example '/player/*'")
                    .of("/out/*", "*.m3u8", "out/v1/*/*", "/*.m3?8")
                    .when((stack, pattern) ->
                            delivery(stack).additionalBehavior(pattern, page()).build());
            says("additionalBehavior: must leave the content its paths, of which '/tm/*' would never be asked, got"
                            + " '/t*'; name a narrower path, for example '/player/*'")
                    .by(Facade.ADS, ads -> ads.additionalBehavior("/t*", page()));
            says("additionalBehavior: must not lie within an earlier one, '/player/*', which CloudFront asks first, got"
                            + " '/player/old/*'; name the narrower path first")
                    .by(Facade.LIVE_FILES, live -> live.additionalBehavior("/player/*", page())
                            .additionalBehavior("/player/old/*", page()));
            says("pathPattern: must be letters, digits and _-.*$/~\"'@:+&? only, at most 255 characters, got '%s'; use"
                            + " for example '/player/*'")
                    .of("/a b", "/poster images/*", "/" + "p".repeat(255))
                    .when((stack, pattern) -> delivery(stack).additionalBehavior(pattern, page()))
                    .when((stack, pattern) -> ViewerAccess.signedUrls().exceptFor(pattern));
            says("pathPattern: must leave paths to the other behaviours, got '%s'; use defaultBehavior(…) for what"
                            + " nothing else names")
                    .of("*", "/*")
                    .when((stack, pattern) -> delivery(stack).additionalBehavior(pattern, page()))
                    .when((stack, pattern) -> ViewerAccess.signedUrls().exceptFor(pattern));
            says("additionalBehavior: CloudFront takes at most 75 behaviours, the default one counted, got '76'; spread"
                            + " the paths over several distributions")
                    .by(Facade.LIVE_V2, live -> paths(70).forEach(path -> live.additionalBehavior(path, page())))
                    .by(Facade.VOD, films -> paths(70).forEach(path -> films.additionalBehavior(path, page())))
                    .by(
                            Facade.VOD,
                            films -> films.viewerAccess(ViewerRefusalsTest.signed()
                                    .exceptFor(paths(70).toArray(String[]::new))));
            says("errorCaching: CloudFront accepts no entry for this status code, got '412'; use one of [400, 403, 404,"
                            + " 405, 414, 416, 500, 501, 502, 503, 504]")
                    .when(stack -> ErrorCaching.live().with(412, Duration.ofSeconds(1)));
            says("errorCaching" + SECONDS_OF_A_YEAR)
                    .of(Duration.ofSeconds(-1), Duration.ofMillis(500), Duration.ofDays(366))
                    .when(time -> ErrorCaching.live().with(404, time));
        }

        private static Stream<String> paths(int count) {
            return IntStream.range(0, count).mapToObj(i -> "/page" + i);
        }
    }

    @Nested
    class FilmsInS3 extends Refusals {

        private static final String WEBSITE =
                "bucket: must not be set up as a website, whose endpoint cannot use origin access control, got '%s';"
                        + " remove the website configuration; use defaultRootObject(…) and errorCaching(…) instead";

        @Override
        void rows() {
            says("originPath" + FOLDER + "'/published'").of(NO_FOLDERS).when((stack, path) -> films(stack)
                    .originPath(path));
            says("contentPath" + FOLDER + "'/video'").of(NO_FOLDERS).when((stack, path) -> films(stack)
                    .contentPath(path));
            says("deployedDistributionId: must be a distribution's id as text, got '%s'; use for example"
                            + " 'E2ABCDEFGHIJKL', as the console shows it")
                    .of("e2abcdefghijkl", "*", "", "d111111abcdef8.cloudfront.net")
                    .when((stack, id) -> films(stack).deployedDistributionId(id));
            says("manifestTtl" + SECONDS_OF_A_YEAR)
                    .of(Duration.ofSeconds(-1), Duration.ofMillis(500))
                    .when((stack, time) -> films(stack).manifestTtl(time));
            says("segmentTtl" + SECONDS_OF_A_YEAR)
                    .of(Duration.ofDays(-1), Duration.ofDays(366))
                    .when((stack, time) -> films(stack).segmentTtl(time));
            says("missingPage: must begin with '/', got '%s'; use for example '/errors/404.html'")
                    .of("missing.html", "")
                    .when((stack, page) -> films(stack).missingPage(page));
            says("errorPage: must be a path that is served, got '/errors/missing.html'; put it where the content lies,"
                            + " or give its path an origin with additionalBehavior(…)")
                    .when(stack -> films(stack)
                            .contentPath("/video")
                            .missingPage("/errors/missing.html")
                            .build());
            says("keepOldVersions" + DAYS)
                    .of(Duration.ofHours(36), Duration.ZERO, Duration.ofDays(-1))
                    .when(time -> ContentBucket.created().versioned(time));
            says("expireAfter" + DAYS)
                    .of(ages("PT0S | P-1D | PT12H | PT36H | PT30S | PT23H59M"))
                    .when((stack, age) -> ContentBucket.created().expireAfter(age))
                    .when((stack, age) -> live(stack).expireAfter(age))
                    .when((stack, age) -> AccessLogs.toS3().expireAfter(age));
            says("keepOldVersions: must not outlive the content itself (expireAfter), got 'PT744H'; keep old versions"
                            + " for at most as long as the content")
                    .when(stack -> ContentBucket.created()
                            .versioned(DAY.multipliedBy(31))
                            .expireAfter(DAY.multipliedBy(30)))
                    .when(stack -> ContentBucket.created()
                            .expireAfter(DAY.multipliedBy(30))
                            .versioned(DAY.multipliedBy(31)));
            says("expireAfter: must be set on the bucket itself where it is the user's, got 'PT24H'; add a lifecycle"
                            + " rule to the bucket")
                    .after(stack ->
                            live(stack).bucket(ContentBucket.of(bucket(stack))).expireAfter(DAY)::build)
                    .after(stack -> live(stack).expireAfter(DAY).bucket(ContentBucket.of(bucket(stack)))::build);
            says(WEBSITE.formatted("Test/Site"))
                    .after(stack -> films(stack).bucket(ContentBucket.of(website(stack)))::build);
            says(WEBSITE.formatted("Test/Imported"))
                    .after(stack -> films(stack).bucket(imported(stack, it -> it.isWebsite(true)))::build);
            says("originAccess: must be ORIGIN_ACCESS_CONTROL for a bucket encrypted with a KMS key, got"
                            + " 'ORIGIN_ACCESS_IDENTITY'; remove the originAccess option")
                    .after(stack -> byIdentity(stack, ContentBucket.created().encryptedWith(key(stack))))
                    .after(stack -> byIdentity(stack, ContentBucket.created().encryptedWith(importedKey(stack))))
                    .after(stack -> byIdentity(stack, ContentBucket.of(encryptedBucket(stack, key(stack)))))
                    .after(stack -> byIdentity(stack, imported(stack, it -> it.encryptionKey(importedKey(stack)))));
            says("microsoftSmoothStreaming: must not stand beside an edge function, which CloudFront refuses, got"
                            + " 'viewerRequestFunction'; remove one of the two")
                    .after(stack -> {
                        var function = EdgeConfiguration.NATIVE.in(stack).getFunction();
                        return films(stack).microsoftSmoothStreaming().viewerRequestFunction(function)::build;
                    });
            says("defaultBehavior: must not stand beside content that answers every path, got 'a behaviour'; give the"
                            + " content a path of its own with contentPath(…)")
                    .when(stack -> films(stack).defaultBehavior(page()).build());
            says(PATTERN_OF_THE_CONTENT).of("/*.m3u8", "/*.mpd").when((stack, pattern) -> films(stack)
                    .additionalBehavior(pattern, page())
                    .build());
            says(PATTERN_OF_THE_CONTENT).of("/video/*", "/video/*.mpd").when((stack, pattern) -> films(stack)
                    .additionalBehavior(pattern.substring(1), page())
                    .contentPath("/video")
                    .build());
            says("manifest: must not be empty or begin with '/', got '%s'; use for example 'film/index.m3u8'")
                    .of("", "/film/index.m3u8", "/index.m3u8")
                    .after((stack, name) -> url(films(stack).build(), name))
                    .after((stack, name) -> url(live(stack).build(), name))
                    .after((stack, name) -> url(container(stack).build(), name));
        }

        @Test
        void areNotCheckedWhereOnlyTheDeploymentKnows() {
            var template = Resources.of(stack -> films(stack)
                    .originPath("/" + Aws.STACK_NAME + "/")
                    .originShieldRegion(Aws.REGION)
                    .build());

            assertThat(template.resolved(template.origin()).path("OriginPath").asText())
                    .isEqualTo("/Test/");
        }

        private static ThrowingCallable byIdentity(Stack stack, ContentBucket bucket) {
            return films(stack).bucket(bucket).originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)::build;
        }

        private static Bucket website(Stack stack) {
            var site = Bucket.Builder.create(stack, "Site").websiteIndexDocument("index.html");
            return site.build();
        }

        private static ContentBucket imported(Stack stack, UnaryOperator<BucketAttributes.Builder> attributes) {
            var all = attributes
                    .apply(BucketAttributes.builder().bucketName("site"))
                    .build();
            return ContentBucket.of(Bucket.fromBucketAttributes(stack, "Imported", all));
        }
    }

    @Nested
    class AContainer extends Refusals {

        private static final String HOST = "abc123.data.mediastore.eu-west-1.amazonaws.com";
        private static final MediaContainer ENDPOINT = MediaContainer.fromEndpoint("https://" + HOST);

        @Override
        void rows() {
            says("containerName: must be 1 to 255 letters, digits, '_' and '-', got '%s'; use for example"
                            + " 'live_events'")
                    .of("", "a b", "a/b", "a.b", "ä", "a*", "a".repeat(256))
                    .when(MediaContainer::created);
            says("endpoint: must be https://HOST without a path, got '%s'; use for example"
                            + " 'https://abc123.data.mediastore.eu-west-1.amazonaws.com'")
                    .of(values(
                            (" | https:// | http://%1$s | %1$s | https://%1$s/ | https://%1$s/live | https://%1$s:443 |"
                                            + " https://%1$s?a")
                                    .formatted(HOST)))
                    .when(MediaContainer::fromEndpoint);
            says("corsRule: must name origins and headers, since MediaStore wants both, got 'origins [], headers"
                            + " [Range]'; use for example List.of(\"*\") for the one that does not matter")
                    .when(stack -> new ContainerCorsRule(List.of(), List.of("Range"), Duration.ZERO));
            says("corsRule: must name origins and headers, since MediaStore wants both, got 'origins [*], headers []';"
                            + " use for example List.of(\"*\") for the one that does not matter")
                    .when(stack -> new ContainerCorsRule(List.of("*"), List.of(), Duration.ZERO));
            says("maxAge: must be whole seconds from 0 to 86400, got '%s'; use for example Duration.ofSeconds(0)")
                    .of(Duration.ofSeconds(-1), Duration.ofMillis(500), Duration.ofSeconds(86_401))
                    .when(age -> new ContainerCorsRule(List.of("*"), List.of("*"), age));
            says("corsRules: a container takes at most 100, got '101'; put the origins into fewer rules")
                    .when(stack -> withRules(101))
                    .when(stack -> container(stack)
                            .container(withRules(100))
                            .cors(CorsRules.anyOrigin())
                            .build());
            says("expireAfter: path must not be empty or begin with '/', or it never matches, got '%s'; use for example"
                            + " 'live/*.ts'")
                    .of("", "/", "/live/*.ts")
                    .when(path -> MediaContainer.created().expireAfter(path, DAY));
            says("expireAfter: age must be whole days, or whole seconds below a day, got '%s'; use for example"
                            + " Duration.ofDays(1)")
                    .of(ages("PT0S | PT-1S | P-1D | PT0.5S | PT1.5S | PT36H | PT24H1S"))
                    .when((stack, age) -> MediaContainer.created().expireAfter("*", age))
                    .when((stack, age) -> container(stack).expireAfter(age));
            says("expireAfter: must be set on the container itself where it is the user's, got 'PT24H'; add a lifecycle"
                            + " policy to the container")
                    .after(stack -> container(stack).container(ENDPOINT).expireAfter(DAY)::build)
                    .after(stack -> container(stack).expireAfter(DAY).container(ENDPOINT)::build)
                    .after(stack -> container(stack).container(own(stack)).expireAfter(DAY)::build);
            says("metricGroup: must be 1 to 30 letters, digits and '_', once, got '%s'; use for example"
                            + " 'live_segments'")
                    .of("", "a-b", "a b", "a/b", "ä", "a".repeat(31))
                    .when(group -> MediaContainer.created().metricGroup(group, "*"));
        }

        @Test
        void withAPolicyThatMediaStoreDoesNotTakeIsRefusedBeforeAnythingIsDefined() {
            var stack = new Stack(new App(), "Test");

            refused(stack, "Öffentlich")
                    .withMessage("policy: must be ASCII, got 'other characters'; remove them from statement(…)");
            refused(stack, "a".repeat(8_192))
                    .withMessageMatching(
                            "policy: must have at most 8192 characters, got '[0-9]{4}'; shorten statement\\(…\\)");
            assertThat(stack.getNode().getChildren()).isEmpty();
        }

        private static ThrowableAssertAlternative<?> refused(Stack stack, String sid) {
            var policy = MediaContainer.created().statement(Map.of("Sid", sid));
            return assertThatIllegalArgumentException()
                    .isThrownBy(() -> container(stack).container(policy).build());
        }

        private static MediaContainer.Created withRules(int count) {
            var container = MediaContainer.created();
            for (int i = 0; i < count; i++) {
                container = container.corsRule(
                        new ContainerCorsRule(List.of("https://" + i + ".com"), List.of("*"), Duration.ZERO));
            }
            return container;
        }

        private static MediaContainer own(Stack stack) {
            var own = CfnContainer.Builder.create(stack, "Own").containerName("own");
            return MediaContainer.of(own.build());
        }
    }

    @Test
    void whatJustKeepsARuleIsTaken() {
        var header =
                SecretHeader.Builder.create(new Stack(), "Header", "Referer").accepts(generated("1"));

        assertThatNoException().isThrownBy(() -> {
            MediaStoreAccess.secretHeader(header.build());
            MediaContainer.created("a".repeat(255)).metricGroup("a".repeat(30), "*");
            ContentBucket.created().versioned(DAY).expireAfter(DAY);
        });
    }

    private static ThrowingCallable url(FileStoreDistribution delivery, String name) {
        return () -> delivery.getPlaybackUrl(name);
    }

    private static S3LiveDistribution.Builder live(Stack stack) {
        return S3LiveDistribution.Builder.create(stack, "Live");
    }

    private static MediaStoreOriginDistribution.Builder container(Stack stack) {
        return MediaStoreOriginDistribution.Builder.create(stack, "Live");
    }
}
