package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.AdsFixtures.AD_SERVER;
import static io.github.cdkmediadelivery.LiveFixtures.v2Endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.MediaTailorSafeEdgeFunction.PathKind;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** What the MediaTailor part refuses, word for word, in plain Java, with the stack left as it was. */
class MediaTailorErrorMessagesTest {

    private static final String DIGEST = "0".repeat(64);
    private static final String DIGESTED = "pathToken: must be given as a SHA-256 digest, 64 lower-case hexadecimal"
            + " digits, got '%d characters'; get it with 'printf TOKEN | sha256sum'";
    private static final String BITS = "pathToken: must have at least 128 bits: 22 to 128 letters, digits, '_' and '-',"
            + " got '%d characters'; make one with 'openssl rand -hex 32'";
    private static final String TOKENS = "pathToken: must be one or two, the current and the previous, got '%d';"
            + " use MediaTailorTrust.pathToken(current, previous)";
    private static final String PARAMETER = "sessionToken: must be a parameter's name of letters, digits, '_' and '-',"
            + " got '%s'; use for example 'session'";
    private static final String TAKEN = "sessionToken: must not be a parameter that CloudFront, S3, MediaPackage,"
            + " MediaTailor or players use, got '%s'; use for example 'session'";
    private static final String AGENT = "forgeableUserAgent: must be 4 to 128 printable ASCII characters, got '%s';"
            + " use for example 'AWSElementalMediaTailor'";
    private static final String EXPRESSIONS =
            "%s: must be regular expressions that Java and JavaScript read alike, got '%s'; use for example 'SmartTV'";
    private static final String BUSY = "%s: must not repeat what repeats itself, or alternatives that begin alike, which"
            + " some header would keep busy for ever, got '%s'; say the repetition once, for example '(?:[0-9]+)' or"
            + " '[0-9.]+'";
    private static final String NAME = "playbackName: must be 1 to 64 letters, digits, '_' and '-', got '%s'; use for"
            + " example 'news-with-ads'";
    private static final String AD_SERVER_URL = "adServerUrl: must be a URL, got '%s'; use for example"
            + " 'https://ads.example.com/vast?session=[session.id]'";
    private static final String SOURCE = "sourcePath: must begin with '/' and not end with one, got '%s'; use for"
            + " example '/out/v1/news/one/hls'";
    private static final String DIRECTLY = "directlyFrom: must be said of a configuration that is created here,"
            + " got 'an existing one'; use MediaTailorPlayback.created(…)";
    private static final String REGION =
            "mediaTailorRegion: must be a region's name, got '%s'; use for example 'eu-west-1'";
    private static final String ONCE =
            "pathPattern: must be used once, got '%s'; remove the additional behaviour with it";
    private static final String SERVED = "directlyFrom: must be an endpoint that the distribution serves, got '%s';"
            + " give it to content(MediaPackageOrigin.v2(…).endpoint(…).build())";
    private static final String WAY_IN = "viewerAccess: must leave MediaTailor a way in, which can show no signature,"
            + " got 'signed content'; use MediaTailorPlayback.directlyFrom(…), or a guard with"
            + " MediaTailorTrust.pathToken(…)";
    private static final String GUARD = "guard: must let MediaTailor in, which names no origin, got 'no trust'; use"
            + " MediaTailorTrust.pathToken(…), or MediaTailorPlayback.directlyFrom(…)";
    private static final String UNTOLD = "contentFolders: must be named where the playback configuration exists already,"
            + " since a token opens nothing else, got 'none'; add the folder of its content source to the guard with"
            + " contentFolders(…)";
    private static final String TWO_FUNCTIONS = "viewerRequestFunction: must not stand beside a guard, since CloudFront"
            + " runs one function per request, got 'another function'; use guard(…) alone";

