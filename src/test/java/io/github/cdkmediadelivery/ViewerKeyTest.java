package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ViewerKeyTest {

    private static final KeyPair RSA = KeyPairs.rsa();

    @Test
    void anRsaKeyOf2048BitsIsTaken() {
        assertThat(KeyPairs.parsed(KeyPairs.viewerKey(RSA).pem())).isEqualTo(RSA.getPublic());
    }

    @Test
    void anEcdsaKeyOnP256IsTaken() {
        var pair = KeyPairs.ecdsa();

        assertThat(KeyPairs.parsed(KeyPairs.viewerKey(pair).pem())).isEqualTo(pair.getPublic());
    }

    static Stream<Arguments> wrappings() {
        Map<String, UnaryOperator<String>> wrappings = Map.of(
                "CRLF", pem -> pem.replace("\n", "\r\n"),
                "one line", pem -> pem.replaceAll("(?<=[A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=])", ""),
                "lines of 70",
                        pem -> pem.replaceAll("(?<=[A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=])", "")
                                .replaceAll("[A-Za-z0-9+/=]{70}", "$0\n"),
                "indented", pem -> pem.indent(4),
                "blank lines around", pem -> "\n\n" + pem + "\n\n",
                "no line break at the end", String::strip);
        return wrappings.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrappings")
    void theSameKeyIsTheSameTextHoweverItWasWrapped(String name, UnaryOperator<String> wrapping) {
        var pem = KeyPairs.publicPem(RSA);

        assertThat(wrapping.apply(pem)).isNotEqualTo(pem);
        assertThat(ViewerKey.fromPem(wrapping.apply(pem)).pem()).isEqualTo(pem);
    }

    @Test
    void keysAreEqualByTheirContent() {
        var pem = KeyPairs.publicPem(RSA);

        assertThat(ViewerKey.fromPem(pem.replace("\n", "\r\n")))
                .isEqualTo(ViewerKey.fromPem(pem))
                .hasSameHashCodeAs(ViewerKey.fromPem(pem))
                .isNotEqualTo(KeyPairs.viewerKey(KeyPairs.rsa()))
                .isNotEqualTo(pem);
    }

    @Test
    void aFileHoldsAKey(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("public.pem"), KeyPairs.publicPem(RSA));

        assertThat(ViewerKey.fromFile(file)).isEqualTo(KeyPairs.viewerKey(RSA));
    }
}
