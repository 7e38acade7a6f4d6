package io.github.cdkmediadelivery.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.IPolicyValidationContext;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.PolicyValidationPluginReport;
import software.amazon.awscdk.PolicyValidationStack;
import software.amazon.awscdk.PolicyViolatingResource;
import software.amazon.awscdk.PolicyViolation;
import software.constructs.IConstruct;

/**
 * Counts what the finished templates will create, account by account, template by template, distribution by
 * distribution.
 */
public final class QuotaReview implements IPolicyValidationPlugin {

    private static final Pattern DYNAMIC_REFERENCE = Pattern.compile("\\{\\{resolve:");
    private static final String UNKNOWN_ACCOUNT = "the account of the deployment";
    private static final String SHARE =
            "share it over the stacks with DeliveryPolicies, or have the quota raised and say so"
                    + " with DeliveryQuotas.raised(…)";
    private static final String SPLIT = "move constructs into another stack";
    private static final String SPREAD = "spread it over several distributions";
    private static final double NEARLY = 0.8;

    /** The report has a paragraph for each construct that is named. */
    private static final int MOST_NAMED = 20;

    /** Apps whose owners said what their quotas are. */
    private static final Set<IConstruct> GUARDED = Collections.newSetFromMap(new WeakHashMap<>());

    private final SortedMap<String, Integer> perAccount;

    private QuotaReview(SortedMap<String, Integer> perAccount) {
        this.perAccount = perAccount;
    }

    /** Has more than these fail the app's synthesis. */
    public static void guard(App app, SortedMap<String, Integer> perAccount) {
        CdkVersion.check();
        GUARDED.add(app);
        Unnamed.validations(app).addPlugins(new QuotaReview(perAccount));
    }

    /** What is to be said of an app whose owner said nothing of quotas: AWS may have raised them for the account. */
    public static List<PolicyViolation> atDefaults(IPolicyValidationContext context) {
        return GUARDED.contains(context.getAppConstruct())
                ? List.of()
                : new QuotaReview(Limits.PER_ACCOUNT)
                        .tallies(context).stream()
                                .filter(Tally::isWorthSaying)
                                .map(tally -> tally.violation("warning"))
                                .toList();
    }

    @Override
    public String getName() {
        return "cdk-media-delivery-quotas";
    }

    @Override
    public PolicyValidationPluginReport validate(IPolicyValidationContext context) {
        List<Tally> tallies = tallies(context);
        return PolicyValidationPluginReport.builder()
                .success(tallies.stream().noneMatch(Tally::isExceeded))
                .violations(tallies.stream()
                        .filter(Tally::isWorthSaying)
                        .map(tally -> tally.violation(tally.isExceeded() ? "error" : "warning"))
                        .toList())
                .build();
    }

    private List<Tally> tallies(IPolicyValidationContext context) {
        List<Tally> tallies = new ArrayList<>();
        Map<String, List<SynthesizedTemplate>> byAccount = new TreeMap<>();
        for (PolicyValidationStack stack : context.getStackTemplates()) {
            List<SynthesizedTemplate> templates = SynthesizedTemplate.readWithNested(stack.getTemplatePath());
            byAccount
                    .computeIfAbsent(account(stack.getAccountId()), unused -> new ArrayList<>())
                    .addAll(templates);
            PolicyViolatingResource whole = PolicyViolatingResource.builder()
                    .constructPath(stack.getStackConstructPath())
                    .locations(List.of())
                    .build();
            templates.forEach(template -> tallies.addAll(inTemplate(template, List.of(whole))));
        }
        byAccount.forEach((account, templates) -> tallies.addAll(inAccount(account, templates)));
        return tallies;
    }

    private List<Tally> inAccount(String account, List<SynthesizedTemplate> templates) {
        List<Tally> tallies = new ArrayList<>();
        perAccount.forEach((type, limit) -> {
            List<PolicyViolatingResource> all = new ArrayList<>();
            templates.forEach(template ->
                    template.resources(type).keySet().forEach(logicalId -> all.add(template.violating(logicalId))));
            tallies.add(Tally.growing(type + " in " + account, all.size(), limit, SHARE, all));
        });
        return tallies;
    }

