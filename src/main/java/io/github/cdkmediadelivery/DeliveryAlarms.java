package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.AdditionalMetrics;
import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.EdgeWatches;
import io.github.cdkmediadelivery.internal.OwnNames;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Warnings;
import io.github.cdkmediadelivery.internal.Watch;
import io.github.cdkmediadelivery.internal.WebAclMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.constructs.Construct;

/**
 * Alarms about a distribution: what CloudFront and AWS WAF tell of it. What MediaPackage and MediaTailor tell is in
 * {@link OriginAlarms}, since their metrics arrive in other regions.
 *
 * <pre>{@code
 * DeliveryAlarms alarms = DeliveryAlarms.Builder.create(this, "Alarms")
 *         .distribution(delivery)
 *         .cacheHitRate(95)
 *         .notify(pager)
 *         .build();
 * }</pre>
 *
 * <p>Alarms, each with a description that says what to do:
 *
 * <ul>
 *   <li>more than 0.1 % of requests answered 5xx, for five minutes;
 *   <li>more than 1 % answered 4xx, for five minutes;
 *   <li>for each function of a facade: any invalid answer in two minutes running, any failure or throttled run in five;
 *   <li>with a web ACL: more than 5 % of requests blocked, for five minutes;
 *   <li>with {@link Builder#cacheHitRate} and {@link Builder#originLatency}: too few hits, too slow an origin.
 * </ul>
 *
 * <p><b>Thresholds.</b> AWS asks for errors below 0.1 % of manifests and 0.01 % of segments, and for hits above 95 % of
 * segments. A distribution's own metrics do not tell manifests from segments, and count what no player asks for:
 * scanners, expired links. Hence 0.1 % for the server's errors, and ten times as much for the client's.
 *
 * <p><b>Missing data.</b> CloudFront publishes nothing in a minute without requests. Then nobody suffers: such a minute
 * counts as well ({@code notBreaching}), so that an alarm clears when the event is over.
 *
 * <p><b>Region.</b> CloudFront's metrics arrive in us-east-1 alone, wherever the distribution is defined. In a stack of
 * another region the alarms are refused, since they would stay silent for ever; in one without a region there is a
 * warning. The way out is a stack for them, which gets the distribution's id as a cross-region reference:
 *
 * <pre>{@code
 * new Stack(app, "Watch", StackProps.builder()
 *         .env(Environment.builder().account(account).region("us-east-1").build())
 *         .crossRegionReferences(true)
 *         .build());
 * }</pre>
 *
 * with {@code crossRegionReferences} in the distribution's stack too.
 *
 * <p><b>Price.</b> CloudWatch takes about $0.10 a month for each metric that an alarm looks at.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/monitoring-using-cloudwatch.html">Monitor
 *     CloudFront metrics with CloudWatch</a>
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/cdn-performance-benchmarks.html">Performance
 *     benchmarks for streams behind a CDN</a>
 */
public final class DeliveryAlarms extends WatchedDelivery {

    private final EdgeWatches edge;

    private DeliveryAlarms(Builder options, EdgeWatches edge) {
        super(options, options.watches(edge));
        this.edge = edge;
        options.publishWhatIsAskedFor(this);
        options.warn(this);
    }

    @Override
    List<Watch.Named> audience() {
        return edge.audience();
    }

    @Override
    String region() {
        return OwnNames.HOME_REGION;
    }

    /** Options of {@link DeliveryAlarms}. */
    public static final class Builder extends AlarmBuilder<Builder> {

        private @Nullable IDistribution distribution;
        private double serverErrors = 0.1;
        private double clientErrors = 1;
        private double blocked = 5;
        private @Nullable Double cacheHitRate;
        private @Nullable Duration originLatency;
        private @Nullable String webAclMetric;

        private Builder(Construct scope, String id) {
            super(scope, id);
        }

        /**
         * {@return the options of new alarms}
         *
         * @param scope where they go: in a stack of us-east-1
         * @param id their name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * The distribution of a facade, with its functions and its web ACL.
         *
         * @param delivery the facade
         * @return this
         */
        public Builder distribution(DeliveryDistribution delivery) {
            Check.present("delivery", delivery);
            add(delivery.parts());
            return distribution(delivery.getDistribution());
        }

        /**
         * Any distribution, also one that exists already ({@code Distribution.fromDistributionAttributes}). Its
         * functions and web ACL are named with {@link #function} and {@link #webAclMetric}.
         *
         * @param distribution the distribution
         * @return this
         */
        public Builder distribution(IDistribution distribution) {
            said.once("distribution", distribution);
            this.distribution = distribution;
            return this;
        }

        /**
         * From how many answers 5xx on there is an alarm; by default 0.1.
         *
         * @param percent of all requests, in each of five minutes
         * @return this
         * @throws IllegalArgumentException {@code serverErrors: must be between 0 and 100 per cent …}
         */
        public Builder serverErrors(double percent) {
            said.once("serverErrors", percent);
            this.serverErrors = percent("serverErrors", percent);
            return this;
        }

        /**
         * From how many answers 4xx on there is an alarm; by default 1. Where viewers need signatures, those whose have
         * expired count too.
         *
         * @param percent of all requests, in each of five minutes
         * @return this
         * @throws IllegalArgumentException {@code clientErrors: must be between 0 and 100 per cent …}
         */
        public Builder clientErrors(double percent) {
            said.once("clientErrors", percent);
            this.clientErrors = percent("clientErrors", percent);
            return this;
        }

