package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Cors;
import io.github.cdkmediadelivery.internal.DistributionArn;
import io.github.cdkmediadelivery.internal.Json;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Regions;
import io.github.cdkmediadelivery.internal.Statement;
import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import io.github.cdkmediadelivery.internal.Text;
import io.github.cdkmediadelivery.internal.Warnings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.mediastore.CfnContainer;
import software.constructs.Construct;

/**
 * A container of AWS Elemental MediaStore: created, of the same app, or known by its endpoint. Only a created one takes
 * options.
 *
 * <p>AWS ended MediaStore on 13 November 2025. This is for templates that are kept and for endpoints that speak like
 * it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-mediastore-container.html">AWS::MediaStore::Container</a>
 */
public abstract sealed class MediaContainer permits MediaContainer.Created, MediaContainer.Existing {

    private static final Text NAME = Text.of(
            "[\\w-]{1,255}",
            "containerName: must be 1 to 255 letters, digits, '_' and '-'",
            "use for example 'live_events'");
    private static final Text ENDPOINT = Text.of(
            "https://[A-Za-z0-9.-]+",
            "endpoint: must be https://HOST without a path",
            "use for example 'https://abc123.data.mediastore.eu-west-1.amazonaws.com'");
    private static final Duration DAY = Duration.ofDays(1);

    private MediaContainer() {}

    /**
     * A new container. Its owner's account may do everything with it over TLS, and CloudFront may read.
     *
     * @param name 1 to 255 letters, digits, {@code _} and {@code -}
     * @return the choice, with options
     * @throws IllegalArgumentException {@code containerName: must be …} for another name
     */
    public static Created created(String name) {
        Check.present("name", name);
        return new Created(NAME.check(name));
    }

    /** {@return a new container whose name is made of its place in the app} */
    public static Created created() {
        return new Created(null);
    }

    /**
     * A container of the same app. Its policy is written if it has none.
     *
     * @param container the resource
     * @return the choice
     */
    public static MediaContainer of(CfnContainer container) {
        Check.present("container", container);
        return new Existing(container, container.getAttrEndpoint());
    }

    /**
     * A container, or something that speaks like one, known by its data endpoint. Its policy is its owner's: the
     * synthesis prints the statement to add.
     *
     * @param url {@code https://HOST}
     * @return the choice
     * @throws IllegalArgumentException {@code endpoint: must be https://HOST …} for another scheme or a path
     */
    public static MediaContainer fromEndpoint(String url) {
        Check.present("url", url);
        return new Existing(null, ENDPOINT.check(url));
    }

    /** Empty or a token where it is known at deployment only. */
    abstract String region(Placement facade);

    /** Refuses what cannot be had; called before the first construct is made. */
    abstract void check(Wanted wanted);

    /** The container, and what a facade wants of it, written where that is possible. */
    abstract Located in(Placement facade, Wanted wanted);

    /**
     * What a facade wants of its container.
     *
     * @param objects the grant is limited to them
     * @param distributions the condition that a signature has to fulfil
     * @param expireAfter deletes segments by their age
     */
    record Wanted(
            MediaStoreAccess access,
            String objects,
            Condition distributions,
            Optional<Cors> cors,
            @Nullable Duration expireAfter) {

        Statement read(String container) {
            return access.statement(container + objects, distributions);
        }

        Optional<ContainerCorsRule> corsRule() {
            return cors.map(
                    rules -> new ContainerCorsRule(rules.origins(), rules.allowedHeaders(), Cors.PREFLIGHT_AGE));
        }
    }

    /** The data endpoint as a bare host, and what is left to do when the distribution is there. */
    record Located(String host, BiConsumer<Distribution, Placement> complete) {}

    /** CloudFront wants the host alone, MediaStore's endpoint begins with https://. One request, where Fn takes two. */
    private static String host(String endpoint) {
        return Check.isToken(endpoint)
                ? Token.asString(Map.of("Fn::Select", List.of(2, Map.of("Fn::Split", List.of("/", endpoint)))))
                : URI.create(endpoint).getHost();
    }

