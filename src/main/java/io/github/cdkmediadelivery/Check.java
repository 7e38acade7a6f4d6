package io.github.cdkmediadelivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses a bad value at the call that made it, in one sentence: option, rule, value, fix. */
final class Check {

    private static final String TOKEN_MARK = "${Token[";

    private Check() {}

    static void that(boolean holds, String option, String rule, Object got, String fix) {
        if (!holds) {
            throw refusal(option, rule, got, fix);
        }
    }

    static IllegalArgumentException refusal(String option, String rule, Object got, String fix) {
        return new IllegalArgumentException(option + ": " + rule + ", got '" + got + "'; " + fix);
    }

    /** For what a builder cannot do without. */
    static <T> T given(String option, @Nullable T value, String fix) {
        if (value == null) {
            throw new IllegalArgumentException(option + ": must be given; " + fix);
        }
        return value;
    }

    /** A whole number of seconds within a range; the ranges are CloudFront's. */
    static Duration seconds(String option, Duration value, long min, long max) {
        that(
                value.equals(Duration.ofSeconds(value.toSeconds()))
                        && value.toSeconds() >= min
                        && value.toSeconds() <= max,
                option,
                "must be whole seconds from " + min + " to " + max,
                value,
                "use for example Duration.ofSeconds(" + min + ")");
        return value;
    }

    /** A whole number of days, at least one: what S3's lifecycle counts in. */
    static Duration days(String option, Duration value) {
        that(
                value.equals(Duration.ofDays(value.toDays())) && value.toDays() >= 1,
                option,
                "must be whole days, at least one",
                value,
                "use for example Duration.ofDays(30)");
        return value;
    }

    /**
     * Whether a string holds a value that is known only at deployment, so that its text cannot be checked.
     *
     * <p>Reads the marker that the CDK writes into such strings instead of asking {@code Token.isUnresolved}: this
     * costs no request to the Node kernel.
     */
    static boolean isToken(String value) {
        return value.contains(TOKEN_MARK);
    }
}
