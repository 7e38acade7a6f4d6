package io.github.cdkmediadelivery.systems;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.ContentBucket;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.MediaPackageAccess;
import io.github.cdkmediadelivery.MediaPackageEndpoint;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * Video on Demand on AWS: what MediaConvert writes into a bucket (HLS, DASH, CMAF, Smooth Streaming, MP4), which has
 * logs of its own, behind the cheaper half of the world's edges; and, if wanted, MediaPackage VOD on {@code /out/*}.
 *
 * @see <a href="https://github.com/aws-solutions/video-on-demand-on-aws">Video on Demand on AWS</a>
 */
final class VideoOnDemand extends Stack {

    static final String PACKAGER = "0123456789abcdef.egress.mediapackage-vod.eu-west-1.amazonaws.com";
    static final String ASSET = "a1b2c3d4";

    VideoOnDemand(Construct scope) {
        super(
                scope,
                "VideoOnDemand",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region("eu-west-1")
                                .build())
                        .build());
        Bucket logs = bucket("Logs")
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED) // the legacy way writes by an ACL
                .build();
        Bucket destination = bucket("Destination")
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix("destination-bucket-logs/")
                .build();
        MediaPackageOrigin packager = MediaPackageOrigin.v1(MediaPackageAccess.open())
                .endpoint(MediaPackageEndpoint.onHost(PACKAGER, ASSET, "packaging/hls/index.m3u8"))
                .build();

        S3OacVodDistribution.Builder films = S3OacVodDistribution.Builder.create(this, "Delivery")
                .bucket(ContentBucket.of(destination))
                .cors(CorsRules.anyOrigin())
                .priceClass(PriceClass.PRICE_CLASS_100)
                .accessLogs(AccessLogs.toS3().legacy().bucket(logs).logFilePrefix("cloudfront-logs/"));
        packager.behaviors(this).forEach(films::additionalBehavior);
        films.build();
    }

    private Bucket.Builder bucket(String id) {
        return Bucket.Builder.create(this, id)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(RemovalPolicy.RETAIN);
    }
}
