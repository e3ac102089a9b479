package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a parked entity of which a part is refused. */
class ReleaseControlTest {
    private static final long LISTED = 1_777_600_000L;
    private static final Failure REFUSED = new Failure(Request.get("/events"), 500, "server_error", "", "");

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");

    private ReleaseControl releases(CursorTracker memory) {
        return new ReleaseControl(
                memory,
                new ReadFilter(memory, Instant.MAX.getEpochSecond(), true),
                "updated_at",
                false,
                new ReadPace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150),
                () -> 0,
                clock,
                StreamListener.NONE);
    }

    /** It is shown a minute older than expected, as expected, or a minute newer; at its first look or its third. */
    @ParameterizedTest
    @CsvSource({
        "REFUSED, 0, -60, false",
        "REFUSED, 2, -60, true",
        "REFUSED, 2, 0, true",
        "VANISHED, 2, 0, true",
        "OLDER, 2, -60, false",
        "OLDER, 2, 0, true",
        "STALE, 2, -60, false",
        "STALE, 9, -60, false",
        "STALE, 2, 60, true",
        "MISSED, 2, -60, false",
        "MISSED, 2, 0, true",
        "PARTIAL, 2, 0, false",
        "PARTIAL, 2, 60, true"
    })
    void it_is_sent_in_part_at_the_third_look_unless_it_was_sent_as_it_is_shown(
            ParkedEntity.Reason reason, int looks, int later, boolean sent) {
        Map<String, ParkedEntity> parked = Map.of("b", new ParkedEntity(reason, LISTED, looks, 0));
        CursorTracker memory = new CursorTracker(new Cursor(clock.instant().minusSeconds(600), Map.of(), parked));
        ReleaseControl releases = releases(memory);
        ObjectNode shown = ScriptedIntercom.json("{id: 'b', updated_at: %d}".formatted(LISTED + later));

        Entity entity = releases.lookedAt(new ParkedRetries.PendingRetry(
                "b", new Enricher.Enriched.Complete(shown, clock.instant(), Optional.of(REFUSED))));

        assertThat(entity != null).isEqualTo(sent);
        assertThat(memory.parked("b").map(ParkedEntity::reason))
                .isEqualTo(looks == 9 ? Optional.empty() : Optional.of(sent ? ParkedEntity.Reason.PARTIAL : reason));
    }

    /** An offset holds 5,000: what the reading of all contacts meets beyond that is told again by the next reading. */
    @Test
    void what_was_missed_waits_for_room_where_too_many_are_parked() {
        Map<String, ParkedEntity> parked = new HashMap<>();
        for (int i = 0; i < 4_999; i++) {
            parked.put("p" + i, new ParkedEntity(ParkedEntity.Reason.REFUSED, LISTED, 0, 0));
        }
        CursorTracker memory = new CursorTracker(new Cursor(clock.instant(), Map.of(), parked));
        ReleaseControl releases = releases(memory);

        releases.missed("a", LISTED);
        releases.missed("b", LISTED);
        assertThat(memory.parked("a")).isPresent();
        assertThat(memory.parked("b")).isEmpty();

        memory.unpark("p0");
        releases.missed("b", LISTED);
        assertThat(memory.parked("b")).isPresent();
    }
}
