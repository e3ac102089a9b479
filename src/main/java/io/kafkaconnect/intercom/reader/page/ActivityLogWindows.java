package io.kafkaconnect.intercom.reader.page;

import static java.util.stream.Collectors.toSet;

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
import java.util.Set;
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

    /** Most of the time between {@link #EARLIEST} and the first entry is empty: 15 years are about 1,100 windows. */
    private static final int MAX_WINDOWS = 32;

    /** Copies of Intercom's data may differ for good. */
    private static final int MAX_READINGS = 4;

    /** Intercom did not exist before. */
    private static final long EARLIEST = Instant.parse("2011-01-01T00:00:00Z").getEpochSecond();

    /** Intercom's clock may be ahead of the worker's. */
    private static final long AHEAD = Duration.ofDays(1).toSeconds();

    private static final Comparator<JsonNode> OLDEST_FIRST = Comparator.<JsonNode>comparingLong(
                    log -> log.path(ActivityLog.TIME).asLong())
            .thenComparing(log -> log.path("id").asText());

    /**
     * What Intercom has of a window.
     *
     * @param end what happened from this second on is not in the window
     * @param logs the entries of all its pages
     * @param isDoubtful whether a page seems to lack entries
     * @param last the reply to its last page, or to the page that failed
     */
    private record LogWindow(long end, List<JsonNode> logs, boolean isDoubtful, Reply last) {
        boolean isRead() {
            return last instanceof Reply.Success found && hasList(found);
        }

        Set<String> ids() {
            return logs.stream().map(log -> log.path("id").asText()).collect(toSet());
        }

        LogWindow with(LogWindow earlier) {
            Set<String> known = ids();
            List<JsonNode> all = new ArrayList<>(logs);
            earlier.logs.stream()
                    .filter(log -> !known.contains(log.path("id").asText()))
                    .forEach(all::add);
            return new LogWindow(end, all, isDoubtful, last);
        }
    }

    @Override
    public CompletableFuture<Reply> send(Request asked) {
        long after = asked.body().path(ActivityLog.AFTER).asLong();
        long before = asked.body().path(ActivityLog.BEFORE).asLong();
        long latest = clock.instant().getEpochSecond() + AHEAD;
        return answer(asked, Math.max(EARLIEST, after), Math.min(before, latest), 1);
    }

    /** Reads so many windows side by side and answers with the first that has entries. While all are empty, it reads twice as many next. */
    private CompletableFuture<Reply> answer(Request asked, long after, long before, int count) {
        List<CompletableFuture<LogWindow>> windows = new ArrayList<>();
        long begin = after;
        do {
            long end = Math.max(begin + 1, Math.min(before, begin + WINDOW));
            windows.add(window(begin, end, end < before));
            begin = end - 1;
        } while (windows.size() < count && begin + 1 < before);
        long next = begin;
        return CompletableFuture.allOf(windows.toArray(CompletableFuture[]::new))
                .thenCompose(done -> windows.stream()
                        .map(CompletableFuture::join)
                        .filter(window -> !window.isRead() || !window.logs().isEmpty() || window.end() >= before)
                        .findFirst()
                        .map(window -> CompletableFuture.completedFuture(answer(asked, window, before)))
                        .orElseGet(() -> answer(asked, next, before, Math.min(MAX_WINDOWS, 2 * count))));
    }

    /** Reads a window. One answer may be wrong: a window that seems to lack entries, or that would be skipped, is read again until two readings agree. */
    private CompletableFuture<LogWindow> window(long after, long end, boolean isSkipped) {
        return read(after, end)
                .thenCompose(window -> isSure(window, isSkipped)
                        ? CompletableFuture.completedFuture(window)
                        : again(after, window, MAX_READINGS - 1));
    }

    private static boolean isSure(LogWindow window, boolean isSkipped) {
        return !window.isRead()
                || !(window.isDoubtful() || (isSkipped && window.logs().isEmpty()));
    }

    private CompletableFuture<LogWindow> again(long after, LogWindow before, int left) {
        return read(after, before.end()).thenCompose(now -> {
            boolean isAlike = now.ids().equals(before.ids());
            boolean isDone = !now.isRead() || isAlike || left == 1;
            LogWindow both = now.with(before);
            return isDone ? CompletableFuture.completedFuture(both) : again(after, both, left - 1);
        });
    }

    private CompletableFuture<LogWindow> read(long after, long end) {
        LogPages pages = new LogPages();
        return page(after, end, 1, pages)
                .thenApply(last -> new LogWindow(end, pages.logs(), pages.areDoubtful(), last));
    }

    /** Reads this page and the ones behind it. */
    private CompletableFuture<Reply> page(long after, long before, int number, LogPages pages) {
        Request search = ActivityLog.search(after, before);
        ObjectNode body = search.body().put("page", number).put("per_page", PAGE_SIZE);
        Request request = search.withBody(body).listing(ActivityLog.ARRAY);
        return intercom.send(request).thenCompose(reply -> {
            // The reader of the answer refuses a response without a list.
            boolean goesOn = reply instanceof Reply.Success found && hasList(found) && pages.add(number, found.body());
            return goesOn ? page(after, before, number + 1, pages) : CompletableFuture.completedFuture(reply);
        });
    }

    private static boolean hasList(Reply.Success found) {
        return found.body().path(ActivityLog.ARRAY).isArray();
    }

    private static Reply answer(Request asked, LogWindow window, long before) {
        if (!window.isRead()) {
            return window.last();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        window.logs().sort(OLDEST_FIRST);
        body.putArray(ActivityLog.ARRAY).addAll(window.logs());
        ObjectNode pages = body.putObject("pages");
        if (window.end() < before) {
            pages.putObject("next").put("starting_after", Long.toString(window.end() - 1));
        }
        return new Reply.Success(body, window.last().orThrow().asOf(), asked);
    }
}
