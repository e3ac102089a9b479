package io.kafkaconnect.intercom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One wrong date does not say what time it is. */
class DatesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");

    private final List<String> told = new ArrayList<>();
    private final Dates dates = new Dates(new ExchangeListener() {
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
    @CsvSource({"0, true", "60, true", "-60, true", "-900, true", "61, false", "900, false"})
    void the_first_date_is_believed_unless_it_is_ahead(int ahead, boolean believed) {
        Instant date = NOW.plusSeconds(ahead);
        assertThat(dates.believed(date, NOW)).isEqualTo(believed ? date : NOW);
        assertThat(told).hasSize(believed ? 0 : 1);
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
        assertThat(dates.believed(NOW.plusSeconds(601), NOW)).isEqualTo(NOW.plusSeconds(601));
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
