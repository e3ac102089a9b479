package io.kafkaconnect.intercom.reader.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageRepetitionTest {
    private final PageRepetition repetition = new PageRepetition();

    @Test
    void different_pages_are_no_repetition() {
        assertThat(repetition.isRepeated(List.of("a", "b"))).isFalse();
        assertThat(repetition.isRepeated(List.of("b", "c"))).isFalse();
        assertThat(repetition.isRepeated(List.of("c"))).isFalse();
    }

    @Test
    void a_page_that_begins_like_the_previous_page_is_a_repetition() {
        repetition.isRepeated(List.of("a", "b"));
        assertThat(repetition.isRepeated(List.of("a", "c"))).isTrue();
    }

    @Test
    void a_page_with_the_same_ends_as_any_earlier_page_is_a_repetition() {
        repetition.isRepeated(List.of("a", "b"));
        repetition.isRepeated(List.of("c", "d"));
        assertThat(repetition.isRepeated(List.of("a", "x", "b"))).isTrue();
    }

    @Test
    void ten_consecutive_pages_may_have_no_usable_id() {
        for (int page = 0; page < 10; page++) {
            assertThat(repetition.isRepeated(List.of())).isFalse();
        }
        assertThat(repetition.isRepeated(List.of())).isTrue();
    }

    @Test
    void a_page_with_an_id_ends_a_series_of_pages_without_one() {
        for (int page = 0; page < 10; page++) {
            repetition.isRepeated(List.of());
        }
        assertThat(repetition.isRepeated(List.of("a"))).isFalse();
        assertThat(repetition.isRepeated(List.of())).isFalse();
    }
}
