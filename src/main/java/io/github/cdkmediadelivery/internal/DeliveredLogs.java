package io.github.cdkmediadelivery.internal;

/** Access logs, as a wish about a distribution; or about one that is defined elsewhere, known by its id. */
public interface DeliveredLogs extends Concern {

    @Override
    default void check(Plan plan) {
        check(plan.at());
    }

    /** Refuses what cannot be written from a place. */
    void check(Placement at);

    /** Standard logging v2, in a stack of us-east-1. */
    void deliver(String distributionId, Placement at);

    /** Refuses a place from which nothing can be delivered. */
    default void checkDelivery(Placement at) {
        LogDelivery.check(at, "a delivery of its own");
        check(at);
    }
}
