package io.github.cdkmediadelivery;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IFunctionRef;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;
import software.amazon.awscdk.interfaces.cloudfront.IOriginRequestPolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.constructs.Construct;

/**
 * What a distribution will be, before it is one: behaviours by path, to which each concern adds its part.
 *
 * <p>Nothing crosses to the Node kernel until {@link #build}, which sends the distribution as one request.
 */
final class DistributionPlan {

    /** CloudFront's quota, with the default behaviour counted. */
    private static final int MOST_BEHAVIORS = 75;

    /** All that no other path of the distribution names. */
    static final String EVERYTHING = "/*";

    private static final int LONGEST_PATTERN = 255;
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_.*$/~\"'@:+&?-]+");

    private final Construct scope;
    private final StackResources shared;
    private final DeliveryBuilder<?> options;
    private final Map<String, BehaviorOptions> users = new LinkedHashMap<>();
    private final Map<String, Content> contents = new LinkedHashMap<>();
    private final List<ErrorResponse> errorResponses = new ArrayList<>();
    private final List<BiConsumer<Construct, Distribution.Builder>> details = new ArrayList<>();
    private final List<BiConsumer<Construct, Distribution>> sequels = new ArrayList<>();
    private @Nullable BehaviorOptions defaultBehavior;
    private @Nullable Content contentElsewhere;

    /**
     * @param scope the facade
     * @param options what the user wants of it
     */
    DistributionPlan(Construct scope, DeliveryBuilder<?> options) {
        this.scope = scope;
        this.shared = options.shared();
        this.options = options;
        options.additionalBehaviors().forEach((pattern, behavior) -> users.put(pattern, withProtocol(behavior)));
        defaultBehavior = options.defaultBehavior().map(this::withProtocol).orElse(null);
    }

    /** A path with content of the facade's, to which the concerns apply. */
    DistributionPlan content(String pathPattern, IOrigin origin, ICachePolicyRef cachePolicy) {
        return content(pathPattern, Content.of(origin, cachePolicy));
    }

    DistributionPlan content(String pathPattern, Content content) {
        contents.put(pathPattern, content);
        return this;
    }

    StackResources shared() {
        return shared;
    }

    /** The region of the stack; a token where it has none. */
    String region() {
        return StackResources.of(options.scope()).stack().getRegion();
    }

    /** A property of the distribution, set when it is built. */
    void describe(BiConsumer<Construct, Distribution.Builder> detail) {
        details.add(detail);
    }

    /** What needs the distribution to be there. */
    void afterwards(BiConsumer<Construct, Distribution> sequel) {
        sequels.add(sequel);
    }

    /** Content of the facade's for all paths that nothing names. */
    DistributionPlan contentElsewhere(Content content) {
        contentElsewhere = content;
        return this;
    }

    /** Paths that nothing names are refused at the edge, unless the user gave them to an origin. */
    DistributionPlan refuseOtherPaths(IOrigin origin) {
        if (defaultBehavior == null) {
            defaultBehavior = BehaviorOptions.builder()
                    .origin(origin)
                    .cachePolicy(CachePolicy.CACHING_DISABLED)
                    .viewerProtocolPolicy(options.viewerProtocolPolicy())
                    .functionAssociations(List.of(shared.refuseRequests()))
                    .build();
        }
        return this;
    }

    void errorResponse(ErrorResponse response) {
        errorResponses.add(response);
    }

    /** Preflights are let through, and answers carry the policy's headers. */
    void allowOtherOrigins(IResponseHeadersPolicyRef policy) {
        allContent().forEach(content -> content.allowOtherOrigins(policy));
    }

    /** For origins that answer a preflight by its headers. */
    void forward(IOriginRequestPolicyRef policy) {
        allContent().forEach(content -> content.forward(policy));
    }

    void viewerRequest(IFunctionRef function) {
        FunctionAssociation association = FunctionAssociation.builder()
                .eventType(FunctionEventType.VIEWER_REQUEST)
                .function(function)
                .build();
        allContent().forEach(content -> content.guard(association));
    }

    /** CloudFront cuts Smooth Streaming from files itself. */
    void smoothStreaming() {
        allContent().forEach(Content::smoothStreaming);
    }

    /** Content is for those who show a signature, but for some of its paths, which come first. */
    void demandSignature(List<IKeyGroupRef> groups, List<String> openPaths) {
        allContent().forEach(content -> content.sign(groups));
        Map<String, Content> signed = new LinkedHashMap<>(contents);
        Map<String, Content> all = new LinkedHashMap<>(contents);
        if (contentElsewhere != null) {
            all.put(EVERYTHING, contentElsewhere);
        }
        contents.clear();
        openPaths.forEach(open -> contents.put(
                open,
                Objects.requireNonNull(all.get(partOf(open, all.keySet()))).unsignedCopy()));
        contents.putAll(signed);
    }

    /** The path that an open one is a part of: all of it would not be signed, and more is not this distribution's. */
    private static String partOf(String open, Collection<String> contentPaths) {
        Check.that(
                contentPaths.stream().noneMatch(path -> covers(open, path)),
                "viewerAccess",
                "must not open a path that it signs",
                open,
                "name a narrower path in exceptFor(…)");
        return contentPaths.stream()
                .filter(path -> covers(path, open))
                .findFirst()
                // Where only the deployment knows the path, nothing can be compared.
                .or(() -> contentPaths.stream().filter(Check::isToken).findFirst())
                .orElseThrow(() -> Check.refusal(
                        "viewerAccess",
                        "must open paths of the content only",
                        open,
                        "name a path under one of " + contentPaths));
    }

    /** Whether one pattern matches all that another does. */
    private static boolean covers(String wide, String narrow) {
        String regex = Arrays.stream(withoutSlash(wide).split("\\*", -1))
                .map(Pattern::quote)
                .collect(joining(".*"));
        return Pattern.matches(regex, withoutSlash(narrow));
    }

    private Stream<Content> allContent() {
        return Stream.concat(contents.values().stream(), Stream.ofNullable(contentElsewhere));
    }

    Distribution build() {
        Map<String, BehaviorOptions> behaviors = new LinkedHashMap<>(users);
        contents.forEach((pattern, content) -> behaviors.put(pattern, content.render(options.viewerProtocolPolicy())));
        Distribution.Builder distribution = Distribution.Builder.create(scope, "Distribution")
                .defaultBehavior(
                        contentElsewhere != null
                                ? contentElsewhere.render(options.viewerProtocolPolicy())
                                : Objects.requireNonNull(defaultBehavior, "facades name a default"))
                .additionalBehaviors(behaviors)
                .errorResponses(errorResponses);
        options.describe(distribution);
        details.forEach(detail -> detail.accept(scope, distribution));
        Distribution built = distribution.build();
        sequels.forEach(sequel -> sequel.accept(scope, built));
        return built;
    }

    /**
     * Refuses options and paths that cannot stand together. Every facade asks before it defines anything, so that
     * nothing half-made is left in the stack.
     *
     * @param contentPaths that the plan will be told, with {@link #EVERYTHING} at the end for content elsewhere
     */
    static void checkPaths(DeliveryBuilder<?> options, Collection<String> contentPaths) {
        options.checkTogether();
        List<String> openPaths = options.viewerAccess().openPaths();
        openPaths.forEach(open -> partOf(open, contentPaths));
        Set<String> taken = new HashSet<>();
        options.additionalBehaviors().keySet().forEach(pattern -> taken.add(withoutSlash(pattern)));
        List<String> all = new ArrayList<>(openPaths);
        all.addAll(contentPaths);
        all.remove(EVERYTHING);
        for (String path : all) {
            checkPattern(path);
            Check.that(
                    taken.add(withoutSlash(path)),
                    "pathPattern",
                    "must be used once",
                    path,
                    "remove the additional behaviour with it");
        }
        Check.that(
                taken.size() < MOST_BEHAVIORS,
                "additionalBehavior",
                "CloudFront takes at most " + MOST_BEHAVIORS + " behaviours, the default one counted",
                taken.size() + 1,
                "spread the paths over several distributions");
    }

    /** CloudFront reads a pattern with and without its first slash alike. */
    static String withoutSlash(String pathPattern) {
        return pathPattern.startsWith("/") ? pathPattern.substring(1) : pathPattern;
    }

    static void checkPattern(String pathPattern) {
        Check.that(
                Check.isToken(pathPattern)
                        || (PATTERN.matcher(pathPattern).matches() && pathPattern.length() <= LONGEST_PATTERN),
                "pathPattern",
                "must be letters, digits and _-.*$/~\"'@:+&? only, at most " + LONGEST_PATTERN + " characters",
                pathPattern,
                "use for example '/player/*'");
        Check.that(
                !pathPattern.equals("*") && !pathPattern.equals(EVERYTHING),
                "pathPattern",
                "must leave paths to the other behaviours",
                pathPattern,
                "use defaultBehavior(…) for what nothing else names");
    }

    /** aws-cdk-lib would let an unset policy be allow-all. */
    private BehaviorOptions withProtocol(BehaviorOptions behavior) {
        if (behavior.getViewerProtocolPolicy() != null) {
            return behavior;
        }
        return BehaviorOptions.builder()
                .origin(behavior.getOrigin())
                .viewerProtocolPolicy(options.viewerProtocolPolicy())
                .allowedMethods(behavior.getAllowedMethods())
                .cachedMethods(behavior.getCachedMethods())
                .cachePolicy(behavior.getCachePolicy())
                .compress(behavior.getCompress())
                .edgeLambdas(behavior.getEdgeLambdas())
                .enableGrpc(behavior.getEnableGrpc())
                .functionAssociations(behavior.getFunctionAssociations())
                .originRequestPolicy(behavior.getOriginRequestPolicy())
                .realtimeLogConfig(behavior.getRealtimeLogConfig())
                .responseHeadersPolicy(behavior.getResponseHeadersPolicy())
                .smoothStreaming(behavior.getSmoothStreaming())
                .trustedKeyGroups(behavior.getTrustedKeyGroups())
                .build();
    }
}
