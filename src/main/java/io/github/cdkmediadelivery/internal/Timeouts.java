package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long CloudFront waits for an origin. What is not said is CloudFront's own.
 *
 * @param attempts to connect
 * @param connection of each attempt
 * @param read until the first packet, and between two
 * @param keepalive of a connection that nobody uses
 * @param completion of a whole answer, all attempts counted
 */
public record Timeouts(
        @Nullable Integer attempts,
        @Nullable Duration connection,
        @Nullable Duration read,
        @Nullable Duration keepalive,
        @Nullable Duration completion) {

    public static final Timeouts CLOUDFRONTS = new Timeouts(null, null, null, null, null);

    /** These, and where they say nothing the others. */
    public Timeouts or(Timeouts others) {
        return new Timeouts(
                attempts != null ? attempts : others.attempts,
                connection != null ? connection : others.connection,
                read != null ? read : others.read,
                keepalive != null ? keepalive : others.keepalive,
                completion != null ? completion : others.completion);
    }

    /** Seconds, for properties that are numbers. */
    static @Nullable Long seconds(@Nullable Duration timeout) {
        return timeout == null ? null : timeout.toSeconds();
    }
}
