package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.S3Topologies.DEPLOYED_ID;
import static io.github.cdkmediadelivery.S3Topologies.OTHER_DEPLOYED_ID;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_ANY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.IBucket;

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

    @Nested
    class TheBucketLetsIn {

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
        void theDistributionAlone(S3Topologies topology) {
            assertWhoGetsIn(topology, false, false);
        }

        @ParameterizedTest
        @EnumSource(names = {"OTHER_STACK", "KMS_BUCKET_AND_KEY_IN_OTHER_STACK", "TWO_ON_ONE_BUCKET_IN_OTHER_STACK"})
        void anyDistributionOfTheAccountWhereNamingTheOneWouldCloseACycleOfStacks(S3Topologies topology) {
            assertWhoGetsIn(topology, true, false);
        }

        @ParameterizedTest
        @EnumSource(names = {"IMPORTED", "KMS_BUCKET_AND_KEY_IMPORTED"})
        void theDistributionByTheStatementForTheOwnerWhoDecidesTheRest(S3Topologies topology) {
            assertWhoGetsIn(topology, false, true);
        }

        private static void assertWhoGetsIn(S3Topologies topology, boolean anyOfTheAccount, boolean overPlainHttp) {
            var bucket = new Deployed(topology).bucket();
            var read = bucket.reads();
            var administrator = read.byPrincipal(ADMINISTRATOR).withIdentityPolicy(everything());
            var puts = bucket.asks("s3:PutObject").byPrincipal(ADMINISTRATOR).withIdentityPolicy(everything());
            bucket.guard()
                    .allows("the distribution reads", read)
                    .decides(anyOfTheAccount, "another one of the account reads", from(distribution(OTHER_ID), read))
                    .denies("one of another account reads", from(foreign(), read))
                    .denies("another service, for the distribution", read.byService("mediatailor.amazonaws.com"))
                    .denies("an anonymous caller reads", read.anonymously())
                    .decides(overPlainHttp, "the distribution reads over plain HTTP", plain(read))
                    .denies("the distribution puts", bucket.asks("s3:PutObject"))
                    .denies(
                            "the distribution lists",
                            bucket.asks("s3:ListBucket").on(bucket.arn()))
                    .denies("the distribution deletes", bucket.asks("s3:DeleteObject"))
                    .allows("the account's administrator reads", administrator)
                    .decides(overPlainHttp, "the administrator reads over plain HTTP", plain(administrator))
                    .decides(overPlainHttp, "the administrator puts over plain HTTP", plain(puts));
        }

        @ParameterizedTest
        @EnumSource(names = {"IDENTITY", "IDENTITY_OTHER_STACK", "IDENTITY_IMPORTED"})
        void theIdentityAloneWhereThatIsChosen(S3Topologies topology) {
            var ofTheOwner = topology == S3Topologies.IDENTITY_IMPORTED;
            var deployed = new Deployed(topology);
            var bucket = deployed.bucket();
            var read = as(deployed.identity(), bucket.reads());
            var administrator = bucket.reads().byPrincipal(ADMINISTRATOR).withIdentityPolicy(everything());
            bucket.guard()
                    .allows("the identity reads", read)
                    .denies("another identity reads", as(IDENTITY + OTHER_ID, bucket.reads()))
                    .denies("the distribution reads by its signature", bucket.reads())
                    .denies("an anonymous caller reads", bucket.reads().anonymously())
                    .decides(ofTheOwner, "the identity reads over plain HTTP", plain(read))
                    .denies("the identity puts", as(deployed.identity(), bucket.asks("s3:PutObject")))
                    .denies(
                            "the identity lists",
                            as(deployed.identity(), bucket.asks("s3:ListBucket").on(bucket.arn())))
                    .allows("the account's administrator reads", administrator)
                    .decides(ofTheOwner, "the administrator reads over plain HTTP", plain(administrator));
        }

        @ParameterizedTest
        @EnumSource(names = {"TWO_ON_ONE_BUCKET", "TWO_ON_ONE_BUCKET_IN_OTHER_STACK"})
        void bothOfTwoDistributions(S3Topologies topology) {
            var bucket = new Deployed(topology).bucket();
            bucket.guard()
                    .allows("the first", from(distribution(DEPLOYED_ID), bucket.reads()))
                    .allows("the second", from(distribution(OTHER_DEPLOYED_ID), bucket.reads()));
        }

        static Stream<Named<Function<Stack, IBucket>>> buckets() {
            return Stream.of(
                    Named.of("films", stack -> S3Topologies.films(stack).build().getBucket()),
                    Named.of("live", stack -> S3LiveDistribution.Builder.create(stack, "Films")
                            .build()
                            .getBucket()));
        }

        @ParameterizedTest
        @MethodSource("buckets")
        void whoeverWasGrantedToPutBesideTheDistribution(Function<Stack, IBucket> bucketOf) {
            var deployed = new Deployed(Synth.templates(app -> {
                var stack = S3Topologies.delivery(app);
                bucketOf.apply(stack)
                        .grantPut(Role.Builder.create(stack, "Encoder")
                                .assumedBy(new ServicePrincipal("medialive.amazonaws.com"))
                                .build());
            }));
            var bucket = deployed.bucket();
            bucket.guard()
                    .allows("the encoder puts", deployed.encoder(bucket.asks("s3:PutObject")))
                    .denies("the encoder puts over plain HTTP", plain(deployed.encoder(bucket.asks("s3:PutObject"))))
                    .denies("the encoder reads", deployed.encoder(bucket.reads()))
                    .denies("the encoder deletes", deployed.encoder(bucket.asks("s3:DeleteObject")))
                    .allows("the distribution reads", bucket.reads())
                    .denies("the distribution puts", bucket.asks("s3:PutObject"));
        }
    }

    @Nested
    class WhatLiesOutsideTheFolders {

        @ParameterizedTest
        @EnumSource(names = {"ORIGIN_PATH", "CONTENT_PATH", "LIVE_USERS_BUCKET_IN_FOLDERS"})
        void isNotGranted(S3Topologies topology) {
            var bucket = new Deployed(topology).bucket();
            bucket.guard()
                    .allows("in the folder", bucket.reads())
                    .allows("deep in the folder", bucket.reads().on(bucket.arn() + bucket.folder() + "/a/b/c.mp4"))
                    .denies("beside the folder", bucket.reads().on(bucket.arn() + "/drafts/a.m3u8"))
                    .denies("at the top", bucket.reads().on(bucket.arn() + "/a.m3u8"))
                    .denies("a folder that begins alike", bucket.reads().on(bucket.arn() + bucket.folder() + "2/a"));
        }

        @Test
        void isNotGrantedToTheIdentityEither() {
            var deployed = new Deployed(Synth.templates(app -> S3Topologies.films(S3Topologies.delivery(app))
                    .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                    .originPath("/published")
                    .contentPath("/video")
                    .build()));
            var bucket = deployed.bucket();
            var read = as(deployed.identity(), bucket.reads());
            bucket.guard()
                    .allows("in both folders", read.on(bucket.arn() + "/published/video/a.m3u8"))
                    .denies("in the outer one", read.on(bucket.arn() + "/published/a.m3u8"))
                    .denies("in the inner one", read.on(bucket.arn() + "/video/a.m3u8"));
        }
    }

    @Nested
    class TheKeyDecrypts {

        @ParameterizedTest
        @EnumSource(
                names = {
                    "KMS_CREATED",
                    "KMS_USERS_BUCKET",
                    "KMS_KEY_IN_OTHER_STACK",
                    "KMS_BUCKET_AND_KEY_IN_OTHER_STACK"
                })
        void forAnyDistributionOfTheAccountSinceNamingTheOneWouldCloseACycle(S3Topologies topology) {
            assertForWhom(topology, true);
        }

        @ParameterizedTest
        @EnumSource(
                mode = MATCH_ANY,
                names = {"^KMS_.*_DEPLOYED$", "^KMS_.*KEY_IMPORTED$", "^TWO_ON_ONE_KEY$"})
        void forTheDistributionAloneWhereItIsKnown(S3Topologies topology) {
            assertForWhom(topology, false);
        }

        private static void assertForWhom(S3Topologies topology, boolean anyOfTheAccount) {
            var key = new Deployed(topology).key();
            var decrypt = key.asks("kms:Decrypt");
            key.guard()
                    .allows("decrypt for the distribution", decrypt)
                    .decides(anyOfTheAccount, "for another one of the account", from(distribution(OTHER_ID), decrypt))
                    .denies("decrypt for one of another account", from(foreign(), decrypt))
                    .denies("decrypt for another service", decrypt.byService("mediatailor.amazonaws.com"))
                    .denies("encrypt for the distribution", key.asks("kms:Encrypt"))
                    .denies("generate a data key for the distribution", key.asks("kms:GenerateDataKey"))
                    .denies("decrypt for an anonymous caller", decrypt.anonymously());
        }

        @Test
        void forBothOfTwoDistributions() {
            var key = new Deployed(S3Topologies.TWO_ON_ONE_KEY).key();
            key.guard()
                    .allows("the first", key.asks("kms:Decrypt"))
                    .allows("the second", from(distribution(OTHER_DEPLOYED_ID), key.asks("kms:Decrypt")));
        }
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

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private record GuardedBucket(String arn, String folder, Guard guard) {

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

    private record GuardedKey(String arn, Guard guard) {

        Request asks(String action) {
            return IamSimulator.request(action)
                    .on(arn)
                    .byService(SERVICE)
                    .with("aws:SourceArn", distribution(DEPLOYED_ID));
        }
    }

    /** An app as it is after deployment: distribution {@code More} has the other id. */
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
                    resolved = resolved.with(id, id.startsWith("More") ? OTHER_DEPLOYED_ID : DEPLOYED_ID);
                }
            }
            return resolved;
        }

        /** The bucket from which the distribution reads. */
        GuardedBucket bucket() {
            var config = all(Resources.DISTRIBUTION)
                    .filter(found -> !found.id().startsWith("More"))
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
            return new GuardedBucket("arn:aws:s3:::" + name, folder, new Guard(withArnsOfIdentities(policy)));
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
                            new Guard(found.properties().path("KeyPolicy"))))
                    .orElseGet(
                            () -> new GuardedKey(S3Topologies.IMPORTED_KEY, new Guard(advised("KeyPolicyStatement"))));
        }

        /** The role of the stack, which asks the same as someone else. */
        Request encoder(Request request) {
            var role = all("AWS::IAM::Role").findFirst().orElseThrow();
            var policy = all("AWS::IAM::Policy").findFirst().orElseThrow();
            return request.byPrincipal("arn:aws:iam::" + Resolved.ACCOUNT + ":role/" + role.id())
                    .withIdentityPolicy(policy.properties().path("PolicyDocument"));
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
