package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.benchmark.Library.Kind;
import io.github.cdkmediadelivery.benchmark.Table.Goal;
import io.github.cdkmediadelivery.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what the library costs, against the same templates written by hand with aws-cdk-lib and against AWS
 * Solutions Constructs in their own language: {@code mvn -Pbenchmark verify} prints one table and leaves it in
 * {@code target/benchmark.md} and {@code target/benchmark.json}; with {@code -Dbenchmark.report=docs/costs/build.md},
 * as the page of the documentation.
 *
 * <p>Each measurement is a process of its own, started cold, and all take turns, so that a slow moment of the machine
 * is one for all.
 */
public final class Benchmark {

    private static final String INTRODUCTION =
            """
            # What the library costs to build with

            Each call from Java into the CDK is a request to its Node process; requests are what a library can save. Against the same
            templates written by hand with aws-cdk-lib, by someone who shares everything and asks nothing twice, and against AWS
            Solutions Constructs (`aws-cloudfront-s3`, in Node, without a border to cross). Made by `mvn -Pbenchmark verify
            -Dbenchmark.report=docs/costs/build.md`, in ten minutes on an idle machine.

            Each figure is a process of its own that has built nothing before, in one run, by turns; build is definition and synthesis.
            Goals go by the median of the ratios of each repetition.

            Where a goal is not met, it is the facade's own construct and checks in code that is still cold; the peer has no JVM to warm; an
            app of seven stacks has more to define than an empty one; and the first MediaStore distribution says that AWS ended the service.

            """;
    private static final String PEER = "PEER";
    private static final List<Integer> COUNTS = List.of(1, 50, 200, 450);
    private static final int FEW = 50;
    private static final int MOST = 450;
    private static final int ALL = 500;
    private static final double LINEAR = 1.05;
    static final String EXAMPLES = "seven examples";
    static final String ONE_CHANNEL = "one channel";
    static final String EMPTY = "empty app";
    private static final List<String> APPS = List.of(EXAMPLES, ONE_CHANNEL, EMPTY);
    private static final String SIMULATED = "simulated ";
    private static final List<Integer> REQUESTS = List.of(10_000, 40_000);
    private static final double A_SECOND = 1_000;
    private static final List<String> PARTS = List.of("build", "definition", "synthesis");

    private final Path target = Path.of("target").toAbsolutePath();
    private final Processes processes = new Processes(Files.createDirectories(target.resolve("benchmark")));
    private final Samples samples = new Samples();
    private final int repetitions;
    private final Path report;

    private Benchmark(int repetitions, Path report) throws IOException {
        this.repetitions = repetitions;
        this.report = report;
    }

    /**
     * Measures and prints.
     *
     * @param args how often, and the file of the table
     * @throws IOException if a measurement could not be started
     */
    public static void main(String[] args) throws IOException {
        new Benchmark(Integer.parseInt(args[0]), Path.of(args[1]).toAbsolutePath()).run();
    }

