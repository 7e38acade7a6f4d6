package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Limits;
import io.github.cdkmediadelivery.internal.OriginStatements;
import io.github.cdkmediadelivery.internal.OwnNames;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Said;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.Weak;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.wafv2.CfnIPSet;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/**
 * A web ACL that keeps pages of strangers away: requests whose {@code Origin} header is not on the list are refused
 * before they reach the cache.
 *
 * <pre>{@code
 * AllowedOriginsWebAcl acl = AllowedOriginsWebAcl.Builder.create(this, "WebAcl", origins).build();
 * }</pre>
 *
 * <p>A browser sends the header with every request that a script makes to another domain, and scripts cannot change it.
 * A program that is no browser sends what it likes: this is no substitute for signed cookies. Requests without the
 * header come from native players, from pages on the content's own domain and from {@code <video src>}: they are let
 * through, unless {@link MissingOrigin#REFUSED} is chosen. MediaTailor names no origin either: before a
 * {@link MediaTailorDistribution} through which it fetches the content, let them pass here, and let its guard choose.
 *
 * <p>Web ACLs for CloudFront live in us-east-1 alone: in a stack of another region the construct is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html">Use
 *     AWS WAF with CloudFront</a>
 */
public final class AllowedOriginsWebAcl extends Construct {

    private static final String SCOPE = "CLOUDFRONT";
    private static final CfnWebACL.AllowActionProperty ALLOW =
            CfnWebACL.AllowActionProperty.builder().build();
    private static final long LEAST_RATE = 10;
    private static final long MOST_RATE = 2_000_000_000L;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String MANIFEST = "\\.(m3u8?|mpd|f4m)([^a-z0-9_-]|$)|\\.isml?/manifest";

    private static final Pattern NO_METRIC_NAME = Pattern.compile("[^A-Za-z0-9_-]");
    private static final Text ADDRESSES = Text.of(
            OCTET + "(\\." + OCTET + "){3}/([1-9]|[12][0-9]|3[0-2])",
            "trustedAddresses: must be IPv4 ranges",
            "use for example '203.0.113.0/24'");

    private final CfnWebACL acl;

    /** What becomes of a request that a rule refuses. */
    public enum Action {
        /** 403. */
        BLOCK,
        /** It passes and is counted, by the rule groups of AWS's too: for a trial. */
        COUNT
    }

    private AllowedOriginsWebAcl(Builder options) {
        super(options.scope, options.id);
        acl = CfnWebACL.Builder.create(this, "Acl")
                .scope(SCOPE)
                .defaultAction(
                        CfnWebACL.DefaultActionProperty.builder().allow(ALLOW).build())
                .rules(options.rules(this))
                .visibilityConfig(visibility(
                        Limits.metricName(NO_METRIC_NAME.matcher(options.id).replaceAll("-"))))
                .build();
        Weak.whereOthersReferTo(acl);
    }

    /** {@return the ARN, for {@link DeliveryBuilder#webAclArn}} */
    public String getWebAclArn() {
        return acl.getAttrArn();
    }

