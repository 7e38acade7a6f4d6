package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import io.github.cdkmediadelivery.simulator.MediaTailorClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.mediapackagev2.CfnOriginEndpoint;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;

/** The distribution is in us-east-1, the content elsewhere: who is let in, by which secret, and in which order. */
class OtherRegionsTest {

    private static final String FOREIGN = "arn:aws:cloudfront::444455556666:distribution/E2ABCDEFGHIJKL";
    private static final String OTHER = "arn:aws:cloudfront::111122223333:distribution/E9OTHEROTHERO";

    /** With CDK's default references between stacks, and with weak ones. */
    private static Map<String, Object> references(String strength) {
        return Map.of("@aws-cdk/core:defaultCrossStackReferences", strength);
    }

    static Stream<Arguments> each() {
        return Stream.of(OtherRegions.values())
                .flatMap(shape -> Stream.of("strong", "weak").map(strength -> Arguments.of(shape, strength)));
    }

    /**
     * CDK's own strong reference across regions is a function that reads a parameter: the simulator does not run it.
     */
    static Stream<Arguments> modelled() {
        return each().filter(arguments ->
                !((OtherRegions) arguments.get()[0]).refersAsTheAppDoes() || arguments.get()[1].equals("weak"));
    }

    private static Map<String, JsonNode> templates(OtherRegions shape, String strength, String account) {
        return Synth.templates(references(strength), app -> shape.define(app, account));
    }

    @ParameterizedTest
    @MethodSource("modelled")
    void theOriginNamesTheOneDistributionFromTheFirstDeploymentOn(OtherRegions shape, String strength) {
        for (String account : accounts(shape)) {
            var templates = templates(shape, strength, account);
            var distribution = Grant.distribution("Edge", templates);
            var grants = Grant.to(Grant.CLOUDFRONT, templates);

            assertThat(grants).hasSize(shape.grants()).allSatisfy(grant -> {
                grant.decides(true, distribution);
                grant.decides(false, FOREIGN);
                grant.decides(grant.actions().equals(List.of("kms:Decrypt")), OTHER);
            });
        }
    }

    /** A secret that is read by two accounts needs a key of the owner's. */
    private static List<String> accounts(OtherRegions shape) {
        return shape.hasSecret()
                ? List.of(OtherRegions.ACCOUNT)
                : List.of(OtherRegions.ACCOUNT, OtherRegions.OTHER_ACCOUNT);
    }

    @ParameterizedTest
    @MethodSource("modelled")
    void aViewerGetsTheContent(OtherRegions shape, String strength) {
        for (String account : accounts(shape)) {
            var edge = edge(strength, app -> shape.define(app, account));
            var folder = shape == OtherRegions.LIVE_OF_VERSION_1
                    ? edge.distributions().get(0).behaviors().stream()
                            .map(behavior -> behavior.pattern())
                            .filter(path -> path.endsWith("*.m3u8"))
                            .findFirst()
                            .orElseThrow()
                            .replace("*.m3u8", "")
                    : shape.path("");

            for (String file : List.of("index.m3u8", "segment_1.m4s")) {
                var answer = edge.get(folder + file).send();

                assertThat(answer).hasStatus(200);
                if (shape != OtherRegions.IMPORTED_FILMS) {
                    assertThat(answer).wasLetInByTheOrigin();
                }
            }
        }
    }

    /** The policy is the last one; that its stack comes after the distribution's is what closes no cycle. */
    @ParameterizedTest
    @MethodSource("each")
    void stacksAreDeployedInTheOrderContentEdgeAccess(OtherRegions shape, String strength) {
        var manifest =
                Synth.read(Synth.synthesize(references(strength), shape::define).resolve("manifest.json"));

        assertThat(dependencies(manifest, "Content")).doesNotContain("Edge", "Access");
        assertThat(dependencies(manifest, "Edge")).doesNotContain("Access");
        if (shape != OtherRegions.LIVE_OF_VERSION_1) {
            assertThat(dependencies(manifest, "Access")).contains("Edge");
        }
    }

