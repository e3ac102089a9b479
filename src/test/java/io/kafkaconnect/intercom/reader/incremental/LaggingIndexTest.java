package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was updated before a poll and is found only by a later one, when the mark of others would have passed it. */
class LaggingIndexTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(START.toString());

    /** The last is exactly the settling time; milliseconds tell where in its second the update and the polls are. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1000, 4_999, 5_000, 19_000, 19_001, 19_999, 20_000})
    void an_entity_that_becomes_searchable_within_the_settling_time_is_sent_once(long lagMillis) {
        for (boolean contacts : new boolean[] {true, false}) {
            for (boolean restarts : new boolean[] {true, false}) {
                for (int updatedAt : new int[] {0, 1, 500, 999}) {
                    for (int polledAt : new int[] {0, 1, 500, 999}) {
                        ModelIntercom intercom = intercom(contacts);
                        clock.pass(Duration.ofMillis(updatedAt));
                        intercom.changes("late", clock.instant(), Duration.ofMillis(lagMillis));
                        ModelReading reading = reading(intercom, contacts);
                        clock.pass(Duration.ofMillis(polledAt));
                        for (int poll = 0; poll < 10; poll++) {
                            intercom.changes("other" + poll, clock.instant().minusSeconds(2), Duration.ZERO);
                            reading.takes();
                            if (restarts) {
                                reading.restarts();
                            }
                            clock.pass(ModelReading.INTERVAL);
                        }
                        reading.passes(2);

                        assertThat(reading.releasedIds())
                                .as(
                                        "contacts %s, restarts %s, at .%03d and .%03d",
                                        contacts, restarts, updatedAt, polledAt)
                                .hasSize(11)
                                .doesNotHaveDuplicates()
                                .contains("late");
                    }
                }
            }
        }
    }

    /** One poll a millisecond before the entity is searchable, the next long after. */
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 3600", "true, 259200", "false, 1", "false, 3600", "false, 259200"})
    void an_entity_searchable_at_the_very_end_of_the_settling_time_is_sent_though_the_task_was_down_meanwhile(
            boolean contacts, int secondsDown) {
        for (int updatedAt : new int[] {0, 1, 500, 999}) {
            ModelIntercom intercom = intercom(contacts);
            intercom.changes("early", clock.instant().minusSeconds(60), Duration.ZERO);
            clock.pass(Duration.ofMillis(updatedAt));
            intercom.changes("late", clock.instant(), ModelReading.SETTLE);
            ModelReading reading = reading(intercom, contacts);
            clock.pass(ModelReading.SETTLE.minusMillis(1));
            reading.takes();
            assertThat(reading.releasedIds()).containsExactly("early");

            clock.pass(Duration.ofSeconds(secondsDown));
            reading.restarts();
            reading.passes(2);

            assertThat(reading.releasedIds()).as("updated at .%03d", updatedAt).containsExactly("early", "late");
            clock.pass(Duration.ofSeconds(1).minusMillis(clock.instant().toEpochMilli() % 1000));
        }
    }

    /** The limit of the promise, and why the setting exists. */
    @Test
    void an_entity_that_becomes_searchable_much_later_is_found_with_its_next_update() {
        ModelIntercom intercom = intercom(false);
        intercom.changes("late", clock.instant(), Duration.ofMinutes(16));
        ModelReading reading = reading(intercom, false);
        for (int poll = 0; poll < 250; poll++) {
            // A list that shows nothing moves no mark.
            intercom.changes("other");
            reading.pass();
        }
        assertThat(reading.releasedIds()).doesNotContain("late");

        intercom.changes("late");
        reading.passes(2);

        assertThat(reading.released().stream().filter(one -> one.id().equals("late")))
                .extracting(ModelReading.Released::id, ModelReading.Released::number)
                .containsExactly(tuple("late", 2));
    }

    /** A pass looks back now and then, and after a restart. */
    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "30, true", "30, false", "270, true", "270, false"})
    void an_entity_that_becomes_searchable_after_the_settling_time_is_sent_once(int secondsLate, boolean restarts) {
        for (boolean contacts : new boolean[] {true, false}) {
            ModelIntercom intercom = intercom(contacts);
            Instant begun = clock.instant();
            ModelReading reading = reading(intercom, contacts);
            intercom.changes("late", begun, ModelReading.SETTLE.plusSeconds(secondsLate));
            int polls = 0;
            while (clock.instant().isBefore(begun.plus(Duration.ofMinutes(11)))) {
                // A list that shows nothing moves no mark.
                intercom.changes("other" + polls++, clock.instant().minusSeconds(2), Duration.ZERO);
                reading.takes();
                if (restarts) {
                    reading.restarts();
                }
                clock.pass(ModelReading.INTERVAL);
            }

            assertThat(reading.releasedIds())
                    .as("contacts %s", contacts)
                    .hasSize(polls + 1)
                    .doesNotHaveDuplicates()
                    .contains("late");
        }
    }

    /** Of an entity that is searchable in time or a minute late, one answer is wrong. */
    @ParameterizedTest
    @CsvSource({
        "-5, true, false",
        "60, true, false",
        "-5, false, true",
        "60, false, true",
        "-5, true, true",
        "60, true, true"
    })
    void an_entity_that_one_answer_shows_out_of_its_place_or_with_a_later_time_is_sent_once(
            int secondsLate, boolean contacts, boolean hasLaterTime) {
        ModelIntercom intercom = intercom(contacts);
        for (int i = 0; i < 20; i++) {
            intercom.changes("early" + i, clock.instant().minusSeconds(600 + i), Duration.ZERO);
        }
        long updated = clock.instant().getEpochSecond();
        intercom.changes("late", clock.instant(), ModelReading.SETTLE.plusSeconds(secondsLate));
        AtomicBoolean wasWrong = new AtomicBoolean();
        intercom.changesAnswers((request, reply) -> {
            if (!wasWrong.get() && reply instanceof Reply.Success found) {
                ArrayNode list = found.body().withArray(contacts ? "/data" : "/conversations");
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i).path("id").asText().equals("late") && !wasWrong.getAndSet(true)) {
                        ObjectNode late = (ObjectNode) list.remove(i);
                        list.insert(hasLaterTime ? i : 0, hasLaterTime ? late.put("updated_at", updated + 2) : late);
                    }
                }
            }
            return reply;
        });
        ModelReading reading = new ModelReading(intercom, clock, contacts, 50, START.minus(Duration.ofHours(1)));
        for (int poll = 0; poll < 720; poll++) {
            intercom.changes("other" + poll, clock.instant().minusSeconds(2), Duration.ZERO);
            reading.takes();
            clock.pass(ModelReading.INTERVAL);
        }

        assertThat(reading.releasedIds()).containsOnlyOnce("late");
    }

    /** The index knows the second version while the first is being read, and the other way round. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_change_that_becomes_searchable_before_an_older_one_hides_neither(boolean contacts) {
        ModelIntercom intercom = intercom(contacts);
        ModelReading reading = reading(intercom, contacts);
        intercom.changes("slow", clock.instant(), Duration.ofSeconds(15));
        clock.pass(Duration.ofSeconds(1));
        intercom.changes("fast", clock.instant(), Duration.ZERO);
        for (int poll = 0; poll < 8; poll++) {
            clock.pass(Duration.ofSeconds(3));
            reading.takes();
            reading.restarts();
        }

        assertThat(reading.releasedIds()).containsExactly("fast", "slow");
    }

    private ModelIntercom intercom(boolean contacts) {
        return contacts ? ModelIntercom.ofContactsByDay(clock, "Europe/Dublin") : ModelIntercom.ofConversations(clock);
    }

    private ModelReading reading(ModelIntercom intercom, boolean contacts) {
        return new ModelReading(intercom, clock, contacts, 4, START.minus(Duration.ofHours(1)));
    }
}
