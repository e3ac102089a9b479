package io.kafkaconnect.intercom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalPolicyTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final LogLines lines = LogLines.of(RefusalPolicy.class);
    private final IntercomException reason = new IntercomException(ScriptedIntercom.failed(Request.get("/tags"), 422));

    @AfterEach
    void forget() {
        lines.close();
    }

    @ParameterizedTest
    @CsvSource({
        "60, 900, '60 120 240 300 180'",
        "60, 60, '60'",
        "60, 7, '7'",
        "60, 0, ''",
        "1, 60, '1 2 4 8 16 29'",
        "600, 1500, '600 600 300'"
    })
    void the_pauses_grow_and_the_last_try_is_at_the_end_of_the_time(int first, int most, String pauses) {
        RefusalPolicy refusals = refusals(first, Optional.of(Duration.ofSeconds(most)));
        List<String> seconds = new ArrayList<>();
        try {
            while (true) {
                seconds.add(Long.toString(pause(refusals)));
            }
        } catch (ConnectException enough) {
            assertThat(enough).hasMessageContaining("GET /tags").hasCause(reason);
            assertThat(enough.getMessage().contains("Intercom has refused it")).isEqualTo(most > 0);
        }
        assertThat(String.join(" ", seconds)).isEqualTo(pauses);
        assertThat(metrics.get(StreamCounter.REFUSALS)).isEqualTo(seconds.size() + 1);
        assertThat(metrics.get(StreamCounter.REFUSALS_BY_INTERCOM)).isEqualTo(seconds.size() + 1);
    }

    @Test
    void a_stream_may_be_refused_for_ever_and_each_hour_it_is_said_since_when_and_how_often() {
        RefusalPolicy refusals = refusals(60, Optional.empty());
        for (int i = 0; i < 1_000; i++) {
            assertThat(pause(refusals)).isBetween(60L, 300L);
        }
        assertThat(lines.said()).hasSize(84).allMatch(line -> line.contains("GET /tags was answered 422"));
        assertThat(lines.said().get(0))
                .contains("refused it once since 2026-05-01T12:00:00Z", "retries this one in 60 s");
        assertThat(lines.said().get(83)).contains(" times since 2026-05-01T12:00:00Z", "retries this one in 5 min");
    }

    @Test
    void a_task_that_fails_of_it_says_since_when_how_often_what_and_why() {
        RefusalPolicy refusals = refusals(60, Optional.of(Duration.ofMinutes(15)));
        for (int i = 0; i < 5; i++) {
            pause(refusals);
        }
        assertThatThrownBy(() -> refusals.refused(reason))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(
                        "Stream tags cannot continue: GET /tags was answered 422",
                        "Intercom has refused it 6 times since 2026-05-01T12:00:00Z",
                        "intercom.stream.failure.timeout.ms allows 15 min");
    }

    @Test
    void a_try_that_lasts_through_an_outage_does_not_count() {
        RefusalPolicy refusals = refusals(60, Optional.of(Duration.ofMinutes(15)));
        for (int i = 0; i < 5; i++) {
            pause(refusals);
            clock.pass(Duration.ofHours(1));
            refusals.wasRead();
        }
        assertThatThrownBy(() -> refusals.refused(reason)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @CsvSource({"ENTITIES, 60, true", "PASSES, 60, true", "ENTITIES, 59, false", "REFUSALS, 600, false"})
    void a_stream_has_got_through_when_it_brings_something_and_is_not_refused_for_a_minute(
            StreamCounter brought, int seconds, boolean through) {
        RefusalPolicy refusals = refusals(60, Optional.of(Duration.ofMinutes(15)));
        pause(refusals);
        pause(refusals);
        assertThat(metrics.refusedSeconds()).isEqualTo(180);

        metrics.add(brought, 1);
        refusals.wasRead();
        clock.pass(Duration.ofSeconds(seconds));
        refusals.wasRead();

        assertThat(metrics.refusedSeconds()).isEqualTo(through ? 0 : 180 + seconds);
        assertThat(pause(refusals)).isEqualTo(through ? 60 : 240);
        assertThat(lines.said().stream().map(line -> line.substring(0, 4)))
                .containsExactlyElementsOf(through ? List.of("WARN", "INFO", "WARN") : List.of("WARN"));
    }

    private RefusalPolicy refusals(int firstPause, Optional<Duration> most) {
        return new RefusalPolicy(
                "tags", new RefusalPolicy.RefusalLimits(Duration.ofSeconds(firstPause), most), metrics, clock);
    }

    /** Refused, and over. */
    private long pause(RefusalPolicy refusals) {
        Instant begin = clock.instant();
        refusals.refused(reason);
        assertThat(refusals.isPausing()).isTrue();
        clock.pass(Duration.between(begin, refusals.pauseEnd()));
        assertThat(refusals.isPausing()).isFalse();
        return Duration.between(begin, clock.instant()).toSeconds();
    }
}
