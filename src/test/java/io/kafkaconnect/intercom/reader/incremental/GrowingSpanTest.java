package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Behind the newest contact nothing shows where a page that fails ends, so the span that waits grows with every other pass. */
class GrowingSpanTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ModelIntercom intercom = ModelIntercom.ofContactsByDay(clock, "UTC");
    private final Set<String> bad = new HashSet<>(List.of("oldest", "newest"));
    private final List<String> between =
            IntStream.range(0, 40).mapToObj(i -> "e" + i).toList();
    private final ModelReading reading =
            new ModelReading(intercom, clock, true, 2, clock.instant().minus(Duration.ofHours(1)));

    GrowingSpanTest() {
        changed("oldest", 1_000);
        between.forEach(id -> changed(id, 900 - between.indexOf(id)));
        changed("newest", 100);
        intercom.answersWhenTold();
        intercom.changesAnswers(
                (request, reply) -> fails(reply) ? new Reply.Withheld(new Failure(request, 500, "", "", "")) : reply);
    }

    private void changed(String id, int secondsAgo) {
        intercom.changes(id, clock.instant().minusSeconds(secondsAgo), Duration.ZERO);
    }

    private boolean fails(Reply reply) {
        if (reply instanceof Reply.Success found) {
            for (JsonNode one : found.body().path("data")) {
                if (bad.contains(one.path("id").asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void what_a_span_lists_comes_although_the_span_grows_faster_than_it_is_listed() {
        reading.passes(6);
        assertThat(reading.released()).as("between two that fail").isEmpty();

        bad.remove("oldest");
        reading.passes(40);
        assertThat(reading.releasedIds())
                .contains("oldest")
                .containsAll(between)
                .doesNotContain("newest")
                .doesNotHaveDuplicates();

        bad.clear();
        reading.passes(100);
        assertThat(reading.releasedIds()).contains("newest").doesNotHaveDuplicates();
    }

    @Test
    void a_span_that_grows_is_asked_for_once_at_a_time() {
        reading.passes(6);
        bad.remove("oldest");

        for (int i = 0; i < 40; i++) {
            reading.pass();
            assertThat(intercom.allWaiting(Request.Method.POST)).isLessThan(2);
        }
    }
}
