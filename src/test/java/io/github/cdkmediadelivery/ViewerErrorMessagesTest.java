package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.IKeyGroup;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;

/** What the library says when it refuses: who may watch, under which name, what is written down, whose pages. */
class ViewerErrorMessagesTest {

    private static final String MAKE_A_KEY =
            "; make one with 'openssl genrsa -out private.pem 2048' and 'openssl rsa -pubout -in private.pem'";
    private static final ViewerKey KEY = KeyPairs.viewerKey(KeyPairs.ecdsa());

    // --- keys ---

    static Stream<Arguments> badKeys() {
        var pair = KeyPairs.rsa();
        return Stream.of(
                Arguments.of(
                        "1024 bits",
                        KeyPairs.publicPem(KeyPairs.rsa(1024)),
                        "must have 2048 bits where it is RSA, got '1024 bits'"),
                Arguments.of(
                        "4096 bits",
                        KeyPairs.publicPem(KeyPairs.rsa(4096)),
                        "must have 2048 bits where it is RSA, got '4096 bits'"),
                Arguments.of(
                        "P-384",
                        KeyPairs.publicPem(KeyPairs.ecdsa("secp384r1")),
                        "must be on the curve P-256 where it is ECDSA, got 'another curve'"),
                Arguments.of(
                        "Ed25519",
                        KeyPairs.publicPem(KeyPairs.ed25519()),
                        "must be RSA or ECDSA, got 'another algorithm, or damaged text'"),
                Arguments.of(
                        "a private key",
                        KeyPairs.privatePem(pair),
                        "must be the public half of the pair, got 'a private key'"),
                Arguments.of(
                        "a private key as OpenSSL wrote it for long",
                        KeyPairs.pem("RSA PRIVATE KEY", pair.getPrivate().getEncoded()),
                        "must be the public half of the pair, got 'a private key'"),
                Arguments.of("a certificate", KeyPairs.certificatePem(), "must be a public key, got 'a certificate'"),
                Arguments.of(
                        "a key as PKCS#1",
                        KeyPairs.pem("RSA PUBLIC KEY", pair.getPublic().getEncoded()),
                        "must begin with -----BEGIN PUBLIC KEY-----, got '-----BEGIN RSA PUBLIC KEY-----'"),
                Arguments.of("garbage", "hello", "must be a public key as PEM, got 'text that is none'"),
                Arguments.of("nothing", "", "must be a public key as PEM, got 'text that is none'"),
                Arguments.of(
                        "bytes that are no key",
                        KeyPairs.pem("PUBLIC KEY", new byte[] {1, 2, 3}),
                        "must be RSA or ECDSA, got 'another algorithm, or damaged text'"),
                Arguments.of(
                        "letters that are no bytes",
                        "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----\n",
                        "must be RSA or ECDSA, got 'another algorithm, or damaged text'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badKeys")
    void aKeyThatCloudFrontWouldRefuse(String name, String pem, String message) {
        assertRefused(() -> ViewerKey.fromPem(pem), "publicKey: " + message + MAKE_A_KEY);
    }

    @Test
    void aKeyFileThatIsNotThere() {
        assertRefused(
                () -> ViewerKey.fromFile(Path.of("no-such-file.pem")),
                "publicKey: must be a file that can be read, got 'no-such-file.pem'" + MAKE_A_KEY);
    }

    // --- key groups ---

    @Test
    void aSixthKey() {
        var keys = ViewerKeys.Builder.create(new Stack(), "Keys");
        IntStream.range(0, 5).forEach(i -> keys.key(KeyPairs.viewerKey(KeyPairs.ecdsa())));

        assertRefused(
                () -> keys.key(KEY), "keys: a key group holds at most 5, got '6'; remove the ones that sign no more");
    }

    @Test
    void aKeyTwice() {
        assertRefused(
                () -> ViewerKeys.Builder.create(new Stack(), "Keys").key(KEY).key(KEY),
                "keys: must not hold a key twice, got '2'; remove the duplicate");
    }

    @Test
    void noKey() {
        assertRefused(
                () -> ViewerKeys.Builder.create(new Stack(), "Keys").build(),
                "keys: must hold at least one key, got '0'; add it with key(…)");
    }

    // --- viewer access ---

    @Test
    void aFifthGroup() {
        var stack = new Stack();

        assertRefused(
                () -> ViewerAccess.signedUrls(keys(stack)).keyGroups(groups(stack, 4)),
                "viewerAccess: a behaviour takes at most 4 key groups, got '5'; put the keys into fewer groups");
        assertRefused(
                () -> ViewerAccess.signedCookies().keyGroups(groups(new Stack(), 5)),
                "viewerAccess: a behaviour takes at most 4 key groups, got '5'; put the keys into fewer groups");
    }

    @Test
    void signedByNobody() {
        var message = "viewerAccess: must name the keys that sign, got 'none'; use ViewerAccess.signedCookies(keys)";

        assertRefusedBy(Facade.VOD, delivery -> delivery.viewerAccess(ViewerAccess.signedUrls()), message);
        assertRefusedBy(Facade.LIVE_V2, delivery -> delivery.viewerAccess(ViewerAccess.signedCookies()), message);
    }

    @Test
    void openWithKeyGroups() {
        assertRefused(
                () -> ViewerAccess.open().keyGroups(groups(new Stack(), 1)),
                "viewerAccess: must ask for a signature where it names key groups, got 'open()';"
                        + " use ViewerAccess.signedUrls(…) or signedCookies(…)");
    }

    /** Signed content beside an open path of the same requests, or more. */
    @ParameterizedTest
    @CsvSource({
        "VOD,              /*.m3u8",
        "VOD,              *.mpd",
        "VOD,              /?*",
        "LIVE_V2,          /?*",
        "LIVE_V1,          /out/v?/*",
        "VOD_UNDER_A_PATH, /video/*",
        "VOD_UNDER_A_PATH, video/*.m3u8",
        "VOD_UNDER_A_PATH, /vid*",
        "LIVE_V2,          /out/v1/news/one/hls/*",
        "LIVE_V2,          out/v1/news/one/hls/*",
        "LIVE_V2,          /out/*",
        "LIVE_V1,          /out/v1/*"
    })
    void anOpenPathThatIsSigned(Facade facade, String pattern) {
        assertRefusedBy(
                facade,
                delivery -> delivery.viewerAccess(
                        ViewerAccess.signedUrls(keys(new Stack())).exceptFor(pattern)),
                "viewerAccess: must not open a path that it signs, got '" + pattern
                        + "'; name a narrower path in exceptFor(…)");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsHalfMadeWhereAccessIsRefused(Facade facade) {
        for (var access : List.of(
                ViewerAccess.signedUrls(),
                ViewerAccess.signedUrls(keys(new Stack())).exceptFor("/o*", "/l*", "/v*", "/?*"))) {
            var stack = new Stack(new App(), "Test");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> facade.define(stack, (unused, delivery) -> delivery.viewerAccess(access)))
                    .withMessageStartingWith("viewerAccess: must ");
            assertThat(stack.getNode().getChildren()).isEmpty();
        }
    }

    /** The host of MediaPackage v1 serves every endpoint of the account. */
    @ParameterizedTest
    @CsvSource({
        "LIVE_V1,          /out/v1/another/*.m3u8,  [/out/v1/def456/*]",
        "LIVE_V1,          *.m3u8,                  [/out/v1/def456/*]",
        "VOD_UNDER_A_PATH, /poster/*.jpg,           '[/video/*.m3u8, /video/*.mpd, /video/*]'"
    })
    void anOpenPathThatIsNotTheContents(Facade facade, String pattern, String signed) {
        assertRefusedBy(
                facade,
                delivery -> delivery.viewerAccess(
                        ViewerAccess.signedUrls(keys(new Stack())).exceptFor(pattern)),
                "viewerAccess: must open paths of the content only, got '" + pattern + "'; name a path under one of "
                        + signed);
    }

    @Test
    void anOpenPathThatIsAnotherOrigins() {
        assertRefusedBy(
                Facade.VOD,
                delivery -> delivery.additionalBehavior(
                                "/poster/*",
                                BehaviorOptions.builder()
                                        .origin(new HttpOrigin("www.example.com"))
                                        .build())
                        .viewerAccess(ViewerAccess.signedUrls(keys(new Stack())).exceptFor("poster/*")),
                "pathPattern: must be used once, got 'poster/*'; remove the additional behaviour with it");
    }

    @Test
    void moreOpenPathsThanCloudFrontTakes() {
        var paths = IntStream.range(0, 73).mapToObj(i -> "/poster" + i + "/*").toArray(String[]::new);

        assertRefusedBy(
                Facade.VOD,
                delivery -> delivery.viewerAccess(
                        ViewerAccess.signedUrls(keys(new Stack())).exceptFor(paths)),
                "additionalBehavior: CloudFront takes at most 75 behaviours, the default one counted, got '76';"
                        + " spread the paths over several distributions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/*"})
    void everythingOpen(String pattern) {
        assertRefused(
                () -> ViewerAccess.signedUrls().exceptFor(pattern),
                "pathPattern: must leave paths to the other behaviours, got '" + pattern
                        + "'; use defaultBehavior(…) for what nothing else names");
    }

    @Test
    void anOpenPathThatIsNone() {
        assertRefused(
                () -> ViewerAccess.signedUrls().exceptFor("/poster images/*"),
                "pathPattern: must be letters, digits and _-.*$/~\"'@:+&? only, at most 255 characters,"
                        + " got '/poster images/*'; use for example '/player/*'");
    }

    @Test
    void cookiesThatBrowsersWouldNotSend() {
        assertRefusedBy(
                Facade.VOD,
                delivery -> delivery.cors(CorsRules.anyOrigin())
                        .viewerAccess(ViewerAccess.signedCookies(keys(new Stack()))),
                "cors: must allow credentials where viewers show signed cookies, or browsers send none,"
                        + " got 'origins=* headers=[] credentials=false'; use CorsRules.origins(…).credentials()");
    }

    // --- names ---

    @Test
    void aCertificateOfAnotherRegion() {
        assertRefused(
                () -> CustomDomain.of(certificate("eu-west-1"), "video.example.com"),
                "certificate: must be in us-east-1, where CloudFront looks for it,"
                        + " got 'arn:aws:acm:eu-west-1:111122223333:certificate/1';"
                        + " make it in a stack with the region us-east-1");
    }

    @ParameterizedTest
    @CsvSource({"'', a stack without a region", "eu-west-1, eu-west-1"})
    void aCertificateToBeMadeInAnotherRegion(String region, String got) {
        assertRefused(
                () -> Facade.VOD.in(
                        region,
                        (stack, delivery) -> delivery.customDomain(CustomDomain.inZone(zone(stack), "example.com"))),
                "certificate: can be made with the distribution in a stack of us-east-1 only, got '" + got
                        + "'; make it in a stack of its own with that region and crossRegionReferences, and use"
                        + " CustomDomain.of(…)");
    }

    @Test
    void aNameTwice() {
        assertRefused(
                () -> CustomDomain.of(certificate("us-east-1"), "a.example.com", "b.example.com", "a.example.com"),
                "domainNames: must not hold a name twice, got '[a.example.com, b.example.com, a.example.com]';"
                        + " remove the duplicate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.*.example.com",
                "*www.example.com",
                "*.*.example.com",
                "*",
                "*.",
                "",
                "localhost",
                "WWW.example.com",
                "www.example.com.",
                "https://www.example.com",
                "www.example.com/video",
                "www.example.com:443",
                "-www.example.com",
                "www..example.com",
                "bücher.example.com",
                "192.0.2.1"
            })
    void aNameThatIsNone(String name) {
        assertRefused(
                () -> CustomDomain.of(certificate("us-east-1"), "a.example.com", name),
                "domainNames: must be a domain name in lower case, with a wildcard as the whole first part at most,"
                        + " got '" + name + "'; use for example 'video.example.com' or '*.example.com'");
    }

    @Test
    void noName() {
        assertRefused(
                () -> CustomDomain.of(certificate("us-east-1")),
                "domainNames: must hold at least one name, got '[]'; use for example 'video.example.com'");
    }

    @Test
    void aHundredAndOneNames() {
        var names =
                IntStream.range(0, 101).mapToObj(i -> "v" + i + ".example.com").toArray(String[]::new);

        assertThat(CustomDomain.of(certificate("us-east-1"), Arrays.copyOf(names, 100)))
                .isNotNull();
        assertRefused(
                () -> CustomDomain.of(certificate("us-east-1"), names),
                "domainNames: CloudFront takes at most 100, got '101'; remove some");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video.example.org", "badexample.com"})
    void aNameOutsideItsZone(String name) {
        var message = "domainNames: must lie in the hosted zone 'example.com', got '" + name
                + "'; give the zone of that name, or make its records elsewhere";

        assertRefused(() -> CustomDomain.of(certificate("us-east-1"), name).zone(zone(new Stack())), message);
        assertRefused(() -> CustomDomain.inZone(zone(new Stack()), "example.com", name), message);
    }

    // --- logs ---

    @Test
    void aLegacyLogBucketWithoutAcls() {
        var message = "accessLogs: the legacy way needs a bucket with ACLs, got 'a bucket that has them disabled';"
                + " set objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED) on it";

        assertRefused(
                () -> Facade.VOD.with((stack, delivery) ->
                        delivery.accessLogs(AccessLogs.toS3().bucket(new Bucket(stack, "Mine")))),
                message);
        assertRefused(
                () -> Facade.LIVE_V2.in(
                        "eu-west-1",
                        (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3()
                                .bucket(Bucket.Builder.create(stack, "Mine")
                                        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                                        .build()))),
                message);
    }

    static Stream<Arguments> v2Only() {
        return Stream.of(
                        Arguments.of("a log group or a delivery stream", (Logs)
                                stack -> AccessLogs.toLogGroup(new LogGroup(stack, "Requests"))),
                        Arguments.of("a log group or a delivery stream", (Logs) stack ->
                                AccessLogs.toFirehose("arn:aws:firehose:us-east-1:111122223333:deliverystream/logs")),
                        Arguments.of("a choice of format, fields or folders", (Logs)
                                stack -> AccessLogs.toS3().format(S3AccessLogs.Format.JSON)),
                        Arguments.of("a choice of format, fields or folders", (Logs)
                                stack -> AccessLogs.toS3().fields("cs-uri-stem")),
                        Arguments.of("a choice of format, fields or folders", (Logs)
                                stack -> AccessLogs.toS3().partitionedBy("{yyyy}")))
                .flatMap(each -> Stream.of(
                        Arguments.of(each.get()[0], each.get()[1], "", "a stack without a region"),
                        Arguments.of(each.get()[0], each.get()[1], "eu-west-1", "eu-west-1")));
    }

    /** A choice of logs that may need a stack. */
    private interface Logs extends Function<Stack, AccessLogs> {}

    @ParameterizedTest
    @MethodSource("v2Only")
    void logsThatOnlyUsEast1Offers(String what, Logs logs, String region, String got) {
        assertRefused(
                () -> Facade.VOD.in(region, (stack, delivery) -> delivery.accessLogs(logs.apply(stack))),
                "accessLogs: " + what
                        + " needs standard logging v2, which AWS offers in stacks of us-east-1 only, got '" + got
                        + "'; use AccessLogs.toS3() without further options, or give the stack that region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logs",
                "arn:aws:firehose:us-east-1:111122223333:deliverystream/",
                "arn:aws:kinesis:us-east-1:111122223333:stream/logs",
                "arn:aws:firehose:us-east-1:1234:deliverystream/logs"
            })
    void aStreamThatIsNone(String arn) {
        assertRefused(
                () -> AccessLogs.toFirehose(arn),
                "deliveryStreamArn: must be the ARN of a delivery stream, got '" + arn
                        + "'; use for example 'arn:aws:firehose:us-east-1:111122223333:deliverystream/logs'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cs uri stem", "cs-uri-stem,sc-status"})
    void aFieldThatIsNone(String field) {
        assertRefused(
                () -> AccessLogs.toS3().fields("cs-uri-stem", field),
                "fields: must be the name of a log field, got '" + field + "'; use for example 'cs-uri-stem'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/logs", "logs/", "{yyyy}/{week}", "{yyyy", "logs of films"})
    void foldersThatAreNone(String path) {
        assertRefused(
                () -> AccessLogs.toS3().partitionedBy(path),
                "partitionedBy: must be folders of text and CloudFront's variables, got '" + path
                        + "'; use for example '{DistributionId}/{yyyy}/{MM}/{dd}/{HH}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT36H", "PT0S", "P-1D", "PT23H59M"})
    void anAgeThatIsNoWholeDays(Duration age) {
        assertRefused(
                () -> AccessLogs.toS3().expireAfter(age),
                "expireAfter: must be whole days, at least one, got '" + age
                        + "'; use for example Duration.ofDays(30)");
    }

    // --- web ACLs ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/films/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f",
                "arn:aws:wafv2:eu-west-1:111122223333:global/webacl/films/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f",
                "0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f",
                ""
            })
    void aWebAclThatIsNotForCloudFront(String arn) {
        assertRefusedBy(
                Facade.VOD,
                delivery -> delivery.webAclArn(arn),
                "webAclArn: must be the ARN of a WAFv2 web ACL of CLOUDFRONT scope, got '" + arn
                        + "'; make it in us-east-1; its ARN reads"
                        + " arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID");
    }

    @ParameterizedTest
    @CsvSource({"'', a stack without a region", "eu-west-1, eu-west-1"})
    void aWebAclToBeMadeInAnotherRegion(String region, String got) {
        var acl = AllowedOriginsWebAcl.Builder.create(
                Facade.stack(new App(), region), "WebAcl", AllowedOrigins.of("https://www.example.com"));

        assertRefused(
                acl::build,
                "webAcl: must be in a stack of us-east-1, where CloudFront looks for it, got '" + got
                        + "'; make it in a stack of its own with that region and crossRegionReferences");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 9, 2_000_000_001})
    void aRateThatWafDoesNotTake(long rate) {
        assertRefused(
                () -> acl().rateLimit(rate),
                "rateLimit: must be 10 to 2000000000 requests in five minutes, got '" + rate
                        + "'; use for example 5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AmazonIpReputationList", "AWSManagedRules", "AWSManagedRules CommonRuleSet", ""})
    void aRuleGroupThatIsNotAws(String name) {
        assertRefused(() -> acl().managedRuleGroup(name), ruleGroup(name));
    }

