package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.DistributionArn;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.Packager;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.V2Endpoint;
import io.github.cdkmediadelivery.internal.V2Endpoint.PolicyOwner;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.cloudfront.IDistributionRef;
import software.amazon.awscdk.interfaces.mediapackagev2.IOriginEndpointRef;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.constructs.Construct;

/**
 * An endpoint of AWS Elemental MediaPackage v2, found under {@code /out/v1/GROUP/CHANNEL/ENDPOINT/…} on the channel
 * group's egress domain.
 *
 * <p>An endpoint is its ARN: the same names in another region or account are another endpoint.
 *
 * <p>An endpoint has one policy, which says who may read it. Who writes that policy is chosen by the factory:
 *
 * <ul>
 *   <li>{@link #of}: the library, bound to the exact distribution.
 *   <li>{@link #fromArn}: whoever owns the endpoint. The library warns at synthesis and prints the statement to add.
 *   <li>{@link #fromArn} with {@link #policyWrittenHere}: the library, for an endpoint that has no policy yet.
 *   <li>Either with {@link #policyIn}: the library, in a stack of the endpoint's region.
 *   <li>Any of them with {@link #policyWrittenElsewhere}: you, with the {@linkplain #getStatements statements} that the
 *       library gives you.
 * </ul>
 *
 * <p>An endpoint that comes after its distribution, for example in the stack of an event, {@linkplain #admit lets it
 * in} by its id:
 *
 * <pre>{@code
 * MediaPackageV2Endpoint.of(hls).admit(event, delivery);
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/endpoint-auth.html">Origin endpoint
 *     authorization</a>
 */
