package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.task.StreamEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No entity is parked because of an outage: the whole task against the sandbox, which answers nothing for an hour in the middle of the first reading. */
class OutageTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Size SIZE = new Size(90, 60, 30, 4, 20, 6, 3, 80, 1, 2, 10, Duration.ofDays(90));

    /** {@code intercom.retry.backoff.max.ms}, and a second for the poll. */
    private static final int LONGEST_BACKOFF = 61;

    private static final Map<String, String> SETTINGS = Map.of(
            "intercom.tables", String.join(",", Truth.TABLES),
            "intercom.poll.interval.ms", "60000",
            "intercom.full.poll.interval.ms", "300000",
            "intercom.page.size", "10",
            "intercom.behavior.on.missing.permission", "fail");

    /** As many requests as the first reading takes, by kind. */
    private static final Map<String, Integer> REQUESTS = new HashMap<>();

    private final Outage outage = new Outage();
    private final Reconfigured reconfigured = new Reconfigured(new Random(1), SIZE, (time, line, random) -> {
        outage.time = time;
        return DeliveryPropertyTest.task(time, failing(line, outage), random);
    });
    private final LogLines log = LogLines.of(StreamEvents.class);

    /** How an outage shows. */
    enum Trouble {
        ERROR_500(500, "server_error"),
        ERROR_503(503, "service_unavailable"),
        RETRY_AFTER_A_MINUTE(503, "service_unavailable", "60"),
        RATE_LIMIT(429, "rate_limit_exceeded"),
        OVERLOADED(429, "too_many_requests"),
        HTML_502(502, ""),
        HTML_200(200, ""),
        HTML_404(404, ""),
        CUT_CONNECTION(0, ""),
        TIME_OUT(0, "");

        private final int status;
        private final String code;
        private final String retryAfter;

        Trouble(int status, String code) {
            this(status, code, null);
        }

        Trouble(int status, String code, String retryAfter) {
            this.status = status;
            this.code = code;
            this.retryAfter = retryAfter;
        }

        Transport.RawResponse answer() {
            String body = code.isEmpty()
                    ? "<html><body>Please wait</body></html>"
                    : "{\"type\": \"error.list\", \"request_id\": \"req-7\", \"errors\": [{\"code\": \"%s\"}]}"
                            .formatted(code);
            return new Transport.RawResponse(
                    status,
                    name -> name.equals("Retry-After") ? retryAfter : null,
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The requests of a kind. */
    enum Route {
        CONVERSATION("/conversations/{}", "conversations"),
        CONVERSATIONS("/conversations/search", "conversations"),
        /** The roles of the contacts of conversations are searched for as well. */
        CONTACTS(
                "/contacts/search",
                "users",
                "leads",
                "users_relations",
                "leads_relations",
                "segment_members",
                "conversations"),
        /** The relations of contacts are read once their contacts are. */
        NOTES("/contacts/{}/notes", "users", "leads", "users_relations", "leads_relations"),
        EVENTS("/events", "users", "leads", "users_relations", "leads_relations"),
        TAGS("/tags", "tags");

        private final String kind;

        @SuppressWarnings("ImmutableEnumChecker") // It holds nothing that changes.
        private final Set<String> streams;

        Route(String kind, String... streams) {
            this.kind = kind;
            this.streams = Set.of(streams);
        }

        boolean fills(Table table) {
            return table.streams().stream().anyMatch(streams::contains);
        }
    }

    /** From a request on, for an hour. */
    private static final class Outage {
        private int begin = Integer.MAX_VALUE;
        private Predicate<Request> failing = request -> true;
        private Trouble trouble;
        private ManualClock time;
        private final Map<String, Integer> asked = new HashMap<>();
        private int failable;
        private Instant begun;

        void befalls(Predicate<Request> requests, Trouble with, int from) {
            failing = requests;
            trouble = with;
            begin = from;
        }

        boolean befalls(Request request) {
            asked.merge(request.kind(), 1, Integer::sum);
            if (!failing.test(request)) {
                return false;
            }
            if (begun == null && failable++ >= begin) {
                begun = time.instant();
            }
            return begun != null && !isOver();
        }

        boolean isOver() {
            return !time.instant().isBefore(begun.plus(HOUR));
        }
    }

    private static InterceptedLine failing(SimulatedTransport line, Outage outage) {
        return new InterceptedLine(line, request -> {
            if (!outage.befalls(request)) {
                return Optional.empty();
            }
            CompletableFuture<Transport.RawResponse> answer = new CompletableFuture<>();
            switch (outage.trouble) {
                case TIME_OUT ->
                    line.schedule(Duration.ofMinutes(1), () -> answer.completeExceptionally(new TimeoutException()));
                case CUT_CONNECTION ->
                    line.schedule(Duration.ofMillis(20), () -> answer.completeExceptionally(new IOException()));
                default -> line.schedule(Duration.ofMillis(100), () -> answer.complete(outage.trouble.answer()));
            }
            return Optional.of(answer);
        });
    }

    @BeforeAll
    static void quiet() {
        Configurator.setLevel(OutageTest.class.getPackageName(), Level.ERROR);
        OutageTest fair = new OutageTest();
        fair.reconfigured.configure(SETTINGS);
        while (!fair.reconfigured.missing(table -> true).isEmpty()) {
            fair.reconfigured.polls(1);
        }
        REQUESTS.putAll(fair.outage.asked);
        fair.forget();
    }

    @AfterAll
    static void report() {
        Configurator.reconfigure();
    }

    @AfterEach
    void forget() {
        log.close();
    }

    static Stream<Arguments> outages() {
        return Stream.of(Trouble.values())
                .flatMap(trouble -> IntStream.of(30, 70).mapToObj(percent -> Arguments.of(trouble, percent)));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void an_outage_of_an_hour_parks_nobody_and_the_reading_goes_on_at_once(Trouble trouble, int percent) {
        int requests = REQUESTS.values().stream().mapToInt(number -> number).sum();
        outage.befalls(request -> true, trouble, requests * percent / 100);
        reconfigured.configure(SETTINGS);
        endures();
        assertThat(reconfigured.missing(table -> true)).isNotEmpty();
        int seconds = 0;
        while (reconfigured.poll() == 0) {
            seconds++;
        }
        assertThat(seconds).isLessThanOrEqualTo(LONGEST_BACKOFF);
        assertComesOnce();
    }

    static Stream<Arguments> routes() {
        return Stream.of(Route.values())
                .flatMap(route -> Stream.of(
                                Trouble.ERROR_500,
                                Trouble.RETRY_AFTER_A_MINUTE,
                                Trouble.OVERLOADED,
                                Trouble.CUT_CONNECTION,
                                Trouble.TIME_OUT)
                        .map(trouble -> Arguments.of(route, trouble)));
    }

    /** None of its kind is answered, so no request is to blame. */
    @ParameterizedTest
    @MethodSource("routes")
    void so_does_an_outage_of_one_route_which_holds_up_only_the_tables_that_need_it(Route route, Trouble trouble) {
        outage.befalls(request -> request.kind().equals(route.kind), trouble, REQUESTS.get(route.kind) / 2);
        reconfigured.configure(SETTINGS);
        endures();
        assertThat(reconfigured.missing(table -> !route.fills(table))).isEmpty();
        assertThat(reconfigured.missing(route::fills)).isNotEmpty();

        assertComesOnce();
    }

    private void assertComesOnce() {
        reconfigured.polls(700);
        assertThat(log.said()).noneMatch(line -> line.contains("parks entity"));
        assertThat(reconfigured.missing(table -> true)).isEmpty();
        assertThat(reconfigured.sent()).isEqualTo(reconfigured.rows());
        for (String stream : List.of("users", "leads", "conversations")) {
            assertThat(reconfigured.offset(stream)).doesNotContainKey("parked");
        }
        reconfigured.restart();
        reconfigured.polls(400);
        assertThat(reconfigured.sent()).isEmpty();
    }

    private void endures() {
        while (outage.begun == null || !outage.isOver()) {
            reconfigured.polls(1);
        }
    }
}
