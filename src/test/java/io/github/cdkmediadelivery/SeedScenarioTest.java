package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final Resources TEMPLATE = Resources.of(stack -> ContentOrigin.WEB_SERVER
            .in(stack)
            .guard(MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", EdgeConfiguration.ORIGINS)
                    .missingOrigin(MissingOrigin.REFUSED)
                    .trust(EdgeConfiguration.pathToken(stack))
                    .allowedUserAgents("^Mozilla/")
                    .build())
            .cors(CorsRules.origins(EdgeConfiguration.ORIGINS))
            .build());
    private static final EdgeDistribution DISTRIBUTION = new EdgeDistribution(TEMPLATE);

    @Nested
    class Published {

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
        void theAnswerLetsInWhoeverSaysThatTheyAreMediaTailor(EdgeRuntime engine) {
            assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
            var forged = EdgeRequest.get("/test" + MANIFEST).header("User-Agent", "mediatailor.amazonaws.com");
            var foreign = browser(EdgeRequest.get("/test" + MANIFEST), "https://evil.net");

            assertThat(engine.answer(PUBLISHED, forged.question()).path("result"))
                    .isEqualTo(forged.json());
            assertThat(engine.answer(PUBLISHED, foreign.question()).path("result"))
                    .isEqualTo(foreign.json());
        }
    }

    @Nested
    class MediaTailor {

        @Test
        void getsTheManifestByTheUrlThatItIsGiven() {
            var request = mediaTailor(sourcePath() + MANIFEST);

            assertThat(DISTRIBUTION.ask(request))
                    .isEqualTo(new EdgeDistribution.Outcome(
                            "/mt/*", AdsFixtures.HTTP_HOST, request.jsonWithUri("/test" + MANIFEST)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"mediatailor.amazonaws.com", BACKEND, "Mozilla/5.0"})
        void isNotLetInByItsNameWithoutTheToken(String agent) {
            for (var path : List.of("/test", "/mt/test")) {
                var request = EdgeRequest.get(path + MANIFEST).header("User-Agent", agent);

                assertThat(DISTRIBUTION.ask(request).status()).isEqualTo(401);
            }
        }

        /** The path of VideoContentSourceUrl, as it is when CloudFormation has read the secret. */
        private static String sourcePath() {
            var url = TEMPLATE.resolved(TEMPLATE.only(AdsFixtures.PLAYBACK))
                    .path("VideoContentSourceUrl")
                    .asText();
            assertThat(url).containsPattern(SECRET);
            return SECRET.matcher(url).replaceAll(EdgeConfiguration.TOKEN).replaceFirst("https://[^/]+", "");
        }
    }

    @Nested
    class APage {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/test/ACCUSSED_Stereo.m3u8",
                    "/test/ACCUSSED_Stereo.mpd",
                    "/test/segment1.ts",
                    "/test/segment1.m4s",
                    "/v1/master/hash/news/ACCUSSED_Stereo.m3u8",
                    "/v1/manifest/hash/news/session/0.m3u8",
                    "/mt/ACCUSSED_Stereo.m3u8",
                    "/"
                })
        void ofAForeignSiteGetsNothingButItsPreflights(String path) {
            assertThat(DISTRIBUTION
                            .ask(browser(EdgeRequest.get(path), "https://evil.net"))
                            .status())
                    .isEqualTo(401);
            assertThat(DISTRIBUTION
                            .ask(browser(EdgeRequest.of("OPTIONS", path), "https://evil.net")
                                    .header("Access-Control-Request-Method", "GET"))
                            .passes())
                    .as("a preflight, but of what is MediaTailor's alone")
                    .isEqualTo(!path.startsWith("/mt/"));
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
            "GET,  /v1/segment/hash/news/session/0/1,                 /v1/*,          manifests.mediatailor.eu-west-1.amazonaws.com",
            "GET,  /segment/hash/news/session/0/1,                    /segment/*,     manifests.mediatailor.eu-west-1.amazonaws.com",
            "GET,  /tm/hash/ad/asset_1.ts,                            /tm/*,          segments.mediatailor.eu-west-1.amazonaws.com"
        })
        void thatIsAllowedPlays(String method, String target, String pattern, String origin) {
            var request = browser(EdgeRequest.of(method, target), PAGE);

            assertThat(DISTRIBUTION.ask(request))
                    .isEqualTo(new EdgeDistribution.Outcome(pattern, origin, request.json()));
        }
    }

    private static EdgeRequest mediaTailor(String path) {
        return EdgeRequest.get(path).header("User-Agent", BACKEND);
    }

    private static EdgeRequest browser(EdgeRequest request, String origin) {
        return request.header("Origin", origin).header("User-Agent", "Mozilla/5.0");
    }
}
