package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.benchmark.Library.Kind;
import io.github.cdkmediadelivery.examples.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.jsii.KernelRequests;

/**
 * One measurement in a process of its own: a fresh virtual machine, a fresh Node kernel, nothing left over from the
 * measurement before. Its last line says what was found.
 */
final class Worker {

    static final String RESULT = "RESULT ";

    /** As many as fit into one stack, whoever writes it: the peer makes eleven resources each. */
    static final int OF_A_STACK = 40;

    private static final int WARM_UP = Integer.parseInt(System.getenv().getOrDefault("WU", "100"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Worker() {}

    /**
     * Measures.
     *
     * @param args {@code requests}, {@code build KIND COUNT ROUNDS}, {@code shape KIND COUNT}, {@code examples} or
     *     {@code empty}
     */
    public static void main(String[] args) throws IOException {
        ObjectNode found =
                switch (args[0]) {
                    case "requests" -> requests();
                    case "build" -> build(Kind.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
                    case "shape" -> shape(Kind.of(args[1]), Integer.parseInt(args[2]));
                    case "examples" -> timed(() -> Examples.main(new String[0]));
                    case "empty" -> timed(Worker::synthesizeAnEmptyStack);
                    default -> throw new IllegalArgumentException(args[0]);
                };
        found.set("memory", memory());
        System.out.println(RESULT + found);
    }

    private static ObjectNode requests() throws IOException {
        ObjectNode all = NODES.objectNode();
        for (Service service : Service.values()) {
            ObjectNode found = all.putObject(service.name());
            List<List<String>> resources = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                requests(kind, service); // modules and constants are read once per process
                Requests counted = requests(kind, service);
                found.putObject(kind.name())
                        .put("first", counted.first.size())
                        .put("next", counted.next.size())
                        .set("requests", texts(counted.next));
                resources.add(withoutNames(counted.assembly));
            }
            if (!resources.get(0).equals(resources.get(1))) {
                throw new IllegalStateException(service + " is not the same by hand:\n"
                        + String.join("\n", resources.get(0)) + "\n\n" + String.join("\n", resources.get(1)));
            }
        }
        return all;
    }

    /** What the first distribution of an app costs, with all that is shared, and what each further one does. */
    private record Requests(List<String> first, List<String> next, Path assembly) {}

    private static Requests requests(Kind kind, Service service) {
        Path assembly = freshDirectory();
        App app = app(assembly);
        Library library = kind.sharingIn(new Stack(app, "Shared"));
        Stack stack = new Stack(app, "Test");
        Requests counted = new Requests(
                KernelRequests.during(() -> library.deliver(service, stack, 1)),
                KernelRequests.during(() -> library.deliver(service, stack, 2)),
                assembly);
        app.synth();
        return counted;
    }

    /** What the templates define, sorted, without the names that each library is free to choose. */
    private static List<String> withoutNames(Path assembly) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode template : templates(assembly)) {
            template.path("Resources")
                    .forEach(resource -> texts.add(resource.toString()
                            .replaceAll("\\{\"Ref\":\"(?!AWS::)[^\"]*\"}", "REFERENCE")
                            .replaceAll("\\{\"Fn::GetAtt\":\\[\"[^\"]*\",(\"[^\"]*\")]}", "ATTRIBUTE($1)")
                            .replaceAll("\\{\"Fn::ImportValue\":\"[^\"]*\"}", "REFERENCE")
                            .replaceAll("\"[A-Za-z0-9]*Origin[0-9A-F]+\"", "ORIGIN")
                            .replaceAll("\"MediaDelivery[A-Za-z0-9]*-\"", "POLICY")));
        }
        return texts.stream().sorted().toList();
    }

    private static ObjectNode build(Kind kind, int count, int rounds) {
        Stack warm = new Stack(app(freshDirectory()), "Test");
        define(kind.sharingIn(warm), warm, WARM_UP);
        long[] building = new long[rounds];
        long[] synthesizing = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            App app = app(freshDirectory());
            long start = System.nanoTime();
            define(kind, app, count);
            long defined = System.nanoTime();
            app.synth();
            building[round] = defined - start;
            synthesizing[round] = System.nanoTime() - defined;
        }
        return NODES.objectNode()
                .put("build", median(building) / 1e6 / count)
                .put("synth", median(synthesizing) / 1e6 / count);
    }

    private static void define(Kind kind, App app, int count) {
        Library library = kind.sharingIn(new Stack(app, "Shared"));
        for (int first = 0; first < count; first += OF_A_STACK) {
            define(library, new Stack(app, "Films" + first), Math.min(OF_A_STACK, count - first));
        }
    }

    private static void define(Library library, Stack stack, int count) {
        for (int number = 0; number < count; number++) {
            library.deliver(Service.S3_STORED, stack, number);
        }
    }

    private static ObjectNode shape(Kind kind, int count) throws IOException {
        Path assembly = freshDirectory();
        App app = app(assembly);
        define(kind, app, count);
        app.synth();
        ObjectNode found = NODES.objectNode();
        long bytes = 0;
        TreeMap<String, Integer> types = new TreeMap<>();
        for (Path file : templateFiles(assembly)) {
            bytes += Files.size(file);
            JSON.readTree(file.toFile())
                    .path("Resources")
                    .forEach(resource -> types.merge(resource.path("Type").asText(), 1, Integer::sum));
        }
        found.put("bytes", bytes);
        found.put(
                "resources", types.values().stream().mapToInt(Integer::intValue).sum());
        types.forEach(found.putObject("types")::put);
        return found;
    }

    /** One resource that does nothing: a template without any is refused by the validation. */
    private static void synthesizeAnEmptyStack() {
        App app = new App();
        CfnResource.Builder.create(new Stack(app, "Empty"), "Nothing")
                .type("AWS::CloudFormation::WaitConditionHandle")
                .build();
        app.synth();
    }

    private static ObjectNode timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return NODES.objectNode().put("milliseconds", (System.nanoTime() - start) / 1e6);
    }

    private static App app(Path directory) {
        return new App(AppProps.builder()
                .analyticsReporting(false)
                .outdir(directory.toString())
                .build());
    }

    private static Path freshDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "benchmark")), "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> templates(Path assembly) throws IOException {
        List<JsonNode> templates = new ArrayList<>();
        for (Path file : templateFiles(assembly)) {
            templates.add(JSON.readTree(file.toFile()));
        }
        return templates;
    }

    private static List<Path> templateFiles(Path assembly) throws IOException {
        try (var files = Files.list(assembly)) {
            return files.filter(file -> file.toString().endsWith(".template.json"))
                    .sorted()
                    .toList();
        }
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static double median(long[] values) {
        long[] sorted = LongStream.of(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The most memory that was ever resident, in megabytes. */
    private static ObjectNode memory() {
        double node = ProcessHandle.current()
                .descendants()
                .mapToDouble(process -> mostResident(Path.of("/proc", String.valueOf(process.pid()), "status")))
                .sum();
        return NODES.objectNode()
                .put("jvm", mostResident(Path.of("/proc/self/status")))
                .put("node", node);
    }

    private static double mostResident(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Arrays.asList(line.trim().split("\\s+", -1)).get(1))
                    .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not on Linux
        }
    }
}
