package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Watch;
import java.util.List;
import software.constructs.Construct;

/**
 * Alarms that were defined together, in the region where their metrics arrive.
 *
 * @see DeliveryDashboard
 */
public abstract sealed class WatchedDelivery extends Construct permits DeliveryAlarms, OriginAlarms {

    private final List<Watch> watches;

    WatchedDelivery(AlarmBuilder<?> options, List<Watch> watches) {
        super(options.at().scope(), options.id());
        this.watches = List.copyOf(watches);
        List<String> topics = options.admitted(this);
        this.watches.forEach(watch -> watch.define(this, topics));
    }

    /** What is watched, as values. */
    List<Watch> watches() {
        return watches;
    }

    /** What a dashboard shows beside it. */
    List<Watch.Named> audience() {
        return List.of();
    }

    /** Where the metrics arrive. */
    abstract String region();
}
