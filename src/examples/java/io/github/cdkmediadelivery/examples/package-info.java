/** Example apps, written as a user of the library would: they see its public API and nothing else. */
package io.github.cdkmediadelivery.examples;
