package io.github.cdkmediadelivery.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Pages that play a stream, and the players that they load. */
final class Players {

    static final Path FOLDER = Path.of("src/rehearsal/player/node_modules");

    private static final List<Path> FILES = List.of(
            Path.of("src/rehearsal/player/player.html"),
            FOLDER.resolve("hls.js/dist/hls.min.js"),
            FOLDER.resolve("dashjs/dist/modern/umd/dash.mediaplayer.min.js"));

    private Players() {}

    /** The folder of a site that has them. */
    static Path site(Path folder) throws IOException {
        Path site = Files.createDirectories(folder.resolve("site"));
        for (Path file : FILES) {
            Files.copy(file, site.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return site;
    }
}
