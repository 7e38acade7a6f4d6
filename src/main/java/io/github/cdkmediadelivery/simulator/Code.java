package io.github.cdkmediadelivery.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * A CloudFront Function.
 *
 * @param id logical id in its template
 * @param runtime its language, as the template names it; empty for Lambda@Edge
 * @param source its text; empty for Lambda@Edge, which is met and not run
 * @param store id of its key value store
 */
public record Code(String id, String runtime, String source, Optional<String> store) {

    /** A function whose text is not there. */
    static Code elsewhere(String arn) {
        return new Code(arn, "", "", Optional.empty());
    }

    /** {@return whether it can be run here} */
    public boolean isKnown() {
        return !source.isEmpty();
    }

    /** Its name, without the text. */
    @Override
    public String toString() {
        return id;
    }

    /**
     * What a function made of an event.
     *
     * @param response whether it answered, instead of passing the request on
     * @param value the request or the response, as CloudFront's event structure has it
     */
    record Result(boolean response, Map<String, Object> value) {}
}
