package io.github.cdkmediadelivery.internal;

import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediapackagev2.CfnChannel;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

/**
 * A channel that must say how good its pictures are.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/media-quality-score.html">Media
 *     quality-aware resiliency</a>
 */
record ScoringChannel(CfnChannel channel) {

    /** The channel of an endpoint, where it is in the endpoint's stack. */
    static Optional<ScoringChannel> of(CfnOriginEndpoint endpoint) {
        Stack stack = endpoint.getStack();
        String wanted = String.valueOf(stack.resolve(endpoint.getChannelName()));
        String group = String.valueOf(stack.resolve(endpoint.getChannelGroupName()));
        return stack.getNode().findAll().stream()
                .filter(CfnChannel.class::isInstance)
                .map(CfnChannel.class::cast)
                .filter(channel -> channel.getChannelName().equals(endpoint.getChannelName())
                        || wanted.equals(String.valueOf(stack.resolve(channel.getRef())))
                        || wanted.equals(String.valueOf(stack.resolve(channel.getChannelName()))))
                .filter(channel -> group.equals(String.valueOf(stack.resolve(channel.getChannelGroupName()))))
                .findFirst()
                .map(ScoringChannel::new);
    }

    void check() {
        Check.that(
                "CMAF".equals(channel.getInputType()),
                "failover: must be between channels with CMAF input to go by media quality",
                channel.getInputType() == null ? "HLS, which is the default" : channel.getInputType(),
                "set inputType(\"CMAF\") on channel " + channel.getNode().getPath() + ", or use Failover.onErrors()");
        Check.that(
                Boolean.TRUE.equals(Rendered.of(channel, channel.getOutputHeaderConfiguration(), "publishMqcs")),
                "failover: must be between channels that publish their media quality score to go by it",
                "none",
                "set outputHeaderConfiguration with publishMqcs(true) on channel "
                        + channel.getNode().getPath() + ", or use Failover.onErrors()");
    }
}
