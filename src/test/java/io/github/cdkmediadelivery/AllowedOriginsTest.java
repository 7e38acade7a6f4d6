package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com:443",
                "http://www.example.com:80",
                "https://www.example.com:0",
                "https://www.example.com:99999"
            })
    void aPortThatNoBrowserSendsIsRefused(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOrigins.of(origin))
                .withMessage(
                        "allowedOrigins: must not name a port that browsers leave out or that does not exist, got '"
                                + origin + "'; remove the port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://*.com", "https://*.co.uk", "https://*.com.br", "https://*.museum"})
    void aDomainUnderWhichAnybodyCanHaveANameIsRefused(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOrigins.of(origin))
                .withMessage("allowedOrigins: must not allow all of a domain under which anybody can have a name, got '"
                        + origin + "'; name a domain of yours, for example 'https://*.example.com'");
    }

    /** Apps in a web view: Capacitor and Ionic. */
    @ParameterizedTest
    @ValueSource(strings = {"capacitor://localhost", "ionic://localhost", "http://localhost:8100"})
    void theOriginOfAnAppIsTaken(String origin) {
        assertThat(AllowedOrigins.of(origin).matches(origin)).isTrue();
    }
}
