package io.kafkaconnect.intercom.reader.incremental;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.CursorCodec;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.StreamReader;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page at which Intercom always fails is gone round by its second, where the list can be asked for by seconds; read by client and reader together. */
class WithheldPageTest {
    private static final CursorCodec CODEC = new CursorCodec("updated_at");
    private static final Duration SETTLE = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final int MANY = 400;

    private final ManualClock time = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private ModelIntercom intercom = ModelIntercom.ofConversations(time);
    private final Set<String> bad = new HashSet<>();
    private final List<String> released = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private int status = 500;
    private String failure = "<html>";
    private boolean down;
    private boolean searchIsDown;
    private boolean isCutDown;
    private boolean isAwake;
    private int pages;

    private final Transport transport = new Transport() {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            Reply reply = intercom.send(request).join();
            if (isCutDown && isWayDown(request) && reply instanceof Reply.Success whole) {
                whole.body().putObject("pages");
            }
            boolean isPage = request.method() == Request.Method.POST;
            pages += isPage ? 1 : 0;
            CompletableFuture<RawResponse> answer = new CompletableFuture<>();
            boolean fails = down || (isPage && (searchIsDown || showsBad(reply)));
            time.schedule(latency, () -> answer.complete(fails ? answer(status, failure) : answer(reply)));
            return answer;
        }

        private boolean isWayDown(Request request) {
            return request.body() != null
                    && request.body().at("/sort/order").asText().equals("descending")
                    && request.body().path("query").path("value").isArray();
        }

        private boolean showsBad(Reply reply) {
            JsonNode body = ((Reply.Success) reply).body();
            for (JsonNode one : body.path(body.has("data") ? "data" : "conversations")) {
                if (bad.contains(one.path("id").asText())) {
                    return true;
                }
            }
            return false;
        }

        private RawResponse answer(Reply reply) {
            return reply instanceof Reply.Success found
                    ? answer(200, found.body().toString())
                    : answer(404, "{'type': 'error.list', 'errors': [{'code': 'not_found'}]}".replace('\'', '"'));
        }

        private RawResponse answer(int status, String body) {
            return new RawResponse(status, header -> null, body.getBytes(UTF_8));
        }

