package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
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

    /** Over all stacks, since an endpoint has one policy. */
    private static final Map<CfnOriginEndpoint, Stack> WRITTEN_IN = new WeakHashMap<>();

    private final MediaPackageV2Endpoint endpoint;
    private final Stack stack;
    private final List<String> distributionArns = new ArrayList<>();
    private final List<Map<String, Object>> others = new ArrayList<>();
    private @Nullable MediaPackageV2Access access;
    private @Nullable CfnOriginEndpointPolicy resource;

    /** @param stack that of the distributions */
    MediaPackageV2EndpointPolicy(MediaPackageV2Endpoint endpoint, Stack stack) {
        this.endpoint = endpoint;
        this.stack = stack;
    }

    void check(MediaPackageV2Access asked) {
        Check.that(
                access == null || access.equals(asked),
                "access",
                "must be the same for all distributions of an endpoint, since it has one policy",
                endpoint,
                "give the distributions the same MediaPackageV2Access");
    }

    void admit(Construct distribution, MediaPackageV2Access asked, String distributionArn) {
        check(asked);
        access = asked;
        distributionArns.add(distributionArn);
        if (resource != null) {
            resource.setPolicy(document(asked));
            return;
        }
        if (!endpoint.policyIsOurs()) {
            tell(distribution, asked, "its policy is someone else's");
        } else if (endpoint.resource().isPresent()) {
            writeNear(endpoint.resource().get(), distribution, asked);
        } else {
            resource = write(stack, sharedId(), asked);
        }
    }

    /**
     * Lets in someone else beside the distributions, which must have been admitted before.
     *
     * @param shown the statement with place holders, for a warning
     */
    void admit(Construct scope, Map<String, Object> statement, Map<String, Object> shown) {
        others.add(statement);
        if (resource != null && access != null) {
            resource.setPolicy(document(access));
        } else {
            Warnings.tellOwner(
                    scope,
                    WARNING,
                    "The policy of MediaPackage v2 endpoint " + endpoint.shownArn()
                            + " does not let MediaTailor in: it is someone else's.",
                    shown,
                    statement,
                    "EndpointPolicyOther" + StackResources.digest(endpoint.stableName()));
        }
    }

    /** Beside the endpoint where both are in one stack; with the distribution where an export would close a cycle. */
    private void writeNear(CfnOriginEndpoint defined, Construct distribution, MediaPackageV2Access asked) {
        Stack home = defined.getStack();
        if (!home.equals(stack) && !home.getEnvironment().equals(stack.getEnvironment())) {
            tell(distribution, asked, "it is in another account or region than the distribution's stack");
        } else if (!writtenIn(stack, defined)) {
            tell(distribution, asked, "a distribution of another stack has it written there");
        } else if (home.equals(stack)) {
            resource = write(defined, "Policy", asked);
        } else {
            resource = write(stack, sharedId(), asked);
        }
    }

    /** The first stack to ask writes the policy: a second one would take its place at deployment. */
    private static boolean writtenIn(Stack stack, CfnOriginEndpoint defined) {
        synchronized (WRITTEN_IN) {
            return WRITTEN_IN.computeIfAbsent(defined, unused -> stack).equals(stack);
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
                "The policy of MediaPackage v2 endpoint " + endpoint.shownArn() + " was not written: " + why + ".",
                asked.statement(endpoint.shownArn(), List.of(Warnings.DISTRIBUTION_ARN)),
                asked.statement(endpoint.arn(), distributionArns),
                "EndpointPolicy" + StackResources.digest(endpoint.stableName()));
    }

    private String sharedId() {
        return "MediaDeliveryEndpointPolicy" + StackResources.digest(endpoint.stableName());
    }
}
