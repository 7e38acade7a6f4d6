package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.S3Topologies.DEPLOYED_ID;
import static io.github.cdkmediadelivery.S3Topologies.OTHER_DEPLOYED_ID;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_ANY;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_NONE;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** Any: the policy of a key says nothing of which it is. */
    private static final String KEY = S3Topologies.IMPORTED_KEY;

    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String OTHER_ID = "E9OTHEROTHERO";
    private static final String ADMINISTRATOR = "arn:aws:iam::" + Resolved.ACCOUNT + ":user/administrator";
    private static final String IDENTITY = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ";

    @Nested
    class TheBucketLetsIn {

        @ParameterizedTest
        @EnumSource(
                mode = MATCH_NONE,
                names = {"^(OTHER_STACK|IMPORTED)$", "^.*BUCKET.*_(IN_OTHER_STACK|KEY_IMPORTED)$", "^IDENTITY.*$"})
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
        void isNotGrantedWhereTheFolderStandsInUrlsEncodedAndInKeysPlainly() {
            var deployed = new Deployed(Synth.templates(app -> S3Topologies.films(S3Topologies.delivery(app))
                    .originPath("/Best%20of%20%C3%BCber%20%5B4K%5D")
                    .build()));
            var bucket = deployed.bucket();
            bucket.guard()
                    .allows("by the keys", bucket.reads().on(bucket.arn() + "/Best of über [4K]/a.m3u8"))
                    .denies("by the URL", bucket.reads().on(bucket.arn() + "/Best%20of%20%C3%BCber%20%5B4K%5D/a.m3u8"));
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
            var decrypt = asks("kms:Decrypt", KEY);
            new Deployed(topology)
                    .key()
                    .allows("decrypt for the distribution", decrypt)
                    .decides(anyOfTheAccount, "for another one of the account", from(distribution(OTHER_ID), decrypt))
                    .denies("decrypt for one of another account", from(foreign(), decrypt))
                    .denies("decrypt for another service", decrypt.byService("mediatailor.amazonaws.com"))
                    .denies("encrypt for the distribution", asks("kms:Encrypt", KEY))
                    .denies("generate a data key for the distribution", asks("kms:GenerateDataKey", KEY))
                    .denies("decrypt for an anonymous caller", decrypt.anonymously());
        }

        @Test
        void forBothOfTwoDistributions() {
            var decrypt = asks("kms:Decrypt", KEY);
            new Deployed(S3Topologies.TWO_ON_ONE_KEY)
                    .key()
                    .allows("the first", decrypt)
                    .allows("the second", from(distribution(OTHER_DEPLOYED_ID), decrypt));
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
        return Resources.json("{\"Version\": \"2012-10-17\","
                + " \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}");
    }

    private static String distribution(String id) {
        return "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/" + id;
    }

    private static String foreign() {
        return "arn:aws:cloudfront::" + OTHER_ACCOUNT + ":distribution/" + DEPLOYED_ID;
    }

    /** The distribution's own request; {@code More} is the other one. */
    private static Request asks(String action, String resource) {
        return from(
                distribution(DEPLOYED_ID),
                IamSimulator.request(action).on(resource).byService("cloudfront.amazonaws.com"));
    }

    /**
     * CloudFormation changes the policy and the distribution one after the other, and the distribution takes minutes.
     */
    @Nested
    class OnTheWayFromIdentityToSignature {

        private static final List<S3Access> STATES = List.of(
                S3Access.ORIGIN_ACCESS_IDENTITY,
                S3Access.IDENTITY_BEFORE_CONTROL,
                S3Access.CONTROL_AFTER_IDENTITY,
                S3Access.ORIGIN_ACCESS_CONTROL);

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void noStepShutsViewersOutInWhicheverOrderItIsTaken(boolean sameStack) {
            for (int step = 0; step + 1 < STATES.size(); step++) {
                var before = deployed(STATES.get(step), sameStack);
                var after = deployed(STATES.get(step + 1), sameStack);
                for (var shown : List.of(before, after)) {
                    before.bucket().guard().allows("what is shown, by the old policy", shown.shows());
                    after.bucket().guard().allows("what is shown, by the new policy", shown.shows());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void theLastStepLeavesNothingOfTheIdentity(boolean sameStack) {
            var bucket = deployed(S3Access.ORIGIN_ACCESS_CONTROL, sameStack).bucket();

            bucket.guard().denies("the identity", as(IDENTITY + "E1IDENTITY", bucket.reads()));
        }

        /** Why there are steps. */
        @Test
        void inOneStepTheyWouldBeShutOut() {
            var before = deployed(S3Access.ORIGIN_ACCESS_IDENTITY, true);
            var after = deployed(S3Access.ORIGIN_ACCESS_CONTROL, true);

            before.bucket().guard().denies("the signature, by the old policy", after.shows());
            after.bucket().guard().denies("the identity, by the new policy", before.shows());
        }

        private static Deployed deployed(S3Access access, boolean sameStack) {
            return new Deployed(Synth.templates(app -> {
                var delivery = S3Topologies.delivery(app);
                var storage = sameStack ? delivery : S3Topologies.storage(app);
                S3Topologies.films(delivery)
                        .bucket(ContentBucket.of(S3Topologies.bucket(storage)))
                        .originAccess(access)
                        .build();
            }));
        }
    }

    private record GuardedBucket(String arn, String folder, Guard guard) {

        Request reads() {
            return asks("s3:GetObject");
        }

        Request asks(String action) {
            return S3PolicyIamTest.asks(action, arn + folder + "/film/index.m3u8")
                    .with("aws:SecureTransport", "true");
        }
    }

    /** An app as it is after deployment. */
    private record Deployed(Map<String, JsonNode> templates, Resolved resolved) {

        Deployed(S3Topologies topology) {
            this(topology.templates());
        }

        Deployed(Map<String, JsonNode> templates) {
            this(templates, withIds(templates));
        }

        /**
         * The engine knows a canonical user only by its bare id, which is not the ARN of the request's principal. S3
         * takes both for the same user, so the id is that ARN here.
         */
        private static Resolved withIds(Map<String, JsonNode> templates) {
            var resolved = Resolved.of(templates);
            for (var template : templates.values()) {
                for (var id :
                        new Resources(template).all(Resources.DISTRIBUTION).keySet()) {
                    resolved = resolved.with(id, id.startsWith("More") ? OTHER_DEPLOYED_ID : DEPLOYED_ID);
                }
                for (var id : new Resources(template)
                        .all("AWS::CloudFront::CloudFrontOriginAccessIdentity")
                        .keySet()) {
                    resolved = resolved.with(id, "E1IDENTITY").with(id + ".S3CanonicalUserId", IDENTITY + "E1IDENTITY");
                }
            }
            return resolved;
        }

        /** The bucket from which the distribution reads. */
        GuardedBucket bucket() {
            var config = all(Resources.DISTRIBUTION)
                    .filter(distribution -> !distribution.getKey().startsWith("More"))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .path("DistributionConfig");
            var origin = config.at("/Origins/0");
            var name = origin.path("DomainName").asText().split("\\.s3\\.", -1)[0];
            var firstPattern = config.at("/CacheBehaviors/0/PathPattern").asText();
            var folder = origin.path("OriginPath").asText("") + firstPattern.substring(0, firstPattern.indexOf("/*"));
            var policy = all("AWS::S3::BucketPolicy")
                    .map(Map.Entry::getValue)
                    .filter(found -> found.path("Bucket").asText().equals(name))
                    .map(found -> found.path("PolicyDocument"))
                    .findFirst()
                    .orElseGet(() -> advised("BucketPolicyStatement"));
            return new GuardedBucket(
                    "arn:aws:s3:::" + name,
                    folder,
                    new Guard(Resources.json(policy.toString().replace("\"CanonicalUser\"", "\"AWS\""))));
        }

        /** A request as the distribution sends it. */
        Request shows() {
            var bucket = bucket();
            var config = all(Resources.DISTRIBUTION)
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .path("DistributionConfig");
            return config.at("/Origins/0").has("OriginAccessControlId")
                    ? bucket.reads()
                    : as(identity(), bucket.reads());
        }

        /** Of the key that encrypts the only bucket, or all of them. */
        Guard key() {
            return new Guard(all("AWS::KMS::Key")
                    .map(found -> found.getValue().path("KeyPolicy"))
                    .findFirst()
                    .orElseGet(() -> advised("KeyPolicyStatement")));
        }

        /** The role of the stack, which asks the same as someone else. */
        Request encoder(Request request) {
            var role = all("AWS::IAM::Role").findFirst().orElseThrow().getKey();
            var policy = all("AWS::IAM::Policy").findFirst().orElseThrow().getValue();
            return request.byPrincipal("arn:aws:iam::" + Resolved.ACCOUNT + ":role/" + role)
                    .withIdentityPolicy(policy.path("PolicyDocument"));
        }

        /** The user that the distribution says it is. */
        String identity() {
            var path = all(Resources.DISTRIBUTION)
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .at("/DistributionConfig/Origins/0/S3OriginConfig/OriginAccessIdentity")
                    .asText();
            return IDENTITY + path.substring("origin-access-identity/cloudfront/".length());
        }

        /** A policy that is nothing but the statement that an output has for the owner. */
        private JsonNode advised(String output) {
            return templates.entrySet().stream()
                    .flatMap(stack -> stack.getValue().path("Outputs").properties().stream()
                            .filter(found -> found.getKey().contains(output))
                            .map(found -> resolved.value(
                                            stack.getKey(), found.getValue().path("Value"))
                                    .asText()))
                    .map(statement ->
                            Resources.json("{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}"))
                    .findFirst()
                    .orElseThrow();
        }

        private Stream<Map.Entry<String, JsonNode>> all(String type) {
            return templates.entrySet().stream().flatMap(stack -> new Resources(stack.getValue())
                    .all(type).entrySet().stream()
                            .map(found -> Map.entry(found.getKey(), resolved.value(stack.getKey(), found.getValue()))));
        }
    }
}
