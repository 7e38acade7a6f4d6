package io.github.cdkmediadelivery.simulator;

/**
 * What the origin is sent beside the cache key: an origin request policy.
 *
 * @param name as the template or AWS calls it
 * @param headers of the request
 * @param cookies of the request
 * @param queryStrings of the request
 */
public record ForwardPolicy(String name, Selection headers, Selection cookies, Selection queryStrings) {

    /** Nothing beside the key. */
    public static final ForwardPolicy NONE = new ForwardPolicy("none", Selection.NONE, Selection.NONE, Selection.NONE);
}
