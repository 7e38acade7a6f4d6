package io.github.cdkmediadelivery.internal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What CloudFront and CloudFormation take at most: for the checks and for the review of quotas alike.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html">Quotas of
 *     CloudFront</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">CloudFormation
 *     quotas</a>
 */
public final class Limits {

    /** Of a distribution; the default behaviour is one of them. */
    public static final int BEHAVIORS = 75;

    public static final int ORIGINS = 100;
    public static final int ALTERNATE_NAMES = 100;
    public static final int DISTRIBUTION_COMMENT = 128;

    /** Of a behaviour. */
    public static final int KEY_GROUPS = 4;

    public static final int PATH_PATTERN = 255;

    /** Of a cache policy or an origin request policy. */
    public static final int QUERY_STRINGS = 10;

    public static final int POLICY_HEADERS = 10;

    /** Of an origin. */
    public static final int CUSTOM_HEADERS = 30;

    public static final int CUSTOM_HEADER_NAME = 256;
    public static final int CUSTOM_HEADER_VALUE = 1_783;
    public static final int CUSTOM_HEADERS_TOGETHER = 10_240;
    public static final int ORIGIN_PATH = 255;
    public static final int CONNECTION_ATTEMPTS = 3;
    public static final int CONNECTION_TIMEOUT = 10;
    public static final int ORIGIN_TIMEOUT = 120;

    /** CloudFront names no limit; a day is longer than anybody waits. */
    public static final int LONGEST_COMPLETION = 86_400;

    /** Of a cache, origin request or response headers policy, and of a function. */
    private static final int POLICY_COMMENT = 128;

    private static final int METRIC_NAME = 128;

    public static final int FUNCTION_BYTES = 10_240;
    public static final int PUBLIC_KEYS_OF_A_GROUP = 5;

    /** Seconds for which CloudFront keeps anything. */
    public static final long LONGEST_TTL = 31_536_000;

    /** Of a CloudFormation template. */
    public static final int RESOURCES = 500;

    public static final int OUTPUTS = 200;
    public static final int PARAMETERS = 200;
    public static final int DYNAMIC_REFERENCES = 60;

    /** Resources that an account holds, unless AWS has raised the quota. */
    public static final SortedMap<String, Integer> PER_ACCOUNT = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "AWS::CloudFront::Distribution", 500,
            "AWS::CloudFront::OriginAccessControl", 100,
            "AWS::CloudFront::CloudFrontOriginAccessIdentity", 100,
            "AWS::CloudFront::CachePolicy", 20,
            "AWS::CloudFront::OriginRequestPolicy", 20,
            "AWS::CloudFront::ResponseHeadersPolicy", 20,
            "AWS::CloudFront::Function", 100,
            "AWS::CloudFront::KeyGroup", 10)));

    private Limits() {}

    /** A name that CloudWatch takes for a web ACL's metric, whatever the construct is called. */
    public static String metricName(String whole) {
        return whole.substring(0, Math.min(whole.length(), METRIC_NAME));
    }

    /** A comment that CloudFront takes, however much there is to say. */
    static String policyComment(String whole) {
        return whole.length() <= POLICY_COMMENT ? whole : whole.substring(0, POLICY_COMMENT - 4) + " ...";
    }
}
