package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdkmediadelivery.IamSimulator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whom both of two origins let in: a third-party engine decides. */
class FailoverGrantsTest {

    private static final String OF_THE_ACCOUNT = "arn:aws:cloudfront::" + Resolved.ACCOUNT + ":distribution/";
    private static final String FOREIGN = "arn:aws:cloudfront::444455556666:distribution/";
    private static final List<String> POLICIES = List.of(
            "AWS::S3::BucketPolicy",
            "AWS::KMS::Key",
            "AWS::MediaStore::Container",
            "AWS::MediaPackageV2::OriginEndpointPolicy");

    /** What one of the origins, or its key, says of CloudFront. */
    private record Grant(JsonNode statement, JsonNode policy) {

        List<Request> requests(String distribution) {
            var requests = new ArrayList<Request>();
            each(statement.path("Action")).forEach(action -> each(statement.path("Resource"))
                    .forEach(resource -> requests.add(IamSimulator.request(action)
                            .on(resource.equals("*") ? S3Topologies.IMPORTED_KEY : resource.replace("*", "a.ts"))
                            .byService("cloudfront.amazonaws.com")
                            .with("aws:SecureTransport", "true")
                            .with("aws:SourceArn", distribution))));
            return requests;
        }

        void decides(boolean allowed, String distribution) {
            requests(distribution)
                    .forEach(request -> new Guard(policy).decides(allowed, distribution + " by " + policy, request));
        }

        boolean namesTheOne(String distribution) {
            return statement.findValuesAsText("aws:SourceArn").equals(List.of(distribution));
        }
    }

    private static List<String> each(JsonNode oneOrMore) {
        var texts = new ArrayList<String>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(one -> texts.add(one.asText()));
        } else {
            texts.add(oneOrMore.asText());
        }
        return texts;
    }

    private static String distribution(Map<String, JsonNode> templates) {
        var id = new Resources(templates.get("First")).id("AWS::CloudFront::Distribution");
        return OF_THE_ACCOUNT
                + Resolved.of(templates)
                        .value("First", JsonNodeFactory.instance.objectNode().put("Ref", id))
                        .asText();
    }

    private static List<Grant> grants(Map<String, JsonNode> templates) {
        var grants = new ArrayList<Grant>();
        templates.forEach((stack, template) -> POLICIES.forEach(
                type -> new Resources(template).all(type).values().forEach(resource -> {
                    var policy = policy(Resolved.of(templates)
                            .value(stack, resource.has("Properties") ? resource.path("Properties") : resource));
                    policy.path("Statement").forEach(statement -> {
                        if (statement.path("Principal").path("Service").asText().equals("cloudfront.amazonaws.com")) {
                            grants.add(new Grant(statement, policy));
                        }
                    });
                })));
        return grants;
    }

    private static JsonNode policy(JsonNode properties) {
        var document = properties.has("PolicyDocument")
                ? properties.path("PolicyDocument")
                : properties.has("KeyPolicy") ? properties.path("KeyPolicy") : properties.path("Policy");
        return document.isTextual() ? Resources.json(document.asText()) : document;
    }

    @ParameterizedTest
    @EnumSource
    void bothLetTheDistributionInAndNoneOfAnotherAccount(FailoverPairs pair) {
        var templates = Synth.templates(pair::define);
        var distribution = distribution(templates);
        var grants = grants(templates);

        assertThat(grants)
                .hasSize(pair == FailoverPairs.ENCRYPTED_FILMS ? 4 : 2)
                .allSatisfy(grant -> {
                    grant.decides(true, distribution);
                    grant.decides(false, FOREIGN + "E2ABCDEFGHIJKL");
                    grant.decides(!grant.namesTheOne(distribution), OF_THE_ACCOUNT + "E9OTHEROTHERO");
                });
    }

    /** CloudFront asks the other endpoint by HEAD for its score. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ANY,
            names = {"MEDIA_PACKAGE.*", "ADS"})
    void bothEndpointsNameTheOneDistributionOnceForGetAndHead(FailoverPairs pair) {
        var templates = Synth.templates(pair::define);

        assertThat(grants(templates)).hasSize(2).allSatisfy(grant -> {
            assertThat(grant.namesTheOne(distribution(templates))).isTrue();
            assertThat(each(grant.statement().path("Action")))
                    .containsExactly("mediapackagev2:GetObject", "mediapackagev2:GetHeadObject");
        });
    }
}
