package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of CloudWatch's metric math as the alarms use: numbers, series, {@code + - * /}, brackets and {@code FILL}. A
 * point is missing in a result where one that it is made of is missing, or where it would be divided by zero.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Metric math</a>
 */
final class MetricMath {

    private final String text;
    private final Map<String, List<@Nullable Double>> series;
    private final int at;
    private int next;

    private MetricMath(String text, Map<String, List<@Nullable Double>> series, int at) {
        this.text = text.replace(" ", "");
        this.series = series;
        this.at = at;
    }

    static List<@Nullable Double> of(String expression, Map<String, List<@Nullable Double>> series, int length) {
        var result = new ArrayList<@Nullable Double>();
        for (int i = 0; i < length; i++) {
            var math = new MetricMath(expression, series, i);
            result.add(math.sum());
            if (math.next != math.text.length()) {
                throw new IllegalArgumentException("not understood from " + math.text.substring(math.next));
            }
        }
        return result;
    }

    private @Nullable Double sum() {
        var value = product();
        while (is('+') || is('-')) {
            boolean plus = text.charAt(next++) == '+';
            var other = product();
            value = value == null || other == null ? null : (Double) (plus ? value + other : value - other);
        }
        return value;
    }

    private @Nullable Double product() {
        var value = term();
        while (is('*') || is('/')) {
            boolean times = text.charAt(next++) == '*';
            var other = term();
            value = value == null || other == null || (!times && other == 0)
                    ? null
                    : (Double) (times ? value * other : value / other);
        }
        return value;
    }

    private @Nullable Double term() {
        if (is('(')) {
            next++;
            return closed(sum());
        }
        var word = new StringBuilder();
        while (next < text.length() && (Character.isLetterOrDigit(text.charAt(next)) || is('.'))) {
            word.append(text.charAt(next++));
        }
        if (word.toString().equals("FILL")) {
            next++;
            var value = sum();
            next++;
            var filling = sum();
            return closed(value == null ? filling : value);
        }
        return Character.isDigit(word.charAt(0))
                ? (Double) Double.parseDouble(word.toString())
                : series.get(word.toString()).get(at);
    }

    private @Nullable Double closed(@Nullable Double value) {
        next++;
        return value;
    }

    private boolean is(char expected) {
        return next < text.length() && text.charAt(next) == expected;
    }
}
