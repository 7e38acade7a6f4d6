package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProps;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.kms.IKey;

/**
 * A bucket that knows CloudFront by its signature, and the narrowest grant that its place allows.
 *
 * <ul>
 *   <li>Bucket in the stack of the distribution: the exact distribution.
 *   <li>Bucket in another stack of the app: the exact distribution would close a cycle (the distribution needs the
 *       bucket's domain, the bucket's policy would need the distribution's id), so any distribution of the account,
 *       until the id is known and given.
 *   <li>Bucket whose policy is in a stack that the user named: the exact distribution, since that stack comes last.
 *   <li>Key, wherever it is: the same, since bucket, key and distribution would form the cycle.
 *   <li>Imported: nothing can be written, which is said aloud, with the exact distribution, since what is in no
 *       template closes no cycle.
 * </ul>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html">Restrict
 *     access to an Amazon S3 origin</a>
 */
public record S3Signed(LocatedBucket located, FileStore store) implements S3Source {

    @Override
    public IOrigin origin(Placement facade) {
        S3OriginAccessControl access = facade.shared().s3OriginAccessControl();
        if (hasTimeouts()) {
            return new S3Origin(located.host(), store, access.getOriginAccessControlId(), "");
        }
        if (grantedByTheCdk()) {
            return Unnamed.signed(
                    located.bucket(),
                    S3BucketOriginWithOACProps.builder()
                            .originAccessControl(access)
                            .originShieldRegion(store.originShieldRegion())
                            .build());
        }
        return Unnamed.plain(
                located.asOrigin(facade),
                OriginProps.builder()
                        .originAccessControlId(access.getOriginAccessControlId())
                        .originPath(store.originPath().isEmpty() ? null : store.originPath())
                        .originShieldRegion(store.originShieldRegion())
                        .build());
    }

    /** The commonest case costs least: the CDK's own origin writes the exact grant for the whole bucket. */
    private boolean grantedByTheCdk() {
        return located.place() == LocatedBucket.Place.SAME_STACK
                && located.apart() == null
                && located.key() == null
                && store.objects().equals("/*")
                && !hasTimeouts();
    }

    private boolean hasTimeouts() {
        return !store.timeouts().equals(Timeouts.CLOUDFRONTS);
    }

    @Override
    public void admit(Distribution distribution, Placement facade) {
        if (!grantedByTheCdk()) {
            admitToBucket(distribution, facade);
        }
        IKey key = located.key();
        if (key != null) {
            admitToKey(key, distribution, facade);
        }
    }

    void admitToBucket(Distribution distribution, Placement facade) {
        Statement statement = read("s3:GetObject", located.arn() + store.objects(), who(distribution, facade));
        located.admit(
                facade,
                statement,
                S3Source.bucketPolicy(
                        read(
                                "s3:GetObject",
                                "arn:aws:s3:::BUCKET" + store.objects(),
                                Condition.onlyFrom(DistributionArn.SHOWN)),
                        statement::json));
    }

    private Condition who(Distribution distribution, Placement facade) {
        if (located.apart() != null) {
            Weak.whereOthersReferTo(distribution);
            return Condition.onlyFrom(DistributionArn.of(facade.account(), distribution.getDistributionId()));
        }
        return located.closesCycle() ? theOneIfKnown(facade) : exactly(distribution);
    }

    private void admitToKey(IKey key, Distribution distribution, Placement facade) {
        read("kms:Decrypt", "*", theOneIfKnown(facade))
                .addTo(
                        statement -> key.addToResourcePolicy(statement, true),
                        facade,
                        new Warnings.Untold(
                                "kms-key-policy",
                                "The policy of an imported key was not written, so that it refuses to decrypt for"
                                        + " CloudFront.",
                                read("kms:Decrypt", "*", Condition.onlyFrom(DistributionArn.SHOWN))
                                        .json(),
                                () -> read("kms:Decrypt", "*", exactly(distribution))
                                        .json(),
                                "KeyPolicyStatement"));
    }

    private static Statement read(String action, String resource, Condition who) {
        return Statement.allow(Principal.CLOUDFRONT, action).on(resource).when(who);
    }

    private static Condition exactly(Distribution distribution) {
        return Condition.onlyFrom(DistributionArn.of(distribution.getDistributionId()));
    }

    /** The bucket or the key, in whose template this may stand, may be of another account. */
    private Condition theOneIfKnown(Placement facade) {
        return DistributionArn.onlyOrAnyOf(facade.account(), store.deployedDistributionId());
    }
}
