package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdkmediadelivery.examples.Hardened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/**
 * AWS Control Tower's proactive controls for CloudFront and S3, asked of AWS's own rules and engine: the guide's table
 * is what they say.
 */
class ControlTowerTest {

    private static final Path GUIDE = Path.of("docs", "guides", "control-tower.md");
    private static final NodeProcess RULES = new NodeProcess("src/test/node/control-tower.mjs");

    private static final List<String> OF_EVERY_FACADE = List.of(
            "CT.CLOUDFRONT.PR.3",
            "CT.CLOUDFRONT.PR.8",
            "CT.CLOUDFRONT.PR.10",
            "CT.CLOUDFRONT.PR.11",
            "CT.S3.PR.1",
            "CT.S3.PR.5",
            "CT.S3.PR.8");

    @Test
    void theGuideSaysOfFilmsWithoutOptionsWhatTheRulesSay() throws IOException {
        var verdicts = verdicts("Test", app -> S3OacVodDistribution.Builder.create(new Stack(app, "Test"), "Films")
                .build());

        assertThat(column(2)).isEqualTo(verdicts);
    }

    @Test
    void theGuideSaysOfTheExampleWhatTheRulesSay() throws IOException {
        var verdicts = verdicts("Hardened", app -> Hardened.define(app, "Z0123456789", "example.com"));

        assertThat(column(3)).isEqualTo(verdicts);
    }

    /** What needs no option is met by each facade, or does not apply to it. */
    @ParameterizedTest
    @EnumSource
    void whatNeedsNoOptionIsMetByEveryFacade(Facade facade) {
        var verdicts = verdicts("Test", app -> facade.define(new Stack(app, "Test"), (stack, delivery) -> {}));

        assertThat(verdicts.entrySet())
                .filteredOn(verdict -> OF_EVERY_FACADE.contains(verdict.getKey()))
                .hasSize(OF_EVERY_FACADE.size())
                .allSatisfy(verdict -> assertThat(verdict.getValue()).matches("yes|no such .*"));
    }

    /** By control: yes; no; no such thing; or all but the resources that do not meet it. */
    private static Map<String, String> verdicts(String stack, Consumer<App> build) {
        var file = Synth.synthesize(build).resolve(stack + ".template.json");
        var template = Synth.read(file);
        Map<String, String> verdicts = new TreeMap<>();
        for (String service : List.of("cloudfront", "s3")) {
            var answer = RULES.ask(JsonNodeFactory.instance
                    .objectNode()
                    .put("template", file.toAbsolutePath().toString())
                    .put("service", service));
            assertThat(answer.path("error").asText()).isEmpty();
            answer.path("met").forEach(control -> verdicts.put(control.asText(), "yes"));
            answer.path("notApplicable").forEach(control -> verdicts.put(control.asText(), noSuch(control.asText())));
            answer.path("notMet")
                    .properties()
                    .forEach(control -> verdicts.put(control.getKey(), notMet(control.getValue(), template)));
        }
        return verdicts;
    }

    private static String notMet(JsonNode resources, JsonNode template) {
        var type = template.path("Resources")
                .path(resources.path(0).asText())
                .path("Type")
                .asText();
        var all = template.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .count();
        return resources.size() == all
                ? "no"
                : "all but "
                        + texts(resources)
                                .map(id -> "`" + id.replaceFirst("[0-9A-F]{8}$", "") + "`")
                                .collect(Collectors.joining(", "));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static String noSuch(String control) {
        if (control.startsWith("CT.CLOUDFRONT")) {
            return "no such origin";
        }
        return control.equals("CT.S3.PR.12") ? "no such point" : "no such bucket";
    }

    /** A column of the guide's tables, by control. */
    private static Map<String, String> column(int column) throws IOException {
        return Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| CT."))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .collect(Collectors.toMap(
                        cells -> cells.get(1), cells -> cells.get(column + 1), (one, other) -> one, TreeMap::new));
    }
}
