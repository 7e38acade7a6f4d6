package io.github.cdkmediadelivery;

import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.cloudfront.IOrigin;

/**
 * How long files of a bucket are kept that do not say so themselves: manifests, which change, and everything else.
 *
 * <p>Each time is one cache policy of the stack, whoever asks for it.
 */
record FileTtls(Duration manifests, Duration segments) {

    private static final long YEAR = 31_536_000;

    /** Stored films: a manifest may be written anew, a segment is not. */
    static final FileTtls STORED = new FileTtls(Duration.ofMinutes(1), Duration.ofDays(365));

    /**
     * Live streams: a manifest changes every few seconds; a segment's name may come again when the encoder starts anew.
     */
    static final FileTtls LIVE = new FileTtls(Duration.ofSeconds(1), Duration.ofMinutes(5));

    FileTtls {
        Check.seconds("manifestTtl", manifests, 0, YEAR);
        Check.seconds("segmentTtl", segments, 0, YEAR);
    }

    FileTtls withManifests(Duration ttl) {
        return new FileTtls(ttl, segments);
    }

    FileTtls withSegments(Duration ttl) {
        return new FileTtls(manifests, ttl);
    }

    /** The paths that {@link #nameBehaviors} takes. */
    static List<String> paths(String folder) {
        return List.of(folder + "/*.m3u8", folder + "/*.mpd", folder + DistributionPlan.EVERYTHING);
    }

    /** Names the behaviours: manifests by their endings, and the rest of the folder, or of the distribution. */
    void nameBehaviors(DistributionPlan plan, String folder, IOrigin origin) {
        var forManifests = plan.shared().cachePolicy(CacheKey.PATH, manifests);
        var forSegments = plan.shared().cachePolicy(CacheKey.PATH, segments);
        plan.content(folder + "/*.m3u8", origin, forManifests).content(folder + "/*.mpd", origin, forManifests);
        if (folder.isEmpty()) {
            plan.contentElsewhere(Content.of(origin, forSegments));
        } else {
            plan.content(folder + "/*", origin, forSegments).refuseOtherPaths(origin);
        }
    }
}
