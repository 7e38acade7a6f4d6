package io.github.cdkmediadelivery.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.logs.CfnDelivery;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.ILogGroup;

/** Access logs line by line, to a log group or a delivery stream. */
public record StreamedLogs(String destinationArn, @Nullable ILogGroup group) implements Concern {

    private static final String FORMAT = "json";

    @Override
    public void check(Plan plan) {
        LogDelivery.check(plan.at(), "a log group or a delivery stream");
    }

    @Override
    public void complete(Distribution distribution, Placement facade) {
        CfnDelivery delivery = LogDelivery.define(facade.scope(), distribution.getDistributionId(), destination(facade))
                .build();
        if (group != null) {
            group.addToResourcePolicy(
                    Unnamed.statement(LogDelivery.mayAppend(destinationArn).json()));
            // AWS tries whether it may write when the delivery is made.
            delivery.getNode().addDependency(group);
        }
    }

    private LogDelivery.Destination destination(Placement facade) {
        return group == null
                ? new LogDelivery.Destination(
                        destinationArn, Check.isToken(destinationArn) ? "" : destinationArn, FORMAT)
                : LogDelivery.Destination.of(
                        group,
                        destinationArn,
                        Weak.from(group, CfnLogGroup.class, CfnLogGroup::getAttrArn, destinationArn, facade),
                        FORMAT);
    }
}
