package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.DeployedDistribution;
import io.github.cdkmediadelivery.internal.FileStore;
import io.github.cdkmediadelivery.internal.Forwarded;
import io.github.cdkmediadelivery.internal.Plan;
import io.github.cdkmediadelivery.internal.Shield;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.constructs.Construct;

/**
 * The options of every facade whose origin is a store of files: where in it the content lies, and how long it is kept.
 *
 * @param <B> the builder itself, so that calls chain
 */
public abstract sealed class FileStoreBuilder<B extends FileStoreBuilder<B>> extends DeliveryBuilder<B>
        permits S3OacVodDistribution.Builder, S3LiveDistribution.Builder, MediaStoreOriginDistribution.Builder {

    private static final Text DISTRIBUTION_ID = Text.of(
            "E[A-Z0-9]{6,}",
            "deployedDistributionId: must be a distribution's id as text",
            "use for example 'E2ABCDEFGHIJKL', as the console shows it");

    private FileStore.Ttls ttls;
    private String originPath = "";
    private String contentPath = "";
    private Shield shield = Shield.NONE;
    private @Nullable OriginTimeouts originTimeouts;
    private @Nullable String deployedDistributionId;

    FileStoreBuilder(Construct scope, String id, ErrorCaching errorCaching, FileStore.Ttls ttls) {
        super(scope, id, errorCaching);
        this.ttls = ttls;
    }

    /**
     * A folder of the store that viewers do not see: CloudFront puts it before each path that it asks for. The grant is
     * limited to it.
     *
     * @param path begins with a slash, does not end with one, for example {@code /published}
     * @return this
     * @throws IllegalArgumentException {@code originPath: must begin with '/', not end with one …}
     */
    public B originPath(String path) {
        said.once("originPath", path);
        this.originPath = Check.folder("originPath", path, "/published");
        return self();
    }

    /**
     * The paths under which viewers find the content, so that the rest of the domain is free for
     * {@link DeliveryBuilder#defaultBehavior}; without such a behaviour the rest is refused. CloudFront does not cut it
     * off: the objects' keys begin with it, and the grant is limited to it. By default the films answer every path.
     *
     * @param path begins with a slash, does not end with one, for example {@code /video}
     * @return this
     * @throws IllegalArgumentException {@code contentPath: must begin with '/', not end with one …}
     */
    public B contentPath(String path) {
        said.once("contentPath", path);
        this.contentPath = Check.folder("contentPath", path, "/video");
        return self();
    }

    /**
     * An extra cache in front of the store, in the region that AWS names for the store's: one cache asks it for all
     * regions. Off by default, since it is charged.
     *
     * @return this
     * @throws IllegalArgumentException when the distribution is built: {@code originShield: must be for an origin in a
     *     region for which AWS names one …}, or whose region is known at deployment only
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region">Choose
     *     the region for Origin Shield</a>
     */
    public B originShield() {
        said.once("originShield", true);
        this.shield = Shield.NEAREST;
        return self();
    }

    /**
     * The same in a region of the user's choice, where {@link #originShield} cannot know the nearest.
     *
     * @param region for example {@code eu-west-1}
     * @return this
     * @throws IllegalArgumentException {@code originShieldRegion: must be a region's name …}, or
     *     {@code originShieldRegion: must be a region that has Origin Shield …}, with the one that AWS names in its
     *     place
     */
    public B originShieldRegion(String region) {
        said.once("originShield", region);
        this.shield = Shield.in(region);
        return self();
    }

    /**
     * How long CloudFront waits for the store, by the length of segments; by default 3 attempts of 10 seconds to
     * connect, and 30 seconds for an answer; with a second store those of segments of 6 seconds.
     *
     * @param timeouts the choice
     * @return this
     */
    public B originTimeouts(OriginTimeouts timeouts) {
        said.once("originTimeouts", timeouts);
        this.originTimeouts = timeouts;
        return self();
    }

    /** Those that a choice means for this store. */
    Timeouts timeouts(OriginTimeouts chosen) {
        return chosen.live();
    }

    /** The store's; empty or a token where it is known at deployment only. */
    abstract String originRegion();

    /**
     * The id of this very distribution, once it is deployed. Only for a bucket in another stack, for KMS keys and for
     * MediaStore: the first deployment has to admit any distribution of the account, the next admits this one alone.
     *
     * @param id for example {@code E2ABCDEFGHIJKL}
     * @return this
     * @throws IllegalArgumentException {@code deployedDistributionId: must be …} for something else than an id
     */
    public B deployedDistributionId(String id) {
        said.once("deployedDistributionId", id);
        this.deployedDistributionId = DISTRIBUTION_ID.literal(id);
        return self();
    }

    /**
     * How long manifests are kept whose object has no Cache-Control; by default a minute for films and a second for
     * live streams. An object that says {@code max-age} is kept for that long, and CloudFront honours
     * {@code stale-while-revalidate} and {@code stale-if-error} beside it.
     *
     * <p>The same holds for what else may be written anew under its name: keys of HLS ({@code *.key}), subtitles of
     * films ({@code *.vtt}), and of live streams init segments ({@code *init*.mp4}, {@code .m4s} and their like), which
     * are others when the encoder starts anew, and preview pictures ({@code *.jpg}). Manifests are told by
     * {@code .m3u8}, {@code .mpd} and {@code Manifest}; one under another name is kept like a segment, so give its
     * object a Cache-Control.
     *
     * @param ttl whole seconds, up to a year
     * @return this
     * @throws IllegalArgumentException {@code manifestTtl: must be whole seconds …}
     */
    public B manifestTtl(Duration ttl) {
        said.once("manifestTtl", ttl);
        ttls = ttls.withManifests(ttl);
        return self();
    }

    /**
     * How long everything else is kept whose object has no Cache-Control: segments, and of films also init segments,
     * pictures and files that are played as a whole. By default a year for films and five minutes for live streams,
     * whose segments may get the same names again when the encoder starts anew.
     *
     * @param ttl whole seconds, up to a year
     * @return this
     * @throws IllegalArgumentException {@code segmentTtl: must be whole seconds …}
     */
    public B segmentTtl(Duration ttl) {
        said.once("segmentTtl", ttl);
        ttls = ttls.withSegments(ttl);
        return self();
    }

    /** A grant that asks for something else than a distribution cannot be narrowed to one. */
    void checkNarrows(boolean bound, String access) {
        Check.that(
                bound || deployedDistributionId == null,
                "deployedDistributionId: must stand beside origin access control, the access that knows distributions",
                access,
                "remove one of the two options");
    }

    /** Whether a second store is asked where this one fails. */
    abstract boolean hasSecond();

    /** A second store is the second attempt, and comes in time for the player's buffer. */
    FileStore store() {
        FileStore store = new FileStore(
                originPath, contentPath, shield.region(this::originRegion), timeouts(), deployedDistributionId, ttls);
        return hasSecond() ? store.waiting(timeouts().attemptedOnce()) : store;
    }

    /** The same files elsewhere. */
    FileStore secondStore(Supplier<String> region) {
        return store().waiting(timeouts()).shielded(shield.region(region));
    }

    private Timeouts timeouts() {
        OriginTimeouts chosen = originTimeouts == null && hasSecond() ? OriginTimeouts.usual() : originTimeouts;
        return chosen == null ? Timeouts.CLOUDFRONTS : timeouts(chosen);
    }

    /** A store answers preflights by the headers of the request, which are therefore forwarded to it. */
    Plan plan() {
        if (contentPath.isEmpty()) {
            checkNoDefaultBehavior("give the content a path of its own with contentPath(…)");
        }
        return plan(store().routes())
                .with(cors())
                .with(cors().map(rules -> new Forwarded(OriginRequestPolicy.CORS_S3_ORIGIN)))
                .with(Optional.ofNullable(deployedDistributionId).map(DeployedDistribution::new));
    }
}
