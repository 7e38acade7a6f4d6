package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class S3TopologyGoldenTest {

    @ParameterizedTest
    @EnumSource
    void eachTopologyHasTheTemplatesThatWereReviewed(S3Topologies topology) {
        var name = topology.name().toLowerCase(Locale.ROOT).replace('_', '-');

        Golden.assertMatches("vod/" + name, new ObjectMapper().valueToTree(topology.templates()));
    }
}
