package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedEntitiesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final CursorTracker tracker = new CursorTracker(new Cursor(NOW, Map.of(), Map.of()), PAUSE);

    private static ParkedEntity refused(Instant due) {
        return ParkedEntity.until(ParkedEntity.Reason.REFUSED, 0, due);
    }

    @Test
    void the_oldest_stays_the_oldest_while_it_is_requested_again() {
        tracker.park("1", refused(NOW));
        tracker.park("2", refused(NOW.plusSeconds(100)));
        tracker.park("1", refused(NOW).later(ParkedEntity.Reason.PARTIAL, NOW.plusSeconds(5_000), PAUSE));
        assertThat(tracker.refused().oldest()).contains(NOW);
        assertThat(tracker.refused().count()).isEqualTo(2);

        tracker.unpark("1");
        assertThat(tracker.refused().oldest()).contains(NOW.plusSeconds(100));
        tracker.park("2", ParkedEntity.until(ParkedEntity.Reason.OLDER, 0, NOW));
        assertThat(tracker.refused().oldest()).as("Intercom gives it").isEmpty();
        assertThat(tracker.refused().count()).isZero();
    }

    @Test
    void a_span_that_grows_is_as_old_as_its_oldest_part() {
        tracker.park(new ParkedSpan(1_100, 1_200), refused(NOW));
        tracker.park(new ParkedSpan(1_201, 1_300), refused(NOW.plusSeconds(9_000)));
        assertThat(tracker.parkedSpans()).containsExactly(new ParkedSpan(1_100, 1_300));
        assertThat(tracker.refused().oldest()).contains(NOW);
        assertThat(tracker.refused().count()).isEqualTo(1);
    }

    /** The offset does not hold the time at which an entity was parked. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 11, 30})
    void after_a_restart_the_retries_tell_the_time_to_a_few_pauses(int retries) {
        ParkedEntity parked = refused(NOW);
        for (int i = 0; i < retries; i++) {
            parked = parked.later(ParkedEntity.Reason.REFUSED, Instant.ofEpochSecond(parked.due()), PAUSE);
        }
        CursorTracker restarted = new CursorTracker(new Cursor(NOW, Map.of(), Map.of("1", parked)), PAUSE);
        assertThat(restarted.refused().oldest()).contains(NOW);
        assertThat(retries < 30
                        || Duration.between(NOW, Instant.ofEpochSecond(parked.due()))
                                        .toDays()
                                >= 18)
                .as("the pauses grow to a day")
                .isTrue();
    }
}
