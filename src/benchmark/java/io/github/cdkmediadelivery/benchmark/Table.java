package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one table, as Markdown and as JSON. */
final class Table {

    private final ObjectNode machine;
    private final List<Row> rows = new ArrayList<>();

    Table(ObjectNode machine) {
        this.machine = machine;
    }

    /** A measure, as far as it makes sense for each of the three; its goal, if it has one, and whether it is met. */
    record Row(
            String measure,
            Optional<Figure> ours,
            Optional<Figure> byHand,
            Optional<Figure> peer,
            Optional<String> goal,
            boolean met) {

        private String markdown() {
            return "| " + measure + " | " + text(ours) + " | " + text(byHand) + " | " + text(peer) + " | "
                    + goal.map(text -> text + (met ? ": met" : ": **not met**")).orElse("") + " |\n";
        }

        private static String text(Optional<Figure> figure) {
            return figure.map(Figure::text).orElse("");
        }

        private ObjectNode json() {
            ObjectNode row = JsonNodeFactory.instance.objectNode().put("measure", measure);
            ours.ifPresent(figure -> row.set("ours", figure.json()));
            byHand.ifPresent(figure -> row.set("byHand", figure.json()));
            peer.ifPresent(figure -> row.set("peer", figure.json()));
            goal.ifPresent(text -> row.put("goal", text).put("met", met));
            return row;
        }
    }

    void add(String measure, Figure ours) {
        rows.add(new Row(measure, Optional.of(ours), Optional.empty(), Optional.empty(), Optional.empty(), true));
    }

    void add(String measure, Figure ours, String goal, boolean met) {
        rows.add(new Row(measure, Optional.of(ours), Optional.empty(), Optional.empty(), Optional.of(goal), met));
    }

    void add(String measure, Figure ours, Figure byHand) {
        rows.add(new Row(measure, Optional.of(ours), Optional.of(byHand), Optional.empty(), Optional.empty(), true));
    }

    void add(String measure, Figure ours, Figure byHand, String goal, boolean met) {
        rows.add(new Row(measure, Optional.of(ours), Optional.of(byHand), Optional.empty(), Optional.of(goal), met));
    }

    void add(String measure, Figure ours, Figure byHand, Figure peer) {
        rows.add(new Row(measure, Optional.of(ours), Optional.of(byHand), Optional.of(peer), Optional.empty(), true));
    }

    void add(String measure, Figure ours, Figure byHand, Figure peer, String goal, boolean met) {
        rows.add(new Row(measure, Optional.of(ours), Optional.of(byHand), Optional.of(peer), Optional.of(goal), met));
    }

    String markdown() {
        StringBuilder text = new StringBuilder("| measure: median (min–max) | ours | by hand, aws-cdk-lib "
                + "| Solutions Constructs | goal |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row.markdown()));
        machine.properties().forEach(entry -> text.append("\n* ")
                .append(entry.getKey())
                .append(": ")
                .append(entry.getValue().asText()));
        return text.append('\n').toString();
    }

    void write(Path directory) throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("machine", machine);
        rows.forEach(row -> all.withArray("rows").add(row.json()));
        Files.writeString(directory.resolve("benchmark.md"), markdown());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("benchmark.json").toFile(), all);
    }
}
