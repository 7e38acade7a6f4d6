package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.examples.LiveChannel;
import io.github.cdkmediadelivery.examples.LiveChannelV1;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;

/** The example stacks: their whole templates, and what reviewers find in them. */
class ExamplesTest {

    private static final String SECOND_URL =
            "https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.mpd";

    static Stream<Arguments> stacks() {
        return Stream.of(
                stack("LiveChannel", app -> new LiveChannel(app, "LiveChannel")),
                stack("LiveChannelV1", app -> new LiveChannelV1(app, "LiveChannelV1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void theTemplateIsTheOneThatWasReviewed(String name, Consumer<App> example) {
        Golden.assertMatches(
                name, Objects.requireNonNull(Synth.templates(example).get(name)));
    }

    @Test
    void nothingIsFoundInThemThatWasNotAcknowledged() {
        var findings = Findings.of(app -> stacks().forEach(stack -> define(stack, app)));

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .extracting(Finding::rule, Finding::constructPath)
                .containsExactlyInAnyOrder(
                        tuple("AwsSolutions-CFR1", "LiveChannel/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "LiveChannel/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "LiveChannel/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "LiveChannel/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR1", "LiveChannelV1/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR2", "LiveChannelV1/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR3", "LiveChannelV1/Delivery/Default/Resource"),
                        tuple("AwsSolutions-CFR4", "LiveChannelV1/Delivery/Default/Resource"),
                        tuple("AwsSolutions-SMG4", "LiveChannelV1/CdnAuthorization/Secret/Resource"));
    }

    @Test
    void theEndpointOfTheV1StackComesFromTheContext() {
        var template = new Resources(withUrl(SECOND_URL));

        assertThat(template.origin().path("DomainName").asText())
                .isEqualTo("abc123.mediapackage.eu-west-1.amazonaws.com");
        assertThat(template.behaviors().path(0).path("PathPattern").asText()).isEqualTo("/out/v1/def456/*");
    }

    @Test
    void aMalformedUrlInTheContextIsRefusedInOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withUrl("abc123.mediapackage.eu-west-1.amazonaws.com"))
                .withMessage("endpointUrl: must begin with https://, got"
                        + " 'abc123.mediapackage.eu-west-1.amazonaws.com'; use for example"
                        + " 'https://abc123.mediapackage.eu-west-1.amazonaws.com/out/v1/def456/index.m3u8'");
    }

    private static JsonNode withUrl(String url) {
        var assembly = Synth.synthesize(
                Map.of("mediaPackageEndpointUrl", url), app -> new LiveChannelV1(app, "LiveChannelV1"));
        return Synth.read(assembly.resolve("LiveChannelV1.template.json"));
    }

    private static Arguments stack(String name, Consumer<App> define) {
        return arguments(name, define);
    }

    @SuppressWarnings("unchecked")
    private static void define(Arguments stack, App app) {
        ((Consumer<App>) stack.get()[1]).accept(app);
    }
}
