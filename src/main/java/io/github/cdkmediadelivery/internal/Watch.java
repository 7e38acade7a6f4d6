package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.Construct;

/**
 * One thing that an operator is called for, as a value: what is measured, from where on it is wrong, and what to do.
 *
 * @param id of the alarm in its construct
 * @param question of the dashboard that it answers
 * @param title of its graph
 * @param reading what is measured
 * @param limit from where on it is wrong
 * @param whatToDo the alarm's description
 */
public record Watch(String id, Question question, String title, Reading reading, Limit limit, String whatToDo) {

    /** CloudWatch takes no longer ones. */
    private static final int DESCRIPTION = 1024;

    private static final String RESULT = "result";

    /** What an operator asks, in this order. */
    public enum Question {
        AUDIENCE("Is anyone watching?"),
        SERVED("Are viewers served?"),
        CACHE("Does the cache do its work, and is the origin fast?"),
        EDGE("Does the function at the edge run, and whom does the web ACL refuse?"),
        ORIGIN("Does the packager answer?"),
        ADS("Are breaks filled with ads?");

        private final String text;

        Question(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** A metric as an expression, or a graph, calls it. */
    public record Named(String name, CloudWatchMetric metric) {}

    /**
     * What is measured.
     *
     * @param expression of CloudWatch's metric math; empty for the value of the only metric
     */
    public record Reading(String expression, List<Named> metrics) {

        static Reading of(CloudWatchMetric metric) {
            return new Reading("", List.of(new Named(RESULT, metric)));
        }

        static Reading of(String expression, Named... metrics) {
            return new Reading(expression, List.of(metrics));
        }

        boolean isPlain() {
            return expression.isEmpty();
        }

        CloudWatchMetric only() {
            return metrics.get(0).metric;
        }
    }

    /** Which side of the threshold is wrong. */
    public enum Side {
        ABOVE("GreaterThanThreshold"),
        BELOW("LessThanThreshold");

        private final String operator;

        Side(String operator) {
            this.operator = operator;
        }
    }

    /**
     * What CloudWatch makes of a period without data.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">Configuring
     *     how CloudWatch alarms treat missing data</a>
     */
    public enum Missing {
        /** No requests, nobody who suffers: metrics of requests are published where there are some. */
        IS_WELL("notBreaching"),
        /** What comes now and then, as breaks for ads do: what was true of the last one stays so until the next. */
        KEEPS("ignore"),
        /** Silence is the fault. */
        IS_WRONG("breaching");

        private final String word;

        Missing(String word) {
            this.word = word;
        }
    }

    /**
     * From where on it is wrong: each of so many periods in a row.
     *
     * @param unit for people: {@code %}, {@code ms}
     */
    public record Limit(Side side, double threshold, String unit, Duration period, int times, Missing missing) {

        private static final Duration MINUTE = Duration.ofMinutes(1);

        /** A share of requests, for five minutes: the metrics are of a minute. */
        static Limit percentAbove(double threshold) {
            return new Limit(Side.ABOVE, threshold, "%", MINUTE, 5, Missing.IS_WELL);
        }

        /** Any at all, in so many minutes in a row. */
        static Limit anyInMinutes(int minutes) {
            return new Limit(Side.ABOVE, 0, "", MINUTE, minutes, Missing.IS_WELL);
        }
    }

    public Watch {
        if (whatToDo.length() > DESCRIPTION) {
            throw new IllegalArgumentException("a description has at most " + DESCRIPTION + " characters: " + whatToDo);
        }
    }

    /** One request. */
    public CfnAlarm define(Construct scope, List<String> actions) {
        CfnAlarm.Builder alarm = CfnAlarm.Builder.create(scope, id)
                .alarmDescription(whatToDo)
                .comparisonOperator(limit.side.operator)
                .threshold(limit.threshold)
                .evaluationPeriods(limit.times)
                .datapointsToAlarm(limit.times)
                .treatMissingData(limit.missing.word)
                .alarmActions(actions)
                .okActions(actions);
        if (reading.isPlain()) {
            plain(alarm, reading.only());
        } else {
            alarm.metrics(queries());
        }
        return alarm.build();
    }

    private void plain(CfnAlarm.Builder alarm, CloudWatchMetric metric) {
        alarm.namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(metric.inAlarm())
                .period(seconds());
        if (metric.isPercentile()) {
            alarm.extendedStatistic(metric.statistic());
        } else {
            alarm.statistic(metric.statistic());
        }
    }

    private List<CfnAlarm.MetricDataQueryProperty> queries() {
        List<CfnAlarm.MetricDataQueryProperty> queries = new ArrayList<>();
        queries.add(CfnAlarm.MetricDataQueryProperty.builder()
                .id(RESULT)
                .expression(reading.expression)
                .label(title)
                .build());
        reading.metrics.forEach(named -> queries.add(CfnAlarm.MetricDataQueryProperty.builder()
                .id(named.name)
                .metricStat(CfnAlarm.MetricStatProperty.builder()
                        .metric(CfnAlarm.MetricProperty.builder()
                                .namespace(named.metric.namespace())
                                .metricName(named.metric.name())
                                .dimensions(named.metric.inAlarm())
                                .build())
                        .period(seconds())
                        .stat(named.metric.statistic())
                        .build())
                .returnData(false)
                .build()));
        return queries;
    }

    private int seconds() {
        return (int) limit.period.toSeconds();
    }

    /** Its graph, with a line where it goes wrong. */
    Map<String, Object> graph(String region) {
        List<Object> rows = new ArrayList<>();
        if (reading.isPlain()) {
            rows.add(reading.only().inGraph(Json.object("period", seconds())));
        } else {
            rows.add(List.of(Json.object("expression", reading.expression, "label", title, "id", RESULT)));
            reading.metrics.forEach(named -> rows.add(
                    named.metric.inGraph(Json.object("id", named.name, "visible", false, "period", seconds()))));
        }
        String side = limit.side == Side.ABOVE ? "alarm above " : "alarm below ";
        return Json.object(
                "title", title,
                "view", "timeSeries",
                "region", region,
                "metrics", rows,
                "annotations",
                        Json.object(
                                "horizontal",
                                List.of(Json.object(
                                        "label",
                                        side + number(limit.threshold) + " " + limit.unit,
                                        "value",
                                        limit.threshold))));
    }

    /** Without the zeros that a double ends with. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
