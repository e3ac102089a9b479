package io.kafkaconnect.intercom.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a memory can be relied on for, as it is stored. */
class MemoryStateTest {
    private static final Instant MARK = Instant.parse("2026-05-01T08:30:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void a_state_is_read_as_it_was_stored() {
        MemoryState state = new MemoryState(MARK.plusSeconds(60), true);

        assertThat(MemoryState.of(stored(state), MARK, NOW)).isEqualTo(state);
    }

    @Test
    void what_was_to_be_sent_again_ends_when_the_mark_has_passed_it() {
        Map<String, Object> offset = stored(new MemoryState(MARK.minusSeconds(1), false));

        assertThat(MemoryState.of(offset, MARK, NOW)).isEqualTo(new MemoryState(Instant.EPOCH, false));
    }

    @Test
    void a_mark_that_a_person_has_set_sends_everything_up_to_now_again() {
        Map<String, Object> offset = stored(MemoryState.EMPTY);

        assertThat(MemoryState.of(offset, MARK.minusSeconds(100), NOW)).isEqualTo(new MemoryState(NOW, true));
    }

    @Test
    void an_offset_of_an_earlier_version_says_that_rows_were_sent_that_are_not_remembered() {
        assertThat(MemoryState.of(Map.of(), MARK, NOW)).isEqualTo(MemoryState.unknown(NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "a/b/c", "2026-05-01T08:30:00Z/1970-01-01T00:00:00Z", "2026-05-01T08:30:00Z/x/complete"
            })
    void anything_else_is_refused_by_its_key(String entry) {
        assertThatThrownBy(() -> MemoryState.of(Map.of("memory", entry), MARK, NOW))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'memory'");
    }

    private static Map<String, Object> stored(MemoryState state) {
        Map<String, Object> offset = new HashMap<>();
        state.addTo(offset, MARK);
        return offset;
    }
}
