package io.kafkaconnect.intercom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

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

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void every_change_is_released_in_its_newest_version_and_no_version_twice(
            @ForAll Model kind,
            @ForAll("ages") List<Integer> ages,
            @ForAll("events") List<Event> events,
            @ForAll boolean everything,
            @ForAll boolean showsNewest) {
        MovableClock clock = new MovableClock(START);
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
        if (contacts && !showsNewest) {
            assertThat(reading.released())
                    .as("ordered by pass and time")
                    .isSortedAccordingTo((one, other) -> one.pass() == other.pass()
                            ? Long.compare(one.second(), other.second())
                            : Integer.compare(one.pass(), other.pass()));
        }

        int before = intercom.asked().size();
        reading.pass();
        // Three old ones in a row are the end of a list that is read newest first, and a page has two.
        int pages = contacts && intercom.newest().size() > 2 ? 2 : 1;
        assertThat(intercom.asked()).as("requests of an idle pass").hasSize(before + pages);
        assertThat(reading.released().stream().map(ModelReading.Released::pass))
                .as("releases of an idle pass")
                .doesNotContain(reading.passes() - 1);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_second_with_more_changes_than_a_page_is_released_whole_wherever_the_task_dies(
            @ForAll Model kind, @ForAll("deaths") List<Integer> deaths) {
        MovableClock clock = new MovableClock(START);
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

    private static ModelIntercom model(Model kind, MovableClock clock) {
        return switch (kind) {
            case CONTACTS_BY_DAY -> ModelIntercom.ofContactsByDay(clock, "Europe/Berlin");
            case CONTACTS_BY_SECOND -> ModelIntercom.ofContactsBySecond(clock);
            case CONVERSATIONS -> ModelIntercom.ofConversations(clock);
        };
    }

    private static void play(Event event, ModelIntercom intercom, MovableClock clock, ModelReading reading) {
        switch (event.kind()) {
            case CHANGE -> intercom.changes("e" + event.which(), clock.instant(), Duration.ofMillis(event.millis()));
            case WAIT -> clock.goOn(Duration.ofMillis(event.millis()));
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
