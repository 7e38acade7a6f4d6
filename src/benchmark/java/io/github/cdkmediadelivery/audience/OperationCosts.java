package io.github.cdkmediadelivery.audience;

import java.util.Map;

/** Prints. */
public final class OperationCosts {
    private OperationCosts() {}

    /** Runs. */
    public static void main(String[] args) {
        int viewers = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        for (Scenario scenario : Scenarios.all()) {
            for (String column : scenario.deliveries().keySet()) {
                long t = System.nanoTime();
                Report report = scenario.watch(column, viewers, 3, seconds);
                System.out.println(scenario.title() + " / " + column + " " + (System.nanoTime() - t) / 1000000 + " ms "
                        + report.originRequestsPerViewerMinute() + " $"
                        + report.pricePerMillionViewerMinutes(Prices.LIST));
                for (Map.Entry<Kind, Tally> e : report.kinds().entrySet()) {
                    Tally k = e.getValue();
                    System.out.printf(
                            "   %-20s req %6d lim %6d orig %6d x%.2f node %.3f cached %.4f fn %d wrong %d refused %d keys/obj %.2f%n",
                            e.getKey().title, k.requests, k.limit, k.origin, k.timesTheLimit(), k.nodeHits(),
                            k.cached(), k.functionRuns, k.wrong, k.refused, k.keysPerObject());
                }
            }
        }
    }
}
