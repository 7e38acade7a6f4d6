package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which behaviour a path chooses, beside nginx: the patterns as locations with regular expressions, of which nginx
 * takes the first that matches, as CloudFront does of its behaviours.
 *
 * <p>Both choose by the path without dot segments, empty segments and needless encodings, and send on another one. Left
 * out is what they do differently: nginx decodes also what RFC 3986 keeps encoded ({@code %2F}, {@code %20}), and
 * refuses paths that climb above the root and encodings that are none.
 */
class PathOracleTest {

    private static final long SEED = 20_261_129;
    private static final int DISTRIBUTIONS = 60;
    private static final int PATHS = 12;

    private static final List<String> PARTS = List.of(
            "live", "Live", "video", "a.b", "v1", "seg", "index", "$x", "a+b", "~t", "@", "a:b", "it's", "a&b", "-_");
    private static final List<String> ENDINGS = List.of(".m3u8", ".ts", ".mpd", ".M3U8", "", ".m4s", "/");
    private static final List<String> WILD = List.of("*", "?", "*", "??", "*/", "?*");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<Path> NGINX = Stream.concat(
                    Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)), Stream.of("/usr/sbin"))
            .map(directory -> Path.of(directory, "nginx"))
            .filter(Files::isExecutable)
            .findFirst();

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void agreesOnGeneratedBehavioursAndPaths() throws IOException, InterruptedException {
        assumeThat(NGINX).as("nginx is installed").isPresent();
        List<List<String>> patterns =
                Stream.generate(this::patterns).limit(DISTRIBUTIONS).toList();
        int port = freePort();
        Process nginx = start(patterns, port);
        List<String> wrong = new ArrayList<>();
        int byDefault = 0;
        try (Client client = new Client(port)) {
            for (int i = 0; i < patterns.size(); i++) {
                Edge edge = edge(patterns.get(i));
                for (int asked = 0; asked < PATHS; asked++) {
                    String path = path(patterns.get(i));
                    int theirs = client.ask("d" + i, path);
                    int ours = edge.distributions()
                            .get(0)
                            .behaviors()
                            .indexOf(edge.get(path).send().behavior());
                    byDefault += theirs == patterns.get(i).size() ? 1 : 0;
                    if (ours != theirs) {
                        wrong.add(path + " of " + patterns.get(i) + ": behaviour " + ours + ", by nginx " + theirs);
                    }
                }
            }
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }

        assertThat(wrong).isEmpty();
        assertThat(byDefault).as("those that only the default behaviour has").isBetween(60, DISTRIBUTIONS * PATHS / 2);
    }

    private List<String> patterns() {
        return Stream.generate(this::pattern).limit(2 + random.nextInt(8)).toList();
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder(random.nextBoolean() ? "/" : "");
        int parts = 1 + random.nextInt(3);
        for (int part = 0; part < parts; part++) {
            pattern.append(part == 0 ? "" : "/").append(random.nextInt(3) == 0 ? any(WILD) : any(PARTS));
            if (random.nextInt(4) == 0) {
                pattern.append(any(WILD));
            }
        }
        return pattern.append(any(ENDINGS)).toString();
    }

    /** One that a pattern is likely to match, and yet not as it is written. */
    private String path(List<String> patterns) {
        String pattern = any(patterns);
        StringBuilder path = new StringBuilder(pattern.startsWith("/") ? "" : "/");
        pattern.chars().forEach(character -> {
            switch (character) {
                case '*' -> path.append(any(List.of("", "x", "live/seg", ".ts", "12")));
                case '?' -> path.append(any(List.of("x", "7", "7", "/", "", "xy")));
                default -> path.append(written((char) character));
            }
        });
        return switch (random.nextInt(9)) {
            case 0 -> path + ".ts";
            case 1 -> "/live/.." + path;
            case 2 -> path.toString().replaceFirst("/", "//");
            case 3 -> path.toString().replaceFirst("(.)/", "$1/./");
            case 4 -> path + "/../x.ts";
            case 5 -> path + "?a=/live/seg.ts";
            default -> path.toString();
        };
    }

    /** As it is, or in an encoding that RFC 3986 calls needless. */
    private String written(char character) {
        boolean needless = Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0;
        return needless && random.nextInt(12) == 0
                ? (random.nextBoolean() ? "%%%02X" : "%%%02x").formatted((int) character)
                : String.valueOf(character);
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static Edge edge(List<String> patterns) {
        ObjectNode template = JSON.createObjectNode();
        ObjectNode config = template.putObject("Resources")
                .putObject("Site")
                .put("Type", "AWS::CloudFront::Distribution")
                .putObject("Properties")
                .putObject("DistributionConfig");
        config.putArray("Origins").addObject().put("Id", "o").put("DomainName", "o.example.com");
        config.putObject("DefaultCacheBehavior").put("TargetOriginId", "o");
        for (int i = 0; i < patterns.size(); i++) {
            // The times make each behaviour unlike the others, also where their patterns are the same.
            config.withArray("CacheBehaviors")
                    .addObject()
                    .put("PathPattern", patterns.get(i))
                    .put("TargetOriginId", "o")
                    .put("MinTTL", i)
                    .put("ViewerProtocolPolicy", "https-only");
        }
        return Edge.of(CloudAssembly.ofTemplates(Map.of("Test", template.toString())));
    }

    private Process start(List<List<String>> patterns, int port) throws IOException {
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i < patterns.size(); i++) {
            servers.append("server { listen 127.0.0.1:%d; server_name d%d;\n".formatted(port, i));
            for (int behavior = 0; behavior < patterns.get(i).size(); behavior++) {
                servers.append("  location ~ \"%s\" { return 200 \"%d\"; }\n"
                        .formatted(regex(patterns.get(i).get(behavior)), behavior));
            }
            servers.append("  location / { return 200 \"%d\"; }\n}\n"
                    .formatted(patterns.get(i).size()));
        }
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off; master_process off; pid nginx.pid; error_log nginx.log;
                events {}
                http {
                  access_log off; keepalive_requests 100000; server_names_hash_max_size 2048;
                  client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
                %s}
                """
                        .formatted(servers));
        Path log = folder.resolve("nginx.log");
        return new ProcessBuilder(
                        NGINX.orElseThrow().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        log.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.log").toFile())
                .start();
    }

    /**
     * What the Developer Guide says of {@code *} and {@code ?}, in the words of PCRE; the leading slash is optional.
     */
    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder("^/");
        pattern.replaceFirst("^/", "")
                .chars()
                .forEach(character -> regex.append(
                        switch (character) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> "\\x%02x".formatted(character);
                        }));
        return regex.append('$').toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sends paths as they are, which a client of Java's would not. */
    private static final class Client implements AutoCloseable {

        private static final int PATIENCE = 100;

        private final Socket socket;
        private final OutputStream questions;
        private final BufferedReader answers;

        Client(int port) throws IOException, InterruptedException {
            socket = connect(port);
            questions = socket.getOutputStream();
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        private static Socket connect(int port) throws IOException, InterruptedException {
            for (int attempt = 1; ; attempt++) {
                try {
                    return new Socket(InetAddress.getLoopbackAddress(), port);
                } catch (IOException e) {
                    if (attempt == PATIENCE) {
                        throw e;
                    }
                    Thread.sleep(PATIENCE);
                }
            }
        }

        int ask(String host, String path) throws IOException {
            questions.write(
                    "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host).getBytes(StandardCharsets.US_ASCII));
            questions.flush();
            String status = answers.readLine();
            int length = 0;
            for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            char[] body = new char[length];
            for (int read = 0; read < length; ) {
                read += answers.read(body, read, length - read);
            }
            assertThat(status).as(path).contains(" 200 ");
            return Integer.parseInt(new String(body));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
