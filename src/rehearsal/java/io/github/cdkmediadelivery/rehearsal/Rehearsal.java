package io.github.cdkmediadelivery.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Distribution;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * An example behind nginx, with a browser in front of it; its files, screenshots too, are in {@code target/rehearsal}.
 */
final class Rehearsal implements AutoCloseable {

    /** A page that may play, and one of somebody else. */
    static final String PAGE = "https://www.example.com";

    static final String OTHER_PAGE = "https://evil.example";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Distribution distribution;
    private final Origins origins;
    private final NginxEdge edge;
    private final Browser browser;
    private final Encoder encoder;

    private Rehearsal(Path folder, CloudAssembly assembly, Map<String, String> publicKeys)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        this.distribution = assembly.distributions().get(0);
        this.origins = new Origins(assembly);
        this.edge = NginxEdge.start(
                assembly.distributions(),
                publicKeys,
                origins.ports(),
                Players.site(folder),
                List.of("www.example.com", "evil.example"),
                folder);
        this.encoder = new Encoder(folder.resolve("event"), "testsrc2");
        this.browser = Browser.start(edge.securePort(), folder);
    }

    /** The templates of an app of one example. */
    static CloudAssembly assembly(String name, Map<String, Object> context, Consumer<App> example) throws IOException {
        Tools.require();
        empty(folder(name));
        App app = new App(AppProps.builder()
                .analyticsReporting(false)
                .context(context)
                .outdir(folder(name).resolve("cdk.out").toString())
                .build());
        example.accept(app);
        return CloudAssembly.of(app);
    }

    /** What a run before has left, the edge's cache too. */
    private static void empty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static Path folder(String name) throws IOException {
        return Files.createDirectories(Path.of("target", "rehearsal", name).toAbsolutePath());
    }

    static Rehearsal of(String name, CloudAssembly assembly, Map<String, String> publicKeys) {
        try {
            return new Rehearsal(folder(name), assembly, publicKeys);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Distribution distribution() {
        return distribution;
    }

    Origins origins() {
        return origins;
    }

    /** What the key value store of the functions holds from now on. */
    void store(Map<String, String> content) throws IOException {
        Path next = folder.resolve(NginxEdge.STORE + ".next");
        Files.writeString(next, JSON.writeValueAsString(content));
        Files.move(next, folder.resolve(NginxEdge.STORE), StandardCopyOption.ATOMIC_MOVE);
        origins.store(content);
    }

    /** For players that are no browser. */
    LoopbackProxy proxy() throws IOException {
        return new LoopbackProxy(edge.securePort());
    }

    /** Makes what is played. */
    Encoder encoder() {
        return encoder;
    }

    Viewer viewer() {
        return new Viewer(edge);
    }

    /** A URL of the distribution. */
    String url(String path) {
        return "https://"
                + (distribution.aliases().isEmpty()
                        ? distribution.domainName()
                        : distribution.aliases().get(0))
                + path;
    }

    /** Gives the browser the cookies of {@code Set-Cookie} headers, in the place of all that it had. */
    void cookies(List<String> headers) {
        browser.clearCookies();
        for (String header : headers) {
            String[] cookie = header.split("[=;]", 3);
            browser.cookie(url("/"), cookie[0], cookie[1]);
        }
    }

    Browser.Page open(String url) {
        return browser.open(url);
    }

    /** A page of a site plays a stream; the page asks with cookies where {@code more} says so. */
    Playback play(String site, String url, String more) {
        return new Playback(open(site + "/player.html?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8) + more));
    }

    /** Plays a stream until it is over, with a picture of it. */
    Playback.Seen watch(String site, String url, String more, String screenshot)
            throws IOException, InterruptedException {
        try (Playback playback = play(site, url, more)) {
            return playback.until(1)
                    .screenshot(folder.resolve(screenshot + ".png"))
                    .toTheEnd();
        }
    }

    /** A line for those who read the run, which its folder keeps. */
    void note(String text) {
        System.out.println("rehearsal: " + text);
        try {
            Files.writeString(
                    folder.resolve("notes.txt"), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        encoder.close();
        browser.close();
        edge.close();
        origins.close();
    }
}
