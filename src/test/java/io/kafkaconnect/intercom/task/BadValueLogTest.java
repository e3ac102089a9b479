package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.support.LogLines;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BadValueLogTest {
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final BadValueLog log = new BadValueLog("users", metrics, new LogThrottle(Clock.systemUTC()));

    @Test
    void a_column_whose_values_do_not_fit_is_named_once_and_all_are_counted() {
        try (LogLines lines = LogLines.of(BadValueLog.class)) {
            log.badValue("users", "name");
            log.badValue("users", "name");
            log.badValue("notes", "name");

            assertThat(lines.said())
                    .containsExactly(
                            "WARN Stream users: a value does not fit column name of table users and is left null. Further ones are only counted",
                            "WARN Stream users: a value does not fit column name of table notes and is left null. Further ones are only counted");
        }
        assertThat(metrics.get(StreamCounter.BAD_VALUES)).isEqualTo(3);
    }

    @Test
    void a_value_that_was_cleaned_is_counted_without_a_word() {
        try (LogLines lines = LogLines.of(BadValueLog.class)) {
            log.cleanedValue("users", "name");

            assertThat(lines.said()).isEmpty();
        }
        assertThat(metrics.get(StreamCounter.CLEANED_VALUES)).isEqualTo(1);
    }
}
