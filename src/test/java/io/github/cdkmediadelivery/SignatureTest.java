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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the AWS SDK signs is what the keys of the synthesized template verify, and nothing else is. */
class SignatureTest {

    private static final String HOST = "https://films.example.com";
    private static final String MANIFEST = HOST + "/film/index.m3u8";
    private static final Instant FROM = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Instant UNTIL = Instant.parse("2030-01-02T00:00:00Z");
    private static final String HOME = "203.0.113.7";
    private static final String RANGE = "203.0.113.0/24";

    static Stream<Named<Owner>> owners() {
        return Stream.of(Named.of("RSA", new Owner(KeyPairs.rsa())), Named.of("ECDSA", new Owner(KeyPairs.ecdsa())));
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aUrlOpensItsFileUntilItExpires(Owner owner) {
        var signed = SignedPolicy.ofUrl(owner.signer.url(MANIFEST, UNTIL));

        assertThat(signed.admits(owner.trusted, MANIFEST, NOW, HOME)).isTrue();
        assertThat(signed.admits(owner.trusted, MANIFEST, UNTIL.minusSeconds(1), "198.51.100.1"))
                .isTrue();
        assertThat(signed.admits(owner.trusted, MANIFEST, UNTIL, HOME)).isFalse();
        assertThat(signed.admits(owner.trusted, HOST + "/film/other.m3u8", NOW, HOME))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aUrlKeepsTheQueryStringOfItsOwn(Owner owner) {
        var url = MANIFEST + "?profile=hd";
        var signed = owner.signer.url(url, UNTIL);

        assertThat(SignedPolicy.unsigned(signed)).isEqualTo(url);
        assertThat(SignedPolicy.ofUrl(signed).admits(owner.trusted, url, NOW, HOME))
                .isTrue();
        assertThat(SignedPolicy.ofUrl(signed).admits(owner.trusted, MANIFEST + "?profile=uhd", NOW, HOME))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aUrlWithLaterExpiryIsNotSigned(Owner owner) {
        var url = owner.signer.url(MANIFEST, UNTIL);
        var later = url.replace(
                "Expires=" + UNTIL.getEpochSecond(),
                "Expires=" + UNTIL.plusSeconds(1).getEpochSecond());

        assertThat(later).isNotEqualTo(url);
        assertThat(SignedPolicy.ofUrl(later).admits(owner.trusted, MANIFEST, NOW, HOME))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aUrlCanBeginLaterAndBeForARangeOfAddresses(Owner owner) {
        var url = owner.signer.url(MANIFEST, FROM, UNTIL, RANGE);
        var signed = SignedPolicy.ofUrl(url);

        assertThat(SignedPolicy.unsigned(url)).isEqualTo(MANIFEST);
        assertThat(signed.admits(owner.trusted, MANIFEST, NOW, HOME)).isTrue();
        assertThat(signed.admits(owner.trusted, MANIFEST, FROM, HOME)).isFalse();
        assertThat(signed.admits(owner.trusted, MANIFEST, FROM.plusSeconds(1), HOME))
                .isTrue();
        assertThat(signed.admits(owner.trusted, MANIFEST, UNTIL, HOME)).isFalse();
        assertThat(signed.admits(owner.trusted, MANIFEST, NOW, "203.0.114.7")).isFalse();
        assertThat(signed.admits(owner.trusted, HOST + "/film/1.m4s", NOW, HOME))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void cookiesOpenAWholeFilm(Owner owner) {
        var signed = SignedPolicy.ofCookies(owner.signer.cookies(HOST + "/film/*", UNTIL));

        for (String path : List.of("/film/index.m3u8", "/film/hd/video.m3u8", "/film/hd/seg-1.m4s", "/film/en.vtt")) {
            assertThat(signed.admits(owner.trusted, HOST + path, NOW, HOME))
                    .as(path)
                    .isTrue();
        }
        for (String path : List.of("/", "/index.m3u8", "/film", "/film2/index.m3u8", "/other/film/index.m3u8")) {
            assertThat(signed.admits(owner.trusted, HOST + path, NOW, HOME))
                    .as(path)
                    .isFalse();
        }
        assertThat(signed.admits(owner.trusted, "https://films.example.net/film/index.m3u8", NOW, HOME))
                .isFalse();
        assertThat(signed.admits(owner.trusted, MANIFEST, UNTIL, HOME)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aTamperedPolicyIsNotSigned(Owner owner) {
        var signed = SignedPolicy.ofCookies(owner.signer.cookies(HOST + "/film/*", UNTIL));
        var everything = signed.policy().replace("/film/*", "/*");

        assertThat(everything).isNotEqualTo(signed.policy());
        assertThat(signed.saying(everything).admits(owner.trusted, MANIFEST, NOW, HOME))
                .isFalse();
        assertThat(signed.saying(signed.policy() + " ").admits(owner.trusted, MANIFEST, NOW, HOME))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aPolicyPutIntoACookieByTheViewerIsNotSigned(Owner owner) {
        List<String> cookies = new ArrayList<>(owner.signer.cookies(HOST + "/film/*", UNTIL));
        var forged = Base64.getEncoder()
                .encodeToString(
                        "{\"Statement\":[{\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":9999999999}}}]}"
                                .getBytes(UTF_8))
                .replace('+', '-')
                .replace('=', '_')
                .replace('/', '~');
        cookies.set(0, "CloudFront-Policy=" + forged);

        assertThat(SignedPolicy.ofCookies(cookies).admits(owner.trusted, MANIFEST, NOW, HOME))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void anotherKeyOpensNothing(Owner owner) {
        for (KeyPair other : List.of(KeyPairs.rsa(), KeyPairs.ecdsa())) {
            var thief = new SignPlayback(owner.keyPairId, other.getPrivate());

            assertThat(SignedPolicy.ofUrl(thief.url(MANIFEST, UNTIL)).admits(owner.trusted, MANIFEST, NOW, HOME))
                    .isFalse();
            assertThat(SignedPolicy.ofCookies(thief.cookies(HOST + "/*", UNTIL))
                            .admits(owner.trusted, MANIFEST, NOW, HOME))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aKeyPairIdThatTheGroupDoesNotKnowOpensNothing(Owner owner) {
        var stranger = new SignPlayback("KSTRANGER", owner.pair.getPrivate());

        assertThat(SignedPolicy.ofUrl(stranger.url(MANIFEST, UNTIL)).admits(owner.trusted, MANIFEST, NOW, HOME))
                .isFalse();
    }

    /** Who has the private key, and what CloudFront knows of it once the template is deployed. */
    private static final class Owner {

        private final KeyPair pair;
        private final Map<String, PublicKey> trusted;
        private final String keyPairId;
        private final SignPlayback signer;

        Owner(KeyPair pair) {
            this.pair = pair;
            var template = Facade.VOD.with((stack, delivery) ->
                    delivery.viewerAccess(ViewerAccess.signedCookies(ViewerKeys.Builder.create(stack, "Keys")
                            .key(KeyPairs.viewerKey(pair))
                            .build())));
            trusted = TrustedKeys.of(template.template(), template.defaultBehavior());
            keyPairId = trusted.keySet().iterator().next();
            signer = new SignPlayback(keyPairId, pair.getPrivate());
        }
    }
}
