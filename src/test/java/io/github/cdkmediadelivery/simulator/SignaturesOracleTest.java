package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.KeyPairs;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontUtilities;
import software.amazon.awssdk.services.cloudfront.model.CannedSignerRequest;
import software.amazon.awssdk.services.cloudfront.model.CustomSignerRequest;

/** What AWS's own signer signs is let in, and nothing that was changed since. */
class SignaturesOracleTest {

    private static final long SEED = 20_261_127;
    private static final int CASES = 500;
    private static final CloudFrontUtilities SIGNER = CloudFrontUtilities.create();
    private static final KeyPair PAIR = KeyPairs.rsa();
    private static final KeyPair OTHER = KeyPairs.rsa();

    private static final String TEMPLATE =
            """
            {"Resources": {
              "Key": {"Type": "AWS::CloudFront::PublicKey",
                      "Properties": {"PublicKeyConfig": {"Name": "k", "CallerReference": "k", "EncodedKey": "%s"}}},
              "Group": {"Type": "AWS::CloudFront::KeyGroup",
                        "Properties": {"KeyGroupConfig": {"Name": "g", "Items": [{"Ref": "Key"}]}}},
              "Site": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                "Enabled": true,
                "Aliases": ["video.example.com"],
                "Origins": [{"Id": "o", "DomainName": "origin.example.com",
                             "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}],
                "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "redirect-to-https",
                  "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6", "TrustedKeyGroups": [{"Ref": "Group"}]}}}}}}
            """
                    .formatted(KeyPairs.publicPem(PAIR).replace("\n", "\\n"));

    private final Random random = new Random(SEED);
    private final Edge edge = Edge.of(CloudAssembly.ofTemplates(Map.of("Test", TEMPLATE)));
    private final String keyPairId = edge.publicKeyIds().iterator().next();

    @Test
    void agreesWithTheSignerOnGeneratedUrls() {
        List<String> wrong = new ArrayList<>();
        int letIn = 0;
        for (int i = 0; i < CASES; i++) {
            edge.at(Instant.parse("2026-06-01T00:00:00Z"));
            String folder = "https://video.example.com/films/" + random.nextInt(50) + "/";
            String url = folder + "segment" + random.nextInt(100) + ".ts" + (random.nextInt(4) == 0 ? "?lang=de" : "");
            Duration lives = Duration.ofMinutes(1 + random.nextInt(600));
            boolean custom = random.nextBoolean();
            boolean ours = random.nextInt(5) > 0;
            String signed = sign(
                    custom,
                    custom ? folder + "*" : url,
                    url,
                    ours ? PAIR : OTHER,
                    edge.now().plus(lives));
            Duration waits = Duration.ofMinutes(random.nextInt(600));
            boolean tampered = random.nextInt(5) == 0;
            String sent =
                    tampered ? signed.replaceFirst("segment", "Segment").replaceFirst("/films/", "/other/") : signed;
            edge.pass(waits);

            boolean expected = ours && !tampered && waits.compareTo(lives) < 0;
            EdgeAnswer answer = edge.get(sent).send();
            letIn += expected ? 1 : 0;
            if ((answer.status() == 200) != expected) {
                wrong.add("case " + i + ": expected " + (expected ? "200" : "403") + " for " + sent + "\n" + answer);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(letIn).isBetween(CASES / 10, CASES - CASES / 10);
    }

    private String sign(boolean custom, String resource, String url, KeyPair pair, Instant until) {
        if (!custom) {
            return SIGNER.getSignedUrlWithCannedPolicy(CannedSignerRequest.builder()
                            .resourceUrl(resource)
                            .privateKey(pair.getPrivate())
                            .keyPairId(keyPairId)
                            .expirationDate(until)
                            .build())
                    .url();
        }
        String signed = SIGNER.getSignedUrlWithCustomPolicy(CustomSignerRequest.builder()
                        .resourceUrl(url)
                        .resourceUrlPattern(resource)
                        .privateKey(pair.getPrivate())
                        .keyPairId(keyPairId)
                        .expirationDate(until)
                        .build())
                .url();
        return signed;
    }
}
