package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.mediastore.CfnContainer;

/** What a MediaStore container has beside what every store of files has. */
class MediaStoreOriginDistributionTest {

    private static final String CONTAINER = DeployedStore.CONTAINER;
    private static final String HOST = "abc123.data.mediastore.eu-west-1.amazonaws.com";
    private static final String ANY_DISTRIBUTION =
            "'ArnLike': {'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/*'}";
    private static final String TOLD = "cdk-media-delivery:mediastore-container-policy";
    private static final String TOLD_CORS = "cdk-media-delivery:mediastore-container-cors";

    @Nested
    class TheCreatedContainer {

        @Test
        void isNamedByItsPlaceAndHasNothingButItsPolicy() {
            var container = live(live -> {}).only(CONTAINER);

            assertThat(container.path("ContainerName").asText())
                    .isEqualTo("Test_Live_57A5DAB1")
                    .matches("[\\w-]{1,255}");
            assertThat(container.fieldNames()).toIterable().containsExactlyInAnyOrder("ContainerName", "Policy");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "live_events", "LIVE-2026", "0"})
        void hasTheNameThatIsGiven(String name) {
            var template = live(live -> live.container(MediaContainer.created(name)));

            assertThat(template.only(CONTAINER).path("ContainerName").asText()).isEqualTo(name);
        }

        @Test
        void hasTheNameThatIsKnownAtDeployment() {
            var template = live(live -> live.container(MediaContainer.created(Fn.importValue("Name"))));

            assertThatJson(template.only(CONTAINER).path("ContainerName")).isEqualTo("{'Fn::ImportValue': 'Name'}");
        }

        @Test
        void hasRulesOfItsOwnBeforeThoseOfTheFacade() {
            var rule = new ContainerCorsRule(List.of("https://tools.example.com"), List.of("*"), Duration.ofHours(1));
            var template = live(live ->
                    live.container(MediaContainer.created().corsRule(rule)).cors(CorsRules.anyOrigin()));

            assertThatJson(template.only(CONTAINER).path("CorsPolicy"))
                    .isEqualTo(
                            """
                            [
                              {
                                "AllowedOrigins": ["https://tools.example.com"],
                                "AllowedHeaders": ["*"],
                                "AllowedMethods": ["GET", "HEAD"],
                                "MaxAgeSeconds": 3600
                              },
                              {
                                "AllowedOrigins": ["*"],
                                "AllowedHeaders": ["Range"],
                                "AllowedMethods": ["GET", "HEAD"],
                                "MaxAgeSeconds": 600
                              }
                            ]
                            """);
        }

        @Test
        void takesAHundredRules() {
            var container = MediaContainer.created();
            for (int i = 0; i < 100; i++) {
                container = container.corsRule(
                        new ContainerCorsRule(List.of("https://" + i + ".com"), List.of("*"), Duration.ZERO));
            }

            var full = container;

            assertThat(live(live -> live.container(full)).only(CONTAINER).path("CorsPolicy"))
                    .hasSize(100);
        }

        @Test
        void measuresItselfGroupsOrBoth() {
            assertThatJson(metrics(MediaContainer.created().containerMetrics()))
                    .isEqualTo("{ContainerLevelMetrics: 'ENABLED'}");
            assertThatJson(metrics(MediaContainer.created().metricGroup("live_segments", "live/*.ts")))
                    .isEqualTo("{ContainerLevelMetrics: 'DISABLED', MetricPolicyRules:"
                            + " [{ObjectGroupName: 'live_segments', ObjectGroup: 'live/*.ts'}]}");
            assertThatJson(metrics(MediaContainer.created()
                            .containerMetrics()
                            .metricGroup("a", "a/*")
                            .metricGroup("b", "b/*")))
                    .isEqualTo(
                            "{ContainerLevelMetrics: 'ENABLED', MetricPolicyRules: ["
                                    + "{ObjectGroupName: 'a', ObjectGroup: 'a/*'}, {ObjectGroupName: 'b', ObjectGroup: 'b/*'}]}");
        }

