package io.kafkaconnect.intercom.reader.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Client and reader together read the one scroll that an app may have open, in simulated time. */
class CompaniesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 100;
    private static final String PARAM = "the same with every page";

    private final ManualClock time = new ManualClock();
    private final Scroll scroll = new Scroll();
    private final List<String> restarts = new ArrayList<>();

    enum Trouble {
        /** Intercom responds that the scroll broke. The scroll may be closed or stay open. */
        BREAKS_AND_IS_FORGOTTEN,
        BREAKS_AND_STAYS_OPEN,
        /** The response comes after the scroll has expired. */
        EXPIRES,
        GIVES_THE_PAGE_BEFORE_AGAIN,
        ANSWER_IS_LOST
    }

    /** Intercom's side. */
    private final class Scroll implements Transport {
        private List<String> companies = List.of();
        private List<String> left;
        private List<String> before = List.of();
        private final Set<String> bad = new HashSet<>();
        private Instant used;
        private final List<Request.Priority> priorities = new ArrayList<>();
        private int pages;
        private int troubleAt = -1;
        private Trouble trouble;

        void holds(int number) {
            companies = IntStream.range(0, number).mapToObj(i -> "c" + i).toList();
        }

        void meets(Trouble what, int atPage) {
            trouble = what;
            troubleAt = atPage;
        }

        /** Another program starts a scroll, or continues it. */
        void isUsedByAnother() {
            left = List.of("not ours");
            used = time.instant();
        }

        boolean isOpen() {
            return left != null && !time.instant().isAfter(used.plus(PATIENCE));
        }

        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            if (request.path().equals("/companies/list")) {
                return list(request);
            }
            boolean begins =
                    request.query().stream().noneMatch(param -> param.name().equals("scroll_param"));
            if (begins && isOpen()) {
                return now(400, "{\"errors\": [{\"code\": \"scroll_exists\"}]}");
            }
            if (!begins && !isOpen()) {
                return now(404, "{\"errors\": [{\"code\": \"not_found\"}]}");
            }
            priorities.add(request.priority());
            left = begins ? companies : left;
            used = time.instant();
            if (pages++ == troubleAt) {
                return inTrouble();
            }
            List<String> page = page();
            return page.stream().anyMatch(bad::contains) ? now(500, "<html>") : now(200, data(page, PARAM));
        }

        private CompletableFuture<RawResponse> list(Request request) {
            long size = number(request, "per_page", 15);
            long from = (number(request, "page", 1) - 1) * size;
            if (from + size > 10_000) {
                return now(400, "{\"type\": \"error.list\", \"errors\": [{\"code\": \"bad_request\"}]}");
            }
            List<String> page = companies.stream().skip(from).limit(size).toList();
            return page.stream().anyMatch(bad::contains) ? now(500, "<html>") : now(200, data(page, ""));
        }

        private static long number(Request request, String name, long otherwise) {
            return request.query().stream()
                    .filter(param -> param.name().equals(name))
                    .mapToLong(param -> Long.parseLong(param.value()))
                    .findFirst()
                    .orElse(otherwise);
        }

        private List<String> page() {
            before = left.subList(0, Math.min(PAGE, left.size()));
            left = before.isEmpty() ? null : left.subList(before.size(), left.size());
            return before;
        }

        private CompletableFuture<RawResponse> inTrouble() {
            switch (trouble) {
                case BREAKS_AND_IS_FORGOTTEN -> {
                    left = null;
                    return now(500, "{\"errors\": [{\"code\": \"server_error\"}]}");
                }
                case BREAKS_AND_STAYS_OPEN -> {
                    return now(500, "{\"errors\": [{\"code\": \"server_error\"}]}");
                }
                case EXPIRES -> {
                    left = null;
                    CompletableFuture<RawResponse> late = new CompletableFuture<>();
                    time.schedule(
                            PATIENCE.plusSeconds(1),
                            () -> late.complete(answer(404, "{\"errors\": [{\"code\": \"not_found\"}]}")));
                    return late;
                }
                case GIVES_THE_PAGE_BEFORE_AGAIN -> {
                    return now(200, data(before, PARAM));
                }
                case ANSWER_IS_LOST -> {
                    List<String> lost = page();
                    assertThat(lost).isNotEmpty();
                    CompletableFuture<RawResponse> never = new CompletableFuture<>();
                    time.schedule(Duration.ofSeconds(30), () -> never.completeExceptionally(new TimeoutException()));
                    return never;
                }
            }
            throw new IllegalStateException();
        }

        private CompletableFuture<RawResponse> now(int status, String body) {
            return CompletableFuture.completedFuture(answer(status, body));
        }

        private static RawResponse answer(int status, String body) {
            return new RawResponse(status, header -> null, body.getBytes(UTF_8));
        }

        private String data(List<String> ids, String param) {
            var body = JsonNodeFactory.instance.objectNode().put("scroll_param", param);
            body.put("total_count", companies.size());
            var data = body.putArray("data");
            ids.forEach(id -> data.addObject().put("id", id));
            return body.toString();
        }

        @Override
        public void close() {}
    }

    /** A task. */
    private final class Task {
        private final IntercomClient client = new IntercomClient(
                scroll,
                time,
                time,
                new RateLimiter(0.8, 0, 6),
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), -1, () -> 0.5),
                8,
                ExchangeListener.NONE);
        private final ReadPace pace = new ReadPace(Duration.ofHours(1), Duration.ZERO, 150);
        private final SnapshotReader reader = new ReaderFactory(client, pace, pace, false, time, () -> {})
                .snapshot(Streams.named("companies").orElseThrow(), Set.of(), new StreamListener() {
                    @Override
                    public void passRestarted(String reason) {
                        restarts.add(reason);
                    }
                });

        /** The companies of the first pass that is complete. */
        List<String> read() {
            List<String> read = new ArrayList<>();
            Instant latest = time.instant().plus(Duration.ofMinutes(90));
            while (time.instant().isBefore(latest)) {
                ReadStep step = reader.next();
                if (step instanceof ReadStep.PassFinished) {
                    return read;
                } else if (step instanceof ReadStep.PassStarted) {
                    read.clear();
                } else if (step instanceof ReadStep.Item next) {
                    read.add(next.entity().json().path("id").asText());
                } else {
                    time.pass(Duration.ofSeconds(1));
                }
            }
            throw new AssertionError("No pass is done within 90 minutes; restarts " + restarts);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 10_000, 10_250})
    void any_number_of_companies_is_read_once_although_the_scroll_param_never_changes(int number) {
        scroll.holds(number);

        assertThat(new Task().read()).isEqualTo(scroll.companies);
        assertThat(restarts).isEmpty();
    }

    @Test
    void a_pass_waits_for_the_open_scroll_of_another_program() {
        scroll.holds(250);
        for (int second = 0; second <= 180; second += 20) {
            int at = second;
            time.schedule(Duration.ofSeconds(at), scroll::isUsedByAnother);
        }
        time.pass(Duration.ofSeconds(1));

        assertThat(new Task().read()).isEqualTo(scroll.companies);
        assertThat(time.instant()).isAfter(Instant.EPOCH.plusSeconds(240));
        assertThat(restarts).isEmpty();
    }

    @Test
    void an_open_scroll_has_priority_and_its_first_page_has_that_of_a_list() {
        scroll.holds(150);
        assertThat(new Task().read()).hasSize(150);
        assertThat(scroll.priorities)
                .containsExactly(Request.Priority.LIST, Request.Priority.SCROLL, Request.Priority.SCROLL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void a_task_waits_for_the_open_scroll_of_a_crashed_task_and_reads_everything(int pages) {
        scroll.holds(1_000);
        scroll.meets(Trouble.ANSWER_IS_LOST, pages);
        Task crashed = new Task();
        while (!(crashed.reader.next() instanceof ReadStep.Idle)) {}
        crashed.client.close();
        assertThat(scroll.isOpen()).isTrue();

        assertThat(new Task().read()).isEqualTo(scroll.companies);
        assertThat(time.instant()).isAfter(Instant.EPOCH.plus(PATIENCE));
        assertThat(restarts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BREAKS_AND_IS_FORGOTTEN, 0",
        "BREAKS_AND_IS_FORGOTTEN, 1",
        "BREAKS_AND_IS_FORGOTTEN, 3",
        "BREAKS_AND_STAYS_OPEN, 0",
        "BREAKS_AND_STAYS_OPEN, 1",
        "BREAKS_AND_STAYS_OPEN, 3",
        "EXPIRES, 1",
        "EXPIRES, 3",
        "GIVES_THE_PAGE_BEFORE_AGAIN, 1",
        "GIVES_THE_PAGE_BEFORE_AGAIN, 2",
        "ANSWER_IS_LOST, 0",
        "ANSWER_IS_LOST, 1",
        "ANSWER_IS_LOST, 2",
    })
    void a_broken_scroll_is_read_again_and_a_part_of_it_never_counts_as_all(Trouble trouble, int page) {
        scroll.holds(250);
        scroll.meets(trouble, page);

        assertThat(new Task().read()).isEqualTo(scroll.companies);
        // The client may retry the first request.
        assertThat(restarts).hasSize(page == 0 ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "250, c100",
        "250, c150",
        "250, c249",
        "250, c120 c121 c249",
        "101, c100",
        "10000, c9999",
        "250, c0",
        "250, c0 c99 c100",
    })
    void a_page_at_which_the_scroll_always_breaks_is_read_from_the_list(int number, String bad) {
        scroll.holds(number);
        scroll.bad.addAll(List.of(bad.split(" ")));
        Task task = new Task();
        List<String> rest = new ArrayList<>(scroll.companies);
        rest.removeAll(scroll.bad);

        assertThat(new HashSet<>(task.read())).isEqualTo(new HashSet<>(rest));

        restarts.clear();
        scroll.bad.clear();
        assertThat(task.read()).as("the next reading tries the scroll").isEqualTo(scroll.companies);
    }

    /** The list ends at ten thousand. */
    @Test
    void companies_that_neither_the_scroll_nor_the_list_reaches_are_left_out() {
        scroll.holds(10_250);
        scroll.bad.add("c120");

        assertThat(new HashSet<>(new Task().read()))
                .hasSize(9_999)
                .doesNotContain("c120", "c10000")
                .contains("c121", "c9999");
    }
}
