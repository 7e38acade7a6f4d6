/** What the library costs, against the same by hand and against a peer: {@code mvn -Pbenchmark verify}. */
package io.github.cdkmediadelivery.benchmark;
