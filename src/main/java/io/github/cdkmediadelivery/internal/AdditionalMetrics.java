package io.github.cdkmediadelivery.internal;

import software.amazon.awscdk.services.cloudfront.CfnMonitoringSubscription;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.constructs.Construct;

/**
 * CloudFront's additional metrics, which are paid for: a subscription, of which a distribution has one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional">Additional
 *     metrics</a>
 */
public record AdditionalMetrics() implements Concern {

    /** As the CDK's own distribution calls it. */
    private static final String ID = "MonitoringSubscription";

    @Override
    public void describe(Distribution.Builder distribution, Placement facade) {
        distribution.publishAdditionalMetrics(true);
    }

    /**
     * Switches them on where nobody did.
     *
     * @param otherwise where the subscription goes for a distribution that is not of the app
     */
    public static void publish(IDistribution distribution, Construct otherwise) {
        Construct scope = distribution instanceof Construct own ? own : otherwise;
        if (scope.getNode().tryFindChild(ID) == null) {
            CfnMonitoringSubscription.Builder.create(scope, ID)
                    .distributionId(distribution.getDistributionId())
                    .monitoringSubscription(CfnMonitoringSubscription.MonitoringSubscriptionProperty.builder()
                            .realtimeMetricsSubscriptionConfig(
                                    CfnMonitoringSubscription.RealtimeMetricsSubscriptionConfigProperty.builder()
                                            .realtimeMetricsSubscriptionStatus("Enabled")
                                            .build())
                            .build())
                    .build();
        }
    }
}
