/**
 * An audience before a template: how often it makes CloudFront ask the origin, and how often code runs at the edge:
 * {@code mvn -Paudience verify}.
 */
package io.github.cdkmediadelivery.audience;
