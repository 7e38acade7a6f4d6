package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.CacheKey;
import io.github.cdkmediadelivery.internal.Caching;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Regions;
import io.github.cdkmediadelivery.internal.Route;
import io.github.cdkmediadelivery.internal.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A packager of any make as the origin of a distribution: just-in-time, third-party, on premises; whatever answers by
 * HTTPS with a certificate that CloudFront trusts.
 *
 * <pre>{@code
 * PackagerOrigin origin = PackagerOrigin.at("packager.example.com", PackagerAccess.secretHeader(header))
 *         .folder("/vod")
 *         .manifests("*.m3u8", "*.mpd")
 *         .queryStrings("start", "end")
 *         .build();
 * }</pre>
 *
 * <p>Manifests are told by their names; all else is media, of which one copy is kept for all viewers, keyed by path
 * alone. A packager whose segments change with a query string does not fit here: viewers would get each other's.
 *
 * <p>Use it with {@link PackagerDistribution}, or with ads in
 * {@link MediaTailorDistribution.Builder#content(PackagerOrigin)}. What its own max-age says counts, also for how long
 * a live playlist is kept.
 */
public final class PackagerOrigin extends Value<Packager> {

    private static final Text HOST = Text.of(
            "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            "host: must be a bare host name in lower case",
            "use for example 'packager.example.com', without scheme, port and path");

    private static final Text MANIFEST = Text.of(
            "\\*(?=.*[A-Za-z0-9])[A-Za-z0-9_.~/$\"'@:+&?-]+",
            "manifests: must be a star and what the names of manifests end with, of letters, digits and _-.~/$\"'@:+&,"
                    + " with ? for any other character",
            "use for example '*.m3u8', or '*Manifest?format?m3u8-aapl?'");

    /** A folder is the beginning of path patterns, of which CloudFront takes few characters. */
    private static final Text FOLDER = Text.of(
            "[A-Za-z0-9_.~'@:&/-]+",
            "folder: must be of letters, digits and _-.~'@:&, of which CloudFront's path patterns are",
            "name the folder around it");

    private PackagerOrigin(Packager packager) {
        super(packager);
    }

    /**
     * A packager at a host.
     *
     * @param host a bare host name, without scheme, port and path
     * @param access what keeps viewers from going past CloudFront
     * @return the options
     * @throws IllegalArgumentException {@code host: must be a bare host name …}
     */
    public static Builder at(String host, PackagerAccess access) {
        Check.present("host", host);
        Check.present("access", access);
        return new Builder(HOST.check(host), access);
    }

    Packager packager() {
        return chosen();
    }

    /** The host, and the folders at it. */
    @Override
    public String toString() {
        return chosen().host() + " with " + chosen().paths();
    }

    /** Options of {@link PackagerOrigin}. */
    public static final class Builder extends OriginBuilder<Builder> {

        private final String host;
        private final PackagerAccess access;
        private final List<String> folders = new ArrayList<>();
        private List<String> manifests = Route.MANIFESTS;
        private CacheKey key = CacheKey.PATH;
        private Duration manifestTtl = Packager.WITHOUT_MAX_AGE;
        private Duration segmentTtl = Caching.DAY;

        private Builder(String host, PackagerAccess access) {
            this.host = host;
            this.access = access;
        }

        /**
         * A folder that the distribution serves, with manifests and media; by default all of the host. Other paths are
         * refused at the edge, and so are paths below a folder with two dots, which might lead to another.
         *
         * @param path at the packager, begins with a slash and does not end with one, for example {@code /vod}
         * @return this
         * @throws IllegalArgumentException {@code folder: must begin with '/' …}, {@code folder: must be of letters …},
         *     or {@code folder: must not be named twice, or lie in another …}
         */
        public Builder folder(String path) {
            Check.present("path", path);
            FOLDER.check(Check.folder("folder", path, "/vod"));
            Check.that(
                    folders.stream().noneMatch(other -> isWithin(path, other) || isWithin(other, path)),
                    "folder: must not be named twice, or lie in another one",
                    path,
                    "name the outer one alone");
            folders.add(path);
            return this;
        }

        private static boolean isWithin(String inner, String outer) {
            return (inner + "/").startsWith(outer + "/");
        }

        /**
         * What the names of manifests end with; by default {@code *.m3u8}, {@code *.mpd} and {@code *Manifest}. Each is
         * a behaviour of every folder. Cases of letters count, and {@code ?} stands for one character, as for those
         * that CloudFront takes in no path pattern: {@code *Manifest?format?m3u8-aapl?}.
         *
         * @param endings behind a star, for example {@code *.m3u8}
         * @return this
         * @throws IllegalArgumentException {@code manifests: must be what the names of manifests end with …}, or
         *     {@code manifests: must name each once, and at least one …}
         */
        public Builder manifests(String... endings) {
            said.once("manifests", endings);
            List<String> named = Stream.of(endings).map(MANIFEST::literal).toList();
            Check.that(
                    !named.isEmpty() && named.stream().distinct().count() == named.size(),
                    "manifests: must name each once, and at least one",
                    named,
                    "use for example manifests(\"*.m3u8\", \"*.mpd\")");
            this.manifests = named;
            return this;
        }

        /**
         * The query strings that change a manifest: forwarded to the packager, and part of the manifests' cache key.
         * Others reach it not at all. The packager's documentation says which there are: of one that is not named, two
         * viewers get each other's manifest, so this or {@link #noQueryStrings} has to be said.
         *
         * @param names parameter names, at most ten
         * @return this
         * @throws IllegalArgumentException {@code queryStrings: …} for more than ten or one named twice
         */
        public Builder queryStrings(String... names) {
            said.once("queryStrings", names);
            Check.that(
                    names.length > 0,
                    "queryStrings: must name at least one",
                    "none",
                    "use noQueryStrings() where no manifest changes with one");
            this.key = CacheKey.PATH.with(List.of(names));
            return this;
        }

        /**
         * No query string changes a manifest: the packager sees none.
         *
         * @return this
         */
        public Builder noQueryStrings() {
            said.once("queryStrings", true);
            return this;
        }

        /**
         * How long manifests are kept of which the packager does not say so; by default a second, which is right for
         * live streams.
         *
         * @param ttl whole seconds, up to a year
         * @return this
         * @throws IllegalArgumentException {@code manifestTtl: must be whole seconds …}
         */
        public Builder manifestTtl(Duration ttl) {
            said.once("manifestTtl", ttl);
            this.manifestTtl = Check.seconds("manifestTtl", ttl, 0, Limits.LONGEST_TTL);
            return this;
        }

        /**
         * How long media is kept of which the packager does not say so; by default a day. Shorter where names come
         * again.
         *
         * @param ttl whole seconds, up to a year
         * @return this
         * @throws IllegalArgumentException {@code segmentTtl: must be whole seconds …}
         */
        public Builder segmentTtl(Duration ttl) {
            said.once("segmentTtl", ttl);
            this.segmentTtl = Check.seconds("segmentTtl", ttl, 0, Limits.LONGEST_TTL);
            return this;
        }

        /**
         * Makes the origin.
         *
         * @return the origin
         * @throws IllegalArgumentException {@code queryStrings: must be said …}, or {@code originPath: must be the
         *     beginning of every folder …}
         */
        public PackagerOrigin build() {
            Check.that(
                    said.contains("queryStrings"),
                    "queryStrings: must be said, since viewers get each other's manifests where one is missing",
                    "none",
                    "name those that change a manifest with queryStrings(…), or use noQueryStrings()");
            for (String folder : folders) {
                Check.that(
                        (folder + "/").startsWith(originPath() + "/"),
                        "originPath: must be the beginning of every folder",
                        originPath(),
                        "use for example '/vod'");
            }
            // Of a whole host only its owner knows which names are honest.
            List<String> served = folders.isEmpty() ? List.of(originPath()) : List.copyOf(folders);
            return new PackagerOrigin(new Packager(
                    host,
                    served.stream()
                            .map(folder -> new Packager.Folder(folder, manifests))
                            .toList(),
                    List.copyOf(folders),
                    new Caching.Text(key, manifestTtl),
                    new Caching.Media(segmentTtl),
                    Set.of(Route.Trait.GUARDED_AS_A_WHOLE),
                    Optional.empty(),
                    access.admission(),
                    connection(),
                    Optional.empty()));
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        String originRegion() {
            return Regions.ofHost(host);
        }
    }
}
