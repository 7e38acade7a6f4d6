package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;

/** Logs of distributions that are defined elsewhere, selections of fields, the legacy way by choice, and queries. */
class DeliveryLogsTest {

    private static final String HOME = "us-east-1";
    private static final String DELIVERY = "AWS::Logs::Delivery";
    private static final String QUERY = "AWS::Logs::QueryDefinition";

    @Nested
    class OfADistributionElsewhere {

        @Test
        void areDeliveredFromUsEast1WithItsIdFromTheOtherRegion() {
            var templates = Synth.templates(app -> {
                var delivery =
                        LiveFixtures.delivery(across(app, "Live", "eu-west-1")).build();
                DeliveryLogs.Builder.create(across(app, "Logs", HOME), "Logs")
                        .distribution(delivery.getDistribution())
                        .accessLogs(AccessLogs.toS3().format(S3AccessLogs.Format.PARQUET))
                        .build();
            });
            var logs = new Resources(Objects.requireNonNull(templates.get("Logs")));

            assertThat(logs.only("AWS::Logs::DeliverySource")
                            .path("ResourceArn")
                            .toString())
                    .contains("Fn::GetStackOutput", "eu-west-1", ":distribution/");
            assertThat(logs.only("AWS::Logs::DeliveryDestination")
                            .path("OutputFormat")
                            .asText())
                    .isEqualTo("parquet");
            assertThat(logs.all("AWS::S3::Bucket")).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"'', a stack without a region", "eu-west-1, eu-west-1"})
        void areRefusedWhereNothingIsDelivered(String region, String shown) {
            var stack = Facade.stack(new App(), region);
            var delivery = LiveFixtures.delivery(stack).build().getDistribution();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeliveryLogs.Builder.create(stack, "Logs")
                            .distribution(delivery)
                            .accessLogs(AccessLogs.toS3())
                            .build())
                    .withMessage(
                            "accessLogs: a delivery of its own needs standard logging v2, which AWS offers in stacks"
                                    + " of us-east-1 only, got '" + shown
                                    + "'; use AccessLogs.toS3() without further options,"
                                    + " or DeliveryLogs in a stack with that region");
        }

        @Test
        void areRefusedTheLegacyWay() {
            var stack = Facade.stack(new App(), HOME);
            var delivery = LiveFixtures.delivery(stack).build().getDistribution();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeliveryLogs.Builder.create(stack, "Logs")
                            .distribution(delivery)
                            .accessLogs(AccessLogs.toS3().legacy())
                            .build())
                    .withMessage(
                            "accessLogs: legacy() must be an option of the distribution itself, got 'LEGACY'; give it"
                                    + " to the facade's accessLogs(…)");
        }
    }

    @Nested
    class TheLegacyWay {

        @ParameterizedTest
        @EnumSource
        void isAChoiceInUsEast1Too(Facade facade) {
            var template = facade.in(
                    HOME,
                    (stack, delivery) ->
                            delivery.accessLogs(AccessLogs.toS3().legacy().logFilePrefix("films/")));

            assertThat(template.config().at("/Logging/Prefix").asText()).isEqualTo("films/");
            assertThat(template.config().at("/Logging/Bucket").isMissingNode()).isFalse();
            assertThat(template.all(DELIVERY)).isEmpty();
        }

        @Test
        void hasNoChoiceOfFields() {
            refused(
                    AccessLogs.toS3().legacy().fields("sc-status"),
                    "accessLogs: legacy() must stand without a choice of format, fields or folders, got 'LEGACY'; remove"
                            + " legacy(), or the choice");
        }

        @Test
        void aloneHasAPrefix() {
            refused(
                    AccessLogs.toS3().logFilePrefix("films/"),
                    "logFilePrefix: must stand beside legacy(), since deliveries begin with AWSLogs/ACCOUNT/CloudFront/,"
                            + " got 'films/'; use partitionedBy(…) for folders below that");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/films"})
        void takesNoPrefixThatS3WouldNotMakeAFolderOf(String prefix) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AccessLogs.toS3().logFilePrefix(prefix))
                    .withMessage("logFilePrefix: must not begin with '/', and have 1 to 256 characters, got '" + prefix
                            + "'; use for example 'films/'");
        }

        private static void refused(AccessLogs logs, String message) {
            var stack = Facade.stack(new App(), HOME);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> LiveFixtures.delivery(stack).accessLogs(logs).build())
                    .withMessage(message);
        }
    }

    @Nested
    class Fields {

        private static final Pattern SECRETS = Pattern.compile("uri|query|[Cc]ookie|[Rr]eferer|forwarded");

        @Test
        void withoutSecretsHaveNothingThatOpensContent() {
            assertThat(LogFields.WITHOUT_SECRETS.names())
                    .contains("sc-status", "cache-behavior-path-pattern")
                    .noneMatch(field -> SECRETS.matcher(field).find());
            assertThat(RealtimeLogFields.CMCD.names())
                    .contains("cmcd-session-id")
                    .noneMatch(field -> SECRETS.matcher(field).find());
        }

        @Test
        void areWhatIsDelivered() {
            for (BiConsumer<Stack, DeliveryBuilder<?>> logs : List.<BiConsumer<Stack, DeliveryBuilder<?>>>of(
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3().fields(LogFields.CMCD)),
                    (stack, delivery) -> delivery.accessLogs(
                            AccessLogs.toLogGroup(new LogGroup(stack, "Group")).fields(LogFields.CMCD)),
                    (stack, delivery) -> delivery.accessLogs(
                            AccessLogs.toFirehose("arn:aws:firehose:us-east-1:111122223333:deliverystream/requests")
                                    .fields(LogFields.CMCD)))) {
                assertThatJson(Facade.LIVE_V2.in(HOME, logs).only(DELIVERY).path("RecordFields"))
                        .isEqualTo(LogFields.CMCD.names());
            }
        }
    }

    @Nested
    class Queries {

        /** A query about a field that is not written down finds nothing, and says so to nobody. */
        @ParameterizedTest
        @EnumSource
        void nameOnlyWhatIsWrittenDown(LogFields fields) {
            var template = queries(fields);
            var columns = template.only("AWS::Glue::Table")
                    .at("/TableInput/StorageDescriptor/Columns")
                    .findValuesAsText("Name");

            assertThat(template.all(QUERY)).hasSize(fields == LogFields.CMCD ? 4 : 2);
            assertThat(template.all("AWS::Athena::NamedQuery")).hasSize(fields == LogFields.CMCD ? 4 : 2);
            assertThat(template.all(QUERY).values()).allSatisfy(query -> assertThat(Pattern.compile("`([^`]+)`")
                            .matcher(query.path("QueryString").asText())
                            .results())
                    .extracting(name -> name.group(1))
                    .isSubsetOf(fields.names()));
            assertThat(columns).doesNotHaveDuplicates().allMatch(column -> column.matches("[a-z][a-z0-9_]*[a-z0-9]"));
            assertThat(template.all("AWS::Athena::NamedQuery").values())
                    .allSatisfy(query -> assertThat(Pattern.compile("\\b(?:cs|sc|x|time|cache)_[a-z_]+\\b")
                                    .matcher(query.path("QueryString").asText())
                                    .results())
                            .extracting(name -> name.group())
                            .isSubsetOf(columns));
        }

        /** The folders that the delivery makes are those in which Athena looks. */
        @Test
        void lookWhereTheFilesAre() {
            var table = queries(LogFields.CMCD).only("AWS::Glue::Table");

            assertThat(queries(LogFields.CMCD)
                            .resolved(table.at("/TableInput/Parameters/storage.location.template"))
                            .asText())
                    .matches("s3://[^/]+/AWSLogs/111122223333/CloudFront/\\$\\{distribution}/\\$\\{day}/\\$\\{hour}");
        }

        /** As a player writes it, encoded once, and as it may stand in a log. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CMCD=br%3D5000%2Cbs%2Csid%3D%226e2fb550-c457-11e9-bb97-0800200c9a66%22",
                    "CMCD=br%253D5000%252Cbs%252Csid%253D%25226e2fb550-c457-11e9-bb97-0800200c9a66%2522"
                })
        void findSessionsInWhatPlayersSend(String query) {
            for (JsonNode sql : queries(LogFields.CMCD).all(QUERY).values()) {
                var pattern = Pattern.compile("parse `cs-uri-query` /(.*)/")
                        .matcher(sql.path("QueryString").asText());
                if (pattern.find()) {
                    var session = Pattern.compile(pattern.group(1)).matcher(query);

                    assertThat(session.find()).isTrue();
                    assertThat(session.group("session")).isEqualTo("6e2fb550-c457-11e9-bb97-0800200c9a66");
                    return;
                }
            }
            throw new AssertionError("no query parses sessions");
        }

        @Test
        void needLogs() {
            var stack = Facade.stack(new App(), HOME);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> LogQueries.Builder.create(stack, "Queries").build())
                    .withMessage("logs: must be given, got 'none'; use logGroup(…) or parquet(…)");
        }

        private static Resources queries(LogFields fields) {
            return new Resources(Objects.requireNonNull(Synth.templates(app -> {
                        var stack = Facade.stack(app, HOME);
                        LogQueries.Builder.create(stack, "Queries")
                                .logGroup(new LogGroup(stack, "Group"), fields)
                                .parquet(new Bucket(stack, "Files"), fields)
                                .build();
                    })
                    .get("Test")));
        }
    }

    @Nested
    class OldViewers {

        private static final String CERTIFICATE =
                "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

        /** The names that CloudFront has for policies are the CDK's where it writes them, and ours where it cannot. */
        @ParameterizedTest
        @EnumSource(value = SecurityPolicyProtocol.class, mode = EnumSource.Mode.EXCLUDE, names = "SSL_V3")
        void speakWhatIsChosen(SecurityPolicyProtocol policy) {
            var proved = with((stack, delivery) -> delivery.customDomain(CustomDomain.of(
                            Certificate.fromCertificateArn(stack, "Certificate", CERTIFICATE), "video.example.com")
                    .securityPolicy(policy)));
            var uploaded = with((stack, delivery) ->
                    delivery.customDomain(CustomDomain.ofServerCertificate("ASCACKCEVSQ6C2EXAMPLE", "video.example.com")
                            .securityPolicy(policy)));

            assertThat(minimum(proved)).isNotEmpty().isEqualTo(minimum(uploaded));
        }

        @Test
        void areWarnedOf() {
            assertThat(Findings.said(app -> LiveFixtures.delivery(new Stack(app, "Test"))
                            .customDomain(CustomDomain.ofServerCertificate("ASCACKCEVSQ6C2EXAMPLE", "video.example.com")
                                    .securityPolicy(SecurityPolicyProtocol.TLS_V1_1_2016))
                            .build()))
                    .hasSize(1)
                    .containsEntry(
                            "cdk-media-delivery:old-tls",
                            "Viewers may speak TLS older than 1.2 (TLSv1.1_2016), which standards and AWS Control Tower"
                                    + " (CT.CLOUDFRONT.PR.9) no longer accept. Acknowledge it where old televisions need"
                                    + " it, for as long as they do.");
        }

        @Test
        void areNotServedBySsl() {
            var domain = CustomDomain.ofServerCertificate("ASCACKCEVSQ6C2EXAMPLE", "video.example.com");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> domain.securityPolicy(SecurityPolicyProtocol.SSL_V3))
                    .withMessage(
                            "securityPolicy: must be of TLS, since SSL 3 is broken, got 'SSL_V3'; use TLS_V1_2_2021");
        }

        private static Resources with(BiConsumer<Stack, DeliveryBuilder<?>> options) {
            return Facade.LIVE_V2.with(options);
        }

        private static String minimum(Resources template) {
            return template.config()
                    .at("/ViewerCertificate/MinimumProtocolVersion")
                    .asText();
        }
    }

    private static Stack across(App app, String id, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region(region)
                                .build())
                        .crossRegionReferences(true)
                        .build());
    }
}
