package io.github.cdkmediadelivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CfnOriginAccessControl;
import software.amazon.awscdk.services.cloudfront.CfnPublicKey;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.MediaPackageV2OriginAccessControl;
import software.amazon.awscdk.services.cloudfront.OriginAccessIdentity;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.constructs.Construct;

/**
 * What the distributions of one stack share: policies, origin access controls, functions.
 *
 * <p>An account has 20 custom policies of each kind and 100 origin access controls, so nothing that can be equal for
 * two distributions is made twice. Ids are made of the content, not of who asked first: they do not move when a
 * distribution comes or goes. Names end in the stack's own id, unique over regions, stages and nested stacks.
 *
 * <p>Which stack a scope is in is kept on the Java side; asking the construct tree would cost a request to the Node
 * kernel for each distribution.
 */
final class StackResources {

    private static final Map<Stack, StackResources> KNOWN = new WeakHashMap<>();

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

    private final Stack stack;
    private final Map<Object, Object> made = new HashMap<>();
    private final Map<MediaPackageV2Endpoint, MediaPackageV2EndpointPolicy> endpointPolicies = new HashMap<>();

    private StackResources(Stack stack) {
        this.stack = stack;
    }

    static synchronized StackResources of(Construct scope) {
        Stack stack = scope instanceof Stack itself ? itself : Stack.of(scope);
        return KNOWN.computeIfAbsent(stack, StackResources::new);
    }

    Stack stack() {
        return stack;
    }

    /** A reference where the stack has no environment. */
    String account() {
        return once("account", stack::getAccount);
    }

    /** What all distributions of a kind have in common is said once, on the stack, where it is acknowledged. */
    void warn(String name, String message) {
        once(name, () -> {
            Warnings.add(stack, name, message);
            return name;
        });
    }

    /** No resource, but a request: channels of a group, and all that is on MediaTailor, have the same one. */
    IOrigin origin(String host, OriginCredentials credentials, OriginBuilder.Connection connection) {
        return once(connection.parts(host, credentials), () -> connection.to(host, credentials));
    }

    ICachePolicyRef cachePolicy(CacheKey key, Duration ttl) {
        String content = key.queryStrings() + " " + ttl;
        return once(content, () -> {
            String id = "MediaDeliveryCachePolicy" + digest(content);
            return key.describe(CachePolicy.Builder.create(stack, id), ttl)
                    .cachePolicyName(name(id))
                    .build();
        });
    }

    IResponseHeadersPolicyRef corsPolicy(CorsRules rules) {
        String content = rules.toString();
        return once(content, () -> {
            String id = "MediaDeliveryCors" + digest(content);
            return ResponseHeadersPolicy.Builder.create(stack, id)
                    .responseHeadersPolicyName(name(id))
                    .comment("CORS: " + content)
                    .corsBehavior(rules.behavior())
                    .build();
        });
    }

    /** It identifies no one: which distribution may read is said by the policy of what it reads. */
    String mediaPackageV2OriginAccessControlId() {
        String id = "MediaDeliveryMediaPackageV2Access";
        return once(id, () -> MediaPackageV2OriginAccessControl.Builder.create(stack, id)
                .originAccessControlName(name("mediapackagev2"))
                .build()
                .getOriginAccessControlId());
    }

    String mediaStoreOriginAccessControlId() {
        String id = "MediaDeliveryMediaStoreAccess";
        return once(id, () -> CfnOriginAccessControl.Builder.create(stack, id)
                .originAccessControlConfig(CfnOriginAccessControl.OriginAccessControlConfigProperty.builder()
                        .name(name("mediastore"))
                        .originAccessControlOriginType("mediastore")
                        .signingBehavior("always")
                        .signingProtocol("sigv4")
                        .build())
                .build()
                .getAttrId());
    }

    S3OriginAccessControl s3OriginAccessControl() {
        String id = "MediaDeliveryS3Access";
        return once(id, () -> S3OriginAccessControl.Builder.create(stack, id)
                .originAccessControlName(name("s3"))
                .build());
    }

    OriginAccessIdentity s3OriginAccessIdentity() {
        String id = "MediaDeliveryS3Identity";
        return once(id, () -> OriginAccessIdentity.Builder.create(stack, id)
                .comment("CloudFront, to the buckets of this stack")
                .build());
    }

    /** The id says which key it is, so that another key is another resource: CloudFront cannot update one. */
    String publicKeyId(ViewerKey key) {
        String digest = digest(key.pem());
        String id = "MediaDeliveryKey" + digest;
        return once(id, () -> CfnPublicKey.Builder.create(stack, id)
                .publicKeyConfig(CfnPublicKey.PublicKeyConfigProperty.builder()
                        .callerReference(name("key-" + digest))
                        .name(name("key-" + digest))
                        .encodedKey(key.pem())
                        .build())
                .build()
                .getRef());
    }

    MediaPackageV2EndpointPolicy endpointPolicy(MediaPackageV2Endpoint endpoint) {
        return endpointPolicies.computeIfAbsent(endpoint, unused -> new MediaPackageV2EndpointPolicy(endpoint, stack));
    }

    /** For the paths that nobody named. */
    FunctionAssociation refuseRequests() {
        String id = "MediaDeliveryRefuse";
        return once(id, () -> FunctionAssociation.builder()
                .eventType(FunctionEventType.VIEWER_REQUEST)
                .function(Function.Builder.create(stack, id)
                        .functionName(name("refuse"))
                        .comment("Refuses paths that no behaviour names")
                        .runtime(FunctionRuntime.JS_2_0)
                        .code(RefuseCode.INLINE)
                        .build())
                .build());
    }

    /** Made on first use, once for all stacks. */
    private static final class RefuseCode {
        static final FunctionCode INLINE = FunctionCode.fromInline(REFUSE);
    }

    @SuppressWarnings("unchecked")
    private <T> T once(Object need, Supplier<T> maker) {
        return (T) made.computeIfAbsent(need, unused -> maker.get());
    }

    /** A name that no other stack of the account can have. */
    String name(String what) {
        return what + "-" + StackUuid.TOKEN;
    }

    /** The same reference for every stack, which each template resolves to its own: made once. */
    private static final class StackUuid {

        /** arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID. */
        static final String TOKEN = Fn.select(2, Fn.split("/", Aws.STACK_ID));

        private StackUuid() {}
    }

    /** Eight hexadecimal digits: enough to tell apart the at most twenty policies of an account. */
    static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
