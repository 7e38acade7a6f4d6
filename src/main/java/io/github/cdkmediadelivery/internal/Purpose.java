package io.github.cdkmediadelivery.internal;

/** What a path is for. */
public enum Purpose {
    /** Says what to play, or how: text that changes under its name, and that query strings may change. */
    MANIFEST,
    /** What is played: equal for everyone, for as long as it is kept. */
    MEDIA,
    /** Not content: the player's page, and what the user puts beside it. */
    PAGE,
    /** What a service makes for a viewer, or is told by one. */
    SERVICE
}
