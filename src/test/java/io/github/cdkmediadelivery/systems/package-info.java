/**
 * What five public systems of AWS deliver, built with the library as a stranger would: from another package, by what is
 * public, from the settings that the systems document. {@code docs/guides/systems.md} is the table that comes of it.
 */
package io.github.cdkmediadelivery.systems;
