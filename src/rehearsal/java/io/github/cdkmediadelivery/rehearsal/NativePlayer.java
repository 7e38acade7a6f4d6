package io.github.cdkmediadelivery.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A player that is no browser: it has no page and keeps no cookies. It is ffmpeg's. */
final class NativePlayer {

    private static final Pattern FRAMES = Pattern.compile("(?m)^frame=(\\d+)");

    private final LoopbackProxy proxy;

    NativePlayer(LoopbackProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * What it saw.
     *
     * @param frames that it decoded
     * @param said its log
     */
    record Saw(int frames, String said) {}

    /** Plays a stream from its first segment to its end. */
    CompletableFuture<Saw> play(String url) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Tools.path("ffmpeg"),
                        "-nostdin",
                        "-v",
                        "warning",
                        "-progress",
                        "-",
                        "-live_start_index",
                        "0",
                        "-i",
                        url,
                        "-f",
                        "null",
                        "-")
                .redirectErrorStream(true);
        builder.environment().put("http_proxy", proxy.url());
        builder.environment().remove("no_proxy");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return CompletableFuture.supplyAsync(() -> {
            try {
                return saw(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                return new Saw(0, e.toString());
            }
        });
    }

    private static Saw saw(String said) {
        int frames = 0;
        Matcher matcher = FRAMES.matcher(said);
        while (matcher.find()) {
            frames = Integer.parseInt(matcher.group(1));
        }
        return new Saw(frames, said);
    }
}
