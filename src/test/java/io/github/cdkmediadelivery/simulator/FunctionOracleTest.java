package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.EdgeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The functions of all golden templates, in the Node of the simulator and in njs, from which CloudFront's engine comes.
 */
class FunctionOracleTest {

    private static final long SEED = 20_261_130;
    private static final int CASES = 600;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Path GOLDENS = Path.of("src/test/resources/golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> FOLDERS = List.of(
            "",
            "/live",
            "/v1/session/a",
            "/tm",
            "/segment",
            "/out/v1/abc",
            "/..",
            "/%2e%2e",
            "/a%2fb",
            "/.",
            "//",
            "/é",
            "/%zz",
            "/2D3Eogs.cat",
            "/mt/token",
            "/video/film");
    private static final List<String> FILES = List.of(
            "/index.m3u8",
            "/index.M3U8",
            "/index.mpd",
            "/1.ts",
            "/init.mp4",
            "/",
            "",
            "/index%2em3u8",
            "/page.html",
            "/x;y");
    private static final List<String> NAMES =
            List.of("aws.sessionId", "CAT", "cat", "token", "session", "aws.reportingMode", "x", "__proto__", "start");
    private static final List<String> VALUES =
            List.of("", "1", "abc", "true", "%2F", "2D3Eogs", "https://video.example.com", "2026-01-01T00:00:00Z");
    private static final List<String> HEADERS = List.of(
            "origin",
            "referer",
            "user-agent",
            "authorization",
            "x-forwarded-for",
            "sec-fetch-site",
            "cta-common-access-token");
    private static final List<String> SAID = List.of(
            "https://video.example.com",
            "https://evil.example",
            "null",
            "",
            "Mozilla/5.0",
            "mediatailor",
            "Bearer x",
            "same-origin");

    private final Random random = new Random(SEED);

    @Test
    void agreesWithNjsOnGeneratedRequests() throws IOException {
        assumeThat(EdgeRuntime.NJS.isInstalled()).as("njs is installed").isTrue();
        List<Code> functions = functions();
        assertThat(functions).as("functions that differ").hasSizeGreaterThan(2);
        List<String> wrong = new ArrayList<>();
        int passed = 0;
        int each = CASES / functions.size() + 1;
        for (Code code : functions) {
            List<EdgeRuntime.Question> questions =
                    Stream.generate(this::question).limit(each).toList();
            List<JsonNode> theirs = EdgeRuntime.NJS.answers(code.source(), questions);
            for (int i = 0; i < each; i++) {
                EdgeRuntime.Question question = questions.get(i);
                JsonNode ours =
                        FunctionRuntime.shared().run(code, (ObjectNode) question.event(), question.store(), NOW);
                passed += ours.path("result").has("uri") ? 1 : 0;
                boolean same = ours.has("error") ? theirs.get(i).has("error") : ours.equals(theirs.get(i));
                if (!same) {
                    wrong.add("%s: %s\nNode: %s\nnjs:  %s".formatted(code.id(), question.event(), ours, theirs.get(i)));
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(passed).as("requests that a function passes on").isBetween(CASES / 20, CASES - CASES / 20);
    }

    /** Each text once, however many templates have it. */
    private static List<Code> functions() throws IOException {
        Map<String, Code> functions = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(GOLDENS)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
                CloudAssembly assembly = CloudAssembly.ofTemplates(Map.of("Test", Files.readString(file)));
                assembly.distributions().stream()
                        .flatMap(distribution -> distribution.behaviors().stream())
                        .map(Behavior::viewerRequest)
                        .flatMap(Optional::stream)
                        .forEach(code -> functions.putIfAbsent(code.source(), code));
            }
        }
        return List.copyOf(functions.values());
    }

    private EdgeRuntime.Question question() {
        Map<String, String> store = random.nextBoolean() ? Map.of() : Map.of(any(NAMES), any(VALUES));
        return new EdgeRuntime.Question(event(), NOW.toEpochMilli(), store);
    }

    private ObjectNode event() {
        ObjectNode event = JSON.createObjectNode().put("version", "1.0");
        event.putObject("context").put("eventType", "viewer-request").put("requestId", "request");
        event.putObject("viewer").put("ip", "203.0.113." + random.nextInt(256));
        ObjectNode request = event.putObject("request");
        String uri = any(FOLDERS) + any(FOLDERS) + any(FILES);
        request.put("method", any(List.of("GET", "GET", "GET", "HEAD", "OPTIONS", "POST")));
        request.put("uri", uri.isEmpty() ? "/" : uri);
        fill(request.putObject("querystring"), NAMES, VALUES);
        ObjectNode headers = request.putObject("headers");
        headers.putObject("host").put("value", "video.example.com");
        fill(headers, HEADERS, SAID);
        fill(request.putObject("cookies"), NAMES, VALUES);
        return event;
    }

    private void fill(ObjectNode structure, List<String> names, List<String> values) {
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            ObjectNode one = structure.putObject(any(names)).put("value", any(values));
            if (random.nextInt(5) == 0) {
                one.putArray("multiValue")
                        .addObject()
                        .put("value", one.path("value").asText());
                one.withArray("multiValue").addObject().put("value", any(values));
            }
        }
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
