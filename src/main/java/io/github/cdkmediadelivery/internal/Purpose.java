package io.github.cdkmediadelivery.internal;

/** What a path is for. */
public enum Purpose {
    /** Says what to play: it changes, and query strings change it. A folder that also holds media counts as this. */
    MANIFEST,
    /** What is played: equal for everyone, for as long as it is kept. */
    MEDIA,
    /** Not content: the player's page, and what the user puts beside it. */
    PAGE,
    /** What a service makes for a viewer, or is told by one. */
    SERVICE
}
