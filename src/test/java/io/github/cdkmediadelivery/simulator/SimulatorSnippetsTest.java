package io.github.cdkmediadelivery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.AccessTokenRequest;
import io.github.cdkmediadelivery.AccessTokenSigner;
import io.github.cdkmediadelivery.KeyPairs;
import io.github.cdkmediadelivery.PathToken;
import io.github.cdkmediadelivery.examples.AdInsertion;
import io.github.cdkmediadelivery.examples.FailoverLive;
import io.github.cdkmediadelivery.examples.PrivateLive;
import io.github.cdkmediadelivery.examples.PrivateVod;
import io.github.cdkmediadelivery.examples.S3Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** What the documents assert of the examples holds: the snippets themselves are run. */
class SimulatorSnippetsTest {

    private static final String SECRET = "5f0c7f1d9a3e4b6288d1c0aa77e3b9d45f0c7f1d9a3e4b6288d1c0aa77e3b9d4";

    @Test
    void anOriginThatFails() {
        var app = new App();
        new S3Live(app, "S3Live");

        SimulatorSnippets.theOriginFails(app);
    }

    @Test
    void placesOfCloudFront() {
        var app = new App();
        new S3Live(app, "S3Live");

        SimulatorSnippets.places(Edge.of(CloudAssembly.of(app)));
    }

    @Test
    void mediaTailorAsAClient() {
        var app = new App(AppProps.builder()
                .context(Map.of("pathTokenDigest", PathToken.digest(SECRET)))
                .build());
        new AdInsertion(app, "AdInsertion");

        SimulatorSnippets.mediaTailor(app, SECRET);
    }

    @Test
    void aSessionThatIsRevoked() {
        var app = new App();
        new PrivateLive(app, "PrivateLive");
        Edge edge = Edge.of(CloudAssembly.of(app));

        SimulatorSnippets.revoked(
                edge,
                SECRET,
                AccessTokenSigner.create()
                        .getSignedUrl(AccessTokenRequest.builder()
                                .resourceUrl(
                                        "https://" + edge.distributions().get(0).domainName()
                                                + "/out/v1/private-live/main/hls/index.m3u8")
                                .keyId("2026-11")
                                .key(SECRET)
                                .sessionId("4f1c")
                                .expirationDate(edge.now().plus(Duration.ofHours(4)))
                                .build()));
    }

    @Test
    void whoHasPaid(@TempDir Path folder) throws IOException {
        var pair = KeyPairs.rsa();
        var file = Files.writeString(folder.resolve("public.pem"), KeyPairs.publicPem(pair));
        var app = new App(
                AppProps.builder().context(Map.of("publicKey", file.toString())).build());
        new PrivateVod(app, "PrivateVod");

        SimulatorSnippets.signed(Edge.of(CloudAssembly.of(app)), pair.getPrivate());
    }

    @Test
    void aSecondOrigin() {
        var app = new App();
        FailoverLive.define(app);

        SimulatorSnippets.twoOrigins(app, "/out/v1/failover-live/main/hls/index.m3u8");
    }

    /** Whoever accepts a finding looks its id up there. */
    @ParameterizedTest
    @EnumSource
    void theGuideNamesEveryRule(Finding.Rule rule) throws IOException {
        String row = "| `%s` | %s |".formatted(rule.id(), rule.severity().name().toLowerCase(Locale.ROOT));

        assertThat(Files.readString(Path.of("docs/guides/testing.md"))).contains(row);
    }
}
