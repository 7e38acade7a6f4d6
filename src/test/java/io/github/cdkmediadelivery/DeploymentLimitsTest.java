package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2In;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/**
 * Texts that the library makes up are as long as the services take, whatever ids and options they are made of. The
 * figures are the services' own, from their references.
 */
class DeploymentLimitsTest {

    private static final long SEED = 20_261_125;
    private static final int ROUNDS = 12;

    /** The stack's id ends in a UUID, which takes this place in a name. */
    private static final String STACK_ID =
            "arn:aws:cloudformation:us-east-1:111122223333:stack/Test/51af3dc0-da77-11e4-872e-1234567db123";

    /** Type, and where in its properties which length is the longest. */
    private static final Map<String, Map<String, Integer>> LONGEST = Map.ofEntries(
            Map.entry("AWS::CloudFront::CachePolicy", both("/CachePolicyConfig", 128, 128)),
            Map.entry("AWS::CloudFront::ResponseHeadersPolicy", both("/ResponseHeadersPolicyConfig", 128, 128)),
            Map.entry(
                    "AWS::CloudFront::OriginAccessControl",
                    Map.of(
                            "/OriginAccessControlConfig/Name", 64,
                            "/OriginAccessControlConfig/Description", 256)),
            Map.entry(
                    "AWS::CloudFront::CloudFrontOriginAccessIdentity",
                    Map.of("/CloudFrontOriginAccessIdentityConfig/Comment", 128)),
            Map.entry("AWS::CloudFront::Function", Map.of("/Name", 64, "/FunctionConfig/Comment", 128)),
            Map.entry("AWS::CloudFront::KeyGroup", both("/KeyGroupConfig", 128, 128)),
            Map.entry("AWS::CloudFront::PublicKey", both("/PublicKeyConfig", 128, 128)),
            Map.entry("AWS::CloudFront::KeyValueStore", Map.of("/Name", 64, "/Comment", 128)),
            Map.entry("AWS::CloudFront::Distribution", Map.of("/DistributionConfig/Comment", 128)),
            Map.entry("AWS::Logs::DeliverySource", Map.of("/Name", 60)),
            Map.entry("AWS::Logs::DeliveryDestination", Map.of("/Name", 60)),
            Map.entry("AWS::MediaStore::Container", Map.of("/ContainerName", 255)),
            Map.entry("AWS::SecretsManager::Secret", Map.of("/Description", 2_048)),
            Map.entry(
                    "AWS::WAFv2::WebACL",
                    Map.of("/Name", 128, "/Description", 256, "/VisibilityConfig/MetricName", 128)));

    private static Map<String, Integer> both(String config, int name, int comment) {
        return Map.of(config + "/Name", name, config + "/Comment", comment);
    }

    private record Case(String id, List<String> names, List<String> origins) {

        static Case of(Random random) {
            int many = 1 + random.nextInt(8);
            return new Case(
                    "Delivery" + text(random, random.nextInt(180)),
                    IntStream.range(0, many)
                            .mapToObj(i -> "X-" + text(random, 1 + random.nextInt(60)) + i)
                            .toList(),
                    IntStream.range(0, many)
                            .mapToObj(i -> "https://" + text(random, 1 + random.nextInt(50)) + i + ".example.com")
                            .map(origin -> origin.toLowerCase(java.util.Locale.ROOT))
                            .toList());
        }

        private static String text(Random random, int length) {
            return random.ints(length, 0, 52)
                    .mapToObj(i -> String.valueOf((char) (i < 26 ? 'a' + i : 'A' + i - 26)))
                    .reduce("", String::concat);
        }

        String[] some(int most) {
            return names.stream().limit(most).toArray(String[]::new);
        }

        AllowedOrigins pages() {
            return AllowedOrigins.of(origins.toArray(String[]::new));
        }
    }

    static Stream<Case> cases() {
        var random = new Random(SEED);
        return Stream.generate(() -> Case.of(random)).limit(ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areKeptByEveryFacade(Case input) {
        List<BiConsumer<Stack, Case>> facades = List.of(
                (stack, it) -> common(
                                S3OacVodDistribution.Builder.create(stack, it.id)
                                        .segmentTtl(Duration.ofDays(3)),
                                stack,
                                it)
                        .build(),
                (stack, it) -> common(S3LiveDistribution.Builder.create(stack, it.id), stack, it)
                        .build(),
                (stack, it) -> common(MediaStoreOriginDistribution.Builder.create(stack, it.id), stack, it)
                        .build(),
                (stack, it) -> common(
                                MediaPackageOriginDistribution.Builder.create(stack, it.id)
                                        .origin(v2In(stack)
                                                .queryStrings(it.some(1))
                                                .build()),
                                stack,
                                it)
                        .build(),
                (stack, it) -> common(
                                MediaPackageOriginDistribution.Builder.create(stack, it.id)
                                        .origin(v1().queryStrings(it.some(6)).build()),
                                stack,
                                it)
                        .build(),
                (stack, it) -> {
                    var guard = MediaTailorSafeEdgeFunction.Builder.create(stack, it.id + "Guard", it.pages())
                            .build();
                    MediaTailorDistribution.Builder.create(stack, it.id)
                            .content(v2In(stack).build())
                            .playback(MediaTailorPlayback.existing())
                            .guard(guard)
                            .cors(CorsRules.origins(it.pages()).requestHeaders(it.some(8)))
                            .build();
                });

        for (var facade : facades) {
            assertKept(facade, input);
        }
    }

    private static <B extends DeliveryBuilder<B>> B common(B builder, Stack stack, Case input) {
        return builder.cors(CorsRules.origins(input.pages())
                        .requestHeaders(input.some(8))
                        .credentials())
                .accessLogs(AccessLogs.toS3().format(S3AccessLogs.Format.PARQUET))
                .webAclArn(AllowedOriginsWebAcl.Builder.create(stack, input.id + "Acl", input.pages())
                        .build()
                        .getWebAclArn())
                .viewerAccess(ViewerAccess.signedCookies(ViewerKeys.Builder.create(stack, input.id + "Keys")
                        .key(KeyPairs.viewerKey(KeyPairs.rsa()))
                        .build()));
    }

    private static void assertKept(BiConsumer<Stack, Case> facade, Case input) {
        var template = Synth.templates(app -> facade.accept(
                        new Stack(
                                app,
                                "Test",
                                StackProps.builder()
                                        .env(Environment.builder()
                                                .account("111122223333")
                                                .region("us-east-1")
                                                .build())
                                        .build()),
                        input))
                .get("Test");
        var resolved = Resolved.of(template).with("AWS::StackId", STACK_ID);
        List<String> tooLong = new ArrayList<>();
        template.path("Resources").properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asText();
            JsonNode properties = resource.getValue().path("Properties");
            LONGEST.getOrDefault(type, Map.of()).forEach((pointer, longest) -> {
                String text = resolved.value(properties.at(pointer)).asText();
                if (text.length() > longest) {
                    tooLong.add(type + pointer + " has " + text.length() + " characters, not " + longest + ": " + text);
                }
            });
        });
        template.path("Outputs").forEach(output -> {
            if (output.path("Description").asText().length() > 1_024) {
                tooLong.add("description of an output: " + output);
            }
        });
        assertThat(tooLong).isEmpty();
        assertThat(template.path("Resources").fieldNames()).toIterable().allMatch(id -> id.length() <= 255);
    }
}
