package io.github.cdkmediadelivery.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Tokenization;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/** The name under which a web ACL's metrics are published, which is not in its ARN. */
public final class WebAclMetric {

    private WebAclMetric() {}

    /** That of an ACL of the same app; else nothing. */
    public static @Nullable String of(String arn, Placement at) {
        if (Check.isToken(arn)
                && Tokenization.reverse(arn) instanceof Reference reference
                && reference.getTarget() instanceof CfnWebACL acl
                && at.stack().resolve(acl.getVisibilityConfig()) instanceof Map<?, ?> visibility
                && visibility.get("metricName") instanceof String name) {
            return name;
        }
        return null;
    }
}
