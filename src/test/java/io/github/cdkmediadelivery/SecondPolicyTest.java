package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;

/** A user's own policy beside the library's: of two, the last one to be deployed stays. */
class SecondPolicyTest {

    private static final Map<String, Object> NOTHING = Map.of("Version", "2012-10-17", "Statement", List.of());

    @Test
    void ofABucketIsFound() {
        assertThat(found(stack -> {
                    var bucket = new Bucket(stack, "Films");
                    CfnBucketPolicy.Builder.create(stack, "Own")
                            .bucket(bucket.getBucketName())
                            .policyDocument(NOTHING)
                            .build();
                    S3OacVodDistribution.Builder.create(stack, "Delivery")
                            .bucket(ContentBucket.of(bucket))
                            .build();
                }))
                .contains("AWS::S3::BucketPolicy: must be one for each Bucket, got 2");
    }

    @Test
    void ofAnEndpointIsFoundWhoeverDefinesItFirst() {
        assertThat(found(stack -> {
                    LiveFixtures.delivery(stack).build();
                    CfnOriginEndpointPolicy.Builder.create(stack, "Own")
                            .channelGroupName("news")
                            .channelName("one")
                            .originEndpointName("hls")
                            .policy(NOTHING)
                            .build();
                }))
                .contains("AWS::MediaPackageV2::OriginEndpointPolicy: must be one for each");
    }

    @Test
    void ofSomethingElseIsNot() {
        assertThat(found(stack -> {
                    LiveFixtures.delivery(stack).build();
                    CfnOriginEndpointPolicy.Builder.create(stack, "Own")
                            .channelGroupName("news")
                            .channelName("two")
                            .originEndpointName("hls")
                            .policy(NOTHING)
                            .build();
                }))
                .isEmpty();
    }

    private static String found(Consumer<Stack> build) {
        return Findings.of(app -> build.accept(new Stack(app, "Test"))).open().stream()
                .filter(finding -> finding.rule().contains("second-policy"))
                .map(Findings.Finding::message)
                .reduce("", String::concat);
    }
}
