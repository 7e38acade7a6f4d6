package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CloudFormationValidatePlugin;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.Validations;

/**
 * What three reviewers that nobody here wrote say about an app: CloudFormation Validate, the AwsSolutions rules of
 * cdk-nag, and the warnings and errors that constructs leave behind.
 *
 * <p>A finding is acknowledged on its construct or on one that contains it, a stack for example:
 *
 * <pre>{@code
 * Validations.of(construct).acknowledge(Acknowledgment.builder().id(id).reason("...").build());
 * }</pre>
 *
 * with the id {@code CloudFormation-Validate::W3045}, {@code AwsSolutions::AwsSolutions-S1} or
 * {@code Annotation::cdk-media-delivery:name}. An annotation that was acknowledged is in neither list: the CDK removes
 * it. An {@code AwsSolutions-S1} without its prefix would hide the finding and its reason too, and therefore throws.
 */
final class Findings {

    private static final Map<String, Object> CONTEXT = Map.of(
            "@aws-cdk/core:validateAgainstDefaultRules", true, // errors stay errors
            "@aws-cdk/core:annotationsInValidationReport", true,
            "@aws-cdk/core:failSynthOnValidationErrors", false); // the report says it all

    private static final Pattern HIDING = Pattern.compile("\"Annotation::(AwsSolutions-[^\"]+)\"");

    /** One for all apps, because its engine takes more than a second to start. */
    private static final IPolicyValidationPlugin CLOUD_FORMATION =
            CloudFormationValidatePlugin.Builder.create().build();

    private final List<Finding> all;

    private Findings(List<Finding> all) {
        this.all = all;
    }

    /**
     * One rule that one construct breaks.
     *
     * @param message where several constructs break a rule of CloudFormation Validate, that of the first
     * @param acknowledgedBecause the reason, or null if nobody acknowledged the finding
     */
    record Finding(
            String plugin,
            String rule,
            String severity,
            String constructPath,
            String message,
            @Nullable String acknowledgedBecause) {}

    static Findings of(Consumer<App> build) {
        var assembly = Synth.synthesize(CONTEXT, app -> {
            Validations.of(app)
                    .addPlugins(
                            CLOUD_FORMATION, AwsSolutionsChecks.Builder.create().build());
            build.accept(app);
        });
        rejectHiding(assembly);
        return new Findings(
                elements(Synth.read(assembly.resolve("validation-report.json")).path("pluginReports"))
                        .flatMap(Findings::ofPlugin)
                        .toList());
    }

    List<Finding> open() {
        return all.stream()
                .filter(finding -> finding.acknowledgedBecause() == null)
                .toList();
    }

    /** What constructs warn of, once each: their text by its id. */
    static Map<String, String> said(Consumer<App> build) {
        return of(build).open().stream()
                .filter(finding -> finding.plugin().equals("Construct Annotations")
                        && finding.severity().equals("warning"))
                .collect(Collectors.toMap(
                        finding -> finding.rule().substring("Annotation::".length()), Finding::message));
    }

    List<Finding> acknowledged() {
        return all.stream()
                .filter(finding -> finding.acknowledgedBecause() != null)
                .toList();
    }

    /** What the constructs say that nobody acknowledged. */
    List<String> warnings() {
        return open().stream()
                .filter(finding -> finding.plugin().equals("Construct Annotations"))
                .map(Finding::message)
                .toList();
    }

    private static void rejectHiding(Path assembly) {
        try (var files = Files.walk(assembly)) {
            for (var file : files.filter(file -> file.toString().endsWith(".metadata.json"))
                    .toList()) {
                var hiding = HIDING.matcher(Files.readString(file));
                if (hiding.find()) {
                    throw new IllegalArgumentException(
                            "acknowledge AwsSolutions::%1$s, not %1$s, which hides it from the report"
                                    .formatted(hiding.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Finding> ofPlugin(JsonNode report) {
        if (report.path("metadata").has("error")) {
            throw new IllegalStateException(report.at("/metadata/error").asText());
        }
        return Stream.of("violations", "suppressedViolations")
                .flatMap(list -> elements(report.path(list)))
                .flatMap(violation -> elements(violation.path("violatingConstructs"))
                        .map(construct -> new Finding(
                                report.path("pluginName").asText(),
                                violation.path("ruleName").asText(),
                                violation.path("severity").asText(),
                                construct.path("constructPath").asText(),
                                violation.path("description").asText(),
                                violation.path("reason").asText(null))));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
