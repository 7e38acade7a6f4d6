package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is kept and for how long, by cases that nobody here wrote: the npm package http-cache-tests (BSD-3-Clause),
 * which is the suite of <a href="https://cache-tests.fyi/">cache-tests.fyi</a>. Where CloudFront is documented to
 * differ from RFC 9111, or not documented, {@code cloudfront.txt} says so with AWS's page.
 *
 * <p>Left out are the suites about what the simulator does not model, conditional requests, ranges, {@code Vary} and
 * which headers are stored, and about what only browsers do.
 */
class FreshnessOracleTest {

    private static final Set<String> SUITES = Set.of(
            "cc-freshness",
            "cc-parse",
            "age-parse",
            "expires",
            "expires-parse",
            "cc-response",
            "stale",
            "heuristic",
            "method",
            "status",
            "cc-request",
            "pragma",
            "auth",
            "other");

    private static final long SEED = 20_261_131;
    private static final int GRID = 600;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DIFFERENCES = Path.of("src/test/resources/cache-tests/cloudfront.txt");
    private static final NodeProcess CASES = new NodeProcess("src/test/node/cache-tests.mjs");
    private static final Set<String> DATES = Set.of("date", "expires", "last-modified");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    /** What the suite calls a pause. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private static final String TEMPLATE =
            """
            {"Resources": {
              "Policy": {"Type": "AWS::CloudFront::CachePolicy", "Properties": {"CachePolicyConfig": {
                "Name": "p", "MinTTL": 0, "DefaultTTL": %d, "MaxTTL": 31536000,
                "ParametersInCacheKeyAndForwardedToOrigin": {"EnableAcceptEncodingGzip": false,
                  "HeadersConfig": {"HeaderBehavior": "none"}, "CookiesConfig": {"CookieBehavior": "none"},
                  "QueryStringsConfig": {"QueryStringBehavior": "all"}}}}},
              "Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                "Enabled": true,
                "Origins": [{"Id": "o", "DomainName": "origin.example.com",
                             "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}],
                "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only",
                  "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
                  "CachePolicyId": {"Ref": "Policy"}}}}}}}
            """;

    /** What CloudFront does with a case, by AWS's pages. */
    private enum Outcome {
        KEPT,
        ASKED,
        UNKNOWN
    }

    private record Difference(String pattern, Outcome outcome) {}

