package io.github.cdkmediadelivery.benchmark;

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
import io.github.cdkmediadelivery.S3LiveDistribution;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import software.amazon.awscdk.Stack;

/** This library's facades, with nothing but what they must be told. */
final class Ours implements Library {

    private final DeliveryPolicies policies;

    Ours(Stack shared) {
        policies = DeliveryPolicies.in(shared);
    }

    @Override
    public void deliver(Service service, Stack stack, int number) {
        String id = service.id(number);
        switch (service) {
            case MEDIA_PACKAGE_V1 ->
                MediaPackageOriginDistribution.Builder.create(stack, id)
                        .policies(policies)
                        .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                                .endpoint(MediaPackageEndpoint.fromUrl(
                                        "https://" + Service.V1_HOST + "/out/v1/channel" + number + "/index.m3u8"))
                                .build())
                        .build();
            case MEDIA_PACKAGE_V2 ->
                MediaPackageOriginDistribution.Builder.create(stack, id)
                        .policies(policies)
                        .origin(v2(number))
                        .build();
            case S3_STORED ->
                S3OacVodDistribution.Builder.create(stack, id)
                        .policies(policies)
                        .build();
            case S3_LIVE ->
                S3LiveDistribution.Builder.create(stack, id).policies(policies).build();
            case MEDIA_STORE ->
                MediaStoreOriginDistribution.Builder.create(stack, id)
                        .policies(policies)
                        .container(MediaContainer.created("channel" + number))
                        .build();
            case MEDIA_TAILOR ->
                MediaTailorDistribution.Builder.create(stack, id)
                        .policies(policies)
                        .content(v2(number))
                        .playback(MediaTailorPlayback.existing())
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
