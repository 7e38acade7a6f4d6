package io.github.cdkmediadelivery.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes what tokens have of CBOR: integers, byte and text strings, lists, maps and tags, each in its shortest form.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8949">RFC 8949</a>
 */
public final class Cbor {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Cbor() {}

    /** An item that says what it is. */
    public record Tag(int number, Object item) {}

    public static byte[] of(Object item) {
        Cbor cbor = new Cbor();
        cbor.write(item);
        return cbor.out.toByteArray();
    }

    private void write(Object item) {
        if (item instanceof Number number) {
            head(0, number.longValue());
        } else if (item instanceof byte[] bytes) {
            head(2, bytes.length);
            out.writeBytes(bytes);
        } else if (item instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            head(3, bytes.length);
            out.writeBytes(bytes);
        } else if (item instanceof List<?> list) {
            head(4, list.size());
            list.forEach(this::write);
        } else if (item instanceof Map<?, ?> map) {
            head(5, map.size());
            map.forEach((key, value) -> {
                write(key);
                write(value);
            });
        } else if (item instanceof Tag tag) {
            head(6, tag.number);
            write(tag.item);
        } else {
            throw new IllegalArgumentException("no token has a " + item.getClass());
        }
    }

    /** What kind of item it is, and its value or length, in one byte or with one, two, four or eight behind it. */
    private void head(int kind, long n) {
        if (n < 24) {
            out.write(kind << 5 | (int) n);
            return;
        }
        int power = n < 1 << 8 ? 0 : n < 1 << 16 ? 1 : n < 1L << 32 ? 2 : 3;
        out.write(kind << 5 | (24 + power));
        for (int shift = 8 * ((1 << power) - 1); shift >= 0; shift -= 8) {
            out.write((int) (n >> shift));
        }
    }
}
