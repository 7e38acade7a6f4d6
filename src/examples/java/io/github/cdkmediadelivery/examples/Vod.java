package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.deployment.BucketDeployment;
import software.amazon.awscdk.services.s3.deployment.CacheControl;
import software.amazon.awscdk.services.s3.deployment.Source;
import software.constructs.Construct;

/**
 * For who begins with films: they and the page that plays them on one domain, the page at {@code /}, the films under
 * {@code /video/}. It deploys as it stands, with a sample film.
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
                .defaultBehavior(BehaviorOptions.builder().origin(page(site)).build())
                .defaultRootObject("index.html")
                .build();

        BucketDeployment page = upload("Page", "target/player/site", site, "/")
                // The edge would keep a page for a day; a new one is there in a minute.
                .cacheControl(List.of(CacheControl.maxAge(Duration.minutes(1))))
                .build();
        upload("Sample", "target/player/sample", films.getBucket(), "video/sample")
                .build();
        CfnOutput.Builder.create(this, "PageUrl")
                .value("https://" + films.getDomainName() + "/")
                .build();
        CfnOutput.Builder.create(this, "SampleUrl")
                .value(films.getPlaybackUrl("sample/index.m3u8"))
                .build();

        AcceptedFindings.ofSample(films.getDistribution());
        accept(site, READ_BY_CLOUDFRONT);
        accept(films.getBucket(), READ_BY_CLOUDFRONT);
        AcceptedFindings.ofUploads(page, site, films.getBucket());
    }

    /**
     * The CDK's own name for the access control is the same in every region, and yet CloudFront's are the account's.
     */
    private IOrigin page(Bucket site) {
        S3OriginAccessControl access = S3OriginAccessControl.Builder.create(this, "SiteAccess")
                .originAccessControlName("site-" + Fn.select(2, Fn.split("/", getStackId())))
                .build();
        return S3BucketOrigin.withOriginAccessControl(
                site,
                S3BucketOriginWithOACProps.builder().originAccessControl(access).build());
    }

    private BucketDeployment.Builder upload(String id, String files, IBucket bucket, String folder) {
        return BucketDeployment.Builder.create(this, id)
                .sources(List.of(Source.asset(files)))
                .destinationBucket(bucket)
                .destinationKeyPrefix(folder);
    }
}
