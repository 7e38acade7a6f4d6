package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of requests that a generator made up, always the same: the function never throws, returns the request or a
 * refusal, and lets nobody have a manifest whom {@link Oracle} would not.
 */
class EdgeFuzzTest {

    private static final int MANY = 900;
    private static final int FEW = 150;

    @ParameterizedTest
    @EnumSource
    void nobodyGetsAManifestWithoutACause(EdgeConfiguration configuration) {
        var requests = new Generator(configuration.name()).requests(MANY);

        var answers = EdgeRuntime.NODE.answers(configuration.code(), questions(requests));

        var oracle = new Oracle(configuration);
        for (var i = 0; i < MANY; i++) {
            oracle.check(requests.get(i), answers.get(i));
        }
        assertThat(oracle.refusals).as("refusals").isGreaterThan(MANY / 20);
        assertThat(oracle.manifests).as("manifests that were let through").isGreaterThan(MANY / 100);
    }

    @ParameterizedTest
    @EnumSource
    void bothEnginesAgree(EdgeConfiguration configuration) {
        assumeThat(EdgeRuntime.NJS.isInstalled()).as("njs is installed").isTrue();
        var questions = questions(new Generator(configuration.name()).requests(FEW));

        assertThat(EdgeRuntime.NJS.answers(configuration.code(), questions))
                .isEqualTo(EdgeRuntime.NODE.answers(configuration.code(), questions));
    }

    private static List<EdgeRuntime.Question> questions(List<EdgeRequest> requests) {
        return requests.stream().map(EdgeRequest::question).toList();
    }

    /** Puts together requests that are nearly right. */
    private static final class Generator {

        private static final List<String> METHODS =
                List.of("GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS");
        private static final List<String> BEGINNINGS = List.of(
                "/a",
                "/a",
                "/a",
                "/a",
                "/a",
                "/a",
                "/c",
                "",
                "/v1",
                "/v1/tracking",
                "/v1/master/hash/news",
                "/v1/dash/hash/news",
                "/v1/manifest/hash/news",
                "/v1/segment/hash/news",
                "/tm",
                "/segment",
                "/mt",
                "/mt/" + EdgeConfiguration.TOKEN,
                "/mt/" + EdgeConfiguration.TOKEN,
                "/mt/" + EdgeConfiguration.PREVIOUS_TOKEN,
                "/mt/" + EdgeConfiguration.TOKEN.substring(1),
                "/mt/__proto__");
        private static final List<String> MIDDLES = List.of(
                "",
                "",
                "",
                "/b",
                "/b/c",
                "/..",
                "/%2e%2e",
                "/.%2E",
                "//",
                "/.",
                "\\..",
                "%2f..",
                "/%6d",
                "/é",
                "/%zz",
                "/%E2%82%AC",
                "/%2525",
                "/constructor",
                "/a%20b",
                "/;x=1",
                ";x=1",
                "/Wait...what",
                "/50%25%20off",
                "/%20",
                "/mt/" + EdgeConfiguration.TOKEN);
        private static final List<String> ENDS = List.of(
                "/index.m3u8",
                "/index.m3u8",
                "/index.m3u8",
                "/index.mpd",
                "/index.M3U8",
                "/index.m3u%38",
                "/index%2em3u8",
                "/index.m3u8/",
                "/index.m3u8;x",
                "/index.m3u8%20",
                "/index.m3u8%3f",
                "/1.ts",
                "/1.m4s",
                "/",
                "",
                "/x");
        private static final List<String> ORIGINS = List.of(
                "https://allowed.example.com",
                "https://allowed.example.com",
                "https://live.example.org",
                "https://example.org",
                "https://evil.net",
                "https://allowed.example.com.evil.net",
                "https://ALLOWED.example.com",
                "null",
                "",
                "https://allowed.example.com ",
                "https://allowed.example.com/");
        private static final List<String> REFERERS = List.of(
                "https://allowed.example.com/page",
                "https://allowed.example.com",
                "https://allowed.example.com@evil.net/",
                "https://evil.net/https://allowed.example.com/",
                "//allowed.example.com/",
                "https://live.example.org/?x#y",
                "%",
                "");
        private static final List<String> AGENTS = List.of(
                "Mozilla/5.0",
                "Mozilla/5.0",
                "curl/8",
                "AppleCoreMedia/1",
                "mediatailor.amazonaws.com",
                "",
                "x".repeat(9000));
        private static final List<String> SITES = List.of("same-origin", "same-site", "cross-site", "none", "");
        private final Random random;

