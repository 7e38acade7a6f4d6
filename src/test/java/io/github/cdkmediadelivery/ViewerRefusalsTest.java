package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.AdsFixtures.AD_SERVER;
import static io.github.cdkmediadelivery.LiveFixtures.delivery;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static io.github.cdkmediadelivery.S3Topologies.films;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.cloudfront.IKeyGroup;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.secretsmanager.Secret;

/**
 * The rest of what {@link RefusalsTest} begins: who may watch, from which pages, under which name and with which ads,
 * and what is written down of it.
 */
class ViewerRefusalsTest {

    private static final ViewerKey KEY = KeyPairs.viewerKey(KeyPairs.ecdsa());

    @Nested
    class AKey extends Refusals {

        private static final String MAKE =
                "; make one with 'openssl genrsa -out private.pem 2048' and 'openssl rsa -pubout -in private.pem'";
        private static final KeyPair PAIR = KeyPairs.rsa();
        private static final byte[] BODY = PAIR.getPrivate().getEncoded();

        /** As OpenSSL and Java write them. */
        private static final String[] PRIVATE = {
            KeyPairs.privatePem(PAIR),
            KeyPairs.privatePem(PAIR).replace("\n", "\r\n"),
            KeyPairs.privatePem(KeyPairs.ecdsa()),
            KeyPairs.pem("RSA PRIVATE KEY", BODY),
            KeyPairs.pem("EC PRIVATE KEY", BODY),
            KeyPairs.pem("ENCRYPTED PRIVATE KEY", BODY)
        };

        private static final String[] PRIVATE_AND_MORE = {
            PRIVATE[3].replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233\n\n"),
            KeyPairs.pem("EC PARAMETERS", new byte[] {1}) + PRIVATE[4],
            PRIVATE[0] + KeyPairs.publicPem(PAIR),
            KeyPairs.publicPem(PAIR) + PRIVATE[0],
            PRIVATE[0].replace("-----END", "----END")
        };

        private static final String PRIVATE_CALLED_PUBLIC = KeyPairs.pem("PUBLIC KEY", BODY);

        @Override
        void rows() {
            key("must have 2048 bits where it is RSA, got '1024 bits'", KeyPairs.publicPem(KeyPairs.rsa(1024)));
            key("must have 2048 bits where it is RSA, got '4096 bits'", KeyPairs.publicPem(KeyPairs.rsa(4096)));
            key(
                    "must be on the curve P-256 where it is ECDSA, got 'another curve'",
                    KeyPairs.publicPem(KeyPairs.ecdsa("secp384r1")));
            key("must be the public half of the pair, got 'a private key'", PRIVATE);
            key("must be a public key, got 'a certificate'", KeyPairs.certificatePem());
            key(
                    "must begin with -----BEGIN PUBLIC KEY-----, got '-----BEGIN RSA PUBLIC KEY-----'",
                    KeyPairs.pem("RSA PUBLIC KEY", PAIR.getPublic().getEncoded()));
            var damaged = "must be RSA or ECDSA, got 'another algorithm, or damaged text'";
            key(damaged, KeyPairs.publicPem(KeyPairs.ed25519()), PRIVATE_CALLED_PUBLIC);
            key(damaged, KeyPairs.pem("PUBLIC KEY", new byte[] {1, 2, 3}), KeyPairs.pem("PUBLIC KEY", new byte[0]));
            key(damaged, KeyPairs.pem("PUBLIC KEY", new byte[3]).replace("AAAA", "A"));
            key(damaged, KeyPairs.pem("PUBLIC KEY", new byte[3]).replace("AAAA", "AAA=AAA"));
            var none = "must be a public key as PEM, got 'text that is none'";
            key(none, PRIVATE_AND_MORE);
            key(none, "", "hello", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----");
            key(none, "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 me@example.com", "{\"kty\":\"RSA\",\"e\":\"AQAB\"}");
            says("publicKey: must be a file that can be read, got 'no-such-file.pem'" + MAKE)
                    .when(stack -> ViewerKey.fromFile(Path.of("no-such-file.pem")));
            says("keys: a key group holds at most 5, got '6'; remove the ones that sign no more")
                    .when(stack -> Stream.generate(() -> KeyPairs.viewerKey(KeyPairs.ecdsa()))
                            .limit(6)
                            .forEach(keys(stack)::key));
            says("keys: must not hold a key twice, got '2'; remove the duplicate")
                    .when(stack -> keys(stack).key(KEY).key(KEY));
            says("keys: must hold at least one key, got '0'; add it with key(…)")
                    .when(stack -> keys(stack).build());
        }

        private void key(String rule, String... pems) {
            says("publicKey: " + rule + MAKE).of(pems).when(ViewerKey::fromPem);
        }
    }

