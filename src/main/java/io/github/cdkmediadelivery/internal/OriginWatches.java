package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Watch.Limit;
import io.github.cdkmediadelivery.internal.Watch.Missing;
import io.github.cdkmediadelivery.internal.Watch.Named;
import io.github.cdkmediadelivery.internal.Watch.Question;
import io.github.cdkmediadelivery.internal.Watch.Reading;
import io.github.cdkmediadelivery.internal.Watch.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What MediaPackage and MediaTailor tell, each in its own region.
 *
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/userguide/monitoring-cloudwatch.html">Metrics of
 *     MediaPackage v2</a>
 * @see <a href="https://docs.aws.amazon.com/mediapackage/latest/ug/metrics.html">Metrics of MediaPackage v1</a>
 * @see <a href="https://docs.aws.amazon.com/mediatailor/latest/ug/monitoring-cloudwatch-metrics.html">Metrics of
 *     MediaTailor</a>
 */
public final class OriginWatches {

    private static final String MEDIA_PACKAGE = "AWS/MediaPackage";
    private static final String MEDIA_TAILOR = "AWS/MediaTailor";
    private static final String REQUESTS = "EgressRequestCount";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private OriginWatches() {}

    /** Errors of manifests and of segments apart, for which AWS has targets of their own. */
    public static List<Watch> errors(String id, V2Endpoint endpoint, double ofManifests, double ofSegments) {
        return List.of(
                errors(
                        id + "ManifestErrors",
                        "Errors of manifests of " + shown(endpoint) + ", %",
                        with(endpoint, "RequestType", "manifest"),
                        "StatusCode",
                        ofManifests,
                        "manifests"),
                errors(
                        id + "SegmentErrors",
                        "Errors of segments of " + shown(endpoint) + ", %",
                        with(endpoint, "RequestType", "segment"),
                        "StatusCode",
                        ofSegments,
                        "segments"));
    }

    /** Version 1 does not tell manifests from segments. */
    public static Watch errors(String id, Part.EndpointOfV1.Named endpoint, double percent) {
        return errors(
                id + "Errors",
                "Errors of the endpoint, %",
                ordered("Channel", endpoint.channel(), "OriginEndpoint", endpoint.endpoint()),
                "StatusCodeRange",
                percent,
                "requests");
    }

    private static Watch errors(
            String id, String title, Map<String, String> dimensions, String code, double percent, String what) {
        return new Watch(
                id,
                Question.ORIGIN,
                title,
                Reading.of(
                        "100 * (FILL(refused, 0) + FILL(failed, 0)) / asked",
                        new Named("refused", packager(REQUESTS, dimensions, code, "4xx")),
                        new Named("failed", packager(REQUESTS, dimensions, code, "5xx")),
                        new Named("asked", packager(REQUESTS, dimensions))),
                Limit.percentAbove(percent),
                "MediaPackage answers more than " + Watch.number(percent) + " % of the " + what
                        + " with errors in each of five minutes. 5xx: look whether the encoder still sends"
                        + " (IngressBytes), and at the service's health. 4xx: 403 is a policy, or a secret header, that"
                        + " no longer matches what CloudFront shows; 404 is what left the live window, or a stale"
                        + " manifest that was made an error. Switch to the other packager if there is one.");
    }

    /** Media-quality failover sends HEAD to both: what tells is bytes, of which those have none. */
    public static Watch standby(String id, V2Endpoint endpoint) {
        return new Watch(
                id,
                Question.ORIGIN,
                "Bytes from the standby " + shown(endpoint),
                Reading.of(packager("EgressBytes", with(endpoint))),
                Limit.anyInMinutes(2),
                "Viewers are served by the standby: CloudFront asks the first origin first, and got errors or worse"
                        + " pictures from it. The stream goes on. Look at the first packager and its encoder now, since"
                        + " there is no third.");
    }

    /** Of an endpoint from which somebody always reads, silence is a fault. */
    public static Watch silence(String id, V2Endpoint endpoint) {
        return new Watch(
                id,
                Question.AUDIENCE,
                "Bytes from " + shown(endpoint),
                Reading.of(packager("EgressBytes", with(endpoint))),
                new Limit(Side.BELOW, 1, "bytes", MINUTE, 3, Missing.IS_WRONG),
                "Nobody gets anything from the packager for three minutes, though the channel is on air. Look whether"
                        + " the distribution is asked (Requests), whether the encoder still sends (IngressBytes), and"
                        + " whether the endpoint's policy still names the distribution.");
    }

