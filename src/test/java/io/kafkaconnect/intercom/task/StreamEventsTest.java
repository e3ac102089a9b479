package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.feed.MalformedEntityException;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamEventsTest {
    private final LogLines lines = LogLines.of(StreamEvents.class);
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final StreamListener log = log(new FailurePolicy(true, false));

    private StreamEvents log(FailurePolicy failsOn) {
        return log(failsOn, new LogThrottle(clock));
    }

    private StreamEvents log(FailurePolicy failsOn, LogThrottle throttle) {
        return new StreamEvents(
                "conversations",
                metrics,
                new PermissionPolicy(false, Map.of("conversations", metrics)),
                failsOn,
                throttle);
    }

    @AfterEach
    void forget() {
        lines.close();
    }

    /** A stream that Intercom refuses starts with new readers and a new listener at each attempt. */
    @Test
    void what_is_logged_once_is_not_logged_again_by_the_next_feed_of_the_stream() {
        LogThrottle throttle = new LogThrottle(clock);
        for (int feed = 0; feed < 5; feed++) {
            StreamListener events = log(new FailurePolicy(false, false), throttle);
            events.untimed("471");
            events.idTaken("tag 5 comes twice");
            events.partsMissing("471", 520, 500);
            clock.pass(Duration.ofHours(1));
        }

        assertThat(lines.said()).hasSize(3);
    }

    /** The reason holds Intercom's request id, which is new in each response. */
    @Test
    void restarts_of_a_list_are_logged_once_a_minute_whatever_their_reasons() {
        for (int second = 0; second < 100; second++) {
            log.passRestarted("the scroll broke (request id " + second + ")");
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(lines.said()).hasSize(2);
        assertThat(metrics.get(StreamCounter.RESTARTS)).isEqualTo(100);
    }

    static Stream<Arguments> eventsThatRepeat() {
        Failure failure = new Failure(Request.get("/tags"), 503, "", "", "");
        return Stream.of(
                Arguments.of(
                        "an entry without an id", (Consumer<StreamListener>) events -> events.malformed("an entry")),
                Arguments.of("a list that restarts", (Consumer<StreamListener>)
                        events -> events.passRestarted("it broke off")),
                Arguments.of("a blocked stream", (Consumer<StreamListener>) events -> events.held(5_000)),
                Arguments.of("a page", (Consumer<StreamListener>) events -> events.pageWithheld(failure)),
                Arguments.of("an entry", (Consumer<StreamListener>) events -> events.entryWithheld("tag 5")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventsThatRepeat")
    void the_same_thing_is_logged_once_a_minute(String name, Consumer<StreamListener> event) {
        StreamListener skipping = log(new FailurePolicy(false, false));
        for (int second = 0; second < 100; second++) {
            event.accept(skipping);
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(lines.said()).as(name).hasSize(2);
    }

    /** It is read again with each of its changes, and each time as short. */
    @Test
    void a_conversation_with_more_parts_than_intercom_gives_is_told_once_and_counted() {
        log.partsMissing("c", 520, 500);
        assertThat(metrics.get(StreamCounter.PARTS_MISSING)).isEqualTo(20);
        log.partsMissing("c", 521, 500);
        log.partsMissing("d", 501, 500);

        assertThat(lines.said()).hasSize(2);
        assertThat(lines.said().get(0))
                .startsWith("WARN Stream conversations: c has 520 parts and Intercom returned 500");
        assertThat(lines.said().get(1)).startsWith("WARN Stream conversations: d has 501 parts");
    }

    /** Line breaks, a colour of the terminal, text that runs backwards, and no end. */
    static List<String> hostile() {
        return List.of(
                "7\nERROR forged",
                "7\r\nforged",
                "7\u2028forged",
                "7\u001b[31mforged",
                "7\u202eforged",
                "7forged".repeat(9_999));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void an_id_is_one_line_of_bounded_length_whatever_it_is(String id) {
        Failure failure = new Failure(Request.get("/conversations/{}", id), 403, "forbidden", "", "");
        StreamListener skipping = log(new FailurePolicy(false, false));

        skipping.partsMissing(id, 520, 500);
        skipping.parked(id, new Failure(Request.get("/conversations"), 403, "forbidden", "", ""));
        skipping.untimed(id);
        skipping.idTaken("id " + id + " is taken");
        skipping.malformed("entity " + id);
        skipping.passRestarted("entity " + id);
        assertThatThrownBy(() -> log.malformed("entity " + id))
                .isInstanceOf(MalformedEntityException.class)
                .satisfies(thrown -> assertOneLine(thrown.getMessage()));

        assertThat(lines.said()).hasSize(6).allSatisfy(StreamEventsTest::assertOneLine);
        assertThat(failure.describe()).doesNotContainPattern("[\\p{Cntrl}\u2028\u202e]");
    }

    private static void assertOneLine(String text) {
        assertThat(text).contains("7").hasSizeLessThan(1_000).doesNotContainPattern("[\\p{Cntrl}\u2028\u202e]");
    }

    @Test
    void a_stream_that_too_many_parked_entities_hold_says_so_and_what_can_be_done() {
        log.held(5_000);

        assertThat(lines.said())
                .singleElement()
                .asString()
                .startsWith("WARN Stream conversations is blocked: 5000 entities are parked")
                .contains("parks entity", "offset");
    }

    @Test
    void an_entity_that_intercom_does_not_give_fails_the_task_where_the_settings_say_so() {
        Failure failure = new Failure(Request.get("/conversations/{}", "471"), 500, "server_error", "r1", "");

        log.parked("471", failure);
        assertThat(lines.said())
                .singleElement()
                .asString()
                .startsWith("WARN Stream conversations parks entity 471: GET /conversations/471 was answered 500");

        assertThatThrownBy(() -> log(new FailurePolicy(false, true)).parked("471", failure))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(
                        "entity 471",
                        "GET /conversations/471 was answered 500 server_error (request id r1)",
                        "intercom.behavior.on.unreadable.entity=park");
    }

    @Test
    void what_intercom_does_not_list_of_a_time_fails_the_task_where_the_settings_say_so() {
        Failure failure = new Failure(Request.get("/conversations/search"), 500, "", "", "");
        Instant second = Instant.parse("2026-05-01T08:30:00Z");

        log.spanParked(second, second, failure);
        log.spanParked(second, second.plusSeconds(90), failure);
        log.pageWithheld(failure);
        assertThat(lines.said())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "WARN Stream conversations parks what was updated at 2026-05-01T08:30:00Z: "),
                        line -> assertThat(line)
                                .startsWith(
                                        "WARN Stream conversations parks what was updated from 2026-05-01T08:30:00Z to"
                                                + " 2026-05-01T08:31:30Z: "),
                        line -> assertThat(line).startsWith("WARN Stream conversations is blocked: "));

        StreamEvents failing = log(new FailurePolicy(false, true));
        assertThatThrownBy(() -> failing.spanParked(second, second, failure))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("what was updated at 2026-05-01T08:30:00Z");
        assertThatThrownBy(() -> failing.pageWithheld(failure))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("one entity of its list");
    }

    @Test
    void what_vanished_between_the_list_and_its_details_is_counted_and_no_reason_for_a_word() {
        log.vanished();

        assertThat(metrics.get(StreamCounter.VANISHED)).isEqualTo(1);
        assertThat(lines.said()).isEmpty();
    }
}
