package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Entities that change, appear and vanish while the pages of their list are being read. */
class MovingListTest {
    private static final int ENTITIES = 12;
    private static final int PAGE = 4;

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");

    enum Kind {
        CONTACTS_FROM_THE_BEGINNING,
        CONTACTS_CAUGHT_UP,
        CONVERSATIONS
    }

    /** While the page after this many is asked for, something happens to the entity of that number; 0 is the oldest. */
    @ParameterizedTest
    @CsvSource({
        "1, changes, 0",
        "1, changes, 3",
        "1, changes, 4",
        "1, changes, 11",
        "1, vanishes, 0",
        "1, vanishes, 3",
        "1, vanishes, 4",
        "1, vanishes, 7",
        "1, vanishes, 8",
        "1, vanishes, 11",
        "2, changes, 7",
        "2, vanishes, 7",
        "2, vanishes, 4",
        "1, appears, 99",
        "2, appears, 99",
    })
    void what_moves_between_two_pages_neither_hides_another_entity_nor_brings_one_twice(
            int pages, String event, int which) {
        for (Kind kind : Kind.values()) {
            ModelIntercom intercom = intercom(kind);
            ModelReading reading = reading(intercom, kind);
            intercom.answersWhenTold();
            for (int page = 0; page < pages; page++) {
                reading.takes();
                intercom.answer(Math.max(0, intercom.waiting(Request.Method.POST)));
            }
            String id = "e" + which;
            if (event.equals("vanishes")) {
                intercom.deletes(id);
            } else {
                intercom.changes(id);
            }

            reading.passes(6);

            List<String> released = new ArrayList<>(reading.releasedIds());
            List<String> others = all();
            others.remove(id);
            released.removeIf(id::equals);
            assertThat(released).as(kind + ", the others").containsExactlyInAnyOrderElementsOf(others);
            assertThat(reading.released().stream()
                            .map(one -> one.id() + " " + one.number())
                            .toList())
                    .as(kind + ", versions")
                    .doesNotHaveDuplicates();
            if (!event.equals("vanishes")) {
                assertThat(reading.released().stream().filter(one -> one.id().equals(id)))
                        .as(kind + ", the one that moved")
                        .last()
                        .extracting(ModelReading.Released::number)
                        .isEqualTo(intercom.newest(id).number());
            }
        }
    }

    /** Searches know the order from their index and the entities from elsewhere: a fresh one among old ones is not where the others are. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "7", "8", "11"})
    void an_entity_shown_newer_than_its_place_in_the_list_does_not_hide_those_behind_it(int which) {
        for (int secondsAgo : new int[] {0, 1, 3, 10, 19}) {
            for (Kind kind : Kind.values()) {
                ModelIntercom intercom = intercom(kind);
                intercom.showsNewest();
                intercom.changes("e" + which, clock.instant().minusSeconds(secondsAgo), ModelReading.SETTLE);
                ModelReading reading = reading(intercom, kind);

                reading.passes(6);

                assertThat(reading.released())
                        .as(kind + " updated " + secondsAgo + " seconds ago")
                        .extracting(ModelReading.Released::id)
                        .containsExactlyInAnyOrderElementsOf(all());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_entity_shown_newer_than_its_place_does_not_move_the_stored_offset_over_those_behind_it(Kind kind) {
        for (int deadAfter = 0; deadAfter <= ENTITIES; deadAfter++) {
            ModelIntercom intercom = intercom(kind);
            intercom.showsNewest();
            intercom.changes("e1", clock.instant().minusSeconds(10), ModelReading.SETTLE);
            ModelReading reading = reading(intercom, kind);
            while (reading.released().size() < deadAfter) {
                if (reading.next() instanceof ReadStep.Idle) {
                    clock.pass(Duration.ofSeconds(1));
                }
            }

            reading.restarts();
            reading.passes(6);

            assertThat(reading.releasedIds()).as("dead after " + deadAfter).containsExactlyInAnyOrderElementsOf(all());
        }
    }

    /** Whole pages of what is just being updated: the pass ends, and nothing that may stand behind them is taken for read. */
    @Test
    void a_list_whose_end_moves_on_as_fast_as_it_is_read_is_not_followed_for_ever_nor_taken_for_read() {
        long now = clock.instant().getEpochSecond();
        ScriptedIntercom scripted = new ScriptedIntercom(clock)
                .answers(
                        "POST /conversations/search",
                        "{conversations: [{id: 'a', updated_at: %d}, {id: 'b', updated_at: %d}], pages: {next: {starting_after: 'x'}}}"
                                .formatted(now - 600, now - 1),
                        "{conversations: [{id: 'c', updated_at: %d}], pages: {next: {starting_after: 'y'}}}"
                                .formatted(now));
        IncrementalReader reader = new IncrementalReader(
                scripted,
                Listing.conversations(),
                new AsListed(),
                Cursor.startingAt(Instant.EPOCH),
                new ReadPace(ModelReading.INTERVAL, ModelReading.SETTLE, PAGE),
                false,
                clock,
                () -> {},
                StreamListener.NONE);

        assertThat(reader.next()).isInstanceOf(ReadStep.Item.class);
        assertThat(reader.next()).isInstanceOf(ReadStep.PassFinished.class);
        assertThat(reader.cursor().mark()).isEqualTo(Instant.ofEpochSecond(now - 600));
    }

    @Test
    void a_conversation_answered_twice_within_the_second_of_a_poll_is_sent_with_its_last_answer() {
        ModelIntercom intercom = ModelIntercom.ofConversations(clock);
        ModelReading reading = new ModelReading(intercom, clock, false, PAGE, Instant.EPOCH);
        intercom.changes("c");
        clock.pass(Duration.ofMillis(200));
        reading.next();
        clock.pass(Duration.ofMillis(300));
        intercom.changes("c");
        clock.pass(Duration.ofMillis(200));
        reading.passes(6);

        assertThat(reading.released())
                .extracting(ModelReading.Released::id, ModelReading.Released::number)
                .containsExactly(tuple("c", 2));
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < ENTITIES; i++) {
            all.add("e" + i);
        }
        return all;
    }

    /** Half of them long ago, half within the settling time. */
    private ModelIntercom intercom(Kind kind) {
        ModelIntercom intercom = kind == Kind.CONVERSATIONS
                ? ModelIntercom.ofConversations(clock)
                : ModelIntercom.ofContactsByDay(clock, "America/Los_Angeles");
        for (int i = 0; i < ENTITIES; i++) {
            int ago = i < ENTITIES / 2 ? 3600 - i : 30 - i;
            intercom.changes("e" + i, clock.instant().minusSeconds(ago), Duration.ZERO);
        }
        return intercom;
    }

    private ModelReading reading(ModelIntercom intercom, Kind kind) {
        Instant since = kind == Kind.CONTACTS_CAUGHT_UP ? clock.instant().minusSeconds(7200) : Instant.EPOCH;
        return new ModelReading(intercom, clock, kind != Kind.CONVERSATIONS, PAGE, since);
    }
}
