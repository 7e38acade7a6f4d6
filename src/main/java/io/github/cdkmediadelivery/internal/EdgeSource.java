package io.github.cdkmediadelivery.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of an edge function: files of this library, one behind the other, in which one constant is written. */
public final class EdgeSource {

    private static final String FOLDER = "/io/github/cdkmediadelivery/";
    private static final String PLACE_OF_OPTIONS = "const OPTIONS = {};";

    /** Lines of their own, and empty ones: CloudFront counts them, and they are in the source. */
    private static final Pattern COMMENTS = Pattern.compile("(?m)^ *(//.*)?\n");

    private EdgeSource() {}

    /** Refused if CloudFront would not take as much. */
    public static String of(Map<String, Object> options, String... files) {
        String code = Stream.of(files)
                .map(EdgeSource::read)
                .collect(Collectors.joining())
                .replace(PLACE_OF_OPTIONS, "const OPTIONS = " + escaped(options) + ";");
        int size = code.getBytes(StandardCharsets.UTF_8).length;
        Check.that(
                size <= Limits.FUNCTION_BYTES,
                "function: must have at most " + Limits.FUNCTION_BYTES + " bytes",
                size + " bytes, " + (size - Limits.FUNCTION_BYTES) + " too many",
                "list fewer origins, user agents or folders");
        return code;
    }

    /** JSON is JavaScript but for a few characters beyond ASCII; none of them is left. */
    private static String escaped(Map<String, Object> options) {
        StringBuilder ascii = new StringBuilder();
        for (char c : Json.text(options).toCharArray()) {
            ascii.append(c < 0x7f ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return ascii.toString();
    }

    /** A file as it stands in a function. */
    public static String read(String name) {
        try (InputStream file = Objects.requireNonNull(EdgeSource.class.getResourceAsStream(FOLDER + name), name)) {
            return COMMENTS.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