    @Test
    void aRuleGroupTwice() {
        assertRefused(
                () -> acl().managedRuleGroup("AWSManagedRulesCommonRuleSet")
                        .managedRuleGroup("AWSManagedRulesCommonRuleSet"),
                ruleGroup("AWSManagedRulesCommonRuleSet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "2001:db8::/32",
                "203.0.113.0/33",
                "203.0.113.0/0",
                "256.0.113.0/24",
                "203.0.113/24",
                "office",
                ""
            })
    void anAddressThatIsNoRange(String range) {
        assertRefused(
                () -> acl().trustedAddresses("203.0.113.0/24", range),
                "trustedAddresses: must be IPv4 ranges, got '" + range + "'; use for example '203.0.113.0/24'");
    }

    // --- origins ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com/",
                "https://www.example.com/player",
                "www.example.com",
                "//www.example.com",
                "*",
                "null",
                "https://WWW.example.com",
                "https://www.*.example.com",
                ""
            })
    void anOriginThatIsNone(String origin) {
        assertRefused(
                () -> AllowedOrigins.of("https://a.example.com", origin),
                "allowedOrigins: must be scheme://host[:port] in lower case, without a path, got '" + origin
                        + "'; use for example 'https://www.example.com' or 'https://*.example.com'");
    }

    @Test
    void anOriginTwice() {
        assertRefused(
                () -> AllowedOrigins.of("https://a.example.com", "https://a.example.com"),
                "allowedOrigins: must not name an origin twice, got '[https://a.example.com, https://a.example.com]';"
                        + " remove the duplicate");
    }

    @Test
    void noOrigin() {
        assertRefused(
                () -> AllowedOrigins.of(),
                "allowedOrigins: must name at least one origin, got '[]'; add the page's origin");
    }

    private static void assertRefused(ThrowingCallable work, String message) {
        assertThatIllegalArgumentException().isThrownBy(work).withMessage(message);
    }

    private static void assertRefusedBy(Facade facade, Consumer<DeliveryBuilder<?>> options, String message) {
        assertRefused(() -> facade.with((stack, delivery) -> options.accept(delivery)), message);
    }

    private static String ruleGroup(String name) {
        return "managedRuleGroup: must be the name of a rule group of AWS's, once, got '" + name
                + "'; use for example 'AWSManagedRulesAmazonIpReputationList'";
    }

    private static AllowedOriginsWebAcl.Builder acl() {
        return AllowedOriginsWebAcl.Builder.create(new Stack(), "WebAcl", AllowedOrigins.of("https://www.example.com"));
    }

    private static ViewerKeys keys(Stack stack) {
        return ViewerKeys.Builder.create(stack, "Keys").key(KEY).build();
    }

    private static IKeyGroup[] groups(Stack stack, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> KeyGroup.fromKeyGroupId(stack, "Group" + i, "group-" + i))
                .toArray(IKeyGroup[]::new);
    }

    private static ICertificate certificate(String region) {
        return Certificate.fromCertificateArn(
                new Stack(), "Certificate", "arn:aws:acm:" + region + ":111122223333:certificate/1");
    }

    private static IHostedZone zone(Stack stack) {
        return HostedZone.fromHostedZoneAttributes(
                stack,
                "Zone",
                HostedZoneAttributes.builder()
                        .hostedZoneId("Z0123456789")
                        .zoneName("example.com")
                        .build());
    }
}
