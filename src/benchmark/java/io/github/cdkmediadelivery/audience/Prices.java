package io.github.cdkmediadelivery.audience;

/**
 * AWS's list prices of what is charged by request, in dollars: first tier, United States, without the free tier.
 *
 * @param date of which they are
 * @param page where they are
 * @param request of a viewer by HTTPS
 * @param functionRun of a CloudFront function
 * @param read of a key value store
 * @param shieldRequest that passes Origin Shield as one more layer
 * @param inspection of a request by AWS WAF
 */
record Prices(
        String date,
        String page,
        double request,
        double functionRun,
        double read,
        double shieldRequest,
        double inspection) {

    private static final double MILLION = 1e6;
    private static final double TEN_THOUSAND = 1e4;

    static final Prices LIST = new Prices(
            "November 2026",
            "https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/",
            0.0100 / TEN_THOUSAND,
            0.10 / MILLION,
            0.03 / MILLION,
            0.0075 / TEN_THOUSAND,
            0.60 / MILLION);

    double of(Tally tally) {
        return tally.requests * request
                + tally.functionRuns * functionRun
                + tally.reads * read
                + tally.shield * shieldRequest
                + tally.inspected * inspection;
    }
}
