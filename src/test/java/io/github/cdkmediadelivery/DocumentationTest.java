package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows is compiled, and links lead somewhere. */
class DocumentationTest {

    private static final Pattern README_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVADOC_BLOCK = Pattern.compile("<pre>\\{@code\\n(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    /** Every example app and test, as one text without white space, since lines are broken differently. */
    private static final String COMPILED = Stream.of("src/examples/java", "src/test/java")
            .flatMap(DocumentationTest::javaFiles)
            .map(DocumentationTest::read)
            .map(DocumentationTest::withoutSpace)
            .reduce("", String::concat);

    static Stream<String> readme() {
        return blocks(README_BLOCK, read(Path.of("README.md")));
    }

    static Stream<String> javadoc() {
        return javaFiles("src/main/java")
                .map(DocumentationTest::read)
                .flatMap(source -> blocks(JAVADOC_BLOCK, source))
                .map(block -> block.replaceAll("(?m)^\\s*\\* ?", ""));
    }

    @ParameterizedTest
    @MethodSource("readme")
    void theJavaOfTheReadmeIsCompiled(String block) {
        assertCompiled(block);
    }

    @ParameterizedTest
    @MethodSource("javadoc")
    void theJavaOfTheJavadocIsCompiled(String block) {
        assertCompiled(block);
    }

    private static void assertCompiled(String block) {
        assertThat(COMPILED.contains(withoutSpace(block)))
                .as("some file of src/examples/java or src/test/java holds%n%s", block)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksToFilesLeadSomewhere(String document) {
        assertThat(LINK.matcher(read(Path.of(document))).results())
                .extracting(link -> link.group(1))
                .allSatisfy(target ->
                        assertThat(Path.of(document).resolveSibling(target)).exists());
    }

    static List<String> documents() {
        return List.of(
                "README.md",
                "ARCHITECTURE.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "docs/costs/build.md",
                "docs/costs/operation.md");
    }

    /** The CDK tells in each assembly which flags it recommends and how they are set. */
    @Test
    void cdkJsonHoldsEveryRecommendedFeatureFlag() {
        var flags = Synth.read(Synth.synthesize(app -> {}).resolve("manifest.json"))
                .path("artifacts")
                .path("aws-cdk-lib/feature-flag-report")
                .at("/properties/flags");
        var context = Synth.read(Path.of("cdk.json")).path("context");

        assertThat(flags.properties()).isNotEmpty().allSatisfy(flag -> assertThat(
                        context.path(flag.getKey()).asText(unconfigured(flag.getValue())))
                .as(flag.getKey())
                .isEqualTo(flag.getValue().path("recommendedValue").asText()));
    }

    /** How the CDK behaves without the flag, which then need not be in the file. */
    private static String unconfigured(JsonNode flag) {
        return flag.at("/unconfiguredBehavesLike/v2").asText("false");
    }

    private static Stream<String> blocks(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(block -> block.group(1));
    }

    private static Stream<Path> javaFiles(String root) {
        try (var files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
