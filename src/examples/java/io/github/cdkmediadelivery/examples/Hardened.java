package io.github.cdkmediadelivery.examples;

import static io.github.cdkmediadelivery.examples.AcceptedFindings.NO_LICENCE;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.READ_BY_CLOUDFRONT;
import static io.github.cdkmediadelivery.examples.AcceptedFindings.accept;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.AllowedOrigins;
import io.github.cdkmediadelivery.AllowedOriginsWebAcl;
import io.github.cdkmediadelivery.ContentBucket;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.CustomDomain;
import io.github.cdkmediadelivery.DeliveryAlarms;
import io.github.cdkmediadelivery.DeliveryDashboard;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.ReplicationRule;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * For who has films in an account in which AWS Control Tower's proactive controls are on: own domain, web ACL, root
 * object, a second bucket in another region, keys of the owner's, logs of CloudFront and of S3, and someone who is
 * called. The guide {@code docs/guides/control-tower.md} has a table of the controls.
 *
 * <p>Context: {@code -c zoneId=Z… -c zoneName=example.com}; without it the app of {@link Examples} leaves it out.
 */
public final class Hardened extends Stack {

    private static final Duration KEPT = Duration.days(90);

    private final Key key = Key.Builder.create(this, "Key")
            .enableKeyRotation(true)
            .description("Films, their access logs and the alarms of them")
            .build();

    /**
     * Defines both stacks.
     *
     * @param scope the app
     * @param zoneId of the hosted zone in which the domain is
     * @param zoneName of the hosted zone; the films are at {@code films.NAME}
     */
    public static void define(Construct scope, String zoneId, String zoneName) {
        new Hardened(scope, "Hardened", new HardenedReplica(scope, "HardenedReplica"), zoneId, zoneName);
    }

    /** In us-east-1: certificates, web ACLs and metrics of CloudFront are there alone. */
    private Hardened(Construct scope, String id, HardenedReplica replica, String zoneId, String zoneName) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(Environment.builder().region("us-east-1").build())
                        .build());
        AllowedOrigins pages = AllowedOrigins.of("https://www." + zoneName);
        IHostedZone zone = HostedZone.fromHostedZoneAttributes(
                this,
                "Zone",
                HostedZoneAttributes.builder()
                        .hostedZoneId(zoneId)
                        .zoneName(zoneName)
                        .build());
        AllowedOriginsWebAcl acl = AllowedOriginsWebAcl.Builder.create(this, "WebAcl", pages)
                .managedRuleGroup("AWSManagedRulesAmazonIpReputationList")
                .build();
        Bucket logsOfS3 = logsOfS3();

        S3OacVodDistribution films = S3OacVodDistribution.Builder.create(this, "Films")
                .comment("Films, by the rules of AWS Control Tower")
                .bucket(ContentBucket.of(content(logsOfS3, replica)))
                .failover(replica.getBucket())
                .customDomain(CustomDomain.inZone(zone, "films." + zoneName))
                .defaultRootObject("index.html")
                .webAclArn(acl.getWebAclArn())
                .cors(CorsRules.origins(pages))
                .accessLogs(AccessLogs.toS3()
                        .legacy()
                        .bucket(logsOfCloudFront(logsOfS3))
                        .logFilePrefix("films/"))
                .build();

        DeliveryAlarms alarms = DeliveryAlarms.Builder.create(this, "Alarms")
                .distribution(films)
                .cacheHitRate(95)
                .notify(Topic.Builder.create(this, "Pager")
                        .enforceSsl(true)
                        .masterKey(key)
                        .build())
                .build();
        DeliveryDashboard.Builder.create(this, "Dashboard")
                .title("Films")
                .alarms(alarms)
                .build();
        accept(films.getDistribution(), NO_LICENCE);
        accept(replica.getBucket(), READ_BY_CLOUDFRONT);
        AcceptedFindings.ofReplication(
                films.getBucket(),
                "{\"StackName\":\"HardenedReplica\",\"Region\":\"us-west-2\",\"OutputName\":"
                        + "\"PublishOutputFnGetAttBucket83908E77Arn0F129B3B\"}");
    }

    /** What changes in it is said to EventBridge, and who asks for what to S3's own log. */
    private Bucket content(Bucket logs, HardenedReplica replica) {
        return announced(bucket("Content", ObjectOwnership.BUCKET_OWNER_ENFORCED, null)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix("content/")
                .replicationRules(List.of(ReplicationRule.builder()
                        .destination(Bucket.fromBucketArn(this, "Replica", replica.getBucketArn()))
                        .kmsKey(Key.fromKeyArn(this, "ReplicaKey", replica.getKeyArn()))
                        .sseKmsEncryptedObjects(true)
                        .deleteMarkerReplication(true)
                        .priority(1)
                        .build()))
                .build());
    }

    /** CloudFront writes the legacy way with an ACL, which the bucket must allow. */
    private Bucket logsOfCloudFront(Bucket logs) {
        return announced(bucket("CloudFrontLogs", ObjectOwnership.BUCKET_OWNER_PREFERRED, KEPT)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .bucketKeyEnabled(true)
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix("cloudfront-logs/")
                .build());
    }

    /** S3 writes its own logs into no bucket with a KMS key, and a log of the log would never end. */
    private Bucket logsOfS3() {
        return announced(bucket("S3Logs", ObjectOwnership.BUCKET_OWNER_ENFORCED, KEPT)
                .encryption(BucketEncryption.S3_MANAGED)
                .build());
    }

    /** Logs hold viewers' addresses, and go after a while; films stay. */
    private Bucket.Builder bucket(String id, ObjectOwnership ownership, @Nullable Duration age) {
        return Bucket.Builder.create(this, id)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ownership)
                .enforceSsl(true)
                .versioned(true)
                .objectLockEnabled(true)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(age)
                        .noncurrentVersionExpiration(KEPT)
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build()));
    }

    /** As a property of the bucket: the CDK's own option calls a function of its own instead, which no control sees. */
    private static Bucket announced(Bucket bucket) {
        if (bucket.getNode().getDefaultChild() instanceof CfnBucket resource) {
            resource.setNotificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                    .eventBridgeConfiguration(CfnBucket.EventBridgeConfigurationProperty.builder()
                            .eventBridgeEnabled(true)
                            .build())
                    .build());
        }
        return bucket;
    }
}
