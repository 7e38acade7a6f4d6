package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** A table of calls that are refused, each with the whole text of its refusal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Refusals {

    private final List<Arguments> refusals = new ArrayList<>();

    /** Puts into a stack what is there before, and returns the call that is refused. */
    interface Call {
        ThrowingCallable in(Stack stack);
    }

    /** The table: what the library {@link #says}, and when. */
    abstract void rows();

    List<Arguments> refusals() {
        rows();
        return refusals;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isRefusedInTheseWordsAndNothingIsHalfMade(String message, Call call) {
        var template = Synth.template(stack -> {
            var refused = call.in(stack);
            var constructs = constructs(stack);

            assertThatIllegalArgumentException().as(message).isThrownBy(refused).withMessage(message);
            assertThat(constructs(stack)).as(message).isEqualTo(constructs);
        });

        if (!template.isEmpty()) {
            assertThat(template).as(message).isEqualTo(Synth.template(call::in));
        }
    }

    final Row says(String message) {
        return new Row(message);
    }

    /** What the library says, and after it the calls that make it say so. */
    final class Row {

        private final String message;

        private Row(String message) {
            this.message = message;
        }

        /** Of each of these values, which the message shows, or whose length it shows as {@code %2$d}. */
        @SafeVarargs
        @SuppressWarnings("varargs") // the array is only read
        final <T> Rows<T> of(T... values) {
            return new Rows<>(message, values);
        }

        /** In an empty stack. */
        Row when(Consumer<Stack> call) {
            return after(stack -> () -> call.accept(stack));
        }

        Row by(Facade facade, Consumer<DeliveryBuilder<?>> options) {
            return when(stack -> facade.define(stack, (unused, delivery) -> options.accept(delivery)));
        }

        /** In a stack where something is already. */
        Row after(Call call) {
            refusals.add(arguments(message, call));
            return this;
        }

        /** Where the stack's region, which the message shows, is not known, and where it is not us-east-1. */
        void elsewhere(Call call) {
            says(message.formatted("a stack without a region")).after(call);
            says(message.formatted("eu-west-1")).after(stack -> call.in(Facade.stack(stack, "eu-west-1")));
        }
    }

    /** The same of several values. */
    final class Rows<T> {

        private final String message;
        private final T[] values;

        private Rows(String message, T[] values) {
            this.message = message;
            this.values = values;
        }

        Rows<T> when(Consumer<T> call) {
            return when((stack, value) -> call.accept(value));
        }

        Rows<T> when(BiConsumer<Stack, T> call) {
            return after((stack, value) -> () -> call.accept(stack, value));
        }

        Rows<T> after(BiFunction<Stack, T, ThrowingCallable> call) {
            for (var value : values) {
                var length = String.valueOf(value).length();
                says(message.formatted(value, length)).after(stack -> call.apply(stack, value));
            }
            return this;
        }
    }

    static String[] values(String separated) {
        return separated.split(" \\| ", -1);
    }

    static Duration[] ages(String separated) {
        return Stream.of(values(separated)).map(Duration::parse).toArray(Duration[]::new);
    }

    static BehaviorOptions page() {
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("www.example.com"))
                .build();
    }

    private static List<String> constructs(Stack stack) {
        return stack.getNode().findAll().stream()
                .map(construct -> construct.getNode().getPath())
                .toList();
    }
}
