package io.kafkaconnect.intercom.feed.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.support.RestoredMemory;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of a whole list at which Intercom always fails is not told: what the reading does meet is sent, and nothing is said to be gone for that. */
class AlwaysFailingListTest {
    private static final int SCROLL_PAGE = 100;

    private final ManualClock time = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    /** Everything that asks for one of these, or would show it, fails. */
    private List<String> bad = List.of();

    private int scrolled;

    /** As much of Intercom as whole lists see. */
    private final Transport transport = new Transport() {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            CompletableFuture<RawResponse> reply = new CompletableFuture<>();
            RawResponse answer = answer(request);
            time.schedule(Duration.ofMillis(20), () -> reply.complete(answer));
            return reply;
        }

        private RawResponse answer(Request request) {
            String[] path = request.path().substring(1).split("/", -1);
            if (request.path().equals("/companies/scroll")) {
                boolean begins = request.query().isEmpty();
                scrolled = begins ? 0 : scrolled + SCROLL_PAGE;
                return list(request, "data", part(lists.get("companies"), scrolled, SCROLL_PAGE));
            }
            if (request.path().equals("/companies/list")) {
                int size = number(request, "per_page");
                return list(request, "data", part(lists.get("companies"), (number(request, "page") - 1) * size, size));
            }
            if (request.path().equals("/contacts/search")) {
                String segment = request.body().at("/query/value").asText();
                return bad.contains("in-" + segment)
                        ? failed()
                        : list(request, "data", lists.get("members of " + segment));
            }
            if (path.length == 3) {
                return list(request, "data", segmentsOf(path[1]));
            }
            if (path[0].equals("contacts")) {
                return found(one(path[1]));
            }
            if (path.length == 2) {
                boolean isThere = lists.getOrDefault(path[0], List.of()).contains(path[1]);
                return bad.contains(path[1]) ? failed() : isThere ? found(one(path[1])) : absent();
            }
            return bad.contains(path[0])
                    ? failed()
                    : list(request, path[0].equals("tags") ? "data" : path[0], lists.get(path[0]));
        }

        private List<String> segmentsOf(String contact) {
            return lists.get("segments").stream()
                    .filter(segment -> lists.get("members of " + segment).contains(contact))
                    .toList();
        }

        private List<String> part(List<String> all, int from, int size) {
            return all.stream().skip(from).limit(size).toList();
        }

        private int number(Request request, String name) {
            return request.query().stream()
                    .filter(param -> param.name().equals(name))
                    .mapToInt(param -> Integer.parseInt(param.value()))
                    .findFirst()
                    .orElseThrow();
        }

        private RawResponse list(Request request, String array, List<String> ids) {
            if (ids.stream().anyMatch(bad::contains)) {
                return failed();
            }
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("scroll_param", "p");
            body.putObject("pages");
            body.put(
                    "total_count",
                    request.path().startsWith("/companies")
                            ? lists.get("companies").size()
                            : ids.size());
            ArrayNode entries = body.putArray(array);
            ids.forEach(id -> entries.add(one(id)));
            return found(body);
        }

        private ObjectNode one(String id) {
            return JsonNodeFactory.instance.objectNode().put("id", id).put("role", "user");
        }

        private RawResponse found(ObjectNode body) {
            return new RawResponse(200, name -> null, body.toString().getBytes(UTF_8));
        }

        private RawResponse failed() {
            return new RawResponse(500, name -> null, "<html>".getBytes(UTF_8));
        }

        private RawResponse absent() {
            String body = "{\"type\": \"error.list\", \"errors\": [{\"code\": \"not_found\"}]}";
            return new RawResponse(404, name -> null, body.getBytes(UTF_8));
        }