    private static List<Tally> inTemplate(SynthesizedTemplate template, List<PolicyViolatingResource> whole) {
        List<Tally> tallies = new ArrayList<>();
        JsonNode content = template.content();
        String of = " of " + template.fileName();
        tallies.add(Tally.growing("resources" + of, content.path("Resources").size(), Limits.RESOURCES, SPLIT, whole));
        tallies.add(Tally.growing("outputs" + of, content.path("Outputs").size(), Limits.OUTPUTS, SPLIT, whole));
        tallies.add(
                Tally.growing("parameters" + of, content.path("Parameters").size(), Limits.PARAMETERS, SPLIT, whole));
        int references =
                (int) DYNAMIC_REFERENCE.matcher(content.toString()).results().count();
        tallies.add(Tally.growing("dynamic references" + of, references, Limits.DYNAMIC_REFERENCES, SPLIT, whole));
        template.resources("AWS::CloudFront::Distribution")
                .forEach((logicalId, properties) -> tallies.addAll(
                        inDistribution(properties.path("DistributionConfig"), template.violating(logicalId))));
        template.resources("AWS::CloudFront::CachePolicy").forEach((logicalId, properties) -> {
            JsonNode key = properties.at("/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin");
            tallies.addAll(inPolicy(key, template.violating(logicalId)));
        });
        template.resources("AWS::CloudFront::OriginRequestPolicy")
                .forEach((logicalId, properties) -> tallies.addAll(
                        inPolicy(properties.path("OriginRequestPolicyConfig"), template.violating(logicalId))));
        return tallies;
    }

    private static List<Tally> inDistribution(JsonNode config, PolicyViolatingResource resource) {
        List<PolicyViolatingResource> where = List.of(resource);
        List<Tally> tallies = new ArrayList<>();
        tallies.add(
                Tally.growing("behaviours", config.path("CacheBehaviors").size() + 1, Limits.BEHAVIORS, SPREAD, where));
        tallies.add(Tally.growing("origins", config.path("Origins").size(), Limits.ORIGINS, SPREAD, where));
        tallies.add(
                Tally.growing("alternate names", config.path("Aliases").size(), Limits.ALTERNATE_NAMES, SPREAD, where));
        tallies.add(keyGroups("the default behaviour", config.path("DefaultCacheBehavior"), where));
        config.path("CacheBehaviors")
                .forEach(behavior -> tallies.add(
                        keyGroups("behaviour '" + behavior.path("PathPattern").asText() + "'", behavior, where)));
        return tallies;
    }

    private static Tally keyGroups(String which, JsonNode behavior, List<PolicyViolatingResource> where) {
        return Tally.fixed(
                "key groups of " + which,
                behavior.path("TrustedKeyGroups").size(),
                Limits.KEY_GROUPS,
                "put the keys into fewer groups",
                where);
    }

    private static List<Tally> inPolicy(JsonNode policy, PolicyViolatingResource resource) {
        String remove = "remove those that do not change the response";
        return List.of(
                Tally.fixed(
                        "query strings of the policy",
                        policy.at("/QueryStringsConfig/QueryStrings").size(),
                        Limits.QUERY_STRINGS,
                        remove,
                        List.of(resource)),
                Tally.fixed(
                        "headers of the policy",
                        policy.at("/HeadersConfig/Headers").size(),
                        Limits.POLICY_HEADERS,
                        remove,
                        List.of(resource)));
    }

    private static String account(@Nullable String id) {
        return id == null || id.startsWith("unknown") || Check.isToken(id) ? UNKNOWN_ACCOUNT : id;
    }

    /**
     * How much of a quota is used.
     *
     * @param grows whether more will come as the app grows, so that being near the limit is worth saying
     */
    private record Tally(
            String what, int count, int limit, boolean grows, String wayOut, List<PolicyViolatingResource> where) {

        private static Tally growing(
                String what, int count, int limit, String wayOut, List<PolicyViolatingResource> where) {
            return new Tally(what, count, limit, true, wayOut, where);
        }

        private static Tally fixed(
                String what, int count, int limit, String wayOut, List<PolicyViolatingResource> where) {
            return new Tally(what, count, limit, false, wayOut, where);
        }

        private boolean isExceeded() {
            return count > limit;
        }

        private boolean isWorthSaying() {
            return isExceeded() || (grows && count >= limit * NEARLY);
        }

        private PolicyViolation violation(String severity) {
            boolean many = where.size() > MOST_NAMED;
            return SynthesizedTemplate.violation(
                    "quota",
                    severity,
                    what + ": " + count + " of " + limit + (many ? "; the first " + MOST_NAMED + " are named" : ""),
                    wayOut,
                    many ? where.subList(0, MOST_NAMED) : where);
        }
    }
}
