package io.github.cdkmediadelivery.simulator;

/**
 * What a review found.
 *
 * @param rule stable id, by which it is acknowledged
 * @param distribution logical id of the distribution that it is about
 * @param stack name of its stack
 * @param what in words, with the path or the origin
 * @param fix what to do about it
 */
public record Finding(Rule rule, String distribution, String stack, String what, String fix) {

    /** What is looked for. */
    public enum Rule {
        /** Content can be read without the signature that its siblings of the same origin demand. */
        OPEN_BESIDE_SIGNED,
        /** A secret header is forwarded from the viewer or keyed. */
        SECRET_FORWARDED,
        /** A credential goes to an origin over plain HTTP. */
        SECRET_OVER_HTTP,
        /** Viewers may come by plain HTTP, where everyone on the way reads and changes what they get. */
        VIEWERS_OVER_HTTP,
        /** A secret stands in the template as text. */
        SECRET_AS_TEXT,
        /** What changes the answer is forwarded, but is not in the key under which the answer is kept. */
        FORWARDED_NOT_KEYED,
        /** What MediaTailor makes for one viewer is kept for all. */
        PERSONAL_KEPT,
        /** Cookies go to the origin, which keeps CloudFront from asking once for many. */
        COOKIES_FORWARDED,
        /** No request ever chooses this behaviour. */
        UNREACHABLE,
        /** An entry for an error that says no time, for which CloudFormation takes 300 seconds. */
        ERROR_WITHOUT_TIME,
        /** An error page that no behaviour can serve. */
        PAGE_NOT_SERVED,
        /** A page of another domain is told what was said to the one that asked first. */
        CORS_OF_WHOEVER_ASKED_FIRST,
        /** A behaviour with two origins that allows more than GET, HEAD and OPTIONS, which CloudFront does not take. */
        METHODS_WITHOUT_FAILOVER,
        /** A function that CloudFront does not take. */
        FUNCTION_TOO_LARGE,
        /** The origin's policy does not let CloudFront in. */
        NOT_LET_IN,
        /** Someone who goes past CloudFront is let in. */
        OPEN_ORIGIN
    }

    /** Rule, place, what and fix in one line. */
    @Override
    public String toString() {
        return rule + " at " + distribution + ": " + what + "; " + fix;
    }
}
