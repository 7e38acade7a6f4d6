package io.github.cdkmediadelivery;

import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/**
 * Says at synthesis what the user should know and can acknowledge: a legacy choice, or something that could not be
 * done.
 *
 * <p>A warning is acknowledged on its construct with the id {@code cdk-media-delivery:NAME}.
 */
final class Warnings {

    /** Stands in a warning where only the deployment knows the value. */
    static final String DISTRIBUTION_ARN = "arn:aws:cloudfront::ACCOUNT:distribution/ID";

    private static final String PREFIX = "cdk-media-delivery:";

    private Warnings() {}

    static void add(Construct scope, String name, String message) {
        Validations.of(scope).addWarning(PREFIX + name, message);
    }

    /**
     * Something belongs to someone else, who must add a piece of JSON to it. The warning shows it with place holders;
     * an output of the stack has it with the real values.
     *
     * @param why what was not written, for which reason
     * @param shown what the owner must add, with place holders
     * @param exact the same with references
     * @param output the output's id
     */
    static void tellOwner(
            Construct scope,
            String name,
            String why,
            Map<String, Object> shown,
            Map<String, Object> exact,
            String output) {
        Stack stack = StackResources.of(scope).stack();
        CfnOutput values = CfnOutput.Builder.create(scope, output)
                .description(why)
                .value(stack.toJsonString(exact))
                .build();
        add(
                scope,
                name,
                why + " Its owner must add this (output '" + stack.getLogicalId(values)
                        + "' has it with the real values): " + Json.text(shown));
    }
}
