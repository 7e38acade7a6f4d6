package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.Acknowledgment;
import software.constructs.IConstruct;

/**
 * What the rules AwsSolutions of cdk-nag, or the library's own review, find in a construct and no user would change:
 * acknowledged where it is made, with the reason. It is in no template, and whoever runs no such rules never sees it.
 */
public final class Accepted {

    private Accepted() {}

    public static void finding(IConstruct construct, String rule, String reason) {
        acknowledged(construct, "AwsSolutions::AwsSolutions-" + rule, reason);
    }

    /** Of what an option says aloud that it does. */
    static void ofReview(IConstruct construct, String rule, String reason) {
        acknowledged(construct, "cdk-media-delivery::" + rule, reason);
    }

    private static void acknowledged(IConstruct construct, String id, String reason) {
        Unnamed.validations(construct)
                .acknowledge(Acknowledgment.builder().id(id).reason(reason).build());
    }
}
