package io.github.cdkmediadelivery.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;
import software.amazon.awscdk.services.cloudfront.CfnOriginAccessControl;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.MediaPackageV2OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpointPolicy;
import software.amazon.awscdk.services.mediastore.CfnContainer;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The same templates as {@link Ours} writes, as someone writes them who knows the CDK well: everything that can be
 * shared is shared, nothing is asked twice.
 */
final class ByHand implements Library {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration NONE = Duration.seconds(0);
    private static final Duration SECOND = Duration.seconds(1);
    private static final Duration TEN_SECONDS = Duration.seconds(10);
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);
    private static final Duration WEEK = Duration.days(7);
    private static final Duration YEAR = Duration.days(365);
    private static final String UUID = Fn.select(2, Fn.split("/", Aws.STACK_ID));
    private static final List<Integer> ERRORS = List.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504);
    private static final Set<Integer> CAUSED_BY_THE_REQUEST = Set.of(400, 405, 414, 416);
    private static final int FIRST_SERVER_ERROR = 500;
    private static final List<String> MANIFESTS = List.of("*.m3u8", "*.mpd", "*Manifest");
    private static final List<String> V1_KEY = List.of("aws.manifestfilter", "start", "end", "m");
    private static final List<String> V2_KEY = List.of(
            "aws.manifestfilter",
            "aws.manifestsettings",
            "aws.drmsettings",
            "start",
            "end",
            "time_delay",
            "_HLS_msn",
            "_HLS_part",
            "_HLS_skip");
    private static final String REFUSE =
            """
            // Answers every request without asking the origin: only the named paths of this distribution are public.
            function handler(event) {
                return {
                    statusCode: 403,
                    statusDescription: 'Forbidden',
                    headers: { 'cache-control': { value: 'no-store' } }
                };
            }
            """;

    private final Stack shared;
    private final Map<String, Object> made = new HashMap<>();

    ByHand(Stack shared) {
        this.shared = shared;
    }

    @Override
    public void deliver(Service service, Construct scope, int number) {
        String id = service.id(number);
        switch (service) {
            case MEDIA_PACKAGE_V1 -> mediaPackageV1(scope, id, "/out/v1/channel" + number);
            case MEDIA_PACKAGE_V2 -> mediaPackageV2(scope, id, number);
            case S3_STORED -> stored(scope, id);
            case S3_LIVE -> live(scope, id, bucket(scope, id));
            case MEDIA_STORE -> mediaStore(scope, id, "channel" + number);
            case MEDIA_TAILOR -> mediaTailor(scope, id, number);
            case PACKAGER -> packager(scope, id, "/channel" + number);
        }
    }

    /** Pages of every domain may play; the edge says so, and keeps one answer for all of them. */
    private void mediaPackageV1(Construct scope, String id, String folder) {
        IOrigin origin = https(Service.V1_HOST, null);
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        behaviors.put("/out/v1/*..*", refused(origin));
        behaviors.put(
                folder + "/*.m3u8",
                text(origin, v1Policy())
                        .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS)
                        .build());
        behaviors.put(
                folder + "/*",
                media(origin, CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS)
                        .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS)
                        .build());
        distribution(scope, id, refused(origin), behaviors, SECOND);
    }

    private void mediaPackageV2(Construct scope, String id, int number) {
        IOrigin origin = https(Service.V2_HOST, mediaPackageV2Access());
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        addV2(behaviors, origin, number);
        admit(scope, id, number, distribution(scope, id, refused(origin), behaviors, SECOND));
    }

    private void addV2(Map<String, BehaviorOptions> behaviors, IOrigin origin, int number) {
        String folder = "/out/v1/news/channel" + number + "/hls/";
        behaviors.put("/out/v1/*..*", refused(origin));
        for (String manifests : MANIFESTS) {
            behaviors.put(folder + manifests, text(origin, v2Policy()).build());
        }
        behaviors.put(
                folder + "*",
                media(origin, CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS)
                        .build());
    }

    private void stored(Construct scope, String id) {
        IOrigin origin = bucket(scope, id);
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        ICachePolicyRef changing = forText("StoredManifests", MINUTE);
        for (String name : List.of("*.m3u8", "*.mpd", "*Manifest", "*.vtt", "*.key")) {
            behaviors.put("/" + name, text(origin, changing).build());
        }
        BehaviorOptions segments =
                media(origin, forMedia("StoredSegments", YEAR)).build();
        distribution(scope, id, segments, behaviors, TEN_SECONDS);
    }

    private void live(Construct scope, String id, IOrigin origin) {
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        ICachePolicyRef changing = forText("LiveManifests", SECOND);
        for (String name : List.of("*.m3u8", "*.mpd", "*Manifest", "*.key")) {
            behaviors.put("/" + name, text(origin, changing).build());
        }
        ICachePolicyRef rewritten = forMedia("LiveInitSegments", SECOND);
        for (String name : List.of("*init*.m??", "*.jpg")) {
            behaviors.put("/" + name, media(origin, rewritten).build());
        }
        BehaviorOptions segments =
                media(origin, forMedia("LiveSegments", FIVE_MINUTES)).build();
        distribution(scope, id, segments, behaviors, SECOND);
    }

    private void mediaStore(Construct scope, String id, String name) {
        CfnContainer container = CfnContainer.Builder.create(scope, id + "Container")
                .containerName(name)
                .policy(containerPolicy(name))
                .build();
        String host = Fn.select(2, Fn.split("/", container.getAttrEndpoint()));
        live(scope, id, https(host, mediaStoreAccess()));
    }

    private void mediaTailor(Construct scope, String id, int number) {
        IOrigin ads = https("segments.mediatailor." + Aws.REGION + ".amazonaws.com", null);
        IOrigin manifests = https("manifests.mediatailor." + Aws.REGION + ".amazonaws.com", null);
        IOrigin content = https(Service.V2_HOST, mediaPackageV2Access());
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        for (String open : List.of("/v1/i-media", "/v1/webvtt", "/v1/tracking", "/segment")) {
            behaviors.put(open + "/*..*", refused(content));
        }
        behaviors.put(
                "/tm/*",
                media(ads, CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS)
                        .build());
        behaviors.put(
                "/v1/i-media/*",
                text(manifests, byQuery("Guided", List.of("aws.sessionId"))).build());
        behaviors.put(
                "/v1/webvtt/*", text(manifests, CachePolicy.CACHING_OPTIMIZED).build());
        behaviors.put("/v1/tracking/*", passedOn(manifests));
        behaviors.put("/v1/*", passedOn(manifests));
        behaviors.put("/segment/*", passedOn(manifests));
        addV2(behaviors, content, number);
        admit(scope, id, number, distribution(scope, id, refused(content), behaviors, SECOND));
    }

    private void packager(Construct scope, String id, String folder) {
        IOrigin origin = https(Service.PACKAGER_HOST, null);
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>();
        behaviors.put(folder + "/*..*", refused(origin));
        for (String manifests : MANIFESTS) {
            behaviors.put(
                    folder + "/" + manifests,
                    text(origin, byQuery("Packager", List.of("start", "end"))).build());
        }
        behaviors.put(
                folder + "/*",
                media(origin, CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS)
                        .build());
        distribution(scope, id, refused(origin), behaviors, SECOND);
    }

    private IOrigin bucket(Construct scope, String id) {
        Bucket bucket = Bucket.Builder.create(scope, id + "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .enforceSsl(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .abortIncompleteMultipartUploadAfter(WEEK)
                        .build()))
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        return S3BucketOrigin.withOriginAccessControl(
                bucket,
                S3BucketOriginWithOACProps.builder()
                        .originAccessControl(s3Access())
                        .build());
    }

    private static IOrigin https(String host, String accessControlId) {
        return HttpOrigin.Builder.create(host)
                .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
                .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
                .originAccessControlId(accessControlId)
                .build();
    }

    private static BehaviorOptions.Builder text(IOrigin origin, ICachePolicyRef policy) {
        return media(origin, policy).compress(true);
    }

    /** CloudFront compresses no video: asking it to would keep a copy for each encoding that viewers accept. */
    private static BehaviorOptions.Builder media(IOrigin origin, ICachePolicyRef policy) {
        return BehaviorOptions.builder()
                .origin(origin)
                .cachePolicy(policy)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .allowedMethods(AllowedMethods.ALLOW_GET_HEAD)
                .compress(false);
    }

    private static BehaviorOptions passedOn(IOrigin origin) {
        return BehaviorOptions.builder()
                .origin(origin)
                .cachePolicy(CachePolicy.CACHING_DISABLED)
                .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .allowedMethods(AllowedMethods.ALLOW_ALL)
                .compress(true)
                .build();
    }

    private BehaviorOptions refused(IOrigin origin) {
        return BehaviorOptions.builder()
                .origin(origin)
                .cachePolicy(CachePolicy.CACHING_DISABLED)
                .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                .functionAssociations(List.of(refusal()))
                .build();
    }

    private static Distribution distribution(
            Construct scope,
            String id,
            BehaviorOptions otherwise,
            Map<String, BehaviorOptions> behaviors,
            Duration clientErrors) {
        return Distribution.Builder.create(scope, id + "Distribution")
                .defaultBehavior(otherwise)
                .additionalBehaviors(behaviors)
                .errorResponses(ERRORS.stream()
                        .map(code -> ErrorResponse.builder()
                                .httpStatus(code)
                                .ttl(kept(code, clientErrors))
                                .build())
                        .toList())
                .httpVersion(HttpVersion.HTTP2_AND_3)
                .enableIpv6(true)
                .enabled(true)
                .build();
    }

    private static void admit(Construct scope, String id, int number, Distribution distribution) {
        CfnOriginEndpointPolicy.Builder.create(scope, id + "Policy")
                .channelGroupName("news")
                .channelName("channel" + number)
                .originEndpointName("hls")
                .policy(policy(statement(
                        "AllowCloudFront",
                        Map.of("Service", "cloudfront.amazonaws.com"),
                        List.of("mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"),
                        Service.v2EndpointArn(number),
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        "aws:SourceArn",
                                        "arn:" + Aws.PARTITION + ":cloudfront::" + Aws.ACCOUNT_ID + ":distribution/"
                                                + distribution.getDistributionId())))))
                .build();
    }

    private static String containerPolicy(String name) {
        String objects = "arn:" + Aws.PARTITION + ":mediastore:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":container/"
                + name + "/*";
        Map<String, Object> overTls = Map.of("aws:SecureTransport", "true");
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put(
                "ArnLike",
                Map.of("aws:SourceArn", "arn:" + Aws.PARTITION + ":cloudfront::" + Aws.ACCOUNT_ID + ":distribution/*"));
        conditions.put("Bool", overTls);
        try {
            return JSON.writeValueAsString(policy(
                    statement(
                            "MediaStoreFullAccess",
                            Map.of("AWS", "arn:" + Aws.PARTITION + ":iam::" + Aws.ACCOUNT_ID + ":root"),
                            "mediastore:*",
                            objects,
                            Map.of("Bool", overTls)),
                    statement(
                            "CloudFrontRead",
                            Map.of("Service", "cloudfront.amazonaws.com"),
                            List.of("mediastore:GetObject", "mediastore:DescribeObject"),
                            objects,
                            conditions)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @SafeVarargs
    private static Map<String, Object> policy(Map<String, Object>... statements) {
        return ordered(Stream.of("Version", "Statement"), key -> key.equals("Version") ? "2012-10-17" : statements);
    }

    private static Map<String, Object> statement(
            String sid, Object principal, Object actions, String resource, Map<String, Object> conditions) {
        Map<String, Object> values = Map.of(
                "Sid",
                sid,
                "Effect",
                "Allow",
                "Principal",
                principal,
                "Action",
                actions,
                "Resource",
                resource,
                "Condition",
                conditions);
        return ordered(Stream.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition"), values::get);
    }

    private static Map<String, Object> ordered(Stream<String> keys, Function<String, Object> value) {
        Map<String, Object> object = new LinkedHashMap<>();
        keys.forEach(key -> object.put(key, value.apply(key)));
        return object;
    }

    private String mediaPackageV2Access() {
        return once("MediaPackageV2Access", id -> MediaPackageV2OriginAccessControl.Builder.create(shared, id)
                .originAccessControlName("mediapackagev2-" + UUID)
                .build()
                .getOriginAccessControlId());
    }

    private String mediaStoreAccess() {
        return once("MediaStoreAccess", id -> CfnOriginAccessControl.Builder.create(shared, id)
                .originAccessControlConfig(CfnOriginAccessControl.OriginAccessControlConfigProperty.builder()
                        .name("mediastore-" + UUID)
                        .originAccessControlOriginType("mediastore")
                        .signingBehavior("always")
                        .signingProtocol("sigv4")
                        .build())
                .build()
                .getAttrId());
    }

    private S3OriginAccessControl s3Access() {
        return once("S3Access", id -> S3OriginAccessControl.Builder.create(shared, id)
                .originAccessControlName("s3-" + UUID)
                .build());
    }

    private FunctionAssociation refusal() {
        return once("Refuse", id -> FunctionAssociation.builder()
                .eventType(FunctionEventType.VIEWER_REQUEST)
                .function(software.amazon.awscdk.services.cloudfront.Function.Builder.create(shared, id)
                        .functionName("refuse-" + UUID)
                        .comment("Refuses paths that no behaviour names")
                        .runtime(FunctionRuntime.JS_2_0)
                        .code(FunctionCode.fromInline(REFUSE))
                        .build())
                .build());
    }

    private ICachePolicyRef v1Policy() {
        return byQuery("V1Policy", V1_KEY);
    }

    private ICachePolicyRef v2Policy() {
        return byQuery("V2Policy", V2_KEY);
    }

    private ICachePolicyRef byQuery(String name, List<String> key) {
        return once(name, id -> cachePolicy(id, SECOND, String.join(", ", key))
                .queryStringBehavior(CacheQueryStringBehavior.allowList(key.toArray(String[]::new)))
                .build());
    }

    private ICachePolicyRef forText(String name, Duration ttl) {
        return once(name, id -> cachePolicy(id, ttl, "path").build());
    }

    private ICachePolicyRef forMedia(String name, Duration ttl) {
        return once(name, id -> cachePolicy(id, ttl, "path, one copy for all encodings")
                .enableAcceptEncodingGzip(false)
                .enableAcceptEncodingBrotli(false)
                .build());
    }

    private CachePolicy.Builder cachePolicy(String id, Duration ttl, String key) {
        return CachePolicy.Builder.create(shared, id)
                .cachePolicyName("MediaDelivery" + id + "-" + UUID)
                .comment("Keyed by " + key)
                .minTtl(NONE)
                .defaultTtl(ttl)
                .maxTtl(YEAR)
                .enableAcceptEncodingGzip(true)
                .enableAcceptEncodingBrotli(true);
    }

    @SuppressWarnings("unchecked")
    private <T> T once(String id, Function<String, T> maker) {
        return (T) made.computeIfAbsent(id, maker);
    }

    private static Duration kept(int code, Duration clientErrors) {
        if (CAUSED_BY_THE_REQUEST.contains(code)) {
            return Duration.seconds(0);
        }
        return code < FIRST_SERVER_ERROR ? clientErrors : SECOND;
    }
}
