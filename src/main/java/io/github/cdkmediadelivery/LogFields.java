package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * Selections of log fields, each for a purpose; the names are those of standard logging v2.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">Log
 *     fields</a>
 */
public enum LogFields {
    /**
     * Nothing that opens content to who reads it: no paths, which may begin with a token, no query strings, which may
     * hold signatures, no cookies, no referring pages. What was asked for is told by the behaviour that answered
     * ({@code cache-behavior-path-pattern}): manifests and media of a facade have behaviours of their own.
     */
    WITHOUT_SECRETS(Stream.empty()),

    /**
     * What players say of themselves (CMCD, CTA-5004) beside what the edge measured. Players send it in the query
     * string, {@code CMCD=…}, and leave it in the log's: signatures and tokens in query strings are logged with it.
     * CMCD in request headers is in real-time logs alone ({@link RealtimeLogFields}).
     */
    CMCD(Stream.of("cs-uri-stem", "cs-uri-query", "cs(User-Agent)"));

    private static final List<String> MEASURED = List.of(
            "timestamp(ms)",
            "date",
            "time",
            "x-edge-location",
            "x-edge-request-id",
            "c-country",
            "asn",
            "cs-method",
            "cs(Host)",
            "sc-status",
            "sc-bytes",
            "sc-content-type",
            "time-taken",
            "time-to-first-byte",
            "origin-fbl",
            "origin-lbl",
            "x-edge-result-type",
            "x-edge-response-result-type",
            "x-edge-detailed-result-type",
            "cs-protocol-version",
            "ssl-protocol",
            "cache-behavior-path-pattern");

    private static final Text FIELD =
            Text.of("[A-Za-z0-9()_-]+", "fields: must be the name of a log field", "use for example 'cs-uri-stem'");

    @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
    private final List<String> more;

    LogFields(Stream<String> more) {
        this.more = more.toList();
    }

    /** {@return the names of the fields} */
    public List<String> names() {
        return Stream.concat(MEASURED.stream(), more.stream()).toList();
    }

    static List<String> checked(List<String> names) {
        names.forEach(FIELD::literal);
        return names;
    }

    /** None is CloudFront's own selection, which has them. */
    static boolean holdPaths(List<String> chosen) {
        return chosen.isEmpty() || chosen.contains("cs-uri-stem");
    }

    static boolean holdQueries(List<String> chosen) {
        return chosen.isEmpty() || chosen.contains("cs-uri-query");
    }
}
