package io.github.cdkmediadelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.benchmark.Library.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each facade costs against the same templates written by hand with aws-cdk-lib, in requests to the Node kernel.
 *
 * <p>A facade may cost one request more: itself, the construct around all that it defines.
 */
class RequestsTest {

    private static final int ITSELF = 1;

    /** Said once per stack: AWS ended MediaStore. */
    private static final int WARNING = 3;

    @ParameterizedTest
    @EnumSource
    void aFacadeCostsAtMostItselfMoreThanWrittenByHand(Service service) throws IOException {
        var ours = Requests.of(Kind.OURS, service);
        var byHand = Requests.of(Kind.BY_HAND, service);

        assertThat(ours.first())
                .as("surplus of the first: %s", surplus(ours.first(), byHand.first()))
                .hasSizeLessThanOrEqualTo(
                        byHand.first().size() + ITSELF + (service == Service.MEDIA_STORE ? WARNING : 0));
        assertThat(ours.next())
                .as("surplus of the next: %s", surplus(ours.next(), byHand.next()))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(byHand.next().size() + ITSELF);
    }

    @ParameterizedTest
    @EnumSource
    void bothWriteTheSame(Service service) throws IOException {
        assertThat(Requests.of(Kind.OURS, service).resources())
                .isNotEmpty()
                .containsExactlyElementsOf(Requests.of(Kind.BY_HAND, service).resources());
    }

    private static List<String> surplus(List<String> ours, List<String> byHand) {
        var surplus = new ArrayList<>(ours);
        byHand.forEach(surplus::remove);
        return surplus;
    }
}
