package io.github.cdkmediadelivery.internal;

import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/**
 * Says at synthesis what the user should know and can acknowledge: a legacy choice, or something that could not be
 * done.
 *
 * <p>A warning is acknowledged on its construct with the id {@code cdk-media-delivery:NAME}.
 */
public final class Warnings {

    private static final String PREFIX = "cdk-media-delivery:";

    private Warnings() {}

    public static void add(Construct scope, String name, String message) {
        Unnamed.validations(scope).addWarning(PREFIX + name, message);
    }

    /**
     * A piece of JSON that could not be written, since what it belongs to is someone else's.
     *
     * @param name of the warning
     * @param why what was not written, for which reason
     * @param shown what the owner must add, with place holders
     * @param exact the same with references, asked for only where it is told
     * @param output the id of the output that holds it
     */
    public record Untold(
            String name, String why, Map<String, Object> shown, Supplier<Map<String, Object>> exact, String output) {}

    /** The warning shows it with place holders; an output of the stack has it with the real values. */
    public static void tellOwner(Placement at, Untold piece) {
        CfnOutput values = CfnOutput.Builder.create(at.scope(), piece.output)
                .description(piece.why)
                .value(at.stack().toJsonString(piece.exact.get()))
                .build();
        add(
                at.scope(),
                piece.name,
                piece.why + " Its owner must add this (output '" + at.stack().getLogicalId(values)
                        + "' has it with the real values): " + Json.text(piece.shown));
    }
}
