package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.AdsFixtures.ContentOrigin;
import io.github.cdkmediadelivery.Findings.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** The function as a resource: what is defined for which options, and how they get into its code. */
class MediaTailorSafeEdgeFunctionTest {

    private static final String WARNING = "Annotation::cdk-media-delivery:forgeable-user-agent";
    private static final int LARGEST = 10_240;

    /** Each is the regular expression for itself in Java and in JavaScript. */
    private static final List<String> STRANGE_AGENTS = List.of(
            "\"quoted\"",
            "it's",
            "</script>",
            "<!-- -->",
            "`[$][{]1[}]`",
            "a\u2028b",
            "a\u2029b",
            "über",
            "\ud83c\udfac",
            "a\u0000b",
            "a\tb",
            "\\\\u0041",
            "const OPTIONS = [{][}];",
            "[*]/",
            "//");

    @Test
    void itIsOneFunctionOfRuntimeTwo() {
        var template = Resources.of(stack -> EdgeConfiguration.BROWSERS.in(stack));
        var function = template.only(Resources.FUNCTION);

        assertThat(template.template().path("Resources")).hasSize(1);
        assertThat(function.at("/FunctionConfig/Runtime").asText()).isEqualTo("cloudfront-js-2.0");
        assertThat(function.path("AutoPublish").asBoolean()).isTrue();
        assertThat(function.path("FunctionConfig").has("KeyValueStoreAssociations"))
                .isFalse();
    }

