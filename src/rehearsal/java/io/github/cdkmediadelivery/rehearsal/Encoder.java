package io.github.cdkmediadelivery.rehearsal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * ffmpeg as encoder and packager: a test picture and a tone, in CMAF segments of two seconds that {@code index.m3u8}
 * and {@code index.mpd} have in common. Lengths are multiples of four seconds, which are whole frames of AAC at 32 kHz:
 * what is left of others would be a last segment that is too short for hls.js to load, and it would wait for ever.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-formats.html#dash-2">ffmpeg: dash</a>
 */
final class Encoder implements AutoCloseable {

    private static final long PATIENCE = 30;

    private final Path folder;
    private final String picture;
    private Optional<Process> process = Optional.empty();

    /**
     * An encoder.
     *
     * @param folder that it writes into, in the place of what it made before
     * @param picture one of ffmpeg's
     */
    Encoder(Path folder, String picture) {
        this.folder = folder;
        this.picture = picture;
    }

    /** Where its files are. */
    Path folder() {
        return folder;
    }

    /** A film, there at once. */
    void film(int seconds) throws IOException, InterruptedException {
        if (start(seconds, List.of()).waitFor() != 0) {
            throw failed();
        }
    }

    /** A live event that has just begun, and ends by itself. */
    void live(int seconds) throws IOException, InterruptedException {
        Process encoding = start(seconds, List.of("-re"));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!Files.exists(folder.resolve("index.m3u8")) || !Files.exists(folder.resolve("index.mpd"))) {
            if (!encoding.isAlive() || System.nanoTime() > until) {
                throw failed();
            }
            Thread.sleep(20);
        }
    }

    private Process start(int seconds, List<String> pace) throws IOException {
        close();
        if (Files.exists(folder)) {
            try (var old = Files.list(folder)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(Tools.path("ffmpeg"), "-v", "error", "-y"));
        command.addAll(pace);
        command.addAll(List.of("-f", "lavfi", "-i", picture + "=size=320x180:rate=24"));
        command.addAll(pace);
        command.addAll(List.of("-f", "lavfi", "-i", "sine=sample_rate=32000"));
        command.addAll(List.of("-t", String.valueOf(seconds), "-map", "0:v", "-map", "1:a"));
        command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-g", "48", "-sc_threshold", "0", "-c:a", "aac"));
        command.addAll(List.of("-f", "dash", "-seg_duration", "2", "-hls_playlist", "1"));
        command.addAll(List.of("-init_seg_name", "init$RepresentationID$.mp4"));
        command.addAll(List.of("-media_seg_name", "segment$RepresentationID$_$Number$.m4s"));
        command.addAll(List.of(
                "-hls_master_name", "index.m3u8", folder.resolve("index.mpd").toString()));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        process = Optional.of(started);
        return started;
    }

    private Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private IllegalStateException failed() throws IOException {
        return new IllegalStateException("rehearsal: ffmpeg made no stream:\n" + Files.readString(log()));
    }

    @Override
    public void close() {
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
    }
}
