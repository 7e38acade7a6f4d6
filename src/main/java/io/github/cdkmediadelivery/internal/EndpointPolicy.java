package io.github.cdkmediadelivery.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.constructs.Construct;

/**
 * The one policy that an endpoint has, shared by all distributions of a stack that read it, or of all stacks where the
 * user named the policy's own: each admits itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-mediapackagev2-originendpointpolicy.html">AWS::MediaPackageV2::OriginEndpointPolicy</a>
 */
public final class EndpointPolicy {

    private static final String WARNING = "mediapackagev2-endpoint-policy";

    /** Over all stacks, since an endpoint has one policy. */
    private static final Map<CfnOriginEndpoint, Stack> WRITTEN_IN = Collections.synchronizedMap(new WeakHashMap<>());

    private final V2Endpoint endpoint;

    /** The user's choice, which remembers this policy. */
    private final WeakReference<Stack> chosen;

    private final List<String> distributionArns = new ArrayList<>();
    private final List<Statement> others = new ArrayList<>();
    private @Nullable EndpointAccess access;
    private @Nullable CfnOriginEndpointPolicy resource;

    EndpointPolicy(V2Endpoint endpoint) {
        this.endpoint = endpoint.withoutPolicyStack();
        this.chosen = new WeakReference<>(endpoint.policyStack());
    }

    /** Refuses what the endpoint's one policy cannot say, or cannot say from here. */
    public void check(Placement at, EndpointAccess asked) {
        Stack apart = chosen.get();
        if (apart != null) {
            checkChosen(apart, at);
        } else if (isWrittenHere() && endpoint.resource() == null) {
            checkPlace(at);
        }
        Check.that(
                access == null || access.equals(asked),
                "originAccess: must be the same for all distributions of an endpoint, since it has one policy",
                endpoint,
                "give the distributions the same MediaPackageV2Access");
    }

    /**
     * What the policy must say for the distributions that the stack has so far, and for who else reads the endpoint.
     */
    public List<Statement> statements() {
        return access == null
                ? List.copyOf(others)
                : Stream.concat(Stream.of(access.statement(endpoint.arn(), distributionArns)), others.stream())
                        .toList();
    }

    private boolean isTheUsers() {
        return endpoint.policyOwner() == V2Endpoint.PolicyOwner.THE_USER;
    }

    private boolean isWrittenHere() {
        return endpoint.policyOwner() == V2Endpoint.PolicyOwner.THIS_APP;
    }

    /** It is deployed last, since the policy names the distribution, which asks the endpoint's host. */
    private void checkChosen(Stack apart, Placement at) {
        CfnOriginEndpoint defined = endpoint.resource();
        Check.that(
                !apart.equals(at.stack()) && (defined == null || !apart.equals(defined.getStack())),
                "policyIn: must be another stack than the distribution's and the endpoint's, since it is deployed after both",
                apart.getNode().getPath(),
                "make a stack of its own for the policy; for an endpoint of the distribution's own region leave"
                        + " policyIn(…) out");
        Stack before = defined == null ? null : WRITTEN_IN.get(defined);
        Check.that(
                before == null || before.equals(apart),
                "policyIn: must name the stack that has the endpoint's policy already, since it has one",
                apart.getNode().getPath(),
                "say the same policyIn(…) for each distribution that reads " + endpoint
                        + ", or for none: it was written in "
                        + (before == null ? "" : before.getNode().getPath()));
    }

    /** CloudFormation knows the endpoint by its names alone: elsewhere they are another endpoint's, or nobody's. */
    private void checkPlace(Placement at) {
        KnownArn arn = endpoint.place();
        Check.that(
                !arn.isElsewhere(at) && !at.own().hasPolicyOfAnother(arn),
                "policyWrittenHere: must be said of an endpoint in the region and account of the distribution's stack",
                endpoint.arn(),
                "remove it, and the synthesis prints what the endpoint's owner must add; or give it a stack of that"
                        + " region and account");
    }

