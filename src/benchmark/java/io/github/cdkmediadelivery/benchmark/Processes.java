package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts measurements and reads what they found. */
record Processes(Path directory) {

    /** The CLI that the README pins. */
    private static final String CLI = "aws-cdk@2.1148.1";

    private static final Map<String, String> WITHOUT_VALIDATION = Map.of("CDK_VALIDATION", "false");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Builds with one of the libraries that are written in Java. */
    JsonNode build(Library.Kind kind, Service service, int count) {
        return result(run(java("build", kind.name(), service.name(), String.valueOf(count)), WITHOUT_VALIDATION));
    }

    /** Builds with the peer, which runs in Node without a border. */
    JsonNode buildWithPeer(int count) {
        return result(
                run(List.of("node", "src/benchmark/peer/measure.mjs", String.valueOf(count)), WITHOUT_VALIDATION));
    }

    /** Asks the simulator for what no function guards. */
    JsonNode simulated(int count) {
        return result(run(java("requests", String.valueOf(count)), WITHOUT_VALIDATION));
    }

    /** Defines, synthesizes and validates an app with the feature flags of this project. */
    JsonNode app(String name) throws IOException {
        String flags =
                JSON.readTree(Path.of("cdk.json").toFile()).path("context").toString();
        String outdir = directory.resolve(name.replace(' ', '-')).toString();
        return result(run(java(name), Map.of("CDK_CONTEXT_JSON", flags, "CDK_OUTDIR", outdir)));
    }

    /** What a user types and waits for: npx, the CLI, Maven, the app; seconds. */
    double synth(Class<?> main) {
        long start = System.nanoTime();
        run(
                List.of(
                        "npx",
                        "--yes",
                        CLI,
                        "synth",
                        "--quiet",
                        "--app",
                        "mvn --quiet --batch-mode process-classes exec:java -Dexamples.main=" + main.getName(),
                        "--output",
                        directory.resolve(main.getSimpleName()).toString()),
                Map.of());
        return (System.nanoTime() - start) / 1e9;
    }

    String versionOfNode() {
        return run(List.of("node", "--version"), Map.of()).trim();
    }

    private static List<String> java(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Worker.class.getName()),
                        Stream.of(arguments))
                .toList();
    }

    private String run(List<String> command, Map<String, String> environment) {
        Path errors = directory.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + "\n" + output + Files.readString(errors));
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode result(String output) {
        return output.lines()
                .filter(line -> line.startsWith(Worker.RESULT))
                .map(line -> {
                    try {
                        return JSON.readTree(line.substring(Worker.RESULT.length()));
                    } catch (IOException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing found: " + output));
    }
}
