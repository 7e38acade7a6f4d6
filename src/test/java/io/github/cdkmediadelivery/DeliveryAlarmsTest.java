package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.AlarmEvaluation.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.DistributionAttributes;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.IDistribution;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;

class DeliveryAlarmsTest {

    private static final String HOME = "us-east-1";
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String DASHBOARD = "AWS::CloudWatch::Dashboard";
    private static final String SUBSCRIPTION = "AWS::CloudFront::MonitoringSubscription";
    private static final Path METRICS = Path.of("src", "test", "resources", "metrics");

    @Nested
    class WhatIsMeasured {

        /** Nobody here wrote it: each metric with each set of dimensions that AWS's pages have for it. */
        private static final JsonNode DOCUMENTED = Synth.read(METRICS.resolve("aws.json"));

        @ParameterizedTest
        @EnumSource
        void isWhatAwsDocumentsWithExactlyThoseDimensions(Facade facade) {
            var template = watched(facade);

            var measured = measured(template);
            assertThat(measured).hasSizeGreaterThan(3).allSatisfy(metric -> assertThat(documents(metric))
                    .as(metric.toString())
                    .isTrue());
        }

        @Test
        void isWhatAwsDocumentsForVersionOneStandbysAndSilenceToo() {
            var template = in("eu-west-1", stack -> {
                var first = LiveFixtures.v2EndpointIn(stack, "hls");
                OriginAlarms.Builder.create(stack, "Alarms")
                        .endpoint(first)
                        .onAir(first)
                        .standby(LiveFixtures.v2EndpointIn(stack, "other"))
                        .distribution(MediaPackageOriginDistribution.Builder.create(stack, "V1")
                                .origin(MediaPackageOrigin.v1(MediaPackageAccess.open())
                                        .endpoint(MediaPackageEndpoint.of(LiveFixtures.v1Resource(stack)))
                                        .build())
                                .build())
                        .build();
            });

            assertThat(template.all(ALARM)).hasSize(5);
            assertThat(measured(template))
                    .allSatisfy(metric ->
                            assertThat(documents(metric)).as(metric.toString()).isTrue());
        }

        /** What nobody turned on never arrives. */
        @ParameterizedTest
        @EnumSource
        void isTurnedOnWhereItCosts(Facade facade) {
            var template = watched(facade);

            assertThat(measured(template))
                    .filteredOn(WhatIsMeasured::isAdditional)
                    .isNotEmpty();
            assertThat(template.all(SUBSCRIPTION)).hasSize(1);
        }

        @Test
        void isNotTurnedOnWhereNoAlarmNeedsIt() {
            var template = in(HOME, stack -> DeliveryAlarms.Builder.create(stack, "Alarms")
                    .distribution(LiveFixtures.delivery(stack).build())
                    .build());

            assertThat(measured(template)).isNotEmpty().noneMatch(WhatIsMeasured::isAdditional);
            assertThat(template.all(SUBSCRIPTION)).isEmpty();
        }

        private static boolean isAdditional(Measured metric) {
            return described(metric).anyMatch(entry -> entry.path("additional").asBoolean());
        }

        private static boolean documents(Measured metric) {
            return described(metric)
                    .anyMatch(entry -> has(entry.path("statistics"), metric.statisticKind())
                            && stream(entry.path("dimensions"))
                                    .anyMatch(set -> metric.has(
                                            stream(set).map(JsonNode::asText).toList())));
        }

        private static boolean has(JsonNode list, String text) {
            return stream(list).anyMatch(entry -> entry.asText().equals(text));
        }

        private static Stream<JsonNode> described(Measured metric) {
            return stream(DOCUMENTED)
                    .filter(page -> page.path("namespace").asText().equals(metric.namespace))
                    .map(page -> page.path("metrics").path(metric.name))
                    .filter(entry -> !entry.isMissingNode());
        }
    }

    @Nested
    class Evaluation {

        static Stream<String> tables() throws IOException {
            return Files.readAllLines(METRICS.resolve("missing-data.txt")).stream()
                    .filter(line -> !line.startsWith("#"));
        }

