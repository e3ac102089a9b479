package io.kafkaconnect.intercom.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {

    @ParameterizedTest
    @CsvSource({"2.11, 11, true", "2.15, 16, false", "2.16, 16, true", "2.100, 16, true", "Preview, 999, true"})
    void versions_are_compared_as_numbers(String text, int minor, boolean atLeast) {
        assertThat(ApiVersion.of(text).header()).isEqualTo(text);
        assertThat(ApiVersion.of(text).atLeast(minor)).isEqualTo(atLeast);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2", "2.", "2.10", "1.4", "3.0", "2.16.1", "2.x", "2.1000", "preview", "Unstable", "2.16\n"})
    void any_other_text_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ApiVersion.of(text));
    }
}
