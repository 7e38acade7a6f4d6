package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A distribution in words: its behaviours, its origins and what it does about errors. */
final class MapTable {

    private MapTable() {}

    /** @param mark before the numbers of the behaviours, by which the page's script finds them */
    static String behaviors(Distribution distribution, String mark) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < distribution.behaviors().size(); i++) {
            Behavior behavior = distribution.behaviors().get(i);
            rows.append("<tr data-behavior=\"" + mark + i + "\"><th scope=\"row\"><code>"
                    + Markup.text(behavior.pattern()) + "</code></th>"
                    + cell(mayComeIn(distribution, behavior))
                    + cell(functions(behavior))
                    + cell(List.of(times(behavior.cache()), usual(behavior.cache())))
                    + cell(key(behavior.cache()))
                    + cell(forwarded(behavior.forward()))
                    + cell(otherPages(behavior))
                    + cell(distribution.origins(behavior).stream()
                            .map(origin -> origin.host() + origin.path())
                            .toList())
                    + "</tr>");
        }
        return table(
                List.of(
                        "Path",
                        "Who may come in",
                        "Functions",
                        "Kept",
                        "Told apart by",
                        "Sent besides",
                        "Pages of other domains",
                        "Origin"),
                rows.toString());
    }

    static String origins(Distribution distribution) {
        StringBuilder rows = new StringBuilder();
        for (Origin origin : distribution.origins()) {
            rows.append("<tr><th scope=\"row\"><code>" + Markup.text(origin.host() + origin.path()) + "</code></th>"
                    + cell(List.of(origin.protocol().equals("s3") ? "as S3 has it" : origin.protocol()))
                    + cell(List.of(shows(origin)))
                    + cell(List.of(
                            "waits " + Markup.time(origin.readTimeout()),
                            "connects " + origin.attempts() + " × " + Markup.time(origin.connectTimeout()),
                            Markup.line("shield in ", origin.shield())))
                    + "</tr>");
        }
        return table(List.of("Origin", "Spoken", "Shown to it", "Patience"), rows.toString());
    }

    static String errors(Distribution distribution) {
        StringBuilder rows = new StringBuilder();
        for (ErrorEntry entry : distribution.errors()) {
            rows.append("<tr><th scope=\"row\">" + entry.code() + "</th>"
                    + cell(List.of("at least " + Markup.time(entry.floor())))
                    + cell(List.of(entry.page().isEmpty() ? "as it is" : entry.page() + " as " + entry.answer()))
                    + "</tr>");
        }
        return rows.isEmpty()
                ? "<p>No entries: CloudFront keeps errors for at least 10 s.</p>"
                : table(List.of("Error", "Kept", "Shown"), rows.toString());
    }

    private static String table(List<String> heads, String rows) {
        return "<div class=\"wide\"><table><thead><tr>"
                + String.join(
                        "",
                        heads.stream()
                                .map(head -> "<th scope=\"col\">" + Markup.text(head) + "</th>")
                                .toList())
                + "</tr></thead><tbody>" + rows + "</tbody></table></div>";
    }

    private static String cell(List<String> lines) {
        return "<td>" + Markup.lines(lines) + "</td>";
    }

    private static List<String> mayComeIn(Distribution distribution, Behavior behavior) {
        List<String> lines = new ArrayList<>();
        if (behavior.isSigned()) {
            lines.add("who shows a signature");
        }
        behavior.keyGroups().forEach(group -> lines.add("of " + group));
        behavior.viewerRequest().ifPresent(code -> lines.add("whom the function lets in"));
        distribution.webAcl().ifPresent(acl -> lines.add("whom the web ACL lets in"));
        if (lines.isEmpty()) {
            lines.add("everyone");
        }
        if (!distribution.countries().type().equals("none")) {
            lines.add((distribution.countries().type().equals("blacklist") ? "not from " : "from ")
                    + String.join(", ", distribution.countries().codes()));
        }
        lines.add(String.join(", ", behavior.methods()));
        lines.add(
                switch (behavior.protocol()) {
                    case "redirect-to-https" -> "HTTP is led to HTTPS";
                    case "https-only" -> "HTTPS only";
                    default -> "HTTP and HTTPS";
                });
        return lines;
    }

    private static List<String> functions(Behavior behavior) {
        List<String> lines = new ArrayList<>();
        behavior.viewerRequest().ifPresent(code -> lines.add("request: " + code.id()));
        behavior.viewerResponse().ifPresent(code -> lines.add("response: " + code.id()));
        return lines.isEmpty() ? List.of("none") : lines;
    }

    static String times(CachePolicy policy) {
        if (policy.keepsNothing()) {
            return "kept not at all";
        }
        return policy.min().equals(policy.max())
                ? "kept " + Markup.time(policy.max())
                : "kept " + Markup.time(policy.min()) + " to " + Markup.time(policy.max());
    }

    private static String usual(CachePolicy policy) {
        Duration usual = policy.usual().compareTo(policy.min()) < 0 ? policy.min() : policy.usual();
        return policy.keepsNothing() ? "" : Markup.time(usual) + " where the origin says nothing";
    }

    private static List<String> key(CachePolicy policy) {
        String encodings =
                policy.gzip() && policy.brotli() ? "gzip, br" : policy.gzip() ? "gzip" : policy.brotli() ? "br" : "";
        return List.of(
                "path",
                Markup.line("query: ", Markup.names(policy.queryStrings())),
                Markup.line("headers: ", Markup.names(policy.headers())),
                Markup.line("cookies: ", Markup.names(policy.cookies())),
                Markup.line("encodings: ", encodings));
    }

    private static List<String> forwarded(ForwardPolicy policy) {
        List<String> lines = List.of(
                Markup.line("query: ", Markup.names(policy.queryStrings())),
                Markup.line("headers: ", Markup.names(policy.headers())),
                Markup.line("cookies: ", Markup.names(policy.cookies())));
        return lines.stream().allMatch(String::isEmpty) ? List.of("nothing") : lines;
    }

    private static List<String> otherPages(Behavior behavior) {
        return behavior.responseHeaders()
                .flatMap(ResponseHeaders::cors)
                .map(cors -> List.of(
                        String.join(", ", cors.origins()),
                        cors.credentials() ? "with cookies" : "",
                        cors.override() ? "instead of the origin's answer" : "where the origin says nothing"))
                .orElse(List.of("as the origin says"));
    }

    /** Names alone: the value of a header may be a secret. */
    static String shows(Origin origin) {
        List<String> shown = new ArrayList<>();
        if (!origin.signing().isEmpty()) {
            shown.add("signature");
        }
        if (!origin.identity().isEmpty()) {
            shown.add("identity " + origin.identity());
        }
        shown.addAll(new TreeSet<>(origin.headers().keySet()));
        return shown.isEmpty() ? "nothing" : String.join(", ", shown);
    }
}
