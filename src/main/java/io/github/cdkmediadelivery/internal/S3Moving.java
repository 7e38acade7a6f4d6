package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;

/**
 * Between identity and signature: the bucket admits both, so that neither order of its policy and the distribution, nor
 * the minutes that a distribution takes, shuts viewers out.
 *
 * @param shown what CloudFront shows
 */
public record S3Moving(S3Source shown, S3Signed signed, S3Identity identity) implements S3Source {

    @Override
    public IOrigin origin(Placement facade) {
        return shown.origin(facade);
    }

    @Override
    public void admit(Distribution distribution, Placement facade) {
        identity.admit(distribution, facade);
        if (shown.equals(signed)) {
            signed.admit(distribution, facade);
        } else {
            signed.admitToBucket(distribution, facade);
        }
    }
}