    @Nested
    class ViewersAccess extends Refusals {

        private static final String SIGNED =
                "viewerAccess: must not open a path that it signs, got '%s'; name a narrower path in exceptFor(…)";
        private static final String OTHER =
                "viewerAccess: must open paths of the content only, got '%s'; name a path under one of ";
        private static final String UNKNOWN =
                "viewerAccess: must open a folder, or files of one kind, or how long they are kept is not known, got"
                        + " '%s'; name a folder ('/open/*') or an ending ('/open/*.jpg') in exceptFor(…)";
        private static final String OPEN = ", got 'open()'; use ViewerAccess.signedUrls(…) or signedCookies(…)";

        @Override
        void rows() {
            says("viewerAccess: a behaviour takes at most 4 key groups, got '5'; put the keys into fewer groups")
                    .when(stack -> signed().keyGroups(groups(4)))
                    .when(stack -> ViewerAccess.signedCookies().keyGroups(groups(5)));
            says("viewerAccess: must ask for a signature where it names key groups" + OPEN)
                    .when(stack -> ViewerAccess.open().keyGroups(groups(1)));
            says("viewerAccess: must ask for a signature where it names exceptions" + OPEN)
                    .when(stack -> ViewerAccess.open().exceptFor("/*.jpg"));
            for (var facade : Facade.values()) {
                says("viewerAccess: must name the keys that sign, got 'none'; use ViewerAccess.signedCookies(keys)")
                        .by(facade, delivery -> delivery.viewerAccess(ViewerAccess.signedUrls()))
                        .by(facade, delivery -> delivery.viewerAccess(ViewerAccess.signedCookies()));
            }
            opened(Facade.VOD, SIGNED, "/*.m3u8", "*.mpd", "/?*");
            opened(Facade.VOD_UNDER_A_PATH, SIGNED, "/video/*", "video/*.m3u8", "/vid*");
            opened(Facade.LIVE_FILES, SIGNED, "/?*");
            opened(Facade.MEDIA_STORE, SIGNED, "/l*");
            opened(Facade.LIVE_V2, SIGNED, "/out/v1/news/one/hls/*", "out/v1/news/one/hls/*", "/out/*", "/o*", "/?*");
            opened(Facade.LIVE_V1, SIGNED, "/out/v1/*", "/out/v?/*", "/o*");
            opened(Facade.ADS, SIGNED, "/o*");
            opened(
                    Facade.LIVE_V1,
                    OTHER + "[/out/v1/def456/*.m3u8, /out/v1/def456/*]",
                    "/out/v1/another/*.m3u8",
                    "/out/v1/*.jpg");
            for (var facade : Facade.values()) {
                opened(facade, UNKNOWN, facade.under("o?en/*"), facade.under("*/open/*"));
            }
            opened(
                    Facade.VOD_UNDER_A_PATH,
                    OTHER + "[/video/*.m3u8, /video/*.mpd, /video/*Manifest, /video/*.vtt, /video/*.key, /video/*]",
                    "/poster/*.jpg",
                    "/o*");
            opened(
                    Facade.MEDIA_STORE,
                    OTHER
                            + "[/live/*.m3u8, /live/*.mpd, /live/*Manifest, /live/*.key, /live/*init*.m??, /live/*.jpg,"
                            + " /live/*]",
                    "/o*");
            says("pathPattern: must be used once, got 'poster/*'; remove the additional behaviour with it")
                    .by(Facade.VOD, delivery -> delivery.additionalBehavior("/poster/*", page())
                            .viewerAccess(signed().exceptFor("poster/*")));
            says("cors: must allow credentials where viewers show signed cookies, or browsers send none, got 'origins=[*]"
                            + " headers=[Range] credentials=false'; use CorsRules.origins(…).credentials()")
                    .by(Facade.VOD, delivery -> delivery.cors(CorsRules.anyOrigin())
                            .viewerAccess(ViewerAccess.signedCookies().keyGroups(groups(1))));
        }

