package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Contacts changed seconds around midnight, which extractors lose that take the day filter of Intercom's for one of seconds. Each case is
 * tried with days and with seconds, around midnight of the workspace's time zone and of UTC.
 */
class DayBorderTest {
    /** How long before and after midnight contacts change, one a second. */
    private static final int AROUND = 12;

    private static final int PAGE = 5;

    /** Zones, and days that begin after, end in or have the hour more or less of a change of clocks. */
    private static final List<String> DAYS = List.of(
            "UTC 2026-05-02",
            "America/Los_Angeles 2026-05-02",
            "America/Los_Angeles 2026-03-08",
            "America/Los_Angeles 2026-03-09",
            "America/Los_Angeles 2026-11-01",
            "America/Los_Angeles 2026-11-02",
            "Europe/Dublin 2026-05-02",
            "Europe/Dublin 2026-03-29",
            "Europe/Dublin 2026-03-30",
            "Europe/Dublin 2026-10-25",
            "Europe/Dublin 2026-10-26",
            "Asia/Kolkata 2026-05-02",
            "Pacific/Kiritimati 2026-05-02",
            "Pacific/Pago_Pago 2026-05-02",
            "Pacific/Chatham 2026-04-05",
            "Pacific/Chatham 2026-04-06",
            "Pacific/Chatham 2026-09-27",
            "Pacific/Chatham 2026-09-28",
            // Its clocks change at midnight: the day begins at one o'clock.
            "America/Santiago 2026-09-06",
            // There was no 30th.
            "Pacific/Apia 2011-12-31");

    record Border(ZoneId zone, Instant midnight, boolean byDay) {
        ModelIntercom intercom(ManualClock clock) {
            return byDay ? ModelIntercom.ofContactsByDay(clock, zone.getId()) : ModelIntercom.ofContactsBySecond(clock);
        }
    }

    static final List<Border> BORDERS =
            DAYS.stream().flatMap(DayBorderTest::borders).toList();

    private static Stream<Border> borders(String day) {
        int blank = day.indexOf(' ');
        ZoneId zone = ZoneId.of(day.substring(0, blank));
        LocalDate date = LocalDate.parse(day.substring(blank + 1));
        return Stream.of(zone, ZoneOffset.UTC)
                .map(where -> date.atStartOfDay(where).toInstant())
                .distinct()
                .flatMap(midnight -> Stream.of(true, false).map(byDay -> new Border(zone, midnight, byDay)));
    }

    private final List<String> changed = new ArrayList<>();

    @ParameterizedTest
    @FieldSource("BORDERS")
    void a_connector_that_runs_over_midnight_sends_what_changed_on_either_side_once(Border border) {
        ManualClock clock = clock(border, -AROUND);
        ModelIntercom intercom = border.intercom(clock);
        ModelReading reading = reading(intercom, clock, border.midnight().minus(Duration.ofDays(30)));

        live(intercom, clock, reading, 2 * AROUND);
        reading.passes(6);

        assertAllOnce(reading);
    }

    @ParameterizedTest
    @FieldSource("BORDERS")
    void a_connector_that_is_down_over_midnight_sends_what_changed_on_either_side_once(Border border) {
        for (int downFrom = -AROUND + 1; downFrom <= 2; downFrom += 3) {
            for (int downFor : new int[] {1, 5, 30}) {
                changed.clear();
                ManualClock clock = clock(border, -AROUND);
                ModelIntercom intercom = border.intercom(clock);
                ModelReading reading =
                        reading(intercom, clock, border.midnight().minus(Duration.ofDays(30)));
                live(intercom, clock, reading, AROUND + downFrom);
                for (int i = 0; i < downFor; i++) {
                    change(intercom, clock);
                }
                reading.restarts();
                live(intercom, clock, reading, AROUND);
                reading.passes(6);

                assertAllOnce(reading);
            }
        }
    }

    /** Among them the spans around which reading newest first turns into oldest first, and the filter begins within a changed day. */
    @ParameterizedTest
    @FieldSource("BORDERS")
    void a_connector_that_was_down_for_days_catches_up_with_what_changed_around_a_midnight_meanwhile(Border border) {
        for (int hours : new int[] {24, 47, 48, 49, 240}) {
            changed.clear();
            ManualClock clock = clock(border, -AROUND);
            ModelIntercom intercom = border.intercom(clock);
            ModelReading reading = reading(intercom, clock, border.midnight().minus(Duration.ofDays(30)));
            live(intercom, clock, reading, AROUND - 3);
            for (int i = 0; i < AROUND; i++) {
                change(intercom, clock);
            }
            clock.pass(Duration.ofHours(hours));
            change(intercom, clock);
            reading.restarts();
            reading.passes(6);

            assertAllOnce(reading);
        }
    }

    @ParameterizedTest
    @FieldSource("BORDERS")
    void a_connector_that_begins_at_any_second_around_midnight_sends_all_since_and_nothing_older(Border border) {
        for (int since = -3; since <= 3; since++) {
            for (Duration later : List.of(Duration.ofSeconds(AROUND), Duration.ofHours(30), Duration.ofDays(5))) {
                changed.clear();
                ManualClock clock = clock(border, -AROUND);
                ModelIntercom intercom = border.intercom(clock);
                for (int i = 0; i < 2 * AROUND; i++) {
                    change(intercom, clock);
                }
                changed.subList(0, AROUND + since).clear();
                clock.pass(later);
                ModelReading reading =
                        reading(intercom, clock, border.midnight().plusSeconds(since));
                reading.passes(6);

                assertAllOnce(reading);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("BORDERS")
    void a_workspace_that_changes_its_time_zone_around_midnight_loses_nothing(Border border) {
        for (boolean restart : new boolean[] {true, false}) {
            for (String other : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago")) {
                changed.clear();
                ManualClock clock = clock(border, -AROUND);
                ModelIntercom intercom =
                        ModelIntercom.ofContactsByDay(clock, border.zone().getId());
                ModelReading reading =
                        reading(intercom, clock, border.midnight().minus(Duration.ofDays(30)));
                live(intercom, clock, reading, AROUND);
                intercom.movesTo(other);
                if (restart) {
                    clock.pass(Duration.ofDays(3));
                    reading.restarts();
                }
                live(intercom, clock, reading, AROUND);
                reading.passes(6);

                assertAllOnce(reading);
            }
        }
    }

    private static ManualClock clock(Border border, int seconds) {
        return new ManualClock(border.midnight().plusSeconds(seconds).toString());
    }

    private static ModelReading reading(ModelIntercom intercom, ManualClock clock, Instant since) {
        return new ModelReading(intercom, clock, true, PAGE, since);
    }

    /** A contact changes each second while the connector polls. */
    private void live(ModelIntercom intercom, ManualClock clock, ModelReading reading, int seconds) {
        for (int i = 0; i < seconds; i++) {
            change(intercom, clock);
            reading.takes();
        }
    }

    private void change(ModelIntercom intercom, ManualClock clock) {
        String id = "e" + changed.size();
        changed.add(id);
        intercom.changes(id);
        clock.pass(Duration.ofSeconds(1));
    }

    private void assertAllOnce(ModelReading reading) {
        assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(changed);
    }
}
