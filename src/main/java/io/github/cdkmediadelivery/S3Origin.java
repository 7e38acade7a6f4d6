package io.github.cdkmediadelivery;

import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.constructs.Construct;

/** A bucket behind a distribution, with what lets the distribution read it. */
sealed interface S3Origin permits S3SignedOrigin, S3IdentityOrigin {

    IOrigin in(StackResources shared);

    /** Lets the distribution read; called once it exists. */
    void admit(Construct scope, Distribution distribution);
}
