package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CursorTrackerTest {
    private static ParkedEntity waiting(long from) {
        return ParkedEntity.until(ParkedEntity.Reason.REFUSED, from, Instant.ofEpochSecond(9_000));
    }

    private static CursorTracker tracker(ParkedSpan... spans) {
        Map<String, ParkedEntity> parked = new HashMap<>();
        for (ParkedSpan span : spans) {
            parked.put(span.name(), waiting(span.from()));
        }
        return new CursorTracker(new Cursor(Instant.ofEpochSecond(1_000), Map.of(), parked), Duration.ofMinutes(1));
    }

    /** Two readers of one list may have met the same failure. */
    @Test
    void stored_spans_that_meet_become_one_and_what_was_sent_of_it_stays_known() {
        CursorTracker tracker = tracker(new ParkedSpan(1_100, 1_900), new ParkedSpan(1_300, 1_500));
        tracker.markSent("inside", 1_800);
        tracker.markSent("outside", 2_000);

        tracker.moveMark(Instant.ofEpochSecond(5_000), Duration.ZERO);

        assertThat(tracker.parkedSpans()).containsExactly(new ParkedSpan(1_100, 1_900));
        assertThat(tracker.wasSent("inside", 1_800)).isTrue();
        assertThat(tracker.wasSent("outside", 2_000)).isFalse();
    }

    @Test
    void a_span_is_new_only_if_it_meets_none() {
        CursorTracker tracker = tracker(new ParkedSpan(1_100, 1_200));

        assertThat(tracker.park(new ParkedSpan(1_100, 1_200), waiting(1_100))).isFalse();
        assertThat(tracker.park(new ParkedSpan(1_201, 1_300), waiting(1_201))).isFalse();
        assertThat(tracker.parkedSpans()).containsExactly(new ParkedSpan(1_100, 1_300));
        assertThat(tracker.park(new ParkedSpan(1_400, 1_500), waiting(1_400))).isTrue();
        assertThat(tracker.parkedSpans()).hasSize(2);
    }

    /** Conversations are listed second by second. */
    @Test
    void single_seconds_stay_apart() {
        CursorTracker tracker = tracker(ParkedSpan.ofSecond(1_100));

        assertThat(tracker.park(ParkedSpan.ofSecond(1_101), waiting(1_101))).isTrue();
        assertThat(tracker.parkedSpans())
                .containsExactlyElementsOf(List.of(ParkedSpan.ofSecond(1_100), ParkedSpan.ofSecond(1_101)));
    }
}
