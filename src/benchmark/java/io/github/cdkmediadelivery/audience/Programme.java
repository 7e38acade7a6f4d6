package io.github.cdkmediadelivery.audience;

import java.util.List;

/** What an audience watches, second by second. */
interface Programme {

    /** Where it can be watched from. */
    String folder();

    /** What is asked for in this second, in this order. */
    List<Ask> at(int second);
}
