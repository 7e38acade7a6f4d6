package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which properties of a distribution the model holds, which change no answer, and therefore which are to be listed as
 * not modelled: all the others, also those that CloudFront does not have yet.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html">DistributionConfig</a>
 */
final class Coverage {

    /** What {@link ModelReader} reads; those of a behaviour once, for the default one and the others. */
    static final Set<String> MODELLED = Set.of(
            "Aliases",
            "CNAMEs",
            "CustomErrorResponses[].ErrorCachingMinTTL",
            "CustomErrorResponses[].ErrorCode",
            "CustomErrorResponses[].ResponseCode",
            "CustomErrorResponses[].ResponsePagePath",
            "DefaultRootObject",
            "Enabled",
            "OriginGroups.Items[].FailoverCriteria.StatusCodes.Items",
            "OriginGroups.Items[].Id",
            "OriginGroups.Items[].Members.Items[].OriginId",
            "OriginGroups.Items[].SelectionCriteria",
            "Origins[].ConnectionAttempts",
            "Origins[].ConnectionTimeout",
            "Origins[].CustomOriginConfig.OriginProtocolPolicy",
            "Origins[].CustomOriginConfig.OriginReadTimeout",
            "Origins[].DomainName",
            "Origins[].Id",
            "Origins[].OriginAccessControlId",
            "Origins[].OriginCustomHeaders[].HeaderName",
            "Origins[].OriginCustomHeaders[].HeaderValue",
            "Origins[].OriginPath",
            "Origins[].OriginShield.Enabled",
            "Origins[].OriginShield.OriginShieldRegion",
            "Origins[].S3OriginConfig.OriginAccessIdentity",
            "Origins[].S3OriginConfig.OriginReadTimeout",
            "Restrictions.GeoRestriction.Locations",
            "Restrictions.GeoRestriction.RestrictionType",
            "WebACLId",
            "Behavior.AllowedMethods",
            "Behavior.CachePolicyId",
            "Behavior.CachedMethods",
            "Behavior.Compress",
            "Behavior.DefaultTTL",
            "Behavior.ForwardedValues.Cookies.Forward",
            "Behavior.ForwardedValues.Cookies.WhitelistedNames",
            "Behavior.ForwardedValues.Headers",
            "Behavior.ForwardedValues.QueryString",
            "Behavior.ForwardedValues.QueryStringCacheKeys",
            "Behavior.FunctionAssociations[].EventType",
            "Behavior.FunctionAssociations[].FunctionARN",
            "Behavior.MaxTTL",
            "Behavior.MinTTL",
            "Behavior.OriginRequestPolicyId",
            "Behavior.PathPattern",
            "Behavior.ResponseHeadersPolicyId",
            "Behavior.TargetOriginId",
            "Behavior.TrustedKeyGroups",
            "Behavior.TrustedSigners",
            "Behavior.ViewerProtocolPolicy");

    /** How a connection is made, what is logged, paid and shown in the console: no answer differs by it. */
    static final Set<String> WITHOUT_BEARING = Set.of(
            "AnycastIpListId",
            "Comment",
            "HttpVersion",
            "IPV6Enabled",
            "Logging",
            "OriginGroups.Items[].FailoverCriteria.StatusCodes.Quantity",
            "OriginGroups.Items[].Members.Quantity",
            "OriginGroups.Quantity",
            "Origins[].CustomOriginConfig.HTTPPort",
            "Origins[].CustomOriginConfig.HTTPSPort",
            "Origins[].CustomOriginConfig.IpAddressType",
            "Origins[].CustomOriginConfig.OriginKeepaliveTimeout",
            "Origins[].CustomOriginConfig.OriginSSLProtocols",
            "PriceClass",
            "ViewerCertificate",
            "Behavior.RealtimeLogConfigArn");

    /** Types of CloudFront's resources that are read, or that change no answer. */
    static final Set<String> TYPES = Set.of(
            "AWS::CloudFront::CachePolicy",
            "AWS::CloudFront::CloudFrontOriginAccessIdentity",
            "AWS::CloudFront::Distribution",
            "AWS::CloudFront::Function",
            "AWS::CloudFront::KeyGroup",
            "AWS::CloudFront::KeyValueStore",
            "AWS::CloudFront::MonitoringSubscription",
            "AWS::CloudFront::OriginAccessControl",
            "AWS::CloudFront::OriginRequestPolicy",
            "AWS::CloudFront::PublicKey",
            "AWS::CloudFront::RealtimeLogConfig",
            "AWS::CloudFront::ResponseHeadersPolicy");

    private static final String CLOUDFRONT = "AWS::CloudFront::";

    private Coverage() {}

    /** Says each property that a distribution sets and that the model does not hold. */
    static void ofDistribution(JsonNode config, Consumer<String> missing) {
        walk(config, "", missing);
    }

    /** Says each type of CloudFront's that the model does not hold. */
    static void ofTemplate(Template in, Consumer<String> missing) {
        for (JsonNode resource : in.content().path("Resources")) {
            String type = resource.path("Type").asText();
            if (type.startsWith(CLOUDFRONT) && !TYPES.contains(type)) {
                missing.accept(type);
            }
        }
    }

    private static void walk(JsonNode value, String path, Consumer<String> missing) {
        if (value.isArray() && value.path(0).isObject()) {
            value.forEach(element -> walk(element, path, missing));
            return;
        }
        value.properties().forEach(entry -> {
            JsonNode inner = entry.getValue();
            String name = path
                    + name(entry.getKey())
                    + (inner.isArray() && inner.path(0).isObject() ? "[]" : "");
            String known = name.replace("Behavior[]", "Behavior");
            if (!MODELLED.contains(known) && !WITHOUT_BEARING.contains(known)) {
                if (isPartlyKnown(known)) {
                    walk(inner, known + ".", missing);
                } else if (saysSomething(inner)) {
                    missing.accept(known);
                }
            }
        });
    }

    private static String name(String property) {
        return property.equals("DefaultCacheBehavior") || property.equals("CacheBehaviors") ? "Behavior" : property;
    }

    private static boolean isPartlyKnown(String path) {
        return MODELLED.stream().anyMatch(known -> known.startsWith(path + "."));
    }

    /** {@code false} and nothing are what CloudFront does without the property. */
    private static boolean saysSomething(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode inner : value) {
                if (saysSomething(inner)) {
                    return true;
                }
            }
            return false;
        }
        return !value.asText().isEmpty() && !value.asText().equals("false");
    }
}
