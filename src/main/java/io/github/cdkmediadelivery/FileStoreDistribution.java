package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;

/** A distribution of files that lie in a store as they are watched: in a bucket, or in a container. */
public abstract sealed class FileStoreDistribution extends DeliveryDistribution
        permits S3OacVodDistribution, S3LiveDistribution, MediaStoreOriginDistribution {

    private final String contentPath;

    FileStoreDistribution(FileStoreBuilder<?> options) {
        super(options);
        contentPath = options.store().contentPath();
    }

    /**
     * {@return the URL that a player opens}
     *
     * @param manifest the file's path below the content path, for example {@code film/index.m3u8}
     * @throws IllegalArgumentException {@code manifest: must not be empty or begin with '/' …}
     */
    public final String getPlaybackUrl(String manifest) {
        Check.present("manifest", manifest);
        return url(contentPath + "/" + Check.relative("manifest", manifest, "film/index.m3u8"));
    }
}
