package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.CORS_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** As many distributions as an account may have, in ten stacks that share the policies of an eleventh. */
@TestInstance(Lifecycle.PER_CLASS)
class FiveHundredChannelsTest {

    private static final int STACKS = 10;
    private static final int CHANNELS_OF_A_STACK = 50;
    private static final String SHARED = "Policies";
    private static final Map<String, Object> REPORT = Map.of("@aws-cdk/core:failSynthOnValidationErrors", false);
    private static final CorsRules PAGES = CorsRules.origins(AllowedOrigins.of("https://www.example.com"));

    private final Path assembly = synthesize(stack -> true, 0);
    private final Map<String, JsonNode> templates = templates(assembly);

    @Test
    void theyNeedAFewPoliciesOfTheAccountOnly() {
        assertThat(count(DISTRIBUTION)).isEqualTo(STACKS * CHANNELS_OF_A_STACK);

        assertThat(count(CACHE_POLICY)).isEqualTo(3);
        assertThat(count("AWS::CloudFront::OriginRequestPolicy")).isZero();
        assertThat(count(CORS_POLICY)).isEqualTo(1);
        assertThat(count(ACCESS_CONTROL)).isEqualTo(2);
        assertThat(count(FUNCTION)).isEqualTo(1);
        assertThat(count("AWS::CloudFront::KeyGroup")).isZero();
    }

    @Test
    void allOfThoseAreInTheStackThatIsShared() {
        var shared = new Resources(templates.get(SHARED));

        assertThat(shared.template().path("Resources")).hasSize(7);
        assertThat(shared.all(CACHE_POLICY)).hasSize(3);
    }

    @Test
    void noTemplateComesNearItsLimits() {
        assertThat(templates).hasSize(STACKS + 1).allSatisfy((name, template) -> {
            assertThat(template.path("Resources").size()).isLessThanOrEqualTo(250);
            assertThat(template.path("Outputs").size()).isLessThanOrEqualTo(10);
            assertThat(read(file(assembly, name))).hasSizeLessThan(1_000_000 / 2);
        });
    }

    /** Five hundred of five hundred distributions are worth a word; there is nothing else to say. */
    @Test
    void theGuardHasNothingToSayButThatTheAccountIsFull() {
        var report = Synth.read(assembly.resolve("validation-report.json")).path("pluginReports");

        assertThat(report).hasSize(1);
        assertThat(report.at("/0/pluginName").asText()).isEqualTo("cdk-media-delivery-quotas");
        assertThat(report.at("/0/conclusion").asText()).isEqualTo("success");
        assertThat(report.at("/0/violations")).singleElement().satisfies(warning -> {
            assertThat(warning.path("severity").asText()).isEqualTo("warning");
            assertThat(warning.path("description").asText())
                    .startsWith("AWS::CloudFront::Distribution in the account of the deployment: 500 of 500");
        });
    }

    @Test
    void theTemplatesOfTheOthersAreTheSameByteByByteWithoutAStack() {
        var without = synthesize(stack -> stack != 3, 0);

        assertThat(file(without, "Channels3")).doesNotExist();
        assertThat(bytes(without))
                .hasSize(STACKS)
                .isEqualTo(bytes(assembly).entrySet().stream()
                        .filter(template -> !template.getKey().startsWith("Channels3"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void oneMoreChannelChangesNothingThatIsThere() {
        var more = templates(synthesize(stack -> true, 1));

        assertThat(more.keySet()).isEqualTo(templates.keySet());
        templates.forEach((name, before) -> {
            var after = more.get(name).path("Resources");
            assertThat(after.properties()).containsAll(before.path("Resources").properties());
            assertThat(after).hasSize(before.path("Resources").size() + (name.equals("Channels7") ? 3 : 0));
        });
    }

    private static Path synthesize(IntPredicate present, int more) {
        return Synth.synthesize(REPORT, app -> {
            DeliveryQuotas.defaults().guard(app);
            var policies = DeliveryPolicies.in(new Stack(app, SHARED));
            IntStream.range(0, STACKS)
                    .filter(present)
                    .forEach(stack -> define(app, policies, stack, stack == 7 ? more : 0));
        });
    }

    private static void define(App app, DeliveryPolicies policies, int number, int more) {
        var stack = new Stack(app, "Channels" + number);
        // The one that is new comes first, where it would push the others if anything were counted.
        IntStream.range(0, more).forEach(channel -> film(stack, policies, "New" + channel));
        for (int channel = 0; channel < CHANNELS_OF_A_STACK; channel++) {
            switch (channel % 4) {
                case 0 -> liveOfVersion1(stack, policies, number, channel);
                case 1 -> film(stack, policies, "Film" + channel);
                case 2 ->
                    liveOfVersion2(stack, policies, number, channel).cors(PAGES).build();
                default -> liveOfVersion2(stack, policies, number, channel).build();
            }
        }
    }

    private static void liveOfVersion1(Stack stack, DeliveryPolicies policies, int number, int channel) {
        MediaPackageOriginDistribution.Builder.create(stack, "Live" + channel)
                .policies(policies)
                .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                        .endpoint(MediaPackageEndpoint.fromUrl("https://" + LiveFixtures.V1_HOST + "/out/v1/stack"
                                + number + "-channel" + channel + "/index.m3u8"))
                        .build())
                .build();
    }

    private static MediaPackageOriginDistribution.Builder liveOfVersion2(
            Stack stack, DeliveryPolicies policies, int number, int channel) {
        return MediaPackageOriginDistribution.Builder.create(stack, "Live" + channel)
                .policies(policies)
                .origin(MediaPackageOrigin.v2(LiveFixtures.V2_HOST)
                        .endpoint(MediaPackageV2Endpoint.fromArn(
                                        "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/stack" + number
                                                + "/channel/channel" + channel + "/originEndpoint/hls")
                                .policyWrittenHere())
                        .build());
    }

    private static void film(Stack stack, DeliveryPolicies policies, String id) {
        S3OacVodDistribution.Builder.create(stack, id).policies(policies).build();
    }

    private int count(String type) {
        return templates.values().stream()
                .mapToInt(template -> new Resources(template).all(type).size())
                .sum();
    }

    private static Map<String, JsonNode> templates(Path assembly) {
        return bytes(assembly).keySet().stream()
                .collect(Collectors.toMap(
                        file -> file.substring(0, file.indexOf('.')), file -> Synth.read(assembly.resolve(file))));
    }

    private static Path file(Path assembly, String stack) {
        return assembly.resolve(stack + ".template.json");
    }

    /** The text of each template, by the name of its file. */
    private static Map<String, String> bytes(Path assembly) {
        try (var files = Files.newDirectoryStream(assembly, "*.template.json")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(),
                            FiveHundredChannelsTest::read,
                            (one, other) -> one,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
