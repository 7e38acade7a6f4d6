/**
 * AWS CDK constructs that put Amazon CloudFront in front of AWS media services.
 *
 * <p>Start at a facade, for example {@link io.github.cdkmediadelivery.MediaPackageOriginDistribution}: it makes an
 * origin, names the behaviours, lets each concern contribute, and builds one CloudFront distribution.
 */
@NullMarked
package io.github.cdkmediadelivery;

import org.jspecify.annotations.NullMarked;
