package io.github.cdkmediadelivery.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    private static final long SEED = 20240229;

    /** The c, which no pattern names, stands for all the other characters. */
    private static final List<String> TEXTS = strings("abc", 8);

    /** Every pattern of up to five characters, with what it matches of every text of up to eight, by its number. */
    private static final List<Sample> SAMPLES = samples();

    @Nested
    class AText {
        @ParameterizedTest
        @ValueSource(strings = {"/*", "*", "/", "images/*.jpg", "/a-b_c.d*e$f/g~h\"i'j@k:l+m&n?", "/AZaz09"})
        void isKeptAsWritten(String text) {
            var pattern = PathPattern.of(text);

            assertThat(pattern.text()).isEqualTo(text);
            assertThat(pattern).hasToString(text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/a b", "/a%20b", "/ä", "/a\\b", "/{a}", "/a#b", "/a\n", "/a,b", "/a=b", "/(a)"})
        void withAnotherCharacterIsRefused(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PathPattern.of(text))
                    .withMessage(
                            "pathPattern: must be letters, digits and _-.*$/~\"'@:+&? only, at most 255 characters,"
                                    + " got '" + text + "'; use for example '/player/*'");
        }

        @Test
        void hasAtMost255Characters() {
            var longest = "/" + "a".repeat(254);

            assertThat(PathPattern.of(longest).text()).isEqualTo(longest);
            assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.of(longest + "a"));
        }
    }

    @Nested
    class TheLeadingSlash {
        @ParameterizedTest
        @CsvSource({"/a/*, a/*", "/*, *", "//a, //a"})
        void isOptional(String one, String other) {
            assertThat(PathPattern.of(one)).isEqualTo(PathPattern.of(other)).hasSameHashCodeAs(PathPattern.of(other));
        }

        @Test
        void isOnlyTheFirst() {
            assertThat(PathPattern.of("//a")).isNotEqualTo(PathPattern.of("/a"));
            assertThat(PathPattern.of("//a").matches("/a")).isFalse();
            assertThat(PathPattern.of("//a").matches("//a")).isTrue();
            assertThat(PathPattern.of("/a").matches("//a")).isFalse();
        }

        @Test
        void aloneMatchesOnlyTheRoot() {
            assertThat(PathPattern.of("/").matches("/")).isTrue();
            assertThat(PathPattern.of("/").matches("/a")).isFalse();
            assertThat(PathPattern.of("/").matches("//")).isFalse();
        }

        @Test
        void isAllThatEqualPatternsDifferIn() {
            assertThat(PathPattern.of("/a")).isNotEqualTo(PathPattern.of("/A")).isNotEqualTo("/a");
        }
    }

    @Nested
    class APatternMatches {
        @ParameterizedTest
        @CsvSource({
            // The examples of the Developer Guide.
            "images/*.jpg, /images/sample1.jpg, true",
            "images/*.jpg, /images/a/b.jpg, true",
            "images/*.jpg, /images/sample1.gif, false",
            "images/*.jpg, /other/images/sample1.jpg, false",
            "*.gif, /logo.gif, true",
            "*.gif, /a/b/logo.gif, true",
            "*.gif, /logo.gif2, false",
            "a??.jpg, /ant.jpg, true",
            "a??.jpg, /abe.jpg, true",
            "a??.jpg, /ab.jpg, false",
            "a??.jpg, /abcd.jpg, false",
            "*.doc*, /a.doc, true",
            "*.doc*, /a.docx, true",
            "*.doc*, /a/b.docm, true",
            "*.doc*, /adoc, false",
            "images/*.jpg, /images/LOGO.JPG, false",
            "images/*.jpg, /images/.jpg, true",
            // Its special characters are not special to us.
            "/a.b, /axb, false",
            "/a+, /aa, false",
            "/a$, /a, false",
            "/a$, /a$, true",
            "/a?, /a/, true",
            "/a?, /a*, true",
            "/*, /, true",
            "/?*, /, false",
        })
        void whatCloudFrontDocuments(String pattern, String path, boolean expected) {
            assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
        }

        @Test
        void whatItsRegularExpressionMatches() {
            var random = new Random(SEED);
            var paths = strings("ab/", 6);
            var wrong = new ArrayList<String>();
            for (int round = 0; round < 2_000; round++) {
                var text = randomText(random, "ab/**?", 7);
                var regex = regex(text);
                var pattern = pattern(text);
                paths.stream()
                        .filter(path -> pattern.matches("/" + path)
                                != regex.matcher(path).matches())
                        .limit(1)
                        .forEach(path -> wrong.add(pattern + " with /" + path));
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Nested
    class APatternCovers {
        @ParameterizedTest
        @CsvSource({
            "/*, /, true",
            "/?*, /*.m3u8, true",
            "/?*, /out/v1/a/*, true",
            "/?*, /*, false",
            "/*?, /?*, true",
            "/*?, /?, true",
            "/?, /*?, false",
            "/*a?*b, /*a?b*ab, true",
            "/*a?*b, /*a*?b, true",
            "/*a?*b, /*a*b, false",
            "/*a?b*, /*a*b*, false",
            "/*a?b*, /*a?b*, true",
            "/a, /?, false",
            "/?, /a, true",
            "//*, /*, false",
            "/*, //*, true",
            "/images/*, /images/*.jpg, true",
            "/images/*.jpg, /images/*, false",
            "*.m3u8, /live/*.m3u8, true",
            "*.M3U8, /live/*.m3u8, false",
        })
        void everyPathOfANarrowerOne(String wide, String narrow, boolean expected) {
            assertThat(PathPattern.of(wide).covers(PathPattern.of(narrow))).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"/*, true", "*, true", "/**, true", "/?*, false", "//*, false", "/, false", "/*.*, false"})
        void everything(String text, boolean expected) {
            assertThat(PathPattern.of(text).coversEverything()).isEqualTo(expected);
        }

        @Test
        void everythingByThatName() {
            assertThat(PathPattern.EVERYTHING).hasToString("/*");
            assertThat(PathPattern.EVERYTHING.coversEverything()).isTrue();
        }

        @Test
        void itself() {
            assertThat(SAMPLES).allMatch(it -> it.pattern.covers(it.pattern));
        }

        @Test
        void whatACoveredOneCovers() {
            var few = SAMPLES.stream()
                    .map(Sample::pattern)
                    .filter(it -> it.text().length() <= 4)
                    .toList();
            var wrong = new ArrayList<String>();
            for (var a : few) {
                for (var b : few) {
                    for (var c : few) {
                        if (a.covers(b) && b.covers(c) && !a.covers(c)) {
                            wrong.add(a + " covers " + b + ", which covers " + c);
                        }
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }

        @Test
        void onlyWhatItOverlaps() {
            assertThat(pairs((a, b) -> a.pattern.covers(b.pattern) && !a.pattern.overlaps(b.pattern)))
                    .isEmpty();
        }

        @Test
        void whatNoShortPathContradicts() {
            assertThat(pairs((a, b) -> a.pattern.covers(b.pattern) != a.matchesAllOf(b)))
                    .isEmpty();
        }

        @Test
        void whatNoPathContradicts() {
            var random = new Random(SEED);
            var wrong = new ArrayList<String>();
            int covered = 0;
            for (int round = 0; round < 60_000; round++) {
                var wide = randomText(random, "aab//**??", 12);
                // A narrower one is made of the wide one, and then often spoilt: two random ones tell little.
                var narrow = randomText(random, "ab/*?", 2)
                        + wide.replaceFirst("\\*", randomText(random, "ab/**??", 6))
                                .replaceFirst("\\*", randomText(random, "ab/**??", 6))
                                .replaceFirst("\\?", randomText(random, "ab/?", 1))
                        + randomText(random, "ab/*?", 1);
                var expected = includes(wide, narrow);
                covered += expected ? 1 : 0;
                if (pattern(wide).covers(pattern(narrow)) != expected) {
                    wrong.add(wide + " and " + narrow);
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(covered).as("covered ones among them").isBetween(6_000, 54_000);
        }

        /** Sets of positions, which a text-book decision would follow, are too many to be followed here. */
        @Test
        void alsoWhenBothAreHostile() {
            var hostile = Stream.of(
                            "*a" + "?".repeat(252),
                            "*a" + "?".repeat(200) + "*",
                            "a" + "*a".repeat(50) + "?".repeat(150),
                            "*a".repeat(127),
                            "*a*b".repeat(63),
                            "*?".repeat(127),
                            "?*a".repeat(84) + "*",
                            "*" + "a?".repeat(63) + "*" + "?a".repeat(63),
                            "*" + "a".repeat(126) + "*" + "a".repeat(126),
                            "*".repeat(253) + "b")
                    .map(PathPatternTest::pattern)
                    .toList();
            for (var a : hostile) {
                for (var b : hostile) {
                    assertThat(a.covers(b) && !a.overlaps(b))
                            .as("%s and %s", a, b)
                            .isFalse();
                }
                assertThat(a.matches("/" + "a".repeat(5_000)))
                        .isNotEqualTo(a.text().contains("b"));
            }
            assertThat(hostile.get(1).covers(hostile.get(2))).isTrue();
            assertThat(hostile.get(0).covers(hostile.get(2))).isFalse();
            assertThat(hostile.get(3).covers(hostile.get(8))).isTrue();
        }
    }

    @Nested
    class PatternsOverlap {
        @ParameterizedTest
        @CsvSource({
            "/a/*, /*.jpg, true",
            "/a/*, /b/*, false",
            "/a/*, /a, false",
            "*.jpg, *.gif, false",
            "*.jpg, *.jpg*, true",
            "/?, /, false",
            "/a*b, /?b, true",
            "/a*b, /a, false",
            "/*, /, true",
            "/A, /a, false",
        })
        void ifTheyShareAPath(String one, String other, boolean expected) {
            assertThat(PathPattern.of(one).overlaps(PathPattern.of(other))).isEqualTo(expected);
            assertThat(PathPattern.of(other).overlaps(PathPattern.of(one))).isEqualTo(expected);
        }

        @Test
        void ifTheyShareAShortPath() {
            assertThat(pairs((a, b) -> a.pattern.overlaps(b.pattern) != a.matched.intersects(b.matched)))
                    .isEmpty();
        }
    }

    @Nested
    class APatternWithinAnother {
        @ParameterizedTest
        @CsvSource({
            "/open/*, *.m3u8, /open/*.m3u8",
            "/video/open/*, /video/*.m3u8, /video/open/*.m3u8",
            "/open/*, /video/*.m3u8,",
            "/video/*, /video/open/*, /video/open/*",
            "/o*, /*, /o*",
            "/open/*, *init*.m??, /open/*init*.m??",
            "/initial/*, *init*.m??, /initial/*.m??",
            "/open/*.mp4, *init*.m??, /open/*init*.mp4",
            "/open/*.ts, *init*.m??,",
            "*it.mp4, *init*.m??,",
            "/o?en/*, *.m3u8,",
            "/*/open/*, *.m3u8,",
            "/open/*, /open/index.html, /open/index.html",
        })
        void isWhatBothMatch(String one, String other, @Nullable String both) {
            assertThat(PathPattern.of(one).within(PathPattern.of(other)).map(PathPattern::text))
                    .isEqualTo(Optional.ofNullable(both));
        }

        @Test
        void isExactlyWhatBothMatch() {
            var known = new HashMap<PathPattern, BitSet>();
            var wrong = new ArrayList<String>();
            for (var one : withOneStar()) {
                for (var other : upToFourCharacters()) {
                    one.pattern
                            .within(other.pattern)
                            .filter(both -> !known.computeIfAbsent(both, PathPatternTest::matched)
                                    .equals(common(one, other)))
                            .ifPresent(both -> wrong.add(one.pattern + " within " + other.pattern + " is not " + both));
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(known).hasSizeGreaterThan(1_000);
        }

        /** But for a '?', which together with nothing at all may be one star. */
        @Test
        void isFoundWhereAShortPatternSaysIt() {
            var sayable = SAMPLES.stream().map(Sample::matched).collect(Collectors.toSet());
            var missed = new ArrayList<String>();
            for (var one : withOneStar()) {
                for (var other : upToFourCharacters()) {
                    if (!other.pattern.text().contains("?")
                            && sayable.contains(common(one, other))
                            && one.pattern.overlaps(other.pattern)
                            && one.pattern.within(other.pattern).isEmpty()) {
                        missed.add(one.pattern + " within " + other.pattern);
                    }
                }
            }
            assertThat(missed).isEmpty();
        }

        private static List<Sample> upToFourCharacters() {
            return SAMPLES.stream()
                    .filter(it -> it.pattern.text().length() <= 5)
                    .toList();
        }

        private static List<Sample> withOneStar() {
            return SAMPLES.stream()
                    .filter(it -> it.pattern.text().matches("/[ab]*\\*[ab]*"))
                    .toList();
        }

        private static BitSet common(Sample one, Sample other) {
            var common = (BitSet) one.matched.clone();
            common.and(other.matched);
            return common;
        }
    }

    @Nested
    class APatternWithAToken {
        private static final String TOKEN = "/${Token[TOKEN.12]}/*";

        private final PathPattern unknown = PathPattern.of(TOKEN);

        @Test
        void isNotKnown() {
            assertThat(unknown.isKnown()).isFalse();
            assertThat(unknown).hasToString(TOKEN);
            assertThat(PathPattern.EVERYTHING.isKnown()).isTrue();
        }

        @Test
        void answersByItsTextOnly() {
            assertThat(unknown.matches(TOKEN)).isTrue();
            assertThat(unknown.matches(TOKEN + "a")).isFalse();
            assertThat(unknown.covers(PathPattern.of(TOKEN))).isTrue();
            assertThat(unknown.covers(PathPattern.of(TOKEN + "a"))).isFalse();
            assertThat(unknown.overlaps(PathPattern.of(TOKEN))).isTrue();
            assertThat(unknown.overlaps(PathPattern.of(TOKEN + "a"))).isFalse();
        }

        @Test
        void isNotComparedWithAKnownOne() {
            assertThat(PathPattern.EVERYTHING.covers(unknown)).isFalse();
            assertThat(PathPattern.EVERYTHING.overlaps(unknown)).isFalse();
            assertThat(unknown.overlaps(PathPattern.EVERYTHING)).isFalse();
            assertThat(PathPattern.of("*${Token[TOKEN.12]}").coversEverything()).isFalse();
            assertThat(PathPattern.of("*${Token[TOKEN.12]}*").covers(unknown)).isFalse();
        }
    }

    private record Sample(PathPattern pattern, BitSet matched) {
        boolean matchesAllOf(Sample narrow) {
            var missed = (BitSet) narrow.matched.clone();
            missed.andNot(matched);
            return missed.isEmpty();
        }
    }

    private static List<Sample> samples() {
        return strings("ab*?", 5).stream()
                .map(PathPatternTest::pattern)
                .map(pattern -> new Sample(pattern, matched(pattern)))
                .toList();
    }

    /** By regular expressions: which of the texts a pattern matches. */
    private static BitSet matched(PathPattern pattern) {
        var regex = regex(pattern.text().substring(1));
        return IntStream.range(0, TEXTS.size())
                .filter(i -> regex.matcher(TEXTS.get(i)).matches())
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** The first pairs of samples that are wrong. */
    private static List<String> pairs(BiPredicate<Sample, Sample> wrong) {
        return SAMPLES.stream()
                .flatMap(a -> SAMPLES.stream().filter(b -> wrong.test(a, b)).map(b -> a.pattern + " and " + b.pattern))
                .limit(10)
                .toList();
    }

    /** Whether wide matches what narrow does: by all the sets of positions wide can be at while narrow reads a text. */
    private static boolean includes(String wide, String narrow) {
        var start = new State(0, closed(wide, IntStream.of(0)));
        var seen = new HashSet<>(Set.of(start));
        var open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            var state = open.pop();
            var next = new ArrayList<State>();
            if (state.at == narrow.length()) {
                if (!state.wide.get(wide.length())) {
                    return false;
                }
                continue;
            }
            char token = narrow.charAt(state.at);
            if (token == '*') {
                next.add(new State(state.at + 1, state.wide));
            }
            for (char c : new char[] {'a', 'b', '/', 'c'}) {
                if (token == c || token == '?' || token == '*') {
                    next.add(new State(token == '*' ? state.at : state.at + 1, read(wide, state.wide, c)));
                }
            }
            next.stream().filter(seen::add).forEach(open::push);
        }
        return true;
    }

    private record State(int at, BitSet wide) {}

    private static BitSet read(String pattern, BitSet from, char c) {
        return closed(
                pattern,
                from.stream()
                        .filter(i -> i < pattern.length())
                        .filter(i -> "*?".indexOf(pattern.charAt(i)) >= 0 || pattern.charAt(i) == c)
                        .map(i -> pattern.charAt(i) == '*' ? i : i + 1));
    }

    /** These positions and the ones behind the stars at them. */
    private static BitSet closed(String pattern, IntStream positions) {
        var closed = positions.collect(BitSet::new, BitSet::set, BitSet::or);
        for (int i = 0; i < pattern.length(); i++) {
            if (closed.get(i) && pattern.charAt(i) == '*') {
                closed.set(i + 1);
            }
        }
        return closed;
    }

    private static PathPattern pattern(String canonical) {
        return PathPattern.of("/" + canonical);
    }

    private static Pattern regex(String canonical) {
        return Pattern.compile(canonical
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    private static String randomText(Random random, String alphabet, int maxLength) {
        return random.ints(random.nextInt(maxLength + 1), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** All the strings of up to this many characters. */
    private static List<String> strings(String alphabet, int maxLength) {
        var strings = new ArrayList<>(List.of(""));
        for (int i = 0; strings.get(i).length() < maxLength; i++) {
            var longer = strings.get(i);
            alphabet.chars().forEach(c -> strings.add(longer + (char) c));
        }
        return strings;
    }
}
