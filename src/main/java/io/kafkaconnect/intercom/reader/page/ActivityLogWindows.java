package io.kafkaconnect.intercom.reader.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers requests for the {@linkplain ActivityLog activity log}, oldest first. Intercom lists the log newest first, in numbered pages, and fails at a time of more than
 * five days. So each answer is a window of at most five days, read to its last page and turned round. Windows without entries are skipped: an
 * empty page would be the last one.
 *
 * @param intercom sends the requests for the pages of a window
 */
public record ActivityLogWindows(IntercomApi intercom, Clock clock) implements IntercomApi {
    private static final long WINDOW = Duration.ofDays(5).toSeconds();
    private static final int PAGE_SIZE = 250;

    /** Intercom did not exist before. */
    private static final long EARLIEST = Instant.parse("2011-01-01T00:00:00Z").getEpochSecond();

    /** Intercom's clock may be ahead of the worker's. */
    private static final long AHEAD = Duration.ofDays(1).toSeconds();

    private static final Comparator<JsonNode> OLDEST_FIRST = Comparator.<JsonNode>comparingLong(
                    log -> log.path(ActivityLog.TIME).asLong())
            .thenComparing(log -> log.path("id").asText());

    @Override
    public CompletableFuture<Reply> send(Request asked) {
        long after = asked.body().path(ActivityLog.AFTER).asLong();
        long before = asked.body().path(ActivityLog.BEFORE).asLong();
        long latest = clock.instant().getEpochSecond() + AHEAD;
        return window(asked, Math.max(EARLIEST, after), Math.min(before, latest));
    }

    private CompletableFuture<Reply> window(Request asked, long after, long before) {
        long end = Math.max(after + 1, Math.min(before, after + WINDOW));
        List<JsonNode> logs = new ArrayList<>();
        return page(asked, after, end, 1, logs).thenCompose(last -> {
            if (!(last instanceof Reply.Success found) || !hasList(found)) {
                return CompletableFuture.completedFuture(last);
            }
            return logs.isEmpty() && end < before
                    ? window(asked, end - 1, before)
                    : CompletableFuture.completedFuture(answer(asked, logs, end < before ? end - 1 : 0, found.asOf()));
        });
    }

    /** Reads this page and the ones behind it. */
    private CompletableFuture<Reply> page(Request asked, long after, long before, int number, List<JsonNode> logs) {
        Request search = ActivityLog.search(after, before);
        ObjectNode body = search.body().put("page", number).put("per_page", PAGE_SIZE);
        Request request = search.withBody(body).listing(ActivityLog.ARRAY);
        return intercom.send(request).thenCompose(reply -> {
            // The reader of the answer refuses a response without a list.
            if (!(reply instanceof Reply.Success found) || !hasList(found)) {
                return CompletableFuture.completedFuture(reply);
            }
            JsonNode list = found.body().path(ActivityLog.ARRAY);
            list.forEach(logs::add);
            boolean isLast = list.isEmpty()
                    || number >= found.body().path("pages").path("total_pages").asInt(1);
            return isLast ? CompletableFuture.completedFuture(found) : page(asked, after, before, number + 1, logs);
        });
    }

    private static boolean hasList(Reply.Success found) {
        return found.body().path(ActivityLog.ARRAY).isArray();
    }

    private static Reply answer(Request asked, List<JsonNode> logs, long next, Instant asOf) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        logs.sort(OLDEST_FIRST);
        body.putArray(ActivityLog.ARRAY).addAll(logs);
        ObjectNode pages = body.putObject("pages");
        if (next > 0) {
            pages.putObject("next").put("starting_after", Long.toString(next));
        }
        return new Reply.Success(body, asOf, asked);
    }
}