        private void opened(Facade facade, String message, String... patterns) {
            for (var pattern : patterns) {
                says(message.formatted(pattern))
                        .by(facade, delivery -> delivery.viewerAccess(signed().exceptFor(pattern)));
            }
        }
    }

    @Nested
    class AName extends Refusals {

        @Override
        void rows() {
            says("certificate: must be in us-east-1, where CloudFront looks for it, got"
                            + " 'arn:aws:acm:eu-west-1:111122223333:certificate/1'; make it in a stack with the region"
                            + " us-east-1")
                    .when(stack -> CustomDomain.of(certificate("eu-west-1"), "video.example.com"));
            says("certificate: can be made with the distribution in a stack of us-east-1 only, got '%s'; make it in a"
                            + " stack of its own with that region and crossRegionReferences, and use"
                            + " CustomDomain.of(…)")
                    .elsewhere(stack -> films(stack).customDomain(CustomDomain.inZone(zone(), "example.com"))::build);
            says("domainNames: must not hold a name twice, got '[a.example.com, b.example.com, a.example.com]'; remove"
                            + " the duplicate")
                    .when(stack -> domain("a.example.com", "b.example.com", "a.example.com"));
            says("domainNames: must be a domain name in lower case, with a wildcard as the whole first part at most,"
                            + " got '%s'; use for example 'video.example.com' or '*.example.com'")
                    .of(values("www.*.example.com | *www.example.com | *.*.example.com | * | *. |  | localhost |"
                            + " WWW.example.com | www.example.com. | https://www.example.com | www.example.com/video |"
                            + " www.example.com:443 | -www.example.com | www..example.com | bücher.example.com |"
                            + " 192.0.2.1"))
                    .when(name -> domain("a.example.com", name));
            says("domainNames: must hold at least one name, got '[]'; use for example 'video.example.com'")
                    .when(stack -> domain());
            says("domainNames: CloudFront takes at most 100, got '101'; remove some")
                    .when(stack -> domain(names(101)));
            says("domainNames: must lie in the hosted zone 'example.com', got '%s'; give the zone of that name, or make"
                            + " its records elsewhere")
                    .of("video.example.org", "badexample.com")
                    .when(name -> domain(name).zone(zone()))
                    .when(name -> CustomDomain.inZone(zone(), "example.com", name));
        }

        @Test
        void mayBeOneOfAHundred() {
            assertThatNoException().isThrownBy(() -> domain(names(100)));
        }

        private static CustomDomain domain(String... names) {
            return CustomDomain.of(certificate("us-east-1"), names);
        }

        private static String[] names(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> "v" + i + ".example.com")
                    .toArray(String[]::new);
        }

        private static ICertificate certificate(String region) {
            return Certificate.fromCertificateArn(
                    new Stack(), "Certificate", "arn:aws:acm:" + region + ":111122223333:certificate/1");
        }

        private static IHostedZone zone() {
            var zone =
                    HostedZoneAttributes.builder().hostedZoneId("Z0123456789").zoneName("example.com");
            return HostedZone.fromHostedZoneAttributes(new Stack(), "Zone", zone.build());
        }
    }

    @Nested
    class Logs extends Refusals {

        private static final String STREAM = "arn:aws:firehose:us-east-1:111122223333:deliverystream/logs";

