package io.github.cdkmediadelivery.examples;

import software.amazon.awscdk.App;

/** The app that {@code cdk.json} runs: one stack per way of use. */
public final class Examples {

    private Examples() {}

    /**
     * Defines all example stacks; {@link Hardened} where the context has a hosted zone ({@code zoneId},
     * {@code zoneName}).
     *
     * @param app the app
     */
    public static void define(App app) {
        AcceptedFindings.ofTogether(app);
        new LiveChannel(app, "LiveChannel");
        new LiveChannelV1(app, "LiveChannelV1");
        new Vod(app, "Vod");
        new PrivateVod(app, "PrivateVod");
        new PrivateLive(app, "PrivateLive");
        new AdInsertion(app, "AdInsertion");
        new AdsOfTwoChannels(app, "AdsOfTwoChannels");
        new JustInTimePackager(app, "JustInTimePackager");
        new S3Live(app, "S3Live");
        new LegacyMediaStore(app, "LegacyMediaStore");
        FailoverLive.define(app);
        FailoverVod.define(app);
        LiveElsewhere.define(app);
        if (app.getNode().tryGetContext("zoneId") instanceof String zone
                && app.getNode().tryGetContext("zoneName") instanceof String name) {
            Hardened.define(app, zone, name);
        }
    }

    /**
     * Run by the CDK CLI.
     *
     * @param args none
     */
    public static void main(String[] args) {
        App app = new App();
        try {
            define(app);
        } catch (IllegalArgumentException refused) {
            // Bad input is the caller's, so one line says what to change; a stack trace would hide it.
            System.err.println(refused.getMessage());
            System.exit(1);
        }
        app.synth();
    }
}
