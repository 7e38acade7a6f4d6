package io.github.cdkmediadelivery.simulator;

import java.util.Locale;

/**
 * What a review found.
 *
 * @param rule stable id, by which it is acknowledged
 * @param resource logical id of what it is about
 * @param stack name of its stack
 * @param constructPath where it is in the app, or empty where the template does not say
 * @param what in words, with the path or the origin
 * @param fix what to do about it
 */
public record Finding(Rule rule, String resource, String stack, String constructPath, String what, String fix) {

    /** What is to be done about a finding. */
    public enum Severity {
        /** A synthesis with it fails. */
        ERROR,
        /** Somebody should know, and mend or acknowledge it. */
        WARNING,
        /** What could not be looked at. */
        NOTE
    }

    /** What is looked for. */
    public enum Rule {
        /** Content can be read without the signature that its siblings of the same origin demand. */
        OPEN_BESIDE_SIGNED(Severity.ERROR),
        /** Content can be read without the function that its siblings of the same origin ask first. */
        OPEN_BESIDE_GUARDED(Severity.WARNING),
        /** A secret header is forwarded from the viewer or keyed. */
        SECRET_FORWARDED(Severity.ERROR),
        /** A credential goes to an origin over plain HTTP. */
        SECRET_OVER_HTTP(Severity.ERROR),
        /** Viewers may come by plain HTTP, where everyone on the way reads and changes what they get. */
        VIEWERS_OVER_HTTP(Severity.WARNING),
        /** A secret stands in the template as text. */
        SECRET_AS_TEXT(Severity.WARNING),
        /** What changes the answer is forwarded, but is not in the key under which the answer is kept. */
        FORWARDED_NOT_KEYED(Severity.WARNING),
        /**
         * Manifests of MediaPackage whose query strings never arrive: who asks for a part of a stream gets all of it.
         */
        QUERY_STRINGS_DROPPED(Severity.WARNING),
        /** What MediaTailor makes for one viewer is kept for all. */
        PERSONAL_KEPT(Severity.ERROR),
        /** Cookies go to the origin, which keeps CloudFront from asking once for many. */
        COOKIES_FORWARDED(Severity.WARNING),
        /** No request ever chooses this behaviour. */
        UNREACHABLE(Severity.WARNING),
        /** An entry for an error that says no time, for which CloudFormation takes 300 seconds. */
        ERROR_WITHOUT_TIME(Severity.WARNING),
        /** Media whose errors have no entry at all, so that CloudFront keeps each for 10 seconds. */
        ERRORS_WITHOUT_ENTRY(Severity.WARNING),
        /** An error page that no behaviour can serve. */
        PAGE_NOT_SERVED(Severity.WARNING),
        /** A page of another domain is told what was said to the one that asked first. */
        CORS_OF_WHOEVER_ASKED_FIRST(Severity.WARNING),

        /** A behaviour with two origins that allows more than GET, HEAD and OPTIONS, which CloudFront does not take. */
        METHODS_WITHOUT_FAILOVER(Severity.ERROR),
        /** A function that CloudFront does not take. */
        FUNCTION_TOO_LARGE(Severity.ERROR),
        /** A function with words that AWS does not name among those of its runtime. */
        FUNCTION_OUTSIDE_ITS_LANGUAGE(Severity.WARNING),
        /** The origin's policy does not let CloudFront in. */
        NOT_LET_IN(Severity.WARNING),
        /** Someone who goes past CloudFront is let in. */
        OPEN_ORIGIN(Severity.WARNING),
        /** Two policies of one bucket or endpoint, of which the one that is deployed last stays. */
        SECOND_POLICY(Severity.ERROR),
        /** Who may read an origin stands in no template. */
        NOT_SEEN(Severity.NOTE);

        private final Severity severity;

        Rule(Severity severity) {
            this.severity = severity;
        }

        /** {@return what is to be done} */
        public Severity severity() {
            return severity;
        }

        /** {@return its name as reports have it, for example {@code open-beside-signed}} */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Rule, place, what and fix in one line. */
    @Override
    public String toString() {
        return rule + " at " + resource + ": " + what + "; " + fix;
    }
}
