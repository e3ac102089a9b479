package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to lists that are wrong for a while lose nothing, and repeat nothing. */
class WrongAnswersTest {
    private static final int ENTITIES = 20;

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private ModelIntercom intercom;

    enum Kind {
        USERS_CAUGHT_UP,
        USERS_BY_SECOND,
        LEADS_FROM_THE_BEGINNING,
        CONVERSATIONS,
        CONVERSATIONS_FROM_THE_BEGINNING;

        boolean isOfContacts() {
            return this != CONVERSATIONS && this != CONVERSATIONS_FROM_THE_BEGINNING;
        }

        boolean isCaughtUp() {
            return this == USERS_CAUGHT_UP || this == USERS_BY_SECOND || this == CONVERSATIONS;
        }
    }

    /** Twenty entities, a minute apart, the newest of them a quarter of an hour ago. */
    private ModelReading reading(Kind kind, int pageSize) {
        intercom = switch (kind) {
            case USERS_CAUGHT_UP, LEADS_FROM_THE_BEGINNING ->
                ModelIntercom.ofContactsByDay(clock, "America/Los_Angeles");
            case USERS_BY_SECOND -> ModelIntercom.ofContactsBySecond(clock);
            case CONVERSATIONS, CONVERSATIONS_FROM_THE_BEGINNING -> ModelIntercom.ofConversations(clock);
        };
        intercom.hasRole(kind == Kind.LEADS_FROM_THE_BEGINNING ? "lead" : "user");
        for (int i = 0; i < ENTITIES; i++) {
            Duration ago = Duration.ofMinutes(15 + ENTITIES - i);
            intercom.changes("e" + i, clock.instant().minus(ago), Duration.ZERO);
        }
        Instant since = kind.isCaughtUp() ? clock.instant().minus(Duration.ofHours(2)) : Instant.EPOCH;
        return new ModelReading(intercom, clock, kind.isOfContacts(), pageSize, since);
    }

    /** Some entities change one after the other, a second apart and only just. */
    private void change(int... which) {
        for (int one : which) {
            clock.pass(Duration.ofSeconds(1));
            intercom.changes("e" + one);
        }
        clock.pass(Duration.ofSeconds(2));
    }

