package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.IamSimulator.Decision.ALLOWED;
import static io.github.cdkmediadelivery.IamSimulator.Decision.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IamSimulatorTest {

    private static final String ENDPOINT =
            "arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/G/channel/C/originEndpoint/E";
    private static final String DISTRIBUTION = "arn:aws:cloudfront::111122223333:distribution/E1";
    private static final String ALLOW_DISTRIBUTION =
            """
            {'Effect': 'Allow', 'Principal': {'Service': 'cloudfront.amazonaws.com'}, 'Resource': '*',
             'Action': ['mediapackagev2:GetObject', 's3:GetObject', 'kms:Decrypt'],
             'Condition': {'StringEquals': {'aws:SourceArn': '%s'}}}
            """
                    .formatted(DISTRIBUTION);
    private static final String DENY_PLAIN_HTTP =
            """
            {'Effect': 'Deny', 'Principal': '*', 'Action': '*', 'Resource': '*',
             'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}
            """;

    private final IamSimulator.Request read = IamSimulator.request("mediapackagev2:GetObject")
            .on(ENDPOINT)
            .byService("cloudfront.amazonaws.com")
            .with("aws:SourceArn", DISTRIBUTION);

    @Nested
    class ARequestIs {

        @Test
        void allowedWhenAStatementMatches() {
            assertThat(read.against(policy(ALLOW_DISTRIBUTION))).isEqualTo(ALLOWED);
        }

        @Test
        void deniedWhenAConditionDoesNot() {
            var other = read.with("aws:SourceArn", "arn:aws:cloudfront::111122223333:distribution/E2");

            assertThat(other.against(policy(ALLOW_DISTRIBUTION))).isEqualTo(DENIED);
        }

        @Test
        void deniedWhenThePrincipalDoesNot() {
            assertThat(read.byService("mediatailor.amazonaws.com").against(policy(ALLOW_DISTRIBUTION)))
                    .isEqualTo(DENIED);
            assertThat(read.anonymously().against(policy(ALLOW_DISTRIBUTION))).isEqualTo(DENIED);
        }

        @Test
        void deniedWhenADenyMatchesToo() {
            var policy = policy(ALLOW_DISTRIBUTION + "," + DENY_PLAIN_HTTP);

            assertThat(read.with("aws:SecureTransport", "true").against(policy)).isEqualTo(ALLOWED);
            assertThat(read.with("aws:SecureTransport", "false").against(policy))
                    .isEqualTo(DENIED);
        }

        @Test
        void decidedForBucketsAndKeysToo() {
            var object = IamSimulator.request("s3:GetObject").on("arn:aws:s3:::bucket/a/b.m3u8");
            var key = IamSimulator.request("kms:Decrypt").on("arn:aws:kms:eu-west-1:111122223333:key/1");

            assertThat(object.byService("cloudfront.amazonaws.com")
                            .with("aws:SourceArn", DISTRIBUTION)
                            .against(policy(ALLOW_DISTRIBUTION)))
                    .isEqualTo(ALLOWED);
            assertThat(key.byService("cloudfront.amazonaws.com")
                            .with("aws:SourceArn", DISTRIBUTION)
                            .against(policy(ALLOW_DISTRIBUTION)))
                    .isEqualTo(ALLOWED);
            assertThat(object.anonymously().against(policy(ALLOW_DISTRIBUTION))).isEqualTo(DENIED);
            assertThat(key.byPrincipal("arn:aws:iam::111122223333:role/x").against(policy(ALLOW_DISTRIBUTION)))
                    .isEqualTo(DENIED);
        }
    }

    @Nested
    class APrincipalOfAnAccount {

        private final JsonNode identityPolicy =
                policy("{'Effect': 'Allow', 'Action': 'mediapackagev2:GetObject', 'Resource': '*'}");

        @Test
        void needsOneOfTheTwoPoliciesInTheSameAccount() {
            var role = read.byPrincipal("arn:aws:iam::111122223333:role/x");

            assertThat(role.against(policy(ALLOW_DISTRIBUTION))).isEqualTo(DENIED);
            assertThat(role.withIdentityPolicy(identityPolicy).against(policy(ALLOW_DISTRIBUTION)))
                    .isEqualTo(ALLOWED);
        }

        @Test
        void needsBothPoliciesAcrossAccounts() {
            var role = read.inAccount("444455556666").byPrincipal("arn:aws:iam::111122223333:role/x");
            var allowRole = policy(
                    """
                    {'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::111122223333:role/x'},
                     'Action': 'mediapackagev2:GetObject', 'Resource': '*'}
                    """);

            assertThat(role.withIdentityPolicy(identityPolicy).against(policy(ALLOW_DISTRIBUTION)))
                    .isEqualTo(DENIED);
            assertThat(role.withIdentityPolicy(identityPolicy).against(allowRole))
                    .isEqualTo(ALLOWED);
        }
    }

    @Nested
    class TheContext {

        private static final String MATCHING_HEADER = "mediapackagev2:RequestHasMatchingCdnAuthHeader";

        @Test
        void knowsTheKeyOfMediaPackage() {
            var policy = policy(
                    """
                    {'Effect': 'Allow', 'Principal': '*', 'Action': 'mediapackagev2:GetObject', 'Resource': '*',
                     'Condition': {'Bool': {'mediapackagev2:RequestHasMatchingCdnAuthHeader': 'true'}}}
                    """);
            var viewer = read.anonymously();

            assertThat(viewer.with(MATCHING_HEADER, "true").against(policy)).isEqualTo(ALLOWED);
            assertThat(viewer.with(MATCHING_HEADER, "false").against(policy)).isEqualTo(DENIED);
            assertThat(viewer.against(policy)).isEqualTo(DENIED);
        }

        @Test
        void takesTheGlobalKeys() {
            var policy = policy(
                    """
                    {'Effect': 'Allow', 'Principal': '*', 'Action': 'mediapackagev2:GetObject', 'Resource': '*',
                     'Condition': {'StringEquals': {'aws:Referer': 'r', 'aws:UserAgent': 'u'}}}
                    """);

            assertThat(read.with("aws:Referer", "r").with("aws:UserAgent", "u").against(policy))
                    .isEqualTo(ALLOWED);
        }

        @Test
        void holdsWhatAwsAddsForAService() {
            var policy = policy(
                    ALLOW_DISTRIBUTION
                            + """
                    , {'Effect': 'Deny', 'Principal': '*', 'Action': '*', 'Resource': '*',
                       'Condition': {'Bool': {'aws:PrincipalIsAWSService': 'false'}}}
                    """);

            assertThat(read.against(policy)).isEqualTo(ALLOWED);
        }
    }

    @Nested
    class AQuestionThatMakesNoSenseThrowsWhen {

        @Test
        void theActionDoesNotExist() {
            assertThatThrownBy(() -> IamSimulator.request("mediapackagev2:GetObjekt")
                            .on(ENDPOINT)
                            .anonymously()
                            .against(policy(ALLOW_DISTRIBUTION)))
                    .hasMessageContaining("invalid.action");
        }

        @Test
        void theResourceIsOfAnotherType() {
            assertThatThrownBy(() -> read.on("arn:aws:s3:::bucket").against(policy(ALLOW_DISTRIBUTION)))
                    .hasMessageContaining("no.resource.types");
        }

        @Test
        void thePolicyIsNotOne() {
            assertThatThrownBy(() -> read.against(policy("{'Effekt': 'Allow'}")))
                    .hasMessageContaining("Invalid key Effekt");
            assertThatThrownBy(() -> read.against(MissingNode.getInstance()))
                    .hasMessageContaining("needs a resource, a principal and a policy");
        }

        @Test
        void theOperatorDoesNotExist() {
            assertThatThrownBy(() -> read.against(policy(ALLOW_DISTRIBUTION.replace("StringEquals", "StringIs"))))
                    .hasMessageContaining("unknown condition operator StringIs");
        }

        @Test
        void theContextKeyOfThePolicyDoesNotExist() {
            assertThatThrownBy(() -> read.against(policy(ALLOW_DISTRIBUTION.replace("aws:SourceArn", "aws:SourceArm"))))
                    .hasMessageContaining("aws:SourceArm not found");
        }

        @Test
        void theContextKeyOfTheRequestDoesNotBelongToTheAction() {
            assertThatThrownBy(() -> read.with("aws:SourceArm", "x").against(policy(ALLOW_DISTRIBUTION)))
                    .hasMessageContaining("not a context key of mediapackagev2:GetObject: aws:SourceArm");
            assertThatThrownBy(() -> read.with("s3:prefix", "x").against(policy(ALLOW_DISTRIBUTION)))
                    .hasMessageContaining("s3:prefix");
        }

        @Test
        void thePrincipalIsOfAnotherKind() {
            assertThatThrownBy(() -> read.byService("cloudfront")).hasMessage("not a service principal: cloudfront");
            assertThatThrownBy(() -> read.byPrincipal("x")).hasMessage("not the ARN of a principal: x");
        }
    }

    private static JsonNode policy(String statements) {
        try {
            return new ObjectMapper()
                    .readTree("{'Version': '2012-10-17', 'Statement': [%s]}"
                            .formatted(statements)
                            .replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
