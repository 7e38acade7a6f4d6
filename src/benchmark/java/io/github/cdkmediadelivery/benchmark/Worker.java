package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.DeliveryQuotas;
import io.github.cdkmediadelivery.benchmark.Library.Kind;
import io.github.cdkmediadelivery.examples.Examples;
import io.github.cdkmediadelivery.examples.Vod;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/**
 * One measurement in a process of its own, as an app runs: a virtual machine and a kernel that have built nothing
 * before. Its last line says what was found, in milliseconds and megabytes.
 */
final class Worker {

    static final String RESULT = "RESULT ";

    /** As many as fit into one stack, whoever writes it: the peer makes eleven resources each. */
    private static final int OF_A_STACK = 40;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Worker() {}

    /**
     * Measures.
     *
     * @param args {@code build KIND SERVICE COUNT}, {@code requests COUNT}, or the name of an app
     */
    public static void main(String[] args) throws IOException {
        ObjectNode found =
                switch (args[0]) {
                    case "build" -> build(Kind.valueOf(args[1]), Service.valueOf(args[2]), Integer.parseInt(args[3]));
                    case "requests" -> simulated(Integer.parseInt(args[1]));
                    case Benchmark.EXAMPLES -> timed(new App(), Worker::defineExamples);
                    case Benchmark.ONE_CHANNEL -> timed(new App(), OneChannelApp::define);
                    case Benchmark.EMPTY -> timed(new App(), EmptyApp::define);
                    default -> throw new IllegalArgumentException(args[0]);
                };
        found.put("jvm", mostResident(Path.of("/proc/self/status")));
        found.put(
                "node",
                ProcessHandle.current()
                        .descendants()
                        .mapToDouble(process -> mostResident(Path.of("/proc", String.valueOf(process.pid()), "status")))
                        .sum());
        System.out.println(RESULT + found);
    }

    /** Segments of a film, each asked for four times: by the first the simulator is as cold as the others are. */
    private static ObjectNode simulated(int count) {
        App app = new App();
        new Vod(app, "Vod");
        Edge edge = Edge.of(CloudAssembly.of(app));
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            edge.get("/video/film/segment" + i / 4 + ".ts")
                    .header("Origin", "https://video.example.com")
                    .send();
        }
        return NODES.objectNode().put("requests", (System.nanoTime() - start) / 1e6);
    }

    /** More policies than an account has: nobody deploys all examples into one. */
    private static void defineExamples(App app) {
        DeliveryQuotas.defaults().raised("AWS::CloudFront::CachePolicy", 40).guard(app);
        Examples.define(app);
    }

    private static ObjectNode build(Kind kind, Service service, int count) throws IOException {
        Assembly assembly = Assembly.fresh();
        ObjectNode found = timed(assembly.app(), app -> define(kind, service, count, app));
        long bytes = 0;
        for (Path template : assembly.templates()) {
            bytes += Files.size(template);
        }
        Map<String, Long> types = assembly.resources()
                .collect(Collectors.groupingBy(
                        (JsonNode resource) -> resource.path("Type").asText(), TreeMap::new, Collectors.counting()));
        types.forEach(found::put);
        return found.put("bytes", bytes)
                .put(
                        "resources",
                        types.values().stream().mapToLong(Long::longValue).sum());
    }

    private static void define(Kind kind, Service service, int count, App app) {
        Library library = kind.sharingIn(new Stack(app, "Shared"));
        for (int first = 0; first < count; first += OF_A_STACK) {
            Stack stack = new Stack(app, "Stack" + first);
            for (int number = first; number < Math.min(first + OF_A_STACK, count); number++) {
                library.deliver(service, stack, number);
            }
        }
    }

    private static ObjectNode timed(App app, Consumer<App> definition) {
        long start = System.nanoTime();
        definition.accept(app);
        long defined = System.nanoTime();
        app.synth();
        long synthesized = System.nanoTime();
        return NODES.objectNode()
                .put("definition", (defined - start) / 1e6)
                .put("synthesis", (synthesized - defined) / 1e6)
                .put("build", (synthesized - start) / 1e6);
    }

    /** The most memory that was ever resident, in megabytes. */
    private static double mostResident(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not on Linux
        }
    }
}
