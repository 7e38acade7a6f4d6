package io.github.cdkmediadelivery.simulator;

import java.time.Duration;

/**
 * By what a behaviour tells answers apart, and how long it keeps them.
 *
 * @param name as the template or AWS calls it
 * @param headers of the request in the key, sent to the origin too
 * @param cookies of the request in the key, sent to the origin too
 * @param queryStrings of the request in the key, sent to the origin too
 * @param gzip whether the key tells who accepts gzip
 * @param brotli whether the key tells who accepts Brotli
 * @param min shortest time, whatever the origin says
 * @param usual time where the origin says none
 * @param max longest time, whatever the origin says
 */
public record CachePolicy(
        String name,
        Selection headers,
        Selection cookies,
        Selection queryStrings,
        boolean gzip,
        boolean brotli,
        Duration min,
        Duration usual,
        Duration max) {

    /** {@return whether nothing is ever kept: no time, or each header of the request in the key} */
    public boolean keepsNothing() {
        return max.isZero() || headers.mode() == Selection.Mode.ALL;
    }
}
