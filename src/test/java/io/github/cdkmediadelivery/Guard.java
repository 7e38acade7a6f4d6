package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.IamSimulator.Request;

/** The policy of a resource, of which a test says whom it lets in; a third-party engine decides. */
record Guard(JsonNode policy) {

    Guard allows(String what, Request request) {
        return decides(true, what, request);
    }

    Guard denies(String what, Request request) {
        return decides(false, what, request);
    }

    Guard decides(boolean allowed, String what, Request request) {
        assertThat(request.against(policy)).as(what).isEqualTo(allowed ? Decision.ALLOWED : Decision.DENIED);
        return this;
    }
}
