package io.kafkaconnect.intercom.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.conformance.Description;
import io.kafkaconnect.intercom.conformance.Example;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Parses every example of an error in Intercom's description. Intercom refuses some calls that the connector does not make without a list
 * of errors; such a response looks like a foreign one.
 */
class ErrorExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Integer, Class<? extends Reply>> BY_STATUS = Map.of(
            400, Reply.Rejected.class,
            401, Reply.Unauthorized.class,
            403, Reply.Forbidden.class,
            404, Reply.NotFound.class,
            409, Reply.Rejected.class,
            410, Reply.NotFound.class,
            422, Reply.Rejected.class,
            429, Reply.Throttled.class,
            500, Reply.Unavailable.class);

    private static final List<String> NOT_ASKED =
            List.of("/fin/csat", "/messages/whatsapp/status", "/messages/status", "/phone_call_redirects");

    @Test
    void every_example_of_an_error_is_classified() throws IOException {
        ReplyParser replies =
                new ReplyParser(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), "api.intercom.io", ExchangeListener.NONE);
        List<Example> errors = Description.given()
                .examples()
                .filter(example -> example.status() >= 400)
                .toList();
        Map<String, Integer> counts = new TreeMap<>();
        for (Example error : errors) {
            Transport.RawResponse answer =
                    new Transport.RawResponse(error.status(), name -> null, JSON.writeValueAsBytes(error.value()));

            Reply reply = replies.parse(Request.get("/any"), answer, Duration.ZERO);

            Failure failure = ((Reply.Failed) reply).failure();
            JsonNode first = error.value().path("errors").path(0);
            counts.merge(reply.getClass().getSimpleName(), 1, Integer::sum);
            if (!error.value().path("type").asText().equals("error.list")) {
                assertThat(NOT_ASKED).as(error.name()).anyMatch(error.name()::contains);
                assertThat(reply).as(error.name()).isInstanceOf(Reply.Unavailable.class);
                continue;
            }
            assertThat(reply).as(error.name()).isInstanceOf(BY_STATUS.get(error.status()));
            assertThat(failure.status()).as(error.name()).isEqualTo(error.status());
            assertThat(failure.code())
                    .as(error.name())
                    .isEqualTo(first.path("code").asText(""));
            assertThat(failure.requestId())
                    .as(error.name())
                    .isEqualTo(error.value().path("request_id").asText(""));
            assertThat(failure.describe()).as(error.name()).contains(String.valueOf(error.status()));
        }
        assertThat(errors).isNotEmpty();
        System.out.printf("Conformance of errors: %d examples classified: %s%n", errors.size(), counts);
    }
}
