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

    /** The same, with another's where nothing is said. */
    public Timeouts orElse(Timeouts other) {
        return new Timeouts(
                attempts == null ? other.attempts : attempts,
                connection == null ? other.connection : connection,
                read == null ? other.read : read,
                keepalive == null ? other.keepalive : keepalive,
                completion == null ? other.completion : completion);
    }

    /** Before a second origin, which is the other attempt. */
    public Timeouts attemptedOnce() {
        return new Timeouts(1, connection, read, keepalive, completion);
    }

    /** Seconds, for properties that are numbers. */
    static @Nullable Long seconds(@Nullable Duration timeout) {
        return timeout == null ? null : timeout.toSeconds();
    }
}
