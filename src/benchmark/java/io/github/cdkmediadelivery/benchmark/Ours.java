package io.github.cdkmediadelivery.benchmark;

import io.github.cdkmediadelivery.DeliveryBuilder;
import io.github.cdkmediadelivery.DeliveryPolicies;
import io.github.cdkmediadelivery.MediaContainer;
import io.github.cdkmediadelivery.MediaPackageAccess;
import io.github.cdkmediadelivery.MediaPackageEndpoint;
import io.github.cdkmediadelivery.MediaPackageOrigin;
import io.github.cdkmediadelivery.MediaPackageOriginDistribution;
import io.github.cdkmediadelivery.MediaPackageV2Endpoint;
import io.github.cdkmediadelivery.MediaStoreOriginDistribution;
import io.github.cdkmediadelivery.MediaTailorDistribution;
import io.github.cdkmediadelivery.MediaTailorPlayback;
import io.github.cdkmediadelivery.PackagerAccess;
import io.github.cdkmediadelivery.PackagerDistribution;
import io.github.cdkmediadelivery.PackagerOrigin;
import io.github.cdkmediadelivery.S3LiveDistribution;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** This library's facades, with nothing but what they must be told. */
final class Ours implements Library {

    private final Optional<DeliveryPolicies> policies;

    private Ours(Optional<DeliveryPolicies> policies) {
        this.policies = policies;
    }

    static Ours sharingIn(Stack shared) {
        return new Ours(Optional.of(DeliveryPolicies.in(shared)));
    }

    /** As everyone begins: distributions share within their own stack. */
    static Ours sharingByThemselves(Stack unused) {
        return new Ours(Optional.empty());
    }

    private <B extends DeliveryBuilder<B>> B sharing(B facade) {
        return policies.map(facade::policies).orElse(facade);
    }

    @Override
    public void deliver(Service service, Construct scope, int number) {
        String id = service.id(number);
        switch (service) {
            case MEDIA_PACKAGE_V1 ->
                sharing(MediaPackageOriginDistribution.Builder.create(scope, id))
                        .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                                .endpoint(MediaPackageEndpoint.fromUrl(
                                        "https://" + Service.V1_HOST + "/out/v1/channel" + number + "/index.m3u8"))
                                .build())
                        .build();
            case MEDIA_PACKAGE_V2 ->
                sharing(MediaPackageOriginDistribution.Builder.create(scope, id))
                        .origin(v2(number))
                        .build();
            case S3_STORED ->
                sharing(S3OacVodDistribution.Builder.create(scope, id)).build();
            case S3_LIVE ->
                sharing(S3LiveDistribution.Builder.create(scope, id)).build();
            case MEDIA_STORE ->
                sharing(MediaStoreOriginDistribution.Builder.create(scope, id))
                        .container(MediaContainer.created("channel" + number))
                        .build();
            case MEDIA_TAILOR ->
                sharing(MediaTailorDistribution.Builder.create(scope, id))
                        .content(v2(number))
                        .playback(MediaTailorPlayback.existing())
                        .build();
            case PACKAGER ->
                sharing(PackagerDistribution.Builder.create(scope, id))
                        .origin(PackagerOrigin.at(Service.PACKAGER_HOST, PackagerAccess.open())
                                .folder("/channel" + number)
                                .queryStrings("start", "end")
                                .build())
                        .build();
        }
    }

    private static MediaPackageOrigin v2(int number) {
        return MediaPackageOrigin.v2(Service.V2_HOST)
                .endpoint(MediaPackageV2Endpoint.fromArn(Service.v2EndpointArn(number))
                        .policyWrittenHere())
                .build();
    }
}
