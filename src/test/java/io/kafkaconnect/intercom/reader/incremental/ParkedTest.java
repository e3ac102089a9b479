package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.CursorCodec;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Intercom does not give at once, while it gives others, is asked for again until it comes or is gone for certain. */
class ParkedTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ModelIntercom intercom = ModelIntercom.ofConversations(clock);

    /** Three conversations a minute apart, each of which was changed half a minute before that as well. */
    private ModelReading reading() {
        for (int i = 0; i < 3; i++) {
            intercom.changes(String.valueOf((char) ('a' + i)), ago(390 - 60 * i), Duration.ZERO);
        }
        for (int i = 0; i < 3; i++) {
            intercom.changes(String.valueOf((char) ('a' + i)), ago(300 - 60 * i), Duration.ZERO);
        }
        return new ModelReading(intercom, clock, false, 150, Instant.EPOCH);
    }

    private Instant ago(int seconds) {
        return clock.instant().minusSeconds(seconds);
    }

    private static BiFunction<Request, Reply, Reply> fails(int status) {
        return (request, reply) -> ScriptedIntercom.failed(request, status);
    }

    private BiFunction<Request, Reply, Reply> shows(String id, int number) {
        return (request, reply) -> new Reply.Success(
                ModelIntercom.single(intercom.version(id, number)), ((Reply.Success) reply).asOf(), request);
    }

    /** A minute and a half older than its place in the list. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void an_entity_whose_answer_is_older_than_its_list_is_sent_at_once_and_again_when_the_copy_has_caught_up(
            int wrong, boolean restart) {
        ModelReading reading = reading();
        intercom.changesAnswers(WrongAnswers.of("b", wrong, shows("b", 1)));

        reading.pass();
        if (restart) {
            reading.restarts();
        }
        assertThat(versions(reading)).containsExactly("a 2", "b 1", "c 2");

        clock.pass(ModelReading.SETTLE);
        reading.passes(10);

        assertThat(versions(reading)).containsExactly("a 2", "b 1", "c 2", "b 2");
        assertThat(reading.cursor().parked()).isEmpty();
    }

    /** It stands among newer ones, so it was updated; that copy catches up minutes later. */
    @Test
    void what_stands_among_newer_ones_is_asked_for_longer_than_copies_mostly_lag() {
        ModelReading reading = reading();
        reading.passes(3);
        clock.pass(Duration.ofSeconds(3));
        intercom.changes("b");
        JsonNode old = intercom.version("b", 2);
        boolean[] isBehind = {true};
        intercom.changesAnswers((request, reply) -> {
            if (!isBehind[0] || !(reply instanceof Reply.Success found)) {
                return reply;
            }
            if (request.path().equals("/conversations/b")) {
                return new Reply.Success(ModelIntercom.single(intercom.version("b", 2)), found.asOf(), request);
            }
            JsonNode listed = found.body().path("conversations");
            for (int i = 0; i < listed.size(); i++) {
                if (listed.path(i).path("id").asText().equals("b")) {
                    ((ArrayNode) listed).set(i, old.deepCopy());
                }
            }
            return reply;
        });
        reading.pass();
        clock.pass(Duration.ofSeconds(1));
        intercom.changes("c");
        clock.pass(Duration.ofMinutes(1));
        reading.passes(4);
        assertThat(versions(reading)).doesNotContain("b 3");

        isBehind[0] = false;
        reading.passesOfHours();

        assertThat(versions(reading)).contains("b 3");
    }

    /** What an earlier pass may have sent does not come after something newer. */
    @Test
    void an_answer_older_than_what_was_sent_is_not_sent() {
        ModelReading reading = reading();
        reading.passes(3);
        intercom.changes("b");
        clock.pass(Duration.ofSeconds(3));
        intercom.changesAnswers(WrongAnswers.of("b", 6, shows("b", 1)));

        reading.passes(16);

        assertThat(versions(reading)).containsExactly("a 2", "b 2", "c 2", "b 3");
    }

    /** The list shows it as it was before, and its own answer says once that it does not exist. */
    @Test
    void what_was_sent_is_not_sent_again_when_it_seemed_to_be_stale_and_gone() {
        ModelReading reading = reading();
        reading.passes(2);
        intercom.changes("c");
        clock.pass(Duration.ofSeconds(1));
        intercom.changes("b");
        clock.pass(Duration.ofSeconds(3));
        reading.pass();
        WrongAnswers stale = WrongAnswers.lists(0, 2, body -> {
            for (int i = 0; i < body.path("conversations").size(); i++) {
                if (body.path("conversations").path(i).path("id").asText().equals("b")) {
                    ((ArrayNode) body.path("conversations")).set(i, intercom.version("b", 2));
                }
            }
        });
        WrongAnswers gone = WrongAnswers.of("b", 1, fails(404));
        intercom.changesAnswers((request, reply) -> gone.apply(request, stale.apply(request, reply)));

        reading.passes(30);
        reading.passesOfHours();

        assertThat(versions(reading)).containsExactly("a 2", "b 2", "c 2", "c 3", "b 3");
        assertThat(reading.cursor().parked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, false", "404, true", "410, false", "410, true"})
    void one_answer_that_a_listed_entity_does_not_exist_is_not_believed(int status, boolean restart) {
        ModelReading reading = reading();
        intercom.changesAnswers(WrongAnswers.of("b", 1, fails(status)));

        reading.pass();
        assertThat(versions(reading)).containsExactly("a 2", "c 2");
        if (restart) {
            assertThat(reading.offset().get("parked").toString()).startsWith("b VANISHED ");
            reading.restarts();
        }
        reading.passes(10);

        assertThat(versions(reading)).containsExactly("a 2", "c 2", "b 2");
        assertThat(reading.heard()).isEmpty();
        assertThat(reading.offset()).doesNotContainKey("parked");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_entity_that_does_not_exist_by_two_answers_a_settling_time_apart_is_forgotten(boolean restart) {
        ModelReading reading = reading();
        intercom.changesAnswers(WrongAnswers.of("b", WrongAnswers.EVER, fails(404)));

        reading.pass();
        if (restart) {
            reading.restarts();
        }
        long asked = asked("b");
        clock.pass(ModelReading.SETTLE.minusSeconds(10));
        reading.pass();
        assertThat(asked("b")).as("before it is due").isEqualTo(asked);
        reading.passes(10);

        assertThat(versions(reading)).containsExactly("a 2", "c 2");
        assertThat(asked("b")).isEqualTo(asked + 1);
        assertThat(reading.heard()).containsExactly("vanished");
        assertThat(reading.cursor().parked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 409, 422})
    void an_entity_that_is_refused_waits_and_does_not_stop_the_others(int status) {
        ModelReading reading = reading();
        WrongAnswers wrong = WrongAnswers.of("b", WrongAnswers.EVER, fails(status));
        intercom.changesAnswers(wrong);

        reading.passes(4);
        assertThat(versions(reading)).containsExactly("a 2", "c 2");
        assertThat(reading.heard()).containsExactly("parked b " + status);
        assertThat(reading.cursor().mark()).isAfter(ago(60));
        reading.restarts();
        reading.passes(4);

        wrong.heal();
        clock.pass(Duration.ofHours(1));
        reading.passes(2);

        assertThat(versions(reading)).containsExactly("a 2", "c 2", "b 2");
        assertThat(reading.cursor().parked()).isEmpty();
    }

    @Test
    void the_pauses_between_looks_at_an_entity_that_stays_refused_grow_up_to_a_day() {
        ModelReading reading = reading();
        intercom.changesAnswers(WrongAnswers.of("b", WrongAnswers.EVER, fails(422)));
        reading.pass();

        long before = asked("b");
        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            clock.pass(Duration.ofMinutes(1));
            reading.takes();
        }

        // 1, 2, 4 ... 1024 minutes, and then one a day.
        assertThat(asked("b") - before).isBetween(14L, 20L);
        assertThat(versions(reading)).containsExactly("a 2", "c 2");
    }

    @Test
    void those_that_intercom_refuses_are_counted_until_they_come_also_after_a_restart() {
        ModelReading reading = reading();
        WrongAnswers refusing = WrongAnswers.of("b", WrongAnswers.EVER, fails(422));
        intercom.changesAnswers(refusing);
        assertThat(reading.refused()).isZero();
        reading.pass();
        assertThat(reading.refused()).isEqualTo(1);

        reading.restarts();
        assertThat(reading.refused()).isEqualTo(1);
        clock.pass(Duration.ofHours(1));
        reading.passes(2);
        assertThat(reading.refused()).as("looked at in vain").isEqualTo(1);

        refusing.heal();
        reading.passesOfHours();
        assertThat(reading.refused()).isZero();
        assertThat(versions(reading)).contains("b 2");
    }

    @Test
    void what_waits_for_its_copies_to_agree_does_not_count_as_refused() {
        ModelReading reading = reading();
        intercom.changesAnswers(WrongAnswers.of("b", 1, shows("b", 1)));
        reading.pass();

        assertThat(reading.cursor().parked()).hasSize(1);
        assertThat(reading.refused()).isZero();
    }

    /** A restart must not ask for all of them at once, nor wait for them. */
    @Test
    void a_thousand_that_are_due_at_a_restart_are_asked_for_a_few_at_a_time_and_hold_up_nothing() {
        ModelReading reading = reading();
        Map<String, ParkedEntity> waiting = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.put("200%012d".formatted(i), ParkedEntity.until(ParkedEntity.Reason.REFUSED, 1, ago(1)));
        }
        reading.goesOnFrom(new CursorCodec("updated_at").encode(new Cursor(Instant.EPOCH, Map.of(), waiting)));
        intercom.answersWhenTold();
        reading.takes();
        assertThat(intercom.waiting()).as("eight looks, and a page twice").isEqualTo(10);

        int answers = 0;
        while (reading.released().size() < 3) {
            intercom.answer(intercom.waiting() - 1);
            reading.takes();
            answers++;
        }
        assertThat(answers).isLessThan(20);
        assertThat(reading.cursor().parked()).hasSizeGreaterThan(980);
    }

    @Test
    void too_many_that_wait_hold_the_others_and_that_is_told_once_until_a_pass_is_over() {
        ModelReading reading = reading();
        Map<String, ParkedEntity> waiting = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            waiting.put(
                    "w" + i,
                    ParkedEntity.until(
                            ParkedEntity.Reason.REFUSED, 1, clock.instant().plus(Duration.ofDays(9))));
        }
        reading.goesOnFrom(new CursorCodec("updated_at").encode(new Cursor(Instant.EPOCH, Map.of(), waiting)));

        for (int i = 0; i < 5; i++) {
            takesAll(reading);
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(reading.released()).isEmpty();
        assertThat(reading.heard()).containsExactly("held 5000");

        clock.pass(Duration.ofDays(10));
        reading.passes(2);
        assertThat(versions(reading)).containsExactly("a 2", "b 2", "c 2");
        assertThat(reading.heard()).contains("vanished").containsOnlyOnce("held 5000");
    }

    private static void takesAll(ModelReading reading) {
        for (int i = 0; i < 100; i++) {
            reading.next();
        }
    }

    /** A conversation that is refused is not the same as one without parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{type: 'error.list', errors: []}",
                "{id: 'b'}",
                "{id: 'c', updated_at: 1777636600, conversation_parts: {conversation_parts: []}}",
                "{id: 'b', updated_at: 1777636600, conversation_parts: null}",
                "{id: 'b', updated_at: 1777636600, conversation_parts: {conversation_parts: 'text'}}",
                "{id: 'b', updated_at: 1777636600, conversation_parts: {conversation_parts: {}}}",
                "{id: 'b', updated_at: 1777636600, conversation_parts: []}",
            })
    void an_answer_that_does_not_hold_the_conversation_counts_for_nothing(String body) {
        for (int wrong : new int[] {1, 2, 3, WrongAnswers.EVER}) {
            ManualClock begin = new ManualClock(clock.instant().toString());
            ModelIntercom fresh = ModelIntercom.ofConversations(begin);
            for (String id : new String[] {"a", "b", "c"}) {
                fresh.changes(id, begin.instant().minusSeconds(400), Duration.ZERO);
            }
            WrongAnswers answers = WrongAnswers.of(
                    "b",
                    wrong,
                    (request, reply) ->
                            new Reply.Success(ScriptedIntercom.json(body), ((Reply.Success) reply).asOf(), request));
            fresh.changesAnswers(answers);
            ModelReading reading = new ModelReading(fresh, begin, false, 150, Instant.EPOCH);

            reading.passes(3);
            if (wrong == WrongAnswers.EVER) {
                assertThat(versions(reading)).containsExactlyInAnyOrder("a 1", "c 1");
                assertThat(reading.heard()).containsExactly("parked b 200");
                reading.restarts();
            }
            answers.heal();
            begin.pass(Duration.ofHours(1));
            reading.passes(2);

            assertThat(versions(reading)).as(wrong + " times").containsExactlyInAnyOrder("a 1", "b 1", "c 1");
        }
    }

    /** It has a second that says that it was never listed, though it should have been. */
    @Test
    void what_is_parked_comes_back_from_storage_as_it_was() {
        Cursor cursor = new Cursor(
                Instant.parse("2026-05-01T08:30:00Z"),
                Map.of(),
                Map.of(
                        "471", new ParkedEntity(ParkedEntity.Reason.VANISHED, 1777624200L, 0, 1777624500L),
                        "63a07ddf05a32042dffac965", new ParkedEntity(ParkedEntity.Reason.REFUSED, -5L, 7, 1777999999L),
                        "2026-05-01T08:30:00Z",
                                new ParkedEntity(ParkedEntity.Reason.REFUSED, 1777624200L, 3, 1777624500L),
                        "a.b-c_d", new ParkedEntity(ParkedEntity.Reason.PARTIAL, 0L, 1, 0L)));

        for (CursorCodec codec :
                new CursorCodec[] {new CursorCodec("updated_at"), new CursorCodec("updated_at").under("backfill_")}) {
            assertThat(codec.decode(ModelReading.stored(codec.encode(cursor)))).isEqualTo(cursor);
        }
        IncrementalOffset coverage = new IncrementalOffset(
                cursor,
                Set.of("users"),
                Instant.EPOCH,
                Optional.of(new IncrementalOffset.Backfill(
                        Set.of("users"), cursor, Instant.parse("2026-05-02T00:00:00Z"))));
        IncrementalOffsetCodec codec = new IncrementalOffsetCodec("updated_at");
        assertThat(codec.decode(ModelReading.stored(codec.encode(coverage)))).isEqualTo(coverage);
    }

    @Test
    void no_version_of_the_offset_lacks_a_reason() {
        assertThat(Arrays.stream(ParkedEntity.Reason.values()).map(Enum::name))
                .as("stored names")
                .contains("VANISHED", "REFUSED", "PARTIAL", "OLDER", "STALE", "MISSED");
    }

    @Test
    void what_was_never_listed_is_asked_for_by_its_id() {
        Instant updated = ago(300);
        intercom.changes("a", updated, Duration.ZERO);
        ModelReading reading = new ModelReading(intercom, clock, false, 150, ago(200));
        reading.passes(2);
        assertThat(reading.released()).isEmpty();

        reading.missed("a", updated.getEpochSecond());
        reading.passes(3);

        assertThat(versions(reading)).containsExactly("a 1");
    }

    private long asked(String id) {
        return intercom.asked().stream()
                .filter(request -> request.path().endsWith("/" + id))
                .count();
    }

    private static List<String> versions(ModelReading reading) {
        return reading.released().stream()
                .map(one -> one.id() + " " + one.number())
                .toList();
    }
}
