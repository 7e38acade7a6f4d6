package io.github.cdkmediadelivery.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What stands for MediaPackage: every folder of it has what the encoder wrote, manifests for a second. */
final class Packager implements Origins.Service {

    private final Path folder;
    private String missing = "";
    private Duration absence = Duration.ZERO;
    private long since;

    Packager(Path folder) {
        this.folder = folder;
    }

    /**
     * From the first time that somebody asks for a file it is missing for a while.
     *
     * @param file its name
     * @param time for which it is missing
     */
    synchronized void misses(String file, Duration time) {
        missing = file;
        absence = time;
        since = 0;
    }

    /** The same, whose playlists of a live event do not have the newest segment yet. */
    Origins.Service late() {
        return asked -> {
            Origins.Content content = answer(asked);
            String text = new String(content.body(), StandardCharsets.UTF_8);
            return text.contains("#EXTINF") && !text.contains("#EXT-X-ENDLIST")
                    ? new Origins.Content(
                            content.status(),
                            content.type(),
                            content.headers(),
                            text.substring(0, text.lastIndexOf("#EXTINF")).getBytes(StandardCharsets.UTF_8))
                    : content;
        };
    }

    @Override
    public Origins.Content answer(Origins.Asked asked) throws IOException {
        String name = asked.path().substring(asked.path().lastIndexOf('/') + 1);
        if (isMissing(name) || !Files.exists(folder.resolve(name))) {
            return Origins.Content.of(404);
        }
        return Origins.file(folder.resolve(name))
                .header("Cache-Control", name.startsWith("segment") ? "max-age=60" : "max-age=1");
    }

    private synchronized boolean isMissing(String name) {
        if (!name.equals(missing)) {
            return false;
        }
        since = since == 0 ? System.nanoTime() : since;
        return System.nanoTime() - since < absence.toNanos();
    }
}