    @ParameterizedTest
    @MethodSource("values")
    void aBadValueIsRefusedByTheCallThatMakesIt(String message, Consumer<Stack> call) {
        Synth.template(stack -> {
            var before = stack.getNode().getChildren().size();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.accept(stack))
                    .withMessage(message);
            assertThat(stack.getNode().getChildren()).hasSize(before);
        });
    }

    static Stream<Arguments> values() {
        return Stream.of(
                token(DIGESTED.formatted(63), DIGEST.substring(1)),
                token(DIGESTED.formatted(65), DIGEST + "0"),
                token(DIGESTED.formatted(64), DIGEST.replace('0', 'A')),
                token(DIGESTED.formatted(64), DIGEST.replace('0', 'g')),
                token(DIGESTED.formatted(0), ""),
                value(BITS.formatted(21), stack -> PathToken.digest("a".repeat(21))),
                value(BITS.formatted(129), stack -> PathToken.digest("a".repeat(129))),
                value(BITS.formatted(32), stack -> PathToken.digest("a/".repeat(16))),
                value(BITS.formatted(22), stack -> PathToken.digest("ü".repeat(22))),
                value(BITS.formatted(0), stack -> PathToken.digest("")),
                value(TOKENS.formatted(0), stack -> MediaTailorTrust.pathToken()),
                value(TOKENS.formatted(3), stack -> MediaTailorTrust.pathToken(null, null, null)),
                value(PARAMETER.formatted(""), stack -> MediaTailorTrust.sessionToken("")),
                value(PARAMETER.formatted("ads.token"), stack -> MediaTailorTrust.sessionToken("ads.token")),
                value(PARAMETER.formatted("__proto__"), stack -> MediaTailorTrust.sessionToken("__proto__")),
                value(PARAMETER.formatted("a b"), stack -> MediaTailorTrust.sessionToken("a b")),
                value(PARAMETER.formatted("a".repeat(33)), stack -> MediaTailorTrust.sessionToken("a".repeat(33))),
                taken("m"),
                taken("start"),
                taken("End"),
                taken("time_delay"),
                taken("Policy"),
                taken("Signature"),
                taken("Key-Pair-Id"),
                taken("expires"),
                taken("Hash-Algorithm"),
                taken("X-Amz-Signature"),
                taken("response-content-type"),
                taken("versionId"),
                taken("ads"),
                taken("CMCD"),
                value(PARAMETER.formatted("_HLS_msn"), stack -> MediaTailorTrust.sessionToken("_HLS_msn")),
                value(PARAMETER.formatted("aws.token"), stack -> MediaTailorTrust.sessionToken("aws.token")),
                value(AGENT.formatted(""), stack -> MediaTailorTrust.forgeableUserAgent("")),
                value(AGENT.formatted("AWS"), stack -> MediaTailorTrust.forgeableUserAgent("AWS")),
                value(AGENT.formatted(" AWS"), stack -> MediaTailorTrust.forgeableUserAgent(" AWS")),
                value(AGENT.formatted("Médiatailor"), stack -> MediaTailorTrust.forgeableUserAgent("Médiatailor")),
                value(AGENT.formatted("a".repeat(129)), stack -> MediaTailorTrust.forgeableUserAgent("a".repeat(129))),
                allowed("("),
                allowed("(?i)smarttv"),
                allowed("(?<name>a)"),
                allowed("(?<=a)b"),
                allowed("(?>a)"),
                allowed("a*+"),
                allowed("\\\\*+"),
                allowed("a{2}+"),
                allowed("\\QSmart"),
                allowed("\\ATV\\z"),
                allowed("\\p{Alpha}"),
                allowed("[a-z&&[^b]]"),
                allowed("[a[b]]"),
                allowed("[]a]"),
                allowed("[^]"),
                allowed("[\\b]"),
                allowed("[z-a]"),
                allowed("[a"),
                allowed("[\ud83c\udfac]"),
                allowed("\ud83c\udfac+"),
                allowed("Smart\\sTV"),
                allowed("\\vTV"),
                allowed("\\0"),
                allowed("(a)\\1"),
                allowed("\\Q.\\E"),
                allowed("\\"),
                allowed("\\ü"),
                allowed("TV{"),
                allowed("TV{,3}"),
                allowed("a**"),
                allowed("^*"),
                allowed("\\b+"),
                allowed("(?=a)*b"),
                allowed("a)"),
                allowed("(a"),
                allowed("|*"),
                busy("(a+)+"),
                busy("(a*)*b"),
                busy("(a?)+"),
                busy("(?:a+b?)*"),
                busy("((a+)b)*"),
                busy("(a{1,5}){2,}"),
                busy("(.*,)*x"),
                busy("(?:[0-9]+\\.)+x"),
                busy("(a|a)*b"),
                busy("(a|ab)*c"),
                busy("(?:.|a)+b"),
                busy("(\\w|[0-9])*x"),
                busy("(a|)*b"),
                busy("((a|a)b)*c"),
                busy("(a+){10}"),
                value(EXPRESSIONS.formatted("deniedUserAgents", "*"), stack -> guard(stack)
                        .deniedUserAgents("curl", "*")),
                value(NAME.formatted(""), stack -> MediaTailorPlayback.created("", AD_SERVER, "/a")),
                value(NAME.formatted("a b"), stack -> MediaTailorPlayback.created("a b", AD_SERVER, "/a")),
                value(
                        NAME.formatted("a".repeat(65)),
                        stack -> MediaTailorPlayback.created("a".repeat(65), AD_SERVER, "/a")),
                value(
                        AD_SERVER_URL.formatted("ads.example.com"),
                        stack -> MediaTailorPlayback.created("a", "ads.example.com", "/a")),
                value(
                        AD_SERVER_URL.formatted("https://a b"),
                        stack -> MediaTailorPlayback.created("a", "https://a b", "/a")),
                value(AD_SERVER_URL.formatted(""), stack -> MediaTailorPlayback.created("a", "", "/a")),
                value(SOURCE.formatted(""), stack -> MediaTailorPlayback.created("a", AD_SERVER, "")),
                value(SOURCE.formatted("/"), stack -> MediaTailorPlayback.created("a", AD_SERVER, "/")),
                value(SOURCE.formatted("/a/"), stack -> MediaTailorPlayback.created("a", AD_SERVER, "/a/")),
                value(SOURCE.formatted("a"), stack -> MediaTailorPlayback.created("a", AD_SERVER, "a")),
                value(SOURCE.formatted("/a?b"), stack -> MediaTailorPlayback.created("a", AD_SERVER, "/a?b")),
                value(DIRECTLY, stack -> MediaTailorPlayback.existing().directlyFrom(v2Endpoint("hls"))),
                value(REGION.formatted("Ireland"), stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .mediaTailorRegion("Ireland")),
                value(REGION.formatted(""), stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                        .mediaTailorRegion("")),
                value(
                        "forgeableUserAgent: must not stand beside missingOrigin(ALLOWED), which lets everyone in"
                                + " already, got 'ALLOWED'; use MediaTailorTrust.pathToken(…), or another choice for"
                                + " missing origins",
                        stack -> guard(stack)
                                .trust(MediaTailorTrust.forgeableUserAgent("mediatailor"))
                                .missingOrigin(MissingOrigin.ALLOWED)
                                .build()),
                value(
                        "exempt: must leave a kind of path to the rules, got '[MANIFEST, SEGMENT, TRACKING,"
                                + " PERSONALIZED, OTHER]'; remove the function instead",
                        stack -> guard(stack).exempt(PathKind.values()).build()));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void aBadCombinationIsRefusedBeforeAnythingIsDefined(
            String message, BiConsumer<Stack, MediaTailorDistribution.Builder> options) {
        Synth.template(stack -> {
            var ads = MediaTailorDistribution.Builder.create(stack, "Ads");
            options.accept(stack, ads);
            assertThatIllegalArgumentException().isThrownBy(ads::build).withMessage(message);
            assertThat(stack.getNode().tryFindChild("Ads")).isNull();
        });
    }

    static Stream<Arguments> combinations() {
        return Stream.of(
                combination(
                        "content: must be given, got 'none'; use for example content(MediaPackageOrigin.v2(…).build())",
                        (stack, ads) -> ads.playback(MediaTailorPlayback.existing())),
                combination(
                        "playback: must be given; use MediaTailorPlayback.created(…), or existing() if its owner set"
                                + " both prefixes",
                        (stack, ads) -> ads.content(new HttpOrigin("origin.example.com"))),
                combination(WAY_IN, (stack, ads) -> through(ads).viewerAccess(cookies(stack))),
                combination(WAY_IN, (stack, ads) -> through(ads)
                        .viewerAccess(cookies(stack))
                        .guard(EdgeConfiguration.NATIVE.in(stack))),
                combination(WAY_IN, (stack, ads) -> ads.content(new HttpOrigin("origin.example.com"))
                        .playback(MediaTailorPlayback.existing())
                        .viewerAccess(cookies(stack))),
                combination(GUARD, (stack, ads) -> through(ads).guard(EdgeConfiguration.BROWSERS.in(stack))),
                combination(GUARD, (stack, ads) -> through(ads).guard(EdgeConfiguration.FETCH_SITE.in(stack))),
                combination(UNTOLD, (stack, ads) -> through(ads)
                        .playback(MediaTailorPlayback.existing())
                        .guard(EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack))),
                combination(UNTOLD, (stack, ads) -> through(ads)
                        .playback(MediaTailorPlayback.existing())
                        .guard(EdgeConfiguration.SESSION.in(stack))),
                combination(TWO_FUNCTIONS, (stack, ads) -> through(ads)
                        .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                        .viewerRequestFunction(
                                EdgeConfiguration.NATIVE.in(stack).getFunction())),
                combination(TWO_FUNCTIONS, (stack, ads) -> through(ads)
                        .viewerRequestFunction(
                                EdgeConfiguration.NATIVE.in(stack).getFunction())
                        .guard(EdgeConfiguration.PATH_TOKEN.in(stack))),
                combination(SERVED.formatted("/out/v1/news/one/dash"), (stack, ads) -> ads.content(
                                LiveFixtures.v2().build())
                        .playback(created().directlyFrom(v2Endpoint("dash")))),
                combination(SERVED.formatted("/out/v1/news/one/hls"), (stack, ads) -> through(ads)
                        .playback(created().directlyFrom(v2Endpoint("hls")))),
                combination(SERVED.formatted("/out/v1/news/one/hls"), (stack, ads) -> ads.content(
                                LiveFixtures.v1().build())
                        .playback(created().directlyFrom(v2Endpoint("hls")))),
                combination(
                        "mediaTailorRegion: must be the stack's where the playback configuration is created in it, got"
                                + " 'eu-west-1'; remove the option, or use MediaTailorPlayback.existing()",
                        (stack, ads) -> through(ads).mediaTailorRegion("eu-west-1")),
                combination(
                        "defaultBehavior: must not stand beside content that answers every path, got 'a behaviour';"
                                + " give it a path of its own with additionalBehavior(…)",
                        (stack, ads) -> through(ads).defaultBehavior(page())),
                combination(
                        ONCE.formatted("/tm/*"), (stack, ads) -> through(ads).additionalBehavior("/tm/*", page())),
                combination(
                        ONCE.formatted("/v1/*"), (stack, ads) -> through(ads).additionalBehavior("v1/*", page())),
                combination(
                        ONCE.formatted("/*.m3u8"), (stack, ads) -> through(ads).additionalBehavior("/*.m3u8", page())),
                combination(ONCE.formatted("/mt/*"), (stack, ads) -> through(ads)
                        .guard(EdgeConfiguration.PATH_TOKEN.in(stack))
                        .additionalBehavior("/mt/*", page())));
    }

    @Test
    void anExistingConfigurationHasNoUrlHere() {
        Synth.template(stack -> {
            var ads = ContentOrigin.WEB_SERVER
                    .withoutPlayback(stack)
                    .playback(MediaTailorPlayback.existing())
                    .build();
            for (Runnable call :
                    new Runnable[] {() -> ads.getPlaybackUrl("index.m3u8"), () -> ads.getPlaybackUrl("index.mpd")}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(call::run)
                        .withMessage("playback: must be created here for its URL to be known, got 'an existing one';"
                                + " use MediaTailorPlayback.created(…)");
            }
        });
    }

    @Test
    void aUrlIsAskedForByTheNameOfAManifest() {
        Synth.template(stack -> {
            var ads = ContentOrigin.WEB_SERVER.in(stack).build();
            for (var name : new String[] {"", "/index.m3u8"}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ads.getPlaybackUrl(name))
                        .withMessage(
                                "manifest: must not be empty or begin with '/', got '%s'; use for example"
                                        + " 'index.m3u8'",
                                name);
            }
        });
    }

    @Test
    void aPathTokenThatWouldOpenNothingIsNotTakenToABehaviourOfOnesOwn() {
        Synth.template(stack -> {
            var guard = EdgeConfiguration.PATH_TOKEN_UNTOLD.in(stack);
            assertThatIllegalArgumentException()
                    .isThrownBy(guard::getFunction)
                    .withMessage("contentFolders: must be named where the function stands on a behaviour of your own,"
                            + " since a path token opens nothing else, got 'none'; add for example"
                            + " contentFolders(\"/out/v1/def456\") to the function");
            through(MediaTailorDistribution.Builder.create(stack, "Ads"))
                    .guard(guard)
                    .build();
            assertThat(guard.getFunction()).isNotNull();
        });
    }

    /** The secret itself is in no message. */
    @Test
    void aTokenThatIsRefusedIsNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathToken.digest("too/secret"))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("too/secret"));
    }

    @Test
    void whatIsOnlyKnownAtDeploymentIsNotChecked() {
        var template = Resources.of(stack -> MediaTailorDistribution.Builder.create(stack, "Ads")
                .content(new HttpOrigin("origin.example.com"))
                .playback(MediaTailorPlayback.created("a", Aws.STACK_NAME, "/" + Aws.STACK_NAME + "/"))
                .mediaTailorRegion(Aws.REGION)
                .build());

        assertThat(template.resolved(template.only(AdsFixtures.PLAYBACK))
                        .path("AdDecisionServerUrl")
                        .asText())
                .isEqualTo("Test");
    }

    @Test
    void expressionsThatBothLanguagesReadAlikeAreFine() {
        var template = Resources.of(stack -> guard(stack)
                .allowedUserAgents(
                        "^Mozilla/5\\.0",
                        "(?:Smart|Web)TV",
                        "a+b*c?",
                        "\\d{1,3}\\+",
                        "[+*]",
                        "TV(?!OS)",
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

    private static Arguments value(String message, Consumer<Stack> call) {
        return arguments(message, call);
    }

    private static Arguments allowed(String pattern) {
        return value(EXPRESSIONS.formatted("allowedUserAgents", pattern), stack -> guard(stack)
                .allowedUserAgents(pattern));
    }

    private static Arguments taken(String parameter) {
        return value(TAKEN.formatted(parameter), stack -> MediaTailorTrust.sessionToken(parameter));
    }

    private static Arguments busy(String pattern) {
        return value(BUSY.formatted("deniedUserAgents", pattern), stack -> guard(stack)
                .deniedUserAgents(pattern));
    }

    private static Arguments token(String message, String digest) {
        return value(
                message,
                stack -> PathToken.of(Secret.fromSecretNameV2(new Stack(), "Secret", "media-tailor"), "token", digest));
    }

    private static Arguments combination(String message, BiConsumer<Stack, MediaTailorDistribution.Builder> options) {
        return arguments(message, options);
    }

    private static MediaTailorSafeEdgeFunction.Builder guard(Stack stack) {
        return MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", EdgeConfiguration.ORIGINS);
    }

    private static MediaTailorDistribution.Builder through(MediaTailorDistribution.Builder ads) {
        return ads.content(new HttpOrigin("origin.example.com")).playback(created());
    }

    private static MediaTailorPlayback created() {
        return MediaTailorPlayback.created("news", AD_SERVER, "/test");
    }

    private static ViewerAccess cookies(Stack stack) {
        return ViewerAccess.signedCookies().keyGroups(KeyGroup.fromKeyGroupId(stack, "Keys", "group"));
    }

    private static BehaviorOptions page() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .build();
    }
}
