package io.github.cdkmediadelivery.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.OriginGroup;

/** One path of a distribution, and what answers it: a value. */
public sealed interface Route {

    /** What manifests of HLS, DASH and Smooth Streaming are called. */
    List<String> MANIFESTS = List.of("*.m3u8", "*.mpd", "*Manifest");

    PathPattern path();

    Purpose purpose();

    /** The behaviour as CloudFront will have it, but for what the concerns say of it. */
    BehaviorOptions.Builder behavior(Surroundings around);

    /** What a route cannot know before the distribution is defined. */
    record Surroundings(IOrigin content, ViewerProtocolPolicy protocol, SharedResources shared) {}

    /** What distinguishes a route of content from the others. */
    enum Trait {
        /** For who cannot show a signature. */
        UNSIGNED,
        /** For MediaTailor, which shows a token of its own. */
        BY_PATH_TOKEN,
        /** For who is not a browser. */
        UNGUARDED,
        /** Of an origin that may read a path in a way of its own: no part of it is for who is not a browser. */
        GUARDED_AS_A_WHOLE,
        /** The origin sees the whole request, whatever its method. */
        PASSED_ON
    }

    static Content manifests(PathPattern path, Caching caching) {
        return new Content(path, Purpose.MANIFEST, Optional.empty(), caching, Set.of());
    }

    static Content media(PathPattern path, Caching caching) {
        return new Content(path, Purpose.MEDIA, Optional.empty(), caching, Set.of());
    }

    static Content service(PathPattern path, HttpsOrigin origin, Caching caching) {
        return new Content(path, Purpose.SERVICE, Optional.of(origin), caching, Set.of());
    }

    /**
     * Content, or a service around it: the concerns apply.
     *
     * @param service another origin than the content's
     */
    record Content(PathPattern path, Purpose purpose, Optional<HttpsOrigin> service, Caching caching, Set<Trait> traits)
            implements Route {

        public Content with(Set<Trait> more) {
            Set<Trait> all = new HashSet<>(traits);
            all.addAll(more);
            return new Content(path, purpose, service, caching, Set.copyOf(all));
        }

        Content without(Trait one) {
            Set<Trait> rest = new HashSet<>(traits);
            rest.remove(one);
            return new Content(path, purpose, service, caching, Set.copyOf(rest));
        }

        Content at(PathPattern other) {
            return new Content(other, purpose, service, caching, traits);
        }

        boolean is(Trait trait) {
            return traits.contains(trait);
        }

        @Override
        public BehaviorOptions.Builder behavior(Surroundings around) {
            return BehaviorOptions.builder()
                    .origin(service.map(around.shared::origin).orElse(around.content))
                    .cachePolicy(caching.in(around.shared))
                    .viewerProtocolPolicy(around.protocol)
                    .allowedMethods(is(Trait.PASSED_ON) ? AllowedMethods.ALLOW_ALL : AllowedMethods.ALLOW_GET_HEAD)
                    .originRequestPolicy(is(Trait.PASSED_ON) ? OriginRequestPolicy.ALL_VIEWER : null)
                    .compress(caching.compresses());
        }
    }

    /** A behaviour of the user's: the concerns of content leave it alone. */
    record Page(PathPattern path, BehaviorOptions options) implements Route {

        /** CloudFront refuses such a behaviour when it is deployed. */
        public Page {
            Check.that(
                    !(options.getOrigin() instanceof OriginGroup)
                            || options.getAllowedMethods() != AllowedMethods.ALLOW_ALL,
                    "allowedMethods: must be GET, HEAD and OPTIONS where a behaviour has two origins, since CloudFront fails"
                            + " over for nothing else",
                    path,
                    "use AllowedMethods.ALLOW_GET_HEAD_OPTIONS, or name one origin");
        }

        @Override
        public Purpose purpose() {
            return Purpose.PAGE;
        }

        /** aws-cdk-lib would let an unset protocol policy be allow-all. */
        @Override
        public BehaviorOptions.Builder behavior(Surroundings around) {
            ViewerProtocolPolicy own = options.getViewerProtocolPolicy();
            return BehaviorOptions.builder()
                    .origin(options.getOrigin())
                    .viewerProtocolPolicy(own != null ? own : around.protocol)
                    .allowedMethods(options.getAllowedMethods())
                    .cachedMethods(options.getCachedMethods())
                    .cachePolicy(options.getCachePolicy())
                    .compress(options.getCompress())
                    .edgeLambdas(options.getEdgeLambdas())
                    .enableGrpc(options.getEnableGrpc())
                    .functionAssociations(options.getFunctionAssociations())
                    .originRequestPolicy(options.getOriginRequestPolicy())
                    .realtimeLogConfig(options.getRealtimeLogConfig())
                    .responseHeadersPolicy(options.getResponseHeadersPolicy())
                    .smoothStreaming(options.getSmoothStreaming())
                    .trustedKeyGroups(options.getTrustedKeyGroups());
        }
    }

    /** Paths that nobody named, or that are not what they seem: refused at the edge. */
    record Refused(PathPattern path) implements Route {

        /**
         * What of a folder leads out of it for an origin that takes {@code ..%2f} or {@code ..%5c} for a way up, which
         * CloudFront does not. Only for folders in which no honest name holds two dots. It is tried before the folder
         * and costs nothing: its function runs for such paths alone.
         */
        static Refused twisted(String folder) {
            return new Refused(PathPattern.of(folder + "/*..*"));
        }

        @Override
        public Purpose purpose() {
            return Purpose.PAGE;
        }

        @Override
        public BehaviorOptions.Builder behavior(Surroundings around) {
            return BehaviorOptions.builder()
                    .origin(around.content)
                    .cachePolicy(CachePolicy.CACHING_DISABLED)
                    .viewerProtocolPolicy(around.protocol)
                    .functionAssociations(List.of(around.shared.refuseRequests()));
        }
    }
}
