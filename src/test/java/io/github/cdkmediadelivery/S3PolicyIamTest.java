package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.S3Topologies.DEPLOYED_ID;
import static io.github.cdkmediadelivery.S3Topologies.OTHER_DEPLOYED_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_ANY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who gets past the policies of bucket and key, as a third-party engine sees it.
 *
 * <p>Where the bucket or the key is imported, its policy is the statement that the stack's output tells the owner to
 * add: what the library advises must be as narrow as what it writes.
 */
class S3PolicyIamTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "cloudfront.amazonaws.com";
    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String OTHER_ID = "E9OTHEROTHERO";
    private static final String ADMINISTRATOR = "arn:aws:iam::" + Resolved.ACCOUNT + ":user/administrator";
    private static final String IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ";

    @ParameterizedTest
    @EnumSource(
            mode = EXCLUDE,
            names = {
                "OTHER_STACK",
                "KMS_BUCKET_AND_KEY_IN_OTHER_STACK",
                "TWO_ON_ONE_BUCKET_IN_OTHER_STACK",
                "IMPORTED",
                "KMS_BUCKET_AND_KEY_IMPORTED",
                "IDENTITY",
                "IDENTITY_OTHER_STACK",
                "IDENTITY_IMPORTED"
            })
    void theBucketLetsInTheDistributionAndNobodyElse(S3Topologies topology) {
        assertThat(answers(topology))
                .isEqualTo(
                        table(
                                """
                                the distribution reads                                 | ALLOWED
                                another distribution of the account reads              | DENIED
                                a distribution of another account reads                | DENIED
                                another service reads on behalf of the distribution    | DENIED
                                an anonymous caller reads                              | DENIED
                                the distribution reads over plain HTTP                 | DENIED
                                the distribution puts                                  | DENIED
                                the distribution lists                                 | DENIED
                                the distribution deletes                               | DENIED
                                the account's administrator reads                      | ALLOWED
                                the account's administrator reads over plain HTTP      | DENIED
                                the account's administrator puts over plain HTTP       | DENIED
                                """));
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_STACK", "KMS_BUCKET_AND_KEY_IN_OTHER_STACK", "TWO_ON_ONE_BUCKET_IN_OTHER_STACK"})
    void anyDistributionOfTheAccountReadsWhereNamingTheOneWouldCloseACycleOfStacks(S3Topologies topology) {
        assertThat(answers(topology))
                .isEqualTo(
                        table(
                                """
                                the distribution reads                                 | ALLOWED
                                another distribution of the account reads              | ALLOWED
                                a distribution of another account reads                | DENIED
                                another service reads on behalf of the distribution    | DENIED
                                an anonymous caller reads                              | DENIED
                                the distribution reads over plain HTTP                 | DENIED
                                the distribution puts                                  | DENIED
                                the distribution lists                                 | DENIED
                                the distribution deletes                               | DENIED
                                the account's administrator reads                      | ALLOWED
                                the account's administrator reads over plain HTTP      | DENIED
                                the account's administrator puts over plain HTTP       | DENIED
                                """));
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPORTED", "KMS_BUCKET_AND_KEY_IMPORTED"})
    void theStatementForTheOwnerLetsInTheDistributionAndLeavesTheRestToTheOwner(S3Topologies topology) {
        assertThat(answers(topology))
                .isEqualTo(
                        table(
                                """
                                the distribution reads                                 | ALLOWED
                                another distribution of the account reads              | DENIED
                                a distribution of another account reads                | DENIED
                                another service reads on behalf of the distribution    | DENIED
                                an anonymous caller reads                              | DENIED
                                the distribution reads over plain HTTP                 | ALLOWED
                                the distribution puts                                  | DENIED
                                the distribution lists                                 | DENIED
                                the distribution deletes                               | DENIED
                                the account's administrator reads                      | ALLOWED
                                the account's administrator reads over plain HTTP      | ALLOWED
                                the account's administrator puts over plain HTTP       | ALLOWED
                                """));
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "IDENTITY_OTHER_STACK"})
    void theBucketLetsInTheIdentityAndNobodyElse(S3Topologies topology) {
        assertThat(answersToIdentities(topology))
                .isEqualTo(
                        table(
                                """
                                the identity reads                                     | ALLOWED
                                another identity reads                                 | DENIED
                                the distribution reads by its signature                | DENIED
                                an anonymous caller reads                              | DENIED
                                the identity reads over plain HTTP                     | DENIED
                                the identity puts                                      | DENIED
                                the identity lists                                     | DENIED
                                the account's administrator reads                      | ALLOWED
                                the account's administrator reads over plain HTTP      | DENIED
                                """));
    }

    @Test
    void theStatementForTheOwnerLetsInTheIdentityAndLeavesTheRestToTheOwner() {
        assertThat(answersToIdentities(S3Topologies.IDENTITY_IMPORTED))
                .isEqualTo(
                        table(
                                """
                                the identity reads                                     | ALLOWED
                                another identity reads                                 | DENIED
                                the distribution reads by its signature                | DENIED
                                an anonymous caller reads                              | DENIED
                                the identity reads over plain HTTP                     | ALLOWED
                                the identity puts                                      | DENIED
                                the identity lists                                     | DENIED
                                the account's administrator reads                      | ALLOWED
                                the account's administrator reads over plain HTTP      | ALLOWED
                                """));
    }

    @ParameterizedTest
    @EnumSource(names = {"TWO_ON_ONE_BUCKET", "TWO_ON_ONE_BUCKET_IN_OTHER_STACK"})
    void neitherOfTwoDistributionsOverwritesTheOthersGrantOnTheirBucket(S3Topologies topology) {
        var bucket = new Deployed(topology).bucket("Films");

        assertThat(table(
                        row("the first reads", bucket.reads().with("aws:SourceArn", distribution(DEPLOYED_ID)), bucket),
                        row(
                                "the second reads",
                                bucket.reads().with("aws:SourceArn", distribution(OTHER_DEPLOYED_ID)),
                                bucket),
                        row("the first puts", bucket.asks("s3:PutObject"), bucket)))
                .isEqualTo(
                        table(
                                """
                                the first reads   | ALLOWED
                                the second reads  | ALLOWED
                                the first puts    | DENIED
                                """));
    }

    @ParameterizedTest
    @EnumSource(names = {"ORIGIN_PATH", "CONTENT_PATH"})
    void whatLiesOutsideTheFolderIsNotGranted(S3Topologies topology) {
        var bucket = new Deployed(topology).bucket("Films");
        var folder = bucket.folder();

        assertThat(table(
                        row("in the folder", bucket.reads(), bucket),
                        row("deep in the folder", bucket.reads().on(bucket.arn() + folder + "/a/b/c.mp4"), bucket),
                        row("beside the folder", bucket.reads().on(bucket.arn() + "/drafts/a.m3u8"), bucket),
                        row("at the top", bucket.reads().on(bucket.arn() + "/a.m3u8"), bucket),
                        row("a folder that begins alike", bucket.reads().on(bucket.arn() + folder + "2/a"), bucket)))
                .isEqualTo(
                        table(
                                """
                                in the folder               | ALLOWED
                                deep in the folder          | ALLOWED
                                beside the folder           | DENIED
                                at the top                  | DENIED
                                a folder that begins alike  | DENIED
                                """));
    }

    @Test
    void theIdentityIsNotGrantedWhatLiesOutsideTheFolders() {
        var deployed = new Deployed(Synth.templates(app -> S3Topologies.films(S3Topologies.delivery(app))
                .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                .originPath("/published")
                .contentPath("/video")
                .build()));
        var bucket = deployed.bucket("Films");
        var read = as(deployed.identity(), bucket.reads());

        assertThat(table(
                        row("in both folders", read.on(bucket.arn() + "/published/video/a.m3u8"), bucket),
                        row("in the outer one", read.on(bucket.arn() + "/published/a.m3u8"), bucket),
                        row("in the inner one", read.on(bucket.arn() + "/video/a.m3u8"), bucket)))
                .isEqualTo(
                        table(
                                """
                                in both folders   | ALLOWED
                                in the outer one  | DENIED
                                in the inner one  | DENIED
                                """));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"KMS_CREATED", "KMS_USERS_BUCKET", "KMS_KEY_IN_OTHER_STACK", "KMS_BUCKET_AND_KEY_IN_OTHER_STACK"})
    void theKeyDecryptsForAnyDistributionOfTheAccountSinceNamingTheOneWouldCloseACycle(S3Topologies topology) {
        assertThat(answersOfKey(topology))
                .isEqualTo(
                        table(
                                """
                                decrypt for the distribution                     | ALLOWED
                                decrypt for another distribution of the account  | ALLOWED
                                decrypt for a distribution of another account    | DENIED
                                decrypt for another service                      | DENIED
                                encrypt for the distribution                     | DENIED
                                generate a data key for the distribution         | DENIED
                                decrypt for an anonymous caller                  | DENIED
                                """));
    }

    @ParameterizedTest
    @EnumSource(
            mode = MATCH_ANY,
            names = {"^KMS_.*_DEPLOYED$", "^KMS_.*KEY_IMPORTED$", "^TWO_ON_ONE_KEY$"})
    void theKeyDecryptsForTheDistributionAloneWhereItIsKnown(S3Topologies topology) {
        assertThat(answersOfKey(topology))
                .isEqualTo(
                        table(
                                """
                                decrypt for the distribution                     | ALLOWED
                                decrypt for another distribution of the account  | DENIED
                                decrypt for a distribution of another account    | DENIED
                                decrypt for another service                      | DENIED
                                encrypt for the distribution                     | DENIED
                                generate a data key for the distribution         | DENIED
                                decrypt for an anonymous caller                  | DENIED
                                """));
    }

    @Test
    void neitherOfTwoDistributionsOverwritesTheOthersGrantOnTheirKey() {
        var key = new Deployed(S3Topologies.TWO_ON_ONE_KEY).key();

        assertThat(table(
                        row("the first", key.decrypts(), key),
                        row("the second", key.decrypts().with("aws:SourceArn", distribution(OTHER_DEPLOYED_ID)), key),
                        row("a third", key.decrypts().with("aws:SourceArn", distribution(OTHER_ID)), key)))
                .isEqualTo(
                        table(
                                """
                                the first   | ALLOWED
                                the second  | ALLOWED
                                a third     | DENIED
                                """));
    }

    private static Map<String, Decision> answers(S3Topologies topology) {
        var bucket = new Deployed(topology).bucket("Films");
        var read = bucket.reads();
        var admin = bucket.reads().byPrincipal(ADMINISTRATOR).withIdentityPolicy(everything());
        var adminPuts = bucket.asks("s3:PutObject").byPrincipal(ADMINISTRATOR).withIdentityPolicy(everything());
        return table(
                row("the distribution reads", read, bucket),
                row("another distribution of the account reads", from(distribution(OTHER_ID), read), bucket),
                row("a distribution of another account reads", from(foreign(), read), bucket),
                row(
                        "another service reads on behalf of the distribution",
                        read.byService("mediatailor.amazonaws.com"),
                        bucket),
                row("an anonymous caller reads", read.anonymously(), bucket),
                row("the distribution reads over plain HTTP", plain(read), bucket),
                row("the distribution puts", bucket.asks("s3:PutObject"), bucket),
                row("the distribution lists", bucket.asks("s3:ListBucket").on(bucket.arn()), bucket),
                row("the distribution deletes", bucket.asks("s3:DeleteObject"), bucket),
                row("the account's administrator reads", admin, bucket),
                row("the account's administrator reads over plain HTTP", plain(admin), bucket),
                row("the account's administrator puts over plain HTTP", plain(adminPuts), bucket));
    }

    private static Map<String, Decision> answersToIdentities(S3Topologies topology) {
        var deployed = new Deployed(topology);
        var bucket = deployed.bucket("Films");
        var read = as(deployed.identity(), bucket.reads());
        var admin = bucket.reads().byPrincipal(ADMINISTRATOR).withIdentityPolicy(everything());
        return table(
                row("the identity reads", read, bucket),
                row("another identity reads", as(IDENTITY + OTHER_ID, bucket.reads()), bucket),
                row("the distribution reads by its signature", bucket.reads(), bucket),
                row("an anonymous caller reads", bucket.reads().anonymously(), bucket),
                row("the identity reads over plain HTTP", plain(read), bucket),
                row("the identity puts", as(deployed.identity(), bucket.asks("s3:PutObject")), bucket),
                row(
                        "the identity lists",
                        as(deployed.identity(), bucket.asks("s3:ListBucket").on(bucket.arn())),
                        bucket),
                row("the account's administrator reads", admin, bucket),
                row("the account's administrator reads over plain HTTP", plain(admin), bucket));
    }

    private static Map<String, Decision> answersOfKey(S3Topologies topology) {
        var key = new Deployed(topology).key();
        var decrypt = key.decrypts();
        return table(
                row("decrypt for the distribution", decrypt, key),
                row("decrypt for another distribution of the account", from(distribution(OTHER_ID), decrypt), key),
                row("decrypt for a distribution of another account", from(foreign(), decrypt), key),
                row("decrypt for another service", decrypt.byService("mediatailor.amazonaws.com"), key),
                row("encrypt for the distribution", key.asks("kms:Encrypt"), key),
                row("generate a data key for the distribution", key.asks("kms:GenerateDataKey"), key),
                row("decrypt for an anonymous caller", decrypt.anonymously(), key));
    }

    private static Request from(String distributionArn, Request request) {
        return request.with("aws:SourceArn", distributionArn);
    }

    private static Request plain(Request request) {
        return request.with("aws:SecureTransport", "false");
    }

    /** The identity is of CloudFront's own account, which lets it ask for everything. */
    private static Request as(String identity, Request request) {
        return request.byPrincipal(identity).withIdentityPolicy(everything());
    }

    private static JsonNode everything() {
        return read("{\"Version\": \"2012-10-17\","
                + " \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}");
    }

    private static String distribution(String id) {
        return "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/" + id;
    }

    private static String foreign() {
        return "arn:aws:cloudfront::" + OTHER_ACCOUNT + ":distribution/" + DEPLOYED_ID;
    }

    private record Row(String question, Decision answer) {}

    private static Row row(String question, Request request, Guarded resource) {
        return new Row(question, request.against(resource.policy()));
    }

    private static Map<String, Decision> table(Row... rows) {
        Map<String, Decision> table = new LinkedHashMap<>();
        Stream.of(rows).forEach(row -> table.put(row.question(), row.answer()));
        return table;
    }

    private static Map<String, Decision> table(String rows) {
        return table(rows.lines()
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[0].strip(), Decision.valueOf(cells[1].strip())))
                .toArray(Row[]::new));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A bucket or a key with its policy. */
    private interface Guarded {
        JsonNode policy();
    }

    private record GuardedBucket(String arn, String folder, JsonNode policy) implements Guarded {

        /** The distribution's own request for a film. */
        Request reads() {
            return asks("s3:GetObject");
        }

        Request asks(String action) {
            return IamSimulator.request(action)
                    .on(arn + folder + "/film/index.m3u8")
                    .byService(SERVICE)
                    .with("aws:SourceArn", distribution(DEPLOYED_ID))
                    .with("aws:SecureTransport", "true");
        }
    }

    private record GuardedKey(String arn, JsonNode policy) implements Guarded {

        Request decrypts() {
            return asks("kms:Decrypt");
        }

        Request asks(String action) {
            return IamSimulator.request(action)
                    .on(arn)
                    .byService(SERVICE)
                    .with("aws:SourceArn", distribution(DEPLOYED_ID));
        }
    }

    /** An app as it is after deployment: distribution {@code Films} has the first id, {@code More} the other. */
    private record Deployed(Map<String, JsonNode> templates, Resolved resolved) {

        Deployed(S3Topologies topology) {
            this(topology.templates());
        }

        Deployed(Map<String, JsonNode> templates) {
            this(templates, withIds(templates));
        }

        private static Resolved withIds(Map<String, JsonNode> templates) {
            var resolved = Resolved.of(templates);
            for (var template : templates.values()) {
                for (var id :
                        new Resources(template).all(Resources.DISTRIBUTION).keySet()) {
                    resolved = resolved.with(id, id.startsWith("Films") ? DEPLOYED_ID : OTHER_DEPLOYED_ID);
                }
            }
            return resolved;
        }

        /** The bucket from which a distribution reads. */
        GuardedBucket bucket(String distribution) {
            var config = all(Resources.DISTRIBUTION)
                    .filter(found -> found.id().startsWith(distribution))
                    .findFirst()
                    .orElseThrow()
                    .properties()
                    .path("DistributionConfig");
            var origin = config.at("/Origins/0");
            var name = origin.path("DomainName").asText().split("\\.s3\\.", -1)[0];
            var lastPattern = config.at("/CacheBehaviors/2/PathPattern").asText("/*");
            var folder = origin.path("OriginPath").asText("") + lastPattern.substring(0, lastPattern.length() - 2);
            var policy = all("AWS::S3::BucketPolicy")
                    .filter(found -> found.properties().path("Bucket").asText().equals(name))
                    .map(found -> found.properties().path("PolicyDocument"))
                    .findFirst()
                    .orElseGet(() -> advised("BucketPolicyStatement"));
            return new GuardedBucket("arn:aws:s3:::" + name, folder, withArnsOfIdentities(policy));
        }

        /** The key that encrypts the only bucket, or all of them. */
        GuardedKey key() {
            return all("AWS::KMS::Key")
                    .findFirst()
                    .map(found -> new GuardedKey(
                            resolved.value(
                                            found.stack(),
                                            JSON.createObjectNode()
                                                    .set("Fn::GetAtt", JSON.valueToTree(List.of(found.id(), "Arn"))))
                                    .asText(),
                            found.properties().path("KeyPolicy")))
                    .orElseGet(() -> new GuardedKey(S3Topologies.IMPORTED_KEY, advised("KeyPolicyStatement")));
        }

        /** The user that the distribution says it is. */
        String identity() {
            return all(Resources.DISTRIBUTION)
                    .map(found -> found.properties()
                            .at("/DistributionConfig/Origins/0/S3OriginConfig/OriginAccessIdentity")
                            .asText())
                    .map(path -> IDENTITY + path.substring("origin-access-identity/cloudfront/".length()))
                    .findFirst()
                    .orElseThrow();
        }

        /**
         * The engine knows a canonical user only by its bare id, which is not the ARN of the request's principal. S3
         * takes both for the same user, so the policy is read as if it named the ARN of that very identity.
         */
        private JsonNode withArnsOfIdentities(JsonNode policy) {
            var copy = policy.deepCopy();
            copy.path("Statement").forEach(statement -> {
                var canonical = statement.at("/Principal/CanonicalUser").asText();
                all("AWS::CloudFront::CloudFrontOriginAccessIdentity")
                        .filter(found -> isCanonicalUser(found, canonical))
                        .forEach(found -> ((ObjectNode) statement)
                                .withObjectProperty("Principal")
                                .removeAll()
                                .put("AWS", IDENTITY + ref(found)));
            });
            return copy;
        }

        private boolean isCanonicalUser(Found identity, String canonical) {
            return resolved.value(
                            identity.stack(),
                            JSON.createObjectNode().put("Fn::GetAtt", identity.id() + ".S3CanonicalUserId"))
                    .asText()
                    .equals(canonical);
        }

        private String ref(Found found) {
            return resolved.value(found.stack(), JSON.createObjectNode().put("Ref", found.id()))
                    .asText();
        }

        /** A policy that is nothing but the statement that an output has for the owner. */
        private JsonNode advised(String output) {
            return templates.entrySet().stream()
                    .flatMap(stack -> fields(stack.getValue().path("Outputs"), (id, value) -> id.contains(output))
                            .map(found -> resolved.value(
                                            stack.getKey(), found.getValue().path("Value"))
                                    .asText()))
                    .<JsonNode>map(statement -> JSON.createObjectNode()
                            .put("Version", "2012-10-17")
                            .set("Statement", JSON.createArrayNode().add(read(statement))))
                    .findFirst()
                    .orElseThrow();
        }

        private record Found(String stack, String id, JsonNode properties) {}

        private Stream<Found> all(String type) {
            return templates.entrySet().stream().flatMap(stack -> fields(
                            stack.getValue().path("Resources"),
                            (id, value) -> value.path("Type").asText().equals(type))
                    .map(found -> new Found(
                            stack.getKey(),
                            found.getKey(),
                            resolved.value(stack.getKey(), found.getValue().path("Properties")))));
        }

        private static Stream<Map.Entry<String, JsonNode>> fields(
                JsonNode object, BiPredicate<String, JsonNode> wanted) {
            return StreamSupport.stream(object.properties().spliterator(), false)
                    .filter(field -> wanted.test(field.getKey(), field.getValue()));
        }
    }
}
