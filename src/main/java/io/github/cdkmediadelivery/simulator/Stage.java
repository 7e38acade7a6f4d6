package io.github.cdkmediadelivery.simulator;

/** Where an answer was decided. */
public enum Stage {
    /** HTTP where HTTPS is wanted, a method that is not allowed, or a distribution that is disabled. */
    PROTOCOL,
    /** The viewer's country. */
    COUNTRY,
    /** The web ACL. */
    WEB_ACL,
    /** A signature that is missing or does not hold. */
    SIGNATURE,
    /** A function answered in the place of the origin. */
    FUNCTION,
    /** The answer was there already. */
    CACHE,
    /** The origin was asked. */
    ORIGIN
}
