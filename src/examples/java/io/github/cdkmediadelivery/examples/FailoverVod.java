package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.ContentBucket;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.time.Duration;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.Bucket;

/**
 * For who has films that must not be missed when a region fails: S3 copies what is uploaded in the first to the second,
 * and CloudFront asks the second where the first fails. It deploys as it stands.
 *
 * <p>Two stacks, deployed in this order: the replica in the second region; the first bucket with the distribution. The
 * replica lets in any distribution of the account, until {@code deployedDistributionId} names this one.
 */
public final class FailoverVod {

    private FailoverVod() {}

    /**
     * Defines the two stacks.
     *
     * @param app the app
     */
    public static void define(App app) {
        Bucket replica = ContentBucket.created()
                .versioned(Duration.ofDays(1))
                .define(stack(app, "FailoverVodReplica", "eu-west-1"), "Replica");
        Stack firstRegion = stack(app, "FailoverVod", "eu-central-1");
        S3OacVodDistribution films = S3OacVodDistribution.Builder.create(firstRegion, "Films")
                .comment("Films in two regions")
                .bucket(ContentBucket.created().replicatedTo(replica))
                .failover(replica)
                .build();

        AcceptedFindings.ofSample(films.getDistribution());
        accept(replica, READ_BY_CLOUDFRONT);
        accept(films.getBucket(), READ_BY_CLOUDFRONT);
        AcceptedFindings.ofReplication(
                films.getBucket(),
                "{\"StackName\":\"FailoverVodReplica\",\"Region\":\"eu-west-1\",\"OutputName\":"
                        + "\"PublishOutputFnGetAttReplicaDDFB2A87Arn7F5E4644\"}");
        CfnOutput.Builder.create(firstRegion, "Url")
                .value(films.getPlaybackUrl("film/index.m3u8"))
                .build();
    }

    private static Stack stack(App app, String id, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder().region(region).build())
                        .build());
    }
}
