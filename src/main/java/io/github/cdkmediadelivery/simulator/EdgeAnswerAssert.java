package io.github.cdkmediadelivery.simulator;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * What a test says of an answer, for those who have AssertJ. A failure shows the trace.
 *
 * <pre>{@code
 * assertThat(edge.get("/video/film.m3u8").send()).hasStatus(403).wasDecidedBy(Stage.SIGNATURE);
 * }</pre>
 */
public final class EdgeAnswerAssert extends AbstractAssert<EdgeAnswerAssert, EdgeAnswer> {

    private EdgeAnswerAssert(EdgeAnswer actual) {
        super(actual, EdgeAnswerAssert.class);
    }

    /**
     * {@return statements about an answer}
     *
     * @param answer of an {@link Edge}
     */
    public static EdgeAnswerAssert assertThat(EdgeAnswer answer) {
        return new EdgeAnswerAssert(answer);
    }

    /**
     * Says what status the viewer got.
     *
     * @param status for example 403
     * @return this
     */
    public EdgeAnswerAssert hasStatus(int status) {
        return that(actual.status() == status, "status " + status, actual.status());
    }

    /**
     * Says where the answer was decided.
     *
     * @param stage of the way through CloudFront
     * @return this
     */
    public EdgeAnswerAssert wasDecidedBy(Stage stage) {
        return that(actual.decidedBy() == stage, "a decision by " + stage, actual.decidedBy());
    }

    /**
     * Says that an origin was asked, and that its policy let CloudFront in.
     *
     * @return this
     */
    public EdgeAnswerAssert wasLetInByTheOrigin() {
        return that(actual.admitted().equals(Optional.of(true)), "a policy that lets in", actual.admitted());
    }

    /**
     * Says that no origin was asked.
     *
     * @return this
     */
    public EdgeAnswerAssert askedNoOrigin() {
        return that(actual.originRequests().isEmpty(), "no request to an origin", actual.originRequests());
    }

    /**
     * Says how long the answer is kept.
     *
     * @param time from now on
     * @return this
     */
    public EdgeAnswerAssert isKeptFor(Duration time) {
        return that(actual.keptFor().equals(time), "to be kept for " + time, actual.keptFor());
    }

    /**
     * Says what a header of the answer reads.
     *
     * @param name of it
     * @param value of it
     * @return this
     */
    public EdgeAnswerAssert hasHeader(String name, String value) {
        return that(actual.header(name).equals(Optional.of(value)), name + ": " + value, actual.header(name));
    }

    /**
     * Says that the answer lacks a header.
     *
     * @param name of it
     * @return this
     */
    public EdgeAnswerAssert hasNoHeader(String name) {
        return that(actual.header(name).isEmpty(), "no " + name, actual.header(name));
    }

    private EdgeAnswerAssert that(boolean holds, String expected, Object got) {
        if (!holds) {
            failWithMessage("%nExpected %s but got %s:%n%s", expected, got, actual);
        }
        return this;
    }
}
