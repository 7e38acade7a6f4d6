package io.github.cdkmediadelivery.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * Where constructs go: which scope, in which stack, and whose shared resources they use.
 *
 * <p>The stack is asked for when it is first needed, and once: that is a request to the Node kernel wherever the scope
 * is not the stack itself.
 */
public final class Placement {

    private final Construct scope;
    private final @Nullable Stack sharing;
    private final Home home;

    /** The stack of all placements below one scope. */
    private static final class Home {
        private final Construct scope;
        private @Nullable Stack stack;

        private Home(Construct scope) {
            this.scope = scope;
        }

        private Stack stack() {
            if (stack == null) {
                stack = scope instanceof Stack itself ? itself : Stack.of(scope);
            }
            return Objects.requireNonNull(stack);
        }
    }

    private Placement(Construct scope, @Nullable Stack sharing, Home home) {
        this.scope = scope;
        this.sharing = sharing;
        this.home = home;
    }

    public static Placement of(Construct scope) {
        CdkVersion.check();
        return new Placement(scope, null, new Home(scope));
    }

    /** The same place, with the shared resources of a stack that the user named for them. */
    public Placement sharing(Stack stack) {
        return new Placement(scope, stack, home);
    }

    /** A construct that was made at this place. */
    public Placement within(Construct child) {
        return new Placement(child, sharing, home);
    }

    public Construct scope() {
        return scope;
    }

    public Stack stack() {
        return home.stack();
    }

    /** What this distribution has in common with others. */
    public SharedResources shared() {
        return sharing != null ? SharedResources.apart(sharing) : own();
    }

    /** What belongs to the place's own stack, whoever shares the rest. */
    public SharedResources own() {
        return SharedResources.of(stack());
    }

    /** Empty where the stack has none. One request, where {@link #region} takes another. */
    public String knownRegion() {
        return own().knownRegion();
    }

    /** Empty where the stack has none. */
    public String knownAccount() {
        return own().knownAccount();
    }

    /** A token where the stack has none. */
    public String region() {
        return own().region();
    }

    /** A reference where the stack has no environment. */
    public String account() {
        return own().account();
    }
}
