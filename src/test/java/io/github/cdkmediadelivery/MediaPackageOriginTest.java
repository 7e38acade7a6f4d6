package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.LiveFixtures.V1_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.V2_ARN_OF;
import static io.github.cdkmediadelivery.LiveFixtures.V2_HOST;
import static io.github.cdkmediadelivery.LiveFixtures.v1;
import static io.github.cdkmediadelivery.LiveFixtures.v2;
import static io.github.cdkmediadelivery.Resources.ACCESS_CONTROL;
import static io.github.cdkmediadelivery.Resources.CACHE_POLICY;
import static io.github.cdkmediadelivery.Resources.DISTRIBUTION;
import static io.github.cdkmediadelivery.Resources.ENDPOINT_POLICY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;

/** The origin in distributions that its user wrote. */
class MediaPackageOriginTest {

    @Test
    void aPlainDistributionOfV1HasTheSameBehaviourAsTheFacade() {
        var template = Resources.of(stack -> plain(stack, "Plain", v1().build()));

        assertThatJson(template.defaultBehavior())
                .whenIgnoringPaths("TargetOriginId")
                .isEqualTo(
                        """
                        {
                          "CachePolicyId": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
                          "ViewerProtocolPolicy": "redirect-to-https",
                          "AllowedMethods": ["GET", "HEAD"],
                          "Compress": true
                        }
                        """);
        assertThatJson(template.origin())
                .whenIgnoringPaths("Id")
                .isEqualTo(
                        """
                        {
                          "DomainName": "%s",
                          "CustomOriginConfig": {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
                        }
                        """
                                .formatted(V1_HOST));
    }

    @Test
    void aPlainDistributionOfV2SignsAndIsLetIn() {
        var template = Resources.of(stack -> plain(stack, "Plain", v2().build()));

        assertThatJson(template.defaultBehavior())
                .whenIgnoringPaths("TargetOriginId")
                .isEqualTo(
                        """
                        {
                          "CachePolicyId": {"Ref": "%s"},
                          "ViewerProtocolPolicy": "redirect-to-https",
                          "AllowedMethods": ["GET", "HEAD"],
                          "Compress": true
                        }
                        """
                                .formatted(template.id(CACHE_POLICY)));
        assertThatJson(template.origin())
                .whenIgnoringPaths("Id")
                .isEqualTo(
                        """
                        {
                          "DomainName": "%s",
                          "OriginAccessControlId": {"Fn::GetAtt": ["%s", "Id"]},
                          "CustomOriginConfig": {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
                        }
                        """
                                .formatted(V2_HOST, template.id(ACCESS_CONTROL)));
        assertThatJson(template.only(ACCESS_CONTROL))
                .inPath("OriginAccessControlConfig")
                .isObject()
                .containsAllEntriesOf(Map.of(
                        "OriginAccessControlOriginType", "mediapackagev2",
                        "SigningBehavior", "always",
                        "SigningProtocol", "sigv4"));
    }

    @Test
    void theEndpointLetsInExactlyThatDistribution() {
        var template = Resources.of(stack -> plain(stack, "Plain", v2().build()));

        assertThatJson(template.resolved(template.only(ENDPOINT_POLICY)))
                .isEqualTo(
                        """
                        {
                          "ChannelGroupName": "news",
                          "ChannelName": "one",
                          "OriginEndpointName": "hls",
                          "Policy": {
                            "Version": "2012-10-17",
                            "Statement": [{
                              "Sid": "AllowCloudFront",
                              "Effect": "Allow",
                              "Principal": {"Service": "cloudfront.amazonaws.com"},
                              "Action": ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
                              "Resource": "%shls",
                              "Condition": {"StringEquals": {"aws:SourceArn":
                                "arn:aws:cloudfront::111122223333:distribution/%s"}}
                            }]
                          }
                        }
                        """
                                .formatted(V2_ARN_OF, distributionId(template, template.id(DISTRIBUTION))));
    }

    @Test
    void twoPlainDistributionsShareWhatCanBeShared() {
        var template = Resources.of(stack -> {
            var origin = v2().build();
            plain(stack, "One", origin);
            plain(stack, "Two", origin);
        });

        assertThat(template.all(DISTRIBUTION)).hasSize(2);
        assertThat(template.all(ACCESS_CONTROL)).hasSize(1);
        assertThat(template.all(CACHE_POLICY)).hasSize(1);
        assertThat(StreamSupport.stream(template.resolved(sourceArns(template)).spliterator(), false))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPlainDistributionAndTheFacadeShareToo() {
        var template = Resources.of(stack -> {
            var origin = v2().build();
            plain(stack, "Plain", origin);
            MediaPackageOriginDistribution.Builder.create(stack, "Delivery")
                    .origin(origin)
                    .build();
        });

        assertThat(template.all(ACCESS_CONTROL)).hasSize(1);
        assertThat(template.all(CACHE_POLICY)).hasSize(1);
        assertThat(sourceArns(template)).hasSize(2);
    }

    @Test
    void twoBehavioursOfOneDistributionAreOneOrigin() {
        var template = Resources.of(stack -> {
            var origin = v2().build();
            Distribution.Builder.create(stack, "Plain")
                    .defaultBehavior(origin.behaviorOptions(stack))
                    .additionalBehaviors(Map.of("/out/v1/*", origin.behaviorOptions(stack)))
                    .build();
        });

        assertThat(template.config().path("Origins")).hasSize(1);
        assertThat(sourceArns(template).isTextual() || sourceArns(template).isObject())
                .as("one ARN, not a list: %s", sourceArns(template))
                .isTrue();
    }

    @Test
    void theOriginCanStandBesideOthers() {
        var template = Resources.of(stack -> Distribution.Builder.create(stack, "Plain")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(new HttpOrigin("www.example.com"))
                        .build())
                .additionalBehaviors(
                        Map.of("/out/v1/news/one/hls/*", v2().build().behaviorOptions(stack)))
                .build());

        assertThat(template.config().path("Origins"))
                .extracting(origin -> origin.path("DomainName").asText())
                .containsExactly("www.example.com", V2_HOST);
    }

    private static void plain(Stack stack, String id, MediaPackageOrigin origin) {
        Distribution.Builder.create(stack, id)
                .defaultBehavior(origin.behaviorOptions(stack))
                .build();
    }

    private static JsonNode sourceArns(Resources template) {
        return template.only(ENDPOINT_POLICY).at("/Policy/Statement/0/Condition/StringEquals/aws:SourceArn");
    }

    private static String distributionId(Resources template, String logicalId) {
        return template.resolved(JsonNodeFactory.instance.objectNode().put("Ref", logicalId))
                .asText();
    }
}