        Generator(String seed) {
            random = new Random(seed.hashCode());
        }

        List<EdgeRequest> requests(int count) {
            return IntStream.range(0, count).mapToObj(unused -> request()).toList();
        }

        private EdgeRequest request() {
            var path = any(BEGINNINGS) + (random.nextInt(3) == 0 ? "" : any(MIDDLES)) + any(ENDS);
            var request = EdgeRequest.of(any(METHODS), (path.startsWith("/") ? damaged(path) : "/") + query());
            times("Origin", ORIGINS, request);
            times("Referer", REFERERS, request);
            times("User-Agent", AGENTS, request);
            times("Sec-Fetch-Site", SITES, request);
            times("Access-Control-Request-Method", List.of("GET", ""), request);
            if (random.nextInt(20) == 0) {
                request.header(any(List.of("__proto__", "constructor", "hasOwnProperty", "toString")), "x");
            }
            return random.nextInt(40) == 0 ? request.withoutHeaders() : request;
        }

        private String query() {
            return any(List.of("", "?session", "?__proto__=1&hasOwnProperty=1", "?constructor=1", "?a=1&a=2"));
        }

        private void times(String name, List<String> values, EdgeRequest request) {
            var times = List.of(0, 0, 0, 0, 1, 1, 1, 1, 1, 2).get(random.nextInt(10));
            for (var i = 0; i < times; i++) {
                request.header(name, any(values));
            }
        }

        /** One character in some paths becomes another. */
        private String damaged(String path) {
            if (random.nextInt(6) != 0) {
                return path;
            }
            var at = 1 + random.nextInt(path.length());
            var other = "/.%\\2e5f;Aé€".charAt(random.nextInt(12));
            return path.substring(0, at) + other + (at < path.length() ? path.substring(at + 1) : "");
        }

        private String any(List<String> values) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /** The rules once more, written in Java by what they promise and not by how the function does it. */
    private static final class Oracle {

        private final EdgeConfiguration configuration;
        private int manifests;
        private int refusals;

        Oracle(EdgeConfiguration configuration) {
            this.configuration = configuration;
        }

        void check(EdgeRequest request, JsonNode answer) {
            var asked = request.json();
            var result = answer.path("result");
            if (result.has("statusCode")) {
                refusals++;
                assertThat(result.path("statusCode").asInt())
                        .isEqualTo(configuration == EdgeConfiguration.FORBIDDEN ? 403 : 401);
                assertThat(result.at("/headers/cache-control/value").asText()).isEqualTo("no-store");
                return;
            }
            var path = asked.path("uri").asText();
            var stripped = withoutToken(path);
            assertThat(result).as("%s", request).isEqualTo(usesPathToken() ? request.jsonWithUri(stripped) : asked);
            if (isManifest(result.path("uri").asText())) {
                manifests++;
                assertThat(hasACause(asked, stripped))
                        .as("a cause for %s", request)
                        .isTrue();
            }
        }

        private boolean hasACause(JsonNode asked, String stripped) {
            var path = asked.path("uri").asText();
            return isPreflight(asked)
                    || (usesPathToken() && !stripped.equals(path) && stripped.startsWith("/a/"))
                    || isWelcome(asked);
        }