        @Override
        public void close() {}
    };

    private Feed feed(String name, String table) {
        Stream stream = Streams.named(name).orElseThrow().withoutChanges();
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), -1, () -> 0.5);
        IntercomClient client =
                new IntercomClient(transport, time, time, new RateLimiter(1.0, 0, 6), retry, 16, ExchangeListener.NONE);
        ReadPace pace = new ReadPace(Duration.ofHours(1), Duration.ZERO, 150);
        ReaderFactory readers = new ReaderFactory(client, pace, pace, false, time, () -> {});
        RestoredMemory memory = RestoredMemory.of(stream, Map.<Map<String, ?>, Map<String, ?>>of());
        StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
        RowReader rows = new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
        return new SnapshotFeed(
                name,
                readers.snapshot(stream, Set.of(), StreamListener.NONE),
                memory.rows(),
                memory.shards(),
                new RowMapper(name, List.of(rows), true, metrics, new LogThrottle(Clock.systemUTC())),
                time,
                metrics);
    }

    /** What is sent in that time: keys, and those that are gone with a word. */
    private List<String> sent(Feed feed, Duration duration) {
        List<String> sent = new ArrayList<>();
        Instant end = time.instant().plus(duration);
        while (time.instant().isBefore(end)) {
            Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT));
            ReadStep.Idle waiting = feed.fill(batch);
            batch.toRecords()
                    .forEach(record -> sent.add(key((Struct) record.key()) + (record.value() == null ? " gone" : "")));
            if (waiting != null && waiting.until().isAfter(time.instant())) {
                time.pass(Duration.ofSeconds(1));
            }
        }
        return sent;
    }

    private static String key(Struct key) {
        return String.join(
                " ",
                key.schema().fields().stream()
                        .map(Field::name)
                        .map(key::getString)
                        .toList());
    }

    private void fill() {
        lists.put(
                "companies",
                new ArrayList<>(IntStream.range(0, 350).mapToObj(i -> "c" + i).toList()));
        lists.put("tags", new ArrayList<>(List.of("t1", "t2")));
        lists.put("admins", new ArrayList<>(List.of("1", "2")));
        lists.put("teams", new ArrayList<>(List.of("8", "9")));
        lists.put("segments", new ArrayList<>(List.of("s1", "s2", "s3")));
        for (String segment : lists.get("segments")) {
            lists.put("members of " + segment, new ArrayList<>(List.of("u1", "u2")));
        }
    }

    /** Bad are the parts at which Intercom fails; of the rows that must come, some are named, and their number. */
    @ParameterizedTest
    @CsvSource({
        "companies, companies, c0, 349, c1 c99 c349, companies, c349",
        "companies, companies, c150, 349, c0 c149 c151 c349, companies, c3",
        "companies, companies, c349, 349, c0 c348, companies, c348",
        "companies, companies, c150 c151 c349, 347, c0 c149 c152 c348, companies, c160",
        "segment_members, users_segments, in-s2, 4, , members of s1, u2",
        "segment_members, users_segments, in-s1 in-s3, 2, , members of s2, u2",
        "segment_members, users_segments, in-s1, 4, , members of s3, u2",
        "segment_members, users_segments, in-s1 in-s2 in-s3, 0, , members of s3, u2",
        "admins, admins, teams, 2, 1 2, admins, 2",
        "admins, admins, admins, 2, 8 9, teams, 9",
        "tags, tags, tags, 0, , tags, t2",
    })
    void what_a_reading_meets_beside_it_is_sent_and_what_it_may_hold_stays(
            String stream, String table, String broken, int number, String some, String list, String gone) {
        fill();
        bad = List.of(broken.split(" "));
        Feed feed = feed(stream, table);

        Set<String> first = new TreeSet<>(sent(feed, Duration.ofMinutes(58)));
        assertThat(first).hasSize(number).containsAll(some == null ? List.of() : List.of(some.split(" ")));

        bad = List.of();
        List<String> rest = sent(feed, Duration.ofHours(2));
        assertThat(rest).noneMatch(first::contains).noneMatch(key -> key.endsWith(" gone"));

        bad = List.of(broken.split(" "));
        assertThat(sent(feed, Duration.ofHours(4))).as("nothing has changed").isEmpty();

        lists.get(list).remove(gone);
        List<String> ended = sent(feed, Duration.ofHours(4));
        assertThat(ended)
                .hasSizeLessThan(2)
                .allMatch(key -> key.endsWith(gone + " gone") || key.startsWith(gone + " "));
        bad = List.of();
        ended.addAll(sent(feed, Duration.ofHours(2)));
        assertThat(ended).hasSize(1);
    }
}
