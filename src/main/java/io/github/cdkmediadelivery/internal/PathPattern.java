package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path pattern of a CloudFront cache behaviour, as a value: {@code *} stands for any number of characters (also
 * none, also {@code /}), {@code ?} for exactly one, and everything else for itself, case-sensitively. The leading
 * {@code /} is optional, so {@code /player/*} and {@code player/*} are equal. The query string is no part of a path.
 *
 * <p>A pattern that holds a CDK token {@linkplain #isKnown() is not known} before deployment. Such a pattern is taken
 * to match, cover and overlap nothing but its own text.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern">Path
 *     pattern, Amazon CloudFront Developer Guide</a>
 */
public final class PathPattern {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.*$/~\"'@:+&?-]+");
    private static final Pattern WILDCARDS_WITH_A_STAR = Pattern.compile("[*?]*\\*[*?]*");

    /** What a path begins with, and what it ends with: {@code video/open/*}, {@code *.jpg}, {@code video/*.jpg}. */
    private static final Pattern ONE_STAR = Pattern.compile("([^*?]*)\\*([^*?]*)");

    private static final char END = '\0'; // in no pattern

    /** The pattern that matches every path, as that of a distribution's default cache behaviour does. */
    public static final PathPattern EVERYTHING = of("/*");

    private final String text;
    private final String canonical;

    private PathPattern(String text) {
        this.text = text;
        this.canonical = withoutLeadingSlash(text);
    }

    /**
     * The pattern of this text, which is kept as written.
     *
     * @throws IllegalArgumentException if CloudFront would refuse the text
     */
    public static PathPattern of(String text) {
        Check.that(
                Check.isToken(text)
                        || (text.length() <= Limits.PATH_PATTERN
                                && ALLOWED.matcher(text).matches()),
                "pathPattern: must be letters, digits and _-.*$/~\"'@:+&? only, at most " + Limits.PATH_PATTERN
                        + " characters",
                text,
                "use for example '/player/*'");
        return new PathPattern(text);
    }

    /**
     * A pattern that leaves paths to others.
     *
     * @throws IllegalArgumentException if it is malformed, or matches everything
     */
    public static PathPattern narrow(String text) {
        PathPattern pattern = of(text);
        Check.that(
                !pattern.coversEverything(),
                "pathPattern: must leave paths to the other behaviours",
                text,
                "use defaultBehavior(…) for what nothing else names");
        return pattern;
    }

    /** The pattern as written. */
    public String text() {
        return text;
    }

    /** Whether the text is known now; if not, the questions below are answered by equality of the text only. */
    public boolean isKnown() {
        return !Check.isToken(text);
    }

    /** Whether this is all of a folder. */
    boolean isFolder() {
        return canonical.equals("*") || canonical.endsWith("/*");
    }

    /** Whether it begins with a name, not with what any path can begin with. */
    boolean isNamed() {
        return !canonical.startsWith("*") && !canonical.startsWith("?");
    }

    /** All of the folder out of which it takes some; itself where it takes one name or all. */
    PathPattern siblings() {
        String fixed = text.split("[*?]", 2)[0];
        return fixed.equals(text) ? this : of(fixed.substring(0, fixed.lastIndexOf('/') + 1) + "*");
    }

    /** The same; or, where only the deployment knows the folder, the names in it. */
    PathPattern orItsNames() {
        return isKnown() ? this : of(text.substring(text.lastIndexOf('/') + 1));
    }

    /** Whether this pattern matches a request's path, which is given without its query string. */
    public boolean matches(String path) {
        var rest = withoutLeadingSlash(path);
        return isKnown() ? matches(canonical, rest, character -> true) : canonical.equals(rest);
    }

    /** Whether every path that the narrow pattern matches is matched by this one too. */
    public boolean covers(PathPattern narrow) {
        if (!isKnown() || !narrow.isKnown()) {
            return equals(narrow);
        }
        return covers(canonical, narrow.canonical);
    }

    private static boolean covers(String wide, String narrow) {
        // The narrow pattern itself is read as a path, which stands for all the paths it matches:
        // - Its '?' may be a character that neither pattern names, and only a wildcard of this one accepts that.
        // - Its '*' may be longer than this whole pattern, so that only a '*' gets across it; and it may be empty, so
        //   that it counts for nothing where a '?' asks for a character.
        // Both extremes are enough: of an alignment for the empty '*' and one for the long '*', the part before the
        // '*' of one and the part after it of the other always make up an alignment for every length.
        return matches(spread(wide), narrow, character -> character != '*');
    }

    /** Whether this pattern matches every path, so that a later one would never be asked. */
    public boolean coversEverything() {
        return covers(EVERYTHING);
    }

    /** Whether some path is matched by both patterns. */
    public boolean overlaps(PathPattern other) {
        if (!isKnown() || !other.isKnown()) {
            return equals(other);
        }
        var a = canonical + END;
        var b = other.canonical + END;
        // common[i][j]: whether some text is matched by both a from i on and b from j on; false beyond the ends.
        var common = new boolean[a.length() + 1][b.length() + 1];
        common[a.length() - 1][b.length() - 1] = true;
        for (int i = a.length() - 1; i >= 0; i--) {
            for (int j = b.length() - 1; j >= 0; j--) {
                char x = a.charAt(i);
                char y = b.charAt(j);
                if (x == '*' || y == '*') {
                    // The star ends here, or takes in what the other pattern has next.
                    common[i][j] = common[i + 1][j] || common[i][j + 1];
                } else if (x == y || x == '?' || y == '?') {
                    common[i][j] |= common[i + 1][j + 1];
                }
            }
        }
        return common[0][0];
    }

    /**
     * A pattern for exactly what both match, where this one has one star and no '?': the files of a folder that are
     * called so.
     *
     * @return nothing where no single pattern says it
     */
    public Optional<PathPattern> within(PathPattern other) {
        Matcher ends = ONE_STAR.matcher(canonical);
        if (!isKnown() || !other.isKnown() || !ends.matches()) {
            return Optional.empty();
        }
        // What the other pattern may still ask for between this one's beginning and its end. Of several such parts one
        // has to say what all of them do.
        List<String> parts = new ArrayList<>();
        for (int from : after(ends.group(1), other.canonical)) {
            for (int rest : after(reversed(ends.group(2)), reversed(other.canonical))) {
                if (from + rest <= other.canonical.length()) {
                    parts.add(other.canonical.substring(from, other.canonical.length() - rest));
                }
            }
        }
        return parts.stream()
                .filter(part -> parts.stream().allMatch(each -> covers(part, each)))
                .findFirst()
                .map(part -> of("/" + ends.group(1) + part + ends.group(2)));
    }

    /** How far into a pattern a text that begins a path may lead. */
    private static Set<Integer> after(String text, String pattern) {
        Set<Integer> places = pastStars(Stream.of(0), pattern);
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            places = pastStars(places.stream().flatMap(place -> step(place, next, pattern)), pattern);
        }
        return places;
    }

    private static Stream<Integer> step(int place, char next, String pattern) {
        char wanted = place < pattern.length() ? pattern.charAt(place) : END;
        if (wanted == '*') {
            return Stream.of(place);
        }
        return wanted == '?' || wanted == next ? Stream.of(place + 1) : Stream.empty();
    }

    /** With the places behind stars, which may take in nothing. */
    private static Set<Integer> pastStars(Stream<Integer> places, String pattern) {
        Set<Integer> all = new TreeSet<>();
        places.forEach(place -> {
            int next = place;
            while (all.add(next) && next < pattern.length() && pattern.charAt(next) == '*') {
                next++;
            }
        });
        return all;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathPattern pattern && canonical.equals(pattern.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static String withoutLeadingSlash(String text) {
        return text.startsWith("/") ? text.substring(1) : text;
    }

    /** The same pattern with every '?' beside a star between two stars: its character may be anywhere in the gap. */
    private static String spread(String pattern) {
        return WILDCARDS_WITH_A_STAR
                .matcher(pattern)
                .replaceAll(run -> "*" + run.group().replace("*", "").replace("?", "?*"));
    }

    /**
     * Whether the pattern matches the text, whose characters a '?' accepts only if {@code single} does. It is enough to
     * go back to the last star: the earlier ones took in as little as they could, which leaves the most to the rest.
     */
    private static boolean matches(String pattern, String text, IntPredicate single) {
        int p = 0;
        int t = 0;
        int star = -1;
        int taken = 0; // where the text goes on after what the last star took in
        while (t < text.length()) {
            char next = p < pattern.length() ? pattern.charAt(p) : END;
            if (next == '*') {
                star = p++;
                taken = t;
            } else if (next == '?' ? single.test(text.charAt(t)) : next != END && next == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
