package io.github.cdkmediadelivery.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The paths of a distribution as a picture: viewers on the left, behaviours, origins on the right. */
final class MapPicture {

    private static final int WIDTH = 1_160;
    private static final int BOX = 44;
    private static final int ROW = 56;
    private static final int VIEWERS = 230;
    private static final int GATE = 262;
    private static final int GATE_WIDTH = 26;
    private static final int BEHAVIORS = 350;
    private static final int BEHAVIORS_WIDTH = 350;
    private static final int ORIGINS = 800;
    private static final int ORIGINS_WIDTH = 359;
    private static final int FIRST_LINE = 18;
    private static final int SECOND_LINE = 35;
    private static final int CHARACTER = 8;
    private static final int SMALL_CHARACTER = 7;
    private static final int MARGIN = 10;

    private final Distribution distribution;
    private final String mark;
    private final List<Origin> origins;
    private final int height;
    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder boxes = new StringBuilder();

    private MapPicture(Distribution distribution, String mark) {
        this.distribution = distribution;
        this.mark = mark;
        // Those that are asked first stand first, so that few lines cross.
        Set<Origin> inOrder = new LinkedHashSet<>();
        distribution.behaviors().forEach(behavior -> inOrder.addAll(distribution.origins(behavior)));
        inOrder.addAll(distribution.origins());
        this.origins = new ArrayList<>(inOrder);
        this.height = ROW * Math.max(distribution.behaviors().size(), origins.size());
    }

    /** @param mark before the numbers of the behaviours, by which the page's script finds them */
    static String of(Distribution distribution, String mark) {
        return new MapPicture(distribution, mark).draw();
    }

    private String draw() {
        int middle = height / 2;
        List<String> names = distribution.aliases().isEmpty()
                ? List.of("Viewers", distribution.domainName())
                : List.of("Viewers", String.join(", ", distribution.aliases()));
        box("viewers", "", 0, middle - BOX / 2, VIEWERS, names);
        String gate = String.join(
                ", ",
                distribution.webAcl().map(acl -> "web ACL").orElse(""),
                distribution.countries().type().equals("none") ? "" : "countries");
        for (int i = 0; i < distribution.behaviors().size(); i++) {
            behavior(i, middle);
        }
        for (int i = 0; i < origins.size(); i++) {
            Origin origin = origins.get(i);
            box(
                    "origin",
                    "",
                    ORIGINS,
                    originTop(i),
                    ORIGINS_WIDTH,
                    List.of(origin.host() + origin.path(), MapTable.shows(origin)));
        }
        gate(gate.replaceAll("^, |, $", ""));
        return "<svg viewBox=\"-2 -2 " + (WIDTH + 4) + " " + (height + 4) + "\" role=\"img\" aria-label=\"Paths of "
                + Markup.text(distribution.id()) + "\">" + lines + boxes + "</svg>";
    }

    /** What stands before all behaviours. */
    private void gate(String what) {
        if (what.isEmpty()) {
            return;
        }
        int x = GATE + GATE_WIDTH / 2;
        boxes.append("<g class=\"gate\"><rect x=\"" + GATE + "\" y=\"0\" width=\"" + GATE_WIDTH + "\" height=\""
                + (height - ROW + BOX) + "\" rx=\"4\"/><text class=\"upright\" x=\"" + x + "\" y=\"" + height / 2
                + "\" transform=\"rotate(-90 " + x + " " + height / 2 + ")\">" + Markup.text(what) + "</text></g>");
    }

    private void behavior(int index, int middle) {
        Behavior behavior = distribution.behaviors().get(index);
        String row = mark + index;
        int top = index * ROW;
        String kind = behavior.isSigned()
                ? "behavior signed"
                : behavior.viewerRequest().isPresent() ? "behavior asked" : "behavior";
        List<String> said = new ArrayList<>();
        if (behavior.isSigned()) {
            said.add("signature");
        }
        behavior.viewerRequest().ifPresent(code -> said.add(code.id()));
        said.add(MapTable.times(behavior.cache()));
        box(kind, row, BEHAVIORS, top, BEHAVIORS_WIDTH, List.of(behavior.pattern(), String.join(" · ", said)));
        line("way", row, VIEWERS, middle, BEHAVIORS, top + BOX / 2);
        List<Origin> asked = distribution.origins(behavior);
        for (int i = 0; i < asked.size(); i++) {
            line(
                    i == 0 ? "way" : "way second",
                    row,
                    BEHAVIORS + BEHAVIORS_WIDTH,
                    top + BOX / 2,
                    ORIGINS,
                    originTop(origins.indexOf(asked.get(i))) + BOX / 2);
        }
    }

    private int originTop(int index) {
        return (height - origins.size() * ROW) / 2 + index * ROW;
    }

    private void line(String kind, String row, int fromX, int fromY, int toX, int toY) {
        int bend = (fromX + toX) / 2;
        lines.append("<path class=\"" + kind + "\" data-behavior=\"" + row + "\" d=\"M" + fromX + " " + fromY + "C"
                + bend + " " + fromY + " " + bend + " " + toY + " " + toX + " " + toY + "\"/>");
    }

    private void box(String kind, String row, int x, int y, int width, List<String> text) {
        int room = width - 2 * MARGIN;
        boxes.append("<g class=\"" + kind + "\"" + (row.isEmpty() ? "" : " data-behavior=\"" + row + "\"") + "><title>"
                + Markup.text(String.join("\n", text)) + "</title><rect x=\"" + x + "\" y=\"" + y + "\" width=\""
                + width + "\" height=\"" + BOX + "\" rx=\"6\"/>"
                + word(x, y + FIRST_LINE, cut(text.get(0), room / CHARACTER), "name")
                + word(x, y + SECOND_LINE, cut(text.get(1), room / SMALL_CHARACTER), "small") + "</g>");
    }

    private static String word(int x, int y, String text, String kind) {
        return "<text class=\"" + kind + "\" x=\"" + (x + MARGIN) + "\" y=\"" + y + "\">" + Markup.text(text)
                + "</text>";
    }

    /** The whole text is the box's title. */
    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
    }
}
