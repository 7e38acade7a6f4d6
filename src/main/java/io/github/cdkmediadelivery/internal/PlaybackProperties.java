package io.github.cdkmediadelivery.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.AdsPersonalizationTimeoutsProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.BumperProperty;
import software.amazon.awscdk.services.mediatailor.CfnPlaybackConfiguration.DashConfigurationProperty;

/** The properties of a configuration while they are put together: of some, several options say a part each. */
public final class PlaybackProperties {

    private final CfnPlaybackConfiguration.Builder configuration;

    /**
     * By default MediaTailor writes a Location into DASH manifests that leads players past CloudFront, to its own host.
     */
    private final DashConfigurationProperty.Builder dash =
            DashConfigurationProperty.builder().mpdLocation("DISABLED");

    private BumperProperty.@Nullable Builder bumper;
    private AdsPersonalizationTimeoutsProperty.@Nullable Builder timeouts;

    PlaybackProperties(CfnPlaybackConfiguration.Builder configuration) {
        this.configuration = configuration;
    }

    /** For a property that one option says alone. */
    public CfnPlaybackConfiguration.Builder configuration() {
        return configuration;
    }

    public DashConfigurationProperty.Builder dash() {
        return dash;
    }

    public BumperProperty.Builder bumper() {
        bumper = Objects.requireNonNullElseGet(bumper, BumperProperty::builder);
        return bumper;
    }

    public AdsPersonalizationTimeoutsProperty.Builder timeouts() {
        timeouts = Objects.requireNonNullElseGet(timeouts, AdsPersonalizationTimeoutsProperty::builder);
        return timeouts;
    }

    void complete() {
        configuration.dashConfiguration(dash.build());
        if (bumper != null) {
            configuration.bumper(bumper.build());
        }
        if (timeouts != null) {
            configuration.adsPersonalizationTimeouts(timeouts.build());
        }
    }
}
