package io.github.cdkmediadelivery.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.logs.CfnDelivery;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.ILogGroup;

/** Access logs line by line, to a log group or a delivery stream. */
public record StreamedLogs(String destinationArn, @Nullable ILogGroup group, List<String> fields)
        implements DeliveredLogs {

    private static final String FORMAT = "json";

    public StreamedLogs of(List<String> names) {
        return new StreamedLogs(destinationArn, group, names);
    }

    @Override
    public void check(Placement at) {
        LogDelivery.check(at, "a log group or a delivery stream");
    }

    @Override
    public void complete(Distribution distribution, Placement facade) {
        deliver(distribution.getDistributionId(), facade);
        LogDelivery.acceptedOf(distribution);
    }

    @Override
    public void deliver(String distributionId, Placement facade) {
        CfnDelivery delivery = LogDelivery.define(facade.scope(), distributionId, destination(facade))
                .recordFields(fields.isEmpty() ? null : fields)
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
