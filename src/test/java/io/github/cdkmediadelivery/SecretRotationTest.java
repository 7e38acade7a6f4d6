package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.IamSimulator.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;

/**
 * Walks a rotation through the templates of its deployments. Within each of them CloudFormation may update the policy
 * or the distribution first: both half-way states are asked too.
 */
class SecretRotationTest {

    private static final HeaderSecret OLD = HeaderSecret.generated("2026-10");
    private static final HeaderSecret NEXT = HeaderSecret.generated("2026-11");

    /** One deployment: what the origin accepts, what the edge sends. */
    private record Step(List<HeaderSecret> accepts, HeaderSecret sends) {

        SecretHeader header(Stack stack, String name) {
            return SecretHeader.Builder.create(stack, "Header", name)
                    .accepts(accepts.toArray(HeaderSecret[]::new))
                    .sends(sends)
                    .build();
        }
    }

    private static final int ORIGIN_LEARNS = 1;
    private static final int EDGE_CHANGES = 2;
    private static final int ORIGIN_FORGETS = 3;

    private static List<Step> rotation(HeaderSecret old, HeaderSecret next) {
        return List.of(
                new Step(List.of(old), old),
                new Step(List.of(old, next), old),
                new Step(List.of(old, next), next),
                new Step(List.of(next), next));
    }

