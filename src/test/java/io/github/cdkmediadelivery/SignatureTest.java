package io.github.cdkmediadelivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.examples.SignPlayback;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the AWS SDK signs is what the keys of the synthesized template verify, and nothing else is. */
@ParameterizedClass
@MethodSource("owners")
class SignatureTest {

    private static final String HOST = "https://films.example.com";
    private static final String MANIFEST = HOST + "/film/index.m3u8";
    private static final Instant FROM = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Instant UNTIL = Instant.parse("2030-01-02T00:00:00Z");
    private static final String HOME = "203.0.113.7";
    private static final String RANGE = "203.0.113.0/24";

    private final Owner owner;

    SignatureTest(Owner owner) {
        this.owner = owner;
    }

    static Stream<Named<Owner>> owners() {
        return Stream.of(Named.of("RSA", new Owner(KeyPairs.rsa())), Named.of("ECDSA", new Owner(KeyPairs.ecdsa())));
    }

    @Nested
    class AUrl {

        @Test
        void opensItsFileUntilItExpires() {
            url(owner.signer().url(MANIFEST, UNTIL))
                    .opens(MANIFEST)
                    .opens(MANIFEST, UNTIL.minusSeconds(1), "198.51.100.1")
                    .refuses(MANIFEST, UNTIL, HOME)
                    .refuses(HOST + "/film/other.m3u8");
        }

        @Test
        void keepsTheQueryStringOfItsOwn() {
            var signed = owner.signer().url(MANIFEST + "?profile=hd", UNTIL);

            assertThat(SignedPolicy.unsigned(signed)).isEqualTo(MANIFEST + "?profile=hd");
            url(signed).opens(MANIFEST + "?profile=hd").refuses(MANIFEST + "?profile=uhd");
        }

        @Test
        void withLaterExpiryIsNotSigned() {
            var signed = owner.signer().url(MANIFEST, UNTIL);
            var later = signed.replace(
                    "Expires=" + UNTIL.getEpochSecond(),
                    "Expires=" + UNTIL.plusSeconds(1).getEpochSecond());

            assertThat(later).isNotEqualTo(signed);
            url(later).refuses(MANIFEST);
        }

        @Test
        void canBeginLaterAndBeForARangeOfAddresses() {
            var signed = owner.signer().url(MANIFEST, FROM, UNTIL, RANGE);

            assertThat(SignedPolicy.unsigned(signed)).isEqualTo(MANIFEST);
            url(signed)
                    .opens(MANIFEST)
                    .refuses(MANIFEST, FROM, HOME)
                    .opens(MANIFEST, FROM.plusSeconds(1), HOME)
                    .refuses(MANIFEST, UNTIL, HOME)
                    .refuses(MANIFEST, NOW, "203.0.114.7")
                    .refuses(HOST + "/film/1.m4s");
        }
    }

    @Nested
    class Cookies {

        private final List<String> signed = owner.signer().cookies(HOST + "/film/*", UNTIL);

        @ParameterizedTest
        @ValueSource(strings = {"/film/index.m3u8", "/film/hd/video.m3u8", "/film/hd/seg-1.m4s", "/film/en.vtt"})
        void openAWholeFilmUntilTheyExpire(String path) {
            cookies(signed).opens(HOST + path).refuses(HOST + path, UNTIL, HOME);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    HOST + "/",
                    HOST + "/index.m3u8",
                    HOST + "/film",
                    HOST + "/film2/index.m3u8",
                    HOST + "/other/film/index.m3u8",
                    "https://films.example.net/film/index.m3u8"
                })
        void openNothingElse(String url) {
            cookies(signed).refuses(url);
        }

        @Test
        void withATamperedPolicyAreNotSigned() {
            var policy = SignedPolicy.ofCookies(signed);
            var everything = policy.policy().replace("/film/*", "/*");

            assertThat(everything).isNotEqualTo(policy.policy());
            new Shown(policy.saying(everything), owner).refuses(MANIFEST);
            new Shown(policy.saying(policy.policy() + " "), owner).refuses(MANIFEST);
        }

        @Test
        void withAPolicyOfTheViewerAreNotSigned() {
            List<String> forged = new ArrayList<>(signed);
            var policy = "{\"Statement\":[{\"Resource\":\"*\","
                    + "\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":9999999999}}}]}";
            forged.set(
                    0,
                    "CloudFront-Policy="
                            + Base64.getEncoder()
                                    .encodeToString(policy.getBytes(UTF_8))
                                    .replace('+', '-')
                                    .replace('=', '_')
                                    .replace('/', '~'));

            cookies(forged).refuses(MANIFEST);
        }
    }

    @Test
    void anotherKeyOpensNothing() {
        for (KeyPair other : List.of(KeyPairs.rsa(), KeyPairs.ecdsa())) {
            var thief = new SignPlayback(owner.keyPairId(), other.getPrivate());

            url(thief.url(MANIFEST, UNTIL)).refuses(MANIFEST);
            cookies(thief.cookies(HOST + "/*", UNTIL)).refuses(MANIFEST);
        }
    }

    @Test
    void aKeyPairIdThatTheGroupDoesNotKnowOpensNothing() {
        url(new SignPlayback("KSTRANGER", owner.pair.getPrivate()).url(MANIFEST, UNTIL))
                .refuses(MANIFEST);
    }

    private Shown url(String url) {
        return new Shown(SignedPolicy.ofUrl(url), owner);
    }

    private Shown cookies(List<String> cookies) {
        return new Shown(SignedPolicy.ofCookies(cookies), owner);
    }

    /** What a viewer shows to CloudFront. */
    private record Shown(SignedPolicy policy, Owner owner) {

        Shown opens(String url, Instant when, String address) {
            assertThat(policy.admits(owner.trusted, url, when, address)).as(url).isTrue();
            return this;
        }

        Shown refuses(String url, Instant when, String address) {
            assertThat(policy.admits(owner.trusted, url, when, address)).as(url).isFalse();
            return this;
        }

        Shown opens(String url) {
            return opens(url, NOW, HOME);
        }

        Shown refuses(String url) {
            return refuses(url, NOW, HOME);
        }
    }

    /** Who has the private key, and what CloudFront knows of it once the template is deployed. */
    private record Owner(KeyPair pair, Map<String, PublicKey> trusted) {

        Owner(KeyPair pair) {
            this(pair, trusted(KeyPairs.viewerKey(pair)));
        }

        private static Map<String, PublicKey> trusted(ViewerKey key) {
            var template = Facade.VOD.with((stack, delivery) -> delivery.viewerAccess(ViewerAccess.signedCookies(
                    ViewerKeys.Builder.create(stack, "Keys").key(key).build())));
            return TrustedKeys.of(template.template(), template.defaultBehavior());
        }

        String keyPairId() {
            return trusted.keySet().iterator().next();
        }

        SignPlayback signer() {
            return new SignPlayback(keyPairId(), pair.getPrivate());
        }
    }
}
