package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestOutcomeTest {
    private static final Request REQUEST = Request.get("/tags");

    private static Failure failure(int status, Failure.Origin origin) {
        return new Failure(REQUEST, status, "", "", "", origin);
    }

    private static Arguments row(
            Function<Failure, Reply> reply, Failure.Origin origin, RequestOutcome outcome, StreamCounter refusal) {
        return Arguments.of(reply.apply(failure(400, origin)), outcome, refusal);
    }

    static Stream<Arguments> failures() {
        Function<Failure, Reply> throttled = failure -> new Reply.Throttled(failure, Duration.ZERO);
        Function<Failure, Reply> unavailable = Reply.Unavailable::new;
        Failure.Origin intercom = Failure.Origin.INTERCOM;
        return Stream.of(
                row(Reply.NotFound::new, intercom, RequestOutcome.NOT_FOUND, StreamCounter.REFUSALS_BY_INTERCOM),
                row(Reply.Unauthorized::new, intercom, RequestOutcome.UNAUTHORIZED, StreamCounter.REFUSALS_BY_INTERCOM),
                row(Reply.Forbidden::new, intercom, RequestOutcome.FORBIDDEN, StreamCounter.REFUSALS_BY_PERMISSION),
                row(Reply.Rejected::new, intercom, RequestOutcome.REJECTED, StreamCounter.REFUSALS_BY_INTERCOM),
                row(throttled, intercom, RequestOutcome.THROTTLED, StreamCounter.REFUSALS_BY_INTERCOM),
                row(unavailable, intercom, RequestOutcome.UNAVAILABLE, StreamCounter.REFUSALS_BY_INTERCOM));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_reply_of_intercom_tells_the_outcome_and_whose_refusal_it_is(
            Reply.Failed reply, RequestOutcome outcome, StreamCounter refusal) {
        assertThat(RequestOutcome.of(reply)).isEqualTo(outcome);
        assertThat(StreamCounter.refusalsBy(reply)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INTERCOM")
    void without_a_complete_response_of_intercom_the_network_refuses(Failure.Origin origin) {
        Reply.Failed reply = new Reply.Unavailable(failure(0, origin));
        assertThat(RequestOutcome.of(reply)).isEqualTo(RequestOutcome.UNANSWERED);
        assertThat(StreamCounter.refusalsBy(reply)).isEqualTo(StreamCounter.REFUSALS_BY_NETWORK);
    }

    @Test
    void the_outcomes_add_up_to_the_requests() {
        RequestMetrics metrics = new RequestMetrics(new ManualClock());
        failures().forEach(row -> metrics.exchanged(REQUEST, (Reply) row.get()[0], Duration.ZERO));
        metrics.exchanged(REQUEST, new Reply.Unavailable(failure(0, Failure.Origin.GATEWAY)), Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            metrics.exchanged(
                    REQUEST,
                    new Reply.Success(JsonNodeFactory.instance.objectNode(), Instant.EPOCH, REQUEST),
                    Duration.ZERO);
        }
        Map<RequestOutcome, Long> counts = new EnumMap<>(RequestOutcome.class);
        Arrays.stream(RequestOutcome.values()).forEach(outcome -> counts.put(outcome, metrics.count(outcome)));

        assertThat(counts.remove(RequestOutcome.SUCCEEDED)).isEqualTo(3);
        assertThat(counts.values()).containsOnly(1L);
        assertThat(metrics.requests()).isEqualTo(10);
        assertThat(metrics.failures()).as("without the throttled one").isEqualTo(6);
    }
}
