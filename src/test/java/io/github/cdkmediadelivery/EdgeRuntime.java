package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of CloudFront functions on events: in Node, and in njs, the engine from which CloudFront's own
 * descends. njs refuses what that one refuses (classes, destructuring, for-of), but is not installed everywhere.
 *
 * <p>An answer is {@code {"result": …}} with what the handler returned, or {@code {"error": …}} with what it threw.
 */
public enum EdgeRuntime {
    NODE {
        @Override
        public List<JsonNode> answers(String code, List<Question> questions) {
            return questions.stream()
                    .map(question -> NODE_PROCESS.ask(question.json().put("code", code)))
                    .toList();
        }

        @Override
        public boolean isInstalled() {
            return true;
        }
    },

    NJS {
        @Override
        public List<JsonNode> answers(String code, List<Question> questions) {
            return Njs.run(code, questions);
        }

        @Override
        public boolean isInstalled() {
            return Njs.INSTALLED.isPresent();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /** It knows each function that it was asked about before. */
    private static final NodeProcess NODE_PROCESS =
            new NodeProcess("--experimental-vm-modules", "--no-warnings", "src/test/node/edge-runtime.mjs");

    /**
     * One event, the time at which it comes, and what the key value store holds then; nothing where it does not answer.
     *
     * @param now in milliseconds since 1970
     */
    public record Question(JsonNode event, long now, @Nullable Map<String, String> store) {

        ObjectNode json() {
            var json = JSON.createObjectNode().put("now", now);
            json.set("store", JSON.valueToTree(store));
            json.set("event", event);
            return json;
        }
    }

    /** One answer per question, in the same order. */
    public abstract List<JsonNode> answers(String code, List<Question> questions);

    public abstract boolean isInstalled();

    JsonNode answer(String code, Question question) {
        return answers(code, List.of(question)).get(0);
    }

    /** A process per call, which starts in a few milliseconds. */
    private static final class Njs {

        static final Optional<Path> INSTALLED = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, "njs"))
                .filter(Files::isExecutable)
                .findFirst();

        private static final Path MODULES = Path.of("src", "test", "njs");
        private static final Map<String, Path> SCRIPTS = new LinkedHashMap<>();

        private Njs() {}

        static List<JsonNode> run(String code, List<Question> questions) {
            try {
                var asked = Files.createTempFile(directory(), "questions", ".json");
                var answered = asked.resolveSibling(asked.getFileName() + ".answers");
                ArrayNode all = JSON.createArrayNode();
                questions.forEach(question -> all.add(question.json()));
                Files.writeString(asked, all.toString());
                var process = new ProcessBuilder(
                                INSTALLED.orElseThrow().toString(),
                                "-p",
                                MODULES.toString(),
                                script(code).toString(),
                                asked.toString(),
                                answered.toString())
                        .redirectErrorStream(true)
                        .start();
                var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0 || Files.notExists(answered)) {
                    throw new IllegalStateException("njs: " + said);
                }
                List<JsonNode> answers = new ArrayList<>();
                JSON.readTree(answered.toFile()).forEach(answers::add);
                return answers;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static synchronized Path script(String code) throws IOException {
            var known = SCRIPTS.get(code);
            if (known != null) {
                return known;
            }
            var script = Files.createTempFile(directory(), "function", ".js");
            Files.writeString(script, code + "\n" + Files.readString(MODULES.resolve("edge-runtime.js")));
            SCRIPTS.put(code, script);
            return script;
        }

        private static Path directory() throws IOException {
            return Files.createDirectories(Path.of("target", "edge"));
        }
    }
}
