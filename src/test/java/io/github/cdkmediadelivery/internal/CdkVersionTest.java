package io.github.cdkmediadelivery.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

class CdkVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"2.9.0", "2.270.9", "2.263.0", "1.300.0"})
    void anOlderOneIsRefused(String version) {
        assertThatThrownBy(() -> CdkVersion.check(version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("aws-cdk-lib: must be 2.271.0 or later, got '" + version
                        + "'; raise its version in your build");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"2.271.0", "2.271.1", "2.272.0", "2.1000.0", "3.0.0", "2.272.0-alpha.1"})
    void aNewerOneAndAnUnknownOneAreLetPass(String version) {
        assertThatCode(() -> CdkVersion.check(version)).doesNotThrowAnyException();
    }

    @Test
    void theJarTellsWhichOneRuns() {
        assertThat(Stack.class.getPackage().getImplementationVersion()).matches("2[.][0-9]+[.][0-9]+");
    }
}
