package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.s3.CfnBucket;

class SynthTest {

    @Test
    void theTemplateHoldsWhatTheTestBuiltAndNothingElse() {
        var template = Synth.template(stack -> new CfnBucket(stack, "Bucket"));

        assertThat(template).hasToString("{\"Resources\":{\"Bucket\":{\"Type\":\"AWS::S3::Bucket\"}}}");
    }

    @Test
    void stacksOfStagesAreFoundToo() {
        var templates = Synth.templates(app -> {
            var stage = Stage.Builder.create(app, "Prod").build();
            CfnOutput.Builder.create(new Stack(stage, "Inner"), "Hello")
                    .value("inner")
                    .build();
            CfnOutput.Builder.create(new Stack(app, "Outer"), "Hello")
                    .value("outer")
                    .build();
        });

        assertThat(templates.values())
                .extracting(template -> template.at("/Outputs/Hello/Value").asText())
                .containsExactlyInAnyOrder("inner", "outer");
    }
}
