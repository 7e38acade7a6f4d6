package io.github.cdkmediadelivery.simulator;

import java.util.List;

/**
 * Two origins for one behaviour.
 *
 * @param id in the distribution
 * @param members ids of the origins: the first is always tried first
 * @param statusCodes for which the second is tried
 * @param mediaQuality whether the better of both answers is taken, by MediaPackage's quality score
 */
public record OriginGroup(String id, List<String> members, List<Integer> statusCodes, boolean mediaQuality) {

    /**
     * Copies the collections.
     *
     * @param id in the distribution
     * @param members ids of the origins: the first is always tried first
     * @param statusCodes for which the second is tried
     * @param mediaQuality whether the better of both answers is taken, by MediaPackage's quality score
     */
    public OriginGroup {
        members = List.copyOf(members);
        statusCodes = List.copyOf(statusCodes);
    }
}