        private static boolean isPreflight(JsonNode asked) {
            return asked.path("method").asText().equals("OPTIONS")
                    && !only(asked, "origin").isEmpty()
                    && !only(asked, "access-control-request-method").isEmpty();
        }

        private boolean usesPathToken() {
            return configuration == EdgeConfiguration.PATH_TOKEN
                    || configuration == EdgeConfiguration.PATH_TOKEN_AND_NATIVE
                    || configuration == EdgeConfiguration.FORBIDDEN;
        }

        private static String withoutToken(String path) {
            return Stream.of(EdgeConfiguration.TOKEN, EdgeConfiguration.PREVIOUS_TOKEN)
                    .map(token -> "/mt/" + token)
                    .filter(prefix -> path.startsWith(prefix + "/"))
                    .map(prefix -> path.substring(prefix.length()))
                    .findFirst()
                    .orElse(path);
        }

        private boolean isWelcome(JsonNode asked) {
            var agent = only(asked, "user-agent");
            if (configuration == EdgeConfiguration.USER_AGENT && agent.contains("mediatailor.amazonaws.com")) {
                return true;
            }
            if (configuration == EdgeConfiguration.AGENTS
                    && (!(agent.startsWith("Mozilla/") || agent.contains("AppleCoreMedia"))
                            || agent.contains("curl")
                            || agent.contains("wget"))) {
                return false;
            }
            if (configuration == EdgeConfiguration.DENIED_AGENTS && isDenied(asked)) {
                return false;
            }
            if (asked.path("headers").has("origin")) {
                return EdgeConfiguration.ORIGINS.matches(only(asked, "origin"));
            }
            return switch (missingOrigin()) {
                case ALLOWED -> true;
                case REFUSED -> false;
                case BY_REFERER -> EdgeConfiguration.ORIGINS.matches(originOf(only(asked, "referer")));
                case BY_FETCH_SITE -> only(asked, "sec-fetch-site").equals("same-origin");
            };
        }

        private static boolean isDenied(JsonNode asked) {
            var header = asked.path("headers").path("user-agent");
            var all = header.has("multiValue") ? header.findValuesAsText("value") : List.of(only(asked, "user-agent"));
            return all.stream()
                    .anyMatch(agent ->
                            agent.contains("curl") || agent.contains("wget") || agent.isEmpty() || agent.equals("Bot"));
        }

        private MissingOrigin missingOrigin() {
            return switch (configuration) {
                case NATIVE, PATH_TOKEN_AND_NATIVE, AGENTS, DENIED_AGENTS -> MissingOrigin.ALLOWED;
                case REFERER -> MissingOrigin.BY_REFERER;
                case FETCH_SITE -> MissingOrigin.BY_FETCH_SITE;
                default -> MissingOrigin.REFUSED;
            };
        }

        /** A header that came once, or nothing. */
        private static String only(JsonNode asked, String name) {
            var header = asked.path("headers").path(name);
            return header.has("multiValue") ? "" : header.path("value").asText();
        }

        private static String originOf(String referer) {
            try {
                var url = new URI(referer);
                return url.getUserInfo() == null && url.getHost() != null
                        ? url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                        : "";
            } catch (URISyntaxException e) {
                return "";
            }
        }

        private static boolean isManifest(String path) {
            var file = plain(path).toLowerCase(Locale.ROOT);
            return file.matches("(?s).*\\.(m3u8|mpd)([^a-z0-9_-].*)?");
        }

        /** The path as an origin might read it that is generous in every respect. */
        private static String plain(String path) {
            var folders = new ArrayDeque<String>();
            for (var name : decoded(decoded(path)).replace('\\', '/').split("/", -1)) {
                if (name.equals("..")) {
                    folders.pollLast();
                } else if (!name.isEmpty() && !name.equals(".")) {
                    folders.add(name);
                }
            }
            return "/" + String.join("/", folders) + (path.endsWith("/") ? "/" : "");
        }

        private static String decoded(String path) {
            try {
                return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return path;
            }
        }
    }
}
