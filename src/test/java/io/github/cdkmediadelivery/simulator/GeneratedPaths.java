package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A distribution with patterns of every kind, URLs made for it, and what the model says of each. */
public final class GeneratedPaths {

    private static final long SEED = 20_261_128;
    private static final String BEHAVIOR =
            """
            {"PathPattern": "%s", "TargetOriginId": "%s", "ViewerProtocolPolicy": "%s", "CachePolicyId": "%s"%s}""";
    private static final String OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
    private static final String PACKAGE = "08627262-05a9-4f76-9ded-b50ca2e3a84f";
    private static final String DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private static final String ALL_VIEWER = ", \"OriginRequestPolicyId\": \"216adef6-5c7f-47e4-b989-5492eafa07d3\"";

    private static final List<String> FOLDERS =
            List.of("live", "video", "a.b", "v1", "out", "keys", "..", ".", "", "%6Cive", "%2e%2E", "a%2fb", "Live");
    private static final List<String> FILES =
            List.of("index.m3u8", "seg1.ts", "seg12.ts", "a$b+c.mpd", "", "x", "(y).m4s", "%7Etilde", "index%2Em3u8");
    private static final List<String> PARAMETERS = List.of(
            "m=1",
            "start=2026-01-01T00:00:00Z",
            "end=",
            "debug",
            "aws.manifestfilter=a%3Ab",
            "m=",
            "Expires=1",
            "x=y=");

    private GeneratedPaths() {}

    public static CloudAssembly assembly() {
        String behaviors = String.join(
                ",",
                BEHAVIOR.formatted("/live/seg?.ts", "a", "redirect-to-https", OPTIMIZED, ""),
                BEHAVIOR.formatted("*.m3u8", "group", "redirect-to-https", PACKAGE, ""),
                BEHAVIOR.formatted("keys/*", "a", "https-only", OPTIMIZED, ", \"TrustedKeyGroups\": [\"group\"]"),
                BEHAVIOR.formatted("/v1/*", "b", "allow-all", DISABLED, ALL_VIEWER),
                BEHAVIOR.formatted("/a.b/*(*", "b", "allow-all", OPTIMIZED, "").replace("(", "+"),
                BEHAVIOR.formatted("*$*.mpd", "b", "https-only", OPTIMIZED, ""));
        return CloudAssembly.ofTemplates(Map.of(
                "Test",
                """
                {"Resources": {"Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                  "Enabled": true, "DefaultRootObject": "index.html",
                  "Aliases": ["video.example.com", "*.example.org"],
                  "Origins": [
                    {"Id": "a", "DomainName": "a.example.com", "OriginPath": "/films",
                     "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}},
                    {"Id": "b", "DomainName": "b.example.com",
                     "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}],
                  "OriginGroups": {"Quantity": 1, "Items": [{"Id": "group",
                    "FailoverCriteria": {"StatusCodes": {"Quantity": 1, "Items": [500]}},
                    "Members": {"Quantity": 2, "Items": [{"OriginId": "b"}, {"OriginId": "a"}]}}]},
                  "CacheBehaviors": [%s],
                  "DefaultCacheBehavior": {"TargetOriginId": "a", "ViewerProtocolPolicy": "allow-all",
                    "CachePolicyId": "%s"}}}}}}
                """
                        .formatted(behaviors, OPTIMIZED)));
    }

    public static List<String> urls(int count) {
        Random random = new Random(SEED);
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder url = new StringBuilder(random.nextInt(3) == 0 ? "http" : "https")
                    .append("://")
                    .append(random.nextInt(4) == 0 ? "live.example.org" : "video.example.com");
            int folders = random.nextInt(4);
            for (int folder = 0; folder < folders; folder++) {
                url.append('/').append(any(FOLDERS, random));
            }
            url.append('/').append(any(FILES, random));
            int parameters = Math.max(0, random.nextInt(6) - 2);
            for (int parameter = 0; parameter < parameters; parameter++) {
                url.append(parameter == 0 ? '?' : '&').append(any(PARAMETERS, random));
            }
            urls.add(url.toString());
        }
        return urls;
    }

    private static String any(List<String> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** Where the script of a map says something else than the model. */
    public static List<String> disagreements(CloudAssembly assembly, List<String> urls, JsonNode answers) {
        Edge edge = Edge.of(assembly).origin(OriginAnswer.of(500));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            // So late that nothing is kept any more.
            EdgeAnswer model = edge.pass(Duration.ofDays(1)).get(urls.get(i)).send();
            JsonNode page = answers.path(i).path(0);
            if (!agree(model, page)) {
                wrong.add("case " + i + ": " + urls.get(i) + "\nthe page says " + page + "\n" + model);
            }
        }
        return wrong;
    }

    private static boolean agree(EdgeAnswer model, JsonNode page) {
        if (!page.path("pattern").asText().equals(model.behavior().pattern())) {
            return false;
        }
        if (model.decidedBy() == Stage.PROTOCOL || page.path("status").asInt() != 0) {
            return page.path("status").asInt() == model.status() && model.decidedBy() == Stage.PROTOCOL;
        }
        if (model.decidedBy() == Stage.SIGNATURE || page.path("signed").asBoolean()) {
            return page.path("signed").asBoolean() && model.decidedBy() == Stage.SIGNATURE;
        }
        List<String> asked = model.originRequests().stream()
                .map(request -> request.origin().host()
                        + request.path()
                        + (request.query().isEmpty() ? "" : "?" + request.query()))
                .toList();
        List<String> said = Stream.iterate(0, at -> at < page.path("asks").size(), at -> at + 1)
                .map(at -> page.path("asks").path(at).asText())
                .toList();
        return said.equals(asked)
                && model.cacheKey().equals("Site " + page.path("key").asText());
    }
}