    private void run() throws IOException {
        ObjectNode machine = machine();
        Table table = new Table("ours", "by hand, aws-cdk-lib", "Solutions Constructs");
        addRequests(table);
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            System.err.printf("benchmark: %d of %d%n", repetition, repetitions);
            measureConstructs();
            measureJobs();
        }
        addBuilds(table);
        addGrowth(table);
        addMemory(table);
        addShapes(table);
        addJobs(table);
        addSimulated(table);
        print(machine, table);
    }

    private static void addRequests(Table table) throws IOException {
        for (Service service : Service.values()) {
            Requests ours = Requests.of(Kind.OURS, service);
            Requests byHand = Requests.of(Kind.BY_HAND, service);
            addRequests(table, service, "first", ours.first(), byHand.first());
            addRequests(table, service, "each further one", ours.next(), byHand.next());
        }
    }

    private static void addRequests(
            Table table, Service service, String which, List<String> ours, List<String> byHand) {
        table.add(
                "kernel requests, " + service.title + ", " + which,
                List.of(new Goal("≤ by hand + 1", ours.size() <= byHand.size() + 1)),
                Figure.exact(ours.size()),
                Figure.exact(byHand.size()),
                Figure.NONE);
    }

    private void measureConstructs() {
        for (int count : COUNTS) {
            for (Service service : List.of(Service.S3_STORED, Service.MEDIA_PACKAGE_V2)) {
                for (Kind kind : Kind.values()) {
                    note(key(kind.name(), service, count), processes.build(kind, service, count));
                }
            }
            note(key(PEER, Service.S3_STORED, count), processes.buildWithPeer(count));
        }
    }

    private void measureJobs() throws IOException {
        for (String app : APPS) {
            note(app, processes.app(app));
        }
        for (int count : REQUESTS) {
            note(SIMULATED + count, processes.simulated(count));
        }
        samples.note(EXAMPLES + " synth", processes.synth(Examples.class));
        samples.note(ONE_CHANNEL + " synth", processes.synth(OneChannelApp.class));
        samples.note(EMPTY + " synth", processes.synth(EmptyApp.class));
    }

    private static String key(String library, Service service, int count) {
        return library + " " + service + " " + count;
    }

    private void note(String key, JsonNode found) {
        found.properties()
                .forEach(figure -> samples.note(
                        key + " " + figure.getKey(), figure.getValue().asDouble()));
    }

    private void addBuilds(Table table) {
        for (String part : PARTS) {
            for (int count : COUNTS) {
                table.add(
                        part + " of " + count + ", films, ms each",
                        List.of(
                                Goal.atMost(
                                        1.05, ratio(Kind.BY_HAND.name(), Service.S3_STORED, count, part), "by hand"),
                                Goal.atMost(1, ratio(PEER, Service.S3_STORED, count, part), "Solutions Constructs")),
                        perDistribution(Kind.OURS.name(), Service.S3_STORED, count, part),
                        perDistribution(Kind.BY_HAND.name(), Service.S3_STORED, count, part),
                        perDistribution(PEER, Service.S3_STORED, count, part));
            }
        }
        for (int count : COUNTS) {
            table.add(
                    "build of " + count + ", MediaPackage v2, ms each",
                    List.of(Goal.atMost(
                            1.05, ratio(Kind.BY_HAND.name(), Service.MEDIA_PACKAGE_V2, count, "build"), "by hand")),
                    perDistribution(Kind.OURS.name(), Service.MEDIA_PACKAGE_V2, count, "build"),
                    perDistribution(Kind.BY_HAND.name(), Service.MEDIA_PACKAGE_V2, count, "build"),
                    Figure.NONE);
        }
    }

    /** Ours to another's, repetition by repetition: a slow moment of the machine is in both. */
    private Figure ratio(String other, Service service, int count, String what) {
        return samples.figure(
                key(Kind.OURS.name(), service, count) + " " + what,
                key(other, service, count) + " " + what,
                (ours, theirs) -> ours / theirs);
    }

    private Figure perDistribution(String library, Service service, int count, String what) {
        return samples.figure(key(library, service, count) + " " + what, count);
    }

    /** One where twice the distributions take twice the time. */
    private void addGrowth(Table table) {
        Figure[] exponents = libraries()
                .map(library -> samples.figure(
                        key(library, Service.S3_STORED, FEW) + " build",
                        key(library, Service.S3_STORED, MOST) + " build",
                        (few, most) -> Math.log(most / few) / Math.log((double) MOST / FEW)))
                .toArray(Figure[]::new);
        table.add(
                "growth of the build from " + FEW + " to " + MOST + ", exponent",
                List.of(new Goal("linear: ≤ " + LINEAR, exponents[0].median() <= LINEAR)),
                exponents);
    }

    private void addMemory(Table table) {
        table.add(
                "peak memory of the JVM, " + MOST + ", MB",
                List.of(),
                samples.figure(key(Kind.OURS.name(), Service.S3_STORED, MOST) + " jvm"),
                samples.figure(key(Kind.BY_HAND.name(), Service.S3_STORED, MOST) + " jvm"),
                Figure.NONE);
        table.add(
                "peak memory of Node, " + MOST + ", MB",
                List.of(),
                libraries()
                        .map(library -> samples.figure(key(library, Service.S3_STORED, MOST) + " node"))
                        .toArray(Figure[]::new));
    }

    private static Stream<String> libraries() {
        return Stream.of(Kind.OURS.name(), Kind.BY_HAND.name(), PEER);
    }

    private void addShapes(Table table) {
        for (int count : List.of(1, ALL)) {
            List<JsonNode> shapes = List.of(
                    processes.build(Kind.OURS, Service.S3_STORED, count),
                    processes.build(Kind.BY_HAND, Service.S3_STORED, count),
                    processes.buildWithPeer(count));
            addShape(table, "resources each, of " + count, shapes, "resources", count);
            addShape(table, "template bytes each, of " + count, shapes, "bytes", count);
            addQuota(table, "cache policies", "CachePolicy", count, shapes, 3);
            addQuota(table, "origin request policies", "OriginRequestPolicy", count, shapes, 3);
            addQuota(table, "response headers policies", "ResponseHeadersPolicy", count, shapes, 3);
            addQuota(table, "origin access controls", "OriginAccessControl", count, shapes, 3);
            addQuota(table, "functions", "Function", count, shapes, 2);
        }
    }

    private static void addShape(Table table, String measure, List<JsonNode> shapes, String what, int count) {
        table.add(
                measure,
                List.of(),
                shapes.stream()
                        .map(shape -> Figure.exact(shape.path(what).asDouble() / count))
                        .toArray(Figure[]::new));
    }

    private static void addQuota(Table table, String measure, String type, int count, List<JsonNode> shapes, int most) {
        Figure[] figures = shapes.stream()
                .map(shape ->
                        Figure.exact(shape.path("AWS::CloudFront::" + type).asInt()))
                .toArray(Figure[]::new);
        table.add(measure + ", for " + count, List.of(new Goal("≤ " + most, figures[0].median() <= most)), figures);
    }

    private void addJobs(Table table) {
        addJob(table, "cdk synth with CLI and Maven, s", "synth");
        addJob(table, "the app itself, ms", "build");
        addJob(table, "synthesis and validation in it, ms", "synthesis");
        for (String app : APPS) {
            table.add("peak memory of the JVM, " + app + ", MB", List.of(), alone(samples.figure(app + " jvm")));
            table.add("peak memory of Node, " + app + ", MB", List.of(), alone(samples.figure(app + " node")));
        }
    }

    private void addSimulated(Table table) {
        Figure few = samples.figure(SIMULATED + REQUESTS.get(0) + " requests");
        table.add(
                "10,000 requests to the simulator, no function, cold, ms",
                List.of(new Goal("≤ a second", few.median() <= A_SECOND)),
                alone(few));
        Figure growth = samples.figure(
                SIMULATED + REQUESTS.get(0) + " requests",
                SIMULATED + REQUESTS.get(1) + " requests",
                (less, more) -> Math.log(more / less) / Math.log((double) REQUESTS.get(1) / REQUESTS.get(0)));
        table.add(
                "growth of that to 40,000, exponent",
                List.of(new Goal("linear: ≤ " + LINEAR, growth.median() <= LINEAR)),
                alone(growth));
    }

    private void addJob(Table table, String measure, String what) {
        for (String app : APPS) {
            Figure ratios = samples.figure(app + " " + what, EMPTY + " " + what, (one, floor) -> one / floor);
            table.add(
                    measure + ": " + app,
                    app.equals(EMPTY) ? List.of() : List.of(Goal.atMost(1.15, ratios, EMPTY)),
                    alone(samples.figure(app + " " + what)));
        }
    }

    /** Of what only this library has. */
    private static Figure[] alone(Figure figure) {
        return new Figure[] {figure, Figure.NONE, Figure.NONE};
    }

    private void print(ObjectNode machine, Table table) throws IOException {
        StringBuilder text = new StringBuilder(INTRODUCTION).append(table.markdown());
        machine.properties().forEach(entry -> text.append("\n* ")
                .append(entry.getKey())
                .append(": ")
                .append(entry.getValue().asText()));
        text.append('\n');
        machine.set("table", table.json());
        Files.createDirectories(report.getParent());
        Files.writeString(report, text);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(target.resolve("benchmark.json").toFile(), machine);
        System.out.println(text);
    }

    private ObjectNode machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String model = Files.exists(cpus)
                ? Files.readAllLines(cpus).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse("unknown")
                : System.getProperty("os.arch");
        Path load = Path.of("/proc/loadavg");
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "mvn -Pbenchmark verify")
                .put("repetitions", repetitions)
                .put("processor", model + ", " + Runtime.getRuntime().availableProcessors() + " cores")
                .put(
                        "system",
                        System.getProperty("os.name") + " "
                                + System.getProperty("os.version").replaceFirst("-.*", ""))
                .put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"))
                .put("Node", processes.versionOfNode())
                .put("load before", Files.exists(load) ? Files.readString(load).split(" ", 2)[0] : "unknown");
    }
}
