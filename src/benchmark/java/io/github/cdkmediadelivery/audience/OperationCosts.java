package io.github.cdkmediadelivery.audience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts what an audience costs, through the examples and through what others set in their place: {@code mvn -Paudience
 * verify} prints the tables and leaves them in {@code docs/costs/operation.md}.
 */
public final class OperationCosts {

    private static final int REGIONS = 3;

    private final int viewers;
    private final int seconds;
    private final Map<Scenario, Map<String, Report>> reports = new LinkedHashMap<>();

    private OperationCosts(int viewers, int seconds) {
        this.viewers = viewers;
        this.seconds = seconds;
    }

    /**
     * Counts and prints.
     *
     * @param args number of viewers, seconds, file
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        OperationCosts costs = new OperationCosts(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        String text = costs.markdown();
        Path file = Path.of(args[2]).toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        System.out.println(text);
    }

    private String markdown() {
        for (Scenario scenario : Scenarios.all()) {
            Map<String, Report> columns = new LinkedHashMap<>();
            for (String column : Scenarios.COLUMNS) {
                if (scenario.deliveries().containsKey(column)) {
                    System.err.printf("audience: %s, %s%n", scenario.title(), column);
                    columns.put(column, scenario.watch(column, viewers, REGIONS, seconds));
                }
            }
            reports.put(scenario, columns);
        }
        return introduction() + requests() + targets() + kinds() + prices();
    }

    private String introduction() {
        return String.format(
                Locale.ROOT,
                """
                # What delivery costs in operation

                A CDN is paid for by requests, and survives an event by how rarely it asks the origin. Here an audience watches through
                the simulator: each example, and what others set in its place. Made by `mvn -Paudience verify`; nothing in it is measured
                in AWS. The same audience for all columns: %d viewers for %d seconds, at edge locations of %d regional caches.

                * **Viewers**, by turns: browsers that take gzip and Brotli, on pages of several origins (one is the stream's own domain, and
                  sends its cookies); the same with CMCD in the query; televisions without encodings; for packagers, viewers behind the live
                  edge (`start`); at low latency, players that ask for parts (`_HLS_msn`, `_HLS_part`, `_HLS_skip`).
                * **The limit**: one request for each version of an object, encoding of text and regional cache (with Origin Shield: for all
                  of them together); one for each request of a personal manifest. A version lasts as long as the packager says; of a store
                  that says nothing, a film's text lasts a minute, a live stream's manifest, key, init segment and thumbnail a second.
                * **Others**: managed policies as AWS's guides say; AWS's reference app Live Event Framework, with its query strings for low
                  latency switched on; AWS's solution Live Streaming on AWS; the construct `aws-cloudfront-s3` of AWS Solutions Constructs; the
                  module `terraform-aws-modules/cloudfront` where one says nothing. Each is a template of its own in `src/benchmark/templates`,
                  written from their documented settings, with the sources.

                """,
                viewers,
                seconds,
                REGIONS);
    }

    private String requests() {
        StringBuilder text = new StringBuilder(
                """
                ## How often the origin is asked

                Requests, and in brackets how many times the limit. † marks answers that were wrong: another object than was asked for,
                since what changes it is not in the key, or a copy older than it may be. Below 1 is text that is not compressed for
                anybody, or wrong.

                """);
        text.append("| watched | kind | asked by viewers | limit | ")
                .append(String.join(" | ", Scenarios.COLUMNS))
                .append(" |\n|---|---|---|---|")
                .append("---|".repeat(Scenarios.COLUMNS.size()))
                .append('\n');
        reports.forEach((scenario, columns) -> {
            for (Kind kind : kindsOf(columns)) {
                Tally ours = columns.get(Scenarios.OURS).kinds().get(kind);
                text.append("| ")
                        .append(scenario.title())
                        .append(" | ")
                        .append(kind.title)
                        .append(String.format(Locale.ROOT, " | %d | %d |", ours.requests, ours.limit));
                for (String column : Scenarios.COLUMNS) {
                    text.append(' ').append(cell(columns.get(column), kind)).append(" |");
                }
                text.append('\n');
            }
        });
        return text.append('\n').toString();
    }

    private static Set<Kind> kindsOf(Map<String, Report> columns) {
        return columns.values().stream()
                .flatMap(report -> report.kinds().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String cell(Report report, Kind kind) {
        if (report == null) {
            return "";
        }
        Tally tally = report.kinds().get(kind);
        return String.format(
                Locale.ROOT, "%d (%.2f)%s", tally.origin, tally.timesTheLimit(), tally.wrong > 0 ? " †" : "");
    }

    private String targets() {
        StringBuilder text = new StringBuilder(
                """
                ## What that means

                AWS's targets for streams behind a CDN: caches answer more than 95 percent of content segments and 90 percent of ads, and the
                origin gets less than 0.1 requests a minute and viewer
                ([performance benchmarks](https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-performance-benchmarks.html)), here of what is
                not personal. Where a live origin is asked as rarely as possible, a larger audience asks it no more often: there the size is given from which
                a target is met. The price is of what is charged by request.

                | watched | through | segments from caches | ads from caches | origin requests a minute and viewer | function runs a viewer minute | $ per million viewer minutes | wrong answers |
                |---|---|---|---|---|---|---|---|
                """);
        reports.forEach((scenario, columns) -> columns.forEach((column, report) -> {
            Tally total = report.total();
            double rare = report.originRequestsPerViewerMinute();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f%s | %.1f | %.2f | %s |%n",
                    scenario.title(),
                    column,
                    cached(scenario, column, Kind.MEDIA, 0.95),
                    cached(scenario, column, Kind.AD, 0.90),
                    rare,
                    met(scenario, column, rare / 0.1),
                    total.functionRuns / report.viewerMinutes(),
                    report.pricePerMillionViewerMinutes(Prices.LIST),
                    total.wrong == 0 ? "0" : percent((double) total.wrong / total.requests)));
        }));
        return text.append('\n').toString();
    }

    private String cached(Scenario scenario, String column, Kind kind, double target) {
        Tally tally = reports.get(scenario).get(column).kinds().get(kind);
        return tally == null
                ? ""
                : percent(tally.cached()) + met(scenario, column, (1 - tally.cached()) / (1 - target));
    }

    /** {@code times} is how many times the target the figure is. */
    private String met(Scenario scenario, String column, double times) {
        if (times < 1) {
            return ": met";
        }
        return scenario.isLive() && reports.get(scenario).get(column).isAtTheLimit()
                ? String.format(Locale.ROOT, ": from %d viewers on", (long) Math.ceil(times * viewers))
                : ": not by so few";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private String kinds() {
        StringBuilder text = new StringBuilder(
                """
                ## Keys, hits and functions

                Keys under which the caches keep one object; requests to the origin for an object and regional cache, of which manifests have
                many since they change; what the edge location answered itself, without its regional cache.

                <details>
                <summary>All figures</summary>

                | watched | through | kind | objects | keys per object | origin requests per object and regional cache | edge location's hits | function runs |
                |---|---|---|---|---|---|---|---|
                """);
        reports.forEach((scenario, columns) -> columns.forEach((column, report) -> report.kinds()
                .forEach((kind, tally) -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %d | %.2f | %.2f | %s | %d |%n",
                        scenario.title(),
                        column,
                        kind.title,
                        tally.objects,
                        tally.keysPerObject(),
                        (double) tally.origin / tally.objects / REGIONS,
                        percent(tally.nodeHits()),
                        tally.functionRuns)))));
        return text.append("\n</details>\n\n").toString();
    }

    private static String prices() {
        Prices list = Prices.LIST;
        return String.format(
                Locale.ROOT,
                """
                ## Prices

                List prices in the United States, first tier, without the free tier, as of %s, from
                [Amazon CloudFront](%s) and
                [AWS WAF](https://aws.amazon.com/waf/pricing/): $%.4f for 10,000 HTTPS requests, $%.2f for a million runs of functions,
                $%.2f for a million reads of key value stores (an access token takes up to three), $%.4f for 10,000 requests to Origin Shield,
                $%.2f for a million requests that a web ACL sees.

                Left out: bytes to viewers and from origins, which are the larger part of a bill and the same in all columns but for manifests
                that are not compressed; what S3 charges by request ($0.40 a million), MediaPackage by byte, MediaTailor by ad; logs.
                """,
                list.date(),
                list.page(),
                list.request() * 1e4,
                list.functionRun() * 1e6,
                list.read() * 1e6,
                list.shieldRequest() * 1e4,
                list.inspection() * 1e6);
    }
}
