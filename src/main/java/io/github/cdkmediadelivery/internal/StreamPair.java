package io.github.cdkmediadelivery.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;

/**
 * Two packagers that have the same stream, endpoint by endpoint: what one lacks, the other is asked for by the same
 * path. Of endpoints that are not of this app is said what cannot be seen.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/cross-region-failover.html">Cross-region
 *     failover in MediaPackage</a>
 */
public record StreamPair(List<V2Endpoint> first, List<V2Endpoint> second) {

    /** MediaPackage's own, where an endpoint does not say. */
    private static final Duration SEGMENT = Duration.ofSeconds(6);

    /** By default MediaPackage answers with 200 and an old manifest, for which nobody fails over. */
    private static final List<String> ERRORS_FOR = List.of("STALE_MANIFEST", "INCOMPLETE_MANIFEST");

    public StreamPair {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    /** Refuses two packagers at which a path is not the same stream. */
    public void check(Packager one, Packager other) {
        Check.that(
                other.fallback().isEmpty(),
                "failover: must be an origin without one of its own, since CloudFront asks two",
                other.host(),
                "leave failover(…) out of the second origin");
        second.forEach(endpoint -> Check.that(
                !first.contains(endpoint),
                "failover: must be another endpoint than the first",
                endpoint.shownArn(),
                "name the one of another channel group, account or region"));
        List<String> asked = viewerPaths(one);
        List<String> answered = viewerPaths(other);
        Check.that(
                asked.equals(answered) || Check.isToken(String.join(" ", asked) + String.join(" ", answered)),
                "failover: must have the paths of the first origin, since CloudFront asks both for the same one, "
                        + asked,
                answered,
                "give channel groups, channels and endpoints the same names, name the endpoints in the same order, and"
                        + " give both origins the same originPath");
        Check.that(
                !one.host().equals(other.host()),
                "failover: must be another channel group than the first",
                other.host(),
                "name the one of another account or region");
        checkAlike();
        known().forEach(StreamPair::checkErrors);
    }

    private static List<String> viewerPaths(Packager packager) {
        return packager.paths().stream().map(packager::viewerPath).toList();
    }

    /** Of whole channel groups not all endpoints need be named: those that both name. */
    private void checkAlike() {
        if (first.size() == second.size()) {
            IntStream.range(0, first.size()).forEach(i -> checkAlike(first.get(i), second.get(i)));
        } else {
            first.forEach(one -> second.stream()
                    .filter(other -> other.path().equals(one.path()))
                    .forEach(other -> checkAlike(one, other)));
        }
    }

    /** The names of playlists and segments are made of these. */
    private static void checkAlike(V2Endpoint one, V2Endpoint other) {
        if (one.resource() != null && other.resource() != null) {
            Map<String, String> there = described(other.resource());
            described(one.resource())
                    .forEach((property, value) -> Check.that(
                            value.equals(there.get(property)),
                            "failover: must have an endpoint with the same " + property + " as the first, which is "
                                    + value,
                            there.get(property) + " of " + other,
                            "set both endpoints up alike, so that a path is the same stream at both"));
        }
    }

    private static Map<String, String> described(CfnOriginEndpoint endpoint) {
        Map<String, String> described = new TreeMap<>();
        described.put("containerType", endpoint.getContainerType());
        described.put("dashManifests", Rendered.text(endpoint, endpoint.getDashManifests()));
        described.put("hlsManifests", Rendered.text(endpoint, endpoint.getHlsManifests()));
        described.put("lowLatencyHlsManifests", Rendered.text(endpoint, endpoint.getLowLatencyHlsManifests()));
        described.put("mssManifests", Rendered.text(endpoint, endpoint.getMssManifests()));
        described.put("segment length", segmentOf(endpoint).toString());
        return described;
    }

    private static void checkErrors(CfnOriginEndpoint endpoint) {
        Object said = endpoint.getForceEndpointErrorConfiguration();
        if (said != null) {
            Object conditions = Rendered.of(endpoint, said, "endpointErrorConditions");
            Check.that(
                    conditions instanceof List<?> named && named.containsAll(ERRORS_FOR),
                    "failover: must be between endpoints whose forceEndpointErrorConfiguration has " + ERRORS_FOR
                            + ", since an old manifest is answered with 200 otherwise",
                    String.valueOf(conditions),
                    "add them, or leave the property out, and it is set");
        }
    }

    /** Refuses what has no score, or does not publish it. */
    public void checkMediaQuality() {
        known().forEach(endpoint -> Check.that(
                endpoint.getMssManifests() == null,
                "failover: must not be by media quality for Microsoft Smooth Streaming, whose segments carry no score",
                endpoint.getOriginEndpointName(),
                "use Failover.onErrors(), or leave mssManifests out"));
        known().forEach(endpoint -> ScoringChannel.of(endpoint).ifPresent(ScoringChannel::check));
    }

    /** That of the longest segments, as far as the endpoints are known. */
    public Duration segment() {
        return known().map(StreamPair::segmentOf).max(Duration::compareTo).orElse(SEGMENT);
    }

    private static Duration segmentOf(CfnOriginEndpoint endpoint) {
        return Rendered.of(endpoint, endpoint.getSegment(), "segmentDurationSeconds") instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : SEGMENT;
    }

    /** Whether playlists are held back until their next part is there. */
    public boolean isLowLatency() {
        return known().anyMatch(endpoint -> endpoint.getLowLatencyHlsManifests() != null);
    }

    /** Has bad output answered with an error, as far as that is this app's to say. */
    void prepare(Placement at, FailoverCriteria when) {
        known().filter(endpoint -> endpoint.getForceEndpointErrorConfiguration() == null)
                .forEach(endpoint -> endpoint.setForceEndpointErrorConfiguration(
                        CfnOriginEndpoint.ForceEndpointErrorConfigurationProperty.builder()
                                .endpointErrorConditions(ERRORS_FOR)
                                .build()));
        List<String> unseen = Stream.concat(
                        all().filter(endpoint -> endpoint.resource() == null).map(V2Endpoint::shownArn),
                        first.isEmpty() || second.isEmpty() ? Stream.of("endpoints to come") : Stream.empty())
                .toList();
        if (!unseen.isEmpty()) {
            Warnings.add(
                    at.scope(),
                    "failover-endpoints",
                    "Failover needs of endpoints that are not of this app what cannot be seen here: "
                            + "ForceEndpointErrorConfiguration with " + String.join(" and ", ERRORS_FOR)
                            + ", without which an old manifest is answered with 200"
                            + (when.isByMediaQuality()
                                    ? ", CMAF input and OutputHeaderConfiguration.PublishMQCS of their channels"
                                    : "")
                            + ". Look at " + String.join(", ", unseen) + ".");
        }
    }

    private Stream<V2Endpoint> all() {
        return Stream.concat(first.stream(), second.stream());
    }

    private Stream<CfnOriginEndpoint> known() {
        return all().map(V2Endpoint::resource).filter(Objects::nonNull);
    }
}
