package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.examples.LegacyMediaStore;
import io.github.cdkmediadelivery.examples.S3Live;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;

/** The example stacks of live streams that are stored as files. */
class LiveStoreExamplesTest {

    static Stream<Arguments> stacks() {
        return Stream.of(
                arguments("S3Live", (Consumer<App>) app -> new S3Live(app, "S3Live")),
                arguments("LegacyMediaStore", (Consumer<App>) app -> new LegacyMediaStore(app, "LegacyMediaStore")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void theTemplateIsTheOneThatWasReviewed(String name, Consumer<App> example) {
        Golden.assertMatches(
                name, Objects.requireNonNull(Synth.templates(example).get(name)));
    }

    @Test
    void nothingIsFoundInThemThatWasNotAcknowledged() {
        var findings = Findings.of(app -> {
            new S3Live(app, "S3Live");
            new LegacyMediaStore(app, "LegacyMediaStore");
        });

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::constructPath)
                .containsExactlyInAnyOrder(
                        tuple("AwsSolutions-S1", "S3Live/Live/Bucket/Resource"),
                        tuple("AwsSolutions-CFR1", "S3Live/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "S3Live/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "S3Live/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "S3Live/Live/Default/Resource"),
                        tuple("AwsSolutions-IAM5[Action::s3:Abort*]", "S3Live/Encoder/DefaultPolicy/Resource"),
                        tuple(
                                "AwsSolutions-IAM5[Resource::<LiveBucket0235ECB8.Arn>/channel/*]",
                                "S3Live/Encoder/DefaultPolicy/Resource"),
                        tuple("W3696", "LegacyMediaStore/Live/Container"),
                        tuple("W3696", "LegacyMediaStore/Secret/Container"),
                        tuple("AwsSolutions-MS3", "LegacyMediaStore/Live/Container"),
                        tuple("AwsSolutions-MS3", "LegacyMediaStore/Secret/Container"),
                        tuple("AwsSolutions-CFR1", "LegacyMediaStore/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "LegacyMediaStore/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "LegacyMediaStore/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "LegacyMediaStore/Live/Default/Resource"),
                        tuple("AwsSolutions-CFR1", "LegacyMediaStore/Secret/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "LegacyMediaStore/Secret/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "LegacyMediaStore/Secret/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "LegacyMediaStore/Secret/Default/Resource"),
                        tuple("AwsSolutions-SMG4", "LegacyMediaStore/Referer/Secret1/Resource"));
    }

    @Test
    void theReasonForMediaStoreIsThatItIsKeptNotDeployed() {
        var reasons = Findings.of(app -> new LegacyMediaStore(app, "LegacyMediaStore")).acknowledged().stream()
                .filter(finding -> finding.rule().equals("W3696"))
                .map(Finding::acknowledgedBecause)
                .distinct();

        assertThat(reasons)
                .containsExactly(
                        "AWS ended MediaStore on 13 November 2025. The sample shows a template that is kept and"
                                + " what it becomes (S3Live); it is synthesized, not deployed.");
    }

    /**
     * A template can hold the secret in the header and in the policy: both hold a reference, and nothing else. The tree
     * of constructs repeats the template.
     */
    @Test
    void theWholeAssemblyHoldsNoSecretButReferencesToOne() throws IOException {
        var assembly = Synth.synthesize(app -> new LegacyMediaStore(app, "LegacyMediaStore"));
        Set<String> holding = new TreeSet<>();
        try (var files = Files.walk(assembly)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("{{resolve:")) {
                    holding.add(file.getFileName().toString());
                }
            }
        }
        var template = Synth.read(assembly.resolve("LegacyMediaStore.template.json"));
        var sent =
                Resolved.of(template).value(template.findValue("HeaderValue")).asText();

        assertThat(holding).containsExactly("LegacyMediaStore.template.json", "tree.json");
        assertThat(FakeSecrets.references(sent)).containsExactly(sent);
        assertThat(template.findValues("HeaderValue")).hasSize(1);
        assertThat(template.findValues("SecretString")).isEmpty();
        assertThat(template.path("Outputs").toString()).doesNotContain("{{resolve:");
    }
}
