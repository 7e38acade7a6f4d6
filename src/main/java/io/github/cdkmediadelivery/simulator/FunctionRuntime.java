package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs CloudFront Functions in the Node that the CDK needs anyway: one process for all, started with the first request
 * that meets a function.
 */
final class FunctionRuntime {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FunctionRuntime SHARED = new FunctionRuntime();

    private @Nullable BufferedWriter questions;
    private @Nullable BufferedReader answers;

    private FunctionRuntime() {}

    static FunctionRuntime shared() {
        return SHARED;
    }

    /** What the function makes of the event; an error as CloudFront has it, a 503. */
    synchronized JsonNode run(Code code, ObjectNode event, Map<String, String> store, Instant now) {
        ObjectNode question = JSON.createObjectNode();
        question.put("code", code.source());
        question.put("now", now.toEpochMilli());
        question.set("store", JSON.valueToTree(store));
        question.set("event", event);
        try {
            if (questions == null) {
                start();
            }
            BufferedWriter out = Objects.requireNonNull(questions);
            out.write(question + "\n");
            out.flush();
            String line = Objects.requireNonNull(answers).readLine();
            if (line == null) {
                throw new IllegalStateException("simulator: needs Node 18 or later to run CloudFront Functions");
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        Path script = Files.createTempFile("cloudfront-functions", ".mjs");
        script.toFile().deleteOnExit();
        try (InputStream source = FunctionRuntime.class.getResourceAsStream("functions.mjs")) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        Process process = new ProcessBuilder("node", "--no-warnings", "--experimental-vm-modules", script.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }
}
