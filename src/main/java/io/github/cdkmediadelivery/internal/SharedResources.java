package io.github.cdkmediadelivery.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CachePolicyProps;
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
import software.amazon.awscdk.services.cloudfront.ResponseHeadersCorsBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.S3OriginAccessControl;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * What the distributions of one stack share: policies, origin access controls, functions.
 *
 * <p>An account has 20 custom policies of each kind and 100 origin access controls, so nothing that can be equal for
 * two distributions is made twice. Ids are made of the content, not of who asked first: they do not move when a
 * distribution comes or goes. Names end in the stack's own id, unique over regions, stages and nested stacks.
 */
public final class SharedResources {

    private static final Map<Stack, Made> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

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
    private final Made made;
    private final boolean apart;

    private SharedResources(Stack stack, Made made, boolean apart) {
        this.stack = stack;
        this.made = made;
        this.apart = apart;
    }

    /** What a stack has already. It refers to no stack, so that it is forgotten together with its own. */
    private static final class Made {
        private final Once<String> account = new Once<>();
        private final Once<String> region = new Once<>();
        private final Once<String> environment = new Once<>();
        private final Once<MediaPackageV2OriginAccessControl> mediaPackageV2Access = new Once<>();
        private final Once<String> mediaPackageV2AccessId = new Once<>();
        private final Once<CfnOriginAccessControl> mediaStoreAccess = new Once<>();
        private final Once<String> mediaStoreAccessId = new Once<>();
        private final Once<S3OriginAccessControl> s3Access = new Once<>();
        private final Once<OriginAccessIdentity> s3Identity = new Once<>();
        private final Once<Function> refusing = new Once<>();
        private final Once<FunctionAssociation> refusal = new Once<>();
        private final Map<String, CachePolicy> cachePolicies = new HashMap<>();
        private final Map<String, ResponseHeadersPolicy> corsPolicies = new HashMap<>();
        private final Map<String, String> publicKeyIds = new HashMap<>();
        private final Map<String, String> distributionIds = new HashMap<>();
        private final Map<List<Object>, IOrigin> origins = new HashMap<>();
        private final Map<String, EndpointPolicy> endpointPolicies = new HashMap<>();
        private final Map<String, BucketPolicyApart> bucketPolicies = new HashMap<>();
        private final Set<String> endpointPlaces = new HashSet<>();
        private final Set<String> said = new HashSet<>();
        private final Set<Object> weak = new HashSet<>();

        EndpointPolicy policyOf(V2Endpoint endpoint, String identity) {
            return endpointPolicies.computeIfAbsent(identity, unused -> new EndpointPolicy(endpoint));
        }
    }

    /** Something that is made or asked for when it is first needed. */
    private static final class Once<T> {
        private @Nullable T value;

        T get(Supplier<T> maker) {
            if (value == null) {
                value = maker.get();
            }
            return Objects.requireNonNull(value);
        }
    }

    public static SharedResources of(Stack stack) {
        return new SharedResources(stack, KNOWN.computeIfAbsent(stack, unused -> new Made()), false);
    }

    /** The same, asked from another stack: what is asked for is referred to weakly. */
    static SharedResources apart(Stack stack) {
        return new SharedResources(stack, of(stack).made, true);
    }

    /**
     * A resource whose id is made of its content goes when an option changes. CloudFormation removes no export that
     * another stack imports, which is CDK's default reference: the deployment would stop. A weak one reads the output
     * when it is deployed and holds nothing back.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html">Exported
     *     stack output values</a>
     */
    private <T extends Construct> T reached(T resource) {
        if (apart && made.weak.add(resource)) {
            Weak.whereOthersReferTo(resource);
            if (stack instanceof NestedStack nested && made.weak.add("outputs")) {
                Weak.whereOthersReferTo(Objects.requireNonNull(nested.getNestedStackResource()));
            }
        }
        return resource;
    }

    public Stack stack() {
        return stack;
    }

