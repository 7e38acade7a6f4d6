package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.DashboardBody;
import io.github.cdkmediadelivery.internal.Said;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.constructs.Construct;

/**
 * A dashboard that opens with what an operator asks (is anyone watching, are viewers served, does the cache do its
 * work, does the packager answer, are breaks filled) and answers each with the graphs of the alarms about it, the
 * thresholds drawn in.
 *
 * <pre>{@code
 * DeliveryDashboard.Builder.create(this, "Dashboard")
 *         .title("News channel")
 *         .alarms(alarms)
 *         .alarms(originAlarms)
 *         .build();
 * }</pre>
 *
 * <p>Dashboards belong to no region: its graphs come from wherever the metrics arrive. It costs $3 a month, the first
 * three of an account nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html">CloudWatch
 *     dashboards</a>
 */
public final class DeliveryDashboard extends Construct {

    private final CfnDashboard dashboard;

    private DeliveryDashboard(Builder options) {
        super(options.scope, options.id);
        dashboard = CfnDashboard.Builder.create(this, "Dashboard")
                .dashboardBody(DashboardBody.of(options.title, options.sources))
                .build();
    }

    /** {@return the dashboard's name, which CloudFormation makes up} */
    public String getDashboardName() {
        return dashboard.getRef();
    }

    /** Options of {@link DeliveryDashboard}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Construct scope;
        private final String id;
        private final List<DashboardBody.Source> sources = new ArrayList<>();
        private String title = "Delivery";

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * {@return the options of a new dashboard}
         *
         * @param scope where it goes
         * @param id its name there
         */
        public static Builder create(Construct scope, String id) {
            Check.present("scope", scope);
            Check.present("id", id);
            return new Builder(scope, id);
        }

        /**
         * What stands above everything; by default {@code Delivery}.
         *
         * @param title one line
         * @return this
         */
        public Builder title(String title) {
            said.once("title", title);
            this.title = title;
            return this;
        }

        /**
         * What it shows: what these alarms watch. Called for each of them.
         *
         * @param alarms {@link DeliveryAlarms} or {@link OriginAlarms}
         * @return this
         */
        public Builder alarms(WatchedDelivery alarms) {
            Check.present("alarms", alarms);
            sources.add(new DashboardBody.Source(alarms.region(), alarms.watches(), alarms.audience()));
            return this;
        }

        /**
         * Defines the dashboard.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code alarms: must be given …}
         */
        public DeliveryDashboard build() {
            Check.that(!sources.isEmpty(), "alarms: must be given", "none", "use alarms(DeliveryAlarms…build())");
            return new DeliveryDashboard(this);
        }
    }
}
