package io.github.cdkmediadelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.benchmark.Library.Kind;
import io.github.cdkmediadelivery.benchmark.Requests.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each facade costs against the same templates written by hand with aws-cdk-lib, in requests to the Node kernel,
 * wherever users put it.
 *
 * <p>A facade may cost one request more: itself, the construct around all that it defines.
 */
class RequestsTest {

    private static final int ITSELF = 1;

    private static final Map<Service, Requests> BY_HAND = new EnumMap<>(Service.class);

    static Stream<Arguments> cases() {
        return Stream.of(Kind.OURS, Kind.OURS_WITHOUT_A_SHARED_STACK)
                .flatMap(kind -> Stream.of(Place.values()).map(place -> Arguments.of(kind, place)))
                .flatMap(each -> Stream.of(Service.values())
                        .map(service -> Arguments.of(each.get()[0], each.get()[1], service)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFacadeCostsAtMostItselfMoreThanWrittenByHand(Kind kind, Place place, Service service) throws IOException {
        var ours = Requests.of(kind, service, place);
        var byHand = byHand(service);

        assertThat(ours.first())
                .as("surplus of the first: %s", surplus(ours.first(), byHand.first()))
                .hasSizeLessThanOrEqualTo(byHand.first().size() + ITSELF + ended(kind, place, service));
        assertThat(ours.next())
                .as("surplus of the next: %s", surplus(ours.next(), byHand.next()))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(byHand.next().size() + ITSELF);
    }

    /**
     * That AWS ended MediaStore is said once, on the stack of what is shared, in two requests, of which one is saved
     * elsewhere; where nobody named that stack, it has to be asked for.
     */
    private static int ended(Kind kind, Place place, Service service) {
        if (service != Service.MEDIA_STORE) {
            return 0;
        }
        return kind == Kind.OURS_WITHOUT_A_SHARED_STACK && place == Place.NESTED ? 2 : 1;
    }

    @ParameterizedTest
    @EnumSource
    void bothWriteTheSame(Service service) throws IOException {
        assertThat(Requests.of(Kind.OURS, service, Place.STACK).resources())
                .isNotEmpty()
                .containsExactlyElementsOf(byHand(service).resources());
    }

    /** Where it is put makes no difference to what is written by hand, which asks for nothing. */
    private static synchronized Requests byHand(Service service) throws IOException {
        var known = BY_HAND.get(service);
        if (known == null) {
            known = Requests.of(Kind.BY_HAND, service, Place.STACK);
            BY_HAND.put(service, known);
        }
        return known;
    }

    private static List<String> surplus(List<String> ours, List<String> byHand) {
        var surplus = new ArrayList<>(ours);
        byHand.forEach(surplus::remove);
        return surplus;
    }
}
