package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** All contacts that a filter finds, by id, which does not change while the pages are read. */
final class ContactPages implements Pass {
    private final Intercom intercom;
    private final ObjectNode filter;
    private final PageSize size;
    private final Tally read = new Tally();
    private final Set<JsonNode> cursors = new HashSet<>();
    private JsonNode counted = MissingNode.getInstance();
    private Request page;
    private boolean follows;

    /**
     * Begins with the first page.
     *
     * @param field that is to have the value
     * @param size outlives the pass: the next one need not learn again what takes too long
     */
    ContactPages(Intercom intercom, String field, String value, PageSize size) {
        this.intercom = intercom;
        this.filter = Listing.Search.filter(field, "=", value);
        this.size = size;
        this.page = request(size.get());
        cursors.add(cursor(page));
    }

    private Request request(int perPage) {
        return Listing.Search.request("/contacts/search", filter, "id", "ascending", perPage)
                .listing("data");
    }

    @Override
    public CompletableFuture<Part> next() {
        return intercom.ask(page).thenApply(reply -> {
            if (reply instanceof Reply.Found found) {
                return contacts(found);
            }
            Reply.Failed failed = (Reply.Failed) reply;
            if (failed instanceof Reply.Rejected && follows) {
                throw new RestartException(
                        "the cursor is no more: " + failed.failure().describe());
            }
            throw new IntercomException(failed);
        });
    }

    private Part contacts(Reply.Found found) {
        Entries entries = Entries.of(found, "data");
        List<Request.Param> next = WholeLists.next(found, entries);
        size.answered(found.asked().pageSize());
        entries.entities().forEach(contact -> read.add(contact.path("id").asText()));
        counted = found.body().path("total_count");
        follows = !next.isEmpty();
        if (follows) {
            page = Listing.Search.after(found.asked(), next, size.get());
            if (!cursors.add(cursor(page))) {
                throw new RestartException("a page of " + page + " is its own next, or one before it is");
            }
        }
        return new Part(entries.entities(), entries.flaws(), found.asOf(), !follows);
    }

    private static JsonNode cursor(Request page) {
        return page.body().at("/pagination/starting_after");
    }

    /** What Intercom counts now, and counted on the last page, tells whether those that were read are all. Asked for after the last page. */
    CompletableFuture<Evidence> evidence() {
        long distinct = read.distinct();
        return intercom.ask(request(1)).thenApply(reply -> {
            JsonNode now = reply instanceof Reply.Found found ? found.body().path("total_count") : counted;
            return Evidence.counted(distinct, counted.asLong() > now.asLong() ? counted : now);
        });
    }
}