        @Override
        void rows() {
            says("accessLogs: the legacy way needs a bucket with ACLs, got 'a bucket that has them disabled'; set"
                            + " objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED) on it")
                    .after(stack -> films(stack).accessLogs(AccessLogs.toS3().bucket(new Bucket(stack, "Mine")))::build)
                    .after(stack -> {
                        var european = Facade.stack(stack, "eu-west-1");
                        var bucket = Bucket.Builder.create(european, "Mine")
                                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                                .build();
                        return delivery(european).accessLogs(AccessLogs.toS3().bucket(bucket))::build;
                    });
            var elsewhere = "a log group or a delivery stream";
            onlyInUsEast1(elsewhere, stack -> AccessLogs.toLogGroup(new LogGroup(stack, "Requests")));
            onlyInUsEast1(elsewhere, stack -> AccessLogs.toFirehose(STREAM));
            var choice = "a choice of format, fields or folders";
            onlyInUsEast1(choice, stack -> AccessLogs.toS3().format(S3AccessLogs.Format.JSON));
            onlyInUsEast1(choice, stack -> AccessLogs.toS3().fields("cs-uri-stem"));
            onlyInUsEast1(choice, stack -> AccessLogs.toS3().partitionedBy("{yyyy}"));
            says("deliveryStreamArn: must be the ARN of a delivery stream, got '%s'; use for example '" + STREAM + "'")
                    .of(values("logs | arn:aws:firehose:us-east-1:111122223333:deliverystream/ |"
                            + " arn:aws:kinesis:us-east-1:111122223333:stream/logs |"
                            + " arn:aws:firehose:us-east-1:1234:deliverystream/logs"))
                    .when(AccessLogs::toFirehose);
            says("fields: must be the name of a log field, got '%s'; use for example 'cs-uri-stem'")
                    .of("", "cs uri stem", "cs-uri-stem,sc-status")
                    .when(field -> AccessLogs.toS3().fields("cs-uri-stem", field));
            says("partitionedBy: must be folders of text and CloudFront's variables, got '%s'; use for example"
                            + " '{DistributionId}/{yyyy}/{MM}/{dd}/{HH}'")
                    .of("", "/logs", "logs/", "{yyyy}/{week}", "{yyyy", "logs of films")
                    .when(path -> AccessLogs.toS3().partitionedBy(path));
        }

        private void onlyInUsEast1(String what, Function<Stack, AccessLogs> logs) {
            says("accessLogs: " + what + " needs standard logging v2, which AWS offers in stacks of us-east-1 only, got"
                            + " '%s'; use AccessLogs.toS3() without further options, or DeliveryLogs in a stack with that region")
                    .elsewhere(stack -> films(stack).accessLogs(logs.apply(stack))::build);
        }
    }

    @Nested
    class AForeignPage extends Refusals {

        @Override
        void rows() {
            says("allowedOrigins: must be scheme://host[:port] in lower case, without a path, got '%s'; use for example"
                            + " 'https://www.example.com' or 'https://*.example.com'")
                    .of(values("* | null |  | www.example.com | //www.example.com | https:// |"
                            + " https://* | https://*. | https://www.*.example.com | https://*example.com |"
                            + " https://www.example.com/ | https://www.example.com/player | https://www.example.com: |"
                            + " https://www.example.com:123456 | https://WWW.example.com | https://user@www.example.com"
                            + " | https://www.example.com https://www.example.org | https://-www.example.com |"
                            + " https://www..example.com"))
                    .when(origin -> AllowedOrigins.of("https://a.example.com", origin));
            says("allowedOrigins: must not name an origin twice, got '[%1$s, %1$s]'; remove the duplicate")
                    .of("https://a.example", "https://a.example.com")
                    .when(origin -> AllowedOrigins.of(origin, origin));
            says("allowedOrigins: must name at least one origin, got '[]'; add the page's origin")
                    .when(stack -> AllowedOrigins.of());
            says("credentials: browsers refuse credentials together with any origin, got '*'; list the origins with"
                            + " CorsRules.origins(AllowedOrigins.of(\"https://www.example.com\"))")
                    .when(stack -> CorsRules.anyOrigin().credentials());
            says("requestHeaders: must be a header name, not a wildcard, got '*'; use for example 'X-Session-Id'")
                    .when(stack -> CorsRules.anyOrigin().requestHeaders("*"));
            var regional =
                    "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/films/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";
            says("webAclArn: must be the ARN of a WAFv2 web ACL of CLOUDFRONT scope, got '%s'; make it in us-east-1;"
                            + " its ARN reads arn:aws:wafv2:us-east-1:ACCOUNT:global/webacl/NAME/ID")
                    .of(values(" | 0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f | 473e64fd-f30b-4765-81a0-62ad96dd167a |"
                            + " arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/live/0a1b2c3d | " + regional
                            + " | " + regional.replace("us-east-1", "eu-west-1").replace("regional", "global")))
                    .when((stack, arn) -> delivery(stack).webAclArn(arn));
            says("webAcl: must be in a stack of us-east-1, where CloudFront looks for it, got '%s'; make it in a stack"
                            + " of its own with that region and crossRegionReferences")
                    .elsewhere(stack -> acl(stack)::build);
            says("rateLimit: must be 10 to 2000000000 manifests in five minutes, got '%s'; use for example 100000 for"
                            + " 1,000 viewers of a live stream behind one address")
                    .of(-1L, 0L, 9L, 2_000_000_001L)
                    .when((stack, rate) -> acl(stack).rateLimit(rate));
            says("managedRuleGroup: must be the name of a rule group of AWS's, once, got '%s'; use for example"
                            + " 'AWSManagedRulesAmazonIpReputationList'")
                    .of(values("AmazonIpReputationList | AWSManagedRules | AWSManagedRules CommonRuleSet |  |"
                            + " AWSManagedRulesCommonRuleSet"))
                    .when((stack, name) -> acl(stack)
                            .managedRuleGroup("AWSManagedRulesCommonRuleSet")
                            .managedRuleGroup(name));
            says("trustedAddresses: must be IPv4 ranges, got '%s'; use for example '203.0.113.0/24'")
                    .of(values("203.0.113.7 | 2001:db8::/32 | 203.0.113.0/33 | 203.0.113.0/0 | 256.0.113.0/24 |"
                            + " 203.0.113/24 | office | "))
                    .when((stack, range) -> acl(stack).trustedAddresses("203.0.113.0/24", range));
        }

