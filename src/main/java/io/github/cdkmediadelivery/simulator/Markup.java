package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.List;

/** Text as it stands in a page, and how the delivery map says what a model holds. */
final class Markup {

    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private Markup() {}

    static String text(String any) {
        return any.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** In the largest unit that says it without a rest. */
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % DAY == 0) {
            return seconds / DAY + " d";
        }
        if (seconds > 0 && seconds % HOUR == 0) {
            return seconds / HOUR + " h";
        }
        return seconds > 0 && seconds % MINUTE == 0 ? seconds / MINUTE + " min" : seconds + " s";
    }

    static String names(Selection selection) {
        String listed = String.join(", ", selection.names());
        return switch (selection.mode()) {
            case NONE -> "";
            case LISTED -> listed;
            case ALL_BUT -> "all but " + listed;
            case ALL -> "all";
        };
    }

    /** Lines of a table's cell: those that say something. */
    static String lines(List<String> lines) {
        return String.join(
                "<br>",
                lines.stream().filter(line -> !line.isEmpty()).map(Markup::text).toList());
    }

    /** A line that has something to say, or nothing. */
    static String line(String before, String what) {
        return what.isEmpty() ? "" : before + what;
    }
}
