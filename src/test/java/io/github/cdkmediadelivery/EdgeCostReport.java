package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the edge function costs, in instructions per request under njs as callgrind counts them, beside the handler that
 * published answers propose. The cost of an empty handler (engine, event, promise) is taken off. Numbers of
 * instructions are nearly the same on every run and every machine with the same njs; times are not.
 *
 * <p>Not a test: {@code mvn -Pedge-cost test} prints one Markdown table.
 */
@Tag("benchmark")
class EdgeCostReport {

    private static final Path DIRECTORY = Path.of("target", "edge-cost");
    private static final Path DRIVER = Path.of("src", "test", "njs", "edge-cost.js");
    private static final Pattern COLLECTED = Pattern.compile("Collected : (\\d+)");
    private static final int REQUESTS = 400;

    private static final String EMPTY = "async function handler(event) { return event.request; }\n";

    private static final EdgeRequest REFUSED = browser("https://evil.net", "/out/v1/news/one/hls/index.m3u8");
    private static final EdgeRequest ALLOWED =
            browser("https://allowed.example.com", "/out/v1/news/one/hls/index.m3u8");
    private static final EdgeRequest SEGMENT =
            browser("https://allowed.example.com", "/out/v1/news/one/hls/segment_1_1.m4s");
    private static final EdgeRequest BY_TOKEN = EdgeRequest.get(
                    "/mt/" + EdgeConfiguration.TOKEN + "/out/v1/news/one/hls/index.m3u8")
            .header("User-Agent", "AmazonMediaTailor");
    private static final EdgeRequest BY_AGENT =
            EdgeRequest.get("/out/v1/news/one/hls/index.m3u8").header("User-Agent", "mediatailor.amazonaws.com");
    /** What a signer makes of a channel, and the same without what can be revoked. */
    private static final EdgeRequest BY_ACCESS_TOKEN =
            byAccessToken(accessToken().userId("user-4711").sessionId("4f1c2b3a"));

    private static final EdgeRequest BY_SHORTEST_ACCESS_TOKEN = byAccessToken(accessToken());
    private static final EdgeRequest BY_BOUND_ACCESS_TOKEN = byAccessToken(accessToken()
            .userId("user-4711")
            .sessionId("4f1c2b3a")
            .ipRange("198.51.100.0/24")
            .methods("GET", "HEAD"));

    private static final Map<String, String> STORE = Map.of("key:" + Tokens.KEY_ID, Tokens.KEY);

    private record Row(String function, String code, String request, EdgeRequest event) {}

    @BeforeAll
    static void needsNjsAndValgrind() throws IOException {
        assumeThat(EdgeRuntime.NJS.isInstalled()).as("njs is installed").isTrue();
        assumeThat(Path.of("/usr/bin/valgrind")).exists();
        Files.createDirectories(DIRECTORY);
    }

    @Test
    void printsTheTable() throws IOException, InterruptedException {
        var published = SeedScenarioTest.PUBLISHED;
        var token = EdgeConfiguration.PATH_TOKEN.code();
        var access = Tokens.code(keys -> keys);
        var table = new StringBuilder(
                """
                | Function | Code, bytes | Request | Instructions |
                | --- | ---: | --- | ---: |
                """);
        for (var row : List.of(
                new Row("published answer", published, "page that is not allowed (let in)", REFUSED),
                new Row("published answer", published, "allowed page", ALLOWED),
                new Row("published answer", published, "MediaTailor by its User-Agent", BY_AGENT),
                new Row("path token", token, "page that is not allowed (refused)", REFUSED),
                new Row("path token", token, "allowed page", ALLOWED),
                new Row("path token", token, "allowed page, segment", SEGMENT),
                new Row("path token", token, "MediaTailor by its path token", BY_TOKEN),
                new Row("access token", access, "player by a token of a user's session", BY_ACCESS_TOKEN),
                new Row("access token", access, "player by a token that cannot be revoked", BY_SHORTEST_ACCESS_TOKEN),
                new Row("access token", access, "player by a token bound to a network", BY_BOUND_ACCESS_TOKEN),
                new Row("access token", access, "no token (refused)", REFUSED))) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %,d |%n",
                    row.function(),
                    row.code().getBytes(StandardCharsets.UTF_8).length,
                    row.request(),
                    cost(row.code(), row.event())));
        }
        System.out.println(table);
    }

    private static long cost(String code, EdgeRequest event) throws IOException, InterruptedException {
        return (perRequests(code, event) - perRequests(EMPTY, event)) / REQUESTS;
    }

    /** Without what it costs to start the engine and to read the code. */
    private static long perRequests(String code, EdgeRequest event) throws IOException, InterruptedException {
        return instructions(code, event, REQUESTS) - instructions(code, event, 0);
    }

    private static long instructions(String code, EdgeRequest event, int times)
            throws IOException, InterruptedException {
        var script = Files.writeString(DIRECTORY.resolve("function.js"), code + "\n" + Files.readString(DRIVER));
        var question = Files.writeString(
                DIRECTORY.resolve("event.json"), event.question(STORE).json().toString());
        var process = new ProcessBuilder(
                        "valgrind",
                        "--tool=callgrind",
                        "--callgrind-out-file=/dev/null",
                        "njs",
                        "-p",
                        DRIVER.getParent().toString(),
                        script.toString(),
                        question.toString(),
                        String.valueOf(times))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        var collected = COLLECTED.matcher(said);
        assertThat(collected.find()).as(said).isTrue();
        return Long.parseLong(collected.group(1));
    }

    private static AccessTokenRequest.Builder accessToken() {
        return AccessTokenRequest.builder()
                .resourceUrl("https://d111111abcdef8.cloudfront.net/out/v1/news/one/hls/segment_1_1.m4s")
                .keyId(Tokens.KEY_ID)
                .key(Tokens.KEY)
                .expirationDate(Instant.ofEpochMilli(EdgeRequest.NOW).plusSeconds(60));
    }

    private static EdgeRequest byAccessToken(AccessTokenRequest.Builder request) {
        var url = URI.create(AccessTokenSigner.create().getSignedUrl(request.build()));
        return EdgeRequest.get(url.getPath()).header("User-Agent", "AppleCoreMedia/1.0.0.22A3354");
    }

    private static EdgeRequest browser(String origin, String path) {
        return EdgeRequest.get(path)
                .header("Origin", origin)
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36")
                .header("Accept", "*/*")
                .header("Sec-Fetch-Site", "cross-site");
    }
}
