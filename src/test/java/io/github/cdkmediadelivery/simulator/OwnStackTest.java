package io.github.cdkmediadelivery.simulator;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;

import io.github.cdkmediadelivery.examples.PrivateVod;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/** What a team would write about a stack of its own, as README.md shows it. */
class OwnStackTest {

    @Test
    void whoHasNotPaidGetsThePosterAndNotTheFilm() {
        App app = new App();
        new PrivateVod(app, "Films");
        Edge edge = Edge.of(CloudAssembly.of(app));

        assertThat(edge.get("/film/index.m3u8").send()).hasStatus(403).wasDecidedBy(Stage.SIGNATURE);
        assertThat(edge.get("/film/poster.jpg").send()).hasStatus(200).wasLetInByTheOrigin();
    }
}
