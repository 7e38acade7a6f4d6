package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures of the documentation are drawn from the templates of the examples; {@code -Dgolden.update=true} draws
 * anew.
 */
class PicturesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path PICTURES = Path.of("docs/pictures");

    @ParameterizedTest
    @CsvSource({"LiveChannel, live-channel.svg", "Vod, films.svg", "AdInsertion, ads.svg"})
    void showWhatTheTemplatesMake(String template, String file) throws IOException {
        String picture = Picture.of(GOLDEN.resolve(template + ".json"));
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PICTURES);
            Files.writeString(PICTURES.resolve(file), picture);
        }

        assertThat(PICTURES.resolve(file)).hasContent(picture);
    }
}