    private static CfnWebACL.VisibilityConfigProperty visibility(String metric) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .metricName(metric)
                .sampledRequestsEnabled(true)
                .build();
    }

    /** Options of {@link AllowedOriginsWebAcl}. */
    public static final class Builder {

        private final Said said = new Said();
        private final Construct scope;
        private final String id;
        private final AllowedOrigins origins;
        private final List<String> managedRuleGroups = new ArrayList<>();
        private List<String> trustedAddresses = List.of();
        private MissingOrigin missingOrigin = MissingOrigin.ALLOWED;
        private Action action = Action.BLOCK;
        private boolean segmentsExempt;
        private @Nullable Long rateLimit;

        private Builder(Construct scope, String id, AllowedOrigins origins) {
            this.scope = scope;
            this.id = id;
            this.origins = origins;
        }

        /**
         * {@return the options of a new construct}
         *
         * @param scope where it goes
         * @param id its name there, and the name of its metrics, in which '-' stands for what metrics cannot be named
         * @param origins the list that CORS and the edge function share
         */
        public static Builder create(Construct scope, String id, AllowedOrigins origins) {
            Check.present("scope", scope);
            Check.present("id", id);
            Check.present("origins", origins);
            return new Builder(scope, id, origins);
        }

        /**
         * What becomes of requests that name no origin; by default they pass.
         *
         * @param choice the choice
         * @return this
         */
        public Builder missingOrigin(MissingOrigin choice) {
            said.once("missingOrigin", choice);
            this.missingOrigin = choice;
            return this;
        }

        /**
         * What becomes of requests that a rule refuses; by default they are blocked.
         *
         * @param choice the choice
         * @return this
         */
        public Builder action(Action choice) {
            said.once("action", choice);
            this.action = choice;
            return this;
        }

        /**
         * A rule group that AWS keeps, after the rules made here.
         *
         * @param name for example {@code AWSManagedRulesAmazonIpReputationList}
         * @return this
         * @throws IllegalArgumentException {@code managedRuleGroup: must be …} for a name that is none of AWS's, or
         *     twice
         */
        public Builder managedRuleGroup(String name) {
            Check.present("managedRuleGroup", name);
            Check.that(
                    name.matches("AWSManagedRules[A-Za-z0-9]+") && !managedRuleGroups.contains(name),
                    "managedRuleGroup: must be the name of a rule group of AWS's, once",
                    name,
                    "use for example 'AWSManagedRulesAmazonIpReputationList'");
            managedRuleGroups.add(name);
            return this;
        }

        /**
         * Lets pages of strangers have segments: what plainly ends with {@code .ts}, {@code .m4s} and their like, as
         * {@link MediaTailorSafeEdgeFunction.PathKind#SEGMENT} says it. A page that is refused the manifest does not
         * learn which there are. By default they are looked at too.
         *
         * <p>It is a choice of who may have them, and saves nothing: AWS WAF sees, and charges, each request of the
         * distribution, whatever its rules look at.
         *
         * @return this
         * @see <a href="https://aws.amazon.com/waf/pricing/">Prices of AWS WAF</a>
         */
        public Builder exemptSegments() {
            said.once("exemptSegments", true);
            this.segmentsExempt = true;
            return this;
        }

        /**
         * Refuses addresses that ask for manifests more often than this.
         *
         * <p>An address is no viewer: behind that of a mobile carrier, a campus or a hotel there are thousands.
         * Manifests alone are counted ({@code .m3u8}, {@code .mpd}, {@code .ism/Manifest}), since players ask for them
         * at a known pace; segments come from the cache, and many of them for each manifest. In five minutes a player
         * asks for
         *
         * <ul>
         *   <li>a film: about 5, all of them when it begins (multivariant playlist, picture, sound, subtitles);
         *   <li>a live stream: each playlist once a segment. Of 6 seconds, for picture and sound: 2 × 300 / 6 = 100;
         *   <li>low-latency live: each playlist once a part. Of a third of a second: 2 × 300 × 3 = 1,800.
         * </ul>
         *
         * <p>So for 1,000 viewers behind an address: 5,000 for films that all begin at once, 100,000 for live,
         * 1,800,000 for low latency. {@link Action#COUNT} shows what a limit would refuse before it does.
         *
         * @param manifestsInFiveMinutes per address
         * @return this
         * @throws IllegalArgumentException {@code rateLimit: must be 10 to 2000000000 …}
         * @see <a
         *     href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html">Rate-based
         *     rules</a>
         */
        public Builder rateLimit(long manifestsInFiveMinutes) {
            said.once("rateLimit", manifestsInFiveMinutes);
            Check.that(
                    manifestsInFiveMinutes >= LEAST_RATE && manifestsInFiveMinutes <= MOST_RATE,
                    "rateLimit: must be " + LEAST_RATE + " to " + MOST_RATE + " manifests in five minutes",
                    manifestsInFiveMinutes,
                    "use for example 100000 for 1,000 viewers of a live stream behind one address");
            this.rateLimit = manifestsInFiveMinutes;
            return this;
        }

        /**
         * Addresses that none of the rules applies to, such as the owner's monitoring.
         *
         * @param ranges IPv4, for example {@code 203.0.113.0/24}
         * @return this
         * @throws IllegalArgumentException {@code trustedAddresses: must be IPv4 ranges …}
         */
        public Builder trustedAddresses(String... ranges) {
            said.once("trustedAddresses", ranges);
            List.of(ranges).forEach(ADDRESSES::literal);
            this.trustedAddresses = List.of(ranges);
            return this;
        }

        /**
         * Defines the web ACL.
         *
         * @return the construct
         * @throws IllegalArgumentException {@code webAcl: must be in a stack of us-east-1 …}
         */
        public AllowedOriginsWebAcl build() {
            String region = Placement.of(scope).region();
            Check.that(
                    OwnNames.HOME_REGION.equals(region),
                    "webAcl: must be in a stack of us-east-1, where CloudFront looks for it",
                    Check.shownRegion(region),
                    "make it in a stack of its own with that region and crossRegionReferences");
            return new AllowedOriginsWebAcl(this);
        }

        private List<CfnWebACL.RuleProperty> rules(Construct acl) {
            List<CfnWebACL.RuleProperty> rules = new ArrayList<>();
            if (!trustedAddresses.isEmpty()) {
                rules.add(rule(rules.size(), "TrustedAddresses", trusted(acl), letIn()));
            }
            rules.add(rule(rules.size(), "ForeignOrigins", foreignPages(), refusal()));
            if (rateLimit != null) {
                rules.add(rule(rules.size(), "RateLimit", tooOften(rateLimit), refusal()));
            }
            for (String group : managedRuleGroups) {
                rules.add(managed(rules.size(), group));
            }
            return rules;
        }

        private static CfnWebACL.RuleActionProperty letIn() {
            return CfnWebACL.RuleActionProperty.builder().allow(ALLOW).build();
        }

        private CfnWebACL.RuleActionProperty refusal() {
            CfnWebACL.RuleActionProperty.Builder refusal = CfnWebACL.RuleActionProperty.builder();
            return action == Action.BLOCK
                    ? refusal.block(CfnWebACL.BlockActionProperty.builder().build())
                            .build()
                    : refusal.count(CfnWebACL.CountActionProperty.builder().build())
                            .build();
        }

        /** A group decides for itself, or its refusals are counted. */
        private CfnWebACL.OverrideActionProperty verdict() {
            CfnWebACL.OverrideActionProperty.Builder verdict = CfnWebACL.OverrideActionProperty.builder();
            return action == Action.BLOCK
                    ? verdict.none(Map.of()).build()
                    : verdict.count(Map.of()).build();
        }

        private CfnWebACL.StatementProperty trusted(Construct acl) {
            CfnIPSet addresses = CfnIPSet.Builder.create(acl, "TrustedAddresses")
                    .scope(SCOPE)
                    .ipAddressVersion("IPV4")
                    .addresses(trustedAddresses)
                    .build();
            return CfnWebACL.StatementProperty.builder()
                    .ipSetReferenceStatement(CfnWebACL.IPSetReferenceStatementProperty.builder()
                            .arn(addresses.getAttrArn())
                            .build())
                    .build();
        }

        /** A segment's path, but for what is called like a manifest, has nothing that anybody could read otherwise. */
        private CfnWebACL.StatementProperty foreignPages() {
            if (!segmentsExempt) {
                return foreign();
            }
            String endings = String.join("|", MediaTailorSafeEdgeFunction.segmentEndings());
            CfnWebACL.StatementProperty segment =
                    OriginStatements.path("^[a-z0-9/._~=+@,-]*\\.(" + endings + ")$", "LOWERCASE");
            return OriginStatements.all(
                    OriginStatements.anyOf(List.of(OriginStatements.not(segment), manifests())), foreign());
        }

        /** Not one of the list; and, where its absence can be no fault, there at all or without an excuse. */
        private CfnWebACL.StatementProperty foreign() {
            List<String> listed = origins.list();
            CfnWebACL.StatementProperty unlisted = OriginStatements.not(OriginStatements.listed(listed));
            return switch (missingOrigin) {
                case REFUSED -> unlisted;
                case ALLOWED -> OriginStatements.all(OriginStatements.present(), unlisted);
                case BY_REFERER -> unless(OriginStatements.referred(listed), unlisted);
                case BY_FETCH_SITE -> unless(OriginStatements.fromTheSameSite(), unlisted);
            };
        }

        private static CfnWebACL.StatementProperty unless(
                CfnWebACL.StatementProperty excuse, CfnWebACL.StatementProperty unlisted) {
            return OriginStatements.all(
                    unlisted,
                    OriginStatements.anyOf(List.of(OriginStatements.present(), OriginStatements.not(excuse))));
        }

        private static CfnWebACL.StatementProperty tooOften(long limit) {
            return CfnWebACL.StatementProperty.builder()
                    .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                            .limit(limit)
                            .aggregateKeyType("IP")
                            .scopeDownStatement(manifests())
                            .build())
                    .build();
        }

        /** What the edge function takes for one, whatever the case and however encoded. */
        private static CfnWebACL.StatementProperty manifests() {
            return OriginStatements.path(MANIFEST, "URL_DECODE", "LOWERCASE");
        }

        private CfnWebACL.RuleProperty managed(int priority, String name) {
            return CfnWebACL.RuleProperty.builder()
                    .name(name)
                    .priority(priority)
                    .statement(CfnWebACL.StatementProperty.builder()
                            .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                    .vendorName("AWS")
                                    .name(name)
                                    .build())
                            .build())
                    .overrideAction(verdict())
                    .visibilityConfig(visibility(name))
                    .build();
        }

        private static CfnWebACL.RuleProperty rule(
                int priority, String name, CfnWebACL.StatementProperty statement, CfnWebACL.RuleActionProperty action) {
            return CfnWebACL.RuleProperty.builder()
                    .name(name)
                    .priority(priority)
                    .statement(statement)
                    .action(action)
                    .visibilityConfig(visibility(name))
                    .build();
        }
    }
}
