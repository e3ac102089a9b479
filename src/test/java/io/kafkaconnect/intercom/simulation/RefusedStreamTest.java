package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.feed.RefusalPolicy;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.table.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's trouble is its own: the whole task against the sandbox, one stream of which Intercom refuses for a while. */
class RefusedStreamTest {
    private static final int HOUR = 3_600;
    private static final Duration FOR_EVER = Duration.ofMillis(-1);
    private static final List<Integer> FINAL = List.of(400, 402, 403, 404, 405, 409, 418, 422, 451);

    private static final Set<RandomChange> CHANGES = EnumSet.allOf(RandomChange.class);

    private static final Map<String, String> SETTINGS = Map.of(
            "intercom.tables", String.join(",", Truth.TABLES),
            "intercom.poll.interval.ms", "60000",
            "intercom.full.poll.interval.ms", "300000",
            "intercom.behavior.on.missing.permission", "fail",
            "exactly.once.support", "required");

    /** As many requests as an hour takes in which nothing is refused. */
    private static int usual;

    private final Refusing refusing = new Refusing();
    private final Reconfigured reconfigured = new Reconfigured(
            new Random(1),
            (time, line, random) ->
                    DeliveryPropertyTest.task(time, new InterceptedLine(line, refusing::answer), random));

    /** What may be refused, and the stream that cannot do without. */
    enum Asked {
        USERS("users", search("\"user\"").and(list("updated_at"))),
        LEADS("leads", search("\"lead\"").and(list("updated_at"))),
        USERS_RELATIONS("users_relations", search("\"user\"").and(list("id"))),
        LEADS_RELATIONS("leads_relations", search("\"lead\"").and(list("id"))),
        SEGMENT_MEMBERS(
                "segment_members", search("segment_id").or(path("/segments").and(withoutQuery()))),
        CONVERSATIONS("conversations", path("/conversations/search")),
        CONVERSATIONS_DELETED("conversations_deleted", path("/conversations/deleted")),
        COMPANIES("companies", path("/companies/scroll")),
        SEGMENTS("segments", path("/segments").and(withoutQuery().negate())),
        ADMINS("admins", path("/admins")),
        TEAMS("admins", path("/teams")),
        TAGS("tags", path("/tags"));

        private final String stream;

        @SuppressWarnings("ImmutableEnumChecker") // It holds nothing that changes.
        private final Predicate<Request> asked;

        Asked(String stream, Predicate<Request> asked) {
            this.stream = stream;
            this.asked = asked;
        }

        private static Predicate<Request> search(String words) {
            return request -> request.path().equals("/contacts/search")
                    && request.body().path("query").toString().contains(words);
        }

        /** Not what is asked about single contacts. */
        private static Predicate<Request> list(String sorted) {
            return request -> request.priority() != Request.Priority.DETAIL
                    && request.body().path("sort").path("field").asText().equals(sorted);
        }

        private static Predicate<Request> path(String path) {
            return request -> request.path().equals(path);
        }

        private static Predicate<Request> withoutQuery() {
            return request -> request.query().isEmpty();
        }

        /** What is deleted is taken from tables that another stream fills. */
        boolean fills(Table table) {
            return this != CONVERSATIONS_DELETED && table.streams().contains(stream);
        }
    }

    /** What is refused now, and with what status. */
    private static final class Refusing {
        private Predicate<Request> refused = request -> false;
        private int status;
        private int times;
        private int others;

        void refuse(Predicate<Request> requests, int with) {
            refused = requests;
            status = with;
        }

        void nothing() {
            refused = request -> false;
        }

        Optional<CompletableFuture<Transport.RawResponse>> answer(Request request) {
            if (!refused.test(request)) {
                others++;
                return Optional.empty();
            }
            times++;
            byte[] body =
                    "{\"type\": \"error.list\", \"request_id\": \"req-7\", \"errors\": [{\"code\": \"some_code\"}]}"
                            .getBytes(StandardCharsets.UTF_8);
            return Optional.of(CompletableFuture.completedFuture(
                    new Transport.RawResponse(status, Map.of("content-type", "application/json")::get, body)));
        }
    }

    @BeforeAll
    static void quiet() {
        Configurator.setLevel(RefusedStreamTest.class.getPackageName(), Level.ERROR);
        RefusedStreamTest unrefused = new RefusedStreamTest();
        unrefused.configure(FOR_EVER);
        unrefused.reconfigured.polls(HOUR);
        usual = unrefused.refusing.others;
    }

    @AfterAll
    static void report() {
        Configurator.reconfigure();
    }

