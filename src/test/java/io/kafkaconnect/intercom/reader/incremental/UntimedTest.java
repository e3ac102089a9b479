package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entity whose update time cannot be read, or cannot be true, is sent as often as it changes; nothing moves to such a time. */
class UntimedTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private ModelIntercom intercom;

    private ModelReading reading(boolean contacts, Instant since) {
        intercom =
                contacts ? ModelIntercom.ofContactsByDay(clock, "Europe/Dublin") : ModelIntercom.ofConversations(clock);
        for (int i = 0; i < 9; i++) {
            intercom.changes("e" + i, clock.instant().minusSeconds(900 - 60 * i), Duration.ZERO);
        }
        return new ModelReading(intercom, clock, contacts, 4, since);
    }

    private static Consumer<ObjectNode> shown(String id, String field, JsonNode value) {
        return body -> {
            for (JsonNode one : body.path(body.has("data") ? "data" : "conversations")) {
                if (one.path("id").asText().equals(id)) {
                    ((ObjectNode) one).set(field, value);
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "-1",
                "-3.2e16",
                "3.2e16",
                "1e400",
                "253402300799",
                "9223372036854775807",
                "-9223372036854775808",
                "123456789012345678901234567890",
                "'soon'",
                "''",
                "'9999-12-31T23:59:59Z'",
                "'1777999999999999999'",
                "{}",
                "[1777636700]",
                "true"
            })
    void it_is_sent_once_and_told_whatever_stands_there(String time) {
        JsonNode value = ScriptedIntercom.json("{value: " + time + "}").path("value");
        for (boolean contacts : new boolean[] {true, false}) {
            for (boolean everything : new boolean[] {true, false}) {
                for (boolean restart : new boolean[] {true, false}) {
                    ModelReading reading = reading(
                            contacts,
                            everything ? Instant.EPOCH : clock.instant().minusSeconds(3600));
                    intercom.changesAnswers(WrongAnswers.lists(0, WrongAnswers.EVER, shown("e4", "updated_at", value)));

                    reading.passes(3);
                    if (restart) {
                        reading.restarts();
                    }
                    clock.pass(Duration.ofSeconds(1));
                    intercom.changes("e7");
                    reading.passes(6);

                    String as = "contacts %s, everything %s, restart %s".formatted(contacts, everything, restart);
                    assertThat(Collections.frequency(reading.releasedIds(), "e4"))
                            .as(as)
                            .isEqualTo(1);
                    assertThat(Collections.frequency(reading.releasedIds(), "e7"))
                            .as(as)
                            .isEqualTo(2);
                    assertThat(reading.releasedIds()).as(as).hasSize(10);
                    assertThat(reading.heard()).as(as).contains("untimed e4").doesNotContain("untimed e3");
                    assertThat(reading.cursor().mark()).as(as).isBefore(clock.instant());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_is_sent_again_when_anything_of_it_changes(boolean contacts) {
        ModelReading reading = reading(contacts, clock.instant().minusSeconds(3600));
        Consumer<ObjectNode> untimed =
                shown("e4", "updated_at", ScriptedIntercom.json("{value: null}").path("value"));
        for (String name : List.of("first", "second", "first")) {
            Consumer<ObjectNode> named = shown(
                    "e4",
                    "name",
                    ScriptedIntercom.json("{value: '" + name + "'}").path("value"));
            intercom.changesAnswers(WrongAnswers.lists(0, WrongAnswers.EVER, untimed.andThen(named)));
            clock.pass(Duration.ofSeconds(1));
            intercom.changes("e4");
            reading.passes(6);
        }

        assertThat(Collections.frequency(reading.releasedIds(), "e4")).isEqualTo(3);
        assertThat(reading.releasedIds()).hasSize(8 + 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_list_that_shows_no_time_sends_nothing_again(boolean contacts) {
        for (int right = 0; right < 14; right++) {
            ModelReading reading = reading(contacts, clock.instant().minusSeconds(3600));
            intercom.changesAnswers(WrongAnswers.lists(
                    right,
                    1,
                    shown(
                            "e4",
                            "updated_at",
                            ScriptedIntercom.json("{value: null}").path("value"))));

            reading.passes(9);

            assertThat(reading.releasedIds())
                    .as("%d right ones before", right)
                    .hasSize(9)
                    .doesNotHaveDuplicates();
        }
    }
}