        private static AllowedOriginsWebAcl.Builder acl(Stack stack) {
            return AllowedOriginsWebAcl.Builder.create(stack, "WebAcl", EdgeConfiguration.ORIGINS);
        }
    }

    @Nested
    class AGuard extends Refusals {

        private static final String EXPRESSIONS =
                "must be regular expressions that Java and JavaScript read alike, got '%s'; use for example 'SmartTV'";

        @Override
        void rows() {
            var digest = "0".repeat(64);
            says("pathToken: must be given as a SHA-256 digest, 64 lower-case hexadecimal digits, got '%2$d"
                            + " characters'; get it with 'printf TOKEN | sha256sum'")
                    .of(digest.substring(1), digest + "0", digest.replace('0', 'A'), digest.replace('0', 'g'), "")
                    .when(text -> PathToken.of(Secret.fromSecretNameV2(new Stack(), "Secret", "ads"), "token", text));
            says("pathToken: must have at least 128 bits: 22 to 128 letters, digits, '_' and '-', got '%2$d"
                            + " characters'; make one with 'openssl rand -hex 32'")
                    .of("a".repeat(21), "a".repeat(129), "a/".repeat(16), "ü".repeat(22), "")
                    .when(PathToken::digest);
            says("pathToken: must be one or two, the current and the previous, got '%s'; use"
                            + " MediaTailorTrust.pathToken(current, previous)")
                    .of(0, 3)
                    .when(count -> MediaTailorTrust.pathToken(
                            Collections.nCopies(count, token()).toArray(PathToken[]::new)));
            says("forgeableUserAgent: must be 4 to 128 printable ASCII characters, got '%s'; use for example"
                            + " 'AWSElementalMediaTailor'")
                    .of("", "AWS", " AWS", "Médiatailor", "a".repeat(129))
                    .when(MediaTailorTrust::forgeableUserAgent);
            says("allowedUserAgents: " + EXPRESSIONS)
                    .of(values("( | (?i)smarttv | (?<name>a) | (?<=a)b | (?>a) | a*+ | \\\\*+ | a{2}+ | \\QSmart |"
                            + " \\ATV\\z | \\p{Alpha} | [a-z&&[^b]] | [a[b]] | []a] | [^] | [\\b] | [z-a] | [a |"
                            + " [\ud83c\udfac] | \ud83c\udfac+ | Smart\\sTV | \\vTV | \\0 | (a)\\1 | \\Q.\\E | \\ |"
                            + " \\ü | TV{ | TV{,3} | a** | ^* | \\b+ | (?=a)*b | a) | (a | |*"))
                    .when((stack, agent) -> guard(stack).allowedUserAgents(agent));
            says("contentFolders" + RefusalsTest.FOLDER + "'/out/v1/def456'")
                    .of(RefusalsTest.NO_FOLDERS)
                    .when((stack, folder) -> guard(stack).contentFolders("/a", folder));
            says("deniedUserAgents: must not repeat what repeats itself, or alternatives that begin alike, which some"
                            + " header would keep busy for ever, got '%s'; say the repetition once, for example"
                            + " '(?:[0-9]+)' or '[0-9.]+'")
                    .of(
                            "(a+)+",
                            "(a*)*b",
                            "(a?)+",
                            "(?:a+b?)*",
                            "((a+)b)*",
                            "(a{1,5}){2,}",
                            "(.*,)*x",
                            "(?:[0-9]+\\.)+x",
                            "(a|a)*b",
                            "(a|ab)*c",
                            "(?:.|a)+b",
                            "(\\w|[0-9])*x",
                            "(a|)*b",
                            "((a|a)b)*c",
                            "(a+){10}")
                    .when((stack, agent) -> guard(stack).deniedUserAgents(agent));
            says("deniedUserAgents: " + EXPRESSIONS).of("*").when((stack, agent) -> guard(stack)
                    .deniedUserAgents("curl", agent));
            says("forgeableUserAgent: must not stand beside missingOrigin(ALLOWED), which lets everyone in already, got"
                            + " 'ALLOWED'; use MediaTailorTrust.pathToken(…), or another choice for missing origins")
                    .when(stack -> guard(stack)
                            .trust(MediaTailorTrust.forgeableUserAgent("mediatailor"))
                            .missingOrigin(MissingOrigin.ALLOWED)
                            .build());
            says("exempt: must leave a kind of path to the rules, got '[MANIFEST, SEGMENT, TRACKING, PERSONALIZED,"
                            + " OTHER]'; remove the function instead")
                    .when(stack -> guard(stack).exempt(PathKind.values()).build());
        }

