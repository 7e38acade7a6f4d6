package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.mediapackage.CfnOriginEndpoint;

class CloudFrontAddressRangesTest {

    private static final Path IP_RANGES = Path.of("src", "test", "resources", "ip-ranges.json");

    private final CloudFrontAddressRanges ranges = CloudFrontAddressRanges.fromFile(IP_RANGES);

    @Test
    void onlyTheAddressesThatCallOriginsAreTaken() {
        assertThat(ranges.ipv4())
                .containsExactlyInAnyOrder("120.52.22.96/27", "13.124.199.0/24", "205.251.249.0/24", "9.31.0.0/24");
    }

    @Test
    void theListIsSortedAndHoldsNothingTwice() {
        assertThat(ranges.ipv4()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theListGoesIntoAnEndpointAsItIs() {
        var template = Resources.of(stack -> CfnOriginEndpoint.Builder.create(stack, "Endpoint")
                .id("hls")
                .channelId("one")
                .whitelist(ranges.ipv4())
                .build());

        assertThat(template.only("AWS::MediaPackage::OriginEndpoint").path("Whitelist"))
                .hasSize(4)
                .first()
                .hasToString("\"120.52.22.96/27\"");
    }

    @Test
    void theListCannotBeChanged() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ranges.ipv4().add("0.0.0.0/0"));
    }
}
