package io.kafkaconnect.intercom.reader.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No entry of the activity log is hidden by one wrong answer to a page of a window. */
class ActivityLogWindowsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final long MINUTE = 60;

    private final Log log = new Log();
    private final ActivityLogWindows windows = new ActivityLogWindows(log, new ManualClock(NOW.toString()));

    /** What is wrong with a page. */
    private enum Wrong {
        EMPTY((body, list) -> list.removeAll()),
        /** Nothing shows how long the last page should be. */
        LACKS_ENTRIES(
                (body, list) -> IntStream.range(0, list.size() < 250 ? 0 : 20).forEach(i -> list.remove(0))),
        SAYS_NOTHING_OF_PAGES((body, list) -> body.remove("pages")),
        HAS_TORN_PAGES((body, list) -> body.putObject("pages").put("next", 5)),
        LACKS_ENTRIES_AND_PAGES((body, list) -> {
            if (!list.isEmpty()) {
                list.remove(0);
            }
            body.remove("pages");
        });

        @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
        private final BiConsumer<ObjectNode, ArrayNode> change;

        Wrong(BiConsumer<ObjectNode, ArrayNode> change) {
            this.change = change;
        }
    }

    /** Intercom's side: an entry a minute, listed newest first. */
    private static final class Log implements IntercomApi {
        private final List<Long> times = new ArrayList<>();
        private Set<Integer> wrongRequests = Set.of();
        private Wrong wrong = Wrong.EMPTY;
        private boolean isNextNamed;
        /** Intercom ignores the number of the page, and names a next one for ever. */
        private boolean isFirstPageRepeated;

        private int most = 250;
        private int requests;

        @Override
        public CompletableFuture<Reply> send(Request request) {
            requests++;
            JsonNode asked = request.body();
            List<Long> listed = times.stream()
                    .filter(time -> time > asked.path("created_at_after").asLong())
                    .filter(time -> time < asked.path("created_at_before").asLong())
                    .sorted((one, other) -> Long.compare(other, one))
                    .toList();
            int size = Math.min(most, asked.path("per_page").asInt());
            int page = isFirstPageRepeated ? 1 : asked.path("page").asInt();
            int from = Math.min(listed.size(), (page - 1) * size);
            int to = Math.min(listed.size(), from + size);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode list = body.putArray("activity_logs");
            listed.subList(from, to)
                    .forEach(time -> list.addObject().put("id", "log-" + time).put("created_at", time));
            ObjectNode pages = body.putObject("pages");
            if (isNextNamed) {
                pages.put("next", to < listed.size() ? "https://api.intercom.io/admins/activity_logs?page=2" : null);
            } else {
                pages.put("total_pages", (listed.size() + size - 1) / size);
            }
            if (wrongRequests.contains(requests)) {
                wrong.change.accept(body, list);
            }
            return CompletableFuture.completedFuture(new Reply.Success(body, Instant.EPOCH, request));
        }
    }

    private void holds(int entries, Instant newest) {
        IntStream.range(0, entries).forEach(i -> log.times.add(newest.getEpochSecond() - i * MINUTE));
    }

    /** Follows the cursors from that time on. */
    private List<Long> read(Instant since) {
        List<Long> read = new ArrayList<>();
        Listing listing = new ActivityLog();
        Request request = listing.oldestFirst(since, 150);
        while (request != null) {
            ObjectNode body = windows.send(request).join().orThrow().body();
            body.path("activity_logs")
                    .forEach(one -> read.add(one.path("created_at").asLong()));
            List<Request.Param> next = NextPage.next(body);
            request = next.isEmpty() ? null : listing.after(request, next, 150);
        }
        return read;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_page_of_a_window_is_read_oldest_entry_first(boolean isNextNamed) {
        holds(700, NOW);
        log.isNextNamed = isNextNamed;

        assertThat(read(NOW.minusSeconds(86_400))).isSorted().containsExactlyInAnyOrderElementsOf(log.times);
        assertThat(log.requests).isEqualTo(3);
    }

    @Test
    void a_page_that_is_repeated_for_ever_ends_the_window() {
        holds(700, NOW);
        log.isNextNamed = true;
        log.isFirstPageRepeated = true;

        assertThat(read(NOW.minusSeconds(86_400))).hasSize(250);
        assertThat(log.requests).isEqualTo(4);
    }

    @Test
    void pages_that_are_smaller_than_requested_hide_nothing() {
        holds(700, NOW);
        log.most = 60;

        assertThat(read(NOW.minusSeconds(86_400))).containsExactlyInAnyOrderElementsOf(log.times);
        assertThat(log.requests).isEqualTo(12);
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void one_wrong_answer_hides_nothing(Wrong wrong) {
        holds(700, NOW.minusSeconds(6 * 86_400));
        holds(600, NOW.minusSeconds(60 * MINUTE));
        log.wrong = wrong;
        int requests = 20;
        for (int i = 1; i <= requests; i++) {
            log.requests = 0;
            log.wrongRequests = Set.of(i);

            assertThat(read(NOW.minusSeconds(10 * 86_400)))
                    .as("request %d", i)
                    .containsExactlyInAnyOrderElementsOf(log.times);
        }
    }
}
