package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Finding;
import io.github.cdkmediadelivery.simulator.Review;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;

/** Whatever lies where: the templates, and which stack must be deployed before which. An order must exist. */
class S3TopologiesTest {

    private static final String REFERENCES = "@aws-cdk/core:defaultCrossStackReferences";

    @ParameterizedTest
    @EnumSource
    void theStacksOfEachTopologyCanBeDeployedOneAfterTheOtherWhateverTheirReferences(S3Topologies topology) {
        assertThat(deploymentOrder(topology.app(), "weak")).isNotEmpty();
        assertThat(deploymentOrder(topology.app(), "strong")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachTopologyHasTheTemplatesThatWereReviewed(S3Topologies topology) {
        var name = topology.name().toLowerCase(Locale.ROOT).replace('_', '-');

        Golden.assertMatches("vod/" + name, new ObjectMapper().valueToTree(topology.templates()));
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_STACK", "IDENTITY_OTHER_STACK", "KMS_KEY_IN_OTHER_STACK"})
    void whatIsReadIsDeployedBeforeWhatReadsIt(S3Topologies topology) {
        for (var references : List.of("weak", "strong")) {
            assertThat(deploymentOrder(topology.app(), references)).containsExactly("Storage", "Delivery");
        }
    }

    @Test
    void aBucketOfAnotherStackThatIsWrittenInCloudFormationTermsClosesNoCycleEither() {
        Consumer<App> app = stacks -> {
            var raw = new software.amazon.awscdk.services.s3.CfnBucket(S3Topologies.storage(stacks), "Raw");
            S3Topologies.films(S3Topologies.delivery(stacks))
                    .bucket(ContentBucket.of(Bucket.fromCfnBucket(raw)))
                    .build();
        };

        assertThat(deploymentOrder(app, "weak")).containsExactly("Storage", "Delivery");
    }

    @Test
    void theOriginOfTheCdkItselfClosesACycle() {
        Consumer<App> app = stacks -> Distribution.Builder.create(S3Topologies.delivery(stacks), "Plain")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(S3BucketOrigin.withOriginAccessControl(
                                S3Topologies.bucket(S3Topologies.storage(stacks))))
                        .build())
                .build();

        assertThatThrownBy(() -> Synth.synthesize(app)).hasMessageContaining("would create a cyclic reference");
    }

    @Test
    void aCycleHasNoOrder() {
        assertThat(deploymentOrder(Map.of("A", Set.of("B"), "B", Set.of("A"), "C", Set.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"111122223333, eu-west-1", "111122223333, us-east-1", "444455556666, eu-west-1"})
    void theBucketMayBeInAnotherRegionOrAccount(String account, String region) {
        assertThat(deploymentOrder(app -> elsewhere(app, account, region, null), "weak"))
                .containsExactly("Storage", "Delivery");
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333, ",
        "111122223333, E2ABCDEFGHIJKL",
        "444455556666, ",
        "444455556666, E2ABCDEFGHIJKL",
    })
    void policiesInAnotherAccountNameTheAccountOfTheDistribution(String account, String deployedId) {
        var templates = Synth.templates(app -> elsewhere(app, account, "eu-west-1", deployedId));

        var storage = new Resources(Objects.requireNonNull(templates.get("Storage")));
        var expected = "arn:aws:cloudfront::111122223333:distribution/" + (deployedId == null ? "*" : deployedId);
        assertThat(resolved(templates, storage.only("AWS::S3::BucketPolicy")).toString())
                .contains("\"" + expected + "\"");
        assertThat(resolved(templates, storage.only("AWS::KMS::Key")).toString())
                .contains("\"" + expected + "\"");
    }

    @ParameterizedTest
    @EnumSource(S3Topologies.class)
    void theReviewSeesWhomThePolicyMeans(S3Topologies topology) {
        assertNobodyIsShutOut(topology.app());
    }

    @ParameterizedTest
    @ValueSource(strings = {"111122223333", "444455556666"})
    void theReviewSeesWhomThePolicyOfAnotherAccountMeans(String account) {
        assertNobodyIsShutOut(app -> elsewhere(app, account, "eu-west-1", S3Topologies.DEPLOYED_ID));
    }

    @Test
    void theReviewSeesWhomTheContainerMeans() {
        assertNobodyIsShutOut(app -> MediaStoreOriginDistribution.Builder.create(new Stack(app, "Delivery"), "Live")
                .deployedDistributionId(S3Topologies.DEPLOYED_ID)
                .build());
    }

    private static void assertNobodyIsShutOut(Consumer<App> build) {
        assertThat(Review.of(CloudAssembly.in(Synth.synthesize(build))))
                .extracting(Finding::rule)
                .doesNotContain(Finding.Rule.NOT_LET_IN, Finding.Rule.OPEN_ORIGIN);
    }

    private static JsonNode resolved(Map<String, JsonNode> templates, JsonNode part) {
        // In whose account the stack is decides what AWS::AccountId is there: it must not stand in these policies.
        return Resolved.of(templates).with("AWS::AccountId", "000000000000").value("Storage", part);
    }

    private static void elsewhere(App app, String account, String region, String deployedId) {
        var storage = new Stack(app, "Storage", in(account, region));
        var key = Key.Builder.create(storage, "Key").alias("masters").build();
        var bucket = Bucket.Builder.create(storage, "Masters")
                .bucketName("masters-" + account + "-" + region)
                .encryption(BucketEncryption.KMS)
                .encryptionKey(key)
                .build();
        var films = S3Topologies.films(new Stack(app, "Delivery", in("111122223333", "us-east-1")))
                .bucket(ContentBucket.of(bucket));
        (deployedId == null ? films : films.deployedDistributionId(deployedId)).build();
    }

    private static StackProps in(String account, String region) {
        return StackProps.builder()
                .env(Environment.builder().account(account).region(region).build())
                .build();
    }

    /** The stacks of an app, each after those that it depends on; empty where that is impossible. */
    private static Set<String> deploymentOrder(Consumer<App> build, String references) {
        return deploymentOrder(dependencies(Synth.synthesize(Map.of(REFERENCES, references), build)));
    }

    private static Set<String> deploymentOrder(Map<String, Set<String>> dependencies) {
        var open = new LinkedHashMap<>(dependencies);
        var order = new LinkedHashSet<String>();
        while (!open.isEmpty()) {
            var ready = open.entrySet().stream()
                    .filter(stack -> order.containsAll(stack.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (ready.isEmpty()) {
                return Set.of();
            }
            order.add(ready.get());
            open.remove(ready.get());
        }
        return order;
    }

    /** For each stack those on which it depends: as the manifest says, and as the references in its template say. */
    private static Map<String, Set<String>> dependencies(Path assembly) {
        Map<String, JsonNode> stacks = new LinkedHashMap<>();
        Synth.read(assembly.resolve("manifest.json"))
                .path("artifacts")
                .properties()
                .forEach(artifact -> {
                    if (artifact.getValue().path("type").asText().equals("aws:cloudformation:stack")) {
                        stacks.put(artifact.getKey(), artifact.getValue());
                    }
                });
        Map<String, JsonNode> templates = new LinkedHashMap<>();
        stacks.forEach((name, artifact) -> templates.put(
                name,
                Synth.read(
                        assembly.resolve(artifact.at("/properties/templateFile").asText()))));
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        stacks.forEach((name, artifact) -> {
            var found = new LinkedHashSet<String>();
            artifact.path("dependencies").forEach(dependency -> found.add(dependency.asText()));
            found.retainAll(stacks.keySet());
            templates.get(name).findValues("Fn::GetStackOutput").forEach(output -> found.add(nameOf(output)));
            templates.get(name).findValues("Fn::ImportValue").forEach(export -> found.add(exporter(templates, export)));
            dependencies.put(name, found);
        });
        return dependencies;
    }

    private static String nameOf(JsonNode output) {
        var name = output.path("StackName").asText();
        var arn = output.path("StackArn").asText();
        return name.isEmpty() ? arn.split("/", -1)[1] : name;
    }

    private static String exporter(Map<String, JsonNode> templates, JsonNode name) {
        return templates.entrySet().stream()
                .filter(stack -> stack.getValue().path("Outputs").findValues("Export").stream()
                        .anyMatch(export -> export.path("Name").equals(name)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
