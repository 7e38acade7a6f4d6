package io.github.cdkmediadelivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cdkmediadelivery.examples.Vod;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of the example {@link Vod} in a browser, behind the distribution of the synthesized template: the behaviours
 * choose the bucket, and a bucket answers as S3 does.
 *
 * <p>Left out of the build: {@code mvn -Pbrowser test} runs it, in Chromium without a window.
 */
@Tag("browser")
class PlayerRehearsal {

    /** So long that only a page that says nothing any more is given up. */
    private static final long PATIENCE = 60;

    private static final String SAID = "/said/";
    private static final String REPORTER =
            """
            <script>
              const state = document.getElementById('state');
              const report = () => state.textContent && fetch('%s' + state.textContent);
              new MutationObserver(report).observe(state, { childList: true });
              report(); // what was said before this script
            </script>
            """
                    .formatted(SAID);
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "js", "text/javascript",
            "m3u8", "application/vnd.apple.mpegurl",
            "m4s", "video/iso.segment",
            "mp4", "video/mp4");

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final List<String> asked = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Resources template = new Resources(
            Objects.requireNonNull(Synth.templates(app -> new Vod(app, "Vod")).get("Vod")));
    private HttpServer edge;

    @TempDir
    private Path profile;

    @BeforeEach
    void open() throws IOException {
        edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        edge.setExecutor(threads);
        edge.createContext("/", this::answer);
        edge.start();
    }

    @AfterEach
    void close() {
        edge.stop(0);
        threads.shutdownNow();
    }

    @Test
    void thePagePlaysTheSample() throws Exception {
        assertThat(saidBy("/")).isEqualTo("playing");
        assertThat(asked).contains("/video/sample/index.m3u8", "/video/sample/init.mp4", "/video/sample/segment0.m4s");
    }

    @Test
    void thePageSaysThatAFilmIsMissing() throws Exception {
        assertThat(saidBy("/?film=missing/index.m3u8")).isEqualTo("failed: manifestLoadError");
    }

    /** What the page says first. */
    private String saidBy(String address) throws Exception {
        Process browser = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--autoplay-policy=no-user-gesture-required",
                        "--user-data-dir=" + profile,
                        "http://localhost:" + edge.getAddress().getPort() + address)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        try {
            return said.poll(PATIENCE, TimeUnit.SECONDS);
        } finally {
            browser.descendants().forEach(ProcessHandle::destroy);
            browser.destroy();
            browser.waitFor();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(SAID)) {
            said.add(URLDecoder.decode(path.substring(SAID.length()), UTF_8));
            send(exchange, 204, "html", new byte[0]);
            return;
        }
        synchronized (asked) {
            asked.add(path);
        }
        Path object = objectAt(
                path.equals("/")
                        ? "/" + template.config().path("DefaultRootObject").asText()
                        : path);
        if (Files.isRegularFile(object)) {
            send(exchange, 200, extension(object), content(object));
        } else {
            send(exchange, 403, "html", new byte[0]); // S3 says 404 only to those who may list the bucket
        }
    }

    /** The bucket of the behaviour's origin, as the example fills it. */
    private Path objectAt(String path) {
        EdgeDistribution distribution = new EdgeDistribution(template);
        String films = distribution.origin(distribution.behavior("/video/index.m3u8"));
        boolean isFilm = distribution.origin(distribution.behavior(path)).equals(films);
        return isFilm
                ? Path.of("target/player/sample", path.replaceFirst("^/video/sample/", ""))
                : Path.of("target/player/site", path.substring(1));
    }

    private static byte[] content(Path object) throws IOException {
        return extension(object).equals("html")
                ? Files.readString(object)
                        .replace("</body>", REPORTER + "</body>")
                        .getBytes(UTF_8)
                : Files.readAllBytes(object);
    }

    private static String extension(Path object) {
        String name = object.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(type, "application/octet-stream"));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
