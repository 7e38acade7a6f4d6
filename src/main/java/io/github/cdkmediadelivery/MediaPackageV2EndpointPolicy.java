package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.constructs.Construct;

/**
 * The one policy that an endpoint has, shared by all distributions that read it: each admits itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-mediapackagev2-originendpointpolicy.html">AWS::MediaPackageV2::OriginEndpointPolicy</a>
 */
final class MediaPackageV2EndpointPolicy {

    private static final String WARNING = "mediapackagev2-endpoint-policy";

    private final MediaPackageV2Endpoint endpoint;
    private final List<String> distributionArns = new ArrayList<>();
    private final List<Map<String, Object>> others = new ArrayList<>();
    private @Nullable MediaPackageV2Access access;
    private @Nullable CfnOriginEndpointPolicy resource;

    MediaPackageV2EndpointPolicy(MediaPackageV2Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void admit(Construct distribution, MediaPackageV2Access asked, String distributionArn) {
        Check.that(
                access == null || access.equals(asked),
                "access",
                "must be the same for all distributions of an endpoint, since it has one policy",
                endpoint,
                "give the distributions the same MediaPackageV2Access");
        access = asked;
        distributionArns.add(distributionArn);
        if (resource != null) {
            resource.setPolicy(document(asked));
            return;
        }
        Stack stack = StackResources.of(distribution).stack();
        if (!endpoint.policyIsOurs()) {
            tell(distribution, asked, "its policy is someone else's");
        } else if (endpoint.resource().isPresent()) {
            writeNear(endpoint.resource().get(), distribution, stack, asked);
        } else {
            resource = write(stack, sharedId(), asked);
        }
    }

    /** Lets in someone else beside the distributions, which must have been admitted before. */
    void admit(Construct scope, Map<String, Object> statement) {
        others.add(statement);
        if (resource != null && access != null) {
            resource.setPolicy(document(access));
        } else {
            Warnings.tellOwner(
                    scope,
                    WARNING,
                    "The policy of MediaPackage v2 endpoint " + endpoint.arn()
                            + " was not written: it is someone else's.",
                    statement,
                    statement,
                    "EndpointPolicyOther" + StackResources.digest(endpoint.stableName()));
        }
    }

    /** Beside the endpoint where both are in one stack; with the distribution where an export would close a cycle. */
    private void writeNear(CfnOriginEndpoint defined, Construct distribution, Stack stack, MediaPackageV2Access asked) {
        Stack home = defined.getStack();
        if (home.equals(stack)) {
            resource = write(defined, "Policy", asked);
        } else if (home.getEnvironment().equals(stack.getEnvironment())) {
            resource = write(stack, sharedId(), asked);
        } else {
            tell(distribution, asked, "it is in another account or region than the distribution's stack");
        }
    }

    private CfnOriginEndpointPolicy write(Construct scope, String id, MediaPackageV2Access asked) {
        CfnOriginEndpointPolicy.Builder policy = CfnOriginEndpointPolicy.Builder.create(scope, id)
                .channelGroupName(endpoint.group())
                .channelName(endpoint.channel())
                .originEndpointName(endpoint.name())
                .policy(document(asked));
        asked.configuration().ifPresent(policy::cdnAuthConfiguration);
        return policy.build();
    }

    private Map<String, Object> document(MediaPackageV2Access asked) {
        List<Map<String, Object>> statements = new ArrayList<>();
        statements.add(asked.statement(endpoint.arn(), distributionArns));
        statements.addAll(others);
        return Json.policy(statements);
    }

    private void tell(Construct distribution, MediaPackageV2Access asked, String why) {
        Warnings.tellOwner(
                distribution,
                WARNING,
                "The policy of MediaPackage v2 endpoint " + endpoint.arn() + " was not written: " + why + ".",
                asked.statement(endpoint.arn(), List.of(Warnings.DISTRIBUTION_ARN)),
                asked.statement(endpoint.arn(), distributionArns),
                "EndpointPolicy" + StackResources.digest(endpoint.stableName()));
    }

    private String sharedId() {
        return "MediaDeliveryEndpointPolicy" + StackResources.digest(endpoint.stableName());
    }
}
