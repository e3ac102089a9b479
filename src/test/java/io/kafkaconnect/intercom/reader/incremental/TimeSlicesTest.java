package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where pages take long, several are read side by side; nothing else changes. */
class TimeSlicesTest {
    private static final int PAGE = 10;
    private static final Duration SLOW = Duration.ofSeconds(6);
    private static final Duration QUICK = Duration.ofMillis(20);
    private static final int MOST_ASKED = 10_000;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "America/St_Johns");

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private ModelIntercom intercom = ModelIntercom.ofConversations(clock);
    private final Instant begin = clock.instant();
    private int sideBySide;

    /** When the conversations were updated, as parts of a year. */
    enum Spread {
        EVENLY {
            @Override
            double at(double part, Random random) {
                return part;
            }
        },
        AT_RANDOM {
            @Override
            double at(double part, Random random) {
                return random.nextDouble();
            }
        },
        MORE_AND_MORE {
            @Override
            double at(double part, Random random) {
                return Math.pow(part, 0.2);
            }
        },
        LESS_AND_LESS {
            @Override
            double at(double part, Random random) {
                return Math.pow(part, 8);
            }
        },
        BY_DAY_AND_NOT_BY_NIGHT {
            @Override
            double at(double part, Random random) {
                return (Math.floor(part * 20) + (part * 20 - Math.floor(part * 20)) / 100) / 20;
            }
        },
        IN_ONE_SECOND {
            @Override
            double at(double part, Random random) {
                return 0.5;
            }
        },
        AND_A_BULK_IN_ONE_SECOND {
            @Override
            double at(double part, Random random) {
                return part < 0.4 ? part : part < 0.7 ? 0.4 : part;
            }
        };

        /** Of the year's entities, where the one at this part of them is. */
        abstract double at(double part, Random random);
    }

    private ModelReading reading() {
        return reading(false);
    }

    private ModelReading reading(boolean contacts) {
        intercom.answersWhenTold();
        return new ModelReading(intercom, clock, contacts, PAGE, Instant.EPOCH);
    }

    private void fill(int entities, Spread spread, Random random) {
        for (int i = 0; i < entities; i++) {
            long second = (long) (spread.at((double) i / entities, random) * YEAR.toSeconds());
            intercom.changes("e" + i, begin.minus(YEAR).plusSeconds(second).minusSeconds(600), Duration.ZERO);
        }
    }

    /** Goes on until a pass is over. */
    private void pass(ModelReading reading, Duration aPageTakes) {
        int passes = reading.passes();
        while (reading.passes() == passes) {
            if (reading.next() instanceof ReadStep.Idle) {
                sideBySide = Math.max(sideBySide, (int) intercom.allWaiting(Request.Method.POST));
                intercom.answerAll(Request.Method.GET, Duration.ZERO);
                intercom.answerAll(Request.Method.POST, aPageTakes);
                clock.pass(aPageTakes.dividedBy(5));
                assertThat(intercom.asked()).as("requests").hasSizeLessThan(MOST_ASKED);
            }
        }
    }

    /** Requests for pages; pages of the past are asked for twice at the same time. */
    private long pagesAsked() {
        return intercom.asked().stream()
                .filter(request -> request.method() == Request.Method.POST)
                .count();
    }

    private static Set<String> all(int entities) {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < entities; i++) {
            all.add("e" + i);
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void slow_pages_are_read_side_by_side_and_their_entities_released_in_order(Spread spread) {
        fill(3_000, spread, new Random(1));
        ModelReading reading = reading();

        pass(reading, SLOW);

        assertThat(reading.releasedIds()).hasSize(3_000);
        assertThat(new TreeSet<>(reading.releasedIds())).isEqualTo(all(3_000));
        assertThat(reading.released().stream().map(ModelReading.Released::second))
                .isSorted();
        // As many again may be under way that turned out not to be needed, and each is asked for twice.
        assertThat(sideBySide).isLessThanOrEqualTo(2 * 2 * 32);
        if (spread != Spread.IN_ONE_SECOND) {
            assertThat(sideBySide).isGreaterThan(2 * 24);
        }
    }

    /** Pages of ten are far smaller than Intercom's, and guesses at where they end far more often wrong. */
    @ParameterizedTest
    @CsvSource({
        "EVENLY, 450",
        "AT_RANDOM, 600",
        "MORE_AND_MORE, 450",
        "LESS_AND_LESS, 650",
        "BY_DAY_AND_NOT_BY_NIGHT, 800",
        "IN_ONE_SECOND, 350",
        "AND_A_BULK_IN_ONE_SECOND, 500",
    })
    void that_costs_pages_but_not_without_measure(Spread spread, long most) {
        fill(3_000, spread, new Random(1));

        pass(reading(), SLOW);

        assertThat(pagesAsked()).isBetween(2 * 300L, 2 * most);
    }

    @ParameterizedTest
    @CsvSource({"EVENLY, 130", "AT_RANDOM, 230", "MORE_AND_MORE, 190", "BY_DAY_AND_NOT_BY_NIGHT, 200"})
    void to_the_very_end_of_the_list(Spread spread, int seconds) {
        fill(3_000, spread, new Random(1));
        ModelReading reading = reading();
        Instant before = clock.instant();

        pass(reading, SLOW);

        // One page after the other takes half an hour.
        assertThat(Duration.between(before, clock.instant())).isLessThan(Duration.ofSeconds(seconds));
    }

    /** At what one page covers, it is ten million slices wide. */
    @Test
    void a_gap_in_the_list_is_passed_at_once() {
        for (int i = 0; i < 60; i++) {
            Instant before = i < 30 ? begin.minus(YEAR) : begin.minusSeconds(1_000);
            intercom.changes("e" + i, before.plusSeconds(i / 5), Duration.ZERO);
        }
        ModelReading reading = reading();

        pass(reading, SLOW);

        assertThat(new TreeSet<>(reading.releasedIds())).isEqualTo(all(60));
        assertThat(pagesAsked()).isLessThan(2 * 60);
    }

    @Test
    void what_waits_for_its_turn_is_kept_small() {
        fill(3_000, Spread.EVENLY, new Random(1));
        List<String> kept = new ArrayList<>();
        ReadFilter filter = new ReadFilter(
                new CursorTracker(Cursor.startingAt(Instant.EPOCH), Duration.ofMinutes(1)), Long.MAX_VALUE, false);
        intercom.answersWhenTold();
        Listing conversations = Listing.conversations();
        Scan.ScanListener events = new Scan.ScanListener() {
            @Override
            public void stale(ListedEntity entity) {}

            @Override
            public void spanWithheld(ParkedSpan second, Failure failure) {}

            @Override
            public void pageWithheld(Failure failure) {}

            @Override
            public void pageRead(ListPage page) {}

            @Override
            public ListedEntity retainForEnrichment(ListedEntity listed) {
                kept.add(listed.id());
                return listed.reduced(
                        json -> JsonNodeFactory.instance.objectNode().put("id", listed.id()));
            }
        };
        ScanFactory scans = new ScanFactory(
                PageAccess.of(intercom, conversations),
                conversations,
                events,
                new AdaptivePageSize(PAGE),
                clock,
                () -> {},
                StreamListener.NONE);
        AscendingScan scan = scans.ascending(filter, asked -> asked.minus(ModelReading.SETTLE), Instant.EPOCH, false);
        advance(scan);
        clock.pass(SLOW);
        intercom.answer(0);
        advance(scan);

        while (intercom.waiting() > 1) {
            intercom.answer(1);
        }
        advance(scan);

        assertThat(kept).hasSizeGreaterThan(20 * PAGE).doesNotHaveDuplicates();
        assertThat(scan.take()).allSatisfy(one -> assertThat(one.json().size()).isEqualTo(1));
        assertThat(scan.take()).isEmpty();
    }

    private static void advance(AscendingScan scan) {
        while (scan.advance(0)) {}
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void one_that_stands_where_it_stood_before_it_changed_hides_none_behind_it(Spread spread) {
        fill(600, spread, new Random(1));
        intercom.showsNewest();
        // Ten times as long as the index is trusted to take.
        intercom.changes(
                "e200",
                begin.minusSeconds(300),
                ModelReading.SETTLE.multipliedBy(10).plusSeconds(300));
        ModelReading reading = reading();

        pass(reading, SLOW);

        assertThat(new TreeSet<>(reading.releasedIds())).isEqualTo(all(600));
        assertThat(reading.releasedIds()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void it_ends_where_what_is_greater_includes_the_second_itself(Spread spread) {
        intercom.includesBounds();
        fill(1_000, spread, new Random(1));
        ModelReading reading = reading();

        pass(reading, SLOW);

        assertThat(reading.releasedIds()).doesNotHaveDuplicates().hasSize(1_000);
    }

    @Test
    void a_second_that_was_sent_before_it_settled_is_read_once_more_and_not_for_ever() {
        intercom.includesBounds();
        for (int i = 0; i < 6 * PAGE; i++) {
            intercom.changes("e" + i, begin.minusSeconds(5), Duration.ZERO);
        }
        ModelReading reading = reading();
        pass(reading, QUICK);
        clock.pass(Duration.ofMinutes(1));
        long before = pagesAsked();

        pass(reading, SLOW);

        assertThat(reading.releasedIds()).hasSize(6 * PAGE);
        assertThat(pagesAsked() - before).isLessThan(2 * 30);
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void quick_pages_are_read_one_after_the_other_and_none_in_vain(Spread spread) {
        fill(300, spread, new Random(1));
        ModelReading reading = reading();

        pass(reading, QUICK);

        assertThat(reading.releasedIds()).hasSize(300);
        assertThat(sideBySide).as("both answers to one page").isEqualTo(2);
        assertThat(pagesAsked()).isEqualTo(2 * 30);
    }

    @Test
    void an_idle_poll_is_one_request_however_long_it_takes() {
        fill(100, Spread.EVENLY, new Random(1));
        ModelReading reading = reading();
        pass(reading, SLOW);
        // The second confirms the first, which was long, and the third confirms the second: the mark has caught up.
        pass(reading, SLOW);
        pass(reading, SLOW);
        for (int pass = 0; pass < 5; pass++) {
            long before = pagesAsked();

            pass(reading, SLOW);

            assertThat(pagesAsked()).isEqualTo(before + 1);
        }
    }

    /** Where a day begins depends on the time zone of the workspace, which the connector does not ask for. */
    @ParameterizedTest
    @CsvSource({
        "EVENLY, Europe/Berlin, 250, 650",
        "AT_RANDOM, Pacific/Auckland, 250, 650",
        "MORE_AND_MORE, America/Los_Angeles, 1000, 450",
        "LESS_AND_LESS, Pacific/Kiritimati, 1400, 500",
        "BY_DAY_AND_NOT_BY_NIGHT, UTC, 400, 800",
        "IN_ONE_SECOND, UTC, 2300, 400",
        "AND_A_BULK_IN_ONE_SECOND, America/St_Johns, 1000, 700",
    })
    void contacts_are_read_by_whole_days_side_by_side(Spread spread, String zone, int seconds, long pages) {
        intercom = ModelIntercom.ofContactsByDay(clock, zone);
        fill(3_000, spread, new Random(1));
        ModelReading reading = reading(true);
        Instant before = clock.instant();

        pass(reading, SLOW);

        assertThat(reading.releasedIds()).hasSize(3_000);
        assertThat(new TreeSet<>(reading.releasedIds())).isEqualTo(all(3_000));
        assertThat(reading.released().stream().map(ModelReading.Released::second))
                .isSorted();
        assertThat(Duration.between(before, clock.instant())).isLessThan(Duration.ofSeconds(seconds));
        assertThat(pagesAsked()).isBetween(2 * 300L, 2 * pages);
    }

    /** Behind it, no more contacts are buffered than are allowed to. */
    @Test
    void a_day_with_many_changes_is_read_page_after_page_and_the_days_behind_it_wait() {
        intercom = ModelIntercom.ofContactsByDay(clock, "UTC");
        Instant day = Instant.parse("2026-01-05T00:00:10Z");
        for (int i = 0; i < 6_000; i++) {
            intercom.changes("e" + i, i < 20 ? day.minusSeconds(1_000 - i) : day.plusSeconds(i * 4L), Duration.ZERO);
        }
        for (int i = 0; i < 6_000; i++) {
            intercom.changes("f" + i, day.plus(Duration.ofDays(1)).plusSeconds(i * 4L), Duration.ZERO);
        }
        ModelReading reading = reading(true);

        pass(reading, SLOW);

        assertThat(reading.releasedIds()).hasSize(12_000);
        assertThat(reading.released().stream().map(ModelReading.Released::second))
                .isSorted();
        assertThat(reading.largeDays()).startsWith(false, true).endsWith(false);
    }

    /** Until it heals, a list shows an earlier version of the first contact of a day. */
    @ParameterizedTest
    @ValueSource(ints = {6, 12, 18, 24, 30, 36, 48, 60, 72, 96, 120})
    void an_earlier_version_at_the_head_of_a_day_hides_no_contact_before_it(int hours) {
        intercom = ModelIntercom.ofContactsByDay(clock, "UTC");
        Instant first = Instant.parse("2026-01-01T00:00:30Z");
        for (int i = 0; i < 1_200; i++) {
            intercom.changes("e" + i, first.plus(Duration.ofMinutes(72L * i)), Duration.ZERO);
        }
        Instant midnight = Instant.parse("2026-01-20T00:00:01Z");
        intercom.changes("x", midnight.minus(Duration.ofHours(hours)), Duration.ZERO);
        intercom.changes("x", midnight, Duration.ZERO);
        boolean[] isHealed = {false};
        intercom.changesAnswers((request, reply) -> isHealed[0] || request.method() != Request.Method.POST
                ? reply
                : WrongAnswers.body(this::showEarlierVersion).apply(request, reply));
        ModelReading reading = reading(true);
        pass(reading, SLOW);
        isHealed[0] = true;
        for (int i = 0; i < 4; i++) {
            pass(reading, SLOW);
        }

        assertThat(reading.releasedIds()).containsAll(all(1_200)).contains("x");
    }

    private void showEarlierVersion(ObjectNode body) {
        ArrayNode contacts = (ArrayNode) body.path("data");
        for (int i = 0; i < contacts.size(); i++) {
            if (contacts.get(i).path("id").asText().equals("x")) {
                contacts.set(i, intercom.version("x", 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 1", "15, 1", "200, 3"})
    void while_the_last_page_hangs_no_day_in_the_future_is_requested(int contacts, int answeredRounds) {
        intercom = ModelIntercom.ofContactsByDay(clock, "UTC");
        fill(contacts, Spread.EVENLY, new Random(1));
        ModelReading reading = reading(true);
        for (int i = 0; i < 600; i++) {
            while (!(reading.next() instanceof ReadStep.Idle)) {}
            clock.pass(i < answeredRounds ? SLOW : Duration.ofSeconds(1));
            boolean hangs = i >= answeredRounds;
            intercom.answerThose(request -> !hangs
                    || request.body()
                            .at("/pagination/starting_after")
                            .asText("")
                            .isEmpty());
        }

        assertThat(intercom.asked()).hasSizeLessThan(600);
    }

    /** The first of the two answers to each of these pages does not say what follows, so the page is requested once more. */
    @ParameterizedTest
    @CsvSource({"13, 1, 300", "20, 2, 220", "60, 8, 150", "6000, 31, 120"})
    void days_that_are_requested_once_more_do_not_hold_up_the_others(int millis, int wrong, int pages) {
        intercom = ModelIntercom.ofContactsByDay(clock, "UTC");
        fill(3_000, Spread.EVENLY, new Random(1));
        Set<Request> seen = new HashSet<>();
        intercom.changesAnswers(new WrongAnswers(
                request -> request.method() == Request.Method.POST
                        && request.body()
                                .at("/pagination/starting_after")
                                .asText("")
                                .isEmpty()
                        && request.body().toString().contains("\"operator\":\">\"")
                        && seen.add(request),
                0,
                wrong,
                WrongAnswers.body(body -> body.remove("pages"))));
        ModelReading reading = reading(true);
        Instant before = clock.instant();

        pass(reading, Duration.ofMillis(millis));

        assertThat(Duration.between(before, clock.instant()).dividedBy(millis).toMillis())
                .as("the time of so many pages")
                .isLessThan(pages);
    }

    /** A filter by days then begins elsewhere, perhaps behind the last page. With these seeds, that hides contacts if nothing notices it. */
    @ParameterizedTest
    @ValueSource(longs = {407, 484, 1_513, 1_760, 2_952})
    void while_the_workspace_gets_another_time_zone_no_contact_is_lost(long seed) {
        Random random = new Random(seed);
        intercom = ModelIntercom.ofContactsByDay(clock, ZONES.get(random.nextInt(ZONES.size())));
        fill(248, Spread.AND_A_BULK_IN_ONE_SECOND, random);
        intercom.showsNewest();
        ModelReading reading = reading(true);
        live(reading, random, 248, 2, true);
        reading.passesOfHours();

        releasesEachVersionOnce(reading);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatever_changes_and_dies_meanwhile_nothing_is_lost_and_nothing_comes_twice(
            @ForAll Spread spread,
            @ForAll long seed,
            @ForAll @IntRange(max = 250) int entities,
            @ForAll boolean byDays,
            @ForAll boolean showsNewest,
            @ForAll boolean includesBounds,
            @ForAll @IntRange(max = 3) int deaths) {
        Random random = new Random(seed);
        intercom = byDays
                ? ModelIntercom.ofContactsByDay(clock, ZONES.get(random.nextInt(ZONES.size())))
                : ModelIntercom.ofConversations(clock);
        fill(entities, spread, random);
        if (showsNewest) {
            intercom.showsNewest();
        }
        if (includesBounds) {
            intercom.includesBounds();
        }
        ModelReading reading = reading(byDays);
        live(reading, random, entities, deaths, false);

        releasesEachVersionOnce(reading);
    }

    /** A while in which entities change, the reader dies, and the workspace gets other time zones if it {@code moves}. */
    private void live(ModelReading reading, Random random, int entities, int deaths, boolean moves) {
        int steps = entities + random.nextInt(400);
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(20) == 0) {
                intercom.changes(
                        "e" + random.nextInt(entities + 5), clock.instant(), Duration.ofMillis(random.nextInt(15_000)));
            }
            if (deaths > 0 && random.nextInt(steps) < deaths) {
                reading.restarts();
            }
            if (moves && random.nextInt(100) == 0) {
                intercom.movesTo(ZONES.get(random.nextInt(ZONES.size())));
            }
            if (reading.next() instanceof ReadStep.Idle) {
                clock.pass(Duration.ofMillis(random.nextInt(3_000)));
                if (intercom.waiting() > 0) {
                    intercom.answer(random.nextInt(intercom.waiting()));
                }
            }
        }
        clock.pass(ModelReading.SETTLE);
        reading.passes(3);
    }

    private void releasesEachVersionOnce(ModelReading reading) {
        List<String> released = new ArrayList<>();
        reading.released().forEach(one -> released.add(one.id() + " " + one.number()));
        assertThat(released).doesNotHaveDuplicates();
        intercom.newest().forEach(newest -> assertThat(released).contains(newest.id() + " " + newest.number()));
    }
}
