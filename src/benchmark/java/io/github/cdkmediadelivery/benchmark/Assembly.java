package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** A directory of its own for what an app writes, and what can be read there. */
record Assembly(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Assembly fresh() throws IOException {
        return new Assembly(Files.createTempDirectory(Files.createDirectories(Path.of("target", "benchmark")), ""));
    }

    App app() {
        return new App(AppProps.builder()
                .analyticsReporting(false)
                .outdir(directory.toString())
                .build());
    }

    List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".template.json"))
                    .sorted()
                    .toList();
        }
    }

    Stream<JsonNode> resources() throws IOException {
        return templates().stream()
                .map(Assembly::read)
                .flatMap(template ->
                        StreamSupport.stream(template.path("Resources").spliterator(), false));
    }

    private static JsonNode read(Path template) {
        try {
            return JSON.readTree(template.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
