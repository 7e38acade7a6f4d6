package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnOutput;

/**
 * "Allowing MediaTailor Access Through CloudFront Function Security Rules (401 Errors)": in production a function that
 * checks Origin and User-Agent answered 401 to MediaTailor's fetch of {@code /test/ACCUSSED_Stereo.m3u8}. The same
 * set-up with this library, from the synthesized template.
 */
class SeedScenarioTest {

    /** MediaTailor asks with an agent of its own and without an Origin. */
    private static final String BACKEND = "AmazonMediaTailor";

    private static final String PAGE = "https://allowed.example.com";
    private static final String MANIFEST = "/ACCUSSED_Stereo.m3u8";
    private static final Pattern SECRET = Pattern.compile("\\{\\{resolve:secretsmanager:[^}]*:SecretString:token::}}");

    /** The function that the question describes. */
    private static final String BEFORE =
            """
            function handler(event) {
                var headers = event.request.headers;
                var allowed = headers.origin && headers.origin.value === 'https://allowed.example.com'
                    && headers['user-agent'] && headers['user-agent'].value.indexOf('Mozilla/') === 0;
                return allowed ? event.request : { statusCode: 401, statusDescription: 'Unauthorized' };
            }
            """;

    /** The function that the published answer proposes. */
    static final String PUBLISHED =
            """
            function handler(event) {
                var request = event.request;
                var headers = request.headers;
                if (headers['user-agent'] && headers['user-agent'].value.includes('mediatailor.amazonaws.com')) {
                    return request;
                }
                if (!headers['origin'] || !headers['user-agent']) {
                    return { statusCode: 401, statusDescription: 'Unauthorized' };
                }
                return request;
            }
            """;

    private static Resources template;
    private static EdgeDistribution distribution;

    @BeforeAll
    static void production() {
        template = Resources.of(stack -> {
            var guard = MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", EdgeConfiguration.ORIGINS)
                    .missingOrigin(MissingOrigin.REFUSED)
                    .trust(EdgeConfiguration.pathToken(stack))
                    .allowedUserAgents("^Mozilla/")
                    .build();
            var ads = ContentOrigin.WEB_SERVER
                    .in(stack)
                    .guard(guard)
                    .cors(CorsRules.origins(EdgeConfiguration.ORIGINS))
                    .build();
            CfnOutput.Builder.create(stack, "Url")
                    .value(ads.getPlaybackUrl(MANIFEST.substring(1)))
                    .build();
        });
        distribution = new EdgeDistribution(template);
    }

