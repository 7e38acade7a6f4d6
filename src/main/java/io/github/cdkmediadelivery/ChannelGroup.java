package io.github.cdkmediadelivery;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import software.amazon.awscdk.services.mediapackagev2.CfnChannelGroup;

/** A MediaPackage v2 channel group of the app; asked once for what all of its channels need. */
record ChannelGroup(String name, String egressDomain) {

    private static final Map<CfnChannelGroup, ChannelGroup> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    static ChannelGroup of(CfnChannelGroup group) {
        return KNOWN.computeIfAbsent(
                group, unused -> new ChannelGroup(group.getChannelGroupName(), group.getAttrEgressDomain()));
    }
}