    @Test
    void itsNameIsUniqueOverStacksAndRegions() {
        var templates = Synth.templates(app -> {
            EdgeConfiguration.BROWSERS.in(new Stack(app, "One"));
            EdgeConfiguration.BROWSERS.in(new Stack(app, "Two"));
        });

        assertThat(Stream.of("One", "Two").map(stack -> Resolved.of(templates)
                        .value(
                                stack,
                                new Resources(templates.get(stack))
                                        .only(Resources.FUNCTION)
                                        .path("Name"))
                        .asText()))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).startsWith("guard-").hasSizeLessThanOrEqualTo(64));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aUserAgentThatAnyoneCanSendIsWarnedOf(boolean acknowledged) {
        var findings = Findings.of((App app) -> {
            var guard = EdgeConfiguration.USER_AGENT.in(new Stack(app, "Test"));
            if (acknowledged) {
                Validations.of(guard)
                        .acknowledge(Acknowledgment.builder()
                                .id(WARNING)
                                .reason("A test")
                                .build());
            }
        });

        assertThat(findings.open())
                .filteredOn(Finding::rule, WARNING)
                .extracting(Finding::message)
                .isEqualTo(
                        acknowledged
                                ? List.of()
                                : List.of("MediaTailor is known by its User-Agent, which anyone can send. Use"
                                        + " MediaTailorTrust.pathToken."));
    }

    @Test
    void noOtherChoiceIsWarnedOf() {
        var findings = Findings.of((App app) -> {
            var stack = new Stack(app, "Test");
            Stream.of(EdgeConfiguration.values())
                    .filter(configuration -> configuration != EdgeConfiguration.USER_AGENT)
                    .forEach(configuration -> configuration.in(stack));
        });

        assertThat(findings.open()).extracting(Finding::rule).noneSatisfy(rule -> assertThat(rule)
                .contains("cdk-media-delivery"));
    }

    @ParameterizedTest
    @FieldSource("STRANGE_AGENTS")
    void optionsGetIntoTheCodeAsTheyAre(String pattern) {
        var code = code(guard -> guard.deniedUserAgents(pattern));

        assertThat(options(code).at("/deniedAgents/0").asText()).isEqualTo(pattern);
        assertThat(code.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    }

    @ParameterizedTest
    @EnumSource
    void strangePatternsMeanWhatTheySayInBothEngines(EdgeRuntime engine) {
        assumeThat(engine.isInstalled()).as("%s is installed", engine).isTrue();
        var code = code(guard ->
                guard.missingOrigin(MissingOrigin.ALLOWED).deniedUserAgents(STRANGE_AGENTS.toArray(String[]::new)));

        var answers = engine.answers(
                code,
                Stream.of(
                                "\"quoted\"",
                                "it's",
                                "</script>",
                                "<!-- -->",
                                "`${1}`",
                                "a\u2028b",
                                "über",
                                "\ud83c\udfac",
                                "\\u0041",
                                "const OPTIONS = {};",
                                "*/",
                                "quoted",
                                "A",
                                "uber",
                                "ab",
                                "`1`")
                        .map(agent -> EdgeRequest.get("/a")
                                .header("User-Agent", agent)
                                .question())
                        .toList());

        assertThat(answers)
                .extracting(answer -> answer.at("/result/statusCode").asInt(200))
                .containsExactly(401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 200, 200, 200, 200, 200);
    }

    @Test
    void asMuchCodeAsCloudFrontTakesIsFine() {
        var free = LARGEST - code(guard -> guard.deniedUserAgents("")).length();

        assertThat(code(guard -> guard.deniedUserAgents("x".repeat(free)))).hasSize(LARGEST);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "1000"})
    void moreIsRefusedWithTheNumberOfBytesThatAreTooMany(int tooMany) {
        var free = LARGEST - code(guard -> guard.deniedUserAgents("")).length();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> code(guard -> guard.deniedUserAgents("x".repeat(free + tooMany))))
                .withMessage(
                        "function: must have at most 10240 bytes, got '%d bytes, %d too many'; list fewer origins,"
                                + " user agents or folders",
                        LARGEST + tooMany, tooMany);
    }

    @ParameterizedTest
    @EnumSource
    void thereIsRoomForManyOrigins(EdgeConfiguration configuration) {
        assertThat(configuration.code().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST * 8 / 10);
    }

    @Test
    void twoDistributionsShareIt() {
        var template = Resources.of(stack -> {
            var guard = EdgeConfiguration.PATH_TOKEN.in(stack);
            ContentOrigin.WEB_SERVER.in(stack).guard(guard).build();
            MediaTailorDistribution.Builder.create(stack, "More")
                    .content(new HttpOrigin("more.example.com"))
                    .playback(MediaTailorPlayback.created("more", AdsFixtures.AD_SERVER, "/more"))
                    .guard(guard)
                    .build();
        });

        assertThat(template.all(Resources.DISTRIBUTION).values()).hasSize(2).allSatisfy(distribution -> assertThat(
                        distribution.findValues("FunctionARN"))
                .extracting(arn -> arn.at("/Fn::GetAtt/0").asText())
                .filteredOn(function -> !function.startsWith("MediaDeliveryRefuse"))
                .hasSizeGreaterThan(3)
                .containsOnly(guard(template)));
    }

    private static String guard(Resources template) {
        return template.all(Resources.FUNCTION).keySet().stream()
                .filter(function -> function.startsWith("PATHTOKENFunction"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anyBehaviourOfAnyDistributionTakesIt() {
        var template = Resources.of(stack -> Distribution.Builder.create(stack, "Plain")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(new HttpOrigin("origin.example.com"))
                        .functionAssociations(List.of(FunctionAssociation.builder()
                                .eventType(FunctionEventType.VIEWER_REQUEST)
                                .function(EdgeConfiguration.REFERER.in(stack).getFunction())
                                .build()))
                        .build())
                .build());

        assertThat(new EdgeDistribution(template)
                        .ask(EdgeRequest.get("/a").header("Referer", "https://evil.net/"))
                        .status())
                .isEqualTo(401);
    }

    private static String code(UnaryOperator<MediaTailorSafeEdgeFunction.Builder> options) {
        return Resources.of(stack -> options.apply(
                                MediaTailorSafeEdgeFunction.Builder.create(stack, "Guard", EdgeConfiguration.ORIGINS))
                        .build())
                .only(Resources.FUNCTION)
                .path("FunctionCode")
                .asText();
    }

    /** The one constant that the library writes into the code. */
    private static JsonNode options(String code) {
        var begin = code.indexOf("const OPTIONS = ") + "const OPTIONS = ".length();
        try {
            return new ObjectMapper().readTree(code.substring(begin, code.indexOf(";\n", begin)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(code, e);
        }
    }
}