    @TestFactory
    Stream<DynamicTest> publishedCases() throws IOException {
        List<Difference> differences = differences();
        return cases().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.path("id").asText(), () -> assertThat(new Run(test, 0).outcome(test, differences))
                                .as(test.path("name").asText() + "\n" + test.toPrettyString())
                                .isEmpty()));
    }

    /** A default time only counts where the origin says nothing. */
    @TestFactory
    Stream<DynamicTest> publishedCasesBesideADefaultTime() throws IOException {
        List<Difference> differences = differences();
        return cases().stream()
                .filter(FreshnessOracleTest::saysATime)
                .map(test -> DynamicTest.dynamicTest(
                        test.path("id").asText(), () -> assertThat(new Run(test, 86_400).outcome(test, differences))
                                .as(test.path("name").asText() + "\n" + test.toPrettyString())
                                .isEmpty()));
    }

    @Test
    void eachListedDifferenceIsOne() throws IOException {
        assertThat(differences()).allSatisfy(difference -> assertThat(cases())
                .anyMatch(test ->
                        Wildcard.matches(difference.pattern, test.path("id").asText())));
    }

    /**
     * "Specify the amount of time that CloudFront caches objects", the table of the page, over a grid of minimum,
     * default and maximum TTLs: asked until the time is over, and again.
     */
    @Test
    void keptAsTheTableOfTheDeveloperGuideSays() {
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < GRID; i++) {
            long min = any(random, 0, 0, 1, 30, 3_600);
            long usual = min + any(random, 0, 1, 60, 86_400);
            long max = usual + any(random, 0, 1, 600, 31_536_000);
            Said said = Said.values()[random.nextInt(Said.values().length)];
            long first = any(random, 0, 1, 10, 30, 45, 600, 86_400, 40_000_000);
            long second = any(random, 0, 5, 30, 1_000, 50_000_000);
            Edge edge = Edge.of(CloudAssembly.ofTemplates(Map.of(
                    "Test",
                    TEMPLATE.formatted(usual)
                            .replace("\"MinTTL\": 0", "\"MinTTL\": " + min)
                            .replace("\"MaxTTL\": 31536000", "\"MaxTTL\": " + max))));
            edge.origin(said.answer(edge, first, second));
            long expected = said.kept(min, usual, max, first, second);
            String at = "case %d: minimum %d, default %d, maximum %d, %s of %d and %d"
                    .formatted(i, min, usual, max, said, first, second);
            EdgeAnswer answer = edge.get("/a").send();
            if (!answer.keptFor().equals(Duration.ofSeconds(expected))) {
                wrong.add(at + ": should be kept for " + expected + "\n" + answer);
            }
            if (expected > 0) {
                edge.pass(Duration.ofSeconds(expected - 1));
                EdgeAnswer kept = edge.get("/a").send();
                if (kept.decidedBy() != Stage.CACHE
                        || !kept.header("Age").equals(Optional.of(String.valueOf(expected - 1)))) {
                    wrong.add(at + ": should be kept still\n" + kept);
                }
                edge.pass(Duration.ofSeconds(1));
            }
            EdgeAnswer anew = edge.get("/a").send();
            if (anew.decidedBy() != Stage.ORIGIN) {
                wrong.add(at + ": should be asked anew\n" + anew);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static long any(Random random, long... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The rows of the table: what the origin adds to its answer. */
    private enum Said {
        NOTHING,
        MAX_AGE,
        MAX_AGE_AND_S_MAXAGE,
        EXPIRES,
        MAX_AGE_AND_EXPIRES,
        NO_CACHE,
        NO_STORE,
        PRIVATE;

        OriginAnswer answer(Edge edge, long first, long second) {
            String date = DATE.format(edge.now().plusSeconds(second).atOffset(ZoneOffset.UTC));
            return switch (this) {
                case NOTHING -> OriginAnswer.OK;
                case MAX_AGE -> OriginAnswer.OK.header("Cache-Control", "public, max-age=" + first);
                case MAX_AGE_AND_S_MAXAGE ->
                    OriginAnswer.OK.header("Cache-Control", "max-age=" + first + ",s-maxage=" + second);
                case EXPIRES -> OriginAnswer.OK.header("Expires", date);
                case MAX_AGE_AND_EXPIRES ->
                    OriginAnswer.OK.header("Cache-Control", "max-age=" + first).header("Expires", date);
                case NO_CACHE -> OriginAnswer.OK.header("Cache-Control", "no-cache, max-age=" + first);
                case NO_STORE -> OriginAnswer.OK.header("Cache-Control", "no-store");
                case PRIVATE -> OriginAnswer.OK.header("Cache-Control", "private, s-maxage=" + first);
            };
        }

        long kept(long min, long usual, long max, long first, long second) {
            if (max == 0) {
                return 0;
            }
            long said = this == MAX_AGE || this == MAX_AGE_AND_EXPIRES ? first : second;
            return switch (this) {
                // "the value of the CloudFront default TTL", or with a minimum "the greater of" both
                case NOTHING -> min == 0 ? usual : Math.max(min, usual);
                // "Minimum TTL > 0: CloudFront caches objects for the value of the minimum TTL"
                case NO_CACHE, NO_STORE, PRIVATE -> min;
                // "the lesser of the value of the directive or the maximum TTL", and at least the minimum TTL
                default -> said < min ? min : said > max ? max : said;
            };
        }
    }

    private static List<JsonNode> cases() {
        return list(CASES.ask(JSON.createObjectNode()).path("suites"))
                .filter(suite -> SUITES.contains(suite.path("id").asText()))
                .flatMap(suite -> list(suite.path("tests")))
                .filter(test -> !test.path("browser_only").asBoolean())
                .filter(test -> test.path("requests").size() > 1)
                .toList();
    }

    private static boolean saysATime(JsonNode test) {
        String headers = test.at("/requests/0/response_headers").toString().toLowerCase(Locale.ROOT);
        return headers.contains("max-age=") || headers.contains("maxage=") || headers.contains("expires");
    }

    private static List<Difference> differences() throws IOException {
        return Files.readAllLines(DIFFERENCES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .map(parts -> new Difference(
                        parts[0].trim(), Outcome.valueOf(parts[1].trim().toUpperCase(Locale.ROOT))))
                .toList();
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** A case, asked of a distribution of its own. */
    private static final class Run {

        private final Edge edge;
        private final JsonNode test;

        Run(JsonNode test, int usual) {
            this.test = test;
            this.edge = Edge.of(CloudAssembly.ofTemplates(Map.of("Test", TEMPLATE.formatted(usual))));
        }

        /** What is wrong, with the trace of the simulator. */
        List<String> outcome(JsonNode asked, List<Difference> differences) {
            @Nullable
            Outcome documented = differences.stream()
                    .filter(difference -> Wildcard.matches(
                            difference.pattern, asked.path("id").asText()))
                    .map(Difference::outcome)
                    .findFirst()
                    .orElse(null);
            List<String> wrong = new ArrayList<>();
            List<String> unknowns = new ArrayList<>();
            int number = 0;
            for (JsonNode request : asked.path("requests")) {
                number++;
                EdgeAnswer answer = send(request, number);
                unknowns.addAll(answer.unknowns());
                if (request.has("expected_type") && documented != Outcome.UNKNOWN) {
                    boolean last = number == asked.path("requests").size();
                    boolean kept = (documented == null || !last)
                            ? request.path("expected_type").asText().equals("cached")
                            : documented == Outcome.KEPT;
                    if (kept != (answer.decidedBy() == Stage.CACHE)) {
                        wrong.add("request " + number + " should be " + (kept ? "kept" : "asked") + ": " + answer);
                    }
                    ages(request, answer, wrong);
                }
                if (request.path("pause_after").asBoolean()) {
                    edge.pass(PAUSE);
                }
            }
            if ((documented == Outcome.UNKNOWN) == unknowns.isEmpty()) {
                wrong.add("unknowns: " + unknowns);
            }
            return wrong;
        }

        private void ages(JsonNode request, EdgeAnswer answer, List<String> wrong) {
            list(request.path("expected_response_headers"))
                    .filter(header -> header.path(0).asText().equals("Age"))
                    .filter(header -> Long.parseLong(answer.header("Age").orElse("-1"))
                            <= header.path(2).asLong())
                    .forEach(header -> wrong.add("should have " + header + ": " + answer));
        }

        private EdgeAnswer send(JsonNode request, int number) {
            edge.origin(answer(request));
            String wanted = request.path("query_arg").asText();
            String path = "/" + test.path("id").asText().replaceAll("[^a-z0-9-]", "");
            EdgeRequest sent = edge.request(
                    request.path("request_method").asText("GET"), path + (wanted.isEmpty() ? "" : "?" + wanted));
            for (JsonNode header : request.path("request_headers")) {
                sent = sent.header(header.path(0).asText(), header.path(1).asText());
            }
            return sent.header("Req-Num", String.valueOf(number)).send();
        }

        private OriginAnswer answer(JsonNode request) {
            if (request.path("disconnect").asBoolean()) {
                return OriginAnswer.of(504);
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (JsonNode header : request.path("response_headers")) {
                String name = header.path(0).asText().toLowerCase(Locale.ROOT);
                headers.merge(name, value(name, header.path(1)), (one, other) -> one + ", " + other);
            }
            return new OriginAnswer(
                    request.at("/response_status/0").asInt(200), headers, OriginAnswer.Arrival.ANSWERED);
        }

        /** A number is a date, in seconds from now on. */
        private String value(String name, JsonNode value) {
            return DATES.contains(name) && value.isInt()
                    ? DATE.format(edge.now().plusSeconds(value.asLong()).atOffset(ZoneOffset.UTC))
                    : value.asText();
        }
    }
}