    String account() {
        return made.account.get(stack::getAccount);
    }

    String region() {
        return made.region.get(stack::getRegion);
    }

    String knownAccount() {
        return known(environment()[2]);
    }

    String knownRegion() {
        return known(environment()[3]);
    }

    /** {@code aws://ACCOUNT/REGION}, of which each can be unknown: one request, where account and region are two. */
    private String[] environment() {
        return made.environment.get(stack::getEnvironment).split("/", 4);
    }

    private static String known(String part) {
        return part.startsWith("unknown-") ? "" : part;
    }

    /** What all distributions of a kind have in common is said once, on the stack, where it is acknowledged. */
    public void warn(String name, String message) {
        once(name, () -> Warnings.add(stack, name, message));
    }

    /** Has the templates of the stack's app looked at; once for a stack, since it takes requests. */
    public void reviewedBy(IPolicyValidationPlugin plugin) {
        once("review", () -> Unnamed.validations(stack).addPlugins(plugin));
    }

    /** What is done once for a stack. */
    private void once(String name, Runnable action) {
        if (made.said.add(name)) {
            action.run();
        }
    }

    /** No resource, but a request: channels of a group, and all that is on MediaTailor, have the same one. */
    public IOrigin origin(HttpsOrigin origin) {
        return made.origins.computeIfAbsent(origin.parts(), unused -> origin.make());
    }

    /**
     * A cache policy, made once for equal content.
     *
     * @param content of which its id is made
     * @param properties asked for where there is none yet: they take requests
     */
    ICachePolicyRef cachePolicy(String content, Supplier<CachePolicyProps.Builder> properties) {
        return reached(made.cachePolicies.computeIfAbsent(content, unused -> {
            String id = "MediaDeliveryCachePolicy" + digest(content);
            return new CachePolicy(
                    stack, id, properties.get().cachePolicyName(name(id)).build());
        }));
    }

    /** The same for what is said to pages on other domains. */
    IResponseHeadersPolicyRef corsPolicy(String content, ResponseHeadersCorsBehavior rules) {
        return reached(made.corsPolicies.computeIfAbsent(content, unused -> {
            // The text of a token counts the tokens that were made before it, and half of one is none.
            boolean known = !Check.isToken(content);
            String id = "MediaDeliveryCors" + digest(known ? content : String.valueOf(stack.resolve(content)));
            return ResponseHeadersPolicy.Builder.create(stack, id)
                    .responseHeadersPolicyName(name(id))
                    .comment(known ? Limits.policyComment("CORS: " + content) : "CORS")
                    .corsBehavior(rules)
                    .build();
        }));
    }

    /** It identifies no one: which distribution may read is said by the policy of what it reads. */
    String mediaPackageV2OriginAccessControlId() {
        MediaPackageV2OriginAccessControl access = reached(made.mediaPackageV2Access.get(
                () -> MediaPackageV2OriginAccessControl.Builder.create(stack, "MediaDeliveryMediaPackageV2Access")
                        .originAccessControlName(name("mediapackagev2"))
                        .build()));
        return made.mediaPackageV2AccessId.get(access::getOriginAccessControlId);
    }

    public String mediaStoreOriginAccessControlId() {
        CfnOriginAccessControl access = reached(made.mediaStoreAccess.get(
                () -> CfnOriginAccessControl.Builder.create(stack, "MediaDeliveryMediaStoreAccess")
                        .originAccessControlConfig(CfnOriginAccessControl.OriginAccessControlConfigProperty.builder()
                                .name(name("mediastore"))
                                .originAccessControlOriginType("mediastore")
                                .signingBehavior("always")
                                .signingProtocol("sigv4")
                                .build())
                        .build()));
        return made.mediaStoreAccessId.get(access::getAttrId);
    }

    S3OriginAccessControl s3OriginAccessControl() {
        return reached(made.s3Access.get(() -> S3OriginAccessControl.Builder.create(stack, "MediaDeliveryS3Access")
                .originAccessControlName(name("s3"))
                .build()));
    }