    static Stream<Arguments> walks() {
        return Stream.of("Referer", "User-Agent")
                .flatMap(header -> Stream.of(
                        Arguments.of(header, "generated", (Function<Stack, List<Step>>) stack -> rotation(OLD, NEXT)),
                        Arguments.of(header, "two fields of the user's secret", (Function<Stack, List<Step>>) stack ->
                                rotation(HeaderSecret.of(users(stack), "a"), HeaderSecret.of(users(stack), "b"))),
                        Arguments.of(header, "from the user's to a generated", (Function<Stack, List<Step>>)
                                stack -> rotation(HeaderSecret.of(users(stack), "a"), NEXT))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("walks")
    void noRequestIsRefusedInAnyStateAndTheRetiredValueIsRefusedInTheEnd(
            String header, String secrets, Function<Stack, List<Step>> steps) {
        var deployments = deploy(header, steps);
        var refused = new ArrayList<String>();
        for (int i = 0; i < deployments.size(); i++) {
            for (int edge = Math.max(0, i - 1); edge <= i; edge++) {
                for (int origin = Math.max(0, i - 1); origin <= i; origin++) {
                    var request = deployments.get(edge).reads();
                    if (request.against(deployments.get(origin).policy()) != Decision.ALLOWED) {
                        refused.add("edge of deployment " + edge + ", policy of deployment " + origin);
                    }
                }
            }
        }

        assertThat(refused).isEmpty();
        assertThat(deployments.get(0).reads().against(deployments.get(3).policy()))
                .as("the retired value, in the end")
                .isEqualTo(Decision.DENIED);
        assertThat(deployments.get(3).reads().against(deployments.get(0).policy()))
                .as("the next value, before the rotation")
                .isEqualTo(Decision.DENIED);
    }

    /** Why it takes three deployments: in one step the order of the two updates would decide. */
    @Test
    void changingBothSidesAtOnceRefusesRequestsUntilBothAreThere() {
        var deployments = deploy("Referer", stack -> rotation(OLD, NEXT));
        var before = deployments.get(0);
        var after = deployments.get(3);

        assertThat(before.reads().against(after.policy())).isEqualTo(Decision.DENIED);
        assertThat(after.reads().against(before.policy())).isEqualTo(Decision.DENIED);
    }

    @Test
    void eachDeploymentChangesOneSideOnlySoThatCloudFormationNoticesIt() {
        var deployments = deploy("Referer", stack -> rotation(OLD, NEXT));

        assertThat(changed(deployments, ORIGIN_LEARNS)).containsExactly("HeaderSecret202611", "LiveContainer");
        assertThat(changed(deployments, EDGE_CHANGES)).containsExactly("Live");
        assertThat(changed(deployments, ORIGIN_FORGETS)).containsExactly("HeaderSecret202610", "LiveContainer");
    }

    @Test
    void aSecretKeepsItsLogicalIdAndItsGeneratorForAsLongAsItIsNamed() {
        var secrets = deploy("Referer", stack -> rotation(OLD, NEXT)).stream()
                .map(store -> store.template().all(DeployedStore.SECRET))
                .toList();
        var old = secrets.get(0).entrySet().iterator().next();
        var next = secrets.get(3).entrySet().iterator().next();

        assertThat(secrets.get(0)).containsExactly(old);
        assertThat(secrets.get(1)).containsExactly(old, next);
        assertThat(secrets.get(2)).containsExactly(old, next);
        assertThat(secrets.get(3)).containsExactly(next);
        assertThat(old.getKey()).isNotEqualTo(next.getKey());
    }

    @Test
    void theOrderOfTheAcceptedValuesChangesNoSecret() {
        var one = deployed("Referer", new Step(List.of(OLD, NEXT), OLD));
        var other = deployed("Referer", new Step(List.of(NEXT, OLD), OLD));

        assertThat(other.template().all(DeployedStore.SECRET))
                .isEqualTo(one.template().all(DeployedStore.SECRET));
        assertThat(other.headersWithReferences()).isEqualTo(one.headersWithReferences());
    }

    @Test
    void anHttpOriginsHeaderChangesInTheSecondDeploymentOnly() {
        var templates = rotation(OLD, NEXT).stream()
                .map(step -> Resources.of(stack -> Distribution.Builder.create(stack, "Site")
                        .defaultBehavior(BehaviorOptions.builder()
                                .origin(HttpOrigin.Builder.create("origin.example.com")
                                        .customHeaders(step.header(stack, "X-Origin-Verify")
                                                .asCustomHeaders())
                                        .build())
                                .build())
                        .build()))
                .toList();
        var sent = templates.stream().map(SecretRotationTest::sentValue).toList();

        assertThat(sent.get(1)).isEqualTo(sent.get(0));
        assertThat(sent.get(2)).isNotEqualTo(sent.get(1));
        assertThat(sent.get(3)).isEqualTo(sent.get(2));
        assertThat(templates.get(1).all(Resources.DISTRIBUTION))
                .isEqualTo(templates.get(0).all(Resources.DISTRIBUTION));
        assertThat(templates.get(3).all(Resources.DISTRIBUTION))
                .isEqualTo(templates.get(2).all(Resources.DISTRIBUTION));
    }

    /** CloudFormation would change the secret in its place, and neither edge nor origin would hear of it. */
    @ParameterizedTest
    @ValueSource(ints = {16, 128, 256})
    void anotherLengthIsAnotherSecretSoThatCloudFormationNoticesIt(int length) {
        var usual = deployed("Referer", new Step(List.of(OLD), OLD));
        var other = deployed("Referer", new Step(List.of(OLD.length(length)), OLD.length(length)));

        assertThat(other.template().id(DeployedStore.SECRET))
                .isNotEqualTo(usual.template().id(DeployedStore.SECRET));
        assertThat(other.headersWithReferences()).isNotEqualTo(usual.headersWithReferences());
        assertThat(other.policyWithReferences()).isNotEqualTo(usual.policyWithReferences());
    }

    private static List<DeployedStore> deploy(String header, Function<Stack, List<Step>> steps) {
        var secrets = new FakeSecrets();
        return IntStream.rangeClosed(0, ORIGIN_FORGETS)
                .mapToObj(i -> DeployedStore.of(
                        secrets,
                        stack -> define(stack, header, steps.apply(stack).get(i))))
                .toList();
    }

    private static DeployedStore deployed(String header, Step step) {
        return DeployedStore.of(stack -> define(stack, header, step));
    }

    private static void define(Stack stack, String header, Step step) {
        MediaStoreOriginDistribution.Builder.create(stack, "Live")
                .originAccess(MediaStoreAccess.secretHeader(step.header(stack, header)))
                .build();
    }

    private static ISecret users(Stack stack) {
        var known = (ISecret) stack.getNode().tryFindChild("Users");
        return known != null ? known : Secret.fromSecretNameV2(stack, "Users", "media/live");
    }

    /** Logical ids, without their hashes, of what a deployment adds, changes or removes. */
    private static List<String> changed(List<DeployedStore> deployments, int deployment) {
        var before = resources(deployments.get(deployment - 1));
        var after = resources(deployments.get(deployment));
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(id -> !String.valueOf(before.get(id)).equals(String.valueOf(after.get(id))))
                .map(id -> id.substring(0, id.length() - 8))
                .sorted()
                .toList();
    }

    private static Map<String, JsonNode> resources(DeployedStore store) {
        return store.template().template().path("Resources").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String sentValue(Resources template) {
        return template.resolved(template.origin().at("/OriginCustomHeaders/0/HeaderValue"))
                .asText();
    }
}
