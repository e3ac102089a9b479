package io.kafkaconnect.intercom.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A single wrong date must not change the time. */
class ServerDatesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");

    private final List<String> told = new ArrayList<>();
    private final ServerDates dates = new ServerDates(new ExchangeListener() {
        @Override
        public void dateDistrusted(Duration difference) {
            told.add("distrusted " + difference.toSeconds());
        }

        @Override
        public void clockDiffers(Duration ahead) {
            told.add("differs " + ahead.toSeconds());
        }
    });

    /** Before enough dates are known, a date that is behind is harmless: later changes are read again. */
    @ParameterizedTest
    @CsvSource({"0, 0, false", "60, 0, false", "-60, -60, false", "-900, -900, false", "61, 0, true", "900, 0, true"})
    void the_first_date_is_never_ahead_of_our_own_clock(int ahead, int believed, boolean isTold) {
        assertThat(dates.plausible(NOW.plusSeconds(ahead), NOW)).isEqualTo(NOW.plusSeconds(believed));
        assertThat(told).hasSize(isTold ? 1 : 0);
    }

    /** Clocks may differ by a minute. Within it, a date that is ahead would hide changes in those seconds. */
    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "30, 2", "62, 2", "1, 1", "-58, -58"})
    void the_earlier_of_the_date_and_the_usual_time_counts(int ahead, int believed) {
        know(10, 2);
        assertThat(dates.plausible(NOW.plusSeconds(ahead), NOW)).isEqualTo(NOW.plusSeconds(believed));
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-01T12:15:00Z", "2026-03-01T11:45:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void a_date_that_differs_from_the_others_is_not_plausible(String wrong) {
        know(10, 2);
        assertThat(dates.plausible(Instant.parse(wrong), NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(told).singleElement().asString().startsWith("distrusted");
        assertThat(dates.plausible(NOW.plusSeconds(2), NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(told).hasSize(1);
    }

    @Test
    void several_wrong_dates_in_a_row_do_not_outweigh_the_others() {
        know(15, 0);
        for (int i = 0; i < 7; i++) {
            assertThat(dates.plausible(NOW.plusSeconds(900), NOW)).isEqualTo(NOW);
        }
    }

    @Test
    void a_wrong_clock_of_the_worker_is_reported_and_intercoms_clock_counts() {
        know(5, 600);
        told.clear();
        assertThat(dates.plausible(NOW.plusSeconds(601), NOW)).isEqualTo(NOW.plusSeconds(600));
        assertThat(told).containsExactly("differs 600");
        assertThat(dates.plausible(NOW, NOW)).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void a_corrected_clock_counts_after_a_while() {
        know(15, 600);
        know(8, 0);
        told.clear();
        assertThat(dates.plausible(NOW, NOW)).isEqualTo(NOW);
        assertThat(told).isEmpty();
    }

    private void know(int answers, int secondsAhead) {
        for (int i = 0; i < answers; i++) {
            dates.plausible(NOW.plusSeconds(secondsAhead), NOW);
        }
    }
}
