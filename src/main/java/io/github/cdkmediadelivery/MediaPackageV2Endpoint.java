package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.KnownArn;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.V2Endpoint;
import io.github.cdkmediadelivery.internal.V2Endpoint.PolicyOwner;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

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
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/endpoint-auth.html">Origin endpoint
 *     authorization</a>
 */
public final class MediaPackageV2Endpoint extends Value<V2Endpoint> {

    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z0-9-]+:mediapackagev2:([a-z0-9-]+):[0-9]{12}:channelGroup/([\\w-]+)/channel/([\\w-]+)/originEndpoint/([\\w-]+)");

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
     * in another region, as that of a second origin is. The policy names the exact distribution, so that stack is
     * deployed after the distribution's, which is deployed after the endpoint's: neither of the two can be that stack.
     *
     * @param stack of the endpoint's account and region, and of the distribution's account
     * @return a new value
     * @throws IllegalArgumentException {@code policyIn: must be a stack of the endpoint's …}, or when the distribution
     *     is built, {@code policyIn: must be another stack …}
     */
    public MediaPackageV2Endpoint policyIn(Stack stack) {
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

    String path() {
        return chosen().path();
    }

    String group() {
        return chosen().group();
    }
}
