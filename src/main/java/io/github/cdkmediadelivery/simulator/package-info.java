/**
 * CloudFront in front of media, as far as AWS documents it, in memory: asks a synthesized template what a viewer, a
 * stranger or MediaTailor would get.
 *
 * <p>{@link io.github.cdkmediadelivery.simulator.CloudAssembly} reads templates, of the CDK's or plain ones;
 * {@link io.github.cdkmediadelivery.simulator.Edge} answers requests. What CloudFront does not document is not guessed:
 * an answer names it ({@link io.github.cdkmediadelivery.simulator.EdgeAnswer#unknowns}), and an assembly names what it
 * met and does not model ({@link io.github.cdkmediadelivery.simulator.CloudAssembly#notModelled}).
 */
@NullMarked
package io.github.cdkmediadelivery.simulator;

import org.jspecify.annotations.NullMarked;