    private static List<String> dependencies(JsonNode manifest, String stack) {
        var names = new ArrayList<String>();
        manifest.at("/artifacts/" + stack + "/dependencies").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Edge edge(String strength, Consumer<App> build) {
        var app = new App(AppProps.builder().context(references(strength)).build());
        build.accept(app);
        return Edge.of(CloudAssembly.of(app));
    }

    @Nested
    class TheSecret {

        @ParameterizedTest
        @MethodSource("io.github.cdkmediadelivery.OtherRegionsTest#secrets")
        void isReadByTheDistributionInItsRegionAndByMediaPackageInThatOfTheChannel(
                OtherRegions shape, String strength) {
            var templates = templates(shape, strength, OtherRegions.ACCOUNT);
            var content = new Resources(templates.get("Content"));
            var edge = new Resources(templates.get("Edge"));
            var header = edge.origin().path("OriginCustomHeaders").get(0).path("HeaderValue");

            assertThat(content.only("AWS::SecretsManager::Secret").path("ReplicaRegions"))
                    .hasToString("[{\"Region\":\"us-east-1\"}]");
            assertThat(header.toString())
                    .as("the region of the template that reads")
                    .contains(":secretsmanager:\",{\"Ref\":\"AWS::Region\"},\":\"");
            var arn = Resolved.of(templates)
                    .value(
                            "Content",
                            JsonNodeFactory.instance.objectNode().put("Ref", content.id("AWS::SecretsManager::Secret")))
                    .asText();
            assertThat(Resolved.of(templates).value("Edge", header).asText()).contains(arn);
            assertThat(Resolved.of(templates)
                            .value(
                                    "Content",
                                    content.all("AWS::IAM::Role")
                                            .values()
                                            .iterator()
                                            .next())
                            .toString())
                    .as("what MediaPackage may read")
                    .contains(arn);
        }

        @Test
        void ofTheUsersIsReplicatedOnce() {
            var templates = Synth.templates(app -> {
                var content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
                var secret = new Secret(content, "Own");
                for (String id : List.of("One", "Two")) {
                    MediaPackageV2CdnAuthorization.Builder.create(content, id)
                            .secret(secret)
                            .replicatedTo("us-east-1", "us-west-2")
                            .build();
                }
            });

            assertThat(new Resources(templates.get("Content"))
                            .only("AWS::SecretsManager::Secret")
                            .path("ReplicaRegions"))
                    .hasToString("[{\"Region\":\"us-east-1\"},{\"Region\":\"us-west-2\"}]");
        }

        /** Of an imported one the owner has seen to it. */
        @Test
        void ofAnotherAppIsReadInTheRegionOfTheDistribution() {
            var templates = Synth.templates(app -> {
                var content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
                var secret = MediaPackageCdnAuthorization.Builder.create(content, "Authorization")
                        .secret(Secret.fromSecretCompleteArn(
                                content, "Own", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:cdn-AbCdEf"))
                        .replicatedTo("us-east-1")
                        .build();
                LiveFixtures.begun(OtherRegions.edge(app))
                        .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(secret))
                                .endpoint(LiveFixtures.v1Endpoint())
                                .build())
                        .build();
            });

            assertThat(new Resources(templates.get("Edge"))
                            .origin()
                            .path("OriginCustomHeaders")
                            .toString())
                    .contains("\"AWS::Region\"", "cdn-AbCdEf")
                    .doesNotContain("eu-west-1");
        }

        @Test
        void ofAnyOriginHoldsOnBothSides() {
            var templates = Synth.templates(app -> {
                var content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
                var header = SecretHeader.Builder.create(content, "Header", "X-Origin-Verify")
                        .replicatedTo("us-east-1")
                        .build();
                content.addMetadata("accepted", header.getAcceptedValues());
                Distribution.Builder.create(OtherRegions.edge(app), "Distribution")
                        .defaultBehavior(BehaviorOptions.builder()
                                .origin(HttpOrigin.Builder.create("origin.example.com")
                                        .customHeaders(header.asCustomHeaders())
                                        .build())
                                .build())
                        .build();
            });
            var all = Resolved.of(templates);
            var sent = new Resources(templates.get("Edge"))
                    .origin()
                    .path("OriginCustomHeaders")
                    .get(0)
                    .path("HeaderValue");
            var accepted = Objects.requireNonNull(templates.get("Content")).at("/Metadata/accepted/0");

            assertThat(all.value("Edge", sent)).isEqualTo(all.value("Content", accepted));
            assertThat(sent.toString()).contains("AWS::Region");
        }
    }

    static Stream<Arguments> secrets() {
        return each().filter(arguments -> ((OtherRegions) arguments.get()[0]).hasSecret());
    }

    @Nested
    class MediaTailor {

        @ParameterizedTest
        @MethodSource("io.github.cdkmediadelivery.OtherRegionsTest#ads")
        void isOfTheRegionOfTheContentAndReadsItThere(OtherRegions shape, String strength) {
            for (String account : accounts(shape)) {
                var templates = templates(shape, strength, account);
                var configuration = "arn:aws:mediatailor:eu-west-1:" + account + ":playbackConfiguration/news";

                assertThat(new Resources(templates.get("Access")).all("AWS::MediaTailor::PlaybackConfiguration"))
                        .hasSize(1);
                assertThat(new Resources(templates.get("Edge"))
                                .config()
                                .path("Origins")
                                .toString())
                        .contains("manifests.mediatailor.eu-west-1.amazonaws.com");
                assertThat(Grant.to("mediatailor.amazonaws.com", templates))
                        .hasSize(1)
                        .allSatisfy(grant -> {
                            grant.decides(true, configuration);
                            grant.decides(false, configuration.replace("eu-west-1", "us-east-1"));
                            grant.decides(false, configuration + "-more");
                        });
            }
        }

        @Test
        void fetchesTheContentInTheSimulator() {
            var edge = edge("weak", OtherRegions.ADS::define);

            assertThat(MediaTailorClient.of(edge, "news").fetchDirectly("index.m3u8"))
                    .contains(true);
        }

        /** In us-east-1 with the distribution, the policy of the endpoint elsewhere. */
        @Test
        void besideTheDistributionIsNamedWithItsOwnRegion() {
            var templates = Synth.templates(app -> {
                var content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
                var hls = MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(content, "hls"))
                        .policyIn(OtherRegions.access(app, content));
                MediaTailorDistribution.Builder.create(OtherRegions.edge(app), "Ads")
                        .content(MediaPackageOrigin.v2(LiveFixtures.group(content))
                                .endpoint(hls)
                                .build())
                        .playback(MediaTailorPlayback.created(
                                        "news", "https://ads.example.com/vast", "/out/v1/news/one/hls")
                                .directlyFrom(hls))
                        .build();
            });

            assertThat(Grant.to("mediatailor.amazonaws.com", templates))
                    .singleElement()
                    .satisfies(grant -> grant.decides(
                            true, "arn:aws:mediatailor:us-east-1:111122223333:playbackConfiguration/news"));
        }
    }

