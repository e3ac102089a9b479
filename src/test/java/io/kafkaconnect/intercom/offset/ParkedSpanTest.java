package io.kafkaconnect.intercom.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParkedSpanTest {
    @ParameterizedTest
    @CsvSource({
        "1777624200, 1777624200, 2026-05-01T08:30:00Z",
        "1777624200, 1777626761, 2026-05-01T08:30:00Z/2026-05-01T09:12:41Z",
        "0, 1, 1970-01-01T00:00:00Z/1970-01-01T00:00:01Z",
    })
    void a_span_is_stored_by_its_name(long from, long to, String name) {
        ParkedSpan span = new ParkedSpan(from, to);

        assertThat(span.name()).isEqualTo(name);
        assertThat(ParkedSpan.named(name)).contains(span);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "471",
                "a:b",
                "2026-05-01T08:30:00Z/",
                "/2026-05-01T08:30:00Z",
                "2026-05-01T08:30:00Z/2026-05-01T08:30:00Z",
                "2026-05-01T09:30:00Z/2026-05-01T08:30:00Z",
                "2026-05-01T08:30:00Z/2026-05-01T08:31:00Z/2026-05-01T08:32:00Z",
                "2026-05-01T08:30:00.5Z",
                "2026-05-01T08:30:00+02:00",
            })
    void another_text_names_no_span(String name) {
        assertThat(ParkedSpan.named(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, true", "3, 4, true", "5, 9, true", "10, 12, true", "11, 12, true", "12, 13, false", "1, 2, false"
    })
    void spans_meet_where_no_second_is_between_them(long from, long to, boolean meets) {
        ParkedSpan span = new ParkedSpan(4, 10);
        ParkedSpan other = new ParkedSpan(from, to);

        assertThat(span.meets(other)).isEqualTo(meets);
        assertThat(other.meets(span)).isEqualTo(meets);
    }

    @Test
    void a_span_is_cut_where_the_index_may_lag() {
        ParkedSpan span = new ParkedSpan(4, 10);

        assertThat(span.before(4)).isEqualTo(Optional.empty());
        assertThat(span.before(8)).contains(new ParkedSpan(4, 7));
        assertThat(span.before(99)).contains(span);
    }
}
