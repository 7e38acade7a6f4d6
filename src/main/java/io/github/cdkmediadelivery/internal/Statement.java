package io.github.cdkmediadelivery.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.AddToResourcePolicyResult;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** One statement of a resource's policy: who may, or may not, do what with which resources, and on which conditions. */
public record Statement(
        @Nullable String sid,
        String effect,
        Principal principal,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {

    public static Statement allow(Principal who, String... actions) {
        return new Statement(null, "Allow", who, List.of(actions), List.of(), List.of());
    }

    /** What {@code enforceSsl} of a bucket writes; the CDK drops the one of two that are equal. */
    static Statement refusePlainHttp(String bucketArn) {
        return new Statement(
                null,
                "Deny",
                new Principal("AWS", "*"),
                List.of("s3:*"),
                List.of(bucketArn, bucketArn + "/*"),
                List.of(new Condition("Bool", Condition.SECURE_TRANSPORT, "false")));
    }

    public Statement named(String name) {
        return new Statement(name, effect, principal, actions, resources, conditions);
    }

    public Statement on(String resource) {
        return new Statement(sid, effect, principal, actions, List.of(resource), conditions);
    }

    public Statement when(Condition... more) {
        return new Statement(
                sid,
                effect,
                principal,
                actions,
                resources,
                Stream.concat(conditions.stream(), Stream.of(more)).toList());
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (sid != null) {
            json.put("Sid", sid);
        }
        json.put("Effect", effect);
        json.put("Principal", principal.json());
        json.put("Action", oneOrMore(actions));
        json.put("Resource", oneOrMore(resources));
        if (!conditions.isEmpty()) {
            json.put("Condition", conditionsByOperator());
        }
        return json;
    }

    private Map<String, Object> conditionsByOperator() {
        Map<String, Map<String, Object>> byOperator = new LinkedHashMap<>();
        for (Condition condition : conditions) {
            byOperator
                    .computeIfAbsent(condition.operator, unused -> new LinkedHashMap<>())
                    .put(condition.key, oneOrMore(condition.values));
        }
        return new LinkedHashMap<>(byOperator);
    }

    private static Object oneOrMore(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }

    /** A whole policy. */
    public static Map<String, Object> policy(List<Map<String, Object>> statements) {
        return Json.object("Version", "2012-10-17", "Statement", statements);
    }

    /**
     * Adds this to the policy of a resource, or tells the owner of one that is not the app's to write.
     *
     * @param policy adds a statement, and says whether it could
     */
    public void addTo(
            Function<PolicyStatement, AddToResourcePolicyResult> policy, Placement at, Warnings.Untold owner) {
        boolean written =
                Boolean.TRUE.equals(policy.apply(Unnamed.statement(json())).getStatementAdded());
        if (!written) {
            Warnings.tellOwner(at, owner);
        }
    }

    /** Who is meant. */
    public record Principal(String type, String id) {

        public static final Principal CLOUDFRONT = service("cloudfront.amazonaws.com");
        public static final Principal ANYONE = new Principal("*", "*");

        public static Principal service(String name) {
            return new Principal("Service", name);
        }

        private Object json() {
            return type.equals("*") ? id : Map.of(type, id);
        }
    }

    /** What else must be true of the request. */
    public record Condition(String operator, String key, List<String> values) {

        private static final String SECURE_TRANSPORT = "aws:SecureTransport";

        public static final Condition OVER_TLS = new Condition("Bool", SECURE_TRANSPORT, "true");

        public Condition {
            values = List.copyOf(new ArrayList<>(values));
        }

        public Condition(String operator, String key, String value) {
            this(operator, key, List.of(value));
        }

        /** Only this distribution, configuration or delivery. */
        public static Condition onlyFrom(String sourceArn) {
            return new Condition("StringEquals", "aws:SourceArn", sourceArn);
        }
    }
}
