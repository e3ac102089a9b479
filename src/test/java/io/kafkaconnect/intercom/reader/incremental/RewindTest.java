package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An offset that a person set to an earlier time: all that was updated since is sent again, and nothing else. */
class RewindTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    /** Seconds before {@link #NOW} at which entities were updated, the oldest first; the last are within the settling time. */
    private static final List<Integer> AGES =
            List.of(864_000, 172_801, 172_800, 172_799, 86_400, 3_600, 61, 60, 60, 59, 25, 20, 19, 5, 3);

    private final ManualClock clock = new ManualClock(NOW.toString());
    private ModelReading contacts;
    private ModelReading conversations;

    @BeforeEach
    void all_is_sent() {
        contacts = reading(ModelIntercom.ofContactsByDay(clock, "America/Los_Angeles"), true);
        conversations = reading(ModelIntercom.ofConversations(clock), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {864_001, 864_000, 172_801, 172_800, 172_799, 86_401, 3_600, 3_599, 61, 60, 59, 20, 4, 0})
    void all_that_was_updated_since_is_sent_again_once_and_nothing_older(int secondsAgo) {
        for (ModelReading reading : List.of(contacts, conversations)) {
            reading.goesOnFrom(Map.of("updated_at", NOW.minusSeconds(secondsAgo).toString()));
            reading.passes(3);

            assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(since(secondsAgo));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {864_000, 172_800, 60, 20, 4})
    void what_the_stored_offset_remembers_as_sent_is_sent_again_though_the_person_left_that_in(int secondsAgo) {
        for (ModelReading reading : List.of(contacts, conversations)) {
            Map<String, Object> offset = new HashMap<>(reading.offset());
            assertThat(offset).containsKey("sent");
            Instant earlier = Instant.parse(offset.get("updated_at").toString()).minusSeconds(secondsAgo);
            offset.put("updated_at", earlier.toString());
            reading.goesOnFrom(offset);
            reading.passes(3);

            assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(since((int)
                    Duration.between(earlier, NOW).toSeconds()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9})
    void a_task_that_dies_while_it_sends_again_goes_on_from_there(int deadAfter) {
        for (ModelReading reading : List.of(contacts, conversations)) {
            reading.goesOnFrom(Map.of("updated_at", NOW.minusSeconds(172_800).getEpochSecond()));
            clock.pass(ModelReading.INTERVAL);
            while (reading.released().size() < deadAfter) {
                reading.next();
            }
            reading.restarts();
            reading.passes(3);

            assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(since(172_800));
        }
    }

    private static List<String> since(int secondsAgo) {
        return IntStream.range(0, AGES.size())
                .filter(i -> AGES.get(i) <= secondsAgo)
                .mapToObj(i -> "e" + i)
                .toList();
    }

    private ModelReading reading(ModelIntercom intercom, boolean ofContacts) {
        for (int i = 0; i < AGES.size(); i++) {
            intercom.changes("e" + i, NOW.minusSeconds(AGES.get(i)), Duration.ZERO);
        }
        ModelReading reading = new ModelReading(intercom, clock, ofContacts, 4, Instant.EPOCH);
        reading.takes();
        assertThat(reading.released()).hasSize(AGES.size());
        reading.released().clear();
        return reading;
    }
}