    @Test
    void theFunctionOfTheQuestionAnswers401ToMediaTailor() {
        assertThat(EdgeRuntime.NODE
                        .answer(BEFORE, mediaTailor("/test" + MANIFEST).question())
                        .at("/result/statusCode")
                        .asInt())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void thePublishedAnswerLetsInWhoeverSaysThatTheyAreMediaTailor(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var forged = EdgeRequest.get("/test" + MANIFEST).header("User-Agent", "mediatailor.amazonaws.com");
        var foreign = EdgeRequest.get("/test" + MANIFEST)
                .header("Origin", "https://evil.net")
                .header("User-Agent", "Mozilla/5.0");

        assertThat(engine.answer(PUBLISHED, forged.question()).path("result")).isEqualTo(forged.json());
        assertThat(engine.answer(PUBLISHED, foreign.question()).path("result")).isEqualTo(foreign.json());
    }

    @Test
    void mediaTailorGetsTheManifestByTheUrlThatItIsGiven() {
        var outcome = distribution.ask(mediaTailor(sourcePath() + MANIFEST));

        assertThat(outcome.pattern()).isEqualTo("/mt/*");
        assertThat(outcome.origin()).isEqualTo(AdsFixtures.HTTP_HOST);
        assertThat(outcome.result())
                .isEqualTo(mediaTailor(sourcePath() + MANIFEST).jsonWithUri("/test" + MANIFEST));
    }

    @Test
    void theSameRequestWithoutTheTokenIsRefused() {
        var outcome = distribution.ask(mediaTailor("/test" + MANIFEST));

        assertThat(outcome.pattern()).isEqualTo("/*.m3u8");
        assertThat(outcome.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mediatailor.amazonaws.com", "AmazonMediaTailor", "Mozilla/5.0"})
    void theNameOfMediaTailorDoesNotOpenAnything(String agent) {
        assertThat(distribution
                        .ask(EdgeRequest.get("/test" + MANIFEST).header("User-Agent", agent))
                        .status())
                .isEqualTo(401);
        assertThat(distribution
                        .ask(EdgeRequest.get("/mt/test" + MANIFEST).header("User-Agent", agent))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/test/ACCUSSED_Stereo.m3u8",
        "/test/ACCUSSED_Stereo.mpd",
        "/test/segment1.ts",
        "/test/segment1.m4s",
        "/v1/master/hash/news/ACCUSSED_Stereo.m3u8",
        "/v1/manifest/hash/news/session/0.m3u8",
        "/mt/ACCUSSED_Stereo.m3u8",
        "/"
    })
    void aPageOfAForeignSiteGetsNothing(String path) {
        assertThat(distribution
                        .ask(browser(EdgeRequest.get(path), "https://evil.net"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /test/ACCUSSED_Stereo.m3u8,                        /*.m3u8,        origin.example.com",
        "GET,  /test/ACCUSSED_Stereo.mpd,                         /*.mpd,         origin.example.com",
        "GET,  /test/segment1.ts,                                 *,              origin.example.com",
        "GET,  /test/segment1.m4s,                                *,              origin.example.com",
        "GET,  /v1/master/hash/news/ACCUSSED_Stereo.m3u8,         /v1/*,          manifests.mediatailor.eu-west-1.amazonaws.com",
        "GET,  /v1/dash/hash/news/ACCUSSED_Stereo.mpd?ads.x=1,    /v1/*,          manifests.mediatailor.eu-west-1.amazonaws.com",
        "POST, /v1/session/hash/news/ACCUSSED_Stereo.m3u8,        /v1/*,          manifests.mediatailor.eu-west-1.amazonaws.com",
        "GET,  /v1/manifest/hash/news/session/0.m3u8,             /v1/*,          manifests.mediatailor.eu-west-1.amazonaws.com",
        "GET,  /v1/i-media/hash/image.png,                        /v1/i-media/*,  manifests.mediatailor.eu-west-1.amazonaws.com",
        "GET,  /v1/tracking/hash/news/session,                    /v1/tracking/*, manifests.mediatailor.eu-west-1.amazonaws.com",
        "GET,  /segment/hash/news/session/0/1,                    /segment/*,     manifests.mediatailor.eu-west-1.amazonaws.com",
        "GET,  /tm/hash/ad/asset_1.ts,                            /tm/*,          segments.mediatailor.eu-west-1.amazonaws.com"
    })
    void playbackWorksForAnAllowedPage(String method, String target, String pattern, String origin) {
        var request = browser(EdgeRequest.of(method, target), PAGE);

        assertThat(distribution.ask(request)).isEqualTo(new EdgeDistribution.Outcome(pattern, origin, request.json()));
    }

    @Test
    void aPlayerBeginsItsSessionAtTheUrlOfTheStack() {
        var url =
                template.resolved(template.template().at("/Outputs/Url/Value")).asText();

        var outcome = distribution.ask(browser(EdgeRequest.get(path(url)), PAGE));

        assertThat(outcome.pattern()).isEqualTo("/v1/*");
        assertThat(outcome.passes()).isTrue();
        assertThat(outcome.path()).startsWith("/v1/master/").endsWith("/news" + MANIFEST);
    }

    @Test
    void preflightsOfAnyPagePass() {
        var preflight = browser(EdgeRequest.of("OPTIONS", "/test" + MANIFEST), "https://evil.net")
                .header("Access-Control-Request-Method", "GET");

        assertThat(distribution.ask(preflight).passes()).isTrue();
    }

    @Test
    void theSegmentsThatTheManifestNamesAreWhereItSaysTheyAre() {
        var prefix = template.resolved(template.only(AdsFixtures.PLAYBACK))
                .at("/CdnConfiguration/ContentSegmentUrlPrefix")
                .asText();

        var outcome = distribution.ask(browser(EdgeRequest.get(path(prefix) + "/segment1.ts"), PAGE));

        assertThat(outcome.passes()).isTrue();
        assertThat(outcome.path()).isEqualTo("/test/segment1.ts");
    }

    /** The path of VideoContentSourceUrl, as it is when CloudFormation has read the secret. */
    private static String sourcePath() {
        var url = template.resolved(template.only(AdsFixtures.PLAYBACK))
                .path("VideoContentSourceUrl")
                .asText();
        assertThat(url).containsPattern(SECRET);
        return path(SECRET.matcher(url).replaceAll(EdgeConfiguration.TOKEN));
    }

    private static String path(String url) {
        return url.substring(url.indexOf('/', "https://".length()));
    }

    private static EdgeRequest mediaTailor(String path) {
        return EdgeRequest.get(path).header("User-Agent", BACKEND);
    }

    private static EdgeRequest browser(EdgeRequest request, String origin) {
        return request.header("Origin", origin).header("User-Agent", "Mozilla/5.0");
    }
}
