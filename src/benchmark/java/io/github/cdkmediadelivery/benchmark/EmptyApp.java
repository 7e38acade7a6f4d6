package io.github.cdkmediadelivery.benchmark;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;

/** The floor: what an app costs that does nothing. */
public final class EmptyApp {

    private EmptyApp() {}

    /** One resource that does nothing either: a template without any is refused by the validation. */
    static void define(App app) {
        CfnResource.Builder.create(new Stack(app, "Empty"), "Nothing")
                .type("AWS::CloudFormation::WaitConditionHandle")
                .build();
    }

    /**
     * Run by the CDK CLI.
     *
     * @param args none
     */
    public static void main(String[] args) {
        App app = new App();
        define(app);
        app.synth();
    }
}
