package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/**
 * A metric that a service of AWS's publishes, by namespace, name and exactly the dimensions that it documents:
 * CloudWatch knows no other by fewer, and an alarm on one that does not exist never fires.
 *
 * @param statistic {@code Sum}, {@code Average}, {@code SampleCount} or a percentile
 */
public record CloudWatchMetric(String namespace, String name, Map<String, String> dimensions, String statistic) {

    public CloudWatchMetric {
        dimensions = new LinkedHashMap<>(dimensions);
    }

    /** Dimensions as names and values in turn. */
    static CloudWatchMetric of(String namespace, String name, String statistic, String... dimensions) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < dimensions.length; i += 2) {
            all.put(dimensions[i], dimensions[i + 1]);
        }
        return new CloudWatchMetric(namespace, name, all, statistic);
    }

    /** Percentiles have a property of their own in alarms. */
    boolean isPercentile() {
        return statistic.startsWith("p");
    }

    List<CfnAlarm.DimensionProperty> inAlarm() {
        return dimensions.entrySet().stream()
                .map(dimension -> CfnAlarm.DimensionProperty.builder()
                        .name(dimension.getKey())
                        .value(dimension.getValue())
                        .build())
                .toList();
    }

    /** As a graph of a dashboard names it. */
    List<Object> inGraph(Map<String, Object> options) {
        List<Object> row = new ArrayList<>(List.of(namespace, name));
        dimensions.forEach((key, value) -> {
            row.add(key);
            row.add(value);
        });
        Map<String, Object> all = Json.object("stat", statistic);
        all.putAll(options);
        row.add(all);
        return row;
    }
}
