package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Plan;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * A CloudFront distribution in front of a packager of any make: just-in-time, third-party, on premises.
 *
 * <pre>{@code
 * PackagerDistribution delivery = PackagerDistribution.Builder.create(this, "Delivery")
 *         .origin(origin)
 *         .build();
 * delivery.getPlaybackUrl("vod/film/index.m3u8");
 * }</pre>
 *
 * <p>Manifests have a behaviour for each ending, all else is media. Where the origin names folders, every other path is
 * answered 403 at the edge. Errors are kept for one second ({@link ErrorCaching#live}), which is right for live
 * streams; films can say otherwise.
 *
 * @see MediaPackageOriginDistribution the same for AWS's packager, which has endpoints and knows CloudFront's signature
 */
public final class PackagerDistribution extends DeliveryDistribution {

    private final Packager packager;

    private PackagerDistribution(Builder options, Plan plan, Packager packager) {
        super(options);
        this.packager = packager;
        deliver(plan, packager.origin(options.at().shared()));
    }

    /**
     * {@return the URL that a player opens}
     *
     * @param manifest its path at the packager, without the slash that begins it: {@code vod/film/index.m3u8}
     * @throws IllegalArgumentException {@code manifest: must not be empty or begin with '/' …}, or {@code manifest:
     *     must lie in a folder that is served …}
     */
    public String getPlaybackUrl(String manifest) {
        Check.present("manifest", manifest);
        String path = "/" + Check.relative("manifest", manifest, "vod/film/index.m3u8");
        Check.that(
                Check.isToken(path) || packager.paths().stream().anyMatch(folder -> path.startsWith(folder + "/")),
                "manifest: must lie in a folder that is served, one of " + packager.paths(),
                manifest,
                "name its path at the packager, or add the folder with folder(…)");
        return url(packager.viewerPath(path));
    }

    /** Options of {@link PackagerDistribution}. */
    public static final class Builder extends DeliveryBuilder<Builder> {

        private @Nullable PackagerOrigin origin;

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
         * The packager.
         *
         * @param origin the origin
         * @return this
         */
        public Builder origin(PackagerOrigin origin) {
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
        public PackagerDistribution build() {
            Packager packager = Check.given("origin", origin, "make it with PackagerOrigin.at(…)")
                    .packager();
            Plan plan = plan(packager.routes())
                    .with(cors())
                    .with(packager.admitting())
                    .checked();
            return new PackagerDistribution(this, plan, packager);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
