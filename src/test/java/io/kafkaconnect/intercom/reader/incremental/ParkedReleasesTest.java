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
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a parked entity of which a part is refused. */
class ParkedReleasesTest {
    private static final long LISTED = 1_777_600_000L;
    private static final Failure REFUSED = new Failure(Request.get("/events"), 500, "server_error", "", "");

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");

    private ParkedReleases releases(CursorTracker tracker) {
        ReadPace pace = new ReadPace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150);
        Parking parking = new Parking(tracker, pace, () -> 0, clock, StreamListener.NONE);
        return new ParkedReleases(
                tracker,
                new ReleasedVersions(tracker, parking, "updated_at", false, clock),
                parking,
                new ReadFilter(tracker, Instant.MAX.getEpochSecond(), true),
                new ParkedRetries(name -> new CompletableFuture<>(), tracker, () -> {}),
                page -> {},
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
        CursorTracker tracker = new CursorTracker(
                new Cursor(clock.instant().minusSeconds(600), Map.of(), parked), Duration.ofMinutes(1));
        ParkedReleases releases = releases(tracker);
        ObjectNode shown = ScriptedIntercom.json("{id: 'b', updated_at: %d}".formatted(LISTED + later));

        Entity entity = releases.release(new ParkedRetries.PendingRetry(
                "b", new Enricher.Enriched.Complete(shown, clock.instant(), Optional.of(REFUSED))));

        assertThat(entity != null).isEqualTo(sent);
        assertThat(tracker.parked("b").map(ParkedEntity::reason))
                .isEqualTo(looks == 9 ? Optional.empty() : Optional.of(sent ? ParkedEntity.Reason.PARTIAL : reason));
    }
}
