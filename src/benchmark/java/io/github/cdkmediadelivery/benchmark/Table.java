package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Figures side by side, as Markdown and as JSON. */
final class Table {

    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** What is to be reached, and whether it is. */
    record Goal(String text, boolean met) {

        /** At most so many times another figure, going by the median of the ratios. */
        static Goal atMost(double times, Figure ratios, String other) {
            return new Goal(
                    "≤ " + Figure.text(times) + " × " + other + ", is " + ratios.text(), ratios.median() <= times);
        }

        private String markdown() {
            return text + (met ? ": met" : ": **not met**");
        }
    }

    private record Row(String measure, List<Goal> goals, List<Figure> figures) {

        private String markdown() {
            String reached = goals.stream().map(Goal::markdown).collect(Collectors.joining("; "));
            return figures.stream()
                    .map(Figure::text)
                    .collect(Collectors.joining(" | ", "| " + measure + " | ", " | " + reached + " |\n"));
        }
    }

    /** A row; {@link Figure#NONE} where a measure makes no sense for a column. */
    void add(String measure, List<Goal> goals, Figure... figures) {
        rows.add(new Row(measure, goals, List.of(figures)));
    }

    String markdown() {
        String head = "| median (min–max) | " + String.join(" | ", columns) + " | goal |\n|---"
                + "|---".repeat(columns.size() + 1) + "|\n";
        return rows.stream().map(Row::markdown).collect(Collectors.joining("", head, ""));
    }

    ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Row row : rows) {
            ObjectNode node = all.addObject().put("measure", row.measure);
            for (int column = 0; column < columns.size(); column++) {
                if (!row.figures.get(column).equals(Figure.NONE)) {
                    node.set(columns.get(column), row.figures.get(column).json());
                }
            }
            ArrayNode goals = node.putArray("goals");
            row.goals.forEach(goal -> goals.addObject().put("goal", goal.text).put("met", goal.met));
        }
        return all;
    }
}
