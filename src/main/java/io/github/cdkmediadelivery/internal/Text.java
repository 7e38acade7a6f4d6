package io.github.cdkmediadelivery.internal;

import java.util.regex.Pattern;

/**
 * What the text of an option must look like.
 *
 * @param rule the option, and what it must be
 * @param fix what to write instead
 */
public record Text(Pattern pattern, String rule, String fix) {

    public static Text of(String regex, String rule, String fix) {
        return new Text(Pattern.compile(regex), rule, fix);
    }

    /** A text that is known now. */
    public String literal(String value) {
        Check.that(pattern.matcher(value).matches(), rule, value, fix);
        return value;
    }

    /** The same, or one that only the deployment knows, which cannot be looked at. */
    public String check(String value) {
        return Check.isToken(value) ? value : literal(value);
    }
}
