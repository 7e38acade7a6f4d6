package io.github.cdkmediadelivery.examples;

import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.ISource;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/**
 * Films on demand and the page that plays them on one domain: the page at {@code /}, the films under {@code /video/}.
 */
public final class Vod extends Stack {

    /**
     * Defines the stack.
     *
     * @param scope the app
     * @param id the stack's name
     */
    public Vod(Construct scope, String id) {
        super(scope, id);
        Bucket site = Bucket.Builder.create(this, "Site")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .build();

        S3OacVodDistribution films = S3OacVodDistribution.Builder.create(this, "Films")
                .comment("Films on demand")
                .contentPath("/video")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(S3BucketOrigin.withOriginAccessControl(site))
                        .build())
                .defaultRootObject("index.html")
                .build();

        AcceptedFindings.ofFiles(films.getDistribution());
        upload("Page", Source.asset("target/player/site"), site, "/");
        upload("Sample", Source.asset("target/player/sample"), films.getBucket(), "video/sample");
        CfnOutput.Builder.create(this, "PageUrl")
                .value("https://" + films.getDomainName() + "/")
                .build();
        CfnOutput.Builder.create(this, "SampleUrl")
                .value(films.getUrl("sample/index.m3u8"))
                .build();
    }

    private void upload(String id, ISource files, IBucket bucket, String folder) {
        BucketDeployment upload = BucketDeployment.Builder.create(this, id)
                .sources(List.of(files))
                .destinationBucket(bucket)
                .destinationKeyPrefix(folder)
                .build();
        AcceptedFindings.of(upload);
        AcceptedFindings.of(upload, bucket);
        AcceptedFindings.of(bucket);
    }
}
