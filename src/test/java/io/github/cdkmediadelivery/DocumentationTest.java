package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows is compiled, and links lead somewhere. */
class DocumentationTest {

    private static final Pattern DOCUMENT_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVADOC_BLOCK = Pattern.compile("<pre>\\{@code\\n(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`]*`", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** Every example app and test, as one text without white space, since lines are broken differently. */
    private static final String COMPILED = Stream.of("src/examples/java", "src/test/java")
            .flatMap(DocumentationTest::javaFiles)
            .map(DocumentationTest::read)
            .map(DocumentationTest::withoutSpace)
            .reduce("", String::concat);

    /** What says what the library is and how it is used, as far as it is written by hand. */
    static List<String> documents() {
        return Stream.concat(
                        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"),
                        files("docs", ".md").map(Path::toString).sorted())
                .toList();
    }

    static Stream<String> shown() {
        return documents().stream()
                .map(Path::of)
                .map(DocumentationTest::read)
                .flatMap(document -> blocks(DOCUMENT_BLOCK, document));
    }

    static Stream<String> javadoc() {
        return javaFiles("src/main/java")
                .map(DocumentationTest::read)
                .flatMap(source -> blocks(JAVADOC_BLOCK, source))
                .map(block -> block.replaceAll("(?m)^\\s*\\* ?", ""));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theJavaOfTheDocumentsIsCompiled(String block) {
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
    void linksLeadSomewhere(String document) {
        Path here = Path.of(document);
        assertThat(LINK.matcher(withoutCode(here)).results()).allSatisfy(link -> {
            Path target = link.group(1).isEmpty() ? here : here.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        });
    }

    @Test
    void theIndexNamesEveryGuide() {
        String index = read(Path.of("docs/README.md"));

        assertThat(documents())
                .filteredOn(document -> document.startsWith("docs/") && !document.equals("docs/README.md"))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(index).contains("](" + document.substring("docs/".length()) + ")"));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path document) {
        return HEADING.matcher(withoutBlocks(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String withoutCode(Path document) {
        return CODE.matcher(read(document)).replaceAll("");
    }

    private static String withoutBlocks(Path document) {
        return read(document).replaceAll("(?s)```.*?```", "");
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
        return files(root, ".java");
    }

    private static Stream<Path> files(String root, String ending) {
        try (var files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
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