        /** The evaluation that the tests below use is CloudWatch's: AWS's own tables. */
        @ParameterizedTest
        @MethodSource("tables")
        void isWhatAwsTablesSay(String line) {
            var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            var counts = cells.get(0).split("/", -1);
            var points = AlarmEvaluation.points(cells.get(1));
            var kinds = List.of("missing", "ignore", "breaching", "notBreaching");
            for (String kind : kinds) {
                var expected = cells.get(2 + kinds.indexOf(kind));
                for (State before : State.values()) {
                    assertThat(AlarmEvaluation.next(
                                    points, Integer.parseInt(counts[0]), Integer.parseInt(counts[1]), kind, before))
                            .as("%s %s", line, kind)
                            .isEqualTo(expected.equals("RETAIN") ? before : State.valueOf(expected));
                }
            }
        }
    }

    /**
     * Each alarm over a generated event: well, wrong for as long as it counts, well again, and the end of the event.
     */
    @Nested
    class EachAlarm {

        private static final int QUIET = 12;

        static Stream<Case> cases() {
            return Stream.of(
                    new Case("ServerErrors", Map.of("5xxErrorRate", 0.05), Map.of("5xxErrorRate", 0.2), State.OK),
                    new Case("ClientErrors", Map.of("4xxErrorRate", 0.9), Map.of("4xxErrorRate", 1.1), State.OK),
                    new Case("CacheHitRate", Map.of("CacheHitRate", 97.0), Map.of("CacheHitRate", 94.0), State.OK),
                    new Case(
                            "OriginLatency",
                            Map.of("OriginLatency", 2900.0),
                            Map.of("OriginLatency", 3100.0),
                            State.OK),
                    new Case(
                            "FunctionExecutionErrors",
                            Map.of("FunctionExecutionErrors", 0.0),
                            Map.of("FunctionExecutionErrors", 1.0),
                            State.OK),
                    new Case(
                            "FunctionValidationErrors",
                            Map.of("FunctionValidationErrors", 0.0),
                            Map.of("FunctionValidationErrors", 1.0),
                            State.OK),
                    new Case(
                            "FunctionThrottles",
                            Map.of("FunctionThrottles", 0.0),
                            Map.of("FunctionThrottles", 1.0),
                            State.OK),
                    new Case(
                            "Blocked",
                            Map.of("BlockedRequests", 4.0, "AllowedRequests", 96.0),
                            Map.of("BlockedRequests", 6.0, "AllowedRequests", 94.0),
                            State.OK),
                    // An attack, and nobody else comes: nothing is allowed, and no such metric is published.
                    new Case("Blocked", Map.of("AllowedRequests", 100.0), Map.of("BlockedRequests", 1000.0), State.OK),
                    new Case(
                            "EndpointManifestErrors",
                            Map.of("EgressRequestCount", 10_000.0, "EgressRequestCount 4xx", 9.0),
                            Map.of(
                                    "EgressRequestCount", 10_000.0,
                                    "EgressRequestCount 4xx", 9.0,
                                    "EgressRequestCount 5xx", 2.0),
                            State.OK),
                    new Case(
                            "EndpointSegmentErrors",
                            Map.of("EgressRequestCount", 10_000.0),
                            Map.of("EgressRequestCount", 10_000.0, "EgressRequestCount 5xx", 2.0),
                            State.OK),
                    new Case("Standby", Map.of(), Map.of("EgressBytes", 1000.0), State.OK),
                    // Media-quality-aware failover asks both by HEAD, which has no bytes.
                    new Case("Standby", Map.of("EgressBytes", 0.0), Map.of("EgressBytes", 1000.0), State.OK),
                    new Case("Silence", Map.of("EgressBytes", 1000.0), Map.of("EgressBytes", 0.0), State.ALARM),
                    new Case("Silence", Map.of("EgressBytes", 1000.0), Map.of(), State.ALARM),
                    new Case(
                            "AdServerErrors",
                            Map.of("AdDecisionServer.Latency", 100.0, "AdDecisionServer.Errors", 4.0),
                            Map.of("AdDecisionServer.Latency", 100.0, "AdDecisionServer.Errors", 6.0),
                            State.OK),
                    // Nothing answers, so there are no samples of how fast.
                    new Case(
                            "AdServerErrors",
                            Map.of("AdDecisionServer.Latency", 100.0),
                            Map.of("AdDecisionServer.Errors", 100.0),
                            State.OK),
                    new Case(
                            "PersonalizedManifestErrors",
                            Map.of("GetManifest.Latency", 1000.0, "GetManifest.Errors", 9.0),
                            Map.of("GetManifest.Latency", 1000.0, "GetManifest.Errors", 11.0),
                            State.OK),
                    new Case("ContentErrors", Map.of("Origin.Errors", 0.0), Map.of("Origin.Errors", 1.0), State.OK),
                    // Between breaks nothing is known: what was true of the last one stays.
                    new Case("FillRate", Map.of("Avail.FillRate", 91.0), Map.of("Avail.FillRate", 89.0), null));
        }

