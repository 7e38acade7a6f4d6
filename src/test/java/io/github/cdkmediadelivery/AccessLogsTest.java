package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAccessControl;
import software.amazon.awscdk.services.s3.ObjectOwnership;

class AccessLogsTest {

    private static final String V2_REGION = "us-east-1";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String BUCKET_POLICY = "AWS::S3::BucketPolicy";
    private static final String SOURCE = "AWS::Logs::DeliverySource";
    private static final String DESTINATION = "AWS::Logs::DeliveryDestination";
    private static final String DELIVERY = "AWS::Logs::Delivery";
    private static final String LOG_GROUP = "AWS::Logs::LogGroup";
    private static final String LOG_POLICY = "AWS::Logs::ResourcePolicy";

    private static final Request WRITE_FILE = IamSimulator.request("s3:PutObject")
            .byService("delivery.logs.amazonaws.com")
            .with("aws:SecureTransport", "true");

    @ParameterizedTest
    @ValueSource(strings = {V2_REGION, "eu-west-1"})
    void filesAreKeptAsLongAsIsSaid(String region) {
        var bucket = bucket(logs(region, AccessLogs.toS3().expireAfter(Duration.ofDays(7))));

        assertThatJson(bucket.at("/LifecycleConfiguration/Rules"))
                .isEqualTo("[{ExpirationInDays: 7, Status: 'Enabled'}]");
    }

    @Nested
    class InUsEast1 {

        @ParameterizedTest
        @EnumSource
        void everyFacadeDeliversToABucket(Facade facade) {
            var template = facade.in(V2_REGION, (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3()));
            var source = template.only(SOURCE);

            assertThat(template.config().has("Logging")).isFalse();
            assertThat(source.path("LogType").asText()).isEqualTo("ACCESS_LOGS");
            assertThat(template.resolved(source.path("ResourceArn")).asText())
                    .isEqualTo("arn:aws:cloudfront::111122223333:distribution/" + distributionId(template));
            assertThatJson(template.only(DESTINATION))
                    .whenIgnoringPaths("Name")
                    .isEqualTo("{'OutputFormat': 'w3c', 'DestinationResourceArn': {'Fn::GetAtt': ['%s', 'Arn']}}"
                            .formatted(logBucket(template)));
            assertThatJson(template.only(DELIVERY))
                    .isEqualTo(
                            """
                            {
                              "DeliverySourceName": {"Ref": "%s"},
                              "DeliveryDestinationArn": {"Fn::GetAtt": ["%s", "Arn"]},
                              "S3SuffixPath": "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}"
                            }
                            """
                                    .formatted(template.id(SOURCE), template.id(DESTINATION)));
        }

        @ParameterizedTest
        @CsvSource({"W3C, w3c", "JSON, json", "PARQUET, parquet"})
        void linesHaveTheChosenForm(S3AccessLogs.Format format, String name) {
            assertThat(logs(V2_REGION, AccessLogs.toS3().format(format))
                            .only(DESTINATION)
                            .path("OutputFormat")
                            .asText())
                    .isEqualTo(name);
        }

        @Test
        void linesHaveTheChosenFieldsAndFilesTheChosenFolders() {
            var template = logs(
                    V2_REGION,
                    AccessLogs.toS3()
                            .fields("timestamp(ms)", "cs-uri-stem", "cs(User-Agent)", "sc-status")
                            .partitionedBy("films/{accountid}/{DistributionId}/year={yyyy}"));

            assertThatJson(template.only(DELIVERY).path("RecordFields"))
                    .isEqualTo("['timestamp(ms)', 'cs-uri-stem', 'cs(User-Agent)', 'sc-status']");
            assertThat(template.only(DELIVERY).path("S3SuffixPath").asText())
                    .isEqualTo("films/{accountid}/{DistributionId}/year={yyyy}");
        }

        @Test
        void onlyDeliveriesOfThisAccountMayWriteIntoTheBucket() {
            var template = logs(V2_REGION, AccessLogs.toS3());
            var policy = policyOf(template, logBucket(template));
            var own = WRITE_FILE.on("arn:aws:s3:::" + name(template) + "/AWSLogs/111122223333/CloudFront/E1/log.gz");

            var ours = by(own, Resolved.ACCOUNT);
            new Guard(policy)
                    .allows("ours", ours)
                    .denies("another account's", by(own, "444455556666"))
                    .denies("for another account", ours.with("aws:SourceAccount", "444455556666"))
                    .denies(
                            "another source",
                            ours.with("aws:SourceArn", "arn:aws:logs:us-east-1:444455556666:delivery-source:x"))
                    .denies("for nobody", own)
                    .denies("another service", ours.byService("cloudfront.amazonaws.com"))
                    .denies("anyone", ours.anonymously())
                    .denies("plain HTTP", ours.with("aws:SecureTransport", "false"))
                    .denies("elsewhere", by(own.on("arn:aws:s3:::" + name(template) + "/elsewhere"), Resolved.ACCOUNT));
        }