        @Override
        public void close() {}
    };

    private final StreamListener listener = new StreamListener() {
        @Override
        public void spanParked(Instant second, Instant to, Failure failure) {
            heard.add("parked " + second);
        }

        @Override
        public void pageWithheld(Failure failure) {
            heard.add("held");
        }

        @Override
        public void parked(String id, Failure failure) {
            heard.add("parked " + id);
        }
    };

    private IncrementalReader reader;

    private String stream = "conversations";
    private Duration latency = Duration.ofMillis(50);
    private int pageSize = 150;

    private ReaderFactory readers() {
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), -1, () -> 0.5);
        IntercomClient client =
                new IntercomClient(transport, time, time, new RateLimiter(1.0, 0, 6), retry, 16, ExchangeListener.NONE);
        ReadPace pace = new ReadPace(Duration.ofMinutes(1), SETTLE, pageSize);
        return new ReaderFactory(client, pace, pace, false, time, () -> isAwake = true);
    }

    private void begins(Cursor cursor) {
        reader = readers()
                .incremental(
                        Streams.named(stream).orElseThrow(),
                        cursor,
                        stream.equals("users") ? Set.of() : Enrichment.neededBy(List.of("conversation_parts")),
                        id -> true,
                        listener);
    }

    /** Reads the past up to that time; the present stays as it is. */
    private BackfillReader past(Instant until) {
        IncrementalOffset.Backfill backfill =
                new IncrementalOffset.Backfill(Set.of("conversation_parts"), Cursor.startingAt(Instant.EPOCH), until);
        return readers()
                .past(
                        Streams.named(stream).orElseThrow(),
                        backfill,
                        Enrichment.neededBy(List.of("conversation_parts")),
                        reader,
                        listener);
    }

    private void restarts() {
        begins(CODEC.decode(ModelReading.stored(CODEC.encode(reader.cursor()))));
    }

    private void goesOn(Duration duration) {
        goesOn(reader, duration);
    }

    private void goesOn(StreamReader reader, Duration duration) {
        Instant end = time.instant().plus(duration);
        while (time.instant().isBefore(end)) {
            ReadStep step = reader.next();
            if (step instanceof ReadStep.Item next) {
                JsonNode json = next.entity().json();
                released.add(
                        json.path("id").asText() + " " + json.path("number").asText());
            } else if (step instanceof ReadStep.Idle) {
                Duration left = Duration.between(time.instant(), end);
                time.passUntil(() -> isAwake, left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
                isAwake = false;
            }
        }
    }

    /** One every other hour, the last ones within the settling time; three of them in one second. */
    private void fill() {
        for (int i = 0; i < MANY; i++) {
            Duration ago = i >= MANY - 4 ? Duration.ofSeconds(20L * (MANY - i)) : Duration.ofHours(2L * (MANY - i));
            boolean isBulk = i == 201 || i == 202;
            intercom.changes(
                    "e" + i,
                    isBulk
                            ? time.instant().minus(Duration.ofHours(2L * (MANY - 200)))
                            : time.instant().minus(ago),
                    Duration.ZERO);
        }
    }

    private static Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < MANY; i++) {
            all.add("e" + i + " 1");
        }
        return all;
    }

    private Set<String> allButBad() {
        Set<String> rest = all();
        bad.forEach(id -> rest.remove(id + " 1"));
        return rest;
    }

    private String second(String id) {
        return intercom.newest(id).updated().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "e100, 500, <html>, false",
        "e100, 504, <html>, false",
        "e100, 200, '{\"conversations\": [', false",
        "e100, 200, '', false",
        "e100, 200, {}, false",
        "e0, 500, <html>, false",
        "e0 e1 e398, 500, <html>, true",
        "e201, 500, <html>, false",
        "e202, 500, <html>, true",
        "e398, 500, <html>, true",
        "e399, 500, <html>, false",
        "e7 e8 e9 e150 e396, 500, <html>, true",
        "e100, 422, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', false",
        "e0, 400, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"parameter_invalid\"}]}', true",
        "e399, 403, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"forbidden\"}]}', true",
        "e7 e8 e9 e150 e396, 405, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', true",
        "e201, 404, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"not_found\"}]}', false",
        "e398, 418, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', false",
        "e0 e398, 402, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', false",
    })
    void a_page_that_always_fails_is_gone_round_by_its_second(String ids, int status, String failure, boolean restart) {
        fill();
        bad.addAll(List.of(ids.split(" ")));
        this.status = status;
        this.failure = failure;
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofMinutes(40));

        // Those of a second at which Intercom fails may come or not.
        assertThat(new TreeSet<>(released)).isSubsetOf(allButBad());
        Set<String> without = allButBad();
        without.removeAll(Set.of("e200 1", "e201 1", "e202 1"));
        assertThat(released).containsAll(without).doesNotHaveDuplicates();
        assertThat(reader.cursor().parked())
                .containsOnlyKeys(bad.stream().map(this::second).toList());
        assertThat(heard).hasSize(bad.size());
        assertThat(reader.cursor().mark()).as("the mark has passed it").isAfter("2026-05-01T12:00:00Z");

        if (restart) {
            restarts();
            goesOn(Duration.ofHours(2));
            assertThat(heard).as("no second is gone round anew").hasSize(bad.size());
        }
        bad.clear();
        goesOn(Duration.ofHours(30));

        assertThat(new TreeSet<>(released)).isEqualTo(all());
        assertThat(released).doesNotHaveDuplicates();
        assertThat(reader.cursor().parked()).isEmpty();
        assertThat(heard).noneMatch(line -> line.startsWith("parked e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "searches"})
    void an_outage_parks_no_second(String what) {
        fill();
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofMillis(80));
        down = what.equals("all");
        searchIsDown = true;
        goesOn(Duration.ofHours(2));
        assertThat(released).hasSizeLessThan(MANY);
        assertThat(reader.cursor().parked()).isEmpty();

        down = false;
        searchIsDown = false;
        goesOn(Duration.ofMinutes(15));

        assertThat(released).containsExactlyInAnyOrderElementsOf(all());
        assertThat(heard).isEmpty();
        assertThat(reader.cursor().parked()).isEmpty();
    }

    /** It must not be met again by each pass, as long as the mark has not passed it. */
    @Test
    void a_second_that_waits_is_not_asked_for_with_its_neighbours() {
        fill();
        bad.add("e399");
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofMinutes(20));
        int before = pages;
        goesOn(Duration.ofMinutes(10));

        assertThat(pages - before).isLessThan(200);
    }

    @Test
    void what_leaves_its_second_meanwhile_comes_and_the_empty_second_is_forgotten() {
        fill();
        bad.add("e100");
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofMinutes(20));
        bad.clear();
        intercom.changes("e100");
        goesOn(Duration.ofDays(2));

        assertThat(released)
                .contains("e100 2")
                .doesNotContain("e100 1")
                .doesNotHaveDuplicates()
                .hasSize(MANY);
        assertThat(reader.cursor().parked()).isEmpty();
    }

    @Test
    void a_filter_that_includes_its_bounds_takes_nothing_from_the_neighbours() {
        intercom.includesBounds();
        fill();
        for (String id : List.of("e99", "e101")) {
            long way = id.equals("e99") ? -1 : 1;
            intercom.deletes(id);
            intercom.changes(id, intercom.newest("e100").updated().plusSeconds(way), Duration.ZERO);
        }
        bad.add("e100");
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofMinutes(40));
        assertThat(released).hasSizeGreaterThanOrEqualTo(MANY - 3).doesNotHaveDuplicates();

        bad.clear();
        goesOn(Duration.ofDays(2));

        assertThat(new TreeSet<>(released)).isEqualTo(all());
        assertThat(released).doesNotHaveDuplicates();
        assertThat(reader.cursor().parked()).isEmpty();
    }

    /** The last ones are the present's: the one at the border, and one behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"e100", "e299", "e300", "e301"})
    void a_backfill_goes_round_a_second_of_its_own_and_leaves_the_present_to_its_reader(String id) {
        fill();
        bad.add(id);
        Instant until = intercom.newest("e300").updated();
        begins(Cursor.startingAt(until));
        BackfillReader past = past(until);
        goesOn(past, Duration.ofMinutes(20));
        boolean isItsOwn = intercom.newest(id).updated().isBefore(until);
        assertThat(released).hasSize(isItsOwn ? 299 : 300).doesNotHaveDuplicates();
        assertThat(past.remaining().isPresent()).isEqualTo(isItsOwn);

        bad.clear();
        goesOn(past, Duration.ofHours(2));

        assertThat(released).hasSize(300).doesNotHaveDuplicates();
        assertThat(past.remaining()).isEmpty();
    }

    @Test
    void a_second_is_stored_by_its_time() {
        fill();
        bad.add("e100");
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofMinutes(20));

        Map<String, Object> offset = CODEC.encode(reader.cursor());
        long second = intercom.newest("e100").second();

        assertThat(offset.get("parked").toString()).startsWith(second("e100") + " REFUSED " + second + " ");
    }

    /** Contacts are searched by days: what neither side of a page shows is put off. */
    @ParameterizedTest
    @CsvSource({
        "e300, 500, <html>, false",
        "e300, 422, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', true",
        "e0, 500, <html>, true",
        "e201, 504, <html>, false",
        "e396, 500, <html>, true",
        "e397, 500, <html>, true",
        "e399, 500, <html>, false",
        "e399, 403, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', true",
        "e50 e300, 500, <html>, true",
        "e50 e300 e399, 200, '', false",
    })
    void users_around_pages_that_always_fail_come(String ids, int status, String failure, boolean restart) {
        usersComeAround(ids, status, failure, restart);
    }

    @ParameterizedTest
    @CsvSource({
        "e300, 500, <html>, false",
        "e300, 422, '{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}', true",
        "e0, 500, <html>, true",
        "e201, 504, <html>, false",
        "e396, 500, <html>, true",
        "e399, 500, <html>, false",
        "e50 e300, 500, <html>, true",
        "e50 e300 e399, 200, '', false",
    })
    void users_around_pages_that_always_fail_come_where_days_are_read_side_by_side(
            String ids, int status, String failure, boolean restart) {
        latency = Duration.ofSeconds(2);
        pageSize = 10;
        usersComeAround(ids, status, failure, restart);
    }

    private void usersComeAround(String ids, int status, String failure, boolean restart) {
        stream = "users";
        intercom = ModelIntercom.ofContactsByDay(time, "UTC");
        fill();
        bad.addAll(List.of(ids.split(" ")));
        this.status = status;
        this.failure = failure;
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofHours(9));

        assertThat(released).doesNotHaveDuplicates();
        Set<String> missing = allButBad();
        missing.removeAll(released);
        assertThat(missing)
                .as("missing with " + reader.cursor().parked().keySet() + " mark "
                        + reader.cursor().mark())
                .isEmpty();
        // What is not settled yet is told when it is.
        assertThat(heard)
                .hasSizeBetween(bad.size(), Math.max(4, bad.size() + 2))
                .allMatch(line -> line.startsWith("parked "));
        assertThat(reader.cursor().parked()).hasSizeBetween(bad.size(), 3);
        assertThat(reader.cursor().mark()).as("the mark has passed it").isAfter("2026-05-01T12:00:00Z");

        intercom.changes("e5");
        goesOn(Duration.ofHours(1));
        assertThat(released).contains("e5 2");
        if (restart) {
            restarts();
        }
        bad.clear();
        goesOn(Duration.ofHours(30));

        assertThat(released)
                .containsAll(all())
                .contains("e5 2")
                .doesNotHaveDuplicates()
                .hasSize(MANY + 1);
        assertThat(reader.cursor().parked()).isEmpty();
    }

    /** What lies between two of them waits, but not longer than both fail. */
    @Test
    void between_two_pages_that_fail_only_the_rest_waits_when_one_of_them_comes() {
        stream = "users";
        intercom = ModelIntercom.ofContactsByDay(time, "UTC");
        fill();
        bad.addAll(List.of("e200", "e210"));
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofHours(9));
        Set<String> waiting = allButBad();
        waiting.removeAll(released);
        assertThat(waiting).hasSizeLessThan(10);

        bad.remove("e200");
        goesOn(Duration.ofHours(30));

        assertThat(new TreeSet<>(released)).isEqualTo(allButBad());
        assertThat(released).doesNotHaveDuplicates();
    }

    /** More contacts within a few days than are gathered. */
    @Test
    void a_page_that_fails_among_many_contacts_keeps_none_of_them() {
        stream = "users";
        intercom = ModelIntercom.ofContactsByDay(time, "UTC");
        int many = 12_000;
        for (int i = 0; i < many; i++) {
            intercom.changes("e" + i, time.instant().minusSeconds(30L * (many - i)), Duration.ZERO);
        }
        bad.add("e3000");
        begins(Cursor.startingAt(Instant.EPOCH));
        for (int hour = 0; hour < 9 && released.size() < many - 1; hour++) {
            goesOn(Duration.ofHours(1));
        }

        assertThat(released).hasSize(many - 1).doesNotHaveDuplicates();
        assertThat(heard).hasSize(1);
    }

    /** Two answers may agree on an end that is none: the count says so. */
    @Test
    void a_way_down_that_ends_before_its_end_moves_no_mark() {
        stream = "users";
        intercom = ModelIntercom.ofContactsByDay(time, "UTC");
        fill();
        bad.add("e300");
        isCutDown = true;
        begins(Cursor.startingAt(Instant.EPOCH));
        goesOn(Duration.ofHours(3));
        assertThat(reader.cursor().mark().getEpochSecond())
                .isLessThanOrEqualTo(intercom.newest("e300").second());

        isCutDown = false;
        goesOn(Duration.ofHours(3));

        assertThat(new TreeSet<>(released)).isEqualTo(allButBad());
        assertThat(released).doesNotHaveDuplicates();
    }
}
