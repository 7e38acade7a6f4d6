package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses a bad value at the call that made it, in one sentence: option, rule, value, fix. */
public final class Check {

    private static final String TOKEN_MARK = "${Token[";

    /**
     * What {@code StringParameter.valueFromLookup} is until the command line has asked AWS, after a first synthesis.
     */
    private static final String NOT_LOOKED_UP = "dummy-value-for-";

    private static final String FOR_A_LOOKUP =
            "give valueFromLookup(…) a default value that keeps the rule, or use valueForStringParameter(…)";

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

    /**
     * As it stands in a URL. Left out is what a path pattern or a policy reads as something else ({@code * ? $ { }}),
     * what divides or twists a path, also encoded, and {@code +}, which S3 takes for a space.
     */
    private static final Pattern FOLDER =
            Pattern.compile("(/(?!\\.{1,2}(/|$))([A-Za-z0-9_.~!'(),&=:@-]|%(2[0Bb]|5[BDbd]|[89A-Fa-f][0-9A-Fa-f]))+)+");

    private Check() {}

    /**
     * Refuses what breaks a rule.
     *
     * @param rule the option, and what it must be: {@code comment: must have at most 128 characters}
     */
    public static void that(boolean holds, String rule, Object got, String fix) {
        if (!holds) {
            throw refusal(rule, got, fix);
        }
    }

    public static IllegalArgumentException refusal(String rule, Object got, String fix) {
        if (String.valueOf(got).contains(NOT_LOOKED_UP)) {
            return refusal(rule, "what the CDK has not looked up yet", FOR_A_LOOKUP);
        }
        return new IllegalArgumentException(rule + ", got '" + got + "'; " + fix);
    }

    /** For what a builder cannot do without. */
    public static <T> T given(String option, @Nullable T value, String fix) {
        if (value == null) {
            throw new IllegalArgumentException(option + ": must be given; " + fix);
        }
        return value;
    }

    /** What a caller hands over: never null, which could mean nothing, the default, or a variable that was not set. */
    public static void present(String option, @Nullable Object value) {
        if (value == null) {
            throw refusal(option + ": must be a value", "null", "leave the call out where there is none");
        }
    }

    /** The same of several. */
    public static void present(String option, @Nullable Object @Nullable [] values) {
        present(option, (Object) values);
        for (Object value : Objects.requireNonNull(values)) {
            present(option, value);
        }
    }

    /** For a list in which nothing may stand twice. */
    public static <T> List<T> distinct(String rule, Collection<T> values) {
        that(values.stream().distinct().count() == values.size(), rule, values, "remove the duplicate");
        return List.copyOf(values);
    }

    /** A whole number of seconds within a range; the ranges are CloudFront's. */
    public static Duration seconds(String option, Duration value, long min, long max) {
        that(
                value.equals(Duration.ofSeconds(value.toSeconds()))
                        && value.toSeconds() >= min
                        && value.toSeconds() <= max,
                option + ": must be whole seconds from " + min + " to " + max,
                value,
                "use for example Duration.ofSeconds(" + min + ")");
        return value;
    }

    /** A whole number of days, at least one: what S3's lifecycle counts in. */
    public static Duration days(String option, Duration value) {
        that(
                value.equals(Duration.ofDays(value.toDays())) && value.toDays() >= 1,
                option + ": must be whole days, at least one",
                value,
                "use for example Duration.ofDays(30)");
        return value;
    }

    /** A region, as far as its name tells. */
    public static String region(String option, String region) {
        that(
                isToken(region) || REGION.matcher(region).matches(),
                option + ": must be a region's name",
                region,
                "use for example 'eu-west-1'");
        return region;
    }

    /** A folder as CloudFront wants it, and as it means one folder wherever it stands. */
    public static String folder(String option, String path, String example) {
        that(
                isToken(path) || (FOLDER.matcher(path).matches() && path.length() <= Limits.ORIGIN_PATH),
                option + ": must begin with '/', not end with one, and hold no '.' or '..' for a name, none of"
                        + " * ? + $ { } ; and what a URL cannot hold percent-encoded",
                path,
                "use for example '" + example + "'");
        return path;
    }

    /** A path below a folder. */
    public static String relative(String option, String path, String example) {
        that(
                !path.isEmpty() && !path.startsWith("/"),
                option + ": must not be empty or begin with '/'",
                path,
                "use for example '" + example + "'");
        return path;
    }

    /**
     * Whether a string holds a value that is known only at deployment, so that its text cannot be checked.
     *
     * <p>Reads the marker that the CDK writes into such strings instead of asking {@code Token.isUnresolved}: this
     * costs no request to the Node kernel.
     */
    public static boolean isToken(String value) {
        return value.contains(TOKEN_MARK);
    }

    /** What stands in a refusal for a region that may be unknown. */
    public static String shownRegion(String region) {
        return isToken(region) ? "a stack without a region" : region;
    }
}
