package io.github.cdkmediadelivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.UniqueResourceNameOptions;
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

    private static final Pattern NAME = Pattern.compile("[\\w-]{1,255}");

    private MediaContainer() {}

    /**
     * A new container. Its owner's account may do everything with it over TLS, and CloudFront may read.
     *
     * @param name 1 to 255 letters, digits, {@code _} and {@code -}
     * @return the choice, with options
     * @throws IllegalArgumentException {@code containerName: must be …} for another name
     */
    public static Created created(String name) {
        Check.that(
                NAME.matcher(name).matches(),
                "containerName",
                "must be 1 to 255 letters, digits, '_' and '-'",
                name,
                "use for example 'live_events'");
        return new Created(name);
    }

    /**
     * A new container whose name is made of its place in the app.
     *
     * @return the choice, with options
     */
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
        Check.that(
                Check.isToken(url) || url.matches("https://[A-Za-z0-9.-]+"),
                "endpoint",
                "must be https://HOST without a path",
                url,
                "use for example 'https://abc123.data.mediastore.eu-west-1.amazonaws.com'");
        return new Existing(null, url);
    }

    /** The same with everything deleted by its age, where that can be said. */
    abstract MediaContainer expiring(Duration age);

    /** The container's data endpoint as a bare host, and its policy written or told. */
    abstract String admit(
            Construct scope, MediaStoreAccess access, Map<String, Object> distributions, Optional<CorsRules> cors);

    /** CloudFront wants the host alone, MediaStore's endpoint begins with https://. */
    private static String host(String endpoint) {
        return Check.isToken(endpoint)
                ? Fn.select(2, Fn.split("/", endpoint))
                : URI.create(endpoint).getHost();
    }

    private static String objects(String name) {
        return "arn:" + Aws.PARTITION + ":mediastore:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":container/" + name
                + "/*";
    }

    /** A container that the facade creates. */
    public static final class Created extends MediaContainer {

        private static final int MOST_CORS_RULES = 100;
        private static final int LONGEST_POLICY = 8_192;
        private static final Pattern GROUP = Pattern.compile("\\w{1,30}");
        private static final Duration DAY = Duration.ofDays(1);

        private final @Nullable String givenName;
        private final List<ContainerCorsRule> corsRules = new ArrayList<>();
        private final List<Map<String, Object>> lifecycle = new ArrayList<>();
        private final List<CfnContainer.MetricPolicyRuleProperty> metricGroups = new ArrayList<>();
        private final List<Map<String, Object>> statements = new ArrayList<>();
        private boolean containerMetrics;
        private boolean accessLogging;

        private Created(@Nullable String name) {
            this.givenName = name;
        }

        /**
         * A CORS rule beside those of the facade.
         *
         * @param rule the rule
         * @return this
         * @throws IllegalArgumentException {@code corsRules: a container takes at most 100 …}
         */
        public Created corsRule(ContainerCorsRule rule) {
            corsRules.add(rule);
            Check.that(
                    corsRules.size() <= MOST_CORS_RULES,
                    "corsRules",
                    "a container takes at most " + MOST_CORS_RULES,
                    corsRules.size(),
                    "put the origins into fewer rules");
            return this;
        }

        /**
         * Deletes objects by their age.
         *
         * @param path below the container, with {@code *} where anything may stand: {@code live/*.ts}
         * @param age whole days, or seconds below a day
         * @return this
         * @throws IllegalArgumentException {@code expire: …} for a path or an age that can never match
         */
        public Created expire(String path, Duration age) {
            Check.that(
                    !path.isEmpty() && !path.startsWith("/"),
                    "expire",
                    "path must not be empty or begin with '/', or it never matches",
                    path,
                    "use for example 'live/*.ts'");
            boolean days = age.compareTo(DAY) >= 0;
            Duration whole = days ? Duration.ofDays(age.toDays()) : Duration.ofSeconds(age.toSeconds());
            Check.that(
                    age.equals(whole) && age.toSeconds() > 0,
                    "expire",
                    "age must be whole days, or whole seconds below a day",
                    age,
                    "use for example Duration.ofDays(1)");
            lifecycle.add(Json.object(
                    "definition",
                    Json.object(
                            "path",
                            List.of(Map.of("wildcard", path)),
                            days ? "days_since_create" : "seconds_since_create",
                            List.of(Map.of("numeric", List.of(">", days ? age.toDays() : age.toSeconds())))),
                    "action",
                    "EXPIRE"));
            return this;
        }

        /**
         * Publishes metrics of the whole container.
         *
         * @return this
         */
        public Created containerMetrics() {
            containerMetrics = true;
            return this;
        }

        /**
         * Publishes metrics of a group of objects.
         *
         * @param group 1 to 30 letters, digits and {@code _}
         * @param path of the objects, with {@code *} where anything may stand
         * @return this
         * @throws IllegalArgumentException {@code metricGroup: must be …} for another name
         */
        public Created metricGroup(String group, String path) {
            Check.that(
                    GROUP.matcher(group).matches(),
                    "metricGroup",
                    "must be 1 to 30 letters, digits and '_'",
                    group,
                    "use for example 'live_segments'");
            metricGroups.add(CfnContainer.MetricPolicyRuleProperty.builder()
                    .objectGroupName(group)
                    .objectGroup(path)
                    .build());
            return this;
        }

        /**
         * Writes requests to the container into CloudWatch Logs.
         *
         * @return this
         */
        public Created accessLogging() {
            accessLogging = true;
            return this;
        }

        /**
         * A statement beside those that are written here, for example one that lets an encoder write.
         *
         * @param statement as in JSON: keys to strings, lists and maps
         * @return this
         */
        public Created statement(Map<String, Object> statement) {
            statements.add(statement);
            return this;
        }

        @Override
        MediaContainer expiring(Duration age) {
            return expire("*", age);
        }

        @Override
        String admit(
                Construct scope, MediaStoreAccess access, Map<String, Object> distributions, Optional<CorsRules> cors) {
            String name = givenName != null ? givenName : nameFor(scope);
            List<ContainerCorsRule> rules = new ArrayList<>(corsRules);
            cors.ifPresent(more -> rules.add(more.containerRule()));
            CfnContainer container = CfnContainer.Builder.create(scope, "Container")
                    .containerName(name)
                    .policy(policy(scope, objects(name), access.statement(objects(name), distributions)))
                    .corsPolicy(
                            rules.isEmpty()
                                    ? null
                                    : rules.stream()
                                            .map(ContainerCorsRule::render)
                                            .toList())
                    .lifecyclePolicy(lifecycle.isEmpty() ? null : Json.text(Json.object("rules", lifecycle)))
                    .metricPolicy(metrics())
                    .accessLoggingEnabled(accessLogging ? true : null)
                    .build();
            return host(container.getAttrEndpoint());
        }

        private static String nameFor(Construct scope) {
            return Names.uniqueResourceName(
                    scope,
                    UniqueResourceNameOptions.builder()
                            .maxLength(255)
                            .separator("_")
                            .build());
        }

        private String policy(Construct scope, String objects, Map<String, Object> read) {
            List<Map<String, Object>> all = new ArrayList<>();
            all.add(Json.object(
                    "Sid",
                    "MediaStoreFullAccess",
                    "Effect",
                    "Allow",
                    "Principal",
                    Map.of("AWS", "arn:" + Aws.PARTITION + ":iam::" + Aws.ACCOUNT_ID + ":root"),
                    "Action",
                    "mediastore:*",
                    "Resource",
                    objects,
                    "Condition",
                    Map.of("Bool", Map.of("aws:SecureTransport", "true"))));
            all.add(read);
            all.addAll(statements);
            String text = Json.text(Json.policy(all));
            Check.that(
                    StandardCharsets.US_ASCII.newEncoder().canEncode(text),
                    "policy",
                    "must be ASCII",
                    "other characters",
                    "remove them from statement(…)");
            Check.that(
                    text.length() <= LONGEST_POLICY,
                    "policy",
                    "must have at most " + LONGEST_POLICY + " characters",
                    text.length(),
                    "shorten statement(…)");
            return StackResources.of(scope).stack().toJsonString(Json.policy(all));
        }

        private CfnContainer.@Nullable MetricPolicyProperty metrics() {
            if (!containerMetrics && metricGroups.isEmpty()) {
                return null;
            }
            return CfnContainer.MetricPolicyProperty.builder()
                    .containerLevelMetrics(containerMetrics ? "ENABLED" : "DISABLED")
                    .metricPolicyRules(metricGroups.isEmpty() ? null : metricGroups)
                    .build();
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
        MediaContainer expiring(Duration age) {
            throw Check.refusal(
                    "expireAfter",
                    "must be set on the container itself where it is the user's",
                    age,
                    "add a lifecycle policy to the container");
        }

        @Override
        String admit(
                Construct scope, MediaStoreAccess access, Map<String, Object> distributions, Optional<CorsRules> cors) {
            String name = container == null ? "NAME" : container.getContainerName();
            Map<String, Object> statement = access.statement(objects(name), distributions);
            if (container != null && container.getPolicy() == null) {
                container.setPolicy(StackResources.of(scope).stack().toJsonString(Json.policy(List.of(statement))));
            } else {
                Warnings.tellOwner(
                        scope,
                        "mediastore-container-policy",
                        "The policy of the MediaStore container was not written: it belongs to someone else, or has one"
                                + " already.",
                        access.statement(
                                "arn:aws:mediastore:REGION:ACCOUNT:container/NAME/*",
                                DistributionArn.only(Warnings.DISTRIBUTION_ARN)),
                        statement,
                        "ContainerPolicyStatement");
            }
            return host(endpoint);
        }
    }
}
