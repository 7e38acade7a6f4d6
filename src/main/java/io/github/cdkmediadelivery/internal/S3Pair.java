package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;

/**
 * Two buckets with the same objects, both of which let the distribution read.
 *
 * @param besideIt where what the second's owner is told stands: apart from what the first one's is
 */
public record S3Pair(S3Source first, S3Source second, Placement besideIt, FailoverCriteria when) implements S3Source {

    @Override
    public IOrigin origin(Placement facade) {
        return when.group(first.origin(facade), second.origin(besideIt), FailoverCriteria.OF_BUCKETS);
    }

    @Override
    public void admit(Distribution distribution, Placement facade) {
        first.admit(distribution, facade);
        second.admit(distribution, besideIt);
    }
}
