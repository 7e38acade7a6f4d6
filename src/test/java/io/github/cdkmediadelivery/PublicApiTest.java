package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Code that was compiled against the last release runs with this one: none of its public types and members is gone or
 * has another signature.
 *
 * <p>The next release becomes the last one with {@code -Dcompatibility.update=true}, and with it alone.
 */
class PublicApiTest {

    private static final Path RELEASED = Path.of("src", "test", "resources", "compatibility", "api.txt");

    @Test
    void keepsWhatTheLastReleaseHad() throws IOException {
        if (Boolean.getBoolean("compatibility.update")) {
            Files.write(RELEASED, PublicApi.lines());
        }

        assertThat(PublicApi.lines()).containsAll(Files.readAllLines(RELEASED));
    }

    /** What a type may look like that users can refer to. */
    public abstract static class Shape<T> implements Supplier<T> {
        public static final int SIDES = 4;

        protected abstract T cut(int[] lengths, String name);

        public final void turn() {}

        void unseen() {}
    }

    @Test
    void aLineNamesAllThatCallersAreCompiledAgainst() {
        String shape = Shape.class.getName();

        assertThat(PublicApi.lines(Shape.class))
                .containsExactlyInAnyOrder(
                        shape + " abstract static",
                        shape + " is a java.lang.Object",
                        shape + " is a java.util.function.Supplier",
                        shape + ".SIDES: int static final",
                        shape + ".new()",
                        shape + ".cut(int[], java.lang.String): java.lang.Object abstract",
                        shape + ".turn(): void final");
    }
}
