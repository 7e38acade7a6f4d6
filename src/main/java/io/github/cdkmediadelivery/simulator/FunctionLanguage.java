package io.github.cdkmediadelivery.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of JavaScript that AWS does not name among those of a function's runtime: such a function may be refused at
 * its deployment, or fail with the first viewer. Only what can be told from the text without a parser is looked for.
 * See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html">JavaScript
 * runtime 2.0</a>.
 */
final class FunctionLanguage {

    private static final String OLDER = "cloudfront-js-1.0";

    /**
     * Comments, texts, and regular expressions where a value may begin: what stands in them is no word of the language.
     */
    private static final Pattern NO_WORDS = Pattern.compile(
            "(?s)//[^\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`(?:\\\\.|[^`\\\\])*`"
                    + "|(?<=[=(,:?&|!;{}\\[\n])\\s*/(?:\\\\.|\\[(?:\\\\.|[^]\\\\\n])*]|[^/\\\\\\[\n])+/");

    private static final Map<String, Pattern> NOT_NAMED = patterns(Map.of(
            "class", "\\bclass\\s+\\w|\\bclass\\s*\\{",
            "for-of", "\\bfor\\s*(?:await\\s*)?\\([^;)]*\\sof\\s",
            "generators", "\\bfunction\\s*\\*",
            "destructuring", "\\b(?:const|let|var)\\s*[{\\[]",
            "spread", "[\\[({,]\\s*\\.\\.\\.\\s*[\\[\\w]+\\s*[,}\\]]",
            "optional chaining", "\\?\\.(?!\\d)",
            "eval", "(?<![.\\w])eval\\s*\\(|\\bnew\\s+Function\\b",
            "timers", "(?<![.\\w])set(?:Timeout|Interval|Immediate)\\s*\\(",
            "network", "(?<![.\\w])(?:fetch\\s*\\(|XMLHttpRequest\\b|WebSocket\\b)"));

    private static final Map<String, Pattern> NEWER = patterns(Map.of(
            "const and let", "\\b(?:const|let)\\s+\\w",
            "async and await", "\\basync\\s+function\\b|\\bawait\\s+\\w",
            "import", "(?m)^\\s*import\\s"));

    /** What can be loaded; {@code cloudfront} holds the key value store, web tokens and origins. */
    private static final Pattern FOREIGN_MODULE = Pattern.compile(
            "(?:\\brequire\\s*\\(\\s*|\\bfrom\\s+)['\"](?!(?:buffer|cloudfront|crypto|querystring)['\"])([^'\"]*)['\"]");

    private FunctionLanguage() {}

    /** {@return what a function uses beyond its runtime, in words} */
    static List<String> beyond(Code code) {
        String words = NO_WORDS.matcher(code.source()).replaceAll("''");
        Stream<String> newer = code.runtime().equals(OLDER) ? found(NEWER, words) : Stream.empty();
        Stream<String> modules = FOREIGN_MODULE
                .matcher(code.source())
                .results()
                .map(module -> "the module '" + module.group(1) + "'")
                .distinct();
        return Stream.of(found(NOT_NAMED, words), newer, modules)
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<String> found(Map<String, Pattern> wanted, String words) {
        return wanted.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(words).find())
                .map(Map.Entry::getKey);
    }

    /** In alphabetic order, so that each review says the same. */
    private static Map<String, Pattern> patterns(Map<String, String> texts) {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        texts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(text -> patterns.put(text.getKey(), Pattern.compile(text.getValue())));
        return patterns;
    }
}