        /** @param silent the state when nothing is published any more; that of before where it is null */
        record Case(String alarm, Map<String, Double> well, Map<String, Double> wrong, @Nullable State silent) {}

        @ParameterizedTest
        @MethodSource("cases")
        void firesAndClears(Case event) {
            var alarm = alarm(event.alarm);
            // Points that are missing are passed over while older ones stand in for them.
            int late = event.wrong.isEmpty() ? AlarmEvaluation.MORE : 0;
            int times = alarm.path("EvaluationPeriods").asInt() + late;

            var blip = states(alarm, event, times - 1, QUIET);
            var fault = states(alarm, event, times, QUIET);

            assertThat(blip.subList(0, blip.size() - QUIET))
                    .as("one less than it counts")
                    .doesNotContain(State.ALARM);
            assertThat(fault.get(QUIET + times - 1))
                    .as("fires with the last one counted")
                    .isEqualTo(State.ALARM);
            assertThat(fault.subList(0, QUIET + times - 1)).doesNotContain(State.ALARM);
            assertThat(fault.get(fault.size() - QUIET - 1)).as("clears").isEqualTo(State.OK);
            assertThat(fault.get(fault.size() - 1))
                    .as("when nobody watches any more")
                    .isEqualTo(event.silent != null ? event.silent : State.OK);
        }

        @ParameterizedTest
        @MethodSource("cases")
        void saysWhatToDo(Case event) {
            assertThat(alarm(event.alarm).path("AlarmDescription").asText())
                    .hasSizeBetween(100, 1024)
                    .containsPattern("Look|Go back|Call|Compare|Switch");
        }

        @Test
        void isOfThese() {
            assertThat(alarms().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            cases().map(Case::alarm).distinct().toList());
        }

        /** What breaks the fill rate keeps its alarm over the time without breaks. */
        @Test
        void keepsItsStateBetweenBreaks() {
            var alarm = alarm("FillRate");
            var states = new AlarmEvaluation(alarm)
                    .over(Map.of("Avail.FillRate", Arrays.asList(95.0, 20.0, null, null, null, null, 95.0)));

            assertThat(states)
                    .containsExactly(
                            State.OK, State.ALARM, State.ALARM, State.ALARM, State.ALARM, State.ALARM, State.OK);
        }

        private static List<State> states(JsonNode alarm, Case event, int wrong, int quiet) {
            var series = new HashMap<String, List<@Nullable Double>>();
            Stream.concat(event.well.keySet().stream(), event.wrong.keySet().stream())
                    .distinct()
                    .forEach(name -> {
                        var points = new ArrayList<@Nullable Double>();
                        points.addAll(Collections.nCopies(quiet, event.well.get(name)));
                        points.addAll(Collections.nCopies(wrong, event.wrong.get(name)));
                        points.addAll(Collections.nCopies(quiet, event.well.get(name)));
                        points.addAll(Collections.nCopies(quiet, null));
                        series.put(name, points);
                    });
            return new AlarmEvaluation(alarm).over(series).subList(0, 3 * quiet + wrong);
        }

