package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tool in a Node process of its own, a line of JSON per question and per answer; started on the first question. */
public final class NodeProcess {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> command;
    private @Nullable BufferedWriter questions;
    private @Nullable BufferedReader answers;

    /** @param arguments of Node, the script at the end */
    public NodeProcess(String... arguments) {
        command = Stream.concat(Stream.of("node"), Stream.of(arguments)).toList();
    }

    public synchronized JsonNode ask(JsonNode question) {
        try {
            if (questions == null) {
                start();
            }
            questions.write(question + "\n");
            questions.flush();
            var answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException(
                        command + " did not start; install what it needs with: npm ci --prefix src/test/node");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        var process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }
}
