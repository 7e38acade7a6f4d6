package io.github.cdkmediadelivery;

import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/**
 * Says aloud that a policy could not be written, and what its owner must add.
 *
 * <p>The warning can be acknowledged by its id and shows the statement with a place holder; the same statement with the
 * distribution's real ARN becomes an output of the stack.
 */
final class MissingGrant {

    /** Stands in the warning where only the deployment knows the value. */
    static final String DISTRIBUTION_ARN = "arn:aws:cloudfront::ACCOUNT:distribution/ID";

    private static final String PREFIX = "cdk-media-delivery:";

    private MissingGrant() {}

    static void tell(
            Construct scope,
            String id,
            String why,
            Map<String, Object> shown,
            Map<String, Object> exact,
            String output) {
        StackResources shared = StackResources.of(scope);
        Validations.of(scope)
                .addWarning(
                        PREFIX + id,
                        why + " Add this statement to it (output '" + output + "' has it with the real ARN): "
                                + Json.text(shown));
        CfnOutput.Builder.create(scope, output)
                .description(why)
                .value(shared.stack().toJsonString(exact))
                .build();
    }
}