public final class MediaPackageV2Endpoint extends Value<V2Endpoint> {

    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z0-9-]+:mediapackagev2:([a-z0-9-]+):[0-9]{12}:channelGroup/([\\w-]+)/channel/([\\w-]+)/originEndpoint/([\\w-]+)");

    private static final Pattern NAME = Pattern.compile("[\\w-]+");
    private static final Text DISTRIBUTION = Text.of(
            "arn:[a-z0-9-]+:cloudfront::[0-9]{12}:distribution/[A-Z0-9]+",
            "distributionArn: must be the ARN of a distribution",
            "use for example 'arn:aws:cloudfront::111122223333:distribution/E2ABCDEFGHIJKL'");

    private MediaPackageV2Endpoint(V2Endpoint endpoint) {
        super(endpoint);
    }

    /**
     * An endpoint of the same app; its policy is written beside it.
     *
     * @param endpoint the resource
     * @return the endpoint
     */
    public static MediaPackageV2Endpoint of(CfnOriginEndpoint endpoint) {
        Check.present("endpoint", endpoint);
        return new MediaPackageV2Endpoint(new V2Endpoint(
                endpoint.getChannelGroupName(),
                endpoint.getChannelName(),
                endpoint.getOriginEndpointName(),
                endpoint.getAttrArn(),
                PolicyOwner.THIS_APP,
                endpoint,
                null));
    }

    /**
     * An endpoint of the same app that is not the resource itself, such as that of {@code aws-mediapackagev2-alpha}.
     * Where the resource is its default child, it is {@link #of} that resource; else the endpoint was imported, and is
     * {@link #fromArn}.
     *
     * @param endpoint the construct
     * @return the endpoint
     */
    public static MediaPackageV2Endpoint of(IOriginEndpointRef endpoint) {
        Check.present("endpoint", endpoint);
        if (endpoint instanceof CfnOriginEndpoint resource) {
            return of(resource);
        }
        return endpoint.getNode().getDefaultChild() instanceof CfnOriginEndpoint resource
                ? of(resource)
                : fromArn(endpoint.getOriginEndpointRef().getOriginEndpointArn());
    }

    /**
     * An endpoint that exists already in the region and account of the stack, whose policy is not touched, as that of
     * {@link #fromArn}.
     *
     * @param channelGroup its name, or a value known only at deployment
     * @param channel its name
     * @param endpoint its name
     * @return the endpoint
     * @throws IllegalArgumentException {@code channelGroup: must be a name …} and so on; when the distribution is
     *     built, {@code fromNames: must be said in a stack of the channel group's region …}
     */
    public static MediaPackageV2Endpoint fromNames(String channelGroup, String channel, String endpoint) {
        return new MediaPackageV2Endpoint(V2Endpoint.here(
                name("channelGroup", channelGroup), name("channel", channel), name("endpoint", endpoint)));
    }

    private static String name(String option, String name) {
        Check.present(option, name);
        Check.that(
                Check.isToken(name) || NAME.matcher(name).matches(),
                option + ": must be a name of letters, digits, '_' and '-'",
                name,
                "use for example 'news', or fromArn(…) for an ARN");
        return name;
    }

    /**
     * An endpoint that exists already, whose policy is not touched: the synthesis warns and prints the statement that
     * its owner must add.
     *
     * @param arn
     *     {@code arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/GROUP/channel/CHANNEL/originEndpoint/ENDPOINT}, or
     *     a value known only at deployment, such as {@code Fn.importValue(…)}
     * @return the endpoint
     * @throws IllegalArgumentException {@code endpointArn: must be the ARN of …} for anything else
     */
    public static MediaPackageV2Endpoint fromArn(String arn) {
        Check.present("arn", arn);
        if (Check.isToken(arn)) {
            return fromToken(arn);
        }
        Matcher parts = ARN.matcher(arn);
        Check.that(
                parts.matches(),
                "endpointArn: must be the ARN of a MediaPackage v2 origin endpoint",
                arn,
                "use for example 'arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one/originEndpoint/hls'");
        return new MediaPackageV2Endpoint(new V2Endpoint(
                parts.group(2), parts.group(3), parts.group(4), arn, PolicyOwner.SOMEONE_ELSE, null, null));
    }

    /** An ARN that is known only at deployment is cut by CloudFormation. */
    private static MediaPackageV2Endpoint fromToken(String arn) {
        List<String> names = Fn.split("/", Fn.select(5, Fn.split(":", arn)));
        return new MediaPackageV2Endpoint(new V2Endpoint(
                Fn.select(1, names),
                Fn.select(3, names),
                Fn.select(5, names),
                arn,
                PolicyOwner.SOMEONE_ELSE,
                null,
                null));
    }

    /**
     * The same endpoint, its policy written in the stack of the distribution. Only for an endpoint in the stack's own
     * account and region that has no policy yet: an endpoint has one policy, and this one would take its place. When
     * the distribution is built, {@code policyWrittenHere: must be said of …} refuses one that is known to be
     * elsewhere.
     *
     * @return a new value
     */
    public MediaPackageV2Endpoint policyWrittenHere() {
        return new MediaPackageV2Endpoint(chosen().ownedBy(PolicyOwner.THIS_APP));
    }

    /**
     * The same endpoint, its policy written in a stack of its own account and region: for a distribution whose stack is
     * in another region or account, such as us-east-1, where certificates and web ACLs are. The policy names the exact
     * distribution, so that stack is deployed after the distribution's, which is deployed after the endpoint's: neither
     * of the two can be that stack.
     *
     * <pre>{@code
     * MediaPackageV2Endpoint hls = MediaPackageV2Endpoint.of(endpoint).policyIn(access);
     * }</pre>
     *
     * @param stack of the endpoint's account and region
     * @return a new value
     * @throws IllegalArgumentException {@code policyIn: must be a stack of the endpoint's …}, or when the distribution
     *     is built, {@code policyIn: must be another stack …}
     */
    public MediaPackageV2Endpoint policyIn(Stack stack) {
        Check.present("stack", stack);
        Check.that(
                !chosen().isHere(),
                "policyIn: must be said of an endpoint whose region is known, not of names alone",
                this,
                "use MediaPackageV2Endpoint.fromArn(…)");
        KnownArn arn = chosen().place();
        Placement there = Placement.of(stack);
        String region = chosen().region();
        Check.that(
                !arn.isElsewhere(there) && !KnownArn.differ(region, there.region()),
                "policyIn: must be a stack of the endpoint's account and region",
                stack.getNode().getPath(),
                "make a stack with the environment of " + chosen().shownArn());
        return new MediaPackageV2Endpoint(chosen().withPolicyIn(stack));
    }

    /**
     * The same endpoint, whose policy is yours to write: nothing is written and nothing is warned of.
     * {@link #getStatements} has what it must say:
     *
     * <pre>{@code
     * CfnOriginEndpointPolicy.Builder.create(this, "Policy")
     *         .channelGroupName(endpoint.getChannelGroupName())
     *         .channelName(endpoint.getChannelName())
     *         .originEndpointName(endpoint.getOriginEndpointName())
     *         .policy(PolicyDocument.Builder.create()
     *                 .statements(hls.getStatements(this))
     *                 .build())
     *         .build();
     * }</pre>
     *
     * @return a new value
     */
    public MediaPackageV2Endpoint policyWrittenElsewhere() {
        return new MediaPackageV2Endpoint(chosen().ownedBy(PolicyOwner.THE_USER));
    }

    /**
     * What the endpoint's policy must say to let in the distributions of a stack that were built so far, and who else
     * reads the endpoint for them, such as MediaTailor: for your own {@code CfnOriginEndpointPolicy}, or the
     * {@code addToResourcePolicy} of another construct.
     *
     * @param scope any construct of the stack that has the distributions
     * @return the statements
     * @throws IllegalArgumentException {@code getStatements: must be asked after the distribution was built …}
     */
    public List<PolicyStatement> getStatements(Construct scope) {
        Check.present("scope", scope);
        List<PolicyStatement> statements = Placement.of(scope).own().endpointPolicy(chosen()).statements().stream()
                .map(statement -> PolicyStatement.fromJson(statement.json()))
                .toList();
        Check.that(
                !statements.isEmpty(),
                "getStatements: must be asked after the distribution was built, of a construct of its stack",
                this,
                "build it first");
        return statements;
    }

    /**
     * Lets in a distribution that does not name this endpoint, such as one that serves the
     * {@linkplain MediaPackageOrigin.V2Builder#wholeChannelGroup whole channel group}. CloudFront signs its requests.
     *
     * @param scope where the policy goes, if it is not written yet; that of an endpoint of the same stack is its child
     * @param distribution also an imported one: its id and account are used alone
     * @throws IllegalArgumentException {@code admit: must be said of an endpoint whose policy is written here …}
     */
    public void admit(Construct scope, IDistributionRef distribution) {
        Check.present("scope", scope);
        Check.present("distribution", distribution);
        admit(
                scope,
                DistributionArn.of(
                        distribution.getEnv().getAccount(),
                        distribution.getDistributionRef().getDistributionId()),
                MediaPackageV2Access.originAccessControl());
    }

    /**
     * The same, for one of which its ARN is known, or whose requests the endpoint knows in another way.
     *
     * @param scope where the policy goes
     * @param distributionArn {@code arn:aws:cloudfront::ACCOUNT:distribution/ID}, or a value known only at deployment
     * @param access the one that the distribution's origin has
     * @throws IllegalArgumentException {@code distributionArn: must be …} for anything else, or {@code admit: …}
     */
    public void admit(Construct scope, String distributionArn, MediaPackageV2Access access) {
        Check.present("scope", scope);
        Check.present("distributionArn", distributionArn);
        Check.present("access", access);
        DISTRIBUTION.check(distributionArn);
        Check.that(
                chosen().policyOwner() == PolicyOwner.THIS_APP,
                "admit: must be said of an endpoint whose policy is written here",
                this,
                "use MediaPackageV2Endpoint.of(…), or add policyWrittenHere() where it has none yet");
        Placement at = Placement.of(scope);
        Packager.Admission admission = access.admission(List.of(chosen()), "");
        admission.check(at);
        admission.admit(at, () -> distributionArn);
    }

    String path() {
        return chosen().path();
    }

    String group() {
        return chosen().group();
    }
}