    private static String arn(String name) {
        return "arn:" + Aws.PARTITION + ":mediastore:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":container/" + name;
    }

    /** An age that a lifecycle rule can express. */
    static Duration checkAge(String option, Duration age) {
        Check.that(
                age.equals(wholeUnits(age)) && age.toSeconds() > 0,
                option + ": age must be whole days, or whole seconds below a day",
                age,
                "use for example Duration.ofDays(1)");
        return age;
    }

    private static Duration wholeUnits(Duration age) {
        return age.compareTo(DAY) >= 0 ? Duration.ofDays(age.toDays()) : Duration.ofSeconds(age.toSeconds());
    }

    /** A container that the facade creates. */
    public static final class Created extends MediaContainer {

        /** What no playlist and no init segment is called. */
        private static final List<String> SEGMENTS = List.of("*.ts", "*.aac", "*.vtt");

        private static final int MOST_CORS_RULES = 100;
        private static final int LONGEST_POLICY = 8_192;

        /** As long as one that is made of a place in the app, which is not known before the facade is there. */
        private static final String USUAL_NAME = "x".repeat(64);

        private static final Pattern GROUP = Pattern.compile("\\w{1,30}");

        private final @Nullable String givenName;
        private final List<ContainerCorsRule> corsRules = new ArrayList<>();
        private final List<Map<String, Object>> lifecycle = new ArrayList<>();
        private final Map<String, String> metricGroups = new LinkedHashMap<>();
        private final List<Map<String, Object>> statements = new ArrayList<>();
        private boolean containerMetrics;
        private boolean accessLogging;

        private Created(@Nullable String name) {
            this.givenName = name;
        }

        /** Each option makes a new value. */
        private Created with(Consumer<Created> option) {
            Created changed = new Created(givenName);
            changed.corsRules.addAll(corsRules);
            changed.lifecycle.addAll(lifecycle);
            changed.metricGroups.putAll(metricGroups);
            changed.statements.addAll(statements);
            changed.containerMetrics = containerMetrics;
            changed.accessLogging = accessLogging;
            option.accept(changed);
            return changed;
        }

        /**
         * {@return the same, with a CORS rule beside those of the facade}
         *
         * @param rule the rule
         * @throws IllegalArgumentException {@code corsRules: a container takes at most 100 …}
         */
        public Created corsRule(ContainerCorsRule rule) {
            Check.present("rule", rule);
            checkNumber(corsRules.size() + 1);
            return with(changed -> changed.corsRules.add(rule));
        }

        /**
         * {@return the same, with objects deleted by their age}
         *
         * @param path below the container, with {@code *} where anything may stand: {@code live/*.ts}
         * @param age whole days, or seconds below a day
         * @throws IllegalArgumentException {@code expireAfter: …} for a path or an age that can never match
         */
        public Created expireAfter(String path, Duration age) {
            Check.present("path", path);
            Check.present("age", age);
            Check.that(
                    !path.isEmpty() && !path.startsWith("/"),
                    "expireAfter: path must not be empty or begin with '/', or it never matches",
                    path,
                    "use for example 'live/*.ts'");
            Map<String, Object> rule = expiry(List.of(path), checkAge("expireAfter", age));
            return with(changed -> changed.lifecycle.add(rule));
        }

        private static Map<String, Object> expiry(List<String> paths, Duration age) {
            boolean days = age.compareTo(DAY) >= 0;
            return Json.object(
                    "definition",
                    Json.object(
                            "path",
                            paths.stream().map(path -> Map.of("wildcard", path)).toList(),
                            days ? "days_since_create" : "seconds_since_create",
                            List.of(Map.of("numeric", List.of(">", days ? age.toDays() : age.toSeconds())))),
                    "action",
                    "EXPIRE");
        }

        /** {@return the same, with metrics of the whole container published} */
        public Created containerMetrics() {
            return with(changed -> changed.containerMetrics = true);
        }

