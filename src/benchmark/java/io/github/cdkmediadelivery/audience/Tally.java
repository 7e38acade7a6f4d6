package io.github.cdkmediadelivery.audience;

/** What came of all requests of one kind. */
final class Tally {

    int requests;

    /** One for each version of an object, encoding of text, and region; each one of those that nobody shares. */
    int limit;

    /** What the origin was asked. */
    int origin;

    /** What Origin Shield was asked. */
    int shield;

    /** What was answered by the edge location itself. */
    int atTheNode;

    int functionRuns;

    /** Reads of key value stores, by the functions. */
    int reads;

    /** Seen by a web ACL. */
    int inspected;

    /** Neither what was asked for, nor a copy that may still be shown. */
    int wrong;

    int refused;
    int objects;
    int keys;

    Tally plus(Tally other) {
        Tally sum = new Tally();
        sum.requests = requests + other.requests;
        sum.limit = limit + other.limit;
        sum.origin = origin + other.origin;
        sum.shield = shield + other.shield;
        sum.atTheNode = atTheNode + other.atTheNode;
        sum.functionRuns = functionRuns + other.functionRuns;
        sum.reads = reads + other.reads;
        sum.inspected = inspected + other.inspected;
        sum.wrong = wrong + other.wrong;
        sum.refused = refused + other.refused;
        sum.objects = objects + other.objects;
        sum.keys = keys + other.keys;
        return sum;
    }

    /** Of the requests, how many did not reach the origin. */
    double cached() {
        return 1 - (double) origin / requests;
    }

    double nodeHits() {
        return (double) atTheNode / requests;
    }

    double timesTheLimit() {
        return (double) origin / limit;
    }

    double keysPerObject() {
        return (double) keys / objects;
    }
}
