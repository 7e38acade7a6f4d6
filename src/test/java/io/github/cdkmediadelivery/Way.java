package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;

/**
 * A way to break a template that was reviewed, and the promise that is broken with it.
 *
 * @param name in words
 * @param golden that is broken
 * @param breaks the template
 * @param promise that holds before and fails after
 */
record Way(String name, String golden, Consumer<ObjectNode> breaks, Consumer<Content> promise) {

    DynamicTest test() {
        return DynamicTest.dynamicTest(name + ", " + golden, () -> {
            var whole = Content.template(golden);
            var broken = whole.deepCopy();
            breaks.accept(broken);

            assertThat(broken).as("it changes something").isNotEqualTo(whole);
            promise.accept(Content.behind(golden, whole));
            var content = Content.behind(golden, broken);
            assertThatExceptionOfType(AssertionError.class)
                    .as("the promise of what is broken")
                    .isThrownBy(() -> promise.accept(content));
        });
    }
}
