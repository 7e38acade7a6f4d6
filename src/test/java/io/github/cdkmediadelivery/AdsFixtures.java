package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;

import java.util.function.BiFunction;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.Bucket;

/** Streams with ads, such as users have. */
final class AdsFixtures {

    static final String AD_SERVER = "https://ads.example.com/vast?session=[session.id]";
    static final String HTTP_HOST = "origin.example.com";
    static final String PLAYBACK = "AWS::MediaTailor::PlaybackConfiguration";
    static final String NAME = "news";

    private AdsFixtures() {}

    /** Where the content comes from, and the folder in which it is. */
    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    enum ContentOrigin {
        MEDIA_PACKAGE_V2("/out/v1/news/one/hls", (stack, ads) -> ads.content(v2().build())),
        MEDIA_PACKAGE_V1("/out/v1/def456", (stack, ads) -> ads.content(v1().build())),
        BUCKET("/films", (stack, ads) -> ads.content(S3BucketOrigin.withOriginAccessControl(bucket(stack)))),
        WEB_SERVER("/test", (stack, ads) -> ads.content(new HttpOrigin(HTTP_HOST)));

        private final String folder;
        private final BiFunction<Stack, MediaTailorDistribution.Builder, MediaTailorDistribution.Builder> content;

        ContentOrigin(
                String folder,
                BiFunction<Stack, MediaTailorDistribution.Builder, MediaTailorDistribution.Builder> content) {
            this.folder = folder;
            this.content = content;
        }

        String folder() {
            return folder;
        }

        /** With this content, and nothing said about MediaTailor. */
        MediaTailorDistribution.Builder withoutPlayback(Stack stack) {
            return content.apply(stack, MediaTailorDistribution.Builder.create(stack, "Ads"));
        }

        /** With a playback configuration that fetches through the distribution, and no guard. */
        MediaTailorDistribution.Builder in(Stack stack) {
            return withoutPlayback(stack).playback(created());
        }

        MediaTailorPlayback created() {
            return MediaTailorPlayback.created(NAME, AD_SERVER, folder);
        }
    }

    static Bucket bucket(Stack stack) {
        var known = stack.getNode().tryFindChild("Bucket");
        return known == null ? new Bucket(stack, "Bucket") : (Bucket) known;
    }
}
