package com.example.delivery;

import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** A stranger's app: endpoints that someone else made, through the facade and in a plain distribution. */
public final class App {

    private static final String DOMAIN = "abc123.egress.def456.mediapackagev2.eu-west-1.amazonaws.com";
    private static final String ENDPOINTS =
            "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one/originEndpoint/";

    private App() {}

    public static void main(String[] args) {
        var app = new software.amazon.awscdk.App(
                AppProps.builder().outdir(args[0]).build());
        Stack stack = new Stack(app, "Consumer");
        MediaPackageOriginDistribution.Builder.create(stack, "Facade")
                .origin(MediaPackageOrigin.v2(DOMAIN)
                        .endpoint(MediaPackageV2Endpoint.fromArn(ENDPOINTS + "hls"))
                        .build())
                .build();
        MediaPackageOrigin origin = MediaPackageOrigin.v2(DOMAIN)
                .endpoint(MediaPackageV2Endpoint.fromArn(ENDPOINTS + "dash").policyWrittenHere())
                .build();
        Distribution.Builder.create(stack, "Plain")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(HttpOrigin.Builder.create("www.example.com").build())
                        .build())
                .additionalBehaviors(origin.behaviors(stack))
                .build();
        app.synth();
    }
}
