package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.mediastore.CfnContainer;

/** The policies that AWS published for a container behind CloudFront, written by hand from there, come out again. */
class SeedPoliciesTest {

    /** From the MediaStore user guide, "Allowing Amazon CloudFront to access your container". */
    private static final String SEED_000 = "mediastore/seed-000-referer";

    /** From the AWS for M&E blog, "Using Amazon CloudFront and AWS Media Services". */
    private static final String SEED_001 = "mediastore/seed-001-user-agent";

    @Test
    void theUserGuidesPolicyIsWrittenIntoAContainerThatHasNone() {
        var store = DeployedStore.of(new FakeSecrets("secretValue"), stack -> live(stack, "Referer")
                .container(MediaContainer.of(CfnContainer.Builder.create(stack, "Own")
                        .containerName("live_events")
                        .build()))
                .build());

        Golden.assertMatches(SEED_000, store.policy());
        assertThat(store.headers()).containsEntry("Referer", "secretValue");
    }

    /** A created container has the owner's statement of the blog in addition, which the user guide does not show. */
    @Test
    void aCreatedContainerHasTheUserGuidesPolicyBesideTheOwnersStatement() {
        var store = DeployedStore.of(new FakeSecrets("secretValue"), stack -> live(stack, "Referer")
                .container(MediaContainer.created("live_events"))
                .build());
        var policy = store.policy();
        var owners = ((ArrayNode) policy.path("Statement")).remove(0);

        Golden.assertMatches(SEED_000, policy);
        assertThat(sid(owners)).isEqualTo("MediaStoreFullAccess");
    }

    @Test
    void theBlogsPolicyIsWrittenIntoACreatedContainer() {
        var store = DeployedStore.of(new FakeSecrets("749DY68208KU77OOAAUJ"), stack -> live(stack, "User-Agent")
                .container(MediaContainer.created("blogdemo"))
                .build());

        Golden.assertMatches(SEED_001, store.policy());
        assertThat(store.headers()).containsEntry("User-Agent", "749DY68208KU77OOAAUJ");
    }

    private static MediaStoreOriginDistribution.Builder live(Stack stack, String header) {
        return MediaStoreOriginDistribution.Builder.create(stack, "Live")
                .originAccess(MediaStoreAccess.secretHeader(
                        SecretHeader.Builder.create(stack, "Header", header).build()));
    }

    private static String sid(JsonNode statement) {
        return statement.path("Sid").asText();
    }
}
