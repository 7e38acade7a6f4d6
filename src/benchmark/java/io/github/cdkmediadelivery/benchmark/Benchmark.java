package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures what the library costs, against the same templates written by hand with aws-cdk-lib and against AWS
 * Solutions Constructs in their own language, and prints one table: {@code mvn -Pbenchmark verify}.
 *
 * <p>Each measurement is a process of its own. The three take turns, so that a slow moment of the machine is one for
 * all.
 */
public final class Benchmark {

    private static final String OURS = "ours";
    private static final String BY_HAND = "by_hand";
    private static final String PEER = "peer";
    private static final List<String> LIBRARIES = List.of(OURS, BY_HAND, PEER);

    /** How many distributions, and how often in one process: a single one is over too soon to be measured once. */
    private static final Map<Integer, Integer> ROUNDS = new TreeMap<>(Map.of(1, 15, 50, 3, 200, 1, 450, 1));

    private static final int FEW = 50;
    private static final int MOST = 450;
    private static final int ALL = 500;
    private static final List<String> POLICIES = List.of("CachePolicy", "OriginRequestPolicy", "ResponseHeadersPolicy");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path target = Path.of("target").toAbsolutePath();
    private final int repetitions;
    private final Table table;

    /** The figures of all repetitions by library, number of distributions and what was measured. */
    private final Map<String, List<Double>> figures = new TreeMap<>();

    private Benchmark(int repetitions) throws IOException {
        this.repetitions = repetitions;
        this.table = new Table(machine());
    }

    /**
     * Measures and prints.
     *
     * @param args how often, by default five times
     * @throws IOException if a measurement could not be started
     */
    public static void main(String[] args) throws IOException {
        Benchmark benchmark = new Benchmark(args.length == 0 ? 5 : Integer.parseInt(args[0]));
        benchmark.countRequests();
        benchmark.timeBuilds();
        benchmark.timeTheExamples();
        benchmark.countResources();
        benchmark.table.write(benchmark.target);
        System.out.println(benchmark.table.markdown());
    }

    private void countRequests() {
        JsonNode all = java("requests", List.of(), Map.of("CDK_VALIDATION", "false"));
        for (Service service : Service.values()) {
            JsonNode ours = all.path(service.name()).path("OURS");
            JsonNode byHand = all.path(service.name()).path("BY_HAND");
            for (String which : List.of("next", "first")) {
                table.add(
                        "kernel requests, " + service.title + ", "
                                + (which.equals("next") ? "each further distribution" : "first, with what is shared"),
                        Figure.exact(ours.path(which).asInt()),
                        Figure.exact(byHand.path(which).asInt()),
                        "≤ by hand + 1",
                        ours.path(which).asInt() <= byHand.path(which).asInt() + 1);
            }
        }
    }

    private void timeBuilds() {
        for (int repetition = 0; repetition < repetitions; repetition++) {
            say("build", repetition);
            ROUNDS.forEach((count, rounds) -> LIBRARIES.forEach(library -> {
                JsonNode found = measure("build", library, count, rounds);
                Stream.of("build", "synth")
                        .forEach(what ->
                                note(library, count, what, found.path(what).asDouble()));
                Stream.of("jvm", "node")
                        .forEach(process -> note(
                                library,
                                count,
                                process,
                                found.path("memory").path(process).asDouble()));
            }));
        }
        for (int count : ROUNDS.keySet()) {
            Figure ours = figure(OURS, count, "build");
            Figure byHand = figure(BY_HAND, count, "build");
            Figure peer = figure(PEER, count, "build");
            table.add(
                    "build, ms per distribution, of " + count,
                    ours,
                    byHand,
                    peer,
                    "≤ 1.05 × by hand (" + ratio(ours, byHand) + "), ≤ 1.0 × peer (" + ratio(ours, peer) + ")",
                    ours.median() <= 1.05 * byHand.median() && ours.median() <= peer.median());
        }
        table.add(
                "growth from " + FEW + " to " + MOST + ": exponent",
                growth(OURS),
                growth(BY_HAND),
                growth(PEER),
                "linear (≤ 1.05)",
                growth(OURS).median() <= 1.05);
        for (int count : ROUNDS.keySet()) {
            table.add(
                    "synthesis without validation, ms per distribution, of " + count,
                    figure(OURS, count, "synth"),
                    figure(BY_HAND, count, "synth"),
                    figure(PEER, count, "synth"));
        }
        table.add("peak memory of the JVM, " + MOST + ", MB", figure(OURS, MOST, "jvm"), figure(BY_HAND, MOST, "jvm"));
        table.add(
                "peak memory of Node, " + MOST + ", MB",
                figure(OURS, MOST, "node"),
                figure(BY_HAND, MOST, "node"),
                figure(PEER, MOST, "node"));
    }

