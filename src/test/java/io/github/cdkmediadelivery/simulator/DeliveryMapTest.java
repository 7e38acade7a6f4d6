package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.NodeProcess;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

class DeliveryMapTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CASES = 1_000;
    private static final NodeProcess SCRIPT = new NodeProcess("src/test/node/delivery-map.mjs");

    @Test
    void anAppWritesItBesideItsTemplates(@TempDir Path folder) throws Exception {
        App app = new App(AppProps.builder().outdir(folder.toString()).build());
        S3OacVodDistribution.Builder.create(new Stack(app, "Test"), "Films").build();

        Path file = DeliveryMap.write(app);

        assertThat(file).isEqualTo(folder.toRealPath().resolve("delivery.html"));
        assertThat(folder.resolve("manifest.json")).exists();
        assertThat(Files.readString(file))
                .contains("Test: Films")
                .contains("kept 0 s to 365 d")
                .contains("HTTP is led to HTTPS")
                .contains("signature")
                .contains("The review found nothing.");
    }

    @Test
    void itSaysOfEveryPathWhoMayComeInAndWhatIsKept() {
        String page = DeliveryMap.of(GeneratedPaths.assembly()).html();

        assertThat(row(page, "keys/*"))
                .contains("who shows a signature", "of group", "HTTPS only", "a.example.com/films");
        assertThat(row(page, "/v1/*")).contains("everyone", "kept not at all", "query: all", "cookies: all");
        assertThat(row(page, "*.m3u8"))
                .contains("query: aws.manifestfilter, start, end, m", "b.example.com<br>a.example.com/films");
        assertThat(page).contains("/ is answered by /index.html", "CloudFront keeps errors for at least 10 s");
    }

    private static String row(String page, String pattern) {
        int at = page.indexOf("<code>" + pattern + "</code>");
        return page.substring(at, page.indexOf("</tr>", at));
    }

    @Test
    void aPictureHasEveryPathOnceAndASecondWayToASecondOrigin() throws Exception {
        String page = DeliveryMap.of(GeneratedPaths.assembly()).html();
        String picture = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + "</svg>".length());

        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture)));

        var ways = svg.getElementsByTagName("path");
        assertThat(ways.getLength()).isEqualTo(7 + 8); // viewers to behaviours, behaviours to origins
        assertThat(Pattern.compile("class=\"way second\"").matcher(picture).results())
                .hasSize(1);
        assertThat(Pattern.compile("class=\"behavior signed\"").matcher(picture).results())
                .hasSize(1);
    }

    @Test
    void itShowsNoValueOfAHeaderAndNoTextOfAFunction() {
        String page = DeliveryMap.of(
                        CloudAssembly.ofTemplates(
                                Map.of(
                                        "Test",
                                        """
                        {"Resources": {
                          "Guard": {"Type": "AWS::CloudFront::Function", "Properties": {
                            "FunctionCode": "function handler(event) { var digest = 'abc123'; return event.request }"}},
                          "Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                            "Enabled": false,
                            "CustomErrorResponses": [{"ErrorCode": 404, "ErrorCachingMinTTL": 1}],
                            "Origins": [{"Id": "o", "DomainName": "origin.example.com",
                              "OriginCustomHeaders": [{"HeaderName": "X-Origin-Verify", "HeaderValue": "hunter2"}],
                              "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}],
                            "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only",
                              "FunctionAssociations": [{"EventType": "viewer-request",
                                "FunctionARN": {"Fn::GetAtt": ["Guard", "FunctionARN"]}}],
                              "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}
                        """)))
                .html();

        assertThat(page).doesNotContain("hunter2", "abc123").contains("X-Origin-Verify", "request: Guard");
        assertThat(page).contains("Switched off", "whom the function lets in", "at least 1 s");
    }

    @Test
    void whatTheReviewFoundStandsAtItsDistribution() {
        String site =
                """
                {"Resources": {"Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                  "Origins": [{"Id": "o", "DomainName": "origin.example.com",
                    "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}],
                  "CustomErrorResponses": [{"ErrorCode": 404%s}],
                  "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only",
                    "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}
                """;
        String page = DeliveryMap.of(CloudAssembly.ofTemplates(
                        Map.of("A", site.formatted(""), "B", site.formatted(", \"ErrorCachingMinTTL\": 1"))))
                .html();

        String[] sections = page.split("<section>", -1);
        assertThat(sections[1]).contains("A: Site", "<strong>ERROR_WITHOUT_TIME</strong>");
        assertThat(sections[2]).contains("B: Site", "The review found nothing.");
    }

    @Test
    void whatATemplateSaysIsTextAndNotMarkup() {
        String page = DeliveryMap.of(
                        CloudAssembly.ofTemplates(
                                Map.of(
                                        "Test",
                                        """
                        {"Resources": {"Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                          "Aliases": ["</script><script>alert(1)</script><!-- data -->"],
                          "Origins": [{"Id": "o", "DomainName": "\\"><img src=x>", "S3OriginConfig": {}}],
                          "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": {"Ref": "Any"},
                            "CachePolicyId": "elsewhere"}}}}}, "Parameters": {"Any": {"Type": "String"}}}
                        """)))
                .html();

        assertThat(page)
                .doesNotContain("<script>alert", "<img", "<parameter")
                .contains("cache policy that is not of the assembly: elsewhere");
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(2);
    }

    @Test
    void itLoadsNothing() {
        assertThat(DeliveryMap.of(GeneratedPaths.assembly()).html())
                .doesNotContain("src=", "href=", "url(", "@import", "fetch(", "XMLHttpRequest");
    }

    @Test
    void anAssemblyWithoutDistributionsSaysSo() {
        assertThat(DeliveryMap.of(CloudAssembly.ofTemplates(Map.of("Test", "{}")))
                        .html())
                .contains("There is no distribution in the templates.");
    }

    @Test
    void aTriedPathIsFollowedAsTheModelFollowsIt() {
        CloudAssembly assembly = GeneratedPaths.assembly();
        List<String> urls = GeneratedPaths.urls(CASES);

        JsonNode answers = ask(assembly, urls);

        assertThat(GeneratedPaths.disagreements(assembly, urls, answers)).isEmpty();
    }

    @Test
    void aPathAloneIsFollowedAtEveryDistributionAndAnUnknownNameAtNone() {
        CloudAssembly assembly = GeneratedPaths.assembly();

        JsonNode answers = ask(assembly, List.of("/", "https://elsewhere.example.com/", "https://a.b.example.org/"));

        assertThat(answers.path(0)).hasSize(1);
        assertThat(answers.at("/0/0/key").asText()).isEqualTo("/index.html");
        assertThat(answers.path(1)).isEmpty();
        assertThat(answers.path(2)).isEmpty();
    }

    private static JsonNode ask(CloudAssembly assembly, List<String> urls) {
        return SCRIPT.ask(
                JSON.valueToTree(Map.of("page", DeliveryMap.of(assembly).html(), "urls", urls)));
    }
}
