package io.github.cdkmediadelivery.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
        Timeouts timeouts,
        @Nullable String deployedDistributionId,
        Ttls ttls) {

    /** The same, waited for another time. */
    public FileStore waiting(Timeouts other) {
        return new FileStore(originPath, contentPath, originShieldRegion, other, deployedDistributionId, ttls);
    }

    /** The same in another region. */
    public FileStore shielded(@Nullable String region) {
        return new FileStore(originPath, contentPath, region, timeouts, deployedDistributionId, ttls);
    }

    /** The objects that a grant is limited to, behind the name of the store. */
    public String objects() {
        return objects(originPath + contentPath);
    }

    /** The keys of a folder, for a policy: a store decodes the path before it looks at one. */
    static String objects(String folder) {
        return (folder.contains("%") ? URLDecoder.decode(folder, StandardCharsets.UTF_8) : folder) + "/*";
    }

    /** What changes under its name, told by that, and the rest of the folder. */
    public List<Route.Content> routes() {
        Caching text = new Caching.Text(CacheKey.PATH, ttls.manifests);
        Caching media = new Caching.Media(ttls.manifests);
        List<Route.Content> routes = new ArrayList<>();
        ttls.text.forEach(name -> routes.add(Route.manifests(at(name), text)));
        ttls.rewritten.forEach(name -> routes.add(Route.media(at(name), media)));
        routes.add(Route.media(at("*"), new Caching.Media(ttls.segments)));
        return routes;
    }

    private PathPattern at(String name) {
        return PathPattern.of(contentPath + "/" + name);
    }

    /**
     * How long files are kept that do not say so themselves: what may be written anew under its name, first of all the
     * manifests, and everything else.
     *
     * <p>Each time is one cache policy of the stack, whoever asks for it, and another one for text.
     *
     * @param text the names of manifests, and of what goes with them
     * @param rewritten the names of media that are kept as long as a manifest
     */
    public record Ttls(Duration manifests, Duration segments, List<String> text, List<String> rewritten) {

        /** Stored films: a manifest, subtitles and a key may be written anew, a segment is not. */
        public static final Ttls STORED = new Ttls(
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                List.of("*.m3u8", "*.mpd", "*Manifest", "*.vtt", "*.key"),
                List.of());

        /**
         * Live streams: a manifest changes every few seconds; a segment's name may come again when the encoder starts
         * anew, and then its init segment is another one under the old name. A preview picture is written over again.
         */
        public static final Ttls LIVE = new Ttls(
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                List.of("*.m3u8", "*.mpd", "*Manifest", "*.key"),
                List.of("*init*.m??", "*.jpg"));

        public Ttls {
            Check.seconds("manifestTtl", manifests, 0, Limits.LONGEST_TTL);
            Check.seconds("segmentTtl", segments, 0, Limits.LONGEST_TTL);
            text = List.copyOf(text);
            rewritten = List.copyOf(rewritten);
        }

        public Ttls withManifests(Duration ttl) {
            return new Ttls(ttl, segments, text, rewritten);
        }

        public Ttls withSegments(Duration ttl) {
            return new Ttls(manifests, ttl, text, rewritten);
        }
    }
}
