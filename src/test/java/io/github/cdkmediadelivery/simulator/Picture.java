package io.github.cdkmediadelivery.simulator;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a template makes, as a picture that stands alone: the paths of its distribution, as the delivery map draws them,
 * and below them all that is made beside it. Its colours follow the reader's scheme.
 */
final class Picture {

    private static final String STYLE =
            """
            <style>
            svg { --ink: #1b2733; --paper: #fff; --faint: #52606d; --line: #7b8894; --box: #f3f6f9; --signed: #1a7f4b; --asked: #9a6700; }
            @media (prefers-color-scheme: dark) { svg { --ink: #e4eaf0; --paper: #11171d; --faint: #a9b5c1; --line: #7b8894;
              --box: #1a222b; --signed: #56c98b; --asked: #e0b04a; } }
            text { fill: var(--ink); font: 13px ui-monospace, monospace; } .small, .upright { font: 12px system-ui, sans-serif; }
            .small { fill: var(--faint); } .upright { text-anchor: middle; dominant-baseline: central; }
            rect { fill: var(--box); stroke: var(--line); } .ground { fill: var(--paper); stroke: none; }
            .signed rect { stroke: var(--signed); stroke-width: 2; } .asked rect, .gate rect { stroke: var(--asked); stroke-width: 2; }
            .way { fill: none; stroke: var(--line); stroke-width: 1.5; } .second { stroke-dasharray: 5 4; }
            </style>
            """;

    private static final int MARGIN = 16;
    private static final int WIDTH = 1_160 + 2 * MARGIN;
    private static final int ROW = 22;

    private Picture() {}

    static String of(Path template) {
        CloudAssembly assembly = CloudAssembly.ofTemplate(template);
        Distribution distribution = assembly.distributions().get(0);
        String map = MapPicture.of(distribution, "").replaceAll(" data-behavior=\"[^\"]*\"", "");
        int mapHeight = Integer.parseInt(map.replaceAll("(?s)^<svg viewBox=\"-2 -2 \\d+ (\\d+)\".*", "$1"));
        var beside = beside(assembly);
        int height = mapHeight + 2 * MARGIN + ROW * (beside.size() + 1);
        StringBuilder picture = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH
                + "\" height=\"" + height + "\" viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\">\n<title>"
                + Markup.text(distribution.id()) + "</title>\n" + STYLE + "<rect class=\"ground\" width=\"" + WIDTH
                + "\" height=\"" + height + "\"/>\n<g transform=\"translate(" + MARGIN + " " + MARGIN + ")\">"
                + map.replaceAll("^<svg[^>]*>|</svg>$", "")
                        .replace("<g ", "\n<g ")
                        .replace("<path ", "\n<path ")
                + "\n</g>\n");
        int y = mapHeight + 2 * MARGIN;
        for (Map.Entry<String, String> row : beside.entrySet()) {
            picture.append("<text x=\"" + MARGIN + "\" y=\"" + y + "\">" + Markup.text(row.getKey()) + "</text>")
                    .append("<text class=\"small\" x=\"" + (MARGIN + 350) + "\" y=\"" + y + "\">"
                            + Markup.text(row.getValue()) + "</text>\n");
            y += ROW;
        }
        return picture.append("</svg>\n").toString();
    }

    /** The types of all else, each with the ids of its resources. */
    private static SortedMap<String, String> beside(CloudAssembly assembly) {
        SortedMap<String, String> types = new TreeMap<>();
        for (Template template : assembly.templates().values()) {
            template.content().path("Resources").properties().forEach(resource -> {
                String type = resource.getValue().path("Type").asText();
                if (!type.startsWith("AWS::CDK") && !type.equals("AWS::CloudFront::Distribution")) {
                    types.merge(type, resource.getKey(), (one, other) -> one + ", " + other);
                }
            });
        }
        return new TreeMap<>(new LinkedHashMap<>(types));
    }
}
