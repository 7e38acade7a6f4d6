package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a viewer got, and why.
 *
 * @param status of the answer
 * @param decidedBy where it was decided
 * @param behavior that the path chose
 * @param cacheKey under which the answer is kept; empty where the cache was not reached
 * @param originRequests that were sent for it, the last one being answered; where an old copy is shown, that to renew
 *     it
 * @param admitted whether the origin's policy let the last of them in; empty where none was sent or no template says
 * @param keptFor how long the answer is kept from now on; zero where it is not
 * @param headers of the answer, by their names in lower case
 * @param trace what happened, in words
 * @param unknowns what CloudFront does not document and this answer depends on
 */
public record EdgeAnswer(
        int status,
        Stage decidedBy,
        Behavior behavior,
        String cacheKey,
        List<OriginRequest> originRequests,
        Optional<Boolean> admitted,
        Duration keptFor,
        Map<String, String> headers,
        List<String> trace,
        List<String> unknowns) {

    /**
     * Copies the collections.
     *
     * @param status of the answer
     * @param decidedBy where it was decided
     * @param behavior that the path chose
     * @param cacheKey under which the answer is kept; empty where the cache was not reached
     * @param originRequests that were sent for it, the last one being answered; where an old copy is shown, that to
     *     renew it
     * @param admitted whether the origin's policy let the last of them in; empty where none was sent or no template
     *     says
     * @param keptFor how long the answer is kept from now on; zero where it is not
     * @param headers of the answer, by their names in lower case
     * @param trace what happened, in words
     * @param unknowns what CloudFront does not document and this answer depends on
     */
    public EdgeAnswer {
        originRequests = List.copyOf(originRequests);
        headers = Map.copyOf(headers);
        trace = List.copyOf(trace);
        unknowns = List.copyOf(unknowns);
    }

    /** {@return the last request that an origin was sent, if any} */
    public Optional<OriginRequest> originRequest() {
        return originRequests.isEmpty() ? Optional.empty() : Optional.of(originRequests.get(originRequests.size() - 1));
    }

    /**
     * {@return a header of the answer}
     *
     * @param name in whatever case
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The trace, a line for each step. */
    @Override
    public String toString() {
        return String.join(System.lineSeparator(), trace);
    }
}
