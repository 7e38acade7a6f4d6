package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Cors;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.LocatedBucket;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.S3Pair;
import io.github.cdkmediadelivery.internal.S3Signed;
import io.github.cdkmediadelivery.internal.S3Source;
import java.util.Optional;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** A second bucket with the objects of the first, and when it is asked. */
record Replica(IBucket bucket, Failover.OnErrors when) {

    /** Refuses what is no second bucket; called before the first construct is made. */
    void check(ContentBucket first, S3Access access, Placement at) {
        ContentBucket second = ContentBucket.of(bucket);
        Check.that(
                !first.isOf(bucket),
                "failover: must be another bucket than the first",
                bucket.getNode().getPath(),
                "name its replica");
        Check.that(
                !access.admitsIdentity(),
                "failover: must stand beside S3Access.ORIGIN_ACCESS_CONTROL, since an identity is not for another region",
                access,
                "remove the originAccess option");
        second.check(access, at);
    }

    String region() {
        return bucket.getEnv().getRegion();
    }

    /** Both as one. */
    S3Source behind(S3Source first, Placement facade, Optional<Cors> cors, FileStore store) {
        Placement beside = facade.within(new Construct(facade.scope(), "Failover"));
        LocatedBucket located = ContentBucket.of(bucket).in(beside, cors);
        return new S3Pair(first, new S3Signed(located, store), beside, when.chosen());
    }
}
