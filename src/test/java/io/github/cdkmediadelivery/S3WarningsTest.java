package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.S3Topologies.delivery;
import static io.github.cdkmediadelivery.S3Topologies.films;
import static io.github.cdkmediadelivery.S3Topologies.importedBucket;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;

/** What the S3 part could not do is said at synthesis, once, and can be acknowledged. */
class S3WarningsTest {

    private static final String POLICY = "cdk-media-delivery:s3-bucket-policy";
    private static final String KEY = "cdk-media-delivery:kms-key-policy";
    private static final String CORS = "cdk-media-delivery:s3-bucket-cors";
    private static final String IDENTITY = "cdk-media-delivery:origin-access-identity";

    @Test
    void theOwnerOfAnImportedBucketIsToldWhatToAddToItsPolicy() {
        assertThat(Findings.said(S3Topologies.IMPORTED.app()))
                .containsExactly(Map.entry(
                        POLICY,
                        "The policy of an imported bucket was not written, so that it refuses CloudFront. Its"
                                + " owner must add this (output 'FilmsBucketPolicyStatementE98E4ACA' has it with"
                                + " the real values): {\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                                + "\"cloudfront.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":"
                                + "\"arn:aws:s3:::BUCKET/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":"
                                + "\"arn:aws:cloudfront::ACCOUNT:distribution/ID\"}}}"));
    }

    @Test
    void theOwnerOfAnImportedBucketWithRulesIsToldTheRuleToo() {
        var warnings = Findings.said(app -> {
            var stack = delivery(app);
            films(stack)
                    .bucket(ContentBucket.of(importedBucket(stack)))
                    .cors(CorsRules.origins(AllowedOrigins.of("https://www.example.com")))
                    .build();
        });

        assertThat(warnings).containsOnlyKeys(POLICY, CORS);
        assertThat(warnings)
                .containsEntry(
                        CORS,
                        "The CORS rules of an imported bucket were not written, so that preflights fail. Its owner must"
                                + " add this (output 'FilmsBucketCorsRuleABC660F3' has it with the real values):"
                                + " {\"AllowedOrigins\":[\"https://www.example.com\"],\"AllowedMethods\":[\"GET\","
                                + "\"HEAD\"],\"AllowedHeaders\":[\"Range\"],\"ExposeHeaders\":[\"Age\",\"CMSD-Dynamic\","
                                + "\"CMSD-Static\",\"Content-Length\",\"Content-Range\",\"Date\",\"ETag\","
                                + "\"Server-Timing\"],\"MaxAgeSeconds\":600}");
    }

    @Test
    void theOwnerOfAnImportedKeyIsToldWhatToAddToItsPolicy() {
        assertThat(Findings.said(S3Topologies.KMS_KEY_IMPORTED.app()))
                .containsExactly(Map.entry(
                        KEY,
                        "The policy of an imported key was not written, so that it refuses to decrypt for"
                                + " CloudFront. Its owner must add this (output"
                                + " 'FilmsKeyPolicyStatement6E38D374' has it with the real values):"
                                + " {\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                                + "\"cloudfront.amazonaws.com\"},\"Action\":\"kms:Decrypt\",\"Resource\":"
                                + "\"*\",\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":"
                                + "\"arn:aws:cloudfront::ACCOUNT:distribution/ID\"}}}"));
    }

    @Test
    void theOwnerOfBothIsToldBoth() {
        assertThat(Findings.said(S3Topologies.KMS_BUCKET_AND_KEY_IMPORTED.app()))
                .containsOnlyKeys(POLICY, KEY);
    }

    @Test
    void theLegacyAccessIsCalledSo() {
        assertThat(Findings.said(S3Topologies.IDENTITY.app()))
                .containsExactly(Map.entry(
                        IDENTITY,
                        "Origin access identity is legacy: every distribution of the account can use it, and it"
                                + " works neither with SSE-KMS nor in new regions. Use"
                                + " S3Access.ORIGIN_ACCESS_CONTROL."));
    }

    @Test
    void theOwnerOfAnImportedBucketIsToldToLetInTheIdentity() {
        var warnings = Findings.said(S3Topologies.IDENTITY_IMPORTED.app());

        assertThat(warnings).containsOnlyKeys(IDENTITY, POLICY);
        assertThat(warnings)
                .containsEntry(
                        POLICY,
                        "The policy of an imported bucket was not written, so that it refuses CloudFront. Its owner must"
                                + " add this (output 'FilmsBucketPolicyStatementE98E4ACA' has it with the real values):"
                                + " {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::cloudfront:user/"
                                + "CloudFront Origin Access Identity ID\"},\"Action\":\"s3:GetObject\",\"Resource\":"
                                + "\"arn:aws:s3:::BUCKET/*\"}");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ALL,
            names = {"^(?!IDENTITY).*$", "^(?!.*IMPORTED).*$"})
    void nothingIsSaidWhereEverythingCouldBeDone(S3Topologies topology) {
        assertThat(Findings.said(topology.app())).isEmpty();
    }

    @Test
    void eachWarningCanBeAcknowledgedOnItsConstruct() {
        var warnings = Findings.said(app -> {
            var stack = delivery(app);
            var signed = films(stack, "Signed")
                    .bucket(ContentBucket.of(S3Topologies.importedEncryptedBucket(stack)))
                    .cors(CorsRules.anyOrigin())
                    .build();
            var legacy = films(stack, "Legacy")
                    .originAccess(S3Access.ORIGIN_ACCESS_IDENTITY)
                    .build();
            List.of(POLICY, KEY, CORS).forEach(id -> acknowledge(signed, id));
            acknowledge(legacy, IDENTITY);
        });

        assertThat(warnings).isEmpty();
    }

    private static void acknowledge(S3OacVodDistribution films, String id) {
        Validations.of(films)
                .acknowledge(Acknowledgment.builder()
                        .id("Annotation::" + id)
                        .reason("The owner has added it.")
                        .build());
    }
}
