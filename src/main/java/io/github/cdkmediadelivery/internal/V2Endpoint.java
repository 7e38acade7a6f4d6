package io.github.cdkmediadelivery.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

/**
 * An endpoint of MediaPackage v2, and whose its policy is. Two names of the same endpoint are equal.
 *
 * @param resource where it is of the same app
 */
public record V2Endpoint(
        String group,
        String channel,
        String name,
        String arn,
        PolicyOwner policyOwner,
        @Nullable CfnOriginEndpoint resource) {

    /** Who writes the endpoint's policy. */
    public enum PolicyOwner {
        THIS_APP,
        SOMEONE_ELSE
    }

    public V2Endpoint ownedBy(PolicyOwner owner) {
        return new V2Endpoint(group, channel, name, arn, owner, resource);
    }

    /** The folder that holds everything of this endpoint and nothing else. */
    public String path() {
        return "/out/v1/" + group + "/" + channel + "/" + name;
    }

    /** That of its ARN, or of the stack that has it. */
    public String region() {
        return resource != null ? Placement.of(resource).region() : arn.split(":", 5)[3];
    }

    /** The ARN for people to read: with place holders where only the deployment knows it. */
    public String shownArn() {
        return Check.isToken(arn)
                ? "arn:aws:mediapackagev2:REGION:ACCOUNT:channelGroup/" + group + "/channel/" + channel
                        + "/originEndpoint/" + name
                : arn;
    }

    /** Of it ids are made: the same at each synthesis, whatever else the app defines. */
    String digest() {
        return SharedResources.digest(
                Check.isToken(path()) && resource != null ? resource.getNode().getPath() : path());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof V2Endpoint that
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
