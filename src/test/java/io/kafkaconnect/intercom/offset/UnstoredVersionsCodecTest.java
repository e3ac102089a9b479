package io.kafkaconnect.intercom.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnstoredVersionsCodecTest {
    @Test
    void what_was_stored_comes_back() {
        Map<String, Long> versions = Map.of("63a07ddf05a32042dffac965", 1_777_624_200L, "odd id\n", 1L);
        Map<String, Object> offset = new HashMap<>();
        UnstoredVersionsCodec.addTo(offset, versions);

        assertThat(UnstoredVersionsCodec.of(offset)).isEqualTo(versions);
    }

    @Test
    void without_versions_an_offset_has_no_entry() {
        Map<String, Object> offset = new HashMap<>();
        UnstoredVersionsCodec.addTo(offset, Map.of());

        assertThat(offset).isEmpty();
        assertThat(UnstoredVersionsCodec.of(offset)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1777624200 a"})
    void anything_else_is_refused_by_its_key(String entry) {
        assertThatThrownBy(() -> UnstoredVersionsCodec.of(Map.of("unstored", entry)))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'unstored'");
    }
}