        /**
         * {@return the same, with metrics of a group of objects published}
         *
         * @param group 1 to 30 letters, digits and {@code _}
         * @param path of the objects, with {@code *} where anything may stand
         * @throws IllegalArgumentException {@code metricGroup: must be …} for another name, or one that is taken
         */
        public Created metricGroup(String group, String path) {
            Check.present("group", group);
            Check.present("path", path);
            Check.that(
                    GROUP.matcher(group).matches() && !metricGroups.containsKey(group),
                    "metricGroup: must be 1 to 30 letters, digits and '_', once",
                    group,
                    "use for example 'live_segments'");
            return with(changed -> changed.metricGroups.put(group, path));
        }

        /** {@return the same, with requests to the container written into CloudWatch Logs} */
        public Created accessLogging() {
            return with(changed -> changed.accessLogging = true);
        }

        /**
         * {@return the same, with a statement beside those that are written here, for example one that lets an encoder
         * write}
         *
         * @param statement as in JSON: keys to strings, lists and maps
         */
        public Created statement(Map<String, Object> statement) {
            Check.present("statement", statement);
            return with(changed -> changed.statements.add(statement));
        }

        @Override
        Located in(Placement facade, Wanted wanted) {
            String name = givenName != null ? givenName : nameFor(facade.scope());
            List<ContainerCorsRule> rules = new ArrayList<>(corsRules);
            wanted.corsRule().ifPresent(rules::add);
            List<Map<String, Object>> expiries = new ArrayList<>(lifecycle);
            if (wanted.expireAfter() != null) {
                expiries.add(expiry(SEGMENTS, wanted.expireAfter()));
            }
            CfnContainer container = CfnContainer.Builder.create(facade.scope(), "Container")
                    .containerName(name)
                    .policy(policy(arn(name), wanted))
                    .corsPolicy(
                            rules.isEmpty()
                                    ? null
                                    : rules.stream()
                                            .map(ContainerCorsRule::render)
                                            .toList())
                    .lifecyclePolicy(expiries.isEmpty() ? null : Json.text(Json.object("rules", expiries)))
                    .metricPolicy(metrics())
                    .accessLoggingEnabled(accessLogging ? true : null)
                    .build();
            return new Located(host(container.getAttrEndpoint()), (distribution, here) -> {});
        }

        @Override
        String region(Placement facade) {
            return facade.region();
        }

        @Override
        void check(Wanted wanted) {
            checkNumber(corsRules.size() + (wanted.cors().isPresent() ? 1 : 0));
            String text = policy(arn(givenName != null ? givenName : USUAL_NAME), wanted);
            Check.that(
                    StandardCharsets.US_ASCII.newEncoder().canEncode(text),
                    "policy: must be ASCII",
                    "other characters",
                    "remove them from statement(…)");
            Check.that(
                    text.length() <= LONGEST_POLICY,
                    "policy: must have at most " + LONGEST_POLICY + " characters",
                    text.length(),
                    "shorten statement(…)");
        }

        private static void checkNumber(int rules) {
            Check.that(
                    rules <= MOST_CORS_RULES,
                    "corsRules: a container takes at most " + MOST_CORS_RULES,
                    rules,
                    "put the origins into fewer rules");
        }

        private static String nameFor(Construct scope) {
            return Names.uniqueResourceName(
                    scope,
                    UniqueResourceNameOptions.builder()
                            .maxLength(255)
                            .separator("_")
                            .build());
        }

        private String policy(String container, Wanted wanted) {
            Statement owner = Statement.allow(
                            new Principal("AWS", "arn:" + Aws.PARTITION + ":iam::" + Aws.ACCOUNT_ID + ":root"),
                            "mediastore:*")
                    .named("MediaStoreFullAccess")
                    .on(container + "/*")
                    .when(Condition.OVER_TLS);
            List<Map<String, Object>> all = new ArrayList<>();
            all.add(owner.json());
            all.add(wanted.read(container).json());
            all.addAll(statements);
            return Json.text(Statement.policy(all));
        }

