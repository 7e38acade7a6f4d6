package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.Resources.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who updates from the last release keeps each bucket, key, distribution and endpoint: none gets another logical id,
 * and none is replaced.
 *
 * <p>The next release becomes the last one with {@code -Dcompatibility.update=true}, and with it alone.
 */
class LastReleaseTest {

    private static final Path NOW = Path.of("src", "test", "resources", "golden");
    private static final Path RELEASED = Path.of("src", "test", "resources", "compatibility");

    @BeforeAll
    static void release() throws IOException {
        if (Boolean.getBoolean("compatibility.update")) {
            for (Path template : templates(NOW).toList()) {
                Golden.write(
                        RELEASED.resolve(template),
                        LastRelease.of(read(NOW.resolve(template))).resources());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void keepsWhatWasDeployed(Path template) {
        assertThat(NOW.resolve(template)).exists();
        assertThat(new LastRelease(read(RELEASED.resolve(template))).lostIn(read(NOW.resolve(template))))
                .as("%s of the last release, updated", template)
                .isEmpty();
    }

    static Stream<Path> released() throws IOException {
        return templates(RELEASED);
    }

    private static Stream<Path> templates(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .map(directory::relativize)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return json(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class TheComparison {

        private static final String DEPLOYED =
                """
                {"Resources": {
                  "Films": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "films", "Tags": []}},
                  "Policy3F": {"Type": "AWS::CloudFront::CachePolicy", "Properties": {}}}}
                """;

        private static Stream<String> lost(String was, String is) {
            return LastRelease.of(json(DEPLOYED)).lostIn(json(DEPLOYED.replace(was, is)));
        }

        @Test
        void namesAnIdThatChanged() {
            assertThat(lost("\"Films\"", "\"Movies\"")).containsExactly("AWS::S3::Bucket Films is gone");
        }

        @Test
        void namesAnIdThatMeansSomethingElse() {
            assertThat(lost("S3::Bucket", "S3::BucketPolicy"))
                    .containsExactly("AWS::S3::Bucket Films is now AWS::S3::BucketPolicy");
        }

        @Test
        void namesThePropertyThatReplaces() {
            assertThat(lost("films", "movies"))
                    .containsExactly(
                            "AWS::S3::Bucket Films is replaced, since BucketName was \"films\" and is \"movies\"");
            assertThat(lost("BucketName", "AccessControl"))
                    .containsExactly(
                            "AWS::S3::Bucket Films is replaced, since BucketName was \"films\" and is not set");
        }

        @Test
        void leavesWhatIsUpdatedInPlaceOrMadeAnewUnnoticed() {
            assertThat(lost("[]", "[{\"Key\": \"a\", \"Value\": \"b\"}]")).isEmpty();
            assertThat(lost("Policy3F", "Policy4A")).isEmpty();
        }
    }
}
