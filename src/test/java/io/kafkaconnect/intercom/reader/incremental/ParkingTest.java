package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an entity is parked. */
class ParkingTest {
    private static final long LISTED = 1_777_600_000L;

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");

    /** An offset has room for 5,000 parked entities. The next pass over all contacts reports the others again. */
    @Test
    void what_was_missed_waits_for_room_where_too_many_are_parked() {
        Map<String, ParkedEntity> parked = new HashMap<>();
        for (int i = 0; i < 4_999; i++) {
            parked.put("p" + i, new ParkedEntity(ParkedEntity.Reason.REFUSED, LISTED, 0, 0));
        }
        CursorTracker tracker = new CursorTracker(new Cursor(clock.instant(), Map.of(), parked), Duration.ofMinutes(1));
        ReadPace pace = new ReadPace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150);
        Parking parking = new Parking(tracker, pace, () -> 0, clock, StreamListener.NONE);

        parking.missed("a", LISTED);
        parking.missed("b", LISTED);
        assertThat(tracker.parked("a")).isPresent();
        assertThat(tracker.parked("b")).isEmpty();

        tracker.unpark("p0");
        parking.missed("b", LISTED);
        assertThat(tracker.parked("b")).isPresent();
    }
}