    private static Set<String> all() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < ENTITIES; i++) {
            all.add("e" + i);
        }
        return all;
    }

    /** Every entity comes in its newest version at last, and no version twice nor after a newer one. */
    private void assertNewest(ModelReading reading, String as) {
        Map<String, Integer> last = new HashMap<>();
        for (ModelReading.Released one : reading.released()) {
            Integer before = last.put(one.id(), one.number());
            assertThat(before == null || before < one.number())
                    .as("%s: %s %s after %s", as, one.id(), one.number(), before)
                    .isTrue();
        }
        Map<String, Integer> newest = new HashMap<>();
        intercom.newest().forEach(version -> newest.put(version.id(), version.number()));
        assertThat(last).as(as).isEqualTo(newest);
    }

    private static JsonNode value(String json) {
        return ScriptedIntercom.json("{value: " + json + "}").path("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "null",
                "'text'",
                "5",
                "true",
                "[]",
                "{next: 5}",
                "{next: {}}",
                "{next: []}",
                "{next: true}",
                "{next: ''}",
                "{next: 'https://api.intercom.io/'}",
                "{next: {starting_after: null}}",
                "{next: {starting_after: {}}}",
                "{page: 1, total_pages: 2}",
                "{page: 1, total_pages: 2, next: null}"
            })
    void a_page_that_does_not_say_what_follows_hides_nothing(String pages) {
        for (Kind kind : Kind.values()) {
            for (int wrong : new int[] {1, 2, 3, 4, 12}) {
                for (boolean restart : new boolean[] {false, true}) {
                    ModelReading reading = reading(kind, 10);
                    intercom.changesAnswers(WrongAnswers.lists(0, wrong, body -> {
                        body.remove("pages");
                        if (!pages.equals("missing")) {
                            body.set("pages", value(pages));
                        }
                    }));

                    reading.passes(2);
                    if (restart) {
                        reading.restarts();
                    }
                    reading.passes(8);

                    assertNewest(reading, "%s, %d times, restart %s".formatted(kind, wrong, restart));
                }
            }
        }
    }

    /** Without a number of the whole nothing says that more should be there, but the page itself. */
    @ParameterizedTest
    @ValueSource(strings = {"missing", "null", "'text'", "{next: 5}"})
    void neither_does_one_that_does_not_count_the_list_either(String pages) {
        for (Kind kind : Kind.values()) {
            for (int wrong : new int[] {1, 2}) {
                ModelReading reading = reading(kind, 10);
                intercom.changesAnswers(WrongAnswers.lists(0, wrong, body -> {
                    body.remove(List.of("pages", "total_count"));
                    if (!pages.equals("missing")) {
                        body.set("pages", value(pages));
                    }
                }));

                reading.pass();
                reading.restarts();
                reading.passes(8);

                assertNewest(reading, "%s, %d times".formatted(kind, wrong));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'text'",
                "7",
                "true",
                "[]",
                "{}",
                "{id: {}}",
                "{id: []}",
                "{id: true}",
                "{id: ''}",
                "{id: null}",
                "{id: 1.5}",
                "{id: 'a/b'}"
            })
    void entries_that_are_no_entities_hide_none(String entry) {
        for (Kind kind : Kind.values()) {
            for (int step : new int[] {1, 2}) {
                for (int right : new int[] {0, 1, 2}) {
                    ModelReading reading = reading(kind, 10);
                    intercom.changesAnswers(WrongAnswers.lists(right, 1, body -> {
                        ArrayNode list = list(body);
                        for (int i = 0; i < list.size(); i += step) {
                            list.set(i, value(entry));
                        }
                    }));

                    reading.pass();
                    reading.restarts();
                    reading.passes(6);

                    assertNewest(reading, kind + ", every " + step);
                    assertThat(reading.heard()).as(kind.name()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_that_stays_no_entity_is_told_and_does_not_stop_the_others(Kind kind) {
        ModelReading reading = reading(kind, 10);
        intercom.changesAnswers(
                WrongAnswers.lists(0, WrongAnswers.EVER, body -> list(body).insertNull(0)));

        reading.passes(4);

        assertNewest(reading, kind.name());
        assertThat(reading.heard()).isNotEmpty().containsOnly("malformed");
    }

    @ParameterizedTest
    @CsvSource({"60, 1", "900, 1", "900, 2", "900, 5", "259200, 1", "900, 2147483647"})
    void dates_ahead_move_no_mark_into_the_future(int secondsAhead, int wrong) {
        for (Kind kind : Kind.values()) {
            for (boolean withEntity : new boolean[] {true, false}) {
                for (boolean restart : new boolean[] {true, false}) {
                    ModelReading reading = reading(kind, 10);
                    reading.passes(3);
                    if (withEntity) {
                        change(3);
                    }
                    WrongAnswers ahead = new WrongAnswers(
                            request -> true,
                            0,
                            wrong,
                            (request, reply) -> reply instanceof Reply.Success found
                                    ? new Reply.Success(
                                            found.body(), found.asOf().plusSeconds(secondsAhead), request)
                                    : reply);
                    intercom.changesAnswers(ahead);

                    reading.pass();
                    String as = "%s, entity %s, restart %s".formatted(kind, withEntity, restart);
                    assertThat(reading.cursor().mark()).as(as).isBefore(clock.instant());
                    if (restart) {
                        reading.restarts();
                    }
                    change(7, 3);
                    reading.pass();
                    assertThat(reading.cursor().mark()).as(as).isBefore(clock.instant());
                    ahead.heal();
                    change(9);
                    reading.passes(8);

                    assertNewest(reading, as);
                }
            }
        }
    }

    /** Of the entities that have just changed, from the newest on: those that are shown as they were before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0       | 1
            0       | 4
            1       | 1
            2       | 3
            3       | 1
            5       | 1
            0 1     | 1
            0 1     | 3
            0 1 2   | 1
            1 2     | 2
            0 2 4   | 2
            0 5     | 1
            4 5     | 1
            3 4 5   | 1
            0 1 2 3 4 5 | 1
            """)
    void stale_copies_in_a_list_hide_nothing(String stale, int wrong) {
        for (Kind kind : Kind.values()) {
            for (int pageSize : new int[] {1, 2, 3, 10}) {
                ModelReading reading = reading(kind, pageSize);
                reading.passes(3);
                int[] changed = {0, 4, 8, 12, 16, 19};
                change(changed);
                List<String> old = new ArrayList<>();
                for (String one : stale.split(" ", -1)) {
                    old.add("e" + changed[5 - Integer.parseInt(one)]);
                }
                intercom.changesAnswers(WrongAnswers.lists(0, wrong, asBefore(old)));

                reading.passes(2);
                reading.restarts();
                reading.passes(8);

                assertNewest(reading, "%s, pages of %d".formatted(kind, pageSize));
            }
        }
    }

    /** The reading begins long ago, so that the list comes oldest first; what is shown instead is two hours older than its place. */
    @ParameterizedTest
    @CsvSource({"0", "1", "4", "9", "10", "11", "19"})
    void stale_copies_in_a_list_that_is_read_oldest_first_hide_nothing(int stale) {
        for (Kind kind : Kind.values()) {
            for (int pageSize : new int[] {1, 2, 10, 50}) {
                for (Duration since : List.of(Duration.ofDays(20_000), Duration.ofDays(3))) {
                    for (int wrong : new int[] {1, 2}) {
                        reading(kind, pageSize);
                        Instant begin = clock.instant().minus(since);
                        for (int i = 0; i < ENTITIES; i++) {
                            intercom.changes("e" + i, clock.instant().minusSeconds(600 - i), Duration.ZERO);
                        }
                        ModelReading reading = new ModelReading(intercom, clock, kind.isOfContacts(), pageSize, begin);
                        Consumer<ObjectNode> before = asBefore(List.of("e" + stale));
                        intercom.changesAnswers(new WrongAnswers(
                                WrongAnswers::isList, 0, Integer.MAX_VALUE, (request, reply) -> {
                                    Reply.Success found = (Reply.Success) reply;
                                    boolean shown = found.body().toString().contains("\"e" + stale + "\"");
                                    if (shown && shows[0]++ < wrong) {
                                        return WrongAnswers.body(before).apply(request, reply);
                                    }
                                    return reply;
                                }));
                        shows[0] = 0;

                        reading.passes(2);
                        reading.restarts();
                        reading.passes(8);

                        // In front of all others it stands where it may well have stood then.
                        if (stale > 0 || !kind.isOfContacts()) {
                            assertNewest(
                                    reading,
                                    "%s, pages of %d, since %s, %d times".formatted(kind, pageSize, since, wrong));
                        }
                    }
                }
            }
        }
    }

    private final int[] shows = {0};

    /** A copy of the data that does not catch up. */
    @ParameterizedTest
    @EnumSource(names = {"USERS_CAUGHT_UP", "USERS_BY_SECOND", "CONVERSATIONS"})
    void a_stale_copy_among_newer_ones_is_asked_for_by_its_id_at_once(Kind kind) {
        for (int pageSize : new int[] {1, 2, 10}) {
            ModelReading reading = reading(kind, pageSize);
            reading.passes(3);
            change(5, 6, 7);
            intercom.changesAnswers(WrongAnswers.lists(0, WrongAnswers.EVER, asBefore(List.of("e6"))));

            reading.passes(3);

            assertNewest(reading, "pages of " + pageSize);
        }
    }

    private Consumer<ObjectNode> asBefore(List<String> ids) {
        return body -> {
            ArrayNode list = list(body);
            for (int i = 0; i < list.size(); i++) {
                String id = list.get(i).path("id").asText();
                if (ids.contains(id)) {
                    list.set(i, intercom.version(id, 1));
                }
            }
        };
    }

    /** Each page of the past is asked for twice, and what both answers show together counts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void entities_that_one_answer_to_a_page_of_conversations_lacks_are_read_from_the_other(int right) {
        for (int lacking : new int[] {0, 4, 9}) {
            for (boolean restart : new boolean[] {false, true}) {
                ModelReading reading = reading(Kind.CONVERSATIONS_FROM_THE_BEGINNING, 10);
                intercom.changesAnswers(
                        WrongAnswers.lists(right, 1, body -> list(body).remove(lacking)));

                reading.pass();
                if (restart) {
                    reading.restarts();
                }
                assertThat(new HashSet<>(reading.releasedIds())).isEqualTo(all());
            }
        }
    }

    /** What one of two answers to a page of the past gets wrong beside what it shows. */
    enum Flaw {
        TURNED_ROUND {
            @Override
            void in(ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    list.insert(i, list.remove(list.size() - 1));
                }
            }
        },
        FIRST_COMES_LAST {
            @Override
            void in(ArrayNode list) {
                list.add(list.remove(0));
            }
        },
        THE_FIRST_IS_LATER {
            @Override
            void in(ArrayNode list) {
                isLater(list, 0);
            }
        },
        THE_LAST_BUT_ONE_IS_LATER {
            @Override
            void in(ArrayNode list) {
                isLater(list, list.size() - 2);
            }
        },
        ALL_ARE_LATER {
            @Override
            void in(ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    isLater(list, i);
                }
            }
        },
        ONE_IS_FROM_FURTHER_BEHIND {
            @Override
            void in(ArrayNode list) {
                ((ObjectNode) list.get(1)).put("id", "e" + (ENTITIES - 1));
                isLater(list, 1);
            }
        };

        abstract void in(ArrayNode list);

        private static void isLater(ArrayNode list, int which) {
            ObjectNode entity = (ObjectNode) list.get(which);
            entity.put("updated_at", entity.path("updated_at").asLong() + 200);
        }
    }

    /** Wherever the task is killed: the mark that it goes on from has passed nothing that was not sent. */
    @ParameterizedTest
    @EnumSource
    void where_two_answers_to_a_page_of_the_past_differ_the_mark_passes_nothing_that_was_not_sent(Flaw flaw) {
        for (Kind kind : List.of(Kind.LEADS_FROM_THE_BEGINNING, Kind.CONVERSATIONS_FROM_THE_BEGINNING)) {
            for (int right = 0; right < 6; right++) {
                for (int sent = 0; sent < ENTITIES; sent++) {
                    ModelReading reading = reading(kind, 5);
                    intercom.changesAnswers(WrongAnswers.lists(right, 1, body -> flaw.in(list(body))));

                    assertNothingIsLost(reading, sent, "%s, answer %d, killed after %d".formatted(kind, right, sent));
                }
            }
        }
    }

    /** The one that lacks it shows one more instead of another that moves on in between. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void neither_does_it_where_one_answer_lacks_an_entity_and_another_moves_on(int lacking) {
        for (Kind kind : List.of(Kind.LEADS_FROM_THE_BEGINNING, Kind.CONVERSATIONS_FROM_THE_BEGINNING)) {
            for (int sent = 0; sent < ENTITIES; sent++) {
                ModelReading reading = reading(kind, 5);
                intercom.changesAnswers(WrongAnswers.lists(0, 1, body -> {
                    list(body).remove(lacking);
                    intercom.changes("e0");
                }));

                assertNothingIsLost(reading, sent, "%s, killed after %d".formatted(kind, sent));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void a_page_of_the_past_that_names_a_wrong_next_one_in_one_answer_skips_nothing(int right) {
        for (Kind kind : List.of(Kind.LEADS_FROM_THE_BEGINNING, Kind.CONVERSATIONS_FROM_THE_BEGINNING)) {
            ModelReading reading = reading(kind, 5);
            long last = intercom.newest("e" + (ENTITIES - 2)).updated().toEpochMilli();
            intercom.changesAnswers(WrongAnswers.lists(
                    right,
                    1,
                    body -> body.withObject("/pages/next").put("starting_after", last + " e" + (ENTITIES - 2))));

            reading.passes(10);

            assertNewest(reading, kind.name());
        }
    }

    /** It may be left for the next pass, or for another reader, by the one answer's word; the mark passes it by the other's. */
    @ParameterizedTest
    @CsvSource({"0, 200", "2, 200", "3, 90", "0, 90"})
    void an_entity_that_one_of_two_answers_shows_as_of_a_time_that_is_still_to_come_is_sent(int which, long later) {
        for (int right = 0; right < 8; right++) {
            intercom = ModelIntercom.ofConversations(clock);
            for (int i = 0; i < ENTITIES; i++) {
                intercom.changes("e" + i, clock.instant().minusSeconds(5L * (ENTITIES - i)), Duration.ZERO);
            }
            ModelReading reading =
                    new ModelReading(intercom, clock, false, 5, clock.instant().minus(Duration.ofHours(2)));
            intercom.changesAnswers(WrongAnswers.lists(right, 1, body -> {
                if (list(body).get(which) instanceof ObjectNode entity) {
                    entity.put("updated_at", entity.path("updated_at").asLong() + later);
                }
            }));

            reading.passes(10);

            assertNewest(reading, "answer " + right);
        }
    }

    private void assertNothingIsLost(ModelReading reading, int killedAfter, String as) {
        clock.pass(ModelReading.INTERVAL);
        while (reading.released().size() < killedAfter) {
            if (reading.next() instanceof ReadStep.Idle) {
                clock.pass(Duration.ofSeconds(1));
            }
        }
        reading.restarts();
        reading.passes(10);

        assertThat(reading.releasedIds()).as(as).containsAll(all());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void an_id_that_is_cut_short_in_one_of_two_answers_hides_nothing(int right) {
        ModelReading reading = reading(Kind.CONVERSATIONS_FROM_THE_BEGINNING, 10);
        intercom.changesAnswers(
                WrongAnswers.lists(right, 1, body -> ((ObjectNode) list(body).get(4)).put("id", "e")));

        reading.passes(12);
        assertNewest(reading, "");

        reading.passesOfHours();
        assertNewest(reading, "");
        assertThat(reading.cursor().parked()).isEmpty();
    }

    /** They say so in an answer that is otherwise sound. */
    @ParameterizedTest
    @EnumSource
    void a_first_page_that_is_empty_though_it_counts_entities_is_not_the_whole_list(Kind kind) {
        for (int wrong : new int[] {1, 2, 3, 6}) {
            ModelReading reading = reading(kind, 10);
            intercom.changesAnswers(WrongAnswers.lists(0, wrong, body -> {
                body.set(body.has("data") ? "data" : "conversations", JsonNodeFactory.instance.arrayNode());
                body.putObject("pages");
            }));

            reading.pass();
            reading.restarts();
            reading.passes(6);

            assertNewest(reading, kind + ", " + wrong + " times");
        }
    }

    /** Counts may include what is long gone: a list that ends alike again and again is whole. */
    @ParameterizedTest
    @EnumSource
    void a_list_that_always_counts_more_than_it_shows_moves_the_mark_all_the_same(Kind kind) {
        ModelReading reading = reading(kind, 9);
        intercom.changesAnswers(WrongAnswers.lists(
                0,
                WrongAnswers.EVER,
                body -> body.put("total_count", body.path("total_count").asInt() + 3)));

        reading.passes(14);

        assertNewest(reading, kind.name());
        assertThat(reading.cursor().mark()).isAfter(clock.instant().minus(Duration.ofMinutes(2)));
        assertThat(reading.cursor().sent()).isEmpty();
    }

    private static ArrayNode list(ObjectNode body) {
        return (ArrayNode) (body.has("data") ? body.path("data") : body.path("conversations"));
    }
}
