package io.github.cdkmediadelivery.audience;

/** How a viewer watches. */
enum Player {
    /** A page with a player written in JavaScript. */
    BROWSER(true, true),
    /** The same, which tells of itself in the query of each request: CTA-5004. */
    CMCD(true, true),
    /** Says nothing of itself, and unpacks nothing. */
    TELEVISION(false, false),
    /** Asks for parts of segments before they exist. */
    LOW_LATENCY(true, true),
    /** A minute behind the others. */
    TIME_SHIFT(true, true);

    /** Whether it accepts compressed text. */
    final boolean unpacks;

    /** Whether it belongs to a page. */
    final boolean inPage;

    Player(boolean unpacks, boolean inPage) {
        this.unpacks = unpacks;
        this.inPage = inPage;
    }
}