        @Test
        void takesExpressionsThatBothLanguagesReadAlike() {
            var template = Resources.of(stack -> guard(stack)
                    .allowedUserAgents("^Mozilla/5\\.0", "(?:Smart|Web)TV", "a+b*c?", "\\d{1,3}\\+", "[+*]", "TV(?!OS)")
                    .deniedUserAgents(
                            "\\bTV\\b",
                            "a\\\\p",
                            "\\(?a",
                            "\\*+",
                            "(?:curl|wget)+",
                            "(?:Smart|Web)?TV",
                            "(a+)?b",
                            "[^a-z0-9_.-]{2,}?",
                            "[\\d\\]]",
                            "(?!.*TV).*x+$",
                            "]}")
                    .build());

            assertThat(template.all(Resources.FUNCTION)).hasSize(1);
        }

        private static MediaTailorSafeEdgeFunction.Builder guard(Stack stack) {
            return MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", EdgeConfiguration.ORIGINS);
        }
    }

    @Nested
    class Ads extends Refusals {

        private static final String SERVED =
                "directlyFrom: must be an endpoint that the distribution serves, got '%s'; give it to"
                        + " content(MediaPackageOrigin.v2(…).endpoint(…).build())";

        @Override
        void rows() {
            says("playbackName: must be 1 to 64 letters, digits, '_' and '-', got '%s'; use for example"
                            + " 'news-with-ads'")
                    .of("", "a b", "a".repeat(65))
                    .when(name -> MediaTailorPlayback.created(name, AD_SERVER, "/a"));
            says("adServerUrl: must be a URL, got '%s'; use for example"
                            + " 'https://ads.example.com/vast?session=[session.id]'")
                    .of("ads.example.com", "https://a b", "")
                    .when(url -> MediaTailorPlayback.created("a", url, "/a"));
            says("sourcePath" + RefusalsTest.FOLDER + "'/out/v1/news/one/hls'")
                    .of(RefusalsTest.NO_FOLDERS)
                    .when(path -> MediaTailorPlayback.created("a", AD_SERVER, path));
            says("directlyFrom: must be said of a configuration whose name is known, got 'an existing one'; use"
                            + " MediaTailorPlayback.created(…), or existing(name, sourcePath)")
                    .when(stack -> MediaTailorPlayback.existing().directlyFrom(v2Endpoint("hls")));
            says("mediaTailorRegion: must be a region's name, got '%s'; use for example 'eu-west-1'")
                    .of("Ireland", "")
                    .when((stack, region) -> ads(stack).mediaTailorRegion(region));
            says("mediaTailorRegion: must be the stack's where the playback configuration is created in it, got"
                            + " 'eu-west-1'; remove the option, or use MediaTailorPlayback.existing()")
                    .when(stack -> ads(stack).mediaTailorRegion("eu-west-1").build());
            says("content: must be given, got 'none'; use for example content(MediaPackageOrigin.v2(…).build())")
                    .when(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                            .playback(MediaTailorPlayback.existing())
                            .build());
            says("playback: must be given; use MediaTailorPlayback.created(…), or existing() if its owner set both"
                            + " prefixes")
                    .when(stack ->
                            ContentOrigin.WEB_SERVER.withoutPlayback(stack).build());
            says("viewerAccess: must leave MediaTailor a way in, which can show no signature, got 'signed content'; use"
                            + " MediaTailorPlayback.directlyFrom(…), or MediaTailorTrust.pathToken(…) with a guard or with the keys of access tokens")
                    .after(stack -> ads(stack).viewerAccess(signed())::build)
                    .after(stack -> ads(stack).viewerAccess(signed()).guard(EdgeConfiguration.NATIVE.in(stack))::build)
                    .after(stack -> untold(stack)
                            .playback(MediaTailorPlayback.existing())
                            .viewerAccess(signed())::build);
            says("guard: must let MediaTailor in, which names no origin, got 'no trust'; use"
                            + " MediaTailorTrust.pathToken(…), or MediaTailorPlayback.directlyFrom(…)")
                    .after(stack -> ads(stack).guard(EdgeConfiguration.BROWSERS.in(stack))::build)
                    .after(stack -> ads(stack).guard(EdgeConfiguration.FETCH_SITE.in(stack))::build);
            says("contentFolders: must be named where the playback configuration exists already, since a token opens"
                            + " nothing else, got 'none'; add the folder of its content source to the guard with"
                            + " contentFolders(…)")
                    .after(stack -> existing(stack, EdgeConfiguration.PATH_TOKEN_UNTOLD));
            says("pathToken: must be of a function in the distribution's stack where only the deployment knows the content's"
                            + " folders, got 'a reference'; define the guard or the keys there, or name the endpoint by its"
                            + " id")
                    .after(stack -> elsewhere(stack, EdgeConfiguration.PATH_TOKEN_UNTOLD));
            says("contentFolders: must be named where the function stands on a behaviour of your own, since a path token"
                            + " opens nothing else, got 'none'; add for example contentFolders(\"/out/v1/def456\") to"
                            + " the function")
                    .after(stack -> EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack)::getFunction);
            says("viewerRequestFunction: must not stand beside a guard, since CloudFront runs one function per request,"
                            + " got 'another function'; use guard(…) alone")
                    .after(stack -> {
                        var function = EdgeConfiguration.NATIVE.in(stack).getFunction();
                        return guarded(stack).viewerRequestFunction(function)::build;
                    });
            says(SERVED.formatted(LiveFixtures.V2_ARN_OF + "dash")).when(stack -> ContentOrigin.MEDIA_PACKAGE_V2
                    .withoutPlayback(stack)
                    .playback(directly("dash"))
                    .build());
            says(SERVED.formatted(LiveFixtures.V2_ARN_OF + "hls"))
                    .when(stack -> untold(stack).playback(directly("hls")).build())
                    .when(stack -> ContentOrigin.MEDIA_PACKAGE_V1
                            .withoutPlayback(stack)
                            .playback(directly("hls"))
                            .build());
            says("defaultBehavior: must not stand beside content that answers every path, got 'a behaviour'; give it a"
                            + " path of its own with additionalBehavior(…)")
                    .when(stack -> ads(stack).defaultBehavior(page()).build());
            says("pathPattern: must be used once, got '%s'; remove the additional behaviour with it")
                    .of("/tm/*", "/v1/*", "/*.m3u8")
                    .after((stack, pattern) -> ads(stack).additionalBehavior(pattern.substring(1), page())::build);
            says("additionalBehavior: must leave /mt/* to MediaTailor, which shows its path token there, got '%s'; name"
                            + " paths that begin otherwise, for example '/player/*'")
                    .of("/mt/*", "mt/*", "/mt/player.html", "/m*", "/?t/*", "/*.m3u8", "/*index*", "/mt/*/x")
                    .after((stack, pattern) -> guarded(stack).additionalBehavior(pattern, page())::build);
            says("playback: must be created here, or existing by the prefix of its URLs, for them to be known, got 'an"
                            + " existing one'; use MediaTailorPlayback.created(…), or existing(prefix, sourcePath)")
                    .of("index.m3u8", "index.mpd")
                    .after((stack, name) -> url(untold(stack).playback(MediaTailorPlayback.existing()), name));
            says("manifest: must not be empty or begin with '/', got '%s'; use for example 'index.m3u8'")
                    .of("", "/index.m3u8")
                    .after((stack, name) -> url(ads(stack), name));
        }

