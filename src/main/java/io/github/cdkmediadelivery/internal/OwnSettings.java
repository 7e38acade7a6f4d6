package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IOriginRequestPolicyRef;
import software.amazon.awscdk.services.cloudfront.AddBehaviorOptions;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.EdgeLambda;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;

/**
 * The user's own settings of the content's behaviours: what the facade has no opinion of, and where it has one, checked
 * against what the content needs.
 *
 * @param kind as the user named it
 * @param purposes of the routes that are meant
 */
public record OwnSettings(String kind, Set<Purpose> purposes, AddBehaviorOptions options) implements Concern {

    private static final String OPTION = "contentBehavior: ";
    private static final String REMOVE = "remove one of the two";

    /** What other options say, each with its own checks. */
    public OwnSettings {
        refuse("viewerProtocolPolicy", options.getViewerProtocolPolicy(), "use viewerProtocolPolicy(…)");
        refuse("trustedKeyGroups", options.getTrustedKeyGroups(), "use viewerAccess(…)");
        refuse("smoothStreaming", options.getSmoothStreaming(), "use microsoftSmoothStreaming() of films");
        refuse("compress", options.getCompress(), "text is compressed, and no media");
        refuse("enableGrpc", options.getEnableGrpc(), "players speak no gRPC");
        refuse("allowedMethods", options.getAllowedMethods(), "use cors(…), which lets preflights in");
        refuse("cachedMethods", options.getCachedMethods(), "use cors(…), which has preflights cached");
        if (purposes.contains(Purpose.SERVICE)) {
            String fix = "name MANIFESTS or MEDIA";
            refuse("cachePolicy of what is made for one viewer", options.getCachePolicy(), fix);
            refuse("originRequestPolicy of what is made for one viewer", options.getOriginRequestPolicy(), fix);
        }
        for (FunctionAssociation function : functions(options)) {
            Check.that(
                    function.getEventType() == FunctionEventType.VIEWER_RESPONSE,
                    OPTION + "must leave viewer requests to the option that knows what else they meet",
                    function.getEventType(),
                    "use viewerRequestFunction(…)");
        }
        checkEvents(options);
    }

    private static void refuse(String property, @Nullable Object value, String fix) {
        Check.that(value == null, OPTION + "must not name " + property, "a value", fix);
    }

    /** CloudFront runs one function for each event. */
    private static void checkEvents(AddBehaviorOptions options) {
        List<EdgeLambda> lambdas = options.getEdgeLambdas() == null ? List.of() : options.getEdgeLambdas();
        Check.that(
                lambdas.stream().map(EdgeLambda::getEventType).distinct().count() == lambdas.size(),
                OPTION + "edgeLambdas must have one function for each event, as CloudFront runs one",
                lambdas.stream().map(EdgeLambda::getEventType).toList(),
                REMOVE);
        Check.that(
                functions(options).size() <= 1,
                OPTION + "functionAssociations must have one function for each event, as CloudFront runs one",
                functions(options).stream()
                        .map(FunctionAssociation::getEventType)
                        .toList(),
                REMOVE);
    }

    @Override
    public void check(Plan plan) {
        checkOnce(plan);
        checkFunctions(plan);
        Check.that(
                options.getResponseHeadersPolicy() == null
                        || plan.concern(Cors.class).isEmpty(),
                OPTION + "responseHeadersPolicy must not stand beside cors(…), since a behaviour has one such policy",
                kind,
                "put the CORS rules into your policy, and remove cors(…)");
        Check.that(
                options.getRealtimeLogConfig() == null
                        || plan.concern(RealtimeLogging.class).isEmpty(),
                OPTION + "realtimeLogConfig must not stand beside realtimeLogConfig(…), since a behaviour has one",
                kind,
                REMOVE);
        Check.that(
                options.getOriginRequestPolicy() == null
                        || plan.concern(Forwarded.class).isEmpty(),
                OPTION + "originRequestPolicy must not stand beside cors(…), for which a store needs one of its own",
                kind,
                REMOVE);
        if (options.getCachePolicy() != null) {
            checkKey(options.getCachePolicy(), plan);
        }
        if (options.getOriginRequestPolicy() != null) {
            checkSent(options.getOriginRequestPolicy(), plan);
        }
    }

    private void checkOnce(Plan plan) {
        List<OwnSettings> all = plan.concerns(OwnSettings.class);
        for (OwnSettings other : all.subList(all.indexOf(this) + 1, all.size())) {
            boolean apart = purposes.stream().noneMatch(other.purposes::contains);
            said().keySet().stream()
                    .filter(property -> !apart && other.said().containsKey(property))
                    .forEach(property -> {
                        throw Check.refusal(
                                OPTION + property + " must be said once for a kind of content",
                                kind + " and " + other.kind,
                                REMOVE);
                    });
        }
    }

    private Map<String, Object> said() {
        Map<String, Object> said = new LinkedHashMap<>();
        say(said, "responseHeadersPolicy", options.getResponseHeadersPolicy());
        say(said, "edgeLambdas", options.getEdgeLambdas());
        say(said, "functionAssociations", options.getFunctionAssociations());
        say(said, "realtimeLogConfig", options.getRealtimeLogConfig());
        say(said, "cachePolicy", options.getCachePolicy());
        say(said, "originRequestPolicy", options.getOriginRequestPolicy());
        return said;
    }