        /**
         * From how few hits on there is an alarm; by default there is none. AWS asks for 95 where segments are most of
         * what is served, and 90 with ads.
         *
         * <p>It switches on CloudFront's additional metrics for the distribution: eight of them, at CloudWatch's price
         * for custom metrics, $0.30 each: $2.40 a month.
         *
         * @param percent of the cacheable requests, in each of three times five minutes
         * @return this
         * @throws IllegalArgumentException {@code cacheHitRate: must be between 0 and 100 per cent …}
         * @see <a
         *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional">Additional
         *     metrics</a>
         */
        public Builder cacheHitRate(double percent) {
            said.once("cacheHitRate", percent);
            this.cacheHitRate = percent("cacheHitRate", percent);
            return this;
        }

        /**
         * From how slow an origin on there is an alarm; by default there is none. AWS's rule: 80 % of the origin's
         * response timeout. For live, half a segment: a player must not wait longer than it plays.
         *
         * <p>It switches on CloudFront's additional metrics, like {@link #cacheHitRate}; both cost them once.
         *
         * @param p90 to the first byte, of nine out of ten requests that reach the origin, in each of five minutes
         * @return this
         * @throws IllegalArgumentException {@code originLatency: must be from 1 ms to 3 minutes …}
         */
        public Builder originLatency(Duration p90) {
            said.once("originLatency", p90);
            Check.that(
                    p90.toMillis() >= 1 && p90.compareTo(Duration.ofMinutes(3)) <= 0,
                    "originLatency: must be from 1 ms to 3 minutes",
                    p90,
                    "use for example Duration.ofSeconds(3) for segments of six seconds");
            this.originLatency = p90;
            return this;
        }

        /**
         * A CloudFront function of a distribution that is no facade's.
         *
         * @param function the function
         * @return this
         */
        public Builder function(IFunctionRef function) {
            Check.present("function", function);
            add(List.of(new Part.EdgeFunction(function)));
            return this;
        }

        /**
         * The metric's name of the distribution's web ACL, as its visibility configuration has it. It is known without
         * this where the ACL of a facade is of the same app.
         *
         * @param metricName for example that of {@code AllowedOriginsWebAcl}, which is its id
         * @return this
         */
        public Builder webAclMetric(String metricName) {
            said.once("webAclMetric", metricName);
            this.webAclMetric = metricName;
            return this;
        }

        /**
         * From how many requests on that the web ACL blocks there is an alarm; by default 5.
         *
         * @param percent of all requests, in each of five minutes
         * @return this
         * @throws IllegalArgumentException {@code blockedRequests: must be between 0 and 100 per cent …}
         */
        public Builder blockedRequests(double percent) {
            said.once("blockedRequests", percent);
            this.blocked = percent("blockedRequests", percent);
            return this;
        }

        /**
         * Defines the alarms.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code distribution: must be given …}, {@code alarms: must be in a stack of
         *     us-east-1 …}, {@code notify: …}
         */
        public DeliveryAlarms build() {
            IDistribution watched = Check.given("distribution", distribution, "use distribution(…)");
            String region = at().knownRegion();
            Check.that(
                    region.isEmpty() || region.equals(OwnNames.HOME_REGION),
                    "alarms: must be in a stack of us-east-1, where alone CloudFront's metrics arrive",
                    region,
                    "make a stack for them with that region, and crossRegionReferences in both");
            checkPagers();
            return new DeliveryAlarms(this, new EdgeWatches(watched.getDistributionId()));
        }

        List<Watch> watches(EdgeWatches edge) {
            List<Watch> watches = new ArrayList<>();
            watches.add(edge.serverErrors(serverErrors));
            watches.add(edge.clientErrors(clientErrors));
            if (cacheHitRate != null) {
                watches.add(edge.cacheHitRate(cacheHitRate));
            }
            if (originLatency != null) {
                watches.add(edge.originLatency(originLatency));
            }
            List<Part.EdgeFunction> functions = parts(Part.EdgeFunction.class).toList();
            for (int i = 0; i < functions.size(); i++) {
                String id = functions.size() == 1 ? "Function" : "Function" + (i + 1);
                watches.addAll(edge.function(id, functions.get(i).name()));
            }
            if (aclMetric() != null) {
                watches.add(edge.blocked(aclMetric(), blocked));
            }
            return watches;
        }

        private @Nullable String aclMetric() {
            return webAclMetric != null
                    ? webAclMetric
                    : parts(Part.WebAcl.class)
                            .findFirst()
                            .map(acl -> WebAclMetric.of(acl.arn(), at()))
                            .orElse(null);
        }

        void publishWhatIsAskedFor(Construct alarms) {
            if (distribution != null && (cacheHitRate != null || originLatency != null)) {
                AdditionalMetrics.publish(distribution, alarms);
            }
        }

        /** What is not watched is said. */
        void warn(Construct alarms) {
            if (at().knownRegion().isEmpty()) {
                Warnings.add(
                        alarms,
                        "alarms-region",
                        "The region of the stack is not known. CloudFront's metrics arrive in us-east-1 alone: deployed"
                                + " elsewhere, the alarms never fire. Give the stack the region us-east-1.");
            }
            if (aclMetric() == null && parts(Part.WebAcl.class).findFirst().isPresent()) {
                Warnings.add(
                        alarms,
                        "alarms-web-acl",
                        "The web ACL is not watched: its ARN does not tell the name of its metrics. Say it with"
                                + " webAclMetric(…); it is in the ACL's visibility configuration.");
            }
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
