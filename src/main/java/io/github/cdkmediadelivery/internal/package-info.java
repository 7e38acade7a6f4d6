/**
 * The machinery behind the constructs: not part of the API, and free to change.
 *
 * <p>Start at {@link io.github.cdkmediadelivery.internal.Plan}: what a distribution will be, as a value, which is
 * checked as a whole before the first construct exists.
 */
@NullMarked
package io.github.cdkmediadelivery.internal;

import org.jspecify.annotations.NullMarked;
