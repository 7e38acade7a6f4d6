package io.github.cdkmediadelivery.audience;

import java.util.Map;

/**
 * What an audience cost.
 *
 * @param kinds that it asked for
 * @param viewerMinutes that it watched
 */
record Report(Map<Kind, Tally> kinds, double viewerMinutes) {

    private static final double MILLION = 1e6;

    Tally total() {
        return kinds.values().stream().reduce(new Tally(), Tally::plus);
    }

    /** Whether fewer requests would be no less than what is needed; a percent is of rounding. */
    boolean isAtTheLimit() {
        return total().timesTheLimit() < 1.01 && total().wrong == 0;
    }

    /** In dollars, of what is charged by request. */
    double pricePerMillionViewerMinutes(Prices prices) {
        return prices.of(total()) / viewerMinutes * MILLION;
    }

    /** Of manifests that are nobody's own, and all media. */
    double originRequestsPerViewerMinute() {
        return (total().origin - kinds.getOrDefault(Kind.PERSONAL, new Tally()).origin) / viewerMinutes;
    }
}
