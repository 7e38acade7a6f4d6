package io.github.cdkmediadelivery.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression about a User-Agent header, as its author and the edge both read it: only what Java, JavaScript
 * and the runtime's engine (PCRE's, in fact) mean the same by, and nothing that takes exponential time on a header that
 * was written for it.
 *
 * <p>One pass over the text. What is repeated must be plain: a group may be repeated if nothing in it is, and if its
 * alternatives begin with different characters, so that there is one way to read a text at most.
 */
public final class AgentPattern {

    private static final String ALIKE = ": must be regular expressions that Java and JavaScript read alike";
    private static final String QUICK = ": must not repeat what repeats itself, or alternatives that begin alike, which"
            + " some header would keep busy for ever";

    private static final String EXAMPLE = "use for example 'SmartTV'";
    private static final String ONCE = "say the repetition once, for example '(?:[0-9]+)' or '[0-9.]+'";

    /** The very end, where {@code $} would in PCRE also match before a line feed. */
    private static final String END = "(?![\\s\\S])";

    private static final Pattern QUANTIFIER = Pattern.compile("(?:[*+?]|\\{[0-9]{1,3}(?:,(?:[0-9]{1,3})?)?\\})");
    private static final Pattern AT_MOST_ONCE = Pattern.compile("\\?|\\{0?,?1\\}|\\{[01],1\\}");

    /** Punctuation, digits and words of ASCII, and the control characters with the same letters in all. */
    private static final Pattern ESCAPED = Pattern.compile("[dDwWbBtnrf]|[^A-Za-z0-9\\s\\x80-\\uffff]");

    private final String option;
    private final String text;
    private final StringBuilder edge = new StringBuilder();
    private int at;

    private AgentPattern(String option, String text) {
        this.option = option;
        this.text = text;
    }

    /**
     * The expression for the edge.
     *
     * @throws IllegalArgumentException if it is refused
     */
    public static String forEdge(String option, String text) {
        AgentPattern pattern = new AgentPattern(option, text);
        pattern.alternatives();
        pattern.alike(pattern.at == text.length());
        return pattern.edge.toString();
    }

    /** What can be said of a part: whether something in it is repeated, and by what characters alternatives begin. */
    private record Part(boolean repeats, boolean ambiguous) {}

    private Part alternatives() {
        Set<String> beginnings = new HashSet<>();
        boolean repeats = false;
        boolean ambiguous = false;
        boolean alike = false;
        boolean more = true;
        int count = 0;
        while (more) {
            String beginning = beginning();
            alike |= beginning == null || !beginnings.add(beginning);
            Part branch = sequence();
            repeats |= branch.repeats;
            ambiguous |= branch.ambiguous;
            count++;
            more = takes('|');
        }
        return new Part(repeats, ambiguous || (count > 1 && alike));
    }

    /** The one character by which a branch begins; none where it is not one, or may be missing. */
    private @Nullable String beginning() {
        if (at >= text.length() || "^$.|?*+()[]{}\\".indexOf(text.charAt(at)) >= 0) {
            return null;
        }
        boolean repeated = at + 1 < text.length() && "*?{".indexOf(text.charAt(at + 1)) >= 0;
        return repeated ? null : text.substring(at, at + 1);
    }

    private Part sequence() {
        boolean repeats = false;
        boolean ambiguous = false;
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            int begin = at;
            Part part = atom();
            boolean asserts = isAssertion(text.substring(begin, at));
            String quantifier = quantifier();
            if (!quantifier.isEmpty()) {
                alike(!asserts && !Character.isSurrogate(text.charAt(begin)));
                boolean once = AT_MOST_ONCE.matcher(quantifier).matches();
                Check.that(once || (!part.repeats && !part.ambiguous), option + QUICK, text, ONCE);
                repeats = true;
            }
            repeats |= part.repeats;
            ambiguous |= part.ambiguous;
        }
        return new Part(repeats, ambiguous);
    }

    private static boolean isAssertion(String atom) {
        return atom.matches("\\^|\\$|\\\\[bB]|(?s)\\(\\?[=!].*");
    }

    private Part atom() {
        Part plain = new Part(false, false);
        char c = text.charAt(at);
        switch (c) {
            case '(' -> {
                return group();
            }
            case '[' -> characters();
            case '\\' -> escape();
            case '$' -> {
                edge.append(END);
                at++;
            }
            default -> {
                alike("*+?{".indexOf(c) < 0);
                take();
                if (Character.isHighSurrogate(c) && at < text.length()) {
                    take();
                }
            }
        }
        return plain;
    }

    private Part group() {
        take();
        if (takes('?')) {
            alike(at < text.length() && ":=!".indexOf(text.charAt(at)) >= 0);
            take();
        }
        Part inside = alternatives();
        alike(takes(')'));
        return inside;
    }

    /** A class: characters, ranges of them and escapes; an empty one, and one in another, Java reads differently. */
    private void characters() {
        take();
        takes('^');
        alike(at < text.length() && text.charAt(at) != ']');
        while (!takes(']')) {
            alike(at < text.length());
            char c = text.charAt(at);
            alike(c != '[' && !Character.isSurrogate(c) && !text.startsWith("&&", at));
            boolean escaped = c == '\\';
            if (escaped) {
                alike(!text.startsWith("\\b", at) && !text.startsWith("\\B", at));
                escape();
            } else {
                take();
            }
            boolean range = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
            if (range) {
                char to = text.charAt(at + 1);
                alike(!escaped && to != '\\' && to != '[' && to >= c);
                take();
                take();
            }
        }
    }

    private void escape() {
        alike(at + 1 < text.length()
                && ESCAPED.matcher(text.substring(at + 1, at + 2)).matches());
        take();
        take();
    }

    /**
     * With what makes it lazy; what would make it possessive, or a second one, is refused where the next atom begins.
     */
    private String quantifier() {
        var found = QUANTIFIER.matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            return "";
        }
        edge.append(found.group());
        at = found.end();
        takes('?');
        return found.group();
    }

    private boolean takes(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            take();
        }
        return there;
    }

    private void take() {
        edge.append(text.charAt(at++));
    }

    private void alike(boolean holds) {
        Check.that(holds, option + ALIKE, text, EXAMPLE);
    }
}