    private void timeTheExamples() throws IOException {
        String context =
                JSON.readTree(Path.of("cdk.json").toFile()).path("context").toString();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            say("examples", repetition);
            for (String app : List.of("examples", "empty")) {
                long start = System.nanoTime();
                JsonNode found = java(
                        app,
                        List.of(),
                        Map.of(
                                "CDK_CONTEXT_JSON",
                                context,
                                "CDK_OUTDIR",
                                target.resolve("benchmark/" + app + repetition).toString()));
                note(app, 1, "process", (System.nanoTime() - start) / 1e9);
                note(app, 1, "inside", found.path("milliseconds").asDouble() / 1000);
                Stream.of("jvm", "node")
                        .forEach(process -> note(
                                app,
                                1,
                                process,
                                found.path("memory").path(process).asDouble()));
            }
        }
        timedExamples("with the start of JVM and kernel", "process");
        timedExamples("within the JVM", "inside");
        for (String process : List.of("jvm", "node")) {
            table.add("main job: peak memory of " + process + ", MB", figure("examples", 1, process));
            table.add("empty app: peak memory of " + process + ", MB", figure("empty", 1, process));
        }
    }

    private void timedExamples(String how, String what) {
        table.add("main job: definition, synthesis, validation, s, " + how, figure("examples", 1, what));
        table.add("empty app: the same, s", figure("empty", 1, what));
        List<Double> ratios = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            ratios.add(values("examples", 1, what).get(repetition)
                    / values("empty", 1, what).get(repetition));
        }
        Figure ratio = Figure.of(ratios);
        table.add("main job / empty app", ratio, "≤ 1.15", ratio.median() <= 1.15);
    }

    private void countResources() {
        for (int count : List.of(1, ALL)) {
            Map<String, JsonNode> shapes = LIBRARIES.stream()
                    .collect(Collectors.toMap(library -> library, library -> measure("shape", library, count, 1)));
            addShape(
                    "resources per distribution, of " + count,
                    shapes,
                    shape -> shape.path("resources").asDouble() / count);
            addShape(
                    "template bytes per distribution, of " + count,
                    shapes,
                    shape -> shape.path("bytes").asDouble() / count);
            for (String policy : POLICIES) {
                addQuota(policy, count, shapes, 3);
            }
            addQuota("OriginAccessControl", count, shapes, 3);
            addQuota("Function", count, shapes, 2);
        }
    }

    /** What a distribution needs, read from the templates. */
    private interface Reading {
        double of(JsonNode shape);
    }

    private void addShape(String measure, Map<String, JsonNode> shapes, Reading reading) {
        table.add(
                measure,
                Figure.exact(reading.of(shapes.get(OURS))),
                Figure.exact(reading.of(shapes.get(BY_HAND))),
                Figure.exact(reading.of(shapes.get(PEER))));
    }

    private void addQuota(String type, int count, Map<String, JsonNode> shapes, int goal) {
        Reading reading =
                shape -> shape.path("types").path("AWS::CloudFront::" + type).asInt();
        table.add(
                "AWS::CloudFront::" + type + ", for " + count,
                Figure.exact(reading.of(shapes.get(OURS))),
                Figure.exact(reading.of(shapes.get(BY_HAND))),
                Figure.exact(reading.of(shapes.get(PEER))),
                "≤ " + goal,
                reading.of(shapes.get(OURS)) <= goal);
    }

    private JsonNode measure(String what, String library, int count, int rounds) {
        Map<String, String> environment = Map.of("CDK_VALIDATION", "false");
        List<String> counts = List.of(String.valueOf(count), String.valueOf(rounds));
        if (library.equals(PEER)) {
            List<String> command = new ArrayList<>(List.of("node", "src/benchmark/peer/measure.mjs", what));
            command.addAll(counts);
            return run(command, environment);
        }
        List<String> arguments = new ArrayList<>(List.of(library));
        arguments.addAll(counts);
        return java(what, arguments, environment);
    }

    private JsonNode java(String what, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                what));
        command.addAll(arguments);
        return run(command, environment);
    }

    private JsonNode run(List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(target.resolve("benchmark"));
            Path errors = target.resolve("benchmark/errors.txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile()));
            builder.environment().putAll(environment);
            builder.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + "\n" + output + Files.readString(errors));
            }
            return output.lines()
                    .filter(line -> line.startsWith(Worker.RESULT))
                    .map(line -> read(line.substring(Worker.RESULT.length())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(command + " found nothing\n" + output));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(json, e);
        }
    }

    private void note(String library, int count, String what, double value) {
        figures.computeIfAbsent(library + count + what, unused -> new ArrayList<>())
                .add(value);
    }

    private List<Double> values(String library, int count, String what) {
        return figures.get(library + count + what);
    }

    private Figure figure(String library, int count, String what) {
        return Figure.of(values(library, count, what));
    }

    /** One where twice the distributions take twice the time. */
    private Figure growth(String library) {
        List<Double> exponents = new ArrayList<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            double few = values(library, FEW, "build").get(repetition) * FEW;
            double most = values(library, MOST, "build").get(repetition) * MOST;
            exponents.add(Math.log(most / few) / Math.log((double) MOST / FEW));
        }
        return Figure.of(exponents);
    }

    private static String ratio(Figure one, Figure other) {
        return String.format(Locale.ROOT, "%.2f", one.median() / other.median());
    }

    private void say(String what, int repetition) {
        System.err.printf("benchmark: %s, %d of %d%n", what, repetition + 1, repetitions);
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
                .put("processor", model + ", " + Runtime.getRuntime().availableProcessors() + " cores")
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"))
                .put("load before", Files.exists(load) ? Files.readString(load).trim() : "unknown")
                .put("repetitions", repetitions);
    }
}
