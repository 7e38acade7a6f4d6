package io.github.cdkmediadelivery.benchmark;

import io.github.cdkmediadelivery.examples.LiveChannel;
import software.amazon.awscdk.App;

/** The smallest app that has a use: a channel of MediaPackage v2 and its delivery. */
public final class OneChannelApp {

    private OneChannelApp() {}

    static void define(App app) {
        new LiveChannel(app, "LiveChannel");
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
