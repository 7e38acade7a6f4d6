package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com",
                "http://localhost:8080",
                "https://*.example.com",
                "https://xn--bcher-kva.example",
                "http://192.0.2.1:65535"
            })
    void anOriginIsTaken(String origin) {
        assertThat(AllowedOrigins.of(origin).list()).containsExactly(origin);
    }

    @Test
    void listsOfTheSameOriginsAreEqual() {
        assertThat(AllowedOrigins.of("https://a.example", "https://b.example"))
                .isEqualTo(AllowedOrigins.of("https://a.example", "https://b.example"))
                .hasSameHashCodeAs(AllowedOrigins.of("https://a.example", "https://b.example"))
                .isNotEqualTo(AllowedOrigins.of("https://a.example"))
                .hasToString("[https://a.example, https://b.example]");
    }

    @Test
    void theCallersArrayCanChangeAfterwards() {
        String[] origins = {"https://a.example"};
        var allowed = AllowedOrigins.of(origins);
        origins[0] = "https://b.example";

        assertThat(allowed.list()).containsExactly("https://a.example");
    }
}
