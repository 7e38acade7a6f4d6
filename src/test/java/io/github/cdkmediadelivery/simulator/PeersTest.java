package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.Finding.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defects that were seen in what other libraries and solutions write: each as the least template that has it. */
class PeersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "peers/viewers-over-http-by-default.json | VIEWERS_OVER_HTTP ERRORS_WITHOUT_ENTRY",
                "peers/endpoint-without-policy.json | NOT_LET_IN QUERY_STRINGS_DROPPED ERRORS_WITHOUT_ENTRY",
                "peers/key-for-the-last-distribution.json | NOT_LET_IN",
                "peers/access-control-by-index.yaml | NOT_LET_IN",
                "peers/session-path-open.json | OPEN_BESIDE_SIGNED",
                "peers/secret-in-function.json | SECRET_AS_TEXT ERRORS_WITHOUT_ENTRY",
                "container-for-everyone.json | OPEN_ORIGIN FORWARDED_NOT_KEYED CORS_OF_WHOEVER_ASKED_FIRST ERRORS_WITHOUT_ENTRY",
                "everything-in-the-key.yaml | COOKIES_FORWARDED SECRET_AS_TEXT VIEWERS_OVER_HTTP ERROR_WITHOUT_TIME",
            })
    void aDefectIsFoundAndNothingElse(String file, String rules) {
        List<Finding> found = found(file);

        assertThat(found.stream().map(Finding::rule).map(Rule::name).collect(Collectors.toUnmodifiableSet()))
                .as(found.toString())
                .isEqualTo(Set.of(rules.split(" ", -1)));
    }

    /** The one of the two that the key still names is read as before. */
    @ParameterizedTest
    @CsvSource("peers/key-for-the-last-distribution.json")
    void onlyTheFirstOfTwoIsShutOut(String file) {
        assertThat(found(file)).extracting(Finding::resource).containsExactly("First");
    }

    private static List<Finding> found(String file) {
        return Review.of(CloudAssembly.ofTemplate(Path.of("src/test/resources/templates", file))).stream()
                .filter(finding -> finding.rule() != Rule.NOT_SEEN)
                .toList();
    }
}
