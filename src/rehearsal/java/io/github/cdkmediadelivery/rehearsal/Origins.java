package io.github.cdkmediadelivery.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.EdgeAnswer;
import io.github.cdkmediadelivery.simulator.EdgeRequest;
import io.github.cdkmediadelivery.simulator.OriginAnswer;
import io.github.cdkmediadelivery.simulator.OriginRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What stands for AWS's services. Whether a request is let in is decided by the policies of the templates; and of each
 * request that nginx sends, the model is asked whether CloudFront would have sent the same.
 */
final class Origins implements AutoCloseable {

    /** A file, and what is said of it. */
    @SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
    record Content(int status, String type, Map<String, String> headers, byte[] body) {

        static Content of(int status) {
            return new Content(status, "text/plain", Map.of(), new byte[0]);
        }

        Content header(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Content(status, type, more, body);
        }
    }

    /** What is asked. */
    record Asked(String host, String path, String query, Map<String, String> headers) {}

    /** A service. */
    interface Service {
        Content answer(Asked asked) throws IOException;
    }

    /** A request whose origin fails. */
    private static final class Failed extends RuntimeException {

        private final transient Failure how;

        Failed(Failure how) {
            super(how.toString(), null, false, false);
            this.how = how;
        }

        void happensTo(HttpExchange exchange) {
            if (how == Failure.DEAD) {
                exchange.close();
            }
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "js", "text/javascript",
            "m3u8", "application/vnd.apple.mpegurl",
            "mpd", "application/dash+xml",
            "m4s", "video/iso.segment",
            "mp4", "video/mp4");

    private final Edge model;
    private final Map<String, Service> services = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> disagreements = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private int count;

    Origins(CloudAssembly assembly) throws IOException {
        model = Edge.of(assembly);
        servers = List.of(serve(0), serve(1));
    }

    private HttpServer serve(int member) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, member));
        server.start();
        return server;
    }

    /** Where the first member of an origin group is, or whoever is in none; and where the second is. */
    List<Integer> ports() {
        return servers.stream().map(server -> server.getAddress().getPort()).toList();
    }

    /** How an origin fails. */
    enum Failure {
        /** It hangs up. */
        DEAD,
        /** It is silent. */
        SILENT
    }

    /** Hosts that begin so fail from now on. */
    void fail(String hosts, Failure how) {
        failures.put(hosts, how);
    }

    /** All hosts answer again. */
    void recover() {
        failures.clear();
    }

    /** What the functions' store holds from now on, for the model. */
    void store(Map<String, String> content) {
        synchronized (model) {
            model.store("", content);
        }
    }

    /** What answers at hosts that begin so; of several the one that says most. */
    void at(String hosts, Service service) {
        services.put(hosts, service);
    }

    /** Host and path of each request that came through the edge and was answered, in order. */
    List<String> asked() {
        return asked;
    }

    /** Where nginx did what the model does not. */
    List<String> disagreements() {
        return disagreements;
    }

    /** A file with its type, or what S3 says to those who may not list a bucket. */
    static Content file(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Content.of(403);
        }
        String name = file.getFileName().toString();
        return new Content(
                200,
                TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"),
                Map.of(),
                Files.readAllBytes(file));
    }

    private void answer(HttpExchange exchange, int member) throws IOException {
        String sent = exchange.getRequestHeaders().getFirst("X-Edge-Request");
        Content content;
        try {
            content = sent == null
                    ? direct(exchange)
                    : ofEdge(JSON.readTree(Base64.getDecoder().decode(sent)), member);
        } catch (Failed failed) {
            failed.happensTo(exchange);
            return;
        } catch (RuntimeException e) {
            disagreements.add(e.toString());
            content = Content.of(500);
        }
        exchange.getResponseHeaders().set("Content-Type", content.type());
        content.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(content.status(), content.body().length == 0 ? -1 : content.body().length);
        try (exchange) {
            exchange.getResponseBody().write(content.body());
        }
    }

    /** Somebody who goes past the edge. */
    private Content direct(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        Optional<Boolean> admitted;
        synchronized (model) {
            admitted = model.admitsDirectly(
                    "https://" + host + exchange.getRequestURI().getRawPath(), headers);
        }
        return admitted.orElse(true)
                ? serve(new Asked(
                        host,
                        exchange.getRequestURI().getRawPath(),
                        Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                                .orElse(""),
                        headers))
                : Content.of(403);
    }

    private Content ofEdge(JsonNode asked, int member) throws IOException {
        JsonNode sent = asked.path("origins").path(member);
        String host = sent.path("host").asText();
        for (var failure : failures.entrySet()) {
            if (host.startsWith(failure.getKey())) {
                throw new Failed(failure.getValue());
            }
        }
        EdgeAnswer expected = expected(asked, member);
        String did = host + sent.path("path").asText() + "?"
                + sent.path("query").asText() + " by " + sent.path("credential").asText();
        String should = expected.originRequest().map(Origins::text).orElse("nothing");
        if (!did.equals(should)) {
            disagreements.add("nginx asks " + did + ", the model " + should + "\n" + expected);
        }
        this.asked.add(host + sent.path("path").asText());
        if (!expected.admitted().orElse(true)) {
            return Content.of(403);
        }
        Map<String, String> headers = new HashMap<>();
        sent.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return serve(
                new Asked(host, sent.path("path").asText(), sent.path("query").asText(), headers));
    }

    private static String text(OriginRequest request) {
        return request.origin().host() + request.path() + "?" + request.query() + " by " + request.credential();
    }

    /** At a node of its own, where nothing is kept yet; the second origin is asked since the first failed. */
    private EdgeAnswer expected(JsonNode asked, int member) {
        JsonNode viewer = asked.path("viewer");
        String first = asked.path("origins").path(0).path("host").asText();
        OriginAnswer failure = OriginAnswer.of(asked.path("failing").asInt());
        synchronized (model) {
            model.origin(request -> member == 1 && request.origin().host().equals(first) ? failure : OriginAnswer.OK);
            EdgeRequest request = model.at(Instant.now())
                    .request(viewer.path("method").asText(), viewer.path("url").asText())
                    .at(String.valueOf(count++));
            for (var header : viewer.path("headers").properties()) {
                request = request.header(header.getKey(), header.getValue().asText());
            }
            for (var cookie : viewer.path("cookies").properties()) {
                request = request.cookie(cookie.getKey(), cookie.getValue().asText());
            }
            return request.send();
        }
    }

    private Content serve(Asked request) {
        return services.entrySet().stream()
                .filter(service -> request.host().startsWith(service.getKey()))
                .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
                .map(service -> {
                    try {
                        return service.getValue().answer(request);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElseGet(() -> Content.of(404));
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