        @Test
        void canBeChosenForTwoFacades() {
            var choice = MediaContainer.created().accessLogging();
            var template = Resources.of(stack -> {
                builder(stack, "One")
                        .container(choice)
                        .expireAfter(Duration.ofDays(1))
                        .build();
                builder(stack, "Two").container(choice).build();
            });

            assertThat(template.all(CONTAINER).values())
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it.path("AccessLoggingEnabled").asBoolean())
                            .isTrue())
                    .filteredOn(it -> it.has("LifecyclePolicy"))
                    .hasSize(1);
        }
    }

    @Nested
    class ItsContent {

        @Test
        void expiresByItsAge() {
            var container = MediaContainer.created()
                    .expireAfter("live/*.ts", Duration.ofSeconds(90))
                    .expireAfter("live/*.m3u8", Duration.ofHours(23))
                    .expireAfter("archive/*", Duration.ofDays(30));

            assertThatJson(lifecycle(live(live -> live.container(container).expireAfter(Duration.ofHours(24)))))
                    .isEqualTo(
                            """
                            {"rules": [
                              {"definition": {
                                 "path": [{"wildcard": "live/*.ts"}],
                                 "seconds_since_create": [{"numeric": [">", 90]}]},
                               "action": "EXPIRE"},
                              {"definition": {
                                 "path": [{"wildcard": "live/*.m3u8"}],
                                 "seconds_since_create": [{"numeric": [">", 82800]}]},
                               "action": "EXPIRE"},
                              {"definition": {
                                 "path": [{"wildcard": "archive/*"}],
                                 "days_since_create": [{"numeric": [">", 30]}]},
                               "action": "EXPIRE"},
                              {"definition": {
                                 "path": [{"wildcard": "*.ts"}, {"wildcard": "*.aac"}, {"wildcard": "*.vtt"}],
                                 "days_since_create": [{"numeric": [">", 1]}]},
                               "action": "EXPIRE"}
                            ]}
                            """);
        }

        @Test
        void expiresInTheContainerThatIsChosenBeforeOrAfterTheAge() {
            var before = live(live -> live.expireAfter(Duration.ofDays(1)).container(MediaContainer.created("news")));
            var after =
                    live(live -> live.container(MediaContainer.created("news")).expireAfter(Duration.ofDays(1)));

            assertThatJson(before.template()).isEqualTo(after.template());
            assertThatJson(lifecycle(before)).inPath("rules").isArray().hasSize(1);
        }

        @Test
        void expiresByAge() {
            var template = live(live -> live.expireAfter(Duration.ofSeconds(30)));

            assertThatJson(lifecycle(template))
                    .inPath("rules")
                    .isEqualTo(
                            "[{definition: {path: [{wildcard: '*.ts'}, {wildcard: '*.aac'}, {wildcard: '*.vtt'}], seconds_since_create: [{numeric: ['>', 30]}]},"
                                    + " action: 'EXPIRE'}]");
        }
    }

    @Nested
    class AnEndpoint {

        @Test
        void isReducedToItsHost() {
            var template = live(live -> live.container(MediaContainer.fromEndpoint("https://" + HOST)));

            assertThat(template.origin().path("DomainName").asText()).isEqualTo(HOST);
            assertThat(template.all(CONTAINER)).isEmpty();
        }

        @Test
        void thatIsKnownAtDeploymentIsReducedThen() {
            var template = live(live -> live.container(MediaContainer.fromEndpoint(Fn.importValue("Endpoint"))));

            assertThatJson(template.origin().path("DomainName"))
                    .isEqualTo("{'Fn::Select': [2, {'Fn::Split': ['/', {'Fn::ImportValue': 'Endpoint'}]}]}");
        }
    }

    @Nested
    class AContainerOfTheApp {

        @Test
        void getsThePolicyAndTheRulesThatItDoesNotHave() {
            var template = Resources.of(stack -> builder(stack, "Live")
                    .container(MediaContainer.of(own(stack).build()))
                    .cors(CorsRules.anyOrigin())
                    .build());
            var container = template.only(CONTAINER);

            assertThatJson(Resources.json(
                            template.resolved(container.path("Policy")).asText()))
                    .isEqualTo("{'Version': '2012-10-17', 'Statement': [%s]}"
                            .formatted(reading("own/*", ANY_DISTRIBUTION)));
            assertThat(container.path("CorsPolicy")).hasSize(1);
            assertThatJson(template.origin().path("DomainName"))
                    .isEqualTo("{'Fn::Select': [2, {'Fn::Split': ['/', {'Fn::GetAtt': ['Own', 'Endpoint']}]}]}");
            assertThat(template.template().has("Outputs")).isFalse();
        }

        @Test
        void getsThemInItsOwnStack() {
            var templates = Synth.templates(app -> {
                var container = own(new Stack(app, "Storage")).build();
                builder(new Stack(app, "Delivery"), "Live")
                        .container(MediaContainer.of(container))
                        .build();
            });
            var storage = new Resources(templates.get("Storage"));

            assertThat(storage.only(CONTAINER).has("Policy")).isTrue();
            assertThat(new Resources(templates.get("Delivery")).all(CONTAINER)).isEmpty();
        }

        @Test
        void keepsTheRulesThatItHas() {
            var template = Resources.of(stack -> builder(stack, "Live")
                    .container(MediaContainer.of(own(stack)
                            .corsPolicy(List.of(CfnContainer.CorsRuleProperty.builder()
                                    .allowedOrigins(List.of("https://mine.example.com"))
                                    .allowedHeaders(List.of("*"))
                                    .build()))
                            .build()))
                    .cors(CorsRules.anyOrigin())
                    .build());

            assertThatJson(template.only(CONTAINER).path("CorsPolicy"))
                    .inPath("[0].AllowedOrigins")
                    .isEqualTo("['https://mine.example.com']");
            assertThat(template.template().path("Outputs").toString()).contains("AllowedOrigins");
        }
    }

    @Nested
    class TheOwnerIsTold {

        /** The policy is in the container of the same template: to name the distribution there would be a cycle. */
        @Test
        void whatToAddToAPolicyThatIsThere() {
            var template = Resources.of(stack -> builder(stack, "Live")
                    .container(MediaContainer.of(own(stack).policy("{}").build()))
                    .originPath("/published")
                    .build());

            assertThat(template.only(CONTAINER).path("Policy").asText()).isEqualTo("{}");
            assertThatJson(told(template, "ContainerPolicyStatement"))
                    .isEqualTo(reading("own/published/*", ANY_DISTRIBUTION));
        }

        @Test
        void toLetInThisDistributionAloneBehindAnEndpoint() {
            var template = live(live -> live.container(MediaContainer.fromEndpoint("https://" + HOST)));

            assertThatJson(told(template, "ContainerPolicyStatement"))
                    .isEqualTo(
                            reading(
                                    "NAME/*",
                                    "'StringEquals': {'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1DEPLOYED0NE'}"));
        }

        @Test
        void noSecretAndNothingThatBecomesOne() {
            Consumer<Stack> build = stack -> builder(stack, "Live")
                    .container(MediaContainer.fromEndpoint("https://" + HOST))
                    .originAccess(MediaStoreAccess.secretHeader(SecretHeader.Builder.create(stack, "Header", "Referer")
                            .accepts(HeaderSecret.generated("1"), HeaderSecret.generated("2"))
                            .build()))
                    .build();
            var template = Resources.of(build);
            var condition = told(template, "ContainerPolicyStatement").at("/Condition/StringEquals/aws:Referer");

            assertThat(template.template().path("Outputs").toString()).doesNotContain("{{resolve");
            assertThat(condition)
                    .extracting(JsonNode::asText)
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .matches(
                                            "the value of field 'value' of"
                                                    + " arn:aws:secretsmanager:eu-west-1:111122223333:secret:test-HeaderSecret1.*"),
                            second -> assertThat(second).contains("HeaderSecret2"));
            assertThat(Findings.said(app -> build.accept(new Stack(app, "Test")))
                            .get(TOLD))
                    .endsWith("\"Condition\":{\"StringEquals\":{\"aws:Referer\":[\"the value of field 'value' of the"
                            + " secret\",\"the value of field 'value' of the secret\"]},\"Bool\":{\"aws:SecureTransport\":"
                            + "\"true\"}}}");
        }

        @Test
        void theRuleToo() {
            var template = live(live -> live.container(MediaContainer.fromEndpoint("https://" + HOST))
                    .cors(CorsRules.anyOrigin()));

            assertThatJson(told(template, "ContainerCorsRule"))
                    .isEqualTo("{AllowedOrigins: ['*'], AllowedHeaders: ['Range'], AllowedMethods: ['GET', 'HEAD'],"
                            + " MaxAgeSeconds: 600}");
        }
    }

    @Nested
    class TheSynthesisSays {

        @Test
        void thatAwsEndedTheServiceAndWhatToUse() {
            assertThat(Findings.said(
                            app -> builder(new Stack(app, "Test"), "Live").build()))
                    .containsExactly(Map.entry(
                            "cdk-media-delivery:mediastore-ended",
                            "AWS ended MediaStore on 13 November 2025: deploying a container is not to be expected to work."
                                    + " Use S3LiveDistribution, which takes the same options."));
        }

        @Test
        void soOncePerStack() {
            var said = Findings.of(app -> List.of("Test", "Other").forEach(id -> {
                        var stack = new Stack(app, id);
                        builder(stack, "Live").build();
                        builder(stack, "Backup").build();
                    }))
                    .open()
                    .stream()
                    .filter(finding -> finding.rule().endsWith(":mediastore-ended"));

            assertThat(said).hasSize(2);
        }

        @Test
        void whatTheOwnerHasToAdd() {
            var said = Findings.said(app -> builder(new Stack(app, "Test"), "Live")
                    .container(MediaContainer.fromEndpoint("https://" + HOST))
                    .cors(CorsRules.anyOrigin())
                    .build());

            assertThat(said).containsOnlyKeys("cdk-media-delivery:mediastore-ended", TOLD, TOLD_CORS);
            assertThat(withoutOutput(said.get(TOLD)))
                    .isEqualTo(
                            "The policy of the MediaStore container was not written: it belongs to someone else, or has"
                                    + " one already. Its owner must add this (output '…' has it with the real values): {\"Sid\":"
                                    + "\"CloudFrontRead\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                                    + "\"cloudfront.amazonaws.com\"},\"Action\":[\"mediastore:GetObject\","
                                    + "\"mediastore:DescribeObject\"],\"Resource\":"
                                    + "\"arn:aws:mediastore:REGION:ACCOUNT:container/NAME/*\",\"Condition\":{\"StringEquals\":"
                                    + "{\"aws:SourceArn\":\"arn:aws:cloudfront::ACCOUNT:distribution/ID\"},\"Bool\":"
                                    + "{\"aws:SecureTransport\":\"true\"}}}");
            assertThat(withoutOutput(said.get(TOLD_CORS)))
                    .isEqualTo(
                            "The CORS policy of the MediaStore container was not written: it belongs to someone else, or"
                                    + " has one already. Its owner must add this (output '…' has it with the real values):"
                                    + " {\"AllowedOrigins\":[\"*\"],\"AllowedHeaders\":[\"Range\"],\"AllowedMethods\":"
                                    + "[\"GET\",\"HEAD\"],\"MaxAgeSeconds\":600}");
        }

        @Test
        void nothingThatWasAcknowledged() {
            assertThat(Findings.said(app -> {
                        var stack = new Stack(app, "Test");
                        var live = builder(stack, "Live")
                                .container(MediaContainer.fromEndpoint("https://" + HOST))
                                .cors(CorsRules.anyOrigin())
                                .build();
                        Validations.of(stack).acknowledge(known("cdk-media-delivery:mediastore-ended"));
                        Validations.of(live).acknowledge(known(TOLD), known(TOLD_CORS));
                    }))
                    .isEmpty();
        }
    }

    private static MediaStoreOriginDistribution.Builder builder(Stack stack, String id) {
        return MediaStoreOriginDistribution.Builder.create(stack, id);
    }

    private static CfnContainer.Builder own(Stack stack) {
        return CfnContainer.Builder.create(stack, "Own").containerName("own");
    }

    private static Acknowledgment known(String id) {
        return Acknowledgment.builder()
                .id("Annotation::" + id)
                .reason("The template is kept, not deployed.")
                .build();
    }

    private static String reading(String objects, String condition) {
        return """
                {
                  'Sid': 'CloudFrontRead',
                  'Effect': 'Allow',
                  'Principal': {'Service': 'cloudfront.amazonaws.com'},
                  'Action': ['mediastore:GetObject', 'mediastore:DescribeObject'],
                  'Resource': 'arn:aws:mediastore:eu-west-1:111122223333:container/%s',
                  'Condition': {%s, 'Bool': {'aws:SecureTransport': 'true'}}
                }
                """
                .formatted(objects, condition);
    }

    private static Resources live(Consumer<MediaStoreOriginDistribution.Builder> options) {
        return Resources.of(stack -> {
            var live = builder(stack, "Live");
            options.accept(live);
            live.build();
        });
    }

    private static JsonNode metrics(MediaContainer container) {
        return live(live -> live.container(container)).only(CONTAINER).path("MetricPolicy");
    }

    private static JsonNode lifecycle(Resources template) {
        return Resources.json(template.only(CONTAINER).path("LifecyclePolicy").asText());
    }

    /** The JSON in the output whose id begins so, as the owner reads it. */
    private static JsonNode told(Resources template, String id) {
        return StreamSupport.stream(
                        template.template().path("Outputs").properties().spliterator(), false)
                .filter(output -> output.getKey().startsWith("Live" + id))
                .map(output -> Resources.json(deployed(template)
                        .value(output.getValue().path("Value"))
                        .asText()))
                .findFirst()
                .orElseThrow();
    }

    private static Resolved deployed(Resources template) {
        var distribution = template.id(Resources.DISTRIBUTION);
        return Resolved.of(template.template()).with(distribution, "E1DEPLOYED0NE");
    }

    private static String withoutOutput(String message) {
        return message.replaceAll("\\(output '[^']+' has", "(output '…' has");
    }
}
