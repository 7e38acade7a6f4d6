package io.github.cdkmediadelivery.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Each claim of the guide is shown by a test, and each test is of a claim. */
class SystemsGuideTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test(?:\\.[A-Z]\\w*)?\\.[a-z]\\w*)`");
    private static final Pattern VERDICT = Pattern.compile("(better|same)\\b.*");
    private static final List<Class<?>> TESTS = List.of(
            LiveEventsTest.class,
            LiveStreamingTest.class,
            SecureMediaDeliveryTest.AccessTokens.class,
            SecureMediaDeliveryTest.OwnTokens.class,
            VideoOnDemandTest.class,
            SolutionsConstructsTest.Films.class,
            SolutionsConstructsTest.Stores.class);

    private static final List<String> ROWS = lines().stream()
            .filter(line -> line.startsWith("| "))
            .filter(line -> !line.startsWith("| their feature") && !line.startsWith("| system"))
            .filter(line -> line.split("\\|", -1).length == 6)
            .toList();

    @Test
    void eachClaimNamesATest() {
        assertThat(ROWS).hasSizeGreaterThan(50).allSatisfy(row -> {
            var verdict = row.split("\\|", -1)[3].strip();
            if (verdict.equals("not")) {
                assertThat(named(row)).isEmpty();
            } else {
                assertThat(verdict).matches(VERDICT);
                assertThat(named(row)).isNotEmpty();
            }
        });
    }

    @Test
    void eachNamedTestIsThereAndEachThatIsThereIsNamed() {
        assertThat(named(String.join("\n", lines())).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        TESTS.stream().flatMap(SystemsGuideTest::tests).toList());
    }

    private static Stream<String> named(String text) {
        return NAMED.matcher(text).results().map((MatchResult name) -> name.group(1));
    }

    private static Stream<String> tests(Class<?> type) {
        var prefix =
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .map(name -> prefix + "." + name);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("docs/guides/systems.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
