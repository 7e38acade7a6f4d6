package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a template with the one that was reviewed and committed.
 *
 * <p>Hashes of assets are masked. Run with {@code -Dgolden.update=true} to write the files anew, and read the diff
 * before you commit it: logical ids are part of the library's contract.
 */
final class Golden {

    private static final Path DIRECTORY = Path.of("src", "test", "resources", "golden");
    private static final String UPDATE = "golden.update";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writer(prettyPrinter());

    private Golden() {}

    static void assertMatches(String name, JsonNode template) {
        assertMatches(DIRECTORY.resolve(name + ".json"), template);
    }

    static void assertMatches(Path file, JsonNode template) {
        try {
            if ("true".equals(System.getProperty(UPDATE))) {
                write(file, template);
            }
            if (Files.notExists(file)) {
                throw new AssertionError("There is no golden file " + file + ". If the template is what you want,"
                        + " create it with -D" + UPDATE + "=true and commit it.");
            }
            assertThatJson(masked(template.toString()))
                    .as("%s (after an intended change run with -D%s=true and review the diff)", file, UPDATE)
                    .isEqualTo(masked(Files.readString(file)));
            // Each run of the JVM has an order of its own for Map.of and Set.of, which must not reach a template.
            assertThat(written(template))
                    .as("%s, in its order", file)
                    .isEqualTo(written(JSON.readTree(Files.readString(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, JsonNode json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, written(json));
    }

    private static String written(JsonNode json) throws IOException {
        return masked(PRETTY.writeValueAsString(json)) + "\n";
    }

    private static String masked(String json) {
        return json.replaceAll("\\b[0-9a-f]{64}\\b", "<asset>");
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        var lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }
}
