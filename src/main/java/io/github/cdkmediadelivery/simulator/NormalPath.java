package io.github.cdkmediadelivery.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path by which CloudFront chooses a behaviour: without dot segments, empty segments and needless encodings. The
 * origin is sent the path as the viewer wrote it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986, syntax-based normalisation</a>
 */
final class NormalPath {

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final int HEXADECIMAL = 16;

    private NormalPath() {}

    static String of(String path) {
        if (path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.")) {
            return path;
        }
        String decoded = ENCODED.matcher(path).replaceAll(NormalPath::decode);
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = decoded.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i + 1 == parts.length;
            switch (parts[i]) {
                case "" -> {
                    if (last) {
                        segments.addLast("");
                    }
                }
                case "." -> {
                    if (last) {
                        segments.addLast("");
                    }
                }
                case ".." -> {
                    segments.pollLast();
                    if (last) {
                        segments.addLast("");
                    }
                }
                default -> segments.addLast(parts[i]);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decode(java.util.regex.MatchResult match) {
        char character = (char) Integer.parseInt(match.group(1), HEXADECIMAL);
        boolean unreserved =
                (Character.isLetterOrDigit(character) && character < 128) || "-._~".indexOf(character) >= 0;
        return Matcher.quoteReplacement(
                unreserved ? String.valueOf(character) : match.group().toUpperCase(Locale.ROOT));
    }
}
