package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.services.cloudfront.CachePolicy;

/**
 * By what answers are told apart, and how long they are kept: the origin's max-age decides where it says one.
 *
 * <p>CloudFront compresses text and no video. Where it may compress, it keeps a copy for each set of encodings that
 * viewers accept: up to four of one segment, all the same. So text and media are kept apart.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html">Serve
 *     compressed files</a>
 */
public sealed interface Caching {

    /** What CloudFront's own policies keep that the origin says nothing of. */
    Duration DAY = Duration.ofDays(1);

    ICachePolicyRef in(SharedResources shared);

    /** Whether CloudFront may compress what it keeps. */
    boolean compresses();

    /**
     * Manifests, subtitles: each as its query strings say.
     *
     * @param withoutMaxAge how long an answer is kept that carries none
     */
    record Text(CacheKey key, Duration withoutMaxAge) implements Caching {

        @Override
        public ICachePolicyRef in(SharedResources shared) {
            return key.equals(CacheKey.PATH) && withoutMaxAge.equals(DAY)
                    ? CachePolicy.CACHING_OPTIMIZED
                    : shared.cachePolicy(key.identity() + " " + withoutMaxAge, () -> key.policy(withoutMaxAge));
        }

        @Override
        public boolean compresses() {
            return true;
        }
    }

    /**
     * Segments and all that is not text: one copy of each path, whoever asks for it.
     *
     * @param withoutMaxAge how long an answer is kept that carries none
     */
    record Media(Duration withoutMaxAge) implements Caching {

        @Override
        public ICachePolicyRef in(SharedResources shared) {
            return withoutMaxAge.equals(DAY)
                    ? CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS
                    : shared.cachePolicy("media " + withoutMaxAge, () -> CacheKey.PATH
                            .policy(withoutMaxAge)
                            .enableAcceptEncodingGzip(false)
                            .enableAcceptEncodingBrotli(false)
                            .comment("Keyed by path, one copy for all encodings"));
        }

        @Override
        public boolean compresses() {
            return false;
        }
    }

    /** Answers that are made for one viewer. */
    record None() implements Caching {

        @Override
        public ICachePolicyRef in(SharedResources shared) {
            return CachePolicy.CACHING_DISABLED;
        }

        @Override
        public boolean compresses() {
            return true;
        }
    }
}