        private static JsonNode alarm(String name) {
            return Objects.requireNonNull(alarms().get(name), name);
        }

        private static final Map<String, JsonNode> ALL = new HashMap<>();

        /** One of each, by its id. */
        private static Map<String, JsonNode> alarms() {
            if (ALL.isEmpty()) {
                in(HOME, stack -> {
                            everyEdgeAlarm(
                                    stack, LiveFixtures.delivery(stack).build().getDistribution());
                            OriginAlarms.Builder.create(stack, "Origin")
                                    .endpoint(LiveFixtures.v2EndpointIn(stack, "hls"))
                                    .standby(LiveFixtures.v2EndpointIn(stack, "other"))
                                    .onAir(LiveFixtures.v2EndpointIn(stack, "hls"))
                                    .playbackConfiguration("news")
                                    .build();
                        })
                        .all(ALARM)
                        .forEach((id, alarm) ->
                                ALL.put(id.replaceFirst("^(Alarms|Origin)", "").replaceFirst(".{8}$", ""), alarm));
            }
            return ALL;
        }
    }

    @Nested
    class Where {

        @Test
        void theyAreRefusedInARegionWhereNothingArrives() {
            var stack = Facade.stack(new App(), "eu-west-1");
            var delivery = LiveFixtures.delivery(stack).build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeliveryAlarms.Builder.create(stack, "Alarms")
                            .distribution(delivery)
                            .build())
                    .withMessage(
                            "alarms: must be in a stack of us-east-1, where alone CloudFront's metrics arrive, got"
                                    + " 'eu-west-1'; make a stack for them with that region, and crossRegionReferences in both");
            assertThat(stack.getNode().tryFindChild("Alarms")).isNull();
        }

        @Test
        void theyStandInAStackOfTheirOwnThatGetsTheIdAcrossRegions() {
            var templates = Synth.templates(app -> {
                var delivery = LiveFixtures.delivery(across(app, "Live", "eu-west-1"))
                        .viewerRequestFunction(function((Stack) app.getNode().findChild("Live")))
                        .build();
                DeliveryAlarms.Builder.create(across(app, "Watch", HOME), "Alarms")
                        .distribution(delivery)
                        .build();
            });
            var alarms = new Resources(Objects.requireNonNull(templates.get("Watch"))).all(ALARM);

            assertThat(alarms).hasSize(5);
            // Read from the other region when it is deployed, the function's name cut from its ARN.
            assertThat(alarms.values())
                    .allSatisfy(alarm -> assertThat(alarm.path("Dimensions").toString())
                            .contains("Fn::GetStackOutput", "eu-west-1")
                            .doesNotContain("AWS::StackId"));
        }

        @Test
        void aStackWithoutARegionIsWarned() {
            assertThat(Findings.said(app -> DeliveryAlarms.Builder.create(new Stack(app, "Test"), "Alarms")
                            .distribution(imported((Stack) app.getNode().findChild("Test")))
                            .build()))
                    .containsEntry(
                            "cdk-media-delivery:alarms-region",
                            "The region of the stack is not known. CloudFront's metrics arrive in us-east-1 alone:"
                                    + " deployed elsewhere, the alarms never fire. Give the stack the region us-east-1.");
        }

