package io.github.cdkmediadelivery.rehearsal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The software of a rehearsal, in packages of Debian's. */
final class Tools {

    static final Path NJS = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");

    private static final Map<String, String> PACKAGES =
            new TreeMap<>(Map.of("nginx", "nginx", "ffmpeg", "ffmpeg", "chromium", "chromium"));

    private Tools() {}

    /** Says all that is missing at once. */
    static void require() {
        List<String> missing = new ArrayList<>();
        PACKAGES.forEach((command, packaged) -> {
            if (find(command) == null) {
                missing.add(packaged);
            }
        });
        if (!Files.exists(NJS)) {
            missing.add("libnginx-mod-http-js");
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "rehearsal: needs what is not installed; apt-get install " + String.join(" ", missing));
        }
        if (!Files.exists(Players.FOLDER)) {
            throw new IllegalStateException(
                    "rehearsal: needs players; run it with mvn -Prehearsal verify, or: npm ci --prefix src/rehearsal/player");
        }
    }

    /** nginx is where only the administrator's path looks. */
    static String path(String command) {
        String found = find(command);
        if (found == null) {
            throw new IllegalStateException(
                    "rehearsal: needs " + command + "; apt-get install " + PACKAGES.get(command));
        }
        return found;
    }

    private static String find(String command) {
        return Stream.concat(
                        Pattern.compile(File.pathSeparator).splitAsStream(System.getenv("PATH")),
                        Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }
}