        @Test
        void aBucketOfTheUsersIsAllowedToBeWrittenInto() {
            var template = Facade.LIVE_V2.in(
                    V2_REGION,
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3().bucket(new Bucket(stack, "Mine"))));
            var file = WRITE_FILE.on("arn:aws:s3:::" + name(template) + "/AWSLogs/111122223333/CloudFront/log.gz");

            assertThat(template.all(BUCKET)).hasSize(1);
            assertThat(template.id(BUCKET)).startsWith("Mine");
            new Guard(policyOf(template, template.id(BUCKET))).allows("ours", by(file, Resolved.ACCOUNT));
            assertThatJson(dependencies(template)).isArray().contains(template.id(BUCKET), template.id(BUCKET_POLICY));
        }

        @Test
        void theOwnerOfAnImportedBucketLearnsWhatToAdd() {
            Consumer<Stack> live = stack -> Facade.LIVE_V2.define(
                    stack,
                    (scope, delivery) -> delivery.accessLogs(
                            AccessLogs.toS3().bucket(Bucket.fromBucketName(scope, "Mine", "log-bucket"))));
            var template = new Resources(Synth.templates(app -> live.accept(Facade.stack(app, V2_REGION)))
                    .get("Test"));
            var statement = template.resolved(
                            template.template().at("/Outputs/DeliveryLogBucketPolicyStatement46E18299/Value"))
                    .asText();
            var file = WRITE_FILE.on("arn:aws:s3:::log-bucket/AWSLogs/111122223333/CloudFront/log.gz");

            assertThat(template.all(BUCKET_POLICY)).isEmpty();
            assertThat(template.resolved(template.only(DESTINATION).path("DestinationResourceArn"))
                            .asText())
                    .isEqualTo("arn:aws:s3:::log-bucket");
            new Guard(Resources.json("{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}"))
                    .allows("ours", by(file, Resolved.ACCOUNT))
                    .denies("another account's", by(file, "444455556666"));
            assertThat(Findings.said(app -> live.accept(Facade.stack(app, V2_REGION))))
                    .containsEntry(
                            "cdk-media-delivery:log-bucket-policy",
                            "The policy of an imported log bucket was not written, so that it may refuse the logs. Its"
                                    + " owner must add this (output 'DeliveryLogBucketPolicyStatement46E18299' has it with the real"
                                    + " values): {\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"delivery.logs.amazonaws.com\"},"
                                    + "\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::BUCKET/AWSLogs/*\","
                                    + "\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"ACCOUNT\"},"
                                    + "\"ArnLike\":{\"aws:SourceArn\":\"arn:*:logs:us-east-1:ACCOUNT:delivery-source:*\"}}}");
        }

        @ParameterizedTest
        @EnumSource
        void everyFacadeDeliversToALogGroup(Facade facade) {
            var template = facade.in(
                    V2_REGION,
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toLogGroup(new LogGroup(stack, "Requests"))));