    /** Lets a distribution in. */
    public void admit(Placement facade, EndpointAccess asked, String distributionArn) {
        check(facade, asked);
        access = asked;
        if (!distributionArns.contains(distributionArn)) {
            distributionArns.add(distributionArn);
        }
        if (resource != null) {
            resource.setPolicy(document());
            return;
        }
        if (isTheUsers()) {
            return;
        }
        Stack apart = chosen.get();
        if (apart != null) {
            resource = writeApart(apart, facade, asked);
        } else if (!isWrittenHere()) {
            tell(facade, asked, "its policy is someone else's");
        } else if (endpoint.resource() != null) {
            writeNear(endpoint.resource(), facade, asked);
        } else {
            facade.own().hasPolicyOf(endpoint.place());
            resource = write(facade.stack(), sharedId(endpoint, facade), asked);
        }
    }

    /**
     * Lets in someone else beside the distributions, which must have been admitted before.
     *
     * @param shown the statement with place holders, for a warning
     */
    public void admit(Placement facade, Statement statement, Statement shown) {
        others.add(statement);
        if (resource != null && access != null) {
            resource.setPolicy(document());
        } else if (!isTheUsers()) {
            Warnings.tellOwner(
                    facade,
                    new Warnings.Untold(
                            WARNING,
                            "The policy of MediaPackage v2 endpoint " + endpoint.shownArn()
                                    + " does not let MediaTailor in: it is someone else's.",
                            shown.json(),
                            statement::json,
                            "EndpointPolicyOther" + endpoint.digest(facade.stack())));
        }
    }

    private CfnOriginEndpointPolicy writeApart(Stack apart, Placement facade, EndpointAccess asked) {
        if (endpoint.resource() != null) {
            WRITTEN_IN.put(endpoint.resource(), apart);
        }
        return write(apart, sharedId(endpoint, facade), asked);
    }

    /** Beside the endpoint where both are in one stack; with the distribution where an export would close a cycle. */
    private void writeNear(CfnOriginEndpoint defined, Placement facade, EndpointAccess asked) {
        Stack home = defined.getStack();
        Stack stack = facade.stack();
        if (!home.equals(stack) && !home.getEnvironment().equals(stack.getEnvironment())) {
            tell(facade, asked, "it is in another account or region than the distribution's stack");
        } else if (!writtenIn(stack, defined)) {
            tell(facade, asked, "a distribution of another stack has it written there");
        } else if (home.equals(stack)) {
            resource = write(defined, "Policy", asked);
        } else {
            resource = write(stack, sharedId(endpoint, facade), asked);
        }
    }

    /** The first stack to ask writes the policy: a second one would take its place at deployment. */
    private static boolean writtenIn(Stack stack, CfnOriginEndpoint defined) {
        return WRITTEN_IN.computeIfAbsent(defined, unused -> stack).equals(stack);
    }

    private CfnOriginEndpointPolicy write(Construct scope, String id, EndpointAccess asked) {
        return CfnOriginEndpointPolicy.Builder.create(scope, id)
                .channelGroupName(endpoint.group())
                .channelName(endpoint.channel())
                .originEndpointName(endpoint.name())
                .policy(document())
                .cdnAuthConfiguration(
                        asked.header().map(CdnIdentifier::configuration).orElse(null))
                .build();
    }

    private Map<String, Object> document() {
        return Statement.policy(statements().stream().map(Statement::json).toList());
    }

    private void tell(Placement facade, EndpointAccess asked, String reason) {
        Warnings.tellOwner(
                facade,
                new Warnings.Untold(
                        WARNING,
                        "The policy of MediaPackage v2 endpoint " + endpoint.shownArn() + " was not written: " + reason
                                + ".",
                        asked.statement(endpoint.shownArn(), List.of(DistributionArn.SHOWN))
                                .json(),
                        () -> asked.statement(endpoint.arn(), distributionArns).json(),
                        "EndpointPolicy" + endpoint.digest(facade.stack())));
    }

    private static String sharedId(V2Endpoint endpoint, Placement facade) {
        return "MediaDeliveryEndpointPolicy" + endpoint.digest(facade.stack());
    }
}
