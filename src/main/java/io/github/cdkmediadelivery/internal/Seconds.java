package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The CDK's form of a {@link Duration}, made once per value.
 *
 * <p>The library takes {@code java.time.Duration}: it is checked in plain Java, while each CDK duration costs a request
 * to the Node kernel to make and another to read.
 */
public final class Seconds {

    private static final ConcurrentMap<Duration, software.amazon.awscdk.Duration> KNOWN = new ConcurrentHashMap<>();

    private Seconds() {}

    public static software.amazon.awscdk.Duration of(Duration value) {
        return KNOWN.computeIfAbsent(value, known -> software.amazon.awscdk.Duration.seconds(known.toSeconds()));
    }

    static software.amazon.awscdk.@Nullable Duration orNull(@Nullable Duration value) {
        return value == null ? null : of(value);
    }
}
