package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.ListPass;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A pass over the companies that changed since some time, newest first. API 2.17 has a search for them. Whether its filter compares days or seconds is
 * not documented, so the filter starts two days earlier, and the pass ends with the page that reaches the time.
 */
public final class CompanyChanges implements ListPass {
    private static final String UPDATED_AT = "updated_at";
    private static final Duration MARGIN = Duration.ofDays(2);
    private static final int PAGE_SIZE = 50;

    private final IntercomApi intercom;
    private final long since;
    private final Set<Request> requested = new HashSet<>();
    private Request page;

    /** Reads nothing yet. */
    public CompanyChanges(IntercomApi intercom, Instant since) {
        this.intercom = intercom;
        this.since = since.getEpochSecond();
        ObjectNode query =
                SearchBody.filter(UPDATED_AT, ">", since.minus(MARGIN).getEpochSecond());
        this.page = SearchBody.request("/companies/search", query, UPDATED_AT, "descending", PAGE_SIZE)
                .listing("data");
    }

    @Override
    public CompletableFuture<Page> next() {
        return intercom.send(page.withoutRetry()).thenApply(this::read);
    }

    private Page read(Reply reply) {
        Reply.Success found = reply.orThrow();
        ListEntries entries = ListEntries.of(found, "data");
        List<ObjectNode> changed = entries.entities().stream()
                .filter(company -> company.path(UPDATED_AT).asLong() >= since)
                .toList();
        List<Request.Param> next = PlainLists.next(found, entries);
        boolean isLast = next.isEmpty() || changed.isEmpty();
        if (!isLast) {
            page = SearchBody.after(page, next, PAGE_SIZE);
            if (!requested.add(page)) {
                throw new RestartException("a page of " + page + " is its own next, or one before it is");
            }
        }
        return new Page(changed, List.of(), found.asOf(), isLast);
    }
}
