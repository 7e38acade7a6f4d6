package io.github.cdkmediadelivery.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a store of files the content lies, how it is kept, and what is known of the distribution that reads it.
 *
 * @param originPath a folder that viewers do not see
 * @param contentPath a folder that they see
 */
public record FileStore(
        String originPath,
        String contentPath,
        @Nullable String originShieldRegion,
        @Nullable String deployedDistributionId,
        Ttls ttls) {

    /** The objects that a grant is limited to, behind the name of the store. */
    public String objects() {
        return objects(originPath + contentPath);
    }

    /** The keys of a folder, for a policy: a store decodes the path before it looks at one. */
    static String objects(String folder) {
        return (folder.contains("%") ? URLDecoder.decode(folder, StandardCharsets.UTF_8) : folder) + "/*";
    }

    /** Manifests by their endings, and the rest of the folder. */
    public List<Route> routes() {
        Caching manifests = new Caching.Keyed(CacheKey.PATH, ttls.manifests);
        return List.of(
                Route.manifests(PathPattern.of(contentPath + "/*.m3u8"), manifests),
                Route.manifests(PathPattern.of(contentPath + "/*.mpd"), manifests),
                Route.media(PathPattern.of(contentPath + "/*"), new Caching.Keyed(CacheKey.PATH, ttls.segments)));
    }

    /**
     * How long files are kept that do not say so themselves: manifests, which change, and everything else.
     *
     * <p>Each time is one cache policy of the stack, whoever asks for it.
     */
    public record Ttls(Duration manifests, Duration segments) {

        /** Stored films: a manifest may be written anew, a segment is not. */
        public static final Ttls STORED = new Ttls(Duration.ofMinutes(1), Duration.ofDays(365));

        /**
         * Live streams: a manifest changes every few seconds; a segment's name may come again when the encoder starts
         * anew.
         */
        public static final Ttls LIVE = new Ttls(Duration.ofSeconds(1), Duration.ofMinutes(5));

        public Ttls {
            Check.seconds("manifestTtl", manifests, 0, Limits.LONGEST_TTL);
            Check.seconds("segmentTtl", segments, 0, Limits.LONGEST_TTL);
        }
    }
}
