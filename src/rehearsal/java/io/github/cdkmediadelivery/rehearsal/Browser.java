package io.github.cdkmediadelivery.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chromium without a window, for which every name is on this machine.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE = 60;
    private static final long LOOK = 100;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    private Browser(Process process, Path profile, URI devTools) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(devTools, new Listener())
                .join();
    }

    /**
     * Starts it.
     *
     * @param port at which every name is
     * @param folder for its profile
     */
    static Browser start(int port, Path folder) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "chromium");
        Process process = new ProcessBuilder(
                        Tools.path("chromium"),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-background-timer-throttling",
                        "--disable-renderer-backgrounding",
                        "--ignore-certificate-errors",
                        "--autoplay-policy=no-user-gesture-required",
                        "--host-resolver-rules=MAP * 127.0.0.1:" + port,
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile.toAbsolutePath(),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("chromium.log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        Path said = profile.resolve("DevToolsActivePort");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!Files.exists(said) || Files.readAllLines(said).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException(
                        "rehearsal: Chromium did not start:\n" + Files.readString(folder.resolve("chromium.log")));
            }
            Thread.sleep(LOOK);
        }
        var lines = Files.readAllLines(said);
        return new Browser(process, profile, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
    }

    /** A page that is open. */
    final class Page implements AutoCloseable {

        private final String target;
        private final String session;

        private Page(String url) {
            this.target = send("Target.createTarget", "", Map.of("url", url, "newWindow", true))
                    .path("targetId")
                    .asText();
            this.session = send("Target.attachToTarget", "", Map.of("targetId", target, "flatten", true))
                    .path("sessionId")
                    .asText();
        }

        /** The value of an expression, in the page. */
        JsonNode value(String expression) {
            JsonNode answer = send(
                    "Runtime.evaluate",
                    session,
                    Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
            if (answer.has("exceptionDetails")) {
                throw new IllegalStateException(answer.toString());
            }
            return answer.at("/result/value");
        }

        /** Waits until an expression is true; whether it was in time. */
        boolean comesTo(String expression, Duration patience) throws InterruptedException {
            long until = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < until) {
                if (value(expression).asBoolean()) {
                    return true;
                }
                Thread.sleep(LOOK);
            }
            return false;
        }

        void screenshot(Path file) throws IOException {
            Files.write(
                    file,
                    Base64.getDecoder()
                            .decode(send("Page.captureScreenshot", session, Map.of("format", "png"))
                                    .path("data")
                                    .asText()));
        }

        @Override
        public void close() {
            send("Target.closeTarget", "", Map.of("targetId", target));
        }
    }

    Page open(String url) {
        return new Page(url);
    }

    /** As the server of a page would set it, with {@code Secure; HttpOnly}. */
    void cookie(String url, String name, String value) {
        Map<String, Object> cookie =
                Map.of("url", url, "name", name, "value", value, "secure", true, "httpOnly", true, "sameSite", "None");
        send("Storage.setCookies", "", Map.of("cookies", List.of(cookie)));
    }

    void clearCookies() {
        send("Storage.clearCookies", "", Map.of());
    }

    private JsonNode send(String method, String session, Map<String, Object> parameters) {
        int id = last.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        JsonNode said = answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    /** Answers come in parts. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
            text.append(data);
            if (whole) {
                try {
                    JsonNode message = JSON.readTree(text.toString());
                    CompletableFuture<JsonNode> answer =
                            waiting.remove(message.path("id").asInt());
                    if (answer != null) {
                        answer.complete(message);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(text.toString(), e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    @Override
    public void close() {
        end(process);
        try {
            process.waitFor();
            try (var files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