        @Test
        void areNotCheckedWhereOnlyTheDeploymentKnows() {
            var template = Resources.of(stack -> untold(stack)
                    .playback(MediaTailorPlayback.created("a", Aws.STACK_NAME, "/" + Aws.STACK_NAME + "/"))
                    .mediaTailorRegion(Aws.REGION)
                    .build());

            assertThat(template.resolved(template.only(AdsFixtures.PLAYBACK))
                            .path("AdDecisionServerUrl")
                            .asText())
                    .isEqualTo("Test");
        }

        private static MediaTailorDistribution.Builder ads(Stack stack) {
            return ContentOrigin.WEB_SERVER.in(stack);
        }

        private static MediaTailorDistribution.Builder untold(Stack stack) {
            return ContentOrigin.WEB_SERVER.withoutPlayback(stack);
        }

        private static ThrowingCallable existing(Stack stack, EdgeConfiguration guard) {
            return untold(stack).playback(MediaTailorPlayback.existing()).guard(guard.in(stack))::build;
        }

        private static ThrowingCallable elsewhere(Stack stack, EdgeConfiguration guard) {
            return untold(stack)
                    .playback(MediaTailorPlayback.created("news", AD_SERVER, "/" + Aws.STACK_NAME))
                    .guard(guard.in(new Stack(stack, "Guards")))::build;
        }