    /** What is forbidden and what is not found, for each stream; of the others three or so, and each for several streams. */
    @SuppressWarnings("EnumOrdinal") // Any number that distinguishes the constants works.
    static Stream<Arguments> refusals() {
        return Stream.of(Asked.values())
                .flatMap(asked -> FINAL.stream()
                        .filter(status ->
                                status == 403 || status == 404 || (FINAL.indexOf(status) + asked.ordinal()) % 3 == 0)
                        .map(status -> Arguments.of(asked, status)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_stream_that_is_refused_for_an_hour_holds_up_no_other_and_comes_when_it_is_answered(Asked asked, int status) {
        refusing.refuse(asked.asked, status);
        configure(FOR_EVER);
        reconfigured.polls(HOUR);

        assertThat(reconfigured.missing(table -> !asked.fills(table))).isEmpty();
        assertThat(refusing.times).isBetween(10, 150);
        assertThat(refusing.others).isLessThanOrEqualTo(usual);
        refusing.nothing();
        reconfigured.polls(700);

        assertThat(reconfigured.missing(table -> true)).isEmpty();
        assertThat(reconfigured.sent()).isEqualTo(reconfigured.rows());
        reconfigured.restart();
        reconfigured.polls(400);
        assertThat(reconfigured.sent()).isEmpty();
    }

    /** What contacts have besides does not wait for it. */
    @ParameterizedTest
    @ValueSource(strings = {"/events", "/notes"})
    void so_does_a_detail_that_is_refused_for_every_entity(String detail) {
        refusing.refuse(request -> request.path().endsWith(detail), 403);
        configure(FOR_EVER);
        reconfigured.polls(HOUR);

        assertThat(reconfigured.missing(other ->
                        !other.streams().contains("users") && !other.streams().contains("leads")))
                .isEmpty();
        refusing.nothing();
        // What was put off for itself is asked for again within a day.
        reconfigured.polls(900);
        Map<String, Integer> sent = new HashMap<>(reconfigured.sent());
        for (int i = 0; i < 25; i++) {
            reconfigured.pass(Duration.ofHours(1));
            reconfigured.polls(60);
        }

        assertThat(reconfigured.missing(every -> true)).isEmpty();
        reconfigured.sent().forEach((topic, count) -> sent.merge(topic, count, Integer::sum));
        Map<String, Integer> twice = new HashMap<>();
        reconfigured.rows().forEach((topic, count) -> twice.put(topic, sent.get(topic) - count));
        assertThat(twice.values())
                .as("what was refused before it was known that every entity is")
                .allMatch(count -> count >= 0 && count <= 6);
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_that_was_read_misses_nothing_of_what_happens_while_it_is_refused(Asked asked) {
        configure(FOR_EVER);
        reconfigured.polls(900);
        for (int i = 0; i < 3; i++) {
            refusing.refuse(asked.asked, 422);
            reconfigured.polls(500);
            reconfigured.backend().changes().random(new Random(i), 30, CHANGES);
            reconfigured.polls(700);
            assertThat(reconfigured.missing(table -> !asked.fills(table))).isEmpty();
            refusing.nothing();
            reconfigured.backend().changes().random(new Random(i + 10), 30, CHANGES);
            reconfigured.polls(700);
            assertThat(reconfigured.missing(table -> true)).isEmpty();
        }
        reconfigured.sent();
        reconfigured.restart();
        reconfigured.polls(400);
        assertThat(reconfigured.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 900})
    void the_task_fails_when_the_time_is_over_and_goes_on_where_it_was(int seconds) {
        refusing.refuse(Asked.TAGS.asked, 422);
        configure(Duration.ofSeconds(seconds));
        reconfigured.polls(seconds);
        assertThatThrownBy(() -> reconfigured.polls(60))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("Stream tags cannot continue", "GET /tags", "422", "some_code", "req-7")
                .hasMessageMatching(seconds == 0 ? ".*Restart.*" : ".*refused it \\d+ times since 2026-.*");
        assertThat(reconfigured.missing(table -> seconds > 0 && !Asked.TAGS.fills(table)))
                .isEmpty();

        refusing.nothing();
        reconfigured.restart();
        reconfigured.polls(900);
        assertThat(reconfigured.missing(table -> true)).isEmpty();
        assertThat(reconfigured.sent()).isEqualTo(reconfigured.rows());
    }

    @Test
    void it_is_said_once_an_hour_that_a_stream_is_refused_and_once_that_it_is_read_again() {
        configure(Duration.ofDays(1));
        reconfigured.polls(100);
        try (LogLines lines = LogLines.of(RefusalPolicy.class)) {
            refusing.refuse(Asked.TAGS.asked, 403);
            reconfigured.polls(HOUR);
            assertThat(lines.said())
                    .singleElement()
                    .asString()
                    .startsWith("WARN The token may not read stream tags")
                    .contains(
                            "\"Read tags\"",
                            "GET /tags was answered 403",
                            "req-7",
                            "intercom.behavior.on.missing.permission=skip",
                            "refused it once since",
                            "retries this one in 60 s",
                            "1440 min",
                            "intercom.stream.failure.timeout.ms");
            reconfigured.polls(HOUR);
            assertThat(lines.said()).hasSize(2);
            refusing.nothing();
            reconfigured.polls(400);
            assertThat(lines.said()).hasSize(3).last().asString().startsWith("INFO Stream tags is read again");
        }
    }

    private void configure(Duration timeout) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("intercom.stream.failure.timeout.ms", Long.toString(timeout.toMillis()));
        reconfigured.configure(settings);
    }
}
