package io.github.cdkmediadelivery.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What was measured, repetition by repetition. */
final class Samples {

    private final Map<String, List<Double>> all = new TreeMap<>();

    void note(String what, double value) {
        all.computeIfAbsent(what, unused -> new ArrayList<>()).add(value);
    }

    Figure figure(String what) {
        return Figure.of(all.get(what));
    }

    /** Per distribution. */
    Figure figure(String what, int count) {
        return Figure.of(all.get(what).stream().map(value -> value / count).toList());
    }

    /** What follows from two figures of one repetition, for each of them. */
    Figure figure(String one, String other, DoubleBinaryOperator operation) {
        List<Double> first = all.get(one);
        List<Double> second = all.get(other);
        return Figure.of(IntStream.range(0, first.size())
                .mapToObj(repetition -> operation.applyAsDouble(first.get(repetition), second.get(repetition)))
                .toList());
    }
}
