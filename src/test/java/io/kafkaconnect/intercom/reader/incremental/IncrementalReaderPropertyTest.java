package io.kafkaconnect.intercom.reader.incremental;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever changes, answers, waits and dies, and in whatever order: nothing is lost and nothing comes twice. */
class IncrementalReaderPropertyTest {
    /** In Berlin an hour and a half before the day of 23 hours begins. */
    private static final String START = "2026-03-28T21:30:00Z";

    private static final int ENTITIES = 7;

    enum Kind {
        CHANGE,
        WAIT,
        READ,
        ANSWER,
        RESTART
    }

    enum Model {
        CONTACTS_BY_DAY,
        CONTACTS_BY_SECOND,
        CONVERSATIONS
    }

    record Event(Kind kind, int which, int millis) {}

    /** What there is at the beginning: how long ago, in seconds, each entity was changed. */
    @Provide
    Arbitrary<List<Integer>> ages() {
        Arbitrary<Integer> recent = Arbitraries.integers().between(0, 30);
        Arbitrary<Integer> old = Arbitraries.integers().between(0, 5 * 24 * 3600);
        return Arbitraries.oneOf(recent, old).list().ofMaxSize(ENTITIES);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(4, Kind.CHANGE),
                Tuple.of(4, Kind.WAIT),
                Tuple.of(12, Kind.READ),
                Tuple.of(6, Kind.ANSWER),
                Tuple.of(1, Kind.RESTART));
        Arbitrary<Integer> which = Arbitraries.integers().between(0, ENTITIES - 1);
        Arbitrary<Integer> millis = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 1_500), Arbitraries.integers().between(0, 19_999));
        return Combinators.combine(kinds, which, millis).as(Event::new).list().ofMaxSize(120);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void every_change_is_released_in_its_newest_version_and_no_version_twice(
            @ForAll Model kind,
            @ForAll("ages") List<Integer> ages,
            @ForAll("events") List<Event> events,
            @ForAll boolean everything,
            @ForAll boolean showsNewest) {
        ManualClock clock = new ManualClock(START);
        ModelIntercom intercom = model(kind, clock);
        if (showsNewest) {
            intercom.showsNewest();
        }
        Instant since = everything ? Instant.EPOCH : clock.instant().minus(Duration.ofDays(3));
        for (int i = 0; i < ages.size(); i++) {
            intercom.changes("e" + i, clock.instant().minusSeconds(ages.get(i)), Duration.ZERO);
        }
        intercom.answersWhenTold();
        boolean contacts = kind != Model.CONVERSATIONS;
        ModelReading reading = new ModelReading(intercom, clock, contacts, 2, since);

        events.forEach(event -> play(event, intercom, clock, reading));
        for (int i = 0; i < 8; i++) {
            reading.pass();
        }

        Map<String, Integer> last = new HashMap<>();
        reading.released().forEach(one -> last.put(one.id(), one.number()));
        Map<String, Integer> newest = new HashMap<>();
        intercom.newest().stream()
                .filter(version -> !version.updated().isBefore(since))
                .forEach(version -> newest.put(version.id(), version.number()));
        assertThat(last).as("the last that was released of each").isEqualTo(newest);
        assertThat(reading.released().stream()
                        .map(one -> one.id() + " " + one.number())
                        .toList())
                .doesNotHaveDuplicates();
        int before = intercom.asked().size();
        reading.pass();
        // Three old ones in a row are the end of a list that is read newest first, and a page has two.
        int pages = contacts && intercom.newest().size() > 2 ? 2 : 1;
        assertThat(intercom.asked()).as("requests of an idle pass").hasSize(before + pages);
        assertThat(reading.released().stream().map(ModelReading.Released::pass))
                .as("releases of an idle pass")
                .doesNotContain(reading.passes() - 1);
    }

    /** How an answer is wrong. */
    enum Fault {
        /** The list shows an entity as it was before. */
        STALE_COPY,
        /** The list lacks an entity: only where pages of the past are read twice. */
        SHORT_PAGE,
        /** Every other entry is null. */
        HALF_PAGE,
        /** The list does not say what follows. */
        NO_PAGES,
        /** The list is empty. */
        NOTHING,
        /** An entity does not exist. */
        NOT_FOUND,
        /** An entity is refused. */
        REFUSED,
        /** An entity is shown as it was before. */
        OLD_ENTITY,
        /** Intercom seems to fail at a page alone. */
        WITHHELD,
        /** The answer comes a quarter of an hour early. */
        DATE_AHEAD
    }

    /** After how many right answers, and so many more behind another fault, one is wrong, and how. */
    record Wrong(int right, Fault fault, int which) {
        static final int APART = 12;
    }

    @Provide
    Arbitrary<List<Wrong>> wrong() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(Fault.class),
                        Arbitraries.integers().between(0, ENTITIES - 1))
                .as(Wrong::new)
                .list()
                .ofMaxSize(8);
    }

    /** Faults are so far apart that no two in a row are of the same thing. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void no_answer_that_is_wrong_loses_or_repeats_a_change(
            @ForAll Model kind,
            @ForAll("ages") List<Integer> ages,
            @ForAll("events") List<Event> events,
            @ForAll("wrong") List<Wrong> wrong) {
        ManualClock clock = new ManualClock(START);
        ModelIntercom intercom = model(kind, clock);
        for (int i = 0; i < ages.size(); i++) {
            intercom.changes("e" + i, clock.instant().minusSeconds(ages.get(i)), Duration.ZERO);
        }
        Deque<Wrong> left = new ArrayDeque<>(wrong);
        int[] right = {left.isEmpty() ? 0 : left.peek().right()};
        Set<String> wrongOnce = new HashSet<>();
        intercom.changesAnswers((request, reply) -> {
            if (left.isEmpty() || right[0]-- > 0) {
                return reply;
            }
            if (!WrongAnswers.isList(request) && !wrongOnce.add(request.path())) {
                // What two answers say a settling time apart is true.
                return reply;
            }
            Reply changed = changed(left.peek(), kind, intercom, request, reply);
            if (changed != reply) {
                left.remove();
                right[0] = left.isEmpty() ? 0 : Wrong.APART + left.peek().right();
            }
            return changed;
        });
        intercom.answersWhenTold();
        ModelReading reading = new ModelReading(intercom, clock, kind != Model.CONVERSATIONS, 2, Instant.EPOCH);

        events.forEach(event -> play(event, intercom, clock, reading));
        reading.passes(12);
        left.clear();
        reading.passes(12);
        // What was refused waits for minutes.
        reading.passesOfHours();

        assertAllCameOnce(intercom, reading);
    }

    /** Whatever changes meanwhile, and however often the task is started again. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void pages_at_which_intercom_fails_as_long_as_an_entity_is_on_them_lose_and_repeat_no_change(
            @ForAll Model kind,
            @ForAll("ages") List<Integer> ages,
            @ForAll("events") List<Event> events,
            @ForAll @Size(max = 3) Set<@IntRange(max = ENTITIES - 1) Integer> bad) {
        ManualClock clock = new ManualClock(START);
        ModelIntercom intercom = model(kind, clock);
        for (int i = 0; i < ages.size(); i++) {
            intercom.changes("e" + i, clock.instant().minusSeconds(ages.get(i)), Duration.ZERO);
        }
        Set<String> ids = bad.stream().map(i -> "e" + i).collect(toSet());
        intercom.changesAnswers((request, reply) -> shows(reply, ids) ? withheld(request) : reply);
        intercom.answersWhenTold();
        ModelReading reading = new ModelReading(intercom, clock, kind != Model.CONVERSATIONS, 2, Instant.EPOCH);

        events.forEach(event -> play(event, intercom, clock, reading));
        reading.passes(12);
        List<ParkedSpan> waiting = reading.cursor().parked().keySet().stream()
                .flatMap(name -> ParkedSpan.named(name).stream())
                .toList();
        List<String> listed = intercom.newest().stream()
                .filter(one -> waiting.stream().noneMatch(span -> span.holds(one.second())))
                .map(ModelIntercom.EntityVersion::id)
                .toList();
        // A span that the last pass listed has parked what it showed by its id: the next pass releases it.
        reading.pass();
        assertThat(reading.releasedIds()).containsAll(listed);
        ids.clear();
        reading.passes(12);
        reading.passesOfHours();

        assertAllCameOnce(intercom, reading);
    }

    private static boolean shows(Reply reply, Set<String> ids) {
        if (reply instanceof Reply.Success found) {
            for (JsonNode one : found.body().path(found.body().has("data") ? "data" : "conversations")) {
                if (ids.contains(one.path("id").asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Reply withheld(Request request) {
        Failure failure = new Failure(request, 500, "", "", "");
        return request.retryMode() == Request.RetryMode.NEVER
                ? new Reply.Unavailable(failure)
                : new Reply.Withheld(failure);
    }

    private static void assertAllCameOnce(ModelIntercom intercom, ModelReading reading) {
        Map<String, Integer> last = new HashMap<>();
        for (ModelReading.Released one : reading.released()) {
            Integer before = last.put(one.id(), one.number());
            assertThat(before == null ? 0 : before)
                    .as("version of %s before %d", one.id(), one.number())
                    .isLessThan(one.number());
        }
        Map<String, Integer> newest = new HashMap<>();
        intercom.newest().forEach(version -> newest.put(version.id(), version.number()));
        assertThat(last).as("the last that was released of each").isEqualTo(newest);
        assertThat(reading.cursor().parked()).isEmpty();
    }

    /** The answer, changed where the fault is one of such answers. */
    private static Reply changed(Wrong wrong, Model kind, ModelIntercom intercom, Request request, Reply reply) {
        if (!(reply instanceof Reply.Success found)) {
            return reply;
        }
        if (wrong.fault() == Fault.DATE_AHEAD) {
            return new Reply.Success(found.body(), found.asOf().plusSeconds(900), request);
        }
        boolean list = WrongAnswers.isList(request);
        String name = kind == Model.CONVERSATIONS ? "conversations" : "data";
        ArrayNode entries = list ? (ArrayNode) found.body().path(name) : null;
        return switch (wrong.fault()) {
            case STALE_COPY ->
                list && staleAt(entries, wrong.which(), intercom) >= 0
                        ? WrongAnswers.body(body -> stale((ArrayNode) body.path(name), wrong.which(), intercom))
                                .apply(request, reply)
                        : reply;
            case SHORT_PAGE ->
                list && kind == Model.CONVERSATIONS && !entries.isEmpty()
                        ? WrongAnswers.body(
                                        body -> ((ArrayNode) body.path(name)).remove(wrong.which() % entries.size()))
                                .apply(request, reply)
                        : reply;
            case HALF_PAGE ->
                list && !entries.isEmpty()
                        ? WrongAnswers.body(body -> ((ArrayNode) body.path(name)).setNull(0))
                                .apply(request, reply)
                        : reply;
            case NO_PAGES ->
                list ? WrongAnswers.body(body -> body.remove("pages")).apply(request, reply) : reply;
            case NOTHING ->
                list && !entries.isEmpty()
                        ? WrongAnswers.body(body -> {
                                    ((ArrayNode) body.path(name)).removeAll();
                                    body.putObject("pages");
                                })
                                .apply(request, reply)
                        : reply;
            case NOT_FOUND -> list ? reply : ScriptedIntercom.failed(request, 404);
            case REFUSED -> list ? reply : ScriptedIntercom.failed(request, 403);
            case OLD_ENTITY ->
                list
                        ? reply
                        : intercom.before(found.body())
                                .map(ModelIntercom::single)
                                .<Reply>map(before -> new Reply.Success(before, found.asOf(), request))
                                .orElse(reply);
            case WITHHELD -> list ? withheld(request) : reply;
            case DATE_AHEAD -> reply;
        };
    }

    /** Where from that number on an entity stands that has been another before; -1 where none does. */
    private static int staleAt(ArrayNode entries, int which, ModelIntercom intercom) {
        for (int i = 0; i < entries.size(); i++) {
            int at = (i + which) % entries.size();
            if (intercom.before(entries.get(at)).isPresent()) {
                return at;
            }
        }
        return -1;
    }

    private static void stale(ArrayNode entries, int which, ModelIntercom intercom) {
        int at = staleAt(entries, which, intercom);
        entries.set(at, intercom.before(entries.get(at)).orElseThrow());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_second_with_more_changes_than_a_page_is_released_whole_wherever_the_task_dies(
            @ForAll Model kind, @ForAll("deaths") List<Integer> deaths) {
        ManualClock clock = new ManualClock(START);
        ModelIntercom intercom = model(kind, clock);
        List<String> all = new ArrayList<>();
        // Long enough ago for the mark to move into that second.
        Instant bulk = clock.instant().minusSeconds(60);
        for (int i = 0; i < 25; i++) {
            all.add("e" + i);
            intercom.changes("e" + i, bulk.plusMillis(i % 3), Duration.ZERO);
        }
        ModelReading reading =
                new ModelReading(intercom, clock, kind != Model.CONVERSATIONS, 4, bulk.minus(Duration.ofDays(7)));

        for (int death : deaths) {
            for (int i = 0; i < death; i++) {
                reading.next();
            }
            reading.restarts();
        }
        reading.pass();

        assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Provide
    Arbitrary<List<Integer>> deaths() {
        return Arbitraries.integers().between(0, 30).list().ofMaxSize(4);
    }

    private static ModelIntercom model(Model kind, ManualClock clock) {
        return switch (kind) {
            case CONTACTS_BY_DAY -> ModelIntercom.ofContactsByDay(clock, "Europe/Berlin");
            case CONTACTS_BY_SECOND -> ModelIntercom.ofContactsBySecond(clock);
            case CONVERSATIONS -> ModelIntercom.ofConversations(clock);
        };
    }

    private static void play(Event event, ModelIntercom intercom, ManualClock clock, ModelReading reading) {
        switch (event.kind()) {
            case CHANGE -> intercom.changes("e" + event.which(), clock.instant(), Duration.ofMillis(event.millis()));
            case WAIT -> clock.pass(Duration.ofMillis(event.millis()));
            case READ -> reading.next();
            case ANSWER -> {
                if (intercom.waiting() > 0) {
                    intercom.answer(event.which() % intercom.waiting());
                }
            }
            case RESTART -> reading.restarts();
        }
    }
}
