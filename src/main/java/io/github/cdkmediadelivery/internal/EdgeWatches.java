package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Watch.Limit;
import io.github.cdkmediadelivery.internal.Watch.Missing;
import io.github.cdkmediadelivery.internal.Watch.Named;
import io.github.cdkmediadelivery.internal.Watch.Question;
import io.github.cdkmediadelivery.internal.Watch.Reading;
import io.github.cdkmediadelivery.internal.Watch.Side;
import java.time.Duration;
import java.util.List;

/**
 * What CloudFront and AWS WAF tell of a distribution, in us-east-1 alone. Periods and their number are those that AWS
 * recommends.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html">Types
 *     of metrics for CloudFront</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#CloudFront">Recommended
 *     alarms</a>
 */
public record EdgeWatches(String distributionId) {

    private static final String CLOUDFRONT = "AWS/CloudFront";

    public Watch serverErrors(double percent) {
        return new Watch(
                "ServerErrors",
                Question.SERVED,
                "5xx of all requests, %",
                Reading.of(metric("5xxErrorRate", "Average")),
                Limit.percentAbove(percent),
                "Viewers are not served: more than " + Watch.number(percent)
                        + " % of requests were answered 5xx in each of five minutes. Look whether the origin answers"
                        + " (alarms of MediaPackage and MediaTailor in its region; for S3, 503 is too many requests for"
                        + " a prefix). 502: certificate or name of the origin; 503: capacity, or a function that was"
                        + " throttled; 504: it is too slow for the timeouts. If the origin is down and there is no"
                        + " failover, move viewers to another distribution.");
    }

    public Watch clientErrors(double percent) {
        return new Watch(
                "ClientErrors",
                Question.SERVED,
                "4xx of all requests, %",
                Reading.of(metric("4xxErrorRate", "Average")),
                Limit.percentAbove(percent),
                "Viewers are refused or ask for what is not there: more than " + Watch.number(percent)
                        + " % of requests were answered 4xx in each of five minutes. 403: signatures or tokens that"
                        + " expired, a key that was rotated out, an origin's policy that no longer names this"
                        + " distribution; 404: an encoder or packager that stopped, or manifests that name segments"
                        + " which expired; 400: a player that adds query strings which MediaPackage does not take. Look in the access logs which paths.");
    }

    public Watch cacheHitRate(double percent) {
        return new Watch(
                "CacheHitRate",
                Question.CACHE,
                "Served from the cache, % of cacheable requests",
                Reading.of(metric("CacheHitRate", "Average")),
                new Limit(Side.BELOW, percent, "%", Duration.ofMinutes(5), 3, Missing.IS_WELL),
                "The origin serves what the cache should: less than " + Watch.number(percent)
                        + " % of requests were hits in each of three times five minutes. Look what changed in the cache"
                        + " key (query strings, headers, cookies), in Cache-Control of the origin, in the length of"
                        + " segments, or how many bit rates few viewers ask for. The named query about hits by kind"
                        + " tells manifests from segments. Origin Shield lowers what reaches the origin.");
    }

    public Watch originLatency(Duration p90) {
        return new Watch(
                "OriginLatency",
                Question.CACHE,
                "Origin's first byte, ms (p90)",
                Reading.of(metric("OriginLatency", "p90")),
                new Limit(Side.ABOVE, p90.toMillis(), "ms", Duration.ofMinutes(1), 5, Missing.IS_WELL),
                "The origin is slow: a tenth of the requests that reached it waited for more than " + p90.toMillis()
                        + " ms in each of five minutes. Players stall when a segment takes longer than it plays, and"
                        + " CloudFront answers 504 at its timeout. Look at the origin's load, at its region, and whether"
                        + " the cache is hit.");
    }

    /**
     * Three of a function's, with the recommended number of minutes each.
     *
     * @param id with which those of the alarms begin
     * @param name of the function
     */
    public List<Watch> function(String id, String name) {
        return List.of(
                function(
                        id + "ValidationErrors",
                        "FunctionValidationErrors",
                        2,
                        name,
                        "A function at the edge hands back what CloudFront cannot use, and viewers get 503. Go back to"
                                + " the version before; its own log group in us-east-1 tells the fault."),
                function(
                        id + "ExecutionErrors",
                        "FunctionExecutionErrors",
                        5,
                        name,
                        "A function at the edge fails, and viewers get 503. Go back to the version before; its own log"
                                + " group in us-east-1 tells the line. With tokens or sessions: look whether the key"
                                + " value store can be read."),
                function(
                        id + "Throttles",
                        "FunctionThrottles",
                        5,
                        name,
                        "A function at the edge takes too long, and CloudFront refuses requests with 503. Look at"
                                + " FunctionComputeUtilization: it should stay below 80."));
    }

    private Watch function(String id, String metric, int minutes, String name, String whatToDo) {
        return new Watch(
                id,
                Question.EDGE,
                metric,
                Reading.of(CloudWatchMetric.of(
                        CLOUDFRONT,
                        metric,
                        "Sum",
                        "DistributionId",
                        distributionId,
                        "FunctionName",
                        name,
                        "Region",
                        "Global")),
                Limit.anyInMinutes(minutes),
                whatToDo);
    }

    /**
     * The share of requests that the web ACL blocks; of CloudFront's there is no dimension for the region.
     *
     * @param metricName of the ACL's visibility configuration
     * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html">AWS WAF metrics and
     *     dimensions</a>
     */
    public Watch blocked(String metricName, double percent) {
        return new Watch(
                "Blocked",
                Question.EDGE,
                "Blocked by the web ACL, % of requests",
                Reading.of(
                        "100 * blocked / (FILL(allowed, 0) + blocked)",
                        new Named("blocked", acl("BlockedRequests", metricName)),
                        new Named("allowed", acl("AllowedRequests", metricName))),
                Limit.percentAbove(percent),
                "The web ACL blocks more than " + Watch.number(percent)
                        + " % of requests in each of five minutes: an attack, or a rule that meets viewers. Look in its"
                        + " sampled requests which rule it is. Viewers behind one address of a mobile carrier: raise"
                        + " the rate limit, or let the rule count instead of block. A page of yours that is not listed:"
                        + " add it to the allowed origins.");
    }

    private static CloudWatchMetric acl(String metric, String name) {
        return CloudWatchMetric.of("AWS/WAFV2", metric, "Sum", "WebACL", name, "Rule", "ALL");
    }

    /** What a dashboard shows without an alarm: how many watch depends on the programme. */
    public List<Named> audience() {
        return List.of(
                new Named("Requests", metric("Requests", "Sum")),
                new Named("Bytes to viewers", metric("BytesDownloaded", "Sum")));
    }

    private CloudWatchMetric metric(String name, String statistic) {
        return CloudWatchMetric.of(CLOUDFRONT, name, statistic, "DistributionId", distributionId, "Region", "Global");
    }
}
