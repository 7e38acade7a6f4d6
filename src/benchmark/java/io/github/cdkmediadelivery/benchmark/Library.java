package io.github.cdkmediadelivery.benchmark;

import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** A way to define distributions, whose shared parts are in a stack of their own. */
interface Library {

    /** Defines one more distribution with all that it needs. */
    void deliver(Service service, Construct scope, int number);

    /** Those that are written in Java; the peer runs in Node without it. */
    enum Kind {
        OURS(Ours::sharingIn),
        OURS_WITHOUT_A_SHARED_STACK(Ours::sharingByThemselves),
        BY_HAND(ByHand::new);

        @SuppressWarnings("ImmutableEnumChecker") // a constructor
        private final Function<Stack, Library> maker;

        Kind(Function<Stack, Library> maker) {
            this.maker = maker;
        }

        Library sharingIn(Stack stack) {
            return maker.apply(stack);
        }
    }
}
