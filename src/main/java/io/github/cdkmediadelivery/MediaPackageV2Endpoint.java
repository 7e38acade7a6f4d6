package io.github.cdkmediadelivery;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

/**
 * An endpoint of AWS Elemental MediaPackage v2, found under {@code /out/v1/GROUP/CHANNEL/ENDPOINT/…} on the channel
 * group's egress domain.
 *
 * <p>An endpoint has one policy, which says who may read it. Who writes that policy is chosen by the factory:
 *
 * <ul>
 *   <li>{@link #of}: the library, bound to the exact distribution.
 *   <li>{@link #fromArn}: whoever owns the endpoint. The library warns at synthesis and prints the statement to add.
 *   <li>{@link #fromArn} with {@link #policyWrittenHere}: the library, for an endpoint that has no policy yet.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/endpoint-auth.html">Origin endpoint
 *     authorization</a>
 */
public final class MediaPackageV2Endpoint {

    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z0-9-]+:mediapackagev2:([a-z0-9-]+):[0-9]{12}:channelGroup/([\\w-]+)/channel/([\\w-]+)/originEndpoint/([\\w-]+)");

    private final String group;
    private final String channel;
    private final String name;
    private final String arn;
    private final PolicyOwner policyOwner;
    private final @Nullable CfnOriginEndpoint resource;

    /** Who writes the endpoint's policy. */
    private enum PolicyOwner {
        THIS_APP,
        SOMEONE_ELSE
    }

    private MediaPackageV2Endpoint(
            String group,
            String channel,
            String name,
            String arn,
            PolicyOwner policyOwner,
            @Nullable CfnOriginEndpoint resource) {
        this.group = group;
        this.channel = channel;
        this.name = name;
        this.arn = arn;
        this.policyOwner = policyOwner;
        this.resource = resource;
    }

    /**
     * An endpoint of the same app; its policy is written beside it.
     *
     * @param endpoint the resource
     * @return the endpoint
     */
    public static MediaPackageV2Endpoint of(CfnOriginEndpoint endpoint) {
        return new MediaPackageV2Endpoint(
                endpoint.getChannelGroupName(),
                endpoint.getChannelName(),
                endpoint.getOriginEndpointName(),
                endpoint.getAttrArn(),
                PolicyOwner.THIS_APP,
                endpoint);
    }

    /**
     * An endpoint that exists already, whose policy is not touched: the synthesis warns and prints the statement that
     * its owner must add.
     *
     * @param arn
     *     {@code arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/GROUP/channel/CHANNEL/originEndpoint/ENDPOINT}
     * @return the endpoint
     * @throws IllegalArgumentException {@code endpointArn: must be the ARN of …} for anything else
     */
    public static MediaPackageV2Endpoint fromArn(String arn) {
        Matcher parts = ARN.matcher(arn);
        Check.that(
                parts.matches(),
                "endpointArn",
                "must be the ARN of a MediaPackage v2 origin endpoint",
                arn,
                "use for example 'arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/news/channel/one/originEndpoint/hls'");
        return new MediaPackageV2Endpoint(
                parts.group(2), parts.group(3), parts.group(4), arn, PolicyOwner.SOMEONE_ELSE, null);
    }

    /**
     * The same endpoint, its policy written in the stack of the distribution. Only for an endpoint in the stack's own
     * account and region that has no policy yet: an endpoint has one policy, and this one would take its place.
     *
     * @return a new value
     */
    public MediaPackageV2Endpoint policyWrittenHere() {
        return new MediaPackageV2Endpoint(group, channel, name, arn, PolicyOwner.THIS_APP, resource);
    }

    /** The folder that holds everything of this endpoint and nothing else. */
    String path() {
        return "/out/v1/" + group + "/" + channel + "/" + name;
    }

    String group() {
        return group;
    }

    String channel() {
        return channel;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    /** The ARN for people to read: with place holders where only the deployment knows it. */
    String shownArn() {
        return Check.isToken(arn)
                ? "arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/" + group + "/channel/" + channel
                        + "/originEndpoint/" + name
                : arn;
    }

    Optional<CfnOriginEndpoint> resource() {
        return Optional.ofNullable(resource);
    }

    /** A text from which ids can be made: the same at each synthesis, whatever else the app defines. */
    String stableName() {
        return Check.isToken(path()) && resource != null ? resource.getNode().getPath() : path();
    }

    boolean policyIsOurs() {
        return policyOwner == PolicyOwner.THIS_APP;
    }

    /** Two names of the same endpoint are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MediaPackageV2Endpoint that
                && group.equals(that.group)
                && channel.equals(that.channel)
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, channel, name);
    }

    /** The endpoint's folder. */
    @Override
    public String toString() {
        return path();
    }
}
