package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.function.Function;
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
    void theUserGuidesIsWrittenIntoAContainerThatHasNone() {
        var store = store(
                "secretValue",
                "Referer",
                stack -> MediaContainer.of(CfnContainer.Builder.create(stack, "Own")
                        .containerName("live_events")
                        .build()));

        Golden.assertMatches(SEED_000, store.policy());
        assertThat(store.headers()).containsEntry("Referer", "secretValue");
    }

    /** Which is the blog's; the user guide does not show it. */
    @Test
    void theUserGuidesIsWrittenIntoACreatedContainerBesideTheOwnersStatement() {
        var policy = store("secretValue", "Referer", stack -> MediaContainer.created("live_events"))
                .policy();
        var owners = ((ArrayNode) policy.path("Statement")).remove(0);

        Golden.assertMatches(SEED_000, policy);
        assertThat(owners.path("Sid").asText()).isEqualTo("MediaStoreFullAccess");
    }

    @Test
    void theBlogsIsWrittenIntoACreatedContainer() {
        var store = store("749DY68208KU77OOAAUJ", "User-Agent", stack -> MediaContainer.created("blogdemo"));

        Golden.assertMatches(SEED_001, store.policy());
        assertThat(store.headers()).containsEntry("User-Agent", "749DY68208KU77OOAAUJ");
    }

    private static DeployedStore store(String secret, String header, Function<Stack, MediaContainer> container) {
        return DeployedStore.of(
                new FakeSecrets(secret), stack -> MediaStoreOriginDistribution.Builder.create(stack, "Live")
                        .originAccess(MediaStoreAccess.secretHeader(SecretHeader.Builder.create(stack, "Header", header)
                                .build()))
                        .container(container.apply(stack))
                        .build());
    }
}
