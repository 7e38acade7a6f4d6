package io.github.cdkmediadelivery.simulator;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cdkmediadelivery.simulator.Finding.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Templates that neither the CDK nor this library made, in JSON and YAML. */
class ForeignTemplatesTest {

    private static CloudAssembly read(String file) {
        return CloudAssembly.ofTemplate(Path.of("src/test/resources/templates", file));
    }

    private static List<Rule> found(String file) {
        return Review.of(read(file)).stream().map(Finding::rule).toList();
    }

    @Test
    void aContainerForEveryoneIsFound() {
        assertThat(found("container-for-everyone.json"))
                .contains(Rule.OPEN_ORIGIN, Rule.FORWARDED_NOT_KEYED, Rule.CORS_OF_WHOEVER_ASKED_FIRST);
    }

    @Test
    void everythingInTheKeyIsFound() {
        assertThat(found("everything-in-the-key.yaml"))
                .contains(Rule.COOKIES_FORWARDED, Rule.SECRET_AS_TEXT, Rule.VIEWERS_OVER_HTTP, Rule.ERROR_WITHOUT_TIME);
    }

    @Test
    void whatIsInTheKeyIsAskedForAgain() {
        var edge = Edge.of(read("everything-in-the-key.yaml"));
        var url = "https://live.example.com/out/v1/a/segment1.ts";
        edge.get(url).send();

        assertThat(edge.get(url).send()).wasDecidedBy(Stage.CACHE);
        assertThat(edge.get(url).cookie("session", "1").send()).wasDecidedBy(Stage.ORIGIN);
        assertThat(edge.get(url + "?CMCD=x").send()).wasDecidedBy(Stage.ORIGIN);
    }

    @Nested
    class ASiteByHand {

        private final Edge edge = Edge.of(read("site-by-hand.yaml"));

        @Test
        void isRightAndNothingIsFound() {
            assertThat(found("site-by-hand.yaml")).isEmpty();
        }

        @Test
        void isServedByItsFunctionAndItsRootObject() {
            assertThat(edge.get("/folder/").send()).hasStatus(200).wasLetInByTheOrigin();
            assertThat(edge.get("/folder/").send().originRequests()).isEmpty();
            assertThat(edge.get("/").send().cacheKey()).endsWith("/index.html");
        }

        @Test
        void keepsRobotsOutWithItsWebAcl() {
            assertThat(edge.get("/folder/").header("User-Agent", "somebot/1.0").send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.WEB_ACL);
        }

        @Test
        void speaksOnlyHttpsWhereTheFilmsAre() {
            var host = edge.distributions().get(0).domainName();

            assertThat(edge.get("http://" + host + "/films/a.ts").send())
                    .hasStatus(403)
                    .wasDecidedBy(Stage.PROTOCOL);
            assertThat(edge.get("http://" + host + "/a.html").send()).hasStatus(301);
        }
    }

    @Test
    void whatIsMetAndNotModelledIsNamed() {
        var assembly = CloudAssembly.ofTemplates(
                Map.of(
                        "Test",
                        """
                {"Resources": {"Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                  "Enabled": true, "WebACLId": "arn:aws:wafv2:us-east-1:1:global/webacl/a/b",
                  "Origins": [{"Id": "o", "DomainName": "o.example.com",
                               "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}],
                  "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only",
                    "CachePolicyId": "not-a-policy", "SmoothStreaming": true,
                    "LambdaFunctionAssociations": [{"EventType": "viewer-request", "LambdaFunctionARN": "arn:x"}]}}}}}}
                """));

        var answer = Edge.of(assembly).get("/a").send();

        assertThat(assembly.notModelled())
                .hasSize(5)
                .anyMatch(it -> it.contains("web ACL that is not of the assembly"))
                .anyMatch(it -> it.contains("cache policy that is not of the assembly: not-a-policy"))
                .anyMatch(it -> it.equals("Behavior.SmoothStreaming of Site"))
                .anyMatch(it -> it.equals("Behavior.LambdaFunctionAssociations[] of Site"))
                .anyMatch(it -> it.contains("function that cannot be run here: arn:x"));
        assertThat(answer.unknowns()).anyMatch(it -> it.contains("arn:x"));
    }

    @Test
    void anAssemblyWithoutADistributionCannotBeAsked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edge.of(CloudAssembly.ofTemplates(Map.of("Test", "{}"))))
                .withMessage(
                        "assembly: must have a distribution, got none in [Test]; read the templates that define one");
        assertThat(Review.of(CloudAssembly.ofTemplates(Map.of("Test", "{}")))).isEmpty();
    }
}
