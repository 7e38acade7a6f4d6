package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the model out of an assembly's templates. */
final class ModelReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long YEAR = 31_536_000;
    private static final long DAY = 86_400;
    private static final List<String> READ = List.of("GET", "HEAD");
    private static final int FORBIDDEN = 403;
    private static final long USUAL_READ_TIMEOUT = 30;

    private final CloudAssembly assembly;

    /** Resources by what others refer to them with: {@code Ref}, or an attribute. */
    private final Map<String, CachePolicy> cachePolicies = new HashMap<>(ManagedPolicies.CACHE);

    private final Map<String, ForwardPolicy> forwardPolicies = new HashMap<>(ManagedPolicies.FORWARD);
    private final Map<String, ResponseHeaders> responseHeaders = new HashMap<>(ManagedPolicies.RESPONSE);
    private final Map<String, Code> functions = new HashMap<>();
    private final Map<String, String> signingTypes = new HashMap<>();
    private final Map<String, WebAcl> webAcls = new HashMap<>();

    ModelReader(CloudAssembly assembly) {
        this.assembly = assembly;
        assembly.templates().values().forEach(this::readShared);
    }

    private void readShared(Template in) {
        Coverage.ofTemplate(in, assembly::note);
        each(
                in,
                "AWS::CloudFront::CachePolicy",
                (id, properties) ->
                        cachePolicies.put(reference(in, id), cachePolicy(properties.path("CachePolicyConfig"))));
        each(
                in,
                "AWS::CloudFront::OriginRequestPolicy",
                (id, properties) -> forwardPolicies.put(
                        reference(in, id), forwardPolicy(properties.path("OriginRequestPolicyConfig"))));
        each(
                in,
                "AWS::CloudFront::ResponseHeadersPolicy",
                (id, properties) -> responseHeaders.put(
                        reference(in, id), responseHeaders(properties.path("ResponseHeadersPolicyConfig"))));
        each(
                in,
                "AWS::CloudFront::Function",
                (id, properties) -> functions.put(
                        functionArn(in, id),
                        new Code(
                                id,
                                properties.at("/FunctionConfig/Runtime").asText(),
                                properties.path("FunctionCode").asText(),
                                list(properties.at("/FunctionConfig/KeyValueStoreAssociations"))
                                        .map(association -> association
                                                .path("KeyValueStoreARN")
                                                .asText())
                                        .findFirst())));
        each(
                in,
                "AWS::CloudFront::OriginAccessControl",
                (id, properties) -> signingTypes.put(
                        resource(in, id, "Id"),
                        properties
                                        .at("/OriginAccessControlConfig/SigningBehavior")
                                        .asText()
                                        .equals("never")
                                ? ""
                                : properties
                                        .at("/OriginAccessControlConfig/OriginAccessControlOriginType")
                                        .asText()));
        each(
                in,
                "AWS::WAFv2::WebACL",
                (id, properties) -> webAcls.put(resource(in, id, "Arn"), webAcl(id, properties)));
    }

    private String functionArn(Template in, String id) {
        return resource(in, id, "FunctionARN");
    }

    private String resource(Template in, String id, String attribute) {
        return assembly.value(
                        in,
                        JSON.createObjectNode()
                                .set(
                                        "Fn::GetAtt",
                                        JSON.createArrayNode().add(id).add(attribute)))
                .asText();
    }

    private String reference(Template in, String id) {
        return assembly.value(in, JSON.createObjectNode().put("Ref", id)).asText();
    }

    private interface Reading {
        void of(String logicalId, JsonNode properties);
    }

    private void each(Template in, String type, Reading reading) {
        in.resources(type).forEach((id, properties) -> reading.of(id, assembly.value(in, properties)));
    }

    List<Distribution> distributions() {
        List<Distribution> found = new ArrayList<>();
        assembly.templates()
                .values()
                .forEach(in -> each(
                        in,
                        "AWS::CloudFront::Distribution",
                        (id, properties) -> found.add(distribution(in, id, properties.path("DistributionConfig")))));
        return found;
    }

    private Distribution distribution(Template in, String id, JsonNode config) {
        List<Behavior> behaviors = new ArrayList<>();
        config.path("CacheBehaviors")
                .forEach(behavior -> behaviors.add(
                        behavior(behavior, behavior.path("PathPattern").asText())));
        behaviors.add(behavior(config.path("DefaultCacheBehavior"), Behavior.DEFAULT));
        Coverage.ofDistribution(config, property -> assembly.note(property + " of " + id));
        String acl = config.path("WebACLId").asText();
        return new Distribution(
                id,
                in.stack(),
                "arn:" + in.pseudoParameter("AWS::Partition").asText() + ":cloudfront::" + in.account()
                        + ":distribution/" + reference(in, id),
                resource(in, id, "DomainName"),
                Stream.of("Aliases", "CNAMEs")
                        .flatMap(names -> texts(config.path(names)).stream())
                        .toList(),
                config.path("Enabled").asBoolean(true),
                behaviors,
                list(config.path("Origins")).map(this::origin).toList(),
                list(config.at("/OriginGroups/Items"))
                        .map(group -> new OriginGroup(
                                group.path("Id").asText(),
                                list(group.at("/Members/Items"))
                                        .map(member -> member.path("OriginId").asText())
                                        .toList(),
                                list(group.at("/FailoverCriteria/StatusCodes/Items"))
                                        .map(JsonNode::asInt)
                                        .toList(),
                                group.path("SelectionCriteria").asText().equals("media-quality-based")))
                        .toList(),
                list(config.path("CustomErrorResponses"))
                        .map(entry -> new ErrorEntry(
                                entry.path("ErrorCode").asInt(),
                                // What the schema of CloudFormation says for an entry without a time.
                                Duration.ofSeconds(
                                        entry.path("ErrorCachingMinTTL").asLong(300)),
                                entry.has("ErrorCachingMinTTL"),
                                entry.path("ResponsePagePath").asText(),
                                entry.path("ResponseCode").asInt()))
                        .toList(),
                config.path("DefaultRootObject").asText(),
                new Distribution.Countries(
                        config.at("/Restrictions/GeoRestriction/RestrictionType")
                                .asText("none"),
                        texts(config.at("/Restrictions/GeoRestriction/Locations"))),
                acl.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(webAcls.get(acl)).or(() -> Optional.of(foreignAcl(acl))));
    }

    private WebAcl foreignAcl(String arn) {
        assembly.note("web ACL that is not of the assembly: " + arn);
        return new WebAcl(arn, true, List.of());
    }

    private Behavior behavior(JsonNode behavior, String pattern) {
        List<String> keyGroups = new ArrayList<>(texts(behavior.path("TrustedKeyGroups")));
        keyGroups.addAll(texts(behavior.path("TrustedSigners")));
        return new Behavior(
                pattern,
                behavior.path("TargetOriginId").asText(),
                behavior.path("ViewerProtocolPolicy").asText("allow-all"),
                orElse(texts(behavior.path("AllowedMethods")), READ),
                orElse(texts(behavior.path("CachedMethods")), READ),
                behavior.has("CachePolicyId")
                        ? known(cachePolicies, behavior.path("CachePolicyId").asText(), "cache policy", noKey())
                        : forwardedValues(behavior),
                behavior.has("OriginRequestPolicyId")
                        ? known(
                                forwardPolicies,
                                behavior.path("OriginRequestPolicyId").asText(),
                                "origin request policy",
                                ForwardPolicy.NONE)
                        : ForwardPolicy.NONE,
                Optional.of(behavior.path("ResponseHeadersPolicyId").asText())
                        .filter(id -> !id.isEmpty())
                        .map(id -> known(
                                responseHeaders,
                                id,
                                "response headers policy",
                                new ResponseHeaders(id, Optional.empty(), Map.of(), List.of(), List.of()))),
                keyGroups,
                function(behavior, "viewer-request"),
                function(behavior, "viewer-response"),
                behavior.path("Compress").asBoolean());
    }

    private <T> T known(Map<String, T> policies, String id, String kind, T unknown) {
        if (!policies.containsKey(id)) {
            assembly.note(kind + " that is not of the assembly: " + id);
        }
        return policies.getOrDefault(id, unknown);
    }

    private static CachePolicy noKey() {
        return new CachePolicy(
                "unknown",
                Selection.NONE,
                Selection.NONE,
                Selection.NONE,
                false,
                false,
                Duration.ZERO,
                Duration.ofSeconds(DAY),
                Duration.ofSeconds(YEAR));
    }

    /** The older form, in which all that is forwarded is keyed. */
    private static CachePolicy forwardedValues(JsonNode behavior) {
        JsonNode values = behavior.path("ForwardedValues");
        List<String> headers = texts(values.path("Headers"));
        List<String> keys = texts(values.path("QueryStringCacheKeys"));
        Selection queryStrings = keys.isEmpty() ? Selection.ALL : new Selection(Selection.Mode.LISTED, keys);
        String cookies = values.at("/Cookies/Forward").asText("none");
        return new CachePolicy(
                "ForwardedValues",
                headers.contains("*") ? Selection.ALL : listed(headers),
                switch (cookies) {
                    case "all" -> Selection.ALL;
                    case "whitelist" -> listed(texts(values.at("/Cookies/WhitelistedNames")));
                    default -> Selection.NONE;
                },
                values.path("QueryString").asBoolean() ? queryStrings : Selection.NONE,
                behavior.path("Compress").asBoolean(),
                false,
                Duration.ofSeconds(behavior.path("MinTTL").asLong()),
                usual(behavior),
                longest(behavior));
    }

    /**
     * "If the value of MinTTL is more than 86400 seconds, then the default value is the same as the value of MinTTL."
     */
    private static Duration usual(JsonNode times) {
        return Duration.ofSeconds(times.path("DefaultTTL")
                .asLong(Math.max(DAY, times.path("MinTTL").asLong())));
    }

    /** A year, or as long as the other times where they are longer. */
    private static Duration longest(JsonNode times) {
        return Duration.ofSeconds(
                times.path("MaxTTL").asLong(Math.max(YEAR, usual(times).toSeconds())));
    }

    private static Selection listed(List<String> names) {
        return names.isEmpty() ? Selection.NONE : new Selection(Selection.Mode.LISTED, names);
    }

    private Optional<Code> function(JsonNode behavior, String event) {
        Optional<Code> own = list(behavior.path("FunctionAssociations"))
                .filter(association -> association.path("EventType").asText().equals(event))
                .map(association -> association.path("FunctionARN").asText())
                .findFirst()
                .map(arn -> functions.getOrDefault(arn, Code.elsewhere(arn)));
        Optional<Code> lambda = list(behavior.path("LambdaFunctionAssociations"))
                .filter(association -> association.path("EventType").asText().equals(event))
                .map(association ->
                        Code.elsewhere(association.path("LambdaFunctionARN").asText()))
                .findFirst();
        Optional<Code> found = own.isPresent() ? own : lambda;
        found.filter(code -> !code.isKnown())
                .ifPresent(code -> assembly.note("function that cannot be run here: " + code.id()));
        return found;
    }

    private Origin origin(JsonNode origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        origin.path("OriginCustomHeaders")
                .forEach(header -> headers.put(
                        header.path("HeaderName").asText(),
                        header.path("HeaderValue").asText()));
        String access = origin.path("OriginAccessControlId").asText();
        return new Origin(
                origin.path("Id").asText(),
                origin.path("DomainName").asText(),
                origin.path("OriginPath").asText(),
                headers,
                origin.has("S3OriginConfig")
                        ? "s3"
                        : origin.at("/CustomOriginConfig/OriginProtocolPolicy").asText(),
                access.isEmpty() ? "" : known(signingTypes, access, "origin access control", "unknown"),
                origin.at("/S3OriginConfig/OriginAccessIdentity").asText().replaceFirst(".*/", ""),
                origin.at("/OriginShield/Enabled").asBoolean()
                        ? origin.at("/OriginShield/OriginShieldRegion").asText()
                        : "",
                origin.path("ConnectionAttempts").asInt(3),
                Duration.ofSeconds(origin.path("ConnectionTimeout").asLong(10)),
                Duration.ofSeconds(Stream.of("CustomOriginConfig", "S3OriginConfig")
                        .map(kind -> origin.path(kind).path("OriginReadTimeout"))
                        .filter(JsonNode::isValueNode)
                        .findFirst()
                        .map(JsonNode::asLong)
                        .orElse(USUAL_READ_TIMEOUT)));
    }

    private static CachePolicy cachePolicy(JsonNode config) {
        JsonNode key = config.path("ParametersInCacheKeyAndForwardedToOrigin");
        return new CachePolicy(
                config.path("Name").asText(),
                selection(key.path("HeadersConfig"), "Header", "Headers"),
                selection(key.path("CookiesConfig"), "Cookie", "Cookies"),
                selection(key.path("QueryStringsConfig"), "QueryString", "QueryStrings"),
                key.path("EnableAcceptEncodingGzip").asBoolean(),
                key.path("EnableAcceptEncodingBrotli").asBoolean(),
                Duration.ofSeconds(config.path("MinTTL").asLong()),
                usual(config),
                longest(config));
    }

    private static ForwardPolicy forwardPolicy(JsonNode config) {
        return new ForwardPolicy(
                config.path("Name").asText(),
                selection(config.path("HeadersConfig"), "Header", "Headers"),
                selection(config.path("CookiesConfig"), "Cookie", "Cookies"),
                selection(config.path("QueryStringsConfig"), "QueryString", "QueryStrings"));
    }

    private static Selection selection(JsonNode config, String kind, String names) {
        List<String> listed = texts(config.path(names));
        return switch (config.path(kind + "Behavior").asText("none")) {
            case "whitelist" -> new Selection(Selection.Mode.LISTED, listed);
            case "allExcept" -> new Selection(Selection.Mode.ALL_BUT, listed);
            case "all", "allViewer", "allViewerAndWhitelistCloudFront" -> Selection.ALL;
            default -> Selection.NONE;
        };
    }

    private static ResponseHeaders responseHeaders(JsonNode config) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> overriding = new ArrayList<>();
        config.at("/CustomHeadersConfig/Items").forEach(header -> {
            headers.put(header.path("Header").asText(), header.path("Value").asText());
            if (header.path("Override").asBoolean()) {
                overriding.add(header.path("Header").asText());
            }
        });
        SecurityHeaders.read(config.path("SecurityHeadersConfig"), headers, overriding);
        JsonNode cors = config.path("CorsConfig");
        return new ResponseHeaders(
                config.path("Name").asText(),
                cors.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new ResponseHeaders.Cors(
                                texts(cors.at("/AccessControlAllowOrigins/Items")),
                                texts(cors.at("/AccessControlAllowMethods/Items")),
                                texts(cors.at("/AccessControlAllowHeaders/Items")),
                                texts(cors.at("/AccessControlExposeHeaders/Items")),
                                cors.path("AccessControlAllowCredentials").asBoolean(),
                                Duration.ofSeconds(
                                        cors.path("AccessControlMaxAgeSec").asLong(600)),
                                cors.path("OriginOverride").asBoolean())),
                headers,
                overriding,
                list(config.at("/RemoveHeadersConfig/Items"))
                        .map(header -> header.path("Header").asText())
                        .toList());
    }

    private static WebAcl webAcl(String id, JsonNode properties) {
        List<WebAcl.Rule> rules = new ArrayList<>();
        list(properties.path("Rules"))
                .sorted((one, other) -> Integer.compare(
                        one.path("Priority").asInt(), other.path("Priority").asInt()))
                .forEach(rule -> rules.add(new WebAcl.Rule(
                        rule.path("Name").asText(),
                        action(rule),
                        rule.at("/Action/Block/CustomResponse/ResponseCode").asInt(FORBIDDEN),
                        JSON.convertValue(rule.path("Statement"), new TypeReference<Map<String, Object>>() {}))));
        return new WebAcl(id, properties.path("DefaultAction").has("Allow"), rules);
    }

    private static String action(JsonNode rule) {
        JsonNode action = rule.has("Action") ? rule.path("Action") : rule.path("OverrideAction");
        return action.isEmpty() ? "" : action.fieldNames().next();
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.of();
    }

    private static List<String> texts(JsonNode array) {
        return list(array)
                .map(node -> node.isValueNode() ? node.asText() : node.toString())
                .toList();
    }

    private static List<String> orElse(List<String> some, List<String> otherwise) {
        return some.isEmpty() ? otherwise : some;
    }
}