    static Stream<Arguments> ads() {
        return each().filter(arguments -> arguments.get()[0] == OtherRegions.ADS);
    }

    @Nested
    class AnEndpoint {

        /** Each of the two in a stack and a region of its own. */
        @Test
        void hasOnePolicyForTheDistributionsOfAllStacks() {
            var templates = Synth.templates(app -> serveFrom(app, List.of("us-east-1", "eu-central-1")));

            assertThat(Grant.to(Grant.CLOUDFRONT, templates)).singleElement().satisfies(grant -> {
                grant.decides(true, Grant.distribution("us-east-1", templates));
                grant.decides(true, Grant.distribution("eu-central-1", templates));
                grant.decides(false, OTHER);
            });
        }

        private static void serveFrom(App app, List<String> regions) {
            var content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
            var group = LiveFixtures.group(content);
            var hls = MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(content, "hls"))
                    .policyIn(OtherRegions.access(app, content));
            for (var region : regions) {
                LiveFixtures.begun(OtherRegions.stack(app, region, OtherRegions.ACCOUNT, region))
                        .origin(MediaPackageOrigin.v2(group).endpoint(hls).build())
                        .build();
            }
        }
    }

    @Nested
    class ABucket {

        @Test
        void hasOnePolicyForAllDistributionsThatRefusesPlainHttp() {
            var templates = Synth.templates(app -> {
                var content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
                var bucket =
                        ContentBucket.of(new Bucket(content, "Masters")).policyIn(OtherRegions.access(app, content));
                var edge = OtherRegions.edge(app);
                for (String id : List.of("One", "Two")) {
                    S3OacVodDistribution.Builder.create(edge, id)
                            .bucket(bucket)
                            .contentPath("/" + id)
                            .build();
                }
            });
            var policy = new Resources(templates.get("Access")).only("AWS::S3::BucketPolicy");

            assertThat(new Resources(templates.get("Content")).all("AWS::S3::BucketPolicy"))
                    .isEmpty();
            assertThat(policy.at("/PolicyDocument/Statement").findValuesAsText("Effect"))
                    .containsExactly("Deny", "Allow", "Allow");
        }

        /** Which the template of the bucket writes, and the one deployed last takes the other's place. */
        @Test
        void whoseUserAddsToItsPolicyLaterIsFoundAtSynthesis() {
            var findings = Findings.of(app -> {
                OtherRegions.FILMS.define(app);
                var masters =
                        (Bucket) app.getNode().findChild("Content").getNode().findChild("Masters");
                masters.addToResourcePolicy(PolicyStatement.Builder.create()
                        .actions(List.of("s3:GetObject"))
                        .resources(List.of(masters.getBucketArn() + "/*"))
                        .principals(List.of(new AccountRootPrincipal()))
                        .build());
            });

            assertThat(findings.open())
                    .filteredOn(finding -> finding.rule().contains("second-policy"))
                    .hasSize(2);
        }
    }

    /** What is said in words. */
    @Nested
    class WhatCannotBe {

        private final App app = new App();
        private final Stack content = OtherRegions.stack(app, "Content", OtherRegions.ACCOUNT, "eu-west-1");
        private final Stack edge = OtherRegions.edge(app);

        private void says(String message, ThrowingCallable call) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
        }

        private MediaPackageOriginDistribution v1(Stack secretIn, Stack endpointIn, String... replicas) {
            var options = MediaPackageCdnAuthorization.Builder.create(secretIn, "Secret");
            if (replicas.length > 0) {
                options.replicatedTo(replicas);
            }
            return LiveFixtures.begun(edge)
                    .origin(MediaPackageOrigin.v1(MediaPackageAccess.cdnAuthorization(options.build()))
                            .endpoint(MediaPackageEndpoint.of(LiveFixtures.v1Resource(endpointIn)))
                            .build())
                    .build();
        }

        @Test
        void aSecretThatIsNotInTheRegionOfTheDistribution() {
            says(
                    "cdnAuthorization: must have its secret in the region of the stack, where CloudFormation reads it, got"
                            + " 'eu-west-1'; replicate it with replicatedTo(\"us-east-1\")",
                    () -> v1(content, content));
        }

        @Test
        void aSecretThatIsNotInTheRegionOfTheEndpoint() {
            says(
                    "cdnAuthorization: must have its secret in the region of the endpoint, where MediaPackage reads it, got"
                            + " 'us-east-1'; make it in a stack of eu-west-1, with replicatedTo(…) for that of the"
                            + " distribution",
                    () -> v1(edge, content));
        }

        @Test
        void aSecretThatIsNotInTheRegionOfThePackagingGroup() {
            var secret =
                    MediaPackageCdnAuthorization.Builder.create(edge, "Secret").build();

            says(
                    "cdnAuthorization: must have its secret in the region of the endpoint, where MediaPackage reads it, got"
                            + " 'us-east-1'; make it in a stack of eu-west-1, with replicatedTo(…) for that of the"
                            + " distribution",
                    () -> LiveFixtures.begun(edge)
                            .origin(MediaPackageOrigin.vod(
                                            LiveFixtures.packagingGroup(content),
                                            MediaPackageAccess.cdnAuthorization(secret))
                                    .build())
                            .build());
        }

        @Test
        void twoStacksForTheOnePolicyOfAnEndpoint() {
            var group = LiveFixtures.group(content);
            var hls = MediaPackageV2Endpoint.of(LiveFixtures.v2Resource(content, "hls"));
            LiveFixtures.begun(content)
                    .origin(MediaPackageOrigin.v2(group).endpoint(hls).build())
                    .build();

            says(
                    "policyIn: must name the stack that has the endpoint's policy already, since it has one, got 'Access'; say"
                            + " the same policyIn(…) for each distribution that reads /out/v1/news/one/hls, or for none: it"
                            + " was written in Content",
                    () -> LiveFixtures.begun(edge)
                            .origin(MediaPackageOrigin.v2(group)
                                    .endpoint(hls.policyIn(OtherRegions.access(app, content)))
                                    .build())
                            .build());
        }

        @Test
        void aSecretOfAnotherAccount() {
            var elsewhere = OtherRegions.stack(app, "Elsewhere", OtherRegions.OTHER_ACCOUNT, "eu-west-1");

            says(
                    "cdnAuthorization: must have its secret in the account of the stack, since the key aws/secretsmanager is"
                            + " not shared with another, got '444455556666'; put the distribution into that account, or give"
                            + " a secret of its region that is encrypted with a key of yours and shared",
                    () -> v1(elsewhere, elsewhere, "us-east-1"));
        }

        @Test
        void aReplicaInTheSecretsOwnRegion() {
            says(
                    "replicatedTo: must be another region than the secret's own, got 'eu-west-1'; name that of the stack of"
                            + " the distribution",
                    () -> v1(content, content, "eu-west-1"));
        }

        @Test
        void noRegionOrOneTwice() {
            for (String[] regions : new String[][] {{}, {"us-east-1", "us-east-1"}}) {
                says(
                        "replicatedTo: must name each region once, and at least one, got '" + List.of(regions)
                                + "'; use for example replicatedTo(\"us-east-1\")",
                        () -> SecretHeader.Builder.create(content, "Header", "X-Origin-Verify")
                                .replicatedTo(regions));
            }
        }

        @Test
        void aPolicyOfABucketInAnotherRegion() {
            says(
                    "policyIn: must be a stack of the bucket's account and region, got 'Edge'; make a stack with the"
                            + " environment of Content/Masters",
                    () -> ContentBucket.of(new Bucket(content, "Masters")).policyIn(edge));
        }

        @Test
        void aPolicyOfABucketInItsOwnStack() {
            says(
                    "policyIn: must be another stack than the bucket's, which is deployed before the distribution, got"
                            + " 'Content'; make a stack of its own for the policy",
                    () -> ContentBucket.of(new Bucket(content, "Masters")).policyIn(content));
        }

        @Test
        void aPolicyOfABucketThatHasOne() {
            says(
                    "policyIn: must be said of a bucket that has no policy yet, since a bucket has one, got"
                            + " 'Content/Masters'; leave enforceSSL and addToResourcePolicy(…) out (plain HTTP is refused by"
                            + " this policy too), or leave policyIn(…) out",
                    () -> ContentBucket.of(Bucket.Builder.create(content, "Masters")
                                    .enforceSsl(true)
                                    .build())
                            .policyIn(OtherRegions.access(app, content)));
        }

        @Test
        void aPolicyOfANewBucketElsewhere() {
            says(
                    "policyIn: must be said of a bucket that is there already, since a new one is beside the distribution,"
                            + " got 'a new bucket'; leave policyIn(…) out, or use ContentBucket.of(…)",
                    () -> ContentBucket.created().policyIn(content));
        }

        @Test
        void aPolicyElsewhereForAnIdentity() {
            says(
                    "policyIn: must stand beside origin access control, since an identity is for every distribution of the"
                            + " account, got 'ORIGIN_ACCESS_IDENTITY'; leave policyIn(…) out, or remove the originAccess"
                            + " option",
                    () -> S3OacVodDistribution.Builder.create(edge, "Films")
                            .bucket(ContentBucket.of(new Bucket(content, "Masters"))
                                    .policyIn(OtherRegions.access(app, content)))
                            .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                            .build());
        }

        @Test
        void aKeyOfAnotherRegionThanTheNewBucket() {
            says(
                    "encryptedWith: must be a key of the region of the bucket, which is in the distribution's stack, got"
                            + " 'eu-west-1'; give a key of us-east-1, or make the bucket in the key's region and give it with"
                            + " ContentBucket.of(…)",
                    () -> S3OacVodDistribution.Builder.create(edge, "Films")
                            .bucket(ContentBucket.created().encryptedWith(new Key(content, "Key")))
                            .build());
        }

        @Test
        void aConfigurationInTheStackOfTheContentOrOfTheDistribution() {
            CfnOriginEndpoint resource = LiveFixtures.v2Resource(content, "hls");
            for (Stack stack : List.of(content, edge)) {
                var hls = MediaPackageV2Endpoint.of(resource);
                says(
                        "configurationIn: must be another stack than the distribution's and the content's, since it is"
                                + " deployed after both, got '"
                                + stack.getNode().getPath() + "'; make a stack of its own"
                                + " for it; for a configuration in the distribution's region leave configurationIn(…) out",
                        () -> MediaTailorDistribution.Builder.create(edge, "Ads")
                                .content(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                                        .endpoint(hls)
                                        .build())
                                .playback(MediaTailorPlayback.created(
                                                "news", "https://ads.example.com/vast", "/out/v1/news/one/hls")
                                        .directlyFrom(hls)
                                        .configurationIn(stack))
                                .build());
            }
        }
    }
}
