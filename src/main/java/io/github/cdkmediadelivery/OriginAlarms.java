package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.OriginWatches;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.V2Endpoint;
import io.github.cdkmediadelivery.internal.Warnings;
import io.github.cdkmediadelivery.internal.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * Alarms about what is behind a distribution: what MediaPackage and MediaTailor tell of the endpoints and of the
 * playback configuration that it serves. In the stack of their region; what CloudFront tells is in
 * {@link DeliveryAlarms}.
 *
 * <pre>{@code
 * OriginAlarms.Builder.create(this, "OriginAlarms")
 *         .distribution(delivery)
 *         .notify(pager)
 *         .build();
 * }</pre>
 *
 * <p>Alarms, each with a description that says what to do:
 *
 * <ul>
 *   <li>for each endpoint of MediaPackage v2: more than 0.1 % errors of manifests, more than 0.01 % of segments, for
 *       five minutes: AWS's targets. Of v1, whose metrics do not tell them apart: more than 0.1 % of all;
 *   <li>for a {@link Builder#standby}: that it serves anything, which is how a failover shows. CloudFront itself has no
 *       metric of that;
 *   <li>for an endpoint {@link Builder#onAir}: that it serves nothing;
 *   <li>for MediaTailor: errors of the ad server above 5 %, of personalized manifests above 1 %, errors of the
 *       content's origin, breaks of which less than 90 % is filled.
 * </ul>
 *
 * <p><b>Missing data.</b> Metrics of requests are published where there are requests: a minute without counts as well.
 * Breaks come now and then: their alarm keeps its state until the next one. Where a channel is on air, silence is the
 * fault, and counts as one.
 *
 * <p>S3 and MediaStore publish nothing of this kind without a price for it: what they do shows in
 * {@link DeliveryAlarms}, as 5xx and as latency.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/monitoring-cloudwatch.html">Metrics of
 *     MediaPackage</a>
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/monitoring-cloudwatch-metrics.html">Metrics of
 *     MediaTailor</a>
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-emp-monitoring.html">Targets for MediaPackage and
 *     MediaTailor behind a CDN</a>
 */
public final class OriginAlarms extends WatchedDelivery {

    private final String region;

    private OriginAlarms(Builder options, List<Watch> watches) {
        super(options, watches);
        region = options.at().region();
        options.warn(this);
    }

    @Override
    String region() {
        return region;
    }

    /** Options of {@link OriginAlarms}. */
    public static final class Builder extends AlarmBuilder<Builder> {

        private final Set<V2Endpoint> standbys = new LinkedHashSet<>();
        private final List<V2Endpoint> onAir = new ArrayList<>();
        private double manifestErrors = 0.1;
        private double segmentErrors = 0.01;
        private double fillRate = 90;

        private Builder(Construct scope, String id) {
            super(scope, id);
        }

        /**
         * {@return the options of new alarms}
         *
         * @param scope where they go: in a stack of the region of MediaPackage and MediaTailor
         * @param id their name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * What is behind a facade's distribution: its endpoints, those of its {@link MediaPackageOrigin.V2Builder
         * failover} as standbys, and its playback configurations whose names are known.
         *
         * @param delivery a facade with MediaPackage or MediaTailor
         * @return this
         */
        public Builder distribution(DeliveryDistribution delivery) {
            said.once("distribution", delivery);
            add(delivery.parts());
            parts(Part.Standby.class).map(Part.Standby::endpoint).forEach(standbys::add);
            return this;
        }

        /**
         * An endpoint behind any other distribution.
         *
         * @param endpoint the endpoint
         * @return this
         */
        public Builder endpoint(MediaPackageV2Endpoint endpoint) {
            Check.present("endpoint", endpoint);
            add(List.of(new Part.Endpoint(endpoint.chosen())));
            return this;
        }

        /**
         * An endpoint from which viewers are served only when another one fails. That it serves bytes is the alarm:
         * requests alone tell nothing, since for media-quality-aware failover CloudFront asks both.
         *
         * @param endpoint the second one
         * @return this
         */
        public Builder standby(MediaPackageV2Endpoint endpoint) {
            Check.present("endpoint", endpoint);
            standbys.add(endpoint.chosen());
            return this;
        }

        /**
         * An endpoint from which somebody always reads while it is on air. That it serves nothing for three minutes is
         * the alarm, also when it says nothing at all.
         *
         * @param endpoint the endpoint
         * @return this
         */
        public Builder onAir(MediaPackageV2Endpoint endpoint) {
            Check.present("endpoint", endpoint);
            onAir.add(endpoint.chosen());
            return this;
        }

        /**
         * A playback configuration that was not created with the distribution.
         *
         * @param name of the configuration
         * @return this
         */
        public Builder playbackConfiguration(String name) {
            said.once("playbackConfiguration", name);
            add(List.of(new Part.Ads(name, "")));
            return this;
        }

        /**
         * From how many errors of manifests on there is an alarm; by default 0.1. For MediaPackage v1, of all requests.
         *
         * @param percent of the requests that reach the endpoint, in each of five minutes
         * @return this
         * @throws IllegalArgumentException {@code manifestErrors: must be between 0 and 100 per cent …}
         */
        public Builder manifestErrors(double percent) {
            said.once("manifestErrors", percent);
            this.manifestErrors = percent("manifestErrors", percent);
            return this;
        }

        /**
         * From how many errors of segments on there is an alarm; by default 0.01.
         *
         * @param percent of the requests that reach the endpoint, in each of five minutes
         * @return this
         * @throws IllegalArgumentException {@code segmentErrors: must be between 0 and 100 per cent …}
         */
        public Builder segmentErrors(double percent) {
            said.once("segmentErrors", percent);
            this.segmentErrors = percent("segmentErrors", percent);
            return this;
        }

        /**
         * How much of a break must be filled with ads; by default 90.
         *
         * @param percent of the time of breaks
         * @return this
         * @throws IllegalArgumentException {@code fillRate: must be between 0 and 100 per cent …}
         */
        public Builder fillRate(double percent) {
            said.once("fillRate", percent);
            this.fillRate = percent("fillRate", percent);
            return this;
        }

        /**
         * Defines the alarms.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code distribution: must have endpoints of MediaPackage or a playback
         *     configuration of MediaTailor …}, {@code alarms: must be in a stack of the origin's region …},
         *     {@code notify: …}
         */
        public OriginAlarms build() {
            Check.that(
                    !isEmpty(),
                    "distribution: must have endpoints of MediaPackage or a playback configuration of MediaTailor, whose"
                            + " metrics can be named",
                    "none",
                    "use endpoint(…) or playbackConfiguration(…), or DeliveryAlarms for what CloudFront tells");
            List<Watch> watches = watches();
            Check.that(
                    !watches.isEmpty(),
                    "alarms: must be in a stack of the origin's region, where the metrics of MediaPackage and MediaTailor"
                            + " arrive",
                    Check.shownRegion(at().region()),
                    "make them in a stack of '" + elsewhere().findFirst().orElse("") + "'");
            checkPagers();
            return new OriginAlarms(this, watches);
        }

        private boolean isEmpty() {
            return endpoints().findAny().isEmpty()
                    && standbys.isEmpty()
                    && onAir.isEmpty()
                    && ofV1().findAny().isEmpty()
                    && ads().findAny().isEmpty();
        }

        private List<Watch> watches() {
            List<Watch> watches = new ArrayList<>();
            numbered("Endpoint", endpoints().filter(this::isHere).toList())
                    .forEach((id, endpoint) ->
                            watches.addAll(OriginWatches.errors(id, endpoint, manifestErrors, segmentErrors)));
            numbered("Endpoint", ofV1().filter(v1 -> isHere(v1.region())).toList())
                    .forEach((id, v1) -> v1.names()
                            .ifPresent(names -> watches.add(OriginWatches.errors(id, names, manifestErrors))));
            numbered("Standby", standbys.stream().filter(this::isHere).toList())
                    .forEach((id, endpoint) -> watches.add(OriginWatches.standby(id, endpoint)));
            numbered("Silence", onAir.stream().filter(this::isHere).toList())
                    .forEach((id, endpoint) -> watches.add(OriginWatches.silence(id, endpoint)));
            numbered("", ads().filter(ads -> isHere(ads.region())).toList())
                    .forEach((number, ads) -> watches.addAll(OriginWatches.ads(number, ads.name(), fillRate)));
            return watches;
        }

        private static <T> Map<String, T> numbered(String id, List<T> all) {
            Map<String, T> numbered = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                numbered.put(i == 0 ? id : id + (i + 1), all.get(i));
            }
            return numbered;
        }

        /** Those that serve all the time. */
        private Stream<V2Endpoint> endpoints() {
            return parts(Part.Endpoint.class)
                    .map(Part.Endpoint::endpoint)
                    .filter(endpoint -> !standbys.contains(endpoint));
        }

        private Stream<Part.EndpointOfV1> ofV1() {
            return parts(Part.EndpointOfV1.class).filter(v1 -> v1.names().isPresent());
        }

        private Stream<Part.Ads> ads() {
            return parts(Part.Ads.class);
        }

        private boolean isHere(V2Endpoint endpoint) {
            return isHere(endpoint.region());
        }

        /** What is not known to be elsewhere. */
        private boolean isHere(String region) {
            return !KnownArn.differ(region, at().knownRegion());
        }

        private Stream<String> elsewhere() {
            return Stream.of(
                            endpoints().map(V2Endpoint::region),
                            standbys.stream().map(V2Endpoint::region),
                            onAir.stream().map(V2Endpoint::region),
                            ofV1().map(Part.EndpointOfV1::region),
                            ads().map(Part.Ads::region))
                    .flatMap(regions -> regions)
                    .filter(region -> !isHere(region))
                    .distinct();
        }

        /** What is not watched is said. */
        void warn(Construct alarms) {
            List<String> regions = elsewhere().toList();
            if (!regions.isEmpty()) {
                Warnings.add(
                        alarms,
                        "alarms-elsewhere",
                        "What is in " + String.join(", ", regions) + " is not watched by these alarms: its metrics"
                                + " arrive there. Make OriginAlarms in a stack of that region too.");
            }
            if (parts(Part.EndpointOfV1.class).anyMatch(v1 -> v1.names().isEmpty())) {
                Warnings.add(
                        alarms,
                        "alarms-endpoint-v1",
                        "An endpoint of MediaPackage v1 is not watched: its URL does not tell the names of its metrics."
                                + " Give MediaPackageEndpoint.of(…) the resource.");
            }
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
