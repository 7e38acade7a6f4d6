package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.examples.SignPlayback;
import java.security.KeyPair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the three deployments in which one key takes the place of another. */
@ParameterizedClass
@MethodSource("walks")
class KeyRotationTest {

    private static final String PUBLIC_KEY = "AWS::CloudFront::PublicKey";
    private static final String KEY_GROUP = "AWS::CloudFront::KeyGroup";
    private static final String FILM = "https://films.example.com/film/index.m3u8";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);

    private final Walk walk;

    KeyRotationTest(Walk walk) {
        this.walk = walk;
    }

    static Stream<Named<Walk>> walks() {
        return Stream.of(
                Named.of("RSA to RSA", new Walk(KeyPairs.rsa(), KeyPairs.rsa())),
                Named.of("RSA to ECDSA", new Walk(KeyPairs.rsa(), KeyPairs.ecdsa())),
                Named.of("ECDSA to ECDSA", new Walk(KeyPairs.ecdsa(), KeyPairs.ecdsa())));
    }

    @Test
    void noPublicKeyIsEverUpdatedAndTheGroupStays() {
        assertThat(walk.first.all(PUBLIC_KEY)).hasSize(1);
        assertThat(walk.second.all(PUBLIC_KEY))
                .hasSize(2)
                .containsAllEntriesOf(walk.first.all(PUBLIC_KEY))
                .containsAllEntriesOf(walk.third.all(PUBLIC_KEY));
        assertThat(walk.third.all(PUBLIC_KEY)).hasSize(1).doesNotContainKeys(walk.first.id(PUBLIC_KEY));
        assertThat(walk.second.id(KEY_GROUP))
                .isEqualTo(walk.first.id(KEY_GROUP))
                .isEqualTo(walk.third.id(KEY_GROUP));
    }

    @Test
    void nothingButTheKeysAndTheListOfTheGroupChanges() {
        assertThat(walk.second.template()).isNotEqualTo(walk.first.template());
        assertThat(withoutKeys(walk.second)).isEqualTo(withoutKeys(walk.first)).isEqualTo(withoutKeys(walk.third));
    }

    @Test
    void aUrlInFlightWorksUntilItsKeyIsRemoved() {
        var old = sign(walk.first.id(PUBLIC_KEY), walk.first, walk.before);

        assertThat(admits(walk.first, old)).isTrue();
        assertThat(admits(walk.second, old)).isTrue();
        assertThat(admits(walk.third, old)).isFalse();
    }

    @Test
    void aUrlOfTheNewKeyWorksAsSoonAsTheGroupHasIt() {
        var fresh = sign(walk.third.id(PUBLIC_KEY), walk.third, walk.after);

        assertThat(admits(walk.first, fresh)).isFalse();
        assertThat(admits(walk.second, fresh)).isTrue();
        assertThat(admits(walk.third, fresh)).isTrue();
    }

    private static String sign(String key, Resources template, KeyPair pair) {
        return new SignPlayback(TrustedKeys.keyPairId(template.template(), key), pair.getPrivate()).url(FILM, LATER);
    }

    /** By every behaviour of the content. */
    private static boolean admits(Resources template, String url) {
        var policy = SignedPolicy.ofUrl(url);
        return Facade.VOD.contentBehaviors(template).stream()
                .allMatch(behavior ->
                        policy.admits(TrustedKeys.of(template.template(), behavior), FILM, NOW, "203.0.113.7"));
    }

    private static Map<String, JsonNode> withoutKeys(Resources template) {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        template.template().path("Resources").properties().forEach(resource -> {
            var type = resource.getValue().path("Type").asText();
            if (!type.equals(PUBLIC_KEY) && !type.equals(KEY_GROUP)) {
                rest.put(resource.getKey(), resource.getValue());
            }
        });
        rest.put("name of the group", template.only(KEY_GROUP).at("/KeyGroupConfig/Name"));
        return rest;
    }

    /** The templates: the old key; both; the new one. */
    private record Walk(KeyPair before, KeyPair after, Resources first, Resources second, Resources third) {

        Walk(KeyPair before, KeyPair after) {
            this(before, after, films(before), films(before, after), films(after));
        }

        private static Resources films(KeyPair... pairs) {
            return Facade.VOD.with((stack, delivery) -> {
                var keys = ViewerKeys.Builder.create(stack, "Keys");
                for (KeyPair pair : pairs) {
                    keys.key(KeyPairs.viewerKey(pair));
                }
                delivery.viewerAccess(ViewerAccess.signedUrls(keys.build()));
            });
        }
    }
}
