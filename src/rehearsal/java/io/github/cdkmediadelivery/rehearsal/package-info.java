/**
 * The examples with real software on this machine: nginx in the place of CloudFront, configured by what the templates
 * say, ffmpeg as the encoder, and players in Chromium.
 */
package io.github.cdkmediadelivery.rehearsal;
