package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

class EdgeTest {

    private final App app = new App();
    private final Stack stack = new Stack(app, "Test");

    @Test
    void aFilmIsReadBySignatureAndKept() {
        S3OacVodDistribution.Builder.create(stack, "Films").build();
        var edge = Edge.of(CloudAssembly.of(app));

        var first = edge.get("/film/segment1.ts").send();
        var second = edge.pass(Duration.ofDays(300)).get("/film/segment1.ts").send();

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.decidedBy()).isEqualTo(Stage.ORIGIN);
        assertThat(first.admitted()).contains(true);
        assertThat(first.originRequest().orElseThrow().credential()).isEqualTo("signature");
        assertThat(first.keptFor()).isEqualTo(Duration.ofDays(365));
        assertThat(second.decidedBy()).isEqualTo(Stage.CACHE);
        assertThat(second.header("Age"))
                .contains(String.valueOf(Duration.ofDays(300).toSeconds()));
        assertThat(edge.assembly().notModelled()).isEmpty();
    }
}
