package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cdkmediadelivery.Findings.Finding;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.constructs.Construct;

class FindingsTest {

    @Test
    void everyReviewerIsHeardAndNothingStopsTheSynthesis() {
        var findings = Findings.of(app(bucket -> {}));

        assertThat(findings.open())
                .extracting(Finding::plugin, Finding::rule, Finding::severity, Finding::constructPath)
                .contains(
                        tuple("CloudFormation Validate", "F3002", "error", "Test/Bucket"),
                        tuple("AwsSolutions", "AwsSolutions-S1", "error", "Test/Bucket"),
                        tuple("Construct Annotations", "Annotation::lib:warning", "warning", "Test/Bucket"));
        assertThat(findings.acknowledged()).isEmpty();
    }

    @Test
    void anAcknowledgedFindingKeepsItsReason() {
        var findings = Findings.of(app(bucket -> {
            acknowledge(bucket, "CloudFormation-Validate::F3002");
            acknowledge(bucket, "AwsSolutions::AwsSolutions-S1");
        }));

        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::acknowledgedBecause)
                .containsExactly(tuple("F3002", "a good reason"), tuple("AwsSolutions-S1", "a good reason"));
        assertThat(findings.open())
                .extracting(Finding::rule)
                .doesNotContain("F3002", "AwsSolutions-S1")
                .contains("AwsSolutions-S10", "Annotation::lib:warning");
    }

    @Test
    void theStackMayAcknowledgeForAllItsConstructs() {
        var findings = Findings.of(app(bucket -> acknowledge(Stack.of(bucket), "AwsSolutions::AwsSolutions-S1")));

        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::constructPath)
                .containsExactly(tuple("AwsSolutions-S1", "Test/Bucket"));
    }

    @Test
    void anAcknowledgedAnnotationIsGone() {
        var findings = Findings.of(app(bucket -> acknowledge(bucket, "Annotation::lib:warning")));

        assertThat(findings.open()).extracting(Finding::rule).doesNotContain("Annotation::lib:warning");
    }

    @Test
    void anAcknowledgmentThatWouldHideAFindingThrows() {
        var app = app(bucket -> acknowledge(bucket, "AwsSolutions-S1"));

        assertThatThrownBy(() -> Findings.of(app))
                .hasMessage("acknowledge AwsSolutions::AwsSolutions-S1, not AwsSolutions-S1, which hides it from the"
                        + " report");
    }

    /** An app with one bucket that has something for every reviewer. */
    private static Consumer<App> app(Consumer<CfnBucket> more) {
        return app -> {
            var bucket = new CfnBucket(new Stack(app, "Test"), "Bucket");
            bucket.addPropertyOverride("NoSuchProperty", "x");
            Validations.of(bucket).addWarning("lib:warning", "think again");
            more.accept(bucket);
        };
    }

    private static void acknowledge(Construct scope, String id) {
        Validations.of(scope)
                .acknowledge(
                        Acknowledgment.builder().id(id).reason("a good reason").build());
    }
}
