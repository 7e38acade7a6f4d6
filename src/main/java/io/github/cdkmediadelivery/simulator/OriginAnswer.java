package io.github.cdkmediadelivery.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an origin answers: an input of a test.
 *
 * @param status of the answer; 504 for an origin that does not answer in time
 * @param headers by their names in lower case
 */
public record OriginAnswer(int status, Map<String, String> headers) {

    /** An answer that says nothing of how long it holds. */
    public static final OriginAnswer OK = of(200);

    /**
     * Copies the collections.
     *
     * @param status of the answer; 504 for an origin that does not answer in time
     * @param headers by their names in lower case
     */
    public OriginAnswer {
        headers = Map.copyOf(headers);
    }

    /**
     * {@return an answer without headers}
     *
     * @param status of it
     */
    public static OriginAnswer of(int status) {
        return new OriginAnswer(status, Map.of());
    }

    /**
     * {@return the same with a header}
     *
     * @param name of it
     * @param value of it
     */
    public OriginAnswer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new OriginAnswer(status, more);
    }
}
