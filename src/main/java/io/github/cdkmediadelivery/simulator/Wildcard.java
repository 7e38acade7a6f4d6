package io.github.cdkmediadelivery.simulator;

import java.util.regex.Pattern;

/** Patterns of IAM and of signed policies: {@code *} for any number of characters, {@code ?} for one. */
final class Wildcard {

    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .mapToObj(character -> String.valueOf((char) character))
                .forEach(character -> regex.append(
                        switch (character) {
                            case "*" -> ".*";
                            case "?" -> ".";
                            default -> Pattern.quote(character);
                        }));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }
}
