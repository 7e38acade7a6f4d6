/**
 * AWS CDK constructs that put Amazon CloudFront in front of AWS media services.
 *
 * <p>Start at a facade, for example {@link io.github.cdkmediadelivery.MediaPackageOriginDistribution}: it makes an
 * origin, names the behaviours, lets each concern contribute, and builds one CloudFront distribution.
 *
 * <p>One rule holds for all arguments: null is refused where it is handed over ({@code NAME: must be a value, got
 * 'null'; leave the call out where there is none}). One holds for all builders: each option is said once, and a second
 * call is refused ({@code NAME: must be said once, got 'a second call'; remove one of the two}), but for those that add
 * something ({@code key}, {@code endpoint}, {@code additionalBehavior}). Values, such as {@code ErrorCaching.live()},
 * are changed by making another: {@code live().with(404, …)}.
 */
@NullMarked
package io.github.cdkmediadelivery;

import org.jspecify.annotations.NullMarked;