        private static MediaTailorDistribution.Builder guarded(Stack stack) {
            return ads(stack).guard(EdgeConfiguration.PATH_TOKEN.in(stack));
        }

        private static MediaTailorPlayback directly(String endpoint) {
            return MediaTailorPlayback.created("news", "https://ads.example.com/vast", "/out/v1/news/one/" + endpoint)
                    .directlyFrom(v2Endpoint(endpoint));
        }

        private static ThrowingCallable url(MediaTailorDistribution.Builder ads, String name) {
            var built = ads.build();
            return () -> built.getPlaybackUrl(name);
        }
    }

    /** In what is said about it, and about its cause. */
    @Nested
    class ASecret {

        static Stream<Arguments> secrets() {
            var identifier = "9ceebbe7-9607-4552-8764-876e47032660";
            var keys = Stream.of(AKey.PRIVATE, AKey.PRIVATE_AND_MORE, new String[] {AKey.PRIVATE_CALLED_PUBLIC})
                    .flatMap(Stream::of)
                    .map(pem -> arguments(
                            pem.lines()
                                    .filter(line -> line.matches("[A-Za-z0-9+/=]{8,}"))
                                    .toList(),
                            (ThrowingCallable) () -> ViewerKey.fromPem(pem)));
            return Stream.concat(
                    keys,
                    Stream.of(
                            secret("c2VjcmV0", () -> v2().customHeader("Authorization", "Basic c2VjcmV0")),
                            secret(identifier, () -> v2().customHeader("X-MediaPackage-CDNIdentifier", identifier)),
                            secret(identifier, () -> v2().customHeader("X-MediaPackageV2-CDNIdentifier", identifier)),
                            secret("secret", () -> v2().customHeader("X-Token", "secret".repeat(300))),
                            secret("too/secret", () -> PathToken.digest("too/secret"))));
        }

        @ParameterizedTest(name = "{index}")
        @MethodSource("secrets")
        void isNotShown(List<String> secret, ThrowingCallable call) {
            var refusal = catchThrowable(call);

            assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
            for (var shown = refusal; shown != null; shown = shown.getCause()) {
                assertThat(shown.toString()).doesNotContain(secret);
            }
        }

        private static Arguments secret(String secret, ThrowingCallable call) {
            return arguments(List.of(secret), call);
        }
    }

    private static PathToken token() {
        return PathToken.of(
                Secret.fromSecretNameV2(new Stack(), "Secret", "ads"),
                "token",
                PathToken.digest(EdgeConfiguration.TOKEN));
    }

    static ViewerAccess signed() {
        return ViewerAccess.signedUrls(keys(new Stack()).key(KEY).build());
    }

    private static ViewerKeys.Builder keys(Stack stack) {
        return ViewerKeys.Builder.create(stack, "Keys");
    }

    private static IKeyGroup[] groups(int count) {
        var stack = new Stack();
        return IntStream.range(0, count)
                .mapToObj(i -> KeyGroup.fromKeyGroupId(stack, "Group" + i, "group-" + i))
                .toArray(IKeyGroup[]::new);
    }
}
