package io.github.cdkmediadelivery.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.OriginShieldProperty;
import software.amazon.awscdk.services.cloudfront.CfnDistribution.S3OriginConfigProperty;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginBindConfig;
import software.amazon.awscdk.services.cloudfront.OriginBindOptions;
import software.constructs.Construct;

/**
 * A bucket as an origin that binds itself and grants nothing, for what aws-cdk-lib's own does not say: a read timeout.
 * It is called back from Node for every distribution.
 *
 * @param accessControlId of the access control that signs; or
 * @param identity the path of an origin access identity, empty where there is none
 */
record S3Origin(String host, FileStore store, @Nullable String accessControlId, String identity) implements IOrigin {

    @Override
    public OriginBindConfig bind(Construct scope, OriginBindOptions options) {
        Timeouts timeouts = store.timeouts();
        return OriginBindConfig.builder()
                .originProperty(OriginProperty.builder()
                        .id(options.getOriginId())
                        .domainName(host)
                        .originPath(store.originPath().isEmpty() ? null : store.originPath())
                        .originShield(shield())
                        .originAccessControlId(accessControlId)
                        .connectionAttempts(timeouts.attempts())
                        .connectionTimeout(Timeouts.seconds(timeouts.connection()))
                        .responseCompletionTimeout(Timeouts.seconds(timeouts.completion()))
                        .s3OriginConfig(S3OriginConfigProperty.builder()
                                .originAccessIdentity(identity)
                                .originReadTimeout(Timeouts.seconds(timeouts.read()))
                                .build())
                        .build())
                .build();
    }

    private @Nullable OriginShieldProperty shield() {
        return store.originShieldRegion() == null
                ? null
                : OriginShieldProperty.builder()
                        .enabled(true)
                        .originShieldRegion(store.originShieldRegion())
                        .build();
    }
}
