package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker's clock is not Intercom's; what was sent, and what is still to come, is reckoned by Intercom's alone. */
class WorkerClockTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final List<String> changed = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"600, true", "-600, true", "600, false", "-600, false", "259200, true", "-259200, true"})
    void a_worker_minutes_ahead_or_behind_loses_nothing_and_repeats_nothing(int secondsAhead, boolean contacts) {
        ModelIntercom intercom = intercom(contacts);
        Clock worker = Clock.offset(clock, Duration.ofSeconds(secondsAhead));
        ModelReading reading = new ModelReading(intercom, clock, worker, contacts, 4, Instant.EPOCH);
        for (int i = 0; i < 60; i++) {
            change(intercom, Duration.ofSeconds(i % 20));
            reading.takes();
            clock.pass(Duration.ofMillis(700));
            if (i % 17 == 0) {
                reading.restarts();
            }
        }

        reading.passes(6);

        assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(changed);
    }

    /** Intercom's time is reckoned from its Date and from how long its answer took by the worker's clock. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, true", "5, true", "0, false", "1, false", "2, false", "5, false"})
    void a_worker_that_stood_still_for_minutes_while_a_page_was_under_way_loses_nothing(
            int pagesBefore, boolean contacts) {
        for (Duration caughtUp : List.of(Duration.ofDays(10), Duration.ofHours(1))) {
            changed.clear();
            ModelIntercom intercom = intercom(contacts);
            for (int i = 0; i < 40; i++) {
                String id = "e" + i;
                changed.add(id);
                intercom.changes(id, clock.instant().minusSeconds(400 - 10 * i), Duration.ZERO);
            }
            ModelReading reading = new ModelReading(
                    intercom, clock, contacts, 4, clock.instant().minus(caughtUp));
            intercom.sends(request -> {
                intercom.seemsTooLong(intercom.asked().size() == pagesBefore ? Duration.ofMinutes(10) : Duration.ZERO);
                return request;
            });

            reading.passes(6);

            assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(changed);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_clock_that_leaps_between_two_polls_loses_nothing_and_repeats_nothing(boolean contacts) {
        ModelIntercom intercom = intercom(contacts);
        ManualClock worker = new ManualClock("2026-05-01T12:00:00Z");
        ModelReading reading = new ModelReading(intercom, clock, worker, contacts, 4, Instant.EPOCH);
        for (int i = 0; i < 40; i++) {
            change(intercom, Duration.ofSeconds(i % 20));
            worker.pass(i % 7 == 0 ? Duration.ofMinutes(10) : i % 7 == 3 ? Duration.ZERO : Duration.ofSeconds(1));
            clock.pass(Duration.ofSeconds(1));
            reading.takes();
        }
        for (int i = 0; i < 6; i++) {
            worker.pass(ModelReading.SETTLE);
            clock.pass(ModelReading.SETTLE);
            reading.takes();
        }

        assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(changed);
    }

    private ModelIntercom intercom(boolean contacts) {
        return contacts ? ModelIntercom.ofContactsByDay(clock, "Asia/Kolkata") : ModelIntercom.ofConversations(clock);
    }

    private void change(ModelIntercom intercom, Duration lag) {
        String id = "e" + changed.size();
        changed.add(id);
        intercom.changes(id, clock.instant(), lag);
    }
}
