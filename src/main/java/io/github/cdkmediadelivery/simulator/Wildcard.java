package io.github.cdkmediadelivery.simulator;

/** Patterns of IAM and of signed policies: {@code *} for any number of characters, {@code ?} for one. */
final class Wildcard {

    private static final int NONE = -1;

    private Wildcard() {}

    /** A star takes as little as it can, and one more each time that the rest does not match: no regular expression. */
    static boolean matches(String pattern, String text) {
        int inPattern = 0;
        int inText = 0;
        int star = NONE;
        int taken = 0;
        while (inText < text.length()) {
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
            if (wanted == '*') {
                star = inPattern;
                taken = inText;
                inPattern++;
            } else if (inPattern < pattern.length() && (wanted == '?' || wanted == text.charAt(inText))) {
                inPattern++;
                inText++;
            } else if (star == NONE) {
                return false;
            } else {
                taken++;
                inText = taken;
                inPattern = star + 1;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(rest -> rest == '*');
    }
}
