package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.Acknowledgment;
import software.constructs.IConstruct;

/**
 * What the rules AwsSolutions of cdk-nag find in a construct of the library's own and no user would change:
 * acknowledged where it is made, with the reason. It is in no template, and whoever runs no such rules never sees it.
 */
public final class Accepted {

    private Accepted() {}

    public static void finding(IConstruct construct, String rule, String reason) {
        Unnamed.validations(construct)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions::AwsSolutions-" + rule)
                        .reason(reason)
                        .build());
    }
}
