package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.limit.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackgroundPaceTest {
    private final Instant start = Instant.parse("2026-05-01T12:00:00Z");
    private final BackgroundPace pace = new BackgroundPace();

    @Test
    void background_requests_take_a_tenth_of_the_limit() {
        int limit = 1_600;
        int sent = 0;
        Instant end = start.plus(RateLimiter.WINDOW);
        Instant now = start;
        while (now.isBefore(end)) {
            assertThat(pace.delay(now, limit)).isZero();
            pace.sent(now, limit);
            sent++;
            now = now.plus(pace.delay(now, limit));
        }

        assertThat(sent).isEqualTo(limit / 10);
    }

    @Test
    void while_intercom_names_no_limit_ten_are_sent_in_a_second() {
        pace.sent(start, 0);

        assertThat(pace.delay(start, 0)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void a_clock_that_is_set_back_stops_them_for_one_gap() {
        pace.sent(start, 1_000);
        Instant back = start.minus(Duration.ofHours(1));

        assertThat(pace.delay(back, 1_000)).isEqualTo(Duration.ofMillis(100));
        assertThat(pace.delay(back.plusMillis(100), 1_000)).isZero();
    }
}