        @Test
        void thoseOfTheOriginAreRefusedWhereNothingArrives() {
            var stack = Facade.stack(new App(), HOME);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OriginAlarms.Builder.create(stack, "Alarms")
                            .endpoint(LiveFixtures.v2Endpoint("hls"))
                            .build())
                    .withMessage(
                            "alarms: must be in a stack of the origin's region, where the metrics of MediaPackage and"
                                    + " MediaTailor arrive, got 'us-east-1'; make them in a stack of 'eu-west-1'");
        }

        @Test
        void whatIsInAnotherRegionBesideIsSaid() {
            assertThat(Findings.said(app -> OriginAlarms.Builder.create(Facade.stack(app, HOME), "Alarms")
                            .endpoint(LiveFixtures.v2Endpoint("hls"))
                            .playbackConfiguration("news")
                            .build()))
                    .containsEntry(
                            "cdk-media-delivery:alarms-elsewhere",
                            "What is in eu-west-1 is not watched by these alarms: its metrics arrive there. Make"
                                    + " OriginAlarms in a stack of that region too.");
        }

        @Test
        void anEndpointOfVersionOneWithoutNamesIsSaid() {
            assertThat(Findings.said(app -> {
                        var stack = Facade.stack(app, "eu-west-1");
                        OriginAlarms.Builder.create(stack, "Alarms")
                                .playbackConfiguration("news")
                                .distribution(MediaPackageOriginDistribution.Builder.create(stack, "V1")
                                        .origin(LiveFixtures.v1().build())
                                        .build())
                                .build();
                    }))
                    .containsEntry(
                            "cdk-media-delivery:alarms-endpoint-v1",
                            "An endpoint of MediaPackage v1 is not watched: its URL does not tell the names of its"
                                    + " metrics. Give MediaPackageEndpoint.of(…) the resource.");
        }

        @Test
        void aWebAclOfUnknownMetricsIsSaid() {
            assertThat(Findings.said(app -> {
                        var stack = Facade.stack(app, HOME);
                        DeliveryAlarms.Builder.create(stack, "Alarms")
                                .distribution(LiveFixtures.delivery(stack)
                                        .webAclArn(CommonOptions.WEB_ACL)
                                        .build())
                                .build();
                    }))
                    .containsEntry(
                            "cdk-media-delivery:alarms-web-acl",
                            "The web ACL is not watched: its ARN does not tell the name of its metrics. Say it with"
                                    + " webAclMetric(…); it is in the ACL's visibility configuration.");
        }
    }

    @Nested
    class Refused {

        private final Stack stack = Facade.stack(new App(), HOME);

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, 100, Double.NaN})
        void areSharesThatAreNone(double percent) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> DeliveryAlarms.Builder.create(stack, "Alarms").serverErrors(percent))
                    .withMessage("serverErrors: must be between 0 and 100 per cent, got '" + percent
                            + "'; use for example 0.1");
        }

        @Test
        void areAlarmsOfNothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> DeliveryAlarms.Builder.create(stack, "Alarms").build())
                    .withMessage("distribution: must be given; use distribution(…)");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> OriginAlarms.Builder.create(stack, "Alarms").build())
                    .withMessage("distribution: must have endpoints of MediaPackage or a playback configuration of"
                            + " MediaTailor, whose metrics can be named, got 'none'; use endpoint(…) or"
                            + " playbackConfiguration(…), or DeliveryAlarms for what CloudFront tells");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            DeliveryDashboard.Builder.create(stack, "Board").build())
                    .withMessage("alarms: must be given, got 'none'; use alarms(DeliveryAlarms…build())");
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 180_001})
        void areLatenciesThatNoOriginHas(long millis) {
            var latency = Duration.ofMillis(millis);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> DeliveryAlarms.Builder.create(stack, "Alarms").originLatency(latency))
                    .withMessage("originLatency: must be from 1 ms to 3 minutes, got '" + latency
                            + "'; use for example Duration.ofSeconds(3) for segments of six seconds");
        }

        @Test
        void areTopicsOfAnotherRegion() {
            var topic = Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:pager");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeliveryAlarms.Builder.create(stack, "Alarms")
                            .distribution(imported(stack))
                            .notify(topic)
                            .build())
                    .withMessage("notify: must be a topic in the region of the alarms, got 'eu-west-1'; make one in a"
                            + " stack of 'us-east-1'");
        }
    }

    @Nested
    class TheTopic {

        /** {@code enforceSsl} replaces the policy that every topic begins with, which lets alarms in. */
        @Test
        void letsTheAccountsAlarmsPublishAndUseItsKey() {
            var template = in(HOME, stack -> DeliveryAlarms.Builder.create(stack, "Alarms")
                    .distribution(imported(stack))
                    .notify(Topic.Builder.create(stack, "Pager")
                            .enforceSsl(true)
                            .masterKey(new Key(stack, "Key"))
                            .build())
                    .build());
            var topic = template.resolved(Resources.json("{\"Ref\": \"" + template.id("AWS::SNS::Topic") + "\"}"))
                    .asText();
            var publish = IamSimulator.request("sns:Publish")
                    .on(topic)
                    .byService("cloudwatch.amazonaws.com")
                    .with("aws:SecureTransport", "true");

            new Guard(template.resolved(template.only("AWS::SNS::TopicPolicy").path("PolicyDocument")))
                    .allows("ours", publish.with("aws:SourceAccount", Resolved.ACCOUNT))
                    .denies("another account's", publish.with("aws:SourceAccount", "444455556666"));
            assertThat(template.only("AWS::KMS::Key").path("KeyPolicy").toString())
                    .contains("cloudwatch.amazonaws.com", "kms:GenerateDataKey*");
            assertThat(template.all(ALARM).values())
                    .allSatisfy(alarm ->
                            assertThat(alarm.path("AlarmActions")).hasSize(1).isEqualTo(alarm.path("OKActions")));
        }

        @Test
        void ofAnotherAppIsToldToItsOwner() {
            assertThat(Findings.said(app -> {
                        var stack = Facade.stack(app, HOME);
                        DeliveryAlarms.Builder.create(stack, "Alarms")
                                .distribution(imported(stack))
                                .notify(Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:us-east-1:111122223333:pager"))
                                .build();
                    }))
                    .hasEntrySatisfying("cdk-media-delivery:alarm-topic-policy", said -> assertThat(said)
                            .contains("may refuse the alarms", "sns:Publish", "cloudwatch.amazonaws.com"));
        }
    }

    @Nested
    class TheDashboard {

        @Test
        void opensWithWhatAnOperatorAsksAndAnswersEach() {
            var widgets = Resources.json(watched(Facade.ADS)
                            .resolved(watched(Facade.ADS).only(DASHBOARD).path("DashboardBody"))
                            .asText())
                    .path("widgets");
            var opening = widgets.path(0).at("/properties/markdown").asText();

            assertThat(opening.lines())
                    .containsExactly(
                            "# Live",
                            "1. Is anyone watching?",
                            "1. Are viewers served?",
                            "1. Does the cache do its work, and is the origin fast?",
                            "1. Does the function at the edge run, and whom does the web ACL refuse?",
                            "1. Does the packager answer?",
                            "1. Are breaks filled with ads?");
            assertThat(stream(widgets)
                            .filter(widget -> widget.path("type").asText().equals("text"))
                            .skip(1)
                            .map(widget ->
                                    widget.at("/properties/markdown").asText().replace("## ", "1. ")))
                    .containsExactlyElementsOf(opening.lines().skip(1).toList());
        }

        /** In the grid of 24 columns nothing covers another. */
        @ParameterizedTest
        @EnumSource
        void hasNoWidgetsOnTopOfEachOther(Facade facade) {
            var template = watched(facade);
            var taken = new ArrayList<String>();
            var widgets = Resources.json(
                            template.resolved(template.only(DASHBOARD).path("DashboardBody"))
                                    .asText())
                    .path("widgets");
            for (JsonNode widget : widgets) {
                for (int x = 0; x < widget.path("width").asInt(); x++) {
                    for (int y = 0; y < widget.path("height").asInt(); y++) {
                        taken.add((widget.path("x").asInt() + x) + ","
                                + (widget.path("y").asInt() + y));
                    }
                }
            }

            assertThat(taken).doesNotHaveDuplicates().noneMatch(cell -> cell.startsWith("24,"));
        }
    }

    /** With all that can be watched: a web ACL, a function, alarms on both sides, a dashboard of them. */
    private static Resources watched(Facade facade) {
        return in(HOME, stack -> {
            facade.define(stack, (scope, delivery) -> delivery.webAclArn(AllowedOriginsWebAcl.Builder.create(
                                    scope, "Acl", AllowedOrigins.of("https://www.example.com"))
                            .build()
                            .getWebAclArn())
                    .viewerRequestFunction(function(scope)));
            var delivery = (DeliveryDistribution) stack.getNode().findChild("Delivery");
            var board = DeliveryDashboard.Builder.create(stack, "Board")
                    .title("Live")
                    .alarms(DeliveryAlarms.Builder.create(stack, "Alarms")
                            .distribution(delivery)
                            .cacheHitRate(95)
                            .originLatency(Duration.ofSeconds(3))
                            .build());
            if (facade == Facade.LIVE_V2 || facade == Facade.ADS) {
                board.alarms(OriginAlarms.Builder.create(stack, "Origin")
                        .distribution(delivery)
                        .build());
            }
            board.build();
        });
    }

    private static void everyEdgeAlarm(Stack stack, IDistribution distribution) {
        DeliveryAlarms.Builder.create(stack, "Alarms")
                .distribution(distribution)
                .function(function(stack))
                .webAclMetric("acl")
                .cacheHitRate(95)
                .originLatency(Duration.ofSeconds(3))
                .build();
    }

    private static Function function(Stack stack) {
        return Function.Builder.create(stack, "Function")
                .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
                .build();
    }

    private static IDistribution imported(Stack stack) {
        return Distribution.fromDistributionAttributes(
                stack,
                "Existing",
                DistributionAttributes.builder()
                        .distributionId("E1EXAMPLE")
                        .domainName("d111111abcdef8.cloudfront.net")
                        .build());
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

    private static Resources in(String region, Consumer<Stack> build) {
        return new Resources(Objects.requireNonNull(
                Synth.templates(app -> build.accept(Facade.stack(app, region))).get("Test")));
    }

    /** A metric as an alarm or a dashboard names it. */
    private record Measured(String namespace, String name, Map<String, String> dimensions, String statistic) {

        String statisticKind() {
            return statistic.matches("p[0-9.]+") ? "Percentile" : statistic;
        }

        /** Exactly these, each {@code NAME}, or {@code NAME=VALUE|VALUE} where there is a choice. */
        boolean has(List<String> documented) {
            return documented.size() == dimensions.size()
                    && documented.stream().allMatch(dimension -> {
                        var parts = dimension.split("=", -1);
                        var value = dimensions.get(parts[0]);
                        return value != null
                                && (parts.length == 1
                                        || List.of(parts[1].split("\\|", -1)).contains(value));
                    });
        }
    }

    private static List<Measured> measured(Resources template) {
        var all = new ArrayList<Measured>();
        template.all(ALARM).values().stream().map(template::resolved).forEach(alarm -> {
            if (alarm.has("MetricName")) {
                all.add(of(
                        alarm,
                        alarm.path(alarm.has("Statistic") ? "Statistic" : "ExtendedStatistic")
                                .asText()));
            }
            alarm.path("Metrics").forEach(query -> {
                if (query.has("MetricStat")) {
                    all.add(of(
                            query.at("/MetricStat/Metric"),
                            query.at("/MetricStat/Stat").asText()));
                }
            });
        });
        template.all(DASHBOARD).values().forEach(dashboard -> stream(
                        Resources.json(template.resolved(dashboard.path("DashboardBody"))
                                        .asText())
                                .path("widgets"))
                .flatMap(widget -> stream(widget.at("/properties/metrics")))
                .filter(row -> row.size() > 1)
                .forEach(row -> all.add(ofRow(row))));
        return all;
    }

    private static Measured of(JsonNode metric, String statistic) {
        var dimensions = new HashMap<String, String>();
        metric.path("Dimensions")
                .forEach(dimension -> dimensions.put(
                        dimension.path("Name").asText(), dimension.path("Value").asText()));
        return new Measured(
                metric.path("Namespace").asText(), metric.path("MetricName").asText(), dimensions, statistic);
    }

    private static Measured ofRow(JsonNode row) {
        var dimensions = new HashMap<String, String>();
        for (int i = 2; i < row.size() - 1; i += 2) {
            dimensions.put(row.path(i).asText(), row.path(i + 1).asText());
        }
        return new Measured(
                row.path(0).asText(),
                row.path(1).asText(),
                dimensions,
                row.path(row.size() - 1).path("stat").asText());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements.stream();
    }
}
