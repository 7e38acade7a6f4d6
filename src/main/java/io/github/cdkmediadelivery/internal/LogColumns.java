package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The fields of a log line, as queries name them. */
final class LogColumns {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private LogColumns() {}

    /** Those that a query of Logs Insights names. */
    static List<String> of(String query) {
        return QUOTED.matcher(query)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }

    /** As the column of a Parquet file is called: {@code cs_user_agent} for {@code cs(User-Agent)}. */
    static String column(String field) {
        String name = field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }
}
