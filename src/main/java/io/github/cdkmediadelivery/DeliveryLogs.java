package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Said;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.constructs.Construct;

/**
 * Standard logging v2 of a distribution that is defined elsewhere: in a stack of another region, or already there.
 *
 * <p>AWS offers these deliveries in us-east-1 alone, so they stand in a stack of that region, which gets the
 * distribution's id as a cross-region reference ({@code crossRegionReferences} in both stacks):
 *
 * <pre>{@code
 * DeliveryLogs.Builder.create(inUsEast1, "Logs")
 *         .distribution(delivery.getDistribution())
 *         .accessLogs(AccessLogs.toS3().format(S3AccessLogs.Format.PARQUET))
 *         .build();
 * }</pre>
 *
 * <p>A distribution has one such source of logs: no option {@code accessLogs} beside it where that delivers too.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html">Standard
 *     logging (v2)</a>
 */
public final class DeliveryLogs extends Construct {

    private DeliveryLogs(Builder options, AccessLogs logs, IDistribution distribution) {
        super(options.at.scope(), options.id);
        logs.chosen().deliver(distribution.getDistributionId(), options.at.within(this));
    }

    /** Options of {@link DeliveryLogs}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Placement at;
        private final String id;
        private @Nullable IDistribution distribution;
        private @Nullable AccessLogs logs;

        private Builder(Construct scope, String id) {
            this.at = Placement.of(scope);
            this.id = id;
        }

        /**
         * {@return the options of new deliveries}
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
         * Whose requests are written down.
         *
         * @param distribution for example {@code delivery.getDistribution()}
         * @return this
         */
        public Builder distribution(IDistribution distribution) {
            said.once("distribution", distribution);
            this.distribution = distribution;
            return this;
        }

        /**
         * What is written down of each request, and where.
         *
         * @param logs the choice, but for {@link S3AccessLogs#legacy}, which is a property of the distribution
         * @return this
         */
        public Builder accessLogs(AccessLogs logs) {
            said.once("accessLogs", logs);
            this.logs = logs;
            return this;
        }

        /**
         * Defines the deliveries.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code distribution: must be given …}, {@code accessLogs: must be given …},
         *     {@code accessLogs: a delivery of its own needs standard logging v2 …} in another region
         */
        public DeliveryLogs build() {
            IDistribution whose = Check.given("distribution", distribution, "use distribution(…)");
            AccessLogs chosen = Check.given("accessLogs", logs, "use for example AccessLogs.toS3()");
            chosen.chosen().checkDelivery(at);
            return new DeliveryLogs(this, chosen, whose);
        }
    }
}
