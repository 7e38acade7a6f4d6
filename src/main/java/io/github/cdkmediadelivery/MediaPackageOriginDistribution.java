package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Plan;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * A CloudFront distribution that serves the endpoints of one MediaPackage origin, and nothing else of it.
 *
 * <pre>{@code
 * MediaPackageOriginDistribution delivery = MediaPackageOriginDistribution.Builder.create(this, "Delivery")
 *         .origin(MediaPackageOrigin.v2(channelGroup).endpoint(hls).build())
 *         .cors(CorsRules.anyOrigin())
 *         .build();
 * delivery.getPlaybackUrl(hls, "index.m3u8");
 * }</pre>
 *
 * <p>Each endpoint has behaviours of its own, for its manifests ({@code /out/v1/ENDPOINT/*.m3u8}) and for its media
 * ({@code /out/v1/ENDPOINT/*}): four for one of v2 or of an unknown format, two for others of v1. MediaPackage v1 puts
 * all endpoints of an account and region on one host, so a catch-all behaviour would publish every one of them: every
 * other path is answered 403 at the edge by a CloudFront function that the stack's distributions share, unless
 * {@link DeliveryBuilder#defaultBehavior} gives it to another origin. Paths with two dots, by which one endpoint's
 * folder could lead to another's ({@code ..%2fOTHER/}), are answered 403 in any case: MediaPackage has none.
 *
 * <p>Errors are kept for one second ({@link ErrorCaching#live}), since a live segment that is missing now is there in a
 * moment.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/live-streaming.html">Video streaming
 *     with CloudFront and AWS Media Services</a>
 */
public final class MediaPackageOriginDistribution extends DeliveryDistribution {

    private final MediaPackageOrigin origin;

    private MediaPackageOriginDistribution(Builder options, Plan plan, MediaPackageOrigin origin) {
        super(options);
        this.origin = origin;
        deliver(plan, origin.packager().origin(options.at().shared()));
    }

    /**
     * {@return the URL that a player opens: the manifest of a MediaPackage v1 endpoint}
     *
     * @param endpoint one of the origin's
     * @throws IllegalArgumentException {@code endpoint: must be one that this distribution serves …}
     */
    public String getPlaybackUrl(MediaPackageEndpoint endpoint) {
        Check.present("endpoint", endpoint);
        checkServed(origin.serves(endpoint), endpoint);
        return playbackUrl(endpoint.manifestPath());
    }

    /**
     * {@return the URL that a player opens: a manifest of a MediaPackage v2 endpoint}
     *
     * @param endpoint one of the origin's
     * @param manifest the manifest's name with its ending: {@code index.m3u8}, {@code index.mpd}
     * @throws IllegalArgumentException {@code endpoint: must be one that this distribution serves …}, or
     *     {@code manifest: must not begin with '/' …}
     */
    public String getPlaybackUrl(MediaPackageV2Endpoint endpoint, String manifest) {
        Check.present("endpoint", endpoint);
        Check.present("manifest", manifest);
        checkServed(origin.serves(endpoint.chosen()), endpoint);
        return playbackUrl(endpoint.path() + "/" + Check.relative("manifest", manifest, "index.m3u8"));
    }

    private static void checkServed(boolean served, Object endpoint) {
        Check.that(
                served,
                "endpoint: must be one that this distribution serves",
                endpoint,
                "add it to the origin with endpoint(…)");
    }

    private String playbackUrl(String path) {
        return url(origin.packager().viewerPath(path));
    }

    /** Options of {@link MediaPackageOriginDistribution}. */
    public static final class Builder extends DeliveryBuilder<Builder> {

        private @Nullable MediaPackageOrigin origin;

        private Builder(Construct scope, String id) {
            super(scope, id, ErrorCaching.live());
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * The packager and its endpoints.
         *
         * @param origin the origin
         * @return this
         */
        public Builder origin(MediaPackageOrigin origin) {
            said.once("origin", origin);
            this.origin = origin;
            return this;
        }

        /**
         * Defines the distribution.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code origin: must be given …}, or what the options together make
         *     impossible
         */
        public MediaPackageOriginDistribution build() {
            MediaPackageOrigin packager =
                    Check.given("origin", origin, "make it with MediaPackageOrigin.v2(…) or v1(…)");
            Plan plan = plan(packager.packager().routes())
                    .with(cors().isPresent() ? cors() : packager.packager().pages())
                    .with(packager.packager().admitting())
                    .checked();
            return new MediaPackageOriginDistribution(this, plan, packager);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