            assertThat(template.only(DESTINATION).path("OutputFormat").asText()).isEqualTo("json");
            assertThatJson(template.only(DESTINATION).path("DestinationResourceArn"))
                    .isEqualTo("{'Fn::GetAtt': ['%s', 'Arn']}".formatted(template.id(LOG_GROUP)));
            assertThat(template.only(DELIVERY).has("S3SuffixPath")).isFalse();
            assertThatJson(dependencies(template)).isArray().contains(template.id(LOG_GROUP), template.id(LOG_POLICY));
        }

        @Test
        void onlyDeliveriesOfThisAccountMayWriteIntoTheLogGroup() {
            var template = Facade.LIVE_V2.in(
                    V2_REGION,
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toLogGroup(new LogGroup(stack, "Requests"))));
            var arn = "arn:aws:logs:us-east-1:111122223333:log-group:requests";
            var policy = Resources.json(Resolved.of(template.template())
                    .with(template.id(LOG_GROUP) + ".Arn", arn + ":*")
                    .value(template.only(LOG_POLICY).path("PolicyDocument"))
                    .asText());

            for (String action : List.of("logs:CreateLogStream", "logs:PutLogEvents")) {
                var own = IamSimulator.request(action)
                        .on(arn + ":log-stream:cloudfront")
                        .byService("delivery.logs.amazonaws.com");
                new Guard(policy)
                        .allows(action, by(own, Resolved.ACCOUNT))
                        .denies(action, by(own, "444455556666"))
                        .denies(action, own);
            }
        }

        @ParameterizedTest
        @EnumSource
        void everyFacadeDeliversToFirehose(Facade facade) {
            var arn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/requests";
            var template = facade.in(V2_REGION, (stack, delivery) -> delivery.accessLogs(AccessLogs.toFirehose(arn)));

            assertThatJson(template.only(DESTINATION))
                    .whenIgnoringPaths("Name")
                    .isEqualTo("{'OutputFormat': 'json', 'DestinationResourceArn': '%s'}".formatted(arn));
            assertThat(template.all(LOG_POLICY)).isEmpty();
        }

        @Test
        void theStreamMayBeKnownOnlyAtDeployment() {
            var template = Facade.LIVE_V2.in(
                    V2_REGION,
                    (stack, delivery) -> delivery.accessLogs(AccessLogs.toFirehose(Fn.importValue("Stream"))));

            assertThatJson(template.only(DESTINATION).path("DestinationResourceArn"))
                    .isEqualTo("{'Fn::ImportValue': 'Stream'}");
        }

        @Test
        void distributionsOfOneStackHaveNamesOfTheirOwn() {
            var template = new Resources(Synth.templates(app -> {
                        var stack = Facade.stack(app, V2_REGION);
                        LiveFixtures.delivery(stack, "One")
                                .accessLogs(AccessLogs.toS3())
                                .build();
                        LiveFixtures.delivery(stack, "Two")
                                .accessLogs(AccessLogs.toS3())
                                .build();
                    })
                    .get("Test"));

            assertThat(template.all(SOURCE).values())
                    .extracting(source -> template.resolved(source.path("Name")).asText())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    // CloudWatch Logs takes no longer ones.
                    .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(60));
        }
    }

    @Nested
    class Elsewhere {

        @ParameterizedTest
        @ValueSource(strings = {"", "eu-west-1"})
        void logsGoToABucketTheLegacyWay(String region) {
            for (Facade facade : Facade.values()) {
                var template = facade.in(region, (stack, delivery) -> delivery.accessLogs(AccessLogs.toS3()));

                assertThatJson(template.config().path("Logging"))
                        .isEqualTo("{'Bucket': {'Fn::GetAtt': ['%s', 'RegionalDomainName']}}"
                                .formatted(logBucket(template)));
                assertThat(template.template().toString()).doesNotContain("AWS::Logs::");
            }
        }

        @Test
        void theBucketHasTheAclsThatTheLegacyWayNeedsAndIsOtherwiseAsPrivate() {
            var legacy = logs("eu-west-1", AccessLogs.toS3());
            var v2 = logs(V2_REGION, AccessLogs.toS3());

            assertThatJson(bucket(legacy))
                    .inPath("OwnershipControls")
                    .isEqualTo("{'Rules': [{'ObjectOwnership': 'BucketOwnerPreferred'}]}");
            assertThatJson(bucket(legacy))
                    .whenIgnoringPaths("OwnershipControls.Rules[0].ObjectOwnership")
                    .isEqualTo(bucket(v2));
        }

        @ParameterizedTest
        @CsvSource({"BUCKET_OWNER_PREFERRED, ", "OBJECT_WRITER, ", "OBJECT_WRITER, LOG_DELIVERY_WRITE"})
        void aBucketOfTheUsersWithAclsIsTaken(ObjectOwnership ownership, BucketAccessControl control) {
            var template = Facade.LIVE_V2.with((stack, delivery) -> delivery.accessLogs(AccessLogs.toS3()
                    .bucket(Bucket.Builder.create(stack, "Mine")
                            .objectOwnership(ownership)
                            .accessControl(control)
                            .build())));

            assertThatJson(template.config().at("/Logging/Bucket"))
                    .isEqualTo("{'Fn::GetAtt': ['%s', 'RegionalDomainName']}".formatted(template.id(BUCKET)));
            assertThat(template.id(BUCKET)).startsWith("Mine");
        }

        @Test
        void anImportedBucketIsTaken() {
            var template = Facade.LIVE_V2.with((stack, delivery) ->
                    delivery.accessLogs(AccessLogs.toS3().bucket(Bucket.fromBucketName(stack, "Mine", "log-bucket"))));

            assertThat(template.resolved(template.config().at("/Logging/Bucket"))
                            .asText())
                    .startsWith("log-bucket.s3.");
        }
    }

    private static Resources logs(String region, AccessLogs logs) {
        return Facade.LIVE_V2.in(region, (stack, delivery) -> delivery.accessLogs(logs));
    }

    private static JsonNode bucket(Resources template) {
        return template.all(BUCKET).get(logBucket(template));
    }

    private static String logBucket(Resources template) {
        return template.all(BUCKET).keySet().stream()
                .filter(id -> id.contains("LogBucket"))
                .findFirst()
                .orElseThrow();
    }

    /** Of the bucket of logs, where the content has none. */
    private static String name(Resources template) {
        return template.resolved(ref(template.id(BUCKET))).asText();
    }

    private static JsonNode ref(String logicalId) {
        return JsonNodeFactory.instance.objectNode().put("Ref", logicalId);
    }

    private static String distributionId(Resources template) {
        return template.resolved(ref(template.id(Resources.DISTRIBUTION))).asText();
    }

    private static JsonNode policyOf(Resources template, String bucket) {
        return template.all(BUCKET_POLICY).values().stream()
                .filter(policy -> policy.at("/Bucket/Ref").asText().equals(bucket))
                .map(policy -> template.resolved(policy.path("PolicyDocument")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode dependencies(Resources template) {
        return template.template().path("Resources").path(template.id(DELIVERY)).path("DependsOn");
    }

    private static Request by(Request request, String account) {
        return request.with("aws:SourceAccount", account)
                .with("aws:SourceArn", "arn:aws:logs:us-east-1:" + account + ":delivery-source:films");
    }
}