        private CfnContainer.@Nullable MetricPolicyProperty metrics() {
            if (!containerMetrics && metricGroups.isEmpty()) {
                return null;
            }
            List<CfnContainer.MetricPolicyRuleProperty> groups = metricGroups.entrySet().stream()
                    .map(group -> CfnContainer.MetricPolicyRuleProperty.builder()
                            .objectGroupName(group.getKey())
                            .objectGroup(group.getValue())
                            .build())
                    .toList();
            return CfnContainer.MetricPolicyProperty.builder()
                    .containerLevelMetrics(containerMetrics ? "ENABLED" : "DISABLED")
                    .metricPolicyRules(groups.isEmpty() ? null : groups)
                    .build();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Created that
                    && Objects.equals(givenName, that.givenName)
                    && corsRules.equals(that.corsRules)
                    && lifecycle.equals(that.lifecycle)
                    && metricGroups.equals(that.metricGroups)
                    && statements.equals(that.statements)
                    && containerMetrics == that.containerMetrics
                    && accessLogging == that.accessLogging;
        }

        @Override
        public int hashCode() {
            return Objects.hash(givenName, corsRules, lifecycle, metricGroups, statements);
        }

        @Override
        public String toString() {
            return "a new container" + (givenName == null ? "" : " " + givenName);
        }
    }

    /** A container of the user's. */
    static final class Existing extends MediaContainer {

        private final @Nullable CfnContainer container;
        private final String endpoint;

        private Existing(@Nullable CfnContainer container, String endpoint) {
            this.container = container;
            this.endpoint = endpoint;
        }

        @Override
        String region(Placement facade) {
            return container != null ? Placement.of(container).region() : Regions.ofHost(endpoint);
        }

        @Override
        void check(Wanted wanted) {
            if (wanted.expireAfter() != null) {
                throw Check.refusal(
                        "expireAfter: must be set on the container itself where it is the user's",
                        wanted.expireAfter(),
                        "add a lifecycle policy to the container");
            }
        }

        @Override
        Located in(Placement facade, Wanted wanted) {
            wanted.corsRule().ifPresent(rule -> writeCors(facade, rule));
            if (container == null) {
                return new Located(
                        host(endpoint),
                        (distribution, here) -> tellPolicy(
                                here,
                                "NAME",
                                wanted,
                                Condition.onlyFrom(
                                        DistributionArn.of(here.account(), distribution.getDistributionId()))));
            }
            String name = container.getContainerName();
            if (container.getPolicy() != null) {
                tellPolicy(facade, name, wanted, wanted.distributions());
            } else {
                container.setPolicy(Json.text(
                        Statement.policy(List.of(wanted.read(arn(name)).json()))));
            }
            return new Located(host(endpoint), (distribution, here) -> {});
        }

        private void writeCors(Placement facade, ContainerCorsRule rule) {
            if (container != null && container.getCorsPolicy() == null) {
                container.setCorsPolicy(List.of(rule.render()));
            } else {
                Warnings.tellOwner(
                        facade,
                        new Warnings.Untold(
                                "mediastore-container-cors",
                                "The CORS policy of the MediaStore container was not written: it belongs to someone"
                                        + " else, or has one already.",
                                rule.asJson(),
                                rule::asJson,
                                "ContainerCorsRule"));
            }
        }

        private static void tellPolicy(Placement facade, String name, Wanted wanted, Condition distributions) {
            Warnings.tellOwner(
                    facade,
                    new Warnings.Untold(
                            "mediastore-container-policy",
                            "The policy of the MediaStore container was not written: it belongs to someone else, or has"
                                    + " one already.",
                            wanted.access()
                                    .statementToTell(
                                            "arn:aws:mediastore:REGION:ACCOUNT:container/NAME" + wanted.objects(),
                                            Condition.onlyFrom(DistributionArn.SHOWN),
                                            false)
                                    .json(),
                            () -> wanted.access()
                                    .statementToTell(arn(name) + wanted.objects(), distributions, true)
                                    .json(),
                            "ContainerPolicyStatement"));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Existing that && endpoint.equals(that.endpoint);
        }

        @Override
        public int hashCode() {
            return endpoint.hashCode();
        }

        @Override
        public String toString() {
            return "the container at " + endpoint;
        }
    }
}
