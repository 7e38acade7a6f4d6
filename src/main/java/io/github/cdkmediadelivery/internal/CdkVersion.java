package io.github.cdkmediadelivery.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;

/**
 * The version of aws-cdk-lib that runs: what is older than the library knows lacks classes, or lets pass what a guard
 * refuses, so it is refused itself, in one sentence and before anything is defined.
 *
 * <p>It is read from the jar, without a request to the Node kernel.
 */
public final class CdkVersion {

    private static final String FLOOR = "2.271.0";

    private CdkVersion() {}

    /** Refuses a version that is too old. */
    public static void check() {
        check(Stack.class.getPackage().getImplementationVersion());
    }

    /** Nobody knows the version of classes that were packed into another jar: they are let pass. */
    static void check(@Nullable String running) {
        if (running != null && Arrays.compare(numbers(running), numbers(FLOOR)) < 0) {
            throw Check.refusal(
                    "aws-cdk-lib: must be " + FLOOR + " or later", running, "raise its version in your build");
        }
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+"))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
