package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.CfnFunction;
import software.amazon.awscdk.services.cloudfront.Function;

/**
 * MediaTailor's way through a viewer request function: a path token, which opens folders of the content. Distributions
 * say which, after the function was defined.
 */
final class WayIn {

    private final MediaTailorTrust trust;
    private final Function function;
    private final Set<String> folders;
    private final Code code;

    /** The text of the function. */
    @FunctionalInterface
    interface Code {
        /** Refused if it would be too long. */
        String opening(List<String> folders);
    }

    /**
     * A way through a function.
     *
     * @param folders that its owner named
     * @param code of the function that opens these folders
     */
    WayIn(MediaTailorTrust trust, Function function, Collection<String> folders, Code code) {
        this.trust = trust;
        this.function = function;
        this.folders = new LinkedHashSet<>(folders);
        this.code = code;
    }

    /** What MediaTailor puts before the content's path. */
    String prefix() {
        return MediaTailorTrust.PATH_PREFIX
                + trust.currentToken().map(PathToken::reference).orElseThrow();
    }

    /** The folders that the owner named, or a distribution has since. */
    List<String> folders() {
        return List.copyOf(folders);
    }

    /**
     * Refuses more folders than the code has room for, and those that it cannot know: a reference means something else
     * in the function's stack, or would make each of two stacks need the other.
     */
    void checkServing(List<String> opened, Stack distributions) {
        Check.that(
                opened.stream().noneMatch(Check::isToken) || distributions.equals(Stack.of(function)),
                "pathToken: must be of a function in the distribution's stack where only the deployment knows the content's"
                        + " folders",
                "a reference",
                "define the guard or the keys there, or name the endpoint by its id");
        Set<String> all = new LinkedHashSet<>(folders);
        all.addAll(opened);
        code.opening(List.copyOf(all));
    }

    /** A distribution says what its content is. */
    void serve(List<String> opened) {
        if (folders.addAll(opened)) {
            ((CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild()))
                    .setFunctionCode(code.opening(folders()));
        }
    }
}
