package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A playback configuration of MediaTailor that is to be created.
 *
 * @param sourcePath the folder of the content at its origin
 * @param endpoint that MediaTailor reads itself, signed; or
 * @param bucket that it reads itself, signed; or neither, where it comes through the distribution
 * @param more properties that the library has no opinion of
 */
public record Playback(
        String name,
        String adServerUrl,
        String sourcePath,
        @Nullable V2Endpoint endpoint,
        @Nullable IBucket bucket,
        Consumer<CfnPlaybackConfiguration.Builder> more) {

    private static final String EXACT =
            "arn:" + Aws.PARTITION + ":mediatailor:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":playbackConfiguration/";

    /** The same in a warning, which is text for people. */
    private static final String SHOWN = "arn:aws:mediatailor:REGION:ACCOUNT:playbackConfiguration/";

    public static final Consumer<CfnPlaybackConfiguration.Builder> NOTHING_MORE = properties -> {};

    /** Where MediaTailor, and where viewers find the content. */
    public record Source(String contentUrl, String segmentsPath) {}

    public boolean isDirect() {
        return endpoint != null || bucket != null;
    }

    /**
     * Defines the configuration, which needs the distribution's name; the distribution does not need the configuration.
     *
     * @param viewers the distribution's URL, without a path
     */
    public CfnPlaybackConfiguration define(Placement facade, String viewers, Source source) {
        CfnPlaybackConfiguration.Builder configuration =
                CfnPlaybackConfiguration.Builder.create(facade.scope(), "Playback");
        more.accept(configuration);
        return configuration
                .name(name)
                .adDecisionServerUrl(adServerUrl)
                .videoContentSourceUrl(source.contentUrl)
                .cdnConfiguration(CfnPlaybackConfiguration.CdnConfigurationProperty.builder()
                        .adSegmentUrlPrefix(viewers)
                        .contentSegmentUrlPrefix(viewers + source.segmentsPath)
                        .build())
                .build();
    }

    /** Lets MediaTailor read what it reads itself. */
    public void admit(Placement facade) {
        if (endpoint != null) {
            facade.own()
                    .endpointPolicy(endpoint)
                    .admit(
                            facade,
                            read("mediapackagev2:GetObject", endpoint.arn(), EXACT),
                            read("mediapackagev2:GetObject", endpoint.shownArn(), SHOWN));
        }
        if (bucket != null) {
            Statement statement = read("s3:GetObject", bucket.getBucketArn() + sourcePath + "/*", EXACT);
            statement.addTo(
                    bucket::addToResourcePolicy,
                    facade,
                    new Warnings.Untold(
                            "s3-bucket-policy-mediatailor",
                            "The policy of an imported bucket was not written, so that it refuses MediaTailor.",
                            read("s3:GetObject", "arn:aws:s3:::BUCKET" + sourcePath + "/*", SHOWN)
                                    .json(),
                            statement::json,
                            "MediaTailorBucketPolicyStatement"));
        }
    }

    private Statement read(String action, String resource, String configurations) {
        return Statement.allow(Principal.service("mediatailor.amazonaws.com"), action)
                .named("AllowMediaTailor")
                .on(resource)
                .when(Condition.onlyFrom(configurations + name));
    }
}
