package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.api.Failure;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.stream.StreamListener;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamLogTest {
    private final LogLines lines = LogLines.of(StreamLog.class);
    private final StreamMetrics metrics = new StreamMetrics();
    private final StreamListener log = log(new FailsOn(true, false));

    private StreamLog log(FailsOn failsOn) {
        return new StreamLog(
                "conversations", metrics, new MissingPermission(false, Map.of("conversations", metrics)), failsOn);
    }

    @AfterEach
    void forget() {
        lines.close();
    }

    /** It is read again with each of its changes, and each time as short. */
    @Test
    void a_conversation_with_more_parts_than_intercom_gives_is_told_once_and_counted() {
        log.partsMissing("c", 520, 500);
        assertThat(metrics.get(Count.PARTS_MISSING)).isEqualTo(20);
        log.partsMissing("c", 521, 500);
        log.partsMissing("d", 501, 500);

        assertThat(lines.said()).hasSize(2);
        assertThat(lines.said().get(0)).startsWith("WARN Conversation c has 520 parts and Intercom gave 500");
        assertThat(lines.said().get(1)).startsWith("WARN Conversation d has 501 parts");
    }

    @Test
    void a_stream_that_too_many_parked_entities_hold_says_so_and_what_can_be_done() {
        log.held(5_000);

        assertThat(lines.said())
                .singleElement()
                .asString()
                .startsWith("WARN Stream conversations is held: 5000 entities are put off")
                .contains("puts off entity", "offset");
    }

    @Test
    void an_entity_that_intercom_does_not_give_fails_the_task_where_the_settings_say_so() {
        Failure failure = new Failure(Request.get("/conversations/{}", "471"), 500, "server_error", "r1", "");

        log.parked("471", failure);
        assertThat(lines.said())
                .singleElement()
                .asString()
                .startsWith("WARN Stream conversations puts off entity 471: GET /conversations/471 was answered 500");

        assertThatThrownBy(() -> log(new FailsOn(false, true)).parked("471", failure))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(
                        "entity 471",
                        "GET /conversations/471 was answered 500 server_error (request id r1)",
                        "intercom.behavior.on.unreadable.entity=park");
    }

    @Test
    void what_vanished_between_the_list_and_its_details_is_counted_and_no_reason_for_a_word() {
        log.vanished();

        assertThat(metrics.get(Count.VANISHED)).isEqualTo(1);
        assertThat(lines.said()).isEmpty();
    }
}
