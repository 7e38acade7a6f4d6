package io.github.cdkmediadelivery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProps;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * A bucket that knows CloudFront by its signature, and the narrowest grant that its place allows.
 *
 * <ul>
 *   <li>Bucket in the stack of the distribution: the exact distribution.
 *   <li>Bucket in another stack of the app: the exact distribution would close a cycle (the distribution needs the
 *       bucket's domain, the bucket's policy would need the distribution's id), so any distribution of the account,
 *       until the id is known and given.
 *   <li>Key, wherever it is: the same, since bucket, key and distribution would form the cycle.
 *   <li>Imported: nothing can be written, which is said aloud, with the exact distribution, since what is in no
 *       template closes no cycle.
 * </ul>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html">Restrict
 *     access to an Amazon S3 origin</a>
 */
record S3SignedOrigin(
        ContentBucket.Located located,
        String originPath,
        String contentPath,
        @Nullable String originShieldRegion,
        @Nullable String deployedDistributionId)
        implements S3Origin {

    static S3SignedOrigin of(ContentBucket.Located located, FileStoreBuilder<?> options) {
        return new S3SignedOrigin(
                located,
                options.originPath(),
                options.contentPath(),
                options.originShieldRegion(),
                options.deployedDistributionId());
    }

    @Override
    public IOrigin in(StackResources shared) {
        if (grantedByTheCdk()) {
            return S3BucketOrigin.withOriginAccessControl(
                    located.bucket(),
                    S3BucketOriginWithOACProps.builder()
                            .originAccessControl(shared.s3OriginAccessControl())
                            .originShieldRegion(originShieldRegion)
                            .build());
        }
        return S3BucketOrigin.withBucketDefaults(
                located.bucket(),
                OriginProps.builder()
                        .originAccessControlId(shared.s3OriginAccessControl().getOriginAccessControlId())
                        .originPath(originPath.isEmpty() ? null : originPath)
                        .originShieldRegion(originShieldRegion)
                        .build());
    }

    @Override
    public void admit(Construct scope, Distribution distribution) {
        if (!grantedByTheCdk()) {
            boolean cycle = located.place() == ContentBucket.Place.OTHER_STACK;
            grantBucket(scope, cycle ? theOneIfKnown(scope) : exactly(distribution));
        }
        IKey key = located.key();
        if (key != null) {
            grantKey(scope, key, distribution);
        }
    }

    private static Map<String, Object> exactly(Distribution distribution) {
        return DistributionArn.only(DistributionArn.of(distribution.getDistributionId()));
    }

    private Map<String, Object> theOneIfKnown(Construct scope) {
        return deployedDistributionId != null
                ? DistributionArn.only(DistributionArn.of(account(scope), deployedDistributionId))
                : DistributionArn.anyOf(account(scope));
    }

    /** The bucket or the key, in whose template this may stand, may be of another account. */
    private static String account(Construct scope) {
        return StackResources.of(scope).account();
    }

    /** The commonest case costs least: the CDK's own origin writes the exact grant for the whole bucket. */
    private boolean grantedByTheCdk() {
        return located.place() == ContentBucket.Place.SAME_STACK
                && located.key() == null
                && originPath.isEmpty()
                && contentPath.isEmpty();
    }

    private void grantBucket(Construct scope, Map<String, Object> condition) {
        String folder = originPath + contentPath + "/*";
        Map<String, Object> statement = read("s3:GetObject", located.bucket().getBucketArn() + folder, condition);
        located.admit(
                scope,
                statement,
                read("s3:GetObject", "arn:aws:s3:::BUCKET" + folder, DistributionArn.only(Warnings.DISTRIBUTION_ARN)),
                () -> statement);
    }

    private void grantKey(Construct scope, IKey key, Distribution distribution) {
        boolean written = Boolean.TRUE.equals(
                key.addToResourcePolicy(PolicyStatement.fromJson(read("kms:Decrypt", "*", theOneIfKnown(scope))), true)
                        .getStatementAdded());
        if (!written) {
            Warnings.tellOwner(
                    scope,
                    "kms-key-policy",
                    "The policy of an imported key was not written, so that it refuses to decrypt for CloudFront.",
                    read("kms:Decrypt", "*", DistributionArn.only(Warnings.DISTRIBUTION_ARN)),
                    read("kms:Decrypt", "*", exactly(distribution)),
                    "KeyPolicyStatement");
        }
    }

    private static Map<String, Object> read(String action, String resource, Map<String, Object> condition) {
        return Json.object(
                "Effect", "Allow",
                "Principal", Map.of("Service", "cloudfront.amazonaws.com"),
                "Action", List.of(action),
                "Resource", List.of(resource),
                "Condition", condition);
    }
}
