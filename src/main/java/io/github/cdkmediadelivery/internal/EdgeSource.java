package io.github.cdkmediadelivery.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of an edge function: files of this library, one behind the other, in which one constant is written. */
public final class EdgeSource {

    private static final String FOLDER = "/io/github/cdkmediadelivery/";
    private static final String PLACE_OF_OPTIONS = "const OPTIONS = {};";

    private EdgeSource() {}

    public static String of(Map<String, Object> options, String... files) {
        return Stream.of(files)
                .map(EdgeSource::read)
                .collect(Collectors.joining())
                .replace(PLACE_OF_OPTIONS, "const OPTIONS = " + Json.text(options) + ";");
    }

    private static String read(String name) {
        try (InputStream file = EdgeSource.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
