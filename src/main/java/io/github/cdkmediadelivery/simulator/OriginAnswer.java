package io.github.cdkmediadelivery.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an origin answers: an input of a test.
 *
 * @param status of the answer; of CloudFront's own where there is none
 * @param headers by their names in lower case
 * @param arrival whether there is one
 */
public record OriginAnswer(int status, Map<String, String> headers, Arrival arrival) {

    /** What becomes of a request to an origin. */
    public enum Arrival {
        /** The origin answers, whatever it says. */
        ANSWERED,
        /** It cannot be connected to, for all attempts. */
        NOT_CONNECTED,
        /** It takes the connection and is silent for longer than CloudFront waits. */
        NOT_IN_TIME
    }

    /** An origin that cannot be connected to. */
    public static final OriginAnswer NOT_CONNECTED = new OriginAnswer(504, Map.of(), Arrival.NOT_CONNECTED);

    /** An origin that does not answer in time. */
    public static final OriginAnswer NOT_IN_TIME = new OriginAnswer(504, Map.of(), Arrival.NOT_IN_TIME);

    private static final String SCORE_HEADER = "cmsd-static";
    private static final Pattern SCORE = Pattern.compile("mqcs=(\\d+)");

    /** An answer that says nothing of how long it holds. */
    public static final OriginAnswer OK = of(200);

    /**
     * Copies the collections.
     *
     * @param status of the answer; of CloudFront's own where there is none
     * @param headers by their names in lower case
     * @param arrival whether there is one
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
        return new OriginAnswer(status, Map.of(), Arrival.ANSWERED);
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
        return new OriginAnswer(status, more, arrival);
    }

    /**
     * {@return the same with a media quality score, as MediaPackage v2 publishes it}
     *
     * @param score 0 to 100
     */
    public OriginAnswer mediaQuality(int score) {
        return header(SCORE_HEADER, "mqcs=" + score);
    }

    OptionalInt mediaQuality() {
        Matcher score = SCORE.matcher(headers.getOrDefault(SCORE_HEADER, ""));
        return score.find() ? OptionalInt.of(Integer.parseInt(score.group(1))) : OptionalInt.empty();
    }
}
