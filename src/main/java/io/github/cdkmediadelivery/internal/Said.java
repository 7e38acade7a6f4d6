package io.github.cdkmediadelivery.internal;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which options of a builder were said: each once, and none without a value. An option that is said twice has two
 * authors who do not know of each other, and one of them would lose without a word.
 */
public final class Said {

    private final Set<String> options = new HashSet<>();

    public void once(String option, @Nullable Object value) {
        Check.present(option, value);
        first(option);
    }

    /** The same of an option that takes several values in one call. */
    public void once(String option, @Nullable Object @Nullable [] values) {
        Check.present(option, values);
        first(option);
    }

    public boolean contains(String option) {
        return options.contains(option);
    }

    /** The second value is not shown: it may be a secret. */
    private void first(String option) {
        Check.that(options.add(option), option + ": must be said once", "a second call", "remove one of the two");
    }
}
