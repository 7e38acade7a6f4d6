package io.github.cdkmediadelivery.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The extra cache before an origin: none, one in a region, or the nearest to the origin. */
public record Shield(@Nullable String named, boolean nearest) {

    public static final Shield NONE = new Shield(null, false);
    public static final Shield NEAREST = new Shield(null, true);

    public static Shield in(String region) {
        return new Shield(Regions.withOriginShield(region), false);
    }

    /**
     * Where it is, if it is.
     *
     * @param origins asked for the origin's region only where that decides it
     */
    public @Nullable String region(Supplier<String> origins) {
        return nearest ? Regions.nearestOriginShield(origins.get()) : named;
    }
}
