package io.github.cdkmediadelivery.simulator;

import java.time.Duration;

/**
 * What is done about an error.
 *
 * @param code of the error
 * @param floor how long it is kept at the least
 * @param stated whether the template says that time
 * @param page path on this distribution that is shown in its place, or empty
 * @param answer status that is shown with the page, or 0
 */
public record ErrorEntry(int code, Duration floor, boolean stated, String page, int answer) {}