    /**
     * What ad servers and manifests do, by the targets of AWS.
     *
     * @param number of the configuration, empty for the first
     */
    public static List<Watch> ads(String number, String configuration, double fillRate) {
        String its = number.isEmpty() ? "" : " of " + configuration;
        return List.of(
                share(
                        "AdServerErrors" + number,
                        "Errors and timeouts of the ad server" + its + ", %",
                        tailor("AdDecisionServer.Errors", "Sum", configuration),
                        tailor("AdDecisionServer.Latency", "SampleCount", configuration),
                        5,
                        "The ad server fails: more than 5 % of MediaTailor's requests to it were answered with an"
                                + " error, empty, or not in time, in each of five minutes. Viewers see slate or the"
                                + " programme underneath, and breaks earn nothing. Call whoever runs the ad server;"
                                + " MediaTailor's log of its requests tells what it was asked."),
                share(
                        "PersonalizedManifestErrors" + number,
                        "Errors of manifests with ads" + its + ", %",
                        tailor("GetManifest.Errors", "Sum", configuration),
                        tailor("GetManifest.Latency", "SampleCount", configuration),
                        1,
                        "MediaTailor makes no manifests: more than 1 % failed in each of five minutes, and viewers who"
                                + " begin now get nothing. Look whether it reaches the content (Origin.Errors): the way"
                                + " in may have lost its token or its signature."),
                new Watch(
                        "ContentErrors" + number,
                        Question.ADS,
                        "MediaTailor's errors at the content's origin" + its,
                        Reading.of(tailor("Origin.Errors", "Sum", configuration)),
                        Limit.anyInMinutes(5),
                        "MediaTailor does not get the content's manifests: errors or timeouts in each of five minutes."
                                + " Look at the origin, at the path token or the endpoint's policy by which MediaTailor"
                                + " is let in, and at a web ACL that may block it."),
                new Watch(
                        "FillRate" + number,
                        Question.ADS,
                        "Filled with ads" + its + ", % of breaks",
                        Reading.of(tailor("Avail.FillRate", "Average", configuration)),
                        new Limit(Side.BELOW, fillRate, "%", Duration.ofMinutes(15), 1, Missing.KEEPS),
                        "Breaks stay empty: less than " + Watch.number(fillRate)
                                + " % of them was filled with ads, over a quarter of an hour in which there were some."
                                + " Compare AdDecisionServer.FillRate: if it is low too, the ad server has too few ads; if not, look at SkippedReason.* for ads that were not transcoded yet."));
    }

    /**
     * Errors of all that was asked. Whether failed requests are among the samples of the latency AWS does not say: they
     * are added, so that a service of which nothing answers counts too.
     */
    private static Watch share(
            String id, String title, CloudWatchMetric errors, CloudWatchMetric asked, double percent, String whatToDo) {
        return new Watch(
                id,
                Question.ADS,
                title,
                Reading.of(
                        "100 * errors / (FILL(asked, 0) + errors)",
                        new Named("errors", errors),
                        new Named("asked", asked)),
                Limit.percentAbove(percent),
                whatToDo);
    }

    private static CloudWatchMetric tailor(String name, String statistic, String configuration) {
        return CloudWatchMetric.of(MEDIA_TAILOR, name, statistic, "ConfigurationName", configuration);
    }

    private static CloudWatchMetric packager(String name, Map<String, String> dimensions, String... more) {
        List<String> all = new ArrayList<>();
        dimensions.forEach((key, value) -> all.addAll(List.of(key, value)));
        all.addAll(List.of(more));
        return CloudWatchMetric.of(MEDIA_PACKAGE, name, "Sum", all.toArray(String[]::new));
    }

    private static Map<String, String> with(V2Endpoint endpoint, String... more) {
        Map<String, String> dimensions = ordered(
                "ChannelGroup", endpoint.group(), "Channel", endpoint.channel(), "OriginEndpoint", endpoint.name());
        dimensions.putAll(ordered(more));
        return dimensions;
    }

    private static Map<String, String> ordered(String... keysAndValues) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return all;
    }

    private static String shown(V2Endpoint endpoint) {
        return Check.isToken(endpoint.path()) ? "an endpoint" : endpoint.channel() + "/" + endpoint.name();
    }
}