    private static void say(Map<String, Object> said, String property, @Nullable Object value) {
        if (value != null) {
            said.put(property, value);
        }
    }

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions-all.html">Restrictions
     *     on all edge functions</a>
     */
    private void checkFunctions(Plan plan) {
        boolean lambdasForViewers = options.getEdgeLambdas() != null
                && options.getEdgeLambdas().stream()
                        .anyMatch(lambda -> lambda.getEventType() == LambdaEdgeEventType.VIEWER_REQUEST
                                || lambda.getEventType() == LambdaEdgeEventType.VIEWER_RESPONSE);
        boolean functions = plan.concern(ViewerRequest.class).isPresent()
                || plan.concern(AccessToken.class).isPresent()
                || plan.concerns(OwnSettings.class).stream()
                        .anyMatch(other -> !functions(other.options).isEmpty()
                                && purposes.stream().anyMatch(other.purposes::contains));
        Check.that(
                !lambdasForViewers || !functions,
                OPTION + "edgeLambdas of viewer events must not stand beside a CloudFront function, which CloudFront"
                        + " refuses",
                kind,
                "use the events ORIGIN_REQUEST and ORIGIN_RESPONSE");
        Check.that(
                plan.concern(SmoothStreaming.class).isEmpty()
                        || (options.getEdgeLambdas() == null
                                && functions(options).isEmpty()),
                "microsoftSmoothStreaming: must not stand beside an edge function, which CloudFront refuses",
                "contentBehavior",
                REMOVE);
    }

    /** What changes a manifest must be in its key, or viewers get each other's. */
    private void checkKey(ICachePolicyRef policy, Plan plan) {
        PolicyContent.of(policy, plan.at()).ifPresent(read -> {
            checkHost(read, "cachePolicy");
            for (Route.Content route : meant(plan)) {
                List<String> needed = route.caching() instanceof Caching.Text text
                        ? text.key().queryStrings()
                        : List.of();
                Check.that(
                        read.lacks(needed).isEmpty() || (PolicyContent.keepsNothing(policy) && sends(needed, plan)),
                        OPTION + "cachePolicy must have the query strings in its key that change a manifest",
                        "none of " + read.lacks(needed),
                        "add them, or remove the policy: the library's has them");
            }
        });
    }

    private boolean sends(List<String> names, Plan plan) {
        IOriginRequestPolicyRef policy = options.getOriginRequestPolicy();
        return policy != null
                && PolicyContent.of(policy, plan.at())
                        .map(sent -> sent.lacks(names).isEmpty())
                        .orElse(true);
    }

    private void checkSent(IOriginRequestPolicyRef policy, Plan plan) {
        PolicyContent.of(policy, plan.at()).ifPresent(read -> checkHost(read, "originRequestPolicy"));
    }

    private static void checkHost(PolicyContent read, String property) {
        Check.that(
                !read.host(),
                OPTION + property + " must not send the viewer's Host, by which the origin does not know itself",
                "Host",
                "leave it out, as OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER does");
    }

    private List<Route.Content> meant(Plan plan) {
        List<Route.Content> meant = new ArrayList<>(plan.content());
        meant.removeIf(route -> !purposes.contains(route.purpose()));
        return meant;
    }

    @Override
    public List<FunctionAssociation> functions(Route.Content route) {
        return purposes.contains(route.purpose()) ? functions(options) : List.of();
    }

    private static List<FunctionAssociation> functions(AddBehaviorOptions options) {
        return options.getFunctionAssociations() == null ? List.of() : options.getFunctionAssociations();
    }

    @Override
    public void overrule(Route.Content route, BehaviorOptions.Builder behavior) {
        if (!purposes.contains(route.purpose())) {
            return;
        }
        if (options.getResponseHeadersPolicy() != null) {
            behavior.responseHeadersPolicy(options.getResponseHeadersPolicy());
        }
        if (options.getEdgeLambdas() != null) {
            behavior.edgeLambdas(options.getEdgeLambdas());
        }
        if (options.getRealtimeLogConfig() != null) {
            behavior.realtimeLogConfig(options.getRealtimeLogConfig());
        }
        if (options.getCachePolicy() != null) {
            behavior.cachePolicy(options.getCachePolicy());
        }
        if (options.getOriginRequestPolicy() != null) {
            behavior.originRequestPolicy(options.getOriginRequestPolicy());
        }
    }

    /** What cannot be looked at is said. */
    @Override
    public void complete(Distribution distribution, Placement facade) {
        if (options.getCachePolicy() != null
                && PolicyContent.of(options.getCachePolicy(), facade).isEmpty()) {
            Warnings.add(
                    facade.scope(),
                    "content-cache-policy-not-read",
                    "contentBehavior: the cache policy of " + kind + " is not defined in this app, so that its key was"
                            + " not looked at. It must hold the query strings that change a manifest, or viewers get"
                            + " each other's.");
        }
    }
}
