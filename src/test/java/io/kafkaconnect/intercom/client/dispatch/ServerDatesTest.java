package io.kafkaconnect.intercom.client.dispatch;

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

/** One wrong date does not say what time it is. */
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

    /** Before anything is known, a date that is behind does no harm: what came after it is read again. */
    @ParameterizedTest
    @CsvSource({"0, 0, false", "60, 0, false", "-60, -60, false", "-900, -900, false", "61, 0, true", "900, 0, true"})
    void the_first_date_is_never_ahead_of_our_own_clock(int ahead, int believed, boolean isTold) {
        assertThat(dates.believed(NOW.plusSeconds(ahead), NOW)).isEqualTo(NOW.plusSeconds(believed));
        assertThat(told).hasSize(isTold ? 1 : 0);
    }

    /** Within the minute that clocks may differ, one that is ahead would hide what changes in those seconds. */
    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "30, 2", "62, 2", "1, 1", "-58, -58"})
    void of_a_date_and_what_the_others_say_the_earlier_counts(int ahead, int believed) {
        know(10, 2);
        assertThat(dates.believed(NOW.plusSeconds(ahead), NOW)).isEqualTo(NOW.plusSeconds(believed));
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-01T12:15:00Z", "2026-03-01T11:45:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void one_date_that_differs_from_the_others_is_not_believed(String wrong) {
        know(10, 2);
        assertThat(dates.believed(Instant.parse(wrong), NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(told).singleElement().asString().startsWith("distrusted");
        assertThat(dates.believed(NOW.plusSeconds(2), NOW)).isEqualTo(NOW.plusSeconds(2));
        assertThat(told).hasSize(1);
    }

    @Test
    void even_several_in_a_row_do_not_outweigh_the_others() {
        know(15, 0);
        for (int i = 0; i < 7; i++) {
            assertThat(dates.believed(NOW.plusSeconds(900), NOW)).isEqualTo(NOW);
        }
    }

    @Test
    void a_clock_of_ours_that_is_wrong_is_told_and_intercoms_is_believed() {
        know(5, 600);
        told.clear();
        assertThat(dates.believed(NOW.plusSeconds(601), NOW)).isEqualTo(NOW.plusSeconds(600));
        assertThat(told).containsExactly("differs 600");
        assertThat(dates.believed(NOW, NOW)).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void a_clock_that_is_set_right_is_believed_after_a_while() {
        know(15, 600);
        know(8, 0);
        told.clear();
        assertThat(dates.believed(NOW, NOW)).isEqualTo(NOW);
        assertThat(told).isEmpty();
    }

    private void know(int answers, int secondsAhead) {
        for (int i = 0; i < answers; i++) {
            dates.believed(NOW.plusSeconds(secondsAhead), NOW);
        }
    }
}
