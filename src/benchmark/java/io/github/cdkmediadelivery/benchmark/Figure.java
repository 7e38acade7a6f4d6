package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;

/** What was measured several times. */
record Figure(double median, double min, double max, int times) {

    static final Figure NONE = new Figure(0, 0, 0, 0);

    static Figure of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Figure(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** A figure that is the same each time. */
    static Figure exact(double value) {
        return new Figure(value, value, value, 1);
    }

    String text() {
        if (times == 0) {
            return "";
        }
        return min == max ? text(median) : text(median) + " (" + text(min) + "–" + text(max) + ")";
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", median)
                .put("min", min)
                .put("max", max)
                .put("times", times);
    }

    static String text(double value) {
        String form = value == Math.rint(value) ? "%.0f" : Math.abs(value) >= 100 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
