package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

    private static final String UPDATE = "golden.update";
    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory;

    private String updateOfTheBuild;

    @BeforeEach
    void withoutUpdate() {
        updateOfTheBuild = System.getProperty(UPDATE, "");
        System.clearProperty(UPDATE);
    }

    @AfterEach
    void asTheBuildHadIt() {
        System.setProperty(UPDATE, updateOfTheBuild);
    }

    @Test
    void aMissingFileFailsAndSaysHowToCreateIt() {
        assertThatThrownBy(() -> Golden.assertMatches("no-such-template", json("{}")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("There is no golden file src/test/resources/golden/no-such-template.json. If the template"
                        + " is what you want, create it with -Dgolden.update=true and commit it.");
    }

    @Test
    void onlyThePathsThatDifferArePrinted() throws IOException {
        var file = Files.writeString(directory.resolve("a.json"), "{\"Same\": 1, \"Resources\": {\"A\": \"old\"}}");

        assertThatThrownBy(() -> Golden.assertMatches(file, json("{'Same': 1, 'Resources': {'A': 'new'}}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Different value found in node \"Resources.A\"")
                .hasMessageNotContaining("Same");
    }

    @Test
    void theHashOfAnAssetMayDiffer() throws IOException {
        var file = Files.writeString(directory.resolve("a.json"), "{\"Code\": \"" + HASH + ".zip\"}");

        assertThatCode(() -> Golden.assertMatches(file, json("{'Code': '" + "f".repeat(64) + ".zip'}")))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherOrderFails() throws IOException {
        var file = Files.writeString(directory.resolve("a.json"), "{\"A\": 1, \"B\": 2}");

        assertThatThrownBy(() -> Golden.assertMatches(file, json("{'B': 2, 'A': 1}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("in its order");
    }

    @Test
    void anUpdateWritesTheFileInTheOrderOfTheTemplate() throws IOException {
        var file = directory.resolve("new/a.json");
        System.setProperty(UPDATE, "true");

        Golden.assertMatches(file, json("{'B': ['" + HASH + "', {}], 'A': 1}"));

        assertThat(file)
                .hasContent(
                        """
                {
                  "B": [
                    "<asset>",
                    {}
                  ],
                  "A": 1
                }
                """);
        assertThat(Files.readString(file)).endsWith("}\n");
    }

    @Test
    void anUpdateNeedsTheWordTrue() {
        System.setProperty(UPDATE, "yes");

        assertThatThrownBy(() -> Golden.assertMatches(directory.resolve("a.json"), json("{}")))
                .hasMessageStartingWith("There is no golden file");
    }

    private static JsonNode json(String json) throws IOException {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