    OriginAccessIdentity s3OriginAccessIdentity() {
        return reached(made.s3Identity.get(() -> OriginAccessIdentity.Builder.create(stack, "MediaDeliveryS3Identity")
                .comment("CloudFront, to the buckets of this stack")
                .build()));
    }

    /** The id says which key it is, so that another key is another resource: CloudFront cannot update one. */
    public String publicKeyId(String pem) {
        return made.publicKeyIds.computeIfAbsent(digest(pem), digest -> {
            CfnPublicKey key = CfnPublicKey.Builder.create(stack, "MediaDeliveryKey" + digest)
                    .publicKeyConfig(CfnPublicKey.PublicKeyConfigProperty.builder()
                            .callerReference(name("key-" + digest))
                            .name(name("key-" + digest))
                            .encodedKey(pem)
                            .build())
                    .build();
            // A key goes once it is rotated out, whichever stack the signer is in.
            Weak.whereOthersReferTo(key);
            return key.getRef();
        });
    }

    /**
     * The id of a plain distribution. The CDK makes a new token of it for each origin that it binds, and an origin is
     * bound twice where it is one of a group and also stands alone: a policy would name the same distribution twice.
     *
     * @param path of the distribution
     * @param bound the token of this binding
     */
    public String distributionId(String path, String bound) {
        return made.distributionIds.computeIfAbsent(path, unused -> bound);
    }

    /** Where the user named the policy's stack, the one of that stack: distributions of several have it in common. */
    public EndpointPolicy endpointPolicy(V2Endpoint endpoint) {
        String identity = endpoint.identity(stack);
        Stack chosen = endpoint.policyStack();
        if (chosen != null) {
            EndpointPolicy apart = of(chosen).made.policyOf(endpoint, identity);
            made.endpointPolicies.putIfAbsent(identity, apart);
            return apart;
        }
        return made.policyOf(endpoint, identity);
    }

    /** The policy of a bucket of another stack, in this one. */
    BucketPolicyApart bucketPolicy(IBucket bucket, Placement here) {
        return made.bucketPolicies.computeIfAbsent(
                bucket.getNode().getPath(), unused -> new BucketPolicyApart(bucket, here));
    }

    /** A stack writes policies of the endpoints of its own region and account alone, whether or not it knows them. */
    void hasPolicyOf(KnownArn endpoint) {
        made.endpointPlaces.add(endpoint.home());
    }

    boolean hasPolicyOfAnother(KnownArn endpoint) {
        return made.endpointPlaces.stream().anyMatch(place -> KnownArn.differ(place, endpoint.home()));
    }

    /** For the paths that nobody named. */
    FunctionAssociation refuseRequests() {
        Function refusing = reached(made.refusing.get(() -> Function.Builder.create(stack, "MediaDeliveryRefuse")
                .functionName(name("refuse"))
                .comment("Refuses paths that no behaviour names")
                .runtime(FunctionRuntime.JS_2_0)
                .code(RefuseCode.INLINE)
                .build()));
        return made.refusal.get(() -> FunctionAssociation.builder()
                .eventType(FunctionEventType.VIEWER_REQUEST)
                .function(refusing)
                .build());
    }

    /** Made on first use, once for all stacks. */
    private static final class RefuseCode {
        static final FunctionCode INLINE = FunctionCode.fromInline(REFUSE);
    }

    /** A name that no other stack of the account can have. */
    public static String name(String what) {
        return what + "-" + StackUuid.TOKEN;
    }

    /** The same reference for every stack, which each template resolves to its own: made once. */
    private static final class StackUuid {

        /** arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID. */
        static final String TOKEN = Fn.select(2, Fn.split("/", Aws.STACK_ID));

        private StackUuid() {}
    }

    /** Eight hexadecimal digits: enough to tell apart the at most twenty policies of an account. */
    public static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
