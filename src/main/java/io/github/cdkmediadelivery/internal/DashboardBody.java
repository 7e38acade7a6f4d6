package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Watch.Named;
import io.github.cdkmediadelivery.internal.Watch.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dashboard, question by question, as CloudWatch reads it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html">Dashboard
 *     body structure</a>
 */
public final class DashboardBody {

    private static final int WIDTH = 24;
    private static final int GRAPH_WIDTH = 8;
    private static final int GRAPH_HEIGHT = 6;
    private static final int TEXT_HEIGHT = 1;

    /**
     * What alarms watch, and where its metrics arrive.
     *
     * @param audience what is shown of how many watch
     */
    public record Source(String region, List<Watch> watches, List<Named> audience) {

        private List<Map<String, Object>> graphs(Question question) {
            List<Map<String, Object>> graphs = new ArrayList<>();
            if (question == Question.AUDIENCE) {
                audience.forEach(named -> graphs.add(Json.object(
                        "title",
                        named.name(),
                        "view",
                        "timeSeries",
                        "region",
                        region,
                        "metrics",
                        List.of(named.metric().inGraph(Json.object("period", 60))))));
            }
            watches.stream()
                    .filter(watch -> watch.question() == question)
                    .forEach(watch -> graphs.add(watch.graph(region)));
            return graphs;
        }
    }

    private final List<Object> widgets = new ArrayList<>();
    private int y;

    private DashboardBody() {}

    /** The body's text. */
    public static String of(String title, List<Source> sources) {
        DashboardBody body = new DashboardBody();
        body.open(title, sources);
        for (Question question : Question.values()) {
            body.answer(question, graphs(question, sources));
        }
        return Json.text(Json.object("widgets", body.widgets));
    }

    private static List<Map<String, Object>> graphs(Question question, List<Source> sources) {
        return sources.stream()
                .flatMap(source -> source.graphs(question).stream())
                .toList();
    }

    /** First what is asked, in the order of the answers below. */
    private void open(String title, List<Source> sources) {
        StringBuilder text = new StringBuilder("# ").append(title);
        int lines = 1;
        for (Question question : Question.values()) {
            if (!graphs(question, sources).isEmpty()) {
                text.append("\n1. ").append(question.text());
                lines++;
            }
        }
        text(text.toString(), (lines + 1) / 2 + TEXT_HEIGHT);
    }

    private void answer(Question question, List<Map<String, Object>> graphs) {
        if (graphs.isEmpty()) {
            return;
        }
        text("## " + question.text(), TEXT_HEIGHT);
        int x = 0;
        for (Map<String, Object> graph : graphs) {
            if (x == WIDTH) {
                x = 0;
                y += GRAPH_HEIGHT;
            }
            widgets.add(widget("metric", x, GRAPH_WIDTH, GRAPH_HEIGHT, graph));
            x += GRAPH_WIDTH;
        }
        y += GRAPH_HEIGHT;
    }

    private void text(String markdown, int height) {
        widgets.add(widget("text", 0, WIDTH, height, Json.object("markdown", markdown)));
        y += height;
    }

    private Map<String, Object> widget(String type, int x, int width, int height, Map<String, Object> properties) {
        return Json.object("type", type, "x", x, "y", y, "width", width, "height", height, "properties", properties);
    }
}
