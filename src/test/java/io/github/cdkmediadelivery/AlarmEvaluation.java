package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * An alarm of a template, evaluated over series of data points by CloudWatch's documented rules; a missing point is
 * null.
 *
 * <p>CloudWatch looks at more periods than the alarm counts, here at {@value #MORE} more. Where these hold as many
 * points as it counts, missing ones are passed over, and older ones stand in; else the missing are filled as the alarm
 * says.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How
 *     CloudWatch alarms treat missing data</a>
 */
final class AlarmEvaluation {

    static final int MORE = 2;

    private final JsonNode alarm;
    private State state = State.INSUFFICIENT_DATA;

    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /** @param alarm its properties */
    AlarmEvaluation(JsonNode alarm) {
        this.alarm = alarm;
    }

    /** The state after each period, metrics by their name; what the series do not have is missing. */
    List<State> over(Map<String, List<@Nullable Double>> series) {
        var values = values(series);
        var states = new ArrayList<State>();
        for (int now = 1; now <= values.size(); now++) {
            var range = new ArrayList<@Nullable Double>(Collections.nCopies(Math.max(0, periods() + MORE - now), null));
            range.addAll(values.subList(Math.max(0, now - periods() - MORE), now));
            state = next(range.stream()
                    .map(value -> value == null ? null : (Boolean) breaches().test(value))
                    .toList());
            states.add(state);
        }
        return states;
    }

    /** The state after one look at the points of the evaluation range, oldest first. */
    State next(List<@Nullable Boolean> breaching) {
        return next(
                breaching,
                alarm.path("DatapointsToAlarm").asInt(),
                periods(),
                alarm.path("TreatMissingData").asText(),
                state);
    }

    static State next(List<@Nullable Boolean> range, int toAlarm, int counted, String missing, State before) {
        var known = range.stream().filter(Objects::nonNull).toList();
        if (known.size() >= counted) {
            var last = known.subList(known.size() - counted, known.size());
            return wrong(last) >= toAlarm ? State.ALARM : State.OK;
        }
        return switch (missing) {
            case "breaching" -> wrong(known) + counted - known.size() >= toAlarm ? State.ALARM : State.OK;
            case "notBreaching" -> wrong(known) >= toAlarm ? State.ALARM : State.OK;
            case "ignore" -> early(range, toAlarm) ? before : known.isEmpty() ? before : State.OK;
            default -> known.isEmpty() ? State.INSUFFICIENT_DATA : early(range, toAlarm) ? State.ALARM : State.OK;
        };
    }

    /**
     * The oldest point that is known to breach is as old as the alarm counts, and all that came after it breach or are
     * missing.
     */
    private static boolean early(List<@Nullable Boolean> range, int toAlarm) {
        int oldest = range.indexOf(true);
        return oldest >= 0 && range.size() - oldest >= toAlarm && !range.contains(false);
    }

    private static long wrong(List<Boolean> points) {
        return points.stream().filter(Boolean::booleanValue).count();
    }

    private int periods() {
        return alarm.path("EvaluationPeriods").asInt();
    }

    private DoublePredicate breaches() {
        double threshold = alarm.path("Threshold").asDouble();
        return alarm.path("ComparisonOperator").asText().equals("LessThanThreshold")
                ? value -> value < threshold
                : value -> value > threshold;
    }

    private List<@Nullable Double> values(Map<String, List<@Nullable Double>> series) {
        int length = series.values().stream().mapToInt(List::size).max().orElseThrow();
        if (alarm.has("MetricName")) {
            return of(series, alarm.path("MetricName").asText(), length);
        }
        var named = new HashMap<String, List<@Nullable Double>>();
        var expression = "";
        for (var query : alarm.path("Metrics")) {
            if (query.has("Expression")) {
                expression = query.path("Expression").asText();
            } else {
                named.put(query.path("Id").asText(), of(series, key(query.path("MetricStat")), length));
            }
        }
        return MetricMath.of(expression, named, length);
    }

    /** Metrics of one name are told apart by the dimension that differs. */
    private static String key(JsonNode stat) {
        var metric = stat.path("Metric");
        var code = new ArrayList<String>(List.of(metric.path("MetricName").asText()));
        metric.path("Dimensions").forEach(dimension -> {
            if (dimension.path("Name").asText().startsWith("StatusCode")) {
                code.add(dimension.path("Value").asText());
            }
        });
        return String.join(" ", code);
    }

    private static List<@Nullable Double> of(Map<String, List<@Nullable Double>> series, String name, int length) {
        return series.getOrDefault(name, new ArrayList<>(Collections.nCopies(length, null)));
    }

    /** Points as they are written in AWS's tables: {@code 0} well, {@code X} breaching, {@code -} missing. */
    static List<@Nullable Boolean> points(String written) {
        return Arrays.stream(written.split(" ", -1))
                .map(point -> point.equals("-") ? null : (Boolean) point.equals("X"))
                .toList();
    }
}
