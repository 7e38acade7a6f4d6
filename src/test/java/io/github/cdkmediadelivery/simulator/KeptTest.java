package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long CloudFront keeps, by the tables of the Developer Guide. */
class KeptTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** "Manage how long content stays in the cache": minimum, default and maximum against what the origin says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 86400 | 31536000 |                            | 86400",
                "0  | 86400 | 31536000 | max-age=60                 | 60",
                "0  | 86400 | 31536000 | max-age=60, s-maxage=10    | 10",
                "0  | 86400 | 31536000 | no-cache                   | 0",
                "0  | 86400 | 31536000 | no-store                   | 0",
                "0  | 86400 | 31536000 | private, max-age=60        | 0",
                "0  | 86400 | 100      | max-age=3600               | 100",
                "30 | 86400 | 31536000 | max-age=5                  | 30",
                "30 | 86400 | 31536000 | no-store                   | 30",
                "30 | 10    | 31536000 |                            | 30",
                "0  | 0     | 0        | max-age=3600               | 0",
                "0  | 86400 | 31536000 | MAX-AGE=60                 | 60",
            })
    void anAnswer(long min, long usual, long max, String control, long expected) {
        OriginAnswer answer = control == null ? OriginAnswer.OK : OriginAnswer.OK.header("Cache-Control", control);

        assertThat(time(answer, policy(min, usual, max), distribution())).isEqualTo(Duration.ofSeconds(expected));
    }

    /** "How CloudFront caches 4xx and 5xx status codes": which are kept in any case, which if the origin says so. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 |            | 10", "404 | max-age=60 | 60", "404 | max-age=1 | 10", "414 |            | 10",
                "500 |            | 10", "503 | max-age=90 | 90", "504 |           | 10", "403 |            | 0",
                "403 | max-age=60 | 60", "400 |            | 0", "400 | max-age=5 | 10", "416 | max-age=60 | 0",
                "410 | max-age=60 | 0",
            })
    void anErrorWithoutAnEntry(int status, String control, long expected) {
        OriginAnswer answer = OriginAnswer.of(status);

        assertThat(time(
                        control == null ? answer : answer.header("Cache-Control", control),
                        policy(0, 86_400, 31_536_000),
                        distribution()))
                .isEqualTo(Duration.ofSeconds(expected));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "300, 300"})
    void anErrorAtLeastAsLongAsItsEntrySays(long floor, long expected) {
        var distribution = distribution(new ErrorEntry(404, Duration.ofSeconds(floor), true, "", 0));

        assertThat(time(OriginAnswer.of(404), policy(0, 86_400, 31_536_000), distribution))
                .isEqualTo(Duration.ofSeconds(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Thu, 01 Jan 2026 00:01:00 GMT | 60", "Wed, 31 Dec 2025 00:00:00 GMT | 0", "0 | 0"})
    void aDate(String expires, long expected) {
        assertThat(time(OriginAnswer.OK.header("Expires", expires), policy(0, 86_400, 31_536_000), distribution()))
                .isEqualTo(Duration.ofSeconds(expected));
    }

    private static Duration time(OriginAnswer answer, CachePolicy policy, Distribution distribution) {
        return Kept.time(answer.status(), Freshness.of(answer, NOW), policy, distribution);
    }

    private static CachePolicy policy(long min, long usual, long max) {
        return new CachePolicy(
                "test",
                Selection.NONE,
                Selection.NONE,
                Selection.NONE,
                false,
                false,
                Duration.ofSeconds(min),
                Duration.ofSeconds(usual),
                Duration.ofSeconds(max));
    }

    private static Distribution distribution(ErrorEntry... errors) {
        return new Distribution(
                "Test",
                "Test",
                "arn",
                "test.cloudfront.net",
                List.of(),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(errors),
                "",
                new Distribution.Countries("none", List.of()),
                Optional.empty());
    }
}
